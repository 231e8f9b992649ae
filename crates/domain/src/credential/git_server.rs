//! Which git server a token is for.

use super::Known;
use crate::secret::Secret;

/// How GitLab's tokens begin.
const OF_GITLAB: [&str; 3] = ["glpat-", "gloas-", "gldt-"];

const GITHUB: &str = "github.com";
const GITLAB: &str = "gitlab.com";

/// Whether an opened git token is for that server.
pub fn is_for(known: &Known, token: &Secret, host: &str) -> bool {
    server_named(known).map_or_else(|| server_by_form(token) == host, |named| named == host)
}

/// Whether a token has the form of GitLab's.
pub fn is_of_gitlab(token: &Secret) -> bool {
    OF_GITLAB.iter().any(|start| token.expose().starts_with(start))
}

/// The server, `HOST[:PORT]`, that a token is for by its form: what nothing else tells.
pub fn server_by_form(token: &Secret) -> &'static str {
    if is_of_gitlab(token) { GITLAB } else { GITHUB }
}

/// The server, `HOST[:PORT]`, that a git token is said to be for: by its `server`, else by its name where that is one.
pub fn server_named(known: &Known) -> Option<String> {
    let by_name = || Some(known.id.name()).filter(|name| name.contains('.'));
    let named = known.fields.get("server").map(String::as_str).or_else(by_name)?;
    let bare = named.split_once("://").map_or(named, |(_, rest)| rest);
    let host = host(bare.split('/').next().unwrap_or(bare))?;
    // GitHub's API has a host of its own.
    Some(if host == "api.github.com" { GITHUB.to_owned() } else { host })
}

/// The host, `HOST[:PORT]`, of an address of git's that begins with `https://`; none of any other, over which no token
/// goes.
pub fn https_host(address: &str) -> Option<String> {
    let (scheme, rest) = address.split_once("://")?;
    let authority = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    let named = authority.rsplit_once('@').map_or(authority, |(_, named)| named);
    scheme.eq_ignore_ascii_case("https").then(|| host(named)).flatten()
}

/// The host as it is compared. What is none, such as one with blanks or quotes in it, names nothing.
fn host(text: &str) -> Option<String> {
    let lower = text.to_ascii_lowercase();
    let bare = lower.strip_suffix(":443").unwrap_or(&lower);
    let (name, port) = bare.split_once(':').map_or((bare, None), |(name, port)| (name, Some(port)));
    let of_a_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-');
    let is_port = |port: &str| !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit());
    let is_host = !name.is_empty() && name.chars().all(of_a_name) && port.is_none_or(is_port);
    is_host.then(|| bare.to_owned())
}

/// Those of the git tokens that may be for a server: the narrower before the wider, then those that are said to be for it
/// before those of which only the form tells, then by name.
pub fn tokens_for(mut tokens: Vec<Known>, host: &str) -> Vec<Known> {
    let by_form = matches!(host, GITHUB | GITLAB);
    tokens.retain(|known| server_named(known).map_or(by_form, |named| named == host));
    tokens.sort_by(|a, b| {
        let (a_named, b_named) = (server_named(a).is_some(), server_named(b).is_some());
        b.id.scope.cmp(&a.id.scope).then(b_named.cmp(&a_named)).then(a.id.name().cmp(b.id.name()))
    });
    tokens
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use jiff::Timestamp;

    use super::*;

    fn known(id: &str, server: Option<&str>) -> Known {
        let fields = server.map(|server| ("server".to_owned(), server.to_owned()));
        Known {
            id: id.parse().unwrap(),
            fields: fields.into_iter().collect::<BTreeMap<_, _>>(),
            shown: None,
            ask: false,
            added: Timestamp::UNIX_EPOCH,
            rotated: None,
            used: None,
            tested: None,
            removed: false,
        }
    }

    #[test]
    fn the_server_is_what_is_said_else_the_name_if_it_is_one() {
        let named = |name: &str, server| server_named(&known(&format!("global/git-token/{name}"), server));
        assert_eq!(named("work", None), None);
        assert_eq!(named("github.com", None).as_deref(), Some("github.com"));
        let with_port = named("work", Some("https://Git.Example.com:8443/"));
        assert_eq!(with_port.as_deref(), Some("git.example.com:8443"));
        assert_eq!(named("github.com", Some("git.example.com")).as_deref(), Some("git.example.com"));
        assert_eq!(named("work", Some("https://api.github.com")).as_deref(), Some("github.com"));
        assert_eq!(named("work", Some("two words")), None);
    }

    #[test]
    fn only_https_names_a_host_that_a_token_goes_to() {
        let cases = [
            ("https://github.com/team/app.git", Some("github.com")),
            ("HTTPS://ann@GitHub.com:443/team/app", Some("github.com")),
            ("https://git.example.com:8443", Some("git.example.com:8443")),
            ("https://git.example.com@evil.example.net/app", Some("evil.example.net")),
            ("http://github.com/team/app.git", None),
            ("ssh://git@github.com/team/app.git", None),
            ("git@github.com:team/app.git", None),
            ("https://a'b/app", None),
            ("/srv/git/app.git", None),
        ];
        for (address, host) in cases {
            assert_eq!(https_host(address).as_deref(), host, "{address}");
        }
    }

    #[test]
    fn the_narrower_goes_first_then_the_one_that_names_the_server() {
        let tokens = vec![
            known("global/git-token/a", None),
            known("global/git-token/other.example.com", None),
            known("global/git-token/work", Some("github.com")),
            known("project/recipes/git-token/mine", None),
        ];
        let names = |host: &str| -> Vec<String> {
            tokens_for(tokens.clone(), host).iter().map(|one| one.id.name().to_owned()).collect()
        };
        assert_eq!(names("github.com"), ["mine", "work", "a"]);
        assert_eq!(names("gitlab.com"), ["mine", "a"]);
        assert_eq!(names("other.example.com"), ["other.example.com"]);
        assert_eq!(names("evil.example.net"), [""; 0]);
    }

    #[test]
    fn a_tokens_form_tells_gitlabs_from_githubs_where_nothing_names_a_server() {
        let (gitlabs, githubs) = (Secret::new("glpat-x"), Secret::new("ghp_x"));
        assert_eq!((server_by_form(&gitlabs), server_by_form(&githubs)), ("gitlab.com", "github.com"));
        let unnamed = known("global/git-token/work", None);
        assert!(is_for(&unnamed, &gitlabs, "gitlab.com") && !is_for(&unnamed, &gitlabs, "github.com"));
        let named = known("global/git-token/work", Some("git.example.com"));
        assert!(is_for(&named, &gitlabs, "git.example.com") && !is_for(&named, &gitlabs, "gitlab.com"));
    }
}
