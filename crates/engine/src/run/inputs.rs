//! What an image is made of, as a fingerprint.

use slipway_domain::build_paths::{BuildPaths, ignore_rules};
use slipway_domain::config::Service;
use slipway_domain::dockerignore::Dockerignore;
use slipway_domain::path_pattern::PathPatterns;
use slipway_domain::plan::fingerprint;
use slipway_domain::problem::Problem;
use slipway_domain::tree_path::below;

use crate::ports::{FileKind, Source, TreeFile};
use crate::project::CONFIGURATION;

/// The fingerprint of a service's inputs among the `files` of a tree: those of `paths` (else the context less what
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
    let paths = BuildPaths::of(&build.context, &build.dockerfile)?;
    let ignore = match service.paths.is_empty() {
        true => rules(source, tree, &paths).await?,
        false => Dockerignore::default(),
    };
    Ok(fingerprint_with(files, service, platforms, &paths, &ignore))
}

fn fingerprint_with(
    files: &[TreeFile],
    service: &Service,
    platforms: &[String],
    paths: &BuildPaths,
    ignore: &Dockerignore,
) -> String {
    let named = PathPatterns::new(&service.paths);
    let wanted = |file: &&TreeFile| {
        file.path == paths.dockerfile
            || match service.paths.is_empty() {
                true => is_in_context(&file.path, &paths.context, ignore),
                false => named.names(&file.path),
            }
    };
    let mut content: Vec<_> = files.iter().filter(wanted).map(identity).collect();
    content.sort_unstable();
    content.dedup();
    fingerprint(&(content, &service.build, service.version.as_str(), platforms))
}

/// What tells a file from another one at its path.
fn identity(file: &TreeFile) -> (&str, &str, bool) {
    (&file.path, &file.object, file.kind == FileKind::Executable)
}

/// What stays out of a build.
async fn rules(source: &dyn Source, tree: &str, paths: &BuildPaths) -> Result<Dockerignore, Problem> {
    for path in paths.ignore_files() {
        if let Some(file) = source.file(tree, &path).await? {
            return ignore_rules(&path, &String::from_utf8_lossy(&file.bytes));
        }
    }
    Ok(Dockerignore::default())
}

fn is_in_context(path: &str, context: &str, ignore: &Dockerignore) -> bool {
    path != CONFIGURATION && below(path, context).is_some_and(|path| !ignore.ignores(path))
}

#[cfg(test)]
mod tests {
    use slipway_domain::config::Build;

    use super::*;

    /// The files of a tree, the one at `changed` with another content.
    fn tree(changed: &str) -> Vec<TreeFile> {
        let paths =
            ["a/unused", "api/main.go", "api/sub/x.go", "docker/api", "slipway.yml", "web/index.html"];
        let file = |path: &str| TreeFile {
            path: path.into(),
            object: if path == changed { "new" } else { "old" }.into(),
            kind: FileKind::File,
            size: 3,
        };
        paths.map(file).to_vec()
    }

    /// Which files of the tree are inputs of a service: those whose change changes its fingerprint.
    fn inputs(context: &str, dockerfile: &str, paths: &[&str]) -> Vec<String> {
        let build = Build { context: context.into(), dockerfile: dockerfile.into(), ..Build::default() };
        let lie = BuildPaths::of(context, dockerfile).unwrap();
        let paths = paths.iter().map(|path| (*path).to_owned()).collect();
        let service = Service { build: Some(build), paths, ..Service::default() };
        let of =
            |changed: &str| fingerprint_with(&tree(changed), &service, &[], &lie, &Dockerignore::default());
        let files = tree("").into_iter().map(|file| file.path);
        files.filter(|path| of(path) != of("")).collect()
    }

    #[test]
    fn what_a_build_is_sent_is_its_input_whatever_way_leads_there() {
        let all = ["api/main.go", "api/sub/x.go", "docker/api"];
        assert_eq!(inputs("api", "../docker/api", &[]), all);
        for context in ["./api", "api/", "a/../api", "api/sub/..", "api/./sub/.."] {
            assert_eq!(inputs(context, "../docker/api", &[]), all, "{context}");
        }
        for context in [".", "", "api/..", "a/../."] {
            let wanted = ["a/unused", "api/main.go", "api/sub/x.go", "docker/api", "web/index.html"];
            assert_eq!(inputs(context, "docker/x/../api", &[]), wanted, "{context}");
        }
        let web = inputs("api", "../docker/api", &["web/"]);
        assert_eq!(web, ["docker/api", "web/index.html"], "the Dockerfile is one beside `paths`, too");
    }
}
