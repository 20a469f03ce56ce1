//! What is configured for the files asked for, and by whom.

use super::clean::one_line;
use super::run::Run;
use super::words::say;
use crate::plan::{Language, Plan};
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
        root(report, origin, run.language(), out)?;
    }
    Ok(())
}

fn root(report: &Report, origin: bool, language: Language, out: &mut dyn io::Write) -> io::Result<()> {
    let settings = &report.settings;
    let from = |text: &str| if origin { format!("  # {}", one_line(text)) } else { String::new() };
    let config = report.config.as_ref().map(|path| path.to_string_lossy().replace('\\', "/"));
    let why = if config.is_some() {
        say(language, "the nearest planspect.yaml, or --config", "最近的planspect.yaml，或--config")
    } else {
        say(language, "no planspect.yaml: repository or folder", "没有planspect.yaml：取代码库或文件夹")
    };
    writeln!(out, "root: {}{}", one_line(&report.root.to_string_lossy().replace('\\', "/")), from(why))?;
    writeln!(out, "config: {}", one_line(config.as_deref().unwrap_or("none")))?;
    for part in &report.plans {
        plan(report, &part.plan, language, &from, out)?;
    }
    for skipped in &report.skipped {
        writeln!(
            out,
            "no plan: {}{}",
            one_line(&report.shown.path(&skipped.path)),
            from(&skipped.reason.in_words(language))
        )?;
    }
    let chosen = match settings.config {
        None => say(language, "the default set, and the command line", "默认规则集和命令行"),
        Some(_) => "select, extend-select, ignore",
    };
    writeln!(out, "rules:{}", from(chosen))?;
    for (rule, severity) in &settings.rules.active {
        let own = settings.user_rules.get(&*rule.code).map_or_else(String::new, |own| match language {
            Language::En => format!("rule of {}; ", own.path),
            Language::Zh => format!("规则出自{}；", own.path),
        });
        let who = match (settings.severity_from(rule), language) {
            (None, _) => say(language, "as the rule says", "依规则所定").to_owned(),
            (Some(path), Language::En) => format!("severity set by {path}"),
            (Some(path), Language::Zh) => format!("级别由{path}设定"),
        };
        writeln!(out, "  {} {}: {}{}", rule.code, rule.name, Severity::name(*severity), from(&format!("{own}{who}")))?;
    }
    Ok(())
}

fn plan(
    report: &Report,
    plan: &Plan,
    language: Language,
    from: &dyn Fn(&str) -> String,
    out: &mut dyn io::Write,
) -> io::Result<()> {
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
    writeln!(out, "  profile: {}{}", plan.profile.value, from(&plan.profile.why.in_words(language)))?;
    writeln!(out, "  scope: {}{}", plan.scope.value, from(&plan.scope.why.in_words(language)))?;
    writeln!(out, "  type: {}{}", plan.plan_type.value, from(&plan.plan_type.why.in_words(language)))?;
    writeln!(out, "  status: {}{}", plan.status.value, from(&plan.status.why.in_words(language)))
}
