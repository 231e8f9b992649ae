//! Texts that fit.

/// Stands at the end of a text that was cut.
const CUT: char = '…';

/// At most so many characters.
pub(super) fn to_characters(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most.saturating_sub(1)).chain([CUT]).collect()
}

/// At most so many bytes, cut between two lines where there are several, else between two characters.
pub(super) fn to_bytes(text: &str, most: usize) -> String {
    if text.len() <= most {
        return text.to_owned();
    }
    let room = most.saturating_sub(CUT.len_utf8() + 1);
    let mut end = room.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let kept = &text[..end];
    match kept.rfind('\n') {
        Some(line) if line > 0 => format!("{}\n{CUT}", &kept[..line]),
        _ => format!("{kept}{CUT}"),
    }
}

/// One line, without what would break it.
pub(super) fn one_line(text: &str) -> String {
    let breaks = |c: char| c.is_whitespace() || c.is_control();
    text.split(breaks).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn nothing_is_longer_than_it_may_be(text in "\\PC{0,80}(\n\\PC{0,40}){0,4}", most in 8_usize..120) {
            prop_assert!(to_characters(&text, most).chars().count() <= most);
            prop_assert!(to_bytes(&text, most).len() <= most);
            if text.len() <= most {
                prop_assert_eq!(to_bytes(&text, most), text.clone());
            }
        }
    }

    #[test]
    fn whole_lines_stay() {
        assert_eq!(to_bytes("first line\nsecond line\nthird", 24), "first line\n…");
        assert_eq!(to_bytes("雪雪雪雪", 9), "雪…");
        assert_eq!(one_line("a\n  b\tc\u{1b}d"), "a b c d");
    }
}
