//! Streams that come in pieces.

use super::*;

/// What comes out of a stream that is cut there.
fn streamed(redactor: &Redactor, text: &[u8], cuts: &[usize]) -> String {
    let mut stream = redactor.redacting();
    let mut clean = Vec::new();
    let mut from = 0;
    for cut in cuts.iter().copied().chain([text.len()]) {
        clean.extend(stream.push(&text[from..cut]));
        from = cut;
    }
    clean.extend(stream.flush());
    assert_eq!(stream.kept_back(), 0, "nothing is kept back after the end");
    String::from_utf8(clean).unwrap()
}

#[test]
fn a_secret_is_found_wherever_the_stream_is_cut() {
    let redactor = Redactor::new(["correct-horse", "horse-9-battery", "hunter2"]);
    let text = b"a correct-horse-9-battery b hunter2hunter2\nY29ycmVjdC1o\nb3JzZQ== end hunt";
    let whole = redactor.redact(str::from_utf8(text).unwrap()).into_owned();
    assert_eq!(whole, "a *** b ***\n*** end hunt");
    for first in 0..text.len() {
        for second in first..text.len() {
            assert_eq!(streamed(&redactor, text, &[first, second]), whole, "cut at {first} and {second}");
        }
    }
}

#[test]
fn only_what_may_begin_a_secret_is_kept_back() {
    let mut stream = Redactor::new(["correct-horse"]).redacting();
    assert_eq!(stream.push(b"downloading 10 % corr"), b"downloading 10 % ");
    assert_eq!(stream.kept_back(), 4);
    assert_eq!(stream.push(b"upt!"), b"corrupt!");
    assert_eq!(stream.kept_back(), 0);
    assert_eq!(stream.push(b" corr"), b" ");
    assert_eq!(stream.flush(), b"corr", "its owner waited long enough");
}

/// Something longer may begin inside of what is known to be hidden; what comes of it does not matter for that.
#[test]
fn what_is_known_to_be_hidden_stays_hidden() {
    let redactor = Redactor::new(["9x9xx9x9x99", "9x999xx9xxxxxxxxxx9x99xx9999999x"]);
    let text = b"3978397878397839783939\r\n3978397878397839783939ab";
    let whole = redactor.redact(str::from_utf8(text).unwrap()).into_owned();
    for first in 0..text.len() {
        for second in first..text.len() {
            assert_eq!(streamed(&redactor, text, &[first, second]), whole, "cut at {first} and {second}");
        }
    }
}

#[test]
fn what_is_kept_back_has_an_end() {
    let secret = "x9".repeat(20);
    let mut stream = Redactor::new([&secret]).redacting();
    let mut clean = Vec::new();
    for _ in 0..2_000 {
        clean.extend(stream.push(secret.as_bytes()));
        assert!(stream.kept_back() < secret.len(), "{} bytes are kept", stream.kept_back());
    }
    clean.extend(stream.flush());
    assert_eq!(clean, MASK.as_bytes(), "what touches is one find");
}

#[test]
fn a_weak_secret_is_known_by_what_was_handed_out_before() {
    let redactor = Redactor::new(["test"]);
    let text = b"go test; PASSWORD=test\nPASSWORD=tests --token test";
    let whole = redactor.redact(str::from_utf8(text).unwrap()).into_owned();
    assert_eq!(whole, "go test; PASSWORD=***\nPASSWORD=tests --token ***");
    for cut in 0..text.len() {
        assert_eq!(streamed(&redactor, text, &[cut]), whole, "cut at {cut}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn pieces_say_what_the_whole_says(
        secrets in prop::collection::vec(secret(), 1..4),
        how in 0..6_u8,
        text in ("[ -)+-~é\n]{0,40}", "[ -)+-~é\n]{0,40}"),
        cuts in prop::collection::vec(0.0..1.0_f64, 0..6),
    ) {
        let whole = format!("{}{}{}", text.0, encoded(&secrets[0], how, b"ab", b"c"), text.1);
        let redactor = Redactor::new(&secrets);
        let mut cuts: Vec<usize> = cuts.iter().map(|cut| (cut * whole.len() as f64) as usize).collect();
        cuts.sort_unstable();
        prop_assert_eq!(streamed(&redactor, whole.as_bytes(), &cuts), redactor.redact(&whole).into_owned());
    }
}
