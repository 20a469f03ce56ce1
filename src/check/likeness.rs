//! Which items say the same: by their content words, in any order and inflection.

use crate::lexicon::{Vocabulary, is_han};
use crate::plan::*;
use std::collections::HashMap;

/// Content words of every item, and the items that share them.
#[derive(Debug)]
pub struct Likenesses {
    words: Vec<Vec<Box<str>>>,
    same: HashMap<u64, Vec<ItemId>>,
}

/// At most so many items of one set of words are compared with each other.
const CANDIDATES: usize = 64;

impl Likenesses {
    /// Takes the content words of all items of a plan.
    pub fn new(plan: &Plan, vocabulary: &Vocabulary) -> Self {
        let words: Vec<Vec<Box<str>>> = plan.items().map(|(_, item)| content_words(plan, vocabulary, item)).collect();
        let mut same: HashMap<u64, Vec<ItemId>> = HashMap::new();
        for (at, list) in words.iter().enumerate().filter(|(_, list)| !list.is_empty()) {
            same.entry(hash(list)).or_default().push(ItemId(at as u32));
        }
        Self { words, same }
    }

    /// Items of `kind` with the same content words as `item`: never its parents or children, nor of another
    /// level.
    pub fn like(&self, plan: &Plan, item: ItemId, kind: ItemKind) -> Vec<ItemId> {
        let words = &self.words[item.at()];
        if words.len() < 2 && words.first().is_none_or(|w| w.chars().count() < 4) {
            return Vec::new();
        }
        let me = plan.item(item);
        let candidates = self.same.get(&hash(words)).map_or(&[][..], Vec::as_slice);
        candidates
            .iter()
            .copied()
            .take(CANDIDATES)
            .filter(|&other| {
                let it = plan.item(other);
                other != item
                    && it.kind == kind
                    && self.words[other.at()] == *words
                    && it.level == me.level
                    && it.form == me.form
                    && it.repeats.is_none()
                    && !is_ancestor(plan, other, item)
                    && !is_ancestor(plan, item, other)
                    && !both_phased(plan, item, other)
            })
            .collect()
    }

    /// Resources whose name's content words all stand in the item's title.
    pub fn resources_named(&self, plan: &Plan, vocabulary: &Vocabulary, item: ItemId) -> Vec<ItemId> {
        let mine = &self.words[item.at()];
        let title = folded_title(plan, plan.item(item));
        plan.items()
            .filter(|(id, it)| it.kind == ItemKind::Resource && *id != item)
            .filter(|(_, it)| {
                let name = resource_words(plan, vocabulary, it);
                !name.is_empty()
                    && name.iter().map(|w| w.chars().count()).sum::<usize>() >= 3
                    && name
                        .iter()
                        .all(|word| mine.contains(word) || (word.chars().all(is_han) && title.contains(&**word)))
            })
            .map(|(id, _)| id)
            .collect()
    }

    /// Items of `kind` that one noun for a system heads as it heads `item`'s object.
    pub fn same_class(&self, plan: &Plan, vocabulary: &Vocabulary, item: ItemId, kind: ItemKind) -> Vec<ItemId> {
        let Some(class) = class_of(plan, vocabulary, plan.item(item)) else { return Vec::new() };
        plan.items()
            .filter(|(id, it)| {
                it.kind == kind && *id != item && class_of(plan, vocabulary, it).as_ref() == Some(&class)
            })
            .map(|(id, _)| id)
            .collect()
    }
}

/// The noun for a system that heads an item's title: the last one before the phrase goes on with “for”, “of”, a
/// comma or a bracket.
fn class_of(plan: &Plan, vocabulary: &Vocabulary, item: &Item) -> Option<String> {
    let document = plan.document_of(item.title)?;
    let system = vocabulary.lexicon("system")?;
    let first = document.hits.partition_point(|hit| hit.start < item.title.start);
    let title = plan.text(item.title);
    let end = title.find([',', '，', '(', '（', ':', '：', '、', '。', ';', '；']).unwrap_or(title.len());
    let limit = [" for ", " of ", " to ", " with ", " that ", " in ", " on "]
        .iter()
        .filter_map(|w| title[..end].find(w))
        .min()
        .unwrap_or(end);
    let limit = item.title.start + limit as u32;
    let hit = document.hits[first..]
        .iter()
        .take_while(|hit| hit.start < limit)
        .filter(|hit| hit.lexicon == system && hit.end <= limit)
        .max_by_key(|hit| (hit.end, std::cmp::Reverse(hit.end - hit.start)))?;
    let words = document.prose.slice(hit.start, hit.end);
    let noun = if words.is_ascii() { stem(words.rsplit(' ').next().unwrap_or(words)) } else { words };
    Some(noun.to_owned())
}

