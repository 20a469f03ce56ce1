//! YAML becomes blocks: keys are entries, lists hold items, scalars are text with exact spans.
//!
//! The parser below stops at the first error; here the text is mended in a draft (`mend`), and read again, so
//! that what stands before and after a broken entry is still read. Every mend is a problem of the tree.

mod bounds;
mod build;
mod draft;
mod fault;
mod line;
mod mend;
#[cfg(test)]
mod tests;

use super::tree::*;
use crate::text::{SourceFile, Span};
use build::Built;
use draft::Draft;
use mend::Mender;

/// How often a text of any length is read again after a mend; short texts more often.
const MENDS: usize = 16;

/// Reads a YAML text: all its documents, in order.
pub fn parse(source: &SourceFile) -> Tree {
    let mut tree = Tree::new(Format::Yaml);
    let built = read(source, source.span());
    tree.blocks = built.blocks;
    tree.comments = built.comments;
    tree.problems = built.problems;
    tree
}

/// Reads front matter: `body` is the text between its fences. Adds to the tree's front entries, comments and
/// problems.
pub fn front_matter(source: &SourceFile, body: Span, tree: &mut Tree) {
    let mut inner = Tree::new(Format::Yaml);
    let built = read(source, body);
    inner.blocks = built.blocks;
    for (id, block) in inner.children(None) {
        if block.kind != BlockKind::Entry {
            continue;
        }
        let nothing = block.span.with(block.span.end, block.span.end);
        let mut entry = FrontEntry { key: block.content, value: nothing, list: Vec::new() };
        if let Some((first, child)) = inner.children(Some(id)).next() {
            match child.kind {
                BlockKind::Scalar => entry.value = child.content,
                BlockKind::List { .. } => {
                    entry.value = child.span;
                    entry.list = inner.children(Some(first)).map(|(_, item)| item_text(item)).collect();
                }
                _ => entry.value = nested(source, block, child),
            }
        }
        tree.front.push(entry);
    }
    tree.comments.extend(built.comments);
    tree.comments.sort_by_key(|comment| comment.span.start);
    tree.problems.extend(built.problems);
}

/// An item's text; all of it if it is a map or a list.
fn item_text(item: &Block) -> Span {
    if item.content.is_empty() { item.span } else { item.content }
}

/// The whole text of a nested map: with its braces, if it has any.
fn nested(source: &SourceFile, entry: &Block, first: &Block) -> Span {
    let between = source.slice(entry.span.with(entry.content.end, first.span.start));
    let start = between.find('{').map_or(first.span.start, |at| entry.content.end + at as u32);
    entry.span.with(start, entry.span.end)
}

/// Reads `body`, mending what can be mended, within a bound that keeps the work in proportion to the length.
fn read(source: &SourceFile, body: Span) -> Built {
    let text = source.slice(body);
    let most = MENDS + (4_000_000 / (text.len() + 1)).min(256);
    let mut draft = Draft::new(text, body);
    let mut mender = Mender::new(source, body);
    let mut mends = 0;
    loop {
        let mut built = build::build(&draft);
        let stop = built.stop.take();
        let goes_on = match &stop {
            None => {
                mender.settle(&mut draft, None);
                false
            }
            Some(stop) if mends == most => {
                mender.settle(&mut draft, Some(stop.at));
                let place = mender.place(stop.at);
                let kind = SyntaxProblemKind::Bound(Bound::YamlErrors, most as u64);
                built.problems.push(SyntaxProblem { kind, span: place, fix: None });
                false
            }
            Some(stop) => mender.mend(&mut draft, stop),
        };
        if !goes_on {
            built.problems.append(&mut mender.problems);
            built.problems.sort_by_key(|problem| problem.span.start);
            return built;
        }
        mends += 1;
    }
}
