//! Verdicts on what the default rules find in plans of others: `tests/verdicts.csv`.
//!
//! The file says of each finding that no label covers whether it is true and useful, true but useless, or false. Its form
//! is always checked. Where the plans of others lie beside the repository (`../shared/corpus`), every finding without a
//! label must have a verdict, and nine in ten must be true.

#![allow(clippy::unwrap_used, missing_docs)]

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

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

/// The fields of one line: divided at commas, in quotes where they hold one.
fn fields(line: &str) -> Vec<String> {
    let mut found = vec![String::new()];
    let mut quoted = false;
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                found.last_mut().unwrap().push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => found.push(String::new()),
            c => found.last_mut().unwrap().push(c),
        }
    }
    found
}

fn rows() -> Vec<Row> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/verdicts.csv");
    let text = std::fs::read_to_string(path).unwrap();
    let mut lines = text.lines();
    assert_eq!(lines.next(), Some("plan,rule,place,verdict,why"));
    let mut seen = BTreeSet::new();
    lines
        .map(|line| {
            let row = fields(line);
            assert_eq!(row.len(), 5, "{line}");
            assert!(
                row[0].starts_with("en/") || row[0].starts_with("zh/"),
                "{line}: the plan starts with its language"
            );
            assert!(row[1].len() == 6 && row[1][3..].bytes().all(|b| b.is_ascii_digit()), "{line}: no rule");
            assert!(VERDICTS.contains(&row[3].as_str()), "{line}: no verdict");
            assert!(!row[4].trim().is_empty(), "{line}: says no why");
            let (number, words) =
                row[2].split_once(':').unwrap_or_else(|| panic!("{line}: the place is `line: words`"));
            assert!(seen.insert((row[0].clone(), row[1].clone(), row[2].clone())), "{line}: twice");
            Row {
                plan: row[0].clone(),
                rule: row[1].clone(),
                line: number.trim().parse().unwrap_or_else(|_| panic!("{line}: no line number")),
                words: words.trim().to_owned(),
                verdict: row[3].clone(),
            }
        })
        .collect()
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
        let run = Command::new(env!("CARGO_BIN_EXE_planspect"))
            .args(["check", "--isolated", "--no-cache", "--format", "json", "."])
            .current_dir(&folder)
            .output()
            .unwrap();
        let report: Value = serde_json::from_slice(&run.stdout).unwrap();
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
