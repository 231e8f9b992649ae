//! The window's session: the projects that are open, what is asked of them and done with them, and what happens.
//!
//! A shell (the desktop's, or the loopback host of development) opens one [`Session`], hands each call of the window
//! to [`call`] and passes the session's events on. What is absent: any shell; and any rule, which the engine has.

mod answer;
mod asking;
mod calls;
mod desktop;
mod dispatch;
mod hearing;
mod operations;
mod projects;
mod remembered;
mod session;
mod settings;
mod shells;
mod showing;
mod sights;
mod streams;
mod watch;

pub use desktop::{Desktop, Lead, Notice, Tray, TrayEntry, TrayState, marked, not_started};
pub use dispatch::call;
pub use session::Session;
pub use showing::Showing;
pub use slipway_app::{askpass_answer, guard_secrets};
