//! Twelve thousand lines with secrets in every encoding, in pieces of any length: none gets through.

use std::collections::HashSet;
use std::fmt::Write as _;

use slipway_fixtures::build_log::{BuildLog, Luck};

use super::*;

const LINES: usize = 12_000;
/// So many letters or digits of an encoding in one go are taken for the secret. Fewer may be left where lines break.
const TELLING: usize = 12;

/// Writes a secret in an encoding.
type Encoder = fn(&str, &mut Luck) -> String;

/// Each written here by itself and not by what is under test.
const ENCODERS: [(&str, Encoder); 22] = [
    ("as it is", |secret, _| secret.to_owned()),
    ("base64", |secret, _| STANDARD.encode(secret)),
    ("base64 without padding", |secret, _| STANDARD.encode(secret).trim_end_matches('=').to_owned()),
    ("url-safe base64", |secret, _| URL_SAFE.encode(secret)),
    ("base64 one byte in", |secret, _| STANDARD.encode(format!("u{secret}"))),
    ("base64 two bytes in", |secret, _| STANDARD.encode(format!("u:{secret}:x"))),
    ("url-safe base64 inside", |secret, luck| {
        URL_SAFE.encode(format!("{}{secret}~", "u".repeat(luck.below(9))))
    }),
    ("base64 in lines of 76", |secret, luck| lines(&STANDARD.encode(around(secret, luck)), 76)),
    ("base64 in lines of 64", |secret, luck| lines(&STANDARD.encode(around(secret, luck)), 64)),
    ("base64 twice", |secret, _| STANDARD.encode(STANDARD.encode(format!("user:{secret}")))),
    ("hex", |secret, _| hex(secret, "", "")),
    ("hex in capitals", |secret, _| hex(secret, "", "").to_uppercase()),
    ("hex with colons", |secret, _| hex(secret, "", ":")),
    ("hex with blanks", |secret, _| hex(secret, "", " ")),
    ("escaped bytes", |secret, _| hex(secret, "\\x", "")),
    ("URL", |secret, _| percent(secret, "-._~")),
    ("URL of a form", |secret, _| percent(secret, "-._*").replace("%20", "+")),
    ("URL twice", |secret, _| percent(secret, "-._~").replace('%', "%25")),
    ("JSON", |secret, _| serde_json::to_string(secret).unwrap()),
    ("JSON with slashes", |secret, _| serde_json::to_string(secret).unwrap().replace('/', "\\/")),
    ("JSON in code points", |secret, _| secret.encode_utf16().map(|unit| format!("\\u{unit:04x}")).collect()),
    ("a shell's quotes", |secret, _| format!("'{}'", secret.replace('\'', "'\\''"))),
];

fn around(secret: &str, luck: &mut Luck) -> String {
    format!("{}{secret}{}", "KEY=".repeat(luck.below(20)), "\nNEXT=".repeat(luck.below(20)))
}

fn lines(text: &str, width: usize) -> String {
    let lines: Vec<&str> = text.as_bytes().chunks(width).map(|line| str::from_utf8(line).unwrap()).collect();
    lines.join("\n")
}

fn hex(secret: &str, before: &str, between: &str) -> String {
    let mut text = String::new();
    for (at, byte) in secret.bytes().enumerate() {
        let between = if at == 0 { "" } else { between };
        write!(text, "{between}{before}{byte:02x}").unwrap();
    }
    text
}

fn percent(secret: &str, kept: &str) -> String {
    let one = |byte: u8| match byte.is_ascii_alphanumeric() || kept.as_bytes().contains(&byte) {
        true => char::from(byte).to_string(),
        false => format!("%{byte:02X}"),
    };
    secret.bytes().map(one).collect()
}

/// As registries, databases and clouds give them out, and as people choose them.
fn secrets(luck: &mut Luck) -> Vec<String> {
    let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    let mut secrets = vec!["correct horse/battery+staple".to_owned(), "pä55 'w' \"ö\" $x&y=1".to_owned()];
    secrets
        .extend(["ghp_", "glpat-", "AKIA", "xoxb-", "sk_live_"].map(|start| luck.text(start, alphabet, 36)));
    secrets.extend((0..5).map(|_| luck.text("", "abcdef0123456789", 40)));
    secrets
}

/// Whether a stretch of an encoded secret stands in the clean text.
fn tells(encoded: &str, clean: &str) -> bool {
    let stretches: HashSet<&[u8]> = clean.as_bytes().windows(TELLING).collect();
    encoded.as_bytes().windows(TELLING).any(|stretch| stretches.contains(stretch))
}

#[test]
fn no_encoding_gets_through_in_pieces_of_any_length() {
    let mut luck = Luck::new(5);
    let secrets = secrets(&mut luck);
    let redactor = Redactor::new(&secrets);
    let mut stream = redactor.redacting();
    let mut log = BuildLog::new(7);
    let mut planted = 0;
    for number in 0..LINES {
        let secret = &secrets[luck.below(secrets.len())];
        let (name, encoder) = ENCODERS[number % ENCODERS.len()];
        let line = log.line();
        let encoded = encoder(secret, &mut luck);
        let text = format!("{line} <\n{encoded}\n>\n");
        let mut clean = Vec::new();
        let mut rest = text.as_bytes();
        while !rest.is_empty() {
            let (piece, after) = rest.split_at((1 + luck.below(40)).min(rest.len()));
            clean.extend(stream.push(piece));
            rest = after;
        }
        clean.extend(stream.flush());
        let clean = String::from_utf8(clean).unwrap();
        assert!(clean.contains(MASK), "{name} of {secret:?} is not seen in {text}");
        let own = own_part(name, secret, &encoded);
        assert!(!tells(&own, &clean), "{name} of {secret:?}: {clean}");
        planted += 1;
    }
    assert!(planted >= 10_000 && ENCODERS.len() >= 16);
}

/// The part of an encoding that holds the secret alone: what is around it may be seen.
fn own_part(name: &str, secret: &str, encoded: &str) -> String {
    let before = match name {
        "base64 one byte in" => 1,
        "base64 two bytes in" => 2,
        name if name.contains("lines") || name.ends_with("inside") || name == "base64 twice" => {
            return inside(name, secret, encoded);
        }
        _ => return encoded.to_owned(),
    };
    stable_digits(encoded, before, secret.len())
}

/// The same where something of any length is around it.
fn inside(name: &str, secret: &str, encoded: &str) -> String {
    let engine = if name.starts_with("url-safe") { URL_SAFE } else { STANDARD };
    let digits = encoded.replace('\n', "");
    let plain = engine.decode(&digits).unwrap();
    if name == "base64 twice" {
        let own = inside("", secret, str::from_utf8(&plain).unwrap());
        let at = find(&plain, own.as_bytes());
        return stable_digits(&digits, at, own.len());
    }
    stable_digits(&digits, find(&plain, secret.as_bytes()), secret.len())
}

fn find(text: &[u8], part: &[u8]) -> usize {
    text.windows(part.len()).position(|stretch| stretch == part).unwrap()
}
