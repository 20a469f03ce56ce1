//! Plans and rules become findings.

mod engine;
mod finding;

pub use engine::{Options, judge};
pub use finding::*;
