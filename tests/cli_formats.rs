//! The forms of a report, each read back by its published schema or by a reader of that form.

#![allow(clippy::unwrap_used, missing_docs)]

mod folder;

use folder::{Folder, PLAN};
use serde_json::{Value, json};

const CHINESE: &str = "\
# 信息化规划2027

## 需求
- **N1** 群众办证要等38天

## 任务
- **T1** 新建，采购: 100% 的服务器（责任单位：信息中心；完成时限：2027年6月；支撑：N7） <!-- planspect-disable-line PLN002 -- 已经说明 -->
- **T2** 网上办证（责任单位：审批局；完成时限：2027年9月；支撑：N1）
";

fn folder() -> Folder {
    Folder::new(&[
        ("planspect.yaml", "docs-url: https://plans.example.org/rules\n"),
        ("plan.md", &PLAN.replace("serves: N2;", "serves: N22;").replace("the logo", "100% of the logo: now, later")),
        ("规划 一.md", CHINESE),
        (
            "colon.yaml",
            "kind: plan\ntitle: Permits: online\nneeds:\n- {id: N1, title: Builders wait}\n- {id: N1, title: Twice}\n",
        ),
    ])
}

fn valid(schema: &str, instance: &Value) {
    // The published schema of SARIF holds a pattern that is no regular expression; this is what it means.
    let schema = schema.replace("^[a-zA-Z]{2}|^[a-zA-Z]{2}-[a-zA-Z]{2}]?$", "^[a-zA-Z]{2}(-[a-zA-Z]{2})?$");
    let schema: Value = serde_json::from_str(&schema).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let errors: Vec<String> =
        validator.iter_errors(instance).map(|e| format!("{}: {e}", e.instance_path())).take(5).collect();
    assert!(errors.is_empty(), "{}", errors.join("\n"));
}

#[test]
fn sarif_keeps_its_schema() {
    let f = folder();
    for more in [&[][..], &["--show-suppressed"], &["--lang", "zh"]] {
        let log = f.json(".", &[&["check", "--format", "sarif"], more].concat());
        valid(include_str!("schemas/sarif-2.1.0.json"), &log);
    }
}

#[test]
fn sarif_says_all_there_is_to_a_finding() {
    let f = folder();
    let log = f.json(".", &["check", "--format", "sarif", "--show-suppressed", "--lang", "en"]);
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let results = run["results"].as_array().unwrap();
    for result in results {
        let rule = &rules[usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap()];
        assert_eq!(rule["id"], result["ruleId"]);
        assert!(rule["help"]["markdown"].as_str().unwrap().contains("\n\n---\n\n"), "{rule}");
        assert!(result["partialFingerprints"]["planspect/v1"].as_str().unwrap().len() == 16);
    }
    let translated = run["translations"][0]["rules"].as_array().unwrap();
    assert_eq!(run["translations"][0]["language"], "zh-CN");
    assert_eq!(translated.len(), rules.len());
    let unknown = results.iter().find(|r| r["ruleId"] == "PLN002").unwrap();
    let region = &unknown["locations"][0]["physicalLocation"]["region"];
    assert_eq!(region["snippet"]["text"], "N22");
    let twice = results.iter().find(|r| r["ruleId"] == "PLN001").unwrap();
    assert_eq!(twice["relatedLocations"][0]["message"]["text"], "first defined here");
    let mended = results.iter().find(|r| r.get("fixes").is_some()).unwrap();
    let change = &mended["fixes"][0]["artifactChanges"][0];
    assert_eq!(change["artifactLocation"]["uri"], "colon.yaml");
    assert_eq!(change["replacements"][0]["insertedContent"]["text"], "\"Permits: online\"");
    let hidden = results.iter().find(|r| r.get("suppressions").is_some()).unwrap();
    assert_eq!(hidden["suppressions"][0]["justification"], "已经说明");
    assert_eq!(
        hidden["locations"][0]["physicalLocation"]["artifactLocation"]["uri"],
        "%E8%A7%84%E5%88%92%20%E4%B8%80.md"
    );
    let prf002 = rules.iter().find(|r| r["id"] == "PRF002").unwrap();
    assert_eq!(prf002["helpUri"], "https://plans.example.org/rules/PRF002-task-without-need.html");
    assert_eq!(prf002["defaultConfiguration"]["level"], "error");
}

/// Takes a workflow command apart as the runner of GitHub does: properties and message.
#[allow(clippy::type_complexity)]
fn command(line: &str) -> Option<(&str, Vec<(String, String)>, String)> {
    let unescape = |text: &str| text.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%");
    let (head, message) = line.strip_prefix("::")?.split_once("::")?;
    let (name, properties) = head.split_once(' ')?;
    let properties = properties.split(',').map(|pair| {
        let (key, value) = pair.split_once('=').unwrap();
        (key.to_owned(), unescape(&value.replace("%3A", ":").replace("%2C", ",")))
    });
    Some((name, properties.collect(), unescape(message)))
}

#[test]
fn github_annotations_survive_their_escapes() {
    let f = folder();
    let ran = f.run(&["check", "--format", "github", "--lang", "en"]).status(1);
    let json = f.json(".", &["check", "--format", "json", "--lang", "en"]);
    let commands: Vec<_> = ran.out.lines().filter_map(command).collect();
    let findings = json["findings"].as_array().unwrap();
    assert_eq!(commands.len(), findings.len());
    for ((level, properties, message), finding) in commands.iter().zip(findings) {
        let value = |key: &str| properties.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_str());
        let expected = match finding["severity"].as_str().unwrap() {
            "info" => "notice",
            other => other,
        };
        assert_eq!(*level, expected);
        assert_eq!(value("file"), finding["path"].as_str());
        assert_eq!(value("line").unwrap(), finding["range"]["start"]["line"].to_string());
        assert!(message.starts_with(finding["message"].as_str().unwrap()), "{message}");
        assert!(value("title").unwrap().starts_with(finding["code"].as_str().unwrap()));
    }
    assert!(commands.iter().any(|(_, _, message)| message.contains("100%")), "{}", ran.out);
}

