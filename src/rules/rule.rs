//! One rule, and a choice of rules.

use super::condition::{Condition, FieldPath};
use super::listed::one_of;
use super::said::{Said, unknown};
use super::set::Set;
use crate::lexicon::is_han;
use crate::plan::{Confidence, FieldName, Item, ItemKind, Language};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize};
use std::borrow::Cow;
use std::sync::Arc;

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Should be mended.
    Warning,
    /// Must be mended.
    Error,
}

impl Severity {
    /// Its word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    /// Its weight in a score.
    pub fn weight(self) -> f64 {
        match self {
            Self::Info => 1.0,
            Self::Warning => 2.0,
            Self::Error => 3.0,
        }
    }
}

/// The five principles of the planning method; rules of form (PLN) and users' own may have none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Principle {
    /// P1.
    Overall,
    /// P2.
    PerformanceOriented,
    /// P3.
    ForwardLooking,
    /// P4.
    KeyFocused,
    /// P5.
    Integrated,
}

impl Principle {
    /// All five, in order.
    pub const ALL: [Self; 5] =
        [Self::Overall, Self::PerformanceOriented, Self::ForwardLooking, Self::KeyFocused, Self::Integrated];

    /// Its word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Overall => "overall",
            Self::PerformanceOriented => "performance-oriented",
            Self::ForwardLooking => "forward-looking",
            Self::KeyFocused => "key-focused",
            Self::Integrated => "integrated",
        }
    }
}

/// Whether a rule runs unless turned off, or only when asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SetName {
    /// Runs unless turned off.
    Default,
    /// Runs when asked for.
    Strict,
}

/// Words in each language. A file may say them once, for all languages, or leave one language out: the words of
/// the other stand in for it.
#[derive(Debug, Clone, Default)]
pub struct Words {
    /// English.
    pub en: String,
    /// Chinese.
    pub zh: String,
}

impl<'de> Deserialize<'de> for Words {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Both {
            en: Option<String>,
            zh: Option<String>,
        }
        struct Shapes;
        impl<'de> serde::de::Visitor<'de> for Shapes {
            type Value = Words;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a text, or {en: …, zh: …}")
            }
            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Words, E> {
                let text = closed_up(text);
                Ok(Words { en: text.clone(), zh: text })
            }
            fn visit_map<A: serde::de::MapAccess<'de>>(self, map: A) -> Result<Words, A::Error> {
                let both = Both::deserialize(serde::de::value::MapAccessDeserializer::new(map))?;
                match (both.en, both.zh) {
                    (Some(en), Some(zh)) => Ok(Words { en, zh: closed_up(&zh) }),
                    (Some(one), None) | (None, Some(one)) => {
                        let one = closed_up(&one);
                        Ok(Words { en: one.clone(), zh: one })
                    }
                    (None, None) => {
                        Err(Said::new("words in `en`, in `zh`, or in both", "应写`en`或`zh`，也可以都写").custom())
                    }
                }
            }
        }
        deserializer.deserialize_any(Shapes)
    }
}

/// Chinese words without the spaces that YAML puts where the lines of a folded text (`>-`) meet: none stands between two
/// characters of Chinese, their marks included.
pub(super) fn closed_up(text: &str) -> String {
    let wide = |c: char| is_han(c) || matches!(c, '\u{3001}'..='\u{303f}' | '\u{ff00}'..='\u{ffef}');
    // These marks stand in other languages too, and there between spaces.
    let shared = |c: char| matches!(c, '“' | '”' | '‘' | '’' | '…' | '—');
    let meet = |before: char, after: char| {
        let one_is_wide = wide(before) || wide(after);
        one_is_wide && [before, after].into_iter().all(|c| wide(c) || shared(c))
    };
    let mut closed = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let around = closed.chars().next_back().zip(text[at..].chars().nth(1));
        if c != ' ' || !around.is_some_and(|(before, after)| meet(before, after)) {
            closed.push(c);
        }
    }
    closed
}

impl JsonSchema for Words {
    fn schema_name() -> Cow<'static, str> {
        "Words".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "Words in each language; a single text stands for all.",
            "anyOf": [{"type": "string"}, {
                "type": "object",
                "properties": {
                    "en": {"type": "string", "description": "English"},
                    "zh": {"type": "string", "description": "Chinese"},
                },
                "additionalProperties": false,
                "minProperties": 1,
            }],
        })
    }
}

