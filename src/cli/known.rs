//! What was there before: `--baseline`, `--since`.

use super::output::many;
use super::session::Session;
use crate::check::{Baseline, Options, Reach, Suppressed};
use crate::workspace::{Before, Overrides, Report, clean_path, relative, write_atomically};
use std::path::{Path, PathBuf};

/// Stale entries that are named; the rest is counted.
const NAMED: usize = 10;

/// What is asked for.
#[derive(Debug, Clone, Copy, Default)]
pub struct Asked<'a> {
    /// A baseline.
    pub baseline: Option<&'a Path>,
    /// A revision of git.
    pub since: Option<&'a str>,
    /// Whether a baseline that is not there is to be made.
    pub update: bool,
}

/// What was there before.
#[derive(Debug, Default)]
pub struct Known {
    since: Option<Before>,
    baseline: Option<(PathBuf, Baseline)>,
}

impl Known {
    /// Reads what the arguments ask for; none: it could not be had, and that has been told.
    pub fn read(
        session: &Session,
        asked: &Asked<'_>,
        reports: &[Report],
        over: &Overrides,
        options: &Options,
    ) -> Option<Self> {
        let mut known = Self::default();
        if let Some(rev) = asked.since {
            match Before::at(rev, reports, over, &session.working, options) {
                Ok(before) => {
                    before.notes.iter().for_each(|note| session.note(note.get(session.language)));
                    known.since = Some(before);
                }
                Err(error) => {
                    let (said, help) = error.said();
                    session.error_with_help(&said, help.as_ref());
                    return None;
                }
            }
        }
        if let Some(path) = asked.baseline {
            let shown = path.to_string_lossy();
            let full = clean_path(&session.working.join(path));
            let full = std::fs::canonicalize(&full).unwrap_or(full);
            let baseline = match std::fs::read_to_string(&full) {
                Ok(text) => match Baseline::read(&shown, &text) {
                    Ok(baseline) => baseline,
                    Err(error) => {
                        session.draw(&error.worded(session.language));
                        return None;
                    }
                },
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                    if !asked.update {
                        session.error(&session.say(
                            format!("{shown}: no such file; --update-baseline creates it"),
                            format!("{shown}：没有这个文件；用 --update-baseline 可以生成"),
                        ));
                        return None;
                    }
                    Baseline::default()
                }
                Err(error) => {
                    session.error(&format!("{shown}: {error}"));
                    return None;
                }
            };
            known.baseline = Some((full, baseline));
        }
        Some(known)
    }

    /// Marks what was there before.
    pub fn apply(&self, reports: &mut [Report]) {
        if let Some((_, baseline)) = &self.baseline {
            let parts = reports.iter_mut().flat_map(|r| r.plans.iter_mut().chain(&mut r.unreadable));
            baseline.apply(parts.map(|part| &mut part.judgement));
        }
        if let Some(before) = &self.since {
            before.apply(reports);
        }
    }

    /// Writes the findings of now as the baseline; a failure has been told.
    pub fn update(&self, session: &Session, reports: &[Report], quiet: bool) -> Result<(), ()> {
        let Some((path, older)) = &self.baseline else { return Ok(()) };
        let folder = path.parent().unwrap_or(path);
        let mut baseline = Baseline::default();
        for (report, part) in parts(reports) {
            for finding in &part.judgement.findings {
                if matches!(finding.suppressed, None | Some(Suppressed::Baseline)) {
                    let document = part.plan.document_of(finding.span).or(part.plan.documents.first().map(|d| &**d));
                    let below = document.map_or("", |document| &document.source.path);
                    baseline.add(&from(folder, &report.root.join(below)), finding);
                }
            }
        }
        within(folder, reports, |reach| baseline.keep(older, reach));
        if let Err(error) = write_atomically(path, baseline.to_text().as_bytes()) {
            session.error(&format!("{}: {error}", path.to_string_lossy()));
            return Err(());
        }
        if !quiet {
            let (old, new) = (older.len(), baseline.len());
            session.note(&session.say(
                format!("the baseline holds {} (it held {old})", many(new, "finding")),
                format!("基线现有{new}处问题（原有{old}处）"),
            ));
        }
        Ok(())
    }

    /// What of the baseline no finding needs any more: rule, path, message.
    pub fn stale(&self, reports: &[Report]) -> Vec<(String, String, String)> {
        let Some((path, baseline)) = &self.baseline else { return Vec::new() };
        let folder = path.parent().unwrap_or(path);
        let findings = parts(reports).flat_map(|(_, part)| &part.judgement.findings);
        within(folder, reports, |reach| {
            let owned = |(rule, path, message): (&str, &str, &str)| (rule.into(), path.into(), message.into());
            baseline.stale(findings, reach).into_iter().map(owned).collect()
        })
    }

    /// Tells what of the baseline no finding needs any more.
    pub fn tell_stale(&self, session: &Session, reports: &[Report]) {
        let Some((path, baseline)) = &self.baseline else { return };
        let folder = path.parent().unwrap_or(path);
        let findings = || parts(reports).flat_map(|(_, part)| &part.judgement.findings);
        within(folder, reports, |reach| {
            let stale = baseline.stale(findings(), reach);
            if stale.is_empty() {
                return;
            }
            let count = stale.len();
            let entries =
                if count == 1 { "1 entry of the baseline is" } else { &format!("{count} entries of the baseline are") };
            session.note(&session.say(
                format!("{entries} stale; --update-baseline drops them"),
                format!("基线中有{count}处问题已不存在；用 --update-baseline 可以清除"),
            ));
            for (rule, path, message) in stale.iter().take(NAMED) {
                session.note(
                    &session
                        .say(format!("stale: {path}: {rule} {message}"), format!("已不存在：{path}：{rule} {message}")),
                );
            }
            if stale.len() > NAMED {
                let more = count - NAMED;
                session.note(&session.say(format!("… and {more} more"), format!("……另有{more}处")));
            }
        });
    }
}

fn parts(reports: &[Report]) -> impl Iterator<Item = (&Report, &crate::workspace::Part)> {
    reports.iter().flat_map(|report| report.plans.iter().chain(&report.unreadable).map(move |part| (report, part)))
}

/// A path as a baseline in `folder` says it: from there where it lies below, else absolute.
fn from(folder: &Path, path: &Path) -> String {
    relative(path, folder).unwrap_or_else(|| path.to_string_lossy().replace('\\', "/"))
}

/// Does something with what this run could judge.
fn within<T>(folder: &Path, reports: &[Report], act: impl FnOnce(&Reach<'_>) -> T) -> T {
    let path = |path: &str| {
        let full = clean_path(&folder.join(path));
        reports.iter().any(|report| relative(&full, &report.root).is_some_and(|below| report.selection.holds(&below)))
    };
    let rule = |code: &str| {
        reports.iter().any(|report| report.settings.rules.active.iter().any(|(rule, _)| *rule.code == *code))
    };
    act(&Reach { path: &path, rule: &rule })
}
