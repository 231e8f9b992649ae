//! Which credential a person means by a name.

use slipway_domain::credential::{Kind, Known, Scope};
use slipway_domain::problem::{Code, Problem};
use slipway_domain::repository::registry_at;

use super::Wallet;

/// What a person says of a credential.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Its name.
    pub name: String,
    /// What it is, where they say so.
    pub kind: Option<Kind>,
    /// Where it applies, where they say so; else all count that apply in the project.
    pub scope: Option<Scope>,
}

impl Choice {
    fn fits(&self, known: &Known, project: Option<&str>) -> bool {
        let id = &known.id;
        let here = id.scope.project().is_none_or(|one| Some(one) == project);
        self.names(known)
            && self.kind.is_none_or(|kind| kind == id.kind)
            && self.scope.as_ref().map_or(here, |scope| *scope == id.scope)
    }

    /// A registry has one name, however it is written.
    fn names(&self, known: &Known) -> bool {
        let registry = || registry_at(&self.name).is_some_and(|name| name == known.id.name());
        known.id.name() == self.name || (known.id.kind == Kind::Registry && registry())
    }
}

impl Wallet {
    /// The credential that a person means in a project. More than one is a question, none a problem that says what
    /// else there is of that name.
    pub async fn chosen(&self, choice: &Choice, project: Option<&str>) -> Result<Known, Problem> {
        let known = self.known().await?;
        let (mut fitting, others): (Vec<Known>, Vec<Known>) =
            known.into_iter().partition(|one| choice.fits(one, project));
        match fitting.len() {
            0 => Err(unknown(choice, &others)),
            1 => Ok(fitting.remove(0)),
            _ => Err(several(choice, &fitting)),
        }
    }
}

fn unknown(choice: &Choice, others: &[Known]) -> Problem {
    let message = format!("no credential `{}` is known here", choice.name);
    let problem = Problem::new(Code::CredentialUnknown, message);
    let elsewhere: Vec<String> = others.iter().filter(|one| choice.names(one)).map(told).collect();
    match elsewhere.is_empty() {
        true => problem,
        false => problem.hint(format!("there is {}", elsewhere.join(", "))),
    }
}

fn several(choice: &Choice, fitting: &[Known]) -> Problem {
    let all: Vec<String> = fitting.iter().map(told).collect();
    let message = format!("`{}` names several credentials: {}", choice.name, all.join(", "));
    Problem::new(Code::Usage, message).hint(
        "say which one: `--env ENV`, `--global` or `--kind KIND`; without `--env` and `--global` all count",
    )
}

fn told(known: &Known) -> String {
    format!("{} {} ({})", known.id.kind, known.id.name(), known.id.scope)
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use slipway_domain::credential::CredentialId;

    use super::*;

    fn known(text: &str) -> Known {
        Known {
            id: text.parse::<CredentialId>().unwrap(),
            fields: Default::default(),
            shown: None,
            ask: false,
            added: Timestamp::UNIX_EPOCH,
            rotated: None,
            used: None,
            tested: None,
            removed: false,
        }
    }

    fn choice(name: &str) -> Choice {
        Choice { name: name.to_owned(), kind: None, scope: None }
    }

    #[test]
    fn a_name_means_what_applies_in_the_project_unless_more_is_said() {
        let all = [
            "environment/recipes/production/plain/TOKEN",
            "global/plain/TOKEN",
            "project/other/plain/TOKEN",
            "global/registry/docker.io",
        ]
        .map(known);
        let meant = |choice: &Choice, project| -> Vec<String> {
            all.iter().filter(|one| choice.fits(one, project)).map(|one| one.id.to_string()).collect()
        };
        assert_eq!(meant(&choice("TOKEN"), None), ["global/plain/TOKEN"]);
        assert_eq!(meant(&choice("TOKEN"), Some("recipes")).len(), 2, "both apply there");
        let narrow = Scope::around(Some("recipes"), Some("production")).remove(0);
        let exactly = Choice { scope: Some(narrow), ..choice("TOKEN") };
        assert_eq!(meant(&exactly, Some("recipes")), ["environment/recipes/production/plain/TOKEN"]);
        assert_eq!(meant(&choice("index.docker.io"), None), ["global/registry/docker.io"]);
        let other = Choice { kind: Some(Kind::SshKey), ..choice("TOKEN") };
        assert_eq!(meant(&other, None), [""; 0]);
    }

    #[test]
    fn what_is_not_clear_is_told_with_what_there_is() {
        let all = ["global/plain/TOKEN", "project/recipes/plain/TOKEN"].map(known);
        let problem = several(&choice("TOKEN"), &all);
        assert_eq!(
            problem.message,
            "`TOKEN` names several credentials: plain TOKEN (every project), plain TOKEN (project recipes)"
        );
        let problem = unknown(&choice("TOKEN"), &all);
        assert_eq!(problem.code, Code::CredentialUnknown);
        assert!(problem.hint.unwrap().starts_with("there is plain TOKEN"));
        assert_eq!(unknown(&choice("OTHER"), &all).hint.as_deref(), Code::CredentialUnknown.hint());
    }
}
