//! The simple commands of a script, each with what surrounds it.

use super::Script;
use super::condition::{branches, is_branch};
use super::continued::join;
use super::words::{Token, tokens};
use crate::branches::Branches;

/// One simple command.
#[derive(Clone, Debug, Default)]
pub(crate) struct Command {
    /// Program and arguments.
    pub words: Vec<String>,
    /// Its line in the script, from 0.
    pub line: usize,
    /// The branches it runs for.
    pub branches: Branches,
    /// The file it reads.
    pub input: Option<String>,
    /// The here-document it reads, and its line.
    pub heredoc: Option<(String, usize)>,
    /// The folder it runs in, if the script changed it.
    pub directory: Option<String>,
    /// The line of each word.
    pub word_lines: Vec<usize>,
    /// How it follows the command before: `&&`, `|`, `\n` …
    pub follows: &'static str,
}

/// Every simple command, in order.
pub(crate) fn commands(script: &Script) -> Vec<Command> {
    let mut reader = Reader { now: Command { follows: "\n", ..Command::default() }, ..Reader::default() };
    for token in tokens(&join(&script.text)) {
        reader.token(token);
    }
    reader.end("\n");
    reader.out
}

#[derive(Default)]
struct Reader {
    out: Vec<Command>,
    now: Command,
    frames: Vec<Frame>,
    directory: Option<String>,
}

/// A construct that is open.
enum Frame {
    /// `if`: what earlier parts took, the condition while it is read, else the part's branches.
    If { left: Branches, condition: Option<Vec<String>>, now: Branches },
    /// `case`: whether it looks at the branch, what earlier parts took, the part's branches.
    Case { of_branch: bool, left: Branches, pattern: Option<Vec<String>>, now: Branches },
}

impl Reader {
    fn token(&mut self, token: Token) {
        match token {
            Token::Word { text, line } => self.word(text, line),
            Token::Operator(operator) => self.operator(operator),
            Token::Input(file) => self.now.input = Some(file),
            Token::Heredoc { body, line } => self.now.heredoc = Some((body, line)),
        }
    }

    fn word(&mut self, text: String, line: usize) {
        let first = self.now.words.is_empty();
        if first && self.reserved(&text) {
            return;
        }
        match self.frames.last_mut() {
            Some(Frame::If { condition: Some(words), .. }) => words.push(text),
            Some(Frame::Case { pattern: Some(words), .. }) => words.push(text),
            _ => {
                if first {
                    self.now.line = line;
                }
                self.now.words.push(text);
                self.now.word_lines.push(line);
            }
        }
    }

    /// Handles a reserved word at the place of a program.
    fn reserved(&mut self, word: &str) -> bool {
        match word {
            "if" => self.frames.push(Frame::If {
                left: Branches::Any,
                condition: Some(Vec::new()),
                now: Branches::Any,
            }),
            "case" => self.frames.push(Frame::Case {
                of_branch: false,
                left: Branches::Any,
                pattern: Some(Vec::new()),
                now: Branches::Any,
            }),
            "then" => self.then(),
            "elif" => self.otherwise(Some(Vec::new())),
            "else" => self.otherwise(None),
            "fi" | "esac" => drop(self.frames.pop()),
            "in" => self.case_in(),
            "do" | "done" | "{" | "}" | "!" | "time" => {}
            _ => return false,
        }
        true
    }

    fn then(&mut self) {
        if let Some(Frame::If { left, condition, now }) = self.frames.last_mut() {
            let tested = branches(&condition.take().unwrap_or_default());
            *now = left.and(&tested);
            *left = left.and(&tested.not());
        }
    }

    fn otherwise(&mut self, next: Option<Vec<String>>) {
        if let Some(Frame::If { left, condition, now }) = self.frames.last_mut() {
            *now = left.clone();
            *condition = next;
        }
    }

    /// `case WORD in`: what was read so far is the word.
    fn case_in(&mut self) {
        if let Some(Frame::Case { of_branch, pattern, .. }) = self.frames.last_mut() {
            *of_branch = pattern.as_ref().is_some_and(|words| words.iter().any(|word| is_branch(word)));
            *pattern = Some(Vec::new());
        }
    }

    fn operator(&mut self, operator: &'static str) {
        match self.frames.last_mut() {
            Some(Frame::If { condition: Some(words), .. }) => {
                words.extend(matches!(operator, "&&" | "||").then(|| operator.to_owned()));
            }
            Some(Frame::Case { of_branch, left, pattern: pattern @ Some(_), now }) => {
                if operator == ")" {
                    let words = pattern.take().unwrap_or_default();
                    let tested = Branches::of_patterns(words.iter().map(String::as_str));
                    if *of_branch {
                        *now = left.and(&tested);
                        *left = left.and(&tested.not());
                    }
                }
            }
            _ => {
                self.end(operator);
                if let (";;", Some(Frame::Case { pattern, .. })) = (operator, self.frames.last_mut()) {
                    *pattern = Some(Vec::new());
                }
            }
        }
    }

    /// Closes the command at hand.
    fn end(&mut self, operator: &'static str) {
        let mut done = std::mem::replace(&mut self.now, Command { follows: operator, ..Command::default() });
        if done.words.is_empty() {
            return;
        }
        done.branches = self.frames.iter().fold(Branches::Any, |all, frame| match frame {
            Frame::If { now, .. } | Frame::Case { now, .. } => all.and(now),
        });
        done.directory = self.directory.clone();
        if done.words[0] == "cd" {
            self.directory = self.moved(done.words.get(1).map_or("~", String::as_str));
        }
        self.out.push(done);
    }

    fn moved(&self, to: &str) -> Option<String> {
        match (&self.directory, to) {
            (_, to) if to.starts_with(['/', '~', '$']) => Some(to.to_owned()),
            (Some(from), to) => Some(format!("{}/{to}", from.trim_end_matches('/'))),
            (None, to) => Some(to.to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_command_knows_its_branches_and_its_folder() {
        let text = "if [ \"$CIRCLE_BRANCH\" = master ]; then\n  a\nelif [ \"$CIRCLE_BRANCH\" = preprod ]\nthen b\n\
                    else\n c\nfi\ncd /srv && d | e\ncase $CI_COMMIT_BRANCH in\n  develop|dev) f ;;\n  *) g;;\nesac\n";
        let all = commands(&Script::new("x", text, 1));
        let of =
            |name: &str| all.iter().find(|command| command.words[0] == name).cloned().unwrap_or_default();
        let only = |names: &[&str]| Branches::Only(names.iter().map(|name| (*name).to_owned()).collect());
        assert_eq!(of("a").branches, only(&["master"]));
        assert_eq!(of("b").branches, only(&["preprod"]));
        assert_eq!(of("c").branches, Branches::Except(vec!["master".into(), "preprod".into()]));
        assert_eq!(of("d").directory.as_deref(), Some("/srv"));
        assert_eq!((of("e").follows, of("a").line), ("|", 1));
        assert_eq!(of("f").branches, only(&["develop", "dev"]));
        assert_eq!(of("g").branches, only(&["develop", "dev"]).not());
    }
}
