//! A field added to an item, in the form in which the item is written.

use super::offer::{Added, Mend};
use super::table;
use super::words::{capitalised, field_label, line_end, to_write};
use crate::plan::{Document, Field, FieldName, Form, Item, ItemId, Language, Origin, Plan, Value};
use crate::syntax::BlockKind;

/// The offer to add a field, its value still to be written.
pub(super) fn offered(plan: &Plan, item: ItemId, name: FieldName, language: Language) -> Option<Mend> {
    let document = plan.document(plan.item(item).document);
    let (edits, write) = field_added(plan, item, name, to_write(document.language))?;
    let label = field_label(name, language);
    let title = match language {
        Language::En => format!("Add `{label}`"),
        Language::Zh => format!("补充“{label}”"),
    };
    Some(Mend { title, edits, write: Some(write) })
}

/// Adds a field to an item: into its brackets, its table cell, its YAML entry, or as a line beside its others.
/// None where its form has no place for it.
pub fn field_added(plan: &Plan, id: ItemId, name: FieldName, value: &str) -> Option<Added> {
    let item = plan.item(id);
    let document = plan.document(item.document);
    let own: Vec<&Field> = plan
        .fields(Some(id))
        .filter(|f| f.document == item.document && f.label.is_some() && matches!(f.origin, Origin::Own | Origin::Part))
        .filter(|f| item.span.contains(f.value))
        .collect();
    if let Some(added) = into_list(document, &own, name, value) {
        return Some(added);
    }
    if let Some(empty) = own.iter().find(|f| f.name == name && matches!(f.read, Value::Empty) && item.form != Form::Row)
    {
        let glue = if document.source.slice(empty.value).is_empty() { " " } else { "" };
        let text = format!("{glue}{value}");
        let range = glue.len()..text.len();
        return Some((vec![(empty.value, text)], (0, range)));
    }
    match item.form {
        Form::Row => table::cell_added(document, item, name, value),
        Form::Yaml => into_yaml(document, item, name, value),
        Form::List | Form::Paragraph => into_brackets(document, item, &own, name, value),
        Form::Heading => as_line(document, item, &own, name, value),
    }
}

/// A further id in a link field that the item has already.
fn into_list(document: &Document, own: &[&Field], name: FieldName, value: &str) -> Option<Added> {
    let there = own.iter().find(|f| f.name == name && !matches!(f.read, Value::Empty) && name == FieldName::Serves)?;
    let glue = if document.language == Language::Zh { "、" } else { ", " };
    // Inside the brackets of a YAML list.
    let text = document.source.slice(there.value);
    let end = if text.ends_with(']') { there.value.end - 1 } else { there.value.end };
    let text = format!("{glue}{value}");
    let range = glue.len()..text.len();
    Some((vec![(there.value.with(end, end), text)], (0, range)))
}

fn into_brackets(document: &Document, item: &Item, own: &[&Field], name: FieldName, value: &str) -> Option<Added> {
    let source = &document.source;
    let content = document.tree.block(item.block).content;
    let label = field_label(name, document.language);
    let zh = document.language == Language::Zh;
    let last = own.iter().filter(|f| f.origin == Origin::Own).max_by_key(|f| f.value.end);
    if let Some(last) = last {
        let rest = source.slice(last.value.with(last.value.end, source.text.len() as u32));
        let closing = rest.trim_start_matches(['*', '_', '`', ' ', '.', '。']).chars().next();
        if let Some(close) = closing.filter(|c| matches!(c, ')' | '）' | '】' | ']')) {
            let text = if matches!(close, '）' | '】') || zh {
                format!("；{label}：{value}")
            } else {
                format!("; {label}: {value}")
            };
            let range = text.len() - value.len()..text.len();
            return Some((vec![(last.value.with(last.value.end, last.value.end), text)], (0, range)));
        }
        if let Some(added) = beside(document, last, name, value) {
            return Some(added);
        }
    }
    if content.is_empty() {
        return None;
    }
    let end = source.trim(content).end;
    // Comments at the end of the line stay at its end.
    let end = document
        .tree
        .comments
        .iter()
        .find(|c| c.span.start > content.start && c.span.end >= end && c.span.start < end)
        .map_or(end, |c| source.trim(content.with(content.start, c.span.start)).end);
    let (text, tail) =
        if zh { (format!("（{label}：{value}）"), "）".len()) } else { (format!(" ({label}: {value})"), 1) };
    let range = text.len() - tail - value.len()..text.len() - tail;
    Some((vec![(content.with(end, end), text)], (0, range)))
}

