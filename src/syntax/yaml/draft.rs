//! A text with edits in it that remembers where each byte came from.

use crate::text::Span;
use std::collections::BTreeMap;
use std::ops::Range;

/// A piece of the source that reads as something else in the draft.
#[derive(Debug, Clone)]
pub(super) struct Edit {
    /// What stands instead.
    pub text: String,
    /// The piece of the source (offsets in the file).
    pub span: Range<usize>,
    /// If the new text is a quoted scalar: the part of the source that is its content.
    pub inner: Option<Range<usize>>,
}

/// Where an edit lies in the draft.
struct Place {
    new: Range<usize>,
    old: Range<usize>,
    inner: Option<Range<usize>>,
}

/// The text that is parsed: the source's with edits.
pub(super) struct Draft<'a> {
    source: &'a str,
    body: Span,
    edits: BTreeMap<(usize, usize), Edit>,
    text: Option<String>,
    places: Vec<Place>,
}

impl<'a> Draft<'a> {
    /// A draft of `source`, which stands at `body` of its file.
    pub fn new(source: &'a str, body: Span) -> Self {
        Self { source, body, edits: BTreeMap::new(), text: None, places: Vec::new() }
    }

    /// The text to parse.
    pub fn text(&self) -> &str {
        self.text.as_deref().unwrap_or(self.source)
    }

    /// Makes edits; older ones that they touch are given up.
    pub fn edit(&mut self, edits: impl IntoIterator<Item = Edit>) {
        for edit in edits {
            let Range { start, end } = edit.span;
            let touched: Vec<(usize, usize)> = self
                .edits
                .range((start, 0)..=(end, usize::MAX))
                .map(|(&key, _)| key)
                .filter(|&(from, to)| (from < end && to > start) || (from, to) == (start, end))
                .collect();
            for key in touched {
                self.edits.remove(&key);
            }
            self.edits.insert((start, end), edit);
        }
        self.rebuild();
    }

    /// Takes edits back.
    pub fn undo(&mut self, edits: &[Edit]) {
        for edit in edits {
            self.edits.remove(&(edit.span.start, edit.span.end));
        }
        self.rebuild();
    }

    fn rebuild(&mut self) {
        let base = self.body.start as usize;
        let mut text = String::with_capacity(self.source.len() + 64);
        let mut at = 0;
        self.places.clear();
        for edit in self.edits.values() {
            let old = edit.span.start - base..edit.span.end - base;
            // An edit in a piece that is replaced as a whole says nothing any more.
            let Some(kept) = self.source.get(at..old.start) else { continue };
            text.push_str(kept);
            let new = text.len()..text.len() + edit.text.len();
            text.push_str(&edit.text);
            at = old.end;
            self.places.push(Place { new, old: edit.span.clone(), inner: edit.inner.clone() });
        }
        text.push_str(self.source.get(at..).unwrap_or(""));
        self.text = Some(text);
    }

    /// Where the byte of the draft that opens something lies in the file.
    pub fn start(&self, at: usize) -> usize {
        self.origin(at, false)
    }

    /// Where the draft's offset that ends something lies in the file.
    pub fn end(&self, at: usize) -> usize {
        self.origin(at, true)
    }

    fn origin(&self, at: usize, is_end: bool) -> usize {
        let count =
            self.places.partition_point(|place| if is_end { place.new.start < at } else { place.new.start <= at });
        let Some(place) = count.checked_sub(1).and_then(|index| self.places.get(index)) else {
            return self.body.start as usize + at;
        };
        if at >= place.new.end {
            place.old.end + (at - place.new.end)
        } else if at == place.new.start {
            place.old.start
        } else {
            place.old.end
        }
    }

    /// The range of the draft as a span of the file.
    pub fn span(&self, range: Range<usize>) -> Span {
        let start = self.start(range.start);
        let end = if range.is_empty() { start } else { self.end(range.end).max(start) };
        Span::new(self.body.file, start, end)
    }

    /// The content of a scalar that was quoted by an edit.
    pub fn inner(&self, range: &Range<usize>) -> Option<Span> {
        let index = self.places.partition_point(|place| place.new.start < range.start);
        let place = self.places[index..].iter().find(|place| !place.new.is_empty())?;
        let inner = place.inner.as_ref().filter(|_| place.new == *range)?;
        Some(Span::new(self.body.file, inner.start, inner.end))
    }
}
