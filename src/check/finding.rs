//! What a rule reports.

use crate::plan::{Confidence, ItemKind, Profile, Scope};
use crate::rules::{Principle, Severity};
use crate::text::Span;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::Arc;

/// One violation of a rule.
#[derive(Debug, Clone)]
pub struct Finding {
    /// `PRF001`.
    pub code: Arc<str>,
    /// `technology-as-need`.
    pub rule: Arc<str>,
    /// Of the rule.
    pub principle: Option<Principle>,
    /// After configuration and the plan's status.
    pub severity: Severity,
    /// Of `kind: missing`: it has no place of its own (the span is the plan's title).
    pub missing: bool,
    /// What is wrong, in the language asked for.
    pub message: String,
    /// How to mend it.
    pub help: String,
    /// Of `kind: missing`: one or two words for what is missing (the rule's name without `missing-`).
    pub topic: String,
    /// The exact words.
    pub span: Span,
    /// What it is about.
    pub subject: SubjectRef,
    /// Other places, each with a note.
    pub related: Vec<Related>,
    /// Related places beyond those listed.
    pub more_related: usize,
    /// A mend.
    pub fix: Option<Fix>,
    /// What it rests on (`--explain`): lines of text.
    pub ground: Vec<String>,
    /// Whether a suppression or baseline covers it.
    pub suppressed: Option<Suppressed>,
    /// What it is known by.
    pub identity: Identity,
    /// Of those that it stands for.
    pub folded: Vec<Identity>,
    /// Of those that other rules would report, were it not for this finding.
    pub silenced: Vec<Identity>,
}

/// What a finding is known by from one run to the next: rule, subject id or normalised text, occurrence.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Identity {
    /// With the plan's name.
    pub fingerprint: String,
    /// Without it: for plans that are known to be the same.
    pub local: String,
}

/// A suppression comment and what became of it.
#[derive(Debug, Clone)]
pub struct Ledger {
    /// The comment.
    pub span: Span,
    /// What it names; nothing: all rules.
    pub rules: Vec<String>,
    /// Why.
    pub reason: Option<String>,
    /// Until when, as written.
    pub until: Option<String>,
    /// How many findings it covers.
    pub covered: u32,
    /// Whether its date is past.
    pub expired: bool,
}

/// What a finding is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SubjectRef {
    /// The plan.
    Plan,
    /// A document.
    Document,
    /// A section.
    Section,
    /// An item, with its id.
    Item {
        /// Its kind.
        kind: ItemKind,
        /// Its id as written.
        id: Option<String>,
        /// How it was recognised.
        confidence: Confidence,
    },
    /// A sentence.
    Sentence,
    /// A field.
    Field,
}

/// A further place of a finding.
#[derive(Debug, Clone)]
pub struct Related {
    /// Where.
    pub span: Span,
    /// What it is.
    pub message: String,
}

/// A change of text that mends a finding.
#[derive(Debug, Clone)]
pub struct Fix {
    /// What it does.
    pub title: String,
    /// Safe ones keep the meaning of the plan.
    pub safe: bool,
    /// Replacements; they do not overlap.
    pub edits: Vec<(Span, String)>,
}

/// Why a finding is not shown.
#[derive(Debug, Clone)]
pub enum Suppressed {
    /// By a comment, with its reason.
    Comment(Option<String>),
    /// By the baseline.
    Baseline,
    /// It was there before (`--since`).
    Before,
}

/// What judging a plan gave.
#[derive(Debug, Clone)]
pub struct Judgement {
    /// Name of the plan.
    pub plan: String,
    /// All findings by path and place, suppressed ones too.
    pub findings: Vec<Finding>,
    /// Suppression comments, in order.
    pub suppressions: Vec<Ledger>,
    /// Per rule: how many subjects it judged, how many violated it.
    pub tallies: BTreeMap<Arc<str>, Tally>,
    /// Rules left out by profile, scope, horizon, systems (`for:`): code and what it asks for.
    pub left_out: Vec<(Arc<str>, &'static str)>,
    /// Score by principle and total.
    pub score: Score,
    /// Why these rules.
    pub profile: Profile,
    /// Why these rules.
    pub scope: Scope,
}

impl Judgement {
    /// Leaves of it what findings are written from; gives the places whose lines and columns that takes.
    pub fn shed(&mut self) -> Vec<Span> {
        self.score.terms = Vec::new();
        self.findings.shrink_to_fit();
        let mut places = Vec::new();
        for finding in &self.findings {
            places.push(finding.span);
            places.extend(finding.related.iter().map(|related| related.span));
            places.extend(finding.fix.iter().flat_map(|fix| &fix.edits).map(|(span, _)| *span));
        }
        places
    }
}

/// Count of a rule's subjects.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Tally {
    /// Judged.
    pub subjects: u32,
    /// Violating, suppressed ones included.
    pub violations: u32,
}

/// 0 … 100 by principle; none where nothing could be judged (RULES, Score).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Score {
    /// In the order of [`Principle`].
    pub principles: [Option<f64>; 5],
    /// The mean of those that there are.
    pub total: Option<f64>,
    /// What each rule with a principle gave to it, by code.
    pub terms: Vec<Term>,
}

impl Score {
    /// The points of a principle.
    pub fn of(&self, principle: Principle) -> Option<f64> {
        let at = Principle::ALL.iter().position(|one| *one == principle)?;
        self.principles.get(at).copied().flatten()
    }
}

/// The part of one rule in a score.
#[derive(Debug, Clone, PartialEq)]
pub struct Term {
    /// `PRF001`.
    pub code: Arc<str>,
    /// `technology-as-need`.
    pub rule: Arc<str>,
    /// Whose score it is part of.
    pub principle: Principle,
    /// By severity: error 3, warning 2, info 1.
    pub weight: f64,
    /// What was counted.
    pub counted: Counted,
}

/// What a rule gave to a score.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Counted {
    /// So many of its subjects pass.
    Share {
        /// Those without a violation, silenced violations included.
        passed: u32,
        /// All.
        subjects: u32,
    },
    /// Nothing passes: the finding of this rule left it nothing to judge.
    Failed(&'static str),
    /// It is not for this plan (`for:`).
    NotFor(&'static str),
    /// The plan does not have the convention that it asks for, and no finding says so.
    NoConvention,
    /// The plan has no subject for it.
    NoSubject,
}

impl Term {
    /// 0 … 1; none where the rule does not count.
    pub fn share(&self) -> Option<f64> {
        match self.counted {
            Counted::Share { passed, subjects } => Some(f64::from(passed) / f64::from(subjects)),
            Counted::Failed(_) => Some(0.0),
            Counted::NotFor(_) | Counted::NoConvention | Counted::NoSubject => None,
        }
    }
}
