//! Whether a plan is for a year and more.

use super::kinds::ItemKind;
use super::model::{Document, Facts, Horizon, Place};
use super::pattern::{acceptor, pattern};
use super::texts::Texts;
use super::values::{self, YEAR};
use crate::lexicon::{Acceptor, Regex};
use jiff::civil::{Date, date};
use std::sync::{Arc, LazyLock};

/// In so many bytes at its beginning a paper says when it was issued.
const HEAD: usize = 1_200;

/// The year of a paper's number or date: 政发〔2027〕5号, 发布日期：2027-03-18.
static ISSUED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"[〔\[（(](?P<number>20\d\d)[〕\]）)]\s?第?\d+\s?号|(?:发布|印发|成文|發布|制定)(?:日期|时间|時間)\W{0,6}(?P<day>20\d\d)|(?m:^date:\W{0,3}(?P<front>20\d\d))",
    )
});

/// “a five-year programme”, “in the next five years, we aim to”, 未来三年，我们将: for how long the plan says that it is.
static SAID: LazyLock<Acceptor> = LazyLock::new(|| {
    acceptor(
        r"(?i:(?-u:\b)(is|this|our) (a |an )?(two|three|four|five|six|ten|\d)[- ]year ([\w-]+ ){0,2}(plan|strategy|programme|program|roadmap|framework)(?-u:\b)|^\W*(two|three|four|five|ten|\d)[- ]year financial|(?-u:\b)(in|over|within|during|for) the (next|coming) (two|three|four|five|ten|\d) years(?-u:\b)[^.;]{0,12}(?-u:\b)(we|our) |(?-u:\b)(goals|objectives|plan|strategy|roadmap)(?-u:\b)[^.;]{0,60}(?-u:\b)for the (next|coming) (two|three|four|five|ten|\d) years(?-u:\b))|(未来|今后|未來|今後)(两|兩|三|四|五|十|\d)年[^。；]{0,6}(我们|我們|我校|我院|我馆|本市|本县|全市|全县)",
    )
});

/// “**Year 2:**”: a year of the plan.
static YEARS: LazyLock<Acceptor> = LazyLock::new(|| acceptor(r"^\W*Years? [1-9]( ?[-–—] ?\d)?\W*(:|$)"));

/// Whether a plan is for a year or more: by its period; or, where none is stated, by how long it says that it is for, or by
/// what it aims at, counted from the year in which it was issued or from the first of its aims.
pub(super) fn lasts_a_year(
    facts: &Facts,
    text: &Texts,
    documents: &[Arc<Document>],
    horizon: Option<&Horizon>,
) -> bool {
    if let Some(interval) = horizon.and_then(|horizon| horizon.interval) {
        return interval.is_a_year();
    }
    if says_for_years(facts, text) {
        return true;
    }
    let aims = facts.items.iter().filter(|item| matches!(item.kind, ItemKind::Goal | ItemKind::Indicator));
    let texts = aims.flat_map(|item| std::iter::once(item.title).chain(item.own.iter().copied()));
    let ends: Vec<Date> =
        texts.flat_map(|span| values::dates_in(text.get(span))).map(|(_, interval)| interval.end).collect();
    let Some(last) = ends.iter().max() else { return false };
    let first =
        documents.first().and_then(|d| issued(d)).into_iter().chain(ends.iter().copied()).min().unwrap_or(*last);
    i64::from((*last - first).get_days()) >= YEAR
}

/// Whether a sentence says that the plan is for years, or two name a year of it each.
fn says_for_years(facts: &Facts, text: &Texts) -> bool {
    let said = facts.sentences.iter().filter(|s| !matches!(s.place, Place::Code | Place::Quote));
    let mut years = 0;
    // What both patterns need; most sentences have it not.
    let mut spoken =
        said.map(|s| text.get(s.span)).filter(|words| ["year", "Year", "年"].iter().any(|year| words.contains(year)));
    spoken.any(|words| {
        years += u8::from(YEARS.is_match(words));
        years == 2 || SAID.is_match(words)
    })
}

/// The end of the year in which a document says that it was issued.
fn issued(document: &Document) -> Option<Date> {
    let text = &document.source.text;
    let mut end = text.len().min(HEAD);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let year = text[ISSUED.find_named(&text[..end])?].parse().ok()?;
    Some(date(year, 12, 31))
}
