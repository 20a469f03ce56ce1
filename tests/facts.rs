//! A plan states the same, whether it is written as list, table, headings or YAML (`tests/facts`).

#![allow(clippy::unwrap_used, missing_docs)]

use serde_json::Value;
use std::path::Path;
use std::process::Command;

/// The facts of one file, without places and forms.
fn facts(file: &Path) -> Value {
    // A folder of its own, so that its neighbours are not taken for the same plan.
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join(file.file_name().unwrap());
    std::fs::copy(file, &copy).unwrap();
    let out = Command::new(env!("CARGO_BIN_EXE_planspect")).arg("facts").arg(&copy).output().unwrap();
    let mut json: Value = serde_json::from_slice(&out.stdout).unwrap();
    let mut plans = json["plans"].take();
    assert_eq!(plans.as_array().unwrap().len(), 1, "{}: {}", file.display(), json["skipped"]);
    strip(&mut plans);
    plans
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
    let mut plans: Vec<_> = std::fs::read_dir(root).unwrap().flatten().map(|entry| entry.path()).collect();
    plans.sort();
    assert!(plans.len() >= 6);
    let mut wrong = Vec::new();
    for plan in plans {
        let list = facts(&plan.join("list.md"));
        assert!(list[0]["items"].as_array().unwrap().len() >= 4);
        for other in ["table.md", "headings.md", "plan.yaml"] {
            let found = facts(&plan.join(other));
            if list != found {
                wrong.push(format!("{}/{other} and list.md:\n{}", plan.display(), difference(&list, &found)));
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
