//! What every text holds in which a pattern is found: one of a few literals. The literals of many patterns are looked
//! for at once, and a pattern is tried only where one of its own stands.

use super::condition::{Condition, Pattern, Term};
use super::needed::{ENOUGH, NEXT_LITERAL, NEXT_PATTERN, key, needed};
use super::rule::Rule;
use memchr::memmem;
use rapidhash::RapidHashMap;
use std::borrow::Cow;
use std::ops::Range;
use std::sync::{Arc, LazyLock};

/// Of the patterns of shipped rules, by [`key`], the literals of which they need one; none for those that need none. The
/// build has looked.
static SHIPPED: LazyLock<RapidHashMap<u64, Vec<&'static str>>> = LazyLock::new(|| {
    let patterns = include_str!(concat!(env!("OUT_DIR"), "/literals.txt")).split_terminator(NEXT_PATTERN);
    let each = patterns.filter_map(|pattern| {
        let mut parts = pattern.split(NEXT_LITERAL);
        Some((u64::from_str_radix(parts.next()?, 16).ok()?, parts.collect()))
    });
    each.collect()
});

/// The literals of which a pattern needs one, where it is known to need any.
fn needed_by(pattern: &Pattern) -> Option<Vec<Cow<'static, str>>> {
    match SHIPPED.get(&key(pattern.as_str())) {
        Some(literals) if literals.is_empty() => None,
        Some(literals) => Some(literals.iter().copied().map(Cow::Borrowed).collect()),
        None => Some(needed(pattern.as_str())?.into_iter().map(Cow::Owned).collect()),
    }
}

/// The literals of many patterns, ready to be looked for.
pub struct Literals {
    finders: Vec<Finder>,
    /// The lengths of all literals.
    lengths: Vec<u32>,
    /// Of a pattern, by [`Pattern::identity`], the numbers of those of which it needs one.
    of: RapidHashMap<usize, Arc<[u32]>>,
}

/// Looks for many literals at once: the text is looked at in steps so wide that each literal, wherever it stands, has a
/// whole gram, four bytes on end, at one of them. Of literals of six bytes that is every third byte.
struct Finder {
    step: usize,
    /// By [`Finder::slot`], one bit each: whether some literal has such a gram.
    marks: Box<[u64]>,
    /// How many slots are marked before each word of `marks`.
    before: Box<[u32]>,
    /// What is left of a scattered gram is its slot.
    shift: u32,
    /// Where the grams of each marked slot begin; one more for the end.
    from: Box<[u32]>,
    /// By slot.
    grams: Box<[Gram]>,
    /// All literals, one behind the other.
    literals: Box<str>,
}

/// A gram of a literal.
#[derive(Clone, Copy)]
struct Gram {
    gram: u32,
    /// So many bytes from the literal's start.
    before: u32,
    /// The literal: its number, and where it stands in [`Finder::literals`].
    number: u32,
    start: u32,
    end: u32,
    /// What the literal opens with, and which bytes of that count.
    head: u64,
    mask: u64,
}

impl Gram {
    /// Whether a text may open with the literal.
    fn may_open(&self, text: &[u8]) -> bool {
        text.first_chunk().is_none_or(|head| u64::from_le_bytes(*head) & self.mask == self.head)
    }
}

/// Bytes of a gram.
const GRAM: usize = 4;

/// What a text opens with, as a gram; none where that is shorter.
fn gram(text: &[u8]) -> Option<u32> {
    text.first_chunk::<GRAM>().map(|bytes| u32::from_le_bytes(*bytes))
}

/// So many slots for each gram: few texts open with a gram whose slot is another's.
const SLOTS: usize = 32;

/// Literals of fewer bytes are looked for apart from the others, which allow wider steps.
const LONG: usize = 6;

