//! The files of a tree.

use bytes::Bytes;
use slipway_domain::problem::{Code, Problem};
use slipway_domain::tree_path::normal;
use slipway_engine::ports::{FileAt, FileKind, TreeFile};

use crate::names::{object, shown};
use crate::program::Git;

/// How often a link is followed before it is taken for a circle.
const LINKS: usize = 8;

/// Every file, sorted by path.
pub(crate) async fn files(git: &Git, tree: &str) -> Result<Vec<TreeFile>, Problem> {
    let listed = git.run(&["ls-tree", "-r", "-z", "--long", "--full-tree", object(tree)?]).await?;
    let mut files = entries(&listed).collect::<Result<Vec<_>, _>>()?;
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}

/// One file; a link to another file of the tree stands for that file.
pub(crate) async fn file(git: &Git, tree: &str, path: &str) -> Result<Option<FileAt>, Problem> {
    let mut path = path.to_owned();
    for _ in 0..LINKS {
        let Some(entry) = entry(git, tree, &path).await? else { return Ok(None) };
        if entry.kind == FileKind::Submodule {
            return Ok(None);
        }
        let bytes = Bytes::from(git.run(&["cat-file", "blob", &entry.object]).await?);
        if entry.kind != FileKind::Symlink {
            return Ok(Some(FileAt { bytes, executable: entry.kind == FileKind::Executable }));
        }
        match follow(&path, &String::from_utf8_lossy(&bytes)) {
            Some(target) => path = target,
            None => return Ok(None),
        }
    }
    Err(Problem::new(Code::SourceUnsupported, format!("`{}` is a link that leads in a circle", shown(&path))))
}

async fn entry(git: &Git, tree: &str, path: &str) -> Result<Option<TreeFile>, Problem> {
    if path.is_empty() || path.contains('\0') {
        return Ok(None);
    }
    let tree = object(tree)?;
    let args = ["--literal-pathspecs", "ls-tree", "-z", "--long", "--full-tree", tree, "--", path];
    let listed = git.run(&args).await?;
    // A folder is listed too, as one entry of another kind; `path/` lists what is in it.
    let files = entries(&listed).collect::<Result<Vec<_>, _>>();
    Ok(files?.into_iter().find(|file| file.path == path))
}

/// Where a link in the tree leads, `None` when out of it.
fn follow(link: &str, target: &str) -> Option<String> {
    if target.starts_with('/') {
        return None;
    }
    let folder = link.rsplit_once('/').map_or("", |(folder, _)| folder);
    normal(&format!("{folder}/{target}"))
}

/// The records of `ls-tree -z --long`: `MODE TYPE OBJECT SIZE<tab>PATH<nul>`; folders are left out.
fn entries(listed: &[u8]) -> impl Iterator<Item = Result<TreeFile, Problem>> {
    let records = listed.split(|byte| *byte == 0).filter(|record| !record.is_empty());
    records.filter_map(|record| record_of(record).transpose())
}

fn record_of(record: &[u8]) -> Result<Option<TreeFile>, Problem> {
    let tab = record.iter().position(|byte| *byte == b'\t').unwrap_or(record.len());
    let (head, path) = (String::from_utf8_lossy(&record[..tab]), record.get(tab + 1..).unwrap_or_default());
    let fields: Vec<_> = head.split_ascii_whitespace().collect();
    let [mode, _, object, size] = fields[..] else {
        return Err(Problem::new(Code::SourceFailed, format!("git listed `{}`", shown(&head))));
    };
    let Some(kind) = kind_of(mode) else { return Ok(None) };
    let path = std::str::from_utf8(path).map_err(|_| not_utf8(path))?.to_owned();
    let size = size.parse().unwrap_or(0);
    Ok(Some(TreeFile { path, object: object.to_owned(), kind, size }))
}

fn kind_of(mode: &str) -> Option<FileKind> {
    match mode {
        "040000" => None,
        "120000" => Some(FileKind::Symlink),
        "160000" => Some(FileKind::Submodule),
        "100755" => Some(FileKind::Executable),
        _ => Some(FileKind::File),
    }
}

fn not_utf8(path: &[u8]) -> Problem {
    let shown = shown(&String::from_utf8_lossy(path));
    Problem::new(Code::SourceUnsupported, format!("the name of the file `{shown}` is not UTF-8"))
        .hint("rename it with `git mv`; Slipway could not pass the name on unchanged")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_followed_inside_the_tree_only() {
        assert_eq!(follow("a/b/link", "../c").as_deref(), Some("a/c"));
        assert_eq!(follow("link", "./x//y").as_deref(), Some("x/y"));
        assert_eq!(follow("link", "../x"), None);
        assert_eq!(follow("link", "/etc/passwd"), None);
    }

    #[test]
    fn a_name_that_is_not_utf8_is_refused_and_not_bent() {
        let record = b"100644 blob aa      3\tcaf\xe9.txt\0";
        let problem = entries(record).next().unwrap().unwrap_err();
        assert_eq!(problem.code, Code::SourceUnsupported);
        assert!(problem.message.contains("caf"), "{problem}");
    }
}
