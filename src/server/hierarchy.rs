//! Call hierarchy as the trace: from a need to the goals and tasks that serve it (outgoing), and back (incoming).

use super::pointed::scene_at;
use super::symbols::symbol_kind;
use super::world::{Scene, World};
use crate::plan::{ItemId, Relation};
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{
    CallHierarchyIncomingCall, CallHierarchyIncomingCallsParams, CallHierarchyItem, CallHierarchyOutgoingCall,
    CallHierarchyOutgoingCallsParams, CallHierarchyPrepareParams,
};

pub fn prepare(world: &World, params: &CallHierarchyPrepareParams) -> Result<Option<Vec<CallHierarchyItem>>> {
    let at = &params.text_document_position_params;
    let Some((scene, offset)) = scene_at(world, &at.text_document.uri, at.position) else { return Ok(None) };
    let id = scene.pointed(offset).and_then(|pointed| pointed.item).or_else(|| scene.item_at(offset));
    Ok(id.and_then(|id| entry(world, &scene, id)).map(|one| vec![one]))
}

/// What serves the item: the trace downward.
pub fn outgoing(
    world: &World,
    params: &CallHierarchyOutgoingCallsParams,
) -> Result<Option<Vec<CallHierarchyOutgoingCall>>> {
    let Some((scene, id)) = known(world, &params.item) else { return Ok(None) };
    let from = params.item.selection_range;
    let calls = linked(&scene, id, false).into_iter().filter_map(|other| {
        Some(CallHierarchyOutgoingCall { to: entry(world, &scene, other)?, from_ranges: vec![from] })
    });
    Ok(Some(calls.collect()))
}

/// What the item serves: the trace upward.
pub fn incoming(
    world: &World,
    params: &CallHierarchyIncomingCallsParams,
) -> Result<Option<Vec<CallHierarchyIncomingCall>>> {
    let Some((scene, id)) = known(world, &params.item) else { return Ok(None) };
    let calls = linked(&scene, id, true).into_iter().filter_map(|other| {
        let from = entry(world, &scene, other)?;
        let from_ranges = vec![from.selection_range];
        Some(CallHierarchyIncomingCall { from, from_ranges })
    });
    Ok(Some(calls.collect()))
}

fn linked(scene: &Scene, id: ItemId, up: bool) -> Vec<ItemId> {
    let mut all: Vec<ItemId> = if up {
        scene.plan.links_from(id).filter(|link| link.relation == Relation::Serves).filter_map(|link| link.to).collect()
    } else {
        scene.plan.links_to(id).filter(|link| link.relation == Relation::Serves).map(|link| link.from).collect()
    };
    all.iter_mut().for_each(|one| *one = scene.main(*one));
    all.sort();
    all.dedup();
    all
}

fn entry(world: &World, scene: &Scene, id: ItemId) -> Option<CallHierarchyItem> {
    let item = scene.plan.item(id);
    let name = item.id.as_ref().map_or(item.title, |id| id.span);
    let whole = scene.location(world, item.span.to(name))?;
    Some(CallHierarchyItem {
        name: scene.name_of(item),
        kind: symbol_kind(item.kind),
        tags: None,
        detail: Some(item.kind.word(scene.language(world)).to_owned()),
        uri: whole.uri,
        range: whole.range,
        selection_range: scene.location(world, name)?.range,
        data: None,
    })
}

/// The item that an entry was made of, by its place.
fn known(world: &World, entry: &CallHierarchyItem) -> Option<(Scene, ItemId)> {
    let (scene, offset) = scene_at(world, &entry.uri, entry.selection_range.start)?;
    let id = scene.pointed(offset).and_then(|pointed| pointed.item).or_else(|| scene.item_at(offset))?;
    Some((scene, id))
}
