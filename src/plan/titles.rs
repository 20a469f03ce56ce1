//! Links by title: a need or goal that an item quotes or names word for word, where no id does.

use super::kinds::*;
use super::model::*;
use super::texts::Texts;
use crate::lexicon::{fold, is_han, simplify};
use crate::text::Span;
use rapidhash::{RapidHashMap, RapidHashSet};

/// At most so many items are taken to be meant by one quoted title.
const QUOTED: usize = 64;

/// A `serves` field that quotes a need's or goal's title instead of an id.
pub(super) fn quoted(facts: &Facts, text: &Texts) -> Vec<Link> {
    let long = |t: &String| t.chars().nth(3).is_some();
    let mut referred: Vec<Span> = facts.references.iter().map(|reference| reference.span).collect();
    referred.sort_unstable();
    let refers = |value: Span| {
        let first = referred.partition_point(|span| (span.file, span.start) < (value.file, value.start));
        referred[first..]
            .iter()
            .take_while(|span| span.file == value.file && span.start <= value.end)
            .any(|span| value.contains(*span))
    };
    let quotes: Vec<(&Field, ItemId, String)> = facts
        .fields
        .iter()
        .filter(|f| f.name == FieldName::Serves && !matches!(f.read, Value::Empty) && !refers(f.value))
        .filter_map(|field| Some((field, field.item?, plain(text.get(field.value)))))
        .filter(|(.., value)| long(value))
        .collect();
    if quotes.is_empty() {
        return Vec::new();
    }
    let targets: Vec<(String, ItemId)> = facts
        .items
        .iter()
        .enumerate()
        .filter(|(_, item)| {
            matches!(item.kind, ItemKind::Need | ItemKind::Goal | ItemKind::Requirement) && item.repeats.is_none()
        })
        .map(|(at, item)| (plain(text.get(item.title)), ItemId(at as u32)))
        .filter(|(title, _)| long(title))
        .collect();
    let titles: Vec<&str> = targets.iter().map(|(title, _)| title.as_str()).collect();
    let values: Vec<&str> = quotes.iter().map(|(.., value)| value.as_str()).collect();
    let holding = holding(&values, &titles);
    let mut links = Vec::new();
    for ((field, from, _), held) in quotes.iter().zip(holding) {
        let others = held.into_iter().map(|at| targets[at as usize].1).filter(|to| to != from);
        links.extend(others.take(QUOTED).map(|to| Link {
            from: *from,
            relation: Relation::Serves,
            to: Some(to),
            span: field.value,
            structural: true,
        }));
    }
    links
}

/// The items that say what they serve.
fn serving(links: &[Link]) -> RapidHashSet<ItemId> {
    links.iter().filter(|link| link.relation == Relation::Serves).map(|link| link.from).collect()
}

/// Whether an item is of a kind that serves needs or goals, and stated for the first time.
fn may_serve(item: &Item) -> bool {
    let may = matches!(item.kind, ItemKind::Task | ItemKind::Measure | ItemKind::Milestone | ItemKind::Goal);
    may && item.repeats.is_none()
}