impl Finder {
    /// Of literals of at least [`GRAM`] bytes, with their numbers; none where there are no literals.
    fn new<'l>(literals: impl Iterator<Item = (&'l str, u32)> + Clone) -> Option<Self> {
        let shortest = literals.clone().map(|(literal, _)| literal.len()).min()?.min(ENOUGH);
        let step = shortest - GRAM + 1;
        let slots = (literals.clone().count() * step * SLOTS).next_power_of_two().clamp(1 << 6, 1 << 20);
        let (mut marks, shift) = (vec![0u64; slots / 64], u32::BITS - slots.trailing_zeros());
        let (mut all, mut grams) = (String::new(), Vec::new());
        for (literal, number) in literals {
            let start = all.len() as u32;
            all.push_str(literal);
            let mut head = [0; 8];
            let known = literal.len().min(head.len());
            head[..known].copy_from_slice(&literal.as_bytes()[..known]);
            let (head, mask) = (u64::from_le_bytes(head), u64::MAX >> (u64::BITS as usize - 8 * known));
            // Of two places of a literal that one gram shows the first comes first.
            for before in (0..step).rev() {
                let Some(gram) = literal.as_bytes().get(before..).and_then(gram) else { continue };
                let slot = slot(gram, shift);
                marks[slot / 64] |= 1 << (slot % 64);
                let (before, end) = (before as u32, all.len() as u32);
                grams.push(Gram { gram, before, number, start, end, head, mask });
            }
        }
        grams.sort_by_key(|gram| slot(gram.gram, shift));
        let heads = grams.chunk_by(|one, next| slot(one.gram, shift) == slot(next.gram, shift)).map(<[Gram]>::len);
        let from = std::iter::once(0).chain(heads.scan(0u32, |end, len| {
            *end += len as u32;
            Some(*end)
        }));
        let from: Box<[u32]> = from.collect();
        let before =
            marks.iter().scan(0u32, |marked, word| Some(std::mem::replace(marked, *marked + word.count_ones())));
        let before = before.collect();
        Some(Self { step, marks: marks.into(), before, shift, from, grams: grams.into(), literals: all.into() })
    }

    /// Calls `each` with every literal that stands in a text, by its number, and where; those of one number in order.
    fn find(&self, text: &str, mut each: impl FnMut(u32, u32)) {
        let (mut left, all) = (text.as_bytes(), text.len());
        while let Some(gram) = gram(left) {
            let slot = slot(gram, self.shift);
            let (word, bit) = (self.marks[slot / 64], 1 << (slot % 64));
            if word & bit != 0 {
                let slot = self.before[slot / 64] + (word & (bit - 1)).count_ones();
                self.find_at(text, all - left.len(), gram, slot as usize, &mut each);
            }
            let Some(next) = left.get(self.step..) else { break };
            left = next;
        }
    }

    /// The literals that have a gram which stands at a place; `slot` counts the marked ones.
    fn find_at(&self, text: &str, at: usize, gram: u32, slot: usize, each: &mut impl FnMut(u32, u32)) {
        let grams = &self.grams[self.from[slot] as usize..self.from[slot + 1] as usize];
        for having in grams.iter().filter(|having| having.gram == gram) {
            let Some(start) = at.checked_sub(having.before as usize) else { continue };
            let text = &text.as_bytes()[start..];
            if having.may_open(text)
                && text.starts_with(&self.literals.as_bytes()[having.start as usize..having.end as usize])
            {
                each(having.number, start as u32);
            }
        }
    }
}

/// Where a gram is marked.
fn slot(gram: u32, shift: u32) -> usize {
    (gram.wrapping_mul(0x9e37_79b1) >> shift) as usize
}

impl std::fmt::Debug for Literals {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Literals").field("literals", &self.lengths.len()).finish_non_exhaustive()
    }
}

