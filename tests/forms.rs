//! Plans without faults stay quiet when they are written in another form: `tests/clean` once more, with headings in bold
//! over a colon or in brackets, traditional characters and half-width punctuation.

#![allow(clippy::unwrap_used)]

mod common;

use common::checked;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// A plan written in another form; none where it has nothing that would change.
type Form = fn(language: &str, text: &str) -> Option<String>;

const FORMS: [(&str, Form); 4] =
    [("bold-colon", bold_colon), ("brackets", brackets), ("traditional", traditional), ("half-width", half_width)];

/// What is found in the other form and not in the first, though it should not be, with the reason.
const KNOWN: [(&str, &str, &str); 6] = [
    (
        "bold-colon en/paint-line-stoppages.md",
        "OVR014",
        "a label over steps that are in bold as well is an empty section",
    ),
    ("bold-colon en/university-student-success.md", "PLN002", "a label over a table is no heading of its rows"),
    ("bold-colon zh/logistics-okr-plan.md", "PRF006", "of two labels on end the second is not over its list"),
    ("bold-colon zh/team-checklist-plan.md", "OVR006", "第一阶段：试用 with a colon at its end is no phase"),
    (
        "half-width zh/dried-tofu-business-plan.md",
        "KEY015",
        "what satisfies the rule is asked for with full-width marks",
    ),
    (
        "half-width zh/water-meter-project-plan.md",
        "OVR005",
        "what satisfies the rule is asked for with full-width marks",
    ),
];

/// `## Risks` as `**Risks:**`.
fn bold_colon(language: &str, text: &str) -> Option<String> {
    let colon = if language == "zh" { '：' } else { ':' };
    let deeper = text.lines().any(|line| line.starts_with("### "));
    headings(text, |title| format!("**{title}{colon}**")).filter(|_| !deeper)
}

/// `## 风险` as `## 【风险】`.
fn brackets(language: &str, text: &str) -> Option<String> {
    headings(text, |title| format!("## 【{title}】")).filter(|_| language == "zh")
}

/// 目标 as 目標, by the table that folds them.
fn traditional(language: &str, text: &str) -> Option<String> {
    let mut lines = include_str!("../src/lexicon/traditional.txt").lines();
    let (from, to) = (lines.next().unwrap(), lines.next().unwrap());
    let mut variants: BTreeMap<char, char> = BTreeMap::new();
    for (traditional, simplified) in from.chars().zip(to.chars()) {
        // The characters of the basic block are those in use.
        if ('\u{4e00}'..='\u{9fff}').contains(&traditional) {
            variants.entry(simplified).or_insert(traditional);
        }
    }
    (language == "zh").then(|| text.chars().map(|c| variants.get(&c).copied().unwrap_or(c)).collect())
}

/// `；` as `;`.
fn half_width(language: &str, text: &str) -> Option<String> {
    let marks = [('：', ':'), ('，', ','), ('；', ';'), ('（', '('), ('）', ')')];
    let narrow = |c: char| marks.iter().find(|(wide, _)| *wide == c).map_or(c, |(_, narrow)| *narrow);
    (language == "zh").then(|| text.chars().map(narrow).collect())
}

/// Writes the headings of the second level in another way.
fn headings(text: &str, write: impl Fn(&str) -> String) -> Option<String> {
    let mut count = 0;
    let mut one = |line: &str| match line.strip_prefix("## ") {
        Some(title) => {
            count += 1;
            write(title)
        }
        None => line.to_owned(),
    };
    let text: Vec<String> = text.lines().map(&mut one).collect();
    (count >= 4).then(|| text.join("\n") + "\n")
}

#[test]
fn plans_in_another_form_are_quiet() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/clean");
    let others = tempfile::tempdir().unwrap();
    let mut written = BTreeSet::new();
    for language in ["en", "zh"] {
        for file in std::fs::read_dir(folder.join(language)).unwrap() {
            let path = file.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap();
            let text = std::fs::read_to_string(&path).unwrap();
            for (form, write) in FORMS.iter().filter(|_| name.ends_with(".md")) {
                if let Some(other) = write(language, &text).filter(|other| *other != text) {
                    let place = others.path().join(form).join(language).join(name);
                    std::fs::create_dir_all(&place).unwrap();
                    std::fs::write(place.join(name), other).unwrap();
                    written.insert(format!("{form}/{language}/{name}/{name}"));
                }
            }
        }
    }
    let first = found(&folder);
    let report = checked(others.path());
    let plans = report["plans"].as_array().unwrap().iter();
    let recognised: BTreeSet<String> = plans
        .flat_map(|plan| plan["paths"].as_array().unwrap())
        .map(|path| path.as_str().unwrap().to_owned())
        .collect();
    let lost: Vec<&String> = written.difference(&recognised).collect();
    assert_eq!(lost, Vec::<&String>::new(), "each is recognised as a plan");
    let other = found(others.path());
    let mut new: BTreeSet<(String, String)> = BTreeSet::new();
    for (code, path) in other {
        let (form, path) = path.split_once('/').unwrap();
        let path = path.rsplit_once('/').unwrap().0;
        if !first.contains(&(code.clone(), path.to_owned())) {
            new.insert((form.to_owned() + " " + path, code));
        }
    }
    let known: BTreeSet<(String, String)> =
        KNOWN.iter().map(|(form, code, _)| ((*form).to_owned(), (*code).to_owned())).collect();
    assert_eq!(new, known);
}

/// The codes found in a folder, with their files; what is only said is left out.
fn found(folder: &Path) -> BTreeSet<(String, String)> {
    let report = checked(folder);
    let findings = report["findings"].as_array().unwrap().iter().filter(|finding| finding["severity"] != "info");
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    findings.map(|finding| (text(&finding["code"]), text(&finding["path"]))).collect()
}
