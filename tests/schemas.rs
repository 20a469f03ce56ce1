//! The committed schemas are those of the types, and every shipped file keeps them. `BLESS=1` writes them.

#![allow(clippy::unwrap_used, missing_docs)]

use planspect::rules::rule_schema;
use planspect::workspace::{config_schema, lexicon_schema};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn yaml_files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "yaml"))
        .collect();
    files.sort();
    files
}

fn faults(schema: &Value, files: &[PathBuf]) -> Vec<String> {
    let validator = jsonschema::validator_for(schema).unwrap();
    let mut faults = Vec::new();
    for path in files {
        let value: Value = serde_yaml::from_str(&fs::read_to_string(path).unwrap()).unwrap();
        faults.extend(validator.iter_errors(&value).map(|e| format!("{}: {}: {e}", path.display(), e.instance_path())));
    }
    faults
}

#[test]
fn the_committed_schemas_are_those_of_the_types() {
    let all = [("config", config_schema()), ("rule", rule_schema()), ("lexicon", lexicon_schema())];
    for (name, schema) in all {
        let path = root().join(format!("schemas/{name}.schema.json"));
        let text = format!("{schema:#}\n");
        if std::env::var_os("BLESS").is_some() {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, &text).unwrap();
        }
        let committed = fs::read_to_string(&path).unwrap_or_default();
        assert!(committed == text, "{} is stale: run `BLESS=1 cargo test --test schemas`", path.display());
    }
}

#[test]
fn shipped_rules_keep_the_schema() {
    let families = ["form", "overall", "performance", "forward", "key", "integrated"];
    let files: Vec<PathBuf> =
        families.iter().flat_map(|family| yaml_files(&root().join("rules").join(family))).collect();
    assert!(files.len() > 60);
    let faults = faults(&rule_schema(), &files);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn shipped_lexicons_keep_the_schema() {
    let faults = faults(&lexicon_schema(), &yaml_files(&root().join("rules/lexicon")));
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn what_the_reader_refuses_the_schema_refuses() {
    let validator = jsonschema::validator_for(&rule_schema()).unwrap();
    let rule = |body: &str| -> Value {
        serde_yaml::from_str(&format!(
            "code: X001\nname: x\nseverity: info\nset: default\neach: task\n{body}\nmessage: a\nhelp: a\nsummary: a\nwhy: \
             a\nexamples: [{{bad: ⟦x⟧}}, {{good: fine}}]\n"
        ))
        .unwrap()
    };
    for good in [
        "when: {text: technology}",
        "when: {text: [\"/a+/\", our-own-words, number]}",
        "when: {text: {any: need, at: head, in: title, near: 4}}",
        "when: {field: {due: present, plan.horizon: readable}}",
        "when: {field: {due: {in: plan.horizon}}}",
        "when: {count: {of: reaches need or goal, share-at-most: 1/3}}",
        "when: {at-least: 2, of: [{text: need}, {problem: duplicate-id}, {not: {text: need}}]}",
        "require: {sum: {of: task.budget, at-most: plan.budget}}",
    ] {
        assert!(validator.is_valid(&rule(good)), "{good}: {:?}", validator.validate(&rule(good)));
    }
    for bad in [
        "when: {txt: technology}",
        "when: {text: {anny: technology}}",
        "when: {field: {dew: present}}",
        "when: {field: {due: presnt}}",
        "when: {field: {due: {inside: plan.horizon}}}",
        "when: {count: {of: needz}}",
        "when: {count: {of: need, share-at-most: 0.3}}",
        "when: {text: need, field: {due: present}}",
        "when: {at-least: 2}",
        "items: [declaired]\nwhen: {text: need}",
        "colour: red\nwhen: {text: need}",
        "source: [P1]",
    ] {
        assert!(!validator.is_valid(&rule(bad)), "{bad}");
    }
}

#[test]
fn configurations_keep_the_schema() {
    let validator = jsonschema::validator_for(&config_schema()).unwrap();
    let read = |text: &str| -> Value { serde_yaml::from_str(text).unwrap() };
    let good = r#"
extends: [packs/agency.yaml, packs/town]
plans:
  - {name: digital-2027, files: ["plans/digital/*.md"], profile: organisation, scope: whole, status: approved}
include: ["plans/**"]
exclude:
language: auto
select: [default]
severity: {OVR010: error}
per-path: {"drafts/**": {ignore: KEY}}
ids: {need: "N|NEED"}
headings: {needs: ["Pain points"]}
fields: {owner: ["Champion"]}
vocabulary: {organisation: ["Lakeside County"], technology: {add: [CaseTrack], remove: [portal]}, ours: [x]}
rule-paths: [rules/]
lexicon-paths: lexicon/
required-version: ">=0.1"
docs-url: https://plans.example.org/rules/{code}
"#;
    assert!(validator.is_valid(&read(good)), "{:?}", validator.validate(&read(good)));
    for bad in [
        "includ: [a]",
        "language: fr",
        "severity: {OVR010: fatal}",
        "headings: {need: [x]}",
        "plans: [{name: a}]",
        "plans: [{files: a.md, profile: state}]",
    ] {
        assert!(!validator.is_valid(&read(bad)), "{bad}");
    }
}
