//! Texts of several documents by span.

use super::model::Document;
use std::sync::Arc;

/// Texts of several documents by span.
pub(super) struct Texts<'a> {
    pub documents: &'a [Arc<Document>],
}

impl<'a> Texts<'a> {
    pub fn document(&self, file: crate::text::FileId) -> Option<&'a Document> {
        self.documents.iter().map(|d| &**d).find(|d| d.source.id == file)
    }

    pub fn get(&self, span: crate::text::Span) -> &'a str {
        self.document(span.file).and_then(|d| d.source.text.get(span.range())).unwrap_or("")
    }

    /// Whether a term of the lexicon lies in the span.
    pub fn has(&self, span: crate::text::Span, lexicon: Option<crate::lexicon::LexiconId>) -> bool {
        let (Some(document), Some(lexicon)) = (self.document(span.file), lexicon) else { return false };
        let first = document.hits.partition_point(|hit| hit.start < span.start);
        document.hits[first..]
            .iter()
            .take_while(|hit| hit.start < span.end)
            .any(|hit| hit.end <= span.end && hit.lexicon == lexicon)
    }
}
