//! Edits of a text as an editor sends them.

use crate::text::{Encoding, SourceFile};
use tower_lsp::ls_types::{Position, Range, TextDocumentContentChangeEvent};

/// The text after an editor's changes, one after the other. Places outside the text mean its nearest place,
/// reversed ranges the range between.
pub fn edited(mut text: SourceFile, changes: &[TextDocumentContentChangeEvent], encoding: Encoding) -> SourceFile {
    for change in changes {
        text = match change.range {
            Some(range) => {
                let (from, to) = offsets(&text, range, encoding);
                text.edited(from..to, &change.text)
            }
            None => SourceFile::new(text.id, &text.path, &change.text),
        };
    }
    text
}

/// The bytes of a range.
pub fn offsets(text: &SourceFile, range: Range, encoding: Encoding) -> (usize, usize) {
    let (a, b) = (offset(text, range.start, encoding) as usize, offset(text, range.end, encoding) as usize);
    (a.min(b), a.max(b))
}

/// The byte of a position.
pub fn offset(text: &SourceFile, position: Position, encoding: Encoding) -> u32 {
    text.offset(position.line, position.character, encoding)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::FileId;

    fn change(text: &str, from: (u32, u32), to: (u32, u32), with: &str) -> String {
        let range = Range::new(Position::new(from.0, from.1), Position::new(to.0, to.1));
        let change = TextDocumentContentChangeEvent { range: Some(range), range_length: None, text: with.into() };
        edited(SourceFile::new(FileId(0), "a", text), &[change], Encoding::Utf16).text.to_string()
    }

    #[test]
    fn places_are_clamped() {
        assert_eq!(change("a\r\n计划\n", (1, 1), (1, 2), "x"), "a\r\n计x\n");
        assert_eq!(change("ab", (0, 1), (9, 9), "x"), "ax");
        assert_eq!(change("ab", (0, 9), (0, 1), "x"), "ax", "reversed");
        assert_eq!(change("ab\r\nc", (0, 99), (0, 99), "x"), "abx\r\nc", "before the line end");
        assert_eq!(change("😀b", (0, 1), (0, 2), "x"), "xb", "inside a pair is its start");
        assert_eq!(change("", (5, 5), (4, 4), "x"), "x");
    }
}