impl Words {
    /// The words in a language.
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::En => &self.en,
            Language::Zh => &self.zh,
        }
    }
}

/// What a rule judges, one by one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Each {
    /// The plan.
    Plan,
    /// Each document.
    Document,
    /// Each section.
    Section,
    /// Each sentence.
    Sentence,
    /// Each field.
    Field,
    /// Each item of a kind.
    Item(ItemKind),
    /// Each item.
    AnyItem,
}

impl Each {
    /// Its word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Plan => "plan",
            Self::Document => "document",
            Self::Section => "section",
            Self::Sentence => "sentence",
            Self::Field => "field",
            Self::Item(kind) => kind.name(),
            Self::AnyItem => "item",
        }
    }

    /// The one with this word.
    ///
    /// # Errors
    /// There is none; with what was probably meant.
    pub fn from_name(word: &str) -> Result<Self, Said> {
        Ok(match word {
            "plan" => Self::Plan,
            "document" => Self::Document,
            "section" => Self::Section,
            "sentence" => Self::Sentence,
            "field" => Self::Field,
            "item" => Self::AnyItem,
            _ => Self::Item(
                ItemKind::from_name(word)
                    .ok_or_else(|| unknown("subject", word, ItemKind::ALL.iter().map(|k| k.name()).chain(SUBJECTS)))?,
            ),
        })
    }
}

impl<'de> Deserialize<'de> for Each {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::from_name(&String::deserialize(deserializer)?).map_err(Said::custom)
    }
}

/// Words that name a subject besides kinds of items.
const SUBJECTS: [&str; 6] = ["plan", "document", "section", "sentence", "field", "item"];

impl JsonSchema for Each {
    fn schema_name() -> Cow<'static, str> {
        "Each".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        one_of(ItemKind::ALL.iter().map(|k| k.name()).chain(SUBJECTS))
    }
}

/// Which plans a rule is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Gate {
    /// Plans of an organisation.
    Organisation,
    /// Whole plans.
    Whole,
    /// Plans whose horizon can be read and is a year or more.
    Year,
    /// Plans about systems or data.
    Systems,
}

impl Gate {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Organisation, Self::Whole, Self::Year, Self::Systems];

    /// Its word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Organisation => "organisation",
            Self::Whole => "whole",
            Self::Year => "year",
            Self::Systems => "systems",
        }
    }
}

/// The habit that a plan must have before a rule judges it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Convention {
    /// A third of the tasks have an owner.
    Owner,
    /// A third of the tasks say what they serve.
    Serves,
    /// A third of the tasks have a phase.
    Phase,
}

/// From when on a plan gets one finding of a rule.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Once {
    /// From so many violations on.
    #[serde(default)]
    pub from: Option<u32>,
    /// Where more than this share of the subjects violates.
    #[serde(default)]
    pub share_above: Option<super::condition::Fraction>,
    /// Where the one finding stands; default: at its first subject.
    #[serde(default)]
    pub at: Option<OnceAt>,
}

/// Where the one finding of a plan stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnceAt {
    /// A field of the plan.
    Plan(FieldName),
    /// The plan's title.
    Title,
}

impl<'de> Deserialize<'de> for OnceAt {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let word = String::deserialize(deserializer)?;
        match FieldPath::parse(&word) {
            _ if word == "title" => Ok(Self::Title),
            Ok(FieldPath::Plan(name)) => Ok(Self::Plan(name)),
            _ => Err(Said::new("write `title` or `plan.<field>`", "应写`title`或`plan.<字段>`").custom()),
        }
    }
}

impl JsonSchema for OnceAt {
    fn schema_name() -> Cow<'static, str> {
        "OnceAt".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let fields = FieldName::ALL.iter().map(|f| format!("plan.{}", f.name()));
        let all: Vec<String> = ["title".to_owned()].into_iter().chain(fields).collect();
        one_of(all.iter().map(String::as_str))
    }
}

/// Where a finding stands.
#[derive(Debug, Clone)]
pub enum Anchor {
    /// The subject's title.
    Title,
    /// The words that hit.
    Text,
    /// A field of the subject.
    Field(FieldName),
    /// A field of the plan.
    Plan(FieldName),
    /// The first member of the count that failed.
    Counted,
    /// The first topmost section of a set.
    Section(Set),
}

