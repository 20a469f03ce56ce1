//! Findings with who should act on them.

use super::both::{Both, both};
use super::link::link;
use super::quote::{Quote, quote};
use super::second::{Said, Second};
use crate::check::{Finding, SubjectRef};
use crate::plan::{FieldName, ItemId, Language, Plan};
use crate::report::card::{Card, said};
use crate::report::place::{document, path, range};
use crate::report::words;
use crate::rules::Severity;
use crate::text::Span;
use crate::workspace::Report;
use std::collections::{BTreeMap, HashMap};

/// A finding as the template shows it.
#[derive(Debug, Clone)]
pub(super) struct Shown {
    pub code: String,
    pub rule: String,
    pub url: Option<String>,
    pub severity: &'static str,
    pub severity_word: Both,
    pub principle: &'static str,
    pub principle_word: Both,
    pub missing: bool,
    pub message: Both,
    pub help: Both,
    pub topic: Both,
    pub who: Who,
    pub place: String,
    pub href: String,
    pub quote: Option<Quote>,
}

/// Who should act.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Who {
    pub name: Both,
    /// Whether it is whoever answers for the plan, and not for an item of it.
    pub author: bool,
}

/// How many findings somebody should act on.
#[derive(Debug, Clone)]
pub(super) struct Actor {
    pub who: Who,
    pub errors: usize,
    pub warnings: usize,
    pub infos: usize,
    /// Of the busiest, as a width.
    pub percent: String,
}

impl Actor {
    pub fn all(&self) -> usize {
        self.errors + self.warnings + self.infos
    }
}

/// Who answers for the plan as a whole, as far as it says so.
pub(super) fn author(plan: &Plan) -> Who {
    let field = plan.field(None, FieldName::Owner).map(|field| crate::report::clean::one_line(plan.text(field.value)));
    let name = field.filter(|text| !text.is_empty() && text.chars().count() <= 60);
    let name = name.map_or_else(|| both("Whoever writes the plan", "规划编制单位"), |name| both(name.clone(), name));
    Who { name, author: true }
}

/// The items of a plan by place, to find which one a finding is about.
pub(super) struct Items<'p> {
    plan: &'p Plan,
    /// By file and start.
    spans: Vec<(Span, ItemId)>,
    owners: HashMap<ItemId, String>,
}

impl<'p> Items<'p> {
    pub fn new(plan: &'p Plan, cards: &[Card]) -> Self {
        let mut spans: Vec<(Span, ItemId)> = plan.items().map(|(id, item)| (item.span, id)).collect();
        spans.sort_by_key(|(span, _)| (span.file.0, span.start, std::cmp::Reverse(span.end)));
        let owners = cards.iter().filter_map(|card| card.owner.clone().map(|owner| (card.item, owner))).collect();
        Self { plan, spans, owners }
    }

    /// The innermost item around a place. Items lie in each other: the last that starts before it, or one above that.
    fn at(&self, place: Span) -> Option<ItemId> {
        let last = self.spans.partition_point(|(span, _)| (span.file.0, span.start) <= (place.file.0, place.start));
        let near = self.spans[..last].iter().rev().take(64);
        near.filter(|(span, _)| span.file == place.file && span.end >= place.end).map(|(_, id)| *id).next()
    }

    fn who(&self, finding: &Finding, author: &Who) -> Who {
        let about_item = matches!(finding.subject, SubjectRef::Item { .. } | SubjectRef::Field | SubjectRef::Sentence);
        let item = self.at(finding.span).filter(|_| about_item && !finding.missing);
        let owner = item.and_then(|item| {
            let main = self.plan.item(item).repeats.unwrap_or(item);
            self.owners.get(&main).cloned().or_else(|| said(self.plan, main, FieldName::Owner))
        });
        owner.map_or_else(|| author.clone(), |name| Who { name: both(name.clone(), name), author: false })
    }
}

/// What is needed to show a finding.
pub(super) struct Place<'r> {
    pub report: &'r Report,
    pub plan: &'r Plan,
    pub base: &'r str,
    pub language: Language,
}

