//! Fixes: conflict-free, idempotent, and they mend.

#![allow(clippy::unwrap_used, missing_docs)]

use planspect::check::{Finding, Neighbours, Options, Today, apply, choose, judge, mend_all, mends};
use planspect::plan::{Declaration, Language, Plan, Reader, assemble, read};
use planspect::rules::RuleSet;
use planspect::syntax::Format;
use planspect::text::{FileId, SourceFile, Span};
use proptest::prelude::*;
use std::sync::Arc;

const FILE: FileId = FileId(0);

fn plan(text: &str, format: Format, reader: &Reader) -> Plan {
    let document = Arc::new(read(SourceFile::new(FILE, "plan", text), format, reader));
    assemble(vec![document], &Declaration { declared: true, ..Declaration::default() }, reader)
}

fn findings(plan: &Plan, reader: &Reader) -> Vec<Finding> {
    let options = Options { language: None, ground: false, today: Today::Is(jiff::civil::Date::constant(2027, 1, 1)) };
    judge(plan, &Neighbours::default(), &RuleSet::shipped(), &reader.vocabulary, &options).findings
}

fn mended(text: &str, format: Format, unsafe_too: bool) -> (String, usize) {
    let reader = Reader::shipped();
    let judge = |text: &str| findings(&plan(text, format, &reader), &reader);
    let mut state = (text.to_owned(), judge(text));
    let count = mend_all(
        &mut state,
        |(text, findings)| {
            let fixes = choose(&*findings, unsafe_too);
            *text = apply(text, fixes.iter().flat_map(|fix| &fix.edits));
            (fixes.len(), text.clone())
        },
        |(_, findings), text| *findings = judge(text),
    );
    (state.0, count)
}

#[test]
fn safe_fixes_leave_guesses_alone() {
    let text = "# Permit plan\n\n## Needs\n\n- N1: Builders wait\n\n## Tasks\n\n- T1: Put permits online (serves: N11)\n- T2: Train clerks (serves: N1)\n\n<!-- planspect-disable-next PRF001 -- old -->\nEnd.\n";
    let (safe, count) = mended(text, Format::Markdown, false);
    assert_eq!(count, 1);
    assert!(safe.contains("N11") && !safe.contains("planspect"), "{safe}");
    let (all, _) = mended(text, Format::Markdown, true);
    assert!(all.contains("(serves: N1)\n- T2"), "{all}");
}

#[test]
fn one_name_of_several_is_taken_out_of_a_suppression() {
    let text = "# Permit plan\n\n## Needs\n\n- N1: Builders wait\n\n## Tasks\n\n- T1: Put permits online (serves: N1)\n- T2: New logo <!-- planspect-disable-line PRF001, PRF002 -- why -->\n";
    let (safe, _) = mended(text, Format::Markdown, false);
    assert!(safe.contains("New logo <!-- planspect-disable-line PRF002 -- why -->"), "{safe}");
}

fn faults() -> impl Strategy<Value = Vec<usize>> {
    prop::collection::vec(0usize..9, 0..12)
}

/// Pieces of a YAML plan, many of them broken.
const YAML: [&str; 9] = [
    "  - title: Permits: online\n",
    "  - {id: N7, title: Waiting}\n",
    "  - id: N2\n    title: A: b: c\n",
    "  # planspect-disable-next PRF001 -- old\n  - id: N3\n    title: Plain\n",
    "  - title: \"half\n",
    "  - id: T1\n    serves: [N7, N8]\n",
    "  - title: 规划：建设: 平台\n",
    "tasks:\n",
    "  - id: T2\n    owner: Office: East\n",
];

/// Pieces of a Markdown plan with suppressions of no use and unknown ids.
const MARKDOWN: [&str; 9] = [
    "- N1: Builders wait\n",
    "- T1: Put permits online (serves: N1)\n",
    "- T2: 建设平台（对应需求：N2、N11）\n",
    "<!-- planspect-disable PRF001 -->\n",
    "<!-- planspect-disable-next PRF001, PRF002 -- why -->\n",
    "- T3: New logo <!-- planspect-disable-line KEY -->\n",
    "## Tasks\n",
    "## Needs\n",
    "<!-- planspect-disable-file until=2020-01-01 -- old -->\n",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]
    #[test]
    fn mending_twice_is_mending_once(which in faults(), yaml: bool, unsafe_too: bool) {
        let (pieces, format, head) =
            if yaml { (YAML, Format::Yaml, "kind: plan\nneeds:\n") } else { (MARKDOWN, Format::Markdown, "# Permit plan\n\n## Needs\n\n") };
        let text: String = std::iter::once(head).chain(which.iter().map(|at| pieces[*at])).collect();
        let (once, _) = mended(&text, format, unsafe_too);
        let (twice, count) = mended(&once, format, unsafe_too);
        prop_assert_eq!(&once, &twice, "from {:?}", text);
        prop_assert_eq!(count, 0, "{:?}", once);
    }

    #[test]
    fn chosen_fixes_touch_no_other_and_every_mend_can_be_applied(which in faults(), yaml: bool) {
        let (pieces, format, head) =
            if yaml { (YAML, Format::Yaml, "kind: plan\nneeds:\n") } else { (MARKDOWN, Format::Markdown, "# Permit plan\n\n## Needs\n\n") };
        let text: String = std::iter::once(head).chain(which.iter().map(|at| pieces[*at])).collect();
        let reader = Reader::shipped();
        let plan = plan(&text, format, &reader);
        let all = findings(&plan, &reader);
        let mut spans: Vec<Span> = choose(&all, true).iter().flat_map(|fix| fix.edits.iter().map(|(s, _)| *s)).collect();
        spans.sort();
        for pair in spans.windows(2) {
            prop_assert!(pair[0].end <= pair[1].start, "{:?}", pair);
        }
        let rules = RuleSet::shipped();
        for finding in &all {
            for mend in mends(&plan, finding, &rules, Language::En) {
                let after = apply(&text, &mend.edits);
                prop_assert!(after != text, "{}", mend.title);
                if let Some((number, write)) = &mend.write {
                    prop_assert!(mend.edits[*number].1.get(write.clone()).is_some(), "{}", mend.title);
                }
            }
        }
    }
}