impl Literals {
    /// Those of the patterns of these rules; none where no pattern has any.
    pub(super) fn new<'r>(rules: impl Iterator<Item = &'r Rule>) -> Option<Self> {
        let mut numbers: RapidHashMap<Cow<'static, str>, u32> = RapidHashMap::default();
        let mut known: RapidHashMap<&str, Option<Arc<[u32]>>> = RapidHashMap::default();
        let mut of = RapidHashMap::default();
        let conditions = rules.flat_map(|rule| rule.conditions());
        let terms = conditions.filter_map(|condition| match condition {
            Condition::Text(test) => Some(test.any.iter().chain(&test.all).chain(&test.none)),
            _ => None,
        });
        for term in terms.flatten() {
            let Term::Regex(pattern) = term else { continue };
            let number = |literal: Cow<'static, str>| {
                let next = numbers.len() as u32;
                *numbers.entry(literal).or_insert(next)
            };
            let literals = known
                .entry(pattern.as_str())
                .or_insert_with(|| Some(needed_by(pattern)?.into_iter().map(number).collect()));
            if let Some(literals) = literals {
                of.insert(pattern.identity(), literals.clone());
            }
        }
        let mut lengths = vec![0; numbers.len()];
        numbers.iter().for_each(|(literal, number)| lengths[*number as usize] = literal.len() as u32);
        let literals: Vec<(&str, u32)> = numbers.iter().map(|(literal, number)| (&**literal, *number)).collect();
        let of_length = |long: bool| literals.iter().copied().filter(move |(text, _)| (text.len() >= LONG) == long);
        let finders: Vec<Finder> = [false, true].into_iter().filter_map(|long| Finder::new(of_length(long))).collect();
        (!finders.is_empty()).then_some(Self { finders, lengths, of })
    }

    /// Finds all literals in a text whose Chinese characters are simplified; none where that cannot be said of them.
    pub fn find(&self, text: &str) -> Option<LiteralHits> {
        // The long s and the sign for kelvin are an s and a k to a pattern, which looks away from case.
        let holds = |odd: &str| memmem::find(text.as_bytes(), odd.as_bytes()).is_some();
        if !text.is_ascii() && (holds("\u{17f}") || holds("\u{212a}")) {
            return None;
        }
        let Spaced { text, cuts } = Spaced::new(text);
        let mut found: Vec<(u32, u32)> = Vec::new();
        let mut add = |literal, start| found.push((literal, source_of(&cuts, start)));
        self.finders.iter().for_each(|finder| finder.find(&text, &mut add));
        if found.is_empty() {
            return Some(LiteralHits::default());
        }
        let mut from = vec![0u32; self.lengths.len() + 1];
        found.iter().for_each(|(literal, _)| from[*literal as usize + 1] += 1);
        for at in 1..from.len() {
            from[at] += from[at - 1];
        }
        let (mut next, mut starts) = (from.clone(), vec![0; found.len()]);
        for (literal, start) in found {
            let at = &mut next[literal as usize];
            starts[*at as usize] = start;
            *at += 1;
        }
        Some(LiteralHits { starts, from })
    }

    /// Where the literals of a pattern stand, in order, as long as they are with one space for each run of white space; none where the pattern needs no literal.
    pub fn places(&self, pattern: &Pattern, hits: &LiteralHits) -> Option<Vec<Range<u32>>> {
        let of = |&literal: &u32| {
            let length = self.lengths[literal as usize];
            hits.of(literal).iter().map(move |&start| start..start + length)
        };
        let mut places: Vec<Range<u32>> = self.of.get(&pattern.identity())?.iter().flat_map(of).collect();
        places.sort_unstable_by_key(|place| (place.start, place.end));
        Some(places)
    }
}

/// A text in small letters and with one space for each run of ASCII white space, as patterns read it.
struct Spaced {
    text: String,
    /// Of what stands from a place on, how many bytes are left out before it; in order.
    cuts: Vec<(u32, u32)>,
}

impl Spaced {
    fn new(text: &str) -> Self {
        let mut spaced = String::with_capacity(text.len());
        let (mut cuts, mut left_out) = (Vec::new(), 0);
        let space = |c: char| matches!(c, ' ' | '\t' | '\r' | '\n');
        let mut rest = text;
        while !rest.is_empty() {
            let words = rest.bytes().position(|byte| space(byte.into())).unwrap_or(rest.len());
            spaced.push_str(&rest[..words]);
            let behind = rest[words..].trim_start_matches(space);
            let run = rest.len() - words - behind.len();
            if run > 0 {
                spaced.push(' ');
            }
            if run > 1 {
                left_out += run as u32 - 1;
                cuts.push((spaced.len() as u32, left_out));
            }
            rest = behind;
        }
        spaced.make_ascii_lowercase();
        Self { text: spaced, cuts }
    }
}

