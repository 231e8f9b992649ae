//! The format of AWS' two files: sections in brackets, `name = value` below them.

use std::collections::BTreeMap;
use std::fmt;

use crate::found::Mistake;

/// A section.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Section {
    /// What stands in the brackets.
    pub title: String,
    /// The line of its title, from 1.
    pub line: usize,
    /// Its values by their names in lower case; of two of one name the later counts.
    pub values: BTreeMap<String, String>,
}

/// Values may be secret, so only their names are shown.
impl fmt::Debug for Section {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&String> = self.values.keys().collect();
        f.debug_struct("Section").field("title", &self.title).field("names", &names).finish_non_exhaustive()
    }
}

/// The sections of a text, and what in it is neither a section nor a value. A line that begins with a space goes on with
/// the value above it, and is passed over: what is nested so is no credential's.
pub(crate) fn read(text: &str) -> (Vec<Section>, Vec<Mistake>) {
    let (mut sections, mut mistakes) = (Vec::<Section>::new(), Vec::new());
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    for (index, line) in text.lines().enumerate() {
        let mut wrong = |what| mistakes.push(Mistake { line: index + 1, what });
        let goes_on =
            line.starts_with([' ', '\t']) && sections.last().is_some_and(|last| !last.values.is_empty());
        let trimmed = line.trim();
        if trimmed.is_empty() || trimmed.starts_with(['#', ';']) || goes_on {
            continue;
        }
        if let Some(rest) = trimmed.strip_prefix('[') {
            match rest.split_once(']') {
                Some((title, _)) if !title.trim().is_empty() => {
                    let title = title.trim().to_owned();
                    sections.push(Section { title, line: index + 1, values: BTreeMap::new() });
                }
                _ => wrong("a section begins with `[` and its name, and ends with `]`"),
            }
            continue;
        }
        match (trimmed.split_once('='), sections.last_mut()) {
            (Some((name, value)), Some(section)) if !name.trim().is_empty() => {
                section.values.insert(name.trim().to_ascii_lowercase(), without_comment(value).to_owned());
            }
            (Some(_), None) => wrong("this belongs to no section"),
            _ => wrong("this is neither a section nor `name = value`"),
        }
    }
    (sections, mistakes)
}

/// A comment behind a value begins with a space and `#` or `;`.
fn without_comment(value: &str) -> &str {
    let value = value.trim();
    let comment = value
        .char_indices()
        .zip(value.chars().skip(1))
        .find_map(|((at, before), mark)| (before.is_whitespace() && matches!(mark, '#' | ';')).then_some(at));
    // A value that is nothing but a comment is empty.
    match comment {
        Some(at) => value.get(..at).unwrap_or(value).trim_end(),
        None if value.starts_with(['#', ';']) => "",
        None => value,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn values_are_read_to_their_comments_and_in_their_sections() {
        let text = "# mine\n[default]\nAWS_Secret_Access_Key = a/b#c=d+e== # rotated\nregion=eu-1 ;x\nempty =\n\n[profile two words]\ns3 =\n  max = 7\noutput = json\r\n";
        let (sections, mistakes) = read(text);
        assert!(mistakes.is_empty(), "{mistakes:?}");
        assert_eq!(sections.len(), 2);
        assert_eq!(sections[0].values["aws_secret_access_key"], "a/b#c=d+e==");
        assert_eq!(sections[0].values["region"], "eu-1");
        assert_eq!(sections[0].values["empty"], "");
        assert_eq!((sections[1].title.as_str(), sections[1].line), ("profile two words", 7));
        assert_eq!(sections[1].values.keys().collect::<Vec<_>>(), ["output", "s3"]);
    }

    #[test]
    fn what_is_wrong_is_told_by_its_line_and_the_rest_is_read() {
        let (sections, mistakes) = read("a = 1\n[x\n[]\n[y]\nhunter22\n= 3\nb = 2\n");
        assert_eq!(mistakes.iter().map(|mistake| mistake.line).collect::<Vec<_>>(), [1, 2, 3, 5, 6]);
        assert!(mistakes.iter().all(|mistake| !mistake.to_string().contains("hunter22")));
        assert_eq!(sections.len(), 1);
        assert_eq!(sections[0].values["b"], "2");
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(
            sections in prop::collection::btree_map("[a-z][a-z ]{0,8}[a-z]", prop::collection::btree_map("[a-z_]{1,9}", "[!-~]{0,20}", 0..5), 0..5)
        ) {
            let mut text = String::new();
            for (title, values) in &sections {
                text.push_str(&format!("[{title}]\n"));
                for (name, value) in values {
                    text.push_str(&format!("{name} = {value}\n"));
                }
            }
            let (found, mistakes) = read(&text);
            prop_assert!(mistakes.is_empty(), "{mistakes:?}");
            let found: BTreeMap<String, BTreeMap<String, String>> =
                found.into_iter().map(|section| (section.title, section.values)).collect();
            // A value that begins with a mark is a comment.
            let kept = |value: &String| if value.starts_with(['#', ';']) { String::new() } else { value.clone() };
            let written: BTreeMap<String, BTreeMap<String, String>> = sections
                .iter()
                .map(|(title, values)| {
                    (title.clone(), values.iter().map(|(name, value)| (name.clone(), kept(value))).collect())
                })
                .collect();
            prop_assert_eq!(found, written);
        }

        #[test]
        fn any_text_is_read_to_its_end(text in "(?s).{0,200}") {
            let lines = text.lines().count();
            let (_, mistakes) = read(&text);
            prop_assert!(mistakes.iter().all(|mistake| (1..=lines).contains(&mistake.line)));
        }
    }
}
