//! Which items say the same: by their content words, in any order and inflection.

use crate::lexicon::{Vocabulary, is_han};
use crate::plan::*;
use crate::text::Span;
use rapidhash::RapidHashMap;
use std::cell::OnceCell;

/// Content words of items, and the items that share them: found out when somebody asks.
#[derive(Debug)]
pub struct Likenesses {
    words: Vec<OnceCell<Vec<Box<str>>>>,
    /// Of each kind the items of the same words.
    same: Vec<OnceCell<RapidHashMap<u64, Vec<ItemId>>>>,
    named: OnceCell<Named>,
    classes: OnceCell<Classes>,
}

/// Of each item the resources that its title names; of each resource the items that name it.
#[derive(Debug)]
struct Named {
    resources: Vec<Vec<ItemId>>,
    items: RapidHashMap<ItemId, Vec<ItemId>>,
}

/// Of each item the noun for a system that heads its title; the items of each noun.
#[derive(Debug)]
struct Classes {
    of: Vec<Option<String>>,
    items: RapidHashMap<String, Vec<ItemId>>,
}

/// Heads that say nothing where two other words stand: a tape library system is a tape library.
const GENERIC: [&str; 4] = ["system", "platform", "solution", "service"];

/// At most so many items of one set of words are compared with each other.
pub(super) const CANDIDATES: usize = 64;

impl Likenesses {
    /// Those of a plan.
    pub fn new(plan: &Plan) -> Self {
        Self {
            words: vec![OnceCell::new(); plan.facts.items.len()],
            same: vec![OnceCell::new(); ItemKind::ALL.len()],
            named: OnceCell::new(),
            classes: OnceCell::new(),
        }
    }

    fn words(&self, plan: &Plan, vocabulary: &Vocabulary, item: ItemId) -> &[Box<str>] {
        self.words[item.at()].get_or_init(|| content_words(plan, vocabulary, plan.item(item)))
    }

    fn same(&self, plan: &Plan, vocabulary: &Vocabulary, kind: ItemKind) -> &RapidHashMap<u64, Vec<ItemId>> {
        self.same[kind as usize].get_or_init(|| {
            let mut same: RapidHashMap<u64, Vec<ItemId>> = RapidHashMap::default();
            for (id, _) in plan.items().filter(|(_, item)| item.kind == kind) {
                let words = self.words(plan, vocabulary, id);
                if !words.is_empty() {
                    same.entry(hash(words)).or_default().push(id);
                }
            }
            same
        })
    }

    /// Items of `kind` with the same content words as `item`: never its parents or children, nor of another
    /// level.
    pub fn like(&self, plan: &Plan, vocabulary: &Vocabulary, item: ItemId, kind: ItemKind) -> Vec<ItemId> {
        let words = self.words(plan, vocabulary, item);
        if !tells_apart(words) {
            return Vec::new();
        }
        let me = plan.item(item);
        let same = self.same(plan, vocabulary, kind);
        let candidates = same.get(&hash(words)).map_or(&[][..], Vec::as_slice);
        candidates
            .iter()
            .copied()
            .take(CANDIDATES)
            .filter(|&other| {
                let it = plan.item(other);
                other != item
                    && self.words(plan, vocabulary, other) == words
                    && it.level == me.level
                    && it.form == me.form
                    && it.repeats.is_none()
                    && plan.facts.above(item).all(|id| id != other)
                    && plan.facts.above(other).all(|id| id != item)
                    && !both_phased(plan, item, other)
                    && !in_instances(plan, item, other)
            })
            .collect()
    }

    /// Resources whose name's content words all stand in the item's title.
    pub fn resources_named(&self, plan: &Plan, vocabulary: &Vocabulary, item: ItemId) -> &[ItemId] {
        let named = self.named.get_or_init(|| self.name(plan, vocabulary));
        named.resources.get(item.at()).map_or(&[], Vec::as_slice)
    }

    /// Items in whose title all content words of the resource's name stand.
    pub fn naming(&self, plan: &Plan, vocabulary: &Vocabulary, resource: ItemId) -> &[ItemId] {
        let named = self.named.get_or_init(|| self.name(plan, vocabulary));
        named.items.get(&resource).map_or(&[], Vec::as_slice)
    }

