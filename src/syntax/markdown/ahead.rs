//! Tables and lists of HTML that go on behind a blank line.
//!
//! Where a block of HTML ends while a table or list is open that is closed further down, the blocks up to there are not
//! read as Markdown: their events are passed over, but for inline markup, which becomes marks as everywhere, and the
//! whole is read as HTML when the first block behind it comes. Nothing is left out: it reaches to the end of the block in
//! which the closing tag stands.

use super::builder::{Ahead, Builder};
use super::ends::Ends;
use std::ops::Range;

impl Builder<'_> {
    /// Reads a block of HTML in which a table or list opens; false where Markdown stands in it further down.
    pub(super) fn structure(&mut self, range: Range<usize>) -> bool {
        let first_mark = self.tree.marks.len();
        match self.goes_on(range.clone()) {
            Some(until) if self.holds_markdown(range.end..until) => return false,
            Some(until) => {
                self.ahead = Some(Ahead { start: range.start, until, reach: range.end, first_mark });
            }
            None => self.read(range),
        }
        true
    }

    /// Whether an event lies in HTML that is gone through; what that was is read when the first event behind it comes.
    pub(super) fn is_ahead(&mut self, event: &Range<usize>) -> bool {
        while let Some(ahead) = &mut self.ahead {
            if event.start >= ahead.start && event.start < ahead.until.max(ahead.reach) {
                ahead.reach = ahead.reach.max(event.end);
                return true;
            }
            self.end_ahead(Some(event.start));
        }
        false
    }

    /// Reads the HTML that was gone through, unless a table or list opens at its end that goes on up to the next event.
    pub(super) fn end_ahead(&mut self, next: Option<usize>) {
        let Some(Ahead { start, until, reach, first_mark }) = self.ahead.take() else { return };
        let end = until.max(reach).min(self.source.text.len());
        if next.is_some_and(|next| next >= end)
            && let Some(further) = self.goes_on(until..end)
            && !self.holds_markdown(end..further)
        {
            self.ahead = Some(Ahead { start, until: further, reach: end, first_mark });
            return;
        }
        self.read(start..end);
        if let Some(marks) = self.tree.marks.get_mut(first_mark..) {
            marks.sort_by_key(|mark| mark.span.start);
        }
    }

    fn read(&mut self, range: Range<usize>) {
        if self.frames.is_empty() {
            self.furniture_before(range.start);
        }
        self.elements(range.clone());
        // A number between two tags is no page.
        while self.furniture.next_if(|line| line.start < range.end).is_some() {}
    }

    /// Where the tables and lists that a range leaves open are closed, in what holds the range.
    fn goes_on(&mut self, range: Range<usize>) -> Option<usize> {
        let text = &self.source.text;
        let limit = self.frames.last().map_or(text.len(), |frame| frame.end);
        self.ends.get_or_insert_with(|| Ends::of(text)).beyond(range, limit)
    }

    /// Whether a heading, table or code of Markdown stands in a range, behind a blank line: then tags only lay it out.
    fn holds_markdown(&mut self, range: Range<usize>) -> bool {
        let found = match self.markdown_line {
            Some((from, found)) if from <= range.start && range.start <= found => found,
            _ => {
                let found = self.next_markdown(range.start);
                self.markdown_line = Some((range.start, found));
                found
            }
        };
        found < range.end
    }

    fn next_markdown(&self, from: usize) -> usize {
        let mut number = self.source.line_of(from as u32);
        let mut after_blank = true;
        while let Some(line) = self.source.line(number) {
            let text = self.source.slice(line);
            let body = text.trim_start_matches([' ', '>']);
            let opens = || {
                let level = body.bytes().take_while(|&b| b == b'#').count();
                (1..=6).contains(&level) && body[level..].starts_with(' ')
                    || body.starts_with("```")
                    || body.starts_with("~~~")
                    || body.starts_with('|')
            };
            if after_blank && line.start as usize >= from && text.len() - body.len() < 4 && opens() {
                return line.start as usize;
            }
            after_blank = body.trim().is_empty();
            number += 1;
        }
        usize::MAX
    }
}
