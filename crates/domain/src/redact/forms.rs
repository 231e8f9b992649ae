//! The forms in which a secret may be printed.

use std::collections::BTreeSet;

use base64::Engine;
use base64::engine::GeneralPurpose;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD};

use super::SHORTEST;

/// A line of a secret with several is looked for by itself from this many characters on: programs print a
/// key line by line, and logs are kept by lines; shorter ones (`}`, `key:`) are ordinary text.
const SHORTEST_LINE: usize = 8;

/// What URL encoders leave as it is beside letters and digits: RFC 3986, encodeURIComponent, paths, forms,
/// encodeURI, and two libraries' passwords in addresses.
const URL_KEPT: [&str; 7] =
    ["-._~", "-._~!'()*", "-._~/", "-._*", "-._~!'()*;/?:@&=+$,#", "-._~!$&'()*+,;", "-._~$&+,;="];

/// Every form of a secret with at least [`SHORTEST`] characters.
pub(super) fn of(secret: &str) -> BTreeSet<String> {
    let mut forms = BTreeSet::new();
    for part in parts(secret) {
        forms.insert(part.to_owned());
        base64_forms(part.as_bytes(), &mut forms);
        hex_forms(part.as_bytes(), &mut forms);
        url_forms(part, &mut forms);
        json_forms(part, &mut forms);
        shell_forms(part, &mut forms);
    }
    forms.retain(|form| form.chars().count() >= SHORTEST);
    forms
}

/// The secret, itself without white space around it, and its lines.
fn parts(secret: &str) -> BTreeSet<&str> {
    let long = |text: &&str, shortest| text.chars().count() >= shortest;
    let whole = [secret, secret.trim()].into_iter().filter(|text| long(text, SHORTEST));
    let lines = secret.lines().map(str::trim).filter(|line| long(line, SHORTEST_LINE));
    whole.chain(lines).collect()
}

/// Alone, with padding or without; and the digits that are always the same when it stands inside of a longer
/// text: where it begins there decides between three. The digits at both ends hold bits of the neighbours.
fn base64_forms(bytes: &[u8], forms: &mut BTreeSet<String>) {
    for padded in [STANDARD, URL_SAFE] {
        forms.insert(padded.encode(bytes));
    }
    for bare in [STANDARD_NO_PAD, URL_SAFE_NO_PAD] {
        forms.insert(bare.encode(bytes));
        forms.extend((0..3).map(|before| inside(&bare, before, bytes)));
    }
}

fn inside(engine: &GeneralPurpose, before: usize, bytes: &[u8]) -> String {
    let text = engine.encode([&vec![0; before], bytes].concat());
    let (from, to) = ((before * 8).div_ceil(6), (before + bytes.len()) * 8 / 6);
    text[from..to].to_owned()
}

/// In one go, and with what `xxd`, `od` and `openssl` put between bytes. There are at least eight digits, two for
/// each of the bytes of a [`SHORTEST`] secret: a digest or an id that has them by chance is rarer than a text that
/// has the secret's own letters.
fn hex_forms(bytes: &[u8], forms: &mut BTreeSet<String>) {
    for between in ["", " ", ":"] {
        let digits: Vec<String> = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        let lower = digits.join(between);
        forms.insert(lower.to_uppercase());
        forms.insert(lower);
    }
}

fn url_forms(text: &str, forms: &mut BTreeSet<String>) {
    for kept in URL_KEPT {
        let upper = percent(text, kept, |byte| format!("%{byte:02X}"));
        let lower = percent(text, kept, |byte| format!("%{byte:02x}"));
        for encoded in [upper, lower] {
            forms.insert(encoded.replace("%20", "+"));
            forms.insert(encoded);
        }
    }
}

fn percent(text: &str, kept: &str, write: impl Fn(u8) -> String) -> String {
    let keep = |byte: u8| byte.is_ascii_alphanumeric() || kept.as_bytes().contains(&byte);
    text.bytes().map(|byte| if keep(byte) { char::from(byte).to_string() } else { write(byte) }).collect()
}

/// As a JSON string, also with `/` escaped, as Go's encoder does it, in ASCII only, inside of another JSON
/// string, and as Rust shows text.
fn json_forms(text: &str, forms: &mut BTreeSet<String>) {
    let plain = json(text);
    let for_html = plain.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026");
    forms.insert(plain.replace('/', "\\/"));
    forms.insert(ascii(&for_html));
    forms.insert(ascii(&plain));
    forms.insert(json(&plain));
    forms.insert(format!("{text:?}").trim_matches('"').to_owned());
    forms.extend([plain, for_html]);
}

fn json(text: &str) -> String {
    let quoted = serde_json::Value::from(text).to_string();
    quoted.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(&quoted).to_owned()
}

fn ascii(text: &str) -> String {
    let mut units = [0; 2];
    let mut escaped = |letter: char| -> String {
        letter.encode_utf16(&mut units).iter().map(|unit| format!("\\u{unit:04x}")).collect()
    };
    text.chars().map(|c| if c.is_ascii() { c.to_string() } else { escaped(c) }).collect()
}

/// Between single quotes, between double quotes, bare with backslashes, as `$'…'`, with `$` doubled as
/// compose files have it and with `'` doubled as YAML and SQL have it.
fn shell_forms(text: &str, forms: &mut BTreeSet<String>) {
    let bare = |c: char| c.is_alphanumeric() || "_@%+=:,./-".contains(c);
    forms.insert(text.replace('\'', "'\\''"));
    forms.insert(text.replace('\'', "'\"'\"'"));
    forms.insert(text.replace('\'', "''"));
    forms.insert(text.replace('$', "$$"));
    forms.insert(backslashed(text, |c| "\\\"$`".contains(c)));
    forms.insert(backslashed(text, |c| !bare(c)));
    let quoted = backslashed(text, |c| "\\'".contains(c));
    forms.insert(quoted.replace('\n', "\\n").replace('\t', "\\t").replace('\r', "\\r"));
}

fn backslashed(text: &str, special: impl Fn(char) -> bool) -> String {
    text.chars().map(|c| if special(c) { format!("\\{c}") } else { c.to_string() }).collect()
}
