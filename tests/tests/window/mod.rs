//! The window, on real components.

mod session;
