//! The five-axis score (RULES, “Score”): per rule the share of its subjects that pass, weighted by severity.

use super::finding::Score;
use super::verdict::Verdict;
use crate::plan::ItemKind;
use crate::rules::{Each, Gate, Principle};

/// The score of a plan's verdicts.
pub(super) fn score(verdicts: &[Verdict<'_>]) -> Score {
    let mut score = Score::default();
    for (at, principle) in Principle::ALL.iter().enumerate() {
        let (mut sum, mut weights) = (0.0, 0.0);
        for verdict in verdicts.iter().filter(|v| v.rule.principle == Some(*principle)) {
            let Some(share) = share(verdict, verdicts) else { continue };
            let weight = verdict.severity.weight();
            sum += weight * share;
            weights += weight;
        }
        score.principles[at] = (weights > 0.0).then(|| 100.0 * sum / weights);
    }
    let known: Vec<f64> = score.principles.iter().flatten().copied().collect();
    score.total = (!known.is_empty()).then(|| known.iter().sum::<f64>() / known.len() as f64);
    score
}

/// The share of subjects that pass: none where there was nothing to judge, nothing where a finding of another
/// rule left nothing to judge.
fn share(verdict: &Verdict<'_>, all: &[Verdict<'_>]) -> Option<f64> {
    if verdict.left_out.is_none() && verdict.tally.subjects > 0 {
        let bad = verdict.tally.violations + verdict.silenced.len() as u32;
        let passed = verdict.tally.subjects.saturating_sub(bad);
        return Some(f64::from(passed) / f64::from(verdict.tally.subjects));
    }
    left_none(verdict, all).then_some(0.0)
}

/// Whether the finding of another rule left this one nothing to judge, so that mending it cannot lower the score.
fn left_none(verdict: &Verdict<'_>, all: &[Verdict<'_>]) -> bool {
    let fired = |code: &str| all.iter().any(|v| *v.rule.code == *code && v.tally.violations > 0);
    let rule = verdict.rule;
    if verdict.left_out == Some(Gate::Year.name()) {
        return fired("FWD001");
    }
    if verdict.left_out.is_some() {
        return false;
    }
    let missing = match rule.each {
        Each::Item(ItemKind::Need | ItemKind::Requirement) => fired("PRF004"),
        Each::Item(ItemKind::Goal) => fired("OVR005"),
        Each::Item(ItemKind::Task) => fired("OVR006"),
        _ => false,
    };
    let unconventional = rule.convention.is_some() && ["PRF018", "KEY014", "KEY015"].iter().any(|code| fired(code));
    let outer = match &*rule.code {
        "OVR004" => fired("OVR003"),
        "OVR011" | "OVR017" => fired("OVR010"),
        "FWD002" => fired("FWD001"),
        _ => false,
    };
    missing || unconventional || outer
}
