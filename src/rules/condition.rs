//! The five conditions of a rule, and how they are combined (DESIGN §4).

use super::listed::{described, map_of, one_of, one_or_many};
use super::said::{Said, unknown};
use super::set::Set;
use super::wide::is_wide;
use crate::lexicon::{Limits, Regex, RegexError, simplify};
use crate::plan::FieldName;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Error, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::borrow::Cow;
use std::fmt;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// What must hold of a subject.
#[derive(Debug, Clone)]
pub enum Condition {
    /// All of them.
    All(Vec<Condition>),
    /// At least one.
    Any(Vec<Condition>),
    /// Not this.
    Not(Box<Condition>),
    /// At least so many of them.
    AtLeast(u32, Vec<Condition>),
    /// Terms occur.
    Text(TextTest),
    /// Fields are so; all of them.
    Field(Vec<(FieldPath, FieldTest)>),
    /// Members are so many.
    Count(Box<Count>),
    /// Amounts add up.
    Sum(Sum),
    /// The model recorded one of these problems.
    Problem(Vec<String>),
}

/// Terms in a text.
#[derive(Debug, Clone, Default)]
pub struct TextTest {
    /// At least one of these occurs.
    pub any: Vec<Term>,
    /// Each of these occurs.
    pub all: Vec<Term>,
    /// None of these does.
    pub none: Vec<Term>,
    /// Where.
    pub within: Region,
    /// In which part of speech.
    pub at: Option<At>,
    /// The terms stand within so many words of each other.
    pub near: Option<u32>,
    /// They occur in this order.
    pub order: Vec<Term>,
}

impl TextTest {
    /// All terms that it names.
    pub fn terms(&self) -> impl Iterator<Item = &Term> {
        self.any.iter().chain(&self.all).chain(&self.none).chain(&self.order)
    }
}

/// A lexicon, a regex, or a kind of value.
#[derive(Debug, Clone)]
pub enum Term {
    /// A lexicon, by name.
    Lexicon(String),
    /// A regular expression.
    Regex(Pattern),
    /// A figure that is no date and no id.
    Number,
    /// A date.
    Date,
    /// An amount of money.
    Money,
}

/// A regular expression may take so many bytes, compiled.
const LARGEST: usize = 4 << 20;
/// What the smallest ones count for: bytes.
const SMALLEST: usize = 16 << 10;

/// Bytes that the table of states of one search in a pattern may take; each thread has its own.
const SEARCH_TABLE: usize = 1 << 20;

/// A regular expression, compiled when it is first asked for, and once: most rules never come to theirs, and copies of a
/// rule have it in common.
#[derive(Debug, Clone)]
pub struct Pattern {
    source: Box<str>,
    /// Whether all of it is ASCII.
    ascii: bool,
    /// Whether no ASCII text can hold what it finds, once that was asked for.
    wide: Arc<OnceLock<bool>>,
    compiled: Arc<OnceLock<Result<Regex, RegexError>>>,
}

impl Pattern {
    /// A pattern, not yet looked at. Its Chinese characters are simplified, as are those of the texts that it reads: 專案
    /// finds 專案 and 专案.
    pub fn new(source: &str) -> Self {
        let source = Box::from(&*simplify(source));
        let ascii = str::is_ascii(&source);
        Self { source, ascii, wide: Arc::default(), compiled: Arc::default() }
    }

    /// As it was written, simplified, without slashes.
    pub fn as_str(&self) -> &str {
        &self.source
    }

    /// What it has in common with its copies, and with no other pattern.
    pub fn identity(&self) -> usize {
        Arc::as_ptr(&self.compiled).addr()
    }

    /// The expression; none where it is none.
    pub fn regex(&self) -> Option<&Regex> {
        self.compiled().ok()
    }

    /// Whether it looks at texts with their Chinese characters simplified.
    pub fn reads_simplified(&self) -> bool {
        !self.ascii
    }

    /// Where it first stands in a text, as it reads it.
    pub fn find(&self, text: &str) -> Option<Range<usize>> {
        if self.is_foreign_to(text) {
            return None;
        }
        self.regex()?.find(text)
    }

    /// Where it stands in a text, as it reads it, at most so often.
    pub fn find_all(&self, text: &str, most: usize) -> Vec<Range<usize>> {
        if self.is_foreign_to(text) {
            return Vec::new();
        }
        let Some(regex) = self.regex() else { return Vec::new() };
        regex.find_iter(text).take(most).collect()
    }

