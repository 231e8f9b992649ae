//! Archives: one pass from an engine's to ours, and one file out of it.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read, Seek, Write};
use std::path::{Component, Path};

use bytes::{Buf, Bytes};
use sha2::Digest as _;
use slipway_domain::artifact::{Listed, Listing, What};
use slipway_domain::digest::{Digest, hex};
use slipway_domain::tree_path::plain_path;
use tar::{Archive, Builder, EntryType};
use tokio::sync::mpsc::Receiver;

/// How often a hard link is followed before it is taken for a circle.
const LINKS: usize = 8;

/// Writes the archive of `path`, whose names are relative to the folder that it lies in, with names that are
/// relative to the workspace, and says what is in it.
pub fn pack(from: Pieces, path: &str, to: impl Write) -> io::Result<Listing> {
    let path = plain_path(path);
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut packing = Packing { folder, out: Builder::new(to), found: BTreeMap::new() };
    let mut archive = Archive::new(from);
    for entry in archive.entries()? {
        packing.take(&mut entry?)?;
    }
    packing.out.into_inner()?.flush()?;
    // What follows the archive's end is padding; an engine may mind a reader that leaves early.
    io::copy(&mut archive.into_inner(), &mut io::sink())?;
    Ok(Listing(packing.found.into_values().collect()))
}

struct Packing<'p, W: Write> {
    folder: &'p str,
    out: Builder<W>,
    found: BTreeMap<String, Listed>,
}

impl<W: Write> Packing<'_, W> {
    fn take<R: Read>(&mut self, entry: &mut tar::Entry<'_, R>) -> io::Result<()> {
        let path = self.moved(&entry.path()?)?;
        if path.is_empty() {
            return Ok(());
        }
        let mut header = entry.header().clone();
        let mode = header.mode()? & 0o7777;
        let what = match header.entry_type() {
            EntryType::Regular | EntryType::Continuous => {
                header.set_size(entry.size());
                let mut hashed = Hashed { inner: entry, hasher: sha2::Sha256::new(), size: 0 };
                self.out.append_data(&mut header, &path, &mut hashed)?;
                hashed.what()?
            }
            EntryType::Directory => {
                self.out.append_data(&mut header, format!("{path}/"), io::empty())?;
                What::Folder
            }
            EntryType::Symlink => {
                let target = text(&target(entry)?)?;
                self.out.append_link(&mut header, &path, &target)?;
                What::Link { target }
            }
            EntryType::Link => {
                let target = self.moved(&target(entry)?)?;
                self.out.append_link(&mut header, &path, &target)?;
                let same = self.found.get(&target).map(|other| other.what.clone());
                same.ok_or_else(|| {
                    io::Error::other(format!("{path} is a link to {target}, which is missing"))
                })?
            }
            // Sockets, pipes and devices are no files that another job or a host could use.
            _ => return Ok(()),
        };
        self.found.insert(path.clone(), Listed { path, mode, what });
        Ok(())
    }

    fn moved(&self, path: &Path) -> io::Result<String> {
        let parts = Path::new(self.folder).components().chain(path.components());
        let names = parts.filter(|part| matches!(part, Component::Normal(_) | Component::ParentDir));
        let names = names.map(|part| text(Path::new(part.as_os_str())));
        Ok(names.collect::<io::Result<Vec<_>>>()?.join("/"))
    }
}

fn target<R: Read>(entry: &tar::Entry<'_, R>) -> io::Result<std::path::PathBuf> {
    let target = entry.link_name()?.ok_or_else(|| io::Error::other("a link leads nowhere"))?;
    Ok(target.into_owned())
}

fn text(path: &Path) -> io::Result<String> {
    let text = path.to_str().map(str::to_owned);
    text.ok_or_else(|| io::Error::other(format!("the name {} is not UTF-8", path.display())))
}

/// The content of a file in an archive of ours; `None` when there is none of that path.
pub fn file(archive: &File, path: &str) -> io::Result<Option<Bytes>> {
    let mut path = path.to_owned();
    for _ in 0..LINKS {
        let mut archive_file = archive;
        archive_file.rewind()?;
        let mut archive = Archive::new(archive_file);
        let mut entries = archive.entries_with_seek()?;
        let found = entries.find_map(|entry| match entry {
            Ok(entry) => (*entry.path_bytes() == *path.as_bytes()).then_some(Ok(entry)),
            Err(why) => Some(Err(why)),
        });
        let Some(mut entry) = found.transpose()? else { return Ok(None) };
        match entry.header().entry_type() {
            EntryType::Link => path = text(&target(&entry)?)?,
            EntryType::Regular | EntryType::Continuous => {
                let mut bytes = Vec::new();
                entry.read_to_end(&mut bytes)?;
                return Ok(Some(bytes.into()));
            }
            _ => return Ok(None),
        }
    }
    Err(io::Error::other(format!("{path} is a link that leads in a circle")))
}

/// Passes content on and hashes it on the way.
struct Hashed<R> {
    inner: R,
    hasher: sha2::Sha256,
    size: u64,
}

impl<R: Read> Read for Hashed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.hasher.update(&buffer[..count]);
        self.size += count as u64;
        Ok(count)
    }
}

impl<R> Hashed<R> {
    fn what(self) -> io::Result<What> {
        let text = format!("sha256:{}", hex(&self.hasher.finalize()));
        let sha256: Digest = text.parse().map_err(io::Error::other)?;
        Ok(What::File { sha256, size: self.size })
    }
}

/// An archive that comes in pieces: `None` is its end. Without one it was cut off.
pub struct Pieces {
    receiver: Receiver<Option<Bytes>>,
    now: Bytes,
    ended: bool,
}

impl Pieces {
    pub fn new(receiver: Receiver<Option<Bytes>>) -> Self {
        Self { receiver, now: Bytes::new(), ended: false }
    }
}

impl Read for Pieces {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while !self.now.has_remaining() && !self.ended {
            match self.receiver.blocking_recv() {
                Some(Some(piece)) => self.now = piece,
                Some(None) => self.ended = true,
                None => return Err(io::ErrorKind::UnexpectedEof.into()),
            }
        }
        let count = buffer.len().min(self.now.remaining());
        self.now.copy_to_slice(&mut buffer[..count]);
        Ok(count)
    }
}
