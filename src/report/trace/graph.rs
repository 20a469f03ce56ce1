//! The trace as a graph, for Mermaid and for Graphviz.

use super::super::card::Card;
use super::super::words;
use super::view::{PlanTrace, Traces};
use crate::check::{LinkState, Stage, Step};
use crate::plan::{Language, Relation};
use std::collections::HashMap;
use std::io;

/// Titles are cut after so many characters: a node is no page.
const TITLE: usize = 48;

/// Colours of a state: fill, line, both with dark letters.
fn colors(state: LinkState) -> (&'static str, &'static str) {
    match state {
        LinkState::Covered => ("#e7f4ec", "#2f855a"),
        LinkState::Uncovered => ("#fdf1dc", "#b7791f"),
        LinkState::Orphaned => ("#fdf1dc", "#b7791f"),
        LinkState::Unknown => ("#fde8e6", "#c53030"),
        LinkState::Cyclic => ("#fde8e6", "#c53030"),
    }
}

fn label(card: &Card) -> String {
    let title: String = card.title.chars().take(TITLE).collect();
    let more = if card.title.chars().count() > TITLE { "…" } else { "" };
    card.id.as_ref().map_or_else(|| format!("{title}{more}"), |id| format!("{id} {title}{more}"))
}

/// What an arrow is called; serving goes without saying.
fn arrow(relation: Relation, language: Language) -> Option<&'static str> {
    (relation != Relation::Serves).then(|| relation.word(language))
}

