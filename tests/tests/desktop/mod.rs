//! The real window at a real desktop: a display, a session bus, a daemon that shows notifications.

mod around;
mod journey;
mod notices;
