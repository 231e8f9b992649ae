//! Secrets and logins from environment variables.

use slipway_domain::problem::{Code, Problem};
use slipway_domain::repository::registry_at;
use slipway_domain::secret::{Secret, variable_of};
use slipway_engine::ports::Login;

use crate::variables::Variables;

/// `SLIPWAY_SECRET_NAME`.
pub(crate) fn secret(variables: &Variables, name: &str) -> Option<Secret> {
    variables.get(&variable_of(name)).map(Secret::new)
}

/// The login for this registry, else the one for any.
pub(crate) fn login(variables: &Variables, registry: &str) -> Result<Option<Login>, Problem> {
    let own = [Some(registry.to_owned()), registry_at(registry)].into_iter().flatten();
    for suffix in own.map(|name| format!("_{}", suffix(&name))).chain([String::new()]) {
        if let Some(login) = pair(variables, &suffix)? {
            return Ok(Some(login));
        }
    }
    Ok(None)
}

/// `registry.example.com:5000` → `REGISTRY_EXAMPLE_COM_5000`.
fn suffix(registry: &str) -> String {
    registry.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_uppercase() } else { '_' }).collect()
}

/// Both variables or neither: with one of them a login meant for another registry might be taken.
fn pair(variables: &Variables, suffix: &str) -> Result<Option<Login>, Problem> {
    let (user, password) =
        (format!("SLIPWAY_REGISTRY_USER{suffix}"), format!("SLIPWAY_REGISTRY_PASSWORD{suffix}"));
    let half = |set: &str, missing: &str| {
        Problem::new(Code::SecretMissing, format!("{set} is set, but {missing} is not or is empty"))
            .hint(format!("set both {user} and {password}, or neither"))
    };
    match (variables.get(&user), variables.get(&password)) {
        (Some(user), Some(password)) => {
            Ok(Some(Login { user: user.to_owned(), password: Secret::new(password) }))
        }
        (Some(_), None) => Err(half(&user, &password)),
        (None, Some(_)) => Err(half(&password, &user)),
        (None, None) => Ok(None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(variables: &[(&str, &str)], registry: &str) -> Option<(String, String)> {
        let login = login(&variables.iter().copied().collect(), registry).unwrap()?;
        Some((login.user, login.password.expose().to_owned()))
    }

    #[test]
    fn the_login_for_the_registry_goes_before_the_one_for_any() {
        let variables = [
            ("SLIPWAY_REGISTRY_USER", "any"),
            ("SLIPWAY_REGISTRY_PASSWORD", "any-password"),
            ("SLIPWAY_REGISTRY_USER_REGISTRY_EXAMPLE_COM_5000", "ann"),
            ("SLIPWAY_REGISTRY_PASSWORD_REGISTRY_EXAMPLE_COM_5000", "hunter22"),
        ];
        let own = Some(("ann".to_owned(), "hunter22".to_owned()));
        let any = Some(("any".to_owned(), "any-password".to_owned()));
        assert_eq!(found(&variables, "registry.example.com:5000"), own);
        assert_eq!(found(&variables, "Registry.Example.com:5000"), own);
        assert_eq!(found(&variables, "registry.example.com"), any);
        assert_eq!(found(&variables, "docker.io"), any);
        assert_eq!(found(&variables[2..], "docker.io"), None);
    }

    #[test]
    fn without_the_login_for_any_registry_only_a_registrys_own_is_left() {
        let variables: Variables = [
            ("SLIPWAY_REGISTRY_USER", "any"),
            ("SLIPWAY_REGISTRY_PASSWORD", "any-password"),
            ("SLIPWAY_REGISTRY_USER_QUAY_IO", "ann"),
            ("SLIPWAY_REGISTRY_PASSWORD_QUAY_IO", "hunter22"),
        ]
        .into_iter()
        .collect();
        let own = variables.without_login_for_any();
        assert_eq!(login(&own, "quay.io").unwrap().unwrap().user, "ann");
        assert!(login(&own, "registry.example.com").unwrap().is_none());
        assert!(login(&variables, "registry.example.com").unwrap().is_some());
    }

    #[test]
    fn docker_hub_is_known_by_any_of_its_names() {
        let variables =
            [("SLIPWAY_REGISTRY_USER_DOCKER_IO", "ann"), ("SLIPWAY_REGISTRY_PASSWORD_DOCKER_IO", "hunter22")];
        assert_eq!(found(&variables, "registry-1.docker.io").unwrap().0, "ann");
    }

    #[test]
    fn half_a_login_is_a_problem_that_names_the_variables() {
        for half in [
            &[("SLIPWAY_REGISTRY_PASSWORD", "hunter22")][..],
            &[("SLIPWAY_REGISTRY_PASSWORD", "hunter22"), ("SLIPWAY_REGISTRY_USER", "")],
        ] {
            let problem = login(&half.iter().copied().collect(), "quay.io").unwrap_err();
            assert_eq!(problem.code, Code::SecretMissing);
            assert_eq!(
                problem.message,
                "SLIPWAY_REGISTRY_PASSWORD is set, but SLIPWAY_REGISTRY_USER is not or is empty"
            );
        }
        let mixed = [("SLIPWAY_REGISTRY_USER_QUAY_IO", "ann"), ("SLIPWAY_REGISTRY_PASSWORD", "hunter22")];
        assert!(login(&mixed.into_iter().collect(), "quay.io").is_err());
    }

    #[test]
    fn a_secret_is_found_by_its_name_in_capital_letters() {
        let variables: Variables =
            [("SLIPWAY_SECRET_NPM_TOKEN", "abcd"), ("SLIPWAY_SECRET_EMPTY", ""), ("NPM_TOKEN", "x")]
                .into_iter()
                .collect();
        for name in ["NPM_TOKEN", "npm_token"] {
            assert_eq!(secret(&variables, name).unwrap().expose(), "abcd");
        }
        for missing in ["EMPTY", "npm-token", "OTHER"] {
            assert!(secret(&variables, missing).is_none(), "{missing}");
        }
    }
}
