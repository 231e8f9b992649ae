//! Shells, compose files, YAML and SQL.

/// Between single quotes, between double quotes, bare with backslashes, as `$'…'`, with `$` doubled as
/// compose files have it and with `'` doubled as YAML and SQL have it.
pub(in crate::redact) fn forms(text: &str) -> Vec<String> {
    let bare = |c: char| c.is_alphanumeric() || "_@%+=:,./-".contains(c);
    let quoted = backslashed(text, |c| "\\'".contains(c));
    vec![
        text.replace('\'', "'\\''"),
        text.replace('\'', "'\"'\"'"),
        text.replace('\'', "''"),
        text.replace('$', "$$"),
        backslashed(text, |c| "\\\"$`".contains(c)),
        backslashed(text, |c| !bare(c)),
        quoted.replace('\n', "\\n").replace('\t', "\\t").replace('\r', "\\r"),
    ]
}

fn backslashed(text: &str, special: impl Fn(char) -> bool) -> String {
    text.chars().map(|c| if special(c) { format!("\\{c}") } else { c.to_string() }).collect()
}
