//! What was there before a change: the same plans, judged as they were at a revision.

use super::config::Overrides;
use super::disk::Disk;
use super::git::{GitError, revision};
use super::path::relative;
use super::root::Found;
use super::selection::Selection;
use super::snapshot::{Report, Workspace};
use super::walk::Nested;
use crate::check::{Options, Suppressed};
use crate::rules::Said;
use crate::text::decode;
use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

/// What plans had at a revision.
#[derive(Debug, Default)]
pub struct Before {
    roots: BTreeMap<PathBuf, Vec<PlanBefore>>,
    /// What somebody should know.
    pub notes: Vec<Said>,
}

/// What one plan had.
#[derive(Debug)]
struct PlanBefore {
    name: String,
    paths: Vec<String>,
    /// What its findings covered, without the plan's name.
    known: HashSet<String>,
    score: Option<f64>,
}

impl Before {
    /// Judges the roots of these reports, whole, as they were.
    ///
    /// # Errors
    /// There is no git, repository or revision.
    pub fn at(
        rev: &str,
        reports: &[Report],
        over: &Overrides,
        working: &Path,
        options: &Options,
    ) -> Result<Self, GitError> {
        let mut before = Self::default();
        let options = Options { ground: false, ..options.clone() };
        for report in reports {
            let files = revision(&report.root, rev)?;
            let found = Found {
                root: report.root.clone(),
                config: report.config.clone(),
                selection: Selection::all(),
                nested: Nested::None,
            };
            // A configuration in the root is read as it was; one from elsewhere is no part of the change.
            let below = report.config.as_ref().and_then(|path| relative(path, &report.root));
            let text = match &below {
                Some(path) => Ok(files.0.get(path).map(|bytes| (path.clone(), decode(bytes.clone()).0))),
                None => Workspace::config_text(&found, &Disk::new(&found.root, found.nested)),
            };
            let opened = text.and_then(|text| Workspace::open_with(&found, &files, text, over, working));
            let workspace = opened.unwrap_or_else(|_| {
                before.notes.push(Said::new(
                    format!("the configuration at {rev} is broken; today's is used for both"),
                    format!("{rev} 版本中的配置有误，两边都使用现在的配置"),
                ));
                Workspace {
                    root: report.root.clone(),
                    settings: report.settings.clone(),
                    files: &files,
                    shown: report.shown.clone(),
                }
            });
            let old = workspace.judge(&Selection::all(), &options);
            let plans = old.plans.iter().chain(&old.unreadable).map(|part| PlanBefore {
                name: part.plan.name.clone(),
                paths: part.plan.documents.iter().map(|document| document.source.path.to_string()).collect(),
                known: part
                    .judgement
                    .findings
                    .iter()
                    .filter(|finding| finding.suppressed.is_none())
                    .flat_map(|finding| finding.covers().map(|one| one.local.clone()))
                    .collect(),
                score: part.judgement.score.total,
            });
            before.roots.insert(report.root.clone(), plans.collect());
        }
        Ok(before)
    }

    /// Marks the findings that were there before.
    pub fn apply(&self, reports: &mut [Report]) {
        for report in reports {
            let Some(old) = self.roots.get(&report.root) else { continue };
            for part in report.plans.iter_mut().chain(&mut report.unreadable) {
                let same = same_plans(old, &part.plan);
                part.before = same.iter().find_map(|plan| plan.score);
                let known = |local: &String| same.iter().any(|plan| plan.known.contains(local));
                for finding in &mut part.judgement.findings {
                    if finding.suppressed.is_none() && finding.is_known(|one| known(&one.local)) {
                        finding.suppressed = Some(Suppressed::Before);
                    }
                }
            }
        }
    }
}

/// The old plans that a plan comes from: those that share a document with it, else one of its name (its files
/// were moved).
fn same_plans<'b>(old: &'b [PlanBefore], plan: &crate::plan::Plan) -> Vec<&'b PlanBefore> {
    let shares =
        |before: &&PlanBefore| plan.documents.iter().any(|d| before.paths.iter().any(|path| **path == *d.source.path));
    let same: Vec<&PlanBefore> = old.iter().filter(shares).collect();
    if same.is_empty() { old.iter().filter(|before| before.name == plan.name).collect() } else { same }
}
