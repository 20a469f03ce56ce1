//! Text in, a compact tree out.

#![allow(clippy::unwrap_used)]

mod html;

use super::*;
use crate::text::{FileId, SourceFile, Span};
use proptest::prelude::*;
use std::fmt::Write;

fn file(text: &str) -> SourceFile {
    SourceFile::new(FileId(0), "a.md", text)
}

/// One block a line, indented by depth: what it is, and its content in `⟨⟩`.
fn dump(tree: &Tree, source: &SourceFile) -> String {
    let mut out = String::new();
    for (_, block) in tree.iter() {
        let mut depth = 0;
        let mut up = block.parent;
        while let Some(id) = up {
            depth += 1;
            up = tree.block(id).parent;
        }
        let name = match block.kind {
            BlockKind::Heading { level, style } => format!("{style:?}{level}"),
            BlockKind::List { start: Some(start) } => format!("List {start}"),
            BlockKind::List { start: None } => "List".to_owned(),
            BlockKind::ListItem { checked, number } => {
                let number = number.map_or("-".to_owned(), |n| format!("{n}."));
                let check = checked.map_or("", |c| if c { " [x]" } else { " [ ]" });
                format!("{number}{check}")
            }
            BlockKind::Row { head } => if head { "Head" } else { "Row" }.to_owned(),
            BlockKind::Cell { column } => format!("{column}"),
            BlockKind::Paragraph => "P".to_owned(),
            other => format!("{other:?}"),
        };
        let content = source.slice(block.content).replace("\r\n", "⏎").replace(['\n', '\r'], "⏎");
        let _ = write!(out, "{}{name}", "  ".repeat(depth));
        let _ = if content.is_empty() { writeln!(out) } else { writeln!(out, " ⟨{content}⟩") };
    }
    out
}

fn tree(text: &str) -> String {
    let source = file(text);
    let tree = parse(&source, Format::Markdown);
    check(&tree, &source);
    dump(&tree, &source)
}

fn marks(text: &str) -> Vec<String> {
    let source = file(text);
    let tree = parse(&source, Format::Markdown);
    tree.marks
        .iter()
        .map(|m| {
            format!("{:?} {} | {} | {}", m.kind, source.slice(m.span), source.slice(m.inner), source.slice(m.target))
        })
        .collect()
}

/// All that a tree promises about its shape.
fn check(tree: &Tree, source: &SourceFile) {
    let text = &source.text;
    let inside = |span: Span| {
        assert!(span.start <= span.end && text.get(span.range()).is_some(), "{span:?} is no text");
    };
    let mut start = 0;
    for (id, block) in tree.iter() {
        inside(block.span);
        inside(block.content);
        assert!(block.span.contains(block.content), "content of {block:?} lies outside");
        assert!(block.span.start >= start, "{block:?} stands before the block before it");
        start = block.span.start;
        assert!(!source.slice(block.span).ends_with(['\n', '\r']), "{block:?} ends with a line end");
        assert!(block.end > id && block.end.0 as usize <= tree.blocks.len());
        if let Some(parent) = block.parent {
            let outer = tree.block(parent);
            assert!(parent < id && block.end <= outer.end && id < outer.end);
            assert!(outer.span.contains(block.span), "{block:?} is not in {outer:?}");
        }
    }
    // Walking by children meets every block once, and siblings do not overlap.
    let mut seen = 0;
    let mut open: Vec<Option<BlockId>> = vec![None];
    while let Some(parent) = open.pop() {
        let mut end = 0;
        for (id, block) in tree.children(parent) {
            assert_eq!(block.parent, parent);
            assert!(block.span.start >= end, "{block:?} overlaps the one before it");
            end = block.span.end;
            seen += 1;
            open.push(Some(id));
        }
    }
    assert_eq!(seen, tree.blocks.len());
    for pair in tree.marks.windows(2) {
        assert!(pair[0].span.start <= pair[1].span.start);
    }
    for mark in &tree.marks {
        inside(mark.span);
        inside(mark.inner);
        inside(mark.target);
        assert!(mark.span.contains(mark.inner) && mark.span.contains(mark.target), "{mark:?}");
    }
    for comment in &tree.comments {
        inside(comment.span);
        assert!(comment.span.contains(comment.body));
    }
    for pair in tree.comments.windows(2) {
        assert!(pair[0].span.end <= pair[1].span.start);
    }
    for problem in &tree.problems {
        inside(problem.span);
    }
}

