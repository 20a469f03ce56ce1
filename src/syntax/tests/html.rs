//! Tables and lists of HTML in Markdown.

use super::{check, dump, expect, file, marks, tree};
use crate::syntax::{Bound, Format, MarkKind, SyntaxProblemKind, parse};

/// The spans of all blocks as text.
fn spans(text: &str) -> Vec<String> {
    let source = file(text);
    let tree = parse(&source, Format::Markdown);
    check(&tree, &source);
    tree.blocks.iter().map(|block| source.slice(block.span).to_owned()).collect()
}

#[test]
fn a_table_is_read_as_one_of_bars() {
    let html = "<table>\n<thead>\n<tr><th>Task</th><th>Owner</th></tr>\n</thead>\n<tbody>\n<tr>\n  <td>T1 Do</td>\n  <td></td>\n</tr>\n</tbody>\n</table>\n";
    expect(
        html,
        "
        Table
          Head
            0 ⟨Task⟩
            1 ⟨Owner⟩
          Row
            0 ⟨T1 Do⟩
            1
        ",
    );
    assert_eq!(tree(html), tree("| Task | Owner |\n|---|---|\n| T1 Do |  |\n"));
    assert_eq!(
        spans("a\n\n<table><tr><td> x\n</td><td></td></tr></table>\nb\n"),
        [
            "a",
            "<table><tr><td> x\n</td><td></td></tr></table>",
            "<tr><td> x\n</td><td></td></tr>",
            "<td> x\n</td>",
            "<td></td>",
            "b"
        ]
    );
}

#[test]
fn the_first_row_is_the_head_unless_others_are() {
    // Without any head cell it is the first row; a corner without text is no other cell.
    expect(
        "<table><tr><td>A</td></tr><tr><td>b</td></tr></table>\n\n<table><tr><td>&nbsp;</td><th>A</th></tr><tr><th>b</th><td>c</td></tr></table>\n\n<table><tr><td>x</td><th>A</th></tr><tr><td>b</td></tr></table>\n",
        "
        Table
          Head
            0 ⟨A⟩
          Row
            0 ⟨b⟩
        Table
          Head
            0
            1 ⟨A⟩
          Row
            0 ⟨b⟩
            1 ⟨c⟩
        Table
          Row
            0 ⟨x⟩
            1 ⟨A⟩
          Row
            0 ⟨b⟩
        ",
    );
}

#[test]
fn merged_cells_move_those_behind_them() {
    expect(
        "<table>\n<tr><th>P</th><th colspan=\"2\">Q</th><th>R</th></tr>\n<tr><td rowspan='2'>1</td><td>a</td><td>b</td><td rowspan=3>c</td></tr>\n<tr><td>d</td><td>e</td></tr>\n<tr><td colspan=\"2\">f</td><td>g</td><td>h</td></tr>\n<tr><td>i</td></tr></table>\n",
        "
        Table
          Head
            0 ⟨P⟩
            1 ⟨Q⟩
            3 ⟨R⟩
          Row
            0 ⟨1⟩
            1 ⟨a⟩
            2 ⟨b⟩
            3 ⟨c⟩
          Row
            1 ⟨d⟩
            2 ⟨e⟩
          Row
            0 ⟨f⟩
            2 ⟨g⟩
            4 ⟨h⟩
          Row
            0 ⟨i⟩
        ",
    );
    // To the end of the group, and no further.
    expect(
        "<table><tbody><tr><td rowspan=0>a<td>b<tr><td>c</tbody><tbody><tr><td>d</tbody></table>\n",
        "
        Table
          Head
            0 ⟨a⟩
            1 ⟨b⟩
          Row
            1 ⟨c⟩
          Row
            0 ⟨d⟩
        ",
    );
    let wide =
        "<table><tr><td colspan=99999999999 rowspan=4294967295>a<td colspan=0>b<td>c<tr><td rowspan=-1>d</table>";
    expect(
        wide,
        "
        Table
          Head
            0 ⟨a⟩
            200 ⟨b⟩
            201 ⟨c⟩
          Row
            200 ⟨d⟩
        ",
    );
}

