//! The program as somebody runs it at a terminal: questions, Ctrl-C, `--watch`, links.

#![cfg(unix)]
#![allow(clippy::unwrap_used, missing_docs)]

mod folder;

use folder::{Folder, PLAN};
use rexpect::session::{PtySession, spawn_command};
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

/// A busy machine is slow; what never comes fails after this.
const PATIENCE: u64 = 120_000;

const DOWN: &str = "\u{1b}[B";
const ENTER: &str = "\r";

fn typed(f: &Folder, variables: &[(&str, &str)], arguments: &[&str]) -> PtySession {
    let mut command = Command::new(env!("CARGO_BIN_EXE_planspect"));
    command.current_dir(f.path()).env_clear().env("TERM", "xterm").envs(variables.iter().copied()).args(arguments);
    spawn_command(command, Some(PATIENCE)).unwrap()
}

/// Words as the terminal's reader has them, which takes each byte for a character.
fn seen(words: &str) -> String {
    words.bytes().map(char::from).collect()
}

fn answer(terminal: &mut PtySession, question: &str, keys: &str) {
    terminal.exp_string(&seen(question)).unwrap();
    terminal.send(keys).unwrap();
    terminal.flush().unwrap();
}

fn read(f: &Folder, path: &str) -> String {
    std::fs::read_to_string(f.path().join(path)).unwrap()
}

#[test]
fn init_asks_what_it_must_know() {
    let f = Folder::new(&[]);
    let mut terminal = typed(&f, &[], &["init"]);
    answer(&mut terminal, "Language of the plan", &format!("{DOWN}{ENTER}"));
    answer(&mut terminal, "规划的格式", &format!("{DOWN}{ENTER}"));
    answer(&mut terminal, "谁的规划", &format!("{DOWN}{ENTER}"));
    terminal.exp_string(&seen("plans/plan.yaml：已写入")).unwrap();
    terminal.exp_eof().unwrap();
    let json = f.json(".", &["check", "--select", "all", "--format", "json"]);
    assert_eq!(json["findings"], serde_json::json!([]));
    assert_eq!((&json["plans"][0]["language"], &json["plans"][0]["profile"]), (&"zh".into(), &"project".into()));
}

#[test]
fn init_asks_only_what_is_not_said_and_before_it_overwrites() {
    let f = Folder::new(&[("planspect.yaml", "ignore: [KEY]\n"), (".editorconfig", "root = false\n")]);
    let mut terminal = typed(&f, &[], &["init", "--lang", "en", "--format", "md"]);
    answer(&mut terminal, "Who plans", ENTER);
    answer(&mut terminal, "planspect.yaml is there. Overwrite it?", "y");
    answer(&mut terminal, ".editorconfig is there. Overwrite it?", "n");
    terminal.exp_string("planspect.yaml: written").unwrap();
    terminal.exp_string(".editorconfig: is there, left alone").unwrap();
    terminal.exp_eof().unwrap();
    assert!(read(&f, "planspect.yaml").contains("plans/plan.md"));
    assert_eq!(read(&f, ".editorconfig"), "root = false\n");
}

#[test]
fn init_that_is_broken_off_writes_nothing() {
    let f = Folder::new(&[("planspect.yaml", "ignore: [KEY]\n")]);
    let mut terminal = typed(&f, &[], &["init", "--lang", "en", "--format", "md", "--profile", "project"]);
    terminal.exp_string("Overwrite it?").unwrap();
    terminal.send_control('c').unwrap();
    terminal.exp_eof().unwrap();
    assert_eq!(std::fs::read_dir(f.path()).unwrap().count(), 1);
    assert_eq!(read(&f, "planspect.yaml"), "ignore: [KEY]\n");
}

#[test]
fn a_new_rule_by_questions() {
    let f = Folder::new(&[("planspect.yaml", "rule-paths: [rules/]\n")]);
    let mut terminal = typed(&f, &[], &["rules", "new", "--lang", "en"]);
    answer(&mut terminal, "Code", ENTER);
    answer(&mut terminal, "Name", &format!("loose-end{ENTER}"));
    answer(&mut terminal, "What does it look at?", &format!("{DOWN}{ENTER}"));
    answer(&mut terminal, "What does it judge", ENTER);
    answer(&mut terminal, "How grave", &format!("{DOWN}{ENTER}"));
    answer(&mut terminal, "Which principle", ENTER);
    terminal.exp_string("rules/").unwrap();
    terminal.exp_eof().unwrap();
    f.run(&["rules", "test"]).status(0).says("0 misbehave");
    let rules: Vec<_> = std::fs::read_dir(f.path().join("rules")).unwrap().flatten().map(|e| e.path()).collect();
    let rule = rules.iter().find(|path| path.extension().is_some_and(|ending| ending == "yaml")).unwrap();
    let text = std::fs::read_to_string(rule).unwrap();
    assert!(text.contains("code: X001\n") && text.contains("severity: error\n"), "{text}");
}

