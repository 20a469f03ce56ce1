//! Links between items: written, structural, inherited (DESIGN §3.6).

use super::fault::Fault;
use super::ids::form_of;
use super::kinds::*;
use super::model::*;
use super::reader::Reader;
use super::texts::Texts;
use crate::lexicon::fold;
use crate::text::{FileId, Span};
use rapidhash::{RapidHashMap, RapidHashSet};

/// Resolves references, records unknown ones, and gives all links that are written or follow from nesting.
pub(super) fn resolve(facts: &mut Facts, text: &Texts, reader: &Reader) -> Vec<Link> {
    // Without references nothing is to be resolved but what quotes a title or follows from nesting.
    if facts.references.is_empty() {
        let mut links = quoted_titles(facts, text);
        links.extend(nested(facts));
        let told = told_titles(facts, text, &links);
        links.extend(told);
        return links;
    }
    let forms = defined_forms(facts, text);
    let habits = habitual_forms(facts, text);
    let mut by_key: RapidHashMap<Box<str>, ItemId> = RapidHashMap::default();
    let mut doubles: RapidHashMap<Box<str>, Vec<ItemId>> = RapidHashMap::default();
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
        .filter(|r| r.field || by_key.contains_key(&r.key) || forms.contains(&form_of(text.get(r.span))))
        .collect();
    facts.references = kept;
    let mut links = Vec::new();
    let mut unknown = Vec::new();
    for reference in &mut facts.references {
        reference.target = by_key.get(&reference.key).copied();
        let main = reference.item.map(|item| facts.items[item.at()].repeats.unwrap_or(item));
        if reference.target.is_none() && known_elsewhere(reference, text, &habits, &forms) {
            unknown.push((reference.clone(), main));
        }
        let Some(from) = main else { continue };
        if reference.target == Some(from) {
            continue;
        }
        if reference.target.is_none() && !reference.field && !forms.contains(&form_of(text.get(reference.span))) {
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
    let mut nearest = Nearest::new(&by_key, facts);
    let stated = if unknown.is_empty() { RapidHashSet::default() } else { stated(facts, text, reader) };
    let month = |key: &str| key.strip_prefix('M').is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()));
    let months = unknown.iter().any(|(reference, _)| month(&reference.key)) && counts_months(facts, text);
    for (reference, item) in unknown {
        if stated.contains(&*reference.key) || months && month(&reference.key) {
            continue;
        }
        let near = nearest.find(&reference.key);
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
            fault: Fault::Words(text.get(reference.span).to_owned()),
            fix: None,
            suggestion,
        });
    }
    links.extend(quoted_titles(facts, text));
    links.extend(nested(facts));
    let told = told_titles(facts, text, &links);
    links.extend(told);
    links
}

/// Prefix and separator of the ids that a plan defines.
fn defined_forms(facts: &Facts, text: &Texts) -> RapidHashSet<String> {
    facts.items.iter().filter_map(|item| item.id.as_ref()).map(|id| form_of(text.get(id.span))).collect()
}

/// The forms in which a plan defines at least two ids: what has such a form is meant as an id. One “D8” beside a single
/// “D17” may as well be a decision of another paper.
fn habitual_forms(facts: &Facts, text: &Texts) -> RapidHashSet<String> {
    let mut keys: RapidHashMap<String, RapidHashSet<&str>> = RapidHashMap::default();
    for id in facts.items.iter().filter_map(|item| item.id.as_ref()) {
        keys.entry(form_of(text.get(id.span))).or_default().insert(&id.key);
    }
    keys.into_iter().filter(|(_, keys)| keys.len() >= 2).map(|(form, _)| form).collect()
}

/// Whether an unresolved reference is surely meant as one: its form is that of at least two ids of the plan, or it stands
/// in a link field and reads like an id of a known kind.
fn known_elsewhere(
    reference: &Reference,
    text: &Texts,
    habits: &RapidHashSet<String>,
    forms: &RapidHashSet<String>,
) -> bool {
    (reference.field && !forms.is_empty()) || habits.contains(&form_of(text.get(reference.span)))
}

/// The ids that open a sentence or a cell: “N-1 Emergency patients …”, the first cells of a table of which no
/// items were read. Who reads on finds there what is referred to.
fn stated(facts: &Facts, text: &Texts, reader: &Reader) -> RapidHashSet<String> {
    let values: RapidHashSet<(FileId, u32)> =
        facts.references.iter().filter(|r| r.field).map(|r| (r.span.file, r.span.start)).collect();
    let mut found = RapidHashSet::default();
    for s in facts.sentences.iter().filter(|s| matches!(s.place, Place::Text | Place::Cell | Place::Heading)) {
        let words = text.get(s.span);
        let words = &words[super::headings::numbering(words).0..];
        let words = words.trim_start_matches(|c: char| !c.is_alphanumeric());
        let start = s.span.end - words.len() as u32;
        if !values.contains(&(s.span.file, start))
            && let Some(id) = reader.ids.any_at_start(words)
        {
            found.insert(id.key);
        }
    }
    found
}