    /// Whether it looks for Chinese in a text that has none: then it need not even be compiled.
    fn is_foreign_to(&self, text: &str) -> bool {
        text.is_ascii() && *self.wide.get_or_init(|| is_wide(&self.source))
    }

    /// The expression. Upper and lower case are the same, `\b` is the edge of an English word, also beside Chinese
    /// characters, which have no edges, and `\w` and `\d` are its letters and digits.
    ///
    /// # Errors
    /// It is no regular expression, or too large a one.
    pub fn compiled(&self) -> Result<&Regex, &RegexError> {
        self.compiled.get_or_init(|| self.build(LARGEST)).as_ref()
    }

    fn build(&self, most: usize) -> Result<Regex, RegexError> {
        Regex::of_any_case(&self.source, Limits { compiled: most, search: SEARCH_TABLE })
    }

    /// How large it is compiled: bytes, rounded up to a power of two.
    ///
    /// # Errors
    /// It is no regular expression, or too large a one.
    pub fn size(&self) -> Result<usize, &RegexError> {
        // The compiler tells no size, but whether a bound was kept.
        let mut most = SMALLEST;
        let built = loop {
            match self.build(most) {
                Err(RegexError::TooLarge(_)) if most < LARGEST => most *= 2,
                built => break built,
            }
        };
        self.compiled.get_or_init(|| built).as_ref().map(|_| most)
    }
}

/// Which text of a subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Region {
    /// An item's text without fields and parts.
    Title,
    /// With its own paragraphs.
    #[default]
    Own,
    /// With its parts, without fields and cells.
    Parts,
    /// With fields, cells and parts; a section with all below it.
    Whole,
}

/// Part of a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum At {
    /// The main verb.
    Head,
    /// What the main verb takes.
    Object,
    /// Nothing but the terms, figures and filler.
    Only,
}

/// A field of the subject, of the plan, or of its section.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldPath {
    /// Of the item, or of the plan where the plan is the subject.
    Own(FieldName),
    /// Of the plan.
    Plan(FieldName),
    /// Of the outer subject.
    Subject(FieldName),
    /// Of the outer subject's plan.
    SubjectPlan(FieldName),
    /// Kinds of the section.
    SectionKinds,
    /// Content of the section.
    SectionContent,
    /// The section's own heading, as far as it is marked as one.
    SectionHeading,
    /// The kind of the item whose title a sentence holds.
    ItemKind,
}

/// What is asked of a field.
#[derive(Debug, Clone)]
pub enum FieldTest {
    /// It says something (never unknown).
    Present,
    /// It could be read.
    Readable,
    /// A comparison.
    Compare(Compare, Operand),
}

/// Comparisons of values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compare {
    /// The same word or level.
    Is,
    /// Wholly inside.
    In,
    /// Wholly before.
    Before,
    /// Wholly after.
    After,
    /// Less.
    LessThan,
    /// More.
    MoreThan,
    /// Not less.
    AtLeast,
    /// Not more.
    AtMost,
    /// They share a day.
    Overlaps,
}

/// What a field is compared with.
#[derive(Debug, Clone)]
pub enum Operand {
    /// A value.
    Literal(String),
    /// A field of the plan.
    Plan(FieldName),
    /// A field of the outer subject.
    Subject(FieldName),
    /// A field of the outer subject's plan.
    SubjectPlan(FieldName),
}

/// Members of a set, counted.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Count {
    /// The members.
    pub of: Set,
    /// Only those of which this holds are counted at all.
    #[serde(default)]
    pub among: Option<Condition>,
    /// Those of which this holds are counted.
    #[serde(default, rename = "where")]
    pub filter: Option<Condition>,
    /// At least so many.
    #[serde(default)]
    pub at_least: Option<u32>,
    /// At most so many.
    #[serde(default)]
    pub at_most: Option<u32>,
    /// At least this share.
    #[serde(default)]
    pub share_at_least: Option<Fraction>,
    /// At most this share.
    #[serde(default)]
    pub share_at_most: Option<Fraction>,
}

impl Count {
    /// Whether the members are judged one by one. “At least five tasks” are tasks that are still to do; “there is a
    /// task” may be one that is done.
    pub fn judges_each(&self) -> bool {
        self.filter.is_some()
            || self.share_at_least.is_some()
            || self.share_at_most.is_some()
            || self.at_least.is_some_and(|bound| bound > 1)
    }
}

