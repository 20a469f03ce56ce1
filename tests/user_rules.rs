//! Rules of the user, from the first file to findings in a report, as somebody works who knows the documentation.

#![allow(clippy::unwrap_used, missing_docs)]

mod folder;

use folder::Folder;
use planspect::check::try_examples;
use planspect::plan::Reader;
use planspect::rules::{RuleSet, Severity, Skeleton, SkeletonKind, load};
use serde_json::Value;

const PLAN: &str = "\
---
plan: permits
kind: plan
---
# Permit Plan

## Needs
- **N1** Builders wait 38 days for a permit
- **N2** Residents call three offices

## Tasks
- **T1** Decide simple cases at the counter as soon as possible (serves: N1; owner: Permit Office)
- **T2** Redesign the logo (owner: Press Office)
";

fn codes(report: &Value) -> Vec<(String, u64, u64)> {
    let findings = report["findings"].as_array().unwrap();
    findings
        .iter()
        .map(|f| {
            let start = &f["range"]["start"];
            (f["code"].as_str().unwrap().to_owned(), start["line"].as_u64().unwrap(), start["column"].as_u64().unwrap())
        })
        .collect()
}

#[test]
fn the_shipped_rules_leave_no_doubt() {
    let f = Folder::new(&[]);
    let rules = concat!(env!("CARGO_MANIFEST_DIR"), "/rules");
    f.run(&["rules", "lint", rules]).status(0).says("rules looked at, 0 doubts");
}

#[test]
fn new_rules_get_codes_of_their_own_before_they_are_read() {
    let f = Folder::new(&[]);
    for name in ["one", "two", "three"] {
        f.run(&["rules", "new", "--name", name]).status(0);
    }
    let text = std::fs::read_to_string(f.path().join("rules/three.yaml")).unwrap();
    assert!(text.contains("code: X003\n"), "{text}");
    f.run(&["rules", "new", "--name", "four", "--code", "X002"]).status(2).warns("never used twice");
}

#[test]
fn three_new_rules_show_in_check() {
    let f = Folder::new(&[("plan.md", PLAN), ("planspect.yaml", "rule-paths: [rules/]\nselect: [X]\n")]);
    std::fs::create_dir(f.path().join("rules")).unwrap();
    // The selector names nothing yet.
    std::fs::write(f.path().join("planspect.yaml"), "rule-paths: [rules/]\n").unwrap();
    f.run(&["rules", "new", "--name", "vague-deadline", "--severity", "info"])
        .status(0)
        .says("rules/vague-deadline.yaml");
    f.run(&["rules", "new", "--name", "loose-task", "--kind", "link", "--principle", "performance-oriented"]).status(0);
    f.run(&["rules", "new", "--name", "no-consultation", "--kind", "plan", "--severity", "error"]).status(0);
    f.run(&["rules", "test"]).status(0).says("12 examples of 3 rules tried, 0 misbehave");
    f.run(&["rules", "test", "--lang", "zh"]).status(0).says("已试验3条规则的12个示例，0个不符");
    f.run(&["rules", "lint", "rules/vague-deadline.yaml"]).status(0);
    // A rule that says what PRF002 says is doubted.
    f.run(&["rules", "lint"]).status(1).says("PRF002 flags the same words");
    let report = f.json(".", &["check", "--select", "X", "--format", "json"]);
    let expected = [("X003", 5, 3), ("X001", 12, 5), ("X002", 13, 5)].map(|(c, l, o)| (c.to_owned(), l, o));
    assert_eq!(codes(&report), expected);
    let severity: Vec<&str> =
        report["findings"].as_array().unwrap().iter().map(|f| f["severity"].as_str().unwrap()).collect();
    assert_eq!(severity, ["error", "info", "warning"]);
    assert_eq!(report["findings"][2]["principle"], "performance-oriented");
    f.run(&["explain", "X001"]).status(0).says("as soon as possible").says("ignore: [X001]");
    f.run(&["rules", "list", "--verbose"])
        .status(0)
        .says("X002")
        .says("rules/loose-task.yaml")
        .says("looks at the plan");
    f.run(&["check", "--select", "no-consultation", "--lang", "zh"]).status(1).says("没有写明征求意见的情况");
    // The rule files themselves are no plans.
    f.run(&["check", "-v", "--fail-on", "never"]).status(0).says("1 plan, 1 file");
}

