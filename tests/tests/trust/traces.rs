//! Where a secret was seen.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use slipway_testkit::{Finished, Result, Sighting};

use slipway_tests::scene::Scene;

/// Fails when a process saw the value that is neither slipway nor allowed to.
pub(super) fn nobody_else(scene: &Scene, seen: &[Sighting], allowed: impl Fn(&Sighting) -> bool) {
    let others: Vec<_> = seen.iter().filter(|one| !scene.laptop.is_slipway(one) && !allowed(one)).collect();
    assert!(others.is_empty(), "others could read the secret: {others:#?}");
}

/// Every file of a machine, below these folders, whose content holds the value in any spelling. `as_root` runs shell
/// text there, so that nothing is hidden.
pub(super) fn found_on(
    as_root: impl Fn(&str) -> Result<Finished>,
    folders: &[&str],
    value: &str,
) -> Vec<String> {
    let (folders, spellings) = (folders.join(" "), spellings(value).join("\n"));
    let text = format!("LC_ALL=C grep -rlFs -f - {folders} <<'END' | sort\n{spellings}\nEND\n");
    let told = as_root(&text).expect("a shell").success().expect("a search").stdout;
    told.lines().map(str::to_owned).collect()
}

/// The value itself, and what base64 makes of it wherever it stands in what was encoded.
fn spellings(value: &str) -> Vec<String> {
    let mut all = vec![value.to_owned()];
    for before in 0..3_usize {
        let bytes = [&vec![0; before][..], value.as_bytes()].concat();
        // Letters that the bytes around it have a part in are left out.
        let known = (before * 8).div_ceil(6)..bytes.len() * 8 / 6;
        for encoded in [STANDARD_NO_PAD.encode(&bytes), URL_SAFE_NO_PAD.encode(&bytes)] {
            all.push(encoded[known.clone()].to_owned());
        }
    }
    all
}

#[test]
fn a_value_is_known_wherever_it_stands_in_base64() {
    for around in ["", "a", "ab", "abc"] {
        let encoded = STANDARD_NO_PAD.encode(format!("{around}n0t-so-s3cret{around}"));
        assert!(spellings("n0t-so-s3cret").iter().any(|one| encoded.contains(one)), "{encoded}");
    }
}
