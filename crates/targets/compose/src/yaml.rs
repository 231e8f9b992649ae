//! YAML: compose files read as plain trees, and text written so that both generations of Compose read it back byte for byte.

use std::collections::HashMap;
use std::fmt::Write;

use saphyr_parser::{Event, Parser, ScalarStyle, StrInput};
use serde_json::{Map, Value};

/// The most values a file holds, aliases written out.
const MOST: usize = 50_000;
/// The deepest nesting.
const DEEPEST: usize = 64;

/// Reads a document as a tree of texts, lists and maps; scalars stay texts, and `null` is null.
/// Anchors and merge keys are written out. The error is a sentence.
pub fn read(text: &str) -> Result<Value, String> {
    let mut reader = Reader { parser: Parser::new_from_str(text), anchors: HashMap::new(), left: MOST };
    loop {
        match reader.next()? {
            Event::StreamStart | Event::DocumentStart(_) => {}
            Event::StreamEnd => return Err("it is empty".to_owned()),
            event => return reader.node(event, 0),
        }
    }
}

struct Reader<'t> {
    parser: Parser<'t, StrInput<'t>>,
    anchors: HashMap<usize, Value>,
    left: usize,
}

impl<'t> Reader<'t> {
    fn next(&mut self) -> Result<Event<'t>, String> {
        match self.parser.next_event() {
            Some(Ok((event, _))) => Ok(event),
            Some(Err(error)) => Err(error.to_string()),
            None => Ok(Event::StreamEnd),
        }
    }

    fn node(&mut self, event: Event<'t>, depth: usize) -> Result<Value, String> {
        if depth > DEEPEST {
            return Err("it is nested too deep".to_owned());
        }
        self.spend(1)?;
        let (anchor, value) = match event {
            Event::Alias(id) => {
                let value = self.anchors.get(&id).cloned().ok_or("an alias stands in what it repeats")?;
                self.spend(size(&value))?;
                return Ok(value);
            }
            Event::Scalar(text, style, anchor, _) => (anchor, scalar(&text, style)),
            Event::SequenceStart(anchor, _) => (anchor, self.list(depth)?),
            Event::MappingStart(anchor, _) => (anchor, self.map(depth)?),
            _ => return Err("it ends too early".to_owned()),
        };
        if anchor > 0 {
            self.anchors.insert(anchor, value.clone());
        }
        Ok(value)
    }

    fn list(&mut self, depth: usize) -> Result<Value, String> {
        let mut items = Vec::new();
        loop {
            match self.next()? {
                Event::SequenceEnd => return Ok(Value::Array(items)),
                event => items.push(self.node(event, depth + 1)?),
            }
        }
    }

    fn map(&mut self, depth: usize) -> Result<Value, String> {
        let (mut own, mut merged) = (Map::new(), Map::new());
        loop {
            let key = match self.next()? {
                Event::MappingEnd => break,
                event => self.node(event, depth + 1)?,
            };
            let event = self.next()?;
            let value = self.node(event, depth + 1)?;
            match key.as_str() {
                Some("<<") => merge(&mut merged, value),
                Some(key) => drop(own.insert(key.to_owned(), value)),
                None => return Err("a key is no text".to_owned()),
            }
        }
        for (key, value) in merged {
            own.entry(key).or_insert(value);
        }
        Ok(Value::Object(own))
    }

    fn spend(&mut self, values: usize) -> Result<(), String> {
        self.left = self.left.checked_sub(values).ok_or("its aliases make it grow beyond all bounds")?;
        Ok(())
    }
}

/// Of several merged maps the first one wins.
fn merge(merged: &mut Map<String, Value>, value: Value) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                merged.entry(key).or_insert(value);
            }
        }
        Value::Array(items) => items.into_iter().for_each(|item| merge(merged, item)),
        _ => {}
    }
}

fn size(value: &Value) -> usize {
    match value {
        Value::Array(items) => 1 + items.iter().map(size).sum::<usize>(),
        Value::Object(map) => 1 + map.values().map(size).sum::<usize>(),
        _ => 1,
    }
}

fn scalar(text: &str, style: ScalarStyle) -> Value {
    match (style, text) {
        (ScalarStyle::Plain, "" | "~" | "null" | "Null" | "NULL") => Value::Null,
        _ => Value::String(text.to_owned()),
    }
}

/// `text` in double quotes. Everything but printable ASCII is escaped, since readers of YAML 1.1 and 1.2
/// disagree on the rest.
pub fn quote(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        // Writing to a String cannot fail.
        let _ = match c {
            '"' => write!(quoted, "\\\""),
            '\\' => write!(quoted, "\\\\"),
            '\n' => write!(quoted, "\\n"),
            '\t' => write!(quoted, "\\t"),
            ' '..='~' => write!(quoted, "{c}"),
            c if u32::from(c) <= 0xffff => write!(quoted, "\\u{:04x}", u32::from(c)),
            c => write!(quoted, "\\U{:08x}", u32::from(c)),
        };
    }
    quoted.push('"');
    quoted
}

/// `text` in double quotes, with `$` doubled so that Compose does not expand it.
pub fn literal(text: &str) -> String {
    quote(&text.replace('$', "$$"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn anchors_and_merge_keys_are_written_out() {
        let text = "x: &a {image: one, ports: ['80:80']}\nb: {<<: *a, image: two, n: 3, e: }\n";
        assert_eq!(
            read(text).unwrap()["b"],
            json!({"image": "two", "ports": ["80:80"], "n": "3", "e": null})
        );
    }

    #[test]
    fn a_file_that_grows_beyond_all_bounds_is_refused() {
        let mut text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
        for n in 1..12 {
            let item = format!("*a{}", n - 1);
            text += &format!("a{n}: &a{n} [{}]\n", vec![item; 10].join(", "));
        }
        assert!(read(&text).unwrap_err().contains("beyond all bounds"));
        assert!(read("a: [").is_err());
        assert!(read("").is_err());
    }

    #[test]
    fn what_is_quoted_reads_back() {
        for text in ["", "$ ${X} # ' \" \\", "line\nline\r\n", "值 ✓ 🍲", "\u{7f}\u{85}\t", "yes", " x "]
        {
            assert_eq!(read(&quote(text)).unwrap(), json!(text));
        }
        assert_eq!(literal("a$b"), "\"a$$b\"");
    }
}
