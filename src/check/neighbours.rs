//! The plans of a workspace, as a rule sees them that looks beyond its own plan.

use super::likeness::{CANDIDATES, content_words, hash, tells_apart};
use crate::lexicon::Vocabulary;
use crate::plan::*;
use crate::text::{FileId, Span};
use rapidhash::RapidHashMap;
use std::sync::{Arc, OnceLock};

/// An item of a plan of the workspace.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Elsewhere {
    /// The number of its plan.
    pub plan: usize,
    /// The item in it.
    pub item: ItemId,
}

/// All plans of a workspace; what is looked up in them is prepared once, when it is first asked for, for all that ask.
#[derive(Debug, Default)]
pub struct Neighbours<'a> {
    plans: &'a [Arc<Plan>],
    documents: OnceLock<RapidHashMap<FileId, Arc<Document>>>,
    alike: OnceLock<RapidHashMap<u64, Vec<Elsewhere>>>,
}

impl<'a> Neighbours<'a> {
    /// These plans; the one that is judged may be among them.
    pub fn new(plans: &'a [Arc<Plan>]) -> Self {
        Self { plans, ..Self::default() }
    }

    /// The plan of a number.
    pub fn plan(&self, number: usize) -> Option<&'a Plan> {
        self.plans.get(number).map(|plan| &**plan)
    }

    /// The plans but for `own` and for copies of it, with their numbers.
    pub fn others<'s>(&'s self, own: &'s Plan) -> impl Iterator<Item = (usize, &'a Plan)> + 's {
        self.plans.iter().enumerate().map(|(number, plan)| (number, &**plan)).filter(|(_, plan)| !is_same(own, plan))
    }

    /// The document of a span, whichever plan has it.
    pub fn document_of(&self, span: Span) -> Option<&Arc<Document>> {
        let documents = self.documents.get_or_init(|| {
            let all = self.plans.iter().flat_map(|plan| &plan.documents);
            all.map(|document| (document.source.id, document.clone())).collect()
        });
        documents.get(&span.file)
    }

    /// Items in other plans with the same content words as an item of `own`, in order of plans; copies of the plan, and
    /// items that are done or excluded, are left out.
    pub fn like(&self, own: &Plan, item: ItemId, vocabulary: &Vocabulary) -> Vec<Elsewhere> {
        let words = content_words(own, vocabulary, own.item(item));
        if !tells_apart(&words) {
            return Vec::new();
        }
        let alike = self.alike.get_or_init(|| self.by_words(vocabulary));
        let candidates = alike.get(&hash(&words)).map_or(&[][..], Vec::as_slice);
        let is_like = |there: &&Elsewhere| {
            self.plan(there.plan).is_some_and(|plan| {
                !is_same(own, plan) && content_words(plan, vocabulary, plan.item(there.item)) == words
            })
        };
        candidates.iter().filter(is_like).take(CANDIDATES).copied().collect()
    }

    fn by_words(&self, vocabulary: &Vocabulary) -> RapidHashMap<u64, Vec<Elsewhere>> {
        let mut alike: RapidHashMap<u64, Vec<Elsewhere>> = RapidHashMap::default();
        for (number, plan) in self.plans.iter().enumerate() {
            for (item, it) in plan.items().filter(|(_, it)| it.repeats.is_none() && it.state == State::Open) {
                let words = content_words(plan, vocabulary, it);
                if tells_apart(&words) {
                    alike.entry(hash(&words)).or_default().push(Elsewhere { plan: number, item });
                }
            }
        }
        alike
    }
}

/// Whether two plans are one, or copies of each other: the same text in as many files.
fn is_same(one: &Plan, other: &Plan) -> bool {
    std::ptr::eq(one, other)
        || one.documents.len() == other.documents.len()
            && one.documents.iter().zip(&other.documents).all(|(a, b)| a.source.text == b.source.text)
}
