//! How a secret may stand in what is looked through.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};

/// The value itself, and what base64 makes of it wherever it stands in what was encoded.
pub fn spellings(value: &str) -> Vec<String> {
    let mut all = vec![value.to_owned()];
    for before in 0..3_usize {
        let bytes = [&vec![0; before][..], value.as_bytes()].concat();
        // Letters that the bytes around it have a part in are left out.
        let known = (before * 8).div_ceil(6)..bytes.len() * 8 / 6;
        for encoded in [STANDARD_NO_PAD.encode(&bytes), URL_SAFE_NO_PAD.encode(&bytes)] {
            all.push(encoded[known.clone()].to_owned());
        }
    }
    // Of a value of a letter or two none is left that would tell anything.
    all.retain(|one| !one.is_empty());
    all.sort_unstable();
    all.dedup();
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_known_wherever_it_stands_in_base64() {
        for around in ["", "a", "ab", "abc"] {
            let encoded = STANDARD_NO_PAD.encode(format!("{around}n0t-so-s3cret{around}"));
            assert!(spellings("n0t-so-s3cret").iter().any(|one| encoded.contains(one)), "{encoded}");
        }
    }
}
