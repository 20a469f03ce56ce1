//! Links between items: written, structural, inherited (DESIGN §3.6).

use super::ids::form_of;
use super::kinds::*;
use super::model::*;
use super::reader::Reader;
use super::texts::Texts;
use crate::lexicon::fold;
use std::collections::{HashMap, HashSet};

/// Resolves references, records unknown ones, and gives all links that are written or follow from nesting.
pub(super) fn resolve(facts: &mut Facts, text: &Texts, reader: &Reader) -> Vec<Link> {
    let forms = defined_forms(facts, text);
    let mut by_key: HashMap<Box<str>, ItemId> = HashMap::new();
    let mut doubles: HashMap<Box<str>, Vec<ItemId>> = HashMap::new();
    for (at, item) in facts.items.iter().enumerate() {
        if let Some(id) = &item.id {
            let main = item.repeats.unwrap_or(ItemId(at as u32));
            if *by_key.entry(id.key.clone()).or_insert(main) != main {
                doubles.entry(id.key.clone()).or_default().push(main);
            }
        }
    }
    numbered(facts, reader, &mut by_key);
    let kept: Vec<Reference> = std::mem::take(&mut facts.references)
        .into_iter()
        .filter(|r| r.field || forms.contains(&form_of(text.get(r.span))) || by_key.contains_key(&r.key))
        .collect();
    facts.references = kept;
    let mut links = Vec::new();
    let mut unknown = Vec::new();
    for reference in &mut facts.references {
        reference.target = by_key.get(&reference.key).copied();
        let main = reference.item.map(|item| facts.items[item.at()].repeats.unwrap_or(item));
        if reference.target.is_none() && known_elsewhere(reference, text, &forms) {
            unknown.push((reference.clone(), main));
        }
        let Some(from) = main else { continue };
        if reference.target == Some(from) {
            continue;
        }
        if reference.target.is_none() && !forms.contains(&form_of(text.get(reference.span))) && !reference.field {
            continue;
        }
        let relation = match reference.target {
            Some(to)
                if reference.relation == Relation::Mentions
                    && serves(&facts.items[from.at()], &facts.items[to.at()]) =>
            {
                Relation::Serves
            }
            _ => reference.relation,
        };
        links.push(Link { from, relation, to: reference.target, span: reference.span, structural: false });
        // Of an id that is defined twice, either may be meant.
        let twins = doubles.get(&reference.key).into_iter().flatten().filter(|twin| **twin != from);
        links.extend(twins.map(|twin| Link {
            from,
            relation,
            to: Some(*twin),
            span: reference.span,
            structural: false,
        }));
    }
    for (reference, item) in unknown {
        let near = nearest(&reference.key, &by_key, facts);
        let related = near
            .and_then(|item| facts.items[item.at()].id.as_ref().map(|id| (id.span, RelatedNote::DidYouMean)))
            .into_iter()
            .collect();
        let suggestion =
            near.and_then(|item| facts.items[item.at()].id.as_ref()).map(|id| text.get(id.span).to_owned());
        facts.problems.push(Problem {
            name: "unknown-reference",
            item,
            document: reference.document,
            span: reference.span,
            related,
            text: text.get(reference.span).to_owned(),
            fix: None,
            suggestion,
        });
    }
    links.extend(quoted_titles(facts, text));
    links.extend(nested(facts));
    links
}

/// Prefix and separator of the ids that a plan defines.
fn defined_forms(facts: &Facts, text: &Texts) -> HashSet<String> {
    facts.items.iter().filter_map(|item| item.id.as_ref()).map(|id| form_of(text.get(id.span))).collect()
}

/// Whether an unresolved reference is surely meant as one: its form is defined in the plan, or it stands in a
/// link field and reads like an id of a known kind.
fn known_elsewhere(reference: &Reference, text: &Texts, forms: &HashSet<String>) -> bool {
    let form = form_of(text.get(reference.span));
    forms.contains(&form) || (reference.field && !forms.is_empty())
}

/// Items of numbered lists without ids can be referred to by kind and number: `需求1`, `Goal 2`.
fn numbered(facts: &Facts, reader: &Reader, by_key: &mut HashMap<Box<str>, ItemId>) {
    for kind in ItemKind::ALL {
        let with_ids = facts.items.iter().any(|item| item.kind == *kind && item.id.is_some());
        if with_ids {
            continue;
        }
        let mut seen: HashMap<u32, usize> = HashMap::new();
        for (at, item) in facts.items.iter().enumerate().filter(|(_, i)| i.kind == *kind && i.repeats.is_none()) {
            if let Some(number) = item.number {
                seen.entry(number).and_modify(|_| {}).or_insert(at);
            }
        }
        for (word, name) in &reader.vocabulary.ids_words {
            if ItemKind::from_name(name) != Some(*kind) || word.chars().count() < 2 {
                continue;
            }
            for (&number, &at) in &seen {
                let key = super::ids::key_of(&format!("{word}{number}"));
                by_key.entry(key.into()).or_insert(ItemId(at as u32));
            }
        }
    }
}

/// The defined id most like an unknown one.
fn nearest(key: &str, by_key: &HashMap<Box<str>, ItemId>, facts: &Facts) -> Option<ItemId> {
    by_key
        .iter()
        .filter(|(_, item)| facts.items[item.at()].id.is_some())
        .map(|(other, &item)| (strsim::damerau_levenshtein(key, other), other, item))
        .filter(|&(distance, other, _)| distance <= 2 && distance < other.chars().count().max(2))
        .min_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)))
        .map(|(.., item)| item)
}

