//! Text in, a compact tree out.

#![allow(clippy::unwrap_used)]

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

