//! The parser's events become blocks.

use super::bounds::{BLOCKS, DEPTH};
use super::draft::Draft;
use super::line::quote;
use crate::syntax::tree::*;
use granit_parser::{ErrorKind, Event, Parser, ScalarStyle, StructureStyle, options};
use std::collections::HashSet;
use std::ops::Range;

/// How many references to nothing are reported.
const REFERENCES: usize = 200;

/// What was read up to the end or the first error.
pub(super) struct Built {
    pub blocks: Vec<Block>,
    pub comments: Vec<Comment>,
    pub problems: Vec<SyntaxProblem>,
    /// Where and why reading stopped before the end.
    pub stop: Option<Stop>,
}

/// An error of the parser. Offsets are those of the file.
pub(super) struct Stop {
    pub kind: ErrorKind,
    pub at: usize,
    /// The opening quote of the quoted scalar that is open or has just been closed.
    pub quote: Option<usize>,
    /// The outermost open flow list or map.
    pub flow: Option<usize>,
}

/// An open node.
enum Frame {
    Map {
        owner: Option<BlockId>,
        entry: Option<BlockId>,
        flow: Option<usize>,
    },
    Seq {
        list: BlockId,
        item: Option<BlockId>,
        flow: Option<usize>,
    },
    /// A key that is itself a list or map: read as text.
    Key {
        depth: usize,
        start: usize,
        flow: Option<usize>,
    },
}

/// What the next node is.
enum Role {
    Top,
    Key,
    Value(BlockId),
    Item,
}

struct Builder<'d, 'a> {
    draft: &'d Draft<'a>,
    text: &'d str,
    blocks: Vec<Block>,
    comments: Vec<Comment>,
    problems: Vec<SyntaxProblem>,
    frames: Vec<Frame>,
    /// End of the last token read, in the draft.
    last: usize,
    /// The furthest end of any block, in the file: what has been left out can make ends fall short of it.
    reach: u32,
    /// Anchors of lists and maps.
    collections: HashSet<usize>,
}

/// Reads the draft.
pub(super) fn build(draft: &Draft) -> Built {
    let text = draft.text();
    let mut builder = Builder {
        draft,
        text,
        blocks: Vec::with_capacity(text.len() / 40),
        comments: Vec::new(),
        problems: Vec::new(),
        frames: Vec::new(),
        last: 0,
        reach: 0,
        collections: HashSet::new(),
    };
    let options = options! {
        emit_unresolved_aliases: true,
        max_buffered_comment_events: usize::MAX,
        flow_nesting_limit: DEPTH,
        block_nesting_limit: DEPTH,
    };
    let mut stop = None;
    for next in Parser::new_from_str_with_options(text, options) {
        match next {
            Ok((event, span)) => {
                let range = span.byte_range().unwrap_or(builder.last..builder.last);
                builder.event(&event, range);
            }
            Err(error) => {
                stop = Some(builder.stop(error.kind().clone(), error.marker().byte_offset()));
                break;
            }
        }
        if builder.blocks.len() >= BLOCKS {
            let span = draft.span(builder.last..text.len());
            let kind = SyntaxProblemKind::Bound(Bound::YamlBlocks, BLOCKS as u64);
            builder.problems.push(SyntaxProblem { kind, span: span.with(span.start, span.start), fix: None });
            break;
        }
    }
    while let Some(frame) = builder.frames.pop() {
        builder.close(&frame);
    }
    builder.comments.sort_by_key(|comment| comment.span.start);
    let Builder { blocks, comments, problems, .. } = builder;
    Built { blocks, comments, problems, stop }
}

impl Builder<'_, '_> {
    fn stop(&self, kind: ErrorKind, at: Option<usize>) -> Stop {
        let at = at.unwrap_or(self.last).min(self.text.len());
        let quoted = self.text.get(self.last.min(at)..).and_then(|rest| {
            let within = rest.find(['"', '\''])?;
            Some(self.last.min(at) + within).filter(|&quote| quote <= at)
        });
        let flow = self.frames.iter().find_map(|frame| match frame {
            Frame::Map { flow, .. } | Frame::Seq { flow, .. } | Frame::Key { flow, .. } => *flow,
        });
        Stop {
            kind,
            at: self.draft.start(at),
            quote: quoted.map(|at| self.draft.start(at)),
            flow: flow.map(|at| self.draft.start(at)),
        }
    }

