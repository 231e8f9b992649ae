//! Crashes, take-overs and races: what is left is settled, and nothing is done twice.

mod campaigns;
mod cancelling;
mod deploying;
mod killing;
mod ledger;
mod power_loss;
mod releases;
mod resuming;
mod running;
mod taking_over;
mod unstarted;
mod vanishing;
