//! Tables and lists of HTML become the blocks that those of Markdown are.
//!
//! The tags are gone through once, with the elements that are open. What HTML leaves unsaid is settled as a browser does:
//! a row ends the one before it, a cell without a row opens one. Only tables lie in cells as blocks: a list in a cell is
//! the cell's text, as lines are that `<br>` divides. Elements that are never closed end with what was read in them.

use super::builder::{Builder, Frame, MAX_BLOCKS, MAX_DEPTH};
use super::tags::{Name, Opaque, Tag, tags};
use crate::syntax::inline;
use crate::syntax::tree::{BlockId, BlockKind, Bound, HeadingStyle, MarkKind, MergedCell};
use crate::text::Span;
use std::ops::Range;

/// Columns that merged cells can reach, and rows that one cell can.
const MAX_COLUMNS: u16 = 200;
const MAX_ROWS: u32 = 1_000;

/// An element that is open.
enum Open {
    Table(Grid),
    Row(Row),
    Cell,
    List { ordered: bool, last: Option<BlockId> },
    Item,
    Heading(Heading),
}

/// A table.
struct Grid {
    /// Where its block begins once a row is read: at its tag, or behind a caption.
    start: Range<usize>,
    /// Whether its block is open.
    begun: bool,
    in_head: bool,
    /// Rows read, and for each column the row up to which a cell above takes it.
    row: u32,
    taken: Vec<u32>,
    first: Option<BlockId>,
    /// Whether the first row has heads alone, and whether any cell of the table is one.
    first_heads: bool,
    heads: bool,
}

struct Row {
    block: Option<BlockId>,
    column: u16,
    /// Cells that are heads, and cells with text that are none.
    heads: u32,
    others: u32,
    /// Whether the cell that is open is a head, and how many rows it takes.
    head: bool,
    rows: u32,
}

struct Heading {
    level: u8,
    start: usize,
    tag_end: usize,
    content: Option<Span>,
}

/// Text that is being read, with the marks in it.
struct Run {
    start: usize,
    /// Where its last text ends; none while there is only a mark that opens.
    end: Option<usize>,
    first_mark: usize,
    /// Marks of struck text that are open.
    struck: Vec<usize>,
}

struct Reader<'b, 'a> {
    builder: &'b mut Builder<'a>,
    open: Vec<Open>,
    run: Option<Run>,
    /// An element without text of the plan: what it is, where it begins, how deep it is.
    opaque: Option<(Opaque, Range<usize>, u32)>,
    quoted: bool,
}

impl Builder<'_> {
    /// Reads the blocks of a stretch of HTML.
    pub(super) fn elements(&mut self, range: Range<usize>) {
        let mut holders = self.frames.iter().filter_map(|frame| frame.block);
        let quoted = holders.any(|id| self.tree.block(id).kind == BlockKind::Quote);
        let text = self.shown(range.clone());
        let mut reader = Reader { builder: self, open: Vec::new(), run: None, opaque: None, quoted };
        let mut at = range.start;
        for tag in tags(text, range.start) {
            reader.text(at..tag.span.start);
            at = tag.span.end;
            reader.tag(&tag);
            if reader.builder.tree.blocks.len() >= MAX_BLOCKS {
                at = range.end;
                break;
            }
        }
        reader.text(at..range.end);
        if let Some((kind, span, _)) = reader.opaque.take() {
            reader.silent(kind, span.start..range.end);
        }
        reader.end_run();
        reader.close_to(0, None);
    }
}

impl Reader<'_, '_> {
    fn tag(&mut self, tag: &Tag) {
        if let Some((kind, span, depth)) = &mut self.opaque {
            if tag.name == Name::Opaque(*kind) {
                *depth = if tag.closing { *depth - 1 } else { *depth + 1 };
                if *depth == 0 {
                    let (kind, whole) = (*kind, span.start..tag.span.end);
                    self.opaque = None;
                    self.silent(kind, whole);
                }
            }
            return;
        }
        if tag.name == Name::Comment {
            self.builder.comments(tag.span.clone());
            return;
        }
        if tag.closing {
            self.closing(tag);
        } else {
            self.opening(tag);
        }
    }

