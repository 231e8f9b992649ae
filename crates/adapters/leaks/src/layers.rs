//! Layers, in an image as an engine exports it: an archive of archives, read once from its beginning to its end.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Read};

use futures::StreamExt;
use sha2::{Digest as _, Sha256};
use slipway_domain::digest::hex;
use slipway_domain::leak::Leak;
use slipway_domain::problem::{Code, Problem};
use slipway_engine::ports::{LayerLeaks, TarStream};
use tar::Archive;
use tokio::sync::mpsc::channel;

use crate::files::leaks;
use crate::packages::{List, Packaged};
use crate::pieces::Pieces;
use crate::unpacked::unpacked;

/// How many pieces wait until they are looked at.
const WAITING: usize = 16;
/// So many findings of a layer are told: who finds more has to look anyway.
const MOST_LEAKS: usize = 200;
/// So many are kept until the layer's packages are known, some of which may have brought them.
const MOST_SUSPECTED: usize = 10_000;
/// So many removed paths of a layer are kept.
const MOST_REMOVED: usize = 1_000;

/// Looks through the layers that are wanted, by the digests of what they unpack to.
pub(crate) async fn read(
    mut export: TarStream,
    wanted: BTreeSet<String>,
) -> Result<BTreeMap<String, LayerLeaks>, Problem> {
    let (sender, receiver) = channel(WAITING);
    let work = tokio::task::spawn_blocking(move || looked_through(Pieces::new(receiver), &wanted));
    let mut lost = None;
    while let Some(piece) = export.next().await {
        match piece {
            Ok(piece) => {
                // All that is wanted was seen.
                if sender.send(piece).await.is_err() {
                    break;
                }
            }
            Err(problem) => {
                lost = Some(problem);
                break;
            }
        }
    }
    drop(sender);
    let found = work.await.unwrap_or_else(|why| Err(io::Error::other(why)));
    match lost {
        Some(problem) => Err(problem),
        None => found.map_err(|why| unreadable(&why)),
    }
}

fn unreadable(why: &io::Error) -> Problem {
    let message =
        format!("the layers of the image cannot be read, so nobody knows whether secrets are in them: {why}");
    Problem::new(Code::EngineFailed, message)
}

fn looked_through(export: impl Read, wanted: &BTreeSet<String>) -> io::Result<BTreeMap<String, LayerLeaks>> {
    let mut found = BTreeMap::new();
    let mut archive = Archive::new(export);
    for entry in archive.entries()? {
        let entry = entry?;
        if found.len() == wanted.len() {
            break;
        }
        if !entry.header().entry_type().is_file() {
            continue;
        }
        // Engines name what they export by the digest of what lies there, older ones otherwise.
        let path = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        let named = path.strip_prefix("blobs/sha256/").map(|digits| format!("sha256:{digits}"));
        let Some(layer) = unpacked(entry)? else { continue };
        let known = named.filter(|_| layer.plain);
        if known.as_ref().is_some_and(|digest| !wanted.contains(digest)) {
            continue;
        }
        let (digest, leaks) = one_layer(layer.archive, known)?;
        if wanted.contains(&digest) {
            found.insert(digest, leaks);
        }
    }
    Ok(found)
}

/// A layer's digest, and what it holds.
fn one_layer(from: impl Read, known: Option<String>) -> io::Result<(String, LayerLeaks)> {
    let hasher = known.is_none().then(Sha256::new);
    let mut layer = Hashed { inner: from, hasher };
    let mut found = LayerLeaks::default();
    // What is no archive all through holds no more files.
    files(&mut layer, &mut found)?;
    io::copy(&mut layer, &mut io::sink())?;
    let computed = layer.hasher.map(|hasher| format!("sha256:{}", hex(&hasher.finalize())));
    let digest = known.or(computed).unwrap_or_default();
    let short = digest.trim_start_matches("sha256:").get(..12).unwrap_or_default().to_owned();
    for leak in &mut found.leaks {
        leak.place = format!("layer {short}");
    }
    Ok((digest, found))
}

fn files(layer: impl Read, found: &mut LayerLeaks) -> io::Result<()> {
    let mut packaged = Packaged::default();
    let mut suspected: Vec<(String, Leak)> = Vec::new();
    let read = look_at_files(layer, found, &mut packaged, &mut suspected);
    suspected.retain(|(path, _)| !packaged.brought(path));
    found.leaks.extend(suspected.into_iter().map(|(_, leak)| leak).take(MOST_LEAKS));
    read
}

