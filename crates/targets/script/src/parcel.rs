//! What is shipped, as one tar archive with a list of checksums: `script`, `facts`, `sums`, `files/…`.

use bytes::Bytes;
use slipway_domain::problem::{Code, Problem};
use slipway_hosts::Shipped;

use crate::args::Ship;
use crate::recipe::sha256;

/// The list of checksums in the form of `sha256sum`.
pub(crate) fn sums(script: &str, facts: &str, files: &[Shipped]) -> String {
    let own = [("script", sha256(script.as_bytes())), ("facts", sha256(facts.as_bytes()))];
    let own = own.into_iter().map(|(name, sum)| format!("{sum}  {name}\n"));
    let files = files.iter().map(|file| format!("{}  files/{}\n", file.sha256.hex(), file.path));
    own.chain(files).collect()
}

/// The archive. `contents` are those of the files, in their order.
pub(crate) fn archive(ship: &Ship, contents: &[Bytes]) -> Result<Bytes, Problem> {
    let facts = ship.facts.text();
    let sums = sums(&ship.script, &facts, &ship.files);
    let mut tar = tar::Builder::new(Vec::new());
    let mut add = |path: &str, mode: u32, bytes: &[u8]| {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(mode);
        tar.append_data(&mut header, path, bytes)
    };
    let written = add("script", 0o700, ship.script.as_bytes())
        .and_then(|()| add("facts", 0o600, facts.as_bytes()))
        .and_then(|()| add("sums", 0o600, sums.as_bytes()))
        .and_then(|()| {
            ship.files.iter().zip(contents).try_for_each(|(file, bytes)| {
                let mode = if file.executable { 0o755 } else { 0o644 };
                add(&format!("files/{}", file.path), mode, bytes)
            })
        });
    written
        .and_then(|()| tar.into_inner())
        .map(Bytes::from)
        .map_err(|error| Problem::new(Code::Internal, format!("the files could not be packed: {error}")))
}
