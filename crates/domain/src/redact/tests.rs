mod every_encoding;
mod ordinary_logs;
mod pieces;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE};
use proptest::prelude::*;

use super::*;

fn redacted(secrets: &[&str], text: &str) -> String {
    Redactor::new(secrets).redact(text).into_owned()
}

#[test]
fn text_without_secrets_is_not_copied() {
    let redactor = Redactor::new(["hunter22"]);
    assert!(matches!(redactor.redact("nothing to see"), Cow::Borrowed("nothing to see")));
    assert!(matches!(Redactor::new([""; 0]).redact("a"), Cow::Borrowed("a")));
}

#[test]
fn what_overlaps_or_touches_gets_one_mask() {
    assert_eq!(redacted(&["xbcdeF7", "eF7ghi"], "<xbcdeF7ghi>"), "<***>");
    assert_eq!(redacted(&["xBcd"], "<xBcdxBcd>"), "<***>");
    assert_eq!(redacted(&["xBcd"], "<xBcd xBcd>"), "<*** ***>");
    assert_eq!(redacted(&["p@ss", "p@ssword"], "p@ssword"), "***");
}

#[test]
fn short_secrets_are_left() {
    let redactor = Redactor::new(["abc", "", "名前で", "xBcd"]);
    assert_eq!(redactor.redact("abc 名前で xBcd"), "abc 名前で ***");
}

#[test]
fn weak_secrets_are_hidden_only_as_values() {
    let redactor = Redactor::new(["test", "admin", "1234"]);
    let log = "go test ./... as admin, 1234 files; PASSWORD=test, \"password\": \"admin\", redis://u:1234@h";
    let clean = "go test ./... as admin, 1234 files; PASSWORD=***, \"password\": \"***\", redis://u:***@h";
    assert_eq!(redactor.redact(log), clean);
}

#[test]
fn an_encoded_secret_is_hidden_in_both_lines_that_it_is_broken_into() {
    let secret = "correct-horse-battery-staple-and-more";
    for before in 0..80 {
        let text = format!("{}{secret} and so on", "x".repeat(before));
        let encoded = STANDARD.encode(text);
        for width in [64, 76] {
            let lines: Vec<&str> =
                encoded.as_bytes().chunks(width).map(|line| str::from_utf8(line).unwrap()).collect();
            let own = stable_digits(&encoded, before, secret.len());
            let alone: Vec<String> = lines.iter().map(|line| redacted(&[secret], line)).collect();
            let together = redacted(&[secret], &lines.join("\n"));
            for clean in [alone.concat(), together.replace('\n', "")] {
                // Digits that are fewer than can be told from others may be left at an end of a line.
                let left = (0..own.len() - 12).find(|at| clean.contains(&own[*at..*at + 12]));
                assert_eq!(left, None, "{before} before, lines of {width}: {clean}");
            }
        }
    }
}

#[test]
fn the_lines_of_a_key_are_hidden_one_by_one() {
    let key = "-----BEGIN KEY-----\nMIIEvQIBADANBgkq\nshort\n-----END KEY-----\n";
    let log = "env: | MIIEvQIBADANBgkq\n     | short\n";
    assert_eq!(redacted(&[key], log), "env: | ***\n     | short\n");
    assert_eq!(redacted(&[key], &format!("KEY={}", key.trim())), "KEY=***");
}

#[test]
fn each_form_is_found() {
    let secret = "p@ss/wörd <'\"$`\\>&名+ =";
    for form in [
        "p%40ss%2Fw%C3%B6rd%20%3C%27%22%24%60%5C%3E%26%E5%90%8D%2B%20%3D",
        "p%40ss%2fw%c3%b6rd+%3c%27%22%24%60%5c%3e%26%e5%90%8d%2b+%3d",
        r#"p@ss/wörd <'\"$`\\>&名+ ="#,
        r#"p@ss\/wörd <'\"$`\\>&名+ ="#,
        r#"p@ss/wörd \u003c'\"$`\\\u003e\u0026名+ ="#,
        r#"p@ss/w\u00f6rd <'\"$`\\>&\u540d+ ="#,
        r#"p@ss/wörd <'\''"$`\>&名+ ="#,
        r#"p@ss/wörd <'\"\$\`\\>&名+ ="#,
        r#"p@ss/wörd\ \<\'\"\$\`\\\>\&名+\ ="#,
        r#"p@ss/wörd <'"$$`\>&名+ ="#,
        "cEBzcy93w7ZyZCA8JyIkYFw+JuWQjSsgPQ==",
        "cEBzcy93w7ZyZCA8JyIkYFw-JuWQjSsgPQ",
    ] {
        assert_eq!(redacted(&[secret], &format!("a {form} b")), "a *** b", "{form}");
    }
}

