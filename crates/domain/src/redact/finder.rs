//! Finds forms in a text.
//!
//! Every form has at least four bytes, so a place where one begins is told by the four bytes that stand there: a small
//! table with a bit for each of their hashes rules nearly every place of a text out, and only the rest is compared.
//! It is made in moments, needs the same little memory however long secrets are, and sees at the end of a piece of text
//! what may be the beginning of a form, for which an automaton over all forms is no help.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::form::{Agreement, Form, Kind, LEAST_DIGITS};
use super::weak::is_a_value;
use super::{Region, SHORTEST};

/// How many bits of a hash choose a place in the table: 32 KB, which stay in a core's nearest cache.
const BITS: u32 = 18;
/// With so many digits a line that goes on with a form is looked up.
const HEAD: usize = 8;

/// All forms, ready to be looked for.
pub(super) struct Finder {
    /// Sorted.
    forms: Vec<Form>,
    /// A bit for each hash of four bytes that a form begins with.
    table: Vec<u64>,
    /// By their first four bytes.
    beginnings: HashMap<[u8; SHORTEST], Beginning>,
    /// Where inside of a form of digits eight bytes stand; a line may begin there.
    heads: HashMap<[u8; HEAD], Vec<(usize, usize)>>,
    /// Which bytes stand in a form of digits: most lines of a log begin with eight bytes of which one does not.
    in_digits: [bool; 256],
    /// What forms begin with, for the last three bytes of a piece.
    shorter: HashSet<Vec<u8>>,
}

/// The forms that begin with the same four bytes.
#[derive(Default)]
struct Beginning {
    /// Those whose bytes stand together.
    whole: Vec<usize>,
    /// With so many bytes all of those begin: the frame of a key is the same in each of its forms, and what a line of
    /// hyphens does not agree with is seen once and not in every one of them.
    common: usize,
    /// Those that may be broken into lines.
    broken: Vec<usize>,
}

impl Beginning {
    fn add(&mut self, index: usize, forms: &[Form]) {
        let form = &forms[index];
        if form.kind == Kind::Digits {
            return self.broken.push(index);
        }
        self.common = match self.whole.first() {
            None => form.bytes.len(),
            Some(first) => {
                let before = &forms[*first].bytes[..self.common];
                before.iter().zip(&form.bytes).take_while(|(one, other)| one == other).count()
            }
        };
        self.whole.push(index);
    }

    /// The forms that a text may hold there.
    fn possible(&self, forms: &[Form], text: &[u8]) -> impl Iterator<Item = usize> {
        let agree = |first: &usize| {
            forms[*first].bytes[..self.common].iter().zip(text).all(|(wanted, byte)| wanted == byte)
        };
        let whole = if self.whole.first().is_some_and(agree) { &self.whole[..] } else { &[] };
        whole.iter().chain(&self.broken).copied()
    }
}

/// What is looked at.
pub(super) struct Look<'t> {
    /// The text, with what was passed on before.
    pub text: &'t [u8],
    /// From where on; what stands before only tells what is around it.
    pub from: usize,
    /// Whether nothing follows.
    pub ends: bool,
}

impl<'t> Look<'t> {
    /// At a text that is all there is.
    pub(super) fn whole(text: &'t [u8]) -> Self {
        Self { text, from: 0, ends: true }
    }
}

/// What was seen.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Seen {
    /// What is to be hidden, in order, none touching another.
    pub hidden: Vec<Region>,
    /// From here on it depends on what follows.
    pub open: usize,
}

impl Seen {
    /// Adds a stretch that begins no earlier than those before.
    fn hide(&mut self, start: usize, end: usize) {
        match self.hidden.last_mut() {
            Some(last) if last.1 >= start => last.1 = last.1.max(end),
            _ => self.hidden.push((start, end)),
        }
    }

    fn leave_open(&mut self, start: usize) {
        self.open = self.open.min(start);
    }
}

impl Finder {
    pub(super) fn new(forms: impl IntoIterator<Item = Form>) -> Self {
        let forms: BTreeSet<Form> = forms.into_iter().filter(|form| form.bytes.len() >= SHORTEST).collect();
        let forms: Vec<Form> = forms.into_iter().collect();
        let mut finder = Self {
            table: vec![0; if forms.is_empty() { 0 } else { 1 << (BITS - 6) }],
            beginnings: HashMap::new(),
            heads: HashMap::new(),
            in_digits: [false; 256],
            shorter: HashSet::new(),
            forms: Vec::new(),
        };
        for index in 0..forms.len() {
            finder.add(index, &forms);
        }
        finder.forms = forms;
        finder
    }

