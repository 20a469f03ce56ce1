//! `planspect trace`: states, filters, what hangs on an item; every form read back by a reader of that form.

#![allow(clippy::unwrap_used, missing_docs)]

mod folder;

use folder::Folder;
use serde_json::Value;
use std::collections::BTreeMap;

const PLAN: &str = "\
# Permit Strategy 2027-2030

## Needs
- **N1** Builders wait 38 days for a permit
- **N2** Residents call three offices to learn the state of a case
- **N3** Clerks search for paper files

## Goals
- **G1** Nine in ten permits within ten days by 2028 (serves: N1)
- **G2** No call is needed by 2029

## Existing resources
- **S1** The permit register
- **S2** The old archive database

## Tasks
- **T1** Decide simple cases at the counter (serves: G1; owner: Permit Office; phase: 1; by: 2027-06; reuses: S1)
- **T2** Show the state of a permit online (serves: N2; owner: IT Department; phase: 2; by: 2028-06; depends-on: T1)
- **T3** Redesign the logo (owner: Press Office; by: 2027-09)
- **T4** Scan the files (serves: N9; owner: Archive; by: 2028-01)
- **T5** Sort the files (serves: N3; depends-on: T6; owner: Archive; by: 2028-01)
- **T6** Label the files (serves: N3; depends-on: T5; owner: Archive; by: 2028-01)

## Measures
- **M1** The council hears a report on T1 every quarter (serves: T1)
- **M2** Staff are trained
";

fn folder() -> Folder {
    Folder::new(&[("plan.md", PLAN)])
}

/// State by id.
fn states(trace: &Value) -> BTreeMap<String, String> {
    let items = trace["plans"][0]["items"].as_array().unwrap().iter();
    items.map(|one| (one["id"].as_str().unwrap().into(), one["state"].as_str().unwrap().into())).collect()
}

fn ids(trace: &Value) -> Vec<String> {
    states(trace).into_keys().collect()
}

#[test]
fn every_item_has_its_state() {
    let states = states(&folder().json(".", &["trace", "--format", "json"]));
    let of =
        |state: &str| states.iter().filter(|(_, one)| *one == state).map(|(id, _)| id.as_str()).collect::<Vec<_>>();
    assert_eq!(of("covered"), ["G1", "M1", "N1", "N2", "N3", "S1", "T1", "T2"]);
    assert_eq!(of("uncovered"), ["G2", "S2"]);
    assert_eq!(of("orphaned"), ["M2", "T3"]);
    assert_eq!(of("unknown"), ["T4"]);
    assert_eq!(of("cyclic"), ["T5", "T6"]);
}

#[test]
fn the_matrix_goes_from_need_over_goal_to_task() {
    let trace = folder().json(".", &["trace", "--format", "json"]);
    let chains: Vec<String> = trace["plans"][0]["chains"]
        .as_array()
        .unwrap()
        .iter()
        .map(|chain| {
            let word = |value: &Value| value.as_str().unwrap_or("-").to_owned();
            let list = |value: &Value| value.as_array().unwrap().iter().map(word).collect::<Vec<_>>().join("+");
            let parts = [&chain["need"], &chain["goal"], &chain["task"]].map(word).join(" ");
            format!("{parts} {}/{}", list(&chain["measures"]), list(&chain["resources"]))
        })
        .collect();
    assert_eq!(
        chains,
        [
            "N1 G1 T1 M1/S1",
            "N2 - T2 /",
            "N3 - T5 /",
            "N3 - T6 /",
            "- G2 - /",
            "- - T3 /",
            "- - T4 /",
            "- - - M2/",
            "- - - /S2"
        ]
    );
    let totals = &trace["totals"];
    assert_eq!(totals["task"]["covered"], 2);
    assert_eq!(totals["need"]["uncovered"], 0);
}

