//! What one rule found in a plan, before it is put into words.

use super::finding::Tally;
use super::scene::Subject;
use crate::rules::{Rule, Severity};
use crate::text::Span;
use std::sync::Arc;

/// What the conditions of one judgement came upon, for the finding's place, message and related places.
#[derive(Debug, Default, Clone)]
pub(super) struct Trace {
    /// Words that hit, with the term.
    pub words: Vec<(Span, String)>,
    /// Members of the last count of the rule itself, of which its `where` held.
    pub counted: Vec<Subject>,
    /// Those of which it did not.
    pub uncounted: Vec<Subject>,
    /// How many of how many.
    pub count: Option<(usize, usize)>,
    /// How many the rule is about: the last count of its `when`.
    pub about: Option<usize>,
}

/// One violation before it is worded.
#[derive(Clone)]
pub(super) struct Violation {
    pub subject: Subject,
    pub trace: Trace,
    pub problem: Option<usize>,
    /// Subjects of the violations that this one stands for.
    pub others: Vec<Span>,
    /// Where it stands instead of its own place.
    pub at: Option<Span>,
    /// The violations that this one stands for.
    pub folded: Vec<Violation>,
}

/// A violation that nobody sees, because another rule reports the same.
pub(super) struct Silenced {
    pub violation: Violation,
    /// The rule that reports, and its subject.
    pub by: (Arc<str>, Subject),
}

/// What one rule found in a plan.
pub(super) struct Verdict<'r> {
    pub rule: &'r Rule,
    pub severity: Severity,
    pub tally: Tally,
    pub violations: Vec<Violation>,
    /// The gate that keeps the rule from this plan.
    pub left_out: Option<&'static str>,
    /// Whether the plan lacks the convention that the rule asks for.
    pub closed: bool,
    /// Whether the rule was given up before the end of the plan.
    pub given_up: bool,
    /// Violations that the finding of another rule silences.
    pub silenced: Vec<Silenced>,
}
