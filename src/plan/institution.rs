//! Whether the first lines of a text in English say that an institution plans for itself.
//!
//! “Strategy” and “action plan” are words of everybody in English, so that a title alone tells little. What opens the
//! text tells more: a body as whom the plan is of, what only institutions call their plans, or offices that act. Where
//! the first lines tell of something that is made or founded, nothing is said.

use super::kinds::SectionKind;
use super::model::*;
use super::reader::Reader;
use super::reason::WhyChosen;
use super::texts::Texts;
use crate::text::Span;
use std::sync::Arc;

/// So many sentences open a document, its headings among them.
const OPENING: usize = 14;

/// So many sentences of running text open it.
const FIRST: usize = 6;

/// How far into a sentence its subject may stand, and how far after it the verb, in bytes.
const SUBJECT: u32 = 28;

/// Why an institution plans, if the opening says so. `noun` is the title's plan noun that institutions use too.
pub(super) fn institution(
    facts: &Facts,
    text: &Texts,
    documents: &[Arc<Document>],
    noun: Option<&str>,
    reader: &Reader,
) -> Option<WhyChosen> {
    let words = &reader.words;
    let first = documents.first()?;
    let own = |s: &&Sentence| s.span.file == first.source.id && s.place != Place::Code;
    let opening: Vec<&Sentence> = facts.sentences.iter().filter(own).take(OPENING).collect();
    let planned = |span: Span| text.has(span, words.institution_plan);
    let body = |span: Span| text.has(span, words.organisation) || text.has(span, words.body_itself);
    // “5-year strategic plan – Hill College”, wherever in the first lines it stands.
    if let Some(s) = opening.iter().find(|s| planned(s.span) && text.has(s.span, words.organisation)) {
        return Some(WhyChosen::BodyInTitle(text.get(s.span).to_owned()));
    }
    let guiding =
        |s: &&Sentence| s.section.is_some_and(|id| facts.sections[id.at()].own_kinds.has(SectionKind::Guiding));
    let venture = |span: Span| text.has(span, words.venture);
    let mission: Vec<&Sentence> = facts.sentences.iter().filter(own).filter(guiding).take(FIRST).collect();
    if venture(first.title) || opening.iter().chain(&mission).any(|s| venture(s.span)) {
        return None;
    }
    // A strategic plan that states a mission, or speaks of the body somewhere.
    let path = first.source.path.replace(['-', '_'], " ").to_lowercase();
    let called = planned(first.title)
        || opening.iter().any(|s| planned(s.span) && (s.place == Place::Heading || announces(text, s.span, reader)))
        || ["strategic plan", "corporate plan"].iter().any(|name| path.contains(name));
    let spoken = || facts.sentences.iter().filter(own).any(|s| body(s.span) || text.has(s.span, words.own_body));
    let its_mission = || opening.iter().any(|s| speaks_of_mission(text.get(s.span)));
    if called && (!mission.is_empty() || its_mission() || spoken()) {
        return Some(WhyChosen::Preface);
    }
    // A strategy or an action plan whose first sentences speak of “the Parish Council”.
    let running = opening.iter().filter(|s| s.place == Place::Text && s.item.is_none()).take(FIRST);
    if noun.is_some() && running.clone().any(|s| names_definitely(text, s.span, reader)) {
        return Some(WhyChosen::Preface);
    }
    // “Departments will …”, “The director will …”: offices act.
    let acting = facts.sentences.iter().filter(own).filter(|s| acts(text, s.span, reader)).take(ACTING).count();
    (acting == ACTING).then_some(WhyChosen::OwnBody(ACTING))
}

/// From so many sentences on in which a body acts, it is a body that plans.
const ACTING: usize = 3;

/// Whether a text speaks of “our vision”, a link or not.
fn speaks_of_mission(text: &str) -> bool {
    let plain = text.to_lowercase().replace(['[', '*', '_'], "");
    ["our vision", "our mission", "our values"].iter().any(|words| plain.contains(words))
}

/// Whether a sentence speaks of a plan as of the body's own: “this strategic plan”, “has prepared its corporate plan”.
fn announces(text: &Texts, span: Span, reader: &Reader) -> bool {
    let (Some(document), Some(plans)) = (text.document(span.file), reader.words.institution_plan) else { return false };
    document.hits.of(plans, span).any(|hit| {
        let before = text.get(span.with(span.start, hit.start)).to_lowercase();
        before.split_whitespace().rev().take(3).any(|word| matches!(word, "this" | "our" | "its"))
    })
}

/// Whether a sentence speaks of one certain body: “the Parish Council”, “Hill College”; not of “a hospital”.
fn names_definitely(text: &Texts, span: Span, reader: &Reader) -> bool {
    if text.has(span, reader.words.body_itself) {
        return true;
    }
    let (Some(document), Some(bodies)) = (text.document(span.file), reader.words.organisation) else { return false };
    document.hits.of(bodies, span).any(|hit| {
        let named = text.get(span.with(hit.start, hit.end)).starts_with(char::is_uppercase);
        let before = text.get(span.with(span.start, hit.start)).to_lowercase();
        let word = before.split_whitespace().next_back().unwrap_or("");
        named && !before.is_empty() && !matches!(word, "a" | "an" | "any" | "each" | "every" | "other")
    })
}

/// Whether the subject of a sentence is a body that will, shall or must do something.
fn acts(text: &Texts, span: Span, reader: &Reader) -> bool {
    let Some(document) = text.document(span.file) else { return false };
    let bodies = [reader.words.organisation, reader.words.body_itself];
    document.hits.of_any(&bodies, span).iter().any(|hit| {
        let after = text.get(span.with(hit.end, span.end.min(hit.end + SUBJECT)));
        let next = after.trim_start().split(|c: char| !c.is_alphabetic()).take(3);
        hit.start - span.start <= SUBJECT && next.into_iter().any(|word| matches!(word, "will" | "shall" | "must"))
    })
}