#[test]
fn the_table_says_it_in_both_languages() {
    let f = folder();
    let ran = f.run(&["trace", "--lang", "en"]).status(0).says("Permit Strategy 2027-2030  (plan.md)");
    let line = |word: &str| ran.out.lines().find(|line| line.contains(word)).unwrap().to_owned();
    assert!(line("T1 Decide").contains("N1") && line("T1 Decide").ends_with("covered"), "{}", ran.out);
    assert!(line("T3 Redesign").contains("orphaned") || ran.out.contains("orphaned"), "{}", ran.out);
    ran.says("6 tasks: 2 covered, 1 orphaned, 1 unknown id, 2 cyclic");
    f.run(&["trace", "--lang", "zh"]).status(0).says("6项任务：2项已对应、1项无依据、1项编号不存在、2项循环");
    let narrow = f.run(&["trace", "--lang", "en"]).out;
    assert!(narrow.lines().all(|line| line.chars().count() <= 100), "{narrow}");
}

#[test]
fn filters_by_owner_and_phase() {
    let f = folder();
    assert_eq!(
        ids(&f.json(".", &["trace", "--format", "json", "--owner", "permit office"])),
        ["G1", "M1", "N1", "S1", "T1"]
    );
    assert_eq!(ids(&f.json(".", &["trace", "--format", "json", "--phase", "2"])), ["N2", "T2"]);
    f.run(&["trace", "--owner", "nobody", "--lang", "en"]).status(0).says("no needs, goals, tasks");
}

#[test]
fn what_hangs_on_an_item() {
    let f = folder();
    let ran = f.run(&["trace", "--from", "n1", "--lang", "en"]).status(0);
    ran.says("N1 Builders wait 38 days for a permit  covered  (plan.md:4)")
        .says("└─ G1 Nine in ten permits within ten days by 2028 (serves it)  covered")
        .says("   └─ T1 Decide simple cases at the counter (serves it) – Permit Office  covered")
        .says("      ├─ T2 Show the state of a permit online (waits for it)")
        .says("      └─ M1 ");
    f.run(&["trace", "--from", "N2", "--lang", "en"]).status(0).says("Without it these tasks serve nothing: T2\n");
    let impact = &f.json(".", &["trace", "--from", "T1", "--format", "json"])["plans"][0]["impact"];
    assert_eq!(impact["uncovered"], serde_json::json!(["N1", "G1"]));
    f.run(&["trace", "--from", "T3", "--lang", "zh"]).status(0).says("没有内容依托于它");
    f.run(&["trace", "--from", "X9"]).status(2).warns("has the id `X9`");
}

#[test]
fn csv_is_read_back_and_no_cell_is_a_formula() {
    let f = folder();
    f.write(
        "plan.md",
        PLAN.replace("Redesign the logo", "=HYPERLINK(\"http://a.example\"), \"now\" and then").as_bytes(),
    );
    f.run(&["trace", "--format", "csv", "-o", "trace.csv", "--lang", "en"]).status(0);
    let text = std::fs::read_to_string(f.path().join("trace.csv")).unwrap();
    let text = text.strip_prefix('\u{feff}').expect("spreadsheets know UTF-8 by its mark");
    let mut csv = csv::Reader::from_reader(text.as_bytes());
    assert_eq!(&csv.headers().unwrap()[1], "Need ID");
    let rows: Vec<csv::StringRecord> = csv.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 9);
    let row = rows.iter().find(|row| &row[5] == "T3").unwrap();
    assert_eq!(&row[6], "'=HYPERLINK(\"http://a.example\"), \"now\" and then");
    assert_eq!(&row[13], "plan.md:19");
}

