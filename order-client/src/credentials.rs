use std::{
    env, fmt,
    fs::File,
    io::{self, Read as _},
    path::Path,
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use reqwest::header::HeaderValue;
use secrecy::{ExposeSecret as _, SecretString};

/// Account id and API key, sent with every call as HTTP Basic authentication.
///
/// The key is wiped from memory when the last copy is dropped, and `Debug` shows `[redacted]` instead of
/// it. Copies that the HTTP and TLS layers make while a request is being sent are not wiped.
///
/// # Example
///
/// ```
/// use order_client::Credentials;
///
/// let credentials = Credentials::new("001007", "skyfall")?;
/// assert_eq!(
///     format!("{credentials:?}"),
///     r#"Credentials { account_id: "001007", api_key: [redacted] }"#,
/// );
/// # Ok::<(), order_client::CredentialsError>(())
/// ```
#[derive(Clone)]
pub struct Credentials {
    account_id: String,
    api_key: SecretString,
}

impl Credentials {
    /// Environment variable with the account id.
    pub const ACCOUNT_ID_VARIABLE: &str = "DIGICERT_ACCOUNT_ID";
    /// Environment variable with the API key.
    pub const API_KEY_VARIABLE: &str = "DIGICERT_API_KEY";

    /// Creates the credentials of the account `account_id`.
    ///
    /// # Errors
    ///
    /// [`CredentialsError::Empty`] if a part is blank. [`CredentialsError::Character`] if the account id has a
    /// `:`, or if a part has a control character, which Basic authentication cannot carry. A line feed at the
    /// end of a key often comes from a file that was not trimmed.
    pub fn new(
        account_id: impl Into<String>,
        api_key: impl Into<String>,
    ) -> Result<Self, CredentialsError> {
        let account_id = account_id.into();
        let api_key = SecretString::from(api_key.into());
        CredentialsPart::AccountId
            .check(&account_id, |character| character == ':' || character.is_control())?;
        CredentialsPart::ApiKey.check(api_key.expose_secret(), char::is_control)?;
        Ok(Self { account_id, api_key })
    }

    /// Reads credentials from the variables `DIGICERT_ACCOUNT_ID` and `DIGICERT_API_KEY`.
    ///
    /// # Errors
    ///
    /// [`CredentialsError::Variable`] if a variable is not set or not Unicode, and the errors of
    /// [`new`](Self::new).
    pub fn from_env() -> Result<Self, CredentialsError> {
        let read = |name| env::var(name).map_err(|_| CredentialsError::Variable { name });
        Self::new(read(Self::ACCOUNT_ID_VARIABLE)?, read(Self::API_KEY_VARIABLE)?)
    }

    /// Reads credentials from a file that holds the two variables, each on its own line:
    ///
    /// ```text
    /// DIGICERT_ACCOUNT_ID=001007
    /// DIGICERT_API_KEY=skyfall
    /// ```
    ///
    /// The value is everything from the `=` to the end of the line. Blank lines and lines that start with `#`
    /// are skipped. Only its owner may have access to the file (`chmod 600`). On a system without such
    /// permissions, this is not checked.
    ///
    /// # Errors
    ///
    /// [`CredentialsError::File`] if the file cannot be read. [`CredentialsError::Permissions`] if others have
    /// access to it. [`CredentialsError::Line`] if a line is neither of the two, or repeats one of them.
    /// [`CredentialsError::Missing`] if a line is missing. And the errors of [`new`](Self::new).
    ///
    /// # Example
    ///
    /// ```
    /// use order_client::Credentials;
    ///
    /// let error = Credentials::from_file("no/such/file").unwrap_err();
    /// assert_eq!(
    ///     error.to_string(),
    ///     "the file of the credentials cannot be read: entity not found",
    /// );
    /// ```
    pub fn from_file(path: impl AsRef<Path>) -> Result<Self, CredentialsError> {
        let unread = |error: io::Error| CredentialsError::File { kind: error.kind() };
        let mut file = File::open(path).map_err(unread)?;
        // Taken from the open file, because the path may name another file by now.
        let metadata = file.metadata().map_err(unread)?;
        if !metadata.is_file() {
            return Err(CredentialsError::File { kind: io::ErrorKind::InvalidInput });
        }
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = metadata.permissions().mode() & 0o777;
            if mode & 0o077 != 0 {
                return Err(CredentialsError::Permissions { mode });
            }
        }
        // Allocated at full size, so that growing leaves no copy of the key behind.
        let mut text = String::with_capacity(Self::LONGEST_FILE + 1);
        let longest = Self::LONGEST_FILE as u64;
        let read = file.by_ref().take(longest + 1).read_to_string(&mut text);
        let text = SecretString::from(text);
        read.map_err(unread)?;
        if text.expose_secret().len() > Self::LONGEST_FILE {
            return Err(CredentialsError::File { kind: io::ErrorKind::FileTooLarge });
        }
        let (mut account_id, mut api_key) = (None, None);
        for (index, line) in text.expose_secret().lines().enumerate() {
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            let is_first = match line.split_once('=') {
                Some((Self::ACCOUNT_ID_VARIABLE, value)) => account_id.replace(value).is_none(),
                Some((Self::API_KEY_VARIABLE, value)) => api_key.replace(value).is_none(),
                _ => false,
            };
            if !is_first {
                return Err(CredentialsError::Line { line: index + 1 });
            }
        }
        let missing = |name| CredentialsError::Missing { name };
        Self::new(
            account_id.ok_or(missing(Self::ACCOUNT_ID_VARIABLE))?,
            api_key.ok_or(missing(Self::API_KEY_VARIABLE))?,
        )
    }

    /// The largest size of a file, in bytes.
    const LONGEST_FILE: usize = 16 * 1024;

    /// The account id, which is not a secret.
    pub fn account_id(&self) -> &str {
        &self.account_id
    }

    pub(crate) fn api_key(&self) -> &str {
        self.api_key.expose_secret()
    }

    /// The part of the header that follows `Basic `.
    pub(crate) fn basic_value(&self) -> SecretString {
        let pair = SecretString::from(format!("{}:{}", self.account_id, self.api_key()));
        STANDARD.encode(pair.expose_secret()).into()
    }

    /// The value of `Authorization`, marked as sensitive.
    pub(crate) fn authorization(&self) -> HeaderValue {
        let value = SecretString::from(format!("Basic {}", self.basic_value().expose_secret()));
        let mut header = HeaderValue::from_str(value.expose_secret())
            .expect("base64 has only characters that a header can carry");
        header.set_sensitive(true);
        header
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials")
            .field("account_id", &self.account_id)
            .field("api_key", &format_args!("[redacted]"))
            .finish()
    }
}

