//! Where the delimiters of inline markup end and its text begins.

use super::tree::{Mark, MarkKind};
use crate::text::Span;

/// A mark whose delimiters are `open` bytes before and `close` bytes after its text.
pub(super) fn delimited(kind: MarkKind, span: Span, open: u32, close: u32) -> Mark {
    let start = (span.start + open).min(span.end);
    let inner = span.with(start, span.end.saturating_sub(close).max(start));
    Mark { kind, span, inner, target: span.with(span.end, span.end) }
}

/// A code span: as many backticks as open it close it.
pub(super) fn code(text: &str, span: Span) -> Mark {
    let ticks = text.bytes().take_while(|&b| b == b'`').count() as u32;
    delimited(MarkKind::Code, span, ticks, ticks)
}

/// `<https://…>` or `<a@b.c>`: its text is where it goes.
pub(super) fn autolink(span: Span) -> Mark {
    let mark = delimited(MarkKind::Link, span, 1, 1);
    Mark { target: mark.inner, ..mark }
}

/// A link or image whose text ends at or after `text_end`; `inline` where the destination stands in it.
pub(super) fn link(source: &str, kind: MarkKind, span: Span, text_end: u32, inline: bool) -> Mark {
    let open = if kind == MarkKind::Image { 2 } else { 1 };
    let mut mark = delimited(kind, span, open, 0);
    let from = text_end.clamp(mark.inner.start, span.end);
    let rest = source.get(from as usize..span.end as usize).unwrap_or("");
    let close = from + rest.find(']').unwrap_or(rest.len()) as u32;
    mark.inner.end = close;
    if !inline {
        return mark;
    }
    let after = source.get(close as usize..span.end as usize).unwrap_or("");
    let Some(destination) = after.strip_prefix("](") else { return mark };
    let words = destination.trim_start();
    let start = span.end - words.len() as u32;
    if let Some(pointed) = words.strip_prefix('<') {
        let len = pointed.find('>').unwrap_or(pointed.len()) as u32;
        mark.target = span.with(start + 1, start + 1 + len);
        return mark;
    }
    let mut depth = 0i32;
    let mut escaped = false;
    let end = words.bytes().position(|b| {
        match b {
            _ if escaped => {
                escaped = false;
                return false;
            }
            b'\\' => escaped = true,
            b'(' => depth += 1,
            b')' => depth -= 1,
            _ => {}
        }
        depth < 0 || b.is_ascii_whitespace()
    });
    mark.target = span.with(start, start + end.unwrap_or(words.len()) as u32);
    mark
}
