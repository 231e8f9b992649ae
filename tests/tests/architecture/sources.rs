//! What every source file keeps to.

use slipway_xtask::tracked::File;

use super::rust_below;

const LONGEST: usize = 600;
const LONG: usize = 400;

/// Every Rust file.
fn ours() -> impl Iterator<Item = File> {
    ["crates/", "src-tauri/", "tests/"].into_iter().flat_map(rust_below)
}

#[test]
fn no_file_is_too_long_to_read() {
    let mut files: Vec<(usize, String)> = ours().map(|file| (file.text.lines().count(), file.path)).collect();
    files.sort();
    for (lines, path) in files.iter().filter(|(lines, _)| *lines > LONG) {
        println!("{path} has {lines} lines; above {LONG} it wants to be two files");
    }
    let too_long: Vec<_> = files.iter().filter(|(lines, _)| *lines > LONGEST).collect();
    assert!(too_long.is_empty(), "files hold one thing and have at most {LONGEST} lines: {too_long:?}");
}

#[test]
fn nothing_is_left_undone() {
    // In pieces, so that this file does not hold them itself.
    let undone = [["todo", "!("].concat(), ["unimplemented", "!("].concat(), ["#[ig", "nore"].concat()];
    let mut found = Vec::new();
    for file in ours() {
        for (index, line) in file.text.lines().enumerate() {
            if let Some(word) = undone.iter().find(|word| line.contains(word.as_str())) {
                found.push(format!("{}:{} holds {word}", file.path, index + 1));
            }
        }
    }
    assert!(found.is_empty(), "what is there works, and every test runs:\n{}", found.join("\n"));
}
