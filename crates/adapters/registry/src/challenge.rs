//! What a registry asks for before it answers: the header `WWW-Authenticate` (RFC 9110, 11.6.1).

use reqwest::header::{HeaderMap, WWW_AUTHENTICATE};

/// What a registry asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Challenge {
    /// User and password with every request.
    Basic,
    /// A token from another address.
    Bearer(Bearer),
}

/// Where a token comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Bearer {
    /// The address that gives tokens.
    pub realm: String,
    /// The registry's name there.
    pub service: Option<String>,
    /// What the refused request needs.
    pub scope: Option<String>,
}

impl Challenge {
    /// The best challenge among the headers: a token is preferred, since it is what the registry's
    /// maker meant where both are offered.
    pub fn from_headers(headers: &HeaderMap) -> Option<Self> {
        let texts = headers.get_all(WWW_AUTHENTICATE).iter().filter_map(|value| value.to_str().ok());
        let mut all: Vec<Self> = texts.flat_map(challenges).collect();
        all.sort_by_key(|challenge| matches!(challenge, Self::Basic));
        all.into_iter().next()
    }
}

/// The challenges in one header.
fn challenges(text: &str) -> Vec<Challenge> {
    let mut rest = text;
    let mut schemes: Vec<(String, Vec<(String, String)>)> = Vec::new();
    while let Some((word, after)) = word(rest) {
        match after.trim_start().strip_prefix('=') {
            Some(value) => {
                let (value, after) = parameter(value.trim_start());
                if let Some((_, parameters)) = schemes.last_mut() {
                    parameters.push((word.to_ascii_lowercase(), value));
                }
                rest = after;
            }
            None => {
                schemes.push((word.to_ascii_lowercase(), Vec::new()));
                rest = after;
            }
        }
    }
    schemes.into_iter().filter_map(|(scheme, parameters)| understood(&scheme, &parameters)).collect()
}

fn understood(scheme: &str, parameters: &[(String, String)]) -> Option<Challenge> {
    let value = |name: &str| {
        let found = parameters.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.clone()).filter(|value| !value.is_empty())
    };
    match scheme {
        "basic" => Some(Challenge::Basic),
        "bearer" => Some(Challenge::Bearer(Bearer {
            realm: value("realm")?,
            service: value("service"),
            scope: value("scope"),
        })),
        _ => None,
    }
}

/// The next word, and what follows it.
fn word(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_start_matches([' ', '\t', ',']);
    let end = text.find([' ', '\t', ',', '=']).unwrap_or(text.len());
    (end > 0).then(|| text.split_at(end))
}

/// A value, quoted or not, and what follows it.
fn parameter(text: &str) -> (String, &str) {
    let Some(quoted) = text.strip_prefix('"') else {
        let end = text.find([' ', '\t', ',']).unwrap_or(text.len());
        return (text[..end].to_owned(), &text[end..]);
    };
    let mut value = String::new();
    let mut characters = quoted.char_indices();
    while let Some((at, character)) = characters.next() {
        match character {
            '"' => return (value, &quoted[at + 1..]),
            '\\' => value.extend(characters.next().map(|(_, escaped)| escaped)),
            other => value.push(other),
        }
    }
    (value, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(texts: &[&'static str]) -> Option<Challenge> {
        let mut headers = HeaderMap::new();
        for text in texts {
            headers.append(WWW_AUTHENTICATE, text.parse().unwrap());
        }
        Challenge::from_headers(&headers)
    }

    fn bearer(realm: &str, service: Option<&str>, scope: Option<&str>) -> Challenge {
        let owned = |text: Option<&str>| text.map(str::to_owned);
        Challenge::Bearer(Bearer { realm: realm.to_owned(), service: owned(service), scope: owned(scope) })
    }

    #[test]
    fn reads_what_registries_send() {
        let hub = r#"Bearer realm="https://auth.docker.io/token",service="registry.docker.io",scope="repository:library/x:pull,push""#;
        let expected = bearer(
            "https://auth.docker.io/token",
            Some("registry.docker.io"),
            Some("repository:library/x:pull,push"),
        );
        assert_eq!(read(&[hub]), Some(expected));
        assert_eq!(
            read(&[r#"Basic realm="https://x.amazonaws.com/",service="ecr""#]),
            Some(Challenge::Basic)
        );
        assert_eq!(
            read(&["bearer REALM=https://a/t , service=\"q\\\"\""]),
            Some(bearer("https://a/t", Some("q\""), None))
        );
    }

    #[test]
    fn prefers_a_token_and_passes_over_what_it_does_not_know() {
        let token = Some(bearer("https://a/t", None, None));
        assert_eq!(read(&[r#"Basic realm="x", Bearer realm="https://a/t""#]), token);
        assert_eq!(read(&["Basic realm=x", r#"Bearer realm="https://a/t""#]), token);
        assert_eq!(read(&[r#"Negotiate abc=, Basic realm="x""#]), Some(Challenge::Basic));
        assert_eq!(read(&["Negotiate"]), None);
        assert_eq!(read(&["Bearer service=x"]), None);
        assert_eq!(read(&[r#"Bearer realm="open"#]), Some(bearer("open", None, None)));
        assert_eq!(read(&["=,=", "\"", ""]), None);
    }
}
