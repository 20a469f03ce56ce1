//! `textDocument/definition`: from an id to the item that has it.

use super::pointed::scene_at;
use super::world::World;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{GotoDefinitionParams, GotoDefinitionResponse, Location};

pub fn definition(world: &World, params: &GotoDefinitionParams) -> Result<Option<GotoDefinitionResponse>> {
    let at = &params.text_document_position_params;
    let Some((scene, offset)) = scene_at(world, &at.text_document.uri, at.position) else { return Ok(None) };
    let Some(item) = scene.pointed(offset).and_then(|pointed| pointed.item) else { return Ok(None) };
    let spans = scene.definitions(item);
    // An item without an id is meant by kind and number: it begins with its title.
    let spans = if spans.is_empty() { vec![scene.plan.item(item).title] } else { spans };
    let places: Vec<Location> = spans.into_iter().take(1).filter_map(|span| scene.location(world, span)).collect();
    Ok(Some(GotoDefinitionResponse::Array(places)))
}
