//! The trace: what serves what, from needs over goals to tasks, with the measures and resources of those.
//!
//! It follows links that are written, and those that nesting and quoted titles give (DESIGN §3.6). It judges nothing:
//! whether a link is owed is a matter of rules.

use super::likeness::Likenesses;
use crate::lexicon::Vocabulary;
use crate::plan::*;
use crate::text::Span;
use std::collections::{BTreeSet, HashMap, HashSet};

/// Where in the trace an item stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Stage {
    /// Needs and requirements.
    Need,
    /// Goals.
    Goal,
    /// Tasks.
    Task,
    /// Measures.
    Measure,
    /// Existing systems, data, contracts.
    Resource,
}

impl Stage {
    /// All, in order.
    pub const ALL: [Self; 5] = [Self::Need, Self::Goal, Self::Task, Self::Measure, Self::Resource];

    /// The stage of a kind of items; none for those that are not traced.
    pub fn of(kind: ItemKind) -> Option<Self> {
        match kind {
            ItemKind::Need | ItemKind::Requirement => Some(Self::Need),
            ItemKind::Goal => Some(Self::Goal),
            ItemKind::Task => Some(Self::Task),
            ItemKind::Measure => Some(Self::Measure),
            ItemKind::Resource => Some(Self::Resource),
            ItemKind::Indicator | ItemKind::Risk | ItemKind::Milestone => None,
        }
    }

    /// Its word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Need => "need",
            Self::Goal => "goal",
            Self::Task => "task",
            Self::Measure => "measure",
            Self::Resource => "resource",
        }
    }
}

/// How an item is linked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum LinkState {
    /// A need or goal that a task reaches, a task that reaches one, a measure that is linked, a resource that is used.
    Covered,
    /// A need or goal that no task reaches, a resource that nothing uses.
    Uncovered,
    /// A task that reaches no need and no goal, a measure without any link.
    Orphaned,
    /// It names an id that no item has.
    Unknown,
    /// It waits for itself, or serves itself, over other items.
    Cyclic,
}

impl LinkState {
    /// All, in order.
    pub const ALL: [Self; 5] = [Self::Covered, Self::Uncovered, Self::Orphaned, Self::Unknown, Self::Cyclic];

    /// Its word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Covered => "covered",
            Self::Uncovered => "uncovered",
            Self::Orphaned => "orphaned",
            Self::Unknown => "unknown",
            Self::Cyclic => "cyclic",
        }
    }
}

/// An item of the trace.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Traced {
    /// The item.
    pub item: ItemId,
    /// Where it stands.
    pub stage: Stage,
    /// How it is linked.
    pub state: LinkState,
}

/// A link of the trace.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// From the item that says it.
    pub from: ItemId,
    /// To; none where no item has that id.
    pub to: Option<ItemId>,
    /// What it says.
    pub relation: Relation,
    /// Where it is written; the id of an unknown one.
    pub span: Span,
    /// Whether it is part of a cycle.
    pub cyclic: bool,
}

/// One line of the matrix: a need, a goal for it, a task for that, and what goes with the task.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Chain {
    /// The need.
    pub need: Option<ItemId>,
    /// The goal.
    pub goal: Option<ItemId>,
    /// The task.
    pub task: Option<ItemId>,
    /// Measures linked to any of these.
    pub measures: Vec<ItemId>,
    /// Resources that the task uses.
    pub resources: Vec<ItemId>,
}

/// What serves what in a plan.
#[derive(Debug, Clone, Default)]
pub struct Trace {
    /// Items by their order in the plan: open and done ones, each once.
    pub items: Vec<Traced>,
    /// Links between them, and to unknown ids, each once.
    pub steps: Vec<Step>,
    /// The matrix: by need, goal, task; first what has a need.
    pub chains: Vec<Chain>,
    /// Lines beyond [`CHAINS`], which are not listed.
    pub more_chains: usize,
    by_item: HashMap<ItemId, usize>,
    from: HashMap<ItemId, Vec<usize>>,
    to: HashMap<ItemId, Vec<usize>>,
}

/// More lines than this are only counted.
pub const CHAINS: usize = 50_000;

