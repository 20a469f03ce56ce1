//! A finding suppressed, with a reason that the author writes.

use super::offer::Mend;
use super::words::line_end;
use crate::check::finding::Finding;
use crate::plan::{Document, Language, Plan};
use crate::syntax::{BlockKind, Format};
use crate::text::Span;

/// Offers a comment that suppresses the finding.
pub(super) fn silenced(plan: &Plan, finding: &Finding, language: Language) -> Option<Mend> {
    let document = plan.document_of(finding.span)?;
    let reason = match document.language {
        Language::En => "reason",
        Language::Zh => "理由",
    };
    let (span, head, tail) =
        if finding.missing { whole_file(document, &finding.code) } else { one_place(document, finding)? };
    let text = format!("{head}{reason}{tail}");
    let title = match language {
        Language::En => format!("Suppress {} here, with a reason", finding.code),
        Language::Zh => format!("在此处屏蔽{}，并写明理由", finding.code),
    };
    Some(Mend { title, edits: vec![(span, text)], write: Some((0, head.len()..head.len() + reason.len())) })
}

fn whole_file(document: &Document, code: &str) -> (Span, String, String) {
    let nl = line_end(document);
    let source = &document.source;
    let words = format!("planspect-disable-file {code} -- ");
    match (document.tree.format, document.tree.front_span) {
        (Format::Yaml, _) => (source.at(0, 0), format!("# {words}"), nl.to_owned()),
        (Format::Markdown, Some(front)) => {
            let end = source.trim(front).end as usize;
            (source.at(end, end), format!("{nl}{nl}<!-- {words}"), " -->".to_owned())
        }
        (Format::Markdown, None) => {
            let start = if source.text.starts_with('\u{feff}') { 3 } else { 0 };
            (source.at(start, start), format!("<!-- {words}"), format!(" -->{nl}{nl}"))
        }
    }
}

fn one_place(document: &Document, finding: &Finding) -> Option<(Span, String, String)> {
    let source = &document.source;
    let nl = line_end(document);
    let code = &finding.code;
    let line = source.line(source.line_of(finding.span.start))?;
    let text = source.slice(line);
    let indent = &text[..text.len() - text.trim_start().len()];
    let in_front = document.tree.front_span.is_some_and(|front| front.contains(finding.span));
    if document.tree.format == Format::Yaml || in_front {
        // In front matter there is no block that comes next.
        let end = source.trim(line).end as usize;
        return Some((source.at(end, end), format!("  # planspect-disable-line {code} -- "), String::new()));
    }
    let holds = |kind: fn(&BlockKind) -> bool| {
        document.tree.blocks.iter().any(|block| kind(&block.kind) && block.span.contains(finding.span))
    };
    if holds(|kind| matches!(kind, BlockKind::Row { .. })) {
        // Between two rows there is no place for a line, and in the cell of a field it would be its value.
        let end = finding.span.with(finding.span.end, finding.span.end);
        let cells = document.tree.blocks.iter().filter(|block| matches!(block.kind, BlockKind::Cell { .. }));
        let cell = cells.map(|cell| cell.content).find(|cell| cell.start <= end.start && end.end <= cell.end);
        let at = cell.map_or(end.start, |cell| cell.end) as usize;
        return Some((source.at(at, at), format!(" <!-- planspect-disable-line {code} -- "), " -->".to_owned()));
    }
    if holds(|kind| matches!(kind, BlockKind::ListItem { .. })) {
        let end = source.trim(line).end as usize;
        return Some((source.at(end, end), format!(" <!-- planspect-disable-line {code} -- "), " -->".to_owned()));
    }
    let at = line.start as usize;
    Some((source.at(at, at), format!("{indent}<!-- planspect-disable-next {code} -- "), format!(" -->{nl}")))
}
