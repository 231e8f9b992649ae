//! Puts the tree together from the parser's events: anchors, aliases, budgets, duplicate keys.

use std::collections::HashMap;
use std::sync::Arc;

use saphyr_parser::{Event, Parser, ScalarStyle, Span, StrInput, Tag};

use super::merge;
use super::node::{Entry, Kind, Node, Spot};
use super::scalar::Scalar;
use crate::config::Code;
use crate::config::cx::Cx;

/// The longest text that is read, in bytes.
const LONGEST: usize = 1 << 20;
/// The most values a file holds, aliases written out.
const MOST_VALUES: usize = 10_000;
/// The deepest nesting, aliases written out.
const DEEPEST: usize = 64;
/// What editors and pages show as a space, and YAML does not take for one.
const NO_BREAK_SPACE: char = '\u{a0}';

/// Reads one document. `None` when it is no YAML or grows beyond all bounds; `cx` says why.
pub(crate) fn compose(text: &str, cx: &mut Cx) -> Option<Arc<Node>> {
    if text.len() > LONGEST {
        cx.error(
            Spot::START,
            Code::Budget,
            format!("The file has {} bytes, more than the {LONGEST} that are read.", text.len()),
        )
        .hint("Leave generated content in files of its own.");
        return None;
    }
    let mut composer = Composer {
        text: text.chars().collect(),
        parser: Parser::new_from_str(text),
        anchors: HashMap::new(),
        cx,
        odd: false,
    };
    composer.document().ok()
}

/// The finding was reported; nothing more can be read.
struct Stop;

struct Composer<'t, 'c, 'f> {
    text: Vec<char>,
    parser: Parser<'t, StrInput<'t>>,
    anchors: HashMap<usize, Arc<Node>>,
    cx: &'c mut Cx<'f>,
    /// Whether a key was indented with no-break spaces.
    odd: bool,
}

impl<'t> Composer<'t, '_, '_> {
    fn document(&mut self) -> Result<Arc<Node>, Stop> {
        let root = loop {
            match self.next()? {
                (Event::StreamStart | Event::DocumentStart(_), _) => {}
                (Event::StreamEnd, span) => return Err(self.empty(span)),
                (event, span) => break self.node(event, span, 1)?,
            }
        };
        loop {
            match self.next()? {
                (Event::StreamEnd, _) => return Ok(root),
                (Event::DocumentStart(_), span) => return Err(self.second_document(span)),
                _ => {}
            }
        }
    }

    fn next(&mut self) -> Result<(Event<'t>, Span), Stop> {
        match self.parser.next_event() {
            Some(Ok(event)) => Ok(event),
            Some(Err(error)) => Err(self.syntax(&error)),
            None => Ok((Event::StreamEnd, Span::default())),
        }
    }

    fn node(&mut self, event: Event<'t>, span: Span, depth: usize) -> Result<Arc<Node>, Stop> {
        if depth > DEEPEST {
            return Err(self.too_deep(self.spot(span)));
        }
        let (anchor, node) = match event {
            Event::Alias(id) => return self.alias(id, self.spot(span)),
            Event::Scalar(text, style, anchor, tag) => {
                let scalar = self.scalar(&text, style, tag.as_deref(), span);
                (anchor, Node::new(self.spot(span), Kind::Scalar(scalar)))
            }
            Event::SequenceStart(anchor, tag) => {
                self.check_tag(tag.as_deref(), span);
                (anchor, self.list(span, depth)?)
            }
            Event::MappingStart(anchor, tag) => {
                self.check_tag(tag.as_deref(), span);
                (anchor, self.map(span, depth)?)
            }
            _ => return Err(self.empty(span)),
        };
        self.within_budget(&node)?;
        let node = Arc::new(node);
        if anchor > 0 {
            self.anchors.insert(anchor, Arc::clone(&node));
        }
        Ok(node)
    }

    fn list(&mut self, span: Span, depth: usize) -> Result<Node, Stop> {
        let mut items = Vec::new();
        loop {
            match self.next()? {
                (Event::SequenceEnd, _) => break,
                (event, span) => items.push(self.node(event, span, depth + 1)?),
            }
        }
        Ok(Node::new(self.first_line(span), Kind::List(items)))
    }

    fn map(&mut self, span: Span, depth: usize) -> Result<Node, Stop> {
        let mut own: Vec<Entry> = Vec::new();
        let mut seen = HashMap::new();
        let mut merged = Vec::new();
        loop {
            let (event, key_span) = self.next()?;
            if event == Event::MappingEnd {
                break;
            }
            let merges = matches!(&event, Event::Scalar(key, ScalarStyle::Plain, ..) if key == "<<");
            let key = self.node(event, key_span, depth + 1)?;
            let (event, value_span) = self.next()?;
            let value = self.node(event, value_span, depth + 1)?;
            if merges {
                merged.extend(merge::sources(&value, self.spot(key_span), self.cx));
            } else if let Some(key) = self.key(&key, self.spot(key_span), &mut seen) {
                let spot = self.spot(key_span);
                own.push(Entry { key, spot, value });
            }
        }
        merge::add(&mut own, &merged);
        Ok(Node::new(self.first_line(span), Kind::Map(own)))
    }

