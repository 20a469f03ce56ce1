//! The trace as a picture: a column a stage, needs at the left; lines go from what serves to what it serves.

use super::both::Both;
use crate::check::{LinkState, Stage, Trace};
use crate::plan::{ItemId, Relation};
use crate::report::card::Card;
use crate::report::words;
use std::collections::HashMap;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// What the template draws.
#[derive(Debug, Clone, Default)]
pub(super) struct Graph {
    pub width: usize,
    pub height: usize,
    pub columns: Vec<Column>,
    pub nodes: Vec<Node>,
    pub edges: Vec<Edge>,
    /// Items that are not drawn.
    pub left_out: usize,
}

#[derive(Debug, Clone)]
pub(super) struct Column {
    pub name: Both,
    pub x: usize,
}

#[derive(Debug, Clone)]
pub(super) struct Node {
    pub number: usize,
    pub column: usize,
    pub x: usize,
    pub y: usize,
    /// Its id, and as much of its title as there is room for.
    pub id: String,
    pub short: String,
    pub title: String,
    pub owner: String,
    pub state: &'static str,
    pub said: Both,
}

#[derive(Debug, Clone)]
pub(super) struct Edge {
    pub from: usize,
    pub to: usize,
    pub relation: &'static str,
    pub cyclic: bool,
    pub path: String,
}

/// Sizes of the picture; the script knows them too, from the attributes of the picture.
pub(super) const STEP: usize = 40;
pub(super) const NODE: (usize, usize) = (236, 30);
const GAP: usize = 74;
const TOP: usize = 40;
/// So many columns of text fit into a node.
const TEXT: usize = 30;
/// More items than this are no picture any more.
const NODES: usize = 1_200;

/// The picture of a trace; none where nothing is linked.
pub(super) fn graph(trace: &Trace, cards: &HashMap<ItemId, &Card>) -> Option<Graph> {
    if trace.steps.iter().all(|step| step.to.is_none()) {
        return None;
    }
    let drawn: Vec<(&Card, Stage, LinkState)> = trace
        .items
        .iter()
        .take(NODES)
        .filter_map(|one| cards.get(&one.item).map(|card| (*card, one.stage, one.state)))
        .collect();
    let column_of = |stage: Stage| usize::min(stage as usize, 3);
    let mut used: Vec<usize> = drawn.iter().map(|(_, stage, _)| column_of(*stage)).collect();
    used.sort_unstable();
    used.dedup();
    let place = |stage: Stage| used.iter().position(|one| *one == column_of(stage)).unwrap_or(0);
    let numbers: HashMap<ItemId, usize> = drawn.iter().enumerate().map(|(at, (card, ..))| (card.item, at)).collect();
    let links: Vec<(usize, usize, Relation, bool)> = trace
        .steps
        .iter()
        .filter_map(|step| Some((*numbers.get(&step.from)?, *numbers.get(&step.to?)?, step.relation, step.cyclic)))
        .collect();
    let columns: Vec<usize> = drawn.iter().map(|(_, stage, _)| place(*stage)).collect();
    let rows = rows(&columns, used.len(), &links);
    let x = |column: usize| 8 + column * (NODE.0 + GAP);
    let y = |row: usize| TOP + row * STEP;
    let nodes: Vec<Node> = drawn
        .iter()
        .enumerate()
        .map(|(number, (card, _, state))| {
            let id = card.id.clone().unwrap_or_default();
            let room = TEXT.saturating_sub(if id.is_empty() { 0 } else { id.width() + 1 });
            Node {
                number,
                column: columns[number],
                x: x(columns[number]),
                y: y(rows[number]),
                short: fit(&card.title, room),
                title: card.title.clone(),
                owner: card.owner.clone().unwrap_or_default(),
                id,
                state: state.name(),
                said: Both::each(|language| words::link_state(*state, language).to_owned()),
            }
        })
        .collect();
    let edges = links
        .iter()
        .map(|&(from, to, relation, cyclic)| Edge {
            from,
            to,
            relation: relation.name(),
            cyclic,
            path: curve((nodes[from].x, nodes[from].y), (nodes[to].x, nodes[to].y)),
        })
        .collect();
    let names = |column: usize| {
        let stages = Stage::ALL.into_iter().filter(|stage| column_of(*stage) == column);
        let stages: Vec<Stage> = stages.filter(|stage| drawn.iter().any(|(_, one, _)| one == stage)).collect();
        Both::each(|language| stages.iter().map(|s| words::stage(*s, language)).collect::<Vec<_>>().join(" · "))
    };
    Some(Graph {
        width: x(used.len().saturating_sub(1)) + NODE.0 + 24,
        height: y(rows.iter().max().map_or(0, |row| row + 1)) + 8,
        columns: used.iter().enumerate().map(|(at, column)| Column { name: names(*column), x: x(at) }).collect(),
        nodes,
        edges,
        left_out: trace.items.len() - drawn.len(),
    })
}

/// The row of every node in its column: near what it is linked to in the column before.
fn rows(columns: &[usize], count: usize, links: &[(usize, usize, Relation, bool)]) -> Vec<usize> {
    let mut row = vec![0usize; columns.len()];
    let mut near: Vec<Vec<usize>> = vec![Vec::new(); columns.len()];
    for &(from, to, ..) in links {
        near[from].push(to);
        near[to].push(from);
    }
    for column in 0..count {
        let mut all: Vec<usize> = (0..columns.len()).filter(|at| columns[*at] == column).collect();
        let wish = |at: usize| {
            let before: Vec<usize> =
                near[at].iter().filter(|other| columns[**other] < column).map(|o| row[*o]).collect();
            if before.is_empty() { f64::MAX } else { before.iter().sum::<usize>() as f64 / before.len() as f64 }
        };
        let mut keyed: Vec<(f64, usize)> = all.drain(..).map(|at| (wish(at), at)).collect();
        keyed.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        for (number, (_, at)) in keyed.into_iter().enumerate() {
            row[at] = number;
        }
    }
    row
}

/// A line between two nodes; within a column it goes around at the right.
fn curve(from: (usize, usize), to: (usize, usize)) -> String {
    let middle = NODE.1 / 2;
    let (y1, y2) = (from.1 + middle, to.1 + middle);
    if from.0 == to.0 {
        let right = from.0 + NODE.0;
        return format!("M{right} {y1}C{} {y1} {} {y2} {right} {y2}", right + 48, right + 48);
    }
    let (x1, x2) = if from.0 > to.0 { (from.0, to.0 + NODE.0) } else { (from.0 + NODE.0, to.0) };
    let half = usize::midpoint(x1, x2);
    format!("M{x1} {y1}C{half} {y1} {half} {y2} {x2} {y2}")
}

/// As much of a text as fits into so many columns.
fn fit(text: &str, columns: usize) -> String {
    if text.width() <= columns {
        return text.to_owned();
    }
    let mut short = String::new();
    let mut used = 1;
    for c in text.chars() {
        used += c.width().unwrap_or(0);
        if used > columns {
            break;
        }
        short.push(c);
    }
    short.push('…');
    short
}
