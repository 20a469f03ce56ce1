//! Pages of rules: what `explain` and `rules list` show.

use super::clean::{one_line, pad, paint, style, width};
use super::run::View;
use super::sheet::{RulePage, Sheet};
use super::words;
use crate::check::Misbehaviour;
use crate::plan::Language;
use crate::rules::{Page, Rule, RuleSet};
use crate::text::without_controls;
use std::io;
use textwrap::Options;

/// Writes the page of one rule.
///
/// # Errors
/// Those of `out`.
pub fn page(shown: &RulePage<'_>, language: Language, view: &View, out: &mut dyn io::Write) -> io::Result<()> {
    let title = |text: &str| paint(view.color, "1", text);
    let wrapped = |text: &str, indent: &str| {
        let options = Options::new(view.width.clamp(40, 100)).initial_indent(indent).subsequent_indent(indent);
        textwrap::fill(&one_line(text), options)
    };
    let sheet = Sheet::new(shown, language);
    writeln!(out, "{}  ({})", title(&sheet.title), sheet.facts)?;
    writeln!(out, "{}\n", wrapped(&sheet.summary, ""))?;
    for (number, part) in sheet.parts.iter().enumerate() {
        if number > 0 {
            writeln!(out)?;
        }
        writeln!(out, "{}", title(&part.title))?;
        for line in &part.texts {
            writeln!(out, "{}", wrapped(line, "  "))?;
        }
        for line in part.code.iter().flat_map(|code| code.lines()) {
            writeln!(out, "    {}", marks(&without_controls(line), view))?;
        }
    }
    Ok(())
}

/// Writes how an example of a rule misbehaves: the lines as they should be marked, and as they were.
///
/// # Errors
/// Those of `out`.
pub fn misbehaviour(
    fault: &Misbehaviour,
    path: &str,
    language: Language,
    view: &View,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let number = fault.number;
    let head = match language {
        Language::En => format!("{}: {}, example {number}", one_line(path), fault.code),
        Language::Zh => format!("{}：{}，示例{number}", one_line(path), fault.code),
    };
    writeln!(out, "{}", paint(view.color, "1", &head))?;
    for (expected, found) in fault.lines() {
        match found {
            None => writeln!(out, "    {}", without_controls(expected))?,
            Some(found) => {
                writeln!(out, "{}", paint(view.color, "31", &format!("  - {}", without_controls(expected))))?;
                writeln!(out, "{}", paint(view.color, "32", &format!("  + {}", without_controls(found))))?;
            }
        }
    }
    for (_, message) in &fault.flagged {
        writeln!(out, "  {} {}", if language == Language::Zh { "报告：" } else { "it says:" }, one_line(message))?;
    }
    if fault.missed.is_empty() && fault.flagged.is_empty() {
        let text = match language {
            Language::En => "a bad example marks with ⟦…⟧ what is flagged, and this one marks nothing",
            Language::Zh => "反例要用⟦…⟧标出应当报告的文字，这个示例没有标",
        };
        writeln!(out, "  {text}")?;
    }
    writeln!(out)
}

/// The marks of an example, in colour where there is any.
fn marks(line: &str, view: &View) -> String {
    if !view.color {
        return line.to_owned();
    }
    line.replace('⟦', "\u{1b}[4;31m").replace('⟧', "\u{1b}[0m")
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
            let zh = language == Language::Zh;
            let mut facts = vec![words::set(rule.set, language).to_owned()];
            facts.extend(rule.principle.map(|p| words::principle_in_full(p, language)));
            facts.extend(rule.gates.iter().map(|gate| words::gate(*gate, language).to_owned()));
            facts.push(words::reach(rule.reach(), language).to_owned());
            if !rule.source.is_empty() {
                facts.push(rule.source.join(" "));
            }
            writeln!(out, "      {}", facts.join(if zh { "；" } else { "; " }))?;
            if let Some(page) = page(rule) {
                writeln!(out, "      {}", one_line(&page.file))?;
            }
            writeln!(out, "      {}", one_line(rule.message.get(language)))?;
        }
    }
    Ok(())
}