/// Amounts of items, added.
#[derive(Debug, Clone)]
pub struct Sum {
    /// The kind of items.
    pub kind: crate::plan::ItemKind,
    /// The field.
    pub field: FieldName,
    /// The plan field that they may reach.
    pub at_most: FieldName,
}

/// A share, written `1/3`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fraction(pub u32, pub u32);

impl<'de> Deserialize<'de> for Fraction {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let parts = text.split_once('/').and_then(|(a, b)| Some((a.trim().parse().ok()?, b.trim().parse().ok()?)));
        match parts {
            Some((a, b)) if b > 0 && a <= b => Ok(Self(a, b)),
            _ => Err(Said::new(
                format!("`{text}` is no share; write one as `1/3`"),
                format!("`{text}`不是份额，应写成`1/3`"),
            )
            .custom()),
        }
    }
}

impl Term {
    fn parse(word: &str) -> Result<Self, Said> {
        if let Some(inner) = word.strip_prefix('/').and_then(|w| w.strip_suffix('/')).filter(|w| !w.is_empty()) {
            return Ok(Term::Regex(Pattern::new(inner)));
        }
        Ok(match word {
            "number" => Term::Number,
            "date" => Term::Date,
            "money" => Term::Money,
            _ => Term::Lexicon(word.to_owned()),
        })
    }
}

impl<'de> Deserialize<'de> for Term {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Term::parse(&String::deserialize(deserializer)?).map_err(Said::custom)
    }
}

/// One word or a list of them.
#[derive(Debug, Clone)]
pub(super) struct OneOrMany<T>(pub Vec<T>);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for OneOrMany<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either<T>(std::marker::PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Either<T> {
            type Value = OneOrMany<T>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a word or a list of words")
            }
            fn visit_str<E: Error>(self, word: &str) -> Result<Self::Value, E> {
                T::deserialize(serde::de::value::StrDeserializer::new(word)).map(|one| OneOrMany(vec![one]))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
                let mut all = Vec::new();
                while let Some(one) = seq.next_element()? {
                    all.push(one);
                }
                Ok(OneOrMany(all))
            }
        }
        deserializer.deserialize_any(Either(std::marker::PhantomData))
    }
}

impl<'de> Deserialize<'de> for TextTest {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Shapes;
        impl<'de> Visitor<'de> for Shapes {
            type Value = TextTest;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a lexicon, a list of lexicons, or {any, all, none, in, at, near, order}")
            }
            fn visit_str<E: Error>(self, word: &str) -> Result<TextTest, E> {
                let any = vec![Term::parse(word).map_err(Said::custom)?];
                Ok(TextTest { any, ..TextTest::default() })
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<TextTest, A::Error> {
                let mut any = Vec::new();
                while let Some(term) = seq.next_element()? {
                    any.push(term);
                }
                Ok(TextTest { any, ..TextTest::default() })
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<TextTest, A::Error> {
                let mut test = TextTest::default();
                while let Some(key) = map.next_key::<String>()? {
                    match key.as_str() {
                        "any" => test.any = map.next_value::<OneOrMany<Term>>()?.0,
                        "all" => test.all = map.next_value::<OneOrMany<Term>>()?.0,
                        "none" => test.none = map.next_value::<OneOrMany<Term>>()?.0,
                        "order" => test.order = map.next_value::<OneOrMany<Term>>()?.0,
                        "in" => test.within = map.next_value()?,
                        "at" => test.at = Some(map.next_value()?),
                        "near" => test.near = Some(map.next_value()?),
                        other => return Err(unknown("key of text", other, TEXT_KEYS).custom()),
                    }
                }
                Ok(test)
            }
        }
        deserializer.deserialize_any(Shapes)
    }
}

impl FieldPath {
    pub(super) fn parse(word: &str) -> Result<Self, Said> {
        let field = |name: &str| {
            FieldName::from_name(name).ok_or_else(|| unknown("field", name, FieldName::ALL.iter().map(|f| f.name())))
        };
        match word {
            "section.kinds" => Ok(Self::SectionKinds),
            "section.content" => Ok(Self::SectionContent),
            "section.heading" => Ok(Self::SectionHeading),
            "item.kind" => Ok(Self::ItemKind),
            _ => {
                match (word.strip_prefix("subject.plan."), word.strip_prefix("subject."), word.strip_prefix("plan.")) {
                    (Some(name), ..) => field(name).map(Self::SubjectPlan),
                    (_, Some(name), _) => field(name).map(Self::Subject),
                    (.., Some(name)) => field(name).map(Self::Plan),
                    _ => field(word).map(Self::Own),
                }
            }
        }
    }
}

