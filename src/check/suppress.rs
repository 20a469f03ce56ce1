//! Comments that switch rules off: which findings they cover, and which of them are of no use.

use super::finding::{Finding, Ledger, Suppressed};
use super::today::Today;
use crate::plan::values::DateValue;
use crate::plan::{DocumentId, Plan, Suppression};
use crate::rules::RuleSet;
use crate::text::Span;

/// What became of one suppression comment.
#[derive(Debug, Clone)]
pub struct Use {
    /// The document.
    pub document: DocumentId,
    /// Its number among the document's.
    pub number: usize,
    /// How many findings it covers.
    pub covered: u32,
    /// What is wrong with it.
    pub trouble: Option<Trouble>,
}

/// Why a suppression is of no use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// It covers no finding; the names that cover none.
    Unused(Span),
    /// It names no rule: what it says.
    UnknownRule(Span, String),
    /// It has expired.
    Expired(Span),
}

/// Marks the findings that comments cover, and says what became of each comment.
pub(super) fn suppress(plan: &Plan, rules: &RuleSet, findings: &mut [Finding], today: Today) -> Vec<Use> {
    let mut uses = Vec::new();
    if plan.documents.iter().all(|document| document.suppressions.is_empty()) {
        return uses;
    }
    let mut by_place: Vec<(Span, usize)> = findings.iter().enumerate().map(|(at, f)| (f.span, at)).collect();
    by_place.sort_unstable();
    for (number, document) in plan.documents.iter().enumerate() {
        for (which, comment) in document.suppressions.iter().enumerate() {
            let here = DocumentId(number as u32);
            let expired =
                comment.until.as_ref().filter(|(_, date)| matches!(date, DateValue::Range(i) if i.end < today.date()));
            if let Some((span, _)) = expired {
                uses.push(Use { document: here, number: which, covered: 0, trouble: Some(Trouble::Expired(*span)) });
                continue;
            }
            let (covered, trouble) = apply(plan, rules, findings, &by_place, here, comment);
            uses.push(Use { document: here, number: which, covered, trouble });
        }
    }
    uses
}

/// How many findings a comment covers, and what is wrong with it.
fn apply(
    plan: &Plan,
    rules: &RuleSet,
    findings: &mut [Finding],
    by_place: &[(Span, usize)],
    document: DocumentId,
    comment: &Suppression,
) -> (u32, Option<Trouble>) {
    let mut covered_by = vec![0u32; comment.rules.len().max(1)];
    let file = plan.document(document).source.id;
    // Of a comment on a part of the file only what begins in that part is looked at.
    let (from, to) = if comment.whole_file {
        (0, by_place.len())
    } else {
        let covers = comment.covers;
        let from = by_place.partition_point(|(span, _)| (span.file, span.start) < (file, covers.start));
        (from, by_place.partition_point(|(span, _)| (span.file, span.start) <= (file, covers.end)).max(from))
    };
    for &(_, at) in &by_place[from..to] {
        let finding = &mut findings[at];
        let in_reach = (comment.whole_file && (finding.span.file == file || finding.missing))
            || (finding.span.file == file
                && (comment.covers.covers(finding.span.start) || comment.covers.contains(finding.span)));
        if !in_reach {
            continue;
        }
        let named = comment.rules.iter().position(|(_, name)| names(rules, name, finding));
        let slot = match named {
            Some(at) => at,
            None if comment.rules.is_empty() => 0,
            None => continue,
        };
        covered_by[slot] += 1;
        let reason = comment.reason.map(|span| plan.text(span).to_owned());
        finding.suppressed.get_or_insert(Suppressed::Comment(reason));
    }
    let covered: u32 = covered_by.iter().sum();
    let unknown = comment.rules.iter().find(|(_, name)| !knows(rules, name));
    // What is not judged in this run may well be needed in another.
    let runs = |name: &str| {
        rules.active.iter().any(|(rule, _)| rule.is_named(name) || rule.is_named(&name.to_ascii_uppercase()))
    };
    let idle =
        comment.rules.iter().zip(&covered_by).find(|((_, name), n)| **n == 0 && runs(name)).map(|((span, _), _)| *span);
    let trouble = match (unknown, idle) {
        (Some((span, name)), _) => Some(Trouble::UnknownRule(*span, name.to_string())),
        (None, Some(span)) => Some(Trouble::Unused(span)),
        (None, None) if covered == 0 && comment.rules.is_empty() => Some(Trouble::Unused(comment.span)),
        _ => None,
    };
    (covered, trouble)
}

/// What became of every comment.
pub(super) fn ledger(plan: &Plan, uses: &[Use]) -> Vec<Ledger> {
    let entry = |one: &Use| {
        let comment = plan.document(one.document).suppressions.get(one.number)?;
        Some(Ledger {
            span: comment.span,
            rules: comment.rules.iter().map(|(_, name)| name.to_string()).collect(),
            reason: comment.reason.map(|span| plan.text(span).to_owned()),
            until: comment.until.as_ref().map(|(span, _)| plan.text(*span).trim_start_matches("until=").to_owned()),
            covered: one.covered,
            expired: matches!(one.trouble, Some(Trouble::Expired(_))),
        })
    };
    uses.iter().filter_map(entry).collect()
}

fn names(rules: &RuleSet, name: &str, finding: &Finding) -> bool {
    rules.find(&finding.code).is_some_and(|rule| rule.is_named(name) || rule.is_named(&name.to_ascii_uppercase()))
}

fn knows(rules: &RuleSet, name: &str) -> bool {
    rules.knows(name) || rules.knows(&name.to_ascii_uppercase())
}
