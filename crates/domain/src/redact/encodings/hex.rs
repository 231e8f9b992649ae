//! Hexadecimal digits. There are at least eight, two for each of the bytes of a shortest secret: a digest or an id that
//! has them by chance is rarer than a text that has the secret's own letters.

use std::fmt::Write as _;

/// What stands before each byte, and between two.
const SEPARATED: [(&str, &str); 8] =
    [("", " "), ("", ":"), ("", "-"), ("", ","), ("", ", "), ("\\x", ""), ("0x", ", "), ("0x", ",")];

/// In one go.
pub(in crate::redact) fn digits(bytes: &[u8]) -> [String; 2] {
    let lower = written(bytes, "", "");
    [lower.to_uppercase(), lower]
}

/// With what `od`, `openssl`, `xxd` and programs' own ways put between bytes.
pub(in crate::redact) fn separated(bytes: &[u8]) -> Vec<String> {
    let mut forms = Vec::new();
    for (before, between) in SEPARATED {
        let lower = written(bytes, before, between);
        forms.push(lower.to_uppercase().replace("0X", "0x").replace("\\X", "\\x"));
        forms.push(lower);
    }
    forms.extend([0, 1].map(|first| in_pairs(bytes, first)));
    forms
}

fn written(bytes: &[u8], before: &str, between: &str) -> String {
    let digits: Vec<String> = bytes.iter().map(|byte| format!("{before}{byte:02x}")).collect();
    digits.join(between)
}

/// In pairs of bytes, of which `first` is cut: as `xxd` groups them.
fn in_pairs(bytes: &[u8], first: usize) -> String {
    let mut text = String::new();
    for (at, byte) in bytes.iter().enumerate() {
        if at > 0 && at % 2 == first {
            text.push(' ');
        }
        // Writing to a string never fails.
        let _ = write!(text, "{byte:02x}");
    }
    text
}
