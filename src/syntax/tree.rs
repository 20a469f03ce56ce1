//! The tree that both formats are read into: blocks in document order, each with its parent.

use crate::text::Span;

/// A block's number in its tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BlockId(pub u32);

/// Whether a text is Markdown or YAML.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Markdown, also official documents pasted as text.
    Markdown,
    /// YAML.
    Yaml,
}

/// What was read from one text.
#[derive(Debug, Clone)]
pub struct Tree {
    /// Its format.
    pub format: Format,
    /// All blocks in document order; a block stands before the blocks in it.
    pub blocks: Vec<Block>,
    /// Inline markup by start.
    pub marks: Vec<Mark>,
    /// HTML comments of Markdown, `#` comments of YAML and of front matter, by start.
    pub comments: Vec<Comment>,
    /// Front matter as key and value (nested values as their whole text); empty in YAML documents.
    pub front: Vec<FrontEntry>,
    /// The whole front matter with its fences.
    pub front_span: Option<Span>,
    /// Cells with text that go on through further rows, by start; only tables of HTML have them.
    pub merged: Vec<MergedCell>,
    /// What could not be read.
    pub problems: Vec<SyntaxProblem>,
}

/// One block.
#[derive(Debug, Clone)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// All of it, with markers and the blocks in it, without the line end.
    pub span: Span,
    /// Its own inline text: of a heading without `#`, of a cell without padding and pipes, of a list item its
    /// first paragraph without marker and check box (empty where it has none), of a paragraph its lines, of
    /// code its lines without fences, of a YAML scalar its text without quotes.
    pub content: Span,
    /// The block that holds it.
    pub parent: Option<BlockId>,
    /// One past the last block in it: its subtree is `id + 1 .. end`.
    pub end: BlockId,
}

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockKind {
    /// A heading; level from 1. Headings do not hold what stands under them.
    Heading {
        /// Depth, from 1. Of an unmarked heading: below the marked heading it stands under.
        level: u8,
        /// How it is written.
        style: HeadingStyle,
    },
    /// A paragraph: a run of lines. Lines that open an outline number of their own, a bold label or a
    /// `Label: value` pair are paragraphs of their own.
    Paragraph,
    /// A list.
    List {
        /// Number of its first item, if numbered.
        start: Option<u64>,
    },
    /// An item of a list.
    ListItem {
        /// State of its check box.
        checked: Option<bool>,
        /// Its number, if the list is numbered.
        number: Option<u64>,
    },
    /// A table: rows in it.
    Table,
    /// A row: cells in it; missing cells are absent.
    Row {
        /// Whether it is the head.
        head: bool,
    },
    /// A cell.
    Cell {
        /// Its column, from 0.
        column: u16,
    },
    /// A block quote.
    Quote,
    /// Code: fenced or indented.
    Code,
    /// A block of HTML (no comment).
    Html,
    /// A rule (`---`).
    Rule,
    /// A footnote's text.
    Footnote,
    /// YAML: `key: value`. The value's blocks are in it; `content` is the key.
    Entry,
    /// YAML: a scalar value.
    Scalar,
    /// A line of a table of contents (dotted leader and page), a page number alone: nothing to read.
    Furniture,
}

/// How a heading is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HeadingStyle {
    /// `# Title`, also `#Title` and `##Title##`.
    Atx,
    /// Underlined.
    Setext,
    /// A paragraph that is bold as a whole.
    Bold,
    /// A line with an outline number and no `#`: `一、总体要求`, `第三章 …`, `（二）…`, `1.…`, `3.2 …`.
    Outline,
    /// The first sentence of a paragraph with an outline number: `（一）指导思想。坚持…`. The paragraph follows.
    RunIn,
    /// A line that opens with an emoji and is short, without `#`.
    Emoji,
    /// A short line of its own without any sentence mark that stands between blocks.
    Plain,
}

/// Inline markup.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// What it is.
    pub kind: MarkKind,
    /// With its delimiters.
    pub span: Span,
    /// Without them: of a link its text.
    pub inner: Span,
    /// Of a link or image: where it goes, if the destination stands in the link; else empty.
    pub target: Span,
}

/// Kinds of inline markup.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MarkKind {
    /// `*…*`
    Emphasis,
    /// `**…**`
    Strong,
    /// `~~…~~`
    Strike,
    /// `` `…` ``
    Code,
    /// A link, also `<…>`.
    Link,
    /// An image.
    Image,
    /// An HTML tag in text (`<br>`): only the tag.
    Html,
    /// A footnote reference `[^1]`.
    FootnoteRef,
}

/// A cell of several rows. It stands in the first of them; the others have no cell in its column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MergedCell {
    /// Its text.
    pub content: Span,
    /// How many rows it takes, at most to the end of the table.
    pub rows: u32,
}

/// A comment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Comment {
    /// With its delimiters.
    pub span: Span,
    /// Without them, trimmed.
    pub body: Span,
}

/// A pair of front matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrontEntry {
    /// The key.
    pub key: Span,
    /// The value without quotes; of a list all of it; empty where there is none.
    pub value: Span,
    /// The entries of a list value.
    pub list: Vec<Span>,
}

