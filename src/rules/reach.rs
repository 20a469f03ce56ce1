//! How far a rule looks: what must be judged again when something changes.

use super::condition::{Condition, FieldPath, Operand};
use super::rule::{Each, Rule};
use super::set::{Kind, Set, Tie, Within};

/// How far a rule looks beyond its subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// At the subject alone.
    Subject,
    /// At the document or section that holds it.
    Document,
    /// At the whole plan.
    Plan,
    /// At other plans of the workspace.
    Workspace,
}

impl Reach {
    /// Its word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Subject => "subject",
            Self::Document => "document",
            Self::Plan => "plan",
            Self::Workspace => "workspace",
        }
    }
}

impl Rule {
    /// How far the rule looks.
    pub fn reach(&self) -> Reach {
        let own = match self.each {
            Each::Plan => Reach::Plan,
            Each::Document => Reach::Document,
            _ => Reach::Subject,
        };
        let head = self.convention.is_some() || self.once.is_some() || !self.unless_reported.is_empty();
        let base = if head || !self.gates.is_empty() { Reach::Plan } else { own };
        self.conditions().into_iter().map(of_condition).fold(base.max(own), Reach::max)
    }
}

fn of_condition(condition: &Condition) -> Reach {
    match condition {
        Condition::Count(count) => of_set(&count.of),
        Condition::Sum(_) => Reach::Plan,
        Condition::Problem(_) => Reach::Plan,
        Condition::Field(fields) => {
            let plan = |path: &FieldPath| matches!(path, FieldPath::Plan(_));
            let against = |test: &super::condition::FieldTest| {
                matches!(test, super::condition::FieldTest::Compare(_, Operand::Plan(_)))
            };
            if fields.iter().any(|(path, test)| plan(path) || against(test)) { Reach::Plan } else { Reach::Subject }
        }
        _ => Reach::Subject,
    }
}

fn of_set(set: &Set) -> Reach {
    if set.reaches_workspace() {
        return Reach::Workspace;
    }
    let near = set.within == Some(Within::Section)
        || matches!(set.tie, Some(Tie::Around | Tie::Parent | Tie::Child))
        || (set.tie.is_none()
            && !set.kinds.is_empty()
            && set.kinds.iter().all(|kind| matches!(kind, Kind::OwnSection | Kind::Heading | Kind::Owner)));
    if near { Reach::Document } else { Reach::Plan }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::RuleSet;

    #[test]
    fn shipped_rules_reach_as_far_as_their_sets() {
        let rules = RuleSet::shipped();
        let reach = |code: &str| rules.find(code).map(|rule| rule.reach());
        assert_eq!(reach("FWD011"), Some(Reach::Subject));
        assert_eq!(reach("PRF002"), Some(Reach::Plan));
        assert_eq!(reach("KEY008"), Some(Reach::Plan));
        assert_eq!(reach("INT009"), Some(Reach::Workspace));
    }
}
