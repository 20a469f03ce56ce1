//! Pages of rules: what `explain` and `rules list` show.

use super::clean::{one_line, pad, paint, style, width};
use super::run::View;
use super::words;
use crate::plan::Language;
use crate::rules::{Gate, Page, Rule, RuleSet, SetName, Statement};
use crate::text::without_controls;
use std::io;
use textwrap::Options;

/// A rule with its page.
#[derive(Debug, Clone, Copy)]
pub struct RulePage<'a> {
    /// The rule.
    pub rule: &'a Rule,
    /// What its page says.
    pub page: &'a Page,
    /// Statements of the source.
    pub statements: &'a [Statement],
}

/// Writes the page of one rule.
///
/// # Errors
/// Those of `out`.
pub fn page(shown: &RulePage<'_>, language: Language, view: &View, out: &mut dyn io::Write) -> io::Result<()> {
    let RulePage { rule, page, statements } = *shown;
    let say = |en: &'static str, zh: &'static str| if language == Language::Zh { zh } else { en };
    let title = |text: &str| paint(view.color, "1", text);
    let wrapped = |text: &str, indent: &str| {
        let options = Options::new(view.width.clamp(40, 100)).initial_indent(indent).subsequent_indent(indent);
        textwrap::fill(&one_line(text), options)
    };
    let mut facts = vec![words::severity(rule.severity, language).to_owned(), set(rule, language)];
    facts.extend(rule.principle.map(|p| p.name().to_owned()));
    facts.extend(rule.gates.iter().map(|gate| words::gate(*gate, language).to_owned()));
    writeln!(out, "{}  ({})", title(&format!("{} {}", rule.code, rule.name)), facts.join(say(", ", "，")))?;
    writeln!(out, "{}\n", wrapped(page.summary.get(language), ""))?;
    if !page.why.get(language).is_empty() {
        writeln!(out, "{}", title(say("Why", "为什么")))?;
        writeln!(out, "{}\n", wrapped(page.why.get(language), "  "))?;
    }
    if !rule.source.is_empty() {
        writeln!(out, "{}", title(say("Rests on", "依据")))?;
        for id in &rule.source {
            let text =
                statements.iter().find(|s| s.id == *id).map(|s| if language == Language::Zh { &s.zh } else { &s.en });
            let line = text.map_or_else(|| id.clone(), |text| format!("{id}  {text}"));
            writeln!(out, "{}", wrapped(&line, "  "))?;
        }
        writeln!(out)?;
    }
    writeln!(out, "{}", title(say("It says", "报告内容")))?;
    writeln!(out, "{}", wrapped(rule.message.get(language), "  "))?;
    writeln!(out, "{}\n", wrapped(&format!("{}{}", words::help(language), rule.help.get(language)), "  "))?;
    for (number, example) in page.examples.iter().enumerate() {
        let (text, kind) = match (&example.bad, &example.good) {
            (Some(text), _) => (text, say("breaks the rule where marked", "违反规则（标出处）")),
            (None, Some(text)) => (text, say("keeps the rule", "符合规则")),
            (None, None) => continue,
        };
        writeln!(out, "{}", title(&format!("{} {}: {kind}", say("Example", "示例"), number + 1)))?;
        for line in without_controls(text).lines() {
            writeln!(out, "    {}", marks(line, view))?;
        }
        writeln!(out)?;
    }
    writeln!(out, "{}", title(say("To turn it off", "如何关闭")))?;
    let (all, one) =
        (say("everywhere, in planspect.yaml", "全部：在 planspect.yaml 中"), say("in one place", "某一处"));
    let reason = say("the reason", "理由");
    writeln!(out, "  {all}:  ignore: [{}]", rule.code)?;
    writeln!(out, "  {one}:  <!-- planspect-disable-next {} -- {reason} -->", rule.code)
}

/// The marks of an example, in colour where there is any.
fn marks(line: &str, view: &View) -> String {
    if !view.color {
        return line.to_owned();
    }
    line.replace('⟦', "\u{1b}[4;31m").replace('⟧', "\u{1b}[0m")
}

fn set(rule: &Rule, language: Language) -> String {
    match (rule.set, language) {
        (SetName::Default, Language::En) => "default set".to_owned(),
        (SetName::Strict, Language::En) => "strict set".to_owned(),
        (SetName::Default, Language::Zh) => "默认规则集".to_owned(),
        (SetName::Strict, Language::Zh) => "严格规则集".to_owned(),
    }
}

/// Writes all rules, one a line.
///
/// # Errors
/// Those of `out`.
pub fn list<'a>(
    rules: &RuleSet,
    page: impl Fn(&Rule) -> Option<&'a Page>,
    language: Language,
    view: &View,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let name = rules.known.iter().map(|rule| width(&rule.name)).max().unwrap_or(0);
    for rule in &rules.known {
        let active = rules.active.iter().find(|(one, _)| one.code == rule.code);
        let severity = active.map_or(rule.severity, |(_, severity)| *severity);
        let word = paint(view.color, style(severity), &pad(severity.name(), 7));
        let on = if active.is_some() { " " } else { "-" };
        let summary = page(rule).map(|page| one_line(page.summary.get(language))).unwrap_or_default();
        writeln!(out, "{on} {}  {}  {word}  {summary}", rule.code, pad(&rule.name, name))?;
        if view.verbose {
            let gates: Vec<&str> = rule.gates.iter().map(|gate: &Gate| words::gate(*gate, language)).collect();
            let mut facts = vec![set(rule, language)];
            facts.extend(rule.principle.map(|p| p.name().to_owned()));
            facts.extend(gates.into_iter().map(str::to_owned));
            if !rule.source.is_empty() {
                facts.push(rule.source.join(" "));
            }
            writeln!(out, "      {}", facts.join("; "))?;
            writeln!(out, "      {}", one_line(rule.message.get(language)))?;
        }
    }
    Ok(())
}
