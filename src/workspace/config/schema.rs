//! The JSON Schemas of configuration and lexicon files, generated from the types that read them.

use super::file::ConfigFile;
use super::lexicons::{NO_KIND, PRIORITIES, VALUES};
use crate::lexicon::LexiconFile;
use crate::plan::{FieldName, ItemKind, PlanStatus, PlanType, SectionKind, State};
use crate::rules::{generator, map_of};
use schemars::json_schema;
use serde_json::{Value, json};

/// The schema of `planspect.yaml` and of packs.
pub fn config_schema() -> Value {
    let mut whole = generator().into_root_schema_for::<ConfigFile>().to_value();
    whole["title"] = json!("The configuration of planspect");
    whole["description"] = json!("planspect.yaml at the root of a repository, or a pack that it extends.");
    whole
}

/// The schema of a lexicon file.
pub fn lexicon_schema() -> Value {
    let mut whole = generator().into_root_schema_for::<LexiconFile>().to_value();
    whole["title"] = json!("A lexicon of planspect");
    whole["description"] = json!("The words of one language: what headings, labels and terms mean.");
    let terms = json_schema!({"type": "array", "items": {"type": "string"}});
    let mut keys = |of: &str, words: Vec<&str>| {
        let description = whole["properties"][of]["description"].clone();
        whole["properties"][of] = map_of(words, &terms).to_value();
        whole["properties"][of]["type"] = json!("object");
        whole["properties"][of]["description"] = description;
    };
    // The lexicon itself does not know the kinds of the model.
    keys("headings", SectionKind::ALL.iter().map(|k| k.name()).chain([NO_KIND]).collect());
    keys("columns", ItemKind::ALL.iter().map(|k| k.name()).collect());
    keys("fields", FieldName::ALL.iter().map(|k| k.name()).collect());
    keys("ids", ItemKind::ALL.iter().map(|k| k.name()).collect());
    keys("statuses", PlanStatus::ALL.iter().map(|k| k.name()).collect());
    keys("states", State::ALL.iter().map(|k| k.name()).collect());
    keys("priorities", PRIORITIES.to_vec());
    keys("values", VALUES.to_vec());
    let mut types = map_of(PlanType::ALL.iter().map(|k| k.name()), &terms).to_value();
    types["type"] = json!("object");
    types["description"] = json!("Plan type → its nouns.");
    whole["definitions"]["Titles"]["properties"]["type"] = types;
    whole
}
