//! A rule's examples: small plans in which exactly the marked words are flagged (DESIGN §4).

use super::engine::{Options, judge};
use super::finding::Finding;
use super::neighbours::Neighbours;
use super::today::Today;
use crate::plan::{self, Chosen, Declaration, Document, Plan, Profile, Reader, Scope, WhyChosen};
use crate::rules::{Example, Rule, RuleSet, Said};
use crate::syntax::Format;
use crate::text::{FileId, SourceFile, Span};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// An example that does not behave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misbehaviour {
    /// The rule.
    pub code: String,
    /// Which example, from 1.
    pub number: usize,
    /// Its text with marks where it says that words are flagged.
    pub expected: String,
    /// Its text with marks where words were flagged.
    pub found: String,
    /// Words that are marked and were not flagged.
    pub missed: Vec<String>,
    /// Words that were flagged and are not marked, with the message.
    pub flagged: Vec<(String, String)>,
}

impl Misbehaviour {
    /// The lines of the text: as it should be, and as it was where that differs.
    pub fn lines(&self) -> impl Iterator<Item = (&str, Option<&str>)> {
        // Marks add no line.
        self.expected.lines().zip(self.found.lines()).map(|(a, b)| (a, (a != b).then_some(b)))
    }
}

/// How it is told.
struct Words {
    example: &'static str,
    missed: &'static str,
    flagged: &'static str,
    unmarked: &'static str,
}

const EN: Words = Words {
    example: "example",
    missed: "not flagged: ",
    flagged: "flagged:     ",
    unmarked: "a bad example marks with `⟦…⟧` what is flagged, and this one marks nothing",
};

const ZH: Words = Words {
    example: "示例",
    missed: "没有报告：",
    flagged: "报告了：",
    unmarked: "反例要用`⟦…⟧`标出应当报告的文字，这个示例没有标",
};

impl Misbehaviour {
    /// It in words, several lines.
    pub fn said(&self) -> Said {
        Said::new(self.told(&EN), self.told(&ZH))
    }

    fn told(&self, words: &Words) -> String {
        let mut lines = vec![format!("{}, {} {}:", self.code, words.example, self.number)];
        lines.extend(self.expected.replace(['⟦', '⟧'], "").lines().map(|line| format!("  | {line}")));
        lines.extend(self.missed.iter().map(|text| format!("  - {}{text}", words.missed)));
        lines.extend(self.flagged.iter().map(|(text, message)| format!("  + {}{text}   ({message})", words.flagged)));
        if self.missed.is_empty() && self.flagged.is_empty() {
            lines.push(format!("  {}", words.unmarked));
        }
        lines.join("\n") + "\n"
    }
}

impl std::fmt::Display for Misbehaviour {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.told(&EN))
    }
}

/// Judges the examples of a rule, each as a declared whole plan of an organisation whose tasks run systems, by
/// this rule and those that can silence it; gives those that do not behave.
pub fn try_examples(rule: &Rule, examples: &[Example], rules: &RuleSet, reader: &Reader) -> Vec<Misbehaviour> {
    let chosen = with_those_that_silence(rule, rules);
    let mut faults = Vec::new();
    for (at, example) in examples.iter().enumerate() {
        let (marked, bad) = match (&example.bad, &example.good) {
            (Some(text), _) => (text, true),
            (None, Some(text)) => (text, false),
            (None, None) => continue,
        };
        let (text, marks) = unmark(marked);
        let (source, findings) = run(&chosen, &text, example, reader);
        let mut missed: Vec<String> = Vec::new();
        let mut flagged: Vec<(Span, String)> =
            findings.into_iter().filter(|f| f.code == rule.code).map(|f| (f.span, f.message)).collect();
        let found = mark(&source, flagged.iter().map(|(span, _)| trim(&source, *span)));
        let expected: Vec<Span> = if bad { marks } else { Vec::new() };
        let marks: Vec<Span> = expected.iter().map(|mark| trim(&source, *mark)).collect();
        let expected = mark(&source, marks.iter().copied());
        for mark in marks {
            match flagged.iter().position(|(span, _)| trim(&source, *span) == mark) {
                Some(at) => {
                    flagged.remove(at);
                }
                None => missed.push(source.slice(mark).to_owned()),
            }
        }
        if !missed.is_empty() || !flagged.is_empty() || (bad && !marked.contains('⟦')) {
            let flagged = flagged.into_iter().map(|(span, message)| (source.slice(span).to_owned(), message)).collect();
            faults.push(Misbehaviour { code: rule.code.to_string(), number: at + 1, expected, found, missed, flagged });
        }
    }
    faults
}

