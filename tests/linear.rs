//! Reading takes time in proportion to the length of a text. Compared is the time that the thread was on a processor for a
//! text and for one eight times as long, so that neither a slow nor a busy machine fails it, and only growth by the square
//! does.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, missing_docs)]

use planspect::plan::values::{
    date, dates_in, horizon, horizon_in, horizon_said, money, money_in, numbers_in, priority,
};
use planspect::plan::{self, Declaration, Reader};
use planspect::syntax::{Format, parse};
use planspect::text::{FileId, SourceFile};
use std::hint::black_box;
use std::sync::Arc;
use std::time::Duration;

/// What the kernel has counted for this thread so far.
fn on_processor() -> Option<Duration> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(Duration::from_nanos(text.split_whitespace().next()?.parse().ok()?))
}

/// So much longer is the longer text.
const LONGER: usize = 8;
/// Growth by the square costs 64 times as much, growth with the length eight times, and some more where a text outgrows a
/// cache of the processor.
const TOO_MUCH: f64 = 24.0;
/// So often a growth that looks too large is measured: what else runs can make a reading look slow, never fast.
const ROUNDS: usize = 8;
/// The kernel's count moves on with its clock, every 4 or 10 milliseconds: so much is counted together, or a short reading
/// seems to take no time at all.
const ENOUGH: Duration = Duration::from_millis(120);

/// What one reading costs.
fn cost(work: &dyn Fn(&str), text: &str) -> Option<Duration> {
    let before = on_processor()?;
    let mut goes = 0;
    loop {
        work(text);
        goes += 1;
        let spent = on_processor()?.checked_sub(before)?;
        if spent >= ENOUGH {
            return Some(spent / goes);
        }
    }
}

/// How much more the longer text costs, by the least that each has taken; none where the kernel does not count.
fn growth(text: &dyn Fn(usize) -> String, work: &dyn Fn(&str)) -> Option<f64> {
    let (short, long) = (text(1), text(LONGER));
    let (mut least_short, mut least_long) = (Duration::MAX, Duration::MAX);
    let mut times = f64::MAX;
    for _ in 0..ROUNDS {
        least_short = least_short.min(cost(work, &short)?);
        least_long = least_long.min(cost(work, &long)?);
        times = least_long.as_secs_f64() / least_short.as_secs_f64();
        if times < TOO_MUCH {
            break;
        }
    }
    Some(times)
}

fn grows_with_its_length(name: &str, text: &dyn Fn(usize) -> String, work: &dyn Fn(&str)) {
    let times = growth(text, work).unwrap_or(0.0);
    assert!(times < TOO_MUCH, "{name:?}: {times:.1} times as much for a text {LONGER} times as long");
}

#[test]
fn growth_by_the_square_is_seen() {
    let text = |times: usize| "a".repeat(500 * times);
    let once = |text: &str| {
        black_box(text.bytes().map(u32::from).sum::<u32>());
    };
    let for_each = |text: &str| (0..text.len()).for_each(|at| once(&text[at..]));
    assert!(growth(&text, &once).is_none_or(|times| times < TOO_MUCH));
    assert!(growth(&text, &for_each).is_none_or(|times| times > TOO_MUCH));
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
        grows_with_its_length(piece, &|times| piece.repeat(7_500 * times / piece.len()), &read);
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
        ("", "<table>\n", ""),
        ("", "<table>\n\n", ""),
        ("", "<table>\n\n", "</table>\n\n</table>\n"),
        ("", "<table><tr><td>\n\n", "# a\n\n</table>\n"),
        ("", "<ul><li>a\n\n", "</ul>"),
        ("", "<ul><li>a\n\n</ul>", ""),
        ("", "<ul ", "</ul "),
        ("<table>", "<tr><td rowspan=9>a", "</table>"),
        ("<table>", "<tr><td colspan=999 rowspan=999>", ""),
        ("<ul>", "<li><s>", ""),
        ("<ul>", "</ol>", ""),
        ("<ul>\n", "<li>a &nbsp;\n\n", "</ul>"),
        ("<table>\n", "<!-- \n\n", "</table>"),
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
        ("", "1. a\n\nb\n\n", ""),
        ("", "| a | b |\n|-|-|-|\n| a |\n\n", ""),
    ];
    for (head, piece, tail) in shapes {
        grows_with_its_length(piece, &|times| format!("{head}{}{tail}", piece.repeat(2_500 * times)), &read);
    }
    // A table as wide as it is long, and lists ever deeper, have the length of their square.
    let wide = |times: usize| {
        let side = 500 * times;
        format!("{}\n{}|\n{}", "| a ".repeat(side), "|-".repeat(side), "|x\n".repeat(side))
    };
    grows_with_its_length("a wide table", &wide, &read);
    // 283² is eight times 100².
    let deep = |times: usize| {
        let depths = if times == 1 { 0..100 } else { 0..283 };
        depths.map(|depth| format!("{}- a\n", " ".repeat(depth * 2))).collect()
    };
    grows_with_its_length("deep lists", &deep, &read);
    let named = |times: usize| -> String {
        let row = |at| format!("| WP-{at} Quay | Build it |\n");
        let rows: String = (0..1_500 * times).map(row).collect();
        format!("# Plan\n\n## Work packages\n\n| WP | Scope |\n|---|---|\n{rows}")
    };
    grows_with_its_length("ids in first cells", &named, &read);
}

