//! Where a violation is shown.

use super::members::members;
use super::scene::{Scene, Subject};
use super::verdict::Violation;
use crate::plan::*;
use crate::rules::*;
use crate::text::Span;

/// Where a violation stands.
pub(super) fn place(scene: &Scene<'_>, rule: &Rule, violation: &Violation) -> Option<Span> {
    violation.at.or_else(|| own_place(scene, rule, violation))
}

/// Where a violation would stand if it stood for none but itself.
pub(super) fn own_place(scene: &Scene<'_>, rule: &Rule, violation: &Violation) -> Option<Span> {
    let plan = scene.plan;
    if let Some(problem) = violation.problem.and_then(|at| plan.facts.problems.get(at)) {
        return Some(problem.span);
    }
    let subject = &violation.subject;
    let anchored = match &rule.at {
        None | Some(Anchor::Title) => None,
        Some(Anchor::Text) => violation.trace.words.first().map(|w| w.0),
        Some(Anchor::Field(name)) => {
            let item = if let Subject::Item(id) = subject { Some(*id) } else { None };
            plan.field(item, *name).filter(|f| !f.value.is_empty()).map(|f| f.value)
        }
        Some(Anchor::Plan(name)) => plan_field(plan, *name),
        Some(Anchor::Counted) => violation.trace.counted.first().and_then(|s| subject_place(scene, s)),
        Some(Anchor::Section(set)) => {
            let found = members(scene, rule, set, subject, false);
            found.first().and_then(|s| subject_place(scene, s))
        }
    };
    anchored.or_else(|| subject_place(scene, subject))
}

/// The place of a subject: of a plan its title, of a section its heading, of an item its id and title.
pub(super) fn subject_place(scene: &Scene<'_>, subject: &Subject) -> Option<Span> {
    let plan = scene.plan;
    match subject {
        Subject::Item(id) => Some(item_place(scene, plan.item(*id))),
        Subject::Elsewhere(there) => scene.neighbours.plan(there.plan).map(|plan| plan.item(there.item).title),
        Subject::Plan => Some(plan.title()),
        other => scene.region(other, Region::Title).first().copied(),
    }
}

/// Id and title together where nothing but a mark stands between them, else the title.
fn item_place(scene: &Scene<'_>, item: &Item) -> Span {
    let Some(id) = item.id.as_ref().filter(|id| id.span.file == item.title.file && id.span.end <= item.title.start)
    else {
        return item.title;
    };
    let between = scene.text(item.title.with(id.span.end, item.title.start));
    // In YAML a key stands between them: `- id: T6`, and `title: …` on the next line.
    let key = item.form == Form::Yaml && between.matches('\n').count() == 1 && between.trim_end().ends_with(':');
    let near = !between.contains(['\n', '\r'])
        && between.matches('|').count() <= 1
        && !between.chars().any(char::is_alphanumeric)
        || key;
    if near { id.span.to(item.title) } else { item.title }
}

/// The place of a field of the plan, if it says it.
pub(super) fn plan_field(plan: &Plan, name: FieldName) -> Option<Span> {
    match (name, &plan.horizon) {
        (FieldName::Horizon, Some(horizon)) => Some(horizon.span),
        _ => plan.field(None, name).map(|f| f.value),
    }
}
