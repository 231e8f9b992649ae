//! What a repository's own files say of how it is built and deployed: text in, findings out.
//!
//! [`look`] reads files to [`Facts`], [`propose`] makes a `slipway.yml` of them in which every line says
//! where it comes from. One module per CI dialect under `ci`. What is absent: reading files, asking hosts
//! or registries, and running anything.
#![cfg_attr(not(test), deny(clippy::disallowed_methods, clippy::disallowed_types))]

mod branches;
mod ci;
mod compose;
mod deeds;
mod dockerfiles;
mod facts;
mod findings;
mod host;
mod ignore;
mod image;
mod makefile;
mod place;
mod propose;
mod repository;
mod shell;
mod variables;
mod wanted;

pub use facts::{Facts, HeardHost, look};
pub use findings::Finding;
pub use place::Place;
pub use propose::{Note, Proposal, propose};
pub use repository::{LONGEST, Repository, is_telling, kind_of};
pub use wanted::{Wanted, is_ci, wanted};
