//! What the targets that run on hosts share: lock, fence, journal, mark, verification, files and looking.
//!
//! Everything goes over the ports `Hosts`, `Engines`, `Registries`, `Web`, `Secrets` and `Clock`; what goes out to
//! hosts comes of `Source` and `Artifacts`. Shell text is built by pure functions, runs in dash and BusyBox,
//! and never holds a secret.
#![cfg_attr(not(test), deny(clippy::disallowed_methods, clippy::disallowed_types))]

mod by_hand;
mod doctor;
mod failed;
mod fence;
mod files;
mod heartbeat;
mod holder;
mod identity;
mod images;
mod journal;
mod kit;
mod labels;
mod lock;
mod lock_file;
mod locker;
mod look;
mod past;
mod place;
mod plans;
mod policy;
mod reach;
mod recipe;
mod restart;
pub mod rollout;
mod room;
mod said;
mod shell;
mod spot;
mod steps;
mod take_over;
mod tidy;
mod values;
mod verify;
mod wanted;

pub use by_hand::{lock_by_hand, unlock_by_hand};
pub use doctor::{Wants, examine, platforms_built_for};
pub use failed::Failed;
pub use fence::Fenced;
pub use files::{Files, Shipped, committed, left_by_jobs, shipped};
pub use holder::START;
pub use identity::Identity;
pub use images::{PullArgs, absent, images_seen, pull_images, pull_step};
pub use journal::journal;
pub use kit::Kit;
pub use labels::{digest_of, selection, service_of};
pub use locker::{EXECUTOR as HOSTS, Locker};
pub use look::{State, look, look_text, state_of};
pub use past::{NEWEST, past};
pub use place::{More, Sight, observe_all, observe_place, running_all};
pub use policy::healthy_within;
pub use reach::{exec, hang_up, log_streams, terminal};
pub use recipe::read_recipe;
pub use restart::{GRACE, RestartArgs, restart, restart_containers, restart_seen, restart_steps};
pub use said::last_lines;
pub use shell::{FIND_PLUGIN, directory, prelude, quote};
pub use spot::{Runs, Spot, spot_of};
pub use steps::{BACK, action_of, close_steps, lock_steps, place_step, removal_step, step_id, unlock_steps};
pub use take_over::take_over;
pub use tidy::{EXECUTOR as TIDY, Tidier, directories_beside, tidy_step};
pub use values::{Opened, value_of, variables_of};
pub use verify::{
    EXECUTOR as VERIFY, Verifier, back_http_steps, back_steps, health_step, http_steps, release_variables,
    verify_steps,
};
pub use wanted::{afterwards, as_before, digests_afterwards, expected, gone};

#[cfg(feature = "contract")]
pub mod contract;
#[cfg(any(test, feature = "contract"))]
pub mod sample;