/// Credentials that cannot be used. No message shows the key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CredentialsError {
    /// A part is empty or blank.
    #[error("the {part} is blank")]
    Empty {
        /// `account id` or `API key`.
        part: CredentialsPart,
    },
    /// A part has a character that Basic authentication cannot carry.
    #[error("the {part} has a character at position {position} that cannot be sent; remove it")]
    Character {
        /// `account id` or `API key`.
        part: CredentialsPart,
        /// Position of the first such character, counted from 1.
        position: usize,
    },
    /// The file cannot be read, is no regular file, or is too long.
    #[error("the file of the credentials cannot be read: {kind}")]
    File {
        /// The cause.
        kind: io::ErrorKind,
    },
    /// A line of the file is neither of the two, or repeats one of them.
    #[error(
        "line {line} of the file of the credentials cannot be used; write each part once, as `DIGICERT_API_KEY=…`"
    )]
    Line {
        /// Its number, counted from 1.
        line: usize,
    },
    /// The file lacks a line.
    #[error("the file of the credentials has no `{name}`")]
    Missing {
        /// Name of the variable.
        name: &'static str,
    },
    /// Users other than the owner have access to the file.
    #[error(
        "others have access to the file of the credentials (mode {mode:03o}); run `chmod 600` on it"
    )]
    Permissions {
        /// The permissions, as `chmod` takes them.
        mode: u32,
    },
    /// An environment variable is not set, or is not Unicode.
    #[error("the environment variable `{name}` is not set to text")]
    Variable {
        /// Name of the variable.
        name: &'static str,
    },
}

/// A part of [`Credentials`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CredentialsPart {
    /// The account id.
    AccountId,
    /// The API key.
    ApiKey,
}

impl CredentialsPart {
    fn check(self, text: &str, refused: impl Fn(char) -> bool) -> Result<(), CredentialsError> {
        if let Some(index) = text.chars().position(refused) {
            return Err(CredentialsError::Character { part: self, position: index + 1 });
        }
        if text.trim().is_empty() {
            return Err(CredentialsError::Empty { part: self });
        }
        Ok(())
    }
}

impl fmt::Display for CredentialsPart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::AccountId => "account id",
            Self::ApiKey => "API key",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn header_is_that_of_the_documentation() {
        let credentials = Credentials::new("001007", "skyfall").expect("plain text");
        let header = credentials.authorization();
        assert_eq!(header.as_bytes(), b"Basic MDAxMDA3OnNreWZhbGw=");
        assert!(header.is_sensitive());
    }

    #[test]
    fn what_basic_authentication_cannot_carry_is_refused() {
        let error =
            |account_id, api_key| Credentials::new(account_id, api_key).expect_err("refused");
        let character = |part, position| CredentialsError::Character { part, position };
        assert_eq!(error("001:007", "skyfall"), character(CredentialsPart::AccountId, 4));
        assert_eq!(error("001007\n", "skyfall"), character(CredentialsPart::AccountId, 7));
        assert_eq!(error("001007", "skyfall\n"), character(CredentialsPart::ApiKey, 8));
        assert_eq!(
            error("", "skyfall"),
            CredentialsError::Empty { part: CredentialsPart::AccountId }
        );
        assert_eq!(
            error("001007", "  "),
            CredentialsError::Empty { part: CredentialsPart::ApiKey }
        );
    }

    #[test]
    fn key_may_have_a_colon_and_any_letter() {
        let credentials =
            Credentials::new("001007", "sky:fäll").expect("only the account id is limited");
        assert_eq!(credentials.authorization().as_bytes(), b"Basic MDAxMDA3OnNreTpmw6RsbA==");
    }
}
