//! What a rule's page says beyond what `check` needs: why, examples, the source's statements.

use super::rule::{Words, closed_up};
use crate::lexicon::prepared;
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What only `explain`, `rules` and hover show.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Page {
    /// One sentence.
    #[serde(default)]
    pub summary: Words,
    /// What goes wrong in real plans; how borderline cases are read.
    #[serde(default)]
    pub why: Words,
    /// Plans that break the rule, and plans that keep it.
    #[serde(default)]
    pub examples: Vec<Example>,
    /// Its file in the repository.
    #[serde(default)]
    pub file: String,
}

/// The keys of a rule file that only its page needs.
#[derive(Debug, Deserialize, JsonSchema)]
pub(super) struct PageKeys {
    /// What the rule reports, in one sentence.
    #[serde(default)]
    #[schemars(with = "Words")]
    pub summary: Option<Words>,
    /// What goes wrong in real plans, and how borderline cases are read.
    #[serde(default)]
    #[schemars(with = "Words")]
    pub why: Option<Words>,
    /// Small plans that break the rule exactly at the words in `⟦…⟧`, and plans that keep it; at least one of
    /// each. `planspect rules test` tries them.
    #[serde(default)]
    pub examples: Vec<Example>,
}

/// A small plan that breaks the rule at its marks, or keeps it. It is judged as a declared whole plan of an
/// organisation whose tasks run systems.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Example {
    /// A plan that breaks the rule exactly at the words in `⟦…⟧`.
    #[serde(default)]
    pub bad: Option<String>,
    /// A plan that keeps the rule.
    #[serde(default)]
    pub good: Option<String>,
    /// Another plan of the workspace, in the same format, where the rule looks beyond its own.
    #[serde(default)]
    pub beside: Option<String>,
    /// `yaml` where the plan is no Markdown.
    #[serde(default)]
    #[schemars(schema_with = "formats")]
    pub format: Option<String>,
}

fn formats(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
    super::listed::one_of(["markdown", "yaml"])
}

/// A statement of the planning method.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    /// `P2`
    pub id: String,
    /// In English.
    pub en: String,
    /// In Chinese.
    #[serde(deserialize_with = "chinese")]
    pub zh: String,
}

fn chinese<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    String::deserialize(deserializer).map(|text| closed_up(&text))
}

static PAGES: LazyLock<BTreeMap<String, Page>> =
    LazyLock::new(|| prepared("pages of rules", include_str!(concat!(env!("OUT_DIR"), "/pages.json"))));

static STATEMENTS: LazyLock<Vec<Statement>> =
    LazyLock::new(|| prepared("statements", include_str!(concat!(env!("OUT_DIR"), "/source.json"))));

/// The pages of the shipped rules, by code.
pub fn pages() -> &'static BTreeMap<String, Page> {
    &PAGES
}

/// The statements of the planning method.
pub fn statements() -> &'static [Statement] {
    &STATEMENTS
}
