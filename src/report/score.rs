//! `planspect score`: bars for people, JSON for machines, a badge for a page.

use super::clean::{one_line, pad, paint};
use super::place::paths;
use super::points::Points;
use super::regression::Comparison;
use super::run::Run;
use super::words;
use crate::check::{Counted, Score, Term};
use crate::plan::Language;
use crate::rules::{Gate, Principle};
use crate::workspace::{Part, Report};
use askama::Template;
use serde::Serialize;
use std::io;
use unicode_width::UnicodeWidthStr;

/// Columns of a bar.
const BAR: usize = 24;

/// Writes the score of every plan as bars; with `explain` every term of it; with a comparison what it was.
///
/// # Errors
/// Those of `out`.
pub fn score(run: &Run, explain: bool, compared: Option<&Comparison>, out: &mut dyn io::Write) -> io::Result<()> {
    let language = run.language();
    for (number, (report, part)) in plans(run).enumerate() {
        if number > 0 {
            writeln!(out)?;
        }
        let points = Points::from(&part.judgement.score);
        let before = compared.and_then(|compared| compared.before(&part.plan.name, &paths(report, part)));
        writeln!(out, "{}  ({})", one_line(&part.plan.name), one_line(&paths(report, part).join(", ")))?;
        bars(run, &points, before, explain.then_some(&part.judgement.score), out)?;
    }
    if run.plans() > 1 {
        writeln!(out)?;
        let count = run.plans();
        match language {
            Language::En => writeln!(out, "All {count} plans (mean)")?,
            Language::Zh => writeln!(out, "全部{count}个规划（平均）")?,
        }
        bars(run, &mean(run), None, None, out)?;
    }
    Ok(())
}

/// Plans that were judged, with their root's report.
fn plans(run: &Run) -> impl Iterator<Item = (&Report, &Part)> {
    run.reports.iter().flat_map(|report| report.plans.iter().map(move |part| (report, part)))
}

/// The mean of all plans.
pub(super) fn mean(run: &Run) -> Points {
    Points::mean(plans(run).map(|(_, part)| &part.judgement.score).collect::<Vec<_>>().into_iter())
}

fn bars(
    run: &Run,
    points: &Points,
    before: Option<&Points>,
    explained: Option<&Score>,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let language = run.language();
    let column = Principle::ALL.iter().map(|p| words::principle(*p, language).width()).max().unwrap_or(0);
    for principle in Principle::ALL {
        let before = before.map(|before| before.of(principle));
        let name = pad(words::principle(principle, language), column);
        writeln!(out, "  {name}  {}", line(run, points.of(principle), before))?;
        if let Some(score) = explained {
            for term in score.terms.iter().filter(|term| term.principle == principle) {
                writeln!(out, "      {}", explain(term, language))?;
            }
        }
    }
    let total = pad(words::total(language), column);
    writeln!(out, "  {total}  {}", line(run, points.total, before.map(|before| before.total)))
}

/// A bar, its number, and what it was.
fn line(run: &Run, points: Option<f64>, before: Option<Option<f64>>) -> String {
    let language = run.language();
    let Some(value) = points else {
        return format!("{}     –  {}", paint(run.view.color, "2", &"·".repeat(BAR)), words::nothing_judged(language));
    };
    let full = ((value / 100.0 * BAR as f64).round() as usize).min(BAR);
    let bar = format!("{}{}", "█".repeat(full), "░".repeat(BAR - full));
    let mut text = format!("{} {value:>5.1}", paint(run.view.color, grade(value).ansi(), &bar));
    if let Some(Some(old)) = before {
        let change = value - old;
        if change.abs() >= 0.05 {
            let (sign, style) = if change < 0.0 { ("▼", "31") } else { ("▲", "32") };
            let was = match language {
                Language::En => format!("{sign} {:.1} (was {old:.1})", change.abs()),
                Language::Zh => format!("{sign} {:.1}（原为{old:.1}）", change.abs()),
            };
            text.push_str("  ");
            text.push_str(&paint(run.view.color, style, &was));
        }
    }
    text
}

