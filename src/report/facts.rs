//! The plan model as JSON. What a plan states is the same however it is written; where and how it is written
//! stands under `at`, apart, everywhere.

use super::clean::one_line;
use super::place::{Range, path, range};
use super::run::Run;
use crate::plan::values::{DateValue, HorizonValue, Interval, MoneyValue};
use crate::plan::{
    Basis, Field, FieldName, Form, Id, Item, ItemId, ItemKind, Language, Link, Plan, Relation, SectionKind, State,
    Value,
};
use crate::text::Span;
use crate::workspace::Report;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::io;

#[derive(Serialize)]
struct Output<'a> {
    version: u32,
    plans: Vec<PlanOut<'a>>,
    skipped: Vec<SkippedOut>,
}

#[derive(Serialize)]
struct SkippedOut {
    path: String,
    reason: String,
}

#[derive(Serialize)]
struct PlanOut<'a> {
    name: String,
    language: Language,
    profile: &'static str,
    scope: &'static str,
    #[serde(rename = "type")]
    plan_type: &'static str,
    status: &'static str,
    systems: bool,
    horizon: Option<HorizonOut>,
    fields: Vec<FieldOut<'a>>,
    sections: BTreeMap<&'static str, usize>,
    items: Vec<ItemOut<'a>>,
    at: PlanAt,
}

#[derive(Serialize)]
struct PlanAt {
    documents: Vec<DocumentOut>,
    why: BTreeMap<&'static str, String>,
    sections: Vec<SectionOut>,
}

#[derive(Serialize)]
struct DocumentOut {
    path: String,
    recognition: String,
}

#[derive(Serialize)]
struct SectionOut {
    title: String,
    level: u8,
    kinds: Vec<&'static str>,
    path: String,
    range: Range,
}

#[derive(Serialize)]
struct HorizonOut {
    from: Option<String>,
    to: Option<String>,
    text: String,
    at: Place,
}

#[derive(Serialize)]
struct Place {
    path: String,
    range: Range,
}

#[derive(Serialize)]
struct ItemOut<'a> {
    key: String,
    kind: ItemKind,
    id: Option<&'a str>,
    title: String,
    confidence: &'static str,
    basis: Basis,
    sure: bool,
    state: State,
    parent: Option<String>,
    fields: Vec<FieldOut<'a>>,
    links: Vec<LinkOut>,
    parts: Vec<String>,
    at: ItemAt<'a>,
}

#[derive(Serialize)]
struct ItemAt<'a> {
    path: String,
    range: Range,
    form: &'static str,
    section: Option<String>,
    id: Option<&'a str>,
}

#[derive(Serialize)]
struct FieldOut<'a> {
    name: FieldName,
    value: String,
    read: Read,
    at: FieldAt<'a>,
}

#[derive(Serialize)]
struct FieldAt<'a> {
    path: String,
    range: Range,
    label: Option<&'a str>,
    origin: &'static str,
}

