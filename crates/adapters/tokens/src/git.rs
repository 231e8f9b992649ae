//! Tokens of GitHub and GitLab.

use async_trait::async_trait;
use reqwest::Method;
use slipway_domain::credential::git_server::{is_of_gitlab, server_by_form, server_named};
use slipway_domain::credential::{Known, Parts};
use slipway_domain::problem::{Code, Problem};
use slipway_domain::secret::Secret;
use slipway_engine::ports::{Trial, Tried};

use crate::client::{ask, unheard};

/// Asks GitHub or GitLab whose a token is.
pub struct GitTrial;

#[async_trait]
impl Trial for GitTrial {
    async fn attempt(&self, known: &Known, parts: &Parts) -> Result<Tried, Problem> {
        let token = parts
            .get("token")
            .ok_or_else(|| Problem::new(Code::Internal, "a credential of a git server has a token"))?;
        let (host, url) = whose(server(known, parts).as_deref(), token);
        let answer = ask(Method::GET, &url, token).await?;
        let user = ["login", "username"].iter().find_map(|name| answer.json[*name].as_str());
        match (answer.status, user) {
            (200, Some(user)) => Ok(Tried::works(format!("{host} knows it as {user}"))),
            (200, None) => Err(unheard(&host, "the answer is none of GitHub or GitLab")),
            (401, _) => Ok(Tried::refused(format!("{host} does not accept it"))),
            // A token of an app or a project is nobody's.
            (403, _) => Ok(Tried::works(format!("{host} accepts it, and it may not ask whose it is"))),
            (status, _) => Err(unheard(&host, &format!("it answered {status}"))),
        }
    }
}

/// The server that a token is said to be for, as it was written: it may begin with `http://`.
fn server(known: &Known, parts: &Parts) -> Option<String> {
    parts.get("server").map(|server| server.expose().to_owned()).or_else(|| server_named(known))
}

/// The server's name and where it says whose a token is.
fn whose(server: Option<&str>, token: &Secret) -> (String, String) {
    let by_token = is_of_gitlab(token);
    let server = server.map_or_else(|| server_by_form(token), |server| server.trim_end_matches('/'));
    let host = server.split_once("://").map_or(server, |(_, host)| host).to_owned();
    let base = if server.contains("://") { server.to_owned() } else { format!("https://{server}") };
    let url = match host.as_str() {
        "github.com" | "api.github.com" => "https://api.github.com/user".to_owned(),
        _ if by_token || host.contains("gitlab") => format!("{base}/api/v4/user"),
        _ => format!("{base}/api/v3/user"),
    };
    (host, url)
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use slipway_domain::credential::Kind;

    use super::*;

    #[test]
    fn a_token_that_is_called_as_its_server_is_tried_there() {
        let known = |name: &str| Known {
            id: format!("global/git-token/{name}").parse().unwrap(),
            fields: Default::default(),
            shown: None,
            ask: false,
            added: Timestamp::UNIX_EPOCH,
            rotated: None,
            used: None,
            tested: None,
            removed: false,
        };
        let parts = |values: &[(&str, &str)]| {
            let values = values.iter().map(|(name, value)| ((*name).to_owned(), Secret::new(*value)));
            Parts::new(Kind::GitToken, values).unwrap()
        };
        let bare = parts(&[("token", "x")]);
        assert_eq!(server(&known("git.example.com"), &bare).as_deref(), Some("git.example.com"));
        assert_eq!(server(&known("work"), &bare), None);
        let said = parts(&[("token", "x"), ("server", "http://localhost:3000")]);
        assert_eq!(server(&known("git.example.com"), &said).as_deref(), Some("http://localhost:3000"));
    }

    #[test]
    fn the_server_and_the_tokens_form_tell_where_to_ask() {
        let url = |server, token: &str| whose(server, &Secret::new(token)).1;
        assert_eq!(url(None, "ghp_x"), "https://api.github.com/user");
        assert_eq!(url(None, "glpat-x"), "https://gitlab.com/api/v4/user");
        assert_eq!(url(Some("github.com"), "x"), "https://api.github.com/user");
        assert_eq!(url(Some("gitlab.example.com"), "x"), "https://gitlab.example.com/api/v4/user");
        assert_eq!(url(Some("https://git.example.com/"), "glpat-x"), "https://git.example.com/api/v4/user");
        assert_eq!(url(Some("git.example.com"), "ghp_x"), "https://git.example.com/api/v3/user");
        assert_eq!(whose(Some("https://git.example.com"), &Secret::new("x")).0, "git.example.com");
    }
}