    fn event(&mut self, event: &Event, range: Range<usize>) {
        match event {
            Event::Comment(..) => self.comment(range),
            Event::Scalar(_, style, ..) => self.scalar(*style, range),
            Event::Alias(anchor) => self.alias(range, self.collections.contains(anchor)),
            Event::UnresolvedAlias(_) => {
                let span = self.draft.span(range.clone());
                let kind = SyntaxProblemKind::BadYaml(YamlFault::UnknownReference);
                let raw = self.text.get(range.clone()).unwrap_or("");
                if self.problems.len() < REFERENCES {
                    self.problems.push(SyntaxProblem { kind, span, fix: Some((span, quote(raw))) });
                }
                self.alias(range, false);
            }
            Event::MappingStart(style, anchor, _) => {
                self.collections.insert(*anchor);
                self.open(*style, range, false);
            }
            Event::SequenceStart(style, anchor, _) => {
                self.collections.insert(*anchor);
                self.open(*style, range, true);
            }
            Event::MappingEnd | Event::SequenceEnd => self.end(&range),
            Event::DocumentStart(true, _) => self.last = range.end,
            Event::DocumentEnd => self.last = self.last.max(range.end),
            _ => {}
        }
    }

    fn comment(&mut self, range: Range<usize>) {
        let raw = self.text.get(range.clone()).unwrap_or("");
        let end = range.start + raw.trim_end().len();
        let rest = raw.trim_end().trim_start_matches('#');
        let start = end - rest.trim_start().len();
        let span = self.draft.span(range.start..end);
        self.comments.push(Comment { span, body: self.draft.span(start..end) });
    }

    fn push(
        &mut self,
        kind: BlockKind,
        range: Range<usize>,
        content: Range<usize>,
        parent: Option<BlockId>,
    ) -> BlockId {
        let id = BlockId(self.blocks.len() as u32);
        let content = self.draft.inner(&content).unwrap_or_else(|| self.draft.span(content));
        let span = self.draft.span(range);
        self.reach = self.reach.max(span.end).max(content.end);
        self.blocks.push(Block { kind, span, content, parent, end: BlockId(id.0 + 1) });
        id
    }

    /// Ends a block with the last token read.
    fn shut(&mut self, id: BlockId) {
        let end = (self.draft.end(self.last) as u32).max(self.reach);
        let count = self.blocks.len() as u32;
        if let Some(block) = self.blocks.get_mut(id.0 as usize) {
            block.span.end = end;
            block.end = BlockId(count);
            self.reach = end;
        }
    }

    fn role(&mut self) -> Role {
        match self.frames.last() {
            None => Role::Top,
            Some(Frame::Map { entry: None, .. }) => Role::Key,
            Some(Frame::Map { entry: Some(entry), .. }) => Role::Value(*entry),
            Some(Frame::Seq { .. }) => Role::Item,
            // Handled before any role is asked for.
            Some(Frame::Key { .. }) => Role::Top,
        }
    }

    /// Opens the item whose node starts at `start`.
    fn item(&mut self, start: usize, content: Range<usize>) -> Option<BlockId> {
        let (list, flow) = match self.frames.last() {
            Some(Frame::Seq { list, flow, .. }) => (*list, flow.is_some()),
            _ => return None,
        };
        let marker = if flow { None } else { self.marker(start) };
        let from = marker.unwrap_or(start);
        self.last = self.last.max(marker.map_or(from, |at| at + 1));
        let open = marker.map_or(from, |at| at + 1);
        let content = if content.is_empty() { open..open } else { content };
        let id = self.push(BlockKind::ListItem { checked: None, number: None }, from..from, content, Some(list));
        if let Some(Frame::Seq { item, .. }) = self.frames.last_mut() {
            *item = Some(id);
        }
        Some(id)
    }

