//! What scripts rely on: codes, and documents that fit their published schemas.

mod codes;
mod documents;
mod samples;
