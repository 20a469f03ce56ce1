//! What scores were before, and which principles of which plans have lost points.

use super::place::paths;
use super::points::Points;
use super::run::Run;
use super::words;
use crate::rules::Principle;
use serde::Deserialize;

/// Scores of an earlier run.
#[derive(Debug, Deserialize)]
pub struct Comparison {
    plans: Vec<Before>,
}

#[derive(Debug, Deserialize)]
struct Before {
    name: String,
    paths: Vec<String>,
    score: Points,
}

impl Comparison {
    /// Reads what `score --json` or `check --format json` wrote; of either, plans with their scores count.
    ///
    /// # Errors
    /// It is neither: what is wrong, with line and column.
    pub fn read(text: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(text)
    }

    /// What a plan had: the plan that shares a path with it, else the one of its name.
    pub(super) fn before(&self, name: &str, paths: &[String]) -> Option<&Points> {
        let same = |before: &&Before| before.paths.iter().any(|path| paths.contains(path));
        let named = || self.plans.iter().find(|before| before.name == name);
        self.plans.iter().find(same).or_else(named).map(|before| &before.score)
    }

    /// One line for every principle of a plan that has fewer points than it had, to one digit.
    pub fn regressions(&self, run: &Run) -> Vec<String> {
        let mut lines = Vec::new();
        for (report, part) in run.reports.iter().flat_map(|report| report.plans.iter().map(move |part| (report, part)))
        {
            let now = Points::from(&part.judgement.score);
            let Some(before) = self.before(&part.plan.name, &paths(report, part)) else { continue };
            for principle in Principle::ALL {
                let (Some(old), Some(new)) = (before.of(principle), now.of(principle)) else { continue };
                if new < old - 0.05 {
                    let language = run.language();
                    let name = words::principle(principle, language);
                    lines.push(words::regression(&part.plan.name, name, old, new, language));
                }
            }
        }
        lines
    }
}
