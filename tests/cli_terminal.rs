//! Colours, pipes that close, files that are replaced.

#![allow(clippy::unwrap_used, missing_docs)]

mod folder;

use folder::{Folder, PLAN};
use std::io::Read;
use std::process::{Command, Stdio};

fn with(f: &Folder, variables: &[(&str, &str)], arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_planspect"))
        .current_dir(f.path())
        .env_clear()
        .envs(variables.iter().copied())
        .args(arguments)
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn colours_as_the_environment_asks() {
    let f = Folder::new(&[("plan.md", PLAN)]);
    let colours = |variables: &[(&str, &str)], arguments: &[&str]| {
        with(&f, variables, &[&["check"], arguments].concat()).contains("\u{1b}[")
    };
    assert!(!colours(&[], &[]));
    assert!(colours(&[("CLICOLOR_FORCE", "1")], &[]));
    assert!(!colours(&[("CLICOLOR_FORCE", "1")], &["--color", "never"]));
    assert!(colours(&[("NO_COLOR", "1")], &["--color", "always"]));
    assert!(!colours(&[("NO_COLOR", "1"), ("TERM", "xterm")], &[]));
    assert!(!with(&f, &[("CLICOLOR_FORCE", "1")], &["check", "--format", "sarif"]).contains('\u{1b}'));
    assert!(!with(&f, &[("CLICOLOR_FORCE", "1")], &["check", "-o", "out.txt", "-q"]).contains('\u{1b}'));
    assert!(!std::fs::read_to_string(f.path().join("out.txt")).unwrap().contains('\u{1b}'), "files have no colours");
}

#[test]
fn the_width_is_that_of_the_terminal() {
    let f = Folder::new(&[("plan.md", PLAN)]);
    let widest = |columns: &str| {
        let text = with(&f, &[("COLUMNS", columns)], &["check", "--select", "PRF002"]);
        text.lines().map(|line| line.chars().count()).max().unwrap()
    };
    assert!(widest("60") < widest("200"), "{} {}", widest("60"), widest("200"));
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let many: String =
        (1..900).map(|n| format!("- **T{n}** Redesign logo {n} (owner: Press Office; by: 2027-09)\n")).collect();
    let f = Folder::new(&[("plan.md", &format!("{PLAN}{many}"))]);
    for format in ["concise", "sarif", "junit", "full"] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_planspect"))
            .current_dir(f.path())
            .env_clear()
            .args(["check", "-v", "--select", "PLN,PRF006,KEY", "--format", format])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut first = [0; 10];
        child.stdout.take().unwrap().read_exact(&mut first).unwrap();
        let output = child.wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!said.contains("panicked") && !said.contains("pipe"), "{format}: {said}");
        assert!(matches!(output.status.code(), Some(0 | 1)), "{format}: {:?}", output.status);
    }
}

#[test]
fn a_file_that_is_written_is_never_half_there() {
    let f = Folder::new(&[("plan.md", PLAN)]);
    f.run(&["check", "-o", "out.json", "--format", "json"]).status(1);
    let before = std::fs::read_dir(f.path()).unwrap().count();
    // A folder in its place, a folder that is not there.
    std::fs::create_dir(f.path().join("folder")).unwrap();
    f.run(&["check", "-o", "folder"]).status(2).warns("folder");
    f.run(&["check", "-o", "none/out.json"]).status(2).warns("none/out.json");
    assert_eq!(std::fs::read_dir(f.path()).unwrap().count(), before + 1, "nothing is left over");
}
