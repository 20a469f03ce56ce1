//! Beginning: files to start from, items in a plan's own form.

#![allow(clippy::unwrap_used, missing_docs)]

mod folder;

use folder::{Folder, PLAN};

fn read(f: &Folder, path: &str) -> String {
    std::fs::read_to_string(f.path().join(path)).unwrap()
}

#[test]
fn what_init_writes_passes_every_rule() {
    for lang in ["en", "zh"] {
        for (form, plan) in [("md", "plans/plan.md"), ("yaml", "plans/plan.yaml")] {
            for profile in ["organisation", "project"] {
                let f = Folder::new(&[]);
                f.run(&["init", "--yes", "--lang", lang, "--format", form, "--profile", profile])
                    .status(0)
                    .says(&if lang == "zh" { format!("{plan}：已写入\n") } else { format!("{plan}: written\n") });
                for file in ["planspect.yaml", ".pre-commit-config.yaml", ".github/workflows/planspect.yml"] {
                    assert!(!read(&f, file).contains("VERSION"), "{file}");
                }
                let json = f.json(".", &["check", "--select", "all", "--format", "json"]);
                assert_eq!(json["findings"], serde_json::json!([]), "{lang} {form} {profile}");
                assert_eq!(json["plans"][0]["profile"], profile);
                assert_eq!(json["plans"][0]["language"], lang);
                assert_eq!(json["summary"]["plans"], 1, "nothing else is taken for a plan");
            }
        }
    }
}

#[test]
fn init_never_overwrites_without_asking() {
    let f = Folder::new(&[("planspect.yaml", "ignore: [KEY]\n")]);
    f.run(&["init", "--lang", "en"])
        .status(0)
        .says("planspect.yaml: is there, left alone\n")
        .says("plan.md: written\n");
    assert_eq!(read(&f, "planspect.yaml"), "ignore: [KEY]\n");
    f.run(&["init", "--lang", "en", "--yes"]).status(0).says("plan.md: as it was\n");
}

const TABLE: &str = "\
# Road Strategy 2027

## Needs

1. **N1** Drivers wait
2. **N2** Riders fall

## Tasks

| ID | Task | Serves | Owner |
|----|------|--------|-------|
| T08 | Mend the road | N1 | Roads |
| T09 | Paint the hall | N2 | Press |

## Risks
Rain.
";

#[test]
fn an_item_in_the_form_of_its_plan() {
    let f = Folder::new(&[("plan.md", TABLE)]);
    f.run(&["new", "need", "Children cannot cross"]).status(0).says("plan.md:7: N3\n");
    let added = TABLE.replace("fall\n", "fall\n3. **N3** Children cannot cross\n");
    assert_eq!(read(&f, "plan.md"), added);
    f.run(&["new", "task", "Build a | crossing", "--serves", "N3", "--owner", "Roads", "--due", "2027-06"])
        .status(0)
        .says("plan.md:15: T10\n")
        .warns("no column for due");
    let added = added.replace("| Press |\n", "| Press |\n| T10 | Build a \\| crossing | N3 | Roads |\n");
    assert_eq!(read(&f, "plan.md"), added);
    let ran = f.run(&["new", "goal", "Nobody falls", "--serves", "N2", "--diff"]).status(0);
    let ran = ran.says("+## Goals\n").says("+- **G1** Nobody falls (serves: N2)\n");
    assert_eq!(read(&f, "plan.md"), added, "{}", ran.out);
}

#[test]
fn an_item_of_a_list_with_windows_line_ends() {
    let f = Folder::new(&[("plan.md", &PLAN.replace('\n', "\r\n"))]);
    f.run(&["new", "task", "Open a counter", "--serves", "N1,N2", "--owner", "Permit Office", "--due", "2027-06"])
        .status(0);
    let line = "- **T4** Open a counter (serves: N1, N2; owner: Permit Office; due: 2027-06)\r\n";
    assert_eq!(read(&f, "plan.md"), PLAN.replace('\n', "\r\n") + line);
}

