//! Where people push to.

use slipway_domain::problem::Problem;

use crate::commit::remotes;
use crate::program::{Git, line};

/// The address of `origin`, else of the first remote, without any password.
pub(crate) async fn address(git: &Git) -> Result<Option<String>, Problem> {
    let remotes = remotes(git).await?;
    let origin = remotes.iter().find(|name| *name == "origin");
    let Some(name) = origin.or_else(|| remotes.first()) else { return Ok(None) };
    let address = line(git.run(&["remote", "get-url", "--push", "--", name]).await?)?;
    Ok(Some(without_password(&address)))
}

/// The address without what lets one in: over ssh the user's name is needed and stays; elsewhere it is as
/// often as not a token.
fn without_password(address: &str) -> String {
    let Some((scheme, rest)) = address.split_once("://") else { return address.to_owned() };
    let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let Some((login, host)) = authority.rsplit_once('@') else { return address.to_owned() };
    let user = login.split(':').next().unwrap_or_default();
    if scheme.contains("ssh") && !user.is_empty() {
        format!("{scheme}://{user}@{host}{path}")
    } else {
        format!("{scheme}://{host}{path}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_keeps_nothing_that_lets_one_in() {
        let cases = [
            ("https://ann:pw@example.com/team/app.git", "https://example.com/team/app.git"),
            ("https://ghp_token@example.com:8443/app", "https://example.com:8443/app"),
            ("https://ann:p@ss@example.com/app", "https://example.com/app"),
            ("ssh://git:pw@example.com:22/app", "ssh://git@example.com:22/app"),
            ("https://example.com/@scope/app", "https://example.com/@scope/app"),
            ("git@example.com:team/app.git", "git@example.com:team/app.git"),
            ("/srv/git/app.git", "/srv/git/app.git"),
        ];
        for (address, expected) in cases {
            assert_eq!(without_password(address), expected);
        }
    }
}
