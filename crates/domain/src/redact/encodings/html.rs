//! HTML and XML.

/// With the ways in which writers escape both quotes, or leave them.
const QUOTES: [(&str, &str); 5] =
    [("\"", "'"), ("&quot;", "'"), ("&quot;", "&#39;"), ("&#34;", "&#39;"), ("&quot;", "&apos;")];

pub(in crate::redact) fn forms(text: &str) -> Vec<String> {
    let tags = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let quoted = |(double, single): (&str, &str)| tags.replace('"', double).replace('\'', single);
    let mut forms: Vec<String> = QUOTES.into_iter().map(quoted).collect();
    forms.push(quoted(("&quot;", "&#x27;")));
    forms
}