/// The rules of `known` that flag exactly the marked words of every bad example of `rule` and are silent in every good
/// one: where there are any, they say the same, or the examples show more faults than one.
pub(super) fn flagged_alike(rule: &Rule, examples: &[Example], known: &RuleSet, reader: &Reader) -> Vec<Arc<str>> {
    // What a small plan does not say at all is nobody's double: all of it is told at the title.
    let rivals = known.known.iter().filter(|r| r.code != rule.code && !r.is_missing());
    let active = rivals.map(|r| (r.clone(), r.severity)).collect();
    let others = RuleSet::of(known.known.clone(), active);
    let mut alike: Option<BTreeSet<Arc<str>>> = None;
    // What is said of good examples too is another fault that all of them have.
    let mut elsewhere: BTreeSet<Arc<str>> = BTreeSet::new();
    for example in examples {
        let Some(marked) = example.bad.as_ref().or(example.good.as_ref()) else { continue };
        let (text, marks) = unmark(marked);
        let (source, findings) = run(&others, &text, example, reader);
        if example.bad.is_none() {
            elsewhere.extend(findings.into_iter().map(|finding| finding.code));
            continue;
        }
        let mut places: BTreeMap<Arc<str>, Vec<Span>> = BTreeMap::new();
        for finding in findings {
            places.entry(finding.code.clone()).or_default().push(trim(&source, finding.span));
        }
        let marks: Vec<Span> = marks.into_iter().map(|span| trim(&source, span)).collect();
        let here = places.into_iter().filter(|(_, spans)| *spans == marks).map(|(code, _)| code).collect();
        alike = Some(match alike {
            None => here,
            Some(before) => before.intersection(&here).cloned().collect(),
        });
    }
    alike.unwrap_or_default().difference(&elsewhere).cloned().collect()
}

/// The rule, and those that can silence it.
fn with_those_that_silence(rule: &Rule, rules: &RuleSet) -> RuleSet {
    let others = rule.unless_reported.iter().filter_map(|code| rules.find(code)).cloned();
    let active = std::iter::once(Arc::new(rule.clone())).chain(others).map(|r| (r.clone(), r.severity)).collect();
    RuleSet::of(rules.known.clone(), active)
}

/// What rules find in the text of an example.
fn run(rules: &RuleSet, text: &str, example: &Example, reader: &Reader) -> (SourceFile, Vec<Finding>) {
    let (format, ending) = match example.format.as_deref() {
        Some("yaml") => (Format::Yaml, "yaml"),
        _ => (Format::Markdown, "md"),
    };
    let plan = |number, name: &str, text: &str| {
        let source = SourceFile::new(FileId(number), &format!("{name}.{ending}"), text);
        Arc::new(declared(plan::read(source, format, reader), reader))
    };
    let own = plan(0, "plan", text);
    let all: Vec<Arc<Plan>> =
        std::iter::once(own.clone()).chain(example.beside.iter().map(|beside| plan(1, "beside", beside))).collect();
    let options = Options { language: None, ground: false, today: Today::Is(jiff::civil::Date::constant(2027, 1, 1)) };
    let judgement = judge(&own, &Neighbours::new(&all), rules, &reader.vocabulary, &options);
    (own.documents[0].source.clone(), judgement.findings)
}

/// A document as a whole plan of an organisation whose tasks run systems.
fn declared(document: Document, reader: &Reader) -> Plan {
    let declaration = Declaration {
        declared: true,
        profile: Some(Profile::Organisation),
        scope: Some(Scope::Whole),
        ..Declaration::default()
    };
    let mut plan = plan::assemble(vec![Arc::new(document)], &declaration, reader);
    plan.systems = Chosen { value: true, why: WhyChosen::Declared };
    plan
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

/// The text with marks around these places.
fn mark(source: &SourceFile, spans: impl Iterator<Item = Span>) -> String {
    let mut ends: Vec<(u32, bool)> = spans.flat_map(|span| [(span.start, true), (span.end, false)]).collect();
    ends.sort_unstable();
    let (mut text, mut at) = (String::with_capacity(source.text.len() + ends.len() * 3), 0);
    for (place, opens) in ends {
        text.push_str(source.text.get(at..place as usize).unwrap_or(""));
        text.push(if opens { '⟦' } else { '⟧' });
        at = place as usize;
    }
    text.push_str(source.text.get(at..).unwrap_or(""));
    text
}

/// Markup at the ends does not matter.
fn trim(source: &SourceFile, span: Span) -> Span {
    let text = source.slice(span);
    let edge = |c: char| c.is_whitespace() || matches!(c, '*' | '_' | '`' | '"' | '\'' | '|');
    let start = span.start + (text.len() - text.trim_start_matches(edge).len()) as u32;
    let end = span.end - (text.len() - text.trim_end_matches(edge).len()) as u32;
    span.with(start, end.max(start))
}