impl<'de> Deserialize<'de> for Anchor {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let word = String::deserialize(deserializer)?;
        Ok(match word.as_str() {
            "title" => Self::Title,
            "text" => Self::Text,
            "counted" => Self::Counted,
            _ => {
                if let Some(name) = word.strip_prefix("field.") {
                    Self::Field(
                        FieldName::from_name(name)
                            .ok_or_else(|| unknown("field", name, FieldName::ALL.iter().map(|f| f.name())).custom())?,
                    )
                } else if let Some(name) = word.strip_prefix("plan.") {
                    Self::Plan(
                        FieldName::from_name(name)
                            .ok_or_else(|| unknown("field", name, FieldName::ALL.iter().map(|f| f.name())).custom())?,
                    )
                } else {
                    Self::Section(Set::parse(&word).map_err(Said::custom)?)
                }
            }
        })
    }
}

impl JsonSchema for Anchor {
    fn schema_name() -> Cow<'static, str> {
        "Anchor".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let fields = FieldName::ALL.iter().flat_map(|f| [format!("field.{}", f.name()), format!("plan.{}", f.name())]);
        let all: Vec<String> = ["title", "text", "counted"].map(str::to_owned).into_iter().chain(fields).collect();
        json_schema!({
            "description": "The subject's title, the words that hit, the first member counted, a field of the subject \
                            or of the plan, or the first section of a set.",
            "anyOf": [one_of(all.iter().map(String::as_str)), generator.subschema_for::<Set>()],
        })
    }
}

/// Which places a finding shows beside its own.
#[derive(Debug, Clone)]
pub enum RelatedSet {
    /// Members of the count that failed, of which its `where` held.
    Counted,
    /// Those of which it did not.
    Uncounted,
    /// Members of a set.
    Of(Box<super::condition::Count>),
}

impl<'de> Deserialize<'de> for RelatedSet {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Shapes;
        impl<'de> serde::de::Visitor<'de> for Shapes {
            type Value = RelatedSet;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("`counted`, `uncounted`, or {of: <set>, where: <condition>}")
            }
            fn visit_str<E: serde::de::Error>(self, word: &str) -> Result<RelatedSet, E> {
                match word {
                    "counted" => Ok(RelatedSet::Counted),
                    "uncounted" => Ok(RelatedSet::Uncounted),
                    _ => Err(unknown("related set", word, ["counted", "uncounted"]).custom()),
                }
            }
            fn visit_map<A: serde::de::MapAccess<'de>>(self, map: A) -> Result<RelatedSet, A::Error> {
                let count = Deserialize::deserialize(serde::de::value::MapAccessDeserializer::new(map))?;
                Ok(RelatedSet::Of(Box::new(count)))
            }
        }
        deserializer.deserialize_any(Shapes)
    }
}

impl JsonSchema for RelatedSet {
    fn schema_name() -> Cow<'static, str> {
        "Related".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "Members of the count that failed, of which its `where` held (counted) or did not \
                            (uncounted), or members of a set.",
            "anyOf": [one_of(["counted", "uncounted"]), generator.subschema_for::<super::condition::Count>()],
        })
    }
}

/// Whether a finding is about something that is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FindingKind {
    /// It is.
    Missing,
}

fn default_items() -> Vec<Confidence> {
    vec![Confidence::Declared, Confidence::Listed]
}

fn code_schema(_: &mut SchemaGenerator) -> Schema {
    json_schema!({"type": "string", "pattern": "^[A-Z]{1,8}[0-9]{1,6}$", "examples": ["X001"]})
}

fn name_schema(_: &mut SchemaGenerator) -> Schema {
    json_schema!({"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$", "examples": ["vague-deadline"]})
}

fn items_schema(_: &mut SchemaGenerator) -> Schema {
    json_schema!({"type": "array", "items": one_of(Confidence::ALL.iter().map(|c| c.name())), "minItems": 1})
}

fn codes_schema(generator: &mut SchemaGenerator) -> Schema {
    json_schema!({"type": "array", "items": code_schema(generator)})
}

