//! What an image is made of, as a fingerprint.

use slipway_domain::config::Service;
use slipway_domain::dockerignore::Dockerignore;
use slipway_domain::plan::fingerprint;
use slipway_domain::problem::{Code, Problem};

use crate::ports::{Source, TreeFile};
use crate::project::CONFIGURATION;

/// The fingerprint of a service's inputs in a tree: the files of `paths` (else the context less what
/// .dockerignore leaves out and slipway.yml), its `build` entry, its version template and the platforms it is
/// built for.
pub async fn fingerprint_of(
    source: &dyn Source,
    tree: &str,
    files: &[TreeFile],
    service: &Service,
    platforms: &[String],
) -> Result<String, Problem> {
    let build = service.build.clone().unwrap_or_default();
    let dockerfile = join(&build.context, &build.dockerfile);
    let chosen = if service.paths.is_empty() {
        let ignore = ignore_file(source, tree, &build.context, &dockerfile).await?;
        in_context(files, &build.context, &ignore)
    } else {
        files.iter().filter(|file| matches_any(&service.paths, &file.path)).collect()
    };
    let mut content: Vec<(&str, &str, bool)> = chosen
        .into_iter()
        .chain(files.iter().filter(|file| file.path == dockerfile))
        .map(|file| {
            (file.path.as_str(), file.object.as_str(), file.kind == crate::ports::FileKind::Executable)
        })
        .collect();
    content.sort_unstable();
    content.dedup();
    Ok(fingerprint(&(content, &service.build, service.version.as_str(), platforms)))
}

/// Whether a path is one of these files, is under one of these folders, or fits one of these patterns
/// (`*` within a part, `**` across parts).
pub fn matches_any(patterns: &[String], path: &str) -> bool {
    patterns.iter().any(|pattern| {
        let plain = pattern.trim_start_matches("./").trim_end_matches('/');
        plain.is_empty()
            || plain == "."
            || Dockerignore::parse(plain).is_ok_and(|pattern| pattern.ignores(path))
    })
}

async fn ignore_file(
    source: &dyn Source,
    tree: &str,
    context: &str,
    dockerfile: &str,
) -> Result<Dockerignore, Problem> {
    for path in [format!("{dockerfile}.dockerignore"), join(context, ".dockerignore")] {
        if let Some(file) = source.file(tree, &path).await? {
            return Dockerignore::parse(&String::from_utf8_lossy(&file.bytes))
                .map_err(|error| Problem::new(Code::BuildFailed, format!("{path}: {error}")));
        }
    }
    Ok(Dockerignore::default())
}

fn in_context<'f>(files: &'f [TreeFile], context: &str, ignore: &Dockerignore) -> Vec<&'f TreeFile> {
    let prefix = match join(context, "") {
        folder if folder.is_empty() => folder,
        folder => format!("{}/", folder.trim_end_matches('/')),
    };
    let wanted = |file: &&TreeFile| {
        let inside = file.path.strip_prefix(&prefix);
        file.path != CONFIGURATION && inside.is_some_and(|path| !ignore.ignores(path))
    };
    files.iter().filter(wanted).collect()
}

/// A path below a folder of the repository, without `.` parts.
pub fn join(folder: &str, path: &str) -> String {
    let parts = folder.split('/').chain(path.split('/')).filter(|part| !part.is_empty() && *part != ".");
    parts.collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_files_and_patterns_are_inputs() {
        let paths = ["api/".to_owned(), "go.mod".to_owned(), "proto/**/*.proto".to_owned()];
        for path in ["api/main.go", "api/deep/er.go", "go.mod", "proto/a/b.proto"] {
            assert!(matches_any(&paths, path), "{path}");
        }
        for path in ["apis/main.go", "web/go.mod", "proto/a/b.txt", "slipway.yml"] {
            assert!(!matches_any(&paths, path), "{path}");
        }
        assert!(matches_any(&[".".to_owned()], "anything"));
    }

    #[test]
    fn paths_are_joined_without_dots() {
        assert_eq!(join(".", "Dockerfile"), "Dockerfile");
        assert_eq!(join("./web/", "docker/Dockerfile"), "web/docker/Dockerfile");
        assert_eq!(join(".", ""), "");
    }
}
