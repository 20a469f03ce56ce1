//! `markdown`: a comment for a pull request: score, findings, what was there before.

use super::clean::one_line;
use super::run::{Format, Found, Run};
use super::words;
use crate::check::Suppressed;
use crate::plan::Language;
use crate::rules::{Principle, Severity};
use std::io;

/// A heading, a table of scores, a table of findings.
pub struct Markdown;

/// More findings than this are only counted: services cut or refuse long comments.
const SHOWN: usize = 100;
/// So many bytes of findings at most.
const MAX_BYTES: usize = 48 * 1024;

impl Format for Markdown {
    fn write(&self, run: &Run, out: &mut dyn io::Write) -> io::Result<()> {
        let language = run.language();
        let say = |en: &'static str, zh: &'static str| if language == Language::Zh { zh } else { en };
        writeln!(out, "## planspect\n")?;
        writeln!(out, "{}\n", escape(&words::summary(run.counts(), run.files(), run.plans(), language)))?;
        scores(run, language, out)?;
        let findings: Vec<Found<'_>> = run.findings();
        let (old, new): (Vec<Found<'_>>, Vec<Found<'_>>) =
            findings.into_iter().partition(|found| found.finding.suppressed.is_some());
        let known = known(run);
        if known > 0 && !new.is_empty() {
            writeln!(out, "### {}\n", say("New", "新问题"))?;
        }
        table(&new, language, out)?;
        if known > 0 {
            writeln!(out, "{}\n", words::known(known, language))?;
        }
        if !old.is_empty() {
            writeln!(out, "<details><summary>{}</summary>\n", say("Suppressed findings", "已屏蔽的问题"))?;
            table(&old, language, out)?;
            writeln!(out, "</details>\n")?;
        }
        Ok(())
    }
}

/// How many findings were there before.
fn known(run: &Run) -> usize {
    let findings = run.parts().flat_map(|(_, part)| &part.judgement.findings);
    findings.filter(|f| matches!(f.suppressed, Some(Suppressed::Baseline | Suppressed::Before))).count()
}

fn scores(run: &Run, language: Language, out: &mut dyn io::Write) -> io::Result<()> {
    let mut lines: Vec<String> = Vec::new();
    for (report, part) in run.parts().filter(|(_, part)| part.judgement.score.total.is_some()) {
        let score = &part.judgement.score;
        let path = part.plan.documents.first().map(|d| report.shown.path(&d.source.path)).unwrap_or_default();
        let cells: Vec<String> = [score.total].iter().chain(&score.principles).map(|value| number(*value)).collect();
        let total = match part.before.filter(|before| number(Some(*before)) != cells[0]) {
            Some(before) => format!("{} → **{}**", number(Some(before)), cells[0]),
            None => format!("**{}**", cells[0]),
        };
        lines.push(format!("| {} | {total} | {} |", code(&path), cells[1..].join(" | ")));
    }
    if lines.is_empty() {
        return Ok(());
    }
    lines.sort();
    let heads: Vec<&str> = Principle::ALL.iter().map(|p| words::principle(*p, language)).collect();
    let (plan, total) = if language == Language::Zh { ("规划", "总分") } else { ("Plan", "Score") };
    writeln!(out, "| {plan} | {total} | {} |", heads.join(" | "))?;
    writeln!(out, "|---|{}", "--:|".repeat(heads.len() + 1))?;
    for line in lines {
        writeln!(out, "{line}")?;
    }
    writeln!(out)
}

fn number(value: Option<f64>) -> String {
    value.map_or_else(|| "–".to_owned(), |value| format!("{value:.1}"))
}

fn table(findings: &[Found<'_>], language: Language, out: &mut dyn io::Write) -> io::Result<()> {
    if findings.is_empty() {
        return Ok(());
    }
    let heads =
        if language == Language::Zh { "| | 规则 | 位置 | 问题 |" } else { "| | Rule | Place | Finding |" };
    writeln!(out, "{heads}\n|---|---|---|---|")?;
    let mut order: Vec<&Found<'_>> = findings.iter().collect();
    order.sort_by_key(|found| std::cmp::Reverse(found.finding.severity));
    let mut bytes = 0;
    let mut shown = 0;
    for found in &order {
        let f = found.finding;
        let mark = match f.severity {
            Severity::Error => "🔴",
            Severity::Warning => "🟡",
            Severity::Info => "🔵",
        };
        let rule = match found.url() {
            Some(url) => format!("[{}]({})", f.code, url.replace(['(', ')', ' '], "")),
            None => f.code.to_string(),
        };
        let mut text = escape(&one_line(&f.message));
        if !f.help.is_empty() {
            text.push_str(&format!("<br>{}", escape(&one_line(&f.help))));
        }
        let line = format!("| {mark} | {rule} | {} | {text} |", code(&found.place()));
        bytes += line.len();
        if shown == SHOWN || bytes > MAX_BYTES {
            break;
        }
        writeln!(out, "{line}")?;
        shown += 1;
    }
    writeln!(out)?;
    if shown < order.len() {
        writeln!(out, "{}\n", words::more(order.len() - shown, false, language))?;
    }
    Ok(())
}

/// A text of others as it stands, without effect of its signs, its mentions and its links.
fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '#' | '|' | '~' | '!' => {
                safe.push('\\');
                safe.push(c);
            }
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            // A mention would call somebody.
            '@' => safe.push_str("@\u{2060}"),
            other => safe.push(other),
        }
    }
    safe.replace("://", ":\u{2060}//")
}

/// A text as code in a cell.
fn code(text: &str) -> String {
    format!("`{}`", one_line(text).replace('`', "'").replace('|', "\\|"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_a_plan_have_no_effect() {
        assert_eq!(escape("a|b *c* <img> @team"), "a\\|b \\*c\\* &lt;img&gt; @\u{2060}team");
        assert_eq!(code("a|`b`"), "`a\\|'b'`");
    }
}
