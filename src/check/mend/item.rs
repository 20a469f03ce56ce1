//! New items: a further one of a kind, in the form of the last.

use super::offer::Mend;
use super::table::in_html;
use super::words::{line_end, to_write};
use crate::plan::{Document, Form, Item, ItemId, ItemKind, Language, Plan, form_of};
use crate::text::Span;

/// A further item after the last of its kind: the edit, the new id, and where its title stands in the edit.
pub(super) struct NewItem {
    pub edit: (Span, String),
    pub id: String,
    pub title: std::ops::Range<usize>,
}

/// Writes a further item of a kind after the last one that has an id, in the same form.
pub(super) fn further(plan: &Plan, kind: ItemKind, title: &str) -> Option<NewItem> {
    let (_, last) = plan
        .items()
        .filter(|(_, item)| item.kind == kind && item.id.is_some() && item.repeats.is_none() && item.parent.is_none())
        .last()?;
    let id = next_id(plan, kind, last)?;
    let document = plan.document(last.document);
    if matches!(last.form, Form::Row | Form::List) && in_html(document, last) {
        return None;
    }
    match last.form {
        Form::List | Form::Paragraph => in_list(document, last, id, title),
        Form::Row => in_table(document, last, id, title),
        Form::Yaml => in_yaml(document, last, id, title),
        Form::Heading => None,
    }
}

/// The id after the highest of the same form.
fn next_id(plan: &Plan, kind: ItemKind, last: &Item) -> Option<String> {
    let written = plan.text(last.id.as_ref()?.span);
    let form = form_of(written);
    let digits = |text: &str| text.chars().rev().take_while(char::is_ascii_digit).count();
    let width = digits(written);
    let ids = plan.items().filter(|(_, item)| item.kind == kind).filter_map(|(_, item)| item.id.as_ref());
    let numbers = ids.filter_map(|id| {
        let text = plan.text(id.span);
        (form_of(text) == form).then(|| text[text.len() - digits(text)..].parse::<u32>().ok()).flatten()
    });
    let next = numbers.max()?.checked_add(1)?;
    Some(format!("{}{next:0width$}", &written[..written.len() - width]))
}

fn in_list(document: &Document, last: &Item, id: String, title: &str) -> Option<NewItem> {
    let source = &document.source;
    let old = last.id.as_ref()?.span;
    let line = source.line(source.line_of(old.start))?;
    if last.title.start < old.end || last.title.start > line.end {
        return None;
    }
    let before = source.slice(line.with(line.start, old.start));
    let between = source.slice(line.with(old.end, last.title.start));
    let end = source.trim(last.span).end;
    let last_line = source.line(source.line_of(end))?;
    let head = format!("{}{before}{id}{between}", line_end(document));
    let range = head.len()..head.len() + title.len();
    Some(NewItem { edit: (line.with(last_line.end, last_line.end), format!("{head}{title}")), id, title: range })
}

fn in_table(document: &Document, last: &Item, id: String, title: &str) -> Option<NewItem> {
    let source = &document.source;
    let old = last.id.as_ref()?.span;
    let line = source.line(source.line_of(old.start))?;
    let text = source.slice(line);
    let mut row = String::from(line_end(document));
    let mut range = None;
    let mut at = line.start;
    let open = !text.trim_start().starts_with('|');
    for (number, cell) in text.split('|').enumerate() {
        let span = line.with(at, at + cell.len() as u32);
        at = span.end + 1;
        if number > 0 {
            row.push('|');
        }
        if span.contains(old) {
            row.push_str(if open && number == 0 { "" } else { " " });
            row.push_str(&id);
            row.push(' ');
        } else if span.contains(last.title) {
            row.push(' ');
            range = Some(row.len()..row.len() + title.len());
            row.push_str(title);
            row.push(' ');
        } else if !cell.trim().is_empty() || number > 0 {
            row.push_str(if at > line.end && cell.trim().is_empty() { "" } else { "  " });
        }
    }
    Some(NewItem { edit: (line.with(line.end, line.end), row), id, title: range? })
}

fn in_yaml(document: &Document, last: &Item, id: String, title: &str) -> Option<NewItem> {
    let source = &document.source;
    let line = source.line(source.line_of(last.span.start))?;
    let text = source.slice(line);
    let indent = &text[..text.len() - text.trim_start().len()];
    if !text.trim_start().starts_with('-') {
        return None;
    }
    let end = source.trim(last.span).end;
    let last_line = source.line(source.line_of(end))?;
    let nl = line_end(document);
    let head = format!("{nl}{indent}- id: {id}{nl}{indent}  title: ");
    let range = head.len()..head.len() + title.len();
    Some(NewItem { edit: (line.with(last_line.end, last_line.end), format!("{head}{title}")), id, title: range })
}

/// Takes a purchase out of the needs and makes it the last task; none where something refers to it, or it has
/// parts that would have to move with it.
pub(super) fn moved_to_tasks(plan: &Plan, need: ItemId, language: Language) -> Option<Mend> {
    let item = plan.item(need);
    let document = plan.document(item.document);
    let source = &document.source;
    let referred = plan.facts.references.iter().any(|r| r.target == Some(need) && r.item != Some(need));
    let first = source.line(source.line_of(item.span.start))?;
    let last = source.line_of(source.trim(item.span).end.saturating_sub(1));
    if item.form != Form::List || !item.parts.is_empty() || referred || last != source.line_of(first.start) {
        return None;
    }
    let rest = source.slice(item.span.with(item.title.start, first.end)).trim_end();
    let new = further(plan, ItemKind::Task, rest)?;
    let next = source.line(last + 1).map_or(source.text.len() as u32, |line| line.start);
    let gone = first.with(first.start, next);
    if gone.contains(new.edit.0) {
        return None;
    }
    let title = match language {
        Language::En => format!("Move this purchase to the tasks, as {}", new.id),
        Language::Zh => format!("把这项采购移到任务中，编号{}", new.id),
    };
    Some(Mend { title, edits: vec![(gone, String::new()), new.edit], write: None })
}

/// A need that is still to be put into words.
pub(super) fn need_to_write(plan: &Plan) -> Option<NewItem> {
    further(plan, ItemKind::Need, to_write(plan.language))
}
