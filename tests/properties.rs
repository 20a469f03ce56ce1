//! What must hold of any text: nothing breaks, order and number of threads change nothing, nor do line ends.

#![allow(clippy::unwrap_used, missing_docs)]

use planspect::check::{Neighbours, Options, Today, judge};
use planspect::plan::{self, Declaration, Plan, Reader};
use planspect::report::{Format as _, Json, Run, View, facts};
use planspect::rules::RuleSet;
use planspect::syntax::Format;
use planspect::text::{FileId, SourceFile};
use planspect::workspace::{Keep, Memory, Overrides, PlanFiles, Report, Selection, Settings, Shown, Workspace};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

fn options() -> Options {
    Options { language: None, ground: true, today: Today::Is(jiff::civil::Date::constant(2027, 1, 1)) }
}

/// Everything is judged, also what no default rule asks.
fn all_rules() -> RuleSet {
    RuleSet::shipped().select(&["all".to_owned()], &[], &[], &[])
}

/// The plans of `tests/corpus`, by path.
static CORPUS: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    let base = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let mut found = BTreeMap::new();
    let mut waiting = vec![base.clone()];
    while let Some(folder) = waiting.pop() {
        for entry in std::fs::read_dir(folder).unwrap().flatten() {
            let path: PathBuf = entry.path();
            if path.is_dir() {
                waiting.push(path);
            } else if path.extension().is_some_and(|e| e == "md" || e == "yaml") && !path.ends_with("labels.yaml") {
                let name = path.strip_prefix(&base).unwrap().to_string_lossy().replace('\\', "/");
                found.insert(name, std::fs::read_to_string(&path).unwrap());
            }
        }
    }
    found
});

static READER: LazyLock<Reader> = LazyLock::new(Reader::shipped);

fn plan_of(path: &str, text: &str) -> Plan {
    let format = if path.ends_with(".yaml") { Format::Yaml } else { Format::Markdown };
    let document = plan::read(SourceFile::new(FileId(0), path, text), format, &READER);
    plan::assemble(vec![Arc::new(document)], &Declaration { declared: true, ..Declaration::default() }, &READER)
}

fn report_of(files: Memory) -> Report {
    let root = PathBuf::from("/plans");
    let over = Overrides { select: vec!["all".to_owned()], ..Overrides::default() };
    let settings = Arc::new(Settings::default().with(&over));
    let shown = Shown::new(&root, &root);
    Workspace { root, settings, files: &files, shown }.judge(&Selection::all(), &options())
}

/// Every rule that looks at one plan alone; with `all_at_once` a declared plan without files makes it join all documents
/// at once.
fn settings_for_folders(all_at_once: bool) -> Arc<Settings> {
    let known = RuleSet::shipped().known.clone();
    let beyond = known.iter().filter(|rule| rule.reaches_workspace()).map(|rule| rule.code.to_string());
    let over = Overrides { select: vec!["all".to_owned()], ignore: beyond.collect(), ..Overrides::default() };
    let mut settings = Settings::default().with(&over);
    if all_at_once {
        settings.plans.push(PlanFiles { declaration: Declaration::default(), files: globset::GlobSet::empty() });
    }
    Arc::new(settings)
}

fn json(report: Report) -> String {
    let mut out = Vec::new();
    Json.write(&Run { reports: vec![report], view: View::default() }, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn corpus() -> Memory {
    Memory::new(CORPUS.iter().map(|(path, text)| (path.as_str(), text.as_str())))
}

/// Folders are read and judged each by itself, and plans that are judged are not kept whole; neither shows. Among them
/// are documents that name their plan, beside such as do not and in folders of their own, and some that are no text.
#[test]
fn folder_by_folder_is_as_all_at_once() {
    let named = |text: &str| format!("---\nplan: Shared\n---\n{text}");
    let texts: Vec<(&String, &String)> = CORPUS.iter().filter(|(path, _)| path.ends_with(".md")).take(12).collect();
    let mut files: BTreeMap<String, Vec<u8>> =
        CORPUS.iter().map(|(path, text)| (path.clone(), text.clone().into_bytes())).collect();
    for (at, (_, text)) in texts.into_iter().enumerate() {
        files.insert(format!("numbered/0{at}-part.md"), text.clone().into_bytes());
        files.insert(format!("mixed/0{at}-part.md"), if at % 5 == 2 { named(text) } else { text.clone() }.into_bytes());
        files.insert(format!("far/{at}/part.md"), if at % 3 == 0 { named(text) } else { text.clone() }.into_bytes());
    }
    files.insert("mixed/broken.md".to_owned(), b"# Plan \xff\n\n## Tasks\n\n- Build \xfe\n".to_vec());
    let files = Memory(files);
    let some = Selection {
        folders: vec!["far/3".to_owned()],
        files: vec!["mixed/02-part.md".to_owned()],
        ..Selection::default()
    };
    let judged = |all_at_once, selection: &Selection| {
        let (root, settings) = (PathBuf::from("/plans"), settings_for_folders(all_at_once));
        let shown = Shown::new(&root, &root);
        json(Workspace { root, settings, files: &files, shown }.judge(selection, &options()))
    };
    for selection in [Selection::all(), some] {
        let whole = judged(true, &selection);
        for keep in [Keep::Whole, Keep::Texts, Keep::Places] {
            let selection = Selection { keep, ..selection.clone() };
            assert!(judged(false, &selection) == whole, "{keep:?}");
        }
    }
}

#[test]
fn any_number_of_threads_finds_the_same() {
    let with = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| json(report_of(corpus())))
    };
    let one = with(1);
    assert!(one.len() > 10_000);
    assert_eq!(one, with(2));
    assert_eq!(one, with(7));
}

