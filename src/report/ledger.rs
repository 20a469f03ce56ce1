//! The ledger of suppressions: where, what, why, until when, of use or not.

use super::clean::one_line;
use super::run::Run;
use crate::check::Ledger;
use crate::plan::Language;
use serde::Serialize;
use std::io;

#[derive(Serialize)]
struct Entry<'a> {
    path: String,
    line: u32,
    rules: &'a [String],
    reason: Option<&'a str>,
    until: Option<&'a str>,
    state: &'static str,
    covered: u32,
}

fn entries(run: &Run) -> Vec<Entry<'_>> {
    let mut all: Vec<Entry<'_>> = Vec::new();
    for (report, part) in run.parts() {
        for one in &part.judgement.suppressions {
            let Some(document) = part.plan.document_of(one.span) else { continue };
            if !report.selection.holds(&document.source.path) {
                continue;
            }
            all.push(Entry {
                path: report.shown.path(&document.source.path),
                line: document.source.position(one.span.start).line,
                rules: &one.rules,
                reason: one.reason.as_deref(),
                until: one.until.as_deref(),
                state: state(one),
                covered: one.covered,
            });
        }
    }
    all.sort_by(|a, b| (&a.path, a.line).cmp(&(&b.path, b.line)));
    all
}

fn state(one: &Ledger) -> &'static str {
    match (one.expired, one.covered) {
        (true, _) => "expired",
        (false, 0) => "unused",
        (false, _) => "used",
    }
}

/// Writes one line a comment.
///
/// # Errors
/// Those of `out`.
pub fn ledger(run: &Run, out: &mut dyn io::Write) -> io::Result<()> {
    let language = run.language();
    let say = |en: &'static str, zh: &'static str| if language == Language::Zh { zh } else { en };
    let entries = entries(run);
    for entry in &entries {
        let rules =
            if entry.rules.is_empty() { say("all rules", "所有规则").to_owned() } else { entry.rules.join(", ") };
        let state = match entry.state {
            "expired" => say("expired", "已过期").to_owned(),
            "unused" => say("unused", "未使用").to_owned(),
            _ => format!("{} {}", say("covers", "屏蔽"), entry.covered),
        };
        let until = entry.until.map(|until| format!(" {} {}", say("until", "至"), one_line(until))).unwrap_or_default();
        let reason = entry.reason.unwrap_or(say("no reason given", "未说明理由"));
        writeln!(
            out,
            "{}:{}: {}{} ({state}) {}",
            one_line(&entry.path),
            entry.line,
            one_line(&rules),
            until,
            one_line(reason)
        )?;
    }
    let of_use = entries.iter().filter(|entry| entry.state == "used").count();
    let (all, idle) = (entries.len(), entries.len() - of_use);
    match language {
        Language::En => writeln!(out, "{all} suppression{}, {idle} of no use", if all == 1 { "" } else { "s" }),
        Language::Zh => writeln!(out, "共{all}条屏蔽注释，其中{idle}条无用"),
    }
}

/// Writes the same as JSON.
///
/// # Errors
/// Those of `out`.
pub fn ledger_json(run: &Run, out: &mut dyn io::Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, &entries(run))?;
    writeln!(out)
}
