//! How long large plans take. Slow, and of sense in a release build only:
//! `cargo test --release --test speed -- --ignored --nocapture`.

#![allow(clippy::unwrap_used, missing_docs)]

#[path = "../benches/texts/mod.rs"]
mod texts;

use planspect::check::{Neighbours, Options, Today, judge};
use planspect::plan::{self, Declaration, Reader};
use planspect::rules::RuleSet;
use planspect::syntax::Format;
use planspect::text::{FileId, SourceFile};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// As in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Reads and judges a plan with the default rules: how long, and how many findings.
fn time(text: &str) -> (Duration, usize) {
    let reader = Reader::shipped();
    let rules = RuleSet::shipped();
    let options = Options { language: None, ground: false, today: Today::Is(jiff::civil::Date::constant(2027, 1, 1)) };
    let start = Instant::now();
    let document = plan::read(SourceFile::new(FileId(0), "plan.md", text), Format::Markdown, &reader);
    let declaration = Declaration { declared: true, ..Declaration::default() };
    let plan = plan::assemble(vec![Arc::new(document)], &declaration, &reader);
    let findings = judge(&plan, &Neighbours::default(), &rules, &reader.vocabulary, &options).findings.len();
    (start.elapsed(), findings)
}

/// So many times a text may be tried: other work on the machine makes a run slower, and none makes it faster.
const TRIES: usize = 3;

fn within(name: &str, text: &str, most: f64) {
    let (mut taken, findings) = time(text);
    for _ in 1..TRIES {
        if taken.as_secs_f64() < most {
            break;
        }
        taken = taken.min(time(text).0);
    }
    println!("{name}: {:.2} s for {:.1} MB, {findings} findings", taken.as_secs_f64(), text.len() as f64 / 1e6);
    assert!(taken.as_secs_f64() < most, "{name} took {taken:?}, more than {most} s");
}

#[test]
#[ignore = "slow; for release builds"]
fn a_hundred_thousand_items_with_links_and_double_ids() {
    within("100,000 items", &texts::linked(100_000), 2.0);
}

#[test]
#[ignore = "slow; for release builds"]
fn ten_thousand_tasks_that_say_the_same() {
    within("10,000 tasks", &texts::doubled(10_000), 1.0);
}

/// The exponent by which time grows from one size to the other.
fn exponent(small: &str, large: &str) -> f64 {
    let best = |text: &str| (0..3).map(|_| time(text).0.as_secs_f64()).fold(f64::MAX, f64::min);
    (best(large) / best(small)).ln() / (large.len() as f64 / small.len() as f64).ln()
}

#[test]
#[ignore = "slow; for release builds"]
fn time_grows_with_the_text() {
    let megabyte = 1 << 20;
    let (small, large) = (texts::chapters(megabyte), texts::chapters(16 * megabyte));
    let by = exponent(&small, &large);
    println!("1 MB to 16 MB: exponent {by:.3}");
    assert!(by <= 1.15, "exponent {by}");
}

/// Texts of one sign, or one turn, over and over: none may take more than its share of time.
#[test]
#[ignore = "slow; for release builds"]
fn no_sign_repeated_takes_long() {
    let pieces = [
        "(",
        "[",
        "【",
        "*",
        "`",
        "<",
        "|",
        "#",
        "- ",
        "> ",
        "1. ",
        "a.b",
        ". ",
        "：",
        "owner: ",
        "(owner: X",
        "T1 ",
        "N1、",
        "[a](b) T1 ",
        "<!-- planspect-disable-next X -->\n\n",
        "\n\n",
        "- [ ] x\n",
        "《",
        "。",
        "2027-01-01 ",
        "1.2M ",
        "**T1** ",
        "will ",
        "由",
        "| a | b |\n",
    ];
    let mut slow = Vec::new();
    for piece in pieces {
        for head in ["# Plan\n\n## Tasks\n\n", "# Plan\n\n## Tasks\n\n- **T1** "] {
            let text = format!("{head}{}", piece.repeat(400_000 / piece.len()));
            let (taken, _) = time(&text);
            println!("{piece:?} {}: {:.2} s", head.len(), taken.as_secs_f64());
            if taken.as_secs_f64() > 1.0 {
                slow.push((piece, taken));
            }
        }
    }
    assert!(slow.is_empty(), "{slow:?}");
}
