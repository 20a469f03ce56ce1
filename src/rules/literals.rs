//! What every text holds in which a pattern is found: one of a few literals. The literals of many patterns are looked
//! for at once, and a pattern is tried only where one of its own stands.

use super::condition::{Condition, Pattern, Term};
use super::rule::Rule;
use memchr::memmem;
use rapidhash::RapidHashMap;
use regex_syntax::ast::parse::Parser;
use regex_syntax::ast::{Ast, ClassSet, ClassSetItem, Concat, RepetitionKind, RepetitionRange};
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

/// More literals than this tell too little of a pattern.
const MOST: usize = 64;

/// A literal of fewer bytes stands nearly everywhere.
const LEAST: usize = 3;

/// More bytes of a literal than this tell nothing more.
const ENOUGH: usize = 8;

/// The literals of many patterns, ready to be looked for.
pub struct Literals {
    finders: Vec<Finder>,
    /// The lengths of all literals.
    lengths: Vec<u32>,
    /// Of a pattern, by [`Pattern::identity`], the numbers of those of which it needs one.
    of: RapidHashMap<usize, Arc<[u32]>>,
    /// One bit for each of these patterns: most that are asked for are others, and have none.
    marks: u64,
}

/// Looks for many literals at once: the text is looked at in steps so wide that each literal, wherever it stands, has a
/// whole gram, some bytes on end, at one of them. Of two hundred literals of six bytes that is every third byte.
struct Finder {
    step: usize,
    /// Which bytes of the four at a place make a gram.
    mask: u32,
    /// By [`slot`], whether some literal has such a gram.
    marks: Box<[bool; SLOTS]>,
    /// By gram: the literals that have it.
    having: RapidHashMap<u32, Vec<Having>>,
}

/// A literal that has a gram so many bytes from its start.
struct Having {
    literal: Box<str>,
    number: u32,
    before: usize,
}

/// The grams of a few hundred literals mark a fiftieth of so many.
const SLOTS: usize = 1 << 14;

/// Where a gram is marked.
fn slot(gram: u32) -> usize {
    (gram.wrapping_mul(0x9e37_79b1) >> 18) as usize
}

/// Literals of fewer bytes are looked for apart from the others, which allow wider steps.
const LONG: usize = 6;

impl Finder {
    /// Of literals of at least [`LEAST`] bytes, with their numbers; none where there are no literals.
    fn new<'l>(literals: impl Iterator<Item = (&'l str, u32)> + Clone) -> Option<Self> {
        let shortest = literals.clone().map(|(literal, _)| literal.len()).min()?.min(ENOUGH);
        let (step, mask) = if shortest > LEAST { (shortest - LEAST, u32::MAX) } else { (1, 0x00ff_ffff) };
        let mut finder = Self { step, mask, marks: Box::new([false; SLOTS]), having: RapidHashMap::default() };
        for (literal, number) in literals {
            // Of two places of a literal that one gram shows the first comes first.
            for before in (0..step).rev() {
                let Some(gram) = literal.as_bytes().get(before..).and_then(|text| finder.gram(text)) else { continue };
                finder.marks[slot(gram)] = true;
                let having = Having { literal: literal.into(), number, before };
                finder.having.entry(gram).or_default().push(having);
            }
        }
        Some(finder)
    }

    /// What a text opens with, as a gram; none where that is shorter.
    fn gram(&self, text: &[u8]) -> Option<u32> {
        match *text {
            [a, b, c, d, ..] => Some(u32::from_le_bytes([a, b, c, d]) & self.mask),
            [a, b, c] if self.mask != u32::MAX => Some(u32::from_le_bytes([a, b, c, 0])),
            _ => None,
        }
    }

    /// Calls `each` with every literal that stands in a text, by its number, and where; those of one number in order.
    fn find(&self, text: &str, mut each: impl FnMut(u32, u32)) {
        let (mut left, all) = (text.as_bytes(), text.len());
        while let Some(gram) = self.gram(left) {
            if self.marks[slot(gram)] {
                self.find_at(text, all - left.len(), gram, &mut each);
            }
            let Some(next) = left.get(self.step..) else { break };
            left = next;
        }
    }

    /// The literals that have a gram which stands at a place.
    #[cold]
    fn find_at(&self, text: &str, at: usize, gram: u32, each: &mut impl FnMut(u32, u32)) {
        for having in self.having.get(&gram).into_iter().flatten() {
            if let Some(start) = at.checked_sub(having.before)
                && text.as_bytes()[start..].starts_with(having.literal.as_bytes())
            {
                each(having.number, start as u32);
            }
        }
    }
}

