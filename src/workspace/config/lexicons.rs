//! Lexicon files of the user: terms of their own, or a whole new language.

use super::error::{ConfigError, Faults, Text};
use crate::lexicon::LexiconFile;
use crate::plan::{FieldName, ItemKind, PlanStatus, PlanType, SectionKind, State};
use crate::rules::unknown;
use std::collections::HashSet;

/// Names of priority levels.
pub(super) const PRIORITIES: [&str; 3] = ["top", "middle", "low"];

/// Names of lists of values.
pub(super) const VALUES: [&str; 3] = ["none", "open", "answer"];

/// Headings that are known and of no kind.
pub(super) const NO_KIND: &str = "other";

/// Whether a text is the file of a lexicon and not of a rule: it names a language.
pub(super) fn is_lexicon(text: &str) -> bool {
    text.lines().any(|line| line.starts_with("language:")) && !is_rule(text)
}

/// Whether a text is the file of a rule: it has a code.
pub(super) fn is_rule(text: &str) -> bool {
    text.lines().any(|line| line.starts_with("code:"))
}

/// Reads a lexicon file.
///
/// # Errors
/// Everything that is wrong with it, each at its place.
pub(super) fn read(path: &str, bytes: Vec<u8>, known: &[String]) -> Result<LexiconFile, Vec<ConfigError>> {
    let text = Text::new(path.to_owned(), crate::text::decode(bytes).0);
    let file: LexiconFile = serde_yaml::from_str(&text.text).map_err(|error| vec![text.yaml_error(&error)])?;
    let mut errors = Faults::default();
    let mut refuse = |what: &str, word: &str, known: &[&str]| {
        errors.add(|| {
            let at = text.text.find(&format!("{word}:")).or_else(|| text.text.find(word)).unwrap_or(0);
            text.error(unknown(what, word, known.iter().copied()), (at, word.len()).into())
        });
    };
    let own: Vec<&str> = known.iter().map(String::as_str).chain(file.lexicons.keys().map(String::as_str)).collect();
    let named: HashSet<&str> = own.iter().copied().collect();
    let included = file.lexicons.values().flat_map(|entry| &entry.include);
    included.filter(|name| !named.contains(name.as_str())).for_each(|name| refuse("lexicon", name, &own));
    let mut check = |what: &str, word: &str, known: &[&str]| {
        if !known.contains(&word) {
            refuse(what, word, known);
        }
    };
    let sections: Vec<&str> = SectionKind::ALL.iter().map(|k| k.name()).chain([NO_KIND]).collect();
    let items: Vec<&str> = ItemKind::ALL.iter().map(|k| k.name()).collect();
    let fields: Vec<&str> = FieldName::ALL.iter().map(|k| k.name()).collect();
    let statuses: Vec<&str> = PlanStatus::ALL.iter().map(|k| k.name()).collect();
    let states: Vec<&str> = State::ALL.iter().map(|k| k.name()).collect();
    let types: Vec<&str> = PlanType::ALL.iter().map(|k| k.name()).collect();
    file.headings.keys().for_each(|key| check("kind of section", key, &sections));
    file.columns.keys().chain(file.ids.keys()).for_each(|key| check("kind of item", key, &items));
    file.fields.keys().for_each(|key| check("field", key, &fields));
    file.statuses.keys().for_each(|key| check("status of a plan", key, &statuses));
    file.states.keys().for_each(|key| check("state of an item", key, &states));
    file.titles.types.keys().for_each(|key| check("type of plan", key, &types));
    file.priorities.keys().for_each(|key| check("priority", key, &PRIORITIES));
    file.values.keys().for_each(|key| check("list of values", key, &VALUES));
    for entry in file.lexicons.values() {
        if let Some(word) = &entry.inflect {
            check("way to inflect", word, &["noun", "verb", "none"]);
        }
        if let Some(word) = &entry.negation {
            check("way with negations", word, &["keep", "drop"]);
        }
    }
    if errors.is_empty() { Ok(file) } else { Err(errors.told()) }
}