#[test]
fn codes_are_links_on_a_terminal_only() {
    let f = Folder::new(&[("plan.md", PLAN), ("planspect.yaml", "docs-url: https://plans.example.org/rules/\n")]);
    let page = "https://plans.example.org/rules/PRF002-task-without-need.html";
    let shown = typed(&f, &[], &["check"]).exp_eof().unwrap();
    assert!(shown.contains(&format!("\u{1b}]8;;{page}\u{1b}\\")), "{shown:?}");
    for (variables, arguments) in [(&[("NO_COLOR", "1")][..], &["check"][..]), (&[], &["check", "--color", "never"])] {
        let shown = typed(&f, variables, arguments).exp_eof().unwrap();
        // The line that says that it works clears itself, which is no colour.
        let styled = ["\u{1b}]8", "\u{1b}[1", "\u{1b}[3", "\u{1b}[0m"].iter().any(|style| shown.contains(style));
        assert!(shown.contains("PRF002") && !styled, "{shown:?}");
    }
    let piped = f.run(&["check", "--color", "always"]).status(1);
    assert!(piped.out.contains("\u{1b}[") && !piped.out.contains("\u{1b}]8"), "{:?}", piped.out);
}

/// A run that goes on, and its lines as they come.
struct Watching {
    child: Child,
    lines: Receiver<String>,
}

impl Watching {
    fn start(f: &Folder, arguments: &[&str]) -> Self {
        let program = env!("CARGO_BIN_EXE_planspect");
        // What runs tests in the background may have turned interrupts off for all that it starts.
        let mut command = if cfg!(target_os = "linux") {
            let mut env = Command::new("/usr/bin/env");
            env.args(["--default-signal=INT", program]);
            env
        } else {
            Command::new(program)
        };
        let mut child = command
            .current_dir(f.path())
            .env_clear()
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let (send, lines) = channel();
        let (out, err) = (child.stdout.take().unwrap(), child.stderr.take().unwrap());
        let also = send.clone();
        std::thread::spawn(move || BufReader::new(out).lines().map_while(Result::ok).try_for_each(|l| send.send(l)));
        std::thread::spawn(move || BufReader::new(err).lines().map_while(Result::ok).try_for_each(|l| also.send(l)));
        Self { child, lines }
    }

    /// Waits for a line; gives those before it.
    fn until(&self, words: &str) -> Vec<String> {
        let mut before = Vec::new();
        loop {
            match self.lines.recv_timeout(Duration::from_millis(PATIENCE)) {
                Ok(line) if line.contains(words) => return before,
                Ok(line) => before.push(line),
                Err(error) => panic!("{words:?} never comes ({error}): {before:?}"),
            }
        }
    }

    /// Ctrl-C.
    fn interrupt(&mut self) {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-INT", &id]).status().unwrap().success());
    }

    fn ends(&mut self) {
        let since = Instant::now();
        while self.child.try_wait().unwrap().is_none() {
            assert!(since.elapsed() < Duration::from_millis(PATIENCE), "it goes on");
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        // Where the test failed, nothing is left running.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn watching_checks_again_and_ends_on_an_interrupt() {
    let f = Folder::new(&[("plan.md", PLAN)]);
    let arguments = ["check", "--watch", "--select", "PRF002", "--format", "concise", "--lang", "en", "-o", "out.txt"];
    let mut watching = Watching::start(&f, &arguments);
    watching.until("waiting for changes");
    assert!(read(&f, "out.txt").contains("PRF002"));
    f.write("plan.md", PLAN.replace("logo (owner", "logo (serves: N1; owner").as_bytes());
    // The system may tell of one change several times.
    while !read(&f, "out.txt").starts_with("No findings in 1 plan") {
        watching.until("waiting for changes");
    }
    // A configuration that comes counts too.
    f.write("planspect.yaml", b"foo: 1\n");
    watching.until("foo");
    watching.until("waiting for changes");
    watching.interrupt();
    watching.ends();
}

#[test]
fn an_interrupted_run_leaves_no_half_written_file() {
    let many: String =
        (1..60).map(|n| format!("- **T{n}** Redesign logo {n} (owner: Press Office; by: 2027-09)\n")).collect();
    let plan = format!("{PLAN}{many}");
    let f = Folder::new(&[("plan.md", &plan)]);
    let arguments =
        ["check", "--select", "PRF,KEY,PLN", "--format", "json", "-o", "out.json", "--add-suppressions=x", "-q"];
    f.run(&arguments).status(0);
    let (report, after) = (read(&f, "out.json"), read(&f, "plan.md"));
    assert!(serde_json::from_str::<serde_json::Value>(&report).is_ok() && after != plan);
    for pause in [5, 50, 100, 200, 400, 800] {
        f.write("plan.md", plan.as_bytes());
        let mut run = Watching::start(&f, &arguments);
        std::thread::sleep(Duration::from_millis(pause));
        run.interrupt();
        run.ends();
        assert_eq!(read(&f, "out.json"), report, "{pause}");
        let now = read(&f, "plan.md");
        assert!(now == plan || now == after, "{pause}: {now}");
    }
}