#[test]
fn the_text_of_a_cell_is_whole() {
    expect(
        "<table><caption>Work of <b>2027</b></caption>\n<tr><td><p>One<br>two</p>\n<p>three</p></td><td><ul><li>a</li><li>b</li></ul></td><td><h3>H</h3> &nbsp;<script>x()</script></td></tr>\n<tr>loose<td><table><tr><td>in</td></tr></table> after</td></tr></table>\n",
        "
        P ⟨Work of <b>2027⟩
        Table
          Head
            0 ⟨One<br>two</p>⏎<p>three⟩
            1 ⟨a</li><li>b⟩
            2 ⟨H⟩
          Row
            0 ⟨loose⟩
            1
              Table
                Head
                  0 ⟨in⟩
              P ⟨after⟩
        ",
    );
    assert_eq!(
        marks("<table><tr><td><b>T1</b> a<br>b <a href=\"x\">c</a> ~~d~~</td></tr></table>\n"),
        [
            "Html </b> | </b> | ",
            "Html <br> | <br> | ",
            "Html <a href=\"x\"> | <a href=\"x\"> | ",
            "Html </a> | </a> | "
        ]
    );
}

#[test]
fn lists_lie_in_each_other() {
    expect(
        "<ul>\n  <li><p>One</p><p>more</p>\n    <ol start=\"3\">\n      <li>a\n      <li value=7>b</li>\n      <li><input type=\"checkbox\" checked=\"\" /> c</li>\n    </ol>\n  </li>\n  <li><a href=\"x\">Two</a> b</li>\n  <ul><li>Three</li></ul>\n</ul>\n",
        "
        List
          - ⟨One⟩
            P ⟨more⟩
            List 3
              3. ⟨a⟩
              7. ⟨b⟩
              8. [x] ⟨c⟩
          - ⟨Two</a> b⟩
            List
              - ⟨Three⟩
        ",
    );
    assert_eq!(
        spans("<ul><li>a<ul><li> b </li></ul></li>\n<li>c</ul>\n"),
        [
            "<ul><li>a<ul><li> b </li></ul></li>\n<li>c</ul>",
            "<li>a<ul><li> b </li></ul></li>",
            "<ul><li> b </li></ul>",
            "<li> b </li>",
            "<li>c"
        ]
    );
}

#[test]
fn struck_items_are_struck() {
    let source = file("<ul><li><s>Done</s></li><li> <del>gone</del></a> now</li><li><s>open</li></ul>\n");
    let tree = parse(&source, Format::Markdown);
    check(&tree, &source);
    assert_eq!(dump(&tree, &source), "List\n  - ⟨<s>Done</s>⟩\n  - ⟨<del>gone</del></a> now⟩\n  - ⟨<s>open⟩\n");
    let found: Vec<(MarkKind, &str, &str)> =
        tree.marks.iter().map(|mark| (mark.kind, source.slice(mark.span), source.slice(mark.inner))).collect();
    assert_eq!(
        found,
        [
            (MarkKind::Strike, "<s>Done</s>", "Done"),
            (MarkKind::Strike, "<del>gone</del>", "gone"),
            (MarkKind::Html, "</a>", "</a>"),
            (MarkKind::Html, "<s>", "<s>"),
        ]
    );
}

#[test]
fn what_stands_beside_lists_is_read_and_code_is_not() {
    expect(
        "<div class=\"grid\">\n  <style>ul { x }</style>\n  <h3 class=\"h5\"><i>Aims</i> now</h3>\n  Some text\n  <!-- a note -->\n  <ul>\n    <li><svg><path/></svg> a</li>\n    <li>b<pre>code</pre></li>\n  </ul>\n  <p>After</p>\n</div>\n",
        "
        Html ⟨<style>ul { x }</style>⟩
        Atx3 ⟨Aims</i> now⟩
        P ⟨Some text⟩
        List
          - ⟨a⟩
          - ⟨b⟩
            Html ⟨<pre>code</pre>⟩
        P ⟨After⟩
        ",
    );
    assert_eq!(spans("<ul><li><h2>A</h2>b</ul>\n")[2], "<h2>A</h2>");
}

