//! Fixes: changes of text that mend findings, chosen so that no two touch, applied until nothing is left to
//! mend.
//!
//! A *safe* fix keeps what the plan says; an *unsafe* one is a guess at what was meant. What needs a choice or
//! words of the author's is no fix but a mend (see [`super::mend`]).

use super::finding::{Finding, Fix};
use crate::plan::{Document, DocumentId, Language, Plan, Problem};
use crate::text::{FileId, Span};
use std::collections::BTreeMap;

/// At most so often is a text judged anew while it is mended.
const ROUNDS: usize = 16;

/// The fix of what parser or model noticed, if there is a sure one or a good guess.
pub(super) fn of_problem(plan: &Plan, problem: &Problem, language: Language) -> Option<Fix> {
    let say = |en: &str, zh: &str, text: &str| match language {
        Language::En => format!("{en} `{text}`"),
        Language::Zh => format!("{zh}“{text}”"),
    };
    if let Some((span, text)) = &problem.fix {
        let title = if text.is_empty() {
            let gone = plan.text(*span).trim();
            say("Remove", "删除", gone)
        } else {
            say("Replace by", "替换为", text)
        };
        return Some(Fix { title, safe: true, edits: vec![(*span, text.clone())] });
    }
    let text = problem.suggestion.as_ref().filter(|_| problem.name == "unknown-reference")?;
    let title = say("Replace by", "替换为", text);
    Some(Fix { title, safe: false, edits: vec![(problem.span, text.clone())] })
}

/// The change that takes a suppression's name out, or the whole comment where it names no other rule.
pub(super) fn without_suppression(document: &Document, at: Span) -> Option<(Span, String)> {
    let comment = document.suppressions.iter().find(|comment| comment.span.contains(at))?;
    let source = &document.source;
    if comment.rules.len() > 1
        && let Some(place) = comment.rules.iter().position(|(span, _)| *span == at)
    {
        // With the mark that divides it from its neighbour.
        let span = match (comment.rules.get(place + 1), place.checked_sub(1).and_then(|p| comment.rules.get(p))) {
            (Some((next, _)), _) => at.with(at.start, next.start),
            (None, Some((before, _))) => at.with(before.end, at.end),
            (None, None) => at,
        };
        return Some((span, String::new()));
    }
    Some((alone(document, comment.span), String::new())).filter(|(span, _)| !source.slice(*span).is_empty())
}

/// A span with its line, if nothing else stands on it; else with the white space before it.
fn alone(document: &Document, span: Span) -> Span {
    let source = &document.source;
    let (first, last) = (source.line_of(span.start), source.line_of(span.end));
    let (Some(head), Some(tail)) = (source.line(first), source.line(last)) else { return span };
    let before = source.slice(span.with(head.start, span.start));
    let after = source.slice(span.with(span.end, tail.end.max(span.end)));
    if before.trim().is_empty() && after.trim().is_empty() {
        let end = source.line(last + 1).map_or(source.text.len() as u32, |next| next.start);
        return span.with(head.start, end);
    }
    let blank = before.len() - before.trim_end().len();
    span.with(span.start - blank as u32, span.end)
}

/// The fixes of findings that may be applied together: in order of the findings, each that touches none before.
/// Unsafe ones only where asked for.
pub fn choose<'f>(findings: impl IntoIterator<Item = &'f Finding>, unsafe_too: bool) -> Vec<&'f Fix> {
    let mut chosen: Vec<&Fix> = Vec::new();
    for finding in findings.into_iter().filter(|finding| finding.suppressed.is_none()) {
        let Some(fix) = finding.fix.as_ref().filter(|fix| fix.safe || unsafe_too) else { continue };
        let touches = |a: &Span, b: &Span| a.file == b.file && a.start <= b.end && b.start <= a.end;
        let free = fix
            .edits
            .iter()
            .all(|(span, _)| chosen.iter().flat_map(|other| &other.edits).all(|(taken, _)| !touches(span, taken)));
        if free && !fix.edits.is_empty() {
            chosen.push(fix);
        }
    }
    chosen
}

/// A text after edits of it. Edits that overlap one before, or lie outside the text, are left out.
pub fn apply<'e>(text: &str, edits: impl IntoIterator<Item = &'e (Span, String)>) -> String {
    let mut edits: Vec<&(Span, String)> = edits.into_iter().collect();
    edits.sort_by_key(|(span, _)| (span.start, span.end));
    let mut out = String::with_capacity(text.len() + 64);
    let mut at = 0;
    for (span, with) in edits {
        let range = span.range();
        if range.start < at || text.get(range.clone()).is_none() {
            continue;
        }
        out.push_str(&text[at..range.start]);
        out.push_str(with);
        at = range.end;
    }
    out.push_str(&text[at..]);
    out
}

/// Mends texts until a judgement of them has no fix left; gives how many fixes were applied. `judge` gives the
/// findings of the texts as they are.
pub fn mend_all(
    texts: &mut BTreeMap<FileId, String>,
    unsafe_too: bool,
    mut judge: impl FnMut(&BTreeMap<FileId, String>) -> Vec<Finding>,
) -> usize {
    let mut applied = 0;
    for _ in 0..ROUNDS {
        let findings = judge(texts);
        let fixes = choose(&findings, unsafe_too);
        let mut changed = false;
        for (file, text) in texts.iter_mut() {
            let own = fixes.iter().flat_map(|fix| &fix.edits).filter(|(span, _)| span.file == *file);
            let mended = apply(text, own);
            changed |= mended != *text;
            *text = mended;
        }
        if !changed {
            break;
        }
        applied += fixes.len();
    }
    applied
}

/// The document of a number, with the span of what is to be taken out of a suppression in it.
pub(super) fn of_suppression(plan: &Plan, document: DocumentId, at: Span) -> Option<(Span, String)> {
    without_suppression(plan.document(document), at)
}
