//! Text in, blocks out.

#![allow(clippy::unwrap_used, reason = "a test may fail so")]

use super::*;
use crate::text::FileId;
use std::fmt::Write;

fn file(text: &str) -> SourceFile {
    SourceFile::new(FileId(0), "plan.yaml", text)
}

/// A line a block, indented by depth: `key:` of an entry, `- text` of an item, `"text"` of a scalar, `[` of a
/// list; then comments and problems with what they stand at.
fn dump(text: &str) -> String {
    let source = file(text);
    let tree = parse(&source);
    sound(&source, &tree);
    let mut out = String::new();
    for block in &tree.blocks {
        let mut depth = 0;
        let mut parent = block.parent;
        while let Some(id) = parent {
            depth += 1;
            parent = tree.block(id).parent;
        }
        let content = source.slice(block.content);
        let _ = match block.kind {
            BlockKind::Entry => writeln!(out, "{:1$}{content}:", "", depth),
            BlockKind::Scalar => writeln!(out, "{:1$}{content:?}", "", depth),
            BlockKind::ListItem { .. } => writeln!(out, "{:1$}- {content}", "", depth),
            _ => writeln!(out, "{:1$}[", "", depth),
        };
    }
    for comment in &tree.comments {
        let _ = writeln!(out, "# {}", source.slice(comment.body));
    }
    for problem in &tree.problems {
        let kind = match &problem.kind {
            SyntaxProblemKind::BadYaml(fault) => format!("{fault:?}"),
            SyntaxProblemKind::Bound(what, number) => format!("{what:?} > {number}"),
            SyntaxProblemKind::BadBytes => String::new(),
        };
        let _ = write!(out, "! {} ({kind})", source.slice(problem.span));
        if let Some((span, text)) = &problem.fix {
            let _ = write!(out, " {:?} -> {text:?}", source.slice(*span));
        }
        out.push('\n');
    }
    out
}

/// What holds of every tree.
fn sound(source: &SourceFile, tree: &Tree) {
    let text = &source.text;
    let fits = |span: Span| {
        assert!(text.get(span.range()).is_some(), "{span:?} in {text:?}");
    };
    for (id, block) in tree.iter() {
        fits(block.span);
        fits(block.content);
        assert!(block.span.contains(block.content), "{block:?} in {text:?}");
        assert!(block.end > id && block.end.0 as usize <= tree.blocks.len());
        if let Some(parent) = block.parent {
            let holder = tree.block(parent);
            assert!(parent < id && block.end <= holder.end, "{block:?} {holder:?} in {text:?}");
            assert!(holder.span.contains(block.span), "{block:?} {holder:?} in {text:?}");
        }
    }
    assert!(tree.blocks.is_sorted_by_key(|block| block.span.start), "{text:?}");
    assert!(tree.comments.is_sorted_by_key(|comment| comment.span.start));
    for comment in &tree.comments {
        fits(comment.span);
        assert!(comment.span.contains(comment.body));
    }
    for problem in &tree.problems {
        fits(problem.span);
        if let Some((span, _)) = &problem.fix {
            fits(*span);
        }
    }
    for entry in &tree.front {
        fits(entry.key);
        fits(entry.value);
        entry.list.iter().for_each(|&span| fits(span));
    }
}

fn check(text: &str, expected: &str) {
    let expected = if expected.is_empty() { String::new() } else { format!("{expected}\n") };
    assert_eq!(dump(text), expected, "of {text:?}");
}

/// The text with all sure mends made.
fn mended(text: &str) -> String {
    let tree = parse(&file(text));
    let mut fixes: Vec<_> = tree.problems.iter().filter_map(|problem| problem.fix.clone()).collect();
    fixes.sort_by_key(|(span, _)| std::cmp::Reverse(span.start));
    let mut text = text.to_owned();
    for (span, with) in fixes {
        text.replace_range(span.range(), &with);
    }
    text
}

