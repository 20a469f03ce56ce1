//! A rule's question to a subject, and answers of three values combined.

use super::census::{Census, Members, Sum, WORDS};
use crate::check::scene::{Scene, Subject};
use crate::check::verdict::Trace;
use crate::plan::values::Tri;
use crate::rules::{Condition, Count, Rule, Term};
use crate::text::Span;
use rapidhash::RapidHashMap;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// So many members of sets a rule may look at in one plan: counts in counts would go through it again and again.
pub(in crate::check) const LOOKS: u64 = 10_000_000;

/// A rule being judged in a scene, with what its conditions came upon.
pub(in crate::check) struct Question<'a> {
    pub scene: &'a Scene<'a>,
    pub rule: &'a Rule,
    pub(super) trace: RefCell<Trace>,
    /// Counts that are the same for all subjects; none where they are not.
    pub(super) censuses: RefCell<RapidHashMap<*const Count, Option<Rc<Census>>>>,
    /// Members of counts that are asked for again and again.
    pub(super) members: RefCell<RapidHashMap<*const Count, Rc<Members>>>,
    /// Counts that are the same for all subjects whose fields say the same.
    pub(super) alike: RefCell<RapidHashMap<(*const Count, String), Sum>>,
    /// Where a term first stands in texts that many subjects share.
    pub(super) shared: RefCell<RapidHashMap<(*const Span, *const Term), Option<Span>>>,
    looks: Cell<u64>,
}

/// Whom a condition is asked about.
#[derive(Clone, Copy)]
pub(in crate::check) struct Asked<'s> {
    /// The subject, or the member of a set.
    pub subject: &'s Subject,
    /// The subject outside the set.
    pub outer: Option<&'s Subject>,
}

impl<'s> Asked<'s> {
    /// The rule's own subject.
    pub fn outermost(&self) -> &'s Subject {
        self.outer.unwrap_or(self.subject)
    }
}

impl<'a> Question<'a> {
    /// A rule in a scene.
    pub fn new(scene: &'a Scene<'a>, rule: &'a Rule) -> Self {
        Self {
            scene,
            rule,
            trace: RefCell::default(),
            censuses: RefCell::default(),
            members: RefCell::default(),
            alike: RefCell::default(),
            shared: RefCell::default(),
            looks: Cell::new(0),
        }
    }

    /// So many members are looked at.
    pub(super) fn look_at(&self, members: usize) {
        self.looks.set(self.looks.get().saturating_add(members as u64));
    }

    /// Whether it has looked at so many that it is asked no more, and has no answers any longer.
    pub fn is_given_up(&self) -> bool {
        self.looks.get() > LOOKS
    }

    /// What the conditions came upon since the last call.
    pub fn take_trace(&self) -> Trace {
        self.trace.take()
    }

    /// Whether the condition holds.
    pub fn holds(&self, condition: &Condition, asked: Asked<'_>) -> Tri {
        match condition {
            Condition::All(all) => {
                let mut answer = Tri::Yes;
                for condition in all {
                    answer = answer.and(self.holds(condition, asked));
                    if answer == Tri::No {
                        break;
                    }
                }
                answer
            }
            Condition::Any(any) => {
                let mut answer = Tri::No;
                for condition in any {
                    answer = answer.or(self.holds(condition, asked));
                    if answer == Tri::Yes {
                        break;
                    }
                }
                answer
            }
            Condition::Not(one) => !self.holds(one, asked),
            Condition::AtLeast(number, of) => {
                let (mut yes, mut unknown) = (0, 0);
                for condition in of {
                    match self.holds(condition, asked) {
                        Tri::Yes => yes += 1,
                        Tri::Unknown => unknown += 1,
                        Tri::No => {}
                    }
                }
                between(yes >= *number, yes + unknown >= *number)
            }
            Condition::Text(test) => self.text(test, asked),
            Condition::Field(tests) => {
                tests.iter().map(|(path, test)| self.field(*path, test, asked)).fold(Tri::Yes, Tri::and)
            }
            Condition::Count(count) => self.count(count, asked),
            Condition::Sum(sum) => self.sum(sum),
            // Records are findings by themselves; see `engine`.
            Condition::Problem(_) => Tri::No,
        }
    }

    pub(in crate::check) fn note_words(&self, span: Span, term: &str) {
        let mut trace = self.trace.borrow_mut();
        if trace.words.len() < WORDS {
            trace.words.push((span, term.to_owned()));
        }
    }
}

/// Yes where it holds for sure, no where it cannot hold.
pub(in crate::check) fn between(surely: bool, possibly: bool) -> Tri {
    match (surely, possibly) {
        (true, _) => Tri::Yes,
        (false, true) => Tri::Unknown,
        (false, false) => Tri::No,
    }
}
