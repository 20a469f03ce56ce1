//! `textDocument/completion`: ids in link fields, names of fields, headings, keys, codes of rules.

use super::hover::card;
use super::pointed::scene_at;
use super::world::{Scene, World};
use crate::check::{field_label, heading};
use crate::lexicon::fold;
use crate::plan::{FieldName, ItemKind, Language, SectionKind};
use crate::rules::pages;
use crate::syntax::{BlockKind, Format};
use crate::text::Span;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{
    CompletionItem, CompletionItemKind, CompletionParams, CompletionResponse, CompletionTextEdit, Documentation,
    MarkupContent, MarkupKind, TextEdit,
};

/// What is completed at a place.
enum Wanted {
    /// Ids of these kinds; all if there are none.
    Ids(Vec<ItemKind>),
    /// Names of fields of an item.
    Fields,
    /// Keys of the plan.
    Keys,
    /// Headings of sections.
    Headings,
    /// Codes of rules.
    Codes,
}

pub fn completion(world: &World, params: &CompletionParams) -> Result<Option<CompletionResponse>> {
    let at = &params.text_document_position;
    let Some((scene, offset)) = scene_at(world, &at.text_document.uri, at.position) else { return Ok(None) };
    let Some((wanted, typed)) = wanted(&scene, offset) else { return Ok(None) };
    let range = scene.range(world, typed);
    let mut items: Vec<CompletionItem> = match wanted {
        Wanted::Ids(kinds) => ids(world, &scene, &kinds, offset),
        Wanted::Fields => fields(&scene),
        Wanted::Keys => keys(&scene),
        Wanted::Headings => headings(&scene),
        Wanted::Codes => codes(world, &scene),
    };
    for (number, item) in items.iter_mut().enumerate() {
        let text = item.insert_text.take().unwrap_or_else(|| item.label.clone());
        item.text_edit = Some(CompletionTextEdit::Edit(TextEdit::new(range, text)));
        item.sort_text = Some(format!("{number:04}"));
    }
    Ok(Some(CompletionResponse::Array(items)))
}

/// What is to be completed at a byte, and what of it was typed.
fn wanted(scene: &Scene, offset: u32) -> Option<(Wanted, Span)> {
    let document = &scene.document;
    let source = &document.source;
    let line = source.line(source.line_of(offset))?;
    let offset = offset.min(line.end);
    let before = source.slice(line.with(line.start, offset));
    let word = |part: fn(char) -> bool| line.with(line.start + before.trim_end_matches(part).len() as u32, offset);
    let code_part: fn(char) -> bool = |c| c.is_ascii_alphanumeric() || c == '-';
    if let Some(at) = before.rfind("planspect-")
        && before[at..].contains(char::is_whitespace)
        && !before[at..].contains("-- ")
        && !before[at..].contains("-->")
    {
        return Some((Wanted::Codes, word(code_part)));
    }
    let front = document.tree.front_span.is_some_and(|front| front.start < offset && offset < front.end);
    let top = document.tree.format == Format::Yaml && !before.starts_with([' ', '-', '\t']);
    if (front || top) && !before.contains([':', '#']) {
        return Some((Wanted::Keys, word(|c| c.is_alphanumeric() || c == '-' || c == '_')));
    }
    let id_part: fn(char) -> bool = |c| c.is_alphanumeric() || matches!(c, '-' | '.');
    if let Some(kinds) = link_field(scene, before).or_else(|| link_column(scene, line, offset)) {
        return Some((Wanted::Ids(kinds), word(id_part)));
    }
    let marks = before.chars().take_while(|c| *c == '#').count();
    if document.tree.format == Format::Markdown && (1..=6).contains(&marks) && before[marks..].starts_with(' ') {
        let start = line.start + marks as u32 + 1;
        return Some((Wanted::Headings, line.with(start, offset)));
    }
    let label_part: fn(char) -> bool = |c| c.is_alphanumeric() || c == ' ' || c == '-';
    let typed = word(label_part);
    let typed = source.trim(typed).with(source.trim(typed).start.min(offset), offset);
    let opened = source.slice(line.with(line.start, typed.start)).trim_end();
    let in_brackets = opened.ends_with(['(', '（', ';', '；'])
        && opened.rfind(['(', '（']).is_some_and(|open| !opened[open..].contains([')', '）']));
    let nested = opened.trim_start().len() == 1 && opened.ends_with(['-', '*']) && before.starts_with([' ', '\t']);
    let yaml_key =
        document.tree.format == Format::Yaml && before.trim_start_matches([' ', '-']).chars().all(label_part);
    if in_brackets || nested || yaml_key {
        return Some((Wanted::Fields, typed));
    }
    // An id being typed: a capital or a word for a kind, and digits.
    let typed = word(id_part);
    let text = source.slice(typed);
    let grammar = &scene.live.settings.reader.ids;
    let opens = text.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | '.'));
    let kind =
        (!opens.is_empty() && opens.starts_with(|c: char| !c.is_lowercase())).then(|| grammar.kind_of(opens))??;
    Some((Wanted::Ids(vec![kind.0]), typed))
}

