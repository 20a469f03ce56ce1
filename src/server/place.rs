//! Spans of a plan as places of the editor.

use super::world::{Place, Scene, World};
use crate::plan::{Document, Plan};
use crate::text::{Encoding, Span};
use tower_lsp::ls_types::{Location, Position, Range};

/// A byte of a document as a position.
pub fn position(document: &Document, offset: u32, encoding: Encoding) -> Position {
    let (line, character) = document.source.line_character(offset, encoding);
    Position::new(line, character)
}

/// A span of a document as a range.
pub fn range(document: &Document, span: Span, encoding: Encoding) -> Range {
    Range::new(position(document, span.start, encoding), position(document, span.end, encoding))
}

/// A span of a plan, or of another plan of its root, as a location.
pub fn location(place: &Place, plan: &Plan, span: Span, encoding: Encoding) -> Option<Location> {
    let elsewhere = || place.joined_if_known()?.plans.iter().find_map(|other| other.document_of(span));
    let document = plan.document_of(span).or_else(elsewhere)?;
    Some(Location::new(place.uri(&document.source.path)?, range(document, span, encoding)))
}

impl Scene {
    /// A span of the document as a range.
    pub fn range(&self, world: &World, span: Span) -> Range {
        range(&self.document, span, world.client.encoding)
    }

    /// A span of the plan as a location.
    pub fn location(&self, world: &World, span: Span) -> Option<Location> {
        location(&self.place, &self.plan, span, world.client.encoding)
    }

    /// The byte at a position of the document.
    pub fn offset(&self, world: &World, position: Position) -> u32 {
        super::edit::offset(&self.document.source, position, world.client.encoding)
    }
}
