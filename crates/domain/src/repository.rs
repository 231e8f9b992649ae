//! Image repositories: `registry.example.com:5000/team/api`, without tag or digest.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The registry that a name without one means.
pub const DOCKER_HUB: &str = "docker.io";

/// Other names under which Docker Hub is reached.
const HUB_NAMES: [&str; 4] =
    ["index.docker.io", "registry-1.docker.io", "registry.hub.docker.com", "auth.docker.io"];

/// Where images of one name lie. `Display` gives the full name, `docker.io/library/nginx` for `nginx`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Repository {
    host: String,
    path: String,
}

/// Why a text names no repository.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RepositoryError {
    /// Nothing was written.
    #[error("the repository is missing")]
    Empty,
    /// It begins with `https://` or the like.
    #[error("a repository has no `{0}://` in front")]
    Scheme(String),
    /// A tag follows.
    #[error("a repository carries no tag, but `:{tag}` follows")]
    Tag {
        /// The tag.
        tag: String,
        /// The name without it.
        without: String,
    },
    /// A digest follows.
    #[error("a repository carries no digest, but one follows")]
    Digest {
        /// The name without it.
        without: String,
    },
    /// The registry's address is none.
    #[error("`{0}` is no registry's address")]
    Host(String),
    /// Capital letters.
    #[error("a repository has no capital letters")]
    Capitals(String),
    /// Nothing before, between or after slashes.
    #[error("there is nothing between two slashes, or before or after one")]
    NoComponent,
    /// A part between slashes that is not allowed.
    #[error("`{0}` is no part of a repository's name")]
    Component(String),
    /// More than 255 characters.
    #[error("a repository's name has {0} characters and may have 255")]
    TooLong(usize),
}

impl Repository {
    /// The registry's address, `host` or `host:port`; `docker.io` for Docker Hub.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// The name within the registry, `library/nginx` for Docker Hub's own images.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The same name in another registry.
    pub fn at_host(&self, host: &str) -> Result<Self, RepositoryError> {
        format!("{host}/{}", self.path).parse()
    }
}

impl FromStr for Repository {
    type Err = RepositoryError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        check_shape(text)?;
        let (host, path) = split_host(text);
        check_host(host)?;
        for component in path.split('/') {
            check_component(component)?;
        }
        let path = match host == DOCKER_HUB && !path.contains('/') {
            true => format!("library/{path}"),
            false => path.to_owned(),
        };
        Ok(Self { host: host.to_owned(), path })
    }
}

/// Refuses what is a URL or an image rather than a repository.
fn check_shape(text: &str) -> Result<(), RepositoryError> {
    if text.is_empty() {
        return Err(RepositoryError::Empty);
    }
    if let Some((scheme, _)) = text.split_once("://") {
        return Err(RepositoryError::Scheme(scheme.to_owned()));
    }
    if let Some((without, _)) = text.split_once('@') {
        let without = without.to_owned();
        return Err(RepositoryError::Digest { without });
    }
    let last = text.rsplit('/').next().unwrap_or(text);
    if let Some((_, tag)) = last.split_once(':') {
        return Err(RepositoryError::Tag {
            tag: tag.to_owned(),
            without: text[..text.len() - tag.len() - 1].to_owned(),
        });
    }
    match text.len() > 255 {
        true => Err(RepositoryError::TooLong(text.len())),
        false => Ok(()),
    }
}

/// The address of a registry that a name begins with, and what follows; `None` for a name without one. Docker's rule:
/// the first part is an address if it has a dot or a colon, or is `localhost`.
pub fn address_in(name: &str) -> Option<(&str, &str)> {
    name.split_once('/').filter(|(first, _)| first.contains(['.', ':']) || *first == "localhost")
}

fn split_host(text: &str) -> (&str, &str) {
    address_in(text).map_or((DOCKER_HUB, text), |(address, rest)| (one_name(address), rest))
}

/// `docker.io` for all of Docker Hub's names, and any other address as it is.
fn one_name(host: &str) -> &str {
    if HUB_NAMES.contains(&host) { DOCKER_HUB } else { host }
}

/// The registry of a repository's name, whatever else is in that name.
pub fn host_of(repository: &str) -> &str {
    split_host(repository).0
}

/// The one name of a registry, however its address is written: `HOST[:PORT]` in small letters, `docker.io` for all
/// of Docker Hub's names. `None` for an address with a path of its own, which is something narrower than the registry.
pub fn registry_at(address: &str) -> Option<String> {
    let rest =
        address.strip_prefix("https://").or_else(|| address.strip_prefix("http://")).unwrap_or(address);
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    if host.is_empty() || !matches!(path.trim_end_matches('/'), "" | "v1" | "v2") {
        return None;
    }
    Some(one_name(&host.to_ascii_lowercase()).to_owned())
}