/// Titles of needs and goals that stand word for word as a clause, cell or bracket of an item, or as the heading above it:
/// “… at 45 % humidity (Sound stores)”, “From: Word of closures.”, “### For sound stores”. Items that say in another way
/// what they serve are not asked.
pub(super) fn told(facts: &Facts, text: &Texts, links: &[Link]) -> Vec<Link> {
    let mut targets: RapidHashMap<String, Vec<ItemId>> = RapidHashMap::default();
    let (mut shortest, mut longest) = (usize::MAX, 0);
    for (at, item) in facts.items.iter().enumerate() {
        let aim = matches!(item.kind, ItemKind::Need | ItemKind::Goal | ItemKind::Requirement);
        if !aim || item.repeats.is_some() {
            continue;
        }
        // “**Shorter queues** – drivers wait 50 minutes” is called by what is bold.
        let whole = text.get(item.title);
        let name = whole.find(NAMED).map_or(whole, |end| &whole[..end]);
        for called in [whole, name].into_iter().filter(|called| called.len() <= NAME) {
            let title = plain(called);
            if title.len() >= WORD {
                shortest = shortest.min(title.len());
                longest = longest.max(called.len());
                let same = targets.entry(title).or_default();
                if same.len() < QUOTED && same.last() != Some(&ItemId(at as u32)) {
                    same.push(ItemId(at as u32));
                }
            }
        }
    }
    // “Need of: Mediators” names a need by who has it, where nobody has two.
    let mut bearers: RapidHashMap<String, Option<ItemId>> = RapidHashMap::default();
    for field in facts.fields.iter().filter(|field| matches!(field.name, FieldName::Bearer | FieldName::Owner)) {
        let need = field.item.filter(|item| facts.items[item.at()].kind == ItemKind::Need);
        let (Some(need), words) = (need, text.get(field.value)) else { continue };
        if words.len() > NAME {
            continue;
        }
        let called = plain(words);
        if called.len() >= WORD {
            shortest = shortest.min(called.len());
            longest = longest.max(words.len());
            let one = bearers.entry(called).or_insert(Some(need));
            *one = one.filter(|other| *other == need);
        }
    }
    for (called, need) in bearers {
        if let Some(need) = need {
            targets.entry(called).or_insert_with(|| vec![need]);
        }
    }
    if targets.is_empty() {
        return Vec::new();
    }
    let serving = serving(links);
    let named = |words: &str, least: usize| {
        let fits = (shortest..=longest + MARGIN).contains(&words.len());
        let called = fits.then(|| plain(words)).filter(|called| called.len() >= least);
        called.and_then(|called| targets.get(&called)).into_iter().flatten()
    };
    let told = |words: &str| named(words, SURE);
    let whom = Whom::of(&targets, facts);
    // “From”, “after:” may head a date or another task as well.
    let mut fields: RapidHashMap<ItemId, Vec<Span>> = RapidHashMap::default();
    for field in &facts.fields {
        if let (
            Some(item),
            FieldName::Start | FieldName::DependsOn | FieldName::Source | FieldName::Bearer | FieldName::Serves,
        ) = (field.item, field.name)
        {
            fields.entry(item).or_default().push(field.value);
        }
    }
    let mut found = by_bearer(facts, text);
    for (at, item) in facts.items.iter().enumerate() {
        let from = ItemId(at as u32);
        if !may_serve(item) || serving.contains(&from) {
            continue;
        }
        let mut add = |to: &ItemId, span: Span| {
            if *to != from && serves(item, &facts.items[to.at()]) {
                found.push(Link { from, relation: Relation::Serves, to: Some(*to), span, structural: true });
            }
        };
        // What fills a field or cell may be short: “For: Teachers”.
        let least = if item.form == Form::Row { WORD } else { SURE };
        let texts = item.own.iter().chain(&item.parts).map(|&own| (own, least));
        let fields = fields.get(&from).into_iter().flatten().map(|&field| (field, WORD));
        for (own, least) in texts.chain(fields) {
            let words = text.get(own);
            let mut start = 0;
            named(words.trim(), least).for_each(|to| add(to, own));
            divided_quotes(words).for_each(|title| told(title).for_each(|to| add(to, own)));
            for part in words.split(BREAKS) {
                // What nothing divides was asked as a whole.
                let place = own.with(own.start + start as u32, own.start + (start + part.len()) as u32);
                let clause = &*simplify(part.trim());
                if part != words {
                    told(clause).for_each(|to| add(to, place));
                }
                whom.helped(clause).iter().for_each(|to| add(to, place));
                if let Some(problem) = SOLVES.iter().find_map(|word| clause.strip_prefix(word)) {
                    let head = problem.rsplit_once(['的', '这']).map_or(problem, |(head, _)| head);
                    told(problem).for_each(|to| add(to, place));
                    if head != problem {
                        told(head).for_each(|to| add(to, place));
                    }
                }
                start += part.len() + words[start + part.len()..].chars().next().map_or(0, char::len_utf8);
            }
        }
        let mut section = item.section;
        for _ in 0..ABOVE {
            let Some(above) = section.map(|id| &facts.sections[id.at()]) else { break };
            section = above.parent;
            let heading = text.get(above.title);
            // Each item below asks again: a heading of a whole text would be gone through by each of them.
            if heading.len() > HEADING {
                continue;
            }
            let named = NAMING.iter().find_map(|word| heading.strip_prefix(word)).unwrap_or(heading);
            let parts = heading.split(BREAKS).filter(|part| *part != named);
            for part in std::iter::once(named).chain(divided_quotes(heading)).chain(parts) {
                told(part.trim()).for_each(|to| add(to, above.title));
            }
        }
    }
    found
}

