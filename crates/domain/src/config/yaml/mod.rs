//! YAML as a tree in which every key and value knows its place in the text.

mod compose;
mod merge;
mod node;
mod scalar;

pub(crate) use compose::compose;
pub use node::Positions;
pub(crate) use node::{Kind, Node, Spot};
pub(crate) use scalar::{Scalar, ScalarType};
