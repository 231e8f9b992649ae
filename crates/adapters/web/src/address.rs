//! Where a question goes.

use hyper::Uri;
use rustls::pki_types::ServerName;
use slipway_domain::problem::Problem;

use crate::failures::unaskable;

/// An address, taken apart.
#[derive(Debug, Clone)]
pub(crate) struct Address {
    /// The name or number to connect to; an IPv6 one without brackets.
    pub(crate) host: String,
    pub(crate) port: u16,
    /// The name that the certificate has to be for, with TLS.
    pub(crate) secure: Option<ServerName<'static>>,
    /// What stands behind `GET`.
    pub(crate) path: String,
    /// What stands in `Host:`.
    pub(crate) authority: String,
}

impl Address {
    pub(crate) fn read(url: &str) -> Result<Self, Problem> {
        let uri: Uri = url.parse().map_err(|error| unaskable(url, &error))?;
        let Some(authority) = uri.authority() else { return Err(unaskable(url, &"it names no host")) };
        if authority.as_str().contains('@') {
            return Err(unaskable(url, &"it holds a login, which would be shown in logs"));
        }
        let host = authority.host().trim_start_matches('[').trim_end_matches(']').to_owned();
        let secure = match uri.scheme_str() {
            Some("http") => None,
            Some("https") => {
                Some(ServerName::try_from(host.clone()).map_err(|error| unaskable(url, &error))?)
            }
            _ => return Err(unaskable(url, &"only http and https can be asked")),
        };
        let port = authority.port_u16().unwrap_or(if secure.is_some() { 443 } else { 80 });
        let path = uri.path_and_query().map_or("/", |path| path.as_str()).to_owned();
        Ok(Self { host, port, secure, path, authority: authority.to_string() })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn addresses_are_taken_apart() {
        let address = Address::read("https://[::1]:8443/version?of=api&x=1").unwrap();
        assert_eq!((address.host.as_str(), address.port), ("::1", 8443));
        assert_eq!(
            (address.path.as_str(), address.authority.as_str()),
            ("/version?of=api&x=1", "[::1]:8443")
        );
        assert!(matches!(address.secure, Some(ServerName::IpAddress(_))));
        let plain = Address::read("http://localhost").unwrap();
        assert_eq!((plain.port, plain.path.as_str(), plain.secure.is_none()), (80, "/", true));
        assert_eq!(Address::read("https://api.example.com").unwrap().port, 443);
    }

    #[test]
    fn what_cannot_be_asked_says_why() {
        for (url, why) in [
            ("ftp://127.0.0.1/", "only http and https"),
            ("/version", "it names no host"),
            ("http://ada:pw@localhost/", "it holds a login"),
            ("http://a b/", "invalid"),
        ] {
            let problem = Address::read(url).unwrap_err();
            assert!(problem.message.contains(why), "{problem}");
        }
    }
}
