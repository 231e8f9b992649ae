//! Which credentials this laptop has, by their names alone. No helper is asked for a value, so nobody is asked for a
//! password because of it.

use std::collections::BTreeSet;

use slipway_credentials::{Variables, docker_registries};
use slipway_found::{Around, Read};

use super::{around, variables};

/// Where credentials lie on a laptop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LaptopSource {
    /// docker's logins, by registry.
    Docker,
    /// The GitHub CLI.
    GitHub,
    /// Profiles and variables of AWS.
    Aws,
    /// SSH keys, in files and in the agent.
    Ssh,
    /// Variables that hold secrets for Slipway.
    Variables,
}

/// The credentials of one source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OnLaptop {
    /// Where they are.
    pub source: LaptopSource,
    /// What they are called; at least one.
    pub names: Vec<String>,
}

/// The credentials of this laptop, source by source. What cannot be read is told where they are imported.
pub async fn on_laptop() -> Vec<OnLaptop> {
    of(&around(), &Variables::of_process()).await
}

async fn of(around: &Around, of_docker: &Variables) -> Vec<OnLaptop> {
    let (docker, git_hub, ssh) = tokio::join!(
        docker_registries(of_docker),
        slipway_found::git_hub(around),
        slipway_found::ssh(around)
    );
    let all = [
        (LaptopSource::Docker, docker.unwrap_or_default().into_iter().collect()),
        (LaptopSource::GitHub, names(git_hub)),
        (LaptopSource::Aws, names(slipway_found::aws::aws(around))),
        (LaptopSource::Ssh, names(ssh)),
        (LaptopSource::Variables, names(variables::read(&around.variables))),
    ];
    let found = all.into_iter().filter(|(_, names): &(_, BTreeSet<String>)| !names.is_empty());
    found.map(|(source, names)| OnLaptop { source, names: names.into_iter().collect() }).collect()
}

fn names(read: Read) -> BTreeSet<String> {
    read.found.into_iter().map(|found| found.name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn names_are_told_by_source_and_no_value() {
        let home = tempfile::TempDir::new().unwrap();
        let folder = |name: &str| {
            let folder = home.path().join(name);
            std::fs::create_dir(&folder).unwrap();
            folder
        };
        let profiles = "[work]\naws_access_key_id = AKIAWORK\naws_secret_access_key = hunter22\n\n\
                        [home]\naws_access_key_id = AKIAHOME\naws_secret_access_key = hunter22\n";
        std::fs::write(folder(".aws").join("credentials"), profiles).unwrap();
        let config =
            r#"{"auths": {"quay.io": {"auth": "YW5uOmh1bnRlcjIy"}}, "credHelpers": {"gcr.io": "x"}}"#;
        std::fs::write(folder(".docker").join("config.json"), config).unwrap();
        let path = home.path().to_str().unwrap();
        let set = [("HOME", path), ("PATH", "/nowhere"), ("SLIPWAY_SECRET_TOKEN", "hunter22")];
        let variables = set.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
        let around = Around { home: home.path().to_owned(), variables };
        let found = of(&around, &set.into_iter().collect()).await;
        let one = |source, names: &[&str]| OnLaptop {
            source,
            names: names.iter().map(|name| (*name).to_owned()).collect(),
        };
        let wanted = [
            one(LaptopSource::Docker, &["gcr.io", "quay.io"]),
            one(LaptopSource::Aws, &["home", "work"]),
            one(LaptopSource::Variables, &["TOKEN"]),
        ];
        assert_eq!(found, wanted);
        assert!(!format!("{found:?}").contains("hunter22"));
    }
}
