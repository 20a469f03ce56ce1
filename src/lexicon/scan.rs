//! One pass over a text finds all terms of all languages.

use super::automaton::{Automaton, Meaning};
use super::fold::{Prose, is_han};
use crate::text::Span;

/// A named lexicon, by number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LexiconId(pub u16);

/// A term of a lexicon in a text; offsets of the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hit {
    /// First byte.
    pub start: u32,
    /// First byte after it.
    pub end: u32,
    /// The lexicon.
    pub lexicon: LexiconId,
}

/// Where a term stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Place {
    start: u32,
    end: u32,
}

/// All hits of a text: those of each lexicon by themselves, by place. What is asked for is one lexicon in one span, and
/// most lexicons have few hits or none.
#[derive(Debug, Default)]
pub struct Hits {
    places: Box<[Place]>,
    /// Where the hits of each lexicon begin, up to the last lexicon that has any; one more for the end.
    from: Box<[u32]>,
}

impl Hits {
    /// `all` by place.
    fn new(all: &[Hit]) -> Self {
        let lexicons = all.iter().map(|hit| usize::from(hit.lexicon.0) + 1).max().unwrap_or(0);
        let mut from = vec![0u32; lexicons + 1];
        for hit in all {
            from[usize::from(hit.lexicon.0) + 1] += 1;
        }
        for lexicon in 1..from.len() {
            from[lexicon] += from[lexicon - 1];
        }
        let mut next = from.clone();
        let mut places = vec![Place { start: 0, end: 0 }; all.len()];
        for hit in all {
            let at = &mut next[usize::from(hit.lexicon.0)];
            places[*at as usize] = Place { start: hit.start, end: hit.end };
            *at += 1;
        }
        Self { places: places.into(), from: from.into() }
    }

    fn places(&self, lexicon: LexiconId) -> &[Place] {
        let bound = |at: usize| self.from.get(at).map(|&from| from as usize);
        let lexicon = usize::from(lexicon.0);
        let range = bound(lexicon).zip(bound(lexicon + 1));
        range.and_then(|(from, to)| self.places.get(from..to)).unwrap_or_default()
    }

    /// Whether the lexicon has a hit at all.
    pub fn knows(&self, lexicon: LexiconId) -> bool {
        !self.places(lexicon).is_empty()
    }

    /// The hits of one lexicon that lie in a span, by place.
    pub fn of(&self, lexicon: LexiconId, span: Span) -> impl Iterator<Item = Hit> {
        let places = self.places(lexicon);
        let first = places.partition_point(|place| place.start < span.start);
        let places = places[first..].iter().take_while(move |place| place.start < span.end);
        places.filter(move |place| place.end <= span.end).map(move |place| Hit {
            start: place.start,
            end: place.end,
            lexicon,
        })
    }

