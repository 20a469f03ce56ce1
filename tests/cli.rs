//! The program as people run it: arguments in, output and exit status out.

#![allow(clippy::unwrap_used, missing_docs)]

use serde_json::Value;
use std::fs;

mod folder;
use folder::*;

#[test]
fn findings_make_the_status_one() {
    let f = Folder::new(&[("plan.md", PLAN)]);
    f.run(&["check", "--format", "concise"])
        .status(1)
        .says("plan.md:10:5: error PRF002 [task-without-need] “Redesign the logo” serves no need and no goal\n");
    f.run(&["check", "--fail-on", "never"]).status(0);
    f.run(&["check", "--select", "PLN"]).status(0).says("No findings in 1 plan, 1 file");
    f.run(&["check", "--lang", "zh", "--format", "concise"]).status(1).says("没有对应的需求或目标");
}

#[test]
fn the_full_report_marks_the_words_and_ends_with_what_is_missing() {
    let f = Folder::new(&[("plan.md", PLAN)]);
    let ran = f.run(&["check"]).status(1);
    let ran = ran
        .says("╭─[plan.md:10:5]\n")
        .says(" 10 │ - **T3** Redesign the logo (owner")
        .says("  help: name the need or goal");
    let missing = ran.out.find("the plan does not say").unwrap();
    assert!(missing > ran.out.find("PRF002").unwrap());
    assert!(ran.out.contains("  W KEY007 funding"), "{}", ran.out);
    assert!(!ran.out.contains('\u{1b}'), "no colours where nobody looks");
    assert!(f.run(&["check", "--color", "always"]).out.contains("\u{1b}["));
}

#[test]
fn a_folder_without_a_plan_is_status_three() {
    let f = Folder::new(&[("README.md", "# About\nNothing planned.\n")]);
    f.run(&["check"]).status(3).warns("no plan found in 1 file");
    f.run(&["check", "--allow-empty"]).status(0);
    f.run(&["check", "README.md"]).status(0).warns("README.md is not judged as a plan").warns("kind: plan");
    f.run(&["check", "-v"]).status(3).warns("README.md: not a plan: README");
}

/// Reasons are worded in the language of the output, in reports and machine formats alike.
#[test]
fn why_a_document_was_taken_for_what_it_is_is_said_in_the_language_of_the_output() {
    let text = "# 滨河县2027—2030年数字政府建设规划\n\n## 重点任务\n\n\
                - **T1** 建设审批系统（责任单位：审批局）\n- **T2** 培训窗口人员（责任单位：人社局）\n\
                - **T3** 归并办事窗口（责任单位：审批局）\n";
    let f = Folder::new(&[("plan.md", text), ("README.md", "# 说明\n\n没有规划。\n")]);
    f.run(&["check", "--lang", "zh"]).status(1).says("（组织、整体：标题含“建设规划”）");
    f.run(&["check", "-v", "--lang", "zh"])
        .warns("单独看: 标题或文件名含“建设规划”，并有3个条目")
        .warns("规划主体 组织: 标题含“建设规划”")
        .warns("README.md: 不是规划：README");
    f.run(&["check", "README.md", "--lang", "zh"]).warns("README.md 未作为规划检查（不是规划：README）");
    f.run(&["check", "--explain", "--lang", "zh"]).status(1).says("规划范围 整体: 标题或文件名含“建设规划”");
    f.run(&["config", "show", "--origin", "--lang", "zh"]).says("profile: organisation  # 标题含“建设规划”");
    let reason = |lang: &str| {
        let out = f.run(&["check", "--format", "json", "--lang", lang]).out;
        let report: Value = serde_json::from_str(&out).unwrap();
        report["skipped"][0]["reason"].as_str().unwrap().to_owned()
    };
    assert_eq!([reason("en"), reason("zh")], ["not a plan: README", "不是规划：README"]);
    let facts = f.run(&["facts", "--lang", "zh"]).out;
    let facts: Value = serde_json::from_str(&facts).unwrap();
    assert_eq!(facts["plans"][0]["at"]["why"]["status"], "没有另外写明");
    assert_eq!(facts["skipped"][0]["reason"], "不是规划：README");
}

