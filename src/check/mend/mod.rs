//! Mends: what an author may do about a finding. Each is offered, none is taken by itself: it needs a choice, or
//! words that only the author has.
//!
//! What is offered follows from the rule: a rule that asks for a field offers the field, one that asks for a
//! link offers what is most like the item, one that misses a section offers a skeleton.

mod field;
mod item;
mod link;
mod offer;
mod section;
mod silence;
mod table;
mod words;

pub use offer::Mend;
pub use words::{field_label, heading};

use super::finding::{Finding, SubjectRef};
use crate::plan::{FieldName, ItemId, ItemKind, Language, Plan, SectionKind};
use crate::rules::{Condition, FieldPath, Kind, Rule, RuleSet, Tie};

/// What may be done about a finding, the likeliest first; titles in `language`.
pub fn mends(plan: &Plan, finding: &Finding, rules: &RuleSet, language: Language) -> Vec<Mend> {
    let mut all = Vec::new();
    let Some(rule) = rules.find(&finding.code) else { return all };
    let item = subject(plan, finding);
    if let Some(item) = item {
        if asks_for_link(rule) {
            all.extend(link::links(plan, item, language));
            all.extend(link::need_created(plan, item, language));
        }
        if &*rule.name == "need-without-task" {
            all.extend(link::tasks_linked(plan, item, language));
        }
        if plan.item(item).kind == ItemKind::Need && &*rule.name == "technology-as-need" {
            all.extend(item::moved_to_tasks(plan, item, language));
        }
        for name in fields_asked(rule) {
            if plan.field(Some(item), name).is_none_or(|field| matches!(field.read, crate::plan::Value::Empty)) {
                all.extend(field::offered(plan, item, name, language));
            }
        }
    }
    if item.is_none() && matches!(finding.subject, SubjectRef::Plan) {
        for name in plan_fields_asked(rule) {
            all.extend(section::plan_field(plan, name, language));
        }
        for kind in sections_asked(rule) {
            all.extend(section::section(plan, kind, language));
        }
    }
    all.extend(silence::silenced(plan, finding, language));
    all
}

/// The item that a finding is about.
fn subject(plan: &Plan, finding: &Finding) -> Option<ItemId> {
    let SubjectRef::Item { kind, .. } = &finding.subject else { return None };
    let of_kind = plan.items().filter(|(_, item)| item.kind == *kind && item.repeats.is_none());
    let mut holding: Vec<(ItemId, u32)> =
        of_kind.filter(|(_, item)| item.span.contains(finding.span)).map(|(id, item)| (id, item.span.len())).collect();
    holding.sort_by_key(|&(_, len)| len);
    holding.first().map(|&(id, _)| id)
}

/// The conditions that a rule asks its subject to keep.
fn required(rule: &Rule) -> Vec<&Condition> {
    let mut all = Vec::new();
    if let Some(require) = &rule.require {
        require.walk(&mut |condition| all.push(condition));
    }
    all
}

fn asks_for_link(rule: &Rule) -> bool {
    required(rule).iter().any(|condition| match condition {
        Condition::Count(count) => matches!(count.of.tie, Some(Tie::Serves | Tie::Reaches)),
        _ => false,
    })
}

/// The fields of its subject that a rule asks for; what it serves is offered as a link.
fn fields_asked(rule: &Rule) -> Vec<FieldName> {
    let mut names: Vec<FieldName> = Vec::new();
    for condition in required(rule) {
        let Condition::Field(tests) = condition else { continue };
        for (path, _) in tests {
            if let FieldPath::Own(name) = path
                && *name != FieldName::Serves
                && !names.contains(name)
            {
                names.push(*name);
            }
        }
    }
    names
}

fn plan_fields_asked(rule: &Rule) -> Vec<FieldName> {
    let mut names: Vec<FieldName> = Vec::new();
    for condition in required(rule) {
        let Condition::Field(tests) = condition else { continue };
        for (path, _) in tests {
            let (FieldPath::Own(name) | FieldPath::Plan(name)) = path else { continue };
            if !names.contains(name) {
                names.push(*name);
            }
        }
    }
    names
}

/// The kinds of sections by which a plan would keep a rule about something missing.
fn sections_asked(rule: &Rule) -> Vec<SectionKind> {
    let mut kinds: Vec<SectionKind> = Vec::new();
    if !rule.is_missing() {
        return kinds;
    }
    for condition in required(rule) {
        let Condition::Count(count) = condition else { continue };
        for kind in &count.of.kinds {
            let kind = match kind {
                Kind::Section(kind) => Some(*kind),
                Kind::Evidence(name) => SectionKind::from_name(name),
                Kind::Item(ItemKind::Need) => Some(SectionKind::Needs),
                Kind::Item(ItemKind::Goal) => Some(SectionKind::Goals),
                Kind::Item(ItemKind::Task) => Some(SectionKind::Tasks),
                Kind::Item(ItemKind::Measure) => Some(SectionKind::Measures),
                _ => None,
            };
            if let Some(kind) = kind.filter(|kind| !kinds.contains(kind)) {
                kinds.push(kind);
            }
        }
    }
    kinds
}