fn look_at_files(
    layer: impl Read,
    found: &mut LayerLeaks,
    packaged: &mut Packaged,
    suspected: &mut Vec<(String, Leak)>,
) -> io::Result<()> {
    let mut buffer = Vec::new();
    let mut archive = Archive::new(layer);
    for entry in archive.entries()? {
        let entry = entry?;
        let path = plain(&String::from_utf8_lossy(&entry.path_bytes()));
        if let Some(gone) = removed(&path) {
            if found.removed.len() < MOST_REMOVED {
                found.removed.push(gone);
            }
            continue;
        }
        if !entry.header().entry_type().is_file() || entry.size() == 0 {
            continue;
        }
        if let Some(list) = List::at(&path) {
            packaged.learn(list, entry)?;
        } else if suspected.len() < MOST_SUSPECTED {
            let size = entry.size();
            suspected.extend(leaks(&path, size, entry, &mut buffer)?.map(|leak| (path, leak)));
        }
    }
    Ok(())
}

/// A path as findings are named by: without what stands before the first folder.
fn plain(path: &str) -> String {
    path.trim_start_matches("./").trim_start_matches('/').to_owned()
}

/// What an entry takes away of the layers below (OCI image specification, "Whiteouts"): a path, or a folder's content.
fn removed(path: &str) -> Option<String> {
    let (folder, name) = path.rsplit_once('/').map_or(("", path), |(folder, name)| (folder, name));
    let gone = name.strip_prefix(".wh.")?;
    let within = |name: &str| if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") };
    Some(if gone == ".wh..opq" { within("") } else { within(gone) })
}

/// Passes content on and hashes it on the way, where that is wanted.
struct Hashed<R> {
    inner: R,
    hasher: Option<Sha256>,
}

impl<R: Read> Read for Hashed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        if let Some(hasher) = &mut self.hasher {
            hasher.update(&buffer[..count]);
        }
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use slipway_domain::digest::Digest;

    use super::*;

    const TOKEN: &str = "//registry.npmjs.org/:_authToken=npm_k3Vb8sYtR2mNqW7xZc1LdF6hJ9pA0eGuTi5o\n";

    fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut archive = tar::Builder::new(Vec::new());
        for (path, content) in files {
            let mut header = tar::Header::new_ustar();
            header.set_size(content.len() as u64);
            header.set_mode(0o644);
            archive.append_data(&mut header, path, *content).unwrap();
        }
        archive.into_inner().unwrap()
    }

    fn digest(bytes: &[u8]) -> String {
        Digest::of(bytes).as_str().to_owned()
    }

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packed.write_all(bytes).unwrap();
        packed.finish().unwrap()
    }

    fn zstd(bytes: &[u8]) -> Vec<u8> {
        ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
    }

    #[test]
    fn a_file_is_found_in_its_layer_also_where_a_later_one_removes_it() {
        let below = archive(&[("app/.npmrc", TOKEN.as_bytes()), ("app/index.js", b"1")]);
        let above = archive(&[("app/.wh..npmrc", b""), ("srv/.wh..wh..opq", b"")]);
        let (blob, other) = (digest(&below), digest(&above));
        let name = |digest: &str| format!("blobs/sha256/{}", digest.trim_start_matches("sha256:"));
        let packed = [gzip(&below), zstd(&below)];
        let plain = archive(&[(&name(&blob), &below), (&name(&other), &above), ("index.json", b"{}")]);
        let older =
            archive(&[("1a2b/layer.tar", &below), ("3c4d/layer.tar", &above), ("manifest.json", b"[]")]);
        let pushed =
            packed.map(|packed| archive(&[(&name(&digest(&packed)), &packed), (&name(&other), &above)]));
        let wanted = BTreeSet::from([blob.clone(), other.clone()]);
        for export in [plain, older].into_iter().chain(pushed) {
            let found = looked_through(&export[..], &wanted).unwrap();
            let leaks: Vec<&str> = found[&blob].leaks.iter().map(|leak| leak.finding.as_str()).collect();
            assert_eq!(leaks, ["file:app/.npmrc"]);
            assert!(found[&blob].leaks[0].place.starts_with("layer "), "{:?}", found[&blob].leaks);
            assert_eq!(found[&other].removed, ["app/.npmrc", "srv/"]);
        }
    }

    #[test]
    fn layers_that_are_known_are_passed_over() {
        let (one, two) = (archive(&[("app/.npmrc", TOKEN.as_bytes())]), archive(&[("a", b"1")]));
        let name = |bytes: &[u8]| format!("blobs/sha256/{}", digest(bytes).trim_start_matches("sha256:"));
        let export = archive(&[(&name(&one), &one), (&name(&two), &two)]);
        let wanted = BTreeSet::from([digest(&two)]);
        let found = looked_through(&export[..], &wanted).unwrap();
        assert_eq!(found.keys().collect::<Vec<_>>(), [&digest(&two)]);
    }

    #[test]
    fn an_export_that_was_cut_off_says_nothing() {
        let layer = archive(&[("app/.npmrc", TOKEN.as_bytes())]);
        let export = archive(&[("1a2b/layer.tar", &layer)]);
        let wanted = BTreeSet::from([digest(&layer)]);
        assert!(looked_through(&export[..1500], &wanted).is_err());
    }
}
