//! Schemas of closed lists of words, and of maps whose keys are such words.
//!
//! Editors complete from them, so every key and word is listed rather than described by a pattern.

use schemars::{Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value, json};

/// One of these words.
pub(crate) fn one_of<'a>(words: impl IntoIterator<Item = &'a str>) -> Schema {
    let words: Vec<&str> = words.into_iter().collect();
    json_schema!({"type": "string", "enum": words})
}

/// A map whose keys are among these words, each with a value of this schema.
pub(crate) fn map_of<'a>(keys: impl IntoIterator<Item = &'a str>, value: &Schema) -> Schema {
    let properties: Map<String, Value> =
        keys.into_iter().map(|key| (key.to_owned(), value.as_value().clone())).collect();
    json_schema!({"type": ["object", "null"], "properties": properties, "additionalProperties": false})
}

/// One of it, or a list of it.
pub(crate) fn one_or_many(value: &Schema) -> Schema {
    let value = value.as_value();
    json_schema!({"anyOf": [value, {"type": "array", "items": value}]})
}

/// A schema with a description, which editors show.
pub(crate) fn described(mut schema: Schema, description: &str) -> Schema {
    schema.insert("description".to_owned(), json!(description));
    schema
}

/// The generator of all schemas: draft 7, which every YAML server understands.
pub(crate) fn generator() -> SchemaGenerator {
    schemars::generate::SchemaSettings::draft07().into_generator()
}
