//! What a rule's page says beyond what `check` needs: why, examples, the source's statements.

use super::rule::Words;
use serde::Deserialize;
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

/// A small plan that breaks the rule at its marks, or keeps it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Example {
    /// It breaks the rule exactly at the words in `⟦…⟧`.
    #[serde(default)]
    pub bad: Option<String>,
    /// It keeps the rule.
    #[serde(default)]
    pub good: Option<String>,
    /// `yaml` where it is no Markdown.
    #[serde(default)]
    pub format: Option<String>,
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
    pub zh: String,
}

static PAGES: LazyLock<BTreeMap<String, Page>> =
    LazyLock::new(|| serde_json::from_str(include_str!(concat!(env!("OUT_DIR"), "/pages.json"))).unwrap_or_default());

static STATEMENTS: LazyLock<Vec<Statement>> =
    LazyLock::new(|| serde_json::from_str(include_str!(concat!(env!("OUT_DIR"), "/source.json"))).unwrap_or_default());

/// The pages of the shipped rules, by code.
pub fn pages() -> &'static BTreeMap<String, Page> {
    &PAGES
}

/// The statements of the planning method.
pub fn statements() -> &'static [Statement] {
    &STATEMENTS
}
