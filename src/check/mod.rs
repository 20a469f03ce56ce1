//! Plans and rules become findings.
//!
//! [`judge`] is a pure function of a plan, its workspace and rules. Nothing here opens a file, prints, or knows
//! how findings are shown.

mod apply;
mod baseline;
mod condition;
mod engine;
mod evidence;
mod example;
mod finding;
mod fingerprint;
mod ground;
mod likeness;
mod members;
mod message;
mod phrase;
mod scene;
mod score;
mod suppress;
mod verdict;

pub use apply::{edited, together};
pub use baseline::{Baseline, BaselineError, Reach};
pub use engine::{Options, judge, tallies};
pub use example::{Misbehaviour, try_examples};
pub use finding::*;
