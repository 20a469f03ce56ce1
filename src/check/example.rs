//! A rule's examples: small plans in which exactly the marked words are flagged (DESIGN §4).

use super::engine::{Options, judge};
use crate::plan::{self, Chosen, Declaration, Profile, Reader, Scope};
use crate::rules::{Example, Rule, RuleSet};
use crate::syntax::Format;
use crate::text::{FileId, SourceFile, Span};
use std::sync::Arc;

/// An example that does not behave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misbehaviour {
    /// The rule.
    pub code: String,
    /// Which example, from 1.
    pub number: usize,
    /// Its text without marks.
    pub text: String,
    /// Words that are marked and were not flagged.
    pub missed: Vec<String>,
    /// Words that were flagged and are not marked, with the message.
    pub flagged: Vec<(String, String)>,
}

impl std::fmt::Display for Misbehaviour {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(f, "{}, example {}:", self.code, self.number)?;
        for line in self.text.lines() {
            writeln!(f, "  | {line}")?;
        }
        for words in &self.missed {
            writeln!(f, "  - not flagged: {words}")?;
        }
        for (words, message) in &self.flagged {
            writeln!(f, "  + flagged:     {words}   ({message})")?;
        }
        Ok(())
    }
}

/// Judges the examples of a rule, each as a declared whole plan of an organisation whose tasks run systems, by
/// this rule and those that can silence it; gives those that do not behave.
pub fn try_examples(rule: &Rule, examples: &[Example], rules: &RuleSet, reader: &Reader) -> Vec<Misbehaviour> {
    let others = rule.unless_reported.iter().filter_map(|code| rules.find(code)).cloned();
    let active: Vec<_> =
        std::iter::once(Arc::new(rule.clone())).chain(others).map(|r| (r.clone(), r.severity)).collect();
    let chosen = RuleSet { known: rules.known.clone(), active, per_path: Vec::new() };
    let mut faults = Vec::new();
    for (at, example) in examples.iter().enumerate() {
        let (marked, bad) = match (&example.bad, &example.good) {
            (Some(text), _) => (text, true),
            (None, Some(text)) => (text, false),
            (None, None) => continue,
        };
        let format = if example.format.as_deref() == Some("yaml") { Format::Yaml } else { Format::Markdown };
        let (text, marks) = unmark(marked);
        let (source, found) = run(rule, &chosen, &text, format, reader);
        let mut missed: Vec<String> = Vec::new();
        let mut flagged: Vec<(Span, String)> = found;
        let expected: Vec<Span> = if bad { marks } else { Vec::new() };
        for mark in expected {
            let mark = trim(&source, mark);
            match flagged.iter().position(|(span, _)| trim(&source, *span) == mark) {
                Some(at) => {
                    flagged.remove(at);
                }
                None => missed.push(source.slice(mark).to_owned()),
            }
        }
        if !missed.is_empty() || !flagged.is_empty() || (bad && !marked.contains('⟦')) {
            let flagged = flagged.into_iter().map(|(span, message)| (source.slice(span).to_owned(), message)).collect();
            faults.push(Misbehaviour { code: rule.code.to_string(), number: at + 1, text, missed, flagged });
        }
    }
    faults
}

/// What the rule flags in a text.
fn run(rule: &Rule, rules: &RuleSet, text: &str, format: Format, reader: &Reader) -> (SourceFile, Vec<(Span, String)>) {
    let path = if format == Format::Yaml { "plan.yaml" } else { "plan.md" };
    let source = SourceFile::new(FileId(0), path, text);
    let document = Arc::new(plan::read(source.clone(), format, reader));
    let declaration = Declaration {
        declared: true,
        profile: Some(Profile::Organisation),
        scope: Some(Scope::Whole),
        ..Declaration::default()
    };
    let mut plan = plan::assemble(vec![document], &declaration, reader);
    plan.systems = Chosen { value: true, why: "an example".to_owned() };
    let options = Options { language: None, ground: false, today: jiff::civil::Date::constant(2027, 1, 1) };
    let judgement = judge(&plan, &[], rules, &reader.vocabulary, &options);
    let own = judgement.findings.into_iter().filter(|f| f.code == rule.code);
    (source, own.map(|f| (f.span, f.message)).collect())
}

/// The text without `⟦` and `⟧`, and what stood between them.
fn unmark(marked: &str) -> (String, Vec<Span>) {
    let mut text = String::with_capacity(marked.len());
    let (mut marks, mut open) = (Vec::new(), None);
    for c in marked.chars() {
        match c {
            '⟦' => open = Some(text.len()),
            '⟧' => {
                if let Some(start) = open.take() {
                    marks.push(Span::new(FileId(0), start, text.len()));
                }
            }
            _ => text.push(c),
        }
    }
    (text, marks)
}

/// Markup at the ends does not matter.
fn trim(source: &SourceFile, span: Span) -> Span {
    let text = source.slice(span);
    let edge = |c: char| c.is_whitespace() || matches!(c, '*' | '_' | '`' | '"' | '\'' | '|');
    let start = span.start + (text.len() - text.trim_start_matches(edge).len()) as u32;
    let end = span.end - (text.len() - text.trim_end_matches(edge).len()) as u32;
    span.with(start, end.max(start))
}
