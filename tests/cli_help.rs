//! What every command says of itself.

#![allow(clippy::unwrap_used, missing_docs)]

mod folder;

use folder::Folder;

/// The names under the heading of commands.
fn commands(help: &str) -> Vec<&str> {
    let mut lines = help.lines().skip_while(|line| !["Commands:", "命令："].contains(line)).skip(1);
    let mut names = Vec::new();
    for line in lines.by_ref().take_while(|line| !line.is_empty()) {
        let name = line.strip_prefix("  ").filter(|rest| !rest.starts_with(' '));
        names.extend(name.and_then(|rest| rest.split_whitespace().next()).filter(|name| *name != "help"));
    }
    names
}

/// The help of a command and of all below it; `asks` are the words that ask for it.
fn collect(folder: &Folder, words: &[&str], asks: &[&str], all: &mut String) {
    let line = [words, asks].concat();
    let ran = folder.run(&line).status(0);
    assert_eq!(ran.err, "");
    all.push_str(&format!("$ planspect {}\n{}\n", line.join(" "), ran.out));
    for name in commands(&ran.out) {
        collect(folder, &[words, &[name]].concat(), asks, all);
    }
}

#[test]
fn every_command_and_option_has_its_help() {
    let mut all = String::new();
    collect(&Folder::new(&[]), &[], &["--help"], &mut all);
    insta::assert_snapshot!(all);
}

#[test]
fn every_command_and_option_has_its_help_in_chinese() {
    let mut all = String::new();
    collect(&Folder::new(&[]), &[], &["--lang", "zh", "--help"], &mut all);
    insta::assert_snapshot!(all);
    // Besides names of options, values, files and forms nothing is in English.
    let english =
        [" the ", " a ", " of ", " to ", "Print", "Usage", "default", "possible", "Options", "Commands", "Show"];
    for word in english {
        assert!(!all.contains(word), "{word:?}");
    }
}

#[test]
fn the_language_of_help_is_that_of_messages() {
    let f = Folder::new(&[]);
    for asks in [&["--lang=zh", "help", "check"][..], &["check", "-h", "--lang", "zh"]] {
        f.run(asks).status(0).says("检查规划，报告违反规则的地方").says("用法：");
    }
    f.run(&["check", "--help", "--lang", "en"]).status(0).says("Check plans and report what breaks a rule");
    f.run(&["--version", "--lang", "zh"]).status(0).says(env!("CARGO_PKG_VERSION"));
    f.run(&["man", "man", "--lang", "zh"]).status(0);
    let page = std::fs::read_to_string(f.path().join("man/planspect-check.1")).unwrap();
    assert!(page.contains("检查规划"), "{page}");
    f.run(&["completions", "zsh", "--lang", "zh"]).status(0).says("检查规划");
}