/// What hangs on an item.
#[derive(Debug, Clone, Default)]
pub struct Impact {
    /// Items that serve it, wait for it or use it, directly or not, depth first: depth from 1, item, by which link.
    pub hanging: Vec<(usize, ItemId, Relation)>,
    /// Needs and goals that no task would reach without it.
    pub uncovered: Vec<ItemId>,
    /// Tasks that would reach no need and no goal without it.
    pub orphaned: Vec<ItemId>,
}

impl Trace {
    /// The trace of a plan. The words tell which items name a resource without its id.
    pub fn of(plan: &Plan, vocabulary: &Vocabulary) -> Self {
        let mut trace = Self::default();
        trace.collect(plan);
        trace.connect(plan, vocabulary);
        trace.judge();
        (trace.chains, trace.more_chains) = trace.line_up();
        trace
    }

    /// The entry of an item.
    pub fn entry(&self, item: ItemId) -> Option<&Traced> {
        self.by_item.get(&item).and_then(|at| self.items.get(*at))
    }

    /// The state of a line: that of its task, goal or need which is not covered; without a task also of a measure or
    /// resource.
    pub fn state_of(&self, chain: &Chain) -> LinkState {
        let apart = [chain.measures.first(), chain.resources.first()].into_iter().flatten();
        let apart = apart.copied().filter(|_| chain.task.is_none());
        let ids = [chain.task, chain.goal, chain.need].into_iter().flatten().chain(apart);
        let mut states = ids.filter_map(|id| self.entry(id)).map(|one| one.state);
        states.find(|state| *state != LinkState::Covered).unwrap_or(LinkState::Covered)
    }

    /// How many items of a stage are in a state.
    pub fn count(&self, stage: Stage, state: LinkState) -> usize {
        self.items.iter().filter(|one| (one.stage, one.state) == (stage, state)).count()
    }

    fn collect(&mut self, plan: &Plan) {
        for (id, item) in plan.items() {
            let linked = || plan.links_from(id).next().is_some() || plan.links_to(id).next().is_some();
            // What is only running text, or a problem, is an item where something links it.
            let doubtful = item.confidence == Confidence::Prose || item.problem;
            let Some(stage) = Stage::of(item.kind) else { continue };
            if item.repeats.is_some() || item.state == State::Excluded || (doubtful && !linked()) {
                continue;
            }
            self.by_item.insert(id, self.items.len());
            self.items.push(Traced { item: id, stage, state: LinkState::Covered });
        }
    }

    fn connect(&mut self, plan: &Plan, vocabulary: &Vocabulary) {
        let main = |id: ItemId| plan.item(id).repeats.unwrap_or(id);
        let mut seen: HashSet<(ItemId, Option<ItemId>, Relation, u32)> = HashSet::new();
        let mut steps = Vec::new();
        for link in &plan.links {
            let (from, to) = (main(link.from), link.to.map(main));
            let known = self.by_item.contains_key(&from) && to.is_none_or(|to| self.by_item.contains_key(&to));
            if !known || to == Some(from) {
                continue;
            }
            // Two unknown ids are two links.
            let place = if to.is_none() { link.span.start } else { 0 };
            if seen.insert((from, to, link.relation, place)) {
                steps.push(Step { from, to, relation: link.relation, span: link.span, cyclic: false });
            }
        }
        let resources: Vec<ItemId> =
            self.items.iter().filter(|one| one.stage == Stage::Resource).map(|one| one.item).collect();
        if !resources.is_empty() {
            let likenesses = Likenesses::new(plan);
            for resource in resources {
                for &from in likenesses.naming(plan, vocabulary, resource) {
                    let from = main(from);
                    let stage = self.entry(from).map(|one| one.stage);
                    if matches!(stage, Some(Stage::Task | Stage::Measure))
                        && seen.insert((from, Some(resource), Relation::Reuses, 0))
                    {
                        let span = plan.item(from).title;
                        steps.push(Step { from, to: Some(resource), relation: Relation::Reuses, span, cyclic: false });
                    }
                }
            }
        }
        // A mention says nothing where a link says more.
        let said: HashSet<(ItemId, Option<ItemId>)> =
            steps.iter().filter(|s| s.relation != Relation::Mentions).map(|s| (s.from, s.to)).collect();
        steps.retain(|s| s.relation != Relation::Mentions || !said.contains(&(s.from, s.to)));
        for relation in [Relation::Serves, Relation::DependsOn] {
            let circles = circles(&self.by_item, &steps, relation);
            for step in steps.iter_mut().filter(|step| step.relation == relation) {
                let circle = |id: Option<ItemId>| id.and_then(|id| circles.get(&id));
                step.cyclic = circle(Some(step.from)).is_some_and(|one| Some(one) == circle(step.to));
            }
        }
        for (at, step) in steps.iter().enumerate() {
            self.from.entry(step.from).or_default().push(at);
            if let Some(to) = step.to {
                self.to.entry(to).or_default().push(at);
            }
        }
        self.steps = steps;
    }

