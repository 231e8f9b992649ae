//! Why a certificate is not accepted, in words.

use jiff::Timestamp;
use rustls::CertificateError;
use rustls::pki_types::UnixTime;

/// A certificate that is not accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// How it continues "The certificate of HOST …".
    pub sentence: String,
    /// Whether trusting another authority would help.
    pub unknown: bool,
}

/// Why.
pub fn refused(why: &CertificateError) -> Refused {
    use CertificateError as E;
    let (sentence, unknown) = match why {
        E::UnknownIssuer => ("is signed by an authority that this machine does not know".to_owned(), true),
        E::Expired => ("has expired".to_owned(), false),
        E::ExpiredContext { not_after, .. } => (format!("expired on {}", day(*not_after)), false),
        E::NotValidYet => ("is not valid yet".to_owned(), false),
        E::NotValidYetContext { not_before, .. } => {
            (format!("is not valid before {}", day(*not_before)), false)
        }
        E::NotValidForName => ("is made out for another name".to_owned(), false),
        E::NotValidForNameContext { expected, presented } => {
            (another_name(&expected.to_str(), presented), false)
        }
        E::Revoked => ("was revoked".to_owned(), false),
        // A certificate that signs itself: what `openssl req -x509` makes.
        E::Other(other) if format!("{other:?}").contains("CaUsedAsEndEntity") => {
            ("is signed by itself, and this machine does not know it".to_owned(), true)
        }
        other => (format!("is not accepted: {other}"), true),
    };
    Refused { sentence, unknown }
}

fn day(time: UnixTime) -> String {
    let day = i64::try_from(time.as_secs()).ok().and_then(|seconds| Timestamp::from_second(seconds).ok());
    day.map_or_else(|| "an unknown day".to_owned(), |day| day.strftime("%Y-%m-%d").to_string())
}

/// The names come as `DnsName("api.example.com")` and `IpAddress(10.0.0.5)`.
fn another_name(expected: &str, presented: &[String]) -> String {
    let bare = |name: &String| {
        let inner = name.split_once('(').map_or(name.as_str(), |(_, inner)| inner.trim_end_matches(')'));
        inner.trim_matches('"').to_owned()
    };
    match presented {
        [] => format!("is made out for no name at all, and not for {expected}"),
        names => {
            let names: Vec<String> = names.iter().take(5).map(bare).collect();
            format!("is made out for {}, and not for {expected}", names.join(", "))
        }
    }
}