/// Accepts `host` or `host:port`, with an IPv6 address in brackets.
pub(crate) fn check_host(host: &str) -> Result<(), RepositoryError> {
    let bad = || RepositoryError::Host(host.to_owned());
    let (name, port) = match host.strip_prefix('[').and_then(|h| h.split_once(']')) {
        Some((address, after)) => {
            address.parse::<std::net::Ipv6Addr>().map_err(|_| bad())?;
            ("v6", after.strip_prefix(':'))
        }
        None => match host.split_once(':') {
            Some((name, port)) => (name, Some(port)),
            None => (host, None),
        },
    };
    let label_is_fine = |label: &str| {
        let fine = |c: char| c.is_ascii_alphanumeric() || c == '-';
        !label.is_empty() && !label.starts_with('-') && !label.ends_with('-') && label.chars().all(fine)
    };
    let port_is_fine = port.is_none_or(|p| p.parse::<u16>().is_ok_and(|p| p > 0));
    match name.split('.').all(label_is_fine) && port_is_fine {
        true => Ok(()),
        false => Err(bad()),
    }
}

/// One part between slashes: groups of `[a-z0-9]` joined by `.`, `_`, `__` or any number of `-`.
fn check_component(component: &str) -> Result<(), RepositoryError> {
    if component.is_empty() {
        return Err(RepositoryError::NoComponent);
    }
    if component.chars().any(|c| c.is_ascii_uppercase()) {
        return Err(RepositoryError::Capitals(component.to_owned()));
    }
    let is_group = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    let joints_are_fine = component
        .split(is_group)
        .filter(|joint| !joint.is_empty())
        .all(|joint| matches!(joint, "." | "_" | "__") || joint.chars().all(|c| c == '-'));
    let ends_are_fine = component.starts_with(is_group) && component.ends_with(is_group);
    match joints_are_fine && ends_are_fine {
        true => Ok(()),
        false => Err(RepositoryError::Component(component.to_owned())),
    }
}

impl fmt::Display for Repository {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.host, self.path)
    }
}

impl TryFrom<String> for Repository {
    type Error = RepositoryError;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Repository> for String {
    fn from(repository: Repository) -> Self {
        repository.to_string()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn knows_docker_hubs_short_names() {
        for (text, full) in [
            ("nginx", "docker.io/library/nginx"),
            ("team/api", "docker.io/team/api"),
            ("docker.io/nginx", "docker.io/library/nginx"),
            ("index.docker.io/team/api", "docker.io/team/api"),
            ("localhost/api", "localhost/api"),
            ("localhost:5000/api", "localhost:5000/api"),
            ("[::1]:5000/a/b", "[::1]:5000/a/b"),
            ("r.example.com/a__b/c--d.e", "r.example.com/a__b/c--d.e"),
        ] {
            assert_eq!(text.parse::<Repository>().unwrap().to_string(), full);
        }
    }

    #[test]
    fn the_same_registry_has_one_name() {
        for hub in [
            "docker.io",
            "index.docker.io",
            "https://index.docker.io/v1/",
            "registry-1.docker.io",
            "registry.hub.docker.com",
            "auth.docker.io",
        ] {
            assert_eq!(registry_at(hub).as_deref(), Some(DOCKER_HUB), "{hub}");
        }
        for same in [
            "Registry.example.com:5000",
            "https://registry.example.com:5000/v2/",
            "http://registry.example.com:5000",
        ] {
            assert_eq!(registry_at(same).as_deref(), Some("registry.example.com:5000"), "{same}");
        }
        for other in ["", "https://", "https://index.docker.io/v1/access-token", "quay.io/team"] {
            assert_eq!(registry_at(other), None, "{other}");
        }
    }

    #[test]
    fn says_what_is_wrong() {
        let fails = |text: &str| text.parse::<Repository>().unwrap_err();
        assert!(matches!(fails("https://r/x"), RepositoryError::Scheme(_)));
        assert!(
            matches!(fails("r.io/x:1.0"), RepositoryError::Tag { tag, without } if tag == "1.0" && without == "r.io/x")
        );
        assert!(matches!(fails("r.io/x@sha256:00"), RepositoryError::Digest { .. }));
        assert!(matches!(fails("r.io/Team/x"), RepositoryError::Capitals(_)));
        assert_eq!(fails("r.io//x"), RepositoryError::NoComponent);
        assert_eq!(fails("r.io/x/"), RepositoryError::NoComponent);
        for text in ["r.io/-x", "r.io/a..b", "r.io/a___b", "a b"] {
            assert!(matches!(fails(text), RepositoryError::Component(_)), "{text}");
        }
        assert!(matches!(fails("r.io:99999/x"), RepositoryError::Host(_)));
    }
}