#[test]
fn a_new_rule_behaves_whatever_it_judges() {
    let reader = Reader::shipped();
    let rules = RuleSet::shipped();
    for kind in [SkeletonKind::Text, SkeletonKind::Link, SkeletonKind::Plan] {
        for each in Skeleton::subjects(kind) {
            let skeleton = Skeleton {
                code: "X001".into(),
                name: "new-rule".into(),
                each,
                principle: None,
                severity: Severity::Info,
                kind,
            };
            let text = skeleton.file().unwrap();
            let (rule, examples) =
                load(&text, &reader.vocabulary).unwrap_or_else(|errors| panic!("{errors:?}\n{text}"));
            assert_eq!((rule.each, examples.len()), (each, 4));
            let faults = try_examples(&rule, &examples, &rules, &reader);
            assert!(faults.is_empty(), "{}", faults.iter().map(ToString::to_string).collect::<String>());
        }
    }
}

#[test]
fn a_new_rule_is_refused_in_words() {
    let f = Folder::new(&[]);
    f.run(&["rules", "new", "--name", "no", "--kind", "link", "--each", "plan"])
        .status(2)
        .warns("--each need, goal, task");
    f.run(&["rules", "new", "--name", "no", "--each", "taks"]).status(2).warns("did you mean `task`");
    f.run(&["rules", "new", "--name", "no", "--code", "PRF001"]).status(2).warns("never used twice");
    f.run(&["rules", "new", "--name", "No Name"]).status(2).warns("small letters");
    f.run(&["rules", "new"]).status(2).warns("--name");
    f.run(&["rules", "new", "--name", "one"]).status(0).warns("rule-paths: [rules/]");
    f.run(&["rules", "new", "--name", "one"]).status(2).warns("is there already");
}

const RULE: &str = "\
code: X001
name: named-vendor
severity: warning
set: default
summary: A task names a vendor.
why: Vendors are chosen by tender.
each: task
when: {text: [vendor]}
message: “{title}” names a vendor
help: describe what is needed
examples:
  - bad: |
      ## Tasks
      - ⟦**T1** Roll out AcmeDesk⟧
  - good: |
      ## Tasks
      - **T1** Roll out a help desk
";

const LEXICON: &str = "\
language: en
lexicons:
  vendor:
    terms: [acmedesk, globex suite]
headings:
  needs: [what hurts]
";

#[test]
fn a_pack_brings_rules_words_and_settings() {
    let plan = "# Permit Plan\n\n## What hurts\n- **N1** Builders wait 38 days\n\n## Tasks\n- **T1** Introduce the Globex \
                Suite (serves: N1)\n- **T2** Roll out Hooli (serves: N1)\n";
    let f = Folder::new(&[
        ("plan.md", plan),
        ("planspect.yaml", "extends: [packs/agency]\nvocabulary: {vendor: [hooli]}\n"),
        (
            "packs/agency/pack.yaml",
            "rule-paths: [.]\nlexicon-paths: [.]\nselect: [X, PLN]\nseverity: {X001: error}\nrequired-version: \">=0.1\"\n",
        ),
        ("packs/agency/named-vendor.yaml", RULE),
        ("packs/agency/words.yaml", LEXICON),
    ]);
    let report = f.json(".", &["check", "--format", "json"]);
    assert_eq!(codes(&report), [("X001".to_owned(), 7, 5), ("X001".to_owned(), 8, 5)]);
    assert_eq!(report["findings"][0]["severity"], "error");
    assert_eq!(report["plans"][0]["items"]["need"], 1, "a heading of the pack's");
    assert_eq!(report["summary"]["files"], 1, "the pack is no plan");
    f.run(&["rules", "test"]).status(0).says("2 examples of 1 rules");
    f.run(&["rules", "lint"]).status(1).says("in one language").says("example in Chinese");
}

