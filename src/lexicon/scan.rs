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

/// Bytes of a stretch of text whose first hit is known.
const STRETCH: u32 = 64;

/// All hits of a text, by place.
#[derive(Debug, Default)]
pub struct Hits {
    all: Box<[Hit]>,
    /// The first hit of each stretch of [`STRETCH`] bytes, or after it.
    first: Box<[u32]>,
    /// The lexicons that have a hit at all, one bit each.
    present: Box<[u64]>,
}

impl Hits {
    /// `all` sorted.
    fn new(all: Vec<Hit>) -> Self {
        let stretches = all.last().map_or(0, |last| last.start / STRETCH + 1);
        let mut at = 0;
        let first = (0..stretches).map(|stretch| {
            at += all[at..].iter().take_while(|hit| hit.start < stretch * STRETCH).count();
            at as u32
        });
        let first = first.collect();
        let mut present: Vec<u64> = Vec::new();
        for hit in &all {
            let word = usize::from(hit.lexicon.0 / 64);
            if present.len() <= word {
                present.resize(word + 1, 0);
            }
            present[word] |= 1 << (hit.lexicon.0 % 64);
        }
        Self { all: all.into(), first, present: present.into() }
    }

    /// All of them.
    pub fn all(&self) -> &[Hit] {
        &self.all
    }

    /// Whether the lexicon has a hit at all.
    pub fn knows(&self, lexicon: LexiconId) -> bool {
        let word = self.present.get(usize::from(lexicon.0 / 64)).copied().unwrap_or(0);
        word & (1 << (lexicon.0 % 64)) != 0
    }

    /// The hits that start at `start` or after it.
    pub fn from(&self, start: u32) -> &[Hit] {
        let Some(&first) = self.first.get((start / STRETCH) as usize) else { return &[] };
        let rest = &self.all[first as usize..];
        let before = rest.iter().take_while(|hit| hit.start < start).count();
        &rest[before..]
    }

    /// The hits that lie in a span.
    pub fn within(&self, span: Span) -> impl Iterator<Item = &Hit> {
        self.from(span.start).iter().take_while(move |hit| hit.start < span.end).filter(move |hit| hit.end <= span.end)
    }

    /// The hits of one lexicon that lie in a span.
    pub fn of(&self, lexicon: LexiconId, span: Span) -> impl Iterator<Item = &Hit> {
        let span = if self.knows(lexicon) { span } else { span.with(span.start, span.start) };
        self.within(span).filter(move |hit| hit.lexicon == lexicon)
    }

    /// Whether a hit of the lexicon lies in a span.
    pub fn has(&self, lexicon: LexiconId, span: Span) -> bool {
        self.of(lexicon, span).next().is_some()
    }
}

/// All hits by place. A hit inside a phrase that its lexicon excepts, or behind a negation, is none.
pub(super) fn scan(automaton: &Automaton, prose: &Prose) -> Hits {
    let text = prose.text.as_str();
    let mut hits: Vec<Hit> = Vec::with_capacity(text.len() / 16);
    let mut blocked: Vec<Hit> = Vec::new();
    automaton.scan(text, |place, meaning| {
        let hit = |lexicon| Hit { start: place.start as u32, end: place.end as u32, lexicon: LexiconId(lexicon) };
        match meaning {
            Meaning::Term(lexicon) => hits.push(hit(lexicon)),
            Meaning::Block(lexicon) => blocked.push(hit(lexicon)),
        }
    });
    drop_excepted(&mut hits, &mut blocked);
    drop_negated(automaton, text, &mut hits);
    let (mut starts, mut ends) = (prose.way_back(), prose.way_back());
    for hit in &mut hits {
        hit.start = starts.start(hit.start);
        hit.end = ends.end(hit.end);
    }
    hits.sort_unstable_by_key(|hit| (u64::from(hit.start) << 32 | u64::from(hit.end), hit.lexicon));
    Hits::new(hits)
}

fn drop_excepted(hits: &mut Vec<Hit>, blocked: &mut [Hit]) {
    if blocked.is_empty() {
        return;
    }
    blocked.sort_unstable();
    let longest = blocked.iter().map(|b| b.end - b.start).max().unwrap_or(0);
    let mut blocks: Vec<bool> = Vec::new();
    for lexicon in blocked.iter().map(|block| usize::from(block.lexicon.0)) {
        blocks.resize(blocks.len().max(lexicon + 1), false);
        blocks[lexicon] = true;
    }
    hits.retain(|hit| {
        if !blocks.get(usize::from(hit.lexicon.0)).copied().unwrap_or(false) {
            return true;
        }
        let from = blocked.partition_point(|b| b.start + longest < hit.end);
        !blocked[from..]
            .iter()
            .take_while(|b| b.start <= hit.start)
            .any(|b| b.lexicon == hit.lexicon && b.end >= hit.end && b.end - b.start > hit.end - hit.start)
    });
}

fn drop_negated(automaton: &Automaton, text: &str, hits: &mut Vec<Hit>) {
    let Some(negation) = automaton.negation().map(LexiconId) else { return };
    let mut ends: Vec<u32> = hits.iter().filter(|hit| hit.lexicon == negation).map(|hit| hit.end).collect();
    if ends.is_empty() {
        return;
    }
    ends.sort_unstable();
    hits.retain(|hit| {
        if hit.lexicon == negation || automaton.keeps_negated(hit.lexicon.0) {
            return true;
        }
        let last = ends.partition_point(|&end| end <= hit.start);
        let Some(&end) = last.checked_sub(1).and_then(|i| ends.get(i)) else { return true };
        !negates(&text[end as usize..hit.start as usize])
    });
}

/// Whether a negation reaches over `between` to what follows: at most three words or two Han characters, and
/// no mark of a clause.
fn negates(between: &str) -> bool {
    if between.len() > 40 || between.contains(['.', ',', ';', ':', '。', '、', '\n', '!', '?', '(', ')']) {
        return false;
    }
    let han = between.chars().filter(|&c| is_han(c)).count();
    han <= 2 && between.split_ascii_whitespace().filter(|w| w.is_ascii()).count() <= 3
}
