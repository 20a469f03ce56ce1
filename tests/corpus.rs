//! Precision and recall of the default rules on the labelled plans of `tests/corpus`.
//!
//! `cargo test --test corpus -- --nocapture` prints the table; `VERBOSE=1` names every place, `PLAN=name` takes
//! one plan, `BLESS=1` writes `docs/precision.md`.

#![allow(clippy::unwrap_used, missing_docs)]

use planspect::check::{Finding, Neighbours, Options, Today, judge};
use planspect::plan::{self, Declaration, Document, Language, Plan, Reader, Scope};
use planspect::rules::{RuleSet, Severity};
use planspect::syntax::Format;
use planspect::text::{FileId, SourceFile, Span};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Share of findings that must be right.
const FLOOR: f64 = 0.90;
/// Share of labelled faults that must be found.
const FLOOR_OF_RECALL: f64 = 0.90;
/// The same for a single rule with at least ten labels.
const FLOOR_OF_RULE: f64 = 0.80;

#[derive(Default)]
struct Tally {
    hits: usize,
    false_alarms: Vec<String>,
    missed: Vec<String>,
}

#[derive(Default)]
struct Table {
    rules: BTreeMap<String, Tally>,
    recognition: Vec<String>,
    plans: (usize, usize),
    others: (usize, usize),
    profiles: (usize, usize),
}

fn folder(language: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus").join(language)
}

fn read(base: &Path, paths: &[String], reader: &Reader) -> Vec<Arc<Document>> {
    paths
        .iter()
        .enumerate()
        .map(|(at, path)| {
            let text = std::fs::read_to_string(base.join(path)).unwrap_or_else(|e| panic!("{path}: {e}"));
            let format = if path.ends_with(".yaml") { Format::Yaml } else { Format::Markdown };
            Arc::new(plan::read(SourceFile::new(FileId(at as u32), path, &text), format, reader))
        })
        .collect()
}

/// A label's line, "file:line" or list of them.
fn places(paths: &[String], value: &Value) -> Vec<(usize, u32)> {
    match value {
        Value::Array(all) => all.iter().flat_map(|one| places(paths, one)).collect(),
        Value::Number(line) => vec![(0, line.as_u64().unwrap() as u32)],
        Value::String(text) => match text.rsplit_once(':') {
            None => vec![(0, text.parse().unwrap())],
            Some((name, line)) => {
                let file = paths.iter().position(|p| p == name || p.ends_with(&format!("/{name}")));
                vec![(file.unwrap_or_else(|| panic!("{text}: no such file")), line.parse().unwrap())]
            }
        },
        _ => Vec::new(),
    }
}

fn covers(plan: &Plan, span: Span, place: (usize, u32)) -> bool {
    let Some(document) = plan.document_of(span) else { return false };
    let first = document.source.position(span.start).line;
    let last = document.source.position(span.end.max(span.start + 1) - 1).line;
    span.file.0 as usize == place.0 && first <= place.1 && place.1 <= last
}

fn show(plan: &Plan, paths: &[String], span: Span) -> String {
    let line = plan.document_of(span).map_or(0, |d| d.source.position(span.start).line);
    format!("{}:{line}", paths[span.file.0 as usize])
}