/// The kinds of items that a link field takes, where the value of one is being written.
fn link_field(scene: &Scene, before: &str) -> Option<Vec<ItemKind>> {
    let colon = before.rfind([':', '：'])?;
    let value = before[colon..].trim_start_matches([':', '：']);
    if value.contains([';', '；', ')', '）', '。']) {
        return None;
    }
    let label = before[..colon].rsplit(['(', '（', ';', '；', '|', '【']).next().unwrap_or("");
    let label = label.trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_' | '-' | '+' | '>' | '{' | '`'));
    kinds_of(scene, label.rsplit([',', '，']).next().unwrap_or(label).trim())
}

/// The same for a cell of a table whose column is a link field.
fn link_column(scene: &Scene, line: Span, offset: u32) -> Option<Vec<ItemKind>> {
    let tree = &scene.document.tree;
    let source = &scene.document.source;
    let (_, row) = tree.iter().find(|(_, block)| {
        matches!(block.kind, BlockKind::Row { head: false })
            && block.span.start >= line.start
            && block.span.start <= line.end
    })?;
    let text = source.slice(line);
    if !text.contains('|') {
        return None;
    }
    let bars = |text: &str| text.matches('|').count();
    let leading = usize::from(text.trim_start().starts_with('|'));
    let column = bars(source.slice(line.with(line.start, offset))).checked_sub(leading)?;
    let (head, _) = tree.children(row.parent).next()?;
    let (_, cell) = tree.children(Some(head)).nth(column)?;
    kinds_of(scene, source.slice(cell.content))
}

fn kinds_of(scene: &Scene, label: &str) -> Option<Vec<ItemKind>> {
    use ItemKind::{Goal, Indicator, Need, Requirement, Resource, Task};
    let names = scene.live.settings.reader.vocabulary.fields.get(&fold(label));
    names.iter().find_map(|name| match FieldName::from_name(name)? {
        FieldName::Serves => Some(vec![Need, Requirement, Goal]),
        FieldName::DependsOn => Some(vec![Task]),
        FieldName::Reuses => Some(vec![Resource]),
        FieldName::Indicator => Some(vec![Indicator]),
        _ => None,
    })
}

fn ids(world: &World, scene: &Scene, kinds: &[ItemKind], offset: u32) -> Vec<CompletionItem> {
    let language = scene.language(world);
    let own = scene.item_at(offset);
    let place = |kind: ItemKind| kinds.iter().position(|one| *one == kind);
    let mut all: Vec<_> = scene
        .plan
        .items()
        .filter(|(id, item)| item.repeats.is_none() && Some(*id) != own)
        .filter_map(|(id, item)| Some((place(item.kind)?, id, scene.id_of(item)?.to_owned(), item)))
        .collect();
    all.sort_by_key(|(place, id, ..)| (*place, *id));
    all.into_iter()
        .map(|(_, id, name, item)| {
            let title = scene.title_of(item, 80);
            CompletionItem {
                filter_text: Some(format!("{name} {title}")),
                label: name,
                detail: Some(title),
                kind: Some(CompletionItemKind::REFERENCE),
                documentation: Some(documentation(world, card(scene, id, language))),
                ..CompletionItem::default()
            }
        })
        .collect()
}

fn fields(scene: &Scene) -> Vec<CompletionItem> {
    use FieldName::{
        Bearer, Benefit, Budget, Deliverable, DependsOn, Due, Function, Indicator, Method, Owner, Phase, Priority,
        Reason, Reuses, Serves, Source, Start, Target,
    };
    let language = scene.document.language;
    let yaml = scene.document.tree.format == Format::Yaml;
    let colon = if language == Language::Zh && !yaml { "：" } else { ": " };
    let all = [
        Serves,
        Owner,
        Due,
        Start,
        Budget,
        Priority,
        Reason,
        Phase,
        Benefit,
        Source,
        DependsOn,
        Reuses,
        Indicator,
        Target,
        Method,
        Deliverable,
        Bearer,
        Function,
    ];
    all.iter()
        .map(|name| {
            let label = match yaml {
                true => field_label(*name, Language::En).replace(' ', "-"),
                false => field_label(*name, language).to_owned(),
            };
            CompletionItem {
                insert_text: Some(format!("{label}{colon}")),
                label,
                detail: Some(name.name().to_owned()),
                kind: Some(CompletionItemKind::FIELD),
                ..CompletionItem::default()
            }
        })
        .collect()
}

fn keys(scene: &Scene) -> Vec<CompletionItem> {
    use FieldName::{Budget, Horizon, Kind, Owner, Plan, Profile, Scope, Status, Title, Type, Upstream};
    let there = |name: FieldName| scene.plan.field(None, name).is_some_and(|field| field.document.at() == 0);
    let names =
        [Title, Kind, Plan, Horizon, Upstream, Profile, Scope, Type, Status, Owner, Budget, FieldName::Language];
    let mut all: Vec<CompletionItem> = names
        .iter()
        .filter(|name| !there(**name))
        .map(|name| {
            let value = match name {
                Kind => "plan",
                _ => "",
            };
            CompletionItem {
                label: name.name().to_owned(),
                insert_text: Some(format!("{}: {value}", name.name())),
                detail: Some(field_label(*name, scene.document.language).to_owned()),
                kind: Some(CompletionItemKind::PROPERTY),
                ..CompletionItem::default()
            }
        })
        .collect();
    if scene.document.tree.format == Format::Yaml {
        all.extend(SectionKind::ALL.iter().map(|kind| CompletionItem {
            label: kind.name().to_owned(),
            insert_text: Some(format!("{}:", kind.name())),
            detail: Some(heading(*kind, scene.document.language).0.to_owned()),
            kind: Some(CompletionItemKind::MODULE),
            ..CompletionItem::default()
        }));
    }
    all
}

/// Headings of the kinds that the plan does not have yet come first.
fn headings(scene: &Scene) -> Vec<CompletionItem> {
    let there: Vec<SectionKind> = scene.plan.sections().flat_map(|(_, s)| s.own_kinds.iter()).collect();
    let mut kinds: Vec<SectionKind> = SectionKind::ALL.to_vec();
    kinds.sort_by_key(|kind| there.contains(kind));
    kinds
        .into_iter()
        .map(|kind| {
            let (words, prompt) = heading(kind, scene.document.language);
            CompletionItem {
                label: words.to_owned(),
                detail: Some(prompt.to_owned()),
                kind: Some(CompletionItemKind::MODULE),
                ..CompletionItem::default()
            }
        })
        .collect()
}

fn codes(world: &World, scene: &Scene) -> Vec<CompletionItem> {
    let language = scene.language(world);
    let settings = &scene.live.settings;
    settings
        .rules
        .known
        .iter()
        .map(|rule| {
            let own = settings.user_rules.get(&*rule.code).map(|rule| rule.page());
            let page = own.as_ref().or_else(|| pages().get(&*rule.code));
            CompletionItem {
                label: rule.code.to_string(),
                detail: Some(rule.name.to_string()),
                filter_text: Some(format!("{} {}", rule.code, rule.name)),
                kind: Some(CompletionItemKind::CONSTANT),
                documentation: page.map(|page| documentation(world, page.summary.get(language).to_owned())),
                ..CompletionItem::default()
            }
        })
        .collect()
}

fn documentation(world: &World, value: String) -> Documentation {
    let kind = if world.client.markdown { MarkupKind::Markdown } else { MarkupKind::PlainText };
    Documentation::MarkupContent(MarkupContent { kind, value })
}
