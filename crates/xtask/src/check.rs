//! What has to hold of the whole workspace.

mod advisories;
mod bans;
mod duplicates;
mod licences;
mod packages;
mod pages;
mod provider;
mod sources;
mod traces;

use std::path::Path;

use crate::metadata::Metadata;
use crate::{Fault, generate, tracked};

/// What a check found.
#[derive(Debug, Default)]
pub struct Found {
    /// What has to change, a sentence each.
    pub faults: Vec<Fault>,
    /// What is worth knowing and breaks nothing.
    pub notes: Vec<String>,
}

/// Everything.
pub fn all(root: &Path) -> Found {
    let mut found = Found::default();
    found.take(generate::stale(root));
    found.take(tracked_files(root));
    found.take(packages::faults(root));
    match Metadata::read(root) {
        Ok(metadata) => dependencies(&metadata, &mut found),
        Err(fault) => found.faults.push(fault),
    }
    advisories::look(root, &mut found);
    found
}

fn tracked_files(root: &Path) -> Result<Vec<Fault>, Fault> {
    let (files, paths) = (tracked::files(root)?, tracked::paths(root)?);
    let program = slipway_cli::command();
    let commands = program.get_subcommands().map(|command| command.get_name().to_owned()).collect();
    Ok([traces::faults(root, &files), pages::faults(&files, &paths, &commands)].concat())
}

fn dependencies(metadata: &Metadata, found: &mut Found) {
    found.faults.extend(licences::faults(metadata));
    found.faults.extend(sources::faults(metadata));
    found.faults.extend(bans::faults(metadata));
    found.faults.extend(provider::faults(metadata));
    found.notes.extend(duplicates::notes(metadata));
}

impl Found {
    fn take(&mut self, faults: Result<Vec<Fault>, Fault>) {
        match faults {
            Ok(faults) => self.faults.extend(faults),
            Err(fault) => self.faults.push(fault),
        }
    }
}