/// A graph with numbered nodes.
struct Graph<'p> {
    nodes: Vec<(&'p Card, usize)>,
    /// From, to, relation, cyclic.
    edges: Vec<(usize, usize, &'p Step)>,
    /// From, node, id.
    unknown: Vec<(usize, usize, &'p str)>,
}

impl<'p> Graph<'p> {
    /// Nodes are numbered from `first` on.
    fn new(plan: &'p PlanTrace<'p>, first: usize) -> Self {
        let nodes: Vec<(&Card, usize)> = plan.shown().enumerate().map(|(at, card)| (card, first + at)).collect();
        let numbers: HashMap<_, usize> = nodes.iter().map(|(card, number)| (card.item, *number)).collect();
        let mut edges = Vec::new();
        let mut unknown = Vec::new();
        for step in plan.steps() {
            let Some(&from) = numbers.get(&step.from) else { continue };
            match step.to {
                Some(to) => edges.extend(numbers.get(&to).map(|&to| (from, to, step))),
                None => unknown.push((from, first + nodes.len() + unknown.len(), plan.plan.text(step.span))),
            }
        }
        Self { nodes, edges, unknown }
    }

    fn next(&self) -> usize {
        self.nodes.last().map_or(0, |(_, number)| number + 1) + self.unknown.len()
    }
}

/// Writes a flowchart for Mermaid; from needs on the right to tasks on the left point the arrows of serving.
///
/// # Errors
/// Those of `out`.
pub fn trace_mermaid(traces: &Traces<'_>, language: Language, out: &mut dyn io::Write) -> io::Result<()> {
    // Inside quotes Mermaid knows entities, and no other way to write what it would read as its own.
    let escape = |text: &str| {
        let mut escaped = String::with_capacity(text.len());
        for c in text.chars() {
            match c {
                '"' | '#' | '&' | '<' | '>' | '`' | '\\' | ';' | '[' | ']' | '{' | '}' | '|' | '*' | '_' => {
                    escaped.push_str(&format!("#{};", c as u32));
                }
                c => escaped.push(c),
            }
        }
        escaped
    };
    writeln!(out, "flowchart LR")?;
    let mut first = 0;
    for (number, plan) in traces.plans.iter().enumerate() {
        let graph = Graph::new(plan, first);
        first = graph.next();
        writeln!(out, "  subgraph p{number}[\"{}\"]", escape(&super::super::clean::one_line(&plan.plan.name)))?;
        for (card, node) in &graph.nodes {
            let (open, close) = match card.traced.map(|(stage, _)| stage) {
                Some(Stage::Need) => ("([", "])"),
                Some(Stage::Goal) => ("{{", "}}"),
                Some(Stage::Resource) => ("[(", ")]"),
                Some(Stage::Measure) => ("[/", "/]"),
                _ => ("[", "]"),
            };
            let state = card.state().map_or("covered", LinkState::name);
            writeln!(out, "    n{node}{open}\"{}\"{close}:::{state}", escape(&label(card)))?;
        }
        for (_, node, id) in &graph.unknown {
            writeln!(out, "    n{node}[\"{}?\"]:::unknown", escape(id))?;
        }
        writeln!(out, "  end")?;
        for (from, to, step) in &graph.edges {
            match arrow(step.relation, language) {
                Some(name) => writeln!(out, "  n{from} -.->|\"{}\"| n{to}", escape(name))?,
                None => writeln!(out, "  n{from} --> n{to}")?,
            }
        }
        for (from, node, _) in &graph.unknown {
            writeln!(out, "  n{from} -.-> n{node}")?;
        }
    }
    for state in LinkState::ALL {
        let (fill, line) = colors(state);
        writeln!(out, "  classDef {} fill:{fill},stroke:{line},color:#1a202c", state.name())?;
    }
    Ok(())
}

/// Writes a graph for Graphviz.
///
/// # Errors
/// Those of `out`.
pub fn trace_dot(traces: &Traces<'_>, language: Language, out: &mut dyn io::Write) -> io::Result<()> {
    let escape = |text: &str| super::super::clean::one_line(text).replace('\\', "\\\\").replace('"', "\\\"");
    writeln!(out, "digraph trace {{")?;
    writeln!(out, "  rankdir=LR;")?;
    writeln!(out, "  node [shape=box, style=\"filled,rounded\", fontname=\"Helvetica, Noto Sans CJK SC\"];")?;
    let mut first = 0;
    for (number, plan) in traces.plans.iter().enumerate() {
        let graph = Graph::new(plan, first);
        first = graph.next();
        writeln!(out, "  subgraph cluster_{number} {{")?;
        writeln!(out, "    label=\"{}\";", escape(&plan.plan.name))?;
        for (card, node) in &graph.nodes {
            let state = card.state().unwrap_or(LinkState::Covered);
            let (fill, line) = colors(state);
            let shape = match card.traced.map(|(stage, _)| stage) {
                Some(Stage::Need) => "ellipse",
                Some(Stage::Goal) => "hexagon",
                Some(Stage::Resource) => "cylinder",
                Some(Stage::Measure) => "parallelogram",
                _ => "box",
            };
            writeln!(
                out,
                "    n{node} [label=\"{}\", tooltip=\"{}\", shape={shape}, fillcolor=\"{fill}\", color=\"{line}\"];",
                escape(&label(card)),
                words::link_state(state, language),
            )?;
        }
        for (_, node, id) in &graph.unknown {
            let (fill, line) = colors(LinkState::Unknown);
            writeln!(out, "    n{node} [label=\"{}?\", fillcolor=\"{fill}\", color=\"{line}\"];", escape(id))?;
        }
        writeln!(out, "  }}")?;
        for (from, to, step) in &graph.edges {
            let color = if step.cyclic { "#c53030" } else { "#4a5568" };
            match arrow(step.relation, language) {
                Some(name) => {
                    writeln!(out, "  n{from} -> n{to} [label=\"{}\", style=dashed, color=\"{color}\"];", escape(name))?;
                }
                None => writeln!(out, "  n{from} -> n{to} [color=\"{color}\"];")?,
            }
        }
        for (from, node, _) in &graph.unknown {
            writeln!(out, "  n{from} -> n{node} [style=dashed, color=\"#c53030\"];")?;
        }
    }
    writeln!(out, "}}")
}
