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

pub use branches::Branches;
pub use ci::{CiImage, CiJob, CiStep};
pub use compose::{ComposeBuild, ComposeFile, ComposeService};
pub use deeds::{Act, BuildAct, Deed, RunAct};
pub use dockerfiles::{BuildArgument, Dockerfile, Stage};
pub use facts::{Facts, Heard, HeardHost, look};
pub use findings::Finding;
pub use host::HostName;
pub use image::ImageName;
pub use place::{Origin, Place};
pub use propose::{Note, Proposal, propose};
pub use repository::{LONGEST, Repository, is_compose, is_dockerfile, is_telling, is_workflow, kind_of};
