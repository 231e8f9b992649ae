//! Fills a job's workspace from a commit.

use std::io;

use bytes::Bytes;
use futures::channel::mpsc;
use futures::{SinkExt, StreamExt};
use slipway_domain::problem::{Code, Problem};

use super::WORKSPACE;
use crate::ports::{ContainerEngine, FileKind, Objects, Source, TreeFile};

/// Sends every file of the tree into the container's workspace, one after the other, and before them `first`, an
/// archive for the root without its end. In one piece: unpacking takes an engine long to begin.
pub async fn fill(
    source: &dyn Source,
    tree: &str,
    engine: &dyn ContainerEngine,
    container: &str,
    first: Bytes,
) -> Result<(), Problem> {
    let files = source.files(tree).await?;
    let mut objects = source.open().await?;
    let (mut sender, receiver) = mpsc::channel(16);
    let write = async move {
        let _ = sender.send(Ok(first)).await;
        for file in &files {
            for piece in pieces(file, &mut *objects).await? {
                // The other side has gone when unpacking failed; its error is the one that counts.
                let _ = sender.send(Ok(piece)).await;
            }
        }
        let _ = sender.send(Ok(Bytes::from_static(&[0; 1024]))).await;
        Ok::<_, Problem>(())
    };
    let put = engine.put(container, "/", receiver.boxed());
    let (written, put) = futures::join!(write, put);
    written?;
    put
}

/// A file as it stands in the archive: one file at a time is held in memory.
async fn pieces(file: &TreeFile, objects: &mut dyn Objects) -> Result<Vec<Bytes>, Problem> {
    let Some(header) = header(file) else { return Ok(Vec::new()) };
    let mut pieces = Vec::new();
    objects.read(&file.object, &mut |chunk| pieces.push(chunk)).await?;
    if file.kind == FileKind::Symlink {
        return Ok(vec![link(file, &pieces.concat())?]);
    }
    pieces.insert(0, header?);
    pieces.push(Bytes::from(vec![0; padding(file.size)]));
    Ok(pieces)
}

/// Where a file of the tree lies, seen from the root.
fn place(path: &str) -> String {
    format!("{}/{path}", WORKSPACE.trim_start_matches('/'))
}

fn padding(size: u64) -> usize {
    usize::try_from((512 - size % 512) % 512).unwrap_or_default()
}

/// A file's header block(s); `None` for what has no content here.
fn header(file: &TreeFile) -> Option<Result<Bytes, Problem>> {
    let mode = match file.kind {
        FileKind::Executable => 0o777,
        FileKind::File | FileKind::Symlink => 0o666,
        FileKind::Submodule => return None,
    };
    let mut header = tar::Header::new_gnu();
    header.set_size(file.size);
    header.set_mode(mode);
    Some(block(header, &place(&file.path)))
}

/// The header with its path, in as many blocks as a long path needs, without the end of an archive.
fn block(mut header: tar::Header, path: &str) -> Result<Bytes, Problem> {
    let size = header.size().unwrap_or_default();
    let mut tar = tar::Builder::new(Vec::new());
    header.set_size(0);
    tar.append_data(&mut header, path, io::empty()).map_err(|error| unpackable(path, &error))?;
    let mut bytes = std::mem::take(tar.get_mut());
    // The last block is the file's own header: its size is set now, since its content follows by itself.
    let at = bytes.len() - 512;
    let mut own = tar::Header::new_gnu();
    own.as_mut_bytes().copy_from_slice(&bytes[at..]);
    own.set_size(size);
    own.set_cksum();
    bytes[at..].copy_from_slice(own.as_bytes());
    Ok(Bytes::from(bytes))
}

fn link(file: &TreeFile, target: &[u8]) -> Result<Bytes, Problem> {
    let mut header = tar::Header::new_gnu();
    header.set_entry_type(tar::EntryType::Symlink);
    header.set_mode(0o777);
    header.set_size(0);
    let target = String::from_utf8_lossy(target);
    let mut tar = tar::Builder::new(Vec::new());
    tar.append_link(&mut header, place(&file.path), &*target)
        .map_err(|error| unpackable(&file.path, &error))?;
    Ok(Bytes::from(std::mem::take(tar.get_mut())))
}

fn unpackable(path: &str, error: &io::Error) -> Problem {
    Problem::new(Code::SourceUnsupported, format!("`{path}` cannot be put into the workspace: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    fn file(path: &str, content: &str) -> Vec<u8> {
        let tree = TreeFile {
            path: path.into(),
            object: String::new(),
            kind: FileKind::File,
            size: content.len() as u64,
        };
        let mut bytes = header(&tree).expect("a file").expect("packs").to_vec();
        bytes.extend_from_slice(content.as_bytes());
        bytes.extend(vec![0; padding(content.len() as u64)]);
        bytes
    }

    #[test]
    fn files_are_written_by_hand_as_a_reader_expects_them() {
        let long = format!("{}/file", "folder".repeat(40));
        let mut bytes = [file("a", "one"), file(&long, &"x".repeat(513)), file("empty", "")].concat();
        bytes.extend([0; 1024]);
        let mut archive = tar::Archive::new(&bytes[..]);
        let read: Vec<(String, String)> = archive
            .entries()
            .expect("an archive")
            .map(|entry| {
                let mut entry = entry.expect("an entry");
                let mut text = String::new();
                entry.read_to_string(&mut text).expect("text");
                (entry.path().expect("a path").display().to_string(), text)
            })
            .collect();
        assert_eq!(
            read,
            [(place("a"), "one".into()), (place(&long), "x".repeat(513)), (place("empty"), String::new())]
        );
    }
}
