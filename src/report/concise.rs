//! `concise`: one line a finding.

use super::clean::one_line;
use super::run::{Format, Run};
use super::{statistics, words};
use std::io;

/// `path:line:column: severity CODE [name] message`
pub struct Concise;

impl Format for Concise {
    fn write(&self, run: &Run, out: &mut dyn io::Write) -> io::Result<()> {
        if run.view.statistics {
            return statistics::write(run, out);
        }
        for found in run.findings() {
            let f = found.finding;
            let message = one_line(&f.message);
            let note = if f.suppressed.is_some() {
                format!(" ({})", words::suppressed(None, run.language()))
            } else {
                String::new()
            };
            writeln!(out, "{}: {} {} [{}] {message}{note}", found.place(), f.severity.name(), f.code, f.rule)?;
            for line in found.ground() {
                writeln!(out, "  · {}", one_line(&line))?;
            }
        }
        if !run.view.quiet {
            writeln!(out, "{}", words::summary(run.counts(), run.files(), run.plans(), run.language()))?;
        }
        Ok(())
    }
}
