//! Where artifacts lie on the disk, and how they change without ever being there in part.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use bytes::Bytes;
use slipway_domain::artifact::{Artifact, Listing};
use slipway_domain::digest::Digest;
use slipway_domain::ids::OperationId;
use tokio::sync::mpsc::Receiver;

use super::pack::{Pieces, pack};
use crate::directory;

/// The folder of all artifacts.
pub struct Shelf {
    folder: PathBuf,
}

impl Shelf {
    pub fn new(folder: &Path) -> Self {
        Self { folder: folder.to_owned() }
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    fn kept(&self) -> PathBuf {
        self.folder.join("kept")
    }

    fn named(&self, digest: &Digest, ending: &str) -> PathBuf {
        self.kept().join(format!("{}.{ending}", digest.hex()))
    }

    fn run(&self, operation: OperationId) -> PathBuf {
        self.folder.join("runs").join(operation.to_string())
    }

    /// Held while listings and what names them change together: who clears away never meets one that is about to
    /// be named.
    fn alone(&self) -> io::Result<File> {
        let file = directory::private().append(true).open(self.folder.join("lock"))?;
        file.lock()?;
        Ok(file)
    }

    /// Packs what comes and keeps it as what a job left under a path.
    pub fn keep(
        &self,
        operation: OperationId,
        job: &str,
        path: &str,
        pieces: Receiver<Option<Bytes>>,
    ) -> io::Result<Artifact> {
        let run = self.run(operation);
        for folder in [&self.kept(), &run] {
            directory::make(folder).map_err(io::Error::other)?;
        }
        // Names of jobs and paths are people's; digests are file names on every system.
        let short = |text: &str| Digest::of(text.as_bytes()).short().to_owned();
        let name = run.join(format!("{}-{}", short(job), short(path)));
        let part = name.with_extension("part");
        let file = directory::private().write(true).truncate(true).open(&part)?;
        let listing = pack(Pieces::new(pieces), path, BufWriter::new(&file))?;
        file.sync_all()?;
        let artifact = Artifact { job: job.to_owned(), path: path.to_owned(), digest: listing.digest() };
        let _alone = self.alone()?;
        write(&name.with_extension("json"), &serde_json::to_vec(&artifact)?)?;
        directory::rename(&part, &self.named(&artifact.digest, "tar"))?;
        // The listing comes last: where it is, all of it is.
        write(&self.named(&artifact.digest, "json"), &listing.bytes())?;
        Ok(artifact)
    }

    /// What a job of a run left and is here.
    pub fn left(&self, operation: OperationId, job: &str) -> io::Result<Vec<Artifact>> {
        let mut left = named_in(&self.run(operation))?;
        left.retain(|artifact| artifact.job == job && self.named(&artifact.digest, "json").exists());
        left.sort();
        Ok(left)
    }

    pub fn listing(&self, digest: &Digest) -> io::Result<Option<Listing>> {
        let Some(bytes) = here(fs::read(self.named(digest, "json")))? else { return Ok(None) };
        if Digest::of(&bytes) != *digest {
            let text = format!("{} is not what was written", self.named(digest, "json").display());
            return Err(io::Error::other(text));
        }
        let here = self.named(digest, "tar").exists();
        Ok(here.then(|| serde_json::from_slice(&bytes)).transpose()?)
    }

    pub fn archive(&self, digest: &Digest) -> io::Result<Option<File>> {
        here(File::open(self.named(digest, "tar")))
    }

    /// Forgets a run, and removes what no run names any more.
    pub fn discard(&self, operation: OperationId) -> io::Result<()> {
        let run = self.run(operation);
        let Some(_) = here(fs::symlink_metadata(&run))? else { return Ok(()) };
        let _alone = self.alone()?;
        // What cannot be read may name anything. Then all of it stays until a run is discarded and it can be read.
        if let Ok(named) = self.named_besides(&run) {
            self.remove_besides(&named)?;
        }
        // Last: as long as it is there, whoever tries again comes this far again.
        fs::remove_dir_all(run)
    }

    /// What the runs name, as digests without algorithm, except one of them.
    fn named_besides(&self, one: &Path) -> io::Result<BTreeSet<String>> {
        let mut named = BTreeSet::new();
        for run in fs::read_dir(self.folder.join("runs"))? {
            let run = run?;
            // Systems leave files of their own in every folder.
            if run.path() != one && run.file_type()?.is_dir() {
                named.extend(named_in(&run.path())?.into_iter().map(|left| left.digest.hex().to_owned()));
            }
        }
        Ok(named)
    }

    fn remove_besides(&self, named: &BTreeSet<String>) -> io::Result<()> {
        for file in fs::read_dir(self.kept())? {
            let file = file?;
            let path = file.path();
            let name = path.file_stem().and_then(|name| name.to_str()).unwrap_or_default();
            if file.file_type()?.is_file() && !named.contains(name) {
                fs::remove_file(&path)?;
            }
        }
        Ok(())
    }
}

/// What the files of a run name.
fn named_in(run: &Path) -> io::Result<Vec<Artifact>> {
    let Some(files) = here(fs::read_dir(run))? else { return Ok(Vec::new()) };
    let mut named = Vec::new();
    for file in files {
        let file = file?.path();
        if file.extension().is_some_and(|ending| ending == "json") {
            named.push(serde_json::from_slice(&fs::read(&file)?)?);
        }
    }
    Ok(named)
}

/// Writes a file, all or nothing.
fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let new = path.with_extension("new");
    let mut file = directory::private().write(true).truncate(true).open(&new)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    directory::rename(&new, path)
}

/// What is not there is nothing, and no error.
fn here<T>(found: io::Result<T>) -> io::Result<Option<T>> {
    match found {
        Ok(found) => Ok(Some(found)),
        Err(why) if why.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(why) => Err(why),
    }
}
