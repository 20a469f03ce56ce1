//! The trace as a table.

use super::both::Both;
use crate::check::{LinkState, Stage, Trace};
use crate::plan::ItemId;
use crate::report::card::Card;
use crate::report::words;
use std::collections::{BTreeSet, HashMap};

/// What the template shows.
#[derive(Debug, Clone, Default)]
pub(super) struct Matrix {
    pub rows: Vec<Row>,
    pub more: usize,
    pub owners: Vec<String>,
    pub phases: Vec<String>,
    /// How many items of each stage are in each state, where there are any.
    pub counts: Vec<Count>,
}

#[derive(Debug, Clone)]
pub(super) struct Row {
    pub need: String,
    pub goal: String,
    pub task: String,
    pub with: String,
    pub owner: String,
    pub phase: String,
    pub due: String,
    pub state: &'static str,
    pub said: Both,
}

#[derive(Debug, Clone)]
pub(super) struct Count {
    pub stage: Both,
    pub all: usize,
    pub states: Vec<State>,
}

#[derive(Debug, Clone)]
pub(super) struct State {
    pub name: &'static str,
    pub said: Both,
    pub count: usize,
    pub percent: String,
    /// Where its part of the bar begins.
    pub x: String,
}

/// At most so many lines are written into a page.
const ROWS: usize = 3_000;

/// The table of a trace.
pub(super) fn matrix(trace: &Trace, cards: &HashMap<ItemId, &Card>) -> Matrix {
    let card = |id: Option<ItemId>| id.and_then(|id| cards.get(&id)).copied();
    let name = |id: Option<ItemId>| card(id).map_or_else(|| "–".to_owned(), Card::name);
    let rows: Vec<Row> = trace
        .chains
        .iter()
        .take(ROWS)
        .map(|chain| {
            let with = chain.measures.iter().chain(&chain.resources);
            let bearer = card(chain.task.or(chain.goal).or(chain.need).or(with.clone().next().copied()));
            let of =
                |value: fn(&Card) -> &Option<String>| bearer.and_then(|card| value(card).clone()).unwrap_or_default();
            let state = trace.state_of(chain);
            Row {
                need: name(chain.need),
                goal: name(chain.goal),
                task: name(chain.task),
                with: with.filter_map(|id| card(Some(*id))).map(Card::name).collect::<Vec<_>>().join("; "),
                owner: of(|card| &card.owner),
                phase: of(|card| &card.phase),
                due: of(|card| &card.due),
                state: state.name(),
                said: Both::each(|language| words::link_state(state, language).to_owned()),
            }
        })
        .collect();
    let distinct = |value: fn(&Row) -> &String| {
        let all: BTreeSet<&String> = rows.iter().map(value).filter(|text| !text.is_empty()).collect();
        all.into_iter().cloned().collect()
    };
    let counts = Stage::ALL.into_iter().filter_map(|stage| {
        let all = trace.items.iter().filter(|one| one.stage == stage).count();
        let percent = |count: usize| 100.0 * count as f64 / all.max(1) as f64;
        let mut x = 0.0;
        let states = LinkState::ALL.into_iter().map(|state| (state, trace.count(stage, state)));
        let states = states.filter(|(_, count)| *count > 0).map(|(state, count)| {
            let from = x;
            x += percent(count);
            State {
                name: state.name(),
                said: Both::each(|language| words::link_state(state, language).to_owned()),
                count,
                percent: format!("{:.2}%", percent(count)),
                x: format!("{from:.2}%"),
            }
        });
        let states = states.collect();
        let stage = Both::each(|language| words::stage(stage, language).to_owned());
        (all > 0).then_some(Count { stage, all, states })
    });
    Matrix {
        more: trace.more_chains + trace.chains.len().saturating_sub(ROWS),
        owners: distinct(|row| &row.owner),
        phases: distinct(|row| &row.phase),
        counts: counts.collect(),
        rows,
    }
}
