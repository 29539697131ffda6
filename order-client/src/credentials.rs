use std::{
    env, fmt,
    fs::File,
    io::{self, Read as _},
    path::Path,
    sync::Arc,
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use secrecy::{ExposeSecret as _, SecretString};

use crate::service::Service;

/// The key of an account, and its id if the service wants one. The [`Service`] declares how they are sent.
///
/// [`Service`]: crate::Service
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
///     r#"Credentials { account_id: Some("001007"), secret: [redacted] }"#,
/// );
/// # Ok::<(), order_client::CredentialsError>(())
/// ```
#[derive(Clone)]
pub struct Credentials {
    account_id: Option<Arc<str>>,
    secret: Arc<SecretString>,
}

impl Credentials {
    /// Creates the credentials of the account `account_id`.
    ///
    /// # Errors
    ///
    /// [`CredentialsError::Empty`] if a part is blank. [`CredentialsError::Character`] if the account id has a
    /// `:`, or if a part has a control character, which Basic authentication cannot carry. The same goes for a
    /// blank at its start or end, and for other characters that nobody sees, such as a no-break space. They
    /// often come from a file that was not trimmed, or from a page that the key was copied from.
    pub fn new(
        account_id: impl Into<String>,
        api_key: impl Into<String>,
    ) -> Result<Self, CredentialsError> {
        Self::key(api_key)?.account(account_id)
    }

    /// Creates the credentials of a service that wants only a key or token.
    ///
    /// # Errors
    ///
    /// The errors of [`new`](Self::new) about the key.
    pub fn key(api_key: impl Into<String>) -> Result<Self, CredentialsError> {
        let secret = SecretString::from(api_key.into());
        CredentialsPart::ApiKey.check(secret.expose_secret(), is_invisible)?;
        Ok(Self { account_id: None, secret: secret.into() })
    }

    /// Sets the account id, by which a journal tells the orders of several accounts apart.
    ///
    /// Two programs that order from one account must give it the same id. It stays the same when the key changes.
    ///
    /// # Errors
    ///
    /// The errors of [`new`](Self::new) about the account id.
    pub fn account(self, account_id: impl Into<String>) -> Result<Self, CredentialsError> {
        let account_id = account_id.into();
        CredentialsPart::AccountId
            .check(&account_id, |character| character == ':' || is_invisible(character))?;
        Ok(Self { account_id: Some(account_id.into()), ..self })
    }

    /// Reads credentials from the environment variables that `service` declares, such as `DIGICERT_API_KEY`.
    ///
    /// # Errors
    ///
    /// [`CredentialsError::Variable`] if a variable is not set or not Unicode, and the errors of
    /// [`new`](Self::new).
    pub fn from_env(service: &Service) -> Result<Self, CredentialsError> {
        let read = |name| env::var(name).map_err(|_| CredentialsError::Variable { name });
        let (account_id_name, key_name) = service.variables();
        let account_id = account_id_name.map(read).transpose()?;
        Self::of_parts(account_id, read(key_name)?)
    }

    fn of_parts(account_id: Option<String>, api_key: String) -> Result<Self, CredentialsError> {
        let credentials = Self::key(api_key)?;
        match account_id {
            Some(account_id) => credentials.account(account_id),
            None => Ok(credentials),
        }
    }

    /// Reads credentials from a file that holds the variables that `service` declares, each on its own line:
    ///
    /// ```text
    /// DIGICERT_ACCOUNT_ID=001007
    /// DIGICERT_API_KEY=skyfall
    /// ```
    ///
    /// The value is the text from the `=` to the end of the line, without the blanks around it. It may stand
    /// between `"` or between `'`. Blank lines and lines that start with `#` are skipped; a comment after a
    /// value is refused, as it could be a part of it. Only its owner may have access to the file (`chmod 600`). On a system without such
    /// permissions, this is not checked.
    ///
    /// # Errors
    ///
    /// [`CredentialsError::File`] if the file cannot be read. [`CredentialsError::Permissions`] if others have
    /// access to it. [`CredentialsError::Line`] if a line is none of those, or repeats one.
    /// [`CredentialsError::Comment`] and [`CredentialsError::Quote`] if a value cannot be told from what
    /// stands around it.
    /// [`CredentialsError::Missing`] if a line is missing. And the errors of [`new`](Self::new).
    ///
    /// # Example
    ///
    /// ```
    /// use order_client::{Credentials, retail};
    ///
    /// let error = Credentials::from_file(&retail::SERVICE, "no/such/file").unwrap_err();
    /// assert_eq!(
    ///     error.to_string(),
    ///     "the file of the credentials cannot be read: entity not found",
    /// );
    /// ```
    pub fn from_file(service: &Service, path: impl AsRef<Path>) -> Result<Self, CredentialsError> {
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
        let (account_id_name, key_name) = service.variables();
        let (mut account_id, mut api_key) = (None, None);
        let lines = text.expose_secret();
        let lines = lines.strip_prefix('\u{feff}').unwrap_or(lines).lines();
        for (line, text) in (1..).zip(lines) {
            if text.trim().is_empty() || text.starts_with('#') {
                continue;
            }
            let part = match text.split_once('=') {
                Some((name, value)) if Some(name) == account_id_name => {
                    Some((&mut account_id, value))
                }
                Some((name, value)) if name == key_name => Some((&mut api_key, value)),
                _ => None,
            };
            match part {
                Some((part @ None, value)) => *part = Some(unquoted(value, line)?),
                _ => return Err(CredentialsError::Line { line, name: key_name }),
            }
        }
        let missing = |name| CredentialsError::Missing { name };
        if let (Some(name), None) = (account_id_name, &account_id) {
            return Err(missing(name));
        }
        let api_key = api_key.ok_or(missing(key_name))?;
        Self::of_parts(account_id.map(str::to_owned), api_key.to_owned())
    }

    /// The largest size of a file, in bytes.
    const LONGEST_FILE: usize = 16 * 1024;

    /// The account id, which is not a secret.
    pub fn account_id(&self) -> Option<&str> {
        self.account_id.as_deref()
    }

    /// The key, for a function that [signs](crate::Authentication::signed) requests. Show it to nobody.
    pub fn secret(&self) -> &str {
        self.secret.expose_secret()
    }

    /// The part of the header that follows `Basic `.
    pub(crate) fn basic_value(&self) -> SecretString {
        STANDARD.encode(self.pair().expose_secret()).into()
    }

    /// Account id and key with a colon between them.
    pub(crate) fn pair(&self) -> SecretString {
        format!("{}:{}", self.account_id().unwrap_or_default(), self.secret()).into()
    }
}

/// The value of a line of a file, without the blanks or the quotes around it.
fn unquoted(value: &str, line: usize) -> Result<&str, CredentialsError> {
    let value = value.trim_matches([' ', '\t']);
    let Some(quote) = value.chars().next().filter(|first| ['"', '\''].contains(first)) else {
        return match value.contains(" #") || value.contains("\t#") {
            true => Err(CredentialsError::Comment { line }),
            false if value.ends_with(['"', '\'']) => Err(CredentialsError::Quote { line }),
            false => Ok(value),
        };
    };
    let inner = value[1..].strip_suffix(quote);
    // Programs that read such files do not agree on what a backslash within quotes means.
    let inner = inner.filter(|inner| !inner.contains([quote, '\\']));
    inner.ok_or(CredentialsError::Quote { line })
}

/// Returns whether nobody sees `character`, or takes it for a blank that it is not.
fn is_invisible(character: char) -> bool {
    character.is_control()
        || (character.is_whitespace() && character != ' ')
        || matches!(
            character,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
                | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}'
                | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}'
        )
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials")
            .field("account_id", &self.account_id)
            .field("secret", &format_args!("[redacted]"))
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
    /// A part has a character that Basic authentication cannot carry, or that nobody sees: a blank at its start
    /// or end, for example.
    #[error(
        "the {part} has a character at position {position} that cannot be sent or seen; remove it"
    )]
    Character {
        /// `account id` or `API key`.
        part: CredentialsPart,
        /// Position of the first such character, counted from 1.
        position: usize,
    },
    /// A line of the file has a comment after the value.
    #[error(
        "line {line} of the file of the credentials has `#` after a blank; put the comment on a line of its \
         own, or the value between quotes"
    )]
    Comment {
        /// Its number, counted from 1.
        line: usize,
    },
    /// The file cannot be read, is no regular file, or is too long.
    #[error("the file of the credentials cannot be read: {kind}")]
    File {
        /// The cause.
        kind: io::ErrorKind,
    },
    /// A line of the file is none that the service declares, or repeats one.
    #[error(
        "line {line} of the file of the credentials cannot be used; write each part once, as `{name}=…`"
    )]
    Line {
        /// Its number, counted from 1.
        line: usize,
        /// Name of the variable with the key.
        name: &'static str,
    },
    /// The file lacks a line.
    #[error("the file of the credentials has no `{name}`")]
    Missing {
        /// Name of the variable.
        name: &'static str,
    },
    /// A line of the file has a quote that does not belong to a pair around the value, or an escape in it.
    #[error(
        "line {line} of the file of the credentials has a quote or a backslash that may not be part of the \
         value; put the whole value between `'`"
    )]
    Quote {
        /// Its number, counted from 1.
        line: usize,
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
        let position = match () {
            () if text.starts_with(' ') => 1,
            () if text.ends_with(' ') => text.chars().count(),
            () => return Ok(()),
        };
        Err(CredentialsError::Character { part: self, position })
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
    fn value_of_the_header_is_that_of_the_documentation() {
        let credentials = Credentials::new("001007", "skyfall").expect("plain text");
        assert_eq!(credentials.basic_value().expose_secret(), "MDAxMDA3OnNreWZhbGw=");
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
    fn what_nobody_sees_is_refused() {
        for (key, position) in [
            (" skyfall", 1),
            ("skyfall ", 8),
            ("sky\u{a0}fall", 4),
            ("skyfall\u{200b}", 8),
            ("\u{feff}skyfall", 1),
            ("sky\u{ad}fall", 4),
            ("skyfall\u{3000}", 8),
        ] {
            let error = Credentials::new("001007", key).expect_err("refused");
            let expected = CredentialsError::Character { part: CredentialsPart::ApiKey, position };
            assert_eq!(error, expected, "{key:?}");
        }
        Credentials::new("001007", "sky fall").expect("a blank within a key is seen");
    }

    #[test]
    fn value_of_a_line_has_no_quotes_or_blanks_around_it() {
        for text in ["skyfall", " skyfall \t", "\"skyfall\"", "'skyfall'", "\t'skyfall' "] {
            assert_eq!(unquoted(text, 1), Ok("skyfall"), "{text}");
        }
        assert_eq!(unquoted("'sky # fall '", 1), Ok("sky # fall "));
        assert_eq!(unquoted("sky#fall", 1), Ok("sky#fall"));
        assert_eq!(unquoted("'sky\"fall'", 1), Ok("sky\"fall"));
        for text in ["skyfall # mine", "skyfall\t#"] {
            assert_eq!(unquoted(text, 7), Err(CredentialsError::Comment { line: 7 }), "{text}");
        }
        for text in ["\"skyfall", "skyfall\"", "'skyfall' # mine", "\"", "'a'b'", r#""sky\"fall""#]
        {
            assert_eq!(unquoted(text, 7), Err(CredentialsError::Quote { line: 7 }), "{text}");
        }
    }

    #[test]
    fn key_may_have_a_colon_and_any_letter() {
        let credentials =
            Credentials::new("001007", "sky:fäll").expect("only the account id is limited");
        assert_eq!(credentials.basic_value().expose_secret(), "MDAxMDA3OnNreTpmw6RsbA==");
    }
}