/// Whether a plan counts its months: “M1–M36” is a period, and M36 no milestone.
fn counts_months(facts: &Facts, text: &Texts) -> bool {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let spans = |words: &str| {
        words.match_indices('M').any(|(at, _)| {
            let rest = &words[at + 1..];
            let number = digits(rest);
            let rest = rest[number..].trim_start().strip_prefix(['–', '—', '-']).map(str::trim_start);
            number > 0 && rest.and_then(|rest| rest.strip_prefix('M')).is_some_and(|rest| digits(rest) > 0)
        })
    };
    facts.sentences.iter().any(|sentence| spans(text.get(sentence.span)))
}

/// Items of numbered lists without ids can be referred to by kind and number: `需求1`, `Goal 2`.
fn numbered(facts: &Facts, reader: &Reader, by_key: &mut RapidHashMap<Box<str>, ItemId>) {
    for kind in ItemKind::ALL {
        let with_ids = facts.items.iter().any(|item| item.kind == *kind && item.id.is_some());
        if with_ids {
            continue;
        }
        let mut seen: RapidHashMap<u32, usize> = RapidHashMap::default();
        // 需求1 is the first of the needs, not of the problems, where both are numbered.
        let counts = |item: &Item| item.kind == *kind && item.repeats.is_none() && item.number.is_some();
        let plain = facts.items.iter().any(|item| counts(item) && !item.problem);
        let counted = |item: &Item| counts(item) && !(plain && item.problem);
        for (at, item) in facts.items.iter().enumerate().filter(|(_, item)| counted(item)) {
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

/// At most so many pairs of ids are compared in search of what may be meant. A plan in which that is not enough has
/// thousands of unknown ids: something else is wrong with it than a slip of the pen.
const COMPARED: usize = 500_000;

/// Finds the defined id most like an unknown one.
struct Nearest<'a> {
    defined: Vec<(&'a str, Bag, ItemId)>,
    known: RapidHashMap<Box<str>, Option<ItemId>>,
    compared: usize,
}

/// How often each character occurs, by a few of its bits.
type Bag = [u8; 32];

fn bag(key: &str) -> Bag {
    let mut bag = [0u8; 32];
    for c in key.chars() {
        let place = &mut bag[(c as usize) % 32];
        *place = place.saturating_add(1);
    }
    bag
}

/// How much two bags differ: an edit takes out one character and puts in another at most.
fn apart(a: &Bag, b: &Bag) -> u32 {
    a.iter().zip(b).map(|(a, b)| u32::from(a.abs_diff(*b))).sum()
}

impl<'a> Nearest<'a> {
    fn new(by_key: &'a RapidHashMap<Box<str>, ItemId>, facts: &Facts) -> Self {
        let with_id = by_key.iter().filter(|(_, item)| facts.items[item.at()].id.is_some());
        Self {
            defined: with_id.map(|(key, &item)| (&**key, bag(key), item)).collect(),
            known: RapidHashMap::default(),
            compared: 0,
        }
    }

    fn find(&mut self, key: &str) -> Option<ItemId> {
        if let Some(&known) = self.known.get(key) {
            return known;
        }
        if self.compared + self.defined.len() > COMPARED {
            return None;
        }
        self.compared += self.defined.len();
        let mine = bag(key);
        let found = self
            .defined
            .iter()
            .filter(|(_, other, _)| apart(other, &mine) <= 4)
            .map(|&(other, _, item)| (strsim::damerau_levenshtein(key, other), other, item))
            .filter(|&(distance, other, _)| distance <= 2 && distance < other.chars().count().max(2))
            .min_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)))
            .map(|(.., item)| item);
        self.known.insert(key.into(), found);
        found
    }
}

/// At most so many items are taken to be meant by one quoted title.
const QUOTED: usize = 64;

