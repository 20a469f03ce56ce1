//! The five-axis score (RULES, “Score”): per rule the share of its subjects that pass, weighted by severity.
//!
//! **What holds of it.** It lies in 0 … 100, and is none where nothing could be judged. A plan without findings of the
//! rules that have a principle has 100. *Mending a finding never lowers it*: the subjects stay the same and one
//! violation goes, so that one share rises. Where a finding on the whole plan stands for what single items lack (most
//! tasks without owner, an untraced plan), the rules on those items count as failed until it is mended, so that the items
//! that then come to be judged only add points.
//!
//! **What cannot hold.** A change that mends no finding, but brings a rule its first subjects, may lower the score, and
//! then findings appear with it. The case that matters is a convention gate (DESIGN §5) in a plan too small for those
//! findings on the whole: with two owners in six tasks the plan has the convention, and the four others break it. Counting
//! a closed gate as failed would mend that, and take points from every plan without any such finding, for want of links
//! or owners that nobody asked it for; there would be no way to see why. The formula cannot have both, and a score that
//! always has its ground in findings is the one that it gives.

use super::finding::{Counted, Score, Term};
use super::verdict::Verdict;
use crate::plan::ItemKind;
use crate::rules::{Each, Gate, Principle};

/// The score of a plan's verdicts.
pub(super) fn score(verdicts: &[Verdict<'_>]) -> Score {
    let fired = verdicts.iter().filter(|verdict| verdict.tally.violations > 0);
    let fired: Vec<&str> = fired.map(|verdict| &*verdict.rule.code).collect();
    let mut terms: Vec<Term> = verdicts.iter().filter_map(|verdict| term(verdict, &fired)).collect();
    terms.sort_by(|a, b| a.code.cmp(&b.code));
    of_terms(terms)
}

/// What terms add up to.
fn of_terms(terms: Vec<Term>) -> Score {
    let mut score = Score::default();
    for (principle, points) in Principle::ALL.iter().zip(&mut score.principles) {
        let (mut sum, mut weights) = (0.0, 0.0);
        for term in terms.iter().filter(|term| term.principle == *principle) {
            let Some(share) = term.share() else { continue };
            sum += term.weight * share;
            weights += term.weight;
        }
        *points = (weights > 0.0).then(|| 100.0 * sum / weights);
    }
    let known: Vec<f64> = score.principles.iter().flatten().copied().collect();
    score.total = (!known.is_empty()).then(|| known.iter().sum::<f64>() / known.len() as f64);
    score.terms = terms;
    score
}

/// What a rule gives; none for rules of no principle. `fired`: the codes of the rules that have findings.
fn term(verdict: &Verdict<'_>, fired: &[&str]) -> Option<Term> {
    let rule = verdict.rule;
    Some(Term {
        code: rule.code.clone(),
        rule: rule.name.clone(),
        principle: rule.principle?,
        weight: verdict.severity.weight(),
        counted: counted(verdict, fired),
    })
}

/// The share of subjects that pass; nothing where a finding of another rule left nothing to judge.
fn counted(verdict: &Verdict<'_>, fired: &[&str]) -> Counted {
    let subjects = verdict.tally.subjects;
    if verdict.left_out.is_none() && subjects > 0 {
        let bad = verdict.tally.violations + verdict.silenced.len() as u32;
        return Counted::Share { passed: subjects.saturating_sub(bad), subjects };
    }
    if let Some(by) = left_none(verdict, fired) {
        return Counted::Failed(by);
    }
    match verdict.left_out {
        Some(gate) => Counted::NotFor(gate),
        None if verdict.closed => Counted::NoConvention,
        None => Counted::NoSubject,
    }
}

/// The rule whose finding left this one nothing to judge, so that mending it cannot lower the score.
fn left_none(verdict: &Verdict<'_>, fired: &[&str]) -> Option<&'static str> {
    let first = |codes: &[&'static str]| codes.iter().copied().find(|code| fired.contains(code));
    let rule = verdict.rule;
    if verdict.left_out == Some(Gate::Year.name()) {
        return first(&["FWD001"]);
    }
    if verdict.left_out.is_some() {
        return None;
    }
    let missing = match rule.each {
        Each::Item(ItemKind::Need | ItemKind::Requirement) => first(&["PRF004"]),
        Each::Item(ItemKind::Goal) => first(&["OVR005"]),
        Each::Item(ItemKind::Task) => first(&["OVR006"]),
        _ => None,
    };
    let unconventional = || rule.convention.and_then(|_| first(&["PRF018", "KEY014", "KEY015"]));
    let outer = || match &*rule.code {
        "OVR004" => first(&["OVR003"]),
        "OVR011" | "OVR017" => first(&["OVR010"]),
        "FWD002" => first(&["FWD001"]),
        _ => None,
    };
    missing.or_else(unconventional).or_else(outer)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn terms() -> impl Strategy<Value = Vec<Term>> {
        let one =
            (0usize..5, 1u8..4, 0u32..4, 1u32..30, 0u32..30).prop_map(|(axis, weight, kind, subjects, passed)| Term {
                code: "X001".into(),
                rule: "x".into(),
                principle: Principle::ALL[axis],
                weight: f64::from(weight),
                counted: match kind {
                    0 => Counted::Failed("PRF004"),
                    1 => Counted::NoSubject,
                    _ => Counted::Share { passed: passed.min(subjects), subjects },
                },
            });
        proptest::collection::vec(one, 0..20)
    }

    fn within(score: &Score) -> bool {
        score.principles.iter().chain([&score.total]).flatten().all(|points| (0.0..=100.0).contains(points))
    }

    proptest! {
        #[test]
        fn one_violation_less_costs_no_points(terms in terms(), which in 0usize..20) {
            let before = of_terms(terms.clone());
            prop_assert!(within(&before));
            let counts = |p: Principle| terms.iter().any(|t| t.principle == p && t.share().is_some());
            for principle in Principle::ALL {
                prop_assert_eq!(before.of(principle).is_some(), counts(principle));
            }
            prop_assert_eq!(before.total.is_some(), Principle::ALL.into_iter().any(counts));
            let mut mended = terms;
            let Some(term) = mended.get_mut(which) else { return Ok(()) };
            // A violation less, or a rule comes to be judged that counted as failed.
            match &mut term.counted {
                Counted::Share { passed, subjects } if *passed < *subjects => *passed += 1,
                counted @ Counted::Failed(_) => *counted = Counted::Share { passed: 1, subjects: 3 },
                _ => return Ok(()),
            }
            let after = of_terms(mended);
            prop_assert!(within(&after));
            prop_assert!(after.total.unwrap_or(0.0) >= before.total.unwrap_or(0.0) - 1e-9);
            for (one, other) in before.principles.iter().zip(&after.principles) {
                prop_assert!(other.unwrap_or(0.0) >= one.unwrap_or(0.0) - 1e-9);
            }
        }

        #[test]
        fn twice_as_many_of_all_is_as_good(terms in terms()) {
            let doubled = terms.iter().cloned().map(|mut term| {
                if let Counted::Share { passed, subjects } = &mut term.counted {
                    (*passed, *subjects) = (2 * *passed, 2 * *subjects);
                }
                term
            });
            let (one, two) = (of_terms(terms.clone()), of_terms(doubled.collect()));
            prop_assert_eq!(one.principles, two.principles);
        }
    }
}
