//! Where the lines of a text stand that a YAML value holds.

use slipway_domain::yaml::Value;

use crate::shell::Script;

/// A value's text as a script. Each of its lines is looked for in the file from the value on, since
/// block, folded and quoted texts differ in how they keep lines.
pub(super) fn script(path: &str, file: &str, value: Value) -> Option<Script> {
    let text = value.text()?;
    let source: Vec<&str> = file.lines().collect();
    let mut at = value.line().saturating_sub(1);
    let lines = text.lines().map(|line| {
        let wanted: String = line.trim().chars().take(24).collect();
        let found = (at..source.len().min(at + 400)).find(|index| source[*index].contains(&wanted));
        if let Some(found) = found.filter(|_| !wanted.is_empty()) {
            at = found;
        }
        at + 1
    });
    let lines: Vec<usize> = lines.collect();
    let lines = if lines.is_empty() { vec![value.line()] } else { lines };
    Some(Script { file: path.to_owned(), text: text.to_owned(), lines })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use slipway_domain::yaml::Document;

    #[test]
    fn lines_of_blocks_are_found() {
        let file = "a: |\n  one\n\n  two\nb: >\n  x\n  y\nc: \"q\"\n";
        let (document, _) = Document::read(file, "f");
        let document = document.unwrap();
        let lines = |key: &str| script("f", file, document.root().get(key).unwrap()).unwrap().lines;
        assert_eq!(lines("a"), [2, 2, 4]);
        assert_eq!(lines("b"), [6]);
        assert_eq!(lines("c"), [8]);
    }
}