impl Operand {
    fn parse(word: &str) -> Result<Self, Said> {
        let field = |name: &str| {
            FieldName::from_name(name).ok_or_else(|| unknown("field", name, FieldName::ALL.iter().map(|f| f.name())))
        };
        if let Some(name) = word.strip_prefix("plan.") {
            return field(name).map(Self::Plan);
        }
        if let Some(name) = word.strip_prefix("subject.plan.") {
            return field(name).map(Self::SubjectPlan);
        }
        if let Some(name) = word.strip_prefix("subject.") {
            return field(name).map(Self::Subject);
        }
        Ok(Self::Literal(word.to_owned()))
    }
}

impl<'de> Deserialize<'de> for FieldTest {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Shapes;
        impl<'de> Visitor<'de> for Shapes {
            type Value = FieldTest;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("`present`, `readable`, or {is | in | before | after | less-than | more-than | at-least | at-most | overlaps: value}")
            }
            fn visit_str<E: Error>(self, word: &str) -> Result<FieldTest, E> {
                match word {
                    "present" => Ok(FieldTest::Present),
                    "readable" => Ok(FieldTest::Readable),
                    _ => Err(unknown("test of a field", word, ["present", "readable"]).custom()),
                }
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<FieldTest, A::Error> {
                let Some(key) = map.next_key::<String>()? else {
                    return Err(Said::new("a test of a field is missing", "缺少字段检验").custom());
                };
                let compare = match key.as_str() {
                    "is" => Compare::Is,
                    "in" => Compare::In,
                    "before" => Compare::Before,
                    "after" => Compare::After,
                    "less-than" => Compare::LessThan,
                    "more-than" => Compare::MoreThan,
                    "at-least" => Compare::AtLeast,
                    "at-most" => Compare::AtMost,
                    "overlaps" => Compare::Overlaps,
                    other => return Err(unknown("comparison", other, COMPARISONS).custom()),
                };
                let word: String = map.next_value()?;
                let operand = Operand::parse(&word).map_err(Said::custom)?;
                Ok(FieldTest::Compare(compare, operand))
            }
        }
        deserializer.deserialize_any(Shapes)
    }
}

/// The fields of a `field` condition.
struct Fields(Vec<(FieldPath, FieldTest)>);

impl<'de> Deserialize<'de> for Fields {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Pairs;
        impl<'de> Visitor<'de> for Pairs {
            type Value = Fields;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a map from fields to tests")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Fields, A::Error> {
                let mut all = Vec::new();
                while let Some(key) = map.next_key::<String>()? {
                    let path = FieldPath::parse(&key).map_err(Said::custom)?;
                    all.push((path, map.next_value()?));
                }
                Ok(Fields(all))
            }
        }
        deserializer.deserialize_map(Pairs)
    }
}

/// Amounts of items, added.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct SumText {
    /// A kind of item and a field: `task.budget`.
    of: String,
    /// The field of the plan that they may reach: `plan.budget`.
    at_most: String,
}

impl<'de> Deserialize<'de> for Condition {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Keys;
        impl<'de> Visitor<'de> for Keys {
            type Value = Condition;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a condition: {text | field | count | sum | problem | all | any | not: …}")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Condition, A::Error> {
                let mut found: Option<Condition> = None;
                let mut at_least: Option<u32> = None;
                while let Some(key) = map.next_key::<String>()? {
                    let condition = match key.as_str() {
                        "all" => Condition::All(map.next_value()?),
                        "any" => Condition::Any(map.next_value()?),
                        "not" => Condition::Not(Box::new(map.next_value()?)),
                        "text" => Condition::Text(map.next_value()?),
                        "field" => Condition::Field(map.next_value::<Fields>()?.0),
                        "count" => Condition::Count(Box::new(map.next_value()?)),
                        "problem" => Condition::Problem(map.next_value::<OneOrMany<String>>()?.0),
                        "sum" => {
                            let text: SumText = map.next_value()?;
                            sum(&text).map(Condition::Sum).map_err(Said::custom)?
                        }
                        "at-least" => {
                            at_least = Some(map.next_value()?);
                            continue;
                        }
                        "of" => Condition::AtLeast(0, map.next_value()?),
                        other => return Err(unknown("condition", other, CONDITIONS).custom()),
                    };
                    if found.is_some() {
                        return Err(Said::new(
                            "one condition a map; combine several with `all` or `any`",
                            "一个映射只写一个条件，多个条件用`all`或`any`组合",
                        )
                        .custom());
                    }
                    found = Some(condition);
                }
                match (found, at_least) {
                    (Some(Condition::AtLeast(_, of)), Some(n)) => Ok(Condition::AtLeast(n, of)),
                    (Some(Condition::AtLeast(..)), None) => {
                        Err(Said::new("`of` goes with `at-least`", "`of`要与`at-least`一起写").custom())
                    }
                    (Some(condition), None) => Ok(condition),
                    (_, Some(_)) => Err(Said::new("`at-least` goes with `of`", "`at-least`要与`of`一起写").custom()),
                    (None, None) => Err(Said::new("an empty condition", "条件是空的").custom()),
                }
            }
        }
        deserializer.deserialize_map(Keys)
    }
}

