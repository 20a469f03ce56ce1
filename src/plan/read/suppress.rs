//! Suppression comments (DESIGN §5).

use crate::plan::model::Suppression;
use crate::plan::values;
use crate::syntax::{BlockKind, Comment, Tree};
use crate::text::{SourceFile, Span};

/// The comments that switch rules off, with what they cover.
pub(super) fn suppressions(source: &SourceFile, tree: &Tree) -> Vec<Suppression> {
    let mut found: Vec<Suppression> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let end = source.text.len() as u32;
    for comment in &tree.comments {
        let text = source.slice(comment.body);
        let Some(rest) = text.strip_prefix("planspect-") else { continue };
        let word_len = rest.find(|c: char| !c.is_ascii_alphabetic() && c != '-').unwrap_or(rest.len());
        let word = &rest[..word_len];
        let from = comment.body.start + ("planspect-".len() + word_len) as u32;
        if word == "enable" {
            let (rules, ..) = arguments(source, comment.body.with(from, comment.body.end));
            open.retain(|&index| {
                let same = rules.is_empty()
                    || found[index].rules.iter().any(|(_, name)| rules.iter().any(|(_, other)| other == name));
                if same {
                    found[index].covers.end = comment.span.start;
                }
                !same
            });
            continue;
        }
        let (rules, reason, until) = arguments(source, comment.body.with(from, comment.body.end));
        let (covers, whole_file) = match word {
            "disable-file" => (source.span(), true),
            "disable" => (comment.span.with(comment.span.end, end), false),
            "disable-next" => (next_block(source, tree, comment), false),
            "disable-line" => (line_of(source, comment), false),
            _ => continue,
        };
        if word == "disable" {
            open.push(found.len());
        }
        found.push(Suppression { span: comment.span, rules, covers, whole_file, reason, until });
    }
    found
}

type Arguments = (Vec<(Span, Box<str>)>, Option<Span>, Option<(Span, values::DateValue)>);

/// `PRF001, KEY until=2027-06-30 -- reason`.
fn arguments(source: &SourceFile, span: Span) -> Arguments {
    let text = source.slice(span);
    let (list, reason) = match text.find("--") {
        Some(at) => {
            let reason = source.trim(span.with(span.start + at as u32 + 2, span.end));
            (&text[..at], (!reason.is_empty()).then_some(reason))
        }
        None => (text, None),
    };
    let mut rules = Vec::new();
    let mut until = None;
    let mut at = 0;
    for piece in list.split_inclusive(|c: char| c.is_whitespace() || matches!(c, ',' | '，' | '、')) {
        let word = piece.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '，' | '、'));
        if !word.is_empty() {
            let start = span.start + (at + piece.find(word).unwrap_or(0)) as u32;
            let place = span.with(start, start + word.len() as u32);
            match word.strip_prefix("until=") {
                Some(date) => until = Some((place, values::date(date))),
                None => rules.push((place, word.into())),
            }
        }
        at += piece.len();
    }
    (rules, reason, until)
}

/// The next block, table row or list item after a comment.
fn next_block(source: &SourceFile, tree: &Tree, comment: &Comment) -> Span {
    let after = comment.span.end;
    let first = tree.blocks.partition_point(|block| block.span.start < after);
    let next = tree.blocks[first..].iter().find(|block| {
        !matches!(
            block.kind,
            BlockKind::List { .. }
                | BlockKind::Table
                | BlockKind::Html
                | BlockKind::Furniture
                | BlockKind::Row { head: true }
                | BlockKind::Cell { .. }
                | BlockKind::Scalar
        )
    });
    next.map_or_else(|| source.at(after as usize, after as usize), |block| block.span)
}

/// The line on which a comment stands.
fn line_of(source: &SourceFile, comment: &Comment) -> Span {
    source.line(source.line_of(comment.span.start)).unwrap_or(comment.span)
}