/// Compares the tree of a text with what is expected; both without the indentation of the test.
#[track_caller]
fn expect(text: &str, expected: &str) {
    let lines: Vec<&str> = expected.lines().skip_while(|line| line.trim().is_empty()).collect();
    let indent = lines.first().map_or(0, |line| line.len() - line.trim_start().len());
    let mut wanted = String::new();
    for line in lines.iter().filter(|line| !line.trim().is_empty()) {
        wanted.push_str(&line[indent.min(line.len())..]);
        wanted.push('\n');
    }
    assert_eq!(tree(text), wanted, "\nread:\n{}", tree(text));
}

#[test]
fn marked_headings() {
    expect(
        "\u{feff}# Plan {#top}\n\n##Title##\ntext\n### C#\n#No tag\n\n#Standing alone\n\n####  Closed ####\n#　全角\n",
        "
        Atx1 ⟨Plan⟩
        Atx2 ⟨Title⟩
        P ⟨text⟩
        Atx3 ⟨C#⟩
        P ⟨#No tag⟩
        Atx1 ⟨Standing alone⟩
        Atx4 ⟨Closed⟩
        Atx1 ⟨全角⟩
        ",
    );
    expect(
        "Title\r\n=====\r\nOne line\r\nof text\r\n---\r\nEnd.\r\n---\r\n",
        "
        Setext1 ⟨Title⟩
        P ⟨One line⏎of text⟩
        Rule
        P ⟨End.⟩
        Rule
        ",
    );
    expect(
        "<h2 id=\"x\">\n\n<span>A theme</span></h2>\n\ntext\n\n<h3>One <b>two</b></h3>\n",
        "
        Atx2 ⟨A theme⟩
        P ⟨text⟩
        Atx3 ⟨One <b>two⟩
        ",
    );
}

#[test]
fn a_heading_ends_a_paragraph_or_table() {
    expect(
        "text\n##Next\n| a | b |\n|---|---|\n| 1 |\n##Last\n",
        "
        P ⟨text⟩
        Atx2 ⟨Next⟩
        Table
          Head
            0 ⟨a⟩
            1 ⟨b⟩
          Row
            0 ⟨1⟩
        Atx2 ⟨Last⟩
        ",
    );
}

#[test]
fn tables() {
    expect(
        "| A | B \\| b |\n|:--|--:|\n| `x\\|y` ||\n|  | **z** |\n**Under it**\ntext\n",
        "
        Table
          Head
            0 ⟨A⟩
            1 ⟨B \\| b⟩
          Row
            0 ⟨`x\\|y`⟩
            1
          Row
            0
            1 ⟨**z**⟩
        Bold1 ⟨Under it⟩
        P ⟨text⟩
        ",
    );
}

#[test]
fn lists() {
    expect(
        "- **T1** Do it  \n  Owner: X\n  due: soon\n- [x] done\n- [ ] `open`\n\n  more\n  1. one\n  7. two\n     > quoted\n-\n- ```\n  code\n  ```\n3) a\n4) b\n",
        "
        List
          - ⟨**T1** Do it⟩
            P ⟨Owner: X⏎  due: soon⟩
          - [x] ⟨done⟩
          - [ ] ⟨`open`⟩
            P ⟨more⟩
            List 1
              1. ⟨one⟩
              2. ⟨two⟩
                Quote
                  P ⟨quoted⟩
          -
          -
            Code ⟨  code⟩
        List 3
          3. ⟨a⟩
          4. ⟨b⟩
        ",
    );
    let source = file("1. a\r\n\r\n   b\r\n\r\n\r\nnext");
    let tree = parse(&source, Format::Markdown);
    let spans: Vec<&str> = tree.blocks.iter().map(|b| source.slice(b.span)).collect();
    assert_eq!(spans, ["1. a\r\n\r\n   b", "1. a\r\n\r\n   b", "b", "next"]);
}

#[test]
fn quotes_code_footnotes_html() {
    expect(
        "> [!WARNING]\n> Mind this.\n> - a\n\n~~~text\na\n\n  12\n~~~\n\n    fn code() {}\n\n[^1] x\n\n[^1]: The note\n\n<details>\n<summary>More</summary>\nPlain text\n</details>\n\n***\n",
        "
        Quote
          P ⟨Mind this.⟩
          List
            - ⟨a⟩
        Code ⟨a⏎⏎  12⟩
        Code ⟨fn code() {}⟩
        P ⟨[^1] x⟩
        Footnote
          P ⟨The note⟩
        Html ⟨<details>⏎<summary>More</summary>⟩
        P ⟨Plain text⟩
        Html ⟨</details>⟩
        Rule
        ",
    );
}

