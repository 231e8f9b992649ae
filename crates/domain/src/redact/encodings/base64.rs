//! Base64.

use base64::Engine;
use base64::engine::GeneralPurpose;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD};

/// The widths of lines that `base64` (MIME) and `openssl` (PEM) make.
const WIDTHS: [usize; 2] = [76, 64];
/// Shorter last lines are no form of their own.
const SHORTEST_LINE: usize = 16;

/// Alone, with padding or without; and the digits that are always the same when it stands inside of a longer
/// text: where it begins there decides between three. The digits at both ends hold bits of the neighbours.
pub(in crate::redact) fn forms(bytes: &[u8]) -> Vec<String> {
    let mut forms: Vec<String> = [STANDARD, URL_SAFE].iter().map(|padded| padded.encode(bytes)).collect();
    for bare in [STANDARD_NO_PAD, URL_SAFE_NO_PAD] {
        forms.push(bare.encode(bytes));
        forms.extend((0..3).map(|before| inside(&bare, before, bytes)));
    }
    forms.extend(twice(bytes));
    forms.extend(utf16(bytes));
    forms
}

/// The lines that it is broken into where it stands alone, for logs that put something before each.
pub(in crate::redact) fn lines(bytes: &[u8]) -> Vec<String> {
    let whole = STANDARD.encode(bytes);
    let broken = WIDTHS.iter().filter(|width| whole.len() > **width);
    let lines = broken.flat_map(|width| whole.as_bytes().chunks(*width));
    let long = lines.filter(|line| line.len() >= SHORTEST_LINE);
    long.map(|line| String::from_utf8_lossy(line).into_owned()).collect()
}

/// Inside of a text that is encoded, and that inside of one that is encoded again.
fn twice(bytes: &[u8]) -> Vec<String> {
    let once = (0..3).map(|before| inside(&STANDARD_NO_PAD, before, bytes));
    once.flat_map(|once| (0..3).map(move |before| inside(&STANDARD_NO_PAD, before, once.as_bytes())))
        .collect()
}

/// As PowerShell takes commands and Windows keeps text.
fn utf16(bytes: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(bytes);
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    (0..3).map(|before| inside(&STANDARD_NO_PAD, before, &wide)).collect()
}

fn inside(engine: &GeneralPurpose, before: usize, bytes: &[u8]) -> String {
    let text = engine.encode([&vec![0; before], bytes].concat());
    let (from, to) = ((before * 8).div_ceil(6), (before + bytes.len()) * 8 / 6);
    text[from..to].to_owned()
}
