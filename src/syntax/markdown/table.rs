//! Tables. A line without any bar under a table is a row to the parser and a paragraph to a reader.

use super::builder::{Builder, Leaf, LeafKind};
use crate::syntax::tree::BlockKind;
use std::ops::Range;

impl Builder<'_> {
    pub(super) fn start_row(&mut self, range: Range<usize>, head: bool) {
        let is_line = !head && !self.text(range.clone()).contains('|');
        let first_mark = self.tree.marks.len();
        let parent = self.parent();
        let span = self.trimmed(range.clone());
        let Some(mut table) = self.table.take() else { return };
        table.column = 0;
        table.in_line = is_line;
        if is_line {
            self.close(table.block.take());
            match &mut table.lines {
                Some(lines) => lines.range.end = range.end,
                None => table.lines = Some(Leaf { range, first_mark, kind: LeafKind::Paragraph { tight: false } }),
            }
        } else {
            if let Some(lines) = table.lines.take() {
                self.end_leaf(lines);
            }
            let block = match table.block {
                Some(block) => block,
                None => {
                    let start = if head { self.trimmed(table.span.clone()).start } else { span.start };
                    let whole = span.with(start, span.end);
                    self.push(BlockKind::Table, whole, whole.with(whole.end, whole.end), parent)
                }
            };
            table.block = Some(block);
            let row = self.push(BlockKind::Row { head }, span, span.with(span.end, span.end), Some(block));
            self.row = Some(row);
            if head {
                // The line under the head belongs to the table, though to no row.
                let under = self.source.line(self.source.line_of(span.end) + 1).unwrap_or(span);
                let end = under.start + self.source.slice(under).trim_end().len() as u32;
                let block = &mut self.tree.blocks[block.0 as usize];
                block.span.end = block.span.end.max(end);
            }
        }
        self.table = Some(table);
    }

    pub(super) fn cell(&mut self, leaf: Leaf) {
        let Some(table) = &mut self.table else { return };
        let column = table.column;
        table.column = column.saturating_add(1);
        let Some(row) = self.row.filter(|_| !table.in_line) else { return };
        let bytes = self.source.text.as_bytes();
        let Range { start, end } = leaf.range;
        // A missing cell has no place; an empty one stands between two bars.
        let between = start > 0 && bytes.get(start - 1) == Some(&b'|') && bytes.get(end) == Some(&b'|');
        if start == end && !between {
            return;
        }
        let whole = self.source.at(start, end);
        let mut content = self.source.trim(whole);
        if content.is_empty() {
            content = whole.with(whole.start, whole.start);
        }
        self.push(BlockKind::Cell { column }, content, content, Some(row));
    }

    pub(super) fn end_row(&mut self) {
        let row = self.row.take();
        self.close(row);
    }

    pub(super) fn end_table(&mut self) {
        if let Some(mut table) = self.table.take() {
            self.close(table.block.take());
            if let Some(lines) = table.lines.take() {
                self.end_leaf(lines);
            }
        }
    }
}
