//! What was there before, what a change caused, mending and suppressing.

#![allow(clippy::unwrap_used, missing_docs)]

mod folder;

use folder::{Folder, PLAN};
use serde_json::Value;

fn codes(json: &Value) -> Vec<String> {
    let findings = json["findings"].as_array().unwrap();
    findings
        .iter()
        .map(|f| format!("{} {}", f["code"].as_str().unwrap(), f["subject"]["id"].as_str().unwrap_or("-")))
        .collect()
}

fn git(f: &Folder, arguments: &[&str]) {
    f.git(arguments).status(0);
}

fn read(f: &Folder, path: &str) -> String {
    std::fs::read_to_string(f.path().join(path)).unwrap()
}

#[test]
fn a_baseline_covers_what_was_there_and_nothing_else() {
    let f = Folder::new(&[("plan.md", PLAN)]);
    f.run(&["check", "--baseline", "b.json"]).status(2).warns("b.json: no such file; --update-baseline creates it");
    f.run(&["check", "--baseline", "b.json", "--update-baseline"]).status(0).warns("the baseline holds");
    let text = read(&f, "b.json");
    assert!(!text.contains("\"line\"") && !text.contains("count"), "{text}");
    f.run(&["check", "--baseline", "b.json"]).status(0).says("No findings in 1 plan, 1 file; ");
    // Lines move, and another finding of the same rule comes.
    f.write("plan.md", PLAN.replace("## Needs\n", "Some words.\n\n## Needs\n").as_bytes());
    f.run(&["check", "--baseline", "b.json"]).status(0);
    let more = format!("{PLAN}- **T4** Paint the hall (owner: Press Office; by: 2027-09)\n");
    f.write("plan.md", more.as_bytes());
    assert_eq!(codes(&f.json(".", &["check", "--baseline", "b.json", "--format", "json"])), ["PRF002 T4"]);
    // The old one is mended, the new one stays, and the entry is stale.
    f.write(
        "plan.md",
        more.replace("- **T3** Redesign the logo (owner", "- **T3** Redesign the logo (serves: N1; owner").as_bytes(),
    );
    let ran = f.run(&["check", "--baseline", "b.json", "--format", "json"]).status(1);
    let ran = ran.warns("1 entry of the baseline is stale").warns("stale: plan.md: PRF002");
    assert_eq!(codes(&serde_json::from_str(&ran.out).unwrap()), ["PRF002 T4"]);
    f.run(&["check", "--baseline", "b.json", "--update-baseline"]).status(0);
    let ran = f.run(&["check", "--baseline", "b.json"]).status(0);
    assert!(!ran.err.contains("stale"), "{}", ran.err);
    // A run that looks at less drops nothing.
    let whole = read(&f, "b.json");
    f.write("other.md", PLAN.replace("Permit", "Parking").as_bytes());
    f.run(&["check", "--baseline", "b.json", "--update-baseline", "--select", "PLN"]).status(0);
    assert_eq!(read(&f, "b.json"), whole);
    f.run(&["check", "--baseline", "b.json", "--update-baseline", "other.md"]).status(0);
    assert!(read(&f, "b.json").len() > whole.len());
    f.run(&["check", "--baseline", "b.json"]).status(0);
    f.write("b.json", b"{\"version\": 1}");
    f.run(&["check", "--baseline", "b.json"]).status(2).warns("is no baseline: missing field `findings`");
}

#[test]
fn an_entry_covers_what_its_finding_silenced() {
    // Without goals, nothing else is said of goals; once there is one, what was silent before is not new.
    let task = |n: u32| format!("- **T{n}** Buy {n} servers (owner: IT; by: 2027-06)\n");
    let tasks: String = (1..=6).map(task).collect();
    let plan = format!("# Server Strategy 2027\n\n## Needs\n- **N1** Builders wait 38 days\n\n## Tasks\n{tasks}");
    let f = Folder::new(&[("plan.md", &plan)]);
    f.run(&["check", "--extend-select", "strict", "--baseline", "b.json", "--update-baseline"]).status(0);
    for n in 1..=6 {
        let less = plan.replace(&task(n), "");
        f.write("plan.md", less.as_bytes());
        let json = f.json(".", &["check", "--extend-select", "strict", "--baseline", "b.json", "--format", "json"]);
        assert_eq!(codes(&json), Vec::<String>::new(), "without T{n}");
    }
}

