//! The parser's events become blocks and marks.

use super::ends::Ends;
use crate::syntax::paragraph::{self, Place};
use crate::syntax::prepare::Prepared;
use crate::syntax::tree::{
    Block, BlockId, BlockKind, Bound, HeadingStyle, MarkKind, SyntaxProblem, SyntaxProblemKind, Tree,
};
use crate::syntax::{inline, lines};
use crate::text::{SourceFile, Span};
use pulldown_cmark::{CodeBlockKind, Event, LinkType, Tag, TagEnd};
use std::ops::Range;

/// Blocks within blocks that are told apart; what lies deeper belongs to the innermost of them.
pub(super) const MAX_DEPTH: usize = 100;

/// Blocks of one text.
pub(super) const MAX_BLOCKS: usize = 1_000_000;

/// A table that is being read.
pub(super) struct Table {
    /// Its block, closed while lines without any bar stand in it.
    pub(super) block: Option<BlockId>,
    pub(super) span: Range<usize>,
    pub(super) column: u16,
    /// Lines under it that the parser takes for rows and a reader does not.
    pub(super) lines: Option<Leaf>,
    /// Whether the row being read is such a line.
    pub(super) in_line: bool,
}

impl Table {
    /// A table of which nothing is read yet.
    pub fn new(span: Range<usize>) -> Self {
        Self { block: None, span, column: 0, lines: None, in_line: false }
    }
}

/// A container that is open.
pub(super) struct Frame {
    /// Its block; none where it lies too deep.
    pub(super) block: Option<BlockId>,
    /// The block that holds what lies in it.
    pub(super) holder: Option<BlockId>,
    /// Number of the next item, of a numbered list.
    pub(super) next_number: Option<u64>,
    /// Whether it is an item, quote or footnote that can hold text.
    pub(super) holds_text: bool,
    /// Where it ends.
    pub(super) end: usize,
}

impl Frame {
    /// A block that is opened again.
    pub(super) fn again(block: BlockId) -> Self {
        Self { block: Some(block), holder: Some(block), next_number: None, holds_text: true, end: usize::MAX }
    }
}

/// HTML that goes on behind its block to a closing tag, and is read when the events are there.
pub(super) struct Ahead {
    pub(super) start: usize,
    /// Where the closing tag ends.
    pub(super) until: usize,
    /// Where the blocks end that the events tell of up to there.
    pub(super) reach: usize,
    pub(super) first_mark: usize,
}

/// Text that is being read.
pub(super) struct Leaf {
    pub(super) range: Range<usize>,
    /// The first mark that can lie in it.
    pub(super) first_mark: usize,
    pub(super) kind: LeafKind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum LeafKind {
    /// A paragraph with events of its own, or one of a tight list item.
    Paragraph {
        tight: bool,
    },
    Heading,
    Cell,
    Code {
        fenced: bool,
    },
    Html,
}

/// A mark that is open.
pub(super) struct OpenMark {
    /// Its place in the tree's marks, if it is kept.
    pub(super) index: Option<usize>,
    /// Where its text ends as far as known.
    pub(super) text_end: u32,
    /// Of a link or image: whether it says itself where it goes.
    pub(super) inline: Option<bool>,
}

pub(super) struct Builder<'a> {
    pub(super) source: &'a SourceFile,
    pub(super) tree: Tree,
    pub(super) frames: Vec<Frame>,
    pub(super) leaf: Option<Leaf>,
    pub(super) table: Option<Table>,
    pub(super) row: Option<BlockId>,
    pub(super) open_marks: Vec<OpenMark>,
    pub(super) furniture: std::iter::Peekable<std::slice::Iter<'a, Range<usize>>>,
    pub(super) prepared: &'a Prepared<'a>,
    pub(super) too_deep: bool,
    /// Room for the paragraphs of a run of lines.
    pub(super) pieces: Vec<Span>,
    /// A block that was read ahead of the events for it.
    pub(super) skip: Range<usize>,
    /// HTML that is gone through.
    pub(super) ahead: Option<Ahead>,
    /// Where tables and lists of HTML end, once that was asked.
    pub(super) ends: Option<Ends>,
    /// A line of Markdown in HTML: from where it was looked for, and where it stands.
    pub(super) markdown_line: Option<(usize, usize)>,
}