    fn name(&self, plan: &Plan, vocabulary: &Vocabulary) -> Named {
        let mut named = Named { resources: vec![Vec::new(); self.words.len()], items: RapidHashMap::default() };
        let resources: Vec<(ItemId, Vec<Box<str>>)> = plan
            .items()
            .filter(|(_, item)| item.kind == ItemKind::Resource)
            .map(|(id, item)| (id, resource_words(plan, vocabulary, item)))
            .filter(|(_, name)| name.iter().map(|w| w.chars().count()).sum::<usize>() >= 3)
            .collect();
        if resources.is_empty() {
            return named;
        }
        // Each resource is looked for by that of its words that the fewest resources share.
        let mut shared: RapidHashMap<&str, usize> = RapidHashMap::default();
        for word in resources.iter().flat_map(|(_, name)| name) {
            *shared.entry(word).or_default() += 1;
        }
        let rarest: Vec<Box<str>> = resources
            .iter()
            .filter_map(|(_, name)| name.iter().min_by_key(|word| (shared[&***word], std::cmp::Reverse(word.len()))))
            .cloned()
            .collect();
        drop(shared);
        let mut by_word: RapidHashMap<&str, Vec<usize>> = RapidHashMap::default();
        for (at, word) in rarest.iter().enumerate() {
            by_word.entry(word).or_default().push(at);
        }
        let mut han: Vec<&str> = by_word.keys().copied().filter(|word| word.chars().all(is_han)).collect();
        han.sort_unstable();
        let automaton = aho_corasick::AhoCorasick::new(&han).ok();
        let mut candidates: Vec<usize> = Vec::new();
        for (id, item) in plan.items() {
            let mine = self.words(plan, vocabulary, id);
            let title = folded(plan, item.title);
            candidates.clear();
            candidates.extend(mine.iter().filter_map(|word| by_word.get(&**word)).flatten().take(CANDIDATES));
            if let Some(automaton) = &automaton {
                let hits = automaton.find_overlapping_iter(title);
                let places = hits.filter_map(|hit| by_word.get(han[hit.pattern().as_usize()]));
                candidates.extend(places.flatten().take(CANDIDATES));
            }
            candidates.sort_unstable();
            candidates.dedup();
            let stands = |word: &Box<str>| mine.contains(word) || (word.chars().all(is_han) && title.contains(&**word));
            let found = candidates
                .iter()
                .map(|&at| &resources[at])
                .filter(|(resource, name)| *resource != id && name.iter().all(stands));
            named.resources[id.at()] = found.map(|(resource, _)| *resource).collect();
        }
        for (item, found) in named.resources.iter().enumerate() {
            for resource in found {
                named.items.entry(*resource).or_default().push(ItemId(item as u32));
            }
        }
        named
    }

    /// Items of `kind` that one noun for a system heads as it heads `item`'s object.
    pub fn same_class(&self, plan: &Plan, vocabulary: &Vocabulary, item: ItemId, kind: ItemKind) -> Vec<ItemId> {
        let classes = self.classes.get_or_init(|| {
            let of: Vec<Option<String>> = plan.items().map(|(_, item)| class_of(plan, vocabulary, item)).collect();
            let mut items: RapidHashMap<String, Vec<ItemId>> = RapidHashMap::default();
            for (at, class) in of.iter().enumerate() {
                if let Some(class) = class {
                    items.entry(class.clone()).or_default().push(ItemId(at as u32));
                }
            }
            Classes { of, items }
        });
        let Some(class) = classes.of.get(item.at()).and_then(Option::as_ref) else { return Vec::new() };
        let of_class = classes.items.get(class).into_iter().flatten().copied();
        of_class.filter(|id| plan.item(*id).kind == kind && *id != item).take(CANDIDATES).collect()
    }
}

/// The noun for a system that heads an item's title: the last one before the phrase goes on with “for”, “of”, a
/// comma or a bracket.
fn class_of(plan: &Plan, vocabulary: &Vocabulary, item: &Item) -> Option<String> {
    let document = plan.document_of(item.title)?;
    let system = vocabulary.lexicon("system")?;
    let title = plan.text(item.title);
    let end = title.find([',', '，', '(', '（', ':', '：', '、', '。', ';', '；']).unwrap_or(title.len());
    let limit = [" for ", " of ", " to ", " with ", " that ", " in ", " on "]
        .iter()
        .filter_map(|w| title[..end].find(w))
        .min()
        .unwrap_or(end);
    let phrase = item.title.with(item.title.start, item.title.start + limit as u32);
    let hit = document.hits.of(system, phrase).max_by_key(|hit| (hit.end, std::cmp::Reverse(hit.end - hit.start)))?;
    let words = document.prose.slice(hit.start, hit.end);
    let noun = if words.is_ascii() { stem(words.rsplit(' ').next().unwrap_or(words)) } else { words };
    Some(noun.to_owned())
}

