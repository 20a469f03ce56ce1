//! Documents of a root become its plans: grouped, joined, archived ones and those that are none apart.

use super::config::Settings;
use crate::plan::{Declaration, Document, Plan, PlanStatus, Verdict, WhyPlan, assemble, group};
use crate::rules::{Condition, RuleSet};
use rayon::prelude::*;
use std::sync::Arc;

/// What the documents of a root form.
#[derive(Debug, Default)]
pub struct Joined {
    /// Plans that are judged, by path.
    pub plans: Vec<Arc<Plan>>,
    /// Plans that are not: archived.
    pub archived: Vec<Arc<Plan>>,
    /// Documents that are no plan, each with the reason.
    pub skipped: Vec<(Arc<Document>, WhyPlan)>,
    /// Of these, those that may have been meant as one and could not be read: each as a plan by itself.
    pub unreadable: Vec<Arc<Plan>>,
    /// What somebody should know of the configuration.
    pub notes: Vec<String>,
    made: Vec<(Declaration, Arc<Plan>)>,
}

/// Groups documents and joins each group to a plan. A plan of `earlier` that is made of the same documents in
/// the same way is taken as it is.
pub fn join(documents: Vec<Arc<Document>>, settings: &Settings, earlier: Option<&Joined>) -> Joined {
    let mut joined = Joined::default();
    let configured = declared(&documents, settings, &mut joined.notes);
    let grouping = group(&documents, &configured, &settings.reader);
    // What nobody else has now is its plan's alone.
    drop(documents);
    let same = |declaration: &Declaration, documents: &[Arc<Document>]| {
        let all = earlier.map_or(&[][..], |earlier| &earlier.made);
        let found = all.iter().find(|(known, plan)| {
            plan.documents.len() == documents.len()
                && plan.documents.iter().zip(documents).all(|(a, b)| Arc::ptr_eq(a, b))
                && known == declaration
        });
        found.map(|(_, plan)| plan.clone())
    };
    let make = |declaration: Declaration, documents: Vec<Arc<Document>>| {
        let plan = same(&declaration, &documents)
            .unwrap_or_else(|| Arc::new(assemble(documents, &declaration, &settings.reader)));
        (declaration, plan)
    };
    let plans: Vec<(Declaration, Arc<Plan>)> =
        grouping.plans.into_par_iter().map(|group| make(group.declaration, group.documents)).collect();
    let unreadable: Vec<(Declaration, Arc<Plan>)> = grouping
        .skipped
        .iter()
        .filter(|(document, _)| is_unreadable(document))
        .map(|(document, _)| make(Declaration::default(), vec![document.clone()]))
        .collect();
    (joined.archived, joined.plans) =
        plans.iter().map(|(_, plan)| plan.clone()).partition(|plan| plan.status.value == PlanStatus::Archived);
    joined.unreadable = unreadable.iter().map(|(_, plan)| plan.clone()).collect();
    joined.skipped = grouping.skipped;
    joined.made = plans;
    joined.made.extend(unreadable);
    joined
}

/// The declared plans with the numbers of their documents.
fn declared(
    documents: &[Arc<Document>],
    settings: &Settings,
    notes: &mut Vec<String>,
) -> Vec<(Declaration, Vec<usize>)> {
    let mut all = Vec::new();
    for plan in &settings.plans {
        let members: Vec<usize> = documents
            .iter()
            .enumerate()
            .filter(|(_, document)| plan.files.is_match(&*document.source.path))
            .map(|(number, _)| number)
            .collect();
        if members.is_empty() {
            let name = plan.declaration.name.as_deref().unwrap_or("a plan");
            notes.push(format!("plans: no file belongs to “{name}”"));
        }
        all.push((plan.declaration.clone(), members));
    }
    all
}

/// A text that may have been meant as a plan, and could not be read.
fn is_unreadable(document: &Document) -> bool {
    document.recognition.verdict != Verdict::Never
        && document.facts.problems.iter().any(|problem| problem.name == "unreadable-text")
}

/// Of the rules that run, those that report unreadable text.
pub(super) fn reading_rules(rules: &RuleSet) -> RuleSet {
    let mut few = rules.clone();
    few.active.retain(|(rule, _)| {
        rule.conditions()
            .iter()
            .any(|c| matches!(c, Condition::Problem(names) if names.iter().any(|n| n == "unreadable-text")))
    });
    few
}
