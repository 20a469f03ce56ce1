//! A value in a row's cell, in a new column where the table has none for it.

use super::offer::Added;
use super::words::{capitalised, field_label};
use crate::lexicon::{Vocabulary, fold};
use crate::plan::{Document, FieldName, Item, Language};
use crate::syntax::{BlockId, BlockKind};
use crate::text::Span;

pub(super) fn cell_added(document: &Document, item: &Item, name: FieldName, value: &str) -> Option<Added> {
    let tree = &document.tree;
    let source = &document.source;
    let row = tree.block(item.block);
    let table = row.parent?;
    let head = tree.children(Some(table)).next().map(|(id, _)| id)?;
    let cells = |row: BlockId| {
        tree.children(Some(row)).filter_map(|(_, block)| match block.kind {
            BlockKind::Cell { column } => Some((column, block.content, block.span)),
            _ => None,
        })
    };
    let names_it =
        |text: &str| Vocabulary::shipped().fields.get(&fold(text.trim())).iter().any(|n| **n == *name.name());
    let column = cells(head).find(|(_, content, _)| names_it(source.slice(*content))).map(|(column, ..)| column);
    if let Some(column) = column {
        let (_, content, _) = cells(item.block).find(|(other, ..)| *other == column)?;
        let old = source.slice(content);
        if !old.is_empty() || in_html(document, item) {
            return Some((vec![(content, value.to_owned())], (0, 0..value.len())));
        }
        // An empty cell is the blank between two bars.
        let line = source.line(source.line_of(row.span.start))?;
        let at = content.start.clamp(line.start, line.end);
        let before = source.slice(line.with(line.start, at));
        let after = source.slice(line.with(at, line.end));
        let start = line.start + before.trim_end_matches(' ').len() as u32;
        let end = at + (after.len() - after.trim_start_matches(' ').len()) as u32;
        return Some((vec![(line.with(start, end), format!(" {value} "))], (0, 1..1 + value.len())));
    }
    if in_html(document, item) {
        return None;
    }
    new_column(document, item, table, name, value)
}

/// Whether a row or list item is one of HTML: no further one can be written by its line.
pub(super) fn in_html(document: &Document, item: &Item) -> bool {
    document.source.slice(document.tree.block(item.block).span).starts_with('<')
}

fn new_column(document: &Document, item: &Item, table: BlockId, name: FieldName, value: &str) -> Option<Added> {
    let source = &document.source;
    let span = document.tree.block(table).span;
    let first = source.line_of(span.start);
    let last = source.line_of(source.trim(span).end.max(1) - 1);
    let own = source.line_of(document.tree.block(item.block).span.start);
    let label = field_label(name, document.language);
    let label = if document.language == Language::Zh { label.to_owned() } else { capitalised(label) };
    let mut edits: Vec<(Span, String)> = Vec::new();
    let mut place = None;
    for number in first..=last {
        let line = source.line(number)?;
        let end = source.trim(line).end;
        let closed = source.slice(line.with(line.start, end)).ends_with('|');
        let cell = match number - first {
            0 => label.as_str(),
            1 => "---",
            _ if number == own => value,
            _ => "",
        };
        let text = if closed { format!(" {cell} |") } else { format!(" | {cell}") };
        if number == own {
            let start = text.find(value)?;
            place = Some((edits.len(), start..start + value.len()));
        }
        edits.push((line.with(end, end), text));
    }
    Some((edits, place?))
}
