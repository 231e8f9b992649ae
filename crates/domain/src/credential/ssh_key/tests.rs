use proptest::prelude::*;

use super::*;

/// A field with its length before it.
fn field(bytes: &[u8]) -> Vec<u8> {
    let length = u32::try_from(bytes.len()).unwrap();
    [length.to_be_bytes().as_slice(), bytes].concat()
}

fn public_blob() -> Vec<u8> {
    [field(b"ssh-ed25519"), field(&[7; 32])].concat()
}

/// A file as OpenSSH writes it, whose private part is made up.
fn openssh(cipher: &[u8], keys: u32) -> String {
    let kdf: &[u8] = if cipher == b"none" { b"none" } else { b"bcrypt" };
    let bytes = [
        MAGIC.to_vec(),
        field(cipher),
        field(kdf),
        field(b""),
        keys.to_be_bytes().to_vec(),
        field(&public_blob()),
        field(&[1; 64]),
    ]
    .concat();
    pem("OPENSSH PRIVATE KEY", &bytes)
}

fn pem(label: &str, bytes: &[u8]) -> String {
    let base64 = STANDARD.encode(bytes);
    let lines: Vec<&str> =
        base64.as_bytes().chunks(70).map(|line| std::str::from_utf8(line).unwrap()).collect();
    format!("-----BEGIN {label}-----\n{}\n-----END {label}-----\n", lines.join("\n"))
}

#[test]
fn openssh_keys_say_whether_they_are_encrypted_and_which_they_are() {
    let open = read(&openssh(b"none", 1)).unwrap().unwrap();
    assert!(!open.is_encrypted);
    let line = format!("ssh-ed25519 {} ann@laptop of work", STANDARD.encode(public_blob()));
    let public = PublicKey::of_line(&line).unwrap();
    assert_eq!(public.comment, "ann@laptop of work");
    assert_eq!(open.public.unwrap().fingerprint, public.fingerprint);
    assert!(public.shown().starts_with("ssh-ed25519 SHA256:"));
    assert!(read(&openssh(b"aes256-ctr", 1)).unwrap().unwrap().is_encrypted);
}

#[test]
fn keys_of_openssl_say_whether_they_are_encrypted() {
    for (label, headers, is_encrypted) in [
        ("RSA PRIVATE KEY", "", false),
        ("EC PRIVATE KEY", "Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,AB\n\n", true),
        ("PRIVATE KEY", "", false),
        ("ENCRYPTED PRIVATE KEY", "", true),
    ] {
        let text = pem(label, &[5; 90]).replace("KEY-----\n", &format!("KEY-----\n{headers}"));
        let key = read(&text).unwrap().unwrap();
        assert_eq!((key.is_encrypted, key.public), (is_encrypted, None), "{label}");
    }
}

#[test]
fn what_is_no_private_key_is_none_and_what_is_damaged_is_told() {
    for text in [
        "",
        "ssh-ed25519 AAAA",
        "Host *\n",
        "-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----",
        "-----BEGIN ",
    ] {
        assert_eq!(read(text), None, "{text:?}");
    }
    let whole = openssh(b"none", 1);
    for text in [
        whole.replace("-----END", "-----AND"),
        pem("OPENSSH PRIVATE KEY", b"something else"),
        pem("OPENSSH PRIVATE KEY", &[MAGIC, &[255; 4]].concat()),
        openssh(b"none", 2),
        "-----BEGIN RSA PRIVATE KEY-----\n%%%\n-----END RSA PRIVATE KEY-----".to_owned(),
    ] {
        assert!(read(&text).unwrap().is_err(), "{text}");
    }
}

#[test]
fn a_line_of_another_type_than_its_key_is_none() {
    let blob = STANDARD.encode(public_blob());
    assert!(PublicKey::of_line(&format!("ssh-rsa {blob}")).is_none());
    for line in ["", "ssh-ed25519", "ssh-ed25519 %%%", "The agent has no identities."] {
        assert!(PublicKey::of_line(line).is_none(), "{line}");
    }
}

proptest! {
    /// A key that is cut off anywhere is never taken for a whole one.
    #[test]
    fn half_a_key_is_told(cut in any::<prop::sample::Index>()) {
        let whole = openssh(b"none", 1);
        let base64: String = whole.lines().filter(|line| !line.starts_with('-')).collect();
        let bytes = STANDARD.decode(base64).unwrap();
        let half = &bytes[..cut.index(bytes.len())];
        prop_assert!(read(&pem("OPENSSH PRIVATE KEY", half)).unwrap().is_err());
    }

    #[test]
    fn any_text_is_read_to_its_end(text in "(?s)(-----BEGIN (OPENSSH |RSA |)PRIVATE KEY-----)?.{0,120}(-----END OPENSSH PRIVATE KEY-----)?") {
        let _ = read(&text);
        let _ = PublicKey::of_line(&text);
    }
}
