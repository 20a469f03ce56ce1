//! The words of a plan around a place, with the place marked.

use crate::plan::Document;
use crate::text::Span;

/// A quotation: before, the marked words, after.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Quote {
    pub before: String,
    pub marked: String,
    pub after: String,
}

/// So many characters are shown on each side of the marked words.
const AROUND: usize = 110;
/// So many marked characters are shown.
const MARKED: usize = 320;

/// The line or lines that a span stands in, cut where they are long.
pub(super) fn quote(document: &Document, span: Span) -> Quote {
    let text = &*document.source.text;
    let (start, end) = (floor(text, span.start as usize), floor(text, span.end as usize));
    let end = end.max(start);
    let from = text[..start].rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let to = text[end..].find(['\n', '\r']).map_or(text.len(), |at| end + at);
    let head: Vec<char> = text[from..start].chars().collect();
    let before: String = head.iter().skip(head.len().saturating_sub(AROUND)).collect();
    let tail = &text[end..to];
    Quote {
        before: cut(before.trim_start(), head.len() > AROUND, AROUND, true),
        marked: cut(text[start..end].trim_end(), false, MARKED, false),
        after: cut(tail.trim_end(), false, AROUND, false),
    }
}

fn floor(text: &str, mut at: usize) -> usize {
    at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The first characters of a text, with a sign where something is left out.
fn cut(text: &str, left_out_before: bool, most: usize, front: bool) -> String {
    let clean = crate::text::without_controls(text);
    let mut short: String = clean.chars().take(most).collect();
    if front && left_out_before {
        short.insert(0, '…');
    }
    if clean.chars().count() > most {
        short.push('…');
    }
    short
}
