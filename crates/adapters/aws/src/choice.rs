//! Which credential somebody acts with.

use slipway_domain::credential::{Kind, Known, Scope};
use slipway_domain::problem::{Code, Problem};

/// The credential that applies: the one of that name, else the only one of the narrowest scope that has any. `None` where
/// there is none at all, so that what the person has set up for AWS's own tools is used.
pub(crate) fn choose(
    known: &[Known],
    named: Option<&str>,
    project: &str,
    environment: Option<&str>,
) -> Result<Option<Known>, Problem> {
    let of_aws = |one: &&Known| matches!(one.id.kind, Kind::AwsKey | Kind::AwsProfile) && !one.removed;
    for scope in Scope::around(Some(project), environment) {
        let here = known.iter().filter(of_aws).filter(|one| one.id.scope == scope);
        let mut here: Vec<&Known> =
            here.filter(|one| named.is_none_or(|name| one.id.name() == name)).collect();
        // A key and a profile of one name: the key is what was put into the keychain.
        here.sort_by_key(|one| one.id.kind);
        match (here.as_slice(), named) {
            ([], _) => {}
            ([one], _) | ([one, ..], Some(_)) => return Ok(Some((*one).clone())),
            (several, None) => return Err(undecided(several, &scope)),
        }
    }
    match named {
        Some(name) => Err(unknown(name)),
        None => Ok(None),
    }
}

fn undecided(several: &[&Known], scope: &Scope) -> Problem {
    let names: Vec<&str> = several.iter().map(|one| one.id.name()).collect();
    let message = format!("several credentials for AWS apply in {scope}: {}", names.join(", "));
    Problem::new(Code::AccountUnusable, message).hint(
        "say which one is meant: `credential: NAME` under the registry in `registries` or under `aws` of the \
         environment in slipway.yml",
    )
}

fn unknown(name: &str) -> Problem {
    let message =
        format!("slipway.yml names the credential {name} for AWS, and none of that name is known here");
    Problem::new(Code::CredentialUnknown, message)
        .hint(format!("add it: `slipway credentials add aws-key {name}`, or `aws-profile` for a profile"))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use slipway_domain::credential::CredentialId;

    use super::*;

    fn known(scope: Scope, kind: Kind, name: &str) -> Known {
        Known {
            id: CredentialId::new(scope, kind, name).unwrap(),
            fields: BTreeMap::new(),
            shown: None,
            ask: false,
            added: "2026-01-01T00:00:00Z".parse().unwrap(),
            rotated: None,
            used: None,
            tested: None,
            removed: false,
        }
    }

    fn project() -> Scope {
        Scope::Project { project: "shop".into() }
    }

    fn production() -> Scope {
        Scope::Environment { project: "shop".into(), environment: "production".into() }
    }

    fn chosen(all: &[Known], named: Option<&str>, environment: Option<&str>) -> Option<String> {
        choose(all, named, "shop", environment).unwrap().map(|one| one.id.to_string())
    }

    #[test]
    fn the_narrowest_applies_and_the_named_one_before_all() {
        let all = [
            known(Scope::Global, Kind::AwsKey, "all"),
            known(project(), Kind::AwsProfile, "shop"),
            known(production(), Kind::AwsKey, "live"),
            known(project(), Kind::Registry, "docker.io"),
        ];
        let live = Some("environment/shop/production/aws-key/live".to_owned());
        assert_eq!(chosen(&all, None, Some("production")), live);
        assert_eq!(chosen(&all, None, Some("sandbox")), Some("project/shop/aws-profile/shop".to_owned()));
        assert_eq!(chosen(&all, None, None), Some("project/shop/aws-profile/shop".to_owned()));
        assert_eq!(chosen(&all, Some("all"), Some("production")), Some("global/aws-key/all".to_owned()));
        assert_eq!(chosen(&all[3..], None, None), None, "a login at a registry is none for AWS");
    }

    #[test]
    fn a_key_goes_before_a_profile_of_the_same_name_and_what_was_taken_out_is_none() {
        let key = known(project(), Kind::AwsKey, "team");
        let all = [known(project(), Kind::AwsProfile, "team"), key.clone()];
        assert_eq!(chosen(&all, Some("team"), None), Some("project/shop/aws-key/team".to_owned()));
        assert_eq!(chosen(&[Known { removed: true, ..key }], None, None), None);
    }

    #[test]
    fn what_cannot_be_decided_and_what_is_not_there_is_said() {
        let all = [known(project(), Kind::AwsKey, "a"), known(project(), Kind::AwsProfile, "b")];
        let undecided = choose(&all, None, "shop", None).unwrap_err();
        assert_eq!(undecided.code, Code::AccountUnusable);
        assert!(undecided.message.ends_with("a, b"), "{undecided}");
        let unknown = choose(&all, Some("c"), "shop", None).unwrap_err();
        assert_eq!(unknown.code, Code::CredentialUnknown);
        assert!(unknown.hint.unwrap().contains("add aws-key c"));
    }
}
