//! Everything that is known of a root: of plans around open documents as they are now, of all others as the disk has
//! them.

use super::diagnostics::by_document;
use super::far::{Far, Group, Symbol, Told};
use super::place::range;
use super::pointed::one_line;
use super::symbols::symbol_kind;
use super::world::{Judged, Place, World};
use crate::plan::Plan;
use crate::text::Encoding;
use crate::workspace::{Pace, Surveyed};
use std::sync::Arc;

/// Gets ready for requests on everything.
pub fn prepare(world: &World, place: &Place) {
    let Ok(live) = place.live() else { return };
    match live.reaches_workspace() {
        true => drop(place.ground.shelf(live).clone()),
        false => drop(survey(world, place, &place.ground.reading)),
    }
}

/// What is known of the plans on disk, where they can be judged apart from open documents; none if nobody waits any
/// longer, or a rule looks at all plans.
pub fn far(world: &World, place: &Place) -> Option<Arc<Far>> {
    survey(world, place, &place.ground.asked)
}

fn survey(world: &World, place: &Place, pace: &Pace) -> Option<Arc<Far>> {
    let live = place.live().ok().filter(|live| !live.reaches_workspace())?;
    place.ground.far(world.today, |earlier| {
        let none = Surveyed::new();
        let known = earlier.map_or(&none, |far| &far.groups);
        let listed = place.ground.listed(live);
        let groups = live.survey(listed, known, &world.options(), pace, |joined, parts| {
            let judged = Judged { joined: Arc::default(), parts: parts.to_vec() };
            let found = by_document(world, place, &judged);
            Group {
                found: found.iter().map(|(path, found)| Told::new(path, found)).collect(),
                symbols: joined.plans.iter().flat_map(|plan| symbols_of(plan, world.client.encoding)).collect(),
            }
        })?;
        Some(Far { today: world.today, groups })
    })
}

/// The items of a plan.
pub fn symbols_of(plan: &Plan, encoding: Encoding) -> impl Iterator<Item = Symbol> {
    plan.items().filter(|(_, item)| item.repeats.is_none()).filter_map(move |(_, item)| {
        let title = one_line(plan.text(item.title), 120);
        let name = match item.id.as_ref().map(|id| plan.text(id.span)) {
            Some(id) if id != title => format!("{id} {title}"),
            _ => title,
        };
        let span = item.id.as_ref().map_or(item.title, |id| id.span);
        let document = plan.document_of(span)?;
        Some(Symbol {
            name,
            kind: symbol_kind(item.kind),
            plan: plan.name.clone(),
            path: (*document.source.path).into(),
            range: range(document, span, encoding),
        })
    })
}