#[test]
fn trouble_is_status_two_and_the_rest_goes_on() {
    let f = Folder::new(&[("plan.md", PLAN)]);
    f.run(&["check", "plan.md", "none.md", "--format", "concise"])
        .status(2)
        .warns("none.md: no such file")
        .says("PRF002");
    f.run(&["check", "--select", "task-without-ned"]).status(2).warns("did you mean `task-without-need`");
    f.run(&["check", "--no-such-flag"]).status(2);
    f.write("planspect.yaml", b"ignor: [PRF]\n");
    let ran = f.run(&["check"]).status(2).warns("did you mean `ignore`").warns("planspect.yaml:1:1");
    assert_eq!(ran.out, "");
    f.run(&["check", "--isolated"]).status(1);
    f.write("planspect.yaml", b"rule-paths: [rules]\n");
    f.write("rules/x.yaml", b"code: X001\nname: x\nseverity: grave\n");
    f.run(&["check", "--format", "concise"]).status(2).warns("rules/x.yaml:3:11").says("PRF002");
    let ran = f.run(&["check", "--select", "X001"]).status(2).warns("rules/x.yaml:3:11");
    assert!(!ran.err.contains("unknown rule"), "{}", ran.err);
}

#[test]
fn json_is_the_contract() {
    let f = Folder::new(&[("plan.md", PLAN), ("notes/README.md", "# Notes\n")]);
    let json = f.json(".", &["check", "--format", "json"]);
    let keys: Vec<&String> = json.as_object().unwrap().keys().collect();
    assert_eq!(keys.len(), 6);
    assert_eq!(json["version"], 1);
    let found = json["findings"].as_array().unwrap().iter().find(|f| f["code"] == "PRF002").unwrap();
    assert_eq!(found["path"], "plan.md");
    assert_eq!(
        found["range"]["start"],
        serde_json::json!({"line": 10, "column": 5, "utf16": 5, "offset": PLAN.find("**T3").unwrap() + 2})
    );
    assert_eq!(found["subject"], serde_json::json!({"kind": "task", "id": "T3"}));
    assert_eq!(found["group"], Value::Null);
    assert_eq!(json["rules"]["PRF002"], serde_json::json!({"subjects": 3, "violations": 1}));
    assert_eq!(json["plans"][0]["items"], serde_json::json!({"need": 2, "task": 3}));
    assert_eq!(json["skipped"], serde_json::json!([{"path": "notes/README.md", "reason": "not a plan: README"}]));
    assert_eq!(json["summary"]["files"], 2);
    let missing = json["findings"].as_array().unwrap().iter().find(|f| f["code"] == "KEY007").unwrap();
    assert_eq!(missing["group"], "missing");
}

#[test]
fn the_same_findings_from_everywhere() {
    let part = PLAN.split("## Tasks").next().unwrap();
    let tasks = format!("# Work\n## Tasks{}", PLAN.split("## Tasks").nth(1).unwrap());
    let f = Folder::new(&[("planspect.yaml", ""), ("a/b/01-needs.md", part), ("a/b/02-tasks.md", &tasks)]);
    let all = f.json(".", &["check", "--format", "json"]);
    let one = f.json(".", &["check", "--format", "json", "a/b/02-tasks.md"]);
    let inside = f.json("a/b", &["check", "--format", "json", "02-tasks.md"]);
    let codes = |json: &Value, path: &str| -> Vec<String> {
        let all = json["findings"].as_array().unwrap();
        all.iter().filter(|f| f["path"] == path).map(|f| format!("{}{}", f["code"], f["range"])).collect()
    };
    assert!(!codes(&all, "a/b/02-tasks.md").is_empty());
    assert_eq!(codes(&all, "a/b/02-tasks.md"), codes(&one, "a/b/02-tasks.md"));
    assert_eq!(codes(&all, "a/b/02-tasks.md"), codes(&inside, "02-tasks.md"));
    assert_eq!(one["summary"]["files"], 1);
}

