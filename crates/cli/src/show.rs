//! What is printed for people: tables on standard output, everything else on standard error. All of it goes through the
//! redactor of what this process has opened.

pub mod check;
pub mod credentials;
pub mod history;
pub mod operation;
pub mod plan;
pub mod policy;
pub mod status;
pub mod table;
pub mod tags;

use std::borrow::Cow;
use std::io::Write;

pub use slipway_domain::moment::moment;

use crate::standard_output;

/// A line on standard error. A reader that has gone is no error.
pub fn line(text: &str) {
    let _ = writeln!(std::io::stderr(), "{}", slipway_app::redacted(text));
}

/// A line on standard output.
pub fn out(text: &str) {
    standard_output::write(&slipway_app::redacted(text));
}

/// A document on one line of standard output.
pub fn json_line(document: &impl serde::Serialize) {
    json(&serde_json::to_string(document).unwrap_or_default());
}

/// A document on standard output.
pub fn json(text: &str) {
    standard_output::write(&still_json(text, slipway_app::redacted(text)));
}

/// What is left of a document without values, as a document: a value of digits may have stood where a number does. Then
/// its texts are cleaned one by one.
fn still_json<'t>(text: &str, clean: Cow<'t, str>) -> Cow<'t, str> {
    let is_json = |text: &str| serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok();
    if matches!(clean, Cow::Borrowed(_)) || is_json(&clean) {
        return clean;
    }
    let document = serde_json::from_str(text).unwrap_or_default();
    Cow::Owned(slipway_app::redacted_json(document).to_string())
}

/// A moment in front of a line, as RFC 3339 in UTC to the second.
pub fn stamp(at: jiff::Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// A person for people: the name without the address.
pub fn person(actor: &str) -> &str {
    actor.split_once(" <").map_or(actor, |(name, _)| name)
}

/// The same text with a capital letter in front, unless its first word is a name: of a host, an image or a file.
pub fn sentence(text: &str) -> String {
    if !text.split(' ').next().unwrap_or_default().chars().all(char::is_alphabetic) {
        return text.to_owned();
    }
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// How many there are: `1 service`, `2 services`.
pub fn count(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

/// Names as people list them: `host-1, host-2 and 3 more`.
pub fn names(all: &[&str]) -> String {
    match all {
        [] => "nothing".to_owned(),
        [one] => (*one).to_owned(),
        [one, other] => format!("{one} and {other}"),
        [first, second, more @ ..] => format!("{first}, {second} and {} more", more.len()),
    }
}

/// A duration for people.
pub fn duration(millis: u64) -> String {
    match millis {
        0..1_000 => format!("{millis} ms"),
        1_000..60_000 => format!("{}.{} s", millis / 1_000, millis % 1_000 / 100),
        _ => format!("{} min {} s", millis / 60_000, millis % 60_000 / 1_000),
    }
}

/// Says that something was done: a sentence for people, a document for machines.
pub fn done(json: bool, sentence: &str) {
    if json {
        json_line(&slipway_api::done::DoneDocument { done: sentence.to_owned() });
    } else {
        out(sentence);
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn durations_and_lists_read_like_sentences() {
        assert_eq!(super::duration(12), "12 ms");
        assert_eq!(super::duration(3_450), "3.4 s");
        assert_eq!(super::duration(72_000), "1 min 12 s");
        assert_eq!(super::names(&["host-1"]), "host-1");
        assert_eq!(super::names(&["a", "b", "c", "d"]), "a, b and 2 more");
        assert_eq!(super::person("Ann <ann@example.com>"), "Ann");
    }

    #[test]
    fn a_document_stays_one_whatever_is_taken_out_of_it() {
        use std::borrow::Cow;
        let text = r#"{"b":9407315528,"a":"x"}"#;
        assert_eq!(super::still_json(text, Cow::Borrowed(text)), text);
        let fine = r#"{"b":9407315528,"a":"***"}"#;
        assert_eq!(super::still_json(text, Cow::Owned(fine.to_owned())), fine);
        let broken = Cow::Owned(r#"{"b":***,"a":"x"}"#.to_owned());
        assert_eq!(super::still_json(text, broken), r#"{"a":"x","b":9407315528}"#);
    }

    #[test]
    fn a_sentence_begins_with_a_capital_and_a_name_stays_as_it_is() {
        assert_eq!(super::sentence("on host-1 api: it restarts"), "On host-1 api: it restarts");
        for name in ["busybox:latest could not be pulled", "host-1 cannot be reached", "slipway.yml: no jobs"]
        {
            assert_eq!(super::sentence(name), name);
        }
    }
}
