//! Crashes, take-overs and races: what is left is settled, and nothing is done twice.

mod cancelling;
mod deploying;
mod killing;
mod ledger;
mod racing_deploys;
mod racing_runs;
mod resuming;
mod running;
mod taking_over;