#[test]
fn lines_for_other_tools_say_nothing() {
    expect(
        "{div .infobox}\nBoxed\n{/div}\n# A\n{: .lead}\n- x\n{: .y}\n- z\n\n{::comment}\nnot here\n\nnor here\n{:/comment}\n:::{note}\nA note.\n:::\n{project name}\n",
        "
        P ⟨Boxed⟩
        Atx1 ⟨A⟩
        List
          - ⟨x⟩
          - ⟨z⟩
        P ⟨A note.⟩
        P ⟨{project name}⟩
        ",
    );
}

#[test]
fn comments_are_no_text() {
    let source = file("<!-- one -->\n- a <!--two--> b\n\n<!-- three\n\nlines --> after\n\n<!-- open\n");
    let tree = parse(&source, Format::Markdown);
    check(&tree, &source);
    let bodies: Vec<&str> = tree.comments.iter().map(|c| source.slice(c.body)).collect();
    assert_eq!(bodies, ["one", "two", "three\n\nlines", "open"]);
    assert_eq!(source.slice(tree.comments[1].span), "<!--two-->");
    assert_eq!(dump(&tree, &source), "List\n  - ⟨a <!--two--> b⟩\nP ⟨after⟩\n");
}

#[test]
fn inline_marks() {
    let found = marks(
        "*a* __b__ ~~c~~ 1~2 3~4 `` e` `` [f *g*](h (i)) [j][k] [k] <http://l> ![m](<n o> \"t\") <br> x[^1]\n\n[k]: z\n\n[^1]: n\n",
    );
    assert_eq!(
        found,
        [
            "Emphasis *a* | a | ",
            "Strong __b__ | b | ",
            "Strike ~~c~~ | c | ",
            "Code `` e` `` |  e`  | ",
            "Link [f *g*](h (i)) | f *g* | h",
            "Emphasis *g* | g | ",
            "Link [j][k] | j | ",
            "Link [k] | k | ",
            "Link <http://l> | http://l | http://l",
            "Image ![m](<n o> \"t\") | m | n o",
            "Html <br> | <br> | ",
            "FootnoteRef [^1] | 1 | ",
        ]
    );
}

#[test]
fn front_matter_is_no_rule() {
    let source = file("\u{feff}---\r\ntitle: A plan\r\n---\r\n# B\r\n");
    let tree = parse(&source, Format::Markdown);
    assert_eq!(source.slice(tree.front_span.unwrap()), "---\r\ntitle: A plan\r\n---");
    assert_eq!(dump(&tree, &source), "Atx1 ⟨B⟩\n");
    expect(
        "---\n\ntext\n\n---\n",
        "
        Rule
        P ⟨text⟩
        Rule
        ",
    );
    // A blank line below the fence is none, where nothing but pairs follow.
    let source = file("---\n\ntitle: A plan\nlayout: page\n\n---\n# B\n");
    let tree = parse(&source, Format::Markdown);
    assert_eq!(dump(&tree, &source), "Atx1 ⟨B⟩\n");
    let source = file("---\n\nDate: today\n\n# A\n\n---\n");
    assert_eq!(parse(&source, Format::Markdown).front_span, None);
}

#[test]
fn pairs_are_paragraphs_of_their_own() {
    expect(
        "Owner: Permit Office\nDue: 2028\n**Budget**: 1.2M\n责任单位：审批局\n完成时限：2028年6月\n",
        "
        P ⟨Owner: Permit Office⟩
        P ⟨Due: 2028⟩
        P ⟨**Budget**: 1.2M⟩
        P ⟨责任单位：审批局⟩
        P ⟨完成时限：2028年6月⟩
        ",
    );
    // Hard-wrapped prose stays whole, also where a line holds a colon or opens with a number.
    let prose = "This paragraph was wrapped by an editor at eighty columns, and it says what the\n\
                 Board: a body of seven, of whom two are new, has decided in the past year about\n\
                 2. stages of the work that remain to be done before anybody can say that it ends.\n";
    assert_eq!(tree(prose).lines().count(), 1, "{}", tree(prose));
}

