//! `textDocument/codeLens`: what serves a need or goal, over it.

use super::words::{count, say};
use super::world::{Scene, World};
use crate::plan::{ItemId, ItemKind, Relation, State};
use serde_json::json;
use std::collections::BTreeSet;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{CodeLens, CodeLensParams, Command};

/// The command behind a lens: shows the items that it counts.
pub const SHOW: &str = "planspect.showItems";

pub fn lens(world: &World, params: &CodeLensParams) -> Result<Option<Vec<CodeLens>>> {
    let Some(scene) = world.scene(&params.text_document.uri).filter(|scene| scene.is_plan) else { return Ok(None) };
    let file = scene.document.source.id;
    let language = scene.language(world);
    let mut all = Vec::new();
    let judged = |kind| matches!(kind, ItemKind::Need | ItemKind::Goal);
    let items = scene.plan.items().filter(|(_, item)| {
        judged(item.kind) && item.title.file == file && item.repeats.is_none() && item.state != State::Excluded
    });
    for (id, item) in items.filter(|(_, item)| !item.problem) {
        let serving = serving(&scene, id);
        let of = |kind: ItemKind| serving.iter().filter(|id| scene.plan.item(**id).kind == kind).count();
        let (tasks, goals) = (of(ItemKind::Task), of(ItemKind::Goal));
        let title = match (tasks, goals, item.kind) {
            (0, 0, ItemKind::Need) => say(language, "no task serves this need", "没有任务对应这项需求").to_owned(),
            (0, 0, _) => say(language, "no task serves this goal", "没有任务对应这项目标").to_owned(),
            (_, 0, _) => count(tasks, ItemKind::Task, language),
            _ => format!("{} · {}", count(tasks, ItemKind::Task, language), count(goals, ItemKind::Goal, language)),
        };
        let span = item.id.as_ref().map_or(item.title, |id| id.span.to(item.title));
        let places =
            serving.iter().map(|id| scene.plan.item(*id)).map(|item| item.id.as_ref().map_or(item.title, |id| id.span));
        let places: Vec<_> = places.filter_map(|span| scene.location(world, span)).collect();
        let range = scene.range(world, span);
        let arguments = vec![json!(params.text_document.uri), json!(range.start), json!(places)];
        // One that has nothing to show is a text.
        let command = if places.is_empty() { String::new() } else { SHOW.to_owned() };
        all.push(CodeLens { range, command: Some(Command { title, command, arguments: Some(arguments) }), data: None });
    }
    Ok(Some(all))
}

/// Everything that serves an item, directly or through goals.
fn serving(scene: &Scene, id: ItemId) -> BTreeSet<ItemId> {
    let mut found = BTreeSet::new();
    let mut waiting = vec![id];
    while let Some(next) = waiting.pop() {
        for link in scene.plan.links_to(next).filter(|link| link.relation == Relation::Serves) {
            let from = scene.main(link.from);
            if from != id && scene.plan.item(from).state != State::Excluded && found.insert(from) {
                waiting.push(from);
            }
        }
    }
    found
}