/// What a rule gave, in one line.
fn explain(term: &Term, language: Language) -> String {
    let zh = language == Language::Zh;
    let name = pad(&format!("{} {}", term.code, term.rule), 36);
    let weight = term.weight;
    match (&term.counted, zh) {
        (Counted::Share { passed, subjects }, false) => format!("{name} ×{weight}  {passed} of {subjects} pass"),
        (Counted::Share { passed, subjects }, true) => format!("{name} ×{weight}  {subjects}项中{passed}项符合"),
        (Counted::Failed(by), false) => format!("{name} ×{weight}  counts as failed: {by} leaves nothing to judge"),
        (Counted::Failed(by), true) => format!("{name} ×{weight}  按不符合计：因{by}而无可检查"),
        (Counted::NotFor(gate), _) => {
            let gate =
                Gate::ALL.iter().find(|one| one.name() == *gate).map_or(*gate, |one| words::gate(*one, language));
            if zh {
                format!("{name} –   不计：只适用于{gate}")
            } else {
                format!("{name} –   not counted: for {gate} only")
            }
        }
        (Counted::NoConvention, false) => format!("{name} –   not counted: the plan does not have this convention"),
        (Counted::NoConvention, true) => format!("{name} –   不计：规划没有采用这种写法"),
        (Counted::NoSubject, false) => format!("{name} –   not counted: nothing to judge"),
        (Counted::NoSubject, true) => format!("{name} –   不计：没有可检查的内容"),
    }
}

/// How good so many points are, in three steps. The steps are ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Grade {
    Good,
    Fair,
    Poor,
}

/// The step of a number of points.
pub(super) fn grade(points: f64) -> Grade {
    match points {
        p if p >= 80.0 => Grade::Good,
        p if p >= 60.0 => Grade::Fair,
        _ => Grade::Poor,
    }
}

impl Grade {
    fn ansi(self) -> &'static str {
        match self {
            Self::Good => "32",
            Self::Fair => "33",
            Self::Poor => "31",
        }
    }

    /// Dark enough for white letters.
    fn color(self) -> &'static str {
        match self {
            Self::Good => "#17803d",
            Self::Fair => "#a15c07",
            Self::Poor => "#b42318",
        }
    }
}

#[derive(Serialize)]
struct Output<'a> {
    version: u32,
    plans: Vec<PlanOut<'a>>,
    /// Of all plans.
    mean: Points,
}

#[derive(Serialize)]
struct PlanOut<'a> {
    name: &'a str,
    paths: Vec<String>,
    score: Points,
    terms: Vec<TermOut<'a>>,
}

#[derive(Serialize)]
struct TermOut<'a> {
    code: &'a str,
    rule: &'a str,
    principle: Principle,
    weight: f64,
    counted: &'static str,
    subjects: Option<u32>,
    passed: Option<u32>,
    /// The rule whose finding left it nothing, or which plans it is for.
    because: Option<&'a str>,
}

/// Writes the score of every plan with all terms as JSON; [`Comparison`] reads it.
///
/// # Errors
/// Those of `out`.
pub fn score_json(run: &Run, out: &mut dyn io::Write) -> io::Result<()> {
    let term = |term: &'_ Term| {
        let (counted, subjects, passed, because) = match &term.counted {
            Counted::Share { passed, subjects } => ("share", Some(*subjects), Some(*passed), None),
            Counted::Failed(by) => ("failed", None, None, Some(*by)),
            Counted::NotFor(gate) => ("not-for", None, None, Some(*gate)),
            Counted::NoConvention => ("no-convention", None, None, None),
            Counted::NoSubject => ("no-subject", None, None, None),
        };
        (counted, subjects, passed, because)
    };
    let mut plans: Vec<PlanOut<'_>> = plans(run)
        .map(|(report, part)| PlanOut {
            name: &part.plan.name,
            paths: paths(report, part),
            score: Points::from(&part.judgement.score),
            terms: part
                .judgement
                .score
                .terms
                .iter()
                .map(|one| {
                    let (counted, subjects, passed, because) = term(one);
                    TermOut {
                        code: &one.code,
                        rule: &one.rule,
                        principle: one.principle,
                        weight: one.weight,
                        counted,
                        subjects,
                        passed,
                        because,
                    }
                })
                .collect(),
        })
        .collect();
    plans.sort_by(|a, b| a.paths.cmp(&b.paths));
    serde_json::to_writer_pretty(&mut *out, &Output { version: 1, plans, mean: mean(run) })?;
    writeln!(out)
}

#[derive(Template)]
#[template(path = "badge.svg")]
struct Badge {
    label: &'static str,
    value: String,
    color: &'static str,
    split: usize,
    width: usize,
}

/// An SVG with the total of the plan, or the mean of all plans; it needs no font and no network.
///
/// # Errors
/// The template's; there is none that a plan can cause.
pub fn badge(run: &Run) -> Result<String, askama::Error> {
    let language = run.language();
    let total = mean(run).total;
    let label = if language == Language::Zh { "规划评分" } else { "plan score" };
    let value = total.map_or_else(|| "–".to_owned(), |total| format!("{total:.0}"));
    // Eleven points: about 6.2 units a column, and five at each side.
    let wide = |text: &str| text.width() * 62 / 10 + 12;
    let split = wide(label);
    let width = split + wide(&value).max(32);
    let color = total.map_or("#5f6773", |total| grade(total).color());
    Badge { label, value, color, split, width }.render()
}
