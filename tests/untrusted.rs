//! A plan repository is untrusted input: each claim of SECURITY.md, tried on the program itself.

#![cfg(unix)]
#![allow(clippy::unwrap_used, missing_docs)]

mod folder;

use folder::{Folder, PLAN};
use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::process::Command;

/// A root with a plan, and beside it a folder whose file nobody may read.
fn beside() -> Folder {
    let f = Folder::new(&[("root/plan.md", PLAN), ("secret/rule.yaml", "code: SECRET1\n")]);
    f.write("root/planspect.yaml", b"");
    f
}

#[test]
fn no_key_of_the_configuration_leads_out_of_the_root() {
    let f = beside();
    symlink("../secret/rule.yaml", f.path().join("root/link.yaml")).unwrap();
    symlink("../secret", f.path().join("root/folder")).unwrap();
    let absolute = f.path().join("secret/rule.yaml").to_string_lossy().into_owned();
    for place in ["../secret/rule.yaml", "link.yaml", "folder/rule.yaml", "./x/../../secret/rule.yaml", &absolute] {
        for key in ["extends", "rule-paths", "lexicon-paths"] {
            let value = if key == "extends" { place.to_owned() } else { format!("[{place}]") };
            f.write("root/planspect.yaml", format!("{key}: {value}\n").as_bytes());
            let ran = f.run_in("root", &["check"], "");
            let said = format!("{}{}", ran.out, ran.err);
            assert!(said.contains("leads out of the root folder"), "{key}: {value}: {said}");
            assert!(!said.contains("SECRET1"), "{key}: {value}: {said}");
        }
    }
    f.write("root/planspect.yaml", b"plans: [{name: a, files: [\"../secret/*\"]}]\n");
    f.run_in("root", &["check"], "").status(2).warns("leads out of the root");
}

#[test]
fn links_pipes_and_strange_names_are_told_and_left_alone() {
    let f = beside();
    fs::write(f.path().join("secret/plan.md"), PLAN).unwrap();
    symlink("../secret/plan.md", f.path().join("root/link.md")).unwrap();
    symlink("..", f.path().join("root/loop")).unwrap();
    symlink("itself.md", f.path().join("root/itself.md")).unwrap();
    fs::write(f.path().join("root").join(OsStr::from_bytes(b"caf\xe9.md")), PLAN).unwrap();
    let pipe = f.path().join("root/pipe.md");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let ran = f.run_in("root", &["check", "-v", "--format", "concise"], "").status(1);
    assert!(ran.out.contains("plan.md:"), "{}", ran.out);
    assert!(!ran.out.contains("link.md:") && !ran.out.contains("secret"), "{}", ran.out);
    for reason in ["a symbolic link", "no ordinary file", "its name is no UTF-8"] {
        assert!(format!("{}{}", ran.out, ran.err).contains(reason), "{reason}: {}{}", ran.out, ran.err);
    }
    // Named by hand, a pipe is not waited for.
    f.run_in("root", &["check", "pipe.md"], "").status(2).warns("no ordinary file");
    f.run_in("root", &["check", "itself.md"], "").status(2).warns("itself.md");
    // What lies outside cannot be reached through a link either.
    f.write("root/planspect.yaml", b"plans: [{name: a, files: [link.md]}]\n");
    let ran = f.run_in("root", &["check", "--format", "concise"], "");
    assert!(!ran.out.contains("link.md:"), "{}", ran.out);
}

#[test]
fn a_configuration_that_is_a_pipe_is_not_waited_for() {
    let f = Folder::new(&[("plan.md", PLAN)]);
    assert!(Command::new("mkfifo").arg(f.path().join("planspect.yaml")).status().unwrap().success());
    let ran = f.run(&["check"]);
    assert!(matches!(ran.status, 1 | 2), "{:?} {}", ran.status, ran.err);
}

/// Every way out of the program, with a title that would command a terminal, a page, a log or a table.
#[test]
fn words_of_a_plan_stay_words_in_every_format() {
    let evil = "Buy \u{1b}[2J\u{9b}31m\u{7}\u{202e}<script>alert(1)</script> | `x` [y](javascript:z) %0A::error::owned";
    let plan = PLAN.replace("Redesign the logo", evil);
    let f = Folder::new(&[("plan.md", &plan)]);
    for format in ["full", "concise", "github", "markdown", "sarif", "gitlab", "junit", "json"] {
        let out = f.run(&["check", "--format", format, "--explain"]).out;
        assert!(out.contains("PRF002"), "{format}: {out}");
        let controls: Vec<char> = out
            .chars()
            .filter(|c| {
                (c.is_control() && !matches!(c, '\n' | '\t'))
                    || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
            })
            .collect();
        // JSON carries text as it is; its readers are programs, and control characters are escaped in it.
        let carried = |c: &char| matches!(format, "json" | "sarif" | "gitlab") && !('\0'..'\u{20}').contains(c);
        assert!(controls.iter().all(carried), "{format}: {controls:?}");
        match format {
            "junit" => assert!(!out.contains("<script"), "{out}"),
            // A command of the runner stands at the start of a line, and only our own do.
            "github" => assert!(out.lines().all(|line| !line.starts_with("::error::owned")), "{out}"),
            "markdown" => assert!(!out.contains("<script") && !out.contains("[y]("), "{out}"),
            _ => {}
        }
    }
    for command in [["facts", "plan.md"], ["suppressions", "plan.md"]] {
        let out = f.run(&command).out;
        assert!(!out.contains('\u{1b}') && !out.contains('\u{7}'), "{command:?}: {out}");
    }
}

