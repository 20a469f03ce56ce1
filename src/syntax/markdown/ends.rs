//! What a text of HTML holds, and where its tables and lists are closed, wherever blank lines divide them.
//!
//! CommonMark ends a block of HTML at a blank line, a table does not end there. The text is gone through once, when it is
//! first asked, so that any number of tags without an end costs no more than its length.

use std::ops::Range;

/// Bytes that a closing tag may take.
const CLOSING: usize = 100;

/// From each opening tag of a table or list to the end of the tag that closes it, by start.
pub(super) struct Ends(Vec<Range<u32>>);

impl Ends {
    pub(super) fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut open: [Vec<u32>; 3] = Default::default();
        let mut pairs = Vec::new();
        for at in memchr::memchr_iter(b'<', bytes) {
            let Some((kind, closing)) = structure(&bytes[at..]) else { continue };
            if !closing {
                open[kind].push(at as u32);
            } else if let Some(len) = bytes[at..].iter().take(CLOSING).position(|&b| b == b'>')
                && let Some(start) = open[kind].pop()
            {
                pairs.push(start..(at + len + 1) as u32);
            }
        }
        pairs.sort_unstable_by_key(|pair| pair.start);
        Self(pairs)
    }

    /// How far what opens in a range goes on behind it, if any of it does.
    pub(super) fn beyond(&self, range: Range<usize>, limit: usize) -> Option<usize> {
        let first = self.0.partition_point(|pair| (pair.start as usize) < range.start);
        let inside = self.0[first..].iter().take_while(|pair| (pair.start as usize) < range.end);
        inside.map(|pair| pair.end as usize).filter(|&end| end > range.end && end <= limit).max()
    }
}

/// Whether a table or list opens in a text.
pub(super) fn holds_structure(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr_iter(b'<', bytes).any(|at| structure(&bytes[at..]).is_some_and(|(_, closing)| !closing))
}

/// Whether a heading opens in a text, behind its first tag.
pub(super) fn holds_heading(text: &str) -> bool {
    let bytes = text.trim_start().as_bytes();
    memchr::memchr_iter(b'<', bytes).skip(1).any(|at| match bytes[at + 1..] {
        [b'h' | b'H', b'1'..=b'6', next, ..] => next == b'>' || next.is_ascii_whitespace(),
        _ => false,
    })
}

/// The table (0) or list (1, 2) that the tag at the start of a text opens or closes.
fn structure(bytes: &[u8]) -> Option<(usize, bool)> {
    let closing = bytes.get(1) == Some(&b'/');
    let rest = &bytes[1 + usize::from(closing)..];
    let kind = ["table", "ul", "ol"].iter().position(|name| {
        rest.get(..name.len()).is_some_and(|word| word.eq_ignore_ascii_case(name.as_bytes()))
            && rest.get(name.len()).is_some_and(|b| b.is_ascii_whitespace() || matches!(b, b'>' | b'/'))
    })?;
    Some((kind, closing))
}
