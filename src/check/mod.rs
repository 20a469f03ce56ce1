//! Plans and rules become findings.
//!
//! [`judge`] is a pure function of a plan, its workspace and rules. Nothing here opens a file, prints, or knows
//! how findings are shown.

mod addition;
mod apply;
mod baseline;
mod condition;
mod cut;
mod duplicates;
mod engine;
mod evidence;
mod example;
mod finding;
mod fingerprint;
mod fix;
mod ground;
mod likeness;
mod lint;
mod members;
mod mend;
mod message;
mod neighbours;
mod phrase;
mod place;
mod remarks;
mod scene;
mod score;
mod suppress;
mod today;
mod trace;
mod verdict;

pub use addition::{Addition, Draft, addition};
pub use apply::{edited, together};
pub use baseline::{Baseline, BaselineError, Reach};
pub use duplicates::duplicates;
pub use engine::{Options, judge, tallies};
pub use example::{Misbehaviour, try_examples};
pub use finding::*;
pub use fix::{apply, choose, mend_all};
pub use lint::{Doubt, lint};
pub use mend::{Mend, field_label, heading, mends};
pub use neighbours::Neighbours;
pub use today::Today;
pub use trace::{CHAINS, Chain, Impact, LinkState, Stage, Step, Trace, Traced};
