//! What may stand where git takes a name.

use slipway_domain::problem::{Code, Problem};

/// Whether this is a full object name (SHA-1 or SHA-256).
pub(crate) fn is_object(name: &str) -> bool {
    matches!(name.len(), 40 | 64) && name.bytes().all(|b| b.is_ascii_hexdigit())
}

/// The name, if it is a full object name. Callers got theirs from git, so anything else is a mix-up.
pub(crate) fn object(name: &str) -> Result<&str, Problem> {
    if is_object(name) {
        return Ok(name);
    }
    Err(Problem::new(Code::CommitNotFound, format!("`{}` is no full object name", shown(name))))
}

/// The revision, if it can only be read as one: no option, no range, nothing that breaks a line.
pub(crate) fn revision(text: &str) -> Result<&str, Problem> {
    let odd = text.is_empty() || text.starts_with(['-', '^']) || text.contains("..");
    if odd || text.chars().any(char::is_control) {
        return Err(Problem::new(
            Code::CommitNotFound,
            format!("`{}` does not name one commit", shown(text)),
        )
        .hint("give a branch, a tag or a commit's name"));
    }
    Ok(text)
}

/// The text for a message: short, and on one line.
pub(crate) fn shown(text: &str) -> String {
    let line: String = text.chars().take(100).flat_map(char::escape_debug).collect();
    line.replace("\\'", "'").replace("\\\"", "\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_ranges_and_line_breaks_are_no_revisions() {
        for bad in ["", "-h", "--output=/tmp/x", "^main", "a..b", "a...b", "a\nb", "a\0b"] {
            assert_eq!(revision(bad).unwrap_err().code, Code::CommitNotFound, "{bad:?}");
        }
        for good in ["HEAD", "HEAD~2", "feature/a-b", "v1.0", "@{u}", "名前", "0a1b2c3"] {
            assert_eq!(revision(good).unwrap(), good);
        }
    }

    #[test]
    fn object_names_are_40_or_64_hexadecimal_digits() {
        assert!(is_object(&"a".repeat(40)) && is_object(&"0".repeat(64)));
        for bad in ["", "abc", &"g".repeat(40), &"a".repeat(41)] {
            assert!(object(bad).is_err(), "{bad}");
        }
    }
}
