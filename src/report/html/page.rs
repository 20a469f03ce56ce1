//! The page as a whole.

use super::both::{Both, both};
use super::link::link;
use super::options::PageOptions;
use super::plan::{PlanPage, plan_page};
use super::radar::{Radar, radar};
use crate::check::duplicates;
use crate::plan::{ItemId, Language, Plan};
use crate::report::card::card;
use crate::report::clean::one_line;
use crate::report::place::paths;
use crate::report::run::{Counts, Run};
use crate::report::score::mean;
use crate::workspace::{Part, Report};
use askama::Template;
use base64::Engine as _;
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

const STYLE: &str = include_str!("../../../templates/report/style.css");
const SCRIPT: &str = include_str!("../../../templates/report/script.js");

/// The template of the page; that of a plan is part of it.
#[derive(Template)]
#[template(path = "report/page.html")]
struct Page<'a> {
    options: &'a PageOptions,
    lang: &'static str,
    title: String,
    style: &'static str,
    script: &'static str,
    style_hash: String,
    script_hash: String,
    version: &'static str,
    today: String,
    plans: Vec<PlanPage>,
    counts: Counts,
    radar: Radar,
    actors: Vec<Busy>,
    twice: Vec<Vec<Twice>>,
    skipped: Vec<(String, Both)>,
    files: usize,
}

/// Who has most to do over all plans.
struct Busy {
    name: Both,
    errors: usize,
    all: usize,
    plans: usize,
    percent: String,
}

/// A task that another plan states too.
struct Twice {
    plan: String,
    name: String,
    owner: String,
    place: String,
    href: String,
}

impl Page<'_> {
    /// Words in both languages.
    fn t(&self, en: &'static str, zh: &'static str) -> Both {
        both(en, zh)
    }
}

/// One self-contained page for all plans of a run.
///
/// # Errors
/// A template cannot be rendered.
pub fn html(run: &Run, options: &PageOptions) -> Result<String, askama::Error> {
    let mut parts: Vec<(&Report, &Part)> = run.parts().collect();
    parts.sort_by_key(|(report, part)| paths(report, part));
    let plans: Vec<PlanPage> =
        parts.par_iter().enumerate().map(|(number, (report, part))| plan_page(report, part, number, options)).collect();
    let radar = radar(&mean(run));
    let skipped = run.reports.iter().flat_map(|report| {
        report.skipped.iter().map(|one| {
            let reason = Both::each(|language| one_line(&one.reason.in_words(language)));
            (report.shown.path(&one.path), reason)
        })
    });
    let title = match plans.as_slice() {
        [one] => one.name.clone(),
        _ => "planspect".to_owned(),
    };
    let page = Page {
        options,
        lang: if options.language == Language::Zh { "zh-CN" } else { "en" },
        title,
        style: STYLE,
        script: SCRIPT,
        style_hash: hash(STYLE),
        script_hash: hash(SCRIPT),
        version: env!("CARGO_PKG_VERSION"),
        today: options.today.to_string(),
        counts: run.counts(),
        radar,
        actors: busy(&plans),
        twice: twice(&parts, options),
        skipped: skipped.collect(),
        files: run.files(),
        plans,
    };
    page.render()
}

/// What a policy knows a script or style by.
fn hash(text: &str) -> String {
    format!("sha256-{}", base64::engine::general_purpose::STANDARD.encode(Sha256::digest(text)))
}

/// Who should act on most, over all plans; not those who answer for one plan each.
fn busy(plans: &[PlanPage]) -> Vec<Busy> {
    let mut all: BTreeMap<&Both, (usize, usize, usize)> = BTreeMap::new();
    for actor in plans.iter().flat_map(|plan| &plan.actors) {
        let entry = all.entry(&actor.who.name).or_default();
        entry.0 += actor.errors;
        entry.1 += actor.all();
        entry.2 += 1;
    }
    let most = all.values().map(|(_, all, _)| *all).max().unwrap_or(1).max(1);
    let mut found: Vec<Busy> = all
        .into_iter()
        .map(|(name, (errors, all, plans))| Busy {
            name: name.clone(),
            errors,
            all,
            plans,
            percent: format!("{:.1}%", 100.0 * all as f64 / most as f64),
        })
        .collect();
    found.sort_by_key(|one| (std::cmp::Reverse(one.errors), std::cmp::Reverse(one.all)));
    found.truncate(12);
    found
}

fn twice(parts: &[(&Report, &Part)], options: &PageOptions) -> Vec<Vec<Twice>> {
    let Some((first, _)) = parts.first() else { return Vec::new() };
    let plans: Vec<&Plan> = parts.iter().map(|(_, part)| &*part.plan).collect();
    let groups = duplicates(&plans, &first.settings.reader.vocabulary);
    let one = |(number, item): (usize, ItemId)| {
        let (report, part) = parts.get(number)?;
        let card = card(report, &part.plan, item);
        Some(Twice {
            plan: one_line(&part.plan.name),
            name: card.name(),
            owner: card.owner.clone().unwrap_or_default(),
            place: format!("{}:{}", card.path, card.line),
            href: link(&options.base, &card.path, card.line),
        })
    };
    groups.into_iter().map(|group| group.into_iter().filter_map(one).collect()).collect()
}
