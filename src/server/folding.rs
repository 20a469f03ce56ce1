//! `textDocument/foldingRange`: sections, items with parts, tables, code, front matter, comments.

use super::world::World;
use crate::syntax::BlockKind;
use crate::text::Span;
use std::collections::BTreeMap;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{FoldingRange, FoldingRangeKind, FoldingRangeParams};

pub fn folding(world: &World, params: &FoldingRangeParams) -> Result<Option<Vec<FoldingRange>>> {
    let Some(scene) = world.scene(&params.text_document.uri) else { return Ok(None) };
    let document = &scene.document;
    let source = &document.source;
    let mut all: BTreeMap<(u32, u32), Option<FoldingRangeKind>> = BTreeMap::new();
    let mut add = |span: Span, kind: Option<FoldingRangeKind>| {
        let span = source.trim(span);
        let (first, last) = (source.line_of(span.start), source.line_of(span.end));
        if first < last {
            all.entry((first, last)).or_insert(kind);
        }
    };
    for section in document.facts.sections.iter().filter(|s| s.level > 0) {
        add(section.span.to(section.title), Some(FoldingRangeKind::Region));
    }
    for block in &document.tree.blocks {
        let folds = matches!(
            block.kind,
            BlockKind::ListItem { .. } | BlockKind::Table | BlockKind::Code | BlockKind::Quote | BlockKind::Entry
        );
        if folds {
            add(block.span, None);
        }
    }
    for comment in &document.tree.comments {
        add(comment.span, Some(FoldingRangeKind::Comment));
    }
    if let Some(front) = document.tree.front_span {
        add(front, Some(FoldingRangeKind::Region));
    }
    let ranges = all.into_iter().map(|((start_line, end_line), kind)| FoldingRange {
        start_line,
        end_line,
        kind,
        start_character: None,
        end_character: None,
        collapsed_text: None,
    });
    Ok(Some(ranges.collect()))
}