#[test]
fn hexadecimal_digits_are_found_and_digests_left() {
    let secret = "p@ss wörd";
    for form in [
        "704073732077c3b67264",
        "704073732077C3B67264",
        "70 40 73 73 20 77 c3 b6 72 64",
        "70:40:73:73:20:77:C3:B6:72:64",
    ] {
        assert_eq!(redacted(&[secret], &format!("a {form} b")), "a *** b", "{form}");
        assert_eq!(redacted(&[secret], &format!("ff{form}00")), "ff***00", "inside of longer digits: {form}");
    }
    // What is too short to be looked for is not looked for in digits either.
    let text = "sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393 616263 78426364";
    assert_eq!(redacted(&["abc", "4d7a"], text), text, "four digits stand in every other digest");
    assert_eq!(redacted(&["xBcd"], text), text.replace("78426364", "***"));
}

#[test]
fn a_password_inside_of_an_encoded_login_is_found() {
    for user in ["a", "an", "ann"] {
        let header = STANDARD.encode(format!("{user}:correct-horse"));
        let clean = redacted(&["correct-horse"], &header);
        let left = clean.replace(MASK, "");
        assert!(clean.contains(MASK) && left.len() <= 8, "{header} became {clean}");
    }
}

#[test]
fn debugging_shows_no_secret() {
    let redactor = Redactor::new(["correct-horse"]);
    let shown = format!("{redactor:?}");
    assert!(!shown.contains("correct"), "{shown}");
}

/// Encoders that are not the ones under test where one is at hand.
fn encoded(secret: &str, how: u8, before: &[u8], after: &[u8]) -> String {
    let around = [before, secret.as_bytes(), after].concat();
    match how {
        0 => secret.to_owned(),
        1 => stable_digits(&STANDARD.encode(around), before.len(), secret.len()),
        2 => stable_digits(&URL_SAFE.encode(around), before.len(), secret.len()),
        3 => serde_json::to_string(secret).unwrap().trim_matches('"').to_owned(),
        4 => secret
            .bytes()
            .map(|b| {
                if b.is_ascii_alphanumeric() || b"-._~".contains(&b) {
                    char::from(b).to_string()
                } else {
                    format!("%{b:02X}")
                }
            })
            .collect(),
        _ => secret.replace('\'', "'\\''"),
    }
}

/// The digits all of whose six bits are the secret's.
fn stable_digits(text: &str, before: usize, length: usize) -> String {
    let (first, last) = (before * 8, (before + length) * 8);
    let whole = |digit: &usize| digit * 6 >= first && digit * 6 + 6 <= last;
    text.char_indices().filter(|(digit, _)| whole(digit)).map(|(_, c)| c).collect()
}

fn secret() -> impl Strategy<Value = String> {
    // Quotes at the ends would be cut off by the encoder above, and a mask is made of `*`.
    let any = proptest::string::string_regex("[a-zA-Z0-9é名][ -)+-~é名\n]{2,30}[a-zA-Z0-9é名]").unwrap();
    any.prop_filter("weak ones are hidden only as values", |secret| !crate::secret_words::is_weak(secret))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn no_form_survives(
        secrets in prop::collection::vec(secret(), 1..4),
        how in 0..6_u8,
        around in (prop::collection::vec(any::<u8>(), 0..5), prop::collection::vec(any::<u8>(), 0..5)),
        text in ("[ -)+-~é\n]{0,40}", "[ -)+-~é\n]{0,40}"),
    ) {
        let form = encoded(&secrets[0], how, &around.0, &around.1);
        let whole = format!("{}{form}{}", text.0, text.1);
        let redactor = Redactor::new(&secrets);
        let clean = redactor.redact(&whole).into_owned();
        prop_assert!(!clean.contains(&form), "{form:?} is in {clean:?}");
        prop_assert!(clean.contains(MASK));
    }

    #[test]
    fn none_survives_where_secrets_overlap(
        secrets in prop::collection::vec("x[x9]{2,5}9", 1..5),
        text in "[x9c]{0,60}",
    ) {
        let redactor = Redactor::new(&secrets);
        let clean = redactor.redact(&text).into_owned();
        for secret in &secrets {
            prop_assert!(!clean.contains(secret.as_str()));
        }
    }
}
