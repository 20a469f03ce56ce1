//! `json`: the contract for machines (version 1). Fields keep their order; nothing is folded.

use super::place::{Range, path, range};
use super::points::Points;
use super::run::{Format, Found, Run};
use crate::check::{Score, SubjectRef, Suppressed, Tally};
use crate::plan::{ItemKind, Language, Plan, PlanStatus, Profile, Scope};
use crate::rules::{Principle, Severity};
use crate::workspace::Report;
use schemars::generate::{SchemaGenerator, SchemaSettings};
use schemars::{JsonSchema, Schema, json_schema};
use serde::{Serialize, Serializer};
use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;

/// One JSON document.
pub struct Json;

#[derive(Serialize, JsonSchema)]
#[schemars(title = "Findings of planspect")]
struct Output<'a> {
    /// Version of this form; it changes when a field goes or changes its meaning.
    version: u32,
    /// By path and place.
    #[schemars(with = "Vec<FindingOut<'a>>")]
    findings: Findings<'a>,
    /// Per rule that ran: how many subjects it judged, how many violate it.
    rules: BTreeMap<Arc<str>, Tally>,
    /// The plans that were judged.
    plans: Vec<PlanOut<'a>>,
    /// Documents that are no plan, or were not read, with the reason.
    skipped: Vec<SkippedOut>,
    summary: Summary,
}

/// Findings, each put into form when it is written: there may be hundreds of thousands.
struct Findings<'a>(Vec<Found<'a>>);

impl Serialize for Findings<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(finding))
    }
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Finding")]
struct FindingOut<'a> {
    /// `PRF001`
    code: &'a str,
    /// `technology-as-need`
    rule: &'a str,
    /// None: a rule about the document itself.
    #[schemars(schema_with = "principles")]
    principle: Option<Principle>,
    #[schemars(schema_with = "severities")]
    severity: Severity,
    /// `missing`: something that the plan does not say.
    group: Option<&'static str>,
    message: &'a str,
    help: &'a str,
    path: String,
    range: Range,
    subject: Subject<'a>,
    related: Vec<RelatedOut<'a>>,
    fix: Option<FixOut<'a>>,
    /// The same as long as rule, plan and subject are; never of a line.
    fingerprint: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    /// With `--explain`: what it rests on.
    ground: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    /// With `--show-suppressed`: why it is not counted.
    suppressed: Option<SuppressedOut<'a>>,
}

#[derive(Serialize, JsonSchema)]
struct Subject<'a> {
    kind: &'static str,
    id: Option<&'a str>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Related")]
struct RelatedOut<'a> {
    path: String,
    range: Range,
    message: &'a str,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Fix")]
struct FixOut<'a> {
    title: &'a str,
    safe: bool,
    edits: Vec<EditOut<'a>>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Edit")]
struct EditOut<'a> {
    path: String,
    range: Range,
    text: &'a str,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Suppressed")]
struct SuppressedOut<'a> {
    by: &'static str,
    reason: Option<&'a str>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Plan")]
struct PlanOut<'a> {
    name: &'a str,
    paths: Vec<String>,
    #[schemars(schema_with = "languages")]
    language: Language,
    #[schemars(schema_with = "profiles")]
    profile: Profile,
    #[schemars(schema_with = "scopes")]
    scope: Scope,
    #[schemars(schema_with = "statuses")]
    status: PlanStatus,
    /// How many items of each kind it states.
    items: BTreeMap<&'static str, usize>,
    score: Points,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Skipped")]
struct SkippedOut {
    path: String,
    reason: String,
}

#[derive(Serialize, JsonSchema)]
struct Summary {
    files: usize,
    plans: usize,
    errors: usize,
    warnings: usize,
    infos: usize,
    suppressed: usize,
}

fn one_of(names: &[&str]) -> Schema {
    json_schema!({"type": "string", "enum": names})
}

fn severities(_: &mut SchemaGenerator) -> Schema {
    one_of(&[Severity::Error, Severity::Warning, Severity::Info].map(Severity::name))
}

fn principles(_: &mut SchemaGenerator) -> Schema {
    let mut names: Vec<Option<&str>> = Principle::ALL.iter().map(|p| Some(p.name())).collect();
    names.push(None);
    json_schema!({"type": ["string", "null"], "enum": names})
}

fn languages(_: &mut SchemaGenerator) -> Schema {
    one_of(&Language::ALL.iter().map(|one| one.name()).collect::<Vec<_>>())
}

fn profiles(_: &mut SchemaGenerator) -> Schema {
    one_of(&Profile::ALL.iter().map(|one| one.name()).collect::<Vec<_>>())
}

fn scopes(_: &mut SchemaGenerator) -> Schema {
    one_of(&Scope::ALL.iter().map(|one| one.name()).collect::<Vec<_>>())
}

fn statuses(_: &mut SchemaGenerator) -> Schema {
    one_of(&PlanStatus::ALL.iter().map(|one| one.name()).collect::<Vec<_>>())
}

/// The JSON Schema (draft 2020-12) of this format.
pub fn findings_schema() -> serde_json::Value {
    let settings = SchemaSettings::draft2020_12().for_serialize();
    settings.into_generator().into_root_schema_for::<Output<'_>>().to_value()
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
        let mut skipped: Vec<SkippedOut> = run
            .reports
            .iter()
            .flat_map(|report| {
                report
                    .skipped
                    .iter()
                    .map(|s| SkippedOut { path: report.shown.path(&s.path), reason: s.reason.in_words(run.language()) })
            })
            .collect();
        skipped.sort_by(|a, b| a.path.cmp(&b.path));
        let output = Output {
            version: 1,
            findings: Findings(run.findings()),
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
        fingerprint: &finding.identity.fingerprint,
        ground: found.ground(),
        suppressed: finding.suppressed.as_ref().map(|why| match why {
            Suppressed::Comment(reason) => SuppressedOut { by: "comment", reason: reason.as_deref() },
            Suppressed::Baseline => SuppressedOut { by: "baseline", reason: None },
            Suppressed::Before => SuppressedOut { by: "since", reason: None },
        }),
    }
}

fn plan<'a>(report: &Report, plan: &'a Plan, score: &Score) -> PlanOut<'a> {
    let stated = ItemKind::ALL.iter().zip(plan.stated).filter(|(_, count)| *count > 0);
    let items = stated.map(|(kind, count)| (kind.name(), count as usize)).collect();
    PlanOut {
        name: &plan.name,
        paths: plan.documents.iter().map(|document| report.shown.path(&document.source.path)).collect(),
        language: plan.language,
        profile: plan.profile.value,
        scope: plan.scope.value,
        status: plan.status.value,
        items,
        score: Points::from(score),
    }
}
