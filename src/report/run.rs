//! What a report is written from.

use crate::check::{Finding, Tally};
use crate::plan::Language;
use crate::rules::Severity;
use crate::workspace::{Part, Report};
use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;

/// A way to write findings down.
pub trait Format {
    /// Writes all findings of a run.
    ///
    /// # Errors
    /// Those of `out`.
    fn write(&self, run: &Run, out: &mut dyn io::Write) -> io::Result<()>;
}

/// How a report may look.
#[derive(Debug, Clone, Copy)]
pub struct View {
    /// Whether colours may be used.
    pub color: bool,
    /// Whether links that can be clicked may be used.
    pub links: bool,
    /// Columns of the terminal.
    pub width: usize,
    /// Language of what is not a message of a rule; none: the plans'.
    pub language: Option<Language>,
    /// `-v`: nothing is folded.
    pub verbose: bool,
    /// `-q`: nothing but findings.
    pub quiet: bool,
    /// Counts by rule instead of findings.
    pub statistics: bool,
    /// Whether suppressed findings are shown too.
    pub show_suppressed: bool,
    /// The least severity that makes a check fail; none: nothing does.
    pub fail_on: Option<Severity>,
}

impl Default for View {
    fn default() -> Self {
        Self {
            color: false,
            links: false,
            width: 100,
            language: None,
            verbose: false,
            quiet: false,
            statistics: false,
            show_suppressed: false,
            fail_on: Some(Severity::Warning),
        }
    }
}

/// What a report is written from: what every root gave.
#[derive(Debug)]
pub struct Run {
    /// By root.
    pub reports: Vec<Report>,
    /// How it may look.
    pub view: View,
}

/// A finding with where it comes from.
#[derive(Debug, Clone, Copy)]
pub struct Found<'a> {
    /// The root's report.
    pub report: &'a Report,
    /// The plan.
    pub part: &'a Part,
    /// The finding.
    pub finding: &'a Finding,
}

/// How many findings there are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// Infos.
    pub infos: usize,
    /// Not shown.
    pub suppressed: usize,
}

impl Counts {
    /// All that are shown.
    pub fn all(self) -> usize {
        self.errors + self.warnings + self.infos
    }
}

impl Run {
    /// All plans, with their root's report.
    pub fn parts(&self) -> impl Iterator<Item = (&Report, &Part)> {
        self.reports
            .iter()
            .flat_map(|report| report.plans.iter().chain(&report.unreadable).map(move |part| (report, part)))
    }

    /// All findings that are to be shown, by path and place.
    pub fn findings(&self) -> Vec<Found<'_>> {
        let mut all: Vec<(String, Found<'_>)> = self
            .parts()
            .flat_map(|(report, part)| {
                let found = move |finding| Found { report, part, finding };
                part.judgement.findings.iter().map(found)
            })
            .filter(|found| self.view.show_suppressed || found.finding.suppressed.is_none())
            .map(|found| (found.path(), found))
            .collect();
        all.sort_by(|(a, x), (b, y)| {
            let key = |f: &Finding| (f.span.start, f.span.end);
            a.cmp(b).then_with(|| key(x.finding).cmp(&key(y.finding))).then_with(|| x.finding.code.cmp(&y.finding.code))
        });
        all.into_iter().map(|(_, found)| found).collect()
    }

    /// How many findings there are; suppressed ones apart, shown or not.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for finding in self.parts().flat_map(|(_, part)| &part.judgement.findings) {
            match (&finding.suppressed, finding.severity) {
                (Some(_), _) => counts.suppressed += 1,
                (None, Severity::Error) => counts.errors += 1,
                (None, Severity::Warning) => counts.warnings += 1,
                (None, Severity::Info) => counts.infos += 1,
            }
        }
        counts
    }

    /// Of every rule that ran: how many subjects it judged and how many violate it.
    pub fn tallies(&self) -> BTreeMap<Arc<str>, Tally> {
        crate::check::tallies(self.parts().map(|(_, part)| &part.judgement))
    }

    /// How many documents were looked at.
    pub fn files(&self) -> usize {
        self.reports.iter().map(|report| report.files).sum()
    }

    /// How many plans there are.
    pub fn plans(&self) -> usize {
        self.reports.iter().map(|report| report.plans.len()).sum()
    }

    /// The language of what is no message of a rule.
    pub fn language(&self) -> Language {
        self.view.language.unwrap_or_else(|| {
            let chinese = self.parts().filter(|(_, part)| part.plan.language == Language::Zh).count();
            if chinese * 2 > self.parts().count() { Language::Zh } else { Language::En }
        })
    }
}
