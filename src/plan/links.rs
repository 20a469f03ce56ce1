//! Links between items: written, structural, inherited (DESIGN §3.6).

use super::fault::Fault;
use super::ids::form_of;
use super::kinds::*;
use super::model::*;
use super::reader::Reader;
use super::texts::Texts;
use super::titles::{self, serves};
use crate::text::FileId;
use rapidhash::{RapidHashMap, RapidHashSet};

/// Resolves references, records unknown ones, and gives all links that are written or follow from nesting.
pub(super) fn resolve(facts: &mut Facts, text: &Texts, reader: &Reader) -> Vec<Link> {
    // Without references nothing is to be resolved but what quotes a title or follows from nesting.
    if facts.references.is_empty() {
        return with_unwritten(Vec::new(), facts, text);
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
    // What O1.1 is a part of by its id.
    let whole_of = |key: &str| key.rsplit_once('.').and_then(|(whole, _)| by_key.get(whole)).copied();
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
        // What serves O1.1 serves O1.
        if let (Some(to), Some(whole)) = (reference.target, whole_of(&reference.key))
            && relation == Relation::Serves
            && facts.items[to.at()].kind == facts.items[whole.at()].kind
            && whole != from
        {
            links.push(Link { from, relation, to: Some(whole), span: reference.span, structural: true });
        }
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
        if stated.contains(&*reference.key) {
            // “serves: O1.1” of a key result of O1, which is no item of its own.
            if let (Some(from), Some(to), true) = (item, whole_of(&reference.key), reference.field) {
                let (relation, span) = (reference.relation, reference.span);
                links.push(Link { from, relation, to: Some(to), span, structural: false });
            }
            continue;
        }
        if months && month(&reference.key) {
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
    with_unwritten(links, facts, text)
}

/// Links that are written as ids, and those that quote a title, follow from nesting or name a title.
fn with_unwritten(mut links: Vec<Link>, facts: &Facts, text: &Texts) -> Vec<Link> {
    links.extend(titles::quoted(facts, text));
    links.extend(nested(facts));
    let headed = titles::headed(facts, &links);
    links.extend(headed);
    let told = titles::told(facts, text, &links);
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
    let id = text.get(reference.span);
    (reference.field && !forms.is_empty() && !super::ids::is_lettered(id)) || habits.contains(&form_of(id))
}

/// The ids that open a sentence or a cell: “N-1 Emergency patients …”, the first cells of a table of which no
/// items were read. Who reads on finds there what is referred to.
fn stated(facts: &Facts, text: &Texts, reader: &Reader) -> RapidHashSet<String> {
    let values: RapidHashSet<(FileId, u32)> =
        facts.references.iter().filter(|r| r.field).map(|r| (r.span.file, r.span.start)).collect();
    let mut found = RapidHashSet::default();
    for s in
        facts.sentences.iter().filter(|s| matches!(s.place, Place::Text | Place::Cell | Place::Heading | Place::Quote))
    {
        let words = text.get(s.span);
        let words = &words[super::headings::numbering(words).0..];
        let words = words.trim_start_matches(|c: char| !c.is_alphanumeric());
        let start = s.span.end - words.len() as u32;
        if !values.contains(&(s.span.file, start))
            && let Some(id) = reader.ids.any_at_start(words)
        {
            found.insert(id.key);
        }
        // “Target A.3: open cases down to 60”
        let behind = words.split_once(' ').map_or("", |(_, behind)| behind);
        if let Some(id) = reader.ids.any_at_start(behind).filter(|id| behind[id.end..].starts_with([':', '：'])) {
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
