//! How programs encode text.

pub(super) mod base64;
pub(super) mod hex;
pub(super) mod html;
pub(super) mod json;
pub(super) mod percent;
pub(super) mod shell;
