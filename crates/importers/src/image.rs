//! Names of images in commands, taken apart; placeholders made into names that can stand in a file.

use slipway_domain::repository::{Repository, address_in};

use crate::variables::{Piece, Variables, filled, pieces, slipway_name};

/// An image as a command names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImageName {
    /// The repository as it can stand in `slipway.yml`.
    pub repository: String,
    /// The tag as it was written, with variables.
    pub tag: Option<String>,
    /// What only its owner knows: variables without a value, and capitals that stand for something.
    pub placeholders: Vec<String>,
}

impl ImageName {
    /// Takes an image's name apart. `None` if no repository comes of it.
    pub(crate) fn read(text: &str, set: &Variables) -> Option<Self> {
        let text = text.split('@').next().unwrap_or(text);
        let (name, tag) = split_tag(text);
        let mut placeholders = Vec::new();
        let mut repository = String::new();
        let pieces = pieces(name, set);
        for (index, piece) in pieces.iter().enumerate() {
            match piece {
                Piece::Text(text) => repository.push_str(text),
                Piece::Variable(variable) if slipway_name(variable).is_some() => return None,
                Piece::Variable(variable) => {
                    repository.push_str(&as_part(variable));
                    let is_first_part = index == 0
                        && matches!(pieces.get(1), Some(Piece::Text(next)) if next.starts_with('/'));
                    if is_first_part && names_a_registry(variable) {
                        repository.push_str(NOBODYS);
                    }
                    placeholders.push(variable.clone());
                }
            }
        }
        let repository = without_scheme(&repository);
        // What a variable held may carry the tag.
        let (repository, tag) = match (split_tag(repository), tag) {
            ((repository, Some(inner)), None) => (repository.to_owned(), Some(inner.to_owned())),
            (_, tag) => (repository.to_owned(), tag.map(str::to_owned)),
        };
        let repository = lowered(&repository, &mut placeholders);
        repository.parse::<Repository>().ok()?;
        let tag = tag.map(|tag| filled(&tag, set));
        Some(Self { repository, tag, placeholders })
    }

    /// The last part of the repository's name.
    pub fn base(&self) -> &str {
        self.repository.rsplit('/').next().unwrap_or(&self.repository)
    }

    /// Whether the name begins with a registry's address.
    pub fn has_registry(&self) -> bool {
        address_in(&self.repository).is_some()
    }
}

/// Splits off the tag: what follows the last `:` after the last `/`, outside of `${…}`.
fn split_tag(text: &str) -> (&str, Option<&str>) {
    let mut depth = 0i32;
    let mut at = None;
    for (index, c) in text.char_indices() {
        match c {
            '{' | '(' => depth += 1,
            '}' | ')' => depth -= 1,
            ':' if depth == 0 && at.is_none() => at = Some(index),
            '/' if depth == 0 => at = None,
            _ => {}
        }
    }
    match at {
        Some(at) => (&text[..at], Some(&text[at + 1..]).filter(|tag| !tag.is_empty())),
        None => (text, None),
    }
}

fn without_scheme(text: &str) -> &str {
    text.split_once("://").map_or(text, |(_, rest)| rest)
}

/// What makes an address of a registry's variable, so that nothing is ever pushed under that name to Docker Hub.
const NOBODYS: &str = ".example.com";

/// Whether a variable holds a registry's address, by its name; else it is an account's.
fn names_a_registry(variable: &str) -> bool {
    let upper = variable.to_ascii_uppercase();
    let words: Vec<&str> = upper.split(['_', '.', '-']).collect();
    ["REGISTRY", "ECR", "GCR", "ACR", "HARBOR", "HOST", "SERVER", "URL"]
        .iter()
        .any(|word| words.contains(word))
}

/// A variable's name as a part of a repository's: `DOCKER_USER` becomes `docker-user`.
fn as_part(variable: &str) -> String {
    let bare = variable.rsplit('.').next().unwrap_or(variable);
    let fine = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
    let part: String = bare.chars().map(fine).collect();
    part.trim_matches('-').to_owned()
}

/// The path in lower case. Capitals are no part of a repository's name, so they stand for something.
fn lowered(repository: &str, placeholders: &mut Vec<String>) -> String {
    let has_capitals = |part: &str| part.chars().any(|c| c.is_ascii_uppercase());
    for part in repository.split(['/', '.']).filter(|part| has_capitals(part)) {
        placeholders.push(part.to_owned());
    }
    match address_in(repository) {
        Some((host, path)) => format!("{host}/{}", path.to_lowercase()),
        None => repository.to_lowercase(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn images_of_commands_become_repositories() {
        let none = Variables::new();
        let read = |text: &str| ImageName::read(text, &none).unwrap();
        let ecr = read("ID.dkr.ecr.REGION.amazonaws.com/USER/recipes-api:$TAG");
        assert_eq!(ecr.repository, "ID.dkr.ecr.REGION.amazonaws.com/user/recipes-api");
        assert_eq!(ecr.tag.as_deref(), Some("${TAG}"));
        assert_eq!(ecr.placeholders, ["ID", "REGION", "USER"]);
        let hub = read("$DOCKER_USER/app");
        assert_eq!((hub.repository.as_str(), hub.tag), ("docker-user/app", None));
        let registry = read("$REGISTRY/maoka/mk_service:$TAG");
        assert_eq!(registry.repository, "registry.example.com/maoka/mk_service");
        assert_eq!(registry.placeholders, ["REGISTRY"]);
        assert_eq!(read("localhost:5000/a/b:1").repository, "localhost:5000/a/b");
        assert_eq!(read("app:${V:-1}").tag.as_deref(), Some("${V}"));
        assert!(ImageName::read("/", &none).is_none());
    }
}