const ENGLISH: &str = "title: \"Open City: plan\" # draft\nhorizon: 2027..2029\nowner: Dr. H. Baptiste\n\nneeds:\n  - \
                       id: N1\n    title: Volunteers' readings get lost\n  - N2 Anglers cannot find out 🎣\n# \
                       planspect-disable-next PRF009 -- as the board wants\ngoals:\n- {id: G1, title: 'It''s shown', \
                       from: [N1, N2]}\nsituation: |\n  Forty-one groups send volunteers.\n\n    - indented\n  The \
                       last line.\n\ntasks: &tasks\n  - id: T1\n    title: >-\n      A long\n      title\n    serves:\n    \
                       - G1\n    - N1\n    budget:\n  - *tasks\n---\nnote: end\n";

const CHINESE: &str = "\u{feff}标题: 云溪市数字政府规划\r\n责任单位: \"市大数据局\"\r\n需求:\r\n  - 编号: N1\r\n    标题: \
                       办事群众排队等候三十八天😀\r\n  - 企业重复提交材料：年均１２次\r\n任务:\r\n  - 编号: T1\r\n    标题: '一网通办'\r\n    \
                       对应: [N1, G1]   # 见附件\r\n    说明: |-\r\n      第一行\r\n      第二行\r\n\r\n    完成时间: 2027年6月\r\n";

#[test]
fn reads_maps_lists_and_scalars() {
    check(
        "title: Plan\nneeds:\n  - id: N1\n    title: \"Wait\"\n  - N2 text\n  -\nempty:\nnone: \"\"\n",
        "title:\n \"Plan\"\nneeds:\n [\n  - \n   id:\n    \"N1\"\n   title:\n    \"Wait\"\n  - N2 text\n  - \nempty:\nnone:\n \"\"",
    );
    check("- - a\n  - b\n- c:\n  - d\n", "[\n - \n  [\n   - a\n   - b\n - \n  c:\n   [\n    - d");
    check(
        "a: {b: c, d: [e, f: g, 'h i']}\n",
        "a:\n b:\n  \"c\"\n d:\n  [\n   - e\n   - \n    f:\n     \"g\"\n   - h i",
    );
    check("a: b\na: c\n", "a:\n \"b\"\na:\n \"c\"");
    check("? [a, b]\n: c\n? - d\n  - e\n: f\n", "[a, b]:\n \"c\"\n- d\n  - e:\n \"f\"");
    check("", "");
    check("# only\n", "# only");
}

#[test]
fn reads_text_exactly() {
    check("a: |\n  one\n   two\n\nb: >-\n    计划\n    二\n\n\n", "a:\n \"one\\n   two\"\nb:\n \"计划\\n    二\"");
    check("a: |\r\n  te\r\n\r\n  xt\r\nb: c\r\n", "a:\n \"te\\r\\n\\r\\n  xt\"\nb:\n \"c\"");
    check("\u{feff}标题: '许''可' # 注😀\r\n", "标题:\n \"许''可\"\n# 注😀");
    check("a: \"x\\ty\"\nb: x\n  y\n", "a:\n \"x\\\\ty\"\nb:\n \"x\\n  y\"");
    check("a: |\nb: c\n", "a:\n \"\"\nb:\n \"c\"");
}

#[test]
fn spans_hold_markers_and_what_belongs_to_them() {
    let source = file("tasks: # all\n  - id: T1\n    due:\n  # c\n  -  x\nflow: [a, {b: c}]\nlast: |\n  t\n\n");
    let tree = parse(&source);
    let spans: Vec<&str> = tree.blocks.iter().map(|block| source.slice(block.span)).collect();
    assert_eq!(
        spans,
        [
            "tasks: # all\n  - id: T1\n    due:\n  # c\n  -  x",
            "- id: T1\n    due:\n  # c\n  -  x",
            "- id: T1\n    due:",
            "id: T1",
            "T1",
            "due:",
            "-  x",
            "flow: [a, {b: c}]",
            "[a, {b: c}]",
            "a",
            "{b: c}",
            "b: c",
            "c",
            "last: |\n  t",
            "t",
        ]
    );
}

