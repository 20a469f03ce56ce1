//! Findings become text for people and machines: one short file a format, behind one trait.
//!
//! Nothing here opens a file, prints, or looks at the terminal: how wide and colourful it may be is told by
//! [`View`].

mod clean;
mod concise;
mod error;
mod facts;
mod full;
mod json;
mod missing;
mod overview;
mod page;
mod place;
mod reference;
mod run;
mod sheet;
mod snippet;
mod statistics;
mod words;

pub use clean::one_line;
pub use concise::Concise;
pub use error::draw_error;
pub use facts::facts;
pub use full::Full;
pub use json::Json;
pub use overview::overview;
pub use page::{list, misbehaviour, page};
pub use reference::{ReferenceFile, reference, reference_file};
pub use run::{Counts, Format, Found, Run, View};
pub use sheet::RulePage;
