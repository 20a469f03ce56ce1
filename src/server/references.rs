//! `textDocument/references`: everything that refers to an item, in all documents of its plan.

use super::pointed::scene_at;
use super::world::World;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{Location, ReferenceParams};

pub fn references(world: &World, params: &ReferenceParams) -> Result<Option<Vec<Location>>> {
    let at = &params.text_document_position;
    let Some((scene, offset)) = scene_at(world, &at.text_document.uri, at.position) else { return Ok(None) };
    let Some(item) = scene.pointed(offset).and_then(|pointed| pointed.item) else { return Ok(None) };
    let mut spans = if params.context.include_declaration { scene.definitions(item) } else { Vec::new() };
    spans.extend(scene.references(item));
    Ok(Some(spans.into_iter().filter_map(|span| scene.location(world, span)).collect()))
}