#[test]
fn a_new_language_is_one_lexicon_file() {
    let german = "\
language: de
name: Deutsch
headings:
  needs: [bedarf]
  tasks: [aufgaben]
fields:
  owner: [zuständig]
  serves: [dient]
titles:
  plan: [umsetzungsplan]
";
    let plan = "# Umsetzungsplan Genehmigungen\n\n## Bedarf\n- **N1** Bauherren warten 38 Tage\n\n## Aufgaben\n- **T1** \
                Einfache Fälle sofort entscheiden (dient: N1; zuständig: Bauamt)\n- **T2** Neues Logo (zuständig: \
                Presseamt)\n";
    let f = Folder::new(&[
        ("plan.md", plan),
        ("planspect.yaml", "lexicon-paths: [words/]\nselect: [PRF002]\n"),
        ("words/de.yaml", german),
    ]);
    assert_eq!(codes(&f.json(".", &["check", "--format", "json"])), [("PRF002".to_owned(), 8, 5)]);
}

#[test]
fn what_is_broken_never_stops_the_others() {
    let f = Folder::new(&[
        ("plan.md", "---\nkind: plan\n---\n## Tasks\n- **T1** Roll out AcmeDesk\n"),
        ("planspect.yaml", "rule-paths: [rules/]\nlexicon-paths: [words/]\nselect: [X]\n"),
        ("rules/good.yaml", RULE),
        ("rules/no-yaml.yaml", "code: X002\nname: [\n"),
        ("rules/lexicon.yaml", &RULE.replace("X001", "X003").replace("[vendor]", "[vendr]")),
        ("rules/taken.yaml", &RULE.replace("X001", "PRF011")),
        ("rules/twice.yaml", RULE),
        (
            "rules/liar.yaml",
            &RULE.replace("X001", "X005").replace("⟦**T1** Roll out AcmeDesk⟧", "**T1** Roll ⟦out⟧ AcmeDesk"),
        ),
        ("rules/problem.yaml", &RULE.replace("X001", "X006").replace("{text: [vendor]}", "{problem: duplicat-id}")),
        ("rules/code.yaml", &RULE.replace("X001", "x-7")),
        ("words/words.yaml", LEXICON),
        ("words/broken.yaml", "language: en\nheadings: {neds: [a]}\n"),
    ]);
    f.run(&["check", "--format", "concise"])
        .status(2)
        .says("plan.md:5:5: warning X001 [named-vendor]")
        .warns("did you mean `vendor`")
        .warns("PRF011 is the code of a rule that planspect ships")
        .warns("is also the code of the rule in")
        .warns("not flagged: out")
        .warns("did you mean `duplicate-id`")
        .warns("`x-7` is no code")
        .warns("did you mean `needs`");
    f.run(&["rules", "test", "rules/liar.yaml"])
        .status(1)
        .says("  - - **T1** Roll ⟦out⟧ AcmeDesk\n  + - **⟦T1** Roll out AcmeDesk⟧\n")
        .says("1 misbehave");
    f.run(&["rules", "test", "rules/lexicon.yaml"]).status(2).warns("unknown lexicon `vendr`");
    f.run(&["rules", "test", "nothing.yaml"]).status(2).warns("no such file");
}

#[test]
fn another_threshold_is_a_copy_under_another_code() {
    let shipped = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/rules/key/too-many-priorities.yaml"));
    let copy = shipped.unwrap().replace("KEY002", "X010").replace("2/5", "1/2");
    let f = Folder::new(&[
        ("plan.md", PLAN),
        ("planspect.yaml", "rule-paths: [rules/]\nignore: [KEY002]\n"),
        ("rules/too-many-priorities.yaml", &copy),
    ]);
    // Its examples still speak of the shipped share, or behave; either way the copy is read by itself.
    let ran = f.run(&["rules", "lint"]);
    assert!(ran.status != 2, "{}", ran.err);
    assert!(ran.out.contains("has the name of KEY002"), "{}", ran.out);
}

#[test]
fn addresses_of_pages() {
    let f = Folder::new(&[
        ("plan.md", PLAN),
        ("planspect.yaml", "select: [PRF002]\ndocs-url: https://docs.example.org/rules\n"),
    ]);
    f.run(&["check", "--color", "always"]).status(1);
    f.run(&["rules", "docs", "-o", "pages"]).status(0);
    assert!(f.path().join("pages/PRF002-task-without-need.md").is_file());
    assert!(f.path().join("pages/README.md").is_file());
}

#[test]
fn schemas_are_printed() {
    let f = Folder::new(&[]);
    for name in ["config", "rules", "lexicon"] {
        let schema: Value = serde_json::from_str(&f.run(&["schema", name]).status(0).out).unwrap();
        assert_eq!(schema["$schema"], "http://json-schema.org/draft-07/schema#");
    }
}
