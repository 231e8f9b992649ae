//! What people read, as whole sessions.

use std::fmt::Write;

use slipway_tests::scene::Scene;

/// What differs from one machine and moment to the next, and what stands in the snapshot instead.
const FILTERS: &[(&str, &str)] = &[
    (r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}", "ID"),
    (r"sha256:[0-9a-f]{64}", "sha256:DIGEST"),
    (r"Plan [0-9a-f]{64}", "Plan HASH"),
    (r"(api|store) [0-9a-f]{12}\b", "$1 DIGEST"),
    (r"(0\.1\.\d+ +)[0-9a-f]{12}( +(healthy|starting))", "${1}DIGEST$2"),
    (
        r"([\w.]+, develop +|develop, [\w.]+ +|0\.1\.\d+ +)[0-9a-f]{12}( +[\d.]+ +\d+ +)[0-9a-f]{7}( [\d-]+ +)[\d-]{10}",
        "${1}DIGEST${2}COMMIT${3}YYYY-MM-DD",
    ),
    (r"\b[0-9a-f]{7}\b( [A-Z#(])", "COMMIT$1"),
    (r"of [0-9a-f]{7}\b", "of COMMIT"),
    (r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", "YYYY-MM-DD HH:MM:SS"),
    (r"\d+\.\d+\.\d+\.\d+:\d+", "REGISTRY"),
    (r"after (\d+ min )?[\d.]+ (ms|s)\b", "after TIME"),
    (r"done after [\d.]+ s", "done after TIME"),
    (r"[\d.]+ (MB|kB)", "SIZE"),
    (r"restarted \d+ times", "restarted N times"),
    (r"(    recipes: cannot open the recipe book\n)+", "    recipes: cannot open the recipe book\n"),
    (r"(?m)^  host-1/(up|back) │ .*\n", ""),
    (r"(?m)^  build/api │ .*\n", ""),
];

struct Session<'s> {
    scene: &'s Scene,
    text: String,
}

impl Session<'_> {
    fn type_in(&mut self, words: &[&str]) {
        let finished = self.scene.slipway(words);
        let _ = writeln!(self.text, "$ slipway {}", words.join(" "));
        self.text.push_str(&finished.stdout);
        if !finished.stderr.is_empty() {
            let _ = writeln!(self.text, "--- on standard error\n{}", finished.stderr.trim_end());
        }
        let _ = writeln!(self.text, "[{}]\n", finished.code);
    }
}

/// Fails when what people read has changed.
fn show(name: &str, text: &str) {
    insta::with_settings!({ filters => FILTERS.to_vec(), omit_expression => true, prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!(name, text);
    });
}

#[test]
fn a_first_day_reads_well() {
    let Some(scene) = Scene::start("sessions for people", 1) else { return };
    let mut day = Session { scene: &scene, text: String::new() };
    for words in [
        &["check"][..],
        &["status"],
        &["history"],
        &["tags", "api"],
        &["plan", "sandbox"],
        &["run"],
        &["plan", "sandbox"],
        &["deploy", "sandbox"],
        &["deploy", "sandbox", "--yes"],
        &["status"],
        &["tags", "api"],
        &["history"],
    ] {
        day.type_in(words);
    }
    show("first_day", &day.text);
    let mut bad = Session { scene: &scene, text: String::new() };
    scene.configure("PORT: \"8081\"", "HEALTH: crash, PORT: \"8081\"");
    for words in [
        &["run"][..],
        &["plan", "sandbox"],
        &["deploy", "sandbox", "--yes"],
        &["hold", "sandbox"],
        &["hold", "sandbox", "--reason", "The book is missing"],
        &["deploy", "sandbox", "--yes"],
        &["status", "sandbox"],
        &["plan", "nowhere"],
        &["deploy", "sandbox", "--release", "0.1.1"],
        &["deploy", "sandbox", "--wrong"],
    ] {
        bad.type_in(words);
    }
    show("bad_day", &bad.text);
}
