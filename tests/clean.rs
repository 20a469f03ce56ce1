//! Plans without faults are quiet: `tests/clean` holds plans in two languages that were written to satisfy every default
//! rule, each in the words and layout of its kind, by authors who had not seen how the rules are decided.

mod common;

use common::checked;
use std::path::Path;

/// What is still found and is not so, with the reason.
const FALSE: [(&str, &str, &str); 5] = [
    ("OVR007", "en/school-improvement.md", "leads and money stand in one table of everything"),
    ("OVR009", "en/wajima-inns-earthquake-plan.md", "“For the town that means …” is no word of effects"),
    ("OVR006", "zh/heliu-guanli.md", "第1项 opens each of its tasks, and no heading names them"),
    ("PRF018", "zh/dried-tofu-business-plan.md", "冲着甲 names a problem by its stem"),
    ("PRF018", "en/student-society-event-plan.md", "headings over tables of tasks name months, not tasks"),
];

#[test]
fn clean_plans_are_quiet() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/clean");
    let report = checked(&folder);
    let plans = report["plans"].as_array().unwrap().len();
    let files = ["en", "zh"].map(|language| std::fs::read_dir(folder.join(language)).unwrap().count());
    assert_eq!(plans, files.iter().sum::<usize>(), "each file is recognised as one plan");
    let mut found: Vec<(&str, &str)> = report["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|finding| finding["severity"] != "info")
        .map(|finding| (finding["code"].as_str().unwrap(), finding["path"].as_str().unwrap()))
        .collect();
    let mut known: Vec<(&str, &str)> = FALSE.iter().map(|&(code, path, _)| (code, path)).collect();
    found.sort_unstable();
    known.sort_unstable();
    assert_eq!(found, known);
}
