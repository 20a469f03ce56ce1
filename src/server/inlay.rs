//! `textDocument/inlayHint`: the title behind an id.

use super::edit::offsets;
use super::place::position;
use super::world::World;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{InlayHint, InlayHintLabel, InlayHintParams, InlayHintTooltip};

/// Longest title that is shown, in characters.
const MOST: usize = 40;

pub fn inlay(world: &World, params: &InlayHintParams) -> Result<Option<Vec<InlayHint>>> {
    let Some(scene) = world.scene(&params.text_document.uri) else { return Ok(None) };
    let source = &scene.document.source;
    let (start, end) = offsets(source, params.range, world.client.encoding);
    let mut all = Vec::new();
    let mut last = None;
    for reference in scene.plan.facts.references.iter().filter(|r| r.span.file == source.id) {
        let outside = (reference.span.end as usize) < start || reference.span.start as usize > end;
        let Some(target) = reference.target.filter(|_| !outside && last != Some(reference.span)) else { continue };
        last = Some(reference.span);
        let item = scene.plan.item(target);
        all.push(InlayHint {
            position: position(&scene.document, reference.span.end, world.client.encoding),
            label: InlayHintLabel::String(scene.title_of(item, MOST)),
            kind: None,
            text_edits: None,
            tooltip: Some(InlayHintTooltip::String(scene.title_of(item, 400))),
            padding_left: Some(true),
            padding_right: Some(false),
            data: None,
        });
    }
    all.sort_by_key(|hint| (hint.position.line, hint.position.character));
    Ok(Some(all))
}
