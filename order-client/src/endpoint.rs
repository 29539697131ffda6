use std::net::IpAddr;

use reqwest::Url;

use crate::target::Target;

/// The address of the API, to which the paths of the endpoints are appended.
#[derive(Debug, Clone)]
pub(crate) struct BaseUrl(Url);

impl BaseUrl {
    pub(crate) fn parse(text: &str) -> Result<Self, BaseUrlError> {
        let mut url = Url::parse(text).map_err(|error| BaseUrlError::Syntax(error.to_string()))?;
        if !url.username().is_empty() || url.password().is_some() {
            return Err(BaseUrlError::UserInfo);
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err(BaseUrlError::Query);
        }
        match url.scheme() {
            "https" => {}
            "http" if is_loopback(&url) => {}
            "http" => return Err(BaseUrlError::NotEncrypted),
            _ => return Err(BaseUrlError::Scheme),
        }
        let path = url.path().trim_end_matches('/').to_owned();
        url.set_path(&path);
        Ok(Self(url))
    }

    pub(crate) fn is_encrypted(&self) -> bool {
        self.0.scheme() == "https"
    }

    /// Returns whether `url` is of an endpoint of this API.
    #[cfg(feature = "journal")]
    pub(crate) fn is_base_of(&self, url: &str) -> bool {
        let rest = url.strip_prefix(self.0.as_str().trim_end_matches('/'));
        rest.is_some_and(|rest| rest.starts_with('/'))
    }

    /// The host and port of the server.
    #[cfg(feature = "tracing")]
    pub(crate) fn server(&self) -> (&str, u16) {
        (self.0.host_str().unwrap_or_default(), self.0.port_or_known_default().unwrap_or_default())
    }

    pub(crate) fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The URL of a path, and a query if it has one, that is encoded already.
    pub(crate) fn join_encoded(&self, target: &str) -> Url {
        let (path, query) =
            target.split_once('?').map_or((target, None), |(path, query)| (path, Some(query)));
        let mut url = self.join(&Target { path: path.to_owned(), ..Target::default() });
        url.set_query(query);
        url
    }

    /// The URL of `target`, whose path starts with `/`.
    pub(crate) fn join(&self, target: &Target) -> Url {
        let mut url = self.0.clone();
        url.set_path(&format!("{}{}", self.0.path().trim_end_matches('/'), target.path));
        if !target.query.is_empty() {
            url.query_pairs_mut().extend_pairs(&target.query);
        }
        url
    }
}

/// Returns whether the host can only be this machine.
pub(crate) fn is_loopback(url: &Url) -> bool {
    let Some(host) = url.host_str() else { return false };
    let address = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    host == "localhost" || address.is_ok_and(|address| address.is_loopback())
}

/// A URL that cannot be the base of the API. No message shows the URL, which may hold a password.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BaseUrlError {
    /// The URL is not encrypted, so others could read the key.
    #[error("not encrypted; write `https://`, as `http://` is for 127.0.0.1, ::1 and localhost")]
    NotEncrypted,
    /// The URL has a query or a fragment.
    #[error("has a query or a fragment; end it after the path")]
    Query,
    /// The scheme is neither `https` nor `http`.
    #[error("has another scheme; write `https://`")]
    Scheme,
    /// The text is not a URL.
    #[error("not a URL ({0})")]
    Syntax(String),
    /// The URL has a user name or a password, which would be sent beside the credentials.
    #[error("has a user name or password; give those as `Credentials`")]
    UserInfo,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_http_is_for_this_machine_only() {
        for url in [
            "https://api.digicert.com",
            "http://127.0.0.1:8080",
            "http://127.8.9.1",
            "http://[::1]:80/",
            "http://localhost",
            "http://LOCALHOST:1",
        ] {
            assert!(BaseUrl::parse(url).is_ok(), "{url}");
        }
        for url in [
            "http://api.digicert.com",
            "http://10.0.0.1",
            "http://localhost.example.com",
            "http://127.0.0.1.example.com",
            "http://[::ffff:127.0.0.1]",
            "http://0.0.0.0",
        ] {
            assert_eq!(BaseUrl::parse(url).expect_err(url), BaseUrlError::NotEncrypted, "{url}");
        }
    }

    #[test]
    fn base_is_scheme_host_and_path() {
        let error = |url| BaseUrl::parse(url).expect_err(url);
        assert_eq!(error("https://me:skyfall@api.digicert.com"), BaseUrlError::UserInfo);
        assert_eq!(error("https://me@api.digicert.com"), BaseUrlError::UserInfo);
        assert_eq!(error("https://api.digicert.com/?key=skyfall"), BaseUrlError::Query);
        assert_eq!(error("https://api.digicert.com/#top"), BaseUrlError::Query);
        assert_eq!(error("ftp://api.digicert.com"), BaseUrlError::Scheme);
        assert!(matches!(error("api.digicert.com"), BaseUrlError::Syntax(_)));
        assert!(matches!(error(""), BaseUrlError::Syntax(_)));
    }

    #[test]
    fn path_of_the_base_is_kept() {
        for (base, joined) in [
            ("https://api.digicert.com", "https://api.digicert.com/order/code"),
            ("https://api.digicert.com/", "https://api.digicert.com/order/code"),
            (
                "https://www.digicert.com/clients/rest/api/",
                "https://www.digicert.com/clients/rest/api/order/code",
            ),
        ] {
            let target = Target { path: "/order/code".to_owned(), ..Target::default() };
            let url = BaseUrl::parse(base).expect("a base URL").join(&target);
            assert_eq!(url.as_str(), joined);
        }
    }
}