    /// The links that start at an item.
    pub fn steps_from(&self, item: ItemId) -> impl Iterator<Item = &Step> {
        self.from.get(&item).into_iter().flatten().filter_map(|at| self.steps.get(*at))
    }

    /// The links that end at an item.
    pub fn steps_to(&self, item: ItemId) -> impl Iterator<Item = &Step> {
        self.to.get(&item).into_iter().flatten().filter_map(|at| self.steps.get(*at))
    }

    fn stage(&self, item: ItemId) -> Option<Stage> {
        self.entry(item).map(|one| one.stage)
    }

    fn serves(&self, item: ItemId) -> impl Iterator<Item = ItemId> {
        self.steps_from(item).filter(|step| step.relation == Relation::Serves).filter_map(|step| step.to)
    }

    /// All that can be reached from some items by `serves`, never over `without`; they themselves not.
    fn reached(&self, from: impl Iterator<Item = ItemId>, without: Option<ItemId>) -> HashSet<ItemId> {
        let mut waiting: Vec<ItemId> = from.filter(|id| Some(*id) != without).collect();
        let mut found = HashSet::new();
        while let Some(next) = waiting.pop() {
            waiting.extend(self.serves(next).filter(|to| Some(*to) != without && found.insert(*to)));
        }
        found
    }

    /// All that reaches one of some items by `serves`, never over `without`; they themselves not.
    fn reaching(&self, to: impl Iterator<Item = ItemId>, without: Option<ItemId>) -> HashSet<ItemId> {
        let mut waiting: Vec<ItemId> = to.filter(|id| Some(*id) != without).collect();
        let mut found = HashSet::new();
        while let Some(next) = waiting.pop() {
            let steps = self.steps_to(next).filter(|step| step.relation == Relation::Serves);
            waiting.extend(steps.map(|step| step.from).filter(|from| Some(*from) != without && found.insert(*from)));
        }
        found
    }

    fn of_stages(&self, stages: &'static [Stage]) -> impl Iterator<Item = ItemId> {
        self.items.iter().filter(|one| stages.contains(&one.stage)).map(|one| one.item)
    }

    /// Needs and goals that something is done about, were one item not there. A goal is also covered by what serves a
    /// need that it comes from.
    fn covered(&self, without: Option<ItemId>) -> HashSet<ItemId> {
        let direct = self.reached(self.of_stages(&[Stage::Task, Stage::Measure]), without);
        let goals = self.of_stages(&[Stage::Goal]).filter(|goal| self.serves(*goal).any(|need| direct.contains(&need)));
        let over_needs: Vec<ItemId> = goals.collect();
        direct.into_iter().chain(over_needs).collect()
    }

    fn judge(&mut self) {
        let covered = self.covered(None);
        let serving = self.reaching(self.of_stages(&[Stage::Need, Stage::Goal]), None);
        let states: Vec<LinkState> = self
            .items
            .iter()
            .map(|one| {
                let id = one.item;
                let linked = |id| self.steps_from(id).chain(self.steps_to(id)).any(|step| step.to.is_some());
                if self.steps_from(id).chain(self.steps_to(id)).any(|step| step.cyclic) {
                    return LinkState::Cyclic;
                }
                if self.steps_from(id).any(|step| step.to.is_none()) {
                    return LinkState::Unknown;
                }
                match one.stage {
                    Stage::Need | Stage::Goal if covered.contains(&id) => LinkState::Covered,
                    Stage::Task if serving.contains(&id) => LinkState::Covered,
                    Stage::Measure | Stage::Resource if linked(id) => LinkState::Covered,
                    Stage::Need | Stage::Goal | Stage::Resource => LinkState::Uncovered,
                    Stage::Task | Stage::Measure => LinkState::Orphaned,
                }
            })
            .collect();
        for (one, state) in self.items.iter_mut().zip(states) {
            one.state = state;
        }
    }

