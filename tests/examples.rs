//! Every example of every shipped rule behaves: exactly the marked words are flagged.

#![allow(clippy::unwrap_used, missing_docs)]

use planspect::check::try_examples;
use planspect::plan::Reader;
use planspect::rules::{RuleSet, load};
use std::path::{Path, PathBuf};

fn rule_files() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
    let mut files: Vec<PathBuf> = ["form", "overall", "performance", "forward", "key", "integrated"]
        .iter()
        .filter_map(|family| std::fs::read_dir(root.join(family)).ok())
        .flat_map(|entries| entries.flatten().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|ending| ending == "yaml"))
        .collect();
    files.sort();
    files
}

#[test]
fn shipped_examples_behave() {
    let reader = Reader::shipped();
    let rules = RuleSet::shipped();
    // One rule alone while working on it.
    let only = std::env::var("RULE").ok();
    let (mut total, mut faults) = (0, Vec::new());
    for path in rule_files() {
        let text = std::fs::read_to_string(&path).unwrap();
        let (rule, examples) = load(&text, &reader.vocabulary)
            .unwrap_or_else(|errors| panic!("{}: {}", path.display(), errors[0].message.en));
        if only.as_ref().is_some_and(|only| *only != *rule.code) {
            continue;
        }
        total += examples.len();
        faults.extend(try_examples(&rule, &examples, &rules, &reader));
    }
    let list: String = faults.iter().map(ToString::to_string).collect();
    assert!(faults.is_empty(), "{} of {total} examples misbehave:\n{list}", faults.len());
}
