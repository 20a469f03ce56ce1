//! What is offered.

use crate::text::Span;
use std::ops::Range;

/// Something that an author may do about a finding.
#[derive(Debug, Clone)]
pub struct Mend {
    /// What it does.
    pub title: String,
    /// Replacements; they do not overlap.
    pub edits: Vec<(Span, String)>,
    /// Words that the author is to write: the edit, and the bytes of its text.
    pub write: Option<(usize, Range<usize>)>,
}

/// Edits that add a field to an item, and where the value stands: the edit, and the bytes of its text.
pub(super) type Added = (Vec<(Span, String)>, (usize, Range<usize>));
