//! The server and `check` say the same of the same text.

use crate::client::*;
use crate::edits::bare;
use planspect::check::{Options, Today};
use planspect::workspace::{ConfigChoice, Overrides, Report, Request, locate};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What `check` says of each file of a folder.
pub fn check(folder: &Path) -> BTreeMap<PathBuf, Vec<Value>> {
    let paths = [folder.to_owned()];
    let (found, _) = locate(&Request { paths: &paths, working: folder, config: &ConfigChoice::Nearest });
    let options = Options { language: None, ground: false, today: Today::Is(jiff::civil::Date::constant(2027, 1, 1)) };
    let (reports, errors) = Report::of_roots(found, folder, &Overrides::default(), &options);
    assert!(errors.is_empty());
    let mut all: BTreeMap<PathBuf, Vec<Value>> = BTreeMap::new();
    for report in &reports {
        for part in report.plans.iter().chain(&report.unreadable) {
            for finding in part.judgement.findings.iter().filter(|f| f.suppressed.is_none()) {
                let source = &part.plan.document_of(finding.span).unwrap().source;
                let place = |offset: u32| {
                    let at = source.position(offset);
                    json!({"line": at.line - 1, "character": at.utf16 - 1})
                };
                all.entry(report.root.join(&*source.path)).or_default().push(json!({
                    "code": &*finding.code, "message": finding.message,
                    "range": {"start": place(finding.span.start), "end": place(finding.span.end)},
                }));
            }
        }
    }
    all
}

pub fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|e| e == "md" || e == "yaml" || e == "yml" || e == "markdown") {
            found.push(path);
        }
    }
}

/// The corpus as a folder of its own, so that its labels are no documents of this repository's root.
fn corpus() -> tempfile::TempDir {
    let temp = folder(&[]);
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus"), &temp.path().join("plans"));
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("examples"), &temp.path().join("examples"));
    temp
}

#[test]
fn published_diagnostics_are_those_of_check() {
    let temp = corpus();
    let root = std::fs::canonicalize(temp.path()).unwrap();
    let expected = check(&root);
    let mut all = Vec::new();
    files(&root, &mut all);
    assert!(all.len() > 30, "{}", all.len());
    let mut client = Client::start(json!({}), json!({}));
    for path in &all {
        let text = std::fs::read_to_string(path).unwrap();
        let uri = uri(path);
        client.open(&uri, &text);
        let found = client.published(&uri, 1);
        assert_eq!(bare(&found), expected.get(path).cloned().unwrap_or_default(), "{}", path.display());
        client.close(&uri);
    }
}

#[test]
fn pulled_diagnostics_of_the_workspace_are_those_of_check() {
    let temp = corpus();
    let root = std::fs::canonicalize(temp.path()).unwrap();
    let expected = check(&root);
    let mut client = Client::start(
        json!({"textDocument": {"diagnostic": {}}}),
        json!({"workspaceFolders": [{"uri": uri(&root), "name": "corpus"}]}),
    );
    let report = client.ask("workspace/diagnostic", json!({"previousResultIds": []}));
    let items = report["items"].as_array().unwrap();
    for (path, findings) in &expected {
        let uri = uri(path);
        let item = items.iter().find(|item| item["uri"] == uri).unwrap_or_else(|| panic!("{uri}"));
        assert_eq!(&bare(item["items"].as_array().unwrap()), findings, "{}", path.display());
    }
    assert_eq!(items.len(), expected.len());
}

#[test]
fn a_file_with_more_findings_than_are_listed_is_cut_alike() {
    let wrong =
        |number| format!("- **T{number}** Answer letter {number} (serves: G1; owner: Press Office; due: 2027-13)\n");
    let text = PLAN.to_owned() + &(3..10_020).map(wrong).collect::<String>();
    let temp = folder(&[("plan.md", &text)]);
    let path = std::fs::canonicalize(temp.path()).unwrap().join("plan.md");
    let expected = check(path.parent().unwrap());
    let mut client = Client::start(json!({}), json!({}));
    client.open(&uri(&path), &text);
    let found = client.published(&uri(&path), 1);
    assert_eq!((found.len(), &found[10_000]["code"]), (10_001, &json!("PLN006")));
    assert_eq!(bare(&found), expected[&path]);
}