    fn opening(&mut self, tag: &Tag) {
        let in_cell = matches!(self.open.last(), Some(Open::Cell));
        match tag.name {
            Name::Table => {
                self.end_run();
                self.end_heading();
                if matches!(self.open.last(), Some(Open::Table(grid)) if !grid.begun) {
                    self.open.pop();
                }
                self.inside(tag.span.start);
                if self.has_room() {
                    self.open.push(Open::Table(Grid::new(tag.span.clone())));
                }
            }
            Name::Group { head } if self.to_table() => {
                if let Some(Open::Table(grid)) = self.open.last_mut() {
                    grid.in_head = head;
                    grid.taken.clear();
                    grid.moved(&tag.span);
                }
            }
            Name::Row if self.to_table() => self.open_row(tag.span.clone()),
            Name::Cell { head } if self.to_row(tag.span.start) => self.open_cell(tag, head),
            Name::List { ordered } if !in_cell => {
                self.end_run();
                self.end_heading();
                if matches!(self.open.last(), Some(Open::Table(_) | Open::Row(_))) {
                    return;
                }
                if self.has_room() {
                    if matches!(self.open.last(), Some(Open::List { .. })) {
                        self.inside(tag.span.start);
                    }
                    let start = ordered.then(|| tag.number.unwrap_or(1));
                    self.open_block(BlockKind::List { start }, &tag.span, start, false);
                    self.open.push(Open::List { ordered, last: None });
                }
            }
            Name::Item if !in_cell => {
                self.end_run();
                self.end_heading();
                if matches!(self.open.last(), Some(Open::Item)) {
                    self.close_to(self.open.len() - 1, None);
                }
                if matches!(self.open.last(), Some(Open::List { .. })) {
                    self.open_item(&tag.span, tag.number);
                }
            }
            Name::Heading(level) if matches!(self.open.last(), None | Some(Open::Item | Open::Heading(_))) => {
                self.end_run();
                self.end_heading();
                let (start, tag_end) = (tag.span.start, tag.span.end);
                self.open.push(Open::Heading(Heading { level, start, tag_end, content: None }));
            }
            Name::Strike => self.strike(&tag.span),
            Name::Opaque(Opaque::Pre) if in_cell => self.mark(&tag.span),
            Name::Opaque(kind) => self.opaque = Some((kind, tag.span.clone(), 1)),
            Name::Box { checked } => {
                self.mark(&tag.span);
                if self.run.is_none() && matches!(self.open.last(), Some(Open::Item)) {
                    self.tick(checked);
                }
            }
            Name::Inline => self.mark(&tag.span),
            _ => self.divide(&tag.span),
        }
    }

    fn closing(&mut self, tag: &Tag) {
        let end = Some(tag.span.end);
        match tag.name {
            Name::Table => match self.open.iter().rposition(|open| matches!(open, Open::Table(_))) {
                Some(at) => self.close_to(at, end),
                None => self.divide(&tag.span),
            },
            Name::Row => match self.in_table(|open| matches!(open, Open::Row(_))) {
                Some(at) => self.close_to(at, end),
                None => self.divide(&tag.span),
            },
            Name::Cell { .. } => match self.in_table(|open| matches!(open, Open::Cell)) {
                Some(at) => self.close_to(at, end),
                None => self.divide(&tag.span),
            },
            Name::Group { .. } => {
                if self.to_table()
                    && let Some(Open::Table(grid)) = self.open.last_mut()
                {
                    grid.in_head = false;
                    grid.taken.clear();
                }
            }
            Name::List { ordered } => {
                match self.in_list(|open| matches!(open, Open::List { ordered: o, .. } if *o == ordered)) {
                    Some(at) => self.close_to(at, end),
                    None => self.divide(&tag.span),
                }
            }
            Name::Item => match self.in_list(|open| matches!(open, Open::Item | Open::List { .. })) {
                Some(at) if matches!(self.open[at], Open::Item) => self.close_to(at, end),
                _ => self.divide(&tag.span),
            },
            Name::Heading(_) if matches!(self.open.last(), Some(Open::Heading(_))) => {
                self.close_to(self.open.len() - 1, end);
            }
            Name::Strike => self.end_strike(&tag.span),
            Name::Inline | Name::Box { .. } => self.mark(&tag.span),
            _ => self.divide(&tag.span),
        }
    }