#[test]
fn one_file_in_a_large_repository_has_its_findings_from_everywhere() {
    let part = PLAN.split("## Tasks").next().unwrap();
    let tasks = format!("# Work\n## Tasks{}", PLAN.split("## Tasks").nth(1).unwrap());
    let f = Folder::new(&[("planspect.yaml", ""), ("p/a/b/01-needs.md", part), ("p/a/b/02-tasks.md", &tasks)]);
    for number in 0..5_000 {
        f.write(
            &format!("p/{}/{number}.md", number / 100),
            format!("# Minutes {number}\n\nNothing was said.\n").as_bytes(),
        );
    }
    let findings = |below: &str, path: &str| -> Vec<String> {
        let json = f.json(below, &["check", "--format", "json", path]);
        assert_eq!(json["summary"]["files"], 1);
        let all = json["findings"].as_array().unwrap();
        all.iter().map(|f| format!("{}{}{}", f["code"], f["range"], f["message"])).collect()
    };
    let absolute = f.path().join("p/a/b/02-tasks.md");
    let all = findings(".", "p/a/b/02-tasks.md");
    assert!(all.iter().any(|one| one.contains("PRF002")) && !all.iter().any(|one| one.contains("PLN002")), "{all:?}");
    assert_eq!(all, findings("p/a/b", "02-tasks.md"));
    assert_eq!(all, findings("p/17", "../a/b/02-tasks.md"));
    assert_eq!(all, findings("p/17", absolute.to_str().unwrap()));
    let elsewhere = Folder::new(&[]);
    let json = elsewhere.json(".", &["check", "--format", "json", absolute.to_str().unwrap()]);
    assert_eq!(json["findings"].as_array().unwrap().len(), all.len());
}

#[test]
fn standard_input() {
    let f = Folder::new(&[("plans/a.md", "# Other\n")]);
    let ran = f.run_in(".", &["check", "-", "--format", "concise"], PLAN).status(1);
    let _ = ran.says("<stdin>:10:5: error PRF002");
    let ran = f.run_in(".", &["check", "-", "--stdin-filename", "plans/a.md", "--format", "concise"], PLAN).status(1);
    let _ = ran.says("plans/a.md:10:5: error PRF002");
    f.run(&["check", "--stdin-filename", "a.md"]).status(2).warns("goes with `-`");
}

#[test]
fn reports_in_files() {
    let f = Folder::new(&[("plan.md", PLAN)]);
    f.run(&["check", "--output", "json=out.json", "--format", "concise"]).status(1).says("PRF002");
    let json: Value = serde_json::from_str(&fs::read_to_string(f.path().join("out.json")).unwrap()).unwrap();
    assert_eq!(json["version"], 1);
    let ran = f.run(&["check", "--output", "out.txt", "--color", "always"]).status(1);
    assert_eq!(ran.out, "");
    let text = fs::read_to_string(f.path().join("out.txt")).unwrap();
    assert!(text.contains("PRF002") && !text.contains('\u{1b}'));
    f.run(&["check", "--output", "no/such/out.txt"]).status(2).warns("out.txt");
}

#[test]
fn text_of_a_plan_cannot_command_the_terminal() {
    let f = Folder::new(&[]);
    let wide = "x".repeat(70_000);
    let plan = PLAN.replace("Redesign the logo", &format!("Redesign \u{1b}[31m\u{202e}the logo {wide}"));
    f.write("plan.md", plan.as_bytes());
    f.write("bad.md", format!("# Plan 2027\n\u{feff}## Tasks\r\n- a\r- b\n{PLAN}").as_bytes());
    for format in ["full", "concise", "json"] {
        let ran = f.run(&["check", "--format", format]).status(1);
        let obeyed = ran.out.contains('\u{1b}') || (format != "json" && ran.out.contains('\u{202e}'));
        assert!(!obeyed, "{format}");
        assert!(format == "json" || ran.out.lines().all(|line| line.len() < 2_000), "{format}");
    }
}