#[test]
fn blank_lines_do_not_end_a_table() {
    let rows = "<table>\n<!-- x -->\n\n\n<tr>\n<td>**T1** a</td>\n\n<td>\n\n~~b~~ <br> c\n\n</td>\n</tr>\n\n</table>\ntail\n\n- next\n";
    for text in [rows.to_owned(), rows.replace('\n', "\r\n")] {
        expect(
            &text,
            "
            Table
              Head
                0 ⟨**T1** a⟩
                1 ⟨~~b~~ <br> c⟩
            P ⟨tail⟩
            List
              - ⟨next⟩
            ",
        );
        // `~~b~~` stands behind a blank line and is Markdown's, `**T1**` is a paragraph's too.
        assert_eq!(marks(&text), ["Strike ~~b~~ | b | ", "Html <br> | <br> | "]);
    }
    // One behind another, each with a blank line.
    expect(
        "<ul>\n<li>a\n\n<li>b</ul>\n<table><tr><td>c\n\n<tr><td>d</table>\n\nend\n",
        "
        List
          - ⟨a⟩
          - ⟨b⟩
        Table
          Head
            0 ⟨c⟩
          Row
            0 ⟨d⟩
        P ⟨end⟩
        ",
    );
}

#[test]
fn what_is_never_closed_keeps_to_its_block() {
    expect(
        "<table>\n<tr><td>a\n\n- b\n\n**c** d\n",
        "
        Table
          Head
            0 ⟨a⟩
        List
          - ⟨b⟩
        P ⟨**c** d⟩
        ",
    );
    // What is closed outside of the item or quote that holds it, is not closed in it.
    expect(
        "- <ul>\n  <li>a\n\n- b </ul>\n\n> <table><tr><td>\n> c\n>\n> <td> d</table>\n> e\n",
        "
        List
          -
            List
              - ⟨a⟩
          - ⟨b </ul>⟩
        Quote
          Table
            Head
              0 ⟨c⟩
              1 ⟨d⟩
          P ⟨e⟩
        ",
    );
    // Tags that lay out Markdown.
    expect(
        "<table><tr><td>\n\n## A\n\n- b\n\n</td></tr></table>\n\n## C\n",
        "
        Html ⟨<table><tr><td>⟩
        Atx2 ⟨A⟩
        List
          - ⟨b⟩
        Html ⟨</td></tr></table>⟩
        Atx2 ⟨C⟩
        ",
    );
}

#[test]
fn a_heading_divided_by_a_blank_line_leaves_its_item() {
    expect(
        "- <h2>\n\n  a</h2>\n\nnext\n",
        "
        List
          -
            Atx2 ⟨a⟩
        P ⟨next⟩
        ",
    );
}

#[test]
fn tags_out_of_place_do_no_harm() {
    for text in [
        "</ul></table></li><ul>",
        "<ul>x<li>a</ol>b</ul>c",
        "<table>x<table><tr><td>a</table><tr><td>b</table>",
        "<table><li>a</li><h2>b</h2><ul><li>c</table>",
        "<table><tr><td><ul><li>a</td></li></ul></table>",
        "<ul><li><h2>a<li>b</h2></ul>",
        "<h1><table><tr><td>a</h1></table>",
        "<ul><li>a <b",
        "<ul><li>a <!-- b",
        "<ul><li><script>a</li></ul>",
        "<s><ul><li>a</s></li></ul></s>",
        "<table><tr>a<tr>b<td>c</tr>d</table>",
        "<ul><table><tr><td>a</ul>b</table>c</ul>",
        "> <ul>\n> <li>a\n>\n> b</ul>\n",
        "<ul>\n\n- a\n- b</ul>\n- c\n",
    ] {
        tree(text);
        tree(&format!("- {text}\n\n{text}"));
    }
}

#[test]
fn tables_in_each_other_are_bounded() {
    for piece in ["<table><tr><td>", "<ul><li>", "<ol>"] {
        let source = file(&format!("{}x", piece.repeat(300)));
        let tree = parse(&source, Format::Markdown);
        check(&tree, &source);
        assert!(tree.problems.iter().any(|p| matches!(p.kind, SyntaxProblemKind::Bound(Bound::NestedBlocks, 100))));
        assert!(tree.blocks.iter().any(|block| source.slice(block.content) == "x"));
    }
}

#[test]
fn a_carriage_return_alone_ends_a_line_between_tags() {
    for text in ["<ul>\r<table>\n", "<ul>\r<li>a\r</ul>\r", "x\n\n<ul>\r<table>\n<tr><td>a\r</table>\r"] {
        tree(text);
    }
}
