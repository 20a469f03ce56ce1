//! A plan states the same, whether it is written as list, table, headings or YAML (`tests/facts`).

#![allow(clippy::unwrap_used, missing_docs)]

use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

/// The facts of every file of `tests/facts`, by path, without places and forms.
fn facts(root: &Path) -> BTreeMap<String, Value> {
    // A folder each, so that neighbours are not taken for one plan.
    let folder = tempfile::tempdir().unwrap();
    for plan in std::fs::read_dir(root).unwrap().flatten() {
        for file in std::fs::read_dir(plan.path()).unwrap().flatten() {
            let name = file.file_name().into_string().unwrap();
            let to = folder.path().join(plan.file_name()).join(name.replace('.', "-"));
            std::fs::create_dir_all(&to).unwrap();
            std::fs::copy(file.path(), to.join(name)).unwrap();
        }
    }
    let out = Command::new(env!("CARGO_BIN_EXE_planspect")).args(["facts", "."]).current_dir(&folder).output().unwrap();
    let json: Value = serde_json::from_slice(&out.stdout).unwrap();
    assert_eq!(json["skipped"], Value::Array(Vec::new()));
    let mut found = BTreeMap::new();
    for mut plan in json["plans"].as_array().unwrap().iter().cloned() {
        let path = plan["at"]["documents"][0]["path"].as_str().unwrap().to_owned();
        strip(&mut plan);
        found.insert(path, plan);
    }
    found
}

fn strip(json: &mut Value) {
    match json {
        Value::Array(all) => all.iter_mut().for_each(strip),
        Value::Object(map) => {
            map.remove("at");
            // An empty cell says nothing; so does a missing line.
            if let Some(fields) = map.get_mut("fields").and_then(Value::as_array_mut) {
                fields.retain(|field| field["read"] != "empty" && field["name"] != "title");
            }
            map.values_mut().for_each(strip);
        }
        _ => {}
    }
}

#[test]
fn four_ways_to_write_a_plan() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/facts");
    let found = facts(&root);
    assert!(found.len() >= 24);
    let mut wrong = Vec::new();
    for (path, list) in found.iter().filter(|(path, _)| path.ends_with("list.md")) {
        assert!(list["items"].as_array().unwrap().len() >= 4);
        let plan = path.split('/').next().unwrap();
        for other in ["table-md/table.md", "headings-md/headings.md", "plan-yaml/plan.yaml"] {
            let other = format!("{plan}/{other}");
            if *list != found[&other] {
                wrong.push(format!("{other} and list.md:\n{}", difference(list, &found[&other])));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Lines of one that the other lacks.
fn difference(a: &Value, b: &Value) -> String {
    let lines = |json: &Value| -> Vec<String> {
        serde_json::to_string_pretty(json).unwrap().lines().map(str::to_owned).collect()
    };
    let (a, b) = (lines(a), lines(b));
    let same = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let show =
        |all: &[String]| all.iter().skip(same.saturating_sub(6)).take(14).cloned().collect::<Vec<_>>().join("\n");
    format!("--- list.md\n{}\n--- other\n{}", show(&a), show(&b))
}
