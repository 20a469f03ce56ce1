//! Data flows one way: a folder imports only folders above it, and no two files need each other.

#![allow(clippy::unwrap_used, missing_docs)]

use regex::Regex;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// From the top: each may use those before it.
const LAYERS: [&str; 10] =
    ["text", "syntax", "lexicon", "plan", "rules", "check", "workspace", "report", "server", "cli"];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

/// Module path of each file, with its code (tests and comments left out).
fn modules() -> BTreeMap<Vec<String>, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    let comments = Regex::new(r"(?m)//.*$").unwrap();
    let visibility = Regex::new(r"pub\([^)]*\)").unwrap();
    files
        .into_iter()
        .filter(|path| !path.ends_with("lib.rs") && !path.ends_with("main.rs"))
        .map(|path| {
            let relative = path.strip_prefix(&root).unwrap().with_extension("");
            let mut parts: Vec<String> = relative.iter().map(|p| p.to_str().unwrap().to_owned()).collect();
            if parts.last().is_some_and(|last| last == "mod") {
                parts.pop();
            }
            let text = std::fs::read_to_string(&path).unwrap();
            let code = text.split("#[cfg(test)]").next().unwrap();
            let code = comments.replace_all(code, "");
            (parts, visibility.replace_all(&code, "pub").into_owned())
        })
        .collect()
}

/// The modules that a file's paths lead to.
fn needs(module: &[String], code: &str, all: &BTreeMap<Vec<String>, String>) -> BTreeSet<Vec<String>> {
    let paths = Regex::new(r"\b(crate|super|self)((?:::super)*)((?:::[a-z_0-9]+)*)(::\{([^;]*)\})?").unwrap();
    let is_folder = all.keys().any(|other| other.len() > module.len() && other.starts_with(module));
    let mut found = BTreeSet::new();
    let mut resolve = |base: Vec<String>, rest: &str| {
        let mut target = base;
        let mut rest = rest.split("::").filter(|part| !part.is_empty()).peekable();
        if rest.peek().is_none() {
            return;
        }
        for part in rest {
            let mut longer = target.clone();
            longer.push(part.to_owned());
            if !all.contains_key(&longer) && !all.keys().any(|other| other.starts_with(&longer)) {
                break;
            }
            target = longer;
        }
        if !target.is_empty() && target != module {
            found.insert(target);
        }
    };
    for path in paths.captures_iter(code) {
        let mut base: Vec<String> = if &path[1] == "crate" { Vec::new() } else { module.to_vec() };
        let ups = usize::from(&path[1] == "super") + path[2].matches("super").count();
        for _ in 0..ups {
            base.pop();
        }
        match path.get(5) {
            None => resolve(base, &path[3]),
            Some(group) => {
                let mut depth = 0;
                let mut piece = String::new();
                for c in group.as_str().chars().chain([',']) {
                    match c {
                        '{' => depth += 1,
                        '}' => depth -= 1,
                        ',' if depth == 0 => {
                            let part = piece.trim().split("::{").next().unwrap().trim().to_owned();
                            resolve(base.clone(), &format!("{}::{}", &path[3], part));
                            piece.clear();
                            continue;
                        }
                        _ => {}
                    }
                    piece.push(c);
                }
            }
        }
    }
    // What a folder's own file names without a prefix.
    if is_folder {
        let children = Regex::new(r"\b([a-z_0-9]+)::").unwrap();
        for name in children.captures_iter(code) {
            let mut child = module.to_vec();
            child.push(name[1].to_owned());
            if all.contains_key(&child) {
                found.insert(child);
            }
        }
    }
    found
}

#[test]
fn no_import_runs_back_up() {
    let all = modules();
    let layer = |module: &[String]| LAYERS.iter().position(|name| *name == module[0]);
    let mut wrong = Vec::new();
    for (module, code) in &all {
        let own = layer(module).unwrap_or_else(|| panic!("{} is no layer", module[0]));
        for need in needs(module, code, &all) {
            let other = layer(&need).unwrap_or_else(|| panic!("{} is no layer", need[0]));
            let sideways = (module[0].as_str(), need[0].as_str()) == ("server", "report");
            if other > own || sideways {
                wrong.push(format!("{} uses {}", module.join("::"), need.join("::")));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_two_files_need_each_other() {
    let all = modules();
    let graph: BTreeMap<_, _> = all.iter().map(|(module, code)| (module.clone(), needs(module, code, &all))).collect();
    let mut done: BTreeSet<Vec<String>> = BTreeSet::new();
    for start in graph.keys() {
        let mut path: Vec<Vec<String>> = Vec::new();
        circle(start, &graph, &mut path, &mut done);
    }
}

fn circle(
    at: &Vec<String>,
    graph: &BTreeMap<Vec<String>, BTreeSet<Vec<String>>>,
    path: &mut Vec<Vec<String>>,
    done: &mut BTreeSet<Vec<String>>,
) {
    if done.contains(at) {
        return;
    }
    if let Some(from) = path.iter().position(|other| other == at) {
        let names: Vec<String> = path[from..].iter().map(|m| m.join("::")).collect();
        panic!("these need each other: {}", names.join(" → "));
    }
    path.push(at.clone());
    for next in graph.get(at).into_iter().flatten() {
        circle(next, graph, path, done);
    }
    path.pop();
    done.insert(at.clone());
}

#[test]
fn no_file_is_too_long() {
    for (module, _) in modules() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let file = root.join(module.join("/")).with_extension("rs");
        let file = if file.exists() { file } else { root.join(module.join("/")).join("mod.rs") };
        let lines = std::fs::read_to_string(&file).unwrap().lines().count();
        assert!(lines <= 900, "{} has {lines} lines", file.display());
    }
}
