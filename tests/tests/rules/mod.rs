//! Rules: what may go out, who has to agree, and what the status says of it.

mod approvals;
mod closed;
mod meanwhile;
mod order;