#[test]
fn lists_begin_with_their_first_marker() {
    for (text, list) in
        [("a:\n-", "-"), ("a: &x !t\n# c\n- - b\n  - c\n", "- - b\n  - c"), ("- a\n-", "- a\n-"), ("- - a\n", "- - a")]
    {
        let source = file(text);
        let tree = parse(&source);
        let found = tree.blocks.iter().find(|block| matches!(block.kind, BlockKind::List { .. })).unwrap();
        assert_eq!(source.slice(found.span), list);
        let item = tree.blocks.iter().find(|block| matches!(block.kind, BlockKind::ListItem { .. })).unwrap();
        assert_eq!(item.span.start, found.span.start);
    }
}

#[test]
fn reads_every_document() {
    check(
        "a: b\n---\nc: d: e\n...\n# x\n---\n- f\n",
        "a:\n \"b\"\nc:\n \"d: e\"\n[\n - f\n# x\n! d: e (Colon) \"d: e\" -> \"\\\"d: e\\\"\"",
    );
}

#[test]
fn an_alias_is_only_a_reference() {
    check(
        "a: &x\n  b: &y c\nd: *x\nl: [*y, *x]\ne:\n  <<: *x\n  f: g\n",
        "a:\n b:\n  \"c\"\nd:\n \"*x\"\nl:\n [\n  - *y\ne:\n f:\n  \"g\"",
    );
    let bomb: String =
        (1..60).map(|n| format!("a{n}: &a{n} [{}]\n", vec![format!("*a{}", n - 1); 9].join(", "))).collect();
    let tree = parse(&file(&format!("a0: &a0 x\n{bomb}")));
    assert!(tree.blocks.len() < 1000 && tree.problems.is_empty());
}

#[test]
fn goes_on_after_a_slip() {
    for (value, text, quoted) in [
        ("Permits: online", "Permits: online", "\"Permits: online\""),
        ("\"Permits", "Permits", "\"Permits\""),
        ("'Permits", "Permits", "\"Permits\""),
        ("\"Per\" mits", "\\\"Per\\\" mits", "'\"Per\" mits'"),
        ("'It's'", "It's", "\"It's\""),
        ("\"the \"new\" way\"", "the \\\"new\\\" way", "'the \"new\" way'"),
        ("\"C:\\plans\"", "C:\\\\plans", "'C:\\plans'"),
        ("@team", "@team", "\"@team\""),
        ("`code`", "`code`", "\"`code`\""),
        ("%5 less", "%5 less", "\"%5 less\""),
        ("*bold* text", "*bold* text", "\"*bold* text\""),
        ("*重点*", "*重点*", "\"*重点*\""),
        ("> 5 days", "> 5 days", "\"> 5 days\""),
        ("- x", "- x", "\"- x\""),
        ("& co", "& co", "\"& co\""),
        ("[T1] Permits", "[T1] Permits", "\"[T1] Permits\""),
        ("许可: 全程网办", "许可: 全程网办", "\"许可: 全程网办\""),
    ] {
        let plan = format!("tasks:\n  - id: T1\n    title: {value}\n    due: x\n  - id: T2\n");
        let found = dump(&plan);
        let read = format!(
            "tasks:\n [\n  - \n   id:\n    \"T1\"\n   title:\n    \"{text}\"\n   due:\n    \"x\"\n  - \n   id:\n    \"T2\"\n! {value} ("
        );
        assert!(found.starts_with(&read), "{plan}{found}\n{read}");
        assert!(found.ends_with(&format!("{value:?} -> {quoted:?}\n")), "{found}");
        let good = mended(&plan);
        assert!(good.contains(quoted) && parse(&file(&good)).problems.is_empty(), "{good}");
    }
}

#[test]
fn a_value_of_several_lines_is_quoted_as_a_whole() {
    let plan = "- title: Permits: online,\r\n    for 'all'\r\n  due: x\r\n";
    check(
        plan,
        "[\n - \n  title:\n   \"Permits: online,\\r\\n    for 'all'\"\n  due:\n   \"x\"\n\
         ! Permits: online,\r\n    for 'all' (Colon) \
         \"Permits: online,\\r\\n    for 'all'\" -> \"\\\"Permits: online,\\r\\n    for 'all'\\\"\"",
    );
    assert!(parse(&file(&mended(plan))).problems.is_empty());
}

