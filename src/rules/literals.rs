//! What every text holds in which a pattern is found: one of a few literals. The literals of many patterns are looked
//! for at once, and a pattern is tried only where one of its own stands.

use super::condition::{Condition, Pattern, Term};
use super::rule::Rule;
use rapidhash::RapidHashMap;
use regex_syntax::ast::parse::Parser;
use regex_syntax::ast::{Ast, ClassSet, ClassSetItem, Concat, RepetitionKind, RepetitionRange};
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
    automaton: daachorse::DoubleArrayAhoCorasick<u32>,
    /// The lengths of all literals.
    lengths: Vec<u32>,
    /// Of a pattern, as it is written, the numbers of those of which it needs one.
    of: RapidHashMap<Box<str>, Box<[u32]>>,
}

impl std::fmt::Debug for Literals {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Literals").field("literals", &self.lengths.len()).finish_non_exhaustive()
    }
}

impl Literals {
    /// Those of the patterns of these rules; none where no pattern has any.
    pub(super) fn new(rules: &[Arc<Rule>]) -> Option<Self> {
        let mut numbers: RapidHashMap<String, u32> = RapidHashMap::default();
        let mut of: RapidHashMap<Box<str>, Box<[u32]>> = RapidHashMap::default();
        let conditions = rules.iter().flat_map(|rule| rule.conditions());
        let terms = conditions.filter_map(|condition| match condition {
            Condition::Text(test) => Some(test.any.iter().chain(&test.all).chain(&test.none)),
            _ => None,
        });
        for term in terms.flatten() {
            let Term::Regex(pattern) = term else { continue };
            if of.contains_key(pattern.as_str()) {
                continue;
            }
            let Some(literals) = needed(pattern.as_str()) else { continue };
            let number = |literal: String| {
                let next = numbers.len() as u32;
                *numbers.entry(literal).or_insert(next)
            };
            of.insert(pattern.as_str().into(), literals.into_iter().map(number).collect());
        }
        let mut lengths = vec![0; numbers.len()];
        numbers.iter().for_each(|(literal, number)| lengths[*number as usize] = literal.len() as u32);
        if lengths.is_empty() {
            return None;
        }
        let automaton = daachorse::DoubleArrayAhoCorasick::with_values(numbers).ok()?;
        Some(Self { automaton, lengths, of })
    }

    /// Whether a pattern is among those of which the literals are known.
    pub fn know(&self, pattern: &Pattern) -> bool {
        self.of.contains_key(pattern.as_str())
    }

    /// Finds all literals in a text whose Chinese characters are simplified; none where that cannot be said of them.
    pub fn find(&self, text: &str) -> Option<LiteralHits> {
        // The long s and the sign for kelvin are an s and a k to a pattern, which looks away from case.
        if text.contains(['\u{17f}', '\u{212a}']) {
            return None;
        }
        let lower = text.to_ascii_lowercase();
        let found: Vec<(u32, u32)> =
            self.automaton.find_overlapping_iter(&lower).map(|hit| (hit.value(), hit.start() as u32)).collect();
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
        let literals = self.of.get(pattern.as_str())?;
        Some(literals.iter().map(|&literal| {
            let length = self.lengths[literal as usize];
            hits.of(literal).iter().map(move |&start| start..start + length)
        }))
    }

    /// Whether a pattern may be found between two places of a text: one of its literals stands there, or it needs none.
    pub fn may_stand(&self, pattern: &Pattern, hits: &LiteralHits, start: u32, end: u32) -> bool {
        let Some(literals) = self.of.get(pattern.as_str()) else { return true };
        literals.iter().any(|&literal| {
            let starts = hits.of(literal);
            let first = starts.partition_point(|&place| place < start);
            starts.get(first).is_some_and(|&place| place + self.lengths[literal as usize] <= end)
        })
    }
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