/// What the heading above an item names by its id, where the item itself says nothing: “### 5.2 For Outcome 2 and Need B”.
pub(super) fn headed(facts: &Facts, links: &[Link]) -> Vec<Link> {
    let mut headings: Vec<(Span, SectionId)> = Vec::new();
    let mut named: RapidHashMap<SectionId, Vec<(ItemId, Span)>> = RapidHashMap::default();
    for reference in facts.references.iter().filter(|reference| reference.item.is_none()) {
        let Some(to) = reference.target else { continue };
        if headings.is_empty() {
            headings.extend(facts.sections.iter().enumerate().map(|(at, s)| (s.title, SectionId(at as u32))));
            headings.sort_unstable_by_key(|(title, _)| (title.file, title.start));
        }
        let place = (reference.span.file, reference.span.start);
        let before = headings.partition_point(|(title, _)| (title.file, title.start) <= place);
        if let Some((title, section)) = before.checked_sub(1).and_then(|at| headings.get(at))
            && title.contains(reference.span)
        {
            named.entry(*section).or_default().push((to, reference.span));
        }
    }
    let mut found = Vec::new();
    if named.is_empty() {
        return found;
    }
    let serving = serving(links);
    for (at, item) in facts.items.iter().enumerate() {
        let from = ItemId(at as u32);
        if !may_serve(item) || serving.contains(&from) {
            continue;
        }
        let above = std::iter::successors(item.section, |id| facts.sections[id.at()].parent).take(ABOVE);
        for &(to, span) in above.filter_map(|section| named.get(&section)).flatten() {
            if to != from && serves(item, &facts.items[to.at()]) {
                found.push(Link { from, relation: Relation::Serves, to: Some(to), span, structural: true });
            }
        }
    }
    found
}

/// What follows the name of who needs something.
const NEED_OF: [&str; 6] = ["的诉求", "的訴求", "的需求", "的需要", "的难处", "的難處"];

/// Needs that are named by who has them, where nobody has two: in a field (“对应：教师的诉求、目标一”), or alone in the bracket
/// that ends a goal (“… falls to one day (teachers)”).
fn by_bearer(facts: &Facts, text: &Texts) -> Vec<Link> {
    let mut bearers: RapidHashMap<String, Option<ItemId>> = RapidHashMap::default();
    for field in facts.fields.iter().filter(|field| field.name == FieldName::Bearer && field.label.is_some()) {
        let Some(need) = field.item.filter(|item| facts.items[item.at()].kind == ItemKind::Need) else { continue };
        let words = text.get(field.value);
        if words.len() <= NAME {
            let one = bearers.entry(plain(words)).or_insert(Some(need));
            *one = one.filter(|other| *other == need);
        }
    }
    let mut found = Vec::new();
    if bearers.is_empty() {
        return found;
    }
    let mut named = |from: ItemId, span: Span| {
        let words = text.get(span);
        for part in words.split(BREAKS).filter(|part| part.len() <= NAME) {
            let who = NEED_OF.iter().find_map(|of| part.trim().strip_suffix(of)).unwrap_or(part);
            if let Some(Some(need)) = bearers.get(&plain(who)) {
                found.push(Link { from, relation: Relation::Serves, to: Some(*need), span, structural: true });
            }
        }
    };
    for field in facts.fields.iter().filter(|field| field.name == FieldName::Serves) {
        if let Some(item) = field.item {
            named(item, field.value);
        }
    }
    for (at, goal) in facts.items.iter().enumerate().filter(|(_, item)| item.kind == ItemKind::Goal) {
        let words = text.get(goal.span).trim_end().trim_end_matches(['.', '。']);
        let inner = words.strip_suffix([')', '）']).and_then(|open| Some((open.rfind(['(', '（'])?, open.len())));
        if let Some((open, end)) = inner {
            let start = goal.span.start;
            named(ItemId(at as u32), goal.span.with(start + open as u32, start + end as u32));
        }
    }
    found
}

