//! What hangs on one item, as a tree.

use super::super::clean::paint;
use super::super::run::View;
use super::super::words;
use super::view::{PlanTrace, style};
use crate::plan::{ItemId, Language};
use std::io;

/// Writes the item, what serves it, waits for it or uses it, and what would be left without it.
pub(super) fn write(
    plan: &PlanTrace<'_>,
    item: ItemId,
    view: &View,
    language: Language,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let zh = language == Language::Zh;
    let impact = plan.trace.impact(item);
    let Some(card) = plan.card(item) else { return Ok(()) };
    let state = |id: ItemId| {
        let state = plan.trace.entry(id).map(|one| one.state);
        state.map(|state| paint(view.color, style(state), words::link_state(state, language))).unwrap_or_default()
    };
    writeln!(out, "{}  {}  ({}:{})", card.name(), state(item), card.path, card.line)?;
    // Of each depth, whether more of that depth follows below.
    for (at, (depth, id, relation)) in impact.hanging.iter().enumerate() {
        let later = |depth: usize| {
            let rest = impact.hanging[at + 1..].iter();
            rest.map(|(other, ..)| *other).take_while(|other| *other >= depth).any(|other| other == depth)
        };
        let mut line = String::new();
        for above in 1..*depth {
            line.push_str(if later(above) { "│  " } else { "   " });
        }
        line.push_str(if later(*depth) { "├─ " } else { "└─ " });
        let Some(card) = plan.card(*id) else { continue };
        let owner = card.owner.as_ref().map(|owner| format!(" – {owner}")).unwrap_or_default();
        writeln!(out, "{line}{} ({}){owner}  {}", card.name(), words::hangs(*relation, language), state(*id))?;
    }
    if impact.hanging.is_empty() {
        writeln!(out, "{}", if zh { "没有内容依托于它" } else { "nothing hangs on it" })?;
    }
    let names = |ids: &[ItemId]| {
        let names = ids.iter().filter_map(|id| plan.card(*id)).map(|card| card.short().to_owned());
        names.collect::<Vec<_>>().join(if zh { "、" } else { ", " })
    };
    if !impact.uncovered.is_empty() {
        let text = if zh {
            "去掉它，以下需求和目标就没有任务支撑："
        } else {
            "Without it no task reaches: "
        };
        writeln!(out, "{text}{}", names(&impact.uncovered))?;
    }
    if !impact.orphaned.is_empty() {
        let text = if zh {
            "去掉它，以下任务就没有对应的需求和目标："
        } else {
            "Without it these tasks serve nothing: "
        };
        writeln!(out, "{text}{}", names(&impact.orphaned))?;
    }
    Ok(())
}
