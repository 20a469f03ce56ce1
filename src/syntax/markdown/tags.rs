//! The tags of HTML with their places: what each is to the reading of a plan.

use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};
use std::ops::Range;

/// What a tag stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Name {
    Table,
    /// `thead`, or another group of rows.
    Group {
        head: bool,
    },
    Row,
    Cell {
        head: bool,
    },
    List {
        ordered: bool,
    },
    Item,
    Heading(u8),
    /// `s`, `del`, `strike`.
    Strike,
    /// What holds no text of the plan.
    Opaque(Opaque),
    /// A box to tick.
    Box {
        checked: bool,
    },
    /// What text does not go on across: `p`, `div` and their like.
    Block,
    /// What stands in a line of text.
    Inline,
    /// `<!-- … -->`
    Comment,
}

/// Elements that hold no text of the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Opaque {
    Script,
    Style,
    Svg,
    Pre,
}

/// A tag or comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tag {
    pub(super) name: Name,
    pub(super) closing: bool,
    pub(super) span: Range<usize>,
    /// How many columns and rows a cell takes.
    pub(super) columns: u32,
    pub(super) rows: u32,
    /// The number that a list starts with or an item has.
    pub(super) number: Option<u64>,
}

/// The tags and comments of a text, with places counted from `base`. What a text ends in without closing it counts as a tag.
pub(super) fn tags(text: &str, base: usize) -> impl Iterator<Item = Tag> {
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let mut tokens = Tokenizer::new_with_emitter(text, emitter);
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let Some(Ok(token)) = tokens.next() else {
                let open = unclosed(text, at)?;
                at = text.len();
                return Some(Tag::new(Name::Block, false, base + open..base + at));
            };
            let (mut tag, span) = match token {
                Token::StartTag(start) => (opening(&start), start.span),
                Token::EndTag(end) => (Tag::new(name(&end.name), true, 0..0), end.span),
                Token::Comment(comment) => {
                    let written = text.get(comment.span.start..).is_some_and(|text| text.starts_with("<!--"));
                    (Tag::new(if written { Name::Comment } else { Name::Inline }, false, 0..0), comment.span)
                }
                Token::Doctype(doctype) => (Tag::new(Name::Block, false, 0..0), doctype.span),
                Token::String(_) | Token::Error(_) => continue,
            };
            let end = span.end.min(text.len());
            tag.span = base + span.start.max(at).min(end)..base + end;
            at = end.max(at);
            return Some(tag);
        }
    })
}

/// Where a tag opens behind `at` that the text does not close.
fn unclosed(text: &str, at: usize) -> Option<usize> {
    let rest = text.as_bytes().get(at..)?;
    memchr::memchr_iter(b'<', rest)
        .find(|open| {
            let name = &rest[open + 1..];
            name.strip_prefix(b"/").unwrap_or(name).first().is_some_and(u8::is_ascii_alphabetic)
        })
        .map(|open| at + open)
}

impl Tag {
    /// What opens a cell that has no tag.
    pub(super) fn cell(at: usize) -> Self {
        Self::new(Name::Cell { head: false }, false, at..at)
    }

    fn new(name: Name, closing: bool, span: Range<usize>) -> Self {
        Self { name, closing, span, columns: 1, rows: 1, number: None }
    }
}

fn opening(start: &StartTag<usize>) -> Tag {
    let mut tag = Tag::new(name(&start.name), false, 0..0);
    let value = |key: &[u8]| {
        let value = start.attributes.get(key)?;
        std::str::from_utf8(value).ok()
    };
    let number = |key: &[u8]| value(key)?.trim().parse::<u64>().ok();
    let count = |key: &[u8]| number(key).map_or(1, |number| number.min(u64::from(u32::MAX)) as u32);
    match tag.name {
        Name::Cell { .. } => (tag.columns, tag.rows) = (count(b"colspan"), count(b"rowspan")),
        Name::List { ordered: true } => tag.number = number(b"start"),
        Name::Item => tag.number = number(b"value"),
        Name::Box { .. } => {
            tag.name = match value(b"type").is_some_and(|kind| kind.eq_ignore_ascii_case("checkbox")) {
                true => Name::Box { checked: start.attributes.contains_key(b"checked".as_slice()) },
                false => Name::Inline,
            }
        }
        Name::Opaque(Opaque::Svg | Opaque::Pre) if start.self_closing => tag.name = Name::Inline,
        _ => {}
    }
    tag
}

fn name(name: &[u8]) -> Name {
    match name {
        b"table" => Name::Table,
        b"thead" => Name::Group { head: true },
        b"tbody" | b"tfoot" => Name::Group { head: false },
        b"tr" => Name::Row,
        b"th" => Name::Cell { head: true },
        b"td" => Name::Cell { head: false },
        b"ol" => Name::List { ordered: true },
        b"ul" => Name::List { ordered: false },
        b"li" => Name::Item,
        [b'h', level @ b'1'..=b'6'] => Name::Heading(level - b'0'),
        b"s" | b"del" | b"strike" => Name::Strike,
        b"script" => Name::Opaque(Opaque::Script),
        b"style" => Name::Opaque(Opaque::Style),
        b"svg" => Name::Opaque(Opaque::Svg),
        b"pre" => Name::Opaque(Opaque::Pre),
        b"input" => Name::Box { checked: false },
        b"address" | b"article" | b"aside" | b"blockquote" | b"body" | b"caption" | b"center" | b"col"
        | b"colgroup" | b"dd" | b"details" | b"dialog" | b"dir" | b"div" | b"dl" | b"dt" | b"fieldset"
        | b"figcaption" | b"figure" | b"footer" | b"form" | b"head" | b"header" | b"hr" | b"html" | b"iframe"
        | b"legend" | b"main" | b"menu" | b"nav" | b"p" | b"section" | b"summary" | b"textarea" | b"title" => {
            Name::Block
        }
        _ => Name::Inline,
    }
}