#[test]
fn mends_colons_and_brackets() {
    check(
        "标题：许可\n范围：全市\nowner: x\n",
        "标题:\n \"许可\"\n范围:\n \"全市\"\nowner:\n \"x\"\n\
         ! 标题：许可 (WideColon) \"：\" -> \": \"\n\
         ! 范围：全市 (WideColon) \"：\" -> \": \"",
    );
    check(
        "- id:T1\n  title: x\n- a: b\n",
        "[\n - \n  id:\n   \"T1\"\n  title:\n   \"x\"\n - \n  a:\n   \"b\"\n! id:T1 (Glued) \":\" -> \": \"",
    );
    check(
        "a: [x, y\nb: {c: d\ne: f\n",
        "a:\n [\n  - x\n  - y\nb:\n c:\n  \"d\"\ne:\n \"f\"\n\
         ! [x, y (OpenBracket) \"\" -> \"]\"\n! {c: d (OpenBracket) \"\" -> \"}\"",
    );
    check("@x: y\na: b\n", "@x:\n \"y\"\na:\n \"b\"\n! @x (KeySign) \"@x\" -> \"\\\"@x\\\"\"");
    for plan in
        ["标题：许可\nowner: x\n", "- id:T1\n  title: x\n", "a: [x, y\nb: {c: d\ne: f\n", "a:\n\tb: c\n\td:\n\t\t- e\n"]
    {
        let good = mended(plan);
        assert!(parse(&file(&good)).problems.is_empty(), "{good}");
    }
}

#[test]
fn mends_indentation() {
    check(
        "a:\n  b: c\n\td: e\n\tf: g\nh: i\n",
        "a:\n b:\n  \"c\"\n d:\n  \"e\"\n f:\n  \"g\"\nh:\n \"i\"\n\
         ! d: e (Tab) \"\\td: e\\n\\tf: g\" -> \"  d: e\\n  f: g\"",
    );
    check("a: b\n  c: d\n  e: f\ng: h\n", "a:\n \"b\"\nc:\n \"d\"\ne:\n \"f\"\ng:\n \"h\"\n! c: d (Misfit)");
    check(
        "t:\n  - id: T1\n   title: x\n  - id: T2\n some words\n  - id: T3\n",
        "t:\n [\n  - \n   id:\n    \"T1\"\n   title:\n    \"x\"\n  - \n   id:\n    \"T2\\n some words\"\n  - \n   id:\n    \"T3\"\n\
         ! title: x (Misfit)\n\
         ! some words (Misfit)",
    );
    check(
        "a: x\n- b\n- c\nd: e\n",
        "a:\n \"x\"\n[\n - b\n - c\nd:\n \"e\"\n! - b (Misfit)\n\
         ! d: e (Misfit)",
    );
}

#[test]
fn many_slips_leave_the_rest() {
    let mut plan = "tasks:\n".to_owned();
    for n in 0..120 {
        let _ = write!(plan, "  - id: T{n}\n    title: Step: {n}\n    due: x\n");
    }
    let source = file(&plan);
    let tree = parse(&source);
    assert_eq!(tree.problems.len(), 120);
    assert_eq!(tree.blocks.iter().filter(|block| block.kind == BlockKind::Scalar).count(), 360);
}

#[test]
fn front_matter_as_keys_and_values() {
    let text = "---\r\ntitle: \"Plan 计划\"\r\ndate: 2027-01-02 # c\r\ntags: [a, 'b c']\r\nlist:\r\n  - x\r\n  - y: z\r\nmap:\r\n  k: v\r\n  l: w\r\n\
                flow: {a: b}\r\nnone:\r\nsub: One: two\r\n---\r\n# Heading: x\r\n";
    let source = file(text);
    let mut tree = Tree::new(Format::Markdown);
    front_matter(&source, source.at(5, text.rfind("---").unwrap()), &mut tree);
    sound(&source, &tree);
    let found: Vec<String> = tree
        .front
        .iter()
        .map(|entry| {
            let list: Vec<&str> = entry.list.iter().map(|&span| source.slice(span)).collect();
            format!("{}={}|{}", source.slice(entry.key), source.slice(entry.value), list.join(";"))
        })
        .collect();
    assert_eq!(
        found,
        [
            "title=Plan 计划|",
            "date=2027-01-02|",
            "tags=[a, 'b c']|a;b c",
            "list=- x\r\n  - y: z|x;- y: z",
            "map=k: v\r\n  l: w|",
            "flow={a: b}|",
            "none=|",
            "sub=One: two|",
        ]
    );
    assert_eq!(tree.comments.len(), 1);
    assert_eq!(source.slice(tree.comments[0].span), "# c");
    let fix = tree.problems[0].fix.clone().unwrap();
    assert_eq!((source.slice(fix.0), &*fix.1), ("One: two", "\"One: two\""));
}