/// What a value was read as.
#[derive(Serialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(rename_all = "kebab-case")]
enum Read {
    Empty,
    Text,
    Days { from: String, to: String },
    Until(String),
    Open,
    Unreadable,
    Invalid,
    Money { amount: String, currency: Option<&'static str> },
    Rank(Option<u8>),
}

#[derive(Serialize)]
struct LinkOut {
    relation: Relation,
    to: Option<String>,
    at: LinkAt,
}

#[derive(Serialize)]
struct LinkAt {
    path: String,
    range: Range,
    structural: bool,
}

/// Writes the facts of all plans.
///
/// # Errors
/// Those of `out`.
pub fn facts(run: &Run, out: &mut dyn io::Write) -> io::Result<()> {
    let plans = run.reports.iter().flat_map(|report| {
        report.plans.iter().map(move |part| {
            let language = run.view.language.unwrap_or(part.plan.language);
            plan(report, &part.plan, language)
        })
    });
    let language = run.language();
    let skipped = run.reports.iter().flat_map(|report| {
        report
            .skipped
            .iter()
            .map(move |one| SkippedOut { path: report.shown.path(&one.path), reason: one.reason.in_words(language) })
    });
    let output = Output { version: 1, plans: plans.collect(), skipped: skipped.collect() };
    serde_json::to_writer_pretty(&mut *out, &output)?;
    writeln!(out)
}

fn plan<'a>(report: &Report, plan: &'a Plan, language: Language) -> PlanOut<'a> {
    let place = |span: Span| Place { path: path(report, plan, span), range: range(report, plan, span) };
    let keys = keys(plan);
    let mut sections: BTreeMap<&'static str, usize> = BTreeMap::new();
    let own = |kinds: crate::plan::SectionKinds| kinds.iter().map(SectionKind::name).collect::<Vec<_>>();
    for (_, section) in plan.sections() {
        for kind in own(section.own_kinds) {
            *sections.entry(kind).or_default() += 1;
        }
    }
    let horizon = plan.horizon.as_ref().map(|horizon| HorizonOut {
        from: horizon.interval.map(|days| days.start.to_string()),
        to: match &horizon.value {
            HorizonValue::Until(end) => Some(end.end.to_string()),
            _ => horizon.interval.map(|days| days.end.to_string()),
        },
        text: one_line(plan.text(horizon.span)),
        at: place(horizon.span),
    });
    PlanOut {
        name: one_line(&plan.name),
        language: plan.language,
        profile: plan.profile.value.name(),
        scope: plan.scope.value.name(),
        plan_type: plan.plan_type.value.name(),
        status: plan.status.value.name(),
        systems: plan.systems.value,
        horizon,
        fields: fields(report, plan, None),
        sections,
        items: plan
            .items()
            .filter(|(_, item)| item.repeats.is_none())
            .map(|(id, one)| item(report, plan, id, one, &keys))
            .collect(),
        at: PlanAt {
            documents: plan
                .documents
                .iter()
                .map(|document| DocumentOut {
                    path: report.shown.path(&document.source.path),
                    recognition: document.recognition.reason.in_words(language),
                })
                .collect(),
            why: BTreeMap::from([
                ("profile", plan.profile.why.in_words(language)),
                ("scope", plan.scope.why.in_words(language)),
                ("type", plan.plan_type.why.in_words(language)),
                ("status", plan.status.why.in_words(language)),
                ("systems", plan.systems.why.in_words(language)),
            ]),
            sections: plan
                .sections()
                .filter(|(_, section)| !section.title.is_empty())
                .map(|(_, section)| SectionOut {
                    title: one_line(plan.text(section.title)),
                    level: section.level,
                    kinds: own(section.own_kinds),
                    path: path(report, plan, section.title),
                    range: range(report, plan, section.title),
                })
                .collect(),
        },
    }
}

/// A key for every item: its id, else its kind and its number among those of its kind without one.
pub(super) fn keys(plan: &Plan) -> Vec<String> {
    let mut count: BTreeMap<ItemKind, usize> = BTreeMap::new();
    let key = |(_, item): (ItemId, &Item)| match &item.id {
        Some(Id { key, .. }) => key.to_string(),
        None => {
            let number = count.entry(item.kind).or_default();
            *number += 1;
            format!("{}-{number}", item.kind)
        }
    };
    plan.items().map(key).collect()
}

fn item<'a>(report: &Report, plan: &'a Plan, id: ItemId, item: &'a Item, keys: &[String]) -> ItemOut<'a> {
    let key = |id: ItemId| keys.get(id.at()).cloned().unwrap_or_default();
    let written = item.id.as_ref().map(|id| plan.text(id.span));
    ItemOut {
        key: key(id),
        kind: item.kind,
        id: item.id.as_ref().map(|id| &*id.key),
        title: one_line(plan.text(item.title)),
        confidence: item.confidence.name(),
        basis: item.basis,
        sure: item.basis.is_sure(),
        state: item.state,
        parent: item.parent.map(key),
        fields: fields(report, plan, Some(id)),
        links: links(report, plan, id, key),
        parts: item.parts.iter().map(|&part| one_line(plan.text(part))).collect(),
        at: ItemAt {
            path: path(report, plan, item.title),
            range: range(report, plan, item.title),
            form: match item.form {
                Form::List => "list",
                Form::Row => "row",
                Form::Heading => "heading",
                Form::Paragraph => "paragraph",
                Form::Yaml => "yaml",
            },
            section: item.section.map(|id| one_line(plan.text(plan.section(id).title))).filter(|t| !t.is_empty()),
            id: written,
        },
    }
}

