//! `-v`: what was judged as what and why, and what was not judged.

use super::clean::one_line;
use super::run::Run;
use super::words::{say, severity};
use crate::plan::{Language, Plan};
use crate::workspace::{Part, Report};
use std::collections::BTreeMap;
use std::io;

/// Writes, for every root, its configuration, its plans with the reasons of every choice, and the documents
/// that are no plan.
///
/// # Errors
/// Those of `out`.
pub fn overview(run: &Run, out: &mut dyn io::Write) -> io::Result<()> {
    let language = run.language();
    for report in &run.reports {
        let config = report.settings.config.as_deref().unwrap_or(say(language, "no configuration", "无配置"));
        let root = one_line(&report.root.to_string_lossy());
        writeln!(out, "{} {root} ({})", say(language, "root", "根目录"), one_line(config))?;
        for part in &report.plans {
            judged_as(report, part, language, out)?;
        }
        match (report.skipped.len(), language) {
            (0, _) => {}
            (count, Language::En) => writeln!(out, "  {count} no plan:")?,
            (count, Language::Zh) => writeln!(out, "  {count}个文件不是规划：")?,
        }
        for skipped in &report.skipped {
            let reason = skipped.reason.in_words(language);
            writeln!(out, "    {}: {}", one_line(&report.shown.path(&skipped.path)), one_line(&reason))?;
        }
        let changed = report.settings.rules.active.iter().filter(|(rule, severity)| rule.severity != *severity);
        for (rule, changed) in changed {
            let from = report.settings.severity_from(rule).unwrap_or(say(language, "the command line", "命令行"));
            writeln!(out, "  {} {} {}: {from}", rule.code, say(language, "is", "为"), severity(*changed, language))?;
        }
    }
    Ok(())
}

/// What a plan is judged as, and which rules that leaves out.
fn judged_as(report: &Report, part: &Part, language: Language, out: &mut dyn io::Write) -> io::Result<()> {
    let plan = &part.plan;
    let name = one_line(&plan.name);
    writeln!(out, "  {} “{name}”", say(language, "plan", "规划"))?;
    for document in &plan.documents {
        let path = one_line(&report.shown.path(&document.source.path));
        let reason = one_line(&document.recognition.reason.in_words(language));
        writeln!(out, "    {path} {}: {reason}", say(language, "by itself", "单独看"))?;
    }
    for [name, value, why] in choices(plan, language) {
        writeln!(out, "    {name} {value}: {}", one_line(&why))?;
    }
    let mut left_out: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (code, gate) in &part.judgement.left_out {
        left_out.entry(gate).or_default().push(code);
    }
    for (gate, codes) in left_out {
        let (count, list) = (codes.len(), codes.join(", "));
        match language {
            Language::En => writeln!(out, "    {count} rules left out, for plans that are “{gate}” only: {list}")?,
            Language::Zh => writeln!(out, "    未用{count}条规则，只用于“{gate}”类规划：{list}")?,
        }
    }
    Ok(())
}

/// Name, value and reason of what was chosen for a plan.
fn choices(plan: &Plan, language: Language) -> [[String; 3]; 5] {
    let row = |en, zh, value: &str, why: &crate::plan::WhyChosen| {
        [say(language, en, zh).to_owned(), value.to_owned(), why.in_words(language)]
    };
    let systems = if plan.systems.value { say(language, "yes", "是") } else { say(language, "no", "否") };
    [
        row("profile", "规划主体", plan.profile.value.word(language), &plan.profile.why),
        row("scope", "规划范围", plan.scope.value.word(language), &plan.scope.why),
        row("type", "类型", plan.plan_type.value.word(language), &plan.plan_type.why),
        row("status", "状态", plan.status.value.word(language), &plan.status.why),
        row("systems", "系统建设", systems, &plan.systems.why),
    ]
}
