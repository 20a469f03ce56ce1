//! Plans and rules become findings.

mod finding;

pub use finding::*;
