//! `github`: workflow commands that GitHub shows as annotations of a pull request.

use super::clean::one_line;
use super::place::range;
use super::run::{Format, Run};
use super::words;
use crate::rules::Severity;
use crate::text::without_controls;
use std::io;

/// `::error file=…,line=…,title=PRF002 …::message`
pub struct GitHub;

impl Format for GitHub {
    fn write(&self, run: &Run, out: &mut dyn io::Write) -> io::Result<()> {
        for found in run.findings() {
            let f = found.finding;
            let range = range(found.report, &found.part.plan, f.span);
            let level = match f.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Info => "notice",
            };
            write!(out, "::{level} file={},line={}", property(&without_controls(&found.path())), range.start.line)?;
            if range.end.line > range.start.line {
                // Columns are for places on one line only.
                write!(out, ",endLine={}", range.end.line)?;
            } else {
                write!(out, ",col={},endColumn={}", range.start.column, range.end.column)?;
            }
            let title = format!("{} {}", f.code, f.rule);
            let mut message = one_line(&f.message);
            if !f.help.is_empty() {
                message.push('\n');
                message.push_str(&format!("{}{}", words::help(run.language()), one_line(&f.help)));
            }
            if let Some(url) = found.url() {
                message.push('\n');
                message.push_str(&url);
            }
            writeln!(out, ",title={}::{}", property(&title), data(&message))?;
        }
        if !run.view.quiet {
            writeln!(out, "{}", words::summary(run.counts(), run.files(), run.plans(), run.language()))?;
        }
        Ok(())
    }
}

/// A message, escaped as the runner takes it apart.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_of_the_command_are_escaped() {
        assert_eq!(data("100 % of\r\nall: a, b"), "100 %25 of%0D%0Aall: a, b");
        assert_eq!(property("C:/a,b%.md"), "C%3A/a%2Cb%25.md");
    }
}