fn sum(text: &SumText) -> Result<Sum, Said> {
    let (kind, field) =
        text.of.split_once('.').ok_or_else(|| Said::new("write `task.budget`", "应写成`task.budget`"))?;
    let kind = crate::plan::ItemKind::from_name(kind)
        .ok_or_else(|| unknown("kind of item", kind, crate::plan::ItemKind::ALL.iter().map(|k| k.name())))?;
    let name = |name: &str| {
        FieldName::from_name(name).ok_or_else(|| unknown("field", name, FieldName::ALL.iter().map(|f| f.name())))
    };
    let limit = text.at_most.strip_prefix("plan.").ok_or_else(|| {
        Said::new("`at-most` is a field of the plan: `plan.budget`", "`at-most`是规划的字段：`plan.budget`")
    })?;
    Ok(Sum { kind, field: name(field)?, at_most: name(limit)? })
}

/// The keys of a condition.
const CONDITIONS: [&str; 10] = ["text", "field", "count", "sum", "problem", "all", "any", "not", "at-least", "of"];

/// The keys of a `text` condition.
const TEXT_KEYS: [&str; 7] = ["any", "all", "none", "in", "at", "near", "order"];

/// Comparisons of a field.
const COMPARISONS: [&str; 9] =
    ["is", "in", "before", "after", "less-than", "more-than", "at-least", "at-most", "overlaps"];

/// What parser, model and suppressions record.
pub(super) const PROBLEMS: [&str; 8] = [
    "dependency-cycle",
    "duplicate-id",
    "invalid-value",
    "template-residue",
    "unexplained-suppression",
    "unknown-reference",
    "unreadable-text",
    "unused-suppression",
];

impl JsonSchema for Fraction {
    fn schema_name() -> Cow<'static, str> {
        "Fraction".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "string", "pattern": "^ *[0-9]+ */ *[1-9][0-9]* *$", "examples": ["1/3"],
                      "description": "A share, written as a fraction."})
    }
}

impl JsonSchema for Term {
    fn schema_name() -> Cow<'static, str> {
        "Term".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let vocabulary = crate::lexicon::Vocabulary::shipped();
        json_schema!({
            "description": "A lexicon by name, a regular expression `/…/` (upper and lower case alike), or a kind of \
                            value: number, date, money.",
            "anyOf": [
                {"type": "string", "enum": ["number", "date", "money"]},
                {"type": "string", "enum": vocabulary.names()},
                {"type": "string", "pattern": "^/.+/$", "description": "A regular expression. Write `(?-u:\\b)` for \
                 the edge of a word: `\\b` finds nothing beside Chinese characters."},
                {"type": "string", "pattern": "^[a-z][a-z0-9-]*$", "description": "A lexicon of one's own."},
            ],
        })
    }
}

impl JsonSchema for TextTest {
    fn schema_name() -> Cow<'static, str> {
        "Text".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let terms = one_or_many(&generator.subschema_for::<Term>());
        let list = |words: &str| described(terms.clone(), words).to_value();
        let (region, at) = (generator.subschema_for::<Region>(), generator.subschema_for::<At>());
        json_schema!({
            "description": "Terms that occur in the subject: one, a list (any of them), or the long form.",
            "anyOf": [terms, {
                "type": "object",
                "additionalProperties": false,
                "properties": {
                    "any": list("At least one of these occurs."),
                    "all": list("Each of these occurs."),
                    "none": list("None of these occurs."),
                    "order": list("These occur in this order."),
                    "in": described(region, "Which text of the subject; `own` where nothing is said.").to_value(),
                    "at": described(at, "In which part of the sentence.").to_value(),
                    "near": {"type": "integer", "minimum": 0, "description": "Within so many words of each other."},
                },
            }],
        })
    }
}

