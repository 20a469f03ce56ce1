//! What is shown of an item: its words and values as text, its place, how it is linked.

use super::clean::{one_line, unmarked};
use super::facts::{keys, value};
use super::place::{path, range};
use crate::check::{LinkState, Stage, Trace};
use crate::plan::{FieldName, ItemId, ItemKind, Plan, State, Value};
use crate::workspace::Report;

/// An item as people read it.
#[derive(Debug, Clone)]
pub(super) struct Card {
    /// The item.
    pub item: ItemId,
    /// Its id, else its kind and number.
    pub key: String,
    /// Its id as written.
    pub id: Option<String>,
    pub kind: ItemKind,
    pub title: String,
    /// Where it stands in the trace, and how it is linked.
    pub traced: Option<(Stage, LinkState)>,
    pub done: bool,
    pub owner: Option<String>,
    pub phase: Option<String>,
    pub start: Option<String>,
    pub due: Option<String>,
    pub budget: Option<String>,
    pub priority: Option<String>,
    pub path: String,
    pub line: u32,
}

impl Card {
    /// `N1 Builders wait 38 days`
    pub fn name(&self) -> String {
        self.id.as_ref().map_or_else(|| self.title.clone(), |id| format!("{id} {}", self.title))
    }

    /// The id, else the title.
    pub fn short(&self) -> &str {
        self.id.as_deref().unwrap_or(&self.title)
    }

    /// How it is linked.
    pub fn state(&self) -> Option<LinkState> {
        self.traced.map(|(_, state)| state)
    }
}

/// The value of an item's field as it is written; none where it says nothing.
pub(super) fn said(plan: &Plan, item: ItemId, name: FieldName) -> Option<String> {
    let field = plan.field(Some(item), name).filter(|field| !matches!(field.read, Value::Empty))?;
    Some(value(plan.text(field.value))).filter(|text| !text.is_empty())
}

/// The cards of a plan's items, in order; repeated definitions and excluded items have none.
pub(super) fn cards(report: &Report, plan: &Plan, trace: &Trace) -> Vec<Card> {
    let keys = keys(plan);
    let shown = plan.items().filter(|(_, item)| item.repeats.is_none() && item.state != State::Excluded);
    shown
        .map(|(id, _)| Card {
            key: keys.get(id.at()).cloned().unwrap_or_default(),
            traced: trace.entry(id).map(|one| (one.stage, one.state)),
            ..card(report, plan, id)
        })
        .collect()
}

/// The card of one item, without key and trace.
pub(super) fn card(report: &Report, plan: &Plan, id: ItemId) -> Card {
    let item = plan.item(id);
    let said = |name| said(plan, id, name);
    Card {
        item: id,
        key: String::new(),
        id: item.id.as_ref().map(|id| one_line(plan.text(id.span))),
        kind: item.kind,
        title: unmarked(&one_line(plan.text(item.title))),
        traced: None,
        done: item.state == State::Done,
        owner: said(FieldName::Owner),
        phase: said(FieldName::Phase),
        start: said(FieldName::Start),
        due: said(FieldName::Due),
        budget: said(FieldName::Budget),
        priority: said(FieldName::Priority),
        path: path(report, plan, item.title),
        line: range(report, plan, item.title).start.line,
    }
}
