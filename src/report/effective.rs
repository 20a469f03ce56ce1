//! What is configured for the files asked for, and by whom.

use super::clean::one_line;
use super::run::Run;
use crate::plan::Plan;
use crate::rules::Severity;
use crate::workspace::Report;
use std::io;

/// Writes, for every root, its configuration, what each plan is judged as, and every rule that runs; with `origin`
/// also where each of these comes from.
///
/// # Errors
/// Those of `out`.
pub fn effective(run: &Run, origin: bool, out: &mut dyn io::Write) -> io::Result<()> {
    for report in &run.reports {
        root(report, origin, out)?;
    }
    Ok(())
}

fn root(report: &Report, origin: bool, out: &mut dyn io::Write) -> io::Result<()> {
    let settings = &report.settings;
    let from = |text: &str| if origin { format!("  # {}", one_line(text)) } else { String::new() };
    let config = report.config.as_ref().map(|path| path.to_string_lossy().replace('\\', "/"));
    let why = if config.is_some() {
        "the nearest planspect.yaml, or --config"
    } else {
        "no planspect.yaml: repository or folder"
    };
    writeln!(out, "root: {}{}", one_line(&report.root.to_string_lossy().replace('\\', "/")), from(why))?;
    writeln!(out, "config: {}", one_line(config.as_deref().unwrap_or("none")))?;
    for part in &report.plans {
        plan(report, &part.plan, &from, out)?;
    }
    for skipped in &report.skipped {
        writeln!(out, "no plan: {}{}", one_line(&report.shown.path(&skipped.path)), from(&skipped.reason))?;
    }
    let chosen =
        settings.config.as_deref().map_or("the default set, and the command line", |_| "select, extend-select, ignore");
    writeln!(out, "rules:{}", from(chosen))?;
    for (rule, severity) in &settings.rules.active {
        let own = settings.user_rules.get(&*rule.code).map(|own| format!("rule of {}; ", own.path)).unwrap_or_default();
        let who = settings
            .severity_from(rule)
            .map_or_else(|| "as the rule says".to_owned(), |path| format!("severity set by {path}"));
        writeln!(out, "  {} {}: {}{}", rule.code, rule.name, Severity::name(*severity), from(&format!("{own}{who}")))?;
    }
    Ok(())
}

fn plan(report: &Report, plan: &Plan, from: &dyn Fn(&str) -> String, out: &mut dyn io::Write) -> io::Result<()> {
    writeln!(out, "plan: {}", one_line(&plan.name))?;
    for document in &plan.documents {
        writeln!(out, "  file: {}", one_line(&report.shown.path(&document.source.path)))?;
        let rules = &report.settings.rules;
        for (rule, severity) in &rules.active {
            let there = rules.severity_in(rule, *severity, &document.source.path);
            if there != Some(*severity) {
                let word = there.map_or("off", Severity::name);
                writeln!(out, "    {} {}: {word}{}", rule.code, rule.name, from("per-path"))?;
            }
        }
    }
    writeln!(out, "  language: {}", plan.language.name())?;
    writeln!(out, "  profile: {}{}", plan.profile.value, from(&plan.profile.why))?;
    writeln!(out, "  scope: {}{}", plan.scope.value, from(&plan.scope.why))?;
    writeln!(out, "  type: {}{}", plan.plan_type.value, from(&plan.plan_type.why))?;
    writeln!(out, "  status: {}{}", plan.status.value, from(&plan.status.why))
}
