//! Links: to what is most like the item. The author chooses.

use super::field::field_added;
use super::item::need_to_write;
use super::offer::Mend;
use crate::check::message::quote;
use crate::lexicon::{fold, is_han};
use crate::plan::{FieldName, ItemId, ItemKind, Language, Plan};
use std::collections::HashSet;

/// At most so many candidates are offered.
const OFFERED: usize = 5;

/// Offers to say what an item serves: the needs (then goals) most like it.
pub(super) fn links(plan: &Plan, item: ItemId, language: Language) -> Vec<Mend> {
    let kinds: &[ItemKind] = match plan.item(item).kind {
        ItemKind::Goal => &[ItemKind::Need, ItemKind::Requirement],
        _ => &[ItemKind::Need, ItemKind::Requirement, ItemKind::Goal],
    };
    ranked(plan, item, kinds).into_iter().filter_map(|target| link(plan, item, target, language)).collect()
}

/// Offers to let a task serve a need that no task serves.
pub(super) fn tasks_linked(plan: &Plan, need: ItemId, language: Language) -> Vec<Mend> {
    ranked(plan, need, &[ItemKind::Task]).into_iter().filter_map(|task| link(plan, task, need, language)).collect()
}

fn link(plan: &Plan, from: ItemId, to: ItemId, language: Language) -> Option<Mend> {
    let name = |item: ItemId| plan.item(item).id.as_ref().map(|id| plan.text(id.span).to_owned());
    let (id, words) = (name(to)?, quote(plan.text(plan.item(to).title)));
    let (edits, _) = field_added(plan, from, FieldName::Serves, &id)?;
    let who = name(from).unwrap_or_else(|| quote(plan.text(plan.item(from).title)));
    let title = match language {
        Language::En => format!("{who} serves {id} “{words}”"),
        Language::Zh => format!("{who}对应{id}“{words}”"),
    };
    Some(Mend { title, edits, write: None })
}

/// Offers to write down the need that an item serves.
pub(super) fn need_created(plan: &Plan, item: ItemId, language: Language) -> Option<Mend> {
    let new = need_to_write(plan)?;
    let (mut edits, _) = field_added(plan, item, FieldName::Serves, &new.id)?;
    if edits.iter().any(|(span, _)| span.file == new.edit.0.file && span.start == new.edit.0.start) {
        return None;
    }
    edits.push(new.edit);
    let title = match language {
        Language::En => format!("Create the need {} for it", new.id),
        Language::Zh => format!("新建需求{}并与之对应", new.id),
    };
    let write = Some((edits.len() - 1, new.title));
    Some(Mend { title, edits, write })
}

/// Items of some kinds that have ids, the most like one first; in document order where nothing is alike.
fn ranked(plan: &Plan, item: ItemId, kinds: &[ItemKind]) -> Vec<ItemId> {
    let words = |item: ItemId| signs(plan.text(plan.item(item).title));
    let own = words(item);
    let linked: HashSet<ItemId> = plan.links_from(item).filter_map(|l| l.to).collect();
    let mut all: Vec<(usize, f64, ItemId)> = plan
        .items()
        .filter(|(id, one)| *id != item && one.id.is_some() && one.repeats.is_none() && !linked.contains(id))
        .filter_map(|(id, one)| {
            let kind = kinds.iter().position(|kind| *kind == one.kind)?;
            let other = words(id);
            let both = own.intersection(&other).count() as f64;
            let likeness = 2.0 * both / (own.len() + other.len()).max(1) as f64;
            Some((kind, likeness, id))
        })
        .collect();
    all.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)).then(a.2.cmp(&b.2)));
    all.into_iter().take(OFFERED).map(|(.., id)| id).collect()
}

/// What a title is compared by: its words by their first letters, and pairs of Han characters.
fn signs(text: &str) -> HashSet<String> {
    let folded = fold(text);
    let mut found: HashSet<String> = HashSet::new();
    for word in folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let han: Vec<char> = word.chars().filter(|c| is_han(*c)).collect();
        if han.is_empty() {
            if word.chars().count() > 3 {
                found.insert(word.chars().take(5).collect());
            }
            continue;
        }
        found.extend(han.windows(2).map(|pair| pair.iter().collect::<String>()));
    }
    found
}
