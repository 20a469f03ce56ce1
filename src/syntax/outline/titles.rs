//! Numbered titles of a pasted text, which Markdown takes for items of lists: `1. Budget`, and the text in the next line.

use super::super::lines::{pair, width};
use super::super::paragraph::is_title;
use super::super::tree::{Block, BlockId, BlockKind, Tree};
use crate::text::{SourceFile, Span};

/// From so many numbered titles on they are the headings of a text.
const TITLES: u64 = 3;

/// The lists, of the blocks at the top, whose items are titles with a text in the lines below them, not indented, or before
/// the next block, and that number on from 1: their places and titles. None if they are fewer titles than [`TITLES`].
pub(super) fn titled_lists(
    source: &SourceFile,
    tree: &Tree,
    top: &[(BlockId, BlockKind)],
) -> Vec<(usize, Vec<TitleItem>)> {
    let mut run: Vec<(usize, Vec<TitleItem>)> = Vec::new();
    let mut number = 0;
    for (at, &(id, kind)) in top.iter().enumerate() {
        let BlockKind::List { start: Some(start) } = kind else { continue };
        let Some(titles) = titles(source, &tree.blocks, id) else { continue };
        // The last one has text below it too.
        let below = titles.last().is_some_and(|title| title.rest.is_some())
            || top.get(at + 1).is_some_and(|next| !matches!(next.1, BlockKind::List { start: Some(_) }));
        if start == 1 && number < TITLES {
            run.clear();
        } else if start != number + 1 {
            continue;
        }
        if !below {
            continue;
        }
        number = start + titles.len() as u64 - 1;
        run.push((at, titles));
    }
    if number < TITLES {
        run.clear();
    }
    run
}

/// The title and the text below it where the first line of a paragraph is short: “Action plan 2027”, and the first text in
/// the next line.
pub(super) fn opening(source: &SourceFile, paragraph: Span) -> Option<TitleItem> {
    let text = source.slice(paragraph);
    let line = text.split(['\n', '\r']).next().unwrap_or("").trim_end();
    (is_title(line) && width(line) <= TITLE_WIDTH).then(|| {
        let end = paragraph.start + line.len() as u32;
        let rest = source.trim(paragraph.with(end, paragraph.end));
        let content = paragraph.with(paragraph.start, end);
        TitleItem { span: content, content, rest: Some(rest).filter(|rest| !rest.is_empty()) }
    })
}

/// A title, and the text in the lines below it.
pub(super) struct TitleItem {
    /// The title with its marker.
    pub span: Span,
    /// The title.
    pub content: Span,
    /// The text.
    pub rest: Option<Span>,
}

/// The titles that the items of a list are. All but the last have text below them.
fn titles(source: &SourceFile, blocks: &[Block], list: BlockId) -> Option<Vec<TitleItem>> {
    let (first, end) = (list.0 as usize + 1, blocks[list.0 as usize].end.0 as usize);
    let mut found: Vec<TitleItem> = Vec::new();
    let mut at = first;
    while at < end {
        let item = &blocks[at];
        let inner = &blocks[at + 1..item.end.0 as usize];
        if found.last().is_some_and(|last| last.rest.is_none()) || inner.iter().any(|b| b.kind != BlockKind::Paragraph)
        {
            return None;
        }
        let line = source.slice(item.content).split(['\n', '\r']).next().unwrap_or("").trim_end();
        let words = line.trim_end_matches(['：', ':']);
        let labelled = pair(line).is_some_and(|pair| pair.value < line.len());
        if words.is_empty() || labelled || !is_title(words) || width(words) > TITLE_WIDTH {
            return None;
        }
        let below = item.span.with(item.content.start + line.len() as u32, item.span.end);
        let rest = source.trim(below);
        // Indented text is the item's own.
        let indented = || source.text[..rest.start as usize].ends_with([' ', '\t']);
        if !rest.is_empty() && indented() {
            return None;
        }
        let content = item.content.with(item.content.start, item.content.start + words.len() as u32);
        found.push(TitleItem {
            span: item.span.with(item.span.start, content.end),
            content,
            rest: Some(rest).filter(|r| !r.is_empty()),
        });
        at = item.end.0 as usize;
    }
    (!found.is_empty()).then_some(found)
}

/// So wide a title may be that opens a text.
const TITLE_WIDTH: usize = 60;
