//! `json`: the contract for machines (version 1). Fields keep their order; nothing is folded.

use super::place::{Range, path, range};
use super::run::{Format, Found, Run};
use crate::check::{Score, SubjectRef, Suppressed, Tally};
use crate::plan::{ItemKind, Language, Plan, PlanStatus, Profile, Scope, State};
use crate::rules::{Principle, Severity};
use crate::workspace::Report;
use serde::Serialize;
use std::collections::BTreeMap;
use std::io;

/// One JSON document.
pub struct Json;

#[derive(Serialize)]
struct Output<'a> {
    version: u32,
    findings: Vec<FindingOut<'a>>,
    rules: BTreeMap<Box<str>, Tally>,
    plans: Vec<PlanOut<'a>>,
    skipped: Vec<SkippedOut<'a>>,
    summary: Summary,
}

#[derive(Serialize)]
struct FindingOut<'a> {
    code: &'a str,
    rule: &'a str,
    principle: Option<Principle>,
    severity: Severity,
    group: Option<&'static str>,
    message: &'a str,
    help: &'a str,
    path: String,
    range: Range,
    subject: Subject<'a>,
    related: Vec<RelatedOut<'a>>,
    fix: Option<FixOut<'a>>,
    fingerprint: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    ground: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    suppressed: Option<SuppressedOut<'a>>,
}

#[derive(Serialize)]
struct Subject<'a> {
    kind: &'static str,
    id: Option<&'a str>,
}

#[derive(Serialize)]
struct RelatedOut<'a> {
    path: String,
    range: Range,
    message: &'a str,
}

#[derive(Serialize)]
struct FixOut<'a> {
    title: &'a str,
    safe: bool,
    edits: Vec<EditOut<'a>>,
}

#[derive(Serialize)]
struct EditOut<'a> {
    path: String,
    range: Range,
    text: &'a str,
}

#[derive(Serialize)]
struct SuppressedOut<'a> {
    by: &'static str,
    reason: Option<&'a str>,
}

#[derive(Serialize)]
struct PlanOut<'a> {
    name: &'a str,
    paths: Vec<String>,
    language: Language,
    profile: Profile,
    scope: Scope,
    status: PlanStatus,
    items: BTreeMap<&'static str, usize>,
    score: ScoreOut,
}

#[derive(Serialize)]
struct ScoreOut {
    overall: Option<f64>,
    #[serde(rename = "performance-oriented")]
    performance_oriented: Option<f64>,
    #[serde(rename = "forward-looking")]
    forward_looking: Option<f64>,
    #[serde(rename = "key-focused")]
    key_focused: Option<f64>,
    integrated: Option<f64>,
    total: Option<f64>,
}

#[derive(Serialize)]
struct SkippedOut<'a> {
    path: String,
    reason: &'a str,
}

#[derive(Serialize)]
struct Summary {
    files: usize,
    plans: usize,
    errors: usize,
    warnings: usize,
    infos: usize,
    suppressed: usize,
}

impl Format for Json {
    fn write(&self, run: &Run, out: &mut dyn io::Write) -> io::Result<()> {
        let counts = run.counts();
        let mut plans: Vec<PlanOut<'_>> = run
            .reports
            .iter()
            .flat_map(|report| report.plans.iter().map(move |part| plan(report, &part.plan, &part.judgement.score)))
            .collect();
        plans.sort_by(|a, b| a.paths.cmp(&b.paths));
        let mut skipped: Vec<SkippedOut<'_>> = run
            .reports
            .iter()
            .flat_map(|report| {
                report.skipped.iter().map(|s| SkippedOut { path: report.shown.path(&s.path), reason: &s.reason })
            })
            .collect();
        skipped.sort_by(|a, b| a.path.cmp(&b.path));
        let findings = run.findings();
        let output = Output {
            version: 1,
            findings: findings.iter().map(finding).collect(),
            rules: run.tallies(),
            plans,
            skipped,
            summary: Summary {
                files: run.files(),
                plans: run.plans(),
                errors: counts.errors,
                warnings: counts.warnings,
                infos: counts.infos,
                suppressed: counts.suppressed,
            },
        };
        serde_json::to_writer_pretty(&mut *out, &output)?;
        writeln!(out)
    }
}

fn finding<'a>(found: &Found<'a>) -> FindingOut<'a> {
    let Found { report, part, finding } = *found;
    let plan = &part.plan;
    FindingOut {
        code: &finding.code,
        rule: &finding.rule,
        principle: finding.principle,
        severity: finding.severity,
        group: finding.missing.then_some("missing"),
        message: &finding.message,
        help: &finding.help,
        path: found.path(),
        range: range(report, plan, finding.span),
        subject: match &finding.subject {
            SubjectRef::Plan => Subject { kind: "plan", id: None },
            SubjectRef::Document => Subject { kind: "document", id: None },
            SubjectRef::Section => Subject { kind: "section", id: None },
            SubjectRef::Sentence => Subject { kind: "sentence", id: None },
            SubjectRef::Field => Subject { kind: "field", id: None },
            SubjectRef::Item { kind, id, .. } => Subject { kind: kind.name(), id: id.as_deref() },
        },
        related: finding
            .related
            .iter()
            .map(|one| RelatedOut {
                path: path(report, plan, one.span),
                range: range(report, plan, one.span),
                message: &one.message,
            })
            .collect(),
        fix: finding.fix.as_ref().map(|fix| FixOut {
            title: &fix.title,
            safe: fix.safe,
            edits: fix
                .edits
                .iter()
                .map(|(span, text)| EditOut {
                    path: path(report, plan, *span),
                    range: range(report, plan, *span),
                    text,
                })
                .collect(),
        }),
        fingerprint: &finding.fingerprint,
        ground: found.ground(),
        suppressed: finding.suppressed.as_ref().map(|why| match why {
            Suppressed::Comment(reason) => SuppressedOut { by: "comment", reason: reason.as_deref() },
            Suppressed::Baseline => SuppressedOut { by: "baseline", reason: None },
        }),
    }
}

fn plan<'a>(report: &Report, plan: &'a Plan, score: &Score) -> PlanOut<'a> {
    let mut items: BTreeMap<&'static str, usize> = BTreeMap::new();
    for item in plan.facts.items.iter().filter(|item| item.repeats.is_none() && item.state != State::Excluded) {
        *items.entry(ItemKind::name(item.kind)).or_default() += 1;
    }
    let one_digit = |value: Option<f64>| value.map(|value| (value * 10.0).round() / 10.0);
    let of = |principle: Principle| {
        let place = Principle::ALL.iter().position(|p| *p == principle);
        one_digit(place.and_then(|at| score.principles.get(at).copied().flatten()))
    };
    PlanOut {
        name: &plan.name,
        paths: plan.documents.iter().map(|document| report.shown.path(&document.source.path)).collect(),
        language: plan.language,
        profile: plan.profile.value,
        scope: plan.scope.value,
        status: plan.status.value,
        items,
        score: ScoreOut {
            overall: of(Principle::Overall),
            performance_oriented: of(Principle::PerformanceOriented),
            forward_looking: of(Principle::ForwardLooking),
            key_focused: of(Principle::KeyFocused),
            integrated: of(Principle::Integrated),
            total: one_digit(score.total),
        },
    }
}
