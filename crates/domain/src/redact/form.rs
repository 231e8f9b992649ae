//! One form of a secret, and how far a text agrees with it.

/// So many digits of a form that is broken into lines are hidden where the rest of it is not to be seen: fewer may
/// be anything.
pub(super) const LEAST_DIGITS: usize = 12;

/// How lines end, as they are and in a text that shows control characters.
const LINE_ENDS: [&[u8]; 5] = [b"\r\n", b"\n", b"\\r\\n", b"\\n", b"\r"];

/// How a form is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// Wherever it stands.
    Plain,
    /// Digits, which may be broken into lines at any place.
    Digits,
    /// Only as a value of something that is called a secret.
    Weak,
}

/// One form.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Form {
    /// What stands in a text.
    pub bytes: Vec<u8>,
    /// How it is looked for.
    pub kind: Kind,
}

/// How far a text agrees with a form from some place on.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Agreement {
    /// Up to its end, which is there.
    Whole(usize),
    /// For enough digits up to the end of a line, which is there; then something else follows.
    Broken(usize),
    /// As far as the text goes.
    Open {
        /// How many bytes of the form are there.
        digits: usize,
        /// Where the last of them ends.
        end: usize,
    },
    /// Not, or not far enough.
    None,
}

impl Form {
    /// Compares the form from `from` on with the text from `start` on.
    pub(super) fn agreement(&self, from: usize, text: &[u8], start: usize) -> Agreement {
        let (mut at, mut of, mut broken) = (start, from, Agreement::None);
        // Where the digits of the newest line began, and where the newest of all ends.
        let (mut line, mut end) = (start, start);
        while let Some(wanted) = self.bytes.get(of) {
            let digits = of - from;
            match text.get(at) {
                None => return Agreement::Open { digits, end },
                Some(byte) if byte == wanted => (at, of, end) = (at + 1, of + 1, at + 1),
                Some(_) if at > line && self.may_break(&text[at..]) => {
                    return Agreement::Open { digits, end };
                }
                Some(_) => {
                    let Some(next) = self.next_line(text, at).filter(|_| at > line) else { return broken };
                    if digits >= LEAST_DIGITS {
                        broken = Agreement::Broken(at);
                    }
                    (at, line) = (next, next);
                }
            }
        }
        Agreement::Whole(at)
    }

    /// Where digits go on that are broken into lines there.
    fn next_line(&self, text: &[u8], at: usize) -> Option<usize> {
        let rest = (self.kind == Kind::Digits).then(|| &text[at..])?;
        LINE_ENDS.iter().find(|end| rest.starts_with(end)).map(|end| at + end.len())
    }

    /// Whether a line may end there, and the text does not go far enough to tell.
    fn may_break(&self, rest: &[u8]) -> bool {
        let begins = |end: &&[u8]| end.len() > rest.len() && end.starts_with(rest);
        self.kind == Kind::Digits && LINE_ENDS.iter().any(begins)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digits(text: &str) -> Form {
        Form { bytes: text.as_bytes().to_vec(), kind: Kind::Digits }
    }

    #[test]
    fn digits_go_on_in_the_next_line() {
        let form = digits("0123456789abcdefghij");
        for end in ["\n", "\r\n", "\\n", "\\r\\n"] {
            let text = format!("0123456{end}789abcdefghij");
            assert_eq!(form.agreement(0, text.as_bytes(), 0), Agreement::Whole(text.len()), "{text:?}");
        }
        assert_eq!(form.agreement(0, b"0123456789abc\nother", 0), Agreement::Broken(13));
        assert_eq!(form.agreement(0, b"0123456\nother", 0), Agreement::None);
        assert_eq!(
            form.agreement(0, b"0123\n\n456789abcdefghij", 0),
            Agreement::None,
            "an empty line ends it"
        );
        assert_eq!(form.agreement(8, b"89abcdefghij.", 0), Agreement::Whole(12));
    }

    #[test]
    fn what_the_text_does_not_decide_is_open() {
        let form = Form { bytes: b"correct-horse".to_vec(), kind: Kind::Plain };
        assert_eq!(form.agreement(0, b"my correct-", 3), Agreement::Open { digits: 8, end: 11 });
        let unpadded = digits("0123456789ab==");
        let open = Agreement::Open { digits: 12, end: 12 };
        assert_eq!(unpadded.agreement(0, b"0123456789ab\n", 0), open, "the end of the line is no part of it");
        assert_eq!(form.agreement(0, b"correct-\nhorse", 0), Agreement::None);
    }
}
