//! Whether the words of a plan are those of an organisation that plans for itself, or those of a project.
//!
//! Names of bodies tell whose plan it is only where there are some, and where they are known for such. The words of the
//! whole text tell more: “staff”, “board”, “services” here, “features”, “repository”, “deliverables” there. How much each of
//! some hundred words tells was fitted to plans whose readers had said whose they are (`scripts/fit-wording.py`): a
//! logistic regression on which of the words a text has, the vector of these scaled to length one.

use super::classify::{chosen, titles};
use super::kinds::{Language, Profile};
use super::model::*;
use super::profile::BUSINESS_PLAN;
use super::reason::WhyChosen;
use super::texts::Texts;
use crate::lexicon::{fold, is_han};
use crate::syntax::MarkKind;
use rapidhash::RapidHashMap;
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

/// Words with their weights: above nought where they are an organisation's. A line each, the first with no word and the
/// weight that all texts have.
struct Weights {
    bias: f64,
    of: RapidHashMap<&'static str, f64>,
}

static ENGLISH: LazyLock<Weights> = LazyLock::new(|| Weights::read(include_str!("../../rules/wording/en.tsv")));
static CHINESE: LazyLock<Weights> = LazyLock::new(|| Weights::read(include_str!("../../rules/wording/zh.tsv")));

impl Weights {
    fn read(table: &'static str) -> Self {
        let mut of: RapidHashMap<&str, f64> = table
            .lines()
            .filter_map(|line| line.split_once('\t'))
            .map(|(word, weight)| (word, weight.parse().unwrap_or(0.0)))
            .collect();
        Self { bias: of.remove("").unwrap_or(0.0), of }
    }
}

/// Where nothing names a body, a plan is an organisation's if its words are so likely to be those of one.
const LIKELY: f64 = 0.65;

/// Where little says that a body plans, the plan is a project's if its words are no likelier than this to be a body's.
const UNLIKELY: f64 = 0.4;

/// Whose plan it is by all its words, where what it names (`named`) tells nothing or little; else as that says.
pub(super) fn weighed(
    named: Chosen<Profile>,
    facts: &Facts,
    text: &Texts,
    documents: &[Arc<Document>],
) -> Chosen<Profile> {
    let weak = match &named.why {
        WhyChosen::NoBody | WhyChosen::Preface => true,
        // In Chinese, 规划 and 工作计划 are words of everybody.
        WhyChosen::WordInTitle(noun) => {
            named.value == Profile::Organisation && (noun == BUSINESS_PLAN || !noun.is_ascii())
        }
        _ => false,
    };
    let Some(wording) = weak.then(|| Wording::of(facts, text, documents)).flatten() else { return named };
    match named.value {
        Profile::Project if wording.organisation > LIKELY && !titled_project(text, documents) => {
            chosen(Profile::Organisation, WhyChosen::OrganisationWords(wording.telling(true)))
        }
        Profile::Organisation if wording.organisation < UNLIKELY => {
            chosen(Profile::Project, WhyChosen::ProjectWords(wording.telling(false)))
        }
        _ => named,
    }
}

/// Whether a title says that a project is planned, whoever its words remind of.
fn titled_project(text: &Texts, documents: &[Arc<Document>]) -> bool {
    let title = titles(text, documents).first().map(|title| fold(title)).unwrap_or_default();
    PROJECT_TITLES.iter().any(|noun| title.contains(noun))
}

/// What only projects call their plans.
const PROJECT_TITLES: [&str; 7] =
    ["project plan", "project charter", "project proposal", "project schedule", "项目计划", "项目立项", "立项申请"];

/// So few of the words are too few to tell anything.
const FEWEST: usize = 20;

/// So many of the words that told most are named.
const TOLD: usize = 3;

/// What the words of a plan tell.
struct Wording {
    /// How likely it is that an organisation plans, 0 to 1.
    organisation: f64,
    /// The words that the text has, each with its weight.
    words: BTreeMap<&'static str, f64>,
}

impl Wording {
    /// Reads all documents of a plan, code and addresses left out. Nothing where too few of the words are in it.
    fn of(facts: &Facts, text: &Texts, documents: &[Arc<Document>]) -> Option<Self> {
        let weights = match documents.first()?.language {
            Language::En => &*ENGLISH,
            Language::Zh => &*CHINESE,
        };
        let mut words = BTreeMap::new();
        let mut take = |word: &str| {
            if let Some((&word, &weight)) = weights.of.get_key_value(word) {
                words.insert(word, weight);
            }
        };
        for s in facts.sentences.iter().filter(|s| s.place != Place::Code) {
            let Some(document) = text.document(s.span.file) else { continue };
            let mut at = s.span.start;
            for mark in document.tree.marks_in(s.span).filter(|mark| mark.kind == MarkKind::Code) {
                each_word(text.get(s.span.with(at, mark.span.start.max(at))), &mut take);
                at = mark.span.end.max(at);
            }
            each_word(text.get(s.span.with(at, s.span.end)), &mut take);
        }
        if words.len() < FEWEST {
            return None;
        }
        let score = weights.bias + words.values().sum::<f64>() / (words.len() as f64).sqrt();
        Some(Self { organisation: 1.0 / (1.0 + (-score).exp()), words })
    }

    /// The words that told most for an organisation, or for a project, the strongest first.
    fn telling(&self, organisation: bool) -> Vec<&'static str> {
        let mut words: Vec<(&str, f64)> =
            self.words.iter().map(|(&word, &weight)| (word, if organisation { weight } else { -weight })).collect();
        words.sort_by(|(_, a), (_, b)| b.total_cmp(a));
        words.into_iter().take_while(|(_, weight)| *weight > 0.0).take(TOLD).map(|(word, _)| word).collect()
    }
}

/// Runs of letters, and pairs of Han characters that stand side by side, folded; addresses left out.
fn each_word(text: &str, take: &mut impl FnMut(&str)) {
    for piece in fold(text).split_whitespace() {
        let piece = piece.find("http").filter(|_| piece.contains("://")).map_or(piece, |at| &piece[..at]);
        piece.split(|c: char| !c.is_ascii_lowercase()).filter(|word| word.len() >= 3).for_each(&mut *take);
        let mut before: Option<usize> = None;
        for (at, c) in piece.char_indices() {
            if !is_han(c) {
                before = None;
                continue;
            }
            if let Some(start) = before {
                take(&piece[start..at + c.len_utf8()]);
            }
            before = Some(at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_hold_words_as_they_are_looked_for() {
        for weights in [&*ENGLISH, &*CHINESE] {
            assert!(weights.of.len() >= 100 && weights.bias != 0.0);
            for word in weights.of.keys() {
                let mut found = Vec::new();
                each_word(word, &mut |part| found.push(part.to_owned()));
                assert_eq!(found, [word.to_string()]);
            }
        }
    }

    #[test]
    fn words_are_letters_or_pairs_of_characters() {
        let mut found = Vec::new();
        each_word("Staff’s e-mail: https://a.example/staff, 學校师生 of 3 APIs", &mut |word| {
            found.push(word.to_owned())
        });
        assert_eq!(found, ["staff", "mail", "学校", "校师", "师生", "apis"]);
    }
}
