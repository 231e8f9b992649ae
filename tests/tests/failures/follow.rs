//! Following a `slipway` that is under way, to do something at the right moment.

use std::time::{Duration, Instant};

use serde_json::Value;
use slipway_testkit::{Finished, Slipway};

use slipway_tests::colleague;
use slipway_tests::scene::Scene;

/// Starts `slipway WORDS --json --yes`.
pub fn start(scene: &Scene, words: &[&str]) -> Slipway {
    colleague::start(&scene.laptop, &scene.folder(), words)
}

/// Comes back as soon as `said` stands in what it tells.
pub fn until(slipway: &mut Slipway, said: &str) {
    let end = Instant::now() + Duration::from_secs(90);
    while !slipway.stderr_so_far().contains(said) {
        let running = slipway.is_running().expect("a look at slipway");
        let told = slipway.stderr_so_far();
        assert!(running || told.contains(said), "slipway ended before {said:?}:\n{told}");
        assert!(Instant::now() < end, "slipway did not come to {said:?}:\n{told}");
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// Waits for its end, which has to be with `code`, and returns its document.
pub fn end(slipway: Slipway, code: i32) -> Value {
    end_with_one_of(slipway, &[code]).1
}

/// Waits for its end with one of `codes`, where the moment decides; returns the code and the document.
pub fn end_with_one_of(slipway: Slipway, codes: &[i32]) -> (i32, Value) {
    let finished: Finished = slipway.wait(Duration::from_secs(240)).expect("slipway ends");
    assert!(codes.contains(&finished.code), "{codes:?}: {}", finished.describe());
    let document = finished.json();
    (finished.code, document.unwrap_or_else(|error| panic!("one document: {error}\n{}", finished.describe())))
}