/// A `serves` field that quotes a need's or goal's title instead of an id.
fn quoted_titles(facts: &Facts, text: &Texts) -> Vec<Link> {
    let plain = |t: &str| fold(t).chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let targets: Vec<(String, ItemId)> = facts
        .items
        .iter()
        .enumerate()
        .filter(|(_, item)| {
            matches!(item.kind, ItemKind::Need | ItemKind::Goal | ItemKind::Requirement) && item.repeats.is_none()
        })
        .map(|(at, item)| (plain(text.get(item.title)), ItemId(at as u32)))
        .filter(|(title, _)| title.chars().count() >= 4)
        .collect();
    let mut links = Vec::new();
    for field in &facts.fields {
        let (FieldName::Serves, Some(from)) = (field.name, field.item) else { continue };
        if matches!(field.read, Value::Empty) || facts.references.iter().any(|r| field.value.contains(r.span)) {
            continue;
        }
        let value = plain(text.get(field.value));
        if value.chars().count() < 4 {
            continue;
        }
        for (title, to) in &targets {
            if *to != from && (value.contains(title.as_str()) || title.contains(value.as_str())) {
                links.push(Link {
                    from,
                    relation: Relation::Serves,
                    to: Some(*to),
                    span: field.value,
                    structural: true,
                });
            }
        }
    }
    links
}

/// Whether an item that names or stands under the other serves it: tasks serve needs and goals, goals needs.
fn serves(item: &Item, other: &Item) -> bool {
    match (item.kind, other.kind) {
        (
            ItemKind::Task | ItemKind::Measure | ItemKind::Milestone,
            ItemKind::Need | ItemKind::Requirement | ItemKind::Goal,
        ) => true,
        (ItemKind::Goal, ItemKind::Need | ItemKind::Requirement) => true,
        _ => false,
    }
}

/// A task nested under a need or goal serves it; a goal under a need comes from it.
fn nested(facts: &Facts) -> Vec<Link> {
    let mut links = Vec::new();
    for (at, item) in facts.items.iter().enumerate() {
        let mut up = item.parent;
        let mut steps = 0;
        while let Some(id) = up {
            let parent = &facts.items[id.at()];
            if serves(item, parent) {
                links.push(Link {
                    from: ItemId(at as u32),
                    relation: Relation::Serves,
                    to: Some(id),
                    span: parent.title,
                    structural: true,
                });
            }
            if item.kind == ItemKind::Indicator && parent.kind == ItemKind::Goal {
                links.push(Link {
                    from: id,
                    relation: Relation::Indicator,
                    to: Some(ItemId(at as u32)),
                    span: item.title,
                    structural: true,
                });
            }
            steps += 1;
            up = parent.parent.filter(|_| steps < 16);
        }
    }
    links
}

/// Links of an item that items of its own kind below it inherit.
pub(super) fn inherited(facts: &Facts, links: &[Link]) -> Vec<Link> {
    let mut own: HashMap<ItemId, Vec<&Link>> = HashMap::new();
    for link in links.iter().filter(|l| l.relation == Relation::Serves) {
        own.entry(link.from).or_default().push(link);
    }
    let mut found = Vec::new();
    for (at, item) in facts.items.iter().enumerate() {
        let id = ItemId(at as u32);
        if own.contains_key(&id) {
            continue;
        }
        let mut up = item.parent;
        let mut steps = 0;
        while let Some(parent) = up {
            if facts.items[parent.at()].kind == item.kind
                && let Some(of_parent) = own.get(&parent)
            {
                found.extend(of_parent.iter().map(|link| Link { from: id, structural: true, ..**link }));
                break;
            }
            steps += 1;
            up = facts.items[parent.at()].parent.filter(|_| steps < 16);
        }
    }
    found
}

/// Records every cycle of `depends-on` once, at the link that closes it.
pub(super) fn cycles(facts: &mut Facts, links: &[Link]) {
    let count = facts.items.len();
    let mut next: Vec<Vec<(usize, crate::text::Span)>> = vec![Vec::new(); count];
    for link in links {
        if let (Relation::DependsOn, Some(to)) = (link.relation, link.to) {
            next[link.from.at()].push((to.at(), link.span));
        }
    }
    // 0 new, 1 on the path, 2 done
    let mut state = vec![0u8; count];
    let mut problems = Vec::new();
    for start in 0..count {
        if state[start] != 0 || next[start].is_empty() {
            continue;
        }
        let mut path: Vec<(usize, usize)> = vec![(start, 0)];
        state[start] = 1;
        while let Some(&mut (node, ref mut edge)) = path.last_mut() {
            let Some(&(to, span)) = next[node].get(*edge) else {
                state[node] = 2;
                path.pop();
                continue;
            };
            *edge += 1;
            match state[to] {
                0 => {
                    state[to] = 1;
                    path.push((to, 0));
                }
                1 => {
                    let from = path.iter().position(|&(n, _)| n == to).unwrap_or(0);
                    let cycle: Vec<usize> = path[from..].iter().map(|&(n, _)| n).collect();
                    let mut related = Vec::new();
                    let steps: Vec<(usize, usize)> = cycle.windows(2).map(|w| (w[0], w[1])).collect();
                    for (a, b) in steps {
                        if let Some(&(_, span)) = next[a].iter().find(|&&(n, _)| n == b) {
                            related.push((span, RelatedNote::DependsOn));
                        }
                    }
                    problems.push((node, span, related));
                }
                _ => {}
            }
        }
    }
    for (node, span, related) in problems {
        facts.problems.push(Problem {
            name: "dependency-cycle",
            item: Some(ItemId(node as u32)),
            document: facts.items[node].document,
            span,
            related,
            text: String::new(),
            suggestion: None,
            fix: None,
        });
    }
}
