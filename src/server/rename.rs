//! `textDocument/rename` and `prepareRename`: an id and everything that refers to it, in all documents of the
//! plan.

use super::change::workspace_edit;
use super::pointed::{Pointed, scene_at};
use super::words::say;
use super::world::{Scene, World};
use crate::plan::{ItemId, key_of};
use crate::text::Span;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::{PrepareRenameResponse, RenameParams, TextDocumentPositionParams, WorkspaceEdit};

pub fn prepare(world: &World, params: &TextDocumentPositionParams) -> Result<Option<PrepareRenameResponse>> {
    let Some((scene, offset)) = scene_at(world, &params.text_document.uri, params.position) else { return Ok(None) };
    let Some((pointed, _)) = renamed(&scene, offset) else { return Ok(None) };
    Ok(Some(PrepareRenameResponse::RangeWithPlaceholder {
        range: scene.range(world, pointed.span),
        placeholder: scene.plan.text(pointed.span).to_owned(),
    }))
}

pub fn rename(world: &World, params: &RenameParams) -> Result<Option<WorkspaceEdit>> {
    let at = &params.text_document_position;
    let Some((scene, offset)) = scene_at(world, &at.text_document.uri, at.position) else { return Ok(None) };
    let Some((_, item)) = renamed(&scene, offset) else { return Ok(None) };
    let language = scene.language(world);
    let name = params.new_name.trim();
    if scene.live.settings.reader.ids.whole(name).is_none() {
        let message = say(language, "is no id; ids look like N1, REQ-2, T3.1", "不是编号；编号如N1、REQ-2、需求3");
        return Err(Error::invalid_params(format!("“{name}” {message}")));
    }
    let key = key_of(name);
    let taken = |other: &(ItemId, &crate::plan::Item)| {
        other.1.id.as_ref().is_some_and(|id| *id.key == *key) && scene.main(other.0) != item
    };
    if let Some((_, other)) = scene.plan.items().find(taken) {
        let message = say(language, "is the id of", "已是下列项的编号：");
        return Err(Error::invalid_params(format!("“{name}” {message} “{}”", scene.title_of(other, 60))));
    }
    let mut spans: Vec<Span> = scene.definitions(item);
    spans.extend(scene.references(item));
    spans.sort();
    spans.dedup();
    let edits: Vec<(Span, String)> = spans.into_iter().map(|span| (span, name.to_owned())).collect();
    Ok(Some(workspace_edit(world, &scene, &edits)))
}

/// The id at a byte, with the item that has it; an id that nothing has cannot be renamed.
fn renamed(scene: &Scene, offset: u32) -> Option<(Pointed, ItemId)> {
    let pointed = scene.pointed(offset)?;
    let item = pointed.item?;
    scene.plan.item(item).id.as_ref()?;
    Some((pointed, item))
}
