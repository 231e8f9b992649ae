//! Percent-encoding, as addresses and forms have it.

/// What URL encoders leave as it is beside letters and digits: RFC 3986, encodeURIComponent, paths, forms,
/// encodeURI, and two libraries' passwords in addresses.
const KEPT: [&str; 7] =
    ["-._~", "-._~!'()*", "-._~/", "-._*", "-._~!'()*;/?:@&=+$,#", "-._~!$&'()*+,;", "-._~$&+,;="];

/// By each of them, also twice and with `+` for a blank; and with every byte encoded.
pub(in crate::redact) fn forms(text: &str) -> Vec<String> {
    let mut forms: Vec<String> =
        [upper, lower].iter().map(|write| encoded(text, |_| false, *write)).collect();
    for kept in KEPT {
        let keep = |byte: u8| byte.is_ascii_alphanumeric() || kept.as_bytes().contains(&byte);
        for write in [upper, lower] {
            let once = encoded(text, keep, write);
            forms.push(once.replace("%20", "+"));
            forms.push(once.replace('%', "%25"));
            forms.push(once);
        }
    }
    forms
}

fn upper(byte: u8) -> String {
    format!("%{byte:02X}")
}

fn lower(byte: u8) -> String {
    format!("%{byte:02x}")
}

fn encoded(text: &str, keep: impl Fn(u8) -> bool, write: fn(u8) -> String) -> String {
    text.bytes().map(|byte| if keep(byte) { char::from(byte).to_string() } else { write(byte) }).collect()
}
