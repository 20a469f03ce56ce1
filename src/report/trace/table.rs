//! The trace as a table for the terminal, with what hangs on an item as a tree.

use super::super::card::Card;
use super::super::clean::paint;
use super::super::run::View;
use super::super::words;
use super::impact;
use super::view::{PlanTrace, Traces, style};
use crate::check::{Chain, LinkState, Stage};
use crate::plan::{ItemId, Language};
use comfy_table::{ContentArrangement, Table, presets};
use std::io;

/// Writes the matrix of every plan, what its states come to, and the tasks that several plans state.
///
/// # Errors
/// Those of `out`.
pub fn trace_table(traces: &Traces<'_>, view: &View, language: Language, out: &mut dyn io::Write) -> io::Result<()> {
    for (number, plan) in traces.plans.iter().enumerate() {
        if number > 0 {
            writeln!(out)?;
        }
        writeln!(out, "{}  ({})", super::super::clean::one_line(&plan.plan.name), plan.paths.join(", "))?;
        match plan.focus {
            Some(item) => impact::write(plan, item, view, language, out)?,
            None => matrix(plan, view, language, out)?,
        }
        if plan.focus.is_none() {
            writeln!(out, "{}", counts(&|stage, state| plan.count(stage, state), language))?;
        }
    }
    if traces.plans.len() > 1 && traces.plans.iter().all(|plan| plan.focus.is_none()) {
        let count = traces.plans.len();
        match language {
            Language::En => writeln!(out, "\nAll {count} plans")?,
            Language::Zh => writeln!(out, "\n全部{count}个规划")?,
        }
        writeln!(out, "{}", counts(&|stage, state| traces.count(stage, state), language))?;
        duplicates(traces, language, out)?;
    }
    Ok(())
}

fn matrix(plan: &PlanTrace<'_>, view: &View, language: Language, out: &mut dyn io::Write) -> io::Result<()> {
    let mut table = Table::new();
    table.load_style(presets::UTF8_HORIZONTAL_ONLY);
    table.set_content_arrangement(ContentArrangement::Dynamic).set_width(view.width.min(usize::from(u16::MAX)) as u16);
    let stages = Stage::ALL.map(|stage| words::stage(stage, language).to_owned());
    let [need, goal, task, measure, resource] = stages;
    let extra = plan.chains.iter().any(|chain| !chain.measures.is_empty() || !chain.resources.is_empty());
    let mut head = vec![need, goal, task, words::owner(language).to_owned()];
    head.extend(extra.then(|| format!("{measure}, {resource}")));
    head.push(words::link(language).to_owned());
    table.set_header(head);
    let mut last: Option<&Chain> = None;
    for chain in &plan.chains {
        let name = |id: Option<ItemId>| id.and_then(|id| plan.card(id)).map_or_else(|| "–".to_owned(), Card::name);
        // What stands above need not be said again.
        let same_need = last.is_some_and(|last| chain.need.is_some() && last.need == chain.need);
        let same_goal = same_need && last.is_some_and(|last| chain.goal.is_some() && last.goal == chain.goal);
        let cell = |id: Option<ItemId>, said: bool| if said { String::new() } else { name(id) };
        let owner = chain.task.and_then(|id| plan.card(id)).and_then(|card| card.owner.clone());
        let mut cells = vec![cell(chain.need, same_need), cell(chain.goal, same_goal), name(chain.task)];
        cells.push(owner.unwrap_or_default());
        if extra {
            let all = chain.measures.iter().chain(&chain.resources).filter_map(|id| plan.card(*id));
            cells.push(all.map(Card::name).collect::<Vec<_>>().join("; "));
        }
        cells.push(words::link_state(plan.trace.state_of(chain), language).to_owned());
        table.add_row(cells);
        last = Some(chain);
    }
    for line in table.lines() {
        writeln!(out, "{}", colored(&line, view, language))?;
    }
    if plan.trace.more_chains > 0 {
        writeln!(out, "{}", words::more(plan.trace.more_chains, false, language))?;
    }
    Ok(())
}

/// The line, with the word at its end in the colour of its state.
fn colored(line: &str, view: &View, language: Language) -> String {
    let trimmed = line.trim_end();
    let state = LinkState::ALL.into_iter().find(|state| trimmed.ends_with(words::link_state(*state, language)));
    match state {
        Some(state) => {
            let word = words::link_state(state, language);
            format!("{}{}", &trimmed[..trimmed.len() - word.len()], paint(view.color, style(state), word))
        }
        None => trimmed.to_owned(),
    }
}

/// “3 needs: 2 covered, 1 uncovered”, a line a stage.
fn counts(of: &dyn Fn(Stage, LinkState) -> usize, language: Language) -> String {
    let zh = language == Language::Zh;
    let stages = Stage::ALL.into_iter().filter_map(|stage| {
        let states: Vec<(LinkState, usize)> =
            LinkState::ALL.into_iter().map(|state| (state, of(stage, state))).collect();
        let all: usize = states.iter().map(|(_, count)| count).sum();
        let states = states.iter().filter(|(_, count)| *count > 0).map(|(state, count)| {
            let word = words::link_state(*state, language);
            if zh { format!("{count}项{word}") } else { format!("{count} {word}") }
        });
        let states = states.collect::<Vec<_>>().join(if zh { "、" } else { ", " });
        let named = words::stages(stage, all, language);
        (all > 0).then(|| format!("  {named}{}{states}", if zh { "：" } else { ": " }))
    });
    let text = stages.collect::<Vec<_>>().join("\n");
    if text.is_empty() { format!("  {}", words::nothing_traced(language)) } else { text }
}

fn duplicates(traces: &Traces<'_>, language: Language, out: &mut dyn io::Write) -> io::Result<()> {
    if traces.duplicates.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{}", words::in_several_plans(language))?;
    for group in &traces.duplicates {
        for (at, (number, item)) in group.iter().enumerate() {
            let Some(plan) = traces.plans.get(*number) else { continue };
            let Some(card) = plan.card(*item) else { continue };
            let owner = card.owner.as_ref().map(|owner| format!(" – {owner}")).unwrap_or_default();
            let bullet = if at == 0 { "- " } else { "  " };
            writeln!(out, "{bullet}{}:{} {}{owner}", card.path, card.line, card.name())?;
        }
    }
    Ok(())
}
