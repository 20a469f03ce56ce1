//! The JSON Schema of rule files, generated from the types that read them.

use super::listed::generator;
use super::page::PageKeys;
use super::rule::Rule;
use serde_json::{Value, json};

/// The schema of a rule file.
pub fn rule_schema() -> Value {
    let generator = generator();
    let mut whole = generator.clone().into_root_schema_for::<Rule>().to_value();
    let page = generator.into_root_schema_for::<PageKeys>().to_value();
    whole["title"] = json!("A rule of planspect");
    whole["description"] = json!("What a rule asks of plans, why, and small plans that show it. One rule a file.");
    // A file holds the rule and its page side by side.
    for part in ["properties", "definitions"] {
        if let (Some(all), Some(more)) = (whole[part].as_object_mut(), page[part].as_object()) {
            all.extend(more.iter().map(|(key, value)| (key.clone(), value.clone())));
        }
    }
    if let Some(all) = whole["required"].as_array_mut() {
        all.extend(["summary", "why", "examples"].map(Value::from));
    }
    whole["anyOf"] = json!([{"required": ["when"]}, {"required": ["require"]}]);
    whole
}
