//! A plan repository is untrusted input: each claim of SECURITY.md, tried on the program itself.

#![cfg(unix)]
#![allow(clippy::unwrap_used, missing_docs)]

mod folder;

use folder::{Folder, PLAN};
use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::path::Path;
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

/// What stands in a file outside must not come out in a message about the configuration, a rule or a plan.
#[test]
fn a_configuration_that_is_a_link_out_of_the_root_is_not_read() {
    let f = beside();
    fs::remove_file(f.path().join("root/planspect.yaml")).unwrap();
    symlink("../secret/rule.yaml", f.path().join("root/planspect.yaml")).unwrap();
    fs::create_dir(f.path().join("root/.git")).unwrap();
    for arguments in [&["check"][..], &["config", "show"], &["rules", "list"], &["rules", "lint"]] {
        let ran = f.run_in("root", arguments, "");
        let said = format!("{}{}", ran.out, ran.err);
        assert!(said.contains("leads out of the root folder"), "{arguments:?}: {said}");
        assert!(!said.contains("SECRET1"), "{arguments:?}: {said}");
    }
}

/// A plan names files; none of them is opened. A pipe would be waited for.
#[test]
fn what_a_plan_links_to_is_not_opened() {
    let plan = PLAN.to_owned() + "\n[a](pipe) ![b](pipe) <file:pipe>\n\n[c]: pipe\n";
    let f = Folder::new(&[("plan.md", &plan)]);
    assert!(Command::new("mkfifo").arg(f.path().join("pipe")).status().unwrap().success());
    f.run(&["check"]).status(1);
    f.run(&["report", "plan.md", "-o", "plan.html"]).status(0);
}

#[test]
fn nothing_is_written_through_a_link_out_of_the_root() {
    let f = beside();
    symlink("../secret", f.path().join("root/rules")).unwrap();
    symlink("../secret", f.path().join("root/plans")).unwrap();
    symlink("../secret/new.yaml", f.path().join("root/.pre-commit-config.yaml")).unwrap();
    symlink("../secret/plan.md", f.path().join("root/link.md")).unwrap();
    fs::write(f.path().join("secret/plan.md"), PLAN.replace("2027-09", "2027-13")).unwrap();
    let before: Vec<_> = fs::read_dir(f.path().join("secret")).unwrap().flatten().map(|e| e.file_name()).collect();
    let text = fs::read(f.path().join("secret/plan.md")).unwrap();
    f.run_in("root", &["rules", "new", "--code", "OWN001", "--name", "own"], "").status(2).warns("leads out");
    f.run_in("root", &["init", "--yes"], "");
    f.run_in("root", &["check", "--fix", "--unsafe-fixes"], "");
    f.run_in("root", &["check", "--add-suppressions"], "");
    let after: Vec<_> = fs::read_dir(f.path().join("secret")).unwrap().flatten().map(|e| e.file_name()).collect();
    assert_eq!(before, after);
    assert_eq!(fs::read(f.path().join("secret/plan.md")).unwrap(), text);
}

/// A folder in the tree that git would take for a bare repository, with a configuration that names programs.
#[test]
fn a_repository_in_the_tree_cannot_have_git_run_programs() {
    let f = Folder::new(&[("root/plan.md", PLAN)]);
    f.git(&["init", "-q", "work"]).status(0);
    f.write("work/plan.md", PLAN.as_bytes());
    f.git(&["-C", "work", "add", "."]).status(0);
    f.git(&["-C", "work", "commit", "-qm", "one"]).status(0);
    f.git(&["clone", "-q", "--bare", "work", "root/evil"]).status(0);
    f.write("root/evil/planspect.yaml", b"");
    f.write("root/evil/plan.md", PLAN.as_bytes());
    let object = f.git(&["-C", "work", "rev-parse", "HEAD:plan.md"]).status(0).out.trim().to_owned();
    let marker = f.path().join("ran");
    let program = format!("sh -c 'echo > {}'", marker.display());
    for (key, value) in [
        ("core.fsmonitor", program.as_str()),
        ("core.sshCommand", &program),
        ("core.pager", &program),
        ("diff.external", &program),
        ("extensions.partialClone", "evil"),
        ("remote.evil.promisor", "true"),
        ("remote.evil.url", "ssh://evil.example.org/x"),
        ("protocol.ext.allow", "always"),
    ] {
        f.git(&["-C", "root/evil", "config", key, value]).status(0);
    }
    // An object that is missing would be fetched.
    f.git(&["-C", "root/evil", "unpack-objects", "-q"]);
    let _ = fs::remove_file(f.path().join("root/evil/objects").join(&object[..2]).join(&object[2..]));
    let ran = f.run_in("root/evil", &["check", "--since", "HEAD"], "");
    assert!(!marker.exists(), "git ran a program that the tree names: {}{}", ran.out, ran.err);
    ran.status(2).warns("git repository");
}