impl std::fmt::Debug for Literals {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Literals").field("literals", &self.lengths.len()).finish_non_exhaustive()
    }
}

impl Literals {
    /// Those of the patterns of these rules; none where no pattern has any.
    pub(super) fn new(rules: &[Arc<Rule>]) -> Option<Self> {
        let mut numbers: BTreeMap<String, u32> = BTreeMap::new();
        let mut known: RapidHashMap<&str, Option<Arc<[u32]>>> = RapidHashMap::default();
        let mut of = RapidHashMap::default();
        let conditions = rules.iter().flat_map(|rule| rule.conditions());
        let terms = conditions.filter_map(|condition| match condition {
            Condition::Text(test) => Some(test.any.iter().chain(&test.all).chain(&test.none)),
            _ => None,
        });
        for term in terms.flatten() {
            let Term::Regex(pattern) = term else { continue };
            let number = |literal: String| {
                let next = numbers.len() as u32;
                *numbers.entry(literal).or_insert(next)
            };
            let literals = known
                .entry(pattern.as_str())
                .or_insert_with(|| Some(needed(pattern.as_str())?.into_iter().map(number).collect()));
            if let Some(literals) = literals {
                of.insert(pattern.identity(), literals.clone());
            }
        }
        let mut lengths = vec![0; numbers.len()];
        numbers.iter().for_each(|(literal, number)| lengths[*number as usize] = literal.len() as u32);
        let literals: Vec<(&str, u32)> = numbers.iter().map(|(literal, number)| (literal.as_str(), *number)).collect();
        let of_length = |long: bool| literals.iter().copied().filter(move |(text, _)| (text.len() >= LONG) == long);
        let finders: Vec<Finder> = [false, true].into_iter().filter_map(|long| Finder::new(of_length(long))).collect();
        let marks = of.keys().fold(0, |marks, identity| marks | mark(*identity));
        (!finders.is_empty()).then_some(Self { finders, lengths, of, marks })
    }

    /// The literals of which a pattern needs one, where that is known.
    fn needed_by(&self, pattern: &Pattern) -> Option<&[u32]> {
        let identity = pattern.identity();
        let known = self.marks & mark(identity) != 0;
        if known { self.of.get(&identity).map(|literals| &**literals) } else { None }
    }

    /// Whether a pattern is among those of which the literals are known.
    pub fn know(&self, pattern: &Pattern) -> bool {
        self.needed_by(pattern).is_some()
    }

    /// Finds all literals in a text whose Chinese characters are simplified; none where that cannot be said of them.
    pub fn find(&self, text: &str) -> Option<LiteralHits> {
        // The long s and the sign for kelvin are an s and a k to a pattern, which looks away from case.
        let holds = |odd: &str| memmem::find(text.as_bytes(), odd.as_bytes()).is_some();
        if !text.is_ascii() && (holds("\u{17f}") || holds("\u{212a}")) {
            return None;
        }
        let lower = text.to_ascii_lowercase();
        let mut found: Vec<(u32, u32)> = Vec::new();
        self.finders.iter().for_each(|finder| finder.find(&lower, |literal, start| found.push((literal, start))));
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

    /// Where the literals of a pattern stand: of each the places; none where the pattern needs no literal.
    pub fn places<'s>(
        &'s self,
        pattern: &Pattern,
        hits: &'s LiteralHits,
    ) -> Option<impl Iterator<Item = impl Iterator<Item = Range<u32>> + 's> + 's> {
        let literals = self.needed_by(pattern)?;
        Some(literals.iter().map(|&literal| {
            let length = self.lengths[literal as usize];
            hits.of(literal).iter().map(move |&start| start..start + length)
        }))
    }