    /// The hits of some lexicons that lie in a span, by place.
    pub fn of_any(&self, lexicons: &[Option<LexiconId>], span: Span) -> Vec<Hit> {
        let mut found: Vec<Hit> = lexicons.iter().flatten().flat_map(|lexicon| self.of(*lexicon, span)).collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Whether a hit of the lexicon lies in a span.
    pub fn has(&self, lexicon: LexiconId, span: Span) -> bool {
        self.of(lexicon, span).next().is_some()
    }
}

/// All hits. A hit inside a phrase that its lexicon excepts, or behind a negation, is none.
pub(super) fn scan(automaton: &Automaton, prose: &Prose) -> Hits {
    let text = prose.text.as_str();
    // They come by place, and stay so.
    let mut hits: Vec<Hit> = Vec::with_capacity(text.len() / 16);
    let mut blocked: Vec<Hit> = Vec::new();
    automaton.scan(text, |place, meaning| {
        let hit = |lexicon| Hit { start: place.start as u32, end: place.end as u32, lexicon: LexiconId(lexicon) };
        match meaning {
            Meaning::Term(lexicon) => hits.push(hit(lexicon)),
            Meaning::Block(lexicon) => blocked.push(hit(lexicon)),
        }
    });
    drop_excepted(&mut hits, &blocked);
    drop_negated(automaton, text, &mut hits);
    let (mut starts, mut ends) = (prose.way_back(), prose.way_back());
    // What one term means for several lexicons stands at one place.
    let (mut folded, mut place) = ((u32::MAX, u32::MAX), (0, 0));
    for hit in &mut hits {
        if folded != (hit.start, hit.end) {
            folded = (hit.start, hit.end);
            place = (starts.start(hit.start), ends.end(hit.end));
        }
        (hit.start, hit.end) = place;
    }
    Hits::new(&hits)
}

fn drop_excepted(hits: &mut Vec<Hit>, blocked: &[Hit]) {
    let Some(longest) = blocked.iter().map(|b| b.end - b.start).max() else { return };
    let mut blocks: Vec<bool> = Vec::new();
    for lexicon in blocked.iter().map(|block| usize::from(block.lexicon.0)) {
        blocks.resize(blocks.len().max(lexicon + 1), false);
        blocks[lexicon] = true;
    }
    // Both come by place: what ended before a hit blocks no later one.
    let mut from = 0;
    hits.retain(|hit| {
        if !blocks.get(usize::from(hit.lexicon.0)).copied().unwrap_or(false) {
            return true;
        }
        while blocked.get(from).is_some_and(|b| b.start + longest <= hit.start) {
            from += 1;
        }
        !blocked[from..]
            .iter()
            .take_while(|b| b.start <= hit.start)
            .any(|b| b.lexicon == hit.lexicon && b.end >= hit.end && b.end - b.start > hit.end - hit.start)
    });
}

fn drop_negated(automaton: &Automaton, text: &str, hits: &mut Vec<Hit>) {
    let Some(negation) = automaton.negation().map(LexiconId) else { return };
    let mut ends: Vec<u32> = hits.iter().filter(|hit| hit.lexicon == negation).map(|hit| hit.end).collect();
    ends.sort_unstable();
    let mut next = 0;
    // Where the negation reaches that ends last before a hit, once somebody asked.
    let mut reach: Option<u64> = None;
    hits.retain(|hit| {
        while ends.get(next).is_some_and(|&end| end <= hit.start) {
            next += 1;
            reach = None;
        }
        let Some(&end) = next.checked_sub(1).and_then(|last| ends.get(last)) else { return true };
        // Most stand far behind it.
        if hit.start - end > REACH || hit.lexicon == negation || automaton.keeps_negated(hit.lexicon.0) {
            return true;
        }
        *reach.get_or_insert_with(|| reach_of(&text[end as usize..])) & 1 << (hit.start - end) == 0
    });
}

/// At most so many bytes stand between a negation and what it negates.
const REACH: u32 = 40;

/// Where a negation reaches in what follows it, one bit a byte: there at most three words and two Han characters stand
/// between, and no mark of a clause.
fn reach_of(after: &str) -> u64 {
    let (mut reach, mut words, mut han) = (0, 0, 0);
    // Whether a word is open, and whether it is of ASCII alone as far as it goes.
    let (mut open, mut ascii) = (false, true);
    let ends = after.char_indices().map(|(at, c)| (at, Some(c))).chain([(after.len(), None)]);
    for (at, next) in ends.take_while(|(at, _)| *at <= REACH as usize) {
        if han > 2 || words > 3 {
            break;
        }
        if words + u32::from(open && ascii) <= 3 {
            reach |= 1 << at;
        }
        match next {
            None | Some('.' | ',' | ';' | ':' | '。' | '、' | '\n' | '!' | '?' | '(' | ')') => break,
            Some(c) if c.is_ascii_whitespace() => {
                words += u32::from(open && ascii);
                (open, ascii) = (false, true);
            }
            Some(c) => {
                open = true;
                ascii &= c.is_ascii();
                han += u32::from(is_han(c));
            }
        }
    }
    reach
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether a negation reaches over `between` to what follows.
    fn negates(between: &str) -> bool {
        if between.contains(['.', ',', ';', ':', '。', '、', '\n', '!', '?', '(', ')']) {
            return false;
        }
        let han = between.chars().filter(|&c| is_han(c)).count();
        han <= 2 && between.split_ascii_whitespace().filter(|w| w.is_ascii()).count() <= 3
    }

    proptest::proptest! {
        #[test]
        fn a_negation_reaches_to_where_little_stands_between(text in "[ab计é ,\n。]{0,40}") {
            let reach = reach_of(&text);
            let places = text.char_indices().map(|(at, _)| at).chain([text.len()]);
            for at in places.filter(|at| *at <= REACH as usize) {
                proptest::prop_assert_eq!(reach & 1 << at != 0, negates(&text[..at]), "{:?} at {}", text, at);
            }
        }
    }
}