fn measure(language: &str, table: &mut Table, reader: &Reader, rules: &RuleSet) {
    let base = folder(language);
    let text = std::fs::read_to_string(base.join("labels.yaml")).unwrap();
    let labels: Value = serde_yaml::from_str(&text).unwrap();
    let only = std::env::var("PLAN").ok();
    let list = |value: &Value| -> Vec<Value> { value.as_array().cloned().unwrap_or_default() };
    for label in list(&labels["plans"]) {
        let name = label["name"].as_str().unwrap();
        if only.as_ref().is_some_and(|only| only != name) {
            continue;
        }
        let paths: Vec<String> = list(&label["paths"]).iter().map(|p| p.as_str().unwrap().to_owned()).collect();
        let documents = read(&base, &paths, reader);
        let scope = (label["scope"] == "part").then_some(Scope::Part);
        let declaration = Declaration {
            name: Some(name.to_owned()),
            declared: true,
            grouped: paths.len() > 1,
            scope,
            ..Declaration::default()
        };
        let declared = plan::assemble(documents.clone(), &declaration, reader);
        let options =
            Options { language: None, ground: false, today: Today::Is(jiff::civil::Date::constant(2027, 1, 1)) };
        let judgement = judge(&declared, &Neighbours::default(), rules, &reader.vocabulary, &options);
        compare(&label, name, &paths, &declared, &judgement.findings, table);
        if let Some(profile) = label["profile"].as_str() {
            table.profiles.1 += 1;
            if profile == declared.profile.value.name() {
                table.profiles.0 += 1;
            } else {
                table.recognition.push(format!(
                    "{name}: profile {}, not {profile}: {}",
                    declared.profile.value,
                    declared.profile.why.in_words(Language::En)
                ));
            }
        }
        let grouping = plan::group(&documents, &[], reader);
        if label["plan"] == true {
            table.plans.1 += 1;
            let whole = grouping.plans.len() == 1 && grouping.plans[0].documents.len() == documents.len();
            if whole || (label["grouping"] == "declared" && !grouping.plans.is_empty()) {
                table.plans.0 += 1;
            } else {
                let why = grouping
                    .skipped
                    .iter()
                    .map(|(d, why)| format!("{} {}", d.source.path, why.in_words(Language::En)))
                    .collect::<Vec<_>>()
                    .join("; ");
                table.recognition.push(format!("{name}: {} plans; {why}", grouping.plans.len()));
            }
        } else if label["plan"] == false {
            not_a_plan(name, &grouping, table);
        }
    }
    for other in list(&labels["not_plans"]).iter().filter(|_| only.is_none()) {
        let paths = match &other["path"] {
            Value::String(path) => vec![path.clone()],
            _ => list(&other["paths"]).iter().map(|p| p.as_str().unwrap().to_owned()).collect(),
        };
        let documents = read(&base, &paths, reader);
        not_a_plan(&paths[0], &plan::group(&documents, &[], reader), table);
    }
}

fn not_a_plan(name: &str, grouping: &plan::Grouping, table: &mut Table) {
    table.others.1 += 1;
    match grouping.plans.first() {
        None => table.others.0 += 1,
        Some(group) => {
            table.recognition.push(format!(
                "{name}: taken for a plan: {}",
                group.documents[0].recognition.reason.in_words(Language::En)
            ));
        }
    }
}

fn compare(label: &Value, name: &str, paths: &[String], plan: &Plan, findings: &[Finding], table: &mut Table) {
    let draft = label["status"] == "draft";
    let counts = |f: &&Finding| f.suppressed.is_none() && (f.severity != Severity::Info || (draft && f.missing));
    let of = |code: &str| -> Vec<&Finding> { findings.iter().filter(counts).filter(|f| *f.code == *code).collect() };
    for (code, rule) in label["rules"].as_object().into_iter().flatten() {
        let fired = of(code);
        let tally = table.rules.entry(code.clone()).or_default();
        match (rule["is"].as_str().unwrap(), fired.first()) {
            ("violated", Some(_)) => tally.hits += 1,
            ("violated", None) => tally.missed.push(format!("{name}: {} {}", rule["why"], rule["quote"])),
            ("ok" | "n/a", Some(finding)) => {
                let seen = format!("({} {}: {} {})", rule["is"], rule["at"], rule["quote"], rule["why"]);
                tally.false_alarms.push(format!(
                    "{name} {}: {} {seen}",
                    show(plan, paths, finding.span),
                    finding.message
                ));
            }
            _ => {}
        }
    }
    for (code, rule) in label["item_rules"].as_object().into_iter().flatten() {
        let wanted: Vec<Vec<(usize, u32)>> =
            rule["violated"].as_array().into_iter().flatten().map(|v| places(paths, v)).collect();
        let doubtful = places(paths, &rule["doubtful"]);
        let mut hit = vec![false; wanted.len()];
        let tally = table.rules.entry(code.clone()).or_default();
        for finding in of(code) {
            let mut own = false;
            for (at, group) in wanted.iter().enumerate() {
                let direct = group.iter().any(|&place| covers(plan, finding.span, place));
                let related = finding.related.iter().any(|r| group.iter().any(|&place| covers(plan, r.span, place)));
                hit[at] |= direct || related;
                own |= direct;
            }
            if !own && !doubtful.iter().any(|&place| covers(plan, finding.span, place)) {
                tally.false_alarms.push(format!("{name} {}: {}", show(plan, paths, finding.span), finding.message));
            }
        }
        tally.hits += hit.iter().filter(|h| **h).count();
        for (group, _) in wanted.iter().zip(&hit).filter(|(_, hit)| !**hit) {
            let lines: Vec<String> = group.iter().map(|(file, line)| format!("{}:{line}", paths[*file])).collect();
            tally.missed.push(format!("{name} {}", lines.join(", ")));
        }
    }
}