/// Fields by name; those that are links are among the links, titles and ids have a place of their own.
fn fields<'a>(report: &Report, plan: &'a Plan, item: Option<ItemId>) -> Vec<FieldOut<'a>> {
    let apart = [
        FieldName::Id,
        FieldName::Title,
        FieldName::Serves,
        FieldName::DependsOn,
        FieldName::Reuses,
        FieldName::Horizon,
        FieldName::Kind,
    ];
    let mut all: Vec<FieldOut<'a>> = plan
        .fields(item)
        .filter(|field| !apart.contains(&field.name))
        .map(|field| FieldOut {
            name: field.name,
            value: value(plan.text(field.value)),
            read: read(field),
            at: FieldAt {
                path: path(report, plan, field.value),
                range: range(report, plan, field.value),
                label: field.label.map(|label| plan.text(label)),
                origin: origin(field),
            },
        })
        .collect();
    all.sort_by(|a, b| (a.name, &a.value, &a.read).cmp(&(b.name, &b.value, &b.read)));
    all.dedup_by(|a, b| (a.name, &a.value, &a.read) == (b.name, &b.value, &b.read));
    all
}

/// A value without the signs of the form it is written in.
pub(super) fn value(text: &str) -> String {
    let plain = one_line(text);
    plain.trim_matches(|c: char| matches!(c, '[' | ']' | '"' | '\'' | '*' | '_' | '`' | ' ')).to_owned()
}

fn origin(field: &Field) -> &'static str {
    use crate::plan::Origin;
    match field.origin {
        Origin::Own => "own",
        Origin::Prose => "prose",
        Origin::Part => "part",
        Origin::LeadIn => "lead-in",
        Origin::Parent => "parent",
        Origin::All => "all",
        Origin::Front => "front",
        Origin::Config => "config",
    }
}

fn read(field: &Field) -> Read {
    let days = |interval: &Interval| Read::Days { from: interval.start.to_string(), to: interval.end.to_string() };
    match &field.read {
        Value::Text => Read::Text,
        Value::Empty | Value::Date(DateValue::Empty) | Value::Money(MoneyValue::Empty) => Read::Empty,
        Value::Date(DateValue::Range(interval)) | Value::Horizon(HorizonValue::Range(interval)) => days(interval),
        Value::Horizon(HorizonValue::Until(interval)) => Read::Until(interval.end.to_string()),
        Value::Date(DateValue::Open) | Value::Horizon(HorizonValue::Open) | Value::Money(MoneyValue::Open) => {
            Read::Open
        }
        Value::Date(DateValue::Unreadable)
        | Value::Horizon(HorizonValue::Unreadable)
        | Value::Money(MoneyValue::Unreadable) => Read::Unreadable,
        Value::Date(DateValue::Invalid { .. })
        | Value::Horizon(HorizonValue::Invalid { .. })
        | Value::Money(MoneyValue::Invalid { .. }) => Read::Invalid,
        Value::Money(MoneyValue::Amount(money)) => Read::Money {
            amount: money.amount.normalize().to_string(),
            currency: money.currency.map(|currency| currency.name()),
        },
        Value::Priority(priority) => Read::Rank(priority.rank()),
    }
}

/// Links by relation and target, each once.
fn links(report: &Report, plan: &Plan, id: ItemId, key: impl Fn(ItemId) -> String) -> Vec<LinkOut> {
    let mut seen: BTreeSet<(Relation, Option<String>)> = BTreeSet::new();
    let mut all: Vec<&Link> = plan.links_from(id).collect();
    all.sort_by_key(|link| (link.relation, link.to.map(&key), link.structural, link.span));
    let mut kept = Vec::new();
    for link in all {
        let to = link.to.map(&key);
        if seen.insert((link.relation, to.clone())) {
            let at = LinkAt {
                path: path(report, plan, link.span),
                range: range(report, plan, link.span),
                structural: link.structural,
            };
            kept.push(LinkOut { relation: link.relation, to, at });
        }
    }
    kept
}
