//! `-v`: what was judged as what and why, and what was not judged.

use super::clean::one_line;
use super::run::Run;
use crate::rules::Severity;
use std::collections::BTreeMap;
use std::io;

/// Writes, for every root, its configuration, its plans with the reasons of every choice, and the documents
/// that are no plan.
///
/// # Errors
/// Those of `out`.
pub fn overview(run: &Run, out: &mut dyn io::Write) -> io::Result<()> {
    for report in &run.reports {
        let config = report.settings.config.as_deref().unwrap_or("no configuration");
        writeln!(out, "root {} ({})", one_line(&report.root.to_string_lossy()), one_line(config))?;
        for part in &report.plans {
            let plan = &part.plan;
            writeln!(out, "  plan “{}”", one_line(&plan.name))?;
            for document in &plan.documents {
                let path = one_line(&report.shown.path(&document.source.path));
                writeln!(out, "    {path} by itself: {}", one_line(&document.recognition.reason))?;
            }
            let choices = [
                ("profile", plan.profile.value.name(), &plan.profile.why),
                ("scope", plan.scope.value.name(), &plan.scope.why),
                ("type", plan.plan_type.value.name(), &plan.plan_type.why),
                ("status", plan.status.value.name(), &plan.status.why),
                ("systems", if plan.systems.value { "yes" } else { "no" }, &plan.systems.why),
            ];
            for (name, value, why) in choices {
                writeln!(out, "    {name} {value}: {}", one_line(why))?;
            }
            let mut left_out: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
            for (code, gate) in &part.judgement.left_out {
                left_out.entry(gate).or_default().push(code);
            }
            for (gate, codes) in left_out {
                writeln!(
                    out,
                    "    {} rules left out, for plans that are “{gate}” only: {}",
                    codes.len(),
                    codes.join(", ")
                )?;
            }
        }
        if !report.skipped.is_empty() {
            writeln!(out, "  {} no plan:", report.skipped.len())?;
        }
        for skipped in &report.skipped {
            writeln!(out, "    {}: {}", one_line(&report.shown.path(&skipped.path)), one_line(&skipped.reason))?;
        }
        let changed = report.settings.rules.active.iter().filter(|(rule, severity)| rule.severity != *severity);
        for (rule, severity) in changed {
            let from = report.settings.severity_from(rule).unwrap_or("the command line");
            writeln!(out, "  {} is {}: {from}", rule.code, Severity::name(*severity))?;
        }
    }
    Ok(())
}
