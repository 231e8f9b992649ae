//! The HTTP client for one registry.

use std::sync::Arc;

use reqwest::Client;
use reqwest::redirect::Policy;
use rustls::ClientConfig;
use slipway_tls::Accepts;

use crate::patience::Patience;
use crate::trust::Trust;

/// How a registry is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reach {
    /// HTTPS with a certificate that is trusted.
    Verified,
    /// The same on this machine, where plain HTTP is as good, since nothing leaves it.
    Loopback,
    /// HTTPS with any certificate, or plain HTTP.
    Insecure,
}

impl Reach {
    /// How the registry (`HOST[:PORT]`) is reached.
    pub fn of(host: &str, insecure: bool) -> Self {
        match (insecure, is_loopback(host)) {
            (true, _) => Self::Insecure,
            (false, true) => Self::Loopback,
            (false, false) => Self::Verified,
        }
    }

    /// Whether plain HTTP may be tried.
    pub fn allows_plain(self) -> bool {
        self != Self::Verified
    }
}

fn is_loopback(host: &str) -> bool {
    let name = match host.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((address, _)) => address,
        None => host.split_once(':').map_or(host, |(name, _)| name),
    };
    name == "localhost" || name.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// A client that follows redirects without taking the login to another host, and never from HTTPS to
/// plain HTTP.
pub(crate) fn client(
    host: &str,
    trust: Trust,
    reach: Reach,
    patience: &Patience,
) -> Result<Client, Box<dyn std::error::Error + Send + Sync>> {
    let mut builder = Client::builder()
        .user_agent(concat!("slipway/", env!("CARGO_PKG_VERSION")))
        .tls_backend_preconfigured(configuration(trust, reach)?)
        .redirect(redirects(reach))
        .referer(false)
        .connect_timeout(patience.connect)
        .read_timeout(patience.silence);
    if is_loopback(host) {
        // A proxy would look for the registry on its own machine.
        builder = builder.no_proxy();
    }
    Ok(builder.build()?)
}

fn configuration(trust: Trust, reach: Reach) -> Result<ClientConfig, rustls::Error> {
    let provider = slipway_tls::provider();
    let accepts = match reach {
        Reach::Insecure => Accepts::everything(provider.clone()),
        Reach::Verified | Reach::Loopback => Accepts::chosen(trust.extra, provider.clone()),
    };
    let builder = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(accepts));
    let mut configuration = match trust.identity {
        Some((chain, key)) => builder.with_client_auth_cert(chain, key)?,
        None => builder.with_no_client_auth(),
    };
    configuration.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(configuration)
}

fn redirects(reach: Reach) -> Policy {
    Policy::custom(move |attempt| {
        let was_secret = attempt.previous().last().is_some_and(|url| url.scheme() == "https");
        if attempt.previous().len() >= 10 {
            attempt.error("it redirects more than ten times")
        } else if was_secret && attempt.url().scheme() != "https" && reach != Reach::Insecure {
            attempt.error("it redirects from HTTPS to plain HTTP")
        } else {
            attempt.follow()
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_is_loopback() {
        for host in ["localhost", "localhost:5000", "127.0.0.1:5000", "127.9.9.9", "[::1]:5000", "[::1]"] {
            assert_eq!(Reach::of(host, false), Reach::Loopback, "{host}");
        }
        for host in [
            "localhost.example.com",
            "127.0.0.1.example.com:80",
            "10.0.0.1:5000",
            "[fe80::1]:5000",
            "docker.io",
        ] {
            assert_eq!(Reach::of(host, false), Reach::Verified, "{host}");
            assert_eq!(Reach::of(host, true), Reach::Insecure, "{host}");
        }
    }
}