#[test]
fn official_text_without_signs() {
    expect(
        "某市城市更新规划\n\n　　一、总体要求\n\n　　（一）指导思想。坚持以人为本。全面推进。\n　　（二）基本原则\n　　——统筹规划。先急后缓。\n　　——分步实施。\n　　二、重点任务\n　　1.建设平台。汇聚各类数据，支撑应用。\n　　2.打通系统。推进共享。\n　　（牵头单位：市发展改革委）\n",
        "
        P ⟨某市城市更新规划⟩
        Outline1 ⟨一、总体要求⟩
        RunIn2 ⟨（一）指导思想⟩
        P ⟨坚持以人为本。全面推进。⟩
        Outline2 ⟨（二）基本原则⟩
        P ⟨——统筹规划。先急后缓。⟩
        P ⟨——分步实施。⟩
        Outline1 ⟨二、重点任务⟩
        RunIn2 ⟨1.建设平台⟩
        P ⟨汇聚各类数据，支撑应用。⟩
        RunIn2 ⟨2.打通系统⟩
        P ⟨推进共享。⟩
        P ⟨（牵头单位：市发展改革委）⟩
        ",
    );
    expect(
        "    第一章  总则\n\n    本办法适用于全市。\n\n    第二章  任务\n    第一节  平台\n    建设数据平台。\n",
        "
        Outline1 ⟨第一章  总则⟩
        P ⟨本办法适用于全市。⟩
        Outline1 ⟨第二章  任务⟩
        Outline2 ⟨第一节  平台⟩
        P ⟨建设数据平台。⟩
        ",
    );
}

#[test]
fn numbered_lines_without_text_between_are_a_list() {
    expect(
        "# 依据\n\n1、《某法》（2019 年修正）\n2、《某条例》（2021\n年修订）\n\n3、其他规定；\n\n后文。\n",
        "
        Atx1 ⟨依据⟩
        List 1
          1. ⟨《某法》（2019 年修正）⟩
          2. ⟨《某条例》（2021⏎年修订）⟩
          3. ⟨其他规定；⟩
        P ⟨后文。⟩
        ",
    );
    expect(
        "一、目标\n\n1．近期\n\n建成平台。\n\n2．远期\n\n全面应用。\n",
        "
        Outline1 ⟨一、目标⟩
        Outline2 ⟨1．近期⟩
        P ⟨建成平台。⟩
        Outline2 ⟨2．远期⟩
        P ⟨全面应用。⟩
        ",
    );
    expect(
        "3.2 Goals\n\nWe want this.\n\n3.5 million people live here.\n",
        "
        Outline1 ⟨3.2 Goals⟩
        P ⟨We want this.⟩
        P ⟨3.5 million people live here.⟩
        ",
    );
}

#[test]
fn contents_and_page_numbers_are_furniture() {
    expect(
        "第一章 总则……3\n第二章 任务 ........ 12\n本章说明规划的背景、依据和范围，以及与其他规划的关\n12  \n系和衔接。\n\n- 3 -\n\n第 4 页 共 9 页\n",
        "
        Furniture ⟨第一章 总则……3⟩
        Furniture ⟨第二章 任务 ........ 12⟩
        P ⟨本章说明规划的背景、依据和范围，以及与其他规划的关⟩
        Furniture ⟨12⟩
        P ⟨系和衔接。⟩
        Furniture ⟨- 3 -⟩
        Furniture ⟨第 4 页 共 9 页⟩
        ",
    );
    // A table pasted one cell a line.
    expect(
        "序号\n\n项目\n\n1\n\n河道\n\n350\n",
        "
        P ⟨序号⟩
        P ⟨项目⟩
        P ⟨1⟩
        P ⟨河道⟩
        P ⟨350⟩
        ",
    );
}

#[test]
fn bold_lines() {
    expect(
        "## Plan\n**Phase one**\nWe begin.\n\n**Goals**:\n- a\n\n**We must act.**\n\ntext\n\n🎯 **Aim**\n\n- b\n\n**Ann Lee**\n",
        "
        Atx2 ⟨Plan⟩
        Bold3 ⟨Phase one⟩
        P ⟨We begin.⟩
        P ⟨**Goals**:⟩
        List
          - ⟨a⟩
        P ⟨**We must act.**⟩
        P ⟨text⟩
        Bold3 ⟨🎯 **Aim**⟩
        List
          - ⟨b⟩
        P ⟨**Ann Lee**⟩
        ",
    );
}