/// What divides clauses, cells and brackets.
const BREAKS: [char; 24] = [
    '(', ')', '（', '）', '[', ']', '【', '】', ',', '，', ';', '；', ':', '：', '、', '。', '.', '|', '\n', '*', '“',
    '”', '「', '」',
];

/// What stands in quotation marks and would be divided: 回应“失能老人住不起、住不近”.
fn divided_quotes(text: &str) -> impl Iterator<Item = &str> {
    let opened = text.split(['“', '「']).skip(1);
    opened
        .filter_map(|rest| rest.split_once(['”', '」']))
        .map(|(inner, _)| inner)
        .filter(|inner| inner.contains(BREAKS))
}

/// What stands before the title that a heading names.
const NAMING: [&str; 7] = ["For ", "for ", "Towards ", "针对", "針對", "服务", "服務"];

/// Needs by the words that open their titles, in which those stand who have them.
struct Whom<'t>(Vec<(&'t str, ItemId)>);

impl<'t> Whom<'t> {
    fn of(targets: &'t RapidHashMap<String, Vec<ItemId>>, facts: &Facts) -> Self {
        let need = |item: &&ItemId| facts.items[item.at()].kind == ItemKind::Need;
        let opened = targets.iter().filter(|(title, _)| title.starts_with(is_han));
        let mut all: Vec<(&str, ItemId)> =
            opened.filter_map(|(title, items)| Some((title.as_str(), *items.iter().find(need)?))).collect();
        all.sort_unstable();
        Self(all)
    }

    /// The need of those whom a clause, simplified, says to be helped (让老旧小区住户安心充电): its title opens with the same four
    /// characters or more.
    fn helped(&self, clause: &str) -> Option<ItemId> {
        let who = HELPS.iter().find_map(|word| clause.strip_prefix(word)).filter(|_| !self.0.is_empty())?;
        let who: String = who.chars().take_while(|&c| is_han(c)).collect();
        let at = self.0.partition_point(|(title, _)| *title < who.as_str());
        let near = self.0[at.saturating_sub(1)..].iter().take(2);
        let same = |title: &str| title.chars().zip(who.chars()).take_while(|(a, b)| a == b).count();
        near.max_by_key(|(title, _)| same(title)).filter(|(title, _)| same(title) >= 4).map(|(_, need)| *need)
    }
}

/// What stands before whom a clause says to be helped.
const HELPS: [&str; 4] = ["让", "帮助", "方便", "便于"];

/// What stands before a need that a clause says to be met: 解决老年人网办难, 回应上班族办事难的诉求.
const SOLVES: [&str; 7] = ["解决", "回应", "针对", "缓解", "破解", "化解", "满足"];

/// What ends the name at the head of a title that goes on.
const NAMED: [char; 5] = ['*', ':', '：', '–', '—'];

/// Longer titles, in bytes, are sentences, which nobody names word for word.
const NAME: usize = 120;

/// A title of fewer bytes, without spaces and signs, may be any word.
const SURE: usize = 9;

/// A title of fewer bytes is none, also where it fills a field.
const WORD: usize = 5;

/// White space and marks may make what names a title so many bytes longer than it.
const MARGIN: usize = 12;

/// Longer headings, in bytes, name nothing that an item below serves.
const HEADING: usize = 400;

/// So many headings above an item may name what it serves.
const ABOVE: usize = 3;

