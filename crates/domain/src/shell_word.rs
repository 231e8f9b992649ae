//! Text as one word of a POSIX shell.

/// `text` as one word of the shell, whatever it holds.
pub fn quote(text: &str) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_survive_the_shell() {
        assert_eq!(quote("it's $x"), "'it'\\''s $x'");
    }
}