#[test]
fn an_item_of_chinese_headings_and_lists() {
    let plan = "# 信息化规划2027\n\n## 需求\n- 需求1：群众办证要等38天\n\n## 任务\n\n### 任务1 网上办证\n\n责任单位：审批局\n对应需求：需求1\n\n### 任务2 培训窗口人员\n\n责任单位：审批局\n";
    let f = Folder::new(&[("plan.md", plan)]);
    f.run(&["new", "need", "群众查档案要等20分钟"]).status(0).says("需求2\n");
    f.run(&["new", "task", "扫描档案", "--serves", "需求2", "--owner", "档案馆"]).status(0).says("任务3\n");
    let now = read(&f, "plan.md");
    assert!(now.contains("38天\n- 需求2：群众查档案要等20分钟\n"), "{now}");
    assert!(now.ends_with("审批局\n\n### 任务3 扫描档案\n\n对应需求：需求2\n责任单位：档案馆\n"), "{now}");
}

#[test]
fn an_entry_of_yaml_in_either_style() {
    let block = "kind: plan\ntitle: Parks\nneeds:\n- id: N1\n  title: Children play in the street\ntasks:\n  - id: T1\n    title: Open a park\n    serves: [N1]\n    lead: Parks Office\n";
    let f = Folder::new(&[("plan.yaml", block)]);
    f.run(&["new", "need", "Parks: too few"]).status(0).says("plan.yaml:6: N2\n");
    f.run(&["new", "task", "Plant trees", "--serves", "N1", "--owner", "Parks Office"]).status(0);
    let now = read(&f, "plan.yaml");
    assert!(now.contains("street\n- id: N2\n  title: \"Parks: too few\"\ntasks"), "{now}");
    assert!(
        now.ends_with("Office\n  - id: T2\n    title: Plant trees\n    serves: [N1]\n    lead: Parks Office\n"),
        "{now}"
    );
    let flow = "kind: plan\ntitle: Parks\nneeds:\n- {id: N1, title: Children play in the street}\n";
    let f = Folder::new(&[("plan.yaml", flow)]);
    f.run(&["new", "need", "Parks are far"]).status(0);
    assert_eq!(read(&f, "plan.yaml"), format!("{flow}- {{id: N2, title: Parks are far}}\n"));
}

#[test]
fn a_plan_must_be_named_where_there_are_several() {
    let f = Folder::new(&[("a.md", PLAN), ("b/b.md", &PLAN.replace("Permit", "Road"))]);
    f.run(&["new", "need", "x"]).status(2).warns("there are 2 plans").warns("b/b.md");
    f.run(&["new", "need", "Drivers wait", "--file", "b/b.md"]).status(0).says("b/b.md:6: N3\n");
    Folder::new(&[]).run(&["new", "need", "x"]).status(2).warns("planspect init");
}

const KINDS: [&str; 8] = ["need", "goal", "task", "measure", "resource", "indicator", "risk", "milestone"];

#[test]
fn an_item_of_every_kind_in_a_plan_that_has_none_of_it() {
    for (lang, format) in [("en", "md"), ("en", "yaml"), ("zh", "md"), ("zh", "yaml")] {
        let f = Folder::new(&[]);
        f.run(&["init", "--yes", "--lang", lang, "--format", format]).status(0);
        let counts = || f.json(".", &["check", "--select", "PLN", "--format", "json"])["plans"][0]["items"].clone();
        let before = counts();
        for kind in KINDS {
            let ran = f.run(&["new", kind, "Clerks wait", "--lang", lang]);
            if (kind, format) == ("risk", "yaml") {
                // The starter says its risks in one text: there is no list to add to.
                ran.status(2).warns(if lang == "en" { "write it by hand" } else { "请手工添加" });
            } else {
                ran.status(0);
            }
        }
        let after = counts();
        for kind in KINDS {
            let [before, after] = [&before, &after].map(|counts| counts[kind].as_u64().unwrap_or(0));
            // The starter says its risk in prose, and a list takes the place of it.
            let expected = if kind == "risk" { before } else { before + 1 };
            assert_eq!(after, expected, "{lang} {format} {kind}");
        }
        // Nothing became unreadable, no id stands twice.
        f.run(&["check", "--select", "PLN"]).status(0);
        let plan = read(&f, &format!("plans/plan.{format}"));
        assert_eq!(plan.contains("id: "), (lang, format) == ("en", "yaml"), "{plan}");
    }
}

