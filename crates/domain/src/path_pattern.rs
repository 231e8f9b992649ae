//! Patterns that name files of a tree, as `paths` and `migrations` of slipway.yml write them.

use crate::dockerignore::Dockerignore;
use crate::tree_path::plain_path;

/// Patterns, read once: they are asked about every file of a tree.
pub struct PathPatterns {
    /// One of them names the whole tree.
    whole: bool,
    read: Vec<Dockerignore>,
}

impl PathPatterns {
    /// Reads patterns. One that [is none](is_pattern) names nothing.
    pub fn new(patterns: &[String]) -> Self {
        let plain: Vec<String> = patterns.iter().map(|pattern| plain_path(pattern)).collect();
        Self {
            whole: plain.iter().any(|plain| plain.is_empty()),
            read: plain.iter().filter_map(|plain| read(plain)).collect(),
        }
    }

    /// Whether a path is one of these files, is under one of these folders, or fits one of these patterns
    /// (`*` within a part, `**` across parts).
    pub fn names(&self, path: &str) -> bool {
        self.whole || self.read.iter().any(|pattern| pattern.ignores(path))
    }
}

/// Whether a pattern can name anything. One that begins with `!` cannot: what is not named is left out anyway.
pub fn is_pattern(pattern: &str) -> bool {
    let plain = plain_path(pattern);
    !plain.starts_with('!') && read(&plain).is_some()
}

fn read(plain: &str) -> Option<Dockerignore> {
    Dockerignore::from_patterns([plain]).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(pattern: &str, path: &str) -> bool {
        PathPatterns::new(&[pattern.to_owned()]).names(path)
    }

    #[test]
    fn folders_files_and_patterns_are_named() {
        let paths = ["api/".to_owned(), "go.mod".to_owned(), "proto/**/*.proto".to_owned()];
        let paths = PathPatterns::new(&paths);
        for path in ["api/main.go", "api/deep/er.go", "go.mod", "proto/a/b.proto"] {
            assert!(paths.names(path), "{path}");
        }
        for path in ["apis/main.go", "web/go.mod", "proto/a/b.txt", "slipway.yml"] {
            assert!(!paths.names(path), "{path}");
        }
    }

    #[test]
    fn a_pattern_means_the_same_however_it_is_written() {
        for whole in [".", "./", "api/.."] {
            assert!(matches(whole, "anything"), "{whole}");
        }
        for api in ["./api/", "web/../api", "api//", "api/."] {
            assert!(matches(api, "api/main.go") && !matches(api, "web/main.go"), "{api}");
        }
        assert!(matches("#notes/", "#notes/a"), "only a file of patterns has comments");
    }

    #[test]
    fn what_can_name_nothing_is_no_pattern() {
        for pattern in ["src/[ab", "[z-a]", "!docs/", "./!docs", "!"] {
            assert!(!is_pattern(pattern) && !matches(pattern, "docs/a"), "{pattern}");
        }
        for pattern in [".", "src/", "src/**/*.rs", "[ab]*.go", "#notes", "a!b"] {
            assert!(is_pattern(pattern), "{pattern}");
        }
    }
}