#[test]
fn the_workbook_is_the_same_twice_and_holds_text_only() {
    let f = folder();
    f.write("plan.md", PLAN.replace("Redesign the logo", "=1+1 改徽标").as_bytes());
    for name in ["a.xlsx", "b.xlsx"] {
        f.run(&["trace", "--format", "xlsx", "-o", name]).status(0);
    }
    let (one, two) = (std::fs::read(f.path().join("a.xlsx")).unwrap(), std::fs::read(f.path().join("b.xlsx")).unwrap());
    assert!(one == two, "equal plans give equal bytes");
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(f.path().join("a.xlsx")).unwrap();
    use calamine::Reader as _;
    assert_eq!(book.sheet_names(), ["Trace", "Items"]);
    let items = book.worksheet_range("Items").unwrap();
    assert_eq!(items.height(), 16);
    let found = items
        .rows()
        .any(|row| row.iter().any(|cell| matches!(cell, calamine::Data::String(text) if text == "=1+1 改徽标")));
    assert!(found);
}

#[test]
fn graphs_hold_what_a_title_says_as_text() {
    let f = folder();
    f.write("plan.md", PLAN.replace("Redesign the logo", "a\"]; click n1 \\ <b>|x|</b> #35; end").as_bytes());
    let mermaid = f.run(&["trace", "--format", "mermaid", "--lang", "en"]).status(0).out;
    assert!(mermaid.starts_with("flowchart LR\n"), "{mermaid}");
    let line = mermaid.lines().find(|line| line.contains("T3 ")).unwrap();
    assert!(
        line.contains("\"T3 a#34;#93;#59; click n1 #92; #60;b#62;#124;x#124;#60;/b#62; #35;35#59; end\""),
        "{line}"
    );
    assert!(mermaid.contains("-.->|\"depends-on\"|") && mermaid.contains("\"N9?\""), "{mermaid}");
    let dot = f.run(&["trace", "--format", "dot", "--lang", "zh"]).status(0).out;
    assert!(dot.contains("label=\"T3 a\\\"]; click n1 \\\\ <b>|x|</b> #35; end\""), "{dot}");
    assert_eq!(dot.matches('{').count(), dot.matches('}').count());
    // Graphviz itself reads it, where it is there.
    if let Ok(mut child) = std::process::Command::new("dot")
        .args(["-Tsvg"])
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::null())
        .spawn()
    {
        use std::io::Write as _;
        child.stdin.take().unwrap().write_all(dot.as_bytes()).unwrap();
        assert!(child.wait().unwrap().success());
    }
}

#[test]
fn several_plans_have_totals_and_what_they_share() {
    let other = "# Harbour Strategy 2027-2030\n\n## Needs\n- **N1** Skippers wait\n\n## Tasks\n- **T1** Show online the state of permits (serves: N1; owner: Harbour Office)\n- **T2** Paint the quay (serves: N1; owner: Harbour Office)\n";
    let f = Folder::new(&[("a/plan.md", PLAN), ("b/plan.md", other)]);
    let trace = f.json(".", &["trace", "--format", "json"]);
    assert_eq!(trace["totals"]["need"]["covered"], 4);
    let groups = trace["duplicates"].as_array().unwrap();
    assert_eq!(groups.len(), 1, "{groups:?}");
    assert_eq!((&groups[0][0]["key"], &groups[0][1]["key"]), (&Value::from("T2"), &Value::from("T1")));
    f.run(&["trace", "--lang", "en"])
        .status(0)
        .says("All 2 plans\n")
        .says("Tasks that several plans state:\n- a/plan.md:18 T2 Show the state of a permit online – IT Department\n  b/plan.md:7 T1 ");
    let f = Folder::new(&[("README.md", "# About\n")]);
    f.run(&["trace"]).status(3);
}

#[test]
fn two_thousand_items_in_a_ring_are_all_in_it() {
    let mut text = String::from("---\nkind: plan\n---\n# Plan\n\n## Tasks\n");
    for at in 1..=2_000 {
        text.push_str(&format!("- **T{at}** Do thing {at} (depends-on: T{})\n", at % 2_000 + 1));
    }
    let f = Folder::new(&[("plan.md", &text)]);
    let trace = f.json(".", &["trace", "--format", "json"]);
    assert_eq!(trace["totals"]["task"]["cyclic"], 2_000);
}
