//! Addresses as people may see them.

/// The address without what lets one in: over ssh the user's name is needed and stays; elsewhere it is as
/// often as not a token.
pub fn without_login(address: &str) -> String {
    let Some((scheme, rest)) = address.split_once("://") else { return address.to_owned() };
    let (authority, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    // What follows the colon is no port, so it is a password with a sign in it that ends a host.
    let port = authority.rsplit_once(':').map_or("", |(_, port)| port);
    if !authority.contains('@')
        && !authority.starts_with('[')
        && !port.bytes().all(|byte| byte.is_ascii_digit())
    {
        let host = rest.rsplit_once('@').map_or(rest, |(_, host)| host);
        return format!("{scheme}://{host}");
    }
    let Some((login, host)) = authority.rsplit_once('@') else { return address.to_owned() };
    let user = login.split(':').next().unwrap_or_default();
    if scheme.contains("ssh") && !user.is_empty() {
        format!("{scheme}://{user}@{host}{path}")
    } else {
        format!("{scheme}://{host}{path}")
    }
}

/// The same without what follows the path: the signature of a link, a token.
pub fn without_secrets(address: &str) -> String {
    let bare = without_login(address);
    let is_address = bare.contains("://");
    let end = bare.find(['?', '#']).filter(|_| is_address).unwrap_or(bare.len());
    bare[..end].to_owned()
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
            ("https://ann:pw@example.com?a=b", "https://example.com?a=b"),
            ("https://ann:p/ss@example.com/app", "https://example.com/app"),
            ("https://[::1]:8080/@scope/app", "https://[::1]:8080/@scope/app"),
            ("https://example.com:8080/@scope/app", "https://example.com:8080/@scope/app"),
            ("ssh://git:pw@example.com:22/app", "ssh://git@example.com:22/app"),
            ("https://example.com/@scope/app", "https://example.com/@scope/app"),
            ("git@example.com:team/app.git", "git@example.com:team/app.git"),
            ("/srv/git/app.git", "/srv/git/app.git"),
        ];
        for (address, expected) in cases {
            assert_eq!(without_login(address), expected);
        }
        assert_eq!(without_secrets("https://ann:pw@a.internal/b.tgz?sig=c#d"), "https://a.internal/b.tgz");
        assert_eq!(without_secrets("what?.txt"), "what?.txt", "a file's name is no address");
    }
}
