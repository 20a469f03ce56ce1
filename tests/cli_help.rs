//! What every command says of itself.

#![allow(clippy::unwrap_used, missing_docs)]

mod folder;

use folder::Folder;

/// The names under “Commands:”.
fn commands(help: &str) -> Vec<&str> {
    let mut lines = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let mut names = Vec::new();
    for line in lines.by_ref().take_while(|line| !line.is_empty()) {
        let name = line.strip_prefix("  ").filter(|rest| !rest.starts_with(' '));
        names.extend(name.and_then(|rest| rest.split_whitespace().next()).filter(|name| *name != "help"));
    }
    names
}

fn collect(folder: &Folder, words: &[&str], all: &mut String) {
    let ran = folder.run(&[words, &["--help"]].concat()).status(0);
    assert_eq!(ran.err, "");
    all.push_str(&format!("$ planspect {}\n{}\n", [words, &["--help"]].concat().join(" "), ran.out));
    for name in commands(&ran.out) {
        collect(folder, &[words, &[name]].concat(), all);
    }
}

#[test]
fn every_command_and_option_has_its_help() {
    let mut all = String::new();
    collect(&Folder::new(&[]), &[], &mut all);
    insta::assert_snapshot!(all);
}