#[test]
fn since_shows_what_the_change_caused_in_untouched_files_too() {
    let f = Folder::new(&[
        ("planspect.yaml", "plans: [{name: permits, files: ['计划/*.md']}]\n"),
        ("计划/01-需要.md", PLAN.split("## Tasks").next().unwrap()),
        ("计划/02-tasks.md", &format!("# Work\n\n## Tasks{}", PLAN.split("## Tasks").nth(1).unwrap())),
    ]);
    f.run(&["check", "--since", "HEAD"]).status(2).warns("is in no git repository");
    git(&f, &["init", "-q"]);
    git(&f, &["add", "."]);
    git(&f, &["commit", "-qm", "one"]);
    f.run(&["check", "--since", "nowhere"]).status(2).warns("`nowhere` is no revision here").warns("fetched");
    f.run(&["check"]).status(1);
    f.run(&["check", "--since", "HEAD"]).status(0).says("No findings");
    // The need goes from one file, and the task of another serves nothing.
    let less =
        read(&f, "计划/01-需要.md").replace("- **N2** Residents call three offices to learn the state of a case\n", "");
    f.write("计划/01-需要.md", less.as_bytes());
    let json = f.json(".", &["check", "--since", "HEAD", "--format", "json"]);
    assert_eq!(codes(&json), ["PLN002 T2"]);
    assert_eq!(json["findings"][0]["path"], "计划/02-tasks.md");
    let touched = f.json("计划", &["check", "--since", "HEAD", "--format", "json", "02-tasks.md"]);
    assert_eq!(codes(&touched), ["PLN002 T2"]);
    // Another title, another file name: the same plan.
    git(&f, &["mv", "计划/02-tasks.md", "计划/03-tasks.md"]);
    assert_eq!(codes(&f.json(".", &["check", "--since", "HEAD", "--format", "json"])), ["PLN002 T2"]);
    let comment = f.run(&["check", "--since", "HEAD", "--format", "markdown"]).status(1);
    comment.says("### New").says("were there before.");
}

const COLON: &str = "kind: plan\r\ntitle: Permits: online\r\nneeds:\r\n- {id: N1, title: Builders wait}\r\n";

#[test]
fn fixes_are_made_as_a_whole_and_shown_first() {
    let f = Folder::new(&[("plan.yaml", COLON)]);
    let diff = f.run(&["check", "--diff"]).status(1).says("--- a/plan.yaml\n+++ b/plan.yaml\n");
    assert_eq!(read(&f, "plan.yaml"), COLON);
    std::fs::write(f.path().join("x.diff"), &diff.out).unwrap();
    git(&f, &["init", "-q"]);
    git(&f, &["apply", "--check", "x.diff"]);
    let ran = f.run(&["check", "--fix", "--select", "PLN006"]).status(0).warns("mended 1 finding in 1 file");
    assert!(ran.out.contains("No findings"), "{}", ran.out);
    assert_eq!(read(&f, "plan.yaml"), COLON.replace("Permits: online", "\"Permits: online\""));
    assert_eq!(f.run(&["check", "--diff"]).status(0).out, "");
    f.run_in(".", &["check", "--fix", "-"], COLON).status(2).warns("name the file");
}

#[test]
fn suppressions_are_written_and_work() {
    let table = "\
# Road Strategy 2027\r\n\r\n## Needs\r\n- **N1** Drivers wait\r\n\r\n## Tasks\r\n\r\n\
| ID | Task | Serves | Owner | Due |\r\n|---|---|---|---|---|\r\n| T1 | Repaint the hall | N9 | Roads | 2027-06 |\r\n\
| T2 | Mend the road | N1 | Roads | 2027-06 |\r\n\r\n### T3 New logo\r\n\r\nOwner: Press Office\r\n";
    let yaml = "kind: plan\ntitle: Parks\nneeds:\n- id: N1\n  title: Children play in the street\ntasks:\n- id: T1\n  title: >\n    New\n    logo\n  serves: [N8]\n";
    let f = Folder::new(&[("plan.md", PLAN), ("roads.md", table), ("parks.yaml", yaml)]);
    let before = f.json(".", &["check", "--format", "json"]);
    f.run(&["check", "--add-suppressions=as agreed --> in May"]).status(0).warns("suppressed ");
    f.run(&["check"]).status(0).says("No findings in 3 plans, 3 files; ");
    let count = before["findings"].as_array().unwrap().len();
    let after = f.json(".", &["check", "--format", "json", "--show-suppressed"]);
    assert_eq!(after["summary"]["suppressed"], count);
    assert_eq!(after["findings"][0]["suppressed"]["reason"], "as agreed –> in May");
    assert!(read(&f, "roads.md").lines().count() == table.lines().count() + 1);
    let ledger = f.run(&["suppressions", "--lang", "en"]).status(0).says("plan.md:11: PRF002 (covers 1) as agreed");
    assert!(ledger.out.ends_with(" suppressions, 0 of no use\n"), "{}", ledger.out);
    let json = f.json(".", &["suppressions", "--json"]);
    assert!(json.as_array().unwrap().iter().all(|entry| entry["state"] == "used"));
}