/// Where in the text as it is written stands what stands at a place of a [`Spaced`] one.
fn source_of(cuts: &[(u32, u32)], at: u32) -> u32 {
    let before = cuts.partition_point(|&(from, _)| from <= at);
    at + before.checked_sub(1).map_or(0, |last| cuts[last].1)
}

/// The literals that stand in a text: of each its places, in order.
#[derive(Debug, Default)]
pub struct LiteralHits {
    starts: Vec<u32>,
    /// Where the places of each literal begin; one more for the end.
    from: Vec<u32>,
}

impl LiteralHits {
    fn of(&self, literal: u32) -> &[u32] {
        let bound = |at: usize| self.from.get(at).map_or(0, |&from| from as usize);
        let literal = literal as usize;
        self.starts.get(bound(literal)..bound(literal + 1)).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::simplify;
    use crate::rules::RuleSet;

    fn literals(pattern: &str) -> Vec<String> {
        needed(pattern).unwrap_or_default()
    }

    #[test]
    fn one_of_them_stands_in_every_text_that_is_found() {
        assert_eq!(literals(r"\b(previous|last) ((\w|-)+ ){0,2}(plan|roadmap)s?\b"), ["last ", "previous "]);
        assert_eq!(literals(r"培训.{0,6}[一二\d]个?(月|周)"), ["培训"]);
        assert_eq!(literals(r"[Qq]uarter"), ["quarter"]);
        assert!(
            literals(r"\d+ ?(d|h)").is_empty() && literals(r"é\w|plan").is_empty() && literals("(plan)?").is_empty()
        );
    }

    proptest::proptest! {
        #[test]
        fn every_place_is_found(
            literals in proptest::collection::btree_set("[ab计]{4,7}", 1..80),
            text in "[ab计 ]{0,120}",
        ) {
            let numbered: Vec<(&str, u32)> = literals.iter().map(String::as_str).zip(0..).collect();
            let mut found = Vec::new();
            for (from, to) in [(0, 4), (4, 5), (5, 7), (7, usize::MAX)] {
                let some = numbered.iter().copied().filter(|(literal, _)| (from..to).contains(&literal.len()));
                let Some(finder) = Finder::new(some) else { continue };
                let mut last = vec![None; numbered.len()];
                finder.find(&text, |literal, start| {
                    assert!(last[literal as usize].replace(start) < Some(start));
                    found.push((literal, start));
                });
            }
            found.sort_unstable();
            let mut places = Vec::new();
            for (literal, number) in numbered {
                for (start, _) in text.char_indices().filter(|(start, _)| text[*start..].starts_with(literal)) {
                    places.push((number, start as u32));
                }
            }
            proptest::prop_assert_eq!(found, places);
        }
    }

    #[test]
    fn no_pattern_of_a_shipped_rule_is_passed_over() {
        let rules = RuleSet::shipped();
        let literals = Literals::new(rules.known.iter().map(|rule| &**rule)).unwrap();
        let mut tried = 0;
        for page in crate::rules::pages().values() {
            let examples = page.examples.iter().flat_map(|one| one.bad.iter().chain(&one.good));
            for text in
                examples.map(|text| simplify(text)).flat_map(|text| [text.replace(' ', "\r\n  "), text.into_owned()])
            {
                let hits = literals.find(&text).unwrap();
                for condition in rules.known.iter().flat_map(|rule| rule.conditions()) {
                    let Condition::Text(test) = condition else { continue };
                    for term in test.any.iter().chain(&test.all).chain(&test.none) {
                        let Term::Regex(pattern) = term else { continue };
                        for found in pattern.find_all(&text, 64) {
                            let within = |place: &Range<u32>| {
                                found.start <= place.start as usize && place.end as usize <= found.end
                            };
                            let places = literals.places(pattern, &hits);
                            assert!(
                                places.is_none_or(|places| places.iter().any(within)),
                                "{} in {text}",
                                pattern.as_str()
                            );
                            tried += 1;
                        }
                    }
                }
            }
        }
        assert!(tried > 100, "{tried}");
    }
}