#[test]
fn emoji_and_plain_lines() {
    expect(
        "🎯 项目目标\n核心目标：可靠的接口。\n最终愿景：首选工具。\n\n第一阶段：引擎（第1-6周）\n目标：解析。\n\n✅ 完成\n",
        "
        Emoji1 ⟨🎯 项目目标⟩
        P ⟨核心目标：可靠的接口。⟩
        P ⟨最终愿景：首选工具。⟩
        Outline2 ⟨第一阶段：引擎（第1-6周）⟩
        P ⟨目标：解析。⟩
        P ⟨✅ 完成⟩
        ",
    );
    expect(
        "# Move the service\n\nGoals\n- a\n- b\n\nWhy now?\n- c\n\nSteps\n\nPhase 1 — Prepare\n- d\n\nPhase 2 — Move\n- e\n\nWe will:\n- f\n",
        "
        Atx1 ⟨Move the service⟩
        Plain2 ⟨Goals⟩
        List
          - ⟨a⟩
          - ⟨b⟩
        Plain2 ⟨Why now?⟩
        List
          - ⟨c⟩
        Plain2 ⟨Steps⟩
        Outline3 ⟨Phase 1 — Prepare⟩
        List
          - ⟨d⟩
        Outline3 ⟨Phase 2 — Move⟩
        List
          - ⟨e⟩
        P ⟨We will:⟩
        List
          - ⟨f⟩
        ",
    );
}

#[test]
fn bounds_are_reported() {
    let source = file(&"> ".repeat(300));
    let tree = parse(&source, Format::Markdown);
    check(&tree, &source);
    let deep = format!("{}x", "> ".repeat(300));
    let source = file(&deep);
    let tree2 = parse(&source, Format::Markdown);
    check(&tree2, &source);
    assert!(tree2.problems.iter().any(|p| matches!(p.kind, SyntaxProblemKind::Bound(Bound::NestedBlocks, 100))));
    assert_eq!(tree2.blocks.last().map(|b| source.slice(b.content)), Some("x"));
}

const FRAGMENTS: [&str; 72] = [
    "# A",
    "##标题##",
    "#x",
    "Title\n===",
    "text\n---",
    "- a",
    "  - [x] b",
    "1. c",
    "2、d",
    "3.e。f",
    "> q",
    "> [!NOTE]",
    ">",
    "| a | b |\n|---|---|\n| c |",
    "| x || y |",
    "```\ncode",
    "~~~",
    "    indented",
    "\t\tx",
    "　　一、总体要求",
    "（一）思想。坚持。",
    "第三章 任务",
    "3.2 Goals",
    "**Bold**",
    "**Owner**: X",
    "Owner: Y",
    "责任单位：局",
    "🎯 目标",
    "✅ ok",
    "……… 12",
    "- 3 -",
    "7",
    "<!-- c -->",
    "<!-- open",
    "-->",
    "<div>",
    "</div>",
    "<h2>a</h2>",
    "<table>",
    "</table>",
    "<tr><td>a<td colspan=2>",
    "<td rowspan=2>b</td>",
    "</tr>",
    "<th>c</th>",
    "<ul>",
    "<ol start=3>",
    "</ul>",
    "</ol>",
    "<li>d",
    "</li>",
    "<s>e</s> &nbsp;<br>",
    "<li><svg><pre>",
    "<h3>\n\nb\n</h3>",
    "{: .x}",
    "{::comment}",
    "{:/comment}",
    ":::",
    "[^1]: note",
    "x[^1] [l](u \"t\") ![i](<a b>) <http://a>",
    "[r]: u",
    "[r] [a][r]",
    "*e* **s** ~~t~~ `c`",
    "*a **b* c**",
    "\\* \\| \\",
    "---",
    "***",
    "",
    "",
    "    一、缩进",
    "——原则。说明",
    "\u{feff}",
    "line  ",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn any_mixture_gives_a_sound_tree(
        parts in prop::collection::vec((0..FRAGMENTS.len(), 0..6u8, 0..4u8), 0..24),
        bom in any::<bool>(),
    ) {
        let mut text = String::from(if bom { "\u{feff}" } else { "" });
        for (part, glue, indent) in parts {
            text.push_str(["", "", "  ", "> "][indent as usize]);
            text.push_str(FRAGMENTS[part]);
            text.push_str(["\n", "\r\n", "\n\n", "\n", "\r", " "][glue as usize]);
        }
        tree(&text);
    }

    #[test]
    fn any_text_gives_a_sound_tree(text in "[-#*_`~>|\\[\\](){}<!:. \t\r\na1一、（）。：🎯\u{feff}　]{0,80}") {
        tree(&text);
    }
}
