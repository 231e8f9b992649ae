//! The configuration of Debian's docker-registry.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::certificate::Certificate;
use crate::command::{command, start_with_input};
use crate::error::{Doing, Result};
use crate::token_server::SERVICE;

/// Who may use a registry.
#[derive(Debug, Clone)]
pub(crate) enum Admission {
    Everybody,
    Password { user: String, password: String },
    Token { realm: String, root_certificate: PathBuf },
}

/// What one docker-registry is told.
#[derive(Debug, Clone)]
pub(crate) struct StoreSettings {
    /// Where it listens: `address:port`.
    pub(crate) address: String,
    /// Its files: images, passwords, configuration.
    pub(crate) folder: PathBuf,
    pub(crate) tls: Option<Certificate>,
    pub(crate) admission: Admission,
}

impl StoreSettings {
    /// Writes the configuration and says where it is.
    pub(crate) fn write(&self) -> Result<PathBuf> {
        fs::create_dir_all(&self.folder).doing(|| format!("creating {}", self.folder.display()))?;
        let file = self.folder.join("config.yml");
        let text = format!("{}{}{}", self.basics(), self.tls(), self.auth()?);
        fs::write(&file, text).doing(|| format!("writing {}", file.display()))?;
        Ok(file)
    }

    fn basics(&self) -> String {
        format!(
            "version: 0.1\nlog:\n  level: info\nstorage:\n  filesystem:\n    rootdirectory: {}\n  delete:\n    enabled: true\nhttp:\n  addr: {}\n",
            self.folder.join("data").display(),
            self.address
        )
    }

    fn tls(&self) -> String {
        match &self.tls {
            None => String::new(),
            Some(Certificate { certificate, key }) => {
                format!("  tls:\n    certificate: {}\n    key: {}\n", certificate.display(), key.display())
            }
        }
    }

    fn auth(&self) -> Result<String> {
        match &self.admission {
            Admission::Everybody => Ok(String::new()),
            Admission::Password { user, password } => {
                let file = self.folder.join("htpasswd");
                write_password_file(&file, user, password)?;
                Ok(format!("auth:\n  htpasswd:\n    realm: slipway-test\n    path: {}\n", file.display()))
            }
            Admission::Token { realm, root_certificate } => Ok(format!(
                "auth:\n  token:\n    realm: {realm}\n    service: {SERVICE}\n    issuer: {SERVICE}\n    rootcertbundle: {}\n",
                root_certificate.display()
            )),
        }
    }
}

/// Writes a file of one name and password (bcrypt), as docker-registry and the image `registry:2`
/// read it. The password goes through standard input: argument lists can be read by everybody.
pub fn write_password_file(file: &Path, user: &str, password: &str) -> Result<()> {
    let hashing = start_with_input(command(&["htpasswd", "-niB", user]), &format!("{password}\n"))?;
    let hashed = hashing.wait(Duration::from_secs(20))?.success()?;
    fs::write(file, hashed.stdout.trim_end()).doing(|| format!("writing {}", file.display()))
}