    // Where we are.

    /// Whether a table or list can be opened: with what must lie in it, it is not too deep.
    fn has_room(&mut self) -> bool {
        if self.builder.frames.len() + 4 < MAX_DEPTH {
            return true;
        }
        if !self.builder.too_deep {
            self.builder.too_deep = true;
            let at = self.builder.tree.blocks.last().map_or(0, |block| block.span.end as usize);
            let at = self.builder.source.at(at, at);
            self.builder.bound(Bound::NestedBlocks, MAX_DEPTH as u64, at);
        }
        false
    }

    /// The innermost part of the innermost table, if nothing but its parts is open in it.
    fn in_table(&self, wanted: impl Fn(&Open) -> bool) -> Option<usize> {
        let parts = self.open.iter().enumerate().rev();
        let mut parts = parts.take_while(|(_, open)| matches!(open, Open::Row(_) | Open::Cell));
        parts.find(|(_, open)| wanted(open)).map(|(at, _)| at)
    }

    /// The innermost part of the lists that are open in the innermost table or beside any.
    fn in_list(&self, wanted: impl Fn(&Open) -> bool) -> Option<usize> {
        let parts = self.open.iter().enumerate().rev();
        let mut parts = parts.take_while(|(_, open)| matches!(open, Open::List { .. } | Open::Item | Open::Heading(_)));
        parts.find(|(_, open)| wanted(open)).map(|(at, _)| at)
    }

    /// Closes what is open in the table that we are in.
    fn to_table(&mut self) -> bool {
        self.end_run();
        let Some(at) = self.open.iter().rposition(|open| !matches!(open, Open::Row(_) | Open::Cell)) else {
            return false;
        };
        if !matches!(self.open[at], Open::Table(_)) {
            return false;
        }
        self.close_to(at + 1, None);
        true
    }

    /// Closes what is open in the row that we are in, and opens one where there is none.
    fn to_row(&mut self, at: usize) -> bool {
        self.end_run();
        if let Some(row) = self.in_table(|open| matches!(open, Open::Row(_))) {
            self.close_to(row + 1, None);
            return true;
        }
        let in_table = self.to_table();
        if in_table {
            self.open_row(at..at);
        }
        in_table
    }

    /// Opens what text needs that stands in a list or table directly.
    fn inside(&mut self, at: usize) {
        match self.open.last() {
            Some(Open::Table(grid)) if !grid.begun => {}
            Some(Open::Table(_) | Open::Row(_)) => {
                self.to_row(at);
                self.open_cell(&Tag::cell(at), false);
            }
            Some(&Open::List { last: Some(item), .. }) => {
                // `<ul>` behind `</li>`: it belongs to the item.
                self.builder.frames.push(Frame::again(item));
                self.open.push(Open::Item);
            }
            Some(Open::List { .. }) => self.open_item(&(at..at), None),
            _ => {}
        }
    }

    // Blocks.

    /// Opens a block that begins with a tag.
    fn open_block(&mut self, kind: BlockKind, tag: &Range<usize>, number: Option<u64>, text: bool) -> Option<BlockId> {
        self.builder.open(kind, tag.clone(), number, text);
        let id = self.builder.frames.last()?.block?;
        let end = self.builder.source.at(tag.end, tag.end);
        let block = &mut self.builder.tree.blocks[id.0 as usize];
        block.span = end.with(tag.start as u32, end.end);
        block.content = end;
        Some(id)
    }

