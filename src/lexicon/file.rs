//! The form of a lexicon file (`rules/lexicon/FORMAT.md`).

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One language's words.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LexiconFile {
    /// The language by its ISO 639-1 code: `en`.
    pub language: String,
    /// Its name in itself or in English.
    #[serde(default)]
    pub name: String,
    /// Words in running text, by the name that rules use.
    #[serde(default)]
    pub lexicons: BTreeMap<String, LexiconEntry>,
    /// Section kind → headings.
    #[serde(default)]
    pub headings: BTreeMap<String, TermList>,
    /// Item kind → column heads.
    #[serde(default)]
    pub columns: BTreeMap<String, TermList>,
    /// Field → labels.
    #[serde(default)]
    pub fields: BTreeMap<String, TermList>,
    /// Item kind → words that open an id.
    #[serde(default)]
    pub ids: BTreeMap<String, TermList>,
    /// What titles give away.
    #[serde(default)]
    pub titles: Titles,
    /// Plan status → its words.
    #[serde(default)]
    pub statuses: BTreeMap<String, TermList>,
    /// Item state → its words.
    #[serde(default)]
    pub states: BTreeMap<String, TermList>,
    /// Priority level → its words.
    #[serde(default)]
    pub priorities: BTreeMap<String, TermList>,
    /// Values that say nothing, or have no day.
    #[serde(default)]
    pub values: BTreeMap<String, TermList>,
}

/// A list of terms.
pub type TermList = Vec<String>;

/// One named list of words.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LexiconEntry {
    /// How its terms change: `noun` adds the plural, `verb` the other forms, `none` (the default) nothing.
    #[schemars(schema_with = "inflect")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inflect: Option<String>,
    /// `keep`: hits after a negation count too; `drop` (the default): they do not.
    #[schemars(schema_with = "negation")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub negation: Option<String>,
    /// Other lexicons whose terms belong to this one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub include: Vec<String>,
    /// The terms.
    #[serde(default)]
    pub terms: TermList,
    /// Longer phrases inside which a term is not meant.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub except: TermList,
}

fn inflect(_: &mut SchemaGenerator) -> Schema {
    json_schema!({"enum": ["noun", "verb", "none"]})
}

fn negation(_: &mut SchemaGenerator) -> Schema {
    json_schema!({"enum": ["keep", "drop"]})
}

/// What titles and file names give away.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Titles {
    /// Plan nouns.
    #[serde(default)]
    pub plan: TermList,
    /// Longer names that hold a plan noun and are none.
    #[serde(default)]
    pub not_plan: TermList,
    /// Official papers that order work, whatever the work is: they are plans where they list it.
    #[serde(default)]
    pub order: TermList,
    /// Templates.
    #[serde(default)]
    pub template: TermList,
    /// Minutes.
    #[serde(default)]
    pub minutes: TermList,
    /// Reports of progress.
    #[serde(default)]
    pub report: TermList,
    /// Guides, methods, references.
    #[serde(default)]
    pub guide: TermList,
    /// Catalogues, lists.
    #[serde(default)]
    pub catalogue: TermList,
    /// Plan type → its nouns.
    #[serde(default, rename = "type")]
    pub types: BTreeMap<String, TermList>,
    /// Plan nouns that only an organisation uses.
    #[serde(default)]
    pub organisation: TermList,
    /// Plan nouns of a team that makes a product.
    #[serde(default)]
    pub team: TermList,
    /// Words that limit a title to a part.
    #[serde(default)]
    pub part: TermList,
}

/// A change that a project makes to a lexicon (`vocabulary:`): a list adds, `{add, remove}` does both.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Change {
    /// Terms to add.
    pub add: TermList,
    /// Terms to take out.
    pub remove: TermList,
}