    /// The matrix, and how many lines of it are left out.
    fn line_up(&self) -> (Vec<Chain>, usize) {
        let mut chains: BTreeSet<(Option<ItemId>, Option<ItemId>, Option<ItemId>)> = BTreeSet::new();
        let mut more = 0;
        let mut with: HashSet<ItemId> = HashSet::new();
        let mut add = |need: Option<ItemId>, goal: Option<ItemId>, task: Option<ItemId>| {
            with.extend([need, goal, task].into_iter().flatten());
            if chains.len() < CHAINS {
                chains.insert((need, goal, task));
            } else {
                more += 1;
            }
        };
        let upward = |id: ItemId| {
            let all = self.reached(std::iter::once(id), None);
            let mut all: Vec<ItemId> = all.into_iter().collect();
            all.sort();
            all
        };
        let goals_up: HashMap<ItemId, Vec<ItemId>> = self
            .of_stages(&[Stage::Goal])
            .map(|goal| {
                let needs = upward(goal).into_iter().filter(|id| self.stage(*id) == Some(Stage::Need));
                (goal, needs.collect())
            })
            .collect();
        for task in self.of_stages(&[Stage::Task]) {
            let up = upward(task);
            let of = |stage: Stage| up.iter().copied().filter(|id| self.stage(*id) == Some(stage)).collect::<Vec<_>>();
            let (goals, needs) = (of(Stage::Goal), of(Stage::Need));
            let mut over: HashSet<ItemId> = HashSet::new();
            for &goal in &goals {
                let needs = goals_up.get(&goal).map_or(&[][..], Vec::as_slice);
                over.extend(needs);
                if needs.is_empty() {
                    add(None, Some(goal), Some(task));
                }
                needs.iter().for_each(|need| add(Some(*need), Some(goal), Some(task)));
            }
            needs.iter().filter(|need| !over.contains(need)).for_each(|need| add(Some(*need), None, Some(task)));
            if goals.is_empty() && needs.is_empty() {
                add(None, None, Some(task));
            }
        }
        let open: Vec<ItemId> = self.of_stages(&[Stage::Goal]).filter(|goal| !with.contains(goal)).collect();
        for goal in open {
            let needs = goals_up.get(&goal).map_or(&[][..], Vec::as_slice);
            with.extend(needs);
            if needs.is_empty() {
                chains.insert((None, Some(goal), None));
            }
            chains.extend(needs.iter().map(|need| (Some(*need), Some(goal), None)));
        }
        chains.extend(self.of_stages(&[Stage::Need]).filter(|id| !with.contains(id)).map(|id| (Some(id), None, None)));
        (self.dress(chains), more)
    }

    /// Adds measures and resources; those that belong to no line have their own at the end.
    fn dress(&self, chains: BTreeSet<(Option<ItemId>, Option<ItemId>, Option<ItemId>)>) -> Vec<Chain> {
        let mut placed: HashSet<ItemId> = HashSet::new();
        let mut lines: Vec<Chain> = Vec::with_capacity(chains.len());
        for (need, goal, task) in chains {
            // The most special of the three takes what is linked to it.
            let at: Vec<ItemId> =
                [task, goal.filter(|_| task.is_none()), need.filter(|_| task.is_none() && goal.is_none())]
                    .into_iter()
                    .flatten()
                    .collect();
            let linked = |stage: Stage| {
                let near = at.iter().flat_map(|id| {
                    let out = self.steps_from(*id).filter_map(|step| step.to);
                    out.chain(self.steps_to(*id).map(|step| step.from))
                });
                near.filter(|id| self.stage(*id) == Some(stage)).collect::<BTreeSet<ItemId>>().into_iter().collect()
            };
            let (measures, resources): (Vec<ItemId>, Vec<ItemId>) = (linked(Stage::Measure), linked(Stage::Resource));
            placed.extend(measures.iter().chain(&resources));
            lines.push(Chain { need, goal, task, measures, resources });
        }
        // What has a need comes first.
        lines.sort_by_key(|line| {
            (line.need.is_none(), line.need, line.goal.is_none(), line.goal, line.task.is_none(), line.task)
        });
        for measure in self.of_stages(&[Stage::Measure]).filter(|id| !placed.contains(id)) {
            let up = self.reached(std::iter::once(measure), None);
            let first = |stage| up.iter().copied().filter(|id| self.stage(*id) == Some(stage)).min();
            lines.push(Chain {
                need: first(Stage::Need),
                goal: first(Stage::Goal),
                measures: vec![measure],
                ..Chain::default()
            });
        }
        let left = self.of_stages(&[Stage::Resource]).filter(|id| !placed.contains(id));
        lines.extend(left.map(|resource| Chain { resources: vec![resource], ..Chain::default() }));
        lines
    }

