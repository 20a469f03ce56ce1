//! `--fix`, `--unsafe-fixes`, `--diff`.

use super::output::{Status, many, to_stdout};
use super::session::Session;
use crate::check::{Fix, edited, mend_all, together};
use crate::plan::Document;
use crate::text::without_controls;
use crate::workspace::{Report, Texts, is_utf8, write_atomically};
use similar::TextDiff;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Byte ranges of a text, each with what it is to become.
type Edits<'e> = Vec<(std::ops::Range<usize>, &'e str)>;

/// Texts as they are to be.
#[derive(Debug, Default)]
pub struct Mended {
    /// By absolute path: how it is shown, its text before and after.
    files: BTreeMap<PathBuf, (String, String, String)>,
    made: usize,
}

/// Makes the fixes of findings in memory, again and again until there is nothing to mend. `again` judges texts;
/// the reports are those of the last ones.
pub fn mend(reports: &mut Vec<Report>, unsafe_too: bool, again: impl Fn(&Texts) -> Vec<Report>) -> Mended {
    let mut state = (Mended::default(), reports);
    let made = mend_all(
        &mut state,
        |(mended, reports)| {
            let made = reports.iter().map(|report| mended.pass(report, unsafe_too)).sum();
            (made, mended.texts())
        },
        |(_, reports), texts| **reports = again(texts),
    );
    Mended { made, ..state.0 }
}

impl Mended {
    /// Whether nothing changes.
    pub fn is_empty(&self) -> bool {
        self.files.values().all(|(_, before, after)| before == after)
    }

    /// Makes what fixes of a root can be made at once; gives how many.
    fn pass(&mut self, report: &Report, unsafe_too: bool) -> usize {
        let parts = || report.plans.iter().chain(&report.unreadable);
        let document = |span| {
            let own = parts().find_map(|part| part.plan.document_of(span));
            own.or_else(|| report.all.iter().find_map(|plan| plan.document_of(span)))
        };
        let can_be_written = |fix: &&Fix| {
            let whole = |d: &Document| is_utf8(&report.root.join(&*d.source.path));
            fix.edits.iter().all(|(span, _)| document(*span).is_some_and(whole))
        };
        let findings = parts().flat_map(|part| &part.judgement.findings).filter(|f| f.suppressed.is_none());
        let fixes = findings.filter_map(|f| f.fix.as_ref()).filter(|fix| fix.safe || unsafe_too);
        let chosen = together(fixes.filter(can_be_written));
        let mut edits: BTreeMap<&str, (&Document, Edits<'_>)> = BTreeMap::new();
        for (span, text) in chosen.iter().flat_map(|fix| &fix.edits) {
            if let Some(document) = document(*span) {
                let of_file = edits.entry(&document.source.path).or_insert((document, Vec::new()));
                of_file.1.push((span.range(), text));
            }
        }
        for (path, (document, edits)) in edits {
            let after = edited(&document.source.text, edits);
            let entry = self
                .files
                .entry(report.root.join(path))
                .or_insert_with(|| (report.shown.path(path), document.source.text.to_string(), String::new()));
            entry.2 = after;
        }
        chosen.len()
    }

    fn texts(&self) -> Texts {
        self.files.iter().map(|(path, (_, _, after))| (path.clone(), after.clone().into_bytes())).collect()
    }

    /// Shows what would change.
    ///
    /// # Errors
    /// Standard output cannot be written: it has been told.
    pub fn show(&self, session: &Session) -> Result<(), Status> {
        let color = session.view.color;
        to_stdout(|out| {
            for (path, before, after) in self.files.values().filter(|(_, before, after)| before != after) {
                let diff = TextDiff::from_lines(before, after);
                let diff = diff.unified_diff().header(&format!("a/{path}"), &format!("b/{path}")).to_string();
                if !color {
                    // As it is, so that `patch` and `git apply` can read it.
                    out.write_all(diff.as_bytes())?;
                    continue;
                }
                for line in without_controls(&diff).lines() {
                    let style = match line.as_bytes().first() {
                        Some(b'+') => "32",
                        Some(b'-') => "31",
                        Some(b'@') => "36",
                        _ => "0",
                    };
                    writeln!(out, "\u{1b}[{style}m{line}\u{1b}[0m")?;
                }
            }
            Ok(())
        })
        .map_err(|error| session.no_output(&error))
    }

    /// Writes the files, each as a whole.
    ///
    /// # Errors
    /// A file could not be written: it has been told, and the others are written.
    pub fn write(&self, session: &Session, quiet: bool) -> Result<(), ()> {
        let mut outcome = Ok(());
        let mut files = 0;
        for (path, (shown, before, after)) in &self.files {
            if before == after {
                continue;
            }
            files += 1;
            if let Err(error) = write_atomically(path, after.as_bytes()) {
                session.error(&format!("{shown}: {error}"));
                outcome = Err(());
            }
        }
        if files > 0 && !quiet && outcome.is_ok() {
            session.note(&session.say(
                format!("mended {} in {}", many(self.made, "finding"), many(files, "file")),
                format!("已修复{files}个文件中的{}处问题", self.made),
            ));
        }
        outcome
    }
}
