//! Tasks that several plans of a workspace state.

use super::likeness::content_words;
use crate::lexicon::Vocabulary;
use crate::plan::*;
use std::collections::BTreeMap;

/// Tasks that say the same in different plans (the same content words, in any order and inflection), by their first place:
/// number of the plan, item. Tasks that only one plan states twice are the matter of a rule.
pub fn duplicates(plans: &[&Plan], vocabulary: &Vocabulary) -> Vec<Vec<(usize, ItemId)>> {
    let mut by_words: BTreeMap<Vec<Box<str>>, Vec<(usize, ItemId)>> = BTreeMap::new();
    for (number, plan) in plans.iter().enumerate() {
        for (id, item) in plan.items() {
            let stated = item.kind == ItemKind::Task
                && item.state == State::Open
                && item.repeats.is_none()
                && item.confidence != Confidence::Prose;
            if !stated {
                continue;
            }
            let words = content_words(plan, vocabulary, item);
            // One short word is no task.
            if words.len() > 1 || words.first().is_some_and(|word| word.chars().count() >= 4) {
                by_words.entry(words).or_default().push((number, id));
            }
        }
    }
    let several = |all: &Vec<(usize, ItemId)>| all.iter().any(|(number, _)| *number != all[0].0);
    let mut found: Vec<Vec<(usize, ItemId)>> = by_words.into_values().filter(several).collect();
    found.sort();
    found
}
