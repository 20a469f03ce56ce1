//! Everything that the page shows of one plan.

use super::both::{Both, both};
use super::found::{Actor, Issue, Items, Place, Shown, actors, author, issues, shown};
use super::graph::{Graph, graph};
use super::matrix::{Matrix, matrix};
use super::money::{Budget, budget};
use super::options::PageOptions;
use super::radar::{Radar, radar};
use super::second::Second;
use super::timeline::{Timeline, timeline};
use super::verdict::{Verdict, verdict};
use crate::check::{Suppressed, Trace};
use crate::plan::{ItemId, Language};
use crate::report::card::{Card, cards};
use crate::report::clean::one_line;
use crate::report::place::paths;
use crate::report::points::Points;
use crate::report::run::{Counts, Found};
use crate::report::words;
use crate::rules::{Principle, Severity, pages};
use crate::workspace::{Part, Report};
use std::collections::{BTreeSet, HashMap};

/// One plan of the page.
pub(super) struct PlanPage {
    /// Its number on the page, from 0.
    pub number: usize,
    pub name: String,
    pub paths: Vec<String>,
    /// Whose plan, whole or part.
    pub kind: Both,
    pub counts: Counts,
    pub verdict: Verdict,
    pub radar: Radar,
    pub issues: Vec<Issue>,
    pub actors: Vec<Actor>,
    pub findings: Vec<Shown>,
    /// Findings that were there before (`--baseline`, `--since`).
    pub known: Vec<Shown>,
    /// The total before (`--since`).
    pub before: Option<String>,
    pub principles: Vec<Named>,
    pub rules: Vec<RuleGroup>,
    pub matrix: Matrix,
    pub graph: Option<Graph>,
    pub timeline: Option<Timeline>,
    pub budget: Option<Budget>,
    /// By kind, how many items it states.
    pub items: Vec<(Both, usize)>,
}

/// A choice of a filter.
pub(super) struct Named {
    pub value: &'static str,
    pub name: Both,
}

/// The rules of a principle.
pub(super) struct RuleGroup {
    pub name: Both,
    pub rules: Vec<RuleLine>,
}

/// What a rule judged.
pub(super) struct RuleLine {
    pub code: String,
    pub summary: Both,
    pub subjects: u32,
    pub violations: u32,
    /// Subjects without a violation.
    pub kept: u32,
    /// Their share, as a width.
    pub passed: String,
}

/// The summary of a rule in both languages.
fn summary(report: &Report, code: &str) -> Option<Both> {
    let own = report.settings.user_rules.get(code).map(|rule| rule.page());
    let page = own.as_ref().or_else(|| pages().get(code))?;
    Some(Both::each(|language| page.summary.get(language).trim_end_matches(['.', '。']).to_owned()))
}

/// The page of a plan.
pub(super) fn plan_page(report: &Report, part: &Part, number: usize, options: &PageOptions) -> PlanPage {
    let plan = &*part.plan;
    let trace = Trace::of(plan, &report.settings.reader.vocabulary);
    let cards = cards(report, plan, &trace);
    let by_item: HashMap<ItemId, &Card> = cards.iter().map(|card| (card.item, card)).collect();
    let other = if options.language == Language::En { Language::Zh } else { Language::En };
    let second = Second::of(report, part, options.today, other);
    let items = Items::new(plan, &cards);
    let author = author(plan);
    let place = Place { report, plan, base: &options.base, language: options.language };
    let (mut findings, mut known) = (Vec::new(), Vec::new());
    let mut counts = Counts::default();
    for finding in &part.judgement.findings {
        let url = Found { report, part, finding }
            .url()
            .filter(|url| url.starts_with("https://") || url.starts_with("http://"));
        let show = || shown(&place, finding, &second, &items, &author, url.clone());
        match (&finding.suppressed, finding.severity) {
            (Some(Suppressed::Comment(_)), _) => {
                counts.suppressed += 1;
                continue;
            }
            (Some(_), _) => {
                counts.suppressed += 1;
                known.push(show());
                continue;
            }
            (None, Severity::Error) => counts.errors += 1,
            (None, Severity::Warning) => counts.warnings += 1,
            (None, Severity::Info) => counts.infos += 1,
        }
        findings.push(show());
    }
    // The gravest first, then by place.
    findings.sort_by_key(|finding| match finding.severity {
        "error" => 0,
        "warning" => 1,
        _ => 2,
    });
    let radar = radar(&Points::from(&part.judgement.score));
    let used: BTreeSet<&str> = findings.iter().map(|finding| finding.principle).collect();
    let all = Principle::ALL.map(|one| (one.name(), Both::each(|l| words::principle(one, l).to_owned())));
    let all = all.into_iter().chain([("form", both("Form", "格式"))]);
    let profile = (plan.profile.value, plan.scope.value);
    let kinds = crate::plan::ItemKind::ALL.iter().filter_map(|kind| {
        let count = cards.iter().filter(|card| card.kind == *kind).count();
        let many = if count == 1 { "" } else { "s" };
        (count > 0).then(|| (both(format!("{}{many}", kind.word(Language::En)), kind.word(Language::Zh)), count))
    });
    PlanPage {
        number,
        name: one_line(&plan.name),
        paths: paths(report, part),
        kind: Both::each(|language| words::kind(profile.0, profile.1, language)),
        verdict: verdict(counts, &radar.axes),
        counts,
        issues: issues(&findings, |code| summary(report, code)),
        actors: actors(&findings),
        known,
        before: part.before.map(|before| format!("{before:.1}")),
        principles: all.filter(|(name, _)| used.contains(name)).map(|(value, name)| Named { value, name }).collect(),
        rules: rules(report, part),
        matrix: matrix(&trace, &by_item),
        graph: graph(&trace, &by_item),
        timeline: timeline(plan, &cards, options.today),
        budget: budget(plan, &cards),
        items: kinds.collect(),
        findings,
        radar,
    }
}

/// Rules that judged something, by principle.
fn rules(report: &Report, part: &Part) -> Vec<RuleGroup> {
    let of = |principle: Option<Principle>| -> Vec<RuleLine> {
        let tallies = part.judgement.tallies.iter().filter(|(_, tally)| tally.subjects > 0);
        tallies
            .filter_map(|(code, tally)| report.settings.rules.find(code).map(|rule| (rule, code, tally)))
            .filter(|(rule, ..)| rule.principle == principle)
            .map(|(rule, code, tally)| {
                let share = f64::from(tally.violations.min(tally.subjects)) / f64::from(tally.subjects);
                RuleLine {
                    code: code.to_string(),
                    summary: summary(report, code).unwrap_or_else(|| both(&*rule.name, &*rule.name)),
                    subjects: tally.subjects,
                    violations: tally.violations,
                    kept: tally.subjects.saturating_sub(tally.violations),
                    passed: format!("{:.1}%", (1.0 - share) * 100.0),
                }
            })
            .collect()
    };
    let named = Principle::ALL.into_iter().map(|one| {
        let name = Both::each(|language| words::principle(one, language).to_owned());
        RuleGroup { name, rules: of(Some(one)) }
    });
    let form = RuleGroup { name: both("Form", "格式"), rules: of(None) };
    named.chain([form]).filter(|group| !group.rules.is_empty()).collect()
}