/// Something that could not be read; becomes a finding (PLN006).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntaxProblem {
    /// What.
    pub kind: SyntaxProblemKind,
    /// Where.
    pub span: Span,
    /// A mend, if there is a sure one: replace the span by the text.
    pub fix: Option<(Span, String)>,
}

/// Kinds of trouble in reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SyntaxProblemKind {
    /// YAML (or front matter) that does not parse.
    BadYaml(YamlFault),
    /// Bytes that are no UTF-8.
    BadBytes,
    /// A bound of the tool: what was bounded, and its number.
    Bound(Bound, u64),
}

/// What is bounded in reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// Lists and quotes in each other.
    NestedBlocks,
    /// Blocks of a Markdown text.
    Blocks,
    /// Lists and maps of YAML in each other.
    YamlLevels,
    /// Entries and list items of a YAML text.
    YamlBlocks,
    /// Errors of a YAML text after which it is read on.
    YamlErrors,
}

/// What is wrong with YAML.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum YamlFault {
    /// A control character.
    ControlSign,
    /// A key that opens with a sign that means something.
    KeySign,
    /// A value that opens with one.
    ValueSign,
    /// A value that opens with a bracket and goes on behind it.
    ValueBracket,
    /// A colon in a value without quotes.
    Colon,
    /// A backslash that opens no escape.
    Escape,
    /// Text after the closing quotation mark.
    TextAfterQuote,
    /// A quotation mark that is not closed.
    OpenQuote,
    /// Brackets of two kinds that close each other, or one too many.
    UnmatchedBracket,
    /// What stands in brackets.
    Bracketed,
    /// A bracket that is not closed.
    OpenBracket,
    /// `key:value`.
    Glued,
    /// `key：value`.
    WideColon,
    /// `*name` that nothing has.
    UnknownReference,
    /// A tab that indents.
    Tab,
    /// A line that fits neither the keys nor the list items above it.
    Misfit,
    /// A key without a colon.
    NoColon,
    /// What stands after `|` or `>`.
    BlockHeader,
    /// What opens with `!`.
    Tag,
    /// What opens with `%`.
    Directive,
    /// Text around `---` and `...`.
    DocumentEnd,
    /// A comment in the wrong place.
    Comment,
    /// A sign that cannot stand there.
    Sign,
    /// Anything else.
    Unreadable,
}

impl Tree {
    /// An empty tree.
    pub fn new(format: Format) -> Self {
        Self {
            format,
            blocks: Vec::new(),
            marks: Vec::new(),
            comments: Vec::new(),
            front: Vec::new(),
            front_span: None,
            merged: Vec::new(),
            problems: Vec::new(),
        }
    }

    /// Gives back room that is not used.
    pub fn shrink(&mut self) {
        self.blocks.shrink_to_fit();
        self.marks.shrink_to_fit();
        self.comments.shrink_to_fit();
        self.merged.shrink_to_fit();
    }

    /// Forgets everything but the format and what could not be read.
    pub fn shed(&mut self) {
        let problems = std::mem::take(&mut self.problems);
        *self = Self { problems, ..Self::new(self.format) };
    }

    /// The block.
    pub fn block(&self, id: BlockId) -> &Block {
        &self.blocks[id.0 as usize]
    }

    /// All blocks with their numbers, in document order.
    pub fn iter(&self) -> impl Iterator<Item = (BlockId, &Block)> {
        self.blocks.iter().enumerate().map(|(index, block)| (BlockId(index as u32), block))
    }

    /// The blocks directly in `parent` (or at the top), in order.
    pub fn children(&self, parent: Option<BlockId>) -> Children<'_> {
        let (next, end) = match parent {
            Some(id) => (id.0 + 1, self.block(id).end.0),
            None => (0, self.blocks.len() as u32),
        };
        Children { tree: self, next, end }
    }

    /// How many rows the cell with this text takes.
    pub fn rows_of(&self, content: Span) -> u32 {
        let at = self.merged.binary_search_by_key(&content.start, |cell| cell.content.start);
        at.ok().and_then(|at| self.merged.get(at)).map_or(1, |cell| cell.rows)
    }

    /// The marks that lie in `span`, by start.
    pub fn marks_in(&self, span: Span) -> impl Iterator<Item = &Mark> {
        let first = self.marks.partition_point(|mark| mark.span.start < span.start);
        self.marks[first..].iter().take_while(move |m| m.span.start < span.end).filter(move |m| m.span.end <= span.end)
    }
}

/// See [`Tree::children`].
pub struct Children<'a> {
    tree: &'a Tree,
    next: u32,
    end: u32,
}

impl<'a> Iterator for Children<'a> {
    type Item = (BlockId, &'a Block);

    fn next(&mut self) -> Option<Self::Item> {
        if self.next >= self.end {
            return None;
        }
        let id = BlockId(self.next);
        let block = self.tree.block(id);
        self.next = block.end.0;
        Some((id, block))
    }
}
