//! `workspace/symbol`: items of all plans, by id and words.

use super::far::Symbol;
use super::survey::{far, symbols_of};
use super::world::World;
use crate::lexicon::fold;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{Location, OneOf, WorkspaceSymbol, WorkspaceSymbolParams, WorkspaceSymbolResponse};

/// At most so many are shown.
const MOST: usize = 512;

pub fn workspace_symbols(world: &World, params: &WorkspaceSymbolParams) -> Result<Option<WorkspaceSymbolResponse>> {
    let asked = fold(params.query.trim());
    let words: Vec<&str> = asked.split_whitespace().collect();
    let is_asked_for = |symbol: &Symbol| {
        let folded = fold(&symbol.name);
        words.iter().all(|word| folded.contains(word))
    };
    let mut all = Vec::new();
    for place in world.places.values() {
        let Some(joined) = place.all_joined() else { continue };
        let near = joined.plans.iter().flat_map(|plan| symbols_of(plan, world.client.encoding));
        let mut found: Vec<Symbol> = near.filter(is_asked_for).collect();
        if let Some(far) = far(world, place) {
            let far = far.symbols().filter(|symbol| joined.document(&symbol.path).is_none());
            found.extend(far.filter(|symbol| is_asked_for(symbol)).cloned());
        }
        found.sort_by(|a, b| (&a.path, a.range.start).cmp(&(&b.path, b.range.start)));
        let shown = found.into_iter().filter_map(|symbol| {
            Some(WorkspaceSymbol {
                name: symbol.name,
                kind: symbol.kind,
                tags: None,
                container_name: Some(symbol.plan),
                location: OneOf::Left(Location::new(place.uri(&symbol.path)?, symbol.range)),
                data: None,
            })
        });
        all.extend(shown.take(MOST - all.len()));
    }
    Ok(Some(WorkspaceSymbolResponse::Nested(all)))
}
