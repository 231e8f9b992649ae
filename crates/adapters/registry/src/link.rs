//! The header `Link` that leads from one page of a list to the next (RFC 8288).

use reqwest::header::{HeaderMap, LINK};

/// The target of the link with `rel="next"`, as it stands there.
pub(crate) fn next(headers: &HeaderMap) -> Option<String> {
    let texts = headers.get_all(LINK).iter().filter_map(|value| value.to_str().ok());
    texts.flat_map(links).find(|(_, parameters)| leads_on(parameters)).map(|(target, _)| target.to_owned())
}

/// The links in one header: target and parameters.
fn links(mut text: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    while let Some((_, opened)) = text.split_once('<') {
        let Some((target, after)) = opened.split_once('>') else { break };
        let end = after.find('<').unwrap_or(after.len());
        found.push((target, &after[..end]));
        text = &after[end..];
    }
    found
}

fn leads_on(parameters: &str) -> bool {
    parameters.split([';', ',']).filter_map(|parameter| parameter.split_once('=')).any(|(name, value)| {
        let mut words = value.trim().trim_matches('"').split_ascii_whitespace();
        name.trim().eq_ignore_ascii_case("rel") && words.any(|word| word.eq_ignore_ascii_case("next"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_next_page() {
        let read = |text: &'static str| next(&HeaderMap::from_iter([(LINK, text.parse().unwrap())]));
        let page = Some("/v2/x/tags/list?last=b&n=2".to_owned());
        assert_eq!(read(r#"</v2/x/tags/list?last=b&n=2>; rel="next""#), page);
        assert_eq!(read("</v2/x/tags/list?last=b&n=2>;rel=next"), page);
        assert_eq!(read(r#"<a>; rel="prev", </v2/x/tags/list?last=b&n=2>; title="x"; rel="next""#), page);
        for none in [r#"<a>; rel="prev""#, "a; rel=next", "<a", "<a>", ""] {
            assert_eq!(read(none), None, "{none}");
        }
    }
}
