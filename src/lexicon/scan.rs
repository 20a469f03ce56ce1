//! One pass over a text finds all terms of all languages.

use super::fold::{Prose, is_han};
use daachorse::{CharwiseDoubleArrayAhoCorasick, CharwiseDoubleArrayAhoCorasickBuilder, MatchKind};
use std::collections::HashMap;

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

/// What a matched pattern means.
#[derive(Debug, Clone, Default)]
struct Pattern {
    /// Lexicons it is a term of.
    terms: Vec<LexiconId>,
    /// Lexicons whose terms are not meant inside it.
    blocks: Vec<LexiconId>,
}

/// The automaton over all terms.
pub struct Scanner {
    automaton: Option<CharwiseDoubleArrayAhoCorasick<u32>>,
    patterns: Vec<Pattern>,
    keeps_negated: Vec<bool>,
    negation: Option<LexiconId>,
}

/// Collects terms for a [`Scanner`].
#[derive(Default)]
pub struct ScannerBuilder {
    patterns: HashMap<String, Pattern>,
}

impl ScannerBuilder {
    /// Adds a folded term to a lexicon.
    pub fn term(&mut self, folded: String, lexicon: LexiconId) {
        let pattern = self.patterns.entry(folded).or_default();
        if !pattern.terms.contains(&lexicon) {
            pattern.terms.push(lexicon);
        }
    }

    /// Adds a folded phrase inside which the lexicon's terms are not meant.
    pub fn block(&mut self, folded: String, lexicon: LexiconId) {
        self.patterns.entry(folded).or_default().blocks.push(lexicon);
    }

    /// Builds the automaton. `keeps_negated[lexicon]` says whether its hits after a negation count.
    pub fn build(self, keeps_negated: Vec<bool>, negation: Option<LexiconId>) -> Scanner {
        let mut all: Vec<_> = self.patterns.into_iter().filter(|(text, _)| !text.is_empty()).collect();
        all.sort_by(|a, b| a.0.cmp(&b.0));
        let automaton = CharwiseDoubleArrayAhoCorasickBuilder::new()
            .match_kind(MatchKind::Standard)
            .build(all.iter().map(|(text, _)| text.as_str()))
            .ok();
        Scanner { automaton, patterns: all.into_iter().map(|(_, p)| p).collect(), keeps_negated, negation }
    }
}

impl Scanner {
    /// All hits by place. A hit inside a phrase that its lexicon excepts, or behind a negation, is none.
    pub fn scan(&self, prose: &Prose) -> Vec<Hit> {
        let Some(automaton) = &self.automaton else { return Vec::new() };
        let text = prose.text.as_str();
        let mut hits: Vec<Hit> = Vec::new();
        let mut blocked: Vec<Hit> = Vec::new();
        for found in automaton.find_overlapping_iter(text) {
            let (start, end) = (found.start(), found.end());
            if !on_boundaries(text, start, end) {
                continue;
            }
            let pattern = &self.patterns[found.value() as usize];
            let place = |&lexicon: &LexiconId| Hit { start: start as u32, end: end as u32, lexicon };
            hits.extend(pattern.terms.iter().map(place));
            blocked.extend(pattern.blocks.iter().map(place));
        }
        self.drop_excepted(&mut hits, &mut blocked);
        self.drop_negated(text, &mut hits);
        for hit in &mut hits {
            hit.start = prose.source_start(hit.start);
            hit.end = prose.source_end(hit.end);
        }
        hits.sort_unstable();
        hits
    }

    fn drop_excepted(&self, hits: &mut Vec<Hit>, blocked: &mut [Hit]) {
        if blocked.is_empty() {
            return;
        }
        blocked.sort_unstable();
        let longest = blocked.iter().map(|b| b.end - b.start).max().unwrap_or(0);
        hits.retain(|hit| {
            let from = blocked.partition_point(|b| b.start + longest < hit.end);
            !blocked[from..]
                .iter()
                .take_while(|b| b.start <= hit.start)
                .any(|b| b.lexicon == hit.lexicon && b.end >= hit.end && b.end - b.start > hit.end - hit.start)
        });
    }

    fn drop_negated(&self, text: &str, hits: &mut Vec<Hit>) {
        let Some(negation) = self.negation else { return };
        let mut ends: Vec<(u32, u32)> =
            hits.iter().filter(|hit| hit.lexicon == negation).map(|hit| (hit.end, hit.start)).collect();
        if ends.is_empty() {
            return;
        }
        ends.sort_unstable();
        hits.retain(|hit| {
            if hit.lexicon == negation || self.keeps_negated[hit.lexicon.0 as usize] {
                return true;
            }
            let last = ends.partition_point(|&(end, _)| end <= hit.start);
            let Some(&(end, _)) = last.checked_sub(1).and_then(|i| ends.get(i)) else { return true };
            !negates(&text[end as usize..hit.start as usize])
        });
    }
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

/// ASCII words match as whole words; beside Han and at other ends no boundary is asked for.
fn on_boundaries(text: &str, start: usize, end: usize) -> bool {
    let bytes = text.as_bytes();
    let word = |b: Option<&u8>| b.is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'_');
    let before = start.checked_sub(1).and_then(|i| bytes.get(i));
    (!word(bytes.get(start)) || !word(before))
        && (!word(end.checked_sub(1).and_then(|i| bytes.get(i))) || !word(bytes.get(end)))
}
