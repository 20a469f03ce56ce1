//! Verdicts on what the default rules find in plans of others: `tests/verdicts.csv`.
//!
//! The file says of each finding that no label covers whether it is true and useful, true but useless, or false. Its form
//! is always checked. Where the plans of others lie beside the repository (`../shared/corpus`), every finding without a
//! label must have a verdict, and nine in ten must be true.

#![allow(clippy::unwrap_used, missing_docs)]

mod common;

use common::checked;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Languages of which every finding has its verdict.
const COMPLETE: [&str; 2] = ["en", "zh"];
/// Share of findings, of all languages together, that must be true: of one there may be a handful without a label.
const FLOOR: f64 = 0.90;
/// What a verdict may be.
const VERDICTS: [&str; 3] = ["true and useful", "true but useless", "false"];

struct Row {
    plan: String,
    rule: String,
    line: u64,
    words: String,
    verdict: String,
}

fn rows() -> Vec<Row> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/verdicts.csv");
    // Rows of another length than the head are an error.
    let mut reader = csv::Reader::from_path(path).unwrap();
    assert_eq!(reader.headers().unwrap(), ["plan", "rule", "place", "verdict", "why"].as_slice());
    let mut seen = BTreeSet::new();
    let rows = reader.records().map(|record| {
        let record = record.unwrap();
        let field = |number: usize| record[number].to_owned();
        let (plan, rule, place, verdict, why) = (field(0), field(1), field(2), field(3), field(4));
        assert!(plan.starts_with("en/") || plan.starts_with("zh/"), "{record:?}: the plan starts with its language");
        assert!(rule.len() == 6 && rule[3..].bytes().all(|b| b.is_ascii_digit()), "{record:?}: no rule");
        assert!(VERDICTS.contains(&verdict.as_str()), "{record:?}: no verdict");
        assert!(!why.trim().is_empty(), "{record:?}: says no why");
        let (line, words) = place.split_once(':').unwrap_or_else(|| panic!("{record:?}: the place is `line: words`"));
        assert!(seen.insert((plan.clone(), rule.clone(), place.clone())), "{record:?}: twice");
        let line = line.trim().parse().unwrap_or_else(|_| panic!("{record:?}: no line number"));
        Row { plan, rule, line, words: words.trim().to_owned(), verdict }
    });
    rows.collect()
}

/// The plans of others, where they lie beside the repository or a worktree of it.
fn corpus() -> Option<PathBuf> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().skip(1).map(|up| up.join("shared/corpus")).find(|path| path.is_dir())
}

/// The rules that the labels of each plan speak of.
fn labelled(folder: &Path) -> BTreeMap<String, BTreeSet<String>> {
    let text = std::fs::read_to_string(folder.join("labels.yaml")).unwrap();
    let labels: Value = serde_yaml::from_str(&text).unwrap();
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for plan in labels["plans"].as_array().unwrap() {
        let rules = ["rules", "item_rules"].iter().filter_map(|key| plan[key].as_object());
        let rules: BTreeSet<String> = rules.flat_map(|map| map.keys().cloned()).collect();
        for path in plan["paths"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            found.entry(path.to_owned()).or_default().extend(rules.clone());
        }
    }
    found
}

/// A line without the bars of its table, its spaces one by one.
fn plain(line: &str) -> String {
    line.replace('|', " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn every_finding_has_a_verdict() {
    let rows = rows();
    let Some(corpus) = corpus() else {
        println!("skipped: the plans of others are not beside this clone");
        return;
    };
    let (mut all, mut all_right) = (0usize, 0usize);
    for language in COMPLETE {
        let folder = corpus.join(language);
        let labels = labelled(&folder);
        let report = checked(&folder);
        let (mut open, mut judged, mut right) = (Vec::new(), 0usize, 0usize);
        for finding in report["findings"].as_array().unwrap() {
            let text = |key: &str| finding[key].as_str().unwrap_or_default().trim_start_matches("./").to_owned();
            let (path, code) = (text("path"), text("code"));
            if finding["severity"] == "info"
                || path == "labels.yaml"
                || labels.get(&path).is_some_and(|rules| rules.contains(&code))
            {
                continue;
            }
            let line = finding["range"]["start"]["line"].as_u64().unwrap();
            let source = std::fs::read_to_string(folder.join(&path)).unwrap_or_default();
            let words = plain(source.lines().nth(line as usize - 1).unwrap_or(""));
            let plan = format!("{language}/{path}");
            let row = rows.iter().find(|row| {
                row.plan == plan
                    && row.rule == code
                    && (row.line == line || !row.words.is_empty())
                    && words.contains(&row.words)
            });
            match row {
                Some(row) => {
                    judged += 1;
                    right += usize::from(row.verdict != "false");
                }
                None => open.push(format!("{plan},{code},{line}: {words} — {}", text("message"))),
            }
        }
        println!("{language}: {right} of {judged} findings without a label are true");
        assert!(open.is_empty(), "findings without a verdict:\n{}", open.join("\n"));
        all += judged;
        all_right += right;
    }
    assert!(all_right as f64 >= FLOOR * all as f64, "only {all_right} of {all} findings are true");
}
