//! `planspect score`, and what holds of scores whatever the plan: mending a finding costs no points, twice the plan is as
//! good, nothing judged is no score.

#![allow(clippy::unwrap_used, missing_docs)]

mod folder;

use folder::{Folder, PLAN};
use planspect::check::{Counted, Judgement, Neighbours, Options, SubjectRef, Today, judge};
use planspect::plan::{self, Declaration, Reader};
use planspect::rules::{Principle, RuleSet};
use planspect::syntax::Format;
use planspect::text::{FileId, SourceFile};
use proptest::prelude::*;
use std::fmt::Write as _;
use std::sync::{Arc, LazyLock};

static READER: LazyLock<Reader> = LazyLock::new(Reader::shipped);
static RULES: LazyLock<RuleSet> = LazyLock::new(|| RuleSet::shipped().select(&["all".to_owned()], &[], &[], &[]));

fn judged(text: &str) -> Judgement {
    let document = plan::read(SourceFile::new(FileId(0), "plan.md", text), Format::Markdown, &READER);
    let declaration = Declaration { declared: true, ..Declaration::default() };
    let plan = plan::assemble(vec![Arc::new(document)], &declaration, &READER);
    let options = Options { language: None, ground: false, today: Today::Is(jiff::civil::Date::constant(2027, 1, 1)) };
    judge(&plan, &Neighbours::default(), &RULES, &READER.vocabulary, &options)
}

/// What may be missing in each of the tasks.
#[derive(Debug, Clone, Copy)]
struct Task {
    serves: bool,
    owner: bool,
    due: bool,
}

impl Task {
    const WHOLE: Self = Self { serves: true, owner: true, due: true };
}

const WORDS: [&str; 26] = [
    "harbour fees",
    "school places",
    "parking permits",
    "dog licences",
    "library cards",
    "street lamps",
    "bus passes",
    "burial plots",
    "market stalls",
    "bicycle racks",
    "park benches",
    "ferry tickets",
    "allotments",
    "swimming lessons",
    "house numbers",
    "tree felling",
    "chimney sweeping",
    "fishing rights",
    "boat moorings",
    "concert halls",
    "museum tours",
    "waste bins",
    "taxi badges",
    "wedding rooms",
    "youth camps",
    "well drilling",
];

/// A plan of an organisation in which each task stands for itself, with its own need.
fn plan_of(tasks: &[Task]) -> String {
    let mut text = String::from("# Lakeside County strategy for services 2027-2030\n\n## Needs\n\n");
    for (at, words) in WORDS.iter().enumerate().take(tasks.len()) {
        let _ = writeln!(text, "- **N{0}** Residents wait {0} weeks for {words} (source: survey 2026)", at + 3);
    }
    text.push_str("\n## Tasks\n\n");
    for (at, (task, words)) in tasks.iter().zip(WORDS).enumerate() {
        let mut fields = Vec::new();
        fields.extend(task.serves.then(|| format!("serves: N{}", at + 3)));
        fields.extend(task.owner.then(|| "owner: Permit Office".to_owned()));
        fields.extend(task.due.then(|| "by: 2028-06".to_owned()));
        fields.push("priority: low".to_owned());
        let fields = if fields.is_empty() { String::new() } else { format!(" ({})", fields.join("; ")) };
        let _ = writeln!(text, "- **T{}** Answer requests for {words} at the counter{fields}", at + 1);
    }
    text
}

fn lists(of: impl Strategy<Value = usize>) -> impl Strategy<Value = Vec<Task>> {
    let task = (any::<bool>(), any::<bool>(), any::<bool>());
    of.prop_flat_map(move |count| {
        proptest::collection::vec(task.prop_map(|(serves, owner, due)| Task { serves, owner, due }), count)
    })
}

fn in_range(judgement: &Judgement) -> bool {
    let score = &judgement.score;
    score.principles.iter().chain([&score.total]).flatten().all(|points| (0.0..=100.0).contains(points))
}

#[track_caller]
fn rising(before: &Judgement, after: &Judgement, text: &str) {
    for (at, (one, other)) in before.score.principles.iter().zip(after.score.principles).enumerate() {
        let fell = matches!((one, other), (Some(one), Some(other)) if other < one - 1e-9);
        let terms = |judgement: &Judgement| {
            let shown = judgement.score.terms.iter().filter(|term| term.principle == Principle::ALL[at]);
            shown.map(|term| format!("{} {:?}", term.code, term.counted)).collect::<Vec<_>>()
        };
        let (old, new) = (terms(before), terms(after));
        assert!(!fell, "{:?} fell from {one:?} to {other:?}\n{old:#?}\n{new:#?}\n{text}", Principle::ALL[at]);
    }
    let (one, other) = (before.score.total.unwrap(), after.score.total.unwrap());
    assert!(other >= one - 1e-9, "the total fell from {one} to {other}\n{text}");
}

