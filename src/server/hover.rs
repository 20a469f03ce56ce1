//! `textDocument/hover`: the rule's page on a finding, the item's card on an id.

use super::place::range;
use super::pointed::{one_line, scene_at};
use super::words::say;
use super::world::{Scene, World};
use crate::check::{Finding, field_label};
use crate::plan::{ItemId, Language, Relation, Value};
use crate::rules::pages;
use crate::text::Span;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{Hover, HoverContents, HoverParams, MarkupContent, MarkupKind};

pub fn hover(world: &World, params: &HoverParams) -> Result<Option<Hover>> {
    let at = &params.text_document_position_params;
    let Some((scene, offset)) = scene_at(world, &at.text_document.uri, at.position) else { return Ok(None) };
    let language = scene.language(world);
    let mut parts: Vec<String> = Vec::new();
    let mut place: Option<Span> = None;
    if let Some(pointed) = scene.pointed(offset) {
        place = Some(pointed.span);
        match pointed.item {
            Some(item) => parts.push(card(&scene, item, language)),
            None => parts.push(say(language, "nothing in this plan has this id", "规划中没有这个编号").to_owned()),
        }
    }
    let judged = scene.place.judged(&world.options());
    let parts_of_plan = judged.into_iter().flat_map(|judged| &judged.parts);
    for part in parts_of_plan.filter(|part| std::sync::Arc::ptr_eq(&part.plan, &scene.plan)) {
        let here = part.judgement.findings.iter().filter(|finding| {
            let span = finding.span;
            span.file == scene.document.source.id && span.start <= offset && offset <= span.end
        });
        for finding in here.filter(|finding| finding.suppressed.is_none()) {
            place = place.or(Some(finding.span));
            parts.push(page(&scene, finding, language));
        }
    }
    if parts.is_empty() {
        return Ok(None);
    }
    let text = parts.join("\n\n---\n\n");
    let (kind, value) = match world.client.markdown {
        true => (MarkupKind::Markdown, text),
        false => (MarkupKind::PlainText, text.replace("**", "").replace("\n\n---\n\n", "\n\n")),
    };
    let range = place.map(|span| range(&scene.document, span, world.client.encoding));
    Ok(Some(Hover { contents: HoverContents::Markup(MarkupContent { kind, value }), range }))
}

/// What an item says and how it is linked.
pub fn card(scene: &Scene, id: ItemId, language: Language) -> String {
    let plan = &scene.plan;
    let item = plan.item(id);
    let mut text = format!("**{}** {}", item.kind.word(language), escaped(&scene.name_of(item)));
    let mut seen = Vec::new();
    for field in plan.fields(Some(id)) {
        if seen.contains(&field.name) || matches!(field.read, Value::Empty) {
            continue;
        }
        seen.push(field.name);
        let value = escaped(&one_line(plan.text(field.value), 100));
        text.push_str(&format!("\n\n{}: {value}", field_label(field.name, language)));
    }
    let serves = plan.links_from(id).filter(|link| link.relation == Relation::Serves).filter_map(|link| link.to);
    let served = plan.links_to(id).filter(|link| link.relation == Relation::Serves).map(|link| link.from);
    for (word, list) in [
        (say(language, "serves", "服务于"), serves.collect::<Vec<_>>()),
        (say(language, "served by", "由以下项支撑"), served.collect()),
    ] {
        let mut list: Vec<ItemId> = list.into_iter().map(|id| scene.main(id)).collect();
        list.sort();
        list.dedup();
        if list.is_empty() {
            continue;
        }
        text.push_str(&format!("\n\n{word}:"));
        for other in list {
            text.push_str(&format!("\n- {}", escaped(&scene.name_of(plan.item(other)))));
        }
    }
    text
}

/// The page of a finding's rule, with what it says here.
fn page(scene: &Scene, finding: &Finding, language: Language) -> String {
    let settings = &scene.live.settings;
    let mut text = format!("**{} {}**\n\n{}", finding.code, finding.rule, escaped(&finding.message));
    if !finding.help.is_empty() {
        text.push_str(&format!("\n\n→ {}", finding.help));
    }
    let own = settings.user_rules.get(&*finding.code).map(|rule| rule.page());
    if let Some(page) = own.as_ref().or_else(|| pages().get(&*finding.code)) {
        for words in [page.summary.get(language), page.why.get(language)] {
            if !words.is_empty() {
                text.push_str(&format!("\n\n{}", one_line(words, 2000)));
            }
        }
    }
    if let Some(url) = super::diagnostics::page_url(settings, &finding.code, &finding.rule) {
        text.push_str(&format!("\n\n[{}]({})", finding.code, url.as_str()));
    }
    text
}

/// A plan's own words, so that they show as they are.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '[' | ']' | '<' | '>' | '_' | '#' | '|') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