/// A line after another field's, in the same form; none where that field does not have its line to itself.
fn beside(document: &Document, other: &Field, name: FieldName, value: &str) -> Option<Added> {
    let source = &document.source;
    let label = other.label?;
    let line = source.line(source.line_of(label.start))?;
    let before = source.slice(line.with(line.start, label.start));
    let between = source.slice(line.with(label.end, other.value.start));
    let marks_only = |text: &str| text.chars().all(|c| c.is_whitespace() || "-*+_>`:：".contains(c));
    if !marks_only(before) || !marks_only(between) || other.value.start < label.end {
        return None;
    }
    let capital = source.slice(label).starts_with(|c: char| c.is_uppercase());
    let mut word = field_label(name, document.language).to_owned();
    if capital {
        word = capitalised(&word);
    }
    let between = if between.trim_end().len() == between.len() && !between.contains('：') {
        format!("{between} ")
    } else {
        between.to_owned()
    };
    // Two spaces or a backslash at the end of a line break it; the new one breaks as its neighbour does.
    let tail = source.slice(line.with(other.value.end.min(line.end), line.end));
    let break_mark = if tail.ends_with("  ") { "  " } else { "" };
    let head = format!("{}{before}{word}{between}", line_end(document));
    let text = format!("{head}{value}{break_mark}");
    Some((vec![(line.with(line.end, line.end), text)], (0, head.len()..head.len() + value.len())))
}

fn as_line(document: &Document, item: &Item, own: &[&Field], name: FieldName, value: &str) -> Option<Added> {
    let lines = own.iter().filter(|f| f.origin == Origin::Own).max_by_key(|f| f.value.end);
    if let Some(added) = lines.and_then(|last| beside(document, last, name, value)) {
        return Some(added);
    }
    let source = &document.source;
    let block = document.tree.block(item.block);
    let end = source.trim(block.span).end;
    let label = field_label(name, document.language);
    let nl = line_end(document);
    let (label, colon) =
        if document.language == Language::Zh { (label.to_owned(), "：") } else { (capitalised(label), ": ") };
    let head = format!("{nl}{nl}{label}{colon}");
    let text = format!("{head}{value}");
    let range = head.len()..text.len();
    Some((vec![(block.span.with(end, end), text)], (0, range)))
}

fn into_yaml(document: &Document, item: &Item, name: FieldName, value: &str) -> Option<Added> {
    let source = &document.source;
    let tree = &document.tree;
    let label = field_label(name, Language::En).replace(' ', "-");
    let text = source.slice(item.span).trim_end();
    let inner_end = item.span.start + text.len() as u32;
    if text.ends_with('}') {
        let head = format!(", {label}: ");
        let text = format!("{head}{value}");
        let at = inner_end - 1;
        return Some((vec![(item.span.with(at, at), text)], (0, head.len()..head.len() + value.len())));
    }
    // The keys of the entry stand in one column.
    let key = tree.blocks.iter().find(|b| b.kind == BlockKind::Entry && item.span.contains(b.span))?;
    let line = source.line(source.line_of(key.span.start))?;
    let indent: String = source
        .slice(line.with(line.start, key.span.start))
        .chars()
        .map(|c| if c == '\t' { '\t' } else { ' ' })
        .collect();
    let head = format!("{}{indent}{label}: ", line_end(document));
    let text = format!("{head}{value}");
    let last = source.line(source.line_of(inner_end))?;
    Some((vec![(last.with(last.end, last.end), text)], (0, head.len()..head.len() + value.len())))
}
