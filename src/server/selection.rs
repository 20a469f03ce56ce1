//! `textDocument/selectionRange`: word, text, block, the blocks around it, section, document.

use super::world::{Scene, World};
use crate::text::Span;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{Position, SelectionRange, SelectionRangeParams};

pub fn selection(world: &World, params: &SelectionRangeParams) -> Result<Option<Vec<SelectionRange>>> {
    let Some(scene) = world.scene(&params.text_document.uri) else { return Ok(None) };
    Ok(Some(params.positions.iter().map(|position| around(world, &scene, *position)).collect()))
}

fn around(world: &World, scene: &Scene, position: Position) -> SelectionRange {
    let source = &scene.document.source;
    let offset = scene.offset(world, position);
    let file = source.id;
    let mut spans: Vec<Span> = vec![source.span()];
    let sections = scene.document.facts.sections.iter().map(|section| section.span);
    let blocks = scene.document.tree.blocks.iter().flat_map(|block| [block.span, block.content]);
    let items = scene.document.facts.items.iter().flat_map(|item| [item.span, item.title]);
    let marks = scene.document.tree.marks.iter().flat_map(|mark| [mark.span, mark.inner]);
    spans.extend(
        sections
            .chain(blocks)
            .chain(items)
            .chain(marks)
            .filter(|span| span.file == file && span.start <= offset && offset <= span.end && !span.is_empty()),
    );
    spans.push(word(&source.text, file, offset));
    spans.sort_by_key(|span| std::cmp::Reverse(span.len()));
    // Each lies in the one before.
    let mut chain: Vec<Span> = Vec::new();
    for span in spans {
        if chain.last().is_none_or(|outer| outer.contains(span) && *outer != span) {
            chain.push(span);
        }
    }
    let mut parent: Option<Box<SelectionRange>> = None;
    for span in chain {
        parent = Some(Box::new(SelectionRange { range: scene.range(world, span), parent }));
    }
    parent.map_or_else(
        || SelectionRange { range: scene.range(world, source.at(offset as usize, offset as usize)), parent: None },
        |innermost| *innermost,
    )
}

/// The word at a byte.
fn word(text: &str, file: crate::text::FileId, offset: u32) -> Span {
    let offset = offset as usize;
    let part = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
    let (before, after) = (text.get(..offset).unwrap_or(""), text.get(offset..).unwrap_or(""));
    let start = before.trim_end_matches(part).len();
    let end = offset + (after.len() - after.trim_start_matches(part).len());
    Span::new(file, start, end)
}