    fn add(&mut self, index: usize, forms: &[Form]) {
        let form = &forms[index];
        let Some(first) = form.bytes.first_chunk::<SHORTEST>() else { return };
        let (word, bit) = place(*first);
        self.table[word] |= bit;
        self.beginnings.entry(*first).or_default().add(index, forms);
        self.shorter.extend((1..SHORTEST).map(|length| first[..length].to_vec()));
        if form.kind != Kind::Digits {
            return;
        }
        form.bytes.iter().for_each(|byte| self.in_digits[usize::from(*byte)] = true);
        let last = form.bytes.len().saturating_sub(LEAST_DIGITS);
        for (offset, digits) in form.bytes.windows(HEAD).enumerate().take(last + 1).skip(1) {
            if let Ok(digits) = digits.try_into() {
                self.heads.entry(digits).or_default().push((index, offset));
            }
        }
    }

    /// How many forms there are.
    pub(super) fn len(&self) -> usize {
        self.forms.len()
    }

    /// What is to be hidden.
    pub(super) fn regions(&self, look: &Look<'_>) -> Seen {
        let mut seen = Seen { hidden: Vec::new(), open: look.text.len() };
        if self.forms.is_empty() {
            return seen;
        }
        if look.from == 0 || look.text[look.from - 1] == b'\n' {
            self.line_at(look, look.from, &mut seen);
        }
        for (at, bytes) in (look.from..).zip(look.text[look.from..].windows(SHORTEST)) {
            let Ok(first) = <[u8; SHORTEST]>::try_from(bytes) else { continue };
            let (word, bit) = place(first);
            if self.table[word] & bit != 0 {
                self.form_at(look, at, first, &mut seen);
            }
            if first[0] == b'\n' {
                self.line_at(look, at + 1, &mut seen);
            }
        }
        if !look.ends {
            self.end(look, &mut seen);
        }
        seen
    }

    /// What begins with these four bytes.
    fn form_at(&self, look: &Look<'_>, at: usize, first: [u8; SHORTEST], seen: &mut Seen) {
        let Some(beginning) = self.beginnings.get(&first) else { return };
        for index in beginning.possible(&self.forms, &look.text[at..]) {
            let form = &self.forms[index];
            match form.agreement(0, look.text, at) {
                Agreement::Whole(end) if form.kind == Kind::Weak => self.weak(look, (at, end), seen),
                Agreement::Whole(end) | Agreement::Broken(end) => seen.hide(at, end),
                Agreement::Open { .. } if !look.ends => seen.leave_open(at),
                Agreement::Open { digits, end } if form.kind == Kind::Digits && digits >= LEAST_DIGITS => {
                    seen.hide(at, end);
                }
                Agreement::Open { .. } | Agreement::None => {}
            }
        }
    }

    fn weak(&self, look: &Look<'_>, (start, end): Region, seen: &mut Seen) {
        if !look.ends && end == look.text.len() {
            seen.leave_open(start);
        } else if is_a_value(look.text, start, end) {
            seen.hide(start, end);
        }
    }

    /// What goes on in a line that begins there.
    fn line_at(&self, look: &Look<'_>, at: usize, seen: &mut Seen) {
        if self.heads.is_empty() {
            return;
        }
        let Some(first) = look.text[at..].first_chunk::<HEAD>() else {
            if !look.ends && look.text[at..].iter().all(|byte| is_digit(*byte)) {
                seen.leave_open(at);
            }
            return;
        };
        if !first.iter().all(|byte| self.in_digits[usize::from(*byte)]) {
            return;
        }
        for (index, offset) in self.heads.get(first).into_iter().flatten() {
            match self.forms[*index].agreement(*offset, look.text, at) {
                Agreement::Whole(end) | Agreement::Broken(end) => seen.hide(at, end),
                Agreement::Open { .. } if !look.ends => seen.leave_open(at),
                Agreement::Open { digits, end } if digits >= LEAST_DIGITS => seen.hide(at, end),
                Agreement::Open { .. } | Agreement::None => {}
            }
        }
    }

    /// What may begin with the last bytes.
    fn end(&self, look: &Look<'_>, seen: &mut Seen) {
        let first = look.from.max((look.text.len() + 1).saturating_sub(SHORTEST));
        for at in first..look.text.len() {
            if self.shorter.contains(&look.text[at..]) {
                return seen.leave_open(at);
            }
            if look.text[at] == b'\n' {
                self.line_at(look, at + 1, seen);
            }
        }
    }
}

/// What forms that are broken into lines are made of.
fn is_digit(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || matches!(byte, b'+' | b'/' | b'-' | b'_' | b'=' | b'\\' | b',' | b' ' | b':')
}

/// Where the bit of four bytes stands in the table.
fn place(bytes: [u8; SHORTEST]) -> (usize, u64) {
    // The upper bits of a product with an odd number that has no pattern depend on all bits of the other.
    let hash = u32::from_le_bytes(bytes).wrapping_mul(0x9e37_79b1) >> (32 - BITS);
    ((hash >> 6) as usize, 1 << (hash & 63))
}
