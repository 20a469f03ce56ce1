//! Which sentences a condition can be about: those in which the words lie that it asks for. The others need not be
//! asked one by one.

use super::question::Question;
use super::settled::{is_of_fields, shows_members};
use crate::check::members::is_member;
use crate::check::scene::{Scene, Subject, in_order};
use crate::plan::SentenceId;
use crate::rules::{Condition, Count, Kind, Term, TextTest, Within};

/// What is kept of sentences of which a condition does not hold.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::check) enum Misses {
    /// Nothing.
    Dropped,
    /// The words that some part of the condition came upon.
    Noted,
}

/// Whether a condition holds of no subject of the plan, since the words that it asks for stand in none of its texts.
pub(in crate::check) fn is_ruled_out(scene: &Scene<'_>, condition: &Condition) -> bool {
    match condition {
        Condition::Text(test) => {
            let nowhere = |term: &Term| stands_nowhere(scene, term);
            test.all.iter().any(nowhere) || (!test.any.is_empty() && test.any.iter().all(nowhere))
        }
        Condition::All(all) => all.iter().any(|part| is_ruled_out(scene, part)),
        Condition::Any(any) => any.iter().all(|part| is_ruled_out(scene, part)),
        Condition::AtLeast(number, of) => {
            of.iter().filter(|part| !is_ruled_out(scene, part)).count() < *number as usize
        }
        _ => false,
    }
}

/// Whether a term is known to stand in no text of the plan.
fn stands_nowhere(scene: &Scene<'_>, term: &Term) -> bool {
    match term {
        Term::Lexicon(name) => {
            let known = |id| scene.plan.documents.iter().any(|document| document.hits.knows(id));
            !scene.vocabulary.lexicon(name).is_some_and(known)
        }
        Term::Regex(pattern) => !scene.may_stand_anywhere(pattern),
        Term::Number | Term::Date | Term::Money => false,
    }
}

impl Question<'_> {
    /// The sentences of which a condition may hold, or come upon words that are noted, in order; none where it may be
    /// any.
    pub fn sifted(&self, condition: &Condition, misses: Misses) -> Option<Vec<SentenceId>> {
        match condition {
            Condition::Text(test) => self.sifted_by_text(test),
            // The first part that can come upon words is asked of every sentence.
            Condition::All(all) if misses == Misses::Noted => {
                all.iter().find(|part| !is_of_fields(part)).and_then(|part| self.sifted(part, misses))
            }
            Condition::All(all) => {
                all.iter().filter_map(|part| self.sifted(part, misses)).reduce(|a, b| shared(&a, &b))
            }
            Condition::Any(any) => self.sifted_by_any(any, misses),
            Condition::AtLeast(1.., of) => self.sifted_by_any(of, misses),
            _ => None,
        }
    }

    fn sifted_by_any(&self, any: &[Condition], misses: Misses) -> Option<Vec<SentenceId>> {
        let each: Option<Vec<Vec<SentenceId>>> = any.iter().map(|part| self.sifted(part, misses)).collect();
        each.map(|each| in_order(each.concat()))
    }

    fn sifted_by_text(&self, test: &TextTest) -> Option<Vec<SentenceId>> {
        let any = (!test.any.is_empty()).then_some(test.any.as_slice());
        let groups = test.all.iter().map(std::slice::from_ref).chain(any);
        groups.filter_map(|terms| self.holding(terms)).reduce(|a, b| shared(&a, &b))
    }

    /// The sentences in which one of the terms lies; none where that is not known without a look at them.
    fn holding(&self, terms: &[Term]) -> Option<Vec<SentenceId>> {
        let mut all = Vec::new();
        for term in terms {
            match term {
                // What has no lexicon stands nowhere.
                Term::Lexicon(name) => {
                    let lexicon = self.scene.vocabulary.lexicon(name);
                    lexicon.iter().for_each(|id| all.extend_from_slice(&self.scene.sentences_with(*id)));
                }
                Term::Regex(pattern) => all.extend(self.scene.sentences_for(pattern)?),
                Term::Number | Term::Date | Term::Money => return None,
            }
        }
        Some(in_order(all))
    }

    /// Of a count of sentences that are the same for every subject, the members that must be asked, and how many others
    /// are counted without being of those of which its `where` holds.
    pub(super) fn few(&self, count: &Count, outermost: bool) -> Option<(Vec<Subject>, usize)> {
        let set = &count.of;
        let alike = set.kinds == [Kind::Sentence]
            && set.order.is_none()
            && set.tie.is_none()
            && set.likeness.is_none()
            && matches!(set.within, None | Some(Within::Kinds(_)));
        if !alike || outermost && shows_members(self.rule) {
            return None;
        }
        let sentences = self.scene.sentences();
        let asked = count.among.as_ref().or(count.filter.as_ref())?;
        let sifted = self.sifted(asked, Misses::Noted)?;
        let mut next = sentences.iter().peekable();
        let members = sifted.into_iter().filter(|id| {
            while next.next_if(|sentence| sentence.id < *id).is_some() {}
            next.next_if(|sentence| sentence.id == *id)
                .is_some_and(|sentence| is_member(self.scene.plan, set, sentence.section))
        });
        let members: Vec<Subject> = members.map(Subject::Sentence).collect();
        let others = match count.among {
            // Those of which `among` does not hold are not counted at all.
            Some(_) => 0,
            None => {
                sentences.iter().filter(|sentence| is_member(self.scene.plan, set, sentence.section)).count()
                    - members.len()
            }
        };
        Some((members, others))
    }
}

/// Those that stand in both lists, which are in order.
fn shared(a: &[SentenceId], b: &[SentenceId]) -> Vec<SentenceId> {
    let (few, many) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    few.iter().filter(|id| many.binary_search(id).is_ok()).copied().collect()
}