fn is_ancestor(plan: &Plan, upper: ItemId, lower: ItemId) -> bool {
    let mut up = plan.item(lower).parent;
    let mut steps = 0;
    while let Some(id) = up {
        if id == upper {
            return true;
        }
        steps += 1;
        up = plan.item(id).parent.filter(|_| steps < 16);
    }
    false
}

/// Two tasks of different phases continue each other.
fn both_phased(plan: &Plan, a: ItemId, b: ItemId) -> bool {
    let phase = |id| plan.field(Some(id), FieldName::Phase).map(|f| plan.text(f.value).trim().to_owned());
    match (phase(a), phase(b)) {
        (Some(a), Some(b)) => a != b,
        _ => false,
    }
}

fn hash(words: &[Box<str>]) -> u64 {
    let joined = words.join("\n");
    rapidhash::v3::rapidhash_v3(joined.as_bytes())
}

fn folded_title(plan: &Plan, item: &Item) -> String {
    plan.document_of(item.title).map(|d| d.prose.slice(item.title.start, item.title.end).to_owned()).unwrap_or_default()
}

/// The content words of a resource's name, up to its first comma or bracket.
fn resource_words(plan: &Plan, vocabulary: &Vocabulary, item: &Item) -> Vec<Box<str>> {
    let text = plan.text(item.title);
    let end = text.find([',', '，', '(', '（', ':', '：', '、', '。']).unwrap_or(text.len());
    let span = item.title.with(item.title.start, item.title.start + end as u32);
    words_of(plan, vocabulary, span)
}

fn content_words(plan: &Plan, vocabulary: &Vocabulary, item: &Item) -> Vec<Box<str>> {
    words_of(plan, vocabulary, item.title)
}

/// The words of a span without filler and verbs of building and buying: English stems, Chinese runs; sorted,
/// each once.
fn words_of(plan: &Plan, vocabulary: &Vocabulary, span: crate::text::Span) -> Vec<Box<str>> {
    let Some(document) = plan.document_of(span) else { return Vec::new() };
    let ignored = ["filler", "build-or-buy", "planning"].map(|name| vocabulary.lexicon(name));
    let first = document.hits.partition_point(|hit| hit.start < span.start);
    let skip: Vec<(usize, usize)> = document.hits[first..]
        .iter()
        .take_while(|hit| hit.start < span.end)
        .filter(|hit| hit.end <= span.end && ignored.contains(&Some(hit.lexicon)))
        .map(|hit| {
            let range = document.prose.folded_range(hit.start, hit.end);
            (range.start, range.end)
        })
        .collect();
    let range = document.prose.folded_range(span.start, span.end);
    let text = document.prose.text.get(range.clone()).unwrap_or("");
    let mut words: Vec<Box<str>> = Vec::new();
    let mut word = String::new();
    let mut flush = |word: &mut String| {
        if !word.is_empty() {
            let mut taken = std::mem::take(word);
            // 资源库系统 is a 资源库.
            if let Some(head) = taken.strip_suffix("系统").or_else(|| taken.strip_suffix("平台"))
                && head.ends_with(['库', '网', '台', '统'])
                && head.chars().count() >= 4
            {
                taken.truncate(head.len());
            }
            words.push(if taken.chars().all(is_han) { taken.into() } else { stem(&taken).into() });
        }
    };
    let mut han = false;
    for (at, c) in text.char_indices() {
        let place = range.start + at;
        let skipped = skip.iter().any(|&(start, end)| start <= place && place < end);
        let is = is_han(c);
        if skipped || !c.is_alphanumeric() || (is != han && !word.is_empty()) {
            flush(&mut word);
        }
        if !skipped && c.is_alphanumeric() {
            word.push(c);
            han = is;
        }
    }
    flush(&mut word);
    words.sort();
    words.dedup();
    words
}

/// An English word without its regular ending.
fn stem(word: &str) -> &str {
    if !word.is_ascii() || word.len() < 5 {
        return word;
    }
    for ending in ["ings", "ing", "ies", "ed", "es", "s"] {
        if let Some(stem) =
            word.strip_suffix(ending).filter(|stem| stem.len() >= 3 && !(ending == "s" && stem.ends_with('s')))
        {
            return stem.trim_end_matches('e');
        }
    }
    word.trim_end_matches(['e', 'y'])
}
