//! The documentation says what is so: the reference of rules is fresh (`BLESS=1` writes it), and what the guides show
//! has been run. A fenced block says by its info string what it is:
//!
//! - `markdown check=PRF002,KEY006` a plan that gives exactly these findings, `check=` none
//! - `yaml plan check=…` the same as YAML
//! - `yaml rule` a rule whose examples behave; `yaml lexicon` words that the rules of the page know
//! - `yaml config` a configuration that is read without an error, among the files of the page
//! - `… file=PATH` a file for the commands and configurations of the page
//! - `console` commands with what they print; a line `…` stands for any lines, no line for none that is told on standard output
//! - `json of=FILE` a part of what `check FILE --format json` gives; `"…"` stands for any text

#![allow(clippy::unwrap_used, missing_docs)]

mod folder;

use folder::Folder;
use planspect::check::{Options, Today, try_examples};
use planspect::lexicon::{LexiconFile, Vocabulary};
use planspect::plan::Reader;
use planspect::report::{reference, reference_file};
use planspect::rules::{RuleSet, load, pages, statements};
use planspect::workspace::{Memory, Selection, Settings, Shown, Workspace};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

fn docs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs")
}

fn bless() -> bool {
    std::env::var_os("BLESS").is_some()
}

#[test]
fn the_reference_is_fresh() {
    let rules = RuleSet::shipped();
    let folder = docs().join("rules");
    let files = reference(&rules, |rule| pages().get(&*rule.code), statements());
    if bless() {
        // A rule that was renamed leaves no page behind.
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        files.iter().for_each(|file| fs::write(folder.join(&file.name), &file.text).unwrap());
    }
    for file in &files {
        let committed = fs::read_to_string(folder.join(&file.name)).unwrap_or_default();
        assert!(committed == file.text, "docs/rules/{} is stale: run `BLESS=1 cargo test --test docs`", file.name);
    }
    assert_eq!(fs::read_dir(&folder).unwrap().count(), files.len(), "a page of no rule is left in docs/rules");
}

#[test]
fn the_summary_lists_every_page() {
    let path = docs().join("SUMMARY.md");
    let text = fs::read_to_string(&path).unwrap();
    let (head, _) = text.split_once(RULES_MARK).unwrap();
    let rules: String = RuleSet::shipped()
        .known
        .iter()
        .map(|rule| format!("  - [{} {}](rules/{})\n", rule.code, rule.name, reference_file(rule)))
        .collect();
    let fresh = format!("{head}{RULES_MARK}{rules}");
    if bless() {
        fs::write(&path, &fresh).unwrap();
    }
    assert!(
        fs::read_to_string(&path).unwrap() == fresh,
        "docs/SUMMARY.md is stale: run `BLESS=1 cargo test --test docs`"
    );
    for page in guides() {
        let below = page.strip_prefix(docs()).unwrap().to_str().unwrap();
        assert!(fresh.contains(&format!("({below})")), "docs/SUMMARY.md does not list {below}");
    }
}

/// After this line come the pages of rules.
const RULES_MARK: &str = "- [Rules · 规则](rules/README.md)\n";

fn guides() -> Vec<PathBuf> {
    let mut all: Vec<PathBuf> = ["en", "en/editors", "zh", "zh/editors"]
        .iter()
        .flat_map(|language| fs::read_dir(docs().join(language)).unwrap().flatten().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|ending| ending == "md"))
        .collect();
    all.sort();
    all
}

#[test]
fn both_languages_have_the_same_guides() {
    let names = |language: &str| -> Vec<String> {
        let below = docs().join(language);
        guides()
            .iter()
            .filter_map(|path| Some(path.strip_prefix(&below).ok()?.to_string_lossy().into_owned()))
            .collect()
    };
    assert!(names("en").len() >= 6);
    assert_eq!(names("en"), names("zh"));
}

#[test]
fn links_lead_somewhere() {
    let link = regex::Regex::new(r"\]\(([^)#\s]+)").unwrap();
    for page in guides().into_iter().chain(readmes()).chain([docs().join("README.md")]) {
        let text = fs::read_to_string(&page).unwrap();
        for found in link.captures_iter(&text) {
            if !found[1].contains("://") {
                let target = page.parent().unwrap().join(&found[1]);
                assert!(target.exists(), "{}: {} is not there", page.display(), &found[1]);
            }
        }
    }
}

/// A fenced block.
struct Block {
    page: String,
    line: usize,
    info: Vec<String>,
    text: String,
}

impl Block {
    fn is(&self, words: &[&str]) -> bool {
        words.iter().all(|word| self.info.iter().any(|have| have == word))
    }

    fn value(&self, key: &str) -> Option<&str> {
        self.info.iter().find_map(|word| word.strip_prefix(key)?.strip_prefix('='))
    }

    fn place(&self) -> String {
        format!("{}:{}", self.page, self.line)
    }
}

