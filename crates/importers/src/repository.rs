//! What is looked at: a repository's file names and the texts of the few files that tell something.

use std::collections::BTreeMap;

/// The longest text that is worth reading, in bytes.
pub const LONGEST: u64 = 256 * 1024;

/// A repository as data.
#[derive(Clone, Debug, Default)]
pub struct Repository {
    /// The folder's name.
    pub folder: String,
    /// Where people push to.
    pub remote: Option<String>,
    /// The branches, local and remote, without the remote's name.
    pub branches: Vec<String>,
    /// Every file with its size in bytes, by path relative to the repository.
    pub sizes: BTreeMap<String, u64>,
    /// The texts of the files that [`is_telling`] names.
    pub texts: BTreeMap<String, String>,
}

/// Whether a file of that path tells how the project is built or deployed, so that its text is wanted.
pub fn is_telling(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let deep = path.matches('/').count();
    is_dockerfile(path)
        || (is_compose(path) && deep <= 3)
        || matches!(path, ".circleci/config.yml" | ".circleci/config.yaml")
        || (matches!(name, ".gitlab-ci.yml" | ".gitlab-ci.yaml") && deep == 0)
        || is_workflow(path)
        || (name == "Jenkinsfile" && deep <= 1)
        || (crate::makefile::NAMES.contains(&name) && deep == 0)
        || name == ".dockerignore"
        || name.ends_with(".dockerignore")
        || (is_script(name) && deep <= 3)
}

/// What people call a file of that path.
pub fn kind_of(path: &str) -> &'static str {
    let name = path.rsplit('/').next().unwrap_or(path);
    match name {
        "Jenkinsfile" => "Jenkins",
        ".gitlab-ci.yml" | ".gitlab-ci.yaml" => "GitLab CI",
        _ if name.ends_with(".dockerignore") => ".dockerignore",
        _ if path.starts_with(".circleci/") => "CircleCI",
        _ if is_workflow(path) => "GitHub Actions",
        _ if is_dockerfile(path) => "Dockerfile",
        _ if is_compose(path) => "Compose file",
        _ if crate::makefile::NAMES.contains(&name) => "Makefile",
        _ if is_script(name) => "Script",
        _ => "File",
    }
}

/// Whether it is a shell script.
fn is_script(name: &str) -> bool {
    name.ends_with(".sh") || name.ends_with(".bash")
}

/// Whether it is a Dockerfile: `Dockerfile`, `Dockerfile.api`, `api.Dockerfile`, `Containerfile`.
pub fn is_dockerfile(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path).to_ascii_lowercase();
    let vendored = ["node_modules/", "vendor/", ".git/", "testdata/"];
    let is_vendored =
        vendored.iter().any(|folder| path.starts_with(folder) || path.contains(&format!("/{folder}")));
    let named = name == "dockerfile"
        || name == "containerfile"
        || (name.starts_with("dockerfile.") && !name.ends_with(".dockerignore"))
        || name.ends_with(".dockerfile");
    named && !is_vendored
}

/// Whether it is a compose file.
pub fn is_compose(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let begins = ["docker-compose", "compose"]
        .iter()
        .any(|start| name.strip_prefix(start).is_some_and(|rest| rest.starts_with(['.', '-'])));
    begins && (name.ends_with(".yml") || name.ends_with(".yaml"))
}

/// Whether it is a workflow of GitHub Actions.
pub fn is_workflow(path: &str) -> bool {
    let name = path.strip_prefix(".github/workflows/");
    name.is_some_and(|name| !name.contains('/') && (name.ends_with(".yml") || name.ends_with(".yaml")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_called_what_people_call_them() {
        for (path, kind) in [
            ("docker/api.dockerfile", "Dockerfile"),
            ("Containerfile", "Dockerfile"),
            ("Dockerfile.dockerignore", ".dockerignore"),
            ("deploy/compose.prod.yaml", "Compose file"),
            (".gitlab-ci.yaml", "GitLab CI"),
            (".github/workflows/ci.yml", "GitHub Actions"),
            (".circleci/config.yml", "CircleCI"),
            ("Makefile", "Makefile"),
            ("scripts/composer.sh", "Script"),
            ("main.go", "File"),
        ] {
            assert_eq!(kind_of(path), kind, "{path}");
        }
    }

    #[test]
    fn telling_files_are_known_by_name() {
        for path in [
            "Dockerfile",
            "api/Dockerfile.prod",
            "web.Dockerfile",
            "docker-compose.yml",
            "compose.prod.yaml",
            ".github/workflows/ci.yml",
            "scripts/deploy.sh",
            "api/.dockerignore",
            "Makefile",
        ] {
            assert!(is_telling(path), "{path}");
        }
        for path in [
            "main.go",
            "node_modules/x/Dockerfile",
            "composer.json",
            ".github/workflows/a/b.yml",
            "Dockerfile.md.txt/x",
        ] {
            assert!(!is_telling(path), "{path}");
        }
    }
}