/// Two tasks of different phases continue each other, unless one body is to do the one and another the other.
fn both_phased(plan: &Plan, a: ItemId, b: ItemId) -> bool {
    let differs = |name| {
        let value = |id| plan.field(Some(id), name).map(|f| plan.text(f.value).trim());
        matches!((value(a), value(b)), (Some(a), Some(b)) if a != b)
    };
    differs(FieldName::Phase) && !differs(FieldName::Owner)
}

/// What counts parts of a plan and no things: the same task below Goal 1 and Goal 2 is planned twice.
const PARTS: [&str; 27] = [
    "action",
    "aim",
    "area",
    "chapter",
    "goal",
    "measure",
    "need",
    "objective",
    "outcome",
    "part",
    "pillar",
    "priority",
    "requirement",
    "section",
    "step",
    "strand",
    "task",
    "theme",
    "workstream",
    "专项",
    "任务",
    "方向",
    "方面",
    "目标",
    "行动",
    "重点",
    "需求",
];

/// The same step for one thing and for the next: below “Hospital 2 rollout” and “Hospital 3 rollout”.
fn in_instances(plan: &Plan, a: ItemId, b: ItemId) -> bool {
    // What stands before the number of the thing, and the number.
    let numbered = |id: ItemId| {
        let item = plan.item(id);
        let above = item.parent.map(|parent| plan.item(parent).title).or(item.lead_in);
        let above = above.or_else(|| item.section.map(|section| plan.section(section).title))?;
        let title = folded(plan, above);
        let at = title.find(|c: char| c.is_ascii_digit()).filter(|&at| at > 0)?;
        let digits = title[at..].find(|c: char| !c.is_ascii_digit()).unwrap_or(title.len() - at);
        let (name, rest) = title.split_at(at);
        let counts = name.trim_end_matches(|c: char| !c.is_alphanumeric());
        (!PARTS.iter().any(|part| counts.ends_with(part))).then_some((name, &rest[..digits]))
    };
    match (numbered(a), numbered(b)) {
        (Some(a), Some(b)) => a.0 == b.0 && a.1 != b.1,
        _ => false,
    }
}

/// Whether words name one thing among others: two of them, or a long one.
pub(super) fn tells_apart(words: &[Box<str>]) -> bool {
    words.len() >= 2 || words.first().is_some_and(|word| word.chars().count() >= 4)
}

/// What lists of the same words have in common.
pub(super) fn hash(words: &[Box<str>]) -> u64 {
    let joined = words.join("\n");
    rapidhash::v3::rapidhash_v3(joined.as_bytes())
}

fn folded(plan: &Plan, span: Span) -> &str {
    plan.document_of(span).map_or("", |d| d.prose.slice(span.start, span.end))
}

/// The content words of a resource's name, up to its first comma or bracket.
fn resource_words(plan: &Plan, vocabulary: &Vocabulary, item: &Item) -> Vec<Box<str>> {
    let text = plan.text(item.title);
    let end = text.find([',', '，', '(', '（', ':', '：', '、', '。']).unwrap_or(text.len());
    let span = item.title.with(item.title.start, item.title.start + end as u32);
    let mut words = words_of(plan, vocabulary, span);
    without_generic(&mut words);
    words
}

/// The content words of an item's title, sorted, each once.
pub(super) fn content_words(plan: &Plan, vocabulary: &Vocabulary, item: &Item) -> Vec<Box<str>> {
    let text = plan.text(item.title);
    // What a bracket adds (“(IoT)”) is the same thing once more.
    let ends: &[char] = if item.kind == ItemKind::Resource { &['(', '（', ':', '：'] } else { &['(', '（'] };
    let end = text.find(ends).filter(|&at| at > 0).unwrap_or(text.len());
    let words_to = |end: usize| {
        let mut words = words_of(plan, vocabulary, item.title.with(item.title.start, item.title.start + end as u32));
        without_generic(&mut words);
        words
    };
    // A thing that is told at length before a comma is the same, whatever it is linked to.
    if let Some(comma) = detail(&text[..end]) {
        let words = words_to(comma);
        let long = |word: &Box<str>| word.chars().all(is_han) && word.chars().count() >= LONG_NAME;
        if words.len() >= NAMED || words.iter().any(long) {
            return words;
        }
    }
    words_to(end)
}

/// So many content words name a thing for certain, or a Chinese word of so many characters.
const NAMED: usize = 3;
const LONG_NAME: usize = 6;

