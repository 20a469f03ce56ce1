//! `--statistics`: how many findings each rule has.

use super::clean::{paint, style};
use super::run::Run;
use super::words;
use crate::rules::Severity;
use std::collections::BTreeMap;
use std::io;

/// One line a rule, the most findings first.
pub(super) fn write(run: &Run, out: &mut dyn io::Write) -> io::Result<()> {
    let mut counts: BTreeMap<(&str, &str), (usize, Severity)> = BTreeMap::new();
    for found in run.findings() {
        let f = found.finding;
        let entry = counts.entry((&f.code, &f.rule)).or_insert((0, f.severity));
        entry.0 += 1;
        entry.1 = entry.1.max(f.severity);
    }
    let mut lines: Vec<_> = counts.into_iter().collect();
    lines.sort_by_key(|(_, (count, _))| std::cmp::Reverse(*count));
    let digits = lines.first().map_or(1, |(_, (count, _))| count.to_string().len());
    for ((code, name), (count, severity)) in lines {
        let word = paint(run.view.color, style(severity), words::severity(severity, run.language()));
        writeln!(out, "{count:>digits$}  {code}  {name}  ({word})")?;
    }
    if !run.view.quiet {
        writeln!(out, "{}", words::summary(run.counts(), run.files(), run.plans(), run.language()))?;
    }
    Ok(())
}
