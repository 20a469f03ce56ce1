//! What a file system does to a program: files that cannot be read or vanish, names that are no text, disks that are full.

#![cfg(unix)]
#![allow(clippy::unwrap_used, missing_docs)]

mod folder;

use folder::{Folder, PLAN, Ran};
use planspect::check::{Options, Today};
use planspect::workspace::{FileTrouble, Files, Listing, Memory, Overrides, Selection, Settings, Shown, Workspace};
use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Files of which some are gone when they are read, as others were deleted since they were listed.
struct Vanishing(Memory);

impl Files for Vanishing {
    fn list(&self, below: &str) -> Listing {
        self.0.list(below)
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, FileTrouble> {
        if path.starts_with("gone") { Err(FileTrouble::Missing) } else { self.0.read(path) }
    }
}

#[test]
fn a_file_that_is_gone_before_it_is_read_is_told_and_the_rest_goes_on() {
    let files = Vanishing(Memory::new([("gone.md", PLAN), ("plan.md", PLAN)]));
    let root = PathBuf::from("/plans");
    let shown = Shown::new(&root, &root);
    let workspace =
        Workspace { root, settings: Arc::new(Settings::default().with(&Overrides::default())), files: &files, shown };
    let options = Options { language: None, ground: false, today: Today::Is(jiff::civil::Date::constant(2027, 1, 1)) };
    let report = workspace.judge(&Selection::all(), &options);
    assert_eq!(report.troubles.len(), 1);
    assert_eq!((report.troubles[0].path.as_str(), &report.troubles[0].what), ("gone.md", &FileTrouble::Missing));
    assert!(report.plans[0].judgement.findings.iter().any(|finding| &*finding.code == "PRF002"));
}

/// Somebody deletes, renames and replaces files and folders while they are walked and read.
#[test]
fn what_changes_while_it_is_read_breaks_nothing() {
    let f = Folder::new(&[("steady.md", PLAN)]);
    let base = f.path().to_owned();
    let over = Arc::new(AtomicBool::new(false));
    let done = over.clone();
    let restless = std::thread::spawn(move || {
        let place = |name: &str| base.join(name);
        // With another title, so that it is another plan.
        let text = PLAN.replace("Permit", "Harbour");
        let mut turn = 0usize;
        while !done.load(Ordering::Relaxed) {
            turn += 1;
            // None of it needs to succeed.
            let _ = fs::create_dir_all(place("a/b"));
            let _ = fs::write(place("a/b/plan.md"), &text);
            let _ = fs::write(place("a/other.md"), &text);
            let _ = fs::rename(place("a/b/plan.md"), place("c.md"));
            let _ = fs::remove_file(place("a/other.md"));
            let _ = fs::create_dir(place("a/other.md"));
            let _ = fs::remove_dir(place("a/other.md"));
            let _ = symlink("/dev/zero", place("a/other.md"));
            let _ = fs::remove_file(place("c.md"));
            let _ = fs::remove_dir_all(place("a"));
            if turn.is_multiple_of(3) {
                let _ = fs::write(place("planspect.yaml"), "select: [PRF]\n");
                let _ = fs::remove_file(place("planspect.yaml"));
            }
        }
    });
    for turn in 0..12 {
        let ran = f.run(&["check", "--format", "concise"]);
        assert!(matches!(ran.status, 1 | 2), "{turn}: {} {}", ran.status, ran.err);
        assert!(ran.out.contains("steady.md:"), "{turn}: {}{}", ran.out, ran.err);
        assert!(!ran.err.contains("panicked"), "{turn}: {}", ran.err);
    }
    over.store(true, Ordering::Relaxed);
    restless.join().unwrap();
}

/// Runs the program as somebody who is not root, for whom permissions count; none where that cannot be done.
fn as_nobody(folder: &Path, arguments: &[&str]) -> Option<Ran> {
    const NOBODY: u32 = 65_534;
    let mut command = Command::new(env!("CARGO_BIN_EXE_planspect"));
    command.current_dir(folder).env_clear().args(arguments);
    let root = fs::write(folder.join(".permissions"), "").is_ok()
        && fs::set_permissions(folder.join(".permissions"), PermissionsExt::from_mode(0o000)).is_ok()
        && fs::read(folder.join(".permissions")).is_ok();
    if root {
        command.uid(NOBODY).gid(NOBODY);
    }
    // The program itself may lie where nobody else may look.
    command.output().ok().map(Ran::new)
}

#[test]
fn what_may_not_be_read_is_told_and_the_rest_is_checked() {
    let f = Folder::new(&[("plan.md", PLAN), ("closed.md", PLAN), ("closed/plan.md", PLAN), ("open/plan.md", PLAN)]);
    fs::set_permissions(f.path(), PermissionsExt::from_mode(0o755)).unwrap();
    for closed in ["closed.md", "closed"] {
        fs::set_permissions(f.path().join(closed), PermissionsExt::from_mode(0o000)).unwrap();
    }
    let Some(ran) = as_nobody(f.path(), &["check", "--format", "concise"]) else {
        eprintln!("skipped: the program cannot be run as another user");
        return;
    };
    let ran = ran.status(2).warns("closed.md: ").warns("closed: ");
    for path in ["plan.md:", "open/plan.md:"] {
        assert!(ran.out.lines().any(|line| line.starts_with(path)), "{path}: {}", ran.out);
    }
    fs::set_permissions(f.path().join("planspect.yaml"), PermissionsExt::from_mode(0o000)).unwrap_err();
    f.write("planspect.yaml", b"select: [PRF]\n");
    fs::set_permissions(f.path().join("planspect.yaml"), PermissionsExt::from_mode(0o000)).unwrap();
    as_nobody(f.path(), &["check"]).unwrap().status(2).warns("planspect.yaml");
    fs::set_permissions(f.path().join("closed"), PermissionsExt::from_mode(0o755)).unwrap();
}

#[test]
fn a_folder_that_may_not_be_written_costs_no_text() {
    let text = "---\nkind: plan\n---\n# Plan: one\n\n## Needs\n\n- N1: Builders wait\n\n<!-- planspect-disable-next PRF001 -- old -->\nEnd.\n";
    let f = Folder::new(&[("plans/plan.md", text)]);
    fs::set_permissions(f.path(), PermissionsExt::from_mode(0o755)).unwrap();
    fs::set_permissions(f.path().join("plans"), PermissionsExt::from_mode(0o555)).unwrap();
    if let Some(ran) = as_nobody(&f.path().join("plans"), &["check", "--fix"]) {
        assert_eq!(ran.status, 2, "{}{}", ran.out, ran.err);
        as_nobody(&f.path().join("plans"), &["check", "--output", "out.json"]).unwrap().status(2).warns("out.json");
    }
    fs::set_permissions(f.path().join("plans"), PermissionsExt::from_mode(0o755)).unwrap();
    assert_eq!(fs::read_to_string(f.path().join("plans/plan.md")).unwrap(), text);
}

/// A disk that takes no byte more: the shell's limit on the size of files, with the signal for it ignored.
fn on_a_full_disk(folder: &Path, arguments: &str) -> Ran {
    let script = format!("trap '' XFSZ; ulimit -f 0; exec \"$PROGRAM\" {arguments}");
    let mut command = Command::new("sh");
    command.current_dir(folder).env("PROGRAM", env!("CARGO_BIN_EXE_planspect")).args(["-c", &script]);
    Ran::new(command.output().unwrap())
}

#[test]
fn a_full_disk_leaves_what_was_there() {
    let text = PLAN.replace("serves: N1;", "serves: N1; due: 2027-13;")
        + "\n<!-- planspect-disable-next PRF001 -- old -->\nEnd.\n";
    let f = Folder::new(&[("plan.md", &text), ("old.json", "old")]);
    for arguments in [
        "check --fix",
        "check --add-suppressions",
        "check --output sarif=old.json",
        "check --baseline old.json --update-baseline",
        "report plan.md -o old.json",
        "score --badge old.json",
        "trace --format xlsx -o old.json",
        "init",
        "new task Answer",
    ] {
        let ran = on_a_full_disk(f.path(), arguments);
        assert!(!ran.err.contains("panicked"), "{arguments}: {}", ran.err);
        assert_eq!(ran.status, 2, "{arguments}: {}{}", ran.out, ran.err);
        assert_eq!(fs::read_to_string(f.path().join("plan.md")).unwrap(), text, "{arguments}");
        assert_eq!(fs::read_to_string(f.path().join("old.json")).unwrap(), "old", "{arguments}");
        let names: Vec<_> = fs::read_dir(f.path()).unwrap().flatten().map(|entry| entry.file_name()).collect();
        let left = names.iter().filter(|name| **name != "plan.md" && **name != "old.json").collect::<Vec<_>>();
        assert!(left.iter().all(|name| fs::metadata(f.path().join(name)).unwrap().is_dir()), "{arguments}: {left:?}");
    }
}

#[test]
fn names_that_are_no_text_are_told_wherever_they_stand() {
    let f = Folder::new(&[("plan.md", PLAN)]);
    let strange = f.path().join(OsStr::from_bytes(b"caf\xe9"));
    fs::create_dir(&strange).unwrap();
    fs::write(strange.join("plan.md"), PLAN).unwrap();
    let ran = f.run(&["check", "-v", "--format", "concise"]).status(1);
    assert!(format!("{}{}", ran.out, ran.err).contains("its name is no UTF-8"), "{}{}", ran.out, ran.err);
    assert!(ran.out.contains("plan.md:"));
    let named = |path: &Path| {
        let program =
            Command::new(env!("CARGO_BIN_EXE_planspect")).current_dir(f.path()).arg("check").arg(path).output();
        let output = program.unwrap();
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    // Asked for by itself it is the root, and what is below it has a name.
    assert_eq!(named(&strange.join("plan.md")).0, Some(1));
    fs::write(f.path().join(OsStr::from_bytes(b"caf\xe9.md")), PLAN).unwrap();
    let (status, said) = named(Path::new(OsStr::from_bytes(b"caf\xe9.md")));
    assert!(status == Some(2) && said.contains("its name is no UTF-8"), "{status:?} {said}");
    // A folder that has the ending of a document is a folder.
    fs::create_dir(f.path().join("folder.md")).unwrap();
    f.run(&["check"]).status(1);
}

#[test]
fn a_server_whose_log_cannot_be_written_still_serves() {
    let f = Folder::new(&[]);
    let ask = r#"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{}}}"#;
    let frame = |body: &str| format!("Content-Length: {}\r\n\r\n{body}", body.len());
    let input = frame(ask)
        + &frame(r#"{"jsonrpc":"2.0","id":2,"method":"shutdown"}"#)
        + &frame(r#"{"jsonrpc":"2.0","method":"exit"}"#);
    let ran = f.run_in(".", &["server", "--log", "/dev/full"], &input);
    assert!(ran.status == 0 && ran.out.contains("\"id\":1"), "{} {} {}", ran.status, ran.out, ran.err);
}
