use std::fmt;

use reqwest::Url;

use crate::{
    builder::ConfigError,
    endpoint::{BaseUrl, is_loopback},
};

/// An HTTP proxy. `Debug` does not show it, for its URL may hold a password.
#[derive(Clone)]
pub(crate) struct Proxy(Option<Url>);

impl Proxy {
    /// Text that is not the URL of an HTTP proxy is refused when a client is built.
    pub(crate) fn parse(url: &str) -> Self {
        let url = Url::parse(url).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
        Self(url.filter(|url| url.path() == "/" && url.query().is_none()))
    }

    /// The proxy for the calls to `base_url`.
    pub(crate) fn of(self, base_url: &BaseUrl) -> Result<reqwest::Proxy, ConfigError> {
        let refused = |advice| ConfigError::Proxy { advice };
        let url = self.0.ok_or(refused("write its URL as `http://HOST:PORT`"))?;
        if !base_url.is_encrypted() && !is_loopback(&url) {
            return Err(refused("calls that are not encrypted must not leave this machine"));
        }
        reqwest::Proxy::all(url).map_err(|_| refused("write its URL as `http://HOST:PORT`"))
    }
}

impl fmt::Debug for Proxy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Proxy")
    }
}
