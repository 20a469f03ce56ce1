//! Sets: short phrases that say which members a condition counts (DESIGN §4).

use super::said::{Said, unknown};
use crate::plan::{ItemKind, SectionKind};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer};

/// A set of members, seen from a subject.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Set {
    /// As it was written.
    pub phrase: String,
    /// `earlier`, `later`.
    pub order: Option<Order>,
    /// A relation to the subject.
    pub tie: Option<Tie>,
    /// `like`, `same-class`.
    pub likeness: Option<Likeness>,
    /// What the members are; empty after a relation: anything.
    pub kinds: Vec<Kind>,
    /// `in section`, `in workspace`, `in section.needs or …`.
    pub within: Option<Within>,
}

/// Place in document order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// Before the subject.
    Earlier,
    /// After it.
    Later,
}

/// How members are tied to the subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tie {
    /// The subject serves them.
    Serves,
    /// They serve the subject.
    ServedBy,
    /// The subject depends on them.
    DependsOn,
    /// The subject uses them.
    Reuses,
    /// One step, any link.
    Linked,
    /// `serves`, any number of steps.
    Reaches,
    /// The items above the subject.
    Parent,
    /// The items below the subject.
    Child,
    /// Lead-in and running text up to the nearest heading that holds the subject, and that heading.
    Around,
}

/// How members are like the subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Likeness {
    /// The same content words.
    Like,
    /// One technology noun heads both.
    SameClass,
}

/// What a member is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// An item.
    Item(ItemKind),
    /// An item of a problems section.
    Problem,
    /// A sentence.
    Sentence,
    /// A word (150 Han characters count as 80).
    Word,
    /// The plan.
    Plan,
    /// A document.
    Document,
    /// A topmost section of the kind.
    Section(SectionKind),
    /// A section of no kind, and what stands before the first heading.
    SectionNone,
    /// The same, but for headings that name a piece of work (“Extend the harbour”), and what stands below them.
    SectionPlain,
    /// The section that holds the subject.
    OwnSection,
    /// The headings that hold the subject, but for the title.
    Heading,
    /// A body, officer or team that the subject's owner field names, where the field's label does not make it the lead.
    Owner,
    /// Evidence that the plan treats a matter (DESIGN §5).
    Evidence(String),
}

/// Where members must stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Within {
    /// In the subject's section.
    Section,
    /// In any plan of the workspace.
    Workspace,
    /// In sections of these kinds.
    Kinds(Vec<Kind>),
}

/// The matters that evidence can be asked for.
pub const EVIDENCE: [&str; 28] = [
    "upstream",
    "horizon",
    "status-quo",
    "goals",
    "tasks",
    "measures",
    "responsible",
    "effects",
    "security",
    "guiding",
    "leadership",
    "needs",
    "evaluation",
    "outlook",
    "trends",
    "review",
    "lifecycle",
    "risks",
    "look-back",
    "alternatives",
    "priorities",
    "phases",
    "funding",
    "support",
    "pilot",
    "systems",
    "sharing",
    "integration",
];

/// Kinds of members besides kinds of items.
const KINDS: [&str; 8] = ["problem", "sentence", "word", "plan", "document", "section", "heading", "owner"];

/// Words that narrow a set.
const MODIFIERS: [&str; 13] = [
    "earlier",
    "later",
    "serves",
    "served-by",
    "depends-on",
    "reuses",
    "linked",
    "reaches",
    "parent",
    "child",
    "around",
    "like",
    "same-class",
];

impl JsonSchema for Set {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Set".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let sections = SectionKind::ALL.iter().map(|k| format!("section\\.{}", k.name()));
        let evidence = EVIDENCE.iter().map(|matter| format!("evidence\\.{matter}"));
        let words: Vec<String> = ItemKind::ALL
            .iter()
            .map(|k| k.name())
            .chain(KINDS)
            .chain(MODIFIERS)
            .map(str::to_owned)
            .chain(sections)
            .chain(["section\\.none", "section\\.plain"].map(str::to_owned))
            .chain(evidence)
            .collect();
        let word = format!("({})", words.join("|"));
        json_schema!({
            "type": "string",
            "description": "Which members are counted: modifiers (earlier, later, like, same-class, a relation such \
                            as serves, reaches, linked, a place such as around), then kinds joined by `or`, then \
                            perhaps `in section`, `in workspace` or `in section.<kind>`. Kinds are kinds of items, \
                            sentence, word, plan, owner, section.<kind>, evidence.<matter>.",
            "pattern": format!("^{word}( (or )?{word})*( in (section|workspace|{word}( or {word})*))?$"),
            "examples": ["need", "linked", "reaches need or goal", "earlier like task", "evidence.funding",
                         "section.risks", "task in section", "sentence"],
        })
    }
}

