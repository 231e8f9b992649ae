//! Which server certificates are accepted.

use std::sync::{Arc, OnceLock};

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::client::{WebPkiServerVerifier, verify_server_name};
use rustls::crypto::{CryptoProvider, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::server::ParsedCertificate;
use rustls::{CertificateError, DigitallySignedStruct, Error, RootCertStore, SignatureScheme};
use rustls_platform_verifier::Verifier;

/// Accepts what the system trusts, what was given besides, and, if so said, everything.
#[derive(Debug)]
pub struct Accepts {
    provider: Arc<CryptoProvider>,
    known: Known,
}

#[derive(Debug)]
enum Known {
    /// No certificate is checked, because `slipway.yml` says so.
    Everything,
    /// The system's authorities and the given ones.
    Chosen(Chosen),
}

#[derive(Debug)]
struct Chosen {
    given: Vec<CertificateDer<'static>>,
    /// Checks against the given authorities alone, where there are any.
    own: Option<Arc<WebPkiServerVerifier>>,
    /// Checks against the system's too. Reading those takes longer than connecting, so it waits until it is needed.
    all: OnceLock<Result<Verifier, Error>>,
}

impl Accepts {
    /// Accepts any certificate.
    pub fn everything(provider: Arc<CryptoProvider>) -> Self {
        Self { provider, known: Known::Everything }
    }

    /// Accepts what the system and `given` vouch for.
    pub fn chosen(given: Vec<CertificateDer<'static>>, provider: Arc<CryptoProvider>) -> Self {
        let mut roots = RootCertStore::empty();
        roots.add_parsable_certificates(given.iter().cloned());
        let own = WebPkiServerVerifier::builder_with_provider(roots.into(), provider.clone()).build().ok();
        Self { provider, known: Known::Chosen(Chosen { given, own, all: OnceLock::new() }) }
    }
}

impl Chosen {
    /// The check against all authorities.
    fn all(&self, provider: &Arc<CryptoProvider>) -> Result<&Verifier, Error> {
        let read = || Verifier::new_with_extra_roots(self.given.iter().cloned(), provider.clone());
        self.all.get_or_init(read).as_ref().map_err(|error| match error {
            // A bare machine without any authority.
            Error::General(_) if self.given.is_empty() => CertificateError::UnknownIssuer.into(),
            error => error.clone(),
        })
    }
}

/// People make one certificate, give it to the registry and put the same file into `certs.d`: Docker's
/// own guide does so. It calls itself an authority, which the chain's check refuses in a server; Docker
/// accepts it. By then the check has looked at its dates, so that only the name is left to be checked.
fn is_given_itself(error: &Error, given: &[CertificateDer<'_>], shown: &CertificateDer<'_>) -> bool {
    let other = matches!(error, Error::InvalidCertificate(CertificateError::Other(_)));
    other && given.iter().any(|certificate| certificate == shown)
}

impl ServerCertVerifier for Accepts {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let Known::Chosen(chosen) = &self.known else { return Ok(ServerCertVerified::assertion()) };
        let check = |chain: &dyn ServerCertVerifier| {
            chain.verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now)
        };
        if let Some(Ok(vouched)) = chosen.own.as_deref().map(|own| check(own)) {
            return Ok(vouched);
        }
        match check(chosen.all(&self.provider)?) {
            Err(error) if is_given_itself(&error, &chosen.given, end_entity) => {
                verify_server_name(&ParsedCertificate::try_from(end_entity)?, server_name)?;
                Ok(ServerCertVerified::assertion())
            }
            checked => checked,
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls12_signature(message, cert, dss, &self.provider.signature_verification_algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls13_signature(message, cert, dss, &self.provider.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}

#[cfg(test)]
mod tests {
    use std::process::Command;
    use std::time::Duration;

    use rustls::crypto::ring;
    use rustls::pki_types::pem::PemObject;

    use super::*;

    /// A certificate for `own.example` that signs itself, valid for two days.
    fn own() -> CertificateDer<'static> {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("own.crt");
        let words = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=own \
                     -addext subjectAltName=DNS:own.example";
        let made = Command::new("openssl")
            .args(words.split_ascii_whitespace())
            .args(["-keyout", "own.key", "-out"])
            .arg(&file)
            .current_dir(folder.path())
            .output()
            .unwrap();
        assert!(made.status.success());
        CertificateDer::from_pem_file(&file).unwrap()
    }

    fn check(
        accepts: &Accepts,
        shown: &CertificateDer<'_>,
        name: &'static str,
        days: i64,
    ) -> Result<(), Error> {
        let name = ServerName::try_from(name).unwrap();
        let now = UnixTime::now().as_secs().saturating_add_signed(days * 86_400);
        let now = UnixTime::since_unix_epoch(Duration::from_secs(now));
        accepts.verify_server_cert(shown, &[], &name, &[], now).map(drop)
    }

    #[test]
    fn a_given_certificate_counts_for_its_name_and_days_only() {
        let (mine, other) = (own(), own());
        let provider = Arc::new(ring::default_provider());
        let accepts = Accepts::chosen(vec![mine.clone()], provider.clone());
        assert_eq!(check(&accepts, &mine, "own.example", 0), Ok(()));
        let wrong = |result: Result<(), Error>| match result {
            Err(Error::InvalidCertificate(why)) => crate::refused(&why),
            other => panic!("{other:?}"),
        };
        let name = wrong(check(&accepts, &mine, "other.example", 0));
        assert_eq!(name.sentence, "is made out for own.example, and not for other.example");
        let old = wrong(check(&accepts, &mine, "own.example", 9));
        assert!(old.sentence.starts_with("expired on 20") && !old.unknown, "{old:?}");
        let early = wrong(check(&accepts, &mine, "own.example", -9));
        assert!(early.sentence.starts_with("is not valid before 20"), "{early:?}");
        let unknown = wrong(check(&accepts, &other, "own.example", 0));
        assert!(unknown.sentence.starts_with("is signed by itself") && unknown.unknown, "{unknown:?}");
        let everything = Accepts::everything(provider);
        assert_eq!(check(&everything, &other, "any.example", 9), Ok(()));
    }
}
