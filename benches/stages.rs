//! Each stage by itself, in bytes a second: `cargo bench --bench stages`.

#![allow(clippy::unwrap_used, missing_docs)]

mod texts;

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use planspect::check::{Neighbours, Options, Today, judge};
use planspect::lexicon::{Prose, ProseBuilder};
use planspect::plan::{self, Declaration, Document, Plan, Reader};
use planspect::report::{Format as _, Json, Run, View};
use planspect::rules::RuleSet;
use planspect::syntax::{self, Format};
use planspect::text::{FileId, SourceFile};
use planspect::workspace::{Memory, Selection, Settings, Shown, Workspace};
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

fn main() {
    divan::main();
}

/// What is measured: a made-up plan, a made-up text that is none, the plans of `tests/corpus`.
const TEXTS: [&str; 3] = ["plan", "manual", "corpus"];

static READER: LazyLock<Reader> = LazyLock::new(Reader::shipped);

fn text(name: &str) -> String {
    match name {
        "plan" => texts::chapters(1 << 20),
        "manual" => texts::manual(1 << 20),
        _ => {
            let mut all = String::new();
            let mut waiting = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus")];
            while let Some(folder) = waiting.pop() {
                let mut paths: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().flatten().map(|e| e.path()).collect();
                paths.sort();
                for path in paths {
                    if path.is_dir() {
                        waiting.push(path);
                    } else if path.extension().is_some_and(|ending| ending == "md") {
                        all.push_str(&std::fs::read_to_string(path).unwrap());
                        all.push_str("\n\n");
                    }
                }
            }
            all
        }
    }
}

fn source(name: &str) -> SourceFile {
    SourceFile::new(FileId(0), "plan.md", &text(name))
}

fn read(name: &str) -> Document {
    plan::read(source(name), Format::Markdown, &READER)
}

fn assembled(document: &Arc<Document>) -> Plan {
    let declaration = Declaration { declared: true, ..Declaration::default() };
    plan::assemble(vec![document.clone()], &declaration, &READER)
}

fn bytes(name: &str) -> BytesCount {
    BytesCount::of_str(&text(name))
}

#[divan::bench(args = TEXTS)]
fn parse(bencher: Bencher, name: &str) {
    let source = source(name);
    bencher.counter(bytes(name)).bench(|| syntax::parse(black_box(&source), Format::Markdown));
}

#[divan::bench(args = TEXTS)]
fn fold(bencher: Bencher, name: &str) {
    let text = text(name);
    bencher.counter(bytes(name)).bench(|| -> Prose {
        let mut builder = ProseBuilder::default();
        builder.push(black_box(&text), 0);
        builder.finish()
    });
}

#[divan::bench(args = TEXTS)]
fn scan(bencher: Bencher, name: &str) {
    let mut builder = ProseBuilder::default();
    builder.push(&text(name), 0);
    let prose = builder.finish();
    READER.vocabulary.scan(&prose);
    bencher.counter(bytes(name)).bench(|| READER.vocabulary.scan(black_box(&prose)));
}

/// Parse, fold, scan and model together: what a file costs that may be a plan.
#[divan::bench(args = TEXTS)]
fn read_whole(bencher: Bencher, name: &str) {
    let source = source(name);
    bencher.counter(bytes(name)).bench(|| plan::read(black_box(source.clone()), Format::Markdown, &READER));
}

#[divan::bench(args = TEXTS)]
fn assemble(bencher: Bencher, name: &str) {
    let document = Arc::new(read(name));
    bencher.counter(bytes(name)).bench(|| assembled(black_box(&document)));
}

#[divan::bench(args = TEXTS)]
fn rules(bencher: Bencher, name: &str) {
    let plan = assembled(&Arc::new(read(name)));
    let rules = RuleSet::shipped();
    let options = Options { language: None, ground: false, today: Today::Is(jiff::civil::Date::constant(2027, 1, 1)) };
    bencher
        .counter(bytes(name))
        .bench(|| judge(black_box(&plan), &Neighbours::default(), &rules, &READER.vocabulary, &options));
}

#[divan::bench(args = TEXTS)]
fn report(bencher: Bencher, name: &str) {
    let text = text(name);
    let files = Memory::new([("plan.md", text.as_str())]);
    let root = PathBuf::from("/plans");
    let shown = Shown::new(&root, &root);
    let options = Options { language: None, ground: false, today: Today::Is(jiff::civil::Date::constant(2027, 1, 1)) };
    let workspace = Workspace { root, settings: Arc::new(Settings::default()), files: &files, shown };
    let run = Run { reports: vec![workspace.judge(&Selection::all(), &options)], view: View::default() };
    bencher.counter(bytes(name)).bench(|| {
        let mut out = Vec::new();
        Json.write(black_box(&run), &mut out).unwrap();
        out
    });
}