/// The comma after which a title only adds how its thing is made: “…, linked to the land file”, ……，汇集历年记录. Which part
/// or stage of it is meant tells it from others.
fn detail(title: &str) -> Option<usize> {
    let (at, comma) = title.char_indices().find(|(_, c)| matches!(c, ',' | '，'))?;
    let rest = title[at + comma.len_utf8()..].trim_start();
    let adds = if comma == '，' {
        let verbs = [
            "汇集", "汇聚", "录入", "收录", "归集", "整合", "接入", "对接", "连接", "存储", "包括", "包含", "汇总",
            "采集", "供", "用于",
        ];
        verbs.iter().any(|verb| rest.starts_with(verb))
    } else {
        const VERBS: [&str; 12] = [
            "linked",
            "connected",
            "integrated",
            "joined",
            "reading",
            "drawing",
            "fed",
            "including",
            "holding",
            "tied",
            "based on",
            "with ",
        ];
        VERBS.iter().any(|verb| rest.starts_with(verb))
    };
    adds.then_some(at)
}

fn without_generic(words: &mut Vec<Box<str>>) {
    let generic = |word: &str| GENERIC.contains(&word);
    if words.iter().filter(|word| !generic(word)).count() >= 2 {
        words.retain(|word| !generic(word));
    }
}

/// The words of a span without filler and verbs of building and buying: English stems, Chinese runs; sorted,
/// each once.
fn words_of(plan: &Plan, vocabulary: &Vocabulary, span: crate::text::Span) -> Vec<Box<str>> {
    let Some(document) = plan.document_of(span) else { return Vec::new() };
    let ignored = ["filler", "build-or-buy", "planning"].map(|name| vocabulary.lexicon(name));
    let skip: Vec<(usize, usize)> = document
        .hits
        .of_any(&ignored, span)
        .into_iter()
        .map(|hit| {
            let range = document.prose.folded_range(hit.start, hit.end);
            (range.start, range.end)
        })
        .collect();
    let range = document.prose.folded_range(span.start, span.end);
    let text = document.prose.text.get(range.clone()).unwrap_or("");
    let mut words: Vec<Box<str>> = Vec::new();
    let mut take = |mut word: &str| {
        // 资源库系统 is a 资源库.
        if let Some(head) = word.strip_suffix("系统").or_else(|| word.strip_suffix("平台"))
            && head.ends_with(['库', '网', '台', '统'])
            && head.chars().count() >= 4
        {
            word = head;
        }
        // 全院钻孔资料库 is the 钻孔资料库 of whose plan it is.
        let own = word.trim_start_matches(['全', '院', '校', '市', '县', '区', '镇', '局', '馆', '厂']);
        if own.chars().count() >= LONG_NAME {
            word = own;
        }
        words.push(if word.chars().all(is_han) { word.into() } else { stem(word).into() });
    };
    // Where the word at hand starts, and whether it is of Han characters.
    let mut open: Option<(usize, bool)> = None;
    let mut skip = skip.into_iter().peekable();
    let mut skipped_to = 0;
    for (at, c) in text.char_indices() {
        while let Some((_, end)) = skip.next_if(|(start, _)| *start <= range.start + at) {
            skipped_to = skipped_to.max(end);
        }
        let han = !c.is_ascii() && is_han(c);
        let counts = range.start + at >= skipped_to && c.is_alphanumeric();
        if let Some((start, _)) = open.take_if(|(_, of_han)| !counts || *of_han != han) {
            take(&text[start..at]);
        }
        if counts && open.is_none() {
            open = Some((at, han));
        }
    }
    if let Some((start, _)) = open {
        take(&text[start..]);
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{Declaration, Reader, assemble, read};
    use crate::syntax::Format;
    use crate::text::{FileId, SourceFile};
    use std::fmt::Write as _;
    use std::sync::Arc;

    #[test]
    fn an_item_is_compared_with_sixty_four_others() {
        let mut text = String::from("# Permit plan\n\n## Tasks\n\n");
        (1..=300).for_each(|number| writeln!(text, "- **T{number}** Answer letters of builders").unwrap());
        let reader = Reader::shipped();
        let document = read(SourceFile::new(FileId(0), "plan.md", &text), Format::Markdown, &reader);
        let plan = assemble(vec![Arc::new(document)], &Declaration::default(), &reader);
        let likenesses = Likenesses::new(&plan);
        let like = |id| likenesses.like(&plan, &reader.vocabulary, id, ItemKind::Task);
        let most = plan.items().map(|(id, _)| like(id).len()).max();
        assert!(most.is_some_and(|most| (CANDIDATES - 1..=CANDIDATES).contains(&most)), "{most:?}");
    }
}