    fn open_row(&mut self, tag: Range<usize>) {
        let Some(Open::Table(grid)) = self.open.last_mut() else { return };
        grid.moved(&tag);
        grid.row += 1;
        let (begun, head, start) = (grid.begun, grid.in_head, grid.start.clone());
        grid.begun = true;
        if !begun {
            self.open_block(BlockKind::Table, &start, None, false);
        }
        let block = self.open_block(BlockKind::Row { head }, &tag, None, false);
        if let Some(Open::Table(grid)) = self.open.last_mut()
            && grid.first.is_none()
        {
            grid.first = block;
        }
        self.open.push(Open::Row(Row { block, column: 0, heads: 0, others: 0, head: false, rows: 1 }));
    }

    fn open_cell(&mut self, tag: &Tag, head: bool) {
        let [.., Open::Table(grid), Open::Row(row)] = self.open.as_mut_slice() else { return };
        while grid.taken.get(row.column as usize).is_some_and(|&until| until > grid.row) {
            row.column += 1;
        }
        let column = row.column;
        row.column = column.saturating_add(1);
        let width = tag.columns.clamp(1, u32::from(MAX_COLUMNS)) as u16;
        row.column = row.column.max(column.saturating_add(width).min(MAX_COLUMNS));
        row.head = head;
        row.heads += u32::from(head);
        grid.heads |= head;
        // 0: to the end of the group of rows.
        row.rows = if tag.rows == 0 { MAX_ROWS } else { tag.rows.min(MAX_ROWS) };
        if row.rows > 1 && row.column <= MAX_COLUMNS {
            let end = row.column as usize;
            if grid.taken.len() < end {
                grid.taken.resize(end, 0);
            }
            grid.taken[column as usize..end].fill(grid.row.saturating_add(row.rows));
        }
        self.open_block(BlockKind::Cell { column }, &tag.span, None, true);
        self.open.push(Open::Cell);
    }

    fn open_item(&mut self, tag: &Range<usize>, value: Option<u64>) {
        let list = self.builder.frames.last_mut();
        let number = list.and_then(|list| {
            let number = list.next_number.map(|next| value.unwrap_or(next));
            list.next_number = number.map(|number| number.saturating_add(1));
            number
        });
        let item = self.open_block(BlockKind::ListItem { checked: None, number }, tag, None, true);
        if let Some(Open::List { last, .. }) = self.open.last_mut() {
            *last = item;
        }
        self.open.push(Open::Item);
    }

    /// Closes all but the first `left` open elements; the outermost of them with a tag that ends at `end`.
    fn close_to(&mut self, left: usize, end: Option<usize>) {
        if self.open.len() > left {
            self.end_run();
        }
        while self.open.len() > left {
            let end = end.filter(|_| self.open.len() == left + 1);
            match self.open.pop() {
                Some(Open::Heading(heading)) => self.heading(heading, end),
                Some(Open::Table(grid)) if grid.begun => {
                    self.close_block(end);
                    self.settle_head(&grid);
                }
                Some(Open::Table(_)) | None => {}
                Some(Open::Row(row)) => {
                    self.close_block(end);
                    if let Some(Open::Table(grid)) = self.open.last_mut()
                        && grid.first == row.block
                    {
                        grid.first_heads = row.heads > 0 && row.others == 0;
                    }
                }
                Some(Open::Cell) => {
                    let id = self.close_block(end);
                    let content =
                        id.map(|id| self.builder.tree.block(id).content).filter(|content| !content.is_empty());
                    if let (Some(content), Some(Open::Row(row))) = (content, self.open.last_mut()) {
                        row.others += u32::from(!row.head);
                        if row.rows > 1 {
                            self.builder.tree.merged.push(MergedCell { content, rows: row.rows });
                        }
                    }
                }
                Some(Open::List { .. }) => {
                    self.close_block(end);
                }
                Some(Open::Item) => {
                    let id = self.close_block(end);
                    self.drop_empty(id);
                }
            }
        }
    }

