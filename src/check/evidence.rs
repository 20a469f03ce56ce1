//! What shows that a plan treats a matter (DESIGN §5): a section of the kind with content, a plan field of that
//! name, a sentence with a strong term, or with a weak one and a planning word.

use super::scene::{Scene, in_order, present, titled};
use crate::plan::*;
use crate::text::Span;
use std::sync::Arc;

/// At most so many places are kept of one matter.
const PLACES: usize = 32;

/// The places that show that the plan treats the matter.
pub(super) fn evidence(scene: &Scene<'_>, matter: &str) -> Arc<[Span]> {
    if let Some(known) = scene.evidence.borrow().get(matter) {
        return known.clone();
    }
    let places: Arc<[Span]> = find(scene, matter).into();
    scene.evidence.borrow_mut().insert(matter.to_owned(), places.clone());
    places
}

/// Section kinds whose content is evidence of a matter.
fn sections_of(matter: &str) -> Option<SectionKind> {
    match matter {
        "responsible" => Some(SectionKind::Organisation),
        "sharing" => Some(SectionKind::Integration),
        "systems" => Some(SectionKind::Resources),
        _ => SectionKind::from_name(matter),
    }
}

/// Plan fields that are evidence of a matter.
fn field_of(matter: &str) -> Option<FieldName> {
    match matter {
        "responsible" => Some(FieldName::Owner),
        "funding" => Some(FieldName::Budget),
        _ => FieldName::from_name(matter),
    }
}

fn find(scene: &Scene<'_>, matter: &str) -> Vec<Span> {
    let plan = scene.plan;
    let mut places = Vec::new();
    if let Some(kind) = sections_of(matter) {
        let sections = plan.facts.sections.iter();
        places.extend(sections.filter(|s| s.own_kinds.has(kind) && s.filled).map(|s| s.title));
    }
    if let Some(name) = field_of(matter)
        && present(plan, None, name)
    {
        let field = plan.field(None, name).map(|f| f.value);
        places.extend(field.or(plan.horizon.as_ref().map(|h| h.span)));
    }
    let lexicon = |name: &str| scene.vocabulary.lexicon(name);
    let strong = lexicon(&format!("evidence-{matter}"));
    let weak = lexicon(&format!("weak-{matter}")).zip(lexicon("planning"));
    // The present, its needs and trends elsewhere are not what the plan provides, unless they are asked for.
    let elsewhere: SectionKinds = match matter {
        "needs" | "trends" => SectionKinds::NONE,
        // What is to be done says little on what is there.
        "status-quo" => [SectionKind::Tasks, SectionKind::Measures].into_iter().collect(),
        "systems" => SectionKinds::of(SectionKind::Trends),
        // What comes back is not what it takes, nor is what may be lost; neither puts work in order.
        "funding" | "phases" | "priorities" => [
            SectionKind::StatusQuo,
            SectionKind::Problems,
            SectionKind::Needs,
            SectionKind::Trends,
            SectionKind::Effects,
            SectionKind::Risks,
        ]
        .into_iter()
        .collect(),
        _ => [SectionKind::StatusQuo, SectionKind::Problems, SectionKind::Needs, SectionKind::Trends]
            .into_iter()
            .collect(),
    };
    // Column heads name what the cells below them say.
    let heads = scene.heads();
    let holding = [strong, weak.map(|(weak, _)| weak)].into_iter().flatten().map(|id| scene.sentences_with(id));
    let sentences = in_order(holding.flat_map(|ids| ids.to_vec()).collect());
    for sentence in sentences.iter().filter_map(|id| plan.facts.sentences.get(id.0 as usize)) {
        if places.len() >= PLACES {
            break;
        }
        let span = sentence.span;
        let own = sections_of(matter);
        let left_out = |id: SectionId| {
            let section = plan.section(id);
            let elsewhere = section.kinds.meets(elsewhere) || section.work && matter == "status-quo";
            elsewhere && !own.is_some_and(|kind| section.kinds.has(kind))
        };
        if sentence.section.is_some_and(left_out) || is_task_field(plan, sentence) {
            continue;
        }
        // “School development plan 2028” over what it plans names this plan, and none that it follows.
        if matter == "upstream" && sentence.place == Place::Heading {
            continue;
        }
        // “Conduct a needs analysis” is work to be done, and no need.
        let done = |item: &Item| matches!(item.kind, ItemKind::Task | ItemKind::Milestone);
        if matter == "needs" && titled(plan, sentence).is_some_and(done) {
            continue;
        }
        let heading = sentence.place == Place::Heading;
        // The title of a plan and a heading over nothing announce, they say nothing.
        if heading && (span == plan.title() || !sentence.section.is_some_and(|id| plan.section(id).filled)) {
            continue;
        }
        let says = |hit: &Span| !cited(scene, span, *hit) && !in_task_field(plan, sentence, *hit);
        let hit = strong.and_then(|id| scene.hits(span, id).find(says));
        let found = hit.or_else(|| {
            let (weak, planning) = weak.filter(|_| !heading && !heads.contains(&span))?;
            // A word that stands in both lexicons does not go together with itself.
            scene.hits(span, weak).find(|hit| says(hit) && scene.hits(span, planning).any(|other| other != *hit))
        });
        if let Some(place) = found
            && !is_prompt(scene, span)
        {
            places.push(place);
        }
    }
    places
}

/// The value of a field of one item says nothing about the plan.
fn is_task_field(plan: &Plan, sentence: &Sentence) -> bool {
    if sentence.place == Place::Field && sentence.item.is_some() {
        return true;
    }
    sentence.place == Place::Cell
        && sentence.item.is_some()
        && plan.fields(sentence.item).any(|f| f.origin == Origin::Own && f.value.contains(sentence.span))
}

/// Whether a place lies in a labelled field of the item that the sentence belongs to: `（责任单位：审批局）`.
fn in_task_field(plan: &Plan, sentence: &Sentence, hit: Span) -> bool {
    sentence.item.is_some()
        && plan.fields(sentence.item).any(|f| {
            f.origin == Origin::Own && (f.value.contains(hit) || f.label.is_some_and(|label| label.contains(hit)))
        })
}

/// Whether a place lies in the title of another document: `《…》`, or the text of a link.
fn cited(scene: &Scene<'_>, sentence: Span, hit: Span) -> bool {
    let text = scene.text(sentence);
    let at = (hit.start - sentence.start) as usize;
    let Some(open) = text.get(..at).and_then(|before| before.rfind('《')) else { return false };
    !text[open..at].contains('》')
}

/// Placeholders and template prompts are nothing.
fn is_prompt(scene: &Scene<'_>, span: Span) -> bool {
    scene.has(span, "template-prompt") || (scene.has(span, "placeholder") && scene.text(span).chars().count() < 40)
}
