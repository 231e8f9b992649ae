//! Variables in compose files: `$NAME`, `${NAME}`, `${NAME:-default}`; `$$` stands for one `$`.

use std::collections::BTreeSet;

/// The names that a text refers to, also within defaults.
pub fn names(text: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let mut rest = text;
    while let Some(at) = rest.find('$') {
        rest = &rest[at + 1..];
        if let Some(after) = rest.strip_prefix('$') {
            rest = after;
            continue;
        }
        let (name, after) = split(rest.strip_prefix('{').unwrap_or(rest));
        if !name.is_empty() {
            names.insert(name.to_owned());
        }
        rest = after;
    }
    names
}

/// The text with its variables filled in; `None` where one has no value or a form beyond plain defaults.
pub fn expand(text: &str, value: &dyn Fn(&str) -> Option<String>) -> Option<String> {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('$') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        if let Some(after) = rest.strip_prefix('$') {
            out.push('$');
            rest = after;
        } else if let Some(inner) = rest.strip_prefix('{') {
            let end = inner.find('}')?;
            let (name, form) = split(&inner[..end]);
            // A default with a variable of its own ends at another brace than this one.
            if form.contains('$') {
                return None;
            }
            out.push_str(&filled(value(name), form)?);
            rest = &inner[end + 1..];
        } else {
            let (name, after) = split(rest);
            out.push_str(&value(name)?);
            rest = after;
        }
    }
    out.push_str(rest);
    Some(out)
}

fn filled(value: Option<String>, form: &str) -> Option<String> {
    if form.is_empty() {
        return value;
    }
    if let Some(default) = form.strip_prefix(":-") {
        return Some(value.filter(|value| !value.is_empty()).unwrap_or_else(|| default.to_owned()));
    }
    if let Some(default) = form.strip_prefix('-') {
        return Some(value.unwrap_or_else(|| default.to_owned()));
    }
    if form.starts_with(":?") || form.starts_with('?') { value } else { None }
}

fn split(text: &str) -> (&str, &str) {
    let end = text.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(text.len());
    if text.starts_with(|c: char| c.is_ascii_digit()) { ("", text) } else { text.split_at(end) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_every_name() {
        let text = "a $ONE ${TWO} $$NOT ${THREE:-${FOUR}} $5 ${SIX:?no}";
        let found: Vec<_> = names(text).into_iter().collect();
        assert_eq!(found, ["FOUR", "ONE", "SIX", "THREE", "TWO"]);
    }

    #[test]
    fn fills_in_what_is_known() {
        let value = |name: &str| (name == "A").then(|| "1".to_owned());
        assert_eq!(expand("x:${A}-$A$$", &value).as_deref(), Some("x:1-1$"));
        assert_eq!(expand("x:${B:-2}${B-3}", &value).as_deref(), Some("x:23"));
        assert_eq!(expand("x:${B}", &value), None);
        assert_eq!(expand("x:${A:+y}", &value), None);
        assert_eq!(expand("x:${B:-${A}}", &value), None);
    }
}