#[test]
fn bytes_that_are_no_text_are_a_finding() {
    let f = Folder::new(&[]);
    let mut bytes = PLAN.as_bytes().to_vec();
    let at = PLAN.find("logo").unwrap();
    bytes[at] = 0xff;
    f.write("plan.md", &bytes);
    let json = f.json(".", &["check", "--format", "json"]);
    assert!(json["findings"].as_array().unwrap().iter().any(|f| f["code"] == "PLN006"));
    // The rest of the plan is judged as before.
    assert!(json["findings"].as_array().unwrap().iter().any(|f| f["code"] == "PRF002"));
    f.write("broken.yaml", b"tasks:\n  - [a\n");
    f.run(&["check", "broken.yaml", "--format", "concise"]).status(1).says("error PLN006");
}

#[test]
fn pages_of_rules() {
    let f = Folder::new(&[]);
    f.run(&["explain", "PRF002"]).status(0).says("PRF002 task-without-need").says("⟦**T2** Redesign the logo⟧");
    f.run(&["explain", "task-without-need", "--lang", "zh"]).status(0).says("为什么").says("如何关闭");
    f.run(&["explain", "task-without-ned"]).status(2).warns("did you mean `task-without-need`");
    let listed = f.run(&["rules", "list"]).status(0).says("PRF002");
    assert!(listed.out.lines().count() > 10);
    f.run(&["completions", "bash"]).status(0).says("planspect");
}

#[test]
fn a_plan_states_the_same_in_every_form() {
    let forms = [
        (
            "plan.md",
            "# Permit Strategy 2027\n\n## Needs\n- **N1** Builders wait 38 days\n\n## Tasks\n- **T1** Permits online (serves: N1; owner: Permit Office; by: 2027-06)\n",
        ),
        (
            "plan.md",
            "# Permit Strategy 2027\n\n## Needs\n| ID | Need |\n|---|---|\n| N1 | Builders wait 38 days |\n\n## Tasks\n| ID | Task | Serves | Owner | Due |\n|---|---|---|---|---|\n| T1 | Permits online | N1 | Permit Office | 2027-06 |\n",
        ),
        (
            "plan.md",
            "# Permit Strategy 2027\n\n## Needs\n### N1 Builders wait 38 days\n\n## Tasks\n### T1 Permits online\nServes: N1\nOwner: Permit Office\nDue: 2027-06\n",
        ),
        (
            "plan.yaml",
            "title: Permit Strategy 2027\nneeds:\n  - id: N1\n    title: Builders wait 38 days\ntasks:\n  - id: T1\n    title: Permits online\n    serves: [N1]\n    owner: Permit Office\n    due: 2027-06\n",
        ),
    ];
    let facts: Vec<Value> = forms
        .iter()
        .map(|(path, text)| {
            let f = Folder::new(&[(path, text), ("planspect.yaml", "plans: [{files: [plan.*], name: permits}]\n")]);
            let mut json = f.json(".", &["facts"]);
            without_places(&mut json);
            json
        })
        .collect();
    for (other, (_, text)) in facts.iter().zip(&forms).skip(1) {
        assert_eq!(pretty(&facts[0]), pretty(other), "{text}");
    }
}

fn pretty(json: &Value) -> String {
    serde_json::to_string_pretty(json).unwrap()
}

fn without_places(json: &mut Value) {
    match json {
        Value::Object(map) => {
            map.remove("at");
            map.values_mut().for_each(without_places);
        }
        Value::Array(all) => all.iter_mut().for_each(without_places),
        _ => {}
    }
}
