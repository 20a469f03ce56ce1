//! Blocks of HTML: comments, headings, and the lines of text between tags.

use super::builder::Builder;
use super::ends::{holds_heading, holds_structure};
use crate::syntax::tree::{BlockKind, Comment, HeadingStyle};
use crate::text::Span;
use std::ops::Range;

impl Builder<'_> {
    /// Takes the comments in a range.
    pub(super) fn comments(&mut self, range: Range<usize>) {
        let text = self.text(range.clone());
        let mut at = 0;
        while let Some(open) = text[at..].find("<!--").map(|open| at + open) {
            let from = open + 4;
            let (body_end, end) = match text[from..].find("-->") {
                Some(close) => (from + close, from + close + 3),
                None => (text.trim_end().len().max(from), text.trim_end().len().max(from)),
            };
            let span = self.source.at(range.start + open, range.start + end);
            let body = self.trimmed(range.start + from..range.start + body_end);
            self.tree.comments.push(Comment { span, body });
            at = end;
        }
    }

    pub(super) fn html(&mut self, range: Range<usize>) {
        let text = self.text(range.clone());
        if (holds_structure(text) || holds_heading(text) || is_centred(text)) && self.structure(range.clone()) {
            return;
        }
        let first = self.tree.comments.len();
        self.comments(range.clone());
        let mut start = range.start;
        for comment in &self.tree.comments[first..] {
            if self.text(start..comment.span.start as usize).trim().is_empty() {
                start = comment.span.end as usize;
            }
        }
        let marks = self.tree.marks.len();
        let mut rest = self.trimmed(start..range.end);
        while let Some((level, content, end)) = self.html_heading(rest) {
            let whole = rest.with(rest.start, end);
            self.leaf_block(BlockKind::Heading { level, style: HeadingStyle::Atx }, whole, content);
            if end as usize >= range.end {
                self.skip = range.start..end as usize;
                return;
            }
            rest = self.trimmed(end as usize..range.end);
        }
        if rest.is_empty() {
            return;
        }
        let text = self.source.slice(rest);
        if !text.starts_with('<') {
            self.paragraph(rest.range(), marks);
            return;
        }
        let opaque = ["<script", "<style", "<pre", "<svg", "<table", "<!--"];
        let opens = |tag: &&str| text.get(..tag.len()).is_some_and(|open| open.eq_ignore_ascii_case(tag));
        if opaque.iter().any(opens) {
            self.leaf_block(BlockKind::Html, rest, rest);
            return;
        }
        // Lines of text between lines of tags are paragraphs.
        let mut in_tag = false;
        let mut run: Option<(bool, Range<usize>)> = None;
        let mut at = rest.start as usize;
        for line in text.split_inclusive('\n') {
            let words = line.trim();
            let is_text = !in_tag && !words.is_empty() && !words.starts_with('<');
            if let Some(open) = words.rfind('<') {
                in_tag = !words[open..].contains('>');
            } else if words.contains('>') {
                in_tag = false;
            }
            let end = at + line.len();
            run = match run {
                Some((kind, range)) if kind == is_text || words.is_empty() => Some((kind, range.start..end)),
                other => {
                    self.html_run(other, marks);
                    Some((is_text, at..end))
                }
            };
            at = end;
        }
        self.html_run(run, marks);
    }

    /// A heading that opens a block of HTML, also where blank lines divide it: its level, its words, its end.
    fn html_heading(&self, block: Span) -> Option<(u8, Span, u32)> {
        let text = self.source.text.get(block.start as usize..)?;
        let level = text.strip_prefix("<h").or_else(|| text.strip_prefix("<H"))?.bytes().next()?.wrapping_sub(b'0');
        let mut far = text.len().min((block.len() as usize).max(1000));
        while !text.is_char_boundary(far) {
            far -= 1;
        }
        let near = &text[..far];
        let close = near.find("</h").or_else(|| near.find("</H"))?;
        let end = close + near[close..].find('>')? + 1;
        let mut lines = text[end..].lines();
        let ended = lines.next().is_none_or(|line| line.trim().is_empty())
            && lines.next().is_none_or(|line| line.trim().is_empty());
        if !(1..=6).contains(&level) || (end > block.len() as usize && !ended) {
            return None;
        }
        // All of its words where it is one line; else the last run of words between tags.
        let one_line = !text[..close].contains(['\n', '\r']);
        let (mut in_tag, mut fresh) = (false, true);
        let mut words: Option<Range<usize>> = None;
        for (at, c) in text[..close].char_indices() {
            match c {
                '<' => (in_tag, fresh) = (true, !one_line),
                '>' => in_tag = false,
                _ if in_tag || c.is_whitespace() => {}
                _ => {
                    let start = words.filter(|_| !fresh).map_or(at, |words| words.start);
                    words = Some(start..at + c.len_utf8());
                    fresh = false;
                }
            }
        }
        let words = words?;
        let start = block.start + words.start as u32;
        Some((level, block.with(start, block.start + words.end as u32), block.start + end as u32))
    }

    fn html_run(&mut self, run: Option<(bool, Range<usize>)>, marks: usize) {
        match run {
            Some((true, range)) => self.paragraph(range, marks),
            Some((false, range)) => {
                let span = self.trimmed(range);
                self.leaf_block(BlockKind::Html, span, span);
            }
            None => {}
        }
    }
}

/// Whether a block of HTML opens with what is centred, as the title and authors of a plan are.
fn is_centred(text: &str) -> bool {
    text.trim_start().get(..CENTER.len()).is_some_and(|open| open.eq_ignore_ascii_case(CENTER))
}

/// The tag that centres what it holds.
const CENTER: &str = "<center>";
