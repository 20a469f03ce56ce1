//! The form of `planspect.yaml` and of packs. Every value keeps its place.

use crate::lexicon::{Change, Vocabulary};
use crate::plan::{FieldName, ItemKind, PlanStatus, PlanType, Profile, Scope, SectionKind};
use crate::rules::{Severity, map_of, one_of};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde::de::{self, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_yaml::Spanned;
use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

/// The name of the configuration file.
pub const CONFIG_FILE: &str = "planspect.yaml";

/// A word with its place.
pub type Word = Spanned<String>;

/// What a configuration file says.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct ConfigFile {
    /// Packs: configuration files inside the repository that are read before this one, or folders with a
    /// `pack.yaml`.
    pub extends: Words,
    /// Declared plans.
    pub plans: Entries<PlanEntry>,
    /// Which files may be documents of plans, as patterns; all Markdown and YAML where nothing is said.
    #[schemars(with = "Words")]
    pub include: Option<Words>,
    /// Which files may not.
    pub exclude: Words,
    /// The language of the plans.
    pub language: Option<LanguageChoice>,
    /// Rules that run, instead of the default set: codes, names, families, principles, sets.
    #[schemars(with = "Words")]
    pub select: Option<Words>,
    /// Rules that run besides.
    pub extend_select: Words,
    /// Rules that do not run.
    pub ignore: Words,
    /// Severities of rules, by code, name, family, principle or set.
    pub severity: Pairs<Severity>,
    /// What differs in some files, by pattern.
    pub per_path: Pairs<PathEntry>,
    /// Words and letters that open ids, by kind of item (`need: "N|NEED"`); they replace the usual ones.
    #[schemars(schema_with = "by_item")]
    pub ids: Pairs<Words>,
    /// Further headings, by kind of section.
    #[schemars(schema_with = "by_section")]
    pub headings: Pairs<Words>,
    /// Further labels, by field.
    #[schemars(schema_with = "by_field")]
    pub fields: Pairs<Words>,
    /// Changes of lexicons: a list adds terms, `{add: […], remove: […]}` does both.
    #[schemars(schema_with = "by_lexicon")]
    pub vocabulary: Pairs<ChangeEntry>,
    /// Files and folders of rules, inside the repository.
    pub rule_paths: Words,
    /// Files and folders of lexicons, inside the repository.
    pub lexicon_paths: Words,
    /// Which versions of planspect may read this: `">=0.2"`.
    #[schemars(with = "Option<String>")]
    pub required_version: Option<Word>,
    /// Where the pages of rules are published; `{code}` and `{name}` stand for those of the rule.
    #[schemars(with = "Option<String>")]
    pub docs_url: Option<Word>,
}

/// A declared plan.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct PlanEntry {
    /// Its name.
    #[serde(default)]
    pub name: Option<String>,
    /// Its files, as patterns.
    pub files: Words,
    /// Whose plan it is.
    #[serde(default)]
    #[schemars(schema_with = "profiles")]
    pub profile: Option<Profile>,
    /// Whether it is a whole plan or a part of one.
    #[serde(default)]
    #[schemars(schema_with = "scopes")]
    pub scope: Option<Scope>,
    /// Where in its life it is; archived plans are not judged.
    #[serde(default)]
    #[schemars(schema_with = "statuses")]
    pub status: Option<PlanStatus>,
    /// What kind of plan it is.
    #[serde(default, rename = "type")]
    #[schemars(schema_with = "types")]
    pub plan_type: Option<PlanType>,
}

/// What differs in some files.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct PathEntry {
    /// Rules that do not run there.
    pub ignore: Words,
    /// Severities there.
    pub severity: Pairs<Severity>,
}

/// The language of plans.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum LanguageChoice {
    /// By their words.
    Auto,
    /// English.
    En,
    /// Chinese.
    Zh,
}

fn profiles(_: &mut SchemaGenerator) -> Schema {
    one_of(Profile::ALL.iter().map(|p| p.name()))
}

fn scopes(_: &mut SchemaGenerator) -> Schema {
    one_of(Scope::ALL.iter().map(|s| s.name()))
}

fn statuses(_: &mut SchemaGenerator) -> Schema {
    one_of(PlanStatus::ALL.iter().map(|s| s.name()))
}

fn types(_: &mut SchemaGenerator) -> Schema {
    one_of(PlanType::ALL.iter().map(|t| t.name()))
}

fn by_item(generator: &mut SchemaGenerator) -> Schema {
    map_of(ItemKind::ALL.iter().map(|k| k.name()), &generator.subschema_for::<Words>())
}

fn by_section(generator: &mut SchemaGenerator) -> Schema {
    map_of(SectionKind::ALL.iter().map(|k| k.name()), &generator.subschema_for::<Words>())
}

fn by_field(generator: &mut SchemaGenerator) -> Schema {
    map_of(FieldName::ALL.iter().map(|f| f.name()), &generator.subschema_for::<Words>())
}

fn by_lexicon(generator: &mut SchemaGenerator) -> Schema {
    let change = generator.subschema_for::<ChangeEntry>();
    let mut map = map_of(Vocabulary::shipped().names().iter().map(String::as_str), &change);
    // Lexicons of one's own have other names.
    map.insert("additionalProperties".to_owned(), change.to_value());
    map
}

