//! The words of findings in the other language.

use crate::check::{Finding, Neighbours, Options, Today, judge};
use crate::plan::Language;
use crate::workspace::{Part, Report};
use std::collections::HashMap;
use std::sync::Arc;

/// What a finding says.
#[derive(Debug, Clone, Default)]
pub(super) struct Said {
    pub message: String,
    pub help: String,
    pub topic: String,
}

impl From<&Finding> for Said {
    fn from(finding: &Finding) -> Self {
        Self { message: finding.message.clone(), help: finding.help.clone(), topic: finding.topic.clone() }
    }
}

/// What a plan's findings say in a language, by code and fingerprint.
pub(super) struct Second(HashMap<(Arc<str>, String), Said>);

impl Second {
    /// Judges the plan again for its words.
    pub fn of(report: &Report, part: &Part, today: jiff::civil::Date, language: Language) -> Self {
        let options = Options { language: Some(language), ground: false, today: Today::Is(today) };
        let settings = &report.settings;
        let again =
            judge(&part.plan, &Neighbours::new(&report.all), &settings.rules, &settings.reader.vocabulary, &options);
        let said = |finding: &Finding| (key(finding), Said::from(finding));
        Self(again.findings.iter().map(said).collect())
    }

    /// What a finding says; in the language that it was judged in where it cannot be had in this one.
    pub fn said(&self, finding: &Finding) -> Said {
        self.0.get(&key(finding)).cloned().unwrap_or_else(|| Said::from(finding))
    }
}

fn key(finding: &Finding) -> (Arc<str>, String) {
    (finding.code.clone(), finding.identity.fingerprint.clone())
}
