//! Paths within a tree: relative to its root, with `/`.

/// A path without `.` and `..`, `""` for the root; `None` when it leads out.
pub fn normal(path: &str) -> Option<String> {
    let mut parts = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// A path as it is compared: `./dist/` and `out/../dist` are `dist`, and `.` is `""`, the whole. What leads out of the
/// tree stays as it is written.
pub fn plain_path(path: &str) -> String {
    let inside = normal(path).filter(|_| !path.starts_with('/'));
    inside.unwrap_or_else(|| path.to_owned())
}

/// The path relative to `folder`, `None` when it is not below it. Both are [normal].
pub fn below<'a>(path: &'a str, folder: &str) -> Option<&'a str> {
    if folder.is_empty() { Some(path) } else { path.strip_prefix(folder)?.strip_prefix('/') }
}

/// Whether `path` is `folder` or lies in it. Both are [normal].
pub fn lies_in(path: &str, folder: &str) -> bool {
    path == folder || below(path, folder).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_made_normal_and_stay_inside() {
        for (path, made) in [
            ("./a/../b//c/", Some("b/c")),
            ("api/../docker/api.Dockerfile", Some("docker/api.Dockerfile")),
            ("web/docker/Dockerfile", Some("web/docker/Dockerfile")),
            (".", Some("")),
            ("", Some("")),
            ("a/..", Some("")),
            ("a/../../b", None),
            ("..", None),
        ] {
            assert_eq!(normal(path).as_deref(), made, "{path}");
        }
    }

    #[test]
    fn a_path_is_below_its_folder_and_not_below_one_that_begins_alike() {
        assert_eq!(below("web/src/x", "web"), Some("src/x"));
        assert_eq!(below("web/src/x", ""), Some("web/src/x"));
        assert_eq!(below("website/x", "web"), None);
    }

    #[test]
    fn a_folder_lies_in_itself() {
        for (path, folder, lies) in [
            ("dist/app", "dist", true),
            ("dist", "dist", true),
            ("dist/app", "", true),
            ("", "", true),
            ("distant/app", "dist", false),
            ("dist", "dist/app", false),
        ] {
            assert_eq!(lies_in(path, folder), lies, "{path} in {folder}");
        }
    }

    #[test]
    fn a_path_has_one_spelling() {
        for path in ["dist", "./dist", "dist/", "./dist/", "out/../dist", ".//./dist"] {
            assert_eq!(plain_path(path), "dist");
        }
        for path in [".", "./", "", "dist/.."] {
            assert_eq!(plain_path(path), "");
        }
        for path in ["/srv/data", "..", "../dist"] {
            assert_eq!(plain_path(path), path, "it is in no tree");
        }
    }
}