impl JsonSchema for FieldTest {
    fn schema_name() -> Cow<'static, str> {
        "FieldTest".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let value = json_schema!({"type": ["string", "number"], "description":
            "A value, `plan.<field>`, `subject.<field>`, or `subject.plan.<field>`."});
        let mut compare = map_of(COMPARISONS, &value);
        compare.insert("type".to_owned(), "object".into());
        compare.insert("minProperties".to_owned(), 1.into());
        compare.insert("maxProperties".to_owned(), 1.into());
        json_schema!({
            "description": "What is asked of the field.",
            "anyOf": [
                {"type": "string", "enum": ["present", "readable"], "description":
                 "present: it says something; readable: its value can be understood."},
                compare,
            ],
        })
    }
}

/// The schema of a `field` condition.
fn fields_schema(generator: &mut SchemaGenerator) -> Schema {
    let own = FieldName::ALL.iter().map(|f| f.name().to_owned());
    let of = |whose: &'static str| FieldName::ALL.iter().map(move |f| format!("{whose}.{}", f.name()));
    let others = of("plan").chain(of("subject")).chain(of("subject.plan"));
    let keys: Vec<String> = own
        .chain(others)
        .chain(["section.kinds", "section.content", "section.heading", "item.kind"].map(str::to_owned))
        .collect();
    let mut map = map_of(keys.iter().map(String::as_str), &generator.subschema_for::<FieldTest>());
    map.insert("type".to_owned(), "object".into());
    described(
        map,
        "Fields of the item, of its plan (`plan.…`), of the subject outside the set (`subject.…`, `subject.plan.…`), of the section, or the kind of the item that a sentence is the title of (`item.kind`); all of them are so.",
    )
}

impl JsonSchema for Condition {
    fn schema_name() -> Cow<'static, str> {
        "Condition".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let condition = generator.subschema_for::<Condition>();
        let list = |words: &str| {
            json_schema!({"type": "array", "items": condition, "minItems": 1, "description": words}).to_value()
        };
        let count = described(generator.subschema_for::<Count>(), "Members of a set are so many.");
        let problem = one_or_many(&one_of(PROBLEMS));
        let kinds: Vec<_> = CONDITIONS[..8].iter().map(|key| serde_json::json!({"required": [key]})).collect();
        let kinds: Vec<_> = kinds.into_iter().chain([serde_json::json!({"required": ["at-least", "of"]})]).collect();
        json_schema!({
            "description": "What must hold of a subject: one of text, field, count, sum, problem, or several combined \
                            by all, any, not, or at-least … of.",
            "type": "object",
            "additionalProperties": false,
            "properties": {
                "text": generator.subschema_for::<TextTest>(),
                "field": fields_schema(generator),
                "count": count,
                "sum": generator.subschema_for::<SumText>(),
                "problem": described(problem, "What the model recorded while it was read."),
                "all": list("All of these hold."),
                "any": list("At least one of these holds."),
                "not": described(condition.clone(), "This does not hold."),
                "at-least": {"type": "integer", "minimum": 1, "description": "So many of `of` hold."},
                "of": list("The conditions that `at-least` counts."),
            },
            "oneOf": kinds,
        })
    }
}

impl Condition {
    /// Calls `each` with this condition and all in it.
    pub fn walk<'c>(&'c self, each: &mut dyn FnMut(&'c Condition)) {
        each(self);
        match self {
            Self::All(all) | Self::Any(all) | Self::AtLeast(_, all) => all.iter().for_each(|c| c.walk(each)),
            Self::Not(one) => one.walk(each),
            Self::Count(count) => count.among.iter().chain(&count.filter).for_each(|c| c.walk(each)),
            Self::Text(_) | Self::Field(_) | Self::Sum(_) | Self::Problem(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Pattern;

    #[test]
    fn a_pattern_in_traditional_characters_finds_both() {
        let pattern = Pattern::new("(專案|計畫)書");
        assert_eq!(pattern.as_str(), "(专案|计画)书");
        assert!(pattern.reads_simplified() && pattern.find("专案书").is_some());
        assert!(!Pattern::new("plan").reads_simplified());
    }
}
