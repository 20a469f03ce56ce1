//! What findings are known by from one run to the next.

use super::finding::{Finding, Identity};
use crate::plan::Plan;
use std::collections::HashMap;

/// A violation, shown or not, before it has its fingerprint.
pub(super) struct Mark {
    /// Rule and subject.
    pub known_by: String,
    /// Where it stands among all.
    pub order: (u32, u32),
    /// What it is to a finding.
    pub role: Role,
}

/// What a violation is to the finding of this number.
#[derive(Debug, Clone, Copy)]
pub(super) enum Role {
    /// It is the finding.
    Own(usize),
    /// The finding stands for it.
    Folded(usize),
    /// The finding, of another rule, silences it.
    Silenced(usize),
}

/// Gives all violations their fingerprints: rule, plan, subject, occurrence in the plan. Those that nobody sees
/// are counted too, so that a finding is known by the same whether or not others are shown.
pub(super) fn assign(plan: &Plan, mut marks: Vec<Mark>, findings: &mut [Finding]) {
    marks.sort_by_key(|mark| mark.order);
    let mut seen: HashMap<String, u32> = HashMap::new();
    for Mark { known_by, role, .. } in marks {
        let occurrence = *seen.entry(known_by.clone()).and_modify(|n| *n += 1).or_insert(0);
        let hash = |text: String| format!("{:016x}", rapidhash::v3::rapidhash_v3(text.as_bytes()));
        let identity = Identity {
            fingerprint: hash(format!("{}\n{known_by}\n{occurrence}", plan.name)),
            local: hash(format!("{known_by}\n{occurrence}")),
        };
        let (Role::Own(at) | Role::Folded(at) | Role::Silenced(at)) = role;
        let Some(finding) = findings.get_mut(at) else { continue };
        match role {
            Role::Own(_) => finding.identity = identity,
            Role::Folded(_) => finding.folded.push(identity),
            Role::Silenced(_) => finding.silenced.push(identity),
        }
    }
}
