//! docker's logins, wherever docker keeps them.

use slipway_credentials::{NamedLogin, Variables, docker_logins};
use slipway_domain::credential::Kind;
use slipway_found::{Found, Read};

/// The logins that docker's file names, by registry.
pub(super) async fn read() -> Read {
    match docker_logins(&Variables::of_process()).await {
        Ok(logins) => of_logins(logins),
        Err(problem) => Read { missed: vec![problem], ..Read::default() },
    }
}

fn of_logins(logins: Vec<NamedLogin>) -> Read {
    let mut read = Read::default();
    for (registry, login) in logins {
        match login {
            Ok(Some(login)) => {
                let found = Found::new(Kind::Registry, &registry, "docker's login");
                let found =
                    found.with("user", Some(login.user)).with("password", Some(login.password.expose()));
                read.found.push(found);
            }
            Ok(None) => {}
            Err(problem) => read.missed.push(problem),
        }
    }
    read
}

#[cfg(test)]
mod tests {
    use slipway_domain::problem::{Code, Problem};
    use slipway_domain::secret::Secret;
    use slipway_engine::ports::Login;

    use super::*;

    #[test]
    fn a_login_is_a_registrys_credential_and_one_that_cannot_be_had_hides_no_other() {
        let login = Login { user: "ann".to_owned(), password: Secret::new("hunter22") };
        let logins = vec![
            ("bad.example".to_owned(), Err(Problem::new(Code::CredentialsFailed, "it cannot be read"))),
            ("gone.example".to_owned(), Ok(None)),
            ("quay.io".to_owned(), Ok(Some(login))),
        ];
        let read = of_logins(logins);
        assert_eq!(read.missed, [Problem::new(Code::CredentialsFailed, "it cannot be read")]);
        assert_eq!(read.found.len(), 1);
        let parts = read.found[0].parts([]).unwrap();
        assert_eq!(
            (read.found[0].name.as_str(), parts.get("password").unwrap().expose()),
            ("quay.io", "hunter22")
        );
    }
}