    /// What hangs on an item.
    pub fn impact(&self, item: ItemId) -> Impact {
        let mut impact = Impact::default();
        let mut seen = HashSet::from([item]);
        let mut path: Vec<(ItemId, Vec<(ItemId, Relation)>)> = vec![(item, self.hanging_on(item))];
        while let Some((_, waiting)) = path.last_mut() {
            let Some((next, relation)) = waiting.pop() else {
                path.pop();
                continue;
            };
            if seen.insert(next) {
                impact.hanging.push((path.len(), next, relation));
                path.push((next, self.hanging_on(next)));
            }
        }
        let (before, after) = (self.covered(None), self.covered(Some(item)));
        let lost = |id: &ItemId| *id != item && before.contains(id) && !after.contains(id);
        impact.uncovered = self.of_stages(&[Stage::Need, Stage::Goal]).filter(lost).collect();
        let targets = || self.of_stages(&[Stage::Need, Stage::Goal]);
        let (before, after) = (self.reaching(targets(), None), self.reaching(targets(), Some(item)));
        let lost = |id: &ItemId| *id != item && before.contains(id) && !after.contains(id);
        impact.orphaned = self.of_stages(&[Stage::Task]).filter(lost).collect();
        impact
    }

    /// What serves an item, waits for it or uses it, the last first.
    fn hanging_on(&self, item: ItemId) -> Vec<(ItemId, Relation)> {
        let counts = [Relation::Serves, Relation::DependsOn, Relation::Reuses];
        let steps = self.steps_to(item).filter(|step| counts.contains(&step.relation));
        let mut all: Vec<(ItemId, Relation)> = steps.map(|step| (step.from, step.relation)).collect();
        all.sort();
        all.dedup_by_key(|(id, _)| *id);
        all.reverse();
        all
    }
}

/// Of the items that lie on a cycle of one relation, the number of their cycle. After Kosaraju: what can be reached
/// from an item and reaches it again.
fn circles(items: &HashMap<ItemId, usize>, steps: &[Step], relation: Relation) -> HashMap<ItemId, usize> {
    let (mut next, mut back) = (vec![Vec::new(); items.len()], vec![Vec::new(); items.len()]);
    for step in steps.iter().filter(|step| step.relation == relation) {
        if let (Some(&from), Some(&to)) = (items.get(&step.from), step.to.and_then(|to| items.get(&to))) {
            next[from].push(to);
            back[to].push(from);
        }
    }
    let mut order = Vec::with_capacity(items.len());
    let mut seen = vec![false; items.len()];
    for start in 0..items.len() {
        let mut path = if std::mem::replace(&mut seen[start], true) { Vec::new() } else { vec![(start, 0)] };
        while let Some((node, edge)) = path.last_mut() {
            match next[*node].get(*edge) {
                Some(&to) => {
                    *edge += 1;
                    if !std::mem::replace(&mut seen[to], true) {
                        path.push((to, 0));
                    }
                }
                None => {
                    order.push(*node);
                    path.pop();
                }
            }
        }
    }
    let mut group = vec![usize::MAX; items.len()];
    let mut size = vec![0usize; items.len()];
    for &start in order.iter().rev() {
        let mut waiting = if group[start] == usize::MAX { vec![start] } else { Vec::new() };
        while let Some(node) = waiting.pop() {
            if group[node] == usize::MAX {
                group[node] = start;
                size[start] += 1;
                waiting.extend(back[node].iter().filter(|from| group[**from] == usize::MAX));
            }
        }
    }
    items.iter().filter(|(_, at)| size[group[**at]] > 1).map(|(id, at)| (*id, group[*at])).collect()
}
