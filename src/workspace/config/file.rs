//! The form of `planspect.yaml` and of packs. Every value keeps its place.

use crate::lexicon::Change;
use crate::plan::{PlanStatus, PlanType, Profile, Scope};
use crate::rules::Severity;
use serde::Deserialize;
use serde::de::{self, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_yaml::Spanned;
use std::fmt;
use std::marker::PhantomData;

/// The name of the configuration file.
pub const CONFIG_FILE: &str = "planspect.yaml";

/// A word with its place.
pub type Word = Spanned<String>;

/// What a configuration file says.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct ConfigFile {
    /// Packs: configuration files inside the repository that come before this one.
    pub extends: Words,
    /// Declared plans.
    pub plans: Entries<PlanEntry>,
    /// Which files may be documents.
    pub include: Option<Words>,
    /// Which may not.
    pub exclude: Words,
    /// Of the plans.
    pub language: Option<LanguageChoice>,
    /// What runs, instead of the default set.
    pub select: Option<Words>,
    /// What runs besides.
    pub extend_select: Words,
    /// What does not run.
    pub ignore: Words,
    /// Severities by selector.
    pub severity: Pairs<Severity>,
    /// What differs by path.
    pub per_path: Pairs<PathEntry>,
    /// Words and letters that open ids, by kind of item; these replace the shipped ones.
    pub ids: Pairs<Words>,
    /// Further headings by kind of section.
    pub headings: Pairs<Words>,
    /// Further labels by field.
    pub fields: Pairs<Words>,
    /// Changes of lexicons.
    pub vocabulary: Pairs<ChangeEntry>,
    /// Files and folders of rules.
    pub rule_paths: Words,
    /// Which versions of planspect may read this.
    pub required_version: Option<Word>,
    /// Where the pages of rules are published.
    pub docs_url: Option<Word>,
}

/// A declared plan.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct PlanEntry {
    /// Its name.
    #[serde(default)]
    pub name: Option<String>,
    /// Its files.
    pub files: Words,
    /// Whose plan.
    #[serde(default)]
    pub profile: Option<Profile>,
    /// Whole or part.
    #[serde(default)]
    pub scope: Option<Scope>,
    /// Where in its life.
    #[serde(default)]
    pub status: Option<PlanStatus>,
    /// What kind of plan.
    #[serde(default, rename = "type")]
    pub plan_type: Option<PlanType>,
}

/// What differs in some files.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct PathEntry {
    /// What does not run there.
    pub ignore: Words,
    /// Severities there.
    pub severity: Pairs<Severity>,
}

/// The language of plans.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LanguageChoice {
    /// By their words.
    Auto,
    /// English.
    En,
    /// Chinese.
    Zh,
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
