//! What a project has to be allowed in AWS: as a policy that can be attached, beside one that somebody has, and in the
//! sentences of refusals.

mod compare;
mod needs;
mod refusal;

pub use compare::{Comparison, Missing, compare};
pub use needs::{For, Policy, Statement, policy};
pub use refusal::{Refusal, refusal};
