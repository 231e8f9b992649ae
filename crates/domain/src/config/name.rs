//! Names of projects, services, environments and sidecars: lower-case letters, digits, `-` and `_`.

/// The most characters of a name; container and project names are made of several.
pub const LONGEST_NAME: usize = 40;

/// Whether a text is a name. It begins with a letter or digit.
pub fn is_name(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    text.len() <= LONGEST_NAME
        && text.starts_with(plain)
        && text.chars().all(|c| plain(c) || matches!(c, '-' | '_'))
}

/// The name that a text makes. `None` if nothing is left of it.
pub fn as_name(text: &str) -> Option<String> {
    let fine = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let mapped: String = text.to_lowercase().chars().map(|c| if fine(c) { c } else { '-' }).collect();
    let short: String = mapped.trim_start_matches(['-', '_']).chars().take(LONGEST_NAME).collect();
    let short = short.trim_end_matches(['-', '_']);
    (!short.is_empty()).then(|| short.to_owned())
}

/// The pattern of names, for schemas.
pub(crate) fn name_pattern() -> String {
    format!("^[a-z0-9][a-z0-9_-]{{0,{}}}$", LONGEST_NAME - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_text_makes_is_a_name() {
        for (text, name) in [
            ("Recipes API", Some("recipes-api")),
            ("_x_", Some("x")),
            ("第九章", None),
            ("--", None),
            ("é".repeat(60).as_str(), None),
            ("A".repeat(60).as_str(), Some("a".repeat(40).as_str())),
        ] {
            assert_eq!(as_name(text).as_deref(), name, "{text}");
            assert!(name.is_none_or(is_name), "{text}");
        }
        for no in ["", "A", "-a", "_a", "a.b", "a b", &"a".repeat(41)] {
            assert!(!is_name(no), "{no}");
        }
    }
}
