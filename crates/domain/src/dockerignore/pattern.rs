//! One pattern with `*`, `?`, `[…]` and `**`.

/// What a pattern consists of.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    /// This character.
    Exactly(char),
    /// `?`: any one character of a name.
    OneOfName,
    /// `*`: any characters of a name.
    SomeOfName,
    /// `**/` or `**` before something: nothing, or any number of folders.
    Folders,
    /// `**` at the beginning before something that is no slash: any beginning.
    Anything,
    /// `[a-z]`, `[^a]`.
    Class { not: bool, ranges: Vec<(char, char)> },
}

/// A pattern, ready to be matched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pattern {
    tokens: Vec<Token>,
}

impl Pattern {
    /// Reads a cleaned pattern; `None` when it is malformed.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let chars: Vec<char> = text.chars().collect();
        let mut tokens = Vec::new();
        let mut at = 0;
        while at < chars.len() {
            let (token, length) = token(&chars[at..], at == 0)?;
            tokens.push(token);
            at += length;
        }
        let literal = |token: &Token| matches!(token, Token::Exactly(_));
        if tokens.first() == Some(&Token::Anything) && !tokens[1..].iter().all(literal) {
            tokens[0] = Token::Folders;
        }
        Some(Self { tokens })
    }

    /// Whether the whole path fits.
    pub(super) fn matches(&self, path: &str) -> bool {
        let chars: Vec<char> = path.chars().collect();
        self.reach(&chars)[chars.len()]
    }

    /// Whether the whole path fits, or that of a folder above it.
    pub(super) fn covers(&self, path: &str) -> bool {
        let chars: Vec<char> = path.chars().collect();
        let reach = self.reach(&chars);
        reach[chars.len()] || chars.iter().zip(&reach).any(|(char, ends)| *char == '/' && *ends)
    }

    /// Before which characters the whole pattern may end. Takes at most length of pattern × length of path steps.
    fn reach(&self, chars: &[char]) -> Vec<bool> {
        // reach[i]: what was matched so far may end before character i.
        let mut reach = vec![false; chars.len() + 1];
        reach[0] = true;
        self.tokens.iter().fold(reach, |reach, token| step(token, &reach, chars))
    }
}

/// The first token of `rest` and how many characters it takes.
fn token(rest: &[char], first: bool) -> Option<(Token, usize)> {
    Some(match rest {
        ['*', '*', '/'] | ['*', '*'] => (Token::Anything, rest.len()),
        ['*', '*', '/', ..] => (Token::Folders, 3),
        ['*', '*', ..] if first => (Token::Anything, 2),
        ['*', '*', ..] => (Token::Folders, 2),
        ['*', ..] => (Token::SomeOfName, 1),
        ['?', ..] => (Token::OneOfName, 1),
        ['[', inside @ ..] => class(inside)?,
        ['\\', next, ..] => (Token::Exactly(*next), 2),
        ['\\'] => return None,
        [char, ..] => (Token::Exactly(*char), 1),
        [] => return None,
    })
}

fn class(inside: &[char]) -> Option<(Token, usize)> {
    let not = inside.first() == Some(&'^');
    let mut at = usize::from(not);
    let mut ranges = Vec::new();
    loop {
        if inside.get(at) == Some(&']') && !ranges.is_empty() {
            return Some((Token::Class { not, ranges }, at + 2));
        }
        let (low, after) = class_char(inside, at)?;
        at = after;
        let mut high = low;
        if inside.get(at) == Some(&'-') && inside.get(at + 1).is_some_and(|next| *next != ']') {
            (high, at) = class_char(inside, at + 1)?;
        }
        if high < low {
            return None;
        }
        ranges.push((low, high));
    }
}

fn class_char(inside: &[char], at: usize) -> Option<(char, usize)> {
    match inside.get(at)? {
        '\\' => inside.get(at + 1).map(|next| (*next, at + 2)),
        char => Some((*char, at + 1)),
    }
}

fn step(token: &Token, reach: &[bool], chars: &[char]) -> Vec<bool> {
    match token {
        Token::Exactly(wanted) => one(reach, chars, |char| char == *wanted),
        Token::OneOfName => one(reach, chars, |char| char != '/'),
        Token::Class { not, ranges } => {
            one(reach, chars, |char| *not != ranges.iter().any(|(low, high)| (*low..=*high).contains(&char)))
        }
        Token::SomeOfName => spread(reach, chars, |char| char != '/'),
        Token::Anything => spread(reach, chars, |_| true),
        Token::Folders => folders(reach, chars),
    }
}

fn one(reach: &[bool], chars: &[char], fits: impl Fn(char) -> bool) -> Vec<bool> {
    let mut next = vec![false; reach.len()];
    for (at, char) in chars.iter().enumerate() {
        next[at + 1] = reach[at] && fits(*char);
    }
    next
}

fn spread(reach: &[bool], chars: &[char], fits: impl Fn(char) -> bool) -> Vec<bool> {
    let mut next = reach.to_vec();
    for (at, char) in chars.iter().enumerate() {
        next[at + 1] |= next[at] && fits(*char);
    }
    next
}

fn folders(reach: &[bool], chars: &[char]) -> Vec<bool> {
    let mut begun = false;
    let mut next = reach.to_vec();
    for (at, char) in chars.iter().enumerate() {
        begun |= reach[at];
        next[at + 1] |= begun && *char == '/';
    }
    next
}