/// A rule as its file states it. What only `explain` shows is in [`super::Page`].
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Rule {
    /// Its family in capital letters and a number: `X001`. A code is never used again for another rule.
    #[schemars(schema_with = "code_schema")]
    pub code: Arc<str>,
    /// Its name in small letters, words joined by hyphens: `vague-deadline`.
    #[schemars(schema_with = "name_schema")]
    pub name: Arc<str>,
    /// The principle that it belongs to, and whose score it counts for; none: it does not score.
    #[serde(default)]
    pub principle: Option<Principle>,
    /// How grave a finding is, unless the configuration says otherwise.
    pub severity: Severity,
    /// Whether it runs by itself (`default`), or only when asked for (`strict`).
    pub set: SetName,
    /// Statements of the planning method that it rests on: `[P2, D5]`.
    #[serde(default)]
    pub source: Vec<String>,
    /// What it judges, one by one.
    pub each: Each,
    /// Which items it judges and counts, by how they were recognised.
    #[serde(default = "default_items")]
    #[schemars(schema_with = "items_schema")]
    pub items: Vec<Confidence>,
    /// Whether it judges and counts only items whose kind is said outright: by an id, a field, a key, a column head, a
    /// label, or the heading right above them.
    #[serde(default)]
    pub sure: bool,
    /// Which plans it judges; all of these must be so.
    #[serde(default, rename = "for")]
    pub gates: Vec<Gate>,
    /// The habit that a plan must have before the rule judges it.
    #[serde(default)]
    pub convention: Option<Convention>,
    /// `missing`: it is about something that the plan does not say.
    #[serde(default)]
    pub kind: Option<FindingKind>,
    /// Of `kind: missing`: what is missing, in a word or two; default: the name without `missing-`.
    #[serde(default)]
    pub topic: Option<Words>,
    /// From when on a plan gets one finding instead of many.
    #[serde(default)]
    pub once: Option<Once>,
    /// Where the finding stands; its subject's title where nothing is said.
    #[serde(default)]
    pub at: Option<Anchor>,
    /// Which other places the finding shows.
    #[serde(default)]
    pub related: Option<RelatedSet>,
    /// Of which subjects it asks anything; all where nothing is said.
    #[serde(default)]
    pub when: Option<Condition>,
    /// What it asks of them; without it, `when` alone is the fault.
    #[serde(default)]
    pub require: Option<Condition>,
    /// Rules whose finding on the same subject, on a section that holds it or on the plan silences this one.
    #[serde(default)]
    #[schemars(schema_with = "codes_schema")]
    pub unless_reported: Vec<Arc<str>>,
    /// What is wrong. May name `{title}`, `{id}`, `{kind}`, `{text}`, `{count}`, `{total}`, `{field.owner}` and the
    /// like, `{suggestion}`.
    pub message: Words,
    /// How to mend it.
    pub help: Words,
}

impl Rule {
    /// `PRF` of `PRF011`.
    pub fn family(&self) -> &str {
        self.code.trim_end_matches(|c: char| c.is_ascii_digit())
    }

    /// Whether it judges and counts items that were recognised so.
    pub fn takes(&self, item: &Item) -> bool {
        self.items.contains(&item.confidence) && (!self.sure || item.basis.is_sure())
    }

    /// Whether it is about something missing.
    pub fn is_missing(&self) -> bool {
        self.kind == Some(FindingKind::Missing)
    }

    /// Whether a selector names it: code, name, family, principle, set, `all`.
    pub fn is_named(&self, selector: &str) -> bool {
        *self.code == *selector
            || *self.name == *selector
            || (!selector.is_empty() && self.family() == selector)
            || self.principle.is_some_and(|p| p.name() == selector)
            || selector == "all"
            || (selector == "default" && self.set == SetName::Default)
            || (selector == "strict" && self.set == SetName::Strict)
    }

    /// All its conditions, also those of `related`.
    pub fn conditions(&self) -> Vec<&Condition> {
        let mut all = Vec::new();
        let related = match &self.related {
            Some(RelatedSet::Of(count)) => count.filter.as_ref(),
            _ => None,
        };
        for condition in self.when.iter().chain(&self.require).chain(related) {
            condition.walk(&mut |c| all.push(c));
        }
        all
    }

    /// Whether judging one plan needs the others of the workspace.
    pub fn reaches_workspace(&self) -> bool {
        self.conditions().iter().any(|c| matches!(c, Condition::Count(count) if count.of.reaches_workspace()))
    }
}