    /// The text of a key; `None` if it cannot be one or stands there already.
    fn key(&mut self, key: &Node, spot: Spot, seen: &mut HashMap<String, usize>) -> Option<String> {
        let Kind::Scalar(Scalar { text, .. }) = &key.kind else {
            self.cx.error(spot, Code::WrongType, "A key is a text, not a list or a map.");
            return None;
        };
        if text.starts_with(NO_BREAK_SPACE) {
            // The next ones are no news.
            if !std::mem::replace(&mut self.odd, true) {
                self.no_break_space(Spot { length: 1, ..spot });
            }
            return None;
        }
        if let Some(line) = seen.get(text) {
            self.cx
                .error(spot, Code::DuplicateKey, format!("`{text}` stands here twice: first in line {line}."))
                .hint("Keep one of the two; which one would win is not for Slipway to guess.");
            return None;
        }
        seen.insert(text.clone(), spot.line);
        Some(text.clone())
    }

    fn scalar(&mut self, text: &str, style: ScalarStyle, tag: Option<&Tag>, span: Span) -> Scalar {
        let is_text = tag.is_some_and(|t| t.is_yaml_core_schema() && t.suffix == "str");
        self.check_tag(tag, span);
        let length = text.chars().count();
        let quotes = match style {
            ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => 1,
            _ => 0,
        };
        let spot = self.spot(span);
        let verbatim = tag.is_none() && spot.further_lines == 0 && spot.length == length + 2 * quotes;
        Scalar {
            text: text.to_owned(),
            plain: style == ScalarStyle::Plain && !is_text,
            offset: verbatim.then_some(quotes),
        }
    }

    fn check_tag(&mut self, tag: Option<&Tag>, span: Span) {
        let Some(tag) = tag.filter(|tag| !tag.is_yaml_core_schema()) else {
            return;
        };
        self.cx
            .error(self.spot(span), Code::WrongType, format!("The YAML tag `{tag}` means nothing here."))
            .hint("Leave it out; the value's kind follows from the key.");
    }

    fn alias(&mut self, id: usize, spot: Spot) -> Result<Arc<Node>, Stop> {
        match self.anchors.get(&id) {
            Some(node) => Ok(Arc::clone(node)),
            None => {
                self.cx
                    .error(spot, Code::Syntax, "This alias stands within the part that it repeats.")
                    .hint("Write that part out.");
                Err(Stop)
            }
        }
    }

    fn within_budget(&mut self, node: &Node) -> Result<(), Stop> {
        if node.depth > DEEPEST {
            return Err(self.too_deep(node.spot));
        }
        if node.size > MOST_VALUES {
            self.cx
                .error(
                    node.spot,
                    Code::Budget,
                    format!("With its aliases written out, this part holds more than {MOST_VALUES} values."),
                )
                .hint("Use fewer aliases of aliases.");
            return Err(Stop);
        }
        Ok(())
    }

    fn too_deep(&mut self, spot: Spot) -> Stop {
        self.cx
            .error(spot, Code::Budget, format!("This part is nested more than {DEEPEST} levels deep."))
            .hint("Nothing in slipway.yml needs that many.");
        Stop
    }

    fn empty(&mut self, _: Span) -> Stop {
        self.cx
            .error(Spot::START, Code::MissingKey, "The file is empty.")
            .hint("`slipway init` proposes a file for this repository.");
        Stop
    }

    fn second_document(&mut self, span: Span) -> Stop {
        self.cx
            .error(
                self.spot(span),
                Code::Syntax,
                "A second YAML document begins here, but a slipway.yml is one document.",
            )
            .hint("Remove the `---` line or what follows it.");
        Stop
    }

    fn syntax(&mut self, error: &saphyr_parser::ScanError) -> Stop {
        let spot = self.spot(Span::empty(*error.marker()));
        if let Some((line, column)) = self.odd_space(spot.line) {
            self.no_break_space(Spot { line, column, length: 1, further_lines: 0 });
            return Stop;
        }
        let what = error.info().trim_end_matches('.');
        self.cx
            .error(spot, Code::Syntax, format!("This is not valid YAML: {what}."))
            .hint("Check the indentation (spaces, no tabs), the quotes and the brackets up to here.");
        Stop
    }

    fn no_break_space(&mut self, spot: Spot) {
        let text = "What looks like a space here is a no-break space (U+00A0), which indents nothing.";
        self.cx
            .error(spot, Code::Syntax, text)
            .hint("It comes from text that was copied from a page. Replace each of them with a space.");
    }

    /// The first line, up to the given one, that is indented with no-break spaces, and the column of the first.
    fn odd_space(&self, last: usize) -> Option<(usize, usize)> {
        let text: String = self.text.iter().collect();
        text.lines().take(last).enumerate().find_map(|(index, line)| {
            let indentation = line.chars().take_while(|c| c.is_whitespace());
            let at = indentation.into_iter().position(|c| c == NO_BREAK_SPACE)?;
            Some((index + 1, at + 1))
        })
    }

    fn spot(&self, span: Span) -> Spot {
        Spot::of(span, &self.text)
    }

    /// A list's or map's first character only, since a caret under a whole block says nothing.
    fn first_line(&self, span: Span) -> Spot {
        Spot { length: 1, further_lines: 0, ..self.spot(span) }
    }
}