/// What the kernel sees of a check: no connection, no program.
#[test]
fn a_check_opens_no_connection_and_starts_no_program() {
    let f = Folder::new(&[("plan.md", PLAN), ("planspect.yaml", "docs-url: https://plans.example.org/rules\n")]);
    let traced = Command::new("strace")
        .args([
            "-f",
            "-qq",
            "-e",
            "trace=%network,execve,execveat",
            "-o",
            "calls",
            env!("CARGO_BIN_EXE_planspect"),
            "check",
        ])
        .current_dir(f.path())
        .output();
    let Ok(calls) = traced.and_then(|_| fs::read_to_string(f.path().join("calls"))) else {
        eprintln!("skipped: strace is not installed");
        return;
    };
    let calls: Vec<&str> = calls.lines().filter(|line| line.contains('(')).collect();
    assert_eq!(calls.len(), 1, "{calls:#?}");
    assert!(calls[0].contains("execve(") && calls[0].contains("planspect"), "{calls:?}");
}

#[test]
fn no_source_speaks_to_the_network_and_two_start_programs() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut waiting = vec![root.join("src")];
    let mut starts = Vec::new();
    while let Some(path) = waiting.pop() {
        if path.is_dir() {
            waiting.extend(fs::read_dir(path).unwrap().flatten().map(|entry| entry.path()));
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap();
        for word in ["std::net", "tokio::net", "TcpStream", "UdpSocket", "UnixStream", "TcpListener"] {
            assert!(!code.contains(word), "{}: {word}", path.display());
        }
        if code.contains("Command::new(") {
            starts.push(path.strip_prefix(root.join("src")).unwrap().to_owned());
        }
    }
    starts.sort();
    assert_eq!(starts, [Path::new("server/process.rs"), Path::new("workspace/git.rs")]);
    // Nor can it: what would open a socket for tokio is not built in.
    let manifest = fs::read_to_string(root.join("Cargo.toml")).unwrap();
    let tokio = manifest.lines().find(|line| line.starts_with("tokio = ")).unwrap();
    assert!(!tokio.contains("\"net\"") && !tokio.contains("\"full\"") && !tokio.contains("\"process\""), "{tokio}");
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

/// A rule of the repository, with words that would command whatever shows them.
#[test]
fn words_of_rules_stay_words_in_every_format() {
    let f = Folder::new(&[("plan.md", PLAN)]);
    f.run(&["rules", "new", "--code", "OWN001", "--name", "own-rule"]).status(0);
    let path = f.path().join("rules/own-rule.yaml");
    let rule = fs::read_to_string(&path).unwrap();
    let evil = r#""\e[2J\u202e</script><script>alert(1)</script> | [y](javascript:z)\n::error::owned {title}""#;
    let lines = rule.lines().map(|line| match line.trim_start() {
        words if words.starts_with("en: ") => format!("{}en: {evil}", &line[..line.len() - words.len()]),
        _ => line.to_owned(),
    });
    let text = lines.collect::<Vec<_>>().join("\n");
    assert!(text.contains("owned {title}"), "{text}");
    fs::write(&path, text).unwrap();
    f.write(
        "planspect.yaml",
        b"rule-paths: [rules/]\nselect: [OWN001, PRF002]\ndocs-url: \"javascript:alert(1)//{code}\"\n",
    );
    for arguments in [
        &["check", "--format", "full"][..],
        &["check", "--format", "concise"],
        &["check", "--format", "github"],
        &["check", "--format", "markdown"],
        &["check", "--format", "sarif"],
        &["check", "--format", "gitlab"],
        &["check", "--format", "junit"],
        &["check", "--format", "json"],
        &["explain", "OWN001"],
        &["rules", "list"],
        &["rules", "test"],
        &["rules", "lint"],
        &["score", "--explain"],
        &["report", "plan.md", "-o", "-"],
    ] {
        let ran = f.run(arguments);
        for (stream, said) in [("out", &ran.out), ("err", &ran.err)] {
            assert!(!said.contains('\u{1b}') && !said.contains('\u{7}'), "{arguments:?} {stream}: {said}");
            assert!(said.lines().all(|line| !line.starts_with("::error::owned")), "{arguments:?} {stream}: {said}");
        }
        if ["markdown", "junit", "report"].iter().any(|page| arguments.contains(page)) {
            assert!(
                !ran.out.contains("<script>alert") && !ran.out.contains("href=\"javascript:"),
                "{arguments:?}: {}",
                ran.out
            );
        }
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

/// A root with a rule of its own, whose terms are these.
fn with_terms(terms: &str) -> Folder {
    let f = Folder::new(&[("plan.md", PLAN)]);
    f.run(&["rules", "new", "--code", "BIG001", "--name", "too-big"]).status(0);
    f.write("planspect.yaml", b"rule-paths: [rules/]\n");
    let path = f.path().join("rules/too-big.yaml");
    let rule = fs::read_to_string(&path).unwrap();
    let from = rule.find("when: {").unwrap();
    let to = from + rule[from..].find('\n').unwrap();
    fs::write(&path, format!("{}when: {terms}{}", &rule[..from], &rule[to..])).unwrap();
    f
}

/// Five levels of nine references each to the level below stand for 7,000 conditions.
#[test]
fn aliases_do_not_make_a_rule_endless() {
    let levels: Vec<String> = (1..5)
        .map(|level| {
            let below = vec![format!("*a{}", level - 1); 9].join(", ");
            format!("&a{level} {{any: [{below}]}}")
        })
        .collect();
    let f = with_terms(&format!("{{any: [&a0 {{text: ['/a/']}}, {}]}}", levels.join(", ")));
    let ran = f.run(&["check", "--format", "concise"]).status(2).warns("more than 1000 conditions and terms");
    assert!(ran.out.contains("PRF002"), "the other rules go on: {}", ran.out);
    // The reader itself refuses so many.
    let text = |levels: usize| {
        let level = |n: usize| format!("a{n}: &a{n} [{}]\n", vec![format!("*a{}", n - 1); 9].join(", "));
        format!("a0: &a0 x\n{}", (1..levels).map(level).collect::<String>())
    };
    for (path, key, head) in
        [("rules/bomb.yaml", "rule-paths", "code: BIG002"), ("words.yaml", "lexicon-paths", "language: en")]
    {
        f.write("planspect.yaml", format!("{key}: [{path}]\n").as_bytes());
        f.write(path, format!("{head}\n{}", text(40)).as_bytes());
        f.run(&["check", "--format", "concise"]).status(2).warns("a0");
    }
    f.write("planspect.yaml", text(40).as_bytes());
    f.run(&["check", "--format", "concise"]).status(2).warns("unknown key");
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

/// Thousands of faults would each be shown with the file.
#[test]
fn a_configuration_that_is_wrong_throughout_is_told_in_part() {
    let f = Folder::new(&[("plan.md", PLAN)]);
    let severity: String = (0..3_000).map(|number| format!("  X{number}: error\n")).collect();
    f.write("planspect.yaml", format!("severity:\n{severity}").as_bytes());
    let ran = f.run(&["check"]).status(2).warns("2900 further faults are not listed");
    assert_eq!(ran.err.matches("unknown rule or set of rules").count(), 100);

    let headings: String = (0..3_000).map(|number| format!("  kind{number}: [a]\n")).collect();
    f.write("words.yaml", format!("language: en\nheadings:\n{headings}").as_bytes());
    f.write("planspect.yaml", b"lexicon-paths: [words.yaml]\n");
    let ran = f.run(&["check", "--format", "concise"]).status(2).warns("further faults are not listed");
    assert!(ran.out.contains("PRF002"), "the rest is checked: {}", ran.out);

    let missing: Vec<String> = (0..2_000).map(|number| format!("none{number}.yaml")).collect();
    f.write("planspect.yaml", format!("rule-paths: [{}]\n", missing.join(", ")).as_bytes());
    f.run(&["check"]).status(2).warns("1900 further faults are not listed");
}

/// Seven packs that each extend the next twenty times come to a thousand million.
#[test]
fn packs_that_extend_many_packs_end() {
    let f = Folder::new(&[("plan.md", PLAN), ("p7.yaml", "{}\n"), ("planspect.yaml", "extends: p1.yaml\n")]);
    for number in 1..7 {
        let next = vec![format!("p{}.yaml", number + 1); 20].join(", ");
        f.write(&format!("p{number}.yaml"), format!("extends: [{next}]\n").as_bytes());
    }
    f.run(&["check"]).status(2).warns("more than 64 packs in all");
    f.write("p1.yaml", format!("extends: [{}]\n", vec!["p7.yaml"; 60].join(", ")).as_bytes());
    f.run(&["check"]).status(1);
}

#[test]
fn patterns_of_paths_have_a_bound() {
    let f = Folder::new(&[("plan.md", PLAN)]);
    let include = |number: usize| {
        let all: Vec<String> = (0..number).map(|number| format!("plans-{number:06}/**/*.md")).collect();
        format!("include: [plan.md, {}]\n", all.join(", "))
    };
    f.write("planspect.yaml", include(1_000).as_bytes());
    f.run(&["check"]).status(1);
    f.write("planspect.yaml", include(10_000).as_bytes());
    f.run(&["check"]).status(2).warns("the patterns of paths are longer than 128 KiB together");
}

#[test]
fn a_file_of_settings_has_a_bound_of_values_and_levels() {
    let f = Folder::new(&[("plan.md", PLAN)]);
    let too_much = "more values, levels or aliases than are read";
    f.write("planspect.yaml", format!("exclude:\n{}", "- a\n".repeat(250_000)).as_bytes());
    f.run(&["check"]).status(2).warns(too_much);
    f.write("planspect.yaml", format!("exclude: {}{}", "[".repeat(65), "]".repeat(65)).as_bytes());
    f.run(&["check"]).status(2);
    let folder = "a/".repeat(100_000);
    f.write("planspect.yaml", format!("rule-paths: {}{folder}{}", "[".repeat(5_000), "]".repeat(5_000)).as_bytes());
    f.run(&["check"]).status(2);
}

/// Each count in a count goes through the plan once more for each task: 400 tasks are 11 million looks, and with a third
/// count, a thousand million.
#[test]
fn a_rule_that_looks_at_too_much_is_given_up() {
    let f = with_terms(
        "{any: [{text: ['/as soon as possible/', /尽快/]}, {count: {of: earlier task, at-least: 5000, where: {count: {of: earlier task, where: {count: {of: earlier task}}}}}}]}",
    );
    let tasks = |number: usize| {
        let tasks: String = (4..number)
            .map(|number| {
                format!("- **T{number}** Answer letter {number} (serves: N1; owner: Permit Office; by: 2027-09)\n")
            })
            .collect();
        format!("{PLAN}{tasks}")
    };
    f.write("plan.md", tasks(400).as_bytes());
    f.write("small.md", tasks(10).as_bytes());
    for (language, said) in [
        ("en", "BIG001 has looked at more than 10000000 members of its sets"),
        ("zh", "BIG001在这里查看的成员超过10000000个"),
    ] {
        let ran = f.run(&["check", "--format", "concise", "--lang", language]).status(1);
        let told: Vec<&str> = ran.out.lines().filter(|line| line.contains(said)).collect();
        assert!(matches!(told[..], [one] if one.starts_with("plan.md:1:3: error PLN006")), "{}", ran.out);
        assert!(ran.out.contains("PRF002"), "the other rules go on: {}", ran.out);
    }
}
