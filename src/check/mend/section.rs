//! What a plan as a whole does not say: a field in its head, a section with a prompt.

use super::offer::Mend;
use super::words::{field_label, heading, line_end, to_write};
use crate::plan::{Document, FieldName, Language, Plan, SectionKind};
use crate::syntax::{BlockKind, Format};
use crate::text::Span;

/// Offers a field of the plan, in front matter or as a key.
pub(super) fn plan_field(plan: &Plan, name: FieldName, language: Language) -> Option<Mend> {
    let document = plan.documents.first()?;
    let source = &document.source;
    let nl = line_end(document);
    let (key, value) = (field_label(name, Language::En).replace(' ', "-"), to_write(document.language));
    let line = format!("{key}: {value}");
    let (at, text) = match (document.tree.format, document.tree.front_span) {
        (Format::Markdown, Some(front)) => {
            // Before the line that closes it.
            let close = source.line(source.line_of(source.trim(front).end.saturating_sub(1)))?;
            (close.start, format!("{line}{nl}"))
        }
        (Format::Markdown, None) => (start(document), format!("---{nl}{line}{nl}---{nl}{nl}")),
        (Format::Yaml, _) => {
            let first = document.tree.blocks.iter().find(|block| block.kind == BlockKind::Entry)?;
            (first.span.start, format!("{line}{nl}"))
        }
    };
    let place = text.find(value)?;
    let label = field_label(name, language);
    let title = match language {
        Language::En => format!("Add `{label}` to the plan"),
        Language::Zh => format!("为规划补充“{label}”"),
    };
    let span = source.at(at as usize, at as usize);
    Some(Mend { title, edits: vec![(span, text)], write: Some((0, place..place + value.len())) })
}

/// Offers a section with a prompt for what belongs into it.
pub(super) fn section(plan: &Plan, kind: SectionKind, language: Language) -> Option<Mend> {
    let document = plan.documents.last()?;
    let source = &document.source;
    let nl = line_end(document);
    let (words, prompt) = heading(kind, document.language);
    let end = source.text.trim_end().len();
    let gap = if end == 0 { String::new() } else { format!("{nl}{nl}") };
    let text = match document.tree.format {
        Format::Yaml => format!("{nl}{}:{nl}  # {prompt}{nl}  - {}", kind.name(), to_write(document.language)),
        Format::Markdown => format!("{gap}{} {words}{nl}{nl}<!-- {prompt} -->", "#".repeat(level(plan))),
    };
    let place = text.rfind(if document.tree.format == Format::Yaml { to_write(document.language) } else { "<!--" })?;
    let shown = heading(kind, language).0;
    let title = match language {
        Language::En => format!("Add a section “{shown}”"),
        Language::Zh => format!("补充“{shown}”一节"),
    };
    let len = text.len();
    Some(Mend { title, edits: vec![(Span::new(source.id, end, end), text)], write: Some((0, place..len)) })
}

/// The depth at which the plan's own sections stand.
fn level(plan: &Plan) -> usize {
    let levels = plan.sections().filter(|(_, s)| !s.own_kinds.is_empty() && !s.run_in).map(|(_, s)| s.level);
    usize::from(levels.filter(|level| (1..=6).contains(level)).min().unwrap_or(2))
}

/// Where a text begins, behind a byte order mark.
fn start(document: &Document) -> u32 {
    if document.source.text.starts_with('\u{feff}') { 3 } else { 0 }
}
