//! Failures: each ends in a true verdict, a sentence that helps, and a state that is known.

mod documents;
mod fleet;
mod follow;

mod first_deploy;
mod one_bad_host;
mod pipeline;
mod registries;
mod two_laptops;
mod unfit_hosts;
mod unhealthy;
mod unreachable_hosts;
mod what_status_says;
