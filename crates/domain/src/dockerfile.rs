//! The instructions of a Dockerfile, as the builder takes its lines.

/// The instructions with the lines that they begin in, from 1. Each is on one line, without comments and without the
/// here-documents that follow it.
pub fn instructions(text: &str) -> Vec<(usize, String)> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let escape = escape(text);
    let mut lines = (1..).zip(text.lines());
    let mut found = Vec::new();
    while let Some((number, first)) = lines.by_ref().find(says_something) {
        let (mut whole, mut next) = (String::new(), Some(first));
        while let Some(line) = next {
            let continued = continued(line, escape);
            whole.push_str(continued.unwrap_or(line));
            next = continued.and_then(|_| Some(lines.by_ref().find(says_something)?.1));
        }
        for document in here_documents(&whole, escape) {
            lines.by_ref().find(|(_, line)| document.ends_with(line));
        }
        found.push((number, whole.trim().to_owned()));
    }
    found
}

fn says_something((_, line): &(usize, &str)) -> bool {
    let line = line.trim();
    !line.is_empty() && !line.starts_with('#')
}

/// The character that continues a line, which a directive among the first lines may set.
fn escape(text: &str) -> char {
    let directives = text.lines().map_while(|line| line.trim().strip_prefix('#')?.split_once('='));
    let set = directives.filter(|(name, _)| name.trim().eq_ignore_ascii_case("escape"));
    if set.last().is_some_and(|(_, value)| value.trim() == "`") { '`' } else { '\\' }
}

/// What a line that goes on in the next one says; `None` if it ends here.
fn continued(line: &str, escape: char) -> Option<&str> {
    line.trim_end().strip_suffix(escape).filter(|part| !part.ends_with(escape))
}

/// `<<EOF`: lines that belong to an instruction until one is its word.
struct HereDocument {
    end: String,
    /// Of `<<-EOF`: the word may be indented.
    indented: bool,
}

impl HereDocument {
    fn ends_with(&self, line: &str) -> bool {
        let line = if self.indented { line.trim_start_matches('\t') } else { line };
        line == self.end
    }
}

fn here_documents(instruction: &str, escape: char) -> Vec<HereDocument> {
    let words = words(instruction, escape);
    let keyword = words.iter().map(|word| word.to_ascii_uppercase()).find(|word| word != "ONBUILD");
    match keyword.as_deref() {
        Some("RUN" | "COPY" | "ADD") => words.iter().filter_map(|word| here_document(word)).collect(),
        _ => Vec::new(),
    }
}

fn here_document(word: &str) -> Option<HereDocument> {
    let rest = word.trim_start_matches(|c: char| c.is_ascii_digit()).strip_prefix("<<")?;
    let name = rest.strip_prefix('-').unwrap_or(rest);
    let end = name.replace(['"', '\''], "");
    (!end.is_empty() && !end.contains('<')).then_some(HereDocument { end, indented: name.len() < rest.len() })
}

/// The words of an instruction, with their quotes. What stands in quotes is no word of its own.
fn words(text: &str, escape: char) -> Vec<String> {
    let (mut words, mut word, mut quote) = (Vec::new(), String::new(), None);
    let mut chars = text.chars();
    while let Some(char) = chars.next() {
        match (char, quote) {
            (char, None) if char.is_whitespace() => words.push(std::mem::take(&mut word)),
            (char, None | Some('"')) if char == escape => {
                word.push(char);
                word.extend(chars.next());
                continue;
            }
            ('"' | '\'', None) => quote = Some(char),
            (char, Some(open)) if char == open => quote = None,
            _ => {}
        }
        if quote.is_some() || !char.is_whitespace() {
            word.push(char);
        }
    }
    words.push(word);
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(usize, String)> {
        instructions(text)
    }

    fn lines(expected: &[(usize, &str)]) -> Vec<(usize, String)> {
        expected.iter().map(|(line, text)| (*line, (*text).to_owned())).collect()
    }

    #[test]
    fn lines_are_joined_and_comments_left_out() {
        let text = "# syntax=docker/dockerfile:1\n\nFROM a \\\n  # why\n\n  AS b\r\n\tRUN c\\\\\nRUN d \\";
        assert_eq!(read(text), lines(&[(3, "FROM a   AS b"), (7, "RUN c\\\\"), (8, "RUN d")]));
    }

    #[test]
    fn the_escape_character_may_be_another() {
        let text = "# syntax=x\n# Escape = `\nFROM a\nRUN dir C:\\\nRUN `\n b";
        assert_eq!(read(text), lines(&[(3, "FROM a"), (4, "RUN dir C:\\"), (5, "RUN  b")]));
        let too_late = "FROM a\n# escape=`\nRUN b `\nRUN c";
        assert_eq!(read(too_late).len(), 3);
    }

    #[test]
    fn here_documents_are_no_instructions() {
        let text = "RUN <<EOF\nEXPOSE 1 \\\n # EOF\nEOF\nCOPY <<-'A' <<B /x/\nRUN no\n\tA\n A\nB\nONBUILD RUN \\\n 3<<C cat\nno\nC\nUSER x";
        let expected =
            [(1, "RUN <<EOF"), (5, "COPY <<-'A' <<B /x/"), (10, "ONBUILD RUN  3<<C cat"), (14, "USER x")];
        assert_eq!(read(text), lines(&expected));
    }

    #[test]
    fn what_only_looks_like_a_here_document_is_none() {
        for first in [
            "RUN echo $((1<<2))",
            "RUN echo \"a <<EOF b\"",
            "RUN cat <<< word",
            "RUN cat <<<word",
            "RUN a << b",
            "LABEL x=y <<EOF",
            "RUN [\"a\", \"<<EOF\"]",
        ] {
            assert_eq!(read(&format!("{first}\nUSER x")), lines(&[(1, first), (2, "USER x")]));
        }
    }
}
