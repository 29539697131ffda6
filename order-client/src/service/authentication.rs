use std::{error::Error, fmt};

use reqwest::{
    Request,
    header::{AUTHORIZATION, HeaderMap, HeaderName, HeaderValue},
};
use secrecy::{ExposeSecret as _, SecretString};

use crate::credentials::Credentials;
#[cfg(feature = "sandbox")]
use crate::target::OWN_HEADERS;

/// The way in which calls prove who makes them.
///
/// Whatever the way, its headers are marked as sensitive, and what is in them is shown nowhere.
///
/// # Example
///
/// ```
/// use order_client::{Authentication, Service};
///
/// const SHOP: Service = Service::new("shop")
///     .authentication(Authentication::basic().variables("SHOP_ACCOUNT", "SHOP_KEY"));
/// ```
#[derive(Clone, Copy)]
pub struct Authentication {
    scheme: Scheme,
    account_variable: Option<&'static str>,
    key_variable: &'static str,
}

#[derive(Clone, Copy)]
enum Scheme {
    Basic,
    Bearer,
    Header(&'static str),
    Signed(Sign),
}

type Sign = fn(&mut Unsigned<'_>, &Credentials) -> Result<(), SignError>;

/// The reason why a request cannot be signed.
pub type SignError = Box<dyn Error + Send + Sync>;

impl Authentication {
    /// HTTP Basic authentication with the account id and the key: `Authorization: Basic …`.
    pub const fn basic() -> Self {
        Self::of(Scheme::Basic)
    }

    /// The key as a bearer token: `Authorization: Bearer …`.
    pub const fn bearer() -> Self {
        Self::of(Scheme::Bearer)
    }

    /// The key in a header of this name, such as `X-Api-Key`.
    pub const fn header(name: &'static str) -> Self {
        Self::of(Scheme::Header(name))
    }

    /// A function that adds headers to each request, also to a repeated one, such as a signature of its body.
    ///
    /// # Example
    ///
    /// ```
    /// use order_client::{Authentication, Credentials, Service, SignError, Unsigned};
    ///
    /// const SHOP: Service = Service::new("shop").authentication(Authentication::signed(sign));
    ///
    /// fn sign(request: &mut Unsigned<'_>, credentials: &Credentials) -> Result<(), SignError> {
    ///     let length = request.body().len() + credentials.secret().len();
    ///     request.set_header("X-Signature", &format!("{}-{length}", request.method()))
    /// }
    /// ```
    pub const fn signed(
        sign: fn(&mut Unsigned<'_>, &Credentials) -> Result<(), SignError>,
    ) -> Self {
        Self::of(Scheme::Signed(sign))
    }

    const fn of(scheme: Scheme) -> Self {
        Self { scheme, account_variable: None, key_variable: "API_KEY" }
    }

    /// Declares the names under which [`Credentials::from_env`] and [`Credentials::from_file`] find the account id
    /// and the key.
    pub const fn variables(self, account_id: &'static str, key: &'static str) -> Self {
        Self { account_variable: Some(account_id), key_variable: key, ..self }
    }

    /// Declares the name under which [`Credentials::from_env`] and [`Credentials::from_file`] find the key;
    /// `API_KEY` if not declared.
    pub const fn key_variable(self, name: &'static str) -> Self {
        Self { key_variable: name, ..self }
    }

    /// The names under which the account id, if there is one, and the key are found.
    pub(crate) const fn names(&self) -> (Option<&'static str>, &'static str) {
        (self.account_variable, self.key_variable)
    }

    /// Returns whether calls need an account id beside the key.
    pub(crate) fn needs_account_id(&self) -> bool {
        matches!(self.scheme, Scheme::Basic)
    }

    /// Returns the proof that these credentials give; `None` if the key, or the name of the header, cannot be sent.
    pub(crate) fn proof(&self, credentials: &Credentials) -> Option<Proof> {
        let authorization = |scheme: &str, value: &str| {
            let value = SecretString::from(format!("{scheme} {value}"));
            Some(Proof::Header(AUTHORIZATION, sensitive(value.expose_secret())?))
        };
        match self.scheme {
            Scheme::Basic => authorization("Basic", credentials.basic_value().expose_secret()),
            Scheme::Bearer => authorization("Bearer", credentials.secret()),
            Scheme::Header(name) => Some(Proof::Header(
                HeaderName::try_from(name).ok()?,
                sensitive(credentials.secret())?,
            )),
            Scheme::Signed(sign) => Some(Proof::Signed(sign)),
        }
    }

    /// Returns whether a request with these headers was made with these credentials; `None` if only the owner of the
    /// signing function can tell.
    #[cfg(feature = "sandbox")]
    pub(crate) fn accepts(&self, headers: &HeaderMap, credentials: &Credentials) -> Option<bool> {
        let only = |name: &str| {
            let mut given = headers.get_all(name).iter();
            let first = given.next().and_then(|value| value.to_str().ok());
            first.filter(|_| given.next().is_none())
        };
        let with = |scheme: &str, expected: &str| {
            let value = only(AUTHORIZATION.as_str()).and_then(|value| value.split_once(' '));
            value.is_some_and(|(given, value)| {
                given.eq_ignore_ascii_case(scheme) && value.trim() == expected
            })
        };
        match self.scheme {
            Scheme::Basic => Some(with("Basic", credentials.basic_value().expose_secret())),
            Scheme::Bearer => Some(with("Bearer", credentials.secret())),
            Scheme::Header(name) => Some(only(name) == Some(credentials.secret())),
            Scheme::Signed(_) => None,
        }
    }

    /// Returns whether the declaration alone tells which requests are authorized.
    #[cfg(feature = "sandbox")]
    pub(crate) const fn may_be_judged(&self) -> bool {
        !matches!(self.scheme, Scheme::Signed(_))
    }

    /// Returns whether a header, in lower case, may hold credentials. Only the owner of a signing function knows which
    /// ones it adds, so that all are then suspected but those that any client sends.
    #[cfg(feature = "sandbox")]
    pub(crate) fn may_be_in(&self, header: &str) -> bool {
        header.eq_ignore_ascii_case(AUTHORIZATION.as_str())
            || match self.scheme {
                Scheme::Basic | Scheme::Bearer => false,
                Scheme::Header(name) => header.eq_ignore_ascii_case(name),
                Scheme::Signed(_) => !OWN_HEADERS.contains(&header),
            }
    }

    /// The challenge of HTTP to a request without credentials, if the scheme has one.
    #[cfg(feature = "sandbox")]
    pub(crate) fn challenge(&self) -> Option<&'static str> {
        match self.scheme {
            Scheme::Basic => Some("Basic realm=\"sandbox\""),
            Scheme::Bearer => Some("Bearer"),
            Scheme::Header(_) | Scheme::Signed(_) => None,
        }
    }
}

/// The proof of who makes a call.
pub(crate) enum Proof {
    /// A header that is the same in every call.
    Header(HeaderName, HeaderValue),
    Signed(Sign),
}

impl Proof {
    /// Adds the headers to `request`.
    pub(crate) fn sign(
        &self,
        request: &mut Request,
        credentials: &Credentials,
    ) -> Result<(), SignError> {
        match self {
            Self::Header(name, value) => {
                request.headers_mut().insert(name, value.clone());
                Ok(())
            }
            Self::Signed(sign) => sign(&mut Unsigned { request }, credentials),
        }
    }
}

impl fmt::Debug for Authentication {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.scheme {
            Scheme::Basic => "Basic",
            Scheme::Bearer => "Bearer",
            Scheme::Header(name) => name,
            Scheme::Signed(_) => "Signed",
        })
    }
}