#[test]
fn the_ledger_tells_what_is_of_no_use() {
    let plan = PLAN.replace("T1**", "T1** <!-- planspect-disable-line PRF002 until=2020-01-31 -- later -->")
        + "\n<!-- planspect-disable-next KEY -->\n";
    let f = Folder::new(&[("plan.md", &plan)]);
    f.run(&["suppressions", "--lang", "en"])
        .status(0)
        .says("plan.md:8: PRF002 until 2020-01-31 (expired) later\n")
        .says("plan.md:12: KEY (unused) no reason given\n")
        .says("2 suppressions, 2 of no use\n");
}

#[test]
fn the_configuration_is_shown_with_its_origin() {
    let f = Folder::new(&[
        ("planspect.yaml", "severity: {PRF002: info}\nper-path: {'old/**': {ignore: [PLN]}}\n"),
        ("plan.md", PLAN),
        ("old/plan.md", PLAN),
    ]);
    f.run(&["config", "show", "--origin", "plan.md"])
        .status(0)
        .says("planspect.yaml\n")
        .says("  PRF002 task-without-need: info  # severity set by planspect.yaml\n")
        .says("  scope: whole  # ");
    f.run(&["config", "show", "old/plan.md"]).status(0).says("    PLN002 unknown-reference: off\n");
}

const LAND: &str = "---\nhorizon: 2027-2029\n---\n# Plan of the Land Office\n\n## Needs\n\n- **N1** Surveyors look addresses up by hand\n\n\
    ## Tasks\n\n- **T1** Build a shared address register (serves: N1; owner: Land Office)\n";

#[test]
fn what_two_plans_build_is_told_in_both_and_not_of_a_copy() {
    let permits =
        LAND.replace("Land Office", "Permit Office").replace("T1**", "T4**").replace("2027-2029", "2028-2030");
    let f = Folder::new(&[
        ("land.md", LAND),
        ("permits.md", &permits),
        ("copy/land.md", LAND),
        ("old/permits.md", &permits.replace("---\nhorizon", "---\nstatus: archived\nhorizon")),
    ]);
    let check = |paths: &[&str]| f.json(".", &[&["check", "--select", "INT009", "--format", "json"], paths].concat());
    let all = check(&[]);
    assert_eq!(codes(&all), ["INT009 T1", "INT009 T1", "INT009 T4"]);
    let related = |json: &Value| -> Vec<String> {
        let places = json["related"].as_array().unwrap().iter();
        places.map(|one| format!("{}:{}", one["path"].as_str().unwrap(), one["range"]["start"]["line"])).collect()
    };
    let finding = |path: &str| all["findings"].as_array().unwrap().iter().find(|f| f["path"] == path).unwrap();
    assert_eq!(related(finding("land.md")), ["permits.md:12"]);
    assert_eq!(related(finding("permits.md")), ["copy/land.md:12", "land.md:12"]);
    // One file alone is judged among all others.
    assert_eq!(related(&check(&["land.md"])["findings"][0]), ["permits.md:12"]);
    f.run(&["check", "--select", "INT009", "--lang", "en", "land.md"]).says("permits.md");
}

#[test]
fn a_configured_plan_is_told_of_only_where_it_has_no_file() {
    let config = "plans:\n  - {name: permits, files: [\"plan.md\"]}\n";
    let f = Folder::new(&[("plan.md", PLAN), ("planspect.yaml", config)]);
    let ran = f.run(&["check"]).status(1);
    assert!(!ran.err.contains("no file belongs"), "{}", ran.err);
    f.write("planspect.yaml", config.replace("plan.md", "plam.md").as_bytes());
    let ran = f.run(&["check"]).status(1).warns("plans: no file belongs to “permits”");
    assert_eq!(ran.err.matches("no file belongs").count(), 1, "{}", ran.err);
}
