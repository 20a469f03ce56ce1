//! Configurations in, settings and errors at their places out.

use super::settings::{Overrides, Settings};
use crate::rules::Severity;
use crate::workspace::sources::Memory;

fn read(config: &str, files: &[(&str, &str)]) -> Result<Settings, Vec<(String, String)>> {
    let files = Memory::new(files.iter().copied());
    Settings::read(Some(("planspect.yaml", config)), &files).map_err(|errors| {
        errors
            .iter()
            .map(|e| {
                (e.message.en.clone(), e.source_code.inner()[e.at.offset()..e.at.offset() + e.at.len()].to_owned())
            })
            .collect()
    })
}

fn errors(config: &str) -> Vec<(String, String)> {
    read(config, &[]).err().unwrap_or_default()
}

#[track_caller]
fn one(config: &str, message: &str, at: &str) {
    let all = errors(config);
    assert_eq!(all.len(), 1, "{all:?}");
    assert!(all[0].0.contains(message), "{all:?}");
    assert_eq!(all[0].1, at, "{all:?}");
}

#[test]
fn every_key_of_the_manual() {
    let config = r#"
extends: [packs/agency.yaml]
plans:
  - {name: digital-2027, files: ["plans/digital/*.md"], profile: organisation, scope: whole, status: approved}
include: ["plans/**"]
exclude: ["plans/archive/**"]
language: auto
select: [default]
extend-select: [strict]
ignore: [OVR012]
severity: {OVR012: error}
per-path: {"drafts/**": {ignore: [KEY]}}
ids: {need: "N|NEED"}
headings: {needs: ["Wants of ours"]}
fields: {owner: ["Champion"]}
vocabulary: {organisation: ["Lakeside County"], technology: {add: [CaseTrack], remove: [portal]}}
rule-paths: [rules/]
required-version: ">=0.1"
docs-url: https://plans.example.org/rules/
"#;
    let files = [("packs/agency.yaml", "severity: {OVR: info}\nlanguage: zh\n"), ("rules/readme.md", "no rule\n")];
    let settings = read(config, &files).unwrap();
    assert_eq!(settings.plans[0].declaration.name.as_deref(), Some("digital-2027"));
    assert!(settings.plans[0].files.is_match("plans/digital/a.md"));
    assert!(!settings.plans[0].files.is_match("plans/digital/deep/a.md"));
    assert_eq!(settings.language, None, "the file itself wins over the pack");
    assert_eq!(settings.docs_url.as_deref(), Some("https://plans.example.org/rules/"));
    assert_eq!(settings.reader.vocabulary.headings.get("wants of ours"), [Box::from("needs")]);
    let rule = settings.rules.find("OVR012").unwrap().clone();
    assert_eq!(settings.severity_from(&rule), Some("planspect.yaml"));
    assert!(settings.rules.active.iter().all(|(rule, _)| &*rule.code != "OVR012"));
    assert!(settings.is_own_file("rules/x001.yaml") && !settings.is_own_file("rules/readme.md"));
    assert_eq!(settings.rules.per_path.len(), 1);
}

#[test]
fn nothing_is_a_configuration_too() {
    for config in ["", "# nothing\n", "include:\nseverity:\nplans:\n", "select: PRF\n"] {
        assert!(read(config, &[]).is_ok(), "{config:?}: {:?}", errors(config));
    }
}

#[test]
fn errors_stand_at_their_place() {
    one("exclude: []\ninclud: [a]\n", "did you mean `include`", "includ");
    one("plans:\n  - {files: [a.md], profil: project}\n", "did you mean `profile`", "profil");
    one("plans:\n  - {files: [a.md], profile: organization}\n", "did you mean `organisation`", "organization");
    one("# 计划\nignore: [OVR012, OVR0122]\n", "did you mean `OVR012`", "OVR0122");
    one("severity: {OVR012: fatal}\n", "unknown value `fatal`", "fatal");
    one("severity: {vague-gaol: error}\n", "did you mean `vague-goal`", "vague-gaol");
    one("per-path:\n  \"a/**\": {ignore: [Kay]}\n", "unknown rule", "Kay");
    one("vocabulary: {technologie: [x]}\n", "did you mean `technology`", "technologie");
    one("headings: {need: [x]}\n", "did you mean `needs`", "need");
    one("ids: {goals: G}\n", "did you mean `goal`", "goals");
    one("include: [\"a{\"]\n", "no pattern", "\"a{\"");
    one("include: [../a]\n", "leads out", "../a");
    one("required-version: '>=99'\n", "asks for >=99", "'>=99'");
    one("docs-url: example.org\n", "https", "example.org");
    one("rule-paths: [../rules]\n", "leads out", "../rules");
    one("rule-paths: [/etc]\n", "leads out", "/etc");
    one("extends: none.yaml\n", "no such file", "none.yaml");
}

#[test]
fn yaml_that_does_not_parse_has_a_place() {
    let all = errors("include: [a\nexclude: b\n");
    assert_eq!(all.len(), 1);
    assert!(errors("include: 3\n")[0].0.len() > 5);
}

#[test]
fn packs_end() {
    let files = [("a.yaml", "extends: b.yaml"), ("b.yaml", "extends: a.yaml")];
    let errors = read("extends: a.yaml", &files).unwrap_err();
    assert!(errors[0].0.contains("extends itself"), "{errors:?}");
}

#[test]
fn a_broken_rule_does_not_stop_the_rest() {
    let files = [("rules/x.yaml", "code: X001\nname: x\nseverity: eror\n")];
    let settings = read("rule-paths: rules\nselect: [X001, PRF]\n", &files).unwrap();
    assert_eq!(settings.broken.len(), 1);
    assert!(settings.rules.active.iter().any(|(rule, _)| rule.family() == "PRF"));
}

#[test]
fn a_command_line_chooses_over_the_configuration() {
    let settings = read("ignore: [OVR012]\nseverity: {OVR012: error}\n", &[]).unwrap();
    let over = Overrides { select: vec!["OVR012".into()], ..Overrides::default() };
    let chosen = settings.with(&over);
    assert_eq!(chosen.rules.active.len(), 1);
    let settings = read("severity: {OVR012: error}\n", &[]).unwrap();
    let over = Overrides { ignore: vec!["PRF".into()], ..Overrides::default() };
    let chosen = settings.with(&over);
    let vague = chosen.rules.active.iter().find(|(rule, _)| &*rule.code == "OVR012").unwrap();
    assert_eq!(vague.1, Severity::Error);
    assert!(chosen.rules.active.iter().all(|(rule, _)| rule.family() != "PRF"));
}