#[test]
fn mending_tasks_one_by_one_costs_no_points() {
    // From a plan whose tasks name nothing to one whose tasks name all: first two findings on the whole plan say so
    // (KEY014, PRF018), then the conventions are there and the rules on single tasks say what is left.
    let bare = Task { serves: false, owner: false, due: false };
    let at = |mended: usize| {
        let tasks: Vec<Task> = (0..8).map(|at| if at < mended { Task::WHOLE } else { bare }).collect();
        plan_of(&tasks)
    };
    let all: Vec<Judgement> = (0..=8).map(|mended| judged(&at(mended))).collect();
    let failed = |judgement: &Judgement, code: &str| {
        judgement.score.terms.iter().any(|t| &*t.code == code && matches!(t.counted, Counted::Failed(_)))
    };
    assert!(failed(&all[0], "KEY006") && failed(&all[0], "PRF002"));
    assert!(!failed(&all[4], "KEY006") && !failed(&all[4], "PRF002"));
    for (number, pair) in all.windows(2).enumerate() {
        rising(&pair[0], &pair[1], &at(number + 1));
    }
    assert!(all[8].score.total.unwrap() > all[0].score.total.unwrap() + 10.0);
}

#[test]
fn a_gate_that_opens_brings_findings_with_its_points() {
    // The exception that the formula has: too few tasks for a finding on the whole, so that the first owners mend
    // nothing; with a third of them the plan has the convention, and the others break it.
    let at = |owners: usize| {
        let tasks: Vec<Task> = (0..4).map(|at| Task { owner: at < owners, serves: true, due: true }).collect();
        judged(&plan_of(&tasks))
    };
    let owner = |judgement: &Judgement| {
        judgement.score.terms.iter().find(|term| &*term.code == "KEY006").unwrap().counted.clone()
    };
    let findings = |judgement: &Judgement| judgement.findings.iter().filter(|f| &*f.code == "KEY006").count();
    assert_eq!((owner(&at(1)), findings(&at(1))), (Counted::NoConvention, 0));
    assert_eq!((owner(&at(2)), findings(&at(2))), (Counted::Share { passed: 2, subjects: 4 }, 2));
    rising(&at(2), &at(3), "");
    rising(&at(3), &at(4), "");
}

#[test]
fn where_nothing_is_judged_there_is_no_score() {
    let f = Folder::new(&[("plan.md", PLAN)]);
    f.write("planspect.yaml", b"select: [PLN, PRF]\n");
    let score = &f.json(".", &["score", "--json"])["plans"][0]["score"];
    assert!(score["performance-oriented"].is_number() && score["total"] == score["performance-oriented"]);
    for axis in ["overall", "forward-looking", "key-focused", "integrated"] {
        assert!(score[axis].is_null(), "{axis}");
    }
    f.run(&["score", "--lang", "en"]).status(0).says("Forward      ························     –  nothing to judge");
    f.write("planspect.yaml", b"select: [PLN]\n");
    assert!(f.json(".", &["score", "--json"])["plans"][0]["score"]["total"].is_null());
}

