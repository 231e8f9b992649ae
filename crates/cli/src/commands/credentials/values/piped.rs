//! A secret from standard input.

use std::collections::BTreeMap;
use std::io::Read;

use slipway_domain::credential::Kind;
use slipway_domain::problem::{Code, Problem};
use slipway_domain::secret::Secret;

use super::{Given, fields};
use crate::context::Context;
use crate::terminal;

/// The most bytes that a credential has.
const LONGEST: u64 = 1024 * 1024;

/// All of standard input.
pub async fn read(context: &Context) -> Result<String, Problem> {
    let all = || {
        let mut bytes = Vec::new();
        std::io::stdin().take(LONGEST + 1).read_to_end(&mut bytes).map(|_| bytes)
    };
    let stopped = || Problem::new(Code::Interrupted, "it was stopped; nothing was changed");
    let read = tokio::select! {
        read = terminal::awaited(all) => read.ok_or_else(stopped)?,
        () = context.interrupt.cancelled() => return Err(stopped()),
    };
    let wrong = |why: &str| Problem::new(Code::Usage, format!("standard input {why}"));
    let bytes = read.map_err(|error| wrong(&format!("cannot be read: {error}")))?;
    if bytes.len() as u64 > LONGEST {
        return Err(wrong("is longer than 1 MiB").hint("a credential is shorter"));
    }
    // What the error holds are the bytes.
    String::from_utf8(bytes).map_err(|_| wrong("is no text").hint("store it as text, for example in base64"))
}

/// The one secret that was given. The end of its last line is none of it; a key keeps it, since OpenSSH wants it there.
pub fn value(kind: Kind, mut text: String) -> Secret {
    if kind != Kind::SshKey && text.ends_with('\n') {
        text.pop();
        if text.ends_with('\r') {
            text.pop();
        }
    }
    Secret::new(text)
}

/// The parts in a JSON object. What is wrong is told without quoting any of it.
pub fn object(kind: Kind, text: String) -> Result<Given, Problem> {
    let parts: Result<BTreeMap<String, String>, _> = serde_json::from_str(&text);
    drop(Secret::new(text));
    let message = "standard input is no JSON object whose values are texts";
    let parts = parts.map_err(|_| Problem::new(Code::Usage, message).hint(example(kind)))?;
    if parts.keys().any(|name| kind.field(name).is_none()) {
        let message = format!("standard input has parts that a credential of kind {kind} has not");
        return Err(Problem::new(Code::Usage, message).hint(format!("{}; {}", example(kind), fields(kind))));
    }
    Ok(parts.into_iter().map(|(name, value)| (name, Secret::new(value))).collect())
}

fn example(kind: Kind) -> String {
    let secret = kind.fields().iter().filter(|field| field.secret);
    let parts: Vec<String> = secret.map(|field| format!("\"{}\": \"…\"", field.name)).collect();
    format!("it takes {{{}}}", parts.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_line_end_is_no_part_of_a_secret() {
        let of = |kind, text: &str| value(kind, text.to_owned()).expose().to_owned();
        assert_eq!(of(Kind::Plain, "secret\n"), "secret");
        assert_eq!(of(Kind::Plain, "secret\r\n"), "secret");
        assert_eq!(of(Kind::Plain, " two\nlines\n\n"), " two\nlines\n");
        assert_eq!(of(Kind::SshKey, "-----END-----\n"), "-----END-----\n");
    }

    #[test]
    fn an_object_gives_parts_and_what_is_wrong_in_it_is_not_quoted() {
        let given = object(Kind::SshKey, r#"{"private_key":"k\n","passphrase":"p"}"#.to_owned()).unwrap();
        assert_eq!((given["private_key"].expose(), given["passphrase"].expose()), ("k\n", "p"));
        for text in ["hunter22", r#"["hunter22"]"#, r#"{"value":{"hunter22":1}}"#, r#"{"hunter22":"x"}"#] {
            let wrong = object(Kind::Plain, text.to_owned()).unwrap_err();
            assert!(!format!("{wrong:?}").contains("hunter22"), "{wrong:?}");
            assert_eq!(wrong.code, Code::Usage);
        }
    }
}