impl<'a> Builder<'a> {
    pub(super) fn new(source: &'a SourceFile, tree: Tree, prepared: &'a Prepared<'a>) -> Self {
        Self {
            source,
            tree,
            frames: Vec::new(),
            leaf: None,
            table: None,
            row: None,
            open_marks: Vec::new(),
            furniture: prepared.furniture.iter().peekable(),
            prepared,
            too_deep: false,
            pieces: Vec::new(),
            skip: 0..0,
            ahead: None,
            ends: None,
            markdown_line: None,
        }
    }

    pub(super) fn text(&self, range: Range<usize>) -> &'a str {
        self.source.text.get(range).unwrap_or("")
    }

    /// A stretch of the copy that the parser reads: furniture is blank in it.
    pub(super) fn shown(&self, range: Range<usize>) -> &'a str {
        let start = self.prepared.start;
        self.prepared.copy.get(range.start.saturating_sub(start)..range.end.saturating_sub(start)).unwrap_or("")
    }

    /// The span of a range without white space at its ends.
    pub(super) fn trimmed(&self, range: Range<usize>) -> Span {
        self.source.trim(self.source.at(range.start, range.end))
    }

    pub(super) fn bound(&mut self, what: Bound, number: u64, span: Span) {
        self.tree.problems.push(SyntaxProblem { kind: SyntaxProblemKind::Bound(what, number), span, fix: None });
    }

    pub(super) fn finish(mut self) -> Tree {
        self.end_ahead(None);
        self.end_tight();
        while let Some(frame) = self.frames.pop() {
            self.close(frame.block);
        }
        self.furniture_before(usize::MAX);
        self.tree
    }

    pub(super) fn event(&mut self, event: Event, range: Range<usize>) {
        if self.skip.contains(&range.start) && self.leaf.is_none() {
            return;
        }
        if self.ahead.is_some() && self.is_ahead(&range) && !is_inline_event(&event) {
            return;
        }
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::Text(_) | Event::InlineMath(_) | Event::DisplayMath(_) => self.inline_text(range),
            Event::Code(_) => {
                self.inline_text(range.clone());
                let span = self.source.at(range.start, range.end);
                self.tree.marks.push(inline::code(self.text(range), span));
            }
            Event::InlineHtml(_) => {
                self.inline_text(range.clone());
                let span = self.source.at(range.start, range.end);
                if self.text(range.clone()).starts_with("<!--") {
                    self.comments(range);
                } else {
                    self.tree.marks.push(inline::delimited(MarkKind::Html, span, 0, 0));
                }
            }
            Event::FootnoteReference(_) => {
                self.inline_text(range.clone());
                let span = self.source.at(range.start, range.end);
                self.tree.marks.push(inline::delimited(MarkKind::FootnoteRef, span, 2, 1));
            }
            Event::TaskListMarker(checked) => self.check_box(checked, range.end),
            Event::Rule => {
                self.end_tight();
                let span = self.trimmed(range);
                self.leaf_block(BlockKind::Rule, span, span.with(span.end, span.end));
            }
            Event::Html(_) | Event::SoftBreak | Event::HardBreak => {}
        }
    }

    pub(super) fn start(&mut self, tag: Tag, range: Range<usize>) {
        if !is_inline(&tag) {
            self.end_tight();
        }
        let first_mark = self.tree.marks.len();
        let leaf = |kind| Some(Leaf { range: range.clone(), first_mark, kind });
        match tag {
            Tag::Paragraph => self.leaf = leaf(LeafKind::Paragraph { tight: false }),
            Tag::Heading { .. } => self.leaf = leaf(LeafKind::Heading),
            Tag::CodeBlock(kind) => {
                let fenced = matches!(kind, CodeBlockKind::Fenced(_));
                self.leaf = leaf(LeafKind::Code { fenced });
            }
            Tag::HtmlBlock => self.leaf = leaf(LeafKind::Html),
            Tag::TableCell => self.leaf = leaf(LeafKind::Cell),
            Tag::BlockQuote(_) => self.open(BlockKind::Quote, range, None, true),
            Tag::List(start) => self.open(BlockKind::List { start }, range, start, false),
            Tag::Item => {
                let number = self.frames.last_mut().and_then(|list| {
                    let number = list.next_number;
                    list.next_number = number.map(|n| n.saturating_add(1));
                    number
                });
                self.open(BlockKind::ListItem { checked: None, number }, range, None, true);
            }
            Tag::FootnoteDefinition(_) => self.open(BlockKind::Footnote, range, None, true),
            Tag::Table(_) => {
                self.table = Some(Table::new(range));
            }
            Tag::TableHead => self.start_row(range, true),
            Tag::TableRow => self.start_row(range, false),
            Tag::Emphasis => self.open_mark(range, MarkKind::Emphasis, 1),
            Tag::Strong => self.open_mark(range, MarkKind::Strong, 2),
            Tag::Strikethrough => self.open_mark(range, MarkKind::Strike, 2),
            Tag::Link { link_type, .. } => self.open_link(range, MarkKind::Link, link_type),
            Tag::Image { link_type, .. } => self.open_link(range, MarkKind::Image, link_type),
            _ => {}
        }
    }

    pub(super) fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::Item | TagEnd::FootnoteDefinition => {
                self.end_tight();
                if let Some(frame) = self.frames.pop() {
                    self.close(frame.block);
                }
            }
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::CodeBlock | TagEnd::HtmlBlock | TagEnd::TableCell => {
                if let Some(leaf) = self.leaf.take() {
                    self.end_leaf(leaf);
                }
            }
            TagEnd::TableHead | TagEnd::TableRow => self.end_row(),
            TagEnd::Table => self.end_table(),
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image => {
                self.close_mark(range.end as u32);
            }
            _ => {}
        }
    }

    // Blocks.

    pub(super) fn parent(&self) -> Option<BlockId> {
        self.frames.last().and_then(|frame| frame.holder)
    }

    pub(super) fn place(&self) -> Place {
        if self.frames.is_empty() { Place::Top } else { Place::Inside }
    }

    pub(super) fn push(&mut self, kind: BlockKind, span: Span, content: Span, parent: Option<BlockId>) -> BlockId {
        if parent.is_none() {
            self.furniture_before(span.start as usize);
        }
        let id = BlockId(self.tree.blocks.len() as u32);
        self.tree.blocks.push(Block { kind, span, content, parent, end: BlockId(id.0 + 1) });
        id
    }

    pub(super) fn leaf_block(&mut self, kind: BlockKind, span: Span, content: Span) {
        if !span.is_empty() {
            let parent = self.parent();
            self.push(kind, span, content, parent);
        }
    }

    /// Puts furniture that stands between blocks where it belongs; what lies in a block is dropped.
    pub(super) fn furniture_before(&mut self, start: usize) {
        while let Some(line) = self.furniture.next_if(|line| line.start < start) {
            // A list of HTML reaches to its closing tag, further than the last block in it.
            let mut up = self.tree.blocks.len().checked_sub(1).map(|last| BlockId(last as u32));
            let mut end = 0;
            while let Some(id) = up {
                let block = self.tree.block(id);
                end = end.max(block.span.end as usize);
                up = block.parent;
            }
            let after = end <= line.start;
            if after {
                let span = self.source.at(line.start, line.end);
                let id = BlockId(self.tree.blocks.len() as u32);
                self.tree.blocks.push(Block {
                    kind: BlockKind::Furniture,
                    span,
                    content: span,
                    parent: None,
                    end: BlockId(id.0 + 1),
                });
            }
        }
    }

    pub(super) fn open(&mut self, kind: BlockKind, range: Range<usize>, next_number: Option<u64>, holds_text: bool) {
        let parent = self.parent();
        let deep = self.frames.len() >= MAX_DEPTH;
        let mut block = None;
        let end = range.end;
        if !deep || !self.too_deep {
            let whole = self.trimmed(range);
            let text = self.source.slice(whole);
            let line = memchr::memchr2(b'\n', b'\r', text.as_bytes()).map_or(text, |at| text[..at].trim_end());
            // Until something in it is read, it ends with its first line.
            let span = whole.with(whole.start, whole.start + line.len() as u32);
            if deep {
                self.too_deep = true;
                self.bound(Bound::NestedBlocks, MAX_DEPTH as u64, span);
            } else {
                block = Some(self.push(kind, span, span.with(span.end, span.end), parent));
            }
        }
        self.frames.push(Frame { block, holder: block.or(parent), next_number, holds_text, end });
    }

    /// Ends a container: its span reaches to the end of what lies in it.
    pub(super) fn close(&mut self, block: Option<BlockId>) {
        let Some(id) = block else { return };
        let count = self.tree.blocks.len() as u32;
        let mut last = BlockId(count.saturating_sub(1));
        let mut end = 0;
        while last > id {
            let block = self.tree.block(last);
            end = end.max(block.span.end);
            match block.parent {
                Some(parent) => last = parent,
                None => break,
            }
        }
        let block = &mut self.tree.blocks[id.0 as usize];
        block.end = BlockId(count);
        block.span.end = block.span.end.max(end).max(block.content.end);
    }

    pub(super) fn check_box(&mut self, state: bool, end: usize) {
        let Some(Frame { block: Some(id), .. }) = self.frames.last() else { return };
        if let BlockKind::ListItem { checked, .. } = &mut self.tree.blocks[id.0 as usize].kind {
            *checked = Some(state);
        }
        if let Some(leaf) = &mut self.leaf {
            leaf.range.start = end;
        }
    }

    // Text.

    /// Text of the leaf that is open, or of a tight list item.
    pub(super) fn inline_text(&mut self, range: Range<usize>) {
        if let Some(open) = self.open_marks.last_mut() {
            open.text_end = open.text_end.max(range.end as u32);
        }
        self.reach(range);
    }

    pub(super) fn reach(&mut self, range: Range<usize>) {
        if self.ahead.is_some() {
            return;
        }
        match &mut self.leaf {
            Some(Leaf { range: whole, kind: LeafKind::Paragraph { tight: true }, .. }) => {
                whole.end = whole.end.max(range.end);
            }
            Some(_) => {}
            None if self.frames.last().is_some_and(|frame| frame.holds_text) => {
                let escaped = range.start > 0 && self.source.text.as_bytes()[range.start - 1] == b'\\';
                let start = range.start - usize::from(escaped);
                self.leaf = Some(Leaf {
                    range: start..range.end,
                    first_mark: self.tree.marks.len(),
                    kind: LeafKind::Paragraph { tight: true },
                });
            }
            None => {}
        }
    }

    pub(super) fn end_tight(&mut self) {
        if matches!(self.leaf, Some(Leaf { kind: LeafKind::Paragraph { tight: true }, .. }))
            && let Some(leaf) = self.leaf.take()
        {
            self.end_leaf(leaf);
        }
    }

    pub(super) fn end_leaf(&mut self, leaf: Leaf) {
        match leaf.kind {
            LeafKind::Paragraph { .. } => self.paragraph(leaf.range, leaf.first_mark),
            LeafKind::Heading => self.heading(leaf),
            LeafKind::Cell => self.cell(leaf),
            LeafKind::Code { fenced } => self.code(leaf.range, fenced),
            LeafKind::Html => self.html(leaf.range),
        }
    }

    /// Divides a run of lines into paragraphs; the first text of a list item is its own.
    pub(super) fn paragraph(&mut self, range: Range<usize>, first_mark: usize) {
        let parent = self.parent();
        let place = self.place();
        let span = self.source.at(range.start, range.end);
        let mut pieces = std::mem::take(&mut self.pieces);
        let marks = self.tree.marks.get(first_mark..).unwrap_or(&[]);
        paragraph::split(&self.source.text, span, marks, place, |piece| pieces.push(piece));
        for piece in pieces.drain(..) {
            if let Some(id) = parent {
                let fresh = id.0 as usize + 1 == self.tree.blocks.len();
                let block = &mut self.tree.blocks[id.0 as usize];
                if fresh && matches!(block.kind, BlockKind::ListItem { .. }) && block.content.is_empty() {
                    block.content = piece;
                    block.span.end = block.span.end.max(piece.end);
                    continue;
                }
            }
            self.push(BlockKind::Paragraph, piece, piece, parent);
        }
        self.pieces = pieces;
    }

    pub(super) fn heading(&mut self, leaf: Leaf) {
        let span = self.trimmed(leaf.range);
        let text = self.source.slice(span);
        // `% Title` is one as well ([`crate::syntax::prepare`]).
        if text.starts_with('#') || text.starts_with("% ") && !text.contains(['\n', '\r']) {
            let level = text.bytes().take_while(|&b| b == b'#').count().clamp(1, 6);
            let content = span.with(span.start + level as u32, span.end);
            let content = self.title(content, level);
            self.leaf_block(BlockKind::Heading { level: level as u8, style: HeadingStyle::Atx }, span, content);
            return;
        }
        // Underlined: the last line is the rule under it.
        let under = text.rfind(['\n', '\r']).unwrap_or(text.len());
        let above = self.source.trim(span.with(span.start, span.start + under as u32));
        let words = self.source.slice(above);
        let rule = self.source.trim(span.with(span.start + under as u32, span.end));
        let dashes = self.source.slice(rule).trim_start_matches(['>', ' ']).starts_with('-');
        let last = words.rfind(['\n', '\r']).map_or(0, |at| at + 1);
        let long = lines::ends_sentence(words) && !words.ends_with('?')
            || lines::pair(words).is_some_and(|p| p.value < words.len() && p.short);
        // “Stage | Date | Description” over dashes without bars: a table that lacks its bars.
        let row = words.matches(" | ").count() >= 2;
        if dashes && (last > 0 || long || row) {
            // A text with a rule under it.
            self.paragraph(above.range(), leaf.first_mark);
            self.leaf_block(BlockKind::Rule, rule, rule.with(rule.end, rule.end));
            return;
        }
        let title = self.source.trim(above.with(above.start + last as u32, above.end));
        if last > 0 {
            self.paragraph(above.start as usize..above.start as usize + last, leaf.first_mark);
        }
        let content = self.title(title, 0);
        let level = if dashes { 2 } else { 1 };
        let span = span.with(title.start, span.end);
        self.leaf_block(BlockKind::Heading { level, style: HeadingStyle::Setext }, span, content);
    }

    /// The words of a heading: without closing signs and attributes. `level` of the signs that open it.
    pub(super) fn title(&self, span: Span, level: usize) -> Span {
        let spaced = self.source.slice(span).starts_with([' ', '\t']);
        let span = self.source.trim(span);
        let mut text = self.source.slice(span);
        if level > 0 {
            let open = text.trim_end_matches('#');
            let signs = text.len() - open.len();
            if signs > 0 && (open.is_empty() || open.ends_with([' ', '\t']) || !spaced || (signs == level && level > 1))
            {
                text = open.trim_end();
            }
        }
        if text.ends_with('}')
            && let Some(at) = text.rfind('{')
            && text[at + 1..].starts_with(['#', ':', '.'])
        {
            text = text[..at].trim_end();
        }
        span.with(span.start, span.start + text.len() as u32)
    }

    pub(super) fn code(&mut self, range: Range<usize>, fenced: bool) {
        let whole = self.text(range.clone());
        let first_line = |text: &str| text.find(['\n', '\r']).unwrap_or(text.len());
        if fenced {
            let span = self.source.at(range.start, range.start + whole.trim_end().len());
            let text = self.source.slice(span);
            let fence = text.bytes().next().unwrap_or(b'`');
            let open = first_line(text);
            let start = open + text[open..].len().min(1 + usize::from(text[open..].starts_with("\r\n")));
            let last = text.rfind(['\n', '\r']).map_or(text.len(), |at| at + 1);
            let closing = text[last..].trim_start_matches([' ', '\t', '>']);
            let closed = last >= start && closing.len() >= 3 && closing.bytes().all(|b| b == fence);
            let end = if closed { last } else { text.len() };
            let body = text.get(start..end).unwrap_or("").trim_end();
            let from = span.start as usize + start.min(text.len());
            self.leaf_block(BlockKind::Code, span, self.source.at(from, from + body.len()));
            return;
        }
        let span = self.source.at(range.start, range.start + whole.trim_end().len());
        let reads = self.source.slice(span).lines().filter(|line| !line.trim().is_empty()).all(|line| {
            let line = line.trim();
            let han = line.chars().filter(|&c| lines::is_han(c)).count();
            let opens = line.starts_with(|c: char| lines::is_han(c) || "《“（—【".contains(c))
                || crate::syntax::number::number(line).is_some();
            opens && han * 2 >= line.chars().count() && !line.contains(['{', '}', '='])
        });
        if !reads {
            self.leaf_block(BlockKind::Code, span, span);
            return;
        }
        // Chinese text that was indented by spaces.
        let marks = self.tree.marks.len();
        let mut group: Option<Range<usize>> = None;
        let mut at = range.start;
        for line in whole.split_inclusive('\n') {
            if line.trim().is_empty() {
                if let Some(group) = group.take() {
                    self.paragraph(group, marks);
                }
            } else {
                group = Some(group.map_or(at, |group| group.start)..at + line.len());
            }
            at += line.len();
        }
        if let Some(group) = group {
            self.paragraph(group, marks);
        }
    }

    // Inline markup.

    pub(super) fn open_mark(&mut self, range: Range<usize>, kind: MarkKind, width: u32) {
        self.reach(range.clone());
        let span = self.source.at(range.start, range.end);
        // One tilde is a range of numbers more often than a stroke.
        let kept = kind != MarkKind::Strike || self.text(range).starts_with("~~");
        let index = kept.then_some(self.tree.marks.len());
        if kept {
            self.tree.marks.push(inline::delimited(kind, span, width, width));
        }
        self.open_marks.push(OpenMark { index, text_end: 0, inline: None });
    }

    pub(super) fn open_link(&mut self, range: Range<usize>, kind: MarkKind, link: LinkType) {
        self.reach(range.clone());
        let span = self.source.at(range.start, range.end);
        let (mark, inline) = match link {
            LinkType::Autolink | LinkType::Email => (inline::autolink(span), None),
            _ => (inline::delimited(kind, span, 0, 0), Some(link == LinkType::Inline)),
        };
        self.open_marks.push(OpenMark { index: Some(self.tree.marks.len()), text_end: 0, inline });
        self.tree.marks.push(mark);
    }

    pub(super) fn close_mark(&mut self, end: u32) {
        let Some(open) = self.open_marks.pop() else { return };
        if let Some(outer) = self.open_marks.last_mut() {
            outer.text_end = outer.text_end.max(end);
        }
        if let (Some(index), Some(inline)) = (open.index, open.inline)
            && let Some(mark) = self.tree.marks.get_mut(index)
        {
            *mark = inline::link(&self.source.text, mark.kind, mark.span, open.text_end, inline);
        }
    }
}

/// Whether an event is inline markup of Markdown, or text.
fn is_inline_event(event: &Event) -> bool {
    match event {
        Event::Start(tag) => is_inline(tag),
        Event::End(tag) => matches!(
            tag,
            TagEnd::Emphasis
                | TagEnd::Strong
                | TagEnd::Strikethrough
                | TagEnd::Link
                | TagEnd::Image
                | TagEnd::Superscript
                | TagEnd::Subscript
        ),
        Event::Text(_) | Event::Code(_) | Event::FootnoteReference(_) => true,
        _ => false,
    }
}

fn is_inline(tag: &Tag) -> bool {
    matches!(
        tag,
        Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Link { .. }
            | Tag::Image { .. }
            | Tag::Superscript
            | Tag::Subscript
    )
}
