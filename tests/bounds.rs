//! How much is read, judged and listed: each bound is met, what it cuts off is told, and the rest goes on.

#![allow(clippy::unwrap_used, missing_docs)]

mod folder;

use folder::{Folder, PLAN};
use planspect::check::{Neighbours, Options, Today, judge};
use planspect::plan::{self, Declaration, Language, Plan, Reader};
use planspect::rules::RuleSet;
use planspect::syntax::{Bound, Format, SyntaxProblemKind, Tree, parse};
use planspect::text::{FileId, SourceFile};
use std::fmt::Write as _;
use std::sync::{Arc, LazyLock};

static READER: LazyLock<Reader> = LazyLock::new(Reader::shipped);

fn tree(text: &str, format: Format) -> Tree {
    parse(&SourceFile::new(FileId(0), "plan", text), format)
}

fn plan_of(text: &str, format: Format) -> Plan {
    let document = plan::read(SourceFile::new(FileId(0), "plan", text), format, &READER);
    plan::assemble(vec![Arc::new(document)], &Declaration { declared: true, ..Declaration::default() }, &READER)
}

/// A plan with so many tasks that are due in a month that there is not.
fn wrong_dates(tasks: usize) -> String {
    let mut text = PLAN.to_owned();
    for number in 1..=tasks {
        let _ = writeln!(
            text,
            "- **T{}** Answer letter {number} (serves: N1; owner: Permit Office; by: 2027-13)",
            number + 3
        );
    }
    text
}

#[test]
fn ten_thousand_findings_of_a_file_are_listed() {
    let f = Folder::new(&[("other/plan.md", PLAN)]);
    f.write("plan.md", wrong_dates(10_007).as_bytes());
    let out = f.json(".", &["check", "--select", "PLN,PRF002", "--format", "json", "--lang", "en"]);
    let findings = out["findings"].as_array().unwrap();
    let of = |path: &str| findings.iter().filter(|one| one["path"] == path).collect::<Vec<_>>();
    assert_eq!(of("other/plan.md").len(), 1, "each file by itself");
    // The first 10,000 by their place: one PRF002, the others PLN003; then where it was cut.
    let here = of("plan.md");
    let count = |code: &str| here.iter().filter(|one| one["code"] == code).count();
    assert_eq!((count("PRF002"), count("PLN003"), count("PLN006")), (1, 9_999, 1));
    let last = here.last().unwrap();
    assert_eq!(last["code"], "PLN006");
    let message = last["message"].as_str().unwrap();
    assert!(message.contains("more than 10000 findings; 8 from here on are not listed"), "{message}");
    assert_eq!(last["range"]["start"]["line"], 10 + 9_999 + 1);
    // They are counted all the same, and the score knows them.
    assert_eq!(out["rules"]["PLN003"]["violations"], 10_007);
    let zh = f.json(".", &["check", "--select", "PLN,PRF002", "--format", "json", "--lang", "zh", "plan.md"]);
    let message = zh["findings"].as_array().unwrap().last().unwrap()["message"].as_str().unwrap().to_owned();
    assert!(message.contains("问题超过10000条，此处以下还有8条没有列出"), "{message}");
}

#[test]
fn what_is_not_listed_makes_no_suppression_idle() {
    let reader = &READER;
    let text = wrong_dates(10_007)
        + "\n<!-- planspect-disable-next PLN003 -- agreed -->\n- **T20000** Answer (serves: N1; by: 2027-13)\n";
    let rules = RuleSet::shipped().select(&["PLN".to_owned()], &[], &[], &[]);
    let options = Options {
        language: Some(Language::En),
        ground: false,
        today: Today::Is(jiff::civil::Date::constant(2027, 1, 1)),
    };
    let judgement =
        judge(&plan_of(&text, Format::Markdown), &Neighbours::default(), &rules, &reader.vocabulary, &options);
    assert_eq!(judgement.findings.len(), 10_001);
    assert!(judgement.findings.iter().all(|finding| &*finding.code != "PLN004"));
    // The same of a part of it is idle.
    let text = PLAN.to_owned()
        + "\n<!-- planspect-disable-next PLN003 -- agreed -->\n- **T20** Answer (serves: N1; by: 2027-12)\n";
    let judgement =
        judge(&plan_of(&text, Format::Markdown), &Neighbours::default(), &rules, &reader.vocabulary, &options);
    assert!(judgement.findings.iter().any(|finding| &*finding.code == "PLN004"));
}

#[test]
fn a_million_blocks_are_read() {
    let cut = |tree: &Tree, what: Bound, number: u64| {
        assert!(tree.problems.iter().any(|p| p.kind == SyntaxProblemKind::Bound(what, number)), "{:?}", tree.problems);
        assert!(tree.blocks.len() < 1_000_010, "{}", tree.blocks.len());
    };
    cut(&tree(&"a\n\n".repeat(1_000_100), Format::Markdown), Bound::Blocks, 1_000_000);
    cut(&tree(&format!("[{}]", "a,".repeat(1_000_100)), Format::Yaml), Bound::YamlBlocks, 1_000_000);
}