#[test]
fn an_entry_whose_id_is_not_its_first_key() {
    let plan = "kind: plan\ntitle: Parks\nneeds:\n- id: N1\n  title: Children play in the street\ntasks:\n  - lead: Parks\n    \
                title: >\n      Open\n      a park\n    id: T1\n    serves: [N1]\n";
    let f = Folder::new(&[("plan.yaml", plan)]);
    f.run(&["new", "task", "Plant trees", "--serves", "N1"]).status(0).says("T2\n");
    let now = read(&f, "plan.yaml");
    assert!(now.starts_with(plan) && now.ends_with("  - id: T2\n    title: Plant trees\n    serves: [N1]\n"), "{now}");
}

#[test]
fn messages_are_in_chinese_where_chinese_is_asked_for() {
    let f = Folder::new(&[
        ("plan.md", PLAN),
        ("notes.md", "# Notes\nNothing.\n"),
        ("b/c.md", &PLAN.replace("Permit", "Road")),
    ]);
    let zh = |arguments: &[&str]| {
        let ran = f.run(&[arguments, &["--lang", "zh"]].concat());
        let text = format!("{}{}", ran.out, ran.err);
        for english in ["note:", " the ", " is ", "no such", "written", "finding"] {
            assert!(!text.contains(english), "{arguments:?}: {english:?} is in\n{text}");
        }
    };
    zh(&["check", "nowhere.md"]);
    zh(&["check", "--baseline", "none.json"]);
    zh(&["check", "--baseline", "b.json", "--update-baseline"]);
    zh(&["check", "--config", "none.yaml"]);
    zh(&["check", "--statistics", "plan.md"]);
    zh(&["check", "--add-suppressions=x", "-"]);
    zh(&["check", "--watch", "-"]);
    zh(&["check", "--add-suppressions=x", "plan.md", "-q"]);
    zh(&["suppressions", "plan.md"]);
    zh(&["new", "need", "x"]);
    zh(&["rules", "new"]);
    zh(&["rules", "test"]);
    zh(&["rules", "new", "--name", "one"]);
    zh(&["init", "--yes", "new"]);
}

#[test]
fn manual_pages_for_every_command() {
    let f = Folder::new(&[]);
    f.run(&["man", "out/man"]).status(0);
    let check = read(&f, "out/man/planspect-check.1");
    assert!(check.contains("planspect\\-check") && check.contains("\\-\\-since"), "{check}");
    assert!(f.path().join("out/man/planspect-rules-list.1").exists());
    assert!(f.path().join("out/man/planspect.1").exists());
}

#[test]
fn whole_plans_are_reported_on_for_one_file() {
    let f = Folder::new(&[
        ("planspect.yaml", "plans: [{name: permits, files: ['p/*.md']}]\n"),
        ("p/01-needs.md", PLAN.split("## Tasks").next().unwrap()),
        ("p/02-tasks.md", &format!("# Work\n\n## Tasks{}", PLAN.split("## Tasks").nth(1).unwrap())),
    ]);
    let paths = |more: &[&str]| -> std::collections::BTreeSet<String> {
        let json = f.json(".", &[&["check", "--format", "json", "p/01-needs.md"], more].concat());
        json["findings"].as_array().unwrap().iter().map(|f| f["path"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(paths(&[]).len(), 1);
    assert_eq!(paths(&["--whole-plans"]).len(), 2);
}
