//! What `Cargo.toml` promises of compilers and dependencies.

#![allow(clippy::unwrap_used, missing_docs)]

use serde_json::Value;
use std::process::Command;

fn packages() -> Vec<Value> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    // Those of other systems may never have been downloaded.
    let told = Command::new(&cargo).arg("-vV").output().unwrap();
    let told = String::from_utf8_lossy(&told.stdout).into_owned();
    let host = told.lines().find_map(|line| line.strip_prefix("host: ")).unwrap();
    let output = Command::new(cargo)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(["metadata", "--locked", "--offline", "--filter-platform", host, "--format-version", "1"])
        .output()
        .unwrap();
    let metadata: Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&output.stderr)));
    metadata["packages"].as_array().unwrap().clone()
}

/// `1.89` or `1.89.0`.
fn version(text: &str) -> Vec<u32> {
    text.split('.').map(|part| part.parse().unwrap()).chain(std::iter::repeat(0)).take(3).collect()
}

#[test]
fn no_dependency_asks_for_a_newer_compiler() {
    let packages = packages();
    let own = packages.iter().find(|package| package["name"] == "planspect").unwrap();
    let ours = version(own["rust_version"].as_str().unwrap());
    let newer: Vec<&Value> = packages
        .iter()
        .filter(|package| package["rust_version"].as_str().is_some_and(|theirs| version(theirs) > ours))
        .map(|package| &package["id"])
        .collect();
    assert!(newer.is_empty(), "{newer:?}");
    assert!(packages.len() > 100);
}

/// A line each in ARCHITECTURE.md says why a dependency is there.
#[test]
fn every_dependency_has_its_reason() {
    let own = packages().into_iter().find(|package| package["name"] == "planspect").unwrap();
    let text = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/ARCHITECTURE.md")).unwrap();
    let table = &text[text.find("## Dependencies").unwrap()..];
    let words: Vec<&str> = table.split(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_'))).collect();
    let missing: Vec<&str> = own["dependencies"]
        .as_array()
        .unwrap()
        .iter()
        .map(|dependency| dependency["name"].as_str().unwrap())
        .filter(|name| !words.contains(name))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}
