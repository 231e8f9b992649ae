//! What comes after a deployment: logs, restarts, a look inside, hosts that lack something.

mod hosts;
mod life;
