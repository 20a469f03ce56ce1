//! A file's text with its line index.

use super::position::{Encoding, Position};
use super::span::{FileId, Span};
use std::sync::Arc;

/// One text: a file on disk, an editor's buffer, standard input or a test.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// Its number.
    pub id: FileId,
    /// Its path as shown, with `/`.
    pub path: Arc<str>,
    /// The text; at most 4 GiB.
    pub text: Arc<str>,
    /// Byte offset of the start of each line; a line ends at `\n`, `\r\n` or a lone `\r`.
    lines: Arc<[u32]>,
    /// Where the text is forgotten, the positions that are still known, by their offsets.
    known: Option<Arc<[(u32, Position)]>>,
}

impl SourceFile {
    /// Indexes the lines of `text`.
    pub fn new(id: FileId, path: &str, text: &str) -> Self {
        Self { id, path: path.into(), text: text.into(), lines: line_starts(text).into(), known: None }
    }

    /// The span of the whole text.
    pub fn span(&self) -> Span {
        Span::new(self.id, 0, self.text.len())
    }

    /// The text at `span`; empty where the span lies outside the text.
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or("")
    }

    /// A span of this file.
    pub fn at(&self, start: usize, end: usize) -> Span {
        Span::new(self.id, start, end)
    }

    /// Number of lines, at least one.
    pub fn line_count(&self) -> u32 {
        self.lines.len() as u32
    }

    /// The line that holds the byte, from 0.
    pub fn line_of(&self, offset: u32) -> u32 {
        (self.lines.partition_point(|&start| start <= offset) as u32).saturating_sub(1)
    }

    /// The span of a line (from 0) without its line end; none past the last line.
    pub fn line(&self, line: u32) -> Option<Span> {
        let start = *self.lines.get(line as usize)?;
        let end = self.lines.get(line as usize + 1).copied().unwrap_or(self.text.len() as u32);
        let text = self.text.get(start as usize..end as usize)?;
        let kept = text.trim_end_matches(['\n', '\r']).len() as u32;
        Some(Span { file: self.id, start, end: start + kept })
    }

    /// Line and columns of a byte offset; offsets past the end mean the end, those inside a character its
    /// start.
    pub fn position(&self, offset: u32) -> Position {
        if let Some(known) = &self.known {
            let after = known.partition_point(|(at, _)| *at <= offset);
            let nearest = after.checked_sub(1).and_then(|last| known.get(last));
            return nearest.map_or(Position { line: 1, column: 1, utf16: 1, offset: 0 }, |(_, position)| *position);
        }
        let mut offset = (offset as usize).min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let line = self.line_of(offset as u32);
        let start = self.lines[line as usize] as usize;
        let before = &self.text[start..offset];
        Position {
            line: line + 1,
            column: Encoding::Utf32.len(before) as u32 + 1,
            utf16: Encoding::Utf16.len(before) as u32 + 1,
            offset: offset as u32,
        }
    }

    /// Forgets the text. Lines and columns stay known of these offsets.
    pub fn forget(&mut self, offsets: impl Iterator<Item = u32>) {
        let mut offsets: Vec<u32> = offsets.collect();
        offsets.sort_unstable();
        offsets.dedup();
        self.known = Some(offsets.into_iter().map(|offset| (offset, self.position(offset))).collect());
        self.text = Arc::default();
        self.lines = Arc::from([0]);
    }

    /// Line and character from 0, as LSP counts them in `encoding`.
    pub fn line_character(&self, offset: u32, encoding: Encoding) -> (u32, u32) {
        let mut offset = (offset as usize).min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let line = self.line_of(offset as u32);
        let start = self.lines[line as usize] as usize;
        (line, encoding.len(&self.text[start..offset]) as u32)
    }

    /// The byte offset of a line and character (both from 0, counted in `encoding`). A character past the end
    /// of its line means the line's end, a line past the last the end of the text, a place inside a character
    /// its start.
    pub fn offset(&self, line: u32, character: u32, encoding: Encoding) -> u32 {
        let Some(span) = self.line(line) else { return self.text.len() as u32 };
        let mut units = 0usize;
        for (index, c) in self.slice(span).char_indices() {
            let next = units
                + match encoding {
                    Encoding::Utf8 => c.len_utf8(),
                    Encoding::Utf16 => c.len_utf16(),
                    Encoding::Utf32 => 1,
                };
            if next > character as usize {
                return span.start + index as u32;
            }
            units = next;
        }
        span.end
    }

    /// The text with the bytes of `range` replaced, as a new file of the same number.
    pub fn edited(&self, range: std::ops::Range<usize>, with: &str) -> Self {
        let mut text = String::with_capacity(self.text.len() + with.len());
        text.push_str(&self.text[..range.start]);
        text.push_str(with);
        text.push_str(&self.text[range.end..]);
        Self::new(self.id, &self.path, &text)
    }

    /// `span` without white space (full-width too) at its ends.
    pub fn trim(&self, span: Span) -> Span {
        let text = self.slice(span);
        let start = span.start + (text.len() - text.trim_start().len()) as u32;
        let end = start + text.trim().len() as u32;
        span.with(start, end)
    }
}

fn line_starts(text: &str) -> Vec<u32> {
    let bytes = text.as_bytes();
    let mut starts = Vec::with_capacity(bytes.len() / 40 + 1);
    starts.push(0);
    for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
        if bytes[at] == b'\n' || bytes.get(at + 1) != Some(&b'\n') {
            starts.push(at as u32 + 1);
        }
    }
    starts
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn file(text: &str) -> SourceFile {
        SourceFile::new(FileId(0), "a.md", text)
    }

    #[test]
    fn columns_in_three_encodings() {
        let f = file("a\r\n计😀x\ry");
        let at = f.position(10);
        assert_eq!((at.line, at.column, at.utf16), (2, 3, 4));
        assert_eq!(f.line_count(), 3);
        assert_eq!(f.offset(1, 3, Encoding::Utf16), 10);
        assert_eq!(f.offset(1, 2, Encoding::Utf16), 6, "inside a surrogate pair is its start");
        assert_eq!(f.offset(1, 99, Encoding::Utf16), 11);
        assert_eq!(f.offset(99, 0, Encoding::Utf16), f.text.len() as u32);
    }

    #[test]
    fn places_are_known_of_a_text_that_is_forgotten() {
        let mut f = file("a\r\n计😀x\ry");
        let before = [0, 3, 10].map(|offset| f.position(offset));
        f.forget([10, 3, 0, 3].into_iter());
        assert_eq!([0, 3, 10].map(|offset| f.position(offset)), before);
        assert!(f.text.is_empty());
    }

    proptest! {
        #[test]
        fn positions_round_trip(text in "[a\u{4e2d}\u{1f600}\n\r\t ]{0,60}") {
            let f = file(&text);
            for (offset, _) in text.char_indices() {
                for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
                    let (line, character) = f.line_character(offset as u32, encoding);
                    let back = f.offset(line, character, encoding) as usize;
                    let in_line_end = back < offset && text[back..offset].chars().all(|c| c == '\r' || c == '\n');
                    prop_assert!(back == offset || in_line_end);
                }
            }
        }
    }
}
