//! What a commit can hold that a build from it would silently lack.

use serde_json::json;

use crate::problem::{Code, Problem};

/// Files of this size in bytes or more are no pointers (Git LFS specification, "The Pointer").
pub const LFS_POINTER_LIMIT: u64 = 1024;

/// No pointer is shorter, in bytes; most tiny files need not be read.
pub const LFS_POINTER_SHORTEST: u64 = 80;

/// How many paths a sentence names.
const NAMED: usize = 3;

/// The first lines that pointers have had over time.
const LFS_VERSIONS: [&[u8]; 3] = [
    b"version https://git-lfs.github.com/spec/",
    b"version https://hawser.github.com/spec/",
    b"version http://git-media.io/v/",
];

/// Whether this is not a file's content but a pointer to it in Git LFS. `content` is the whole file.
pub fn is_lfs_pointer(content: &[u8]) -> bool {
    let short = (content.len() as u64) < LFS_POINTER_LIMIT;
    let versioned = LFS_VERSIONS.iter().any(|version| content.starts_with(version));
    let has = |key: &[u8]| content.split(|byte| *byte == b'\n').any(|line| line.starts_with(key));
    short && versioned && has(b"oid sha256:") && has(b"size ")
}

/// What cannot be done without the content of these paths.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needed {
    /// An image is built, from its context.
    Build,
    /// Jobs work on the whole commit.
    Jobs,
}

/// Why these paths stop it, `None` when both lists are empty.
pub fn refusal<S: AsRef<str>>(needed: Needed, submodules: &[S], lfs_pointers: &[S]) -> Option<Problem> {
    let parts = [
        sentence(submodules, "is a submodule", "are submodules"),
        sentence(lfs_pointers, "is a Git LFS pointer", "are Git LFS pointers"),
    ];
    let parts: Vec<_> = parts.into_iter().flatten().collect();
    if parts.is_empty() {
        return None;
    }
    let (so, hint) = match needed {
        Needed::Build => (
            "it cannot be built",
            "put the files themselves into the repository, or name the paths in .dockerignore if the build does \
             not need them",
        ),
        Needed::Jobs => (
            "no job can work on it",
            "put the files themselves into the repository: a job sees the whole commit, also what .dockerignore \
             leaves out",
        ),
    };
    let message = format!("{}; the commit does not hold their content, so {so}", parts.join(", "));
    let paths = |list: &[S]| list.iter().map(|path| path.as_ref().to_owned()).collect::<Vec<_>>();
    let details = json!({ "submodules": paths(submodules), "lfs_pointers": paths(lfs_pointers) });
    Some(Problem::new(Code::SourceUnsupported, message).hint(hint).details(details))
}

fn sentence<S: AsRef<str>>(paths: &[S], one: &str, many: &str) -> Option<String> {
    let named: Vec<_> = paths.iter().take(NAMED).map(|path| format!("`{}`", path.as_ref())).collect();
    match paths.len() {
        0 => None,
        1 => Some(format!("{} {one}", named[0])),
        count if count > NAMED => Some(format!("{} and {} more {many}", named.join(", "), count - NAMED)),
        _ => Some(format!("{} {many}", named.join(", "))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const POINTER: &str = "version https://git-lfs.github.com/spec/v1\n\
        oid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 12345\n";

    #[test]
    fn a_pointer_is_told_from_a_file_that_speaks_of_one() {
        assert!(is_lfs_pointer(POINTER.as_bytes()));
        assert!(is_lfs_pointer(POINTER.replace("oid", "ext-0-x sha256:aa\noid").as_bytes()));
        assert!(is_lfs_pointer(POINTER.replace("git-lfs", "hawser").as_bytes()));
        let long = format!("{POINTER}{}", "x".repeat(1024));
        let about = format!("A pointer looks like this:\n{POINTER}");
        for no in ["", "version https://git-lfs.github.com/spec/v1\n", &long, &about] {
            assert!(!is_lfs_pointer(no.as_bytes()), "{no}");
        }
    }

    #[test]
    fn the_sentence_names_the_first_paths() {
        assert_eq!(refusal::<&str>(Needed::Build, &[], &[]), None);
        let problem = refusal(Needed::Build, &["vendor/lib"], &["a", "b", "c", "d", "e"]).unwrap();
        assert_eq!(
            problem.message,
            "`vendor/lib` is a submodule, `a`, `b`, `c` and 2 more are Git LFS pointers; the commit does not \
             hold their content, so it cannot be built"
        );
        assert_eq!(problem.details["lfs_pointers"][4], "e");
        let jobs = refusal(Needed::Jobs, &["a", "b"], &[]).unwrap();
        assert!(jobs.message.starts_with("`a`, `b` are submodules;"), "{jobs}");
        assert!(jobs.message.ends_with("so no job can work on it"), "{jobs}");
    }
}
