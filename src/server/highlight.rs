//! `textDocument/documentHighlight`: an id and everything in this document that refers to it.

use super::pointed::scene_at;
use super::world::World;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{DocumentHighlight, DocumentHighlightKind, DocumentHighlightParams};

pub fn highlight(world: &World, params: &DocumentHighlightParams) -> Result<Option<Vec<DocumentHighlight>>> {
    let at = &params.text_document_position_params;
    let Some((scene, offset)) = scene_at(world, &at.text_document.uri, at.position) else { return Ok(None) };
    let Some(item) = scene.pointed(offset).and_then(|pointed| pointed.item) else { return Ok(None) };
    let written = scene.definitions(item).into_iter().map(|span| (span, DocumentHighlightKind::WRITE));
    let read = scene.references(item).into_iter().map(|span| (span, DocumentHighlightKind::READ));
    let here = written.chain(read).filter(|(span, _)| span.file == scene.document.source.id);
    Ok(Some(here.map(|(span, kind)| DocumentHighlight { range: scene.range(world, span), kind: Some(kind) }).collect()))
}