#[test]
fn what_a_plan_states_is_read_in_time_with_its_length() {
    let reader = Reader::shipped();
    let read = |text: &str| {
        black_box(plan::read(SourceFile::new(FileId(0), "plan.md", text), Format::Markdown, &reader));
    };
    let ids = |times: usize| -> String {
        let rows: String = (0..300 * times).map(|at| format!("| WP-{at} Quay | Build it |\n")).collect();
        format!("# Plan\n\n## Work packages\n\n| WP | Scope |\n|---|---|\n{rows}")
    };
    grows_with_its_length("ids in first cells, as a plan", &ids, &read);
    for piece in [
        "- Mend the quay (TODO)\n",
        "- Mend the quay [NAME]\n",
        "- Mend the <Date> quay\n",
        "- [P1][NAME]\n",
        "[TBD]\n\n",
        "# a\n# b\n\n",
    ] {
        let lines = |times: usize| format!("# Plan\n\n## Tasks\n\n{}", piece.repeat(400 * times));
        grows_with_its_length(piece, &lines, &read);
    }
    // One item of many sentences, and brackets that nothing closes.
    for piece in
        ["Mend the quay. ", "(insert后 ", "[name [", "N-1 (a. b: c ", "【姓名】", "goals 1, 2 and 3, ", " — <Unit 1 x"]
    {
        let long = |times: usize| format!("# Plan\n\n## Tasks\n\n- {}: end\n", piece.repeat(400 * times));
        grows_with_its_length(piece, &long, &read);
    }
}

#[test]
fn what_items_serve_is_found_in_time_with_their_number() {
    let reader = Reader::shipped();
    let link = |text: &str| {
        let document = plan::read(SourceFile::new(FileId(0), "plan.md", text), Format::Markdown, &reader);
        black_box(plan::assemble(vec![Arc::new(document)], &Declaration::default(), &reader));
    };
    let items = |times: usize| {
        let count = 150 * times;
        let needs: String = (0..count).map(|at| format!("- **Queue number {at}** – drivers wait\n")).collect();
        let tasks: String = (0..count).map(|at| format!("- Mend it (Queue number {at}), of the quay\n")).collect();
        format!("# Plan\n\n## Needs\n\n{needs}\n## Tasks\n\n{tasks}")
    };
    grows_with_its_length("titles named by items", &items, &link);
    let headed = |times: usize| {
        let heading = "a queue, ".repeat(60 * times);
        format!(
            "# Plan\n\n## Needs\n\n- Queues of drivers\n\n## Tasks\n\n### {heading}\n\n{}",
            "- Mend it\n".repeat(150 * times)
        )
    };
    grows_with_its_length("items below a long heading", &headed, &link);
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
        grows_with_its_length(piece, &|times| format!("kind: plan\n{}", piece.repeat(1_500 * times)), &read);
    }
}
