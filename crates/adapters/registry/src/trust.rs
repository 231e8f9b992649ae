//! The certificates that Docker would use for a registry: what lies in its `certs.d` folders, and `ca`.

use std::path::{Path, PathBuf};

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use slipway_domain::problem::{Code, Problem};
use slipway_tls::certificates;

use crate::registries::TlsSettings;

/// What is trusted besides the system's own certificates, and how the client shows who it is.
#[derive(Debug, Default)]
pub(crate) struct Trust {
    /// More authorities, or the very certificate of the registry.
    pub extra: Vec<CertificateDer<'static>>,
    /// The client's certificate with its chain, and the key.
    pub identity: Option<(Vec<CertificateDer<'static>>, PrivateKeyDer<'static>)>,
}

/// The folders in which Docker looks, for this user.
pub(crate) fn docker_folders() -> Vec<PathBuf> {
    let home = std::env::var_os("HOME").or_else(|| std::env::var_os("USERPROFILE")).map(PathBuf::from);
    let own =
        home.iter().flat_map(|home| [home.join(".config/docker/certs.d"), home.join(".docker/certs.d")]);
    std::iter::once(PathBuf::from("/etc/docker/certs.d")).chain(own).collect()
}

impl Trust {
    /// Reads what the folders have for the registry (`HOST[:PORT]`), and adds `ca`.
    pub fn read(host: &str, folders: &[PathBuf], settings: &TlsSettings) -> Result<Self, Problem> {
        let mut trust = Self::default();
        for folder in folders {
            // Docker on Windows drops the colon, which no file name may have there.
            for name in [host.to_owned(), host.replace(':', "")] {
                trust.add_folder(&folder.join(&name))?;
                if name == host && !host.contains(':') {
                    break;
                }
            }
        }
        if let Some(pem) = &settings.ca {
            let added = certificates(pem);
            if added.is_empty() {
                let message = format!("The file that `ca` names for {host} holds no PEM certificate");
                return Err(Problem::new(Code::ConfigurationInvalid, message)
                    .hint("name a file with `-----BEGIN CERTIFICATE-----` in it"));
            }
            trust.extra.extend(added);
        }
        Ok(trust)
    }

    fn add_folder(&mut self, folder: &Path) -> Result<(), Problem> {
        let Ok(entries) = std::fs::read_dir(folder) else { return Ok(()) };
        let mut files: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
        files.sort();
        for file in files {
            match file.extension().and_then(|extension| extension.to_str()) {
                Some("crt") => self.extra.extend(authorities(&file)?),
                Some("cert") if self.identity.is_none() => self.identity = Some(identity(&file)?),
                _ => {}
            }
        }
        Ok(())
    }
}

fn authorities(file: &Path) -> Result<Vec<CertificateDer<'static>>, Problem> {
    let found = certificates(&content(file)?);
    if found.is_empty() { Err(unusable(file, "holds no PEM certificate")) } else { Ok(found) }
}

/// The client's certificate and the key beside it: `NAME.cert` and `NAME.key`.
fn identity(file: &Path) -> Result<(Vec<CertificateDer<'static>>, PrivateKeyDer<'static>), Problem> {
    let key_file = file.with_extension("key");
    let key = PrivateKeyDer::from_pem_slice(&content(&key_file)?)
        .map_err(|_| unusable(&key_file, "holds no PEM private key"))?;
    Ok((authorities(file)?, key))
}

fn content(file: &Path) -> Result<Vec<u8>, Problem> {
    std::fs::read(file).map_err(|error| unusable(file, &format!("cannot be read: {error}")))
}

fn unusable(file: &Path, why: &str) -> Problem {
    Problem::new(Code::FileFailed, format!("{} {why}", file.display()))
        .hint("Docker reads it for this registry too; mend the file or remove it")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_the_file_that_cannot_be_used() {
        let folder = tempfile::tempdir().unwrap();
        let certs = folder.path().join("r.example:5000");
        std::fs::create_dir(&certs).unwrap();
        let read = |ca: Option<&'static [u8]>| {
            let settings = TlsSettings { ca: ca.map(bytes::Bytes::from_static), insecure: false };
            Trust::read("r.example:5000", &[folder.path().to_owned()], &settings)
        };
        assert!(read(None).unwrap().extra.is_empty());
        assert_eq!(read(Some(b"x")).unwrap_err().code, Code::ConfigurationInvalid);
        std::fs::write(certs.join("notes.txt"), "x").unwrap();
        assert!(read(None).unwrap().extra.is_empty());
        std::fs::write(certs.join("client.cert"), "x").unwrap();
        assert!(read(None).unwrap_err().message.contains("client.key cannot be read"));
        std::fs::write(certs.join("ca.crt"), "x").unwrap();
        assert!(read(None).unwrap_err().message.contains("ca.crt holds no PEM certificate"));
    }
}
