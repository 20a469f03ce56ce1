//! `workspace/symbol`: items of all plans, by id and words.

use super::place::location;
use super::pointed::one_line;
use super::symbols::symbol_kind;
use super::world::World;
use crate::lexicon::fold;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{OneOf, WorkspaceSymbol, WorkspaceSymbolParams, WorkspaceSymbolResponse};

/// At most so many are shown.
const MOST: usize = 512;

pub fn workspace_symbols(world: &World, params: &WorkspaceSymbolParams) -> Result<Option<WorkspaceSymbolResponse>> {
    let asked = fold(params.query.trim());
    let words: Vec<&str> = asked.split_whitespace().collect();
    let mut found = Vec::new();
    for place in world.places.values() {
        let Some(joined) = place.all_joined() else { continue };
        for plan in &joined.plans {
            for (_, item) in plan.items().filter(|(_, item)| item.repeats.is_none()) {
                let title = one_line(plan.text(item.title), 120);
                let name = match item.id.as_ref().map(|id| plan.text(id.span)) {
                    Some(id) if id != title => format!("{id} {title}"),
                    _ => title,
                };
                let folded = fold(&name);
                if !words.iter().all(|word| folded.contains(word)) {
                    continue;
                }
                let span = item.id.as_ref().map_or(item.title, |id| id.span);
                let Some(location) = location(place, plan, span, world.client.encoding) else { continue };
                found.push(WorkspaceSymbol {
                    name,
                    kind: symbol_kind(item.kind),
                    tags: None,
                    container_name: Some(plan.name.clone()),
                    location: OneOf::Left(location),
                    data: None,
                });
                if found.len() == MOST {
                    return Ok(Some(WorkspaceSymbolResponse::Nested(found)));
                }
            }
        }
    }
    Ok(Some(WorkspaceSymbolResponse::Nested(found)))
}