/// The program itself: as many threads as it is told, paths in any order, from whatever folder.
#[test]
fn output_is_the_same_to_the_byte() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join(".git")).unwrap();
    for (path, text) in CORPUS.iter() {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    let run = |threads: &str, format: &str, paths: &[&str]| {
        let mut program = std::process::Command::new(env!("CARGO_BIN_EXE_planspect"));
        program.current_dir(folder.path()).env_clear().env("RAYON_NUM_THREADS", threads);
        let output = program.args(["check", "--select", "all", "--format", format]).args(paths).output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
        output.stdout
    };
    let mut folders: Vec<&str> = CORPUS.keys().filter_map(|path| path.split('/').next()).collect();
    folders.dedup();
    assert!(folders.len() > 1);
    let backwards: Vec<&str> = folders.iter().rev().copied().collect();
    for format in ["json", "full", "sarif", "junit"] {
        let one = run("1", format, &folders);
        assert!(one.len() > 10_000, "{format}");
        assert!(one == run("2", format, &folders), "{format}: two threads");
        assert!(one == run("5", format, &backwards), "{format}: five threads, paths the other way round");
    }
}

#[test]
fn a_plan_is_judged_the_same_whatever_stands_beside_it() {
    // Files of other folders come before and after it, so that every number of a file changes.
    let (path, text) = CORPUS.iter().find(|(path, _)| path.ends_with(".md") && !path.contains("not-plans")).unwrap();
    let alone = report_of(Memory::new([("m/plan.md", text.as_str())]));
    let among = report_of(Memory::new([
        ("a/notes.md", "# Notes\n\nNothing.\n"),
        ("m/plan.md", text.as_str()),
        (
            "z/other.md",
            "# Plan of the museum\n\n## Goals\n\n- Open on Mondays\n- Sell tickets online\n- Mend the roof\n",
        ),
    ]));
    let of = |report: &Report| {
        let part = report.plans.iter().find(|part| &*part.plan.documents[0].source.path == "m/plan.md").unwrap();
        let shown =
            part.judgement.findings.iter().map(|f| (f.code.clone(), f.message.clone(), f.span.start, f.span.end));
        shown.collect::<Vec<_>>()
    };
    assert_eq!(of(&alone), of(&among), "{path}");
}

/// The facts of a text as JSON, without places (they count line ends).
fn stated(path: &str, text: &str) -> serde_json::Value {
    let report = report_of(Memory::new([(path, text)]));
    let mut out = Vec::new();
    facts(&Run { reports: vec![report], view: View::default() }, &mut out).unwrap();
    let mut value: serde_json::Value = serde_json::from_slice(&out).unwrap();
    without_places(&mut value);
    value
}

fn without_places(value: &mut serde_json::Value) {
    match value {
        serde_json::Value::Object(map) => {
            map.remove("at");
            map.values_mut().for_each(without_places);
        }
        serde_json::Value::Array(all) => all.iter_mut().for_each(without_places),
        serde_json::Value::String(text) => *text = text.replace("\r\n", "\n"),
        _ => {}
    }
}

#[test]
fn line_ends_change_no_fact() {
    for (path, text) in CORPUS.iter() {
        let unix = text.replace("\r\n", "\n");
        let dos = unix.replace('\n', "\r\n");
        assert_eq!(stated(path, &unix), stated(path, &dos), "{path}");
    }
}

/// A text of the corpus with a few pieces cut out, doubled or replaced.
fn spoiled() -> impl Strategy<Value = (String, String)> {
    let count = CORPUS.len();
    let edits = proptest::collection::vec((0usize..1_000_000, 0usize..60, 0usize..14), 0..6);
    (0..count, edits).prop_map(|(which, edits)| {
        const PIECES: [&str; 14] =
            ["", "\n", "\r", "|", "- ", "# ", "**", "(", "：", "\u{feff}", "T1", "<!--", "---\n", "\u{3000}"];
        let (path, text) = CORPUS.iter().nth(which).unwrap();
        let mut text = text.clone();
        for (at, len, piece) in edits {
            let floor = |mut at: usize| {
                at = at.min(text.len());
                while !text.is_char_boundary(at) {
                    at -= 1;
                }
                at
            };
            let start = floor(at % (text.len() + 1));
            let end = floor(start + len).max(start);
            text.replace_range(start..end, PIECES[piece]);
        }
        (path.clone(), text)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn every_place_lies_in_its_text((path, text) in spoiled()) {
        let plan = plan_of(&path, &text);
        let judgement = judge(&plan, &Neighbours::default(), &all_rules(), &READER.vocabulary, &options());
        for finding in &judgement.findings {
            for span in finding.related.iter().map(|r| r.span).chain([finding.span]) {
                prop_assert!(text.get(span.range()).is_some(), "{}: {span:?}", finding.code);
            }
        }
        for item in &plan.facts.items {
            prop_assert!(text.get(item.title.range()).is_some() && text.get(item.span.range()).is_some());
        }
    }
}
