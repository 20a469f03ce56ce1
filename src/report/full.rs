//! `full`: for people at a terminal.

use super::clean::{one_line, paint, style};
use super::run::{Format, Found, Run};
use super::{missing, snippet, statistics, words};
use crate::workspace::Part;
use std::collections::{HashMap, HashSet};
use std::io;

/// From so many findings of one rule in one plan on they are folded.
const FOLD: usize = 4;
/// Places that a fold shows.
const SHOWN: usize = 3;

/// Findings with their text, what plans do not say, and how many there are.
pub struct Full;

impl Format for Full {
    fn write(&self, run: &Run, out: &mut dyn io::Write) -> io::Result<()> {
        if run.view.statistics {
            return statistics::write(run, out);
        }
        let all = run.findings();
        let (missing, placed): (Vec<Found<'_>>, Vec<Found<'_>>) = all.into_iter().partition(|f| f.finding.missing);
        write_placed(run, &placed, out)?;
        missing::write(run, &missing, out)?;
        if !run.view.quiet {
            let line = words::summary(run.counts(), run.files(), run.plans(), run.language());
            writeln!(out, "{}", paint(run.view.color, "1", &line))?;
        }
        Ok(())
    }
}

/// Findings that have a place, by path and place; many of one rule in one plan stand where the first does.
fn write_placed(run: &Run, placed: &[Found<'_>], out: &mut dyn io::Write) -> io::Result<()> {
    let handler = snippet::handler(&run.view);
    let mut texts = snippet::Texts::default();
    let mut groups: HashMap<_, Vec<&Found<'_>>> = HashMap::new();
    for found in placed {
        groups.entry(key(found)).or_default().push(found);
    }
    let mut done = HashSet::new();
    for found in placed {
        let group = &groups[&key(found)];
        if run.view.verbose || group.len() < FOLD {
            writeln!(out, "{}", snippet::draw(found, &run.view, run.language(), &mut texts, &handler))?;
        } else if done.insert(key(found)) {
            write_fold(run, group, out)?;
        }
    }
    Ok(())
}

/// What is folded together: findings of one rule in one plan.
fn key<'a>(found: &Found<'a>) -> (*const Part, &'a str) {
    (std::ptr::from_ref(found.part), &found.finding.code)
}

fn write_fold(run: &Run, group: &[&Found<'_>], out: &mut dyn io::Write) -> io::Result<()> {
    let Some(first) = group.first() else { return Ok(()) };
    let language = run.language();
    let finding = first.finding;
    let head = format!("{} {}", finding.code, finding.rule);
    let head = paint(run.view.color, style(finding.severity), &head);
    let head = match first.url().filter(|_| run.view.links) {
        Some(url) => format!("\u{1b}]8;;{url}\u{1b}\\{head}\u{1b}]8;;\u{1b}\\"),
        None => head,
    };
    writeln!(
        out,
        "{head}: {} ({})\n",
        words::folded(group.len(), language),
        words::severity(finding.severity, language)
    )?;
    for found in group.iter().take(SHOWN) {
        writeln!(out, "    {}  {}", found.place(), one_line(&found.finding.message))?;
        for line in found.ground() {
            writeln!(out, "      · {}", one_line(&line))?;
        }
    }
    writeln!(out, "    {}", words::more(group.len() - SHOWN, true, language))?;
    if !finding.help.is_empty() {
        writeln!(out, "  {}{}", paint(run.view.color, "36", words::help(language)), one_line(&finding.help))?;
    }
    writeln!(out)
}
