//! A build's context: the files below one folder of a tree, in the order in which they are sent.

use std::collections::{BTreeMap, BTreeSet};

use slipway_domain::problem::Problem;
use slipway_domain::tree_path::below;
use slipway_engine::ports::{FileKind, Objects, TreeFile};

/// Something in a context.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A folder. Git knows none; they follow from the files in them.
    Folder,
    /// A file, its content by object name.
    File {
        /// The object that holds its content.
        object: String,
        /// Bytes.
        size: u64,
        /// May be executed.
        executable: bool,
    },
    /// A symbolic link and where it points to.
    Link {
        /// The object that holds the target.
        object: String,
        /// Where it points to.
        target: String,
    },
}

/// Everything below one folder of a tree. Paths are relative to that folder.
#[derive(Debug, Clone, Default)]
pub(crate) struct Context {
    entries: BTreeMap<SendOrder, Kind>,
}

/// A path that sorts as the receiver wants it: folder by folder, so `a/b` before `a.b`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct SendOrder(Vec<String>);

impl SendOrder {
    fn of(path: &str) -> Self {
        Self(path.split('/').map(str::to_owned).collect())
    }
}

impl Context {
    /// The files below `folder` (`""` for the whole tree); links are read through `objects`.
    pub(crate) async fn read(
        files: &[TreeFile],
        folder: &str,
        objects: &mut dyn Objects,
    ) -> Result<Self, Problem> {
        let mut context = Self::default();
        for file in files {
            let Some(path) = below(&file.path, folder) else { continue };
            let kind = match file.kind {
                FileKind::Submodule => continue,
                FileKind::Symlink => Kind::Link {
                    target: small_object(objects, &file.object).await?,
                    object: file.object.clone(),
                },
                kind => Kind::File {
                    object: file.object.clone(),
                    size: file.size,
                    executable: kind == FileKind::Executable,
                },
            };
            context.add(path, kind);
        }
        Ok(context)
    }

    fn add(&mut self, path: &str, kind: Kind) {
        for folder in folders(path) {
            self.entries.entry(SendOrder::of(folder)).or_insert(Kind::Folder);
        }
        self.entries.insert(SendOrder::of(path), kind);
    }

    /// What is at a path.
    pub(crate) fn get(&self, path: &str) -> Option<&Kind> {
        self.entries.get(&SendOrder::of(path))
    }

    /// Everything, in the order of sending.
    pub(crate) fn entries(&self) -> impl Iterator<Item = (String, &Kind)> {
        self.entries.iter().map(|(path, kind)| (path.0.join("/"), kind))
    }

    /// The names directly in a folder, `""` for the context itself.
    pub(crate) fn names(&self, folder: &str) -> BTreeSet<String> {
        let depth = if folder.is_empty() { 0 } else { folder.split('/').count() };
        let inside = |path: &&SendOrder| {
            path.0.len() == depth + 1 && (depth == 0 || path.0[..depth].join("/") == folder)
        };
        self.entries.keys().filter(inside).map(|path| path.0[depth].clone()).collect()
    }
}

/// The folders above a path, outermost first.
pub(crate) fn folders(path: &str) -> impl Iterator<Item = &str> {
    path.char_indices().filter(|(_, char)| *char == '/').map(|(at, _)| &path[..at])
}

/// The text of a small object, such as where a link points to.
pub(crate) async fn small_object(objects: &mut dyn Objects, object: &str) -> Result<String, Problem> {
    let mut bytes = Vec::new();
    objects.read(object, &mut |piece| bytes.extend_from_slice(&piece)).await?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A context of empty files and links (`name -> target`), for tests.
    pub(crate) fn context(paths: &[&str]) -> Context {
        let mut context = Context::default();
        for path in paths {
            match path.split_once(" -> ") {
                Some((path, target)) => {
                    context.add(path, Kind::Link { object: String::new(), target: target.to_owned() });
                }
                None => context.add(path, Kind::File { object: String::new(), size: 0, executable: false }),
            }
        }
        context
    }

    #[test]
    fn folders_come_before_what_is_in_them_and_before_longer_names() {
        let context = context(&["a.b", "a/z/c", "a-b", "a/b"]);
        let order: Vec<_> = context.entries().map(|(path, _)| path).collect();
        assert_eq!(order, ["a", "a/b", "a/z", "a/z/c", "a-b", "a.b"]);
        assert_eq!(context.names("a"), BTreeSet::from(["b".to_owned(), "z".to_owned()]));
        assert_eq!(context.get("a/z"), Some(&Kind::Folder));
    }
}