/// A finding in both languages.
pub(super) fn shown(
    place: &Place<'_>,
    finding: &Finding,
    second: &Second,
    items: &Items<'_>,
    author: &Who,
    url: Option<String>,
) -> Shown {
    let Place { report, plan, base, language } = place;
    let (first, other) = (Said::from(finding), second.said(finding));
    let pair = |one: fn(&Said) -> &String| {
        let (first, other) = (one(&first).clone(), one(&other).clone());
        if *language == Language::En { both(first, other) } else { both(other, first) }
    };
    let path = path(report, plan, finding.span);
    let line = range(report, plan, finding.span).start.line;
    let quote = document(report, plan, finding.span).filter(|_| !finding.missing && !finding.span.is_empty());
    let form = || both("Form", "格式");
    Shown {
        code: finding.code.to_string(),
        rule: finding.rule.to_string(),
        url,
        severity: finding.severity.name(),
        severity_word: Both::each(|language| words::severity(finding.severity, language).to_owned()),
        principle: finding.principle.map_or("form", |principle| principle.name()),
        principle_word: finding
            .principle
            .map_or_else(form, |one| Both::each(|language| words::principle(one, language).to_owned())),
        missing: finding.missing,
        message: pair(|said| &said.message),
        help: pair(|said| &said.help),
        topic: pair(|said| &said.topic),
        who: items.who(finding, author),
        href: link(base, &path, line),
        place: format!("{path}:{line}"),
        quote: quote.map(|document| quote_of(document, finding)),
    }
}

fn quote_of(document: &crate::plan::Document, finding: &Finding) -> Quote {
    quote(document, finding.span)
}

/// Who should act, the busiest first.
pub(super) fn actors(findings: &[Shown]) -> Vec<Actor> {
    let mut all: BTreeMap<&Who, [usize; 3]> = BTreeMap::new();
    for finding in findings {
        let at = match finding.severity {
            "error" => 0,
            "warning" => 1,
            _ => 2,
        };
        all.entry(&finding.who).or_default()[at] += 1;
    }
    let most = all.values().map(|counts| counts.iter().sum::<usize>()).max().unwrap_or(1);
    let mut actors: Vec<Actor> = all
        .into_iter()
        .map(|(who, counts)| {
            let [errors, warnings, infos] = counts;
            let share = 100.0 * (errors + warnings + infos) as f64 / most as f64;
            Actor { who: who.clone(), errors, warnings, infos, percent: format!("{share:.1}%") }
        })
        .collect();
    actors.sort_by_key(|actor| (std::cmp::Reverse(actor.errors), std::cmp::Reverse(actor.all())));
    actors
}

/// What is wrong, in few lines: findings of one rule are one.
#[derive(Debug, Clone)]
pub(super) struct Issue {
    pub code: String,
    pub severity: &'static str,
    pub text: Both,
    pub count: usize,
    pub who: Vec<Both>,
}

/// The gravest first. What is missing is one issue, with all its topics.
pub(super) fn issues(findings: &[Shown], summary: impl Fn(&str) -> Option<Both>) -> Vec<Issue> {
    let mut groups: BTreeMap<&str, Vec<&Shown>> = BTreeMap::new();
    for finding in findings {
        let key = if finding.missing && finding.severity != Severity::Error.name() { "" } else { &finding.code };
        groups.entry(key).or_default().push(finding);
    }
    let weight = |severity: &str| match severity {
        "error" => 100,
        "warning" => 10,
        _ => 1,
    };
    let mut issues: Vec<(usize, Issue)> = groups
        .into_iter()
        .filter_map(|(code, all)| {
            let first = all.iter().max_by_key(|finding| weight(finding.severity))?;
            let text = match (code, all.len()) {
                ("", _) => missing(&all),
                (_, 1) => first.message.clone(),
                _ => summary(code).unwrap_or_else(|| first.message.clone()),
            };
            let mut who: Vec<Both> = Vec::new();
            for finding in &all {
                if !who.contains(&finding.who.name) {
                    who.push(finding.who.name.clone());
                }
            }
            let severity = first.severity;
            Some((
                weight(severity) * (8 + all.len().min(20)),
                Issue { code: code.to_owned(), severity, text, count: all.len(), who },
            ))
        })
        .collect();
    issues.sort_by(|(a, x), (b, y)| b.cmp(a).then_with(|| x.code.cmp(&y.code)));
    issues.into_iter().map(|(_, issue)| issue).collect()
}

/// “The plan does not say: security, funding”
fn missing(all: &[&Shown]) -> Both {
    let join = |of: fn(&Both) -> &String, sign: &str| {
        all.iter().map(|finding| of(&finding.topic).as_str()).filter(|t| !t.is_empty()).collect::<Vec<_>>().join(sign)
    };
    both(
        format!("The plan does not say: {}", join(|topic| &topic.en, ", ")),
        format!("规划没有写明：{}", join(|topic| &topic.zh, "、")),
    )
}
