//! The page of a git remote that compares two commits.

/// The page that compares `from` with `to` on the web side of a git remote: GitHub, GitLab, Gitee, Bitbucket, also
/// installations of one's own whose names say which they are. `None` where the remote is none that has such pages.
pub fn compare_url(remote: &str, from: &str, to: &str) -> Option<String> {
    let (host, path) = place(remote)?;
    let is = |name: &str| host.split(['.', ':']).any(|part| part == name);
    let page = if is("gitlab") || host == "jihulab.com" {
        format!("-/compare/{from}...{to}")
    } else if is("bitbucket") {
        // Bitbucket names the newer one first.
        format!("branches/compare/{to}%0D{from}")
    } else if is("github") || is("gitee") || is("gitea") || is("codeberg") {
        format!("compare/{from}...{to}")
    } else {
        return None;
    };
    Some(format!("https://{host}/{path}/{page}"))
}

/// The host and path of `https://HOST/PATH.git`, `ssh://git@HOST:PORT/PATH`, `git@HOST:PATH`. No login and no port of SSH
/// is left in it.
fn place(remote: &str) -> Option<(String, String)> {
    let remote = remote.trim();
    let (host, path) = match remote.split_once("://") {
        Some((scheme @ ("https" | "http"), rest)) => {
            let (authority, path) = rest.split_once('/')?;
            let host = authority.rsplit('@').next()?;
            // A page of its own port is asked by its own scheme, which is not known to be HTTPS.
            (scheme == "https" || !host.contains(':')).then_some((host, path))?
        }
        Some(("ssh" | "git" | "git+ssh", rest)) => {
            let (authority, path) = rest.split_once('/')?;
            let host = authority.rsplit('@').next()?;
            (host.split(':').next()?, path)
        }
        Some(_) => return None,
        None => {
            let (authority, path) = remote.split_once(':')?;
            (authority.rsplit('@').next()?, path)
        }
    };
    // GitHub and GitLab take SSH also on the port of HTTPS, under another name.
    let host = match host.to_ascii_lowercase().as_str() {
        "ssh.github.com" => "github.com".to_owned(),
        "altssh.gitlab.com" => "gitlab.com".to_owned(),
        "altssh.bitbucket.org" => "bitbucket.org".to_owned(),
        other => other.to_owned(),
    };
    let path = path.trim_matches('/');
    let path = path.strip_suffix(".git").unwrap_or(path);
    let fine = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '/' | '~');
    let is_path = path.contains('/') && path.chars().all(fine);
    let is_host = host.contains('.') && host.chars().all(|c| fine(c) || c == ':') && !host.contains('/');
    (is_path && is_host).then(|| (host, path.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_forge_has_its_page() {
        for (remote, page) in [
            ("git@github.com:team/recipes.git", "https://github.com/team/recipes/compare/a...b"),
            ("https://github.com/team/recipes", "https://github.com/team/recipes/compare/a...b"),
            (
                "ssh://git@ssh.github.com:443/team/recipes.git",
                "https://github.com/team/recipes/compare/a...b",
            ),
            (
                "https://ann:secret@gitlab.com/group/sub/recipes.git",
                "https://gitlab.com/group/sub/recipes/-/compare/a...b",
            ),
            (
                "ssh://git@gitlab.example.com:2222/team/recipes.git",
                "https://gitlab.example.com/team/recipes/-/compare/a...b",
            ),
            ("git@gitee.com:team/recipes.git", "https://gitee.com/team/recipes/compare/a...b"),
            (
                "git@bitbucket.org:team/recipes.git",
                "https://bitbucket.org/team/recipes/branches/compare/b%0Da",
            ),
        ] {
            assert_eq!(compare_url(remote, "a", "b").as_deref(), Some(page), "{remote}");
        }
    }

    #[test]
    fn what_has_no_such_page_has_no_link() {
        for remote in [
            "/srv/git/recipes.git",
            "file:///srv/git/recipes",
            "git@git.example.com:team/recipes.git",
            "",
            "C:\\work\\x",
        ] {
            assert_eq!(compare_url(remote, "a", "b"), None, "{remote}");
        }
    }
}