/// The letters and digits of a text, folded.
fn plain(text: &str) -> String {
    fold(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Of each value the titles that it holds or that hold it, in order.
fn holding(values: &[&str], titles: &[&str]) -> Vec<Vec<u32>> {
    let mut found: Vec<Vec<u32>> = vec![Vec::new(); values.len()];
    each_in(titles, values, |title, value| found[value].push(title as u32));
    each_in(values, titles, |value, title| found[value].push(title as u32));
    for held in &mut found {
        held.sort_unstable();
        held.dedup();
    }
    found
}

/// Calls `found` with every needle and every hay that holds it, by their numbers; of needles that are the same text
/// with the first [`QUOTED`] and one more, lest many of one kind in many of the other never end. Needles have four
/// characters or more.
fn each_in(needles: &[&str], hays: &[&str], mut found: impl FnMut(usize, usize)) {
    let mut sorted: Vec<(&str, usize)> = needles.iter().enumerate().map(|(at, needle)| (*needle, at)).collect();
    sorted.sort_unstable();
    let needles: Vec<&[(&str, usize)]> = sorted.chunk_by(|(a, _), (b, _)| a == b).collect();
    let text = |at: usize| needles[at].first().map_or("", |(text, _)| *text);
    // The longest needle that opens each one: those that open a text open each other, and the last of them in order
    // has all others behind it.
    let mut opens: Vec<Option<usize>> = Vec::with_capacity(needles.len());
    for at in 0..needles.len() {
        let mut before = at.checked_sub(1);
        while let Some(other) = before.filter(|&other| !text(at).starts_with(text(other))) {
            before = opens[other];
        }
        opens.push(before);
    }
    // Most places of a hay open no needle, which their first bytes tell.
    let mut heads = vec![0u64; HEADS / 64];
    for head in (0..needles.len()).filter_map(|at| head(text(at))) {
        heads[head / 64] |= 1 << (head % 64);
    }
    for (number, hay) in hays.iter().enumerate() {
        for (start, _) in hay.char_indices() {
            let rest = &hay[start..];
            let Some(head) = head(rest) else { break };
            if heads[head / 64] & 1 << (head % 64) == 0 {
                continue;
            }
            let mut last =
                needles.partition_point(|same| same.first().is_some_and(|(text, _)| *text <= rest)).checked_sub(1);
            while let Some(at) = last {
                if rest.starts_with(text(at)) {
                    needles[at].iter().take(QUOTED + 1).for_each(|&(_, needle)| found(needle, number));
                }
                last = opens[at];
            }
        }
    }
}

/// How many values [`head`] has.
const HEADS: usize = 1 << 16;

/// A number for the four bytes that open a text, if there are so many.
fn head(text: &str) -> Option<usize> {
    let (four, _) = text.as_bytes().split_first_chunk::<4>()?;
    Some((u32::from_le_bytes(*four).wrapping_mul(0x9e37_79b1) >> 16) as usize)
}

/// Whether an item that names or stands under the other serves it: tasks serve needs and goals, goals needs.
pub(super) fn serves(item: &Item, other: &Item) -> bool {
    let (task, goal) = match item.kind {
        ItemKind::Task | ItemKind::Measure | ItemKind::Milestone => (true, false),
        ItemKind::Goal => (false, true),
        _ => (false, false),
    };
    let need = matches!(other.kind, ItemKind::Need | ItemKind::Requirement);
    (task && (need || other.kind == ItemKind::Goal)) || (goal && need)
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn every_text_is_found_in_each_that_holds_it(
            needles in proptest::collection::vec("[ab计]{4,7}", 0..12),
            hays in proptest::collection::vec("[ab计]{4,16}", 0..6),
        ) {
            let needles: Vec<&str> = needles.iter().map(String::as_str).collect();
            let hays: Vec<&str> = hays.iter().map(String::as_str).collect();
            let mut found: RapidHashSet<(usize, usize)> = RapidHashSet::default();
            each_in(&needles, &hays, |needle, hay| {
                found.insert((needle, hay));
            });
            for (at, needle) in needles.iter().enumerate() {
                for (number, hay) in hays.iter().enumerate() {
                    proptest::prop_assert_eq!(found.contains(&(at, number)), hay.contains(needle));
                }
            }
        }
    }
}
