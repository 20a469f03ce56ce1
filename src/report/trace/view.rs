//! What of the traces of all plans is shown.

use super::super::card::{Card, cards};
use super::super::place::paths;
use super::super::run::Run;
use crate::check::{Chain, LinkState, Stage, Step, Trace, duplicates};
use crate::lexicon::fold;
use crate::plan::{ItemId, Plan};
use crate::workspace::{Part, Report};
use std::collections::{HashMap, HashSet};

/// Which part of the traces is asked for.
#[derive(Debug, Clone, Default)]
pub struct TraceFilter {
    /// Lines of tasks whose owner holds these words.
    pub owner: Option<String>,
    /// Lines of tasks whose phase holds these words.
    pub phase: Option<String>,
    /// What hangs on the item with this id, and what it serves.
    pub from: Option<String>,
}

/// The traces of all plans of a run.
pub struct Traces<'a> {
    /// By path.
    pub(super) plans: Vec<PlanTrace<'a>>,
    /// Tasks that say the same in several plans: number of the plan, item.
    pub(super) duplicates: Vec<Vec<(usize, ItemId)>>,
}

/// The trace of one plan.
pub(super) struct PlanTrace<'a> {
    pub plan: &'a Plan,
    pub paths: Vec<String>,
    pub trace: Trace,
    pub cards: HashMap<ItemId, Card>,
    /// Lines that are asked for.
    pub chains: Vec<Chain>,
    /// Items that are asked for, in order.
    pub items: Vec<ItemId>,
    /// The item that `from` names.
    pub focus: Option<ItemId>,
}

impl<'a> Traces<'a> {
    /// Traces all plans; with `from` only those that have such an item.
    pub fn new(run: &'a Run, filter: &TraceFilter) -> Self {
        let parts = run.reports.iter().flat_map(|report| report.plans.iter().map(move |part| (report, part)));
        let mut plans: Vec<PlanTrace<'a>> = parts.map(|(report, part)| PlanTrace::new(report, part, filter)).collect();
        if filter.from.is_some() {
            plans.retain(|one| one.focus.is_some());
        }
        plans.sort_by(|a, b| a.paths.cmp(&b.paths));
        let all: Vec<&Plan> = plans.iter().map(|one| one.plan).collect();
        let vocabulary = run.reports.first().map(|report| &report.settings.reader.vocabulary);
        let mut duplicates = vocabulary.map(|words| duplicates(&all, words)).unwrap_or_default();
        for group in &mut duplicates {
            group.retain(|(number, item)| plans[*number].items.contains(item));
        }
        duplicates.retain(|group| group.iter().any(|(number, _)| *number != group[0].0));
        Self { plans, duplicates }
    }

    /// Whether no plan has anything to show.
    pub fn is_empty(&self) -> bool {
        self.plans.is_empty()
    }

    /// How many items of a stage are in a state, of those that are shown.
    pub(super) fn count(&self, stage: Stage, state: LinkState) -> usize {
        self.plans.iter().map(|plan| plan.count(stage, state)).sum()
    }
}

impl<'a> PlanTrace<'a> {
    fn new(report: &'a Report, part: &'a Part, filter: &TraceFilter) -> Self {
        let plan = &*part.plan;
        let trace = Trace::of(plan, &report.settings.reader.vocabulary);
        let cards: HashMap<ItemId, Card> =
            cards(report, plan, &trace).into_iter().map(|card| (card.item, card)).collect();
        let mut chains = trace.chains.clone();
        let holds = |text: &Option<String>, words: &str| {
            text.as_ref().is_some_and(|text| fold(text).contains(fold(words).trim()))
        };
        // A line belongs to whom its task belongs to, else to whom its goal or need does.
        let bearer = |chain: &Chain| {
            let measure = chain.measures.first().copied();
            let id = chain.task.or(chain.goal).or(chain.need).or(measure);
            id.and_then(|id| cards.get(&id))
        };
        if let Some(owner) = &filter.owner {
            chains.retain(|chain| bearer(chain).is_some_and(|card| holds(&card.owner, owner)));
        }
        if let Some(phase) = &filter.phase {
            chains.retain(|chain| bearer(chain).is_some_and(|card| holds(&card.phase, phase)));
        }
        let focus = filter.from.as_ref().and_then(|id| find(&trace, &cards, id));
        let mut near: HashSet<ItemId> = HashSet::new();
        if let Some(item) = focus {
            near.insert(item);
            near.extend(trace.impact(item).hanging.iter().map(|(_, id, _)| *id));
            chains.retain(|chain| members(chain).any(|id| near.contains(&id)));
        }
        let filtered = filter.owner.is_some() || filter.phase.is_some() || filter.from.is_some();
        let shown: HashSet<ItemId> = chains.iter().flat_map(members).chain(near).collect();
        let items: Vec<ItemId> =
            trace.items.iter().map(|one| one.item).filter(|id| !filtered || shown.contains(id)).collect();
        Self { plan, paths: paths(report, part), trace, cards, chains, items, focus }
    }

    /// The card of an item.
    pub fn card(&self, item: ItemId) -> Option<&Card> {
        self.cards.get(&item)
    }

    /// Cards of the items that are shown.
    pub fn shown(&self) -> impl Iterator<Item = &Card> {
        self.items.iter().filter_map(|id| self.card(*id))
    }

    /// Links between the items that are shown, and from them to unknown ids.
    pub fn steps(&self) -> impl Iterator<Item = &Step> {
        let shown: HashSet<ItemId> = self.items.iter().copied().collect();
        self.trace.steps.iter().filter(move |s| shown.contains(&s.from) && s.to.is_none_or(|to| shown.contains(&to)))
    }

    /// How many items of a stage are in a state.
    pub fn count(&self, stage: Stage, state: LinkState) -> usize {
        self.shown().filter(|card| card.traced == Some((stage, state))).count()
    }
}

/// All items of a line.
pub(super) fn members(chain: &Chain) -> impl Iterator<Item = ItemId> {
    let ids = [chain.need, chain.goal, chain.task].into_iter().flatten();
    ids.chain(chain.measures.iter().copied()).chain(chain.resources.iter().copied())
}

/// The item of an id, however it is written.
fn find(trace: &Trace, cards: &HashMap<ItemId, Card>, id: &str) -> Option<ItemId> {
    let wanted = fold(id.trim());
    let is = |card: &Card| fold(&card.key) == wanted || card.id.as_ref().is_some_and(|id| fold(id) == wanted);
    trace.items.iter().map(|one| one.item).find(|item| cards.get(item).is_some_and(is))
}

/// The ANSI style of a state.
pub(super) fn style(state: LinkState) -> &'static str {
    match state {
        LinkState::Covered => "32",
        LinkState::Uncovered | LinkState::Orphaned => "33",
        LinkState::Unknown | LinkState::Cyclic => "31",
    }
}
