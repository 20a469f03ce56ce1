//! The trace as JSON: items, links, matrix, totals, what several plans state.

use super::super::card::Card;
use super::view::{PlanTrace, Traces};
use crate::check::{LinkState, Stage};
use crate::plan::{ItemId, ItemKind, Relation};
use serde::Serialize;
use std::collections::BTreeMap;
use std::io;

#[derive(Serialize)]
struct Output<'a> {
    version: u32,
    plans: Vec<PlanOut<'a>>,
    /// Items by stage and state, of all plans.
    totals: Totals,
    /// Tasks that say the same in several plans.
    duplicates: Vec<Vec<DuplicateOut<'a>>>,
}

type Totals = BTreeMap<&'static str, BTreeMap<&'static str, usize>>;

#[derive(Serialize)]
struct PlanOut<'a> {
    name: &'a str,
    paths: &'a [String],
    items: Vec<ItemOut<'a>>,
    links: Vec<LinkOut<'a>>,
    chains: Vec<ChainOut<'a>>,
    totals: Totals,
    #[serde(skip_serializing_if = "Option::is_none")]
    impact: Option<ImpactOut<'a>>,
}

#[derive(Serialize)]
struct ItemOut<'a> {
    /// Unique in its plan.
    key: &'a str,
    id: Option<&'a str>,
    kind: ItemKind,
    title: &'a str,
    stage: Option<&'static str>,
    state: Option<&'static str>,
    done: bool,
    owner: Option<&'a str>,
    phase: Option<&'a str>,
    start: Option<&'a str>,
    due: Option<&'a str>,
    budget: Option<&'a str>,
    priority: Option<&'a str>,
    path: &'a str,
    line: u32,
}

#[derive(Serialize)]
struct LinkOut<'a> {
    from: &'a str,
    /// None: no item has that id.
    to: Option<&'a str>,
    /// The id that no item has.
    unknown: Option<&'a str>,
    relation: Relation,
    cyclic: bool,
}

#[derive(Serialize)]
struct ChainOut<'a> {
    need: Option<&'a str>,
    goal: Option<&'a str>,
    task: Option<&'a str>,
    measures: Vec<&'a str>,
    resources: Vec<&'a str>,
    state: &'static str,
}

#[derive(Serialize)]
struct ImpactOut<'a> {
    of: &'a str,
    hanging: Vec<HangingOut<'a>>,
    /// Needs and goals that no task would reach without it.
    uncovered: Vec<&'a str>,
    /// Tasks that would reach no need and no goal without it.
    orphaned: Vec<&'a str>,
}

#[derive(Serialize)]
struct HangingOut<'a> {
    key: &'a str,
    relation: Relation,
    depth: usize,
}

#[derive(Serialize)]
struct DuplicateOut<'a> {
    plan: &'a str,
    key: &'a str,
    title: &'a str,
    owner: Option<&'a str>,
    path: &'a str,
    line: u32,
}

/// Writes one JSON document.
///
/// # Errors
/// Those of `out`.
pub fn trace_json(traces: &Traces<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    let duplicate = |&(number, item): &(usize, ItemId)| {
        let plan = traces.plans.get(number)?;
        let card = plan.card(item)?;
        Some(DuplicateOut {
            plan: &plan.plan.name,
            key: &card.key,
            title: &card.title,
            owner: card.owner.as_deref(),
            path: &card.path,
            line: card.line,
        })
    };
    let output = Output {
        version: 1,
        plans: traces.plans.iter().map(plan).collect(),
        totals: totals(&|stage, state| traces.count(stage, state)),
        duplicates: traces.duplicates.iter().map(|group| group.iter().filter_map(duplicate).collect()).collect(),
    };
    serde_json::to_writer_pretty(&mut *out, &output)?;
    writeln!(out)
}

fn totals(of: &dyn Fn(Stage, LinkState) -> usize) -> Totals {
    let states = |stage| LinkState::ALL.into_iter().map(|state| (state.name(), of(stage, state))).collect();
    Stage::ALL.into_iter().map(|stage| (stage.name(), states(stage))).collect()
}

fn plan<'a>(plan: &'a PlanTrace<'a>) -> PlanOut<'a> {
    let key = |id: ItemId| plan.card(id).map_or("", |card| card.key.as_str());
    let keys = |ids: &[ItemId]| ids.iter().map(|id| key(*id)).collect();
    PlanOut {
        name: &plan.plan.name,
        paths: &plan.paths,
        items: plan.shown().map(item).collect(),
        links: plan
            .steps()
            .map(|step| LinkOut {
                from: key(step.from),
                to: step.to.map(key),
                unknown: step.to.is_none().then(|| plan.plan.text(step.span)),
                relation: step.relation,
                cyclic: step.cyclic,
            })
            .collect(),
        chains: plan
            .chains
            .iter()
            .map(|chain| ChainOut {
                need: chain.need.map(key),
                goal: chain.goal.map(key),
                task: chain.task.map(key),
                measures: keys(&chain.measures),
                resources: keys(&chain.resources),
                state: plan.trace.state_of(chain).name(),
            })
            .collect(),
        totals: totals(&|stage, state| plan.count(stage, state)),
        impact: plan.focus.map(|focus| {
            let impact = plan.trace.impact(focus);
            let hanging = impact.hanging.iter();
            ImpactOut {
                of: key(focus),
                hanging: hanging.map(|&(depth, id, relation)| HangingOut { key: key(id), relation, depth }).collect(),
                uncovered: keys(&impact.uncovered),
                orphaned: keys(&impact.orphaned),
            }
        }),
    }
}

fn item(card: &Card) -> ItemOut<'_> {
    ItemOut {
        key: &card.key,
        id: card.id.as_deref(),
        kind: card.kind,
        title: &card.title,
        stage: card.traced.map(|(stage, _)| stage.name()),
        state: card.traced.map(|(_, state)| state.name()),
        done: card.done,
        owner: card.owner.as_deref(),
        phase: card.phase.as_deref(),
        start: card.start.as_deref(),
        due: card.due.as_deref(),
        budget: card.budget.as_deref(),
        priority: card.priority.as_deref(),
        path: &card.path,
        line: card.line,
    }
}
