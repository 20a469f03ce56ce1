//! SECURITY.md names a test for each claim; each of them is there.

#![allow(clippy::unwrap_used, missing_docs)]

use std::fs;
use std::path::Path;

fn sources(folder: &Path, all: &mut String) {
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            sources(&path, all);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            all.push_str(&fs::read_to_string(path).unwrap());
        }
    }
}

#[test]
fn every_claim_has_its_test() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut all = String::new();
    sources(&root.join("src"), &mut all);
    sources(&root.join("tests"), &mut all);
    let text = fs::read_to_string(root.join("SECURITY.md")).unwrap();
    let mut named = 0;
    for row in
        text.lines().filter(|line| line.starts_with("| ") && !line.contains("---") && !line.ends_with("| test |"))
    {
        let last = row.trim_end_matches('|').rsplit('|').next().unwrap();
        for name in last.split('`').skip(1).step_by(2).filter(|name| !name.contains(' ')) {
            named += 1;
            assert!(all.contains(&format!("fn {name}(")), "SECURITY.md names `{name}`, which is no test");
        }
    }
    assert!(named >= 12, "only {named} tests are named");
}