#[test]
fn a_plan_without_findings_has_a_hundred() {
    for name in ["permits.md", "permits.zh.md"] {
        let text = std::fs::read_to_string(format!("examples/mended/{name}")).unwrap();
        let f = Folder::new(&[("plan.md", &text)]);
        let plan = &f.json(".", &["check", "--format", "json"])["plans"][0]["score"];
        assert_eq!(plan["total"], 100.0, "{name}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn mending_a_finding_costs_no_points(tasks in lists(5usize..12), which in any::<prop::sample::Index>()) {
        let before = judged(&plan_of(&tasks));
        prop_assert!(in_range(&before));
        // What findings say that a task lacks is given to it; all else stays as it is.
        let at = which.index(tasks.len());
        let id = format!("T{}", at + 1);
        let told = |code: &str| before.findings.iter().any(|finding| {
            let subject = matches!(&finding.subject, SubjectRef::Item { id: Some(one), .. } if *one == id);
            &*finding.code == code && subject
        });
        let mut mended = tasks.clone();
        mended[at].serves |= told("PRF002");
        mended[at].owner |= told("KEY006");
        mended[at].due |= told("KEY005");
        let text = plan_of(&mended);
        rising(&before, &judged(&text), &text);
    }

    #[test]
    fn twice_as_many_sections_are_as_good(tasks in lists(11usize..14)) {
        // The same faults again, under other ids and words. Some rules ask only plans of more than five or ten tasks:
        // both have more.
        let twice: Vec<Task> = tasks.iter().chain(&tasks).copied().collect();
        let (one, two) = (judged(&plan_of(&tasks)).score, judged(&plan_of(&twice)).score);
        for (one, two) in one.principles.iter().zip(two.principles).chain([(&one.total, two.total)]) {
            prop_assert!((one.unwrap_or(-1.0) - two.unwrap_or(-1.0)).abs() < 1e-9, "{one:?} {two:?}\n{}", plan_of(&twice));
        }
    }
}

#[test]
fn every_term_is_shown_and_adds_up() {
    let f = Folder::new(&[("plan.md", PLAN)]);
    f.run(&["score", "--explain", "--lang", "en"])
        .status(0)
        .says("Permit Strategy 2027  (plan.md)\n")
        .says("      PRF002 task-without-need             ×3  2 of 3 pass\n")
        .says("not counted");
    let out = f.json(".", &["score", "--json"]);
    let plan = &out["plans"][0];
    for principle in Principle::ALL.map(Principle::name) {
        let terms = plan["terms"].as_array().unwrap().iter().filter(|term| term["principle"] == principle);
        let (mut sum, mut weights) = (0.0, 0.0);
        for term in terms {
            let share = match term["counted"].as_str().unwrap() {
                "share" => term["passed"].as_f64().unwrap() / term["subjects"].as_f64().unwrap(),
                "failed" => 0.0,
                _ => continue,
            };
            sum += share * term["weight"].as_f64().unwrap();
            weights += term["weight"].as_f64().unwrap();
        }
        let points = plan["score"][principle].as_f64();
        assert_eq!(points.is_some(), weights > 0.0, "{principle}");
        assert!((points.unwrap_or(0.0) - 100.0 * sum / f64::max(weights, 1.0)).abs() <= 0.05, "{principle}");
    }
    assert_eq!(plan["score"], f.json(".", &["check", "--format", "json"])["plans"][0]["score"]);
}

#[test]
fn a_principle_that_lost_points_makes_the_status_one() {
    let f = Folder::new(&[("plan.md", PLAN)]);
    for (name, arguments) in [("old.json", &["score", "--json"][..]), ("check.json", &["check", "--format", "json"])] {
        let old = f.run(arguments).out;
        f.write(name, old.as_bytes());
        f.run(&["score", "--compare", name]).status(0);
    }
    f.write("plan.md", PLAN.replace("serves: N1; ", "").as_bytes());
    let ran = f.run(&["score", "--compare", "old.json", "--lang", "en"]).status(1);
    ran.says("▼").warns("Permit Strategy 2027: Performance fell from");
    f.run(&["score", "--compare", "check.json", "--lang", "zh"]).status(1).warns("绩效导向由");
    // One principle may not pay for another.
    let better = PLAN.replace("serves: N1; ", "") + "\n## Funding\n\nThe council pays 2.5M from its budget of 2027.\n";
    f.write("plan.md", better.as_bytes());
    f.run(&["score", "--compare", "old.json"]).status(1);
    f.write("plan.md", PLAN.as_bytes());
    f.run(&["score", "--compare", "old.json", "--lang", "en"]).status(0);
    f.write("bad.json", b"{}");
    f.run(&["score", "--compare", "bad.json"]).status(2).warns("bad.json holds no scores").warns("plans");
    f.run(&["score", "--compare", "none.json"]).status(2).warns("none.json");
}

#[test]
fn several_plans_have_a_mean_and_a_badge() {
    let f = Folder::new(&[("a/plan.md", PLAN), ("b/plan.md", &PLAN.replace("Permit", "Harbour"))]);
    f.run(&["score", "--lang", "en"]).status(0).says("All 2 plans (mean)");
    f.run(&["score", "--lang", "zh", "--badge", "badge.svg"]).status(0).says("全部2个规划（平均）").says("总分");
    let svg = std::fs::read_to_string(f.path().join("badge.svg")).unwrap();
    let mean = f.json(".", &["score", "--json"])["mean"]["total"].as_f64().unwrap();
    assert!(svg.starts_with("<svg xmlns") && svg.contains(&format!("<title>规划评分: {mean:.0}</title>")), "{svg}");
    let f = Folder::new(&[("README.md", "# About\n")]);
    f.run(&["score"]).status(3);
}
