//! Texts of several documents by span.

use super::index::Files;
use super::model::Document;
use std::sync::Arc;

/// Texts of several documents by span.
pub(super) struct Texts<'a> {
    documents: &'a [Arc<Document>],
    files: Files,
}

impl<'a> Texts<'a> {
    pub fn new(documents: &'a [Arc<Document>]) -> Self {
        Self { documents, files: Files::new(documents.iter().map(|document| document.source.id)) }
    }

    pub fn document(&self, file: crate::text::FileId) -> Option<&'a Document> {
        self.files.find(file).and_then(|at| self.documents.get(at as usize)).map(|document| &**document)
    }

    /// All documents, in order.
    pub fn all(&self) -> impl Iterator<Item = &'a Document> {
        self.documents.iter().map(|document| &**document)
    }

    pub fn get(&self, span: crate::text::Span) -> &'a str {
        self.document(span.file).and_then(|d| d.source.text.get(span.range())).unwrap_or("")
    }

    /// Whether a term of the lexicon lies in the span.
    pub fn has(&self, span: crate::text::Span, lexicon: Option<crate::lexicon::LexiconId>) -> bool {
        let (Some(document), Some(lexicon)) = (self.document(span.file), lexicon) else { return false };
        document.hits.has(lexicon, span)
    }

    /// Whether a short text holds terms of the lexicons and nothing else but “the”, “and” and marks.
    pub fn is_only(&self, span: crate::text::Span, lexicons: &[Option<crate::lexicon::LexiconId>]) -> bool {
        let Some(document) = self.document(span.file) else { return false };
        let covered = document.hits.of_any(lexicons, span);
        if covered.is_empty() {
            return false;
        }
        let mut rest = String::new();
        let mut at = span.start;
        for hit in covered {
            rest.push_str(self.get(span.with(at, hit.start.max(at))));
            rest.push(' ');
            at = at.max(hit.end);
        }
        rest.push_str(self.get(span.with(at, span.end)));
        let filler = ["the", "and", "or", "of", "for", "all", "our", "s", "team", "及", "和", "与"];
        rest.split(|c: char| !c.is_alphanumeric())
            .filter(|w| !w.is_empty())
            .all(|w| filler.contains(&w.to_lowercase().as_str()))
    }
}