impl Set {
    /// Reads a phrase.
    ///
    /// # Errors
    /// A word that the grammar does not know, with what was probably meant.
    pub fn parse(phrase: &str) -> Result<Self, Said> {
        let mut set =
            Self { phrase: phrase.to_owned(), order: None, tie: None, likeness: None, kinds: Vec::new(), within: None };
        let (head, tail) = match phrase.split_once(" in ") {
            Some((head, tail)) => (head, Some(tail)),
            None => (phrase, None),
        };
        for alternative in head.split(" or ") {
            for word in alternative.split_whitespace() {
                match word {
                    "earlier" => set.order = Some(Order::Earlier),
                    "later" => set.order = Some(Order::Later),
                    "serves" => set.tie = Some(Tie::Serves),
                    "served-by" => set.tie = Some(Tie::ServedBy),
                    "depends-on" => set.tie = Some(Tie::DependsOn),
                    "reuses" => set.tie = Some(Tie::Reuses),
                    "linked" => set.tie = Some(Tie::Linked),
                    "reaches" => set.tie = Some(Tie::Reaches),
                    "parent" => set.tie = Some(Tie::Parent),
                    "child" => set.tie = Some(Tie::Child),
                    "around" => set.tie = Some(Tie::Around),
                    "like" => set.likeness = Some(Likeness::Like),
                    "same-class" => set.likeness = Some(Likeness::SameClass),
                    _ => set.kinds.push(kind(word)?),
                }
            }
        }
        set.within = match tail {
            None => None,
            Some("section") => Some(Within::Section),
            Some("workspace") => Some(Within::Workspace),
            Some(kinds) => {
                Some(Within::Kinds(kinds.split(" or ").map(|word| kind(word.trim())).collect::<Result<_, _>>()?))
            }
        };
        if set.kinds.is_empty() && set.tie.is_none() {
            return Err(Said::new(
                format!("`{phrase}` names no kind of member"),
                format!("`{phrase}`没有写明成员的种类"),
            ));
        }
        Ok(set)
    }

    /// Whether its members can lie outside the plan.
    pub fn reaches_workspace(&self) -> bool {
        self.within == Some(Within::Workspace)
    }
}

fn kind(word: &str) -> Result<Kind, Said> {
    if let Some(item) = ItemKind::from_name(word) {
        return Ok(Kind::Item(item));
    }
    if let Some(name) = word.strip_prefix("section.") {
        if name == "none" {
            return Ok(Kind::SectionNone);
        }
        if name == "plain" {
            return Ok(Kind::SectionPlain);
        }
        return SectionKind::from_name(name)
            .map(Kind::Section)
            .ok_or_else(|| unknown("kind of section", name, SectionKind::ALL.iter().map(|k| k.name())));
    }
    if let Some(name) = word.strip_prefix("evidence.") {
        return if EVIDENCE.contains(&name) {
            Ok(Kind::Evidence(name.to_owned()))
        } else {
            Err(unknown("evidence", name, EVIDENCE))
        };
    }
    Ok(match word {
        "problem" => Kind::Problem,
        "sentence" => Kind::Sentence,
        "word" => Kind::Word,
        "plan" => Kind::Plan,
        "document" => Kind::Document,
        "section" => Kind::OwnSection,
        "heading" => Kind::Heading,
        "owner" => Kind::Owner,
        _ => {
            let known = ItemKind::ALL.iter().map(|k| k.name()).chain(KINDS).chain(MODIFIERS);
            return Err(unknown("word in a set", word, known));
        }
    })
}

impl<'de> Deserialize<'de> for Set {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let phrase = String::deserialize(deserializer)?;
        Set::parse(&phrase).map_err(Said::custom)
    }
}