#[test]
fn gitlab_gets_what_its_parser_asks_for() {
    let issues = folder().json(".", &["check", "--format", "gitlab"]);
    // What GitLab's parser of code quality reports requires, and the list of severities in its manual.
    let schema = json!({
        "type": "array", "minItems": 1,
        "items": {
            "type": "object",
            "required": ["description", "check_name", "fingerprint", "severity", "location"],
            "properties": {
                "description": {"type": "string"}, "check_name": {"type": "string"}, "fingerprint": {"type": "string"},
                "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
                "location": {
                    "type": "object", "required": ["path", "lines"],
                    "properties": {
                        "path": {"type": "string", "pattern": "^[^./]"},
                        "lines": {"required": ["begin"], "properties": {"begin": {"type": "integer", "minimum": 1}}},
                    },
                },
            },
        },
    });
    valid(&schema.to_string(), &issues);
    let prints: std::collections::BTreeSet<&str> =
        issues.as_array().unwrap().iter().map(|issue| issue["fingerprint"].as_str().unwrap()).collect();
    assert_eq!(prints.len(), issues.as_array().unwrap().len(), "fingerprints are unique");
}

#[test]
fn junit_has_a_suite_a_plan_and_a_test_a_rule() {
    let f = folder();
    let ran = f.run(&["check", "--format", "junit", "--lang", "en"]).status(1);
    let report = quick_junit::Report::deserialize_from_str(&ran.out).unwrap();
    let json = f.json(".", &["check", "--format", "json", "--lang", "en"]);
    assert_eq!(report.test_suites.len(), 3);
    let failing: usize = report.test_suites.iter().map(|suite| suite.failures).sum();
    let grave: std::collections::BTreeSet<String> = json["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|finding| finding["severity"] != "info")
        .map(|finding| format!("{}{}", finding["path"], finding["code"]))
        .collect();
    assert_eq!(failing, grave.len());
    assert!(ran.out.contains("nothing to judge"), "a rule without subjects is skipped");
    let none = f.run(&["check", "--format", "junit", "--fail-on", "never"]).status(0);
    assert_eq!(quick_junit::Report::deserialize_from_str(&none.out).unwrap().failures, 0);
}

#[test]
fn markdown_is_a_comment_with_scores_and_a_table() {
    let f = folder();
    let text = f.run(&["check", "--format", "markdown", "--lang", "en"]).status(1).out;
    let mut options = pulldown_cmark::Options::empty();
    options.insert(pulldown_cmark::Options::ENABLE_TABLES);
    let json = f.json(".", &["check", "--format", "json"]);
    let mut rows = Vec::new();
    for event in pulldown_cmark::Parser::new_ext(&text, options) {
        match event {
            pulldown_cmark::Event::Start(pulldown_cmark::Tag::TableHead | pulldown_cmark::Tag::TableRow) => {
                rows.push(0);
            }
            pulldown_cmark::Event::Start(pulldown_cmark::Tag::TableCell) => {
                if let Some(last) = rows.last_mut() {
                    *last += 1;
                }
            }
            _ => {}
        }
    }
    assert_eq!(rows.len(), 5 + json["findings"].as_array().unwrap().len(), "{text}");
    assert!(rows.iter().all(|cells| *cells == 4 || *cells == 7), "{rows:?}\n{text}");
    assert!(text.contains("| `plan.md` | **"), "{text}");
    let chinese = f.run(&["check", "--format", "markdown", "--lang", "zh"]).out;
    assert!(chinese.contains("| 规划 | 总分 | 总体性 |"), "{chinese}");
}

#[test]
fn several_reports_in_one_run() {
    let f = folder();
    let ran = f.run(&["check", "--output", "sarif=out.sarif", "--output", "junit=out/j.xml"]).status(2);
    assert!(ran.err.contains("out/j.xml"), "{}", ran.err);
    let ran =
        f.run(&["check", "--output", "sarif=out.sarif", "--output", "junit=j.xml", "--format", "concise"]).status(1);
    assert!(ran.out.contains("plan.md:"));
    let log: Value = serde_json::from_str(&std::fs::read_to_string(f.path().join("out.sarif")).unwrap()).unwrap();
    assert_eq!(log["version"], "2.1.0");
    assert!(std::fs::read_to_string(f.path().join("j.xml")).unwrap().starts_with("<?xml"));
}

#[test]
fn json_keeps_its_schema_and_the_committed_one_is_not_stale() {
    let f = folder();
    let schema = f.run(&["schema", "findings"]).status(0).out;
    let committed = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas/findings.json");
    if std::env::var_os("UPDATE_SCHEMAS").is_some() {
        std::fs::write(&committed, &schema).unwrap();
    }
    let known = std::fs::read_to_string(&committed).unwrap_or_default();
    assert!(known == schema, "stale: UPDATE_SCHEMAS=1 cargo test --test cli_formats");
    for more in [&[][..], &["--show-suppressed", "--explain"]] {
        let json = f.json(".", &[&["check", "--format", "json"], more].concat());
        valid(&schema, &json);
    }
}
