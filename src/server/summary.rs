//! `planspect.summary`: the plan of a document in a few words and numbers, for a status bar.

use super::world::World;
use crate::rules::Severity;
use serde_json::{Value, json};
use std::sync::Arc;
use tower_lsp::ls_types::Uri;

/// Name, profile, scope, score of 100 and findings of the plan that a document belongs to; none if to none, or if
/// a newer edit has come.
pub fn summary(world: &World, uri: &Uri) -> Option<Value> {
    let scene = world.scene(uri).filter(|scene| scene.is_plan)?;
    let judged = scene.place.judged(&world.options())?;
    let holds = |plan: &Arc<_>| Arc::ptr_eq(plan, &scene.plan);
    let part = judged.parts.iter().find(|part| holds(&part.plan))?;
    let shown = part.judgement.findings.iter().filter(|finding| finding.suppressed.is_none());
    let severities: Vec<Severity> = shown.map(|finding| finding.severity).collect();
    let count = |severity: Severity| severities.iter().filter(|one| **one == severity).count();
    Some(json!({
        "plan": part.plan.name,
        "profile": part.plan.profile.value,
        "scope": part.plan.scope.value,
        "score": part.judgement.score.total,
        "errors": count(Severity::Error),
        "warnings": count(Severity::Warning),
        "infos": count(Severity::Info),
    }))
}
