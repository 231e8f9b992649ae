//! Signatures, as each service wants them.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ring::hmac;
use slipway_domain::secret::Secret;

fn hmac_sha256(key: &[u8], text: &[u8]) -> Vec<u8> {
    hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, key), text).as_ref().to_vec()
}

/// DingTalk's: of the moment in milliseconds and the secret, by the secret.
pub(crate) fn dingtalk(secret: &Secret, millis: i64) -> String {
    let text = format!("{millis}\n{}", secret.expose());
    STANDARD.encode(hmac_sha256(secret.expose().as_bytes(), text.as_bytes()))
}

/// Feishu's: of nothing, by the moment in seconds and the secret.
pub(crate) fn feishu(secret: &Secret, seconds: i64) -> String {
    let key = format!("{seconds}\n{}", secret.expose());
    STANDARD.encode(hmac_sha256(key.as_bytes(), b""))
}

/// A webhook's: of the version, the moment in seconds and the body, by the key; in hexadecimal digits.
pub(crate) fn webhook(key: &Secret, seconds: i64, body: &str) -> String {
    let text = format!("v1:{seconds}:{body}");
    let signature = hmac_sha256(key.expose().as_bytes(), text.as_bytes());
    let digits: String = signature.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("v1={digits}")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 4231, test case 2.
    #[test]
    fn it_is_the_hmac_of_the_rfc() {
        let digits: String = hmac_sha256(b"Jefe", b"what do ya want for nothing?")
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        assert_eq!(digits, "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    }

    #[test]
    fn another_moment_and_another_body_have_another_signature() {
        let key = Secret::new("k");
        assert_ne!(webhook(&key, 1, "{}"), webhook(&key, 2, "{}"));
        assert_ne!(webhook(&key, 1, "{}"), webhook(&key, 1, "[]"));
        assert_ne!(dingtalk(&key, 1), dingtalk(&key, 2));
        assert_ne!(feishu(&key, 1), feishu(&key, 2));
        assert!(webhook(&key, 1, "").starts_with("v1="));
    }
}