fn blocks(path: &Path) -> Vec<Block> {
    let text = fs::read_to_string(path).unwrap();
    let mut all = Vec::new();
    let mut open: Option<(String, Block)> = None;
    for (number, line) in text.lines().enumerate() {
        match &mut open {
            Some((fence, _)) if line.trim_end() == *fence => all.extend(open.take().map(|(_, block)| block)),
            Some((_, block)) => block.text.push_str(&format!("{line}\n")),
            None if line.starts_with("```") => {
                let info = line.trim_start_matches('`');
                let fence = line[..line.len() - info.len()].to_owned();
                let info = info.split_whitespace().map(str::to_owned).collect();
                let page = path.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap().to_string_lossy().into_owned();
                open = Some((fence, Block { page, line: number + 1, info, text: String::new() }));
            }
            None => {}
        }
    }
    assert!(open.is_none(), "{}: a block is left open", path.display());
    all
}

#[test]
fn what_the_guides_show_is_so() {
    let mut faults = Vec::new();
    let mut tried = 0;
    for page in guides().into_iter().chain(readmes()) {
        let blocks = blocks(&page);
        let files: Vec<(&str, &str)> =
            blocks.iter().filter_map(|block| Some((block.value("file")?, block.text.as_str()))).collect();
        let words: Vec<LexiconFile> = blocks
            .iter()
            .filter(|block| block.is(&["yaml", "lexicon"]))
            .map(|block| serde_yaml::from_str(&block.text).unwrap_or_else(|e| panic!("{}: {e}", block.place())))
            .collect();
        let reader =
            Reader::new(Arc::new(Vocabulary::new(Vocabulary::shipped_files().into_iter().chain(words).collect())));
        let folder = Folder::new(&files);
        for block in &blocks {
            let fault = if let Some(codes) = block.value("check") {
                plan(block, codes)
            } else if block.is(&["yaml", "rule"]) {
                rule(block, &reader)
            } else if block.is(&["yaml", "config"]) {
                Settings::read(Some(("planspect.yaml", &block.text)), &Memory::new(files.iter().copied()))
                    .map(|settings| settings.broken)
                    .map_or_else(|errors| Some(format!("{errors:?}")), |b| (!b.is_empty()).then(|| format!("{b:?}")))
            } else if block.is(&["console"]) {
                console(block, &folder)
            } else if let Some(file) = block.value("of") {
                let actual = folder.json(".", &["check", file, "--format", "json"]);
                lacks(&serde_json::from_str(&block.text).unwrap(), &actual, "")
            } else {
                continue;
            };
            tried += 1;
            faults.extend(fault.map(|fault| format!("{}: {fault}", block.place())));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
    assert!(tried >= 40, "only {tried} blocks say what they are");
}

/// The findings of a plan, checked as a file of its own.
fn plan(block: &Block, codes: &str) -> Option<String> {
    let name = if block.is(&["yaml"]) { "plan.yaml" } else { "plan.md" };
    let files = Memory::new([(name, block.text.as_str())]);
    let root = PathBuf::from("/plans");
    let shown = Shown::new(&root, &root);
    let workspace = Workspace { root, settings: Arc::new(Settings::default()), files: &files, shown };
    let selection = Selection { files: vec![name.to_owned()], ..Selection::default() };
    let options = Options { language: None, ground: false, today: Today::Is(jiff::civil::date(2027, 1, 1)) };
    let report = workspace.judge(&selection, &options);
    if report.plans.is_empty() {
        return Some("is no plan".into());
    }
    let findings = report.plans.iter().flat_map(|part| &part.judgement.findings).filter(|f| f.suppressed.is_none());
    let (mut found, messages): (Vec<&str>, Vec<&str>) = findings.map(|f| (&*f.code, f.message.as_str())).unzip();
    found.sort_unstable();
    let mut wanted: Vec<&str> = codes.split(',').filter(|code| !code.is_empty()).collect();
    wanted.sort_unstable();
    (found != wanted).then(|| format!("gives {found:?}, not {wanted:?}: {messages:?}"))
}

fn rule(block: &Block, reader: &Reader) -> Option<String> {
    match load(&block.text, &reader.vocabulary) {
        Err(errors) => Some(format!("{errors:?}")),
        Ok((rule, examples)) => {
            let faults = try_examples(&rule, &examples, &RuleSet::shipped(), reader);
            (!faults.is_empty()).then(|| faults.iter().map(ToString::to_string).collect())
        }
    }
}

/// Runs commands and compares what they print.
fn console(block: &Block, folder: &Folder) -> Option<String> {
    let mut lines = block.text.lines().peekable();
    while let Some(line) = lines.next() {
        let command = line.strip_prefix("$ ").unwrap_or_else(|| panic!("{}: no command: {line}", block.place()));
        let mut wanted = Vec::new();
        while let Some(line) = lines.next_if(|line| !line.starts_with("$ ")) {
            wanted.push(line.trim_end());
        }
        let words = words(command);
        let (program, arguments) = words.split_first().unwrap();
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let ran = match program.as_str() {
            "planspect" => folder.run(&arguments),
            "git" => folder.git(&arguments),
            other => panic!("{}: what is {other}?", block.place()),
        };
        let got: Vec<&str> = ran.out.lines().map(str::trim_end).collect();
        if !wanted.is_empty() && !matches(&wanted, &got) {
            return Some(format!("`{command}` prints\n{}\n{}", ran.out, ran.err));
        }
        if ran.status == 2 {
            return Some(format!("`{command}` fails\n{}", ran.err));
        }
    }
    None
}

/// The words of a command; what stands in quotes is one.
fn words(command: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for c in command.chars() {
        match c {
            '"' => quoted = !quoted,
            ' ' if !quoted => words.push(String::new()),
            c => words.last_mut().unwrap().push(c),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

fn readmes() -> [PathBuf; 2] {
    ["README.md", "README.zh.md"].map(|name| Path::new(env!("CARGO_MANIFEST_DIR")).join(name))
}

#[test]
fn the_readmes_show_what_is_printed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for readme in readmes() {
        let text = fs::read_to_string(&readme).unwrap();
        let mut shown = text.lines().filter_map(|line| line.strip_prefix("    ")).map(str::trim_end);
        let command = shown.next().unwrap().strip_prefix("$ planspect ").unwrap();
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_planspect"))
            .current_dir(root)
            .env_clear()
            .args(words(command))
            .output()
            .unwrap();
        let printed = String::from_utf8(output.stdout).unwrap();
        let mut printed: Vec<&str> = printed.lines().map(str::trim_end).collect();
        for line in shown {
            // What is shown stands there in this order, with parts left out at `…`.
            let begin = line.split(['…']).next().unwrap().trim_end();
            let at = printed.iter().position(|have| have.starts_with(begin));
            let at = at.unwrap_or_else(|| panic!("{}: {line:?} is not printed", readme.display()));
            printed.drain(..at);
        }
    }
}

#[test]
fn the_commands_of_the_readmes_run() {
    for readme in readmes() {
        let text = fs::read_to_string(&readme).unwrap();
        let plan = include_str!("../examples/faulty/permits.md");
        let mut tried = 0;
        for block in blocks(&readme).iter().filter(|block| block.is(&["sh"])) {
            for line in block.text.lines() {
                let Some(command) = line.split(" #").next().unwrap().trim().strip_prefix("planspect ") else {
                    continue;
                };
                let known = "{\"version\": 1, \"findings\": []}";
                let folder = Folder::new(&[("plans/plan.md", plan), ("known.json", known)]);
                if command.contains("--since") {
                    folder.git(&["init", "--quiet"]).status(0);
                    folder.git(&["add", "--all"]).status(0);
                    folder.git(&["commit", "--quiet", "--message", "start"]).status(0);
                }
                let words = words(command);
                // It never ends by itself; a test of its own is in cli_typed.rs.
                let arguments: Vec<&str> = words.iter().map(String::as_str).filter(|word| *word != "--watch").collect();
                let ran = folder.run(&arguments);
                assert!(ran.status < 2, "{}: {line}\n{}", readme.display(), ran.err);
                tried += 1;
            }
        }
        assert!(text.contains("--watch") && tried >= 9, "{}: {tried} commands", readme.display());
    }
}

#[test]
fn the_roadmap_is_a_plan_that_keeps_every_rule() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = Folder::new(&[("ROADMAP.md", &fs::read_to_string(root.join("ROADMAP.md")).unwrap())]);
    folder.run(&["check", "--select", "all"]).status(0).says("No findings in 1 plan, 1 file");
    let json = folder.json(".", &["check", "--format", "json"]);
    for (kind, least) in [("need", 5), ("goal", 4), ("task", 8), ("measure", 2), ("risk", 2), ("resource", 1)] {
        assert!(
            json["plans"][0]["items"][kind].as_u64().unwrap_or(0) >= least,
            "{kind}: {}",
            json["plans"][0]["items"]
        );
    }
}

/// Whether lines are as wanted; `…` stands for any number of them.
fn matches(wanted: &[&str], got: &[&str]) -> bool {
    match (wanted.split_first(), got.split_first()) {
        (None, rest) => rest.is_none(),
        (Some((&"…", rest)), _) => (0..=got.len()).any(|skipped| matches(rest, &got[skipped..])),
        (Some((first, rest)), Some((have, more))) => first == have && matches(rest, more),
        (Some(_), None) => false,
    }
}

/// What of `wanted` is not so in `actual`.
fn lacks(wanted: &Value, actual: &Value, at: &str) -> Option<String> {
    match (wanted, actual) {
        (Value::String(any), _) if any == "…" => None,
        (Value::Object(wanted), Value::Object(actual)) => wanted.iter().find_map(|(key, value)| {
            let at = format!("{at}/{key}");
            actual.get(key).map_or_else(|| Some(format!("no {at}")), |have| lacks(value, have, &at))
        }),
        (Value::Array(wanted), Value::Array(actual)) if wanted.len() <= actual.len() => {
            wanted.iter().zip(actual).enumerate().find_map(|(n, (a, b))| lacks(a, b, &format!("{at}/{n}")))
        }
        (wanted, actual) => (wanted != actual).then(|| format!("{at} is {actual}")),
    }
}
