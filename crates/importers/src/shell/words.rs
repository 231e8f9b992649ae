//! Shell text as words and operators. Quotes are taken off, variables are left as they are.

/// A piece of shell text. Lines are counted from 0 within it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Token {
    /// A word without its quotes.
    Word { text: String, line: usize },
    /// `;`, `&&`, `||`, `|`, `&`, `;;`, `(`, `)`, or the end of a line.
    Operator(&'static str),
    /// `< FILE`.
    Input(String),
    /// `<<END` with the lines up to there.
    Heredoc { body: String, line: usize },
}

/// Splits a text. Never fails: what is not closed ends with the text.
pub(crate) fn tokens(text: &str) -> Vec<Token> {
    let mut lexer =
        Lexer { chars: text.chars().collect(), at: 0, line: 0, out: Vec::new(), ends: Vec::new() };
    while lexer.next() {}
    lexer.out
}

struct Lexer {
    chars: Vec<char>,
    at: usize,
    line: usize,
    out: Vec<Token>,
    /// Here-documents whose text has not begun: their place in `out`, and the word they end with.
    ends: Vec<(usize, String)>,
}

const OPERATORS: [&str; 8] = ["&&", "||", ";;", ";", "|", "&", "(", ")"];

impl Lexer {
    fn peek(&self, ahead: usize) -> Option<char> {
        self.chars.get(self.at + ahead).copied()
    }

    fn take(&mut self) -> Option<char> {
        let c = self.peek(0)?;
        self.at += 1;
        self.line += usize::from(c == '\n');
        Some(c)
    }

    fn begins(&self, text: &str) -> bool {
        text.chars().enumerate().all(|(ahead, c)| self.peek(ahead) == Some(c))
    }

    fn next(&mut self) -> bool {
        let Some(c) = self.peek(0) else {
            return false;
        };
        match c {
            '\n' => self.end_of_line(),
            '\\' if self.peek(1) == Some('\n') => self.skip(2),
            '#' => self.skip_comment(),
            '<' | '>' => self.redirect(),
            c if c.is_whitespace() => self.skip(1),
            _ => match OPERATORS.into_iter().find(|operator| self.begins(operator)) {
                Some(operator) => {
                    self.skip(operator.len());
                    self.out.push(Token::Operator(operator));
                }
                None => {
                    let line = self.line;
                    let text = self.word();
                    let is_descriptor =
                        matches!(self.peek(0), Some('<' | '>')) && text.chars().all(|c| c.is_ascii_digit());
                    if !is_descriptor {
                        self.out.push(Token::Word { text, line });
                    }
                }
            },
        }
        true
    }

    fn skip(&mut self, count: usize) {
        for _ in 0..count {
            self.take();
        }
    }

    fn skip_comment(&mut self) {
        while self.peek(0).is_some_and(|c| c != '\n') {
            self.take();
        }
    }

    fn end_of_line(&mut self) {
        self.take();
        self.out.push(Token::Operator("\n"));
        for (place, end) in std::mem::take(&mut self.ends) {
            let (body, line) = self.heredoc(&end);
            if let Some(token) = self.out.get_mut(place) {
                *token = Token::Heredoc { body, line };
            }
        }
    }

    fn heredoc(&mut self, end: &str) -> (String, usize) {
        let first = self.line;
        let mut body = String::new();
        while self.at < self.chars.len() {
            let mut line = String::new();
            while let Some(c) = self.take().filter(|c| *c != '\n') {
                line.push(c);
            }
            if line.trim() == end {
                break;
            }
            body.push_str(&line);
            body.push('\n');
        }
        (body, first)
    }

    fn redirect(&mut self) {
        let here = self.begins("<<") && !self.begins("<<<");
        let input = self.peek(0) == Some('<') && self.peek(1) != Some('<');
        while matches!(self.peek(0), Some('<' | '>' | '&' | '-')) {
            self.take();
        }
        while self.peek(0).is_some_and(|c| c == ' ' || c == '\t') {
            self.take();
        }
        let word = self.word();
        if here {
            self.ends.push((self.out.len(), word));
            self.out.push(Token::Heredoc { body: String::new(), line: self.line });
        } else if input {
            self.out.push(Token::Input(word));
        }
    }

    fn word(&mut self) -> String {
        let mut text = String::new();
        while let Some(c) = self.peek(0) {
            match c {
                c if c.is_whitespace() || ";&|()<>".contains(c) => break,
                '\'' => self.single_quoted(&mut text),
                '"' => self.double_quoted(&mut text),
                '$' => self.expansion(&mut text),
                '`' => self.until('`', &mut text),
                '\\' => {
                    self.take();
                    text.extend(self.take().filter(|c| *c != '\n'));
                }
                _ => text.extend(self.take()),
            }
        }
        text
    }

    fn single_quoted(&mut self, text: &mut String) {
        self.take();
        while let Some(c) = self.take().filter(|c| *c != '\'') {
            text.push(c);
        }
    }

    fn double_quoted(&mut self, text: &mut String) {
        self.take();
        while let Some(c) = self.peek(0) {
            match c {
                '"' => break,
                '$' => self.expansion(text),
                '\\' if matches!(self.peek(1), Some('"' | '$' | '\\' | '`' | '\n')) => {
                    self.take();
                    text.extend(self.take().filter(|c| *c != '\n'));
                }
                _ => text.extend(self.take()),
            }
        }
        self.take();
    }

    /// `$NAME`, `${…}` (also `${{ … }}`) or `$(…)`, as it stands there.
    fn expansion(&mut self, text: &mut String) {
        text.extend(self.take());
        let (open, close) = match self.peek(0) {
            Some('{') => ('{', '}'),
            Some('(') => ('(', ')'),
            _ => return,
        };
        let mut depth = 0usize;
        while let Some(c) = self.take() {
            text.push(c);
            depth += usize::from(c == open);
            if c == close {
                depth -= 1;
                if depth == 0 {
                    return;
                }
            }
        }
    }

    fn until(&mut self, end: char, text: &mut String) {
        text.extend(self.take());
        while let Some(c) = self.take() {
            text.push(c);
            if c == end {
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        let word = |token| match token {
            Token::Word { text, .. } => Some(text),
            _ => None,
        };
        tokens(text).into_iter().filter_map(word).collect()
    }

    #[test]
    fn quotes_go_and_variables_stay() {
        assert_eq!(
            words("docker tag \"a/b:${TAG}\" 'c d':$(git log -1) 2>&1 # no"),
            ["docker", "tag", "a/b:${TAG}", "c d:$(git log -1)"]
        );
        assert_eq!(words("x ${{ secrets.HOST }} y"), ["x", "${{ secrets.HOST }}", "y"]);
        assert_eq!(words("a \\\n  b"), ["a", "b"]);
    }

    #[test]
    fn a_here_document_is_one_piece() {
        let all = tokens("ssh h <<'EOF' && x\ncd /srv\nEOF\ny");
        assert!(all.contains(&Token::Heredoc { body: "cd /srv\n".to_owned(), line: 1 }));
        assert!(all.contains(&Token::Word { text: "y".to_owned(), line: 3 }));
    }
}
