//! Findings that were there before: a file of fingerprints, never of lines or counts.

use super::finding::{Finding, Identity, Judgement, Suppressed};
use crate::plan::Language;
use crate::rules::{Said, Worded};
use miette::{NamedSource, SourceSpan};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

/// What is wrong with a baseline file.
#[derive(Debug, Clone)]
pub struct BaselineError {
    /// What.
    pub message: Said,
    /// The file.
    pub source_code: NamedSource<Arc<str>>,
    /// Where.
    pub at: SourceSpan,
}

impl BaselineError {
    /// It in a language, to be drawn.
    pub fn worded(&self, language: Option<Language>) -> Worded {
        let command = "`planspect check --baseline FILE --update-baseline`";
        let help = Said::new(format!("write it anew with {command}"), format!("用{command}重新生成"));
        Worded::new(&self.message, Some(&help), &self.source_code, self.at, language)
    }
}

/// Findings that were there before.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Baseline {
    /// By fingerprint.
    entries: BTreeMap<String, Entry>,
}

/// One finding. Only fingerprints are compared; the rest is for people, and for knowing which runs can judge it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    fingerprint: String,
    rule: String,
    path: String,
    message: String,
    /// What the finding stood for and what it silenced.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    covers: BTreeSet<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    version: u32,
    findings: Vec<Entry>,
}

/// What a run can judge: only entries of such files and rules may go.
pub struct Reach<'a> {
    /// Whether the file of this path (as in the baseline) was asked for.
    pub path: &'a dyn Fn(&str) -> bool,
    /// Whether the rule of this code ran.
    pub rule: &'a dyn Fn(&str) -> bool,
}

impl Baseline {
    /// Reads a baseline file; `path` is for messages.
    ///
    /// # Errors
    /// What is wrong with it, and where.
    pub fn read(path: &str, text: &str) -> Result<Self, Box<BaselineError>> {
        let error = |message: Said, at: usize| {
            Box::new(BaselineError {
                message,
                source_code: NamedSource::new(path, crate::text::without_controls(text).into()),
                at: (at.min(text.len()), 0).into(),
            })
        };
        let file: File = serde_json::from_str(text).map_err(|e| {
            let start: usize = text.split_inclusive('\n').take(e.line().saturating_sub(1)).map(str::len).sum();
            let words = e.to_string();
            let words = words.split(" at line ").next().unwrap_or_default();
            let message =
                Said::new(format!("{path} is no baseline: {words}"), format!("{path} 不是基线文件（{words}）"));
            error(message, start + e.column().saturating_sub(1))
        })?;
        if file.version != 1 {
            let version = file.version;
            let message = Said::new(
                format!("{path} is a baseline of version {version}; this is version 1"),
                format!("{path} 是版本{version}的基线，这里只支持版本1"),
            );
            return Err(error(message, 0));
        }
        Ok(Self { entries: file.findings.into_iter().map(|entry| (entry.fingerprint.clone(), entry)).collect() })
    }

    /// The file's text: one finding after the other, in an order that edits elsewhere do not change.
    pub fn to_text(&self) -> String {
        let mut findings: Vec<Entry> = self.entries.values().cloned().collect();
        findings.sort_by(|a, b| (&a.path, &a.rule, &a.fingerprint).cmp(&(&b.path, &b.rule, &b.fingerprint)));
        let mut text = serde_json::to_string_pretty(&File { version: 1, findings }).unwrap_or_default();
        text.push('\n');
        text
    }

    /// How many findings it holds.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Adds a finding of the file at `path`.
    pub fn add(&mut self, path: &str, finding: &Finding) {
        let covers = finding.folded.iter().chain(&finding.silenced).map(|one| one.fingerprint.clone()).collect();
        let entry = Entry {
            fingerprint: finding.identity.fingerprint.clone(),
            rule: finding.code.to_string(),
            path: path.to_owned(),
            message: finding.message.clone(),
            covers,
        };
        self.entries.insert(entry.fingerprint.clone(), entry);
    }

    /// Takes over from an older baseline what this run could not judge.
    pub fn keep(&mut self, older: &Self, reach: &Reach<'_>) {
        for (fingerprint, entry) in &older.entries {
            if !((reach.path)(&entry.path) && (reach.rule)(&entry.rule)) {
                self.entries.entry(fingerprint.clone()).or_insert_with(|| entry.clone());
            }
        }
    }

    /// Marks the findings that were there before: those whose own fingerprint, and those of all that they stand
    /// for, it has.
    pub fn apply<'j>(&self, judgements: impl Iterator<Item = &'j mut Judgement>) {
        let known: HashSet<&str> = self.known().collect();
        for finding in judgements.flat_map(|judgement| &mut judgement.findings) {
            if finding.suppressed.is_none() && finding.is_known(|one| known.contains(one.fingerprint.as_str())) {
                finding.suppressed = Some(Suppressed::Baseline);
            }
        }
    }

    fn known(&self) -> impl Iterator<Item = &str> {
        self.entries.values().flat_map(|e| std::iter::once(&e.fingerprint).chain(&e.covers)).map(String::as_str)
    }

    /// Entries that no finding needs any more, of those that this run could judge: rule, path and message.
    pub fn stale<'b>(
        &'b self,
        findings: impl Iterator<Item = &'b Finding>,
        reach: &Reach<'_>,
    ) -> Vec<(&'b str, &'b str, &'b str)> {
        let found: HashSet<&str> = findings
            .flat_map(|f| std::iter::once(&f.identity).chain(&f.folded))
            .map(|i| i.fingerprint.as_str())
            .collect();
        let needed = |entry: &Entry| {
            found.contains(entry.fingerprint.as_str()) || entry.covers.iter().any(|one| found.contains(one.as_str()))
        };
        let gone = self.entries.values().filter(|e| !needed(e) && (reach.path)(&e.path) && (reach.rule)(&e.rule));
        gone.map(|e| (e.rule.as_str(), e.path.as_str(), e.message.as_str())).collect()
    }
}

impl Finding {
    /// Whether it, and all that it stands for, is known.
    pub fn is_known(&self, known: impl Fn(&Identity) -> bool) -> bool {
        known(&self.identity) && self.folded.iter().all(known)
    }

    /// All that knowing this finding covers: itself, what it stands for, what it silences.
    pub fn covers(&self) -> impl Iterator<Item = &Identity> {
        std::iter::once(&self.identity).chain(&self.folded).chain(&self.silenced)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_is_told_at_its_place() {
        let error = Baseline::read("b.json", "{\n  \"version\": 1,\n  \"finding\": []\n}").unwrap_err();
        assert!(error.message.en.starts_with("b.json is no baseline: unknown field `finding`"), "{}", error.message.en);
        assert!((28..=29).contains(&error.at.offset()), "{}", error.at.offset());
        let error = Baseline::read("b.json", "{\"version\": 2, \"findings\": []}").unwrap_err();
        assert!(error.message.en.contains("version 2"));
        assert!(Baseline::read("b.json", "{\"version\": 1, \"findings\": []}").unwrap().is_empty());
    }
}