    /// Whether a pattern may be found in a text: one of its literals stands there, or it needs none.
    pub fn may_stand_anywhere(&self, pattern: &Pattern, hits: &LiteralHits) -> bool {
        self.needed_by(pattern).is_none_or(|literals| literals.iter().any(|&literal| !hits.of(literal).is_empty()))
    }

    /// Whether a pattern may be found between two places of a text: one of its literals stands there, or it needs none.
    pub fn may_stand(&self, pattern: &Pattern, hits: &LiteralHits, start: u32, end: u32) -> bool {
        let Some(literals) = self.needed_by(pattern) else { return true };
        literals.iter().any(|&literal| {
            let starts = hits.of(literal);
            let first = starts.partition_point(|&place| place < start);
            starts.get(first).is_some_and(|&place| place + self.lengths[literal as usize] <= end)
        })
    }
}

/// One of 64 bits for a pattern.
fn mark(identity: usize) -> u64 {
    1 << ((identity as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 58)
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

/// The literals, in small letters, of which one stands in every text in which the pattern is found.
fn needed(pattern: &str) -> Option<Vec<String>> {
    let known = known(&Parser::new().parse(pattern).ok()?);
    let mut literals = known.best()?;
    literals.sort();
    literals.dedup();
    Some(literals)
}

/// What is known of the texts that a part of a pattern finds.
#[derive(Default)]
struct Known {
    /// All of them, where they are few.
    whole: Option<Vec<String>>,
    /// One of these stands in each of them.
    part: Option<Vec<String>>,
}

impl Known {
    fn of(whole: &str) -> Self {
        Self { whole: Some(vec![whole.to_owned()]), part: None }
    }

    fn best(self) -> Option<Vec<String>> {
        better(self.whole.filter(|all| tells(all)), self.part)
    }
}

/// Whether literals are few and long enough to be looked for.
fn tells(literals: &[String]) -> bool {
    !literals.is_empty() && literals.len() <= MOST && literals.iter().all(|literal| literal.len() >= LEAST)
}

/// Those that stand in fewer texts, as far as their lengths and number tell.
fn better(a: Option<Vec<String>>, b: Option<Vec<String>>) -> Option<Vec<String>> {
    let rank = |literals: &Vec<String>| {
        let shortest = literals.iter().map(String::len).min().unwrap_or(0).min(ENOUGH);
        (shortest, std::cmp::Reverse(literals.len()))
    };
    [a, b].into_iter().flatten().max_by_key(rank)
}

fn known(part: &Ast) -> Known {
    match part {
        Ast::Empty(_) | Ast::Flags(_) | Ast::Assertion(_) => Known::of(""),
        Ast::Literal(literal) => letters([literal.c].into_iter()),
        Ast::ClassBracketed(class) if !class.negated => of_class(&class.kind),
        Ast::Group(group) => known(&group.ast),
        Ast::Repetition(repeated) => {
            let inner = known(&repeated.ast);
            match &repeated.op.kind {
                RepetitionKind::ZeroOrOne => {
                    let whole = inner.whole.map(|mut all| {
                        all.push(String::new());
                        all
                    });
                    Known { whole, part: None }
                }
                RepetitionKind::OneOrMore
                | RepetitionKind::Range(
                    RepetitionRange::Exactly(1..) | RepetitionRange::AtLeast(1..) | RepetitionRange::Bounded(1.., _),
                ) => Known { whole: None, part: inner.best() },
                _ => Known::default(),
            }
        }
        Ast::Alternation(either) => {
            let all: Vec<Known> = either.asts.iter().map(known).collect();
            let whole: Option<Vec<Vec<String>>> = all.iter().map(|one| one.whole.clone()).collect();
            let part: Option<Vec<Vec<String>>> = all.into_iter().map(Known::best).collect();
            Known {
                whole: whole.map(|all| all.concat()).filter(|all| all.len() <= MOST),
                part: part.map(|all| all.concat()).filter(|all| tells(all)),
            }
        }
        Ast::Concat(parts) => of_parts(parts),
        Ast::Dot(_) | Ast::ClassUnicode(_) | Ast::ClassPerl(_) | Ast::ClassBracketed(_) => Known::default(),
    }
}

/// Single characters, unless one of them has case and is not ASCII: then others stand for it too.
fn letters(characters: impl Iterator<Item = char>) -> Known {
    let cased = |c: char| !c.is_ascii() && (c.to_lowercase().ne([c]) || c.to_uppercase().ne([c]));
    let whole = characters.map(|c| (!cased(c)).then(|| c.to_ascii_lowercase().to_string())).collect();
    Known { whole, part: None }
}

fn of_class(class: &ClassSet) -> Known {
    let ClassSet::Item(item) = class else { return Known::default() };
    let items = match item {
        ClassSetItem::Union(union) => union.items.as_slice(),
        one => std::slice::from_ref(one),
    };
    let mut all: Vec<char> = Vec::new();
    for item in items {
        match item {
            ClassSetItem::Empty(_) => {}
            ClassSetItem::Literal(literal) => all.push(literal.c),
            ClassSetItem::Range(range) => all.extend((range.start.c..=range.end.c).take(MOST)),
            _ => return Known::default(),
        }
        if all.len() >= MOST {
            return Known::default();
        }
    }
    letters(all.into_iter())
}

/// Parts one after the other: those that are known as a whole are put together as long as that is few.
fn of_parts(parts: &Concat) -> Known {
    let mut best: Option<Vec<String>> = None;
    let mut take = |found: Option<Vec<String>>| best = better(best.take(), found.filter(|all| tells(all)));
    let nothing = || vec![String::new()];
    let mut run = nothing();
    let mut all_known = true;
    for part in &parts.asts {
        let Known { whole, part } = known(part);
        match whole.filter(|all| all.len() <= MOST) {
            Some(whole) if run.len() * whole.len() <= MOST => {
                run = run.iter().flat_map(|head| whole.iter().map(move |tail| format!("{head}{tail}"))).collect();
            }
            whole => {
                all_known = false;
                take(Some(std::mem::replace(&mut run, whole.unwrap_or_else(nothing))));
            }
        }
        take(part);
    }
    if all_known {
        return Known { whole: Some(run), part: best };
    }
    take(Some(run));
    Known { whole: None, part: best }
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
            literals in proptest::collection::btree_set("[ab计]{3,7}", 1..80),
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
        let literals = Literals::new(&rules.known).unwrap();
        let mut tried = 0;
        for page in crate::rules::pages().values() {
            for text in page.examples.iter().flat_map(|one| one.bad.iter().chain(&one.good)) {
                let text = simplify(text).into_owned();
                let hits = literals.find(&text).unwrap();
                for condition in rules.known.iter().flat_map(|rule| rule.conditions()) {
                    let Condition::Text(test) = condition else { continue };
                    for term in test.any.iter().chain(&test.all).chain(&test.none) {
                        let Term::Regex(pattern) = term else { continue };
                        for found in pattern.find_all(&text, 64) {
                            let (start, end) = (found.start as u32, found.end as u32);
                            assert!(literals.may_stand(pattern, &hits, start, end), "{} in {text}", pattern.as_str());
                            tried += 1;
                        }
                    }
                }
            }
        }
        assert!(tried > 100, "{tried}");
    }
}