#[test]
fn deep_and_wide_texts_end_at_once() {
    let deep = 10_000;
    let stairs: String = (0..3000).map(|n| format!("{}a:\n", " ".repeat(n))).collect();
    for text in [
        "[".repeat(deep),
        "{a: ".repeat(deep),
        "- ".repeat(deep),
        format!("a: {}{}", "[".repeat(deep), "]".repeat(deep)),
        format!("{}\nlast: x\n", "- ".repeat(deep)),
        stairs,
    ] {
        let source = file(&text);
        let tree = parse(&source);
        sound(&source, &tree);
        assert!(!tree.problems.is_empty());
    }
    for text in [
        "? ".repeat(deep),
        "\"a\n".repeat(deep),
        "a: 'b\n".repeat(deep),
        "a:b\n".repeat(deep),
        "*a ".repeat(deep),
        "&a ".repeat(deep),
        "!a ".repeat(deep),
        "\t- a\n".repeat(deep),
        "a: [\n".repeat(deep),
        " #\n".repeat(deep),
        "--- |\n".repeat(deep),
    ] {
        let source = file(&text);
        sound(&source, &parse(&source));
    }
}

#[test]
fn a_large_text() {
    let mut text = "tasks:\n".to_owned();
    let mut n = 0;
    while text.len() < 5_000_000 {
        n += 1;
        let _ = write!(
            text,
            "  - id: T{n}\n    title: 数字化任务 number {n} of many\n    serves: [N{n}, G1]\n    owner: X # c\n"
        );
    }
    text.push_str("  - id: T0\n    title: a: b\n");
    let source = file(&text);
    let tree = parse(&source);
    assert_eq!(tree.problems.len(), 1);
    assert_eq!(tree.comments.len(), n);
}

mod properties {
    use super::*;
    use proptest::prelude::*;

    fn mutated(text: &str, changes: &[(usize, u8, char)]) -> String {
        let mut chars: Vec<char> = text.chars().collect();
        for &(at, what, c) in changes {
            let at = at % (chars.len() + 1);
            match what {
                0 => chars.insert(at, c),
                1 if at < chars.len() => {
                    chars.remove(at);
                }
                2 if at < chars.len() => chars[at] = c,
                3 if at > chars.len() / 2 => chars.truncate(at),
                _ => {}
            }
        }
        chars.into_iter().collect()
    }

    fn whole(text: &str) {
        let source = file(text);
        sound(&source, &parse(&source));
        let mut tree = Tree::new(Format::Markdown);
        let line = source.line(source.line_count() / 2).unwrap_or(source.span());
        front_matter(&source, source.span().with(line.start, source.text.len() as u32), &mut tree);
        sound(&source, &tree);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]

        #[test]
        fn damaged_plans(
            changes in prop::collection::vec(
                (0usize..2000, 0u8..4, prop::sample::select("\t \n\r:：-\"'[]{}|>&*!%@`#?,a计😀\u{1}\u{feff}".chars().collect::<Vec<_>>())),
                1..8,
            ),
        ) {
            for plan in [ENGLISH, CHINESE] {
                whole(&mutated(plan, &changes));
            }
        }

        #[test]
        fn any_text(text in "[\t \n\r:\\-\"'\\[\\]{}|>&*!%@`#?,.ab计😀]{0,60}") {
            whole(&text);
        }
    }

    #[test]
    fn the_plans_themselves_are_sound() {
        for plan in [ENGLISH, CHINESE] {
            whole(plan);
            assert!(parse(&file(plan)).problems.is_empty(), "{}", dump(plan));
        }
    }
}
