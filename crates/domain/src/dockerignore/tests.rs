use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use proptest::prelude::*;

use super::*;

fn ignores(patterns: &[&str], path: &str) -> bool {
    Dockerignore::from_patterns(patterns.iter().copied()).unwrap().ignores(path)
}

#[test]
fn single_patterns() {
    let cases = [
        ("**", "file", true),
        ("**", "dir/file", true),
        ("**/", "dir/file", true),
        ("dir/**", "dir/file", true),
        ("dir/**", "dir/dir2/file", true),
        ("dir/**", "other/file", false),
        ("**/dir2/*", "dir/dir2/file", true),
        ("**/dir2/*", "dir/dir2/dir2/file", true),
        ("**/dir2/*", "dir/dir3/file", false),
        ("**dir", "some/dir", true),
        ("**file", "dir/somefile", true),
        ("**/file", "file", true),
        ("**/file", "dir/somefile", false),
        ("a**/*.txt", "abc/def.txt", true),
        ("a**/*.txt", "a/def.txt", true),
        ("a/**/b", "a/b", true),
        ("a/**/b", "a/x/y/b", true),
        ("a/**/b", "a/xb", false),
        ("**/foo/bar", "a/b/foo/bar/baz", true),
        ("*/foo", "x/foo", true),
        ("*/foo", "x/y/foo", false),
        ("*.md", "README.md", true),
        ("*.md", "docs/README.md", false),
        ("docs", "docs/README.md", true),
        ("docs/", "docs/README.md", true),
        ("/docs", "docs/README.md", true),
        ("./docs/../docs", "docs/README.md", true),
        ("doc?", "docs", true),
        ("doc?", "doc/", false),
        ("[a-c]*.go", "b.go", true),
        ("[^a-c]*.go", "b.go", false),
        ("[^a-c]*.go", "x.go", true),
        ("a[b-]c", "a-c", true),
        ("a\\*c", "a*c", true),
        ("a\\*c", "abc", false),
        ("a.b", "axb", false),
        ("$x(y)+{z}|^", "$x(y)+{z}|^", true),
        ("日本語/*", "日本語/言葉", true),
        (".", "file", false),
        ("", "file", false),
    ];
    for (pattern, path, ignored) in cases {
        assert_eq!(ignores(&[pattern], path), ignored, "{pattern} {path}");
    }
}

#[test]
fn the_last_matching_rule_wins() {
    assert!(!ignores(&["*", "!src"], "src/main.rs"));
    assert!(ignores(&["*", "!src"], "target/x"));
    assert!(ignores(&["*", "!src", "src/secret"], "src/secret"));
    assert!(!ignores(&["docs", "!docs/README.md"], "docs/README.md"));
    assert!(ignores(&["docs", "!docs/README.md"], "docs/other.md"));
    assert!(ignores(&["!README.md", "*.md"], "README.md"));
    assert!(!ignores(&["node_modules", "!**/keep.txt"], "node_modules/a/keep.txt"));
}

#[test]
fn files_have_comments_blanks_and_white_space() {
    let text = "\u{feff}# comment\n\n  target  \r\n! target/keep\n #not a comment\n";
    let ignore = Dockerignore::parse(text).unwrap();
    assert!(ignore.ignores("target/debug/x"));
    assert!(!ignore.ignores("target/keep"));
    assert!(ignore.ignores("#not a comment"));
    assert!(!ignore.is_empty());
    assert!(Dockerignore::parse("# nothing\n").unwrap().is_empty());
}

#[test]
fn malformed_patterns_are_named() {
    for bad in ["[", "a[b", "[z-a]", "!", "a\\", "[]"] {
        let error = Dockerignore::from_patterns([bad]).unwrap_err();
        assert_eq!(error.pattern, bad);
    }
}

/// Trying one way after the other would take longer than anybody lives.
#[test]
fn a_long_pattern_takes_no_longer_than_it_and_the_path_are() {
    let (tell, told) = mpsc::channel();
    thread::spawn(move || {
        for (pattern, path) in [("*a", "a"), ("**/a", "a/"), ("?*", "aa"), ("[a-z]*", "ab"), ("a**", "a/")] {
            ignores(&[&(pattern.repeat(1_000) + "b")], &path.repeat(1_000));
        }
        let _ = tell.send(());
    });
    assert_eq!(told.recv_timeout(Duration::from_secs(60)), Ok(()));
}

proptest! {
    #[test]
    fn a_plain_path_matches_itself_and_what_is_below(path in "[a-z]{1,4}(/[a-z]{1,4}){0,3}", below in "[a-z]{1,3}") {
        prop_assert!(ignores(&[&path], &path));
        let below = format!("{path}/{below}");
        prop_assert!(ignores(&[&path], &below));
        let back_in = format!("!{}", path);
        prop_assert!(!ignores(&[&path, &back_in], &below));
    }

    #[test]
    fn no_pattern_panics(pattern in "[a*?/\\[\\]^\\\\-]{0,40}", path in "[a/]{0,60}") {
        if let Ok(ignore) = Dockerignore::from_patterns([pattern.as_str()]) {
            ignore.ignores(&path);
        }
    }
}
