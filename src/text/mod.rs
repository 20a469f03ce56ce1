//! Source text: bytes become a [`SourceFile`] with exact spans and positions.
//!
//! Here, and nowhere else, spans are counted with and turned into lines and columns. Nothing here knows what
//! Markdown, YAML or a plan is.

mod clean;
mod decode;
mod position;
mod source;
mod span;

pub use clean::without_controls;
pub use decode::{BadBytes, decode};
pub use position::{Encoding, Position};
pub use source::SourceFile;
pub use span::{FileId, Span};
