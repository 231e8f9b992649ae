//! Credentials that are elsewhere on this laptop and could be put into the keychain.

mod docker;
mod hosted_ci;
mod laptop;
mod variables;

use std::path::Path;

use slipway_domain::credential::{Kind, Parts};
use slipway_domain::problem::{Code, Problem};
use slipway_found::{Around, Found, Read};

pub use self::laptop::{LaptopSource, OnLaptop, on_laptop};

/// Where is looked, as the command line calls it.
pub const SOURCES: [&str; 7] = ["variables", "aws", "docker", "github", "ssh", "env", "ci"];

/// A credential that was found. `Debug` shows no value.
#[derive(Debug, Clone)]
pub struct FoundCredential {
    /// What it is.
    pub kind: Kind,
    /// The name that it would get.
    pub name: String,
    /// Its values; `None` where a person has to fill some in first.
    pub parts: Option<Parts>,
    /// Where it was found, for a person.
    pub from: String,
    /// What a person may compare and nobody can use, such as a key's fingerprint.
    pub shown: Option<String>,
    /// The parts that a person has to fill in: those without which there is no credential, and the passphrase of a key.
    pub lacks: Vec<&'static str>,
    /// Whether it looks like a secret, and not like a setting that merely stands beside one.
    pub is_likely: bool,
}

impl From<Found> for FoundCredential {
    fn from(found: Found) -> Self {
        let parts = found.parts([]).ok();
        let Found { kind, name, lacks, whence, shown, is_likely, .. } = found;
        Self { kind, name, parts, from: whence, shown, lacks, is_likely }
    }
}

/// What was found, and what could not be read.
#[derive(Debug, Clone, Default)]
pub struct FoundCredentials {
    /// What was found; the first that has a name comes first.
    pub found: Vec<FoundCredential>,
    /// What could not be read. It hides nothing else.
    pub missed: Vec<Problem>,
}

impl FoundCredentials {
    fn add(&mut self, read: Read) {
        self.found.extend(read.found.into_iter().map(FoundCredential::from));
        self.missed.extend(read.missed);
    }
}

/// What is found in one source, or in all of them; `.env` and CI files are those in a folder. Nothing is changed there.
///
/// # Errors
/// `Usage` where there is no such source.
pub async fn found_credentials(source: Option<&str>, folder: &Path) -> Result<FoundCredentials, Problem> {
    if let Some(unknown) = source.filter(|source| !SOURCES.contains(source)) {
        let message = format!("`{unknown}` is nothing that credentials are looked for in");
        return Err(Problem::new(Code::Usage, message).hint(format!("it is one of {}", SOURCES.join(", "))));
    }
    let around = around();
    let mut all = FoundCredentials::default();
    for one in SOURCES.into_iter().filter(|one| source.is_none_or(|source| source == *one)) {
        all.add(match one {
            "variables" => variables::read(&around.variables),
            "aws" => slipway_found::aws::aws(&around),
            "docker" => docker::read().await,
            "github" => slipway_found::git_hub(&around).await,
            "ssh" => slipway_found::ssh(&around).await,
            "env" => slipway_found::dotenv::in_folder(folder),
            _ => hosted_ci::read(folder),
        });
    }
    Ok(all)
}

/// This person's home and variables.
fn around() -> Around {
    let text = |(name, value): (std::ffi::OsString, std::ffi::OsString)| {
        Some((name.into_string().ok()?, value.into_string().ok()?))
    };
    let variables = std::env::vars_os().filter_map(text).collect();
    Around { home: etcetera::home_dir().unwrap_or_default(), variables }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_person_has_to_fill_in_has_no_parts() {
        let whole = Found::new(Kind::Plain, "A", "here").with("value", Some("hunter22"));
        let whole = FoundCredential::from(whole);
        assert_eq!(whole.parts.as_ref().and_then(|parts| parts.get("value")).unwrap().expose(), "hunter22");
        assert!(!format!("{whole:?}").contains("hunter22"));
        let named = FoundCredential::from(Found::new(Kind::Plain, "A", "here").lacking("value"));
        assert!(named.parts.is_none());
        assert_eq!(named.lacks, ["value"]);
    }

    #[tokio::test]
    async fn a_source_that_there_is_not_is_told() {
        let problem = found_credentials(Some("vault"), Path::new(".")).await.unwrap_err();
        assert_eq!(problem.code, Code::Usage);
        assert!(problem.hint.unwrap().contains("aws, docker"));
    }

    #[tokio::test]
    async fn files_of_a_folder_are_a_source_each() {
        let folder = tempfile::TempDir::new().unwrap();
        std::fs::write(folder.path().join(".env"), "API_TOKEN=hunter22\nbroken line\n").unwrap();
        std::fs::write(folder.path().join(".gitlab-ci.yml"), "a:\n  script: [\"x $DEPLOY_KEY\"]\n").unwrap();
        let env = found_credentials(Some("env"), folder.path()).await.unwrap();
        assert_eq!((env.found.len(), env.missed.len()), (1, 1), "{env:?}");
        let ci = found_credentials(Some("ci"), folder.path()).await.unwrap();
        let told: Vec<(&str, &str)> =
            ci.found.iter().map(|one| (one.name.as_str(), one.from.as_str())).collect();
        assert_eq!(told, [("DEPLOY_KEY", ".gitlab-ci.yml:2")]);
        assert!(ci.found[0].parts.is_none());
    }
}