    fn close_block(&mut self, end: Option<usize>) -> Option<BlockId> {
        let id = self.builder.frames.pop()?.block?;
        self.builder.close(Some(id));
        if let Some(end) = end {
            let block = &mut self.builder.tree.blocks[id.0 as usize];
            block.span.end = block.span.end.max(end as u32);
        }
        Some(id)
    }

    /// Takes back an item that no tag opened and that holds nothing: a `<table>` right in a list that never begins.
    fn drop_empty(&mut self, id: Option<BlockId>) {
        let blocks = &mut self.builder.tree.blocks;
        let Some(at) = id.map(|id| id.0 as usize).filter(|&at| at + 1 == blocks.len()) else { return };
        if blocks[at].span.is_empty() {
            blocks.truncate(at);
            if let Some(Open::List { last, .. }) = self.open.last_mut() {
                *last = None;
            }
        }
    }

    /// The first row is the head where it says so, or where no cell of the table is one.
    fn settle_head(&mut self, grid: &Grid) {
        if let Some(first) = grid.first
            && let BlockKind::Row { head } = &mut self.builder.tree.blocks[first.0 as usize].kind
        {
            *head |= grid.first_heads || !grid.heads;
        }
    }

    fn end_heading(&mut self) {
        if matches!(self.open.last(), Some(Open::Heading(_))) {
            self.close_to(self.open.len() - 1, None);
        }
    }

    fn heading(&mut self, heading: Heading, end: Option<usize>) {
        let Some(content) = heading.content else { return };
        let end = end.unwrap_or(content.end as usize).max(heading.tag_end);
        let span = self.builder.source.at(heading.start, end);
        let kind = BlockKind::Heading { level: heading.level, style: HeadingStyle::Atx };
        self.builder.leaf_block(kind, span, content);
    }

    /// What holds no text of the plan: a block where it stands by itself.
    fn silent(&mut self, kind: Opaque, range: Range<usize>) {
        let alone = self.open.is_empty() || kind == Opaque::Pre && matches!(self.open.last(), Some(Open::Item));
        if !alone {
            return self.mark(&range);
        }
        self.end_run();
        let span = self.builder.trimmed(range);
        self.builder.leaf_block(BlockKind::Html, span, span);
    }

    fn tick(&mut self, state: bool) {
        let item = self.builder.frames.last().and_then(|frame| frame.block);
        if let Some(id) = item
            && let block = &mut self.builder.tree.blocks[id.0 as usize]
            && block.content.is_empty()
            && let BlockKind::ListItem { checked, .. } = &mut block.kind
        {
            *checked = Some(state);
        }
    }

    // Text.

    /// Text between two tags.
    fn text(&mut self, range: Range<usize>) {
        if self.opaque.is_some() {
            return;
        }
        let text = self.builder.shown(range.clone());
        let (open, close) = said(text, self.quoted);
        if open >= close {
            return;
        }
        let (start, end) = (range.start + open, range.start + close);
        self.inside(start);
        let first_mark = self.builder.tree.marks.len();
        let run = self.run.get_or_insert_with(|| Run { start, end: None, first_mark, struck: Vec::new() });
        run.end = Some(end);
    }

    /// A tag in a line of text.
    fn mark(&mut self, tag: &Range<usize>) {
        if self.run.is_some() {
            let span = self.builder.source.at(tag.start, tag.end);
            self.builder.tree.marks.push(inline::delimited(MarkKind::Html, span, 0, 0));
        }
    }

    /// A tag that text does not go on across, unless it stands in a cell or heading.
    fn divide(&mut self, tag: &Range<usize>) {
        if matches!(self.open.last(), Some(Open::Cell | Open::Heading(_))) {
            self.mark(tag);
        } else {
            self.end_run();
        }
    }