/// A list of words; one word stands for a list of one, nothing for none.
#[derive(Debug, Default)]
pub struct Words(pub Vec<Word>);

impl Words {
    /// The words without their places.
    pub fn plain(&self) -> Vec<String> {
        self.0.iter().map(|word| word.value.clone()).collect()
    }
}

impl JsonSchema for Words {
    fn schema_name() -> Cow<'static, str> {
        "Words".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}, {"type": "null"}],
        })
    }
}

impl<T: JsonSchema> JsonSchema for Pairs<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("MapOf{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": ["object", "null"], "additionalProperties": generator.subschema_for::<T>()})
    }
}

impl<T: JsonSchema> JsonSchema for Entries<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("ListOf{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": ["array", "null"], "items": generator.subschema_for::<T>()})
    }
}

impl JsonSchema for ChangeEntry {
    fn schema_name() -> Cow<'static, str> {
        "Change".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let terms = generator.subschema_for::<Words>();
        json_schema!({
            "anyOf": [terms, {
                "type": "object",
                "properties": {"add": terms, "remove": terms},
                "additionalProperties": false,
            }],
        })
    }
}

impl<'de> Deserialize<'de> for Words {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // The place of a lone word is known only to the value as a whole.
        let Spanned { value, referenced, defined } = Spanned::<Shape>::deserialize(deserializer)?;
        Ok(Self(match value {
            Shape::None => Vec::new(),
            Shape::One(word) => vec![Spanned { value: word, referenced, defined }],
            Shape::Many(words) => words,
        }))
    }
}

enum Shape {
    None,
    One(String),
    Many(Vec<Word>),
}

impl<'de> Deserialize<'de> for Shape {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Shapes;
        impl<'de> Visitor<'de> for Shapes {
            type Value = Shape;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a word or a list of words")
            }
            fn visit_unit<E>(self) -> Result<Shape, E> {
                Ok(Shape::None)
            }
            fn visit_none<E>(self) -> Result<Shape, E> {
                Ok(Shape::None)
            }
            fn visit_str<E>(self, word: &str) -> Result<Shape, E> {
                Ok(Shape::One(word.to_owned()))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Shape, A::Error> {
                let mut words = Vec::new();
                while let Some(word) = list.next_element()? {
                    words.push(word);
                }
                Ok(Shape::Many(words))
            }
        }
        deserializer.deserialize_any(Shapes)
    }
}

/// A map in the order of the file, its keys with their places; nothing stands for an empty one.
#[derive(Debug)]
pub struct Pairs<T>(pub Vec<(Word, T)>);

impl<T> Default for Pairs<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Pairs<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Shapes<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Shapes<T> {
            type Value = Pairs<T>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a map (`key: value`)")
            }
            fn visit_unit<E>(self) -> Result<Pairs<T>, E> {
                Ok(Pairs::default())
            }
            fn visit_none<E>(self) -> Result<Pairs<T>, E> {
                Ok(Pairs::default())
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Pairs<T>, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Pairs(pairs))
            }
        }
        deserializer.deserialize_any(Shapes(PhantomData))
    }
}

/// A list of entries; nothing stands for an empty one.
#[derive(Debug)]
pub struct Entries<T>(pub Vec<T>);

impl<T> Default for Entries<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Entries<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Shapes<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Shapes<T> {
            type Value = Entries<T>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list (`- …`)")
            }
            fn visit_unit<E>(self) -> Result<Entries<T>, E> {
                Ok(Entries::default())
            }
            fn visit_none<E>(self) -> Result<Entries<T>, E> {
                Ok(Entries::default())
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Entries<T>, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = list.next_element()? {
                    entries.push(entry);
                }
                Ok(Entries(entries))
            }
        }
        deserializer.deserialize_any(Shapes(PhantomData))
    }
}

/// A change of a lexicon: a list adds, `{add, remove}` does both.
#[derive(Debug, Default)]
pub struct ChangeEntry(pub Change);

impl<'de> Deserialize<'de> for ChangeEntry {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Both {
            #[serde(default)]
            add: Words,
            #[serde(default)]
            remove: Words,
        }
        struct Shapes;
        impl<'de> Visitor<'de> for Shapes {
            type Value = ChangeEntry;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list of terms, or {add: […], remove: […]}")
            }
            fn visit_unit<E>(self) -> Result<ChangeEntry, E> {
                Ok(ChangeEntry::default())
            }
            fn visit_str<E>(self, term: &str) -> Result<ChangeEntry, E> {
                Ok(ChangeEntry(Change { add: vec![term.to_owned()], remove: Vec::new() }))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<ChangeEntry, A::Error> {
                let mut change = Change::default();
                while let Some(term) = list.next_element::<String>()? {
                    change.add.push(term);
                }
                Ok(ChangeEntry(change))
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<ChangeEntry, A::Error> {
                let both = Both::deserialize(de::value::MapAccessDeserializer::new(map))?;
                Ok(ChangeEntry(Change { add: both.add.plain(), remove: both.remove.plain() }))
            }
        }
        deserializer.deserialize_any(Shapes)
    }
}
