//! JSON, and how languages show strings.

/// As a JSON string, also with `/` escaped, as Go's encoder does it, in ASCII only, inside of another JSON
/// string, with every character escaped, and as Rust shows text.
pub(in crate::redact) fn forms(text: &str) -> Vec<String> {
    let plain = json(text);
    let for_html = plain.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026");
    let slashed = plain.replace('/', "\\/");
    let mut forms = vec![
        ascii(&for_html),
        ascii(&plain),
        ascii(&slashed),
        json(&plain),
        json(&slashed),
        format!("{text:?}").trim_matches('"').to_owned(),
    ];
    let every: String = text.chars().map(escaped).collect();
    forms.extend([digits_upper(&every), digits_upper(&ascii(&plain))]);
    forms.extend([plain, for_html, slashed, every]);
    forms
}

/// With capital letters for the digits of each `\u00f6`.
fn digits_upper(text: &str) -> String {
    let mut parts = text.split("\\u");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |whole, part| match part.split_at_checked(4) {
        Some((digits, rest)) => format!("{whole}\\u{}{rest}", digits.to_ascii_uppercase()),
        None => format!("{whole}\\u{part}"),
    })
}

fn json(text: &str) -> String {
    let quoted = serde_json::Value::from(text).to_string();
    quoted.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(&quoted).to_owned()
}

fn ascii(text: &str) -> String {
    text.chars().map(|c| if c.is_ascii() { c.to_string() } else { escaped(c) }).collect()
}

fn escaped(letter: char) -> String {
    let mut units = [0; 2];
    letter.encode_utf16(&mut units).iter().map(|unit| format!("\\u{unit:04x}")).collect()
}
