//! A certificate authority made for one test, and what it signs.

use std::fs;
use std::path::{Path, PathBuf};

use crate::command::run;
use crate::error::{Doing, Result};

/// An authority whose certificate nobody trusts unless told to.
#[derive(Debug, Clone)]
pub struct Authority {
    folder: PathBuf,
}

/// A certificate and its key, as PEM files.
#[derive(Debug, Clone)]
pub struct Certificate {
    /// The certificate's file.
    pub certificate: PathBuf,
    /// The private key's file.
    pub key: PathBuf,
}

impl Authority {
    /// Makes an authority whose files lie in `folder`, which is created.
    pub fn create(folder: &Path) -> Result<Self> {
        Self::create_with(folder, &[])
    }

    /// Makes one whose own certificate is also good for these names, as people make it in one command.
    pub fn create_for(folder: &Path, names: &[&str]) -> Result<Self> {
        let names = format!("subjectAltName={}", names.join(","));
        Self::create_with(folder, &["-addext", &names])
    }

    fn create_with(folder: &Path, extensions: &[&str]) -> Result<Self> {
        fs::create_dir_all(folder).doing(|| format!("creating {}", folder.display()))?;
        let authority = Self { folder: folder.to_owned() };
        let own = authority.own();
        openssl(&[
            &["req", "-x509", "-days", "3650", "-subj", "/CN=Slipway test authority"],
            &NEW_KEY,
            &["-addext", "keyUsage=critical,keyCertSign,cRLSign,digitalSignature"],
            extensions,
            &["-keyout", &text(&own.key), "-out", &text(&own.certificate)],
        ])?;
        Ok(authority)
    }

    /// The PEM file to trust.
    pub fn certificate(&self) -> PathBuf {
        self.own().certificate
    }

    /// Signs a server certificate for an IP address; its files are called `name`.
    pub fn sign_for_address(&self, name: &str, address: &str) -> Result<Certificate> {
        self.sign_for(name, &[&format!("IP:{address}")])
    }

    /// Signs a server certificate for names such as `DNS:localhost` and `IP:10.0.0.5`.
    pub fn sign_for(&self, name: &str, names: &[&str]) -> Result<Certificate> {
        self.sign(name, &format!("subjectAltName={}", names.join(",")))
    }

    /// Signs a certificate anew so that it expired yesterday.
    pub fn expire(&self, certificate: &Certificate) -> Result<()> {
        let (own, file) = (self.own(), text(&certificate.certificate));
        let request = text(&certificate.certificate.with_extension("csr"));
        let key = text(&certificate.key);
        openssl(&[&[
            "x509",
            "-x509toreq",
            "-in",
            &file,
            "-key",
            &key,
            "-out",
            &request,
            "-copy_extensions",
            "copy",
        ]])?;
        openssl(&[
            &["x509", "-req", "-in", &request, "-out", &file, "-days", "-1", "-copy_extensions", "copyall"],
            &["-CAcreateserial", "-CA", &text(&own.certificate), "-CAkey", &text(&own.key)],
        ])
    }

    /// The authority's own certificate and key.
    pub fn own(&self) -> Certificate {
        Certificate { certificate: self.folder.join("ca.pem"), key: self.folder.join("ca.key") }
    }

    fn sign(&self, name: &str, extensions: &str) -> Result<Certificate> {
        let own = self.own();
        let signed = Certificate {
            certificate: self.folder.join(format!("{name}.pem")),
            key: self.folder.join(format!("{name}.key")),
        };
        openssl(&[
            &["req", "-x509", "-days", "825", "-subj", &format!("/CN={name}")],
            &NEW_KEY,
            &["-CA", &text(&own.certificate), "-CAkey", &text(&own.key)],
            &["-addext", "basicConstraints=critical,CA:FALSE", "-addext", extensions],
            &["-keyout", &text(&signed.key), "-out", &text(&signed.certificate)],
        ])?;
        Ok(signed)
    }
}

const NEW_KEY: [&str; 5] = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-noenc"];

fn openssl(groups: &[&[&str]]) -> Result<()> {
    let words: Vec<&str> =
        std::iter::once("openssl").chain(groups.iter().copied().flatten().copied()).collect();
    run(&words).map(drop)
}

fn text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}
