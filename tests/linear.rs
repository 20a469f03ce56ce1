//! Reading takes time in proportion to the length of a text. Compared is the time that the thread was on a processor for a
//! text and for one four times as long, so that neither a slow nor a busy machine fails it, and only growth by the square
//! does.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, missing_docs)]

use planspect::plan::values::{
    date, dates_in, horizon, horizon_in, horizon_said, money, money_in, numbers_in, priority,
};
use planspect::syntax::{Format, parse};
use planspect::text::{FileId, SourceFile};
use std::hint::black_box;
use std::time::Duration;

/// What the kernel has counted for this thread so far.
fn on_processor() -> Option<Duration> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(Duration::from_nanos(text.split_whitespace().next()?.parse().ok()?))
}

/// The least of three goes.
fn cost(work: &dyn Fn(&str), text: &str) -> Option<Duration> {
    let once = || {
        let before = on_processor()?;
        work(text);
        on_processor()?.checked_sub(before)
    };
    (0..3).map(|_| once()).min().flatten()
}

/// Four times the text costs sixteen times as much where time grows by the square, and four times where it does not.
fn grows_with_its_length(name: &str, text: &dyn Fn(usize) -> String, work: &dyn Fn(&str)) {
    let (Some(small), Some(large)) = (cost(work, &text(1)), cost(work, &text(4))) else {
        return;
    };
    // What is over at once may be all start-up.
    let over_at_once = large < Duration::from_millis(40);
    assert!(over_at_once || large < small * 10, "{name}: {small:?}, and {large:?} for four times as much");
}

#[test]
fn values_in_one_sign_repeated() {
    let read = |text: &str| {
        black_box((date(text), horizon(text), money(text, None), money(text, Some(text))));
        black_box((horizon_in(text), horizon_said(text), dates_in(text), money_in(text)));
        black_box((numbers_in(text), priority(text, None)));
    };
    let pieces = [
        "2028-",
        "1,",
        "一",
        "〔2028",
        "June ",
        "(",
        "十",
        "end of ",
        "$",
        "1 ",
        "\u{3000}",
        "2028年",
        "a",
        "百分之",
        "《",
    ];
    for piece in pieces {
        grows_with_its_length(piece, &|times| piece.repeat(15_000 * times / piece.len()), &read);
    }
}

#[test]
fn shapes_on_which_a_careless_parser_takes_the_square() {
    let read = |text: &str| {
        let tree = parse(&SourceFile::new(FileId(0), "plan.md", text), Format::Markdown);
        assert!(tree.blocks.len() <= text.len() + 1);
    };
    // Head, what is repeated, tail.
    let shapes = [
        ("", "[", ""),
        ("", "> ", ""),
        ("", "> ", "a"),
        ("", "*a ", ""),
        ("", "**a\n", ""),
        ("| a | b |\n|---|---|\n", "|x\n", ""),
        ("", "[a](", ""),
        ("", "`a``", ""),
        ("", "<!-- ", ""),
        ("", "<div>\n", ""),
        ("", "<h2>\n\n", ""),
        ("", "<h2>a</h2>\n", ""),
        ("", "一、\n", ""),
        ("", "1、a\n", ""),
        ("", "A: b\n", ""),
        ("", "12\n", ""),
        ("", "12\n\n", ""),
        ("", "{::comment}\n", ""),
        ("", "**a**\n", ""),
        ("", "a\n\n", ""),
        ("", "🎯 a\n", ""),
        ("", "    一\n\n", ""),
        ("", ".....", "1"),
        ("", "- 3 -\n", ""),
        ("---\na: b\n", "a\n", ""),
        ("", "- a\n  1. b\n", ""),
        ("（（（（（（\n", "（一）a。b\n", ""),
    ];
    for (head, piece, tail) in shapes {
        grows_with_its_length(piece, &|times| format!("{head}{}{tail}", piece.repeat(5_000 * times)), &read);
    }
    // A table as wide as it is long, and lists ever deeper, have the length of their square.
    let wide = |times: usize| {
        let side = 1_000 * times;
        format!("{}\n{}|\n{}", "| a ".repeat(side), "|-".repeat(side), "|x\n".repeat(side))
    };
    grows_with_its_length("a wide table", &wide, &read);
    let deep = |times: usize| (0..150 * times).map(|depth| format!("{}- a\n", " ".repeat(depth * 2))).collect();
    let by_length = |text: &str| read(text);
    let (small, large): (String, String) = (deep(1), deep(2));
    grows_with_its_length("deep lists", &|times| if times == 1 { small.clone() } else { large.clone() }, &by_length);
}

#[test]
fn yaml_of_one_turn_repeated() {
    let read = |text: &str| {
        black_box(parse(&SourceFile::new(FileId(0), "plan.yaml", text), Format::Yaml));
    };
    let pieces = [
        "- a\n",
        "a: b\n",
        "- {a: [b]}\n",
        "- a: b: c\n",
        "- \"a\n",
        "- [a\n",
        "- *a\n",
        "- &a a\n",
        "# a\n",
        "- |\n  a\n",
        "\ta\n",
        "- a\n -b\n",
        "a:b\n",
        "---\n",
        "...\n",
        "%a\n",
        "? a\n",
        "- !a b\n",
    ];
    for piece in pieces {
        grows_with_its_length(piece, &|times| format!("kind: plan\n{}", piece.repeat(3_000 * times)), &read);
    }
}