    /// Struck text begins: until it ends its tag is only a tag.
    fn strike(&mut self, tag: &Range<usize>) {
        if matches!(self.open.last(), Some(Open::Table(_) | Open::Row(_) | Open::List { .. })) {
            return;
        }
        let first_mark = self.builder.tree.marks.len();
        let start = tag.start;
        let run = self.run.get_or_insert_with(|| Run { start, end: None, first_mark, struck: Vec::new() });
        run.struck.push(first_mark);
        self.mark(tag);
    }

    fn end_strike(&mut self, tag: &Range<usize>) {
        let Some(run) = &mut self.run else { return };
        let Some(index) = run.struck.pop() else { return self.mark(tag) };
        if run.end.is_some_and(|end| end as u32 > self.builder.tree.marks[index].span.end) {
            run.end = Some(tag.end);
        }
        let mark = &mut self.builder.tree.marks[index];
        let inner = mark.span.with(mark.span.end, tag.start as u32);
        let span = mark.span.with(mark.span.start, tag.end as u32);
        *mark = inline::delimited(MarkKind::Strike, span, 0, 0);
        mark.inner = inner;
    }

    /// Ends the text that is being read: it is the content of what is open, or a paragraph.
    fn end_run(&mut self) {
        let Some(run) = self.run.take() else { return };
        let marks = &mut self.builder.tree.marks;
        let end = run.end.unwrap_or(run.start);
        while marks.len() > run.first_mark && marks.last().is_some_and(|mark| mark.span.start as usize >= end) {
            marks.pop();
        }
        if end == run.start {
            return;
        }
        let span = self.builder.source.at(run.start, end);
        match self.open.last_mut() {
            Some(Open::Heading(heading)) => {
                heading.content = Some(heading.content.map_or(span, |before| before.with(before.start, span.end)));
            }
            Some(Open::Cell) => {
                let Some(id) = self.builder.frames.last().and_then(|frame| frame.block) else { return };
                let fresh = id.0 as usize + 1 == self.builder.tree.blocks.len();
                let block = &mut self.builder.tree.blocks[id.0 as usize];
                if fresh && block.content.is_empty() {
                    block.content = span;
                    block.span.end = block.span.end.max(span.end);
                } else {
                    self.builder.leaf_block(BlockKind::Paragraph, span, span);
                }
            }
            Some(Open::Table(grid)) => {
                // A caption stands before its table.
                grid.start = end..end;
                self.builder.paragraph(run.start..end, run.first_mark);
            }
            _ => self.builder.paragraph(run.start..end, run.first_mark),
        }
    }
}

impl Grid {
    fn new(start: Range<usize>) -> Self {
        Self {
            start,
            begun: false,
            in_head: false,
            row: 0,
            taken: Vec::new(),
            first: None,
            first_heads: false,
            heads: false,
        }
    }

    /// Behind a caption the table begins with its next tag.
    fn moved(&mut self, tag: &Range<usize>) {
        if !self.begun && self.start.is_empty() {
            self.start = tag.clone();
        }
    }
}

/// Where the text in a stretch begins and ends: without white space, spaces written as entities and signs of quotes.
fn said(text: &str, quoted: bool) -> (usize, usize) {
    let blank = |c: char| c.is_whitespace() || c == '\u{200b}' || quoted && c == '>';
    let entities = ["&nbsp;", "&#160;", "&#xa0;", "&#xA0;", "&ensp;", "&emsp;", "&thinsp;", "&#8203;"];
    let (mut open, mut close) = (0, text.len());
    loop {
        let rest = text[open..close].trim_start_matches(blank);
        let len = entities.iter().find(|entity| rest.starts_with(**entity)).map_or(0, |entity| entity.len());
        open = close - rest.len() + len;
        if len == 0 {
            break;
        }
    }
    loop {
        let rest = text[open..close].trim_end_matches(blank);
        let len = entities.iter().find(|entity| rest.ends_with(**entity)).map_or(0, |entity| entity.len());
        close = open + rest.len() - len;
        if len == 0 {
            break;
        }
    }
    (open, close)
}