fn share(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

fn percent(share: Option<f64>) -> String {
    share.map_or("–".to_owned(), |s| format!("{:.0} %", 100.0 * s))
}

/// The table, and what lies under the floors.
fn report(language: &str, table: &Table, known: &BTreeSet<String>) -> (String, Vec<String>) {
    let verbose = std::env::var("VERBOSE").is_ok();
    let mut text = format!("| {language} | right | false | missed | precision | recall |\n|---|--:|--:|--:|--:|--:|\n");
    let mut under = Vec::new();
    let (mut hits, mut wrong, mut missed) = (0, 0, 0);
    for (code, tally) in table.rules.iter().filter(|(code, _)| known.contains(*code)) {
        let (h, f, m) = (tally.hits, tally.false_alarms.len(), tally.missed.len());
        (hits, wrong, missed) = (hits + h, wrong + f, missed + m);
        if h + f + m == 0 {
            continue;
        }
        let (precision, recall) = (share(h, h + f), share(h, h + m));
        writeln!(text, "| {code} | {h} | {f} | {m} | {} | {} |", percent(precision), percent(recall)).unwrap();
        let low = |share: Option<f64>| share.is_some_and(|s| s < FLOOR_OF_RULE);
        if h + m >= 10 && (low(precision) || low(recall)) {
            under.push(format!("{language} {code}: precision {}, recall {}", percent(precision), percent(recall)));
        }
        if verbose {
            for place in &tally.false_alarms {
                writeln!(text, "    false   {place}").unwrap();
            }
            for place in &tally.missed {
                writeln!(text, "    missed  {place}").unwrap();
            }
        }
    }
    let (precision, recall) = (share(hits, hits + wrong), share(hits, hits + missed));
    writeln!(text, "| **all** | {hits} | {wrong} | {missed} | {} | {} |", percent(precision), percent(recall)).unwrap();
    writeln!(
        text,
        "\n{} of {} plans recognised, {} of {} other documents left alone, {} of {} profiles as labelled.\n",
        table.plans.0, table.plans.1, table.others.0, table.others.1, table.profiles.0, table.profiles.1
    )
    .unwrap();
    if verbose {
        for line in &table.recognition {
            writeln!(text, "    {line}").unwrap();
        }
    }
    let low = |share: Option<f64>| share.is_some_and(|s| s < FLOOR);
    if low(precision) || recall.is_some_and(|s| s < FLOOR_OF_RECALL) {
        under.push(format!("{language}: precision {}, recall {}", percent(precision), percent(recall)));
    }
    if low(share(table.plans.0, table.plans.1)) || low(share(table.others.0, table.others.1)) {
        under.push(format!("{language}: recognition\n{}", table.recognition.join("\n")));
    }
    (text, under)
}

#[test]
fn precision_and_recall() {
    let reader = Reader::shipped();
    let rules = RuleSet::shipped();
    let known: BTreeSet<String> = rules.active.iter().map(|(rule, _)| rule.code.to_string()).collect();
    let mut page = String::from(
        "# Precision and recall\n\nMeasured on the labelled plans of `tests/corpus`, which were written and labelled before any rule ran\non them. Generated by `BLESS=1 cargo test --test corpus`.\n\n",
    );
    let mut under = Vec::new();
    for language in ["en", "zh"] {
        let mut table = Table::default();
        measure(language, &mut table, &reader, &rules);
        let (text, low) = report(language, &table, &known);
        println!("{text}");
        page.push_str(&text);
        page.push('\n');
        under.extend(low);
    }
    if std::env::var("PLAN").is_ok() || std::env::var("VERBOSE").is_ok() {
        return;
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/precision.md");
    let page = page.trim_end().to_owned() + "\n";
    if std::env::var("BLESS").is_ok() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, &page).unwrap();
    }
    assert!(under.is_empty(), "under the floor:\n{}", under.join("\n"));
    assert_eq!(std::fs::read_to_string(&path).unwrap_or_default(), page, "docs/precision.md is stale: BLESS=1");
}