    /// The `-` before the node that starts at `start`: the next token but for a colon, anchors and tags.
    fn marker(&self, start: usize) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let mut at = self.last;
        while let Some(&byte) = bytes.get(at).filter(|_| at <= start) {
            match byte {
                b' ' | b'\t' | b'\r' | b'\n' | b':' | b'?' => at += 1,
                b'#' => at += memchr::memchr2(b'\n', b'\r', &bytes[at..])?,
                b'&' | b'!' => at += bytes[at..].iter().position(u8::is_ascii_whitespace)?,
                b'-' => return Some(at),
                _ => return None,
            }
        }
        None
    }

    fn scalar(&mut self, style: ScalarStyle, range: Range<usize>) {
        let raw = self.text.get(range.clone()).unwrap_or("");
        let (range, content) = match style {
            ScalarStyle::DoubleQuoted | ScalarStyle::SingleQuoted if raw.len() >= 2 => {
                // A value quoted by a mend is looked up by its whole range.
                let whole = self.draft.inner(&range).is_some();
                let content = if whole { range.clone() } else { range.start + 1..range.end - 1 };
                (range, content)
            }
            ScalarStyle::Literal | ScalarStyle::Folded => {
                let space = [' ', '\t', '\n', '\r'];
                let start = range.end - raw.trim_start_matches(space).len();
                let end = (range.start + raw.trim_end_matches(space).len()).max(start.min(range.end));
                let kept = if start >= range.end { range.start..range.start } else { start..end };
                (kept.clone(), kept)
            }
            _ => (range.clone(), range),
        };
        let nothing = style == ScalarStyle::Plain && range.is_empty();
        self.node(range, content, nothing);
    }

    fn alias(&mut self, range: Range<usize>, collection: bool) {
        let role = match self.frames.last() {
            Some(Frame::Key { .. }) => Role::Key,
            _ => self.role(),
        };
        match role {
            // `<<: *base`: what it adds stands elsewhere.
            Role::Value(entry) if self.is_merge(entry) => {
                self.blocks.truncate(entry.0 as usize);
                if let Some(Frame::Map { entry, .. }) = self.frames.last_mut() {
                    *entry = None;
                }
                self.last = range.end;
            }
            // The map was read where it stands.
            Role::Item if collection => self.last = range.end,
            _ => self.node(range.clone(), range, false),
        }
    }

    fn is_merge(&self, entry: BlockId) -> bool {
        let key = self.blocks.get(entry.0 as usize).map(|block| block.content);
        key.is_some_and(|key| key.len() == 2 && self.text.get(self.last.saturating_sub(2)..self.last) == Some("<<"))
    }

    /// A scalar or alias.
    fn node(&mut self, range: Range<usize>, content: Range<usize>, nothing: bool) {
        if matches!(self.frames.last(), Some(Frame::Key { .. })) {
            self.last = self.last.max(range.end);
            return;
        }
        match self.role() {
            Role::Top => {
                if !nothing {
                    self.last = range.end;
                    self.push(BlockKind::Scalar, range, content, None);
                }
            }
            Role::Key => self.key(range, content),
            Role::Value(entry) => {
                if nothing {
                    self.last = self.after_colon();
                } else {
                    self.last = self.last.max(range.end);
                    self.push(BlockKind::Scalar, range, content, Some(entry));
                }
                self.done();
            }
            Role::Item => {
                let item = self.item(range.start, content);
                if !nothing && item.is_some() {
                    self.last = self.last.max(range.end);
                }
                self.done();
            }
        }
    }

    fn key(&mut self, range: Range<usize>, content: Range<usize>) {
        let owner = match self.frames.last() {
            Some(Frame::Map { owner, .. }) => *owner,
            _ => return,
        };
        self.last = self.last.max(range.end);
        let id = self.push(BlockKind::Entry, range, content, owner);
        if let Some(Frame::Map { entry, .. }) = self.frames.last_mut() {
            *entry = Some(id);
        }
    }

    /// The end of an entry without value: after its colon.
    fn after_colon(&self) -> usize {
        let rest = self.text.get(self.last..).unwrap_or("");
        let spaces = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        if rest[spaces..].starts_with(':') { self.last + spaces + 1 } else { self.last }
    }

    /// The node of an entry or item is complete.
    fn done(&mut self) {
        let shut = match self.frames.last_mut() {
            Some(Frame::Map { entry, .. }) => entry.take(),
            Some(Frame::Seq { item, .. }) => item.take(),
            _ => None,
        };
        if let Some(id) = shut {
            self.shut(id);
        }
    }

    fn open(&mut self, style: StructureStyle, range: Range<usize>, is_list: bool) {
        let flow = (style == StructureStyle::Flow).then_some(range.start);
        if let Some(Frame::Key { depth, .. }) = self.frames.last_mut() {
            *depth += 1;
            return;
        }
        let owner = match self.role() {
            Role::Top => None,
            Role::Key => {
                self.frames.push(Frame::Key { depth: 1, start: range.start, flow });
                return;
            }
            Role::Value(entry) => Some(entry),
            Role::Item => self.item(range.start, range.start..range.start),
        };
        let mut range = range;
        if is_list
            && flow.is_none()
            && owner.is_some()
            && let Some(marker) = self.marker(range.start)
        {
            // The parser lets a list that is not indented begin after its first `-`.
            range = marker..marker;
        }
        self.last = self.last.max(range.end);
        if is_list {
            let list = self.push(BlockKind::List { start: None }, range.clone(), range.start..range.start, owner);
            self.frames.push(Frame::Seq { list, item: None, flow });
        } else {
            self.frames.push(Frame::Map { owner, entry: None, flow });
        }
    }

    fn end(&mut self, range: &Range<usize>) {
        if let Some(Frame::Key { depth, start, .. }) = self.frames.last_mut() {
            *depth = depth.saturating_sub(1);
            if !range.is_empty() {
                self.last = self.last.max(range.end);
            }
            if *depth == 0 {
                let whole = *start..self.last.max(*start);
                self.frames.pop();
                self.key(whole.clone(), whole);
            }
            return;
        }
        if !range.is_empty() {
            self.last = self.last.max(range.end);
        }
        if let Some(frame) = self.frames.pop() {
            self.close(&frame);
            self.done();
        }
    }

    fn close(&mut self, frame: &Frame) {
        match frame {
            Frame::Map { entry, .. } => {
                if let Some(entry) = entry {
                    self.shut(*entry);
                }
            }
            Frame::Seq { list, item, .. } => {
                if let Some(item) = item {
                    self.shut(*item);
                }
                self.shut(*list);
            }
            Frame::Key { .. } => {}
        }
    }
}