#[test]
fn names_of_files_and_words_of_rules_cannot_command_the_terminal() {
    let f = Folder::new(&[("a\u{1b}[2Jb.md", PLAN)]);
    for format in ["full", "concise", "github", "markdown"] {
        assert!(!f.run(&["check", "--format", format]).out.contains('\u{1b}'), "{format}");
    }
    let ran = f.run(&["check", "--select", "\u{1b}[2JX"]);
    assert!(!ran.err.contains('\u{1b}'), "{}", ran.err);
    f.write("planspect.yaml", "\"\\e[2J\": 1\nignore: [\"\\e[2J\"]\n".as_bytes());
    let ran = f.run(&["check"]);
    assert!(!ran.err.contains('\u{1b}') && !ran.out.contains('\u{1b}'), "{}{}", ran.err, ran.out);
}

#[test]
fn a_full_disk_is_an_error_and_not_a_panic() {
    if !fs::exists("/dev/full").unwrap() {
        return;
    }
    let f = Folder::new(&[("plan.md", PLAN)]);
    f.run(&["check", "--output", "/dev/full"]).status(2).warns("/dev/full");
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let ran =
        Command::new(env!("CARGO_BIN_EXE_planspect")).current_dir(f.path()).arg("check").stdout(full).output().unwrap();
    assert_eq!(ran.status.code(), Some(2));
    assert!(!String::from_utf8_lossy(&ran.stderr).contains("panicked"));
}

#[test]
fn a_home_that_cannot_be_written_is_not_needed() {
    let f = Folder::new(&[("plan.md", PLAN)]);
    let before = fs::read_dir(f.path()).unwrap().count();
    let ran = Command::new(env!("CARGO_BIN_EXE_planspect"))
        .current_dir(f.path())
        .env_clear()
        .env("HOME", "/dev/null")
        .env("TMPDIR", "/dev/null")
        .arg("check")
        .output()
        .unwrap();
    assert_eq!(ran.status.code(), Some(1), "{}", String::from_utf8_lossy(&ran.stderr));
    assert_eq!(fs::read_dir(f.path()).unwrap().count(), before, "a check leaves nothing behind");
}

/// Nothing in a repository names a program that is run: there is no such key.
#[test]
fn configuration_and_rules_know_no_programs_and_no_addresses() {
    for schema in ["config", "rules", "lexicon"] {
        let out = Folder::new(&[]).run(&["schema", schema]).status(0).out;
        for word in ["\"command\"", "\"exec\"", "\"shell\"", "\"url\"", "\"plugin\"", "\"env\""] {
            assert!(!out.contains(word), "{schema}: {word}");
        }
    }
}

#[test]
fn what_is_too_large_is_told() {
    let f = Folder::new(&[("plan.md", PLAN)]);
    let large = fs::File::create(f.path().join("large.md")).unwrap();
    large.set_len(64 * 1024 * 1024 + 1).unwrap();
    let ran = f.run(&["check", "--format", "concise"]).status(2).warns("large.md: larger than 64 MiB");
    assert!(ran.out.contains("plan.md:10:5: error PRF002"), "the rest is checked: {}", ran.out);
}

#[test]
fn a_regular_expression_that_grows_too_large_is_refused() {
    let f = Folder::new(&[("plan.md", PLAN)]);
    f.run(&["rules", "new", "--code", "BIG001", "--name", "too-big"]).status(0);
    f.write("planspect.yaml", b"rule-paths: [rules/too-big.yaml]\n");
    let path = f.path().join("rules/too-big.yaml");
    let rule = fs::read_to_string(&path).unwrap();
    let open = rule.find("when: {text: [").unwrap() + "when: {text: [".len();
    let close = open + rule[open..].find(']').unwrap();
    fs::write(&path, format!("{}\"/(a{{1000}}){{1000}}/\"{}", &rule[..open], &rule[close..])).unwrap();
    let ran = f.run(&["check", "--format", "concise"]).status(2).warns("bad regex");
    assert!(ran.out.contains("PRF002"), "the other rules go on: {}", ran.out);
}

#[test]
fn packs_that_extend_each_other_end() {
    let f = Folder::new(&[("plan.md", PLAN), ("planspect.yaml", "extends: p1.yaml\n")]);
    for number in 1..10 {
        f.write(&format!("p{number}.yaml"), format!("extends: p{}.yaml\n", number + 1).as_bytes());
    }
    f.write("p10.yaml", b"{}\n");
    f.run(&["check"]).status(2).warns("more than 8 deep");
    f.write("p2.yaml", b"extends: p1.yaml\n");
    f.run(&["check"]).status(2).warns("extends itself");
}