/// A request that is ready to be sent, except for the headers that prove who sends it.
#[derive(Debug)]
pub struct Unsigned<'a> {
    request: &'a mut Request,
}

impl Unsigned<'_> {
    /// The HTTP method.
    pub fn method(&self) -> &str {
        self.request.method().as_str()
    }

    /// The whole URL, with its query.
    pub fn url(&self) -> &str {
        self.request.url().as_str()
    }

    /// The first value of a header, if it is text. The case of `name` does not matter.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.request.headers().get(name)?.to_str().ok()
    }

    /// The body; empty for a call that only reads.
    pub fn body(&self) -> &[u8] {
        self.request.body().and_then(|body| body.as_bytes()).unwrap_or_default()
    }

    /// Sets a header. Its value counts as a secret: it is shown nowhere, even if the service echoes it.
    ///
    /// # Errors
    ///
    /// An error if HTTP cannot carry the name or the value. It shows neither.
    pub fn set_header(&mut self, name: &str, value: &str) -> Result<(), SignError> {
        let name = HeaderName::try_from(name).map_err(|_| "the name of a header cannot be sent")?;
        let value = sensitive(value).ok_or("the value of a header cannot be sent")?;
        self.request.headers_mut().insert(name, value);
        Ok(())
    }
}

fn sensitive(value: &str) -> Option<HeaderValue> {
    let mut value = HeaderValue::from_str(value).ok()?;
    value.set_sensitive(true);
    Some(value)
}

/// The values of sensitive headers, without a scheme such as `Bearer` before them.
pub(crate) fn secrets_of(headers: &HeaderMap) -> Vec<SecretString> {
    let sensitive = headers.values().filter(|value| value.is_sensitive());
    let texts = sensitive.filter_map(|value| value.to_str().ok());
    let bare = |text: &str| match text.split_once(' ') {
        Some((scheme, rest)) if scheme.bytes().all(|byte| byte.is_ascii_alphanumeric()) => {
            rest.to_owned()
        }
        _ => text.to_owned(),
    };
    texts.map(|text| SecretString::from(bare(text))).collect()
}
