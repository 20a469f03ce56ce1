//! How many findings of one document are listed: the first in the order of their places, whatever rule they are of.

use super::place::place;
use super::scene::Scene;
use super::verdict::Verdict;
use crate::rules::RuleSet;
use crate::text::{FileId, Span};
use std::collections::HashMap;

/// At most so many findings of a document are put into words; the rest is counted (PLN006).
pub(super) const MOST: usize = 10_000;

/// A document of which not all findings are listed.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Cut {
    /// The place of the first finding that is not.
    pub at: Span,
    /// How many are not.
    pub left_out: usize,
}

/// Takes out the violations of each document that come after the first [`MOST`]; tallies keep them. Gives the documents
/// that had more, in order.
pub(super) fn cut(scene: &Scene<'_>, rules: &RuleSet, verdicts: &mut [Verdict<'_>]) -> Vec<Cut> {
    if verdicts.iter().map(|verdict| verdict.violations.len()).sum::<usize>() <= MOST {
        return Vec::new();
    }
    let mut all: Vec<(Span, usize, usize)> = Vec::new();
    for (number, verdict) in verdicts.iter().enumerate() {
        for (at, violation) in verdict.violations.iter().enumerate() {
            let Some(span) = place(scene, verdict.rule, violation) else { continue };
            let path = scene.document(span).map_or("", |document| &document.source.path);
            if rules.severity_in(verdict.rule, verdict.severity, path).is_some() {
                all.push((span, number, at));
            }
        }
    }
    let key = |&(span, number, _): &(Span, usize, usize)| (scene.order_of(span), span.end, &verdicts[number].rule.code);
    all.sort_by(|a, b| key(a).cmp(&key(b)));
    let mut listed: HashMap<FileId, usize> = HashMap::new();
    let mut cuts: Vec<Cut> = Vec::new();
    let mut out: Vec<Vec<bool>> = verdicts.iter().map(|verdict| vec![false; verdict.violations.len()]).collect();
    for (span, number, at) in all {
        let so_far = listed.entry(span.file).or_default();
        *so_far += 1;
        if *so_far <= MOST {
            continue;
        }
        out[number][at] = true;
        // Documents come one after the other.
        match cuts.last_mut().filter(|cut| cut.at.file == span.file) {
            Some(cut) => cut.left_out += 1,
            None => cuts.push(Cut { at: span, left_out: 1 }),
        }
    }
    for (verdict, out) in verdicts.iter_mut().zip(out) {
        let mut out = out.into_iter();
        verdict.violations.retain(|_| out.next() != Some(true));
    }
    cuts
}
