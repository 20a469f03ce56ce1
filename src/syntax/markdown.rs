//! Markdown, and official documents pasted as text, become a tree.
//!
//! Three steps. `prepare` settles by line what CommonMark does not know and gives the parser a copy of the text
//! with the same offsets. The parser's events become blocks and marks here, once through, with every span taken
//! from the text itself; `paragraph` divides runs of lines. Last, `outline` goes over the paragraphs at the top of
//! the text and finds the headings among them that bear no `#`.
//!
//! All of it is linear in the length of the text.

mod ahead;
mod builder;
mod elements;
mod ends;
mod html;
mod table;
mod tags;

use super::prepare::{self, prepare};
use super::tree::{Bound, Format, Tree};
use super::{outline, yaml};
use crate::text::SourceFile;
use builder::{Builder, MAX_BLOCKS};
use pulldown_cmark::{Options, Parser};

/// Reads Markdown. Never fails: what cannot be read is among the problems.
pub fn parse(source: &SourceFile) -> Tree {
    let mut tree = Tree::new(Format::Markdown);
    let prepared = prepare(source);
    if let Some((whole, body)) = &prepared.front {
        tree.front_span = Some(source.at(whole.start, whole.end));
        yaml::front_matter(source, source.at(body.start, body.end), &mut tree);
    }
    tree.blocks.reserve(source.text.len() / 80);
    tree.marks.reserve(source.text.len() / 160);
    let mut builder = Builder::new(source, tree, &prepared);
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    for (event, range) in Parser::new_ext(&prepared.copy, options).into_offset_iter() {
        let range = range.start + prepared.start..range.end + prepared.start;
        builder.event(event, range);
        if builder.tree.blocks.len() >= MAX_BLOCKS {
            let at = source.at(range_end(source, &builder), range_end(source, &builder));
            builder.bound(Bound::Blocks, MAX_BLOCKS as u64, at);
            break;
        }
    }
    let mut tree = builder.finish();
    outline::find_headings(source, &mut tree);
    tree
}

/// Reads the front matter of Markdown, and nothing else of it.
pub fn front_matter(source: &SourceFile) -> Tree {
    let mut tree = Tree::new(Format::Markdown);
    if let Some((whole, body)) = prepare::front_matter(source) {
        tree.front_span = Some(source.at(whole.start, whole.end));
        yaml::front_matter(source, source.at(body.start, body.end), &mut tree);
    }
    tree
}

/// Where the blocks read so far end.
fn range_end(source: &SourceFile, builder: &Builder) -> usize {
    builder.tree.blocks.last().map_or(0, |block| block.span.end as usize).min(source.text.len())
}