#[test]
fn nesting_is_bounded_and_read_up_to_the_bound() {
    let deep = |levels: usize| format!("{}x", "> ".repeat(levels));
    let bound = SyntaxProblemKind::Bound(Bound::NestedBlocks, 100);
    assert!(tree(&deep(90), Format::Markdown).problems.is_empty());
    assert!(tree(&deep(300), Format::Markdown).problems.iter().any(|p| p.kind == bound));

    // What YAML has at any depth that is read is a fact.
    let yaml = |levels: usize| {
        let mut text = String::from("kind: plan\n");
        (0..levels).for_each(|depth| writeln!(text, "{}part:", " ".repeat(depth)).unwrap());
        let _ = writeln!(text, "{0}tasks:\n{0}- {{id: T1, title: Answer letters}}", " ".repeat(levels));
        text
    };
    for levels in [1, 30, 100] {
        let plan = plan_of(&yaml(levels), Format::Yaml);
        assert_eq!(plan.facts.items.len(), 1, "{levels}");
        assert!(plan.facts.problems.is_empty());
    }
    let plan = plan_of(&yaml(200), Format::Yaml);
    let told: Vec<String> = plan.facts.problems.iter().map(|problem| problem.fault.in_words(Language::En)).collect();
    assert!(told.contains(&"levels of lists and maps: more than 128".to_owned()), "{told:?}");
}

#[test]
fn what_is_wrong_is_said_in_the_language_asked_for() {
    let f = Folder::new(&[(
        "plan.md",
        "---\nkind: plan\nowner: A: b\n---\n# Permit plan\n\n## Tasks\n\n- T1: Answer (by: 2027-02-30)\n",
    )]);
    let said = |language: &str| f.run(&["check", "--select", "PLN", "--format", "concise", "--lang", language]).out;
    let en = said("en");
    assert!(en.contains("a value with a colon in it needs quotes"), "{en}");
    assert!(en.contains("there is no such day in that month"), "{en}");
    let zh = said("zh");
    assert!(zh.contains("值里有英文冒号时要加引号") && zh.contains("该月没有这一天"), "{zh}");
}

#[test]
fn a_quoted_title_means_sixty_four_items() {
    let mut text = String::from("# Permit plan\n\n## Needs\n\n");
    (1..=100).for_each(|number| writeln!(text, "- N{number}: Builders wait too long").unwrap());
    text.push_str("\n## Tasks\n\n- T1: Answer letters (serves: Builders wait too long)\n");
    let plan = plan_of(&text, Format::Markdown);
    let (task, _) = plan.items().find(|(_, item)| item.kind == plan::ItemKind::Task).unwrap();
    assert_eq!(plan.links_from(task).count(), 64);
}

#[test]
fn unknown_ids_are_told_also_where_none_is_suggested_any_more() {
    let mut text = String::from("# Permit plan\n\n## Needs\n\n");
    (1..=2_000).for_each(|number| writeln!(text, "- N{number}: Builders wait {number} days").unwrap());
    text.push_str("\n## Tasks\n\n");
    (1..=1_500).for_each(|number| writeln!(text, "- T{number}: Answer (serves: N{})", 5_000 + number).unwrap());
    let plan = plan_of(&text, Format::Markdown);
    let unknown = plan.facts.problems.iter().filter(|problem| problem.name == "unknown-reference");
    let (with, without): (Vec<_>, Vec<_>) = unknown.partition(|problem| problem.suggestion.is_some());
    assert_eq!(with.len() + without.len(), 1_500);
    // 500,000 comparisons with 3,500 ids.
    assert_eq!(with.len(), 500_000 / 3_500);
}

#[test]
fn errors_of_yaml_are_mended_up_to_a_bound() {
    // Each list that is not closed costs a reading of the whole; of long texts only some are mended.
    let text = format!("kind: plan\n{}", "- {a: b: [c\n".repeat(40_000));
    let tree = tree(&text, Format::Yaml);
    let told = tree.problems.iter().any(|p| matches!(p.kind, SyntaxProblemKind::Bound(Bound::YamlErrors, 16..=32)));
    assert!(told, "{:?}", tree.problems.iter().take(3).collect::<Vec<_>>());
}

#[test]
fn further_places_are_sixteen_and_a_number() {
    let mut text = String::from("# Permit plan\n\n## Tasks\n\n");
    (1..=40).for_each(|number| writeln!(text, "- **T{number}** Answer letters of builders in person").unwrap());
    let plan = plan_of(&text, Format::Markdown);
    let rules = RuleSet::shipped().select(&["all".to_owned()], &[], &[], &[]);
    let options = Options {
        language: Some(Language::En),
        ground: false,
        today: Today::Is(jiff::civil::Date::constant(2027, 1, 1)),
    };
    let judgement = judge(&plan, &Neighbours::default(), &rules, &READER.vocabulary, &options);
    let most = judgement.findings.iter().map(|finding| finding.related.len()).max();
    assert_eq!(most, Some(16));
    assert!(judgement.findings.iter().any(|finding| finding.related.len() == 16 && finding.more_related > 0));
}