/// A `serves` field that quotes a need's or goal's title instead of an id.
fn quoted_titles(facts: &Facts, text: &Texts) -> Vec<Link> {
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

/// Titles of needs and goals that stand word for word as a clause, cell or bracket of an item, or as the heading above it:
/// “… at 45 % humidity (Sound stores)”, “From: Word of closures.”, “### For sound stores”. Items that say in another way
/// what they serve are not asked.
fn told_titles(facts: &Facts, text: &Texts, links: &[Link]) -> Vec<Link> {
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
        for called in [whole, name] {
            let title = plain(called);
            if title.len() >= SURE && called.len() <= NAME {
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
        let called = plain(words);
        if called.len() >= SURE && words.len() <= NAME {
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
    let serving: RapidHashSet<ItemId> =
        links.iter().filter(|link| link.relation == Relation::Serves).map(|link| link.from).collect();
    let told = |words: &str| {
        let fits = (shortest..=longest + MARGIN).contains(&words.len());
        fits.then(|| targets.get(&plain(words))).flatten().into_iter().flatten()
    };
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
    let mut found = Vec::new();
    for (at, item) in facts.items.iter().enumerate() {
        let from = ItemId(at as u32);
        let may = matches!(item.kind, ItemKind::Task | ItemKind::Measure | ItemKind::Milestone | ItemKind::Goal);
        if !may || item.repeats.is_some() || serving.contains(&from) {
            continue;
        }
        let mut add = |to: &ItemId, span: Span| {
            if *to != from && serves(item, &facts.items[to.at()]) {
                found.push(Link { from, relation: Relation::Serves, to: Some(*to), span, structural: true });
            }
        };
        let fields = fields.get(&from).into_iter().flatten();
        for &own in item.own.iter().chain(&item.parts).chain(fields) {
            let words = text.get(own);
            let mut start = 0;
            told(words.trim()).for_each(|to| add(to, own));
            for part in words.split(BREAKS) {
                told(part.trim()).for_each(|to| {
                    add(to, own.with(own.start + start as u32, own.start + (start + part.len()) as u32));
                });
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
            for part in std::iter::once(named).chain(heading.split(BREAKS)) {
                told(part.trim()).for_each(|to| add(to, above.title));
            }
        }
    }
    found
}

/// What divides clauses, cells and brackets.
const BREAKS: [char; 24] = [
    '(', ')', '（', '）', '[', ']', '【', '】', ',', '，', ';', '；', ':', '：', '、', '。', '.', '|', '\n', '*', '“',
    '”', '「', '」',
];

/// What stands before the title that a heading names.
const NAMING: [&str; 7] = ["For ", "for ", "Towards ", "针对", "針對", "服务", "服務"];

/// What ends the name at the head of a title that goes on.
const NAMED: [char; 5] = ['*', ':', '：', '–', '—'];

/// Longer titles, in bytes, are sentences, which nobody names word for word.
const NAME: usize = 120;

/// A title of fewer bytes, without spaces and signs, may be any word.
const SURE: usize = 9;

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
fn serves(item: &Item, other: &Item) -> bool {
    let (task, goal) = match item.kind {
        ItemKind::Task | ItemKind::Measure | ItemKind::Milestone => (true, false),
        ItemKind::Goal => (false, true),
        _ => (false, false),
    };
    let need = matches!(other.kind, ItemKind::Need | ItemKind::Requirement);
    (task && (need || other.kind == ItemKind::Goal)) || (goal && need)
}

/// A task nested under a need or goal serves it; a goal under a need comes from it.
fn nested(facts: &Facts) -> Vec<Link> {
    let mut links = Vec::new();
    for (at, item) in facts.items.iter().enumerate() {
        for id in facts.above(ItemId(at as u32)) {
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
        }
    }
    links
}

/// Links of an item that items of its own kind below it inherit.
pub(super) fn inherited(facts: &Facts, links: &[Link]) -> Vec<Link> {
    let mut own: RapidHashMap<ItemId, Vec<&Link>> = RapidHashMap::default();
    for link in links.iter().filter(|l| l.relation == Relation::Serves) {
        own.entry(link.from).or_default().push(link);
    }
    let mut found = Vec::new();
    for (at, item) in facts.items.iter().enumerate() {
        let id = ItemId(at as u32);
        if own.contains_key(&id) {
            continue;
        }
        for parent in facts.above(id) {
            if facts.items[parent.at()].kind == item.kind
                && let Some(of_parent) = own.get(&parent)
            {
                found.extend(of_parent.iter().map(|link| Link { from: id, structural: true, ..**link }));
                break;
            }
        }
    }
    found
}

/// At most so many links of a cycle are listed.
const STEPS: usize = 64;

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
    let mut place = vec![0usize; count];
    let mut problems = Vec::new();
    for start in 0..count {
        if state[start] != 0 || next[start].is_empty() {
            continue;
        }
        let mut path: Vec<(usize, usize)> = vec![(start, 0)];
        state[start] = 1;
        place[start] = 0;
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
                    place[to] = path.len();
                    path.push((to, 0));
                }
                1 => {
                    let related = path[place[to]..]
                        .windows(2)
                        .take(STEPS)
                        .filter_map(|step| {
                            let ((a, edge), (b, _)) = (step[0], step[1]);
                            let first = next[a][..edge].iter().take(STEPS).find(|&&(n, _)| n == b);
                            first.or(next[a].get(edge.saturating_sub(1)))
                        })
                        .map(|&(_, span)| (span, RelatedNote::DependsOn))
                        .collect();
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
            fault: Fault::Plain,
            suggestion: None,
            fix: None,
        });
    }
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
