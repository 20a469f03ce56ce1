//! Fixes: changes of text that mend findings, chosen so that no two touch, applied until nothing is left to
//! mend.
//!
//! A *safe* fix keeps what the plan says; an *unsafe* one is a guess at what was meant. What needs a choice or
//! words of the author's is no fix but a mend (see [`super::mend`]).

use super::apply::{edited, together};
use super::finding::{Finding, Fix};
use crate::plan::{Document, DocumentId, Language, Plan, Problem};
use crate::text::Span;
use std::collections::BTreeSet;

/// Mending one thing may show another; it ends by itself long before this.
const ROUNDS: usize = 20;

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

/// The fixes of findings that may be applied together, in order of the findings. Unsafe ones only where asked for.
pub fn choose<'f>(findings: impl IntoIterator<Item = &'f Finding>, unsafe_too: bool) -> Vec<&'f Fix> {
    let open = findings.into_iter().filter(|finding| finding.suppressed.is_none());
    together(open.filter_map(|finding| finding.fix.as_ref()).filter(|fix| fix.safe || unsafe_too))
}

/// A text after edits of it. Edits that overlap one before, or lie outside the text, are left out.
pub fn apply<'e>(text: &str, edits: impl IntoIterator<Item = &'e (Span, String)>) -> String {
    edited(text, edits.into_iter().map(|(span, with)| (span.range(), with.as_str())))
}

/// Mends until there is nothing left to mend; gives how many fixes were made. `pass` makes the fixes that can be made at
/// once and gives how many, with the texts that come of them; `judge` judges those.
pub fn mend_all<S, T: Ord>(
    state: &mut S,
    mut pass: impl FnMut(&mut S) -> (usize, T),
    mut judge: impl FnMut(&mut S, &T),
) -> usize {
    let mut seen = BTreeSet::new();
    let mut made = 0;
    for _ in 0..ROUNDS {
        let (count, texts) = pass(state);
        // Fixes that undo each other end here.
        if count == 0 || seen.contains(&texts) {
            break;
        }
        made += count;
        judge(state, &texts);
        seen.insert(texts);
    }
    made
}

/// The document of a number, with the span of what is to be taken out of a suppression in it.
pub(super) fn of_suppression(plan: &Plan, document: DocumentId, at: Span) -> Option<(Span, String)> {
    without_suppression(plan.document(document), at)
}
