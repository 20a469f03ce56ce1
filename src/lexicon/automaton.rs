//! The automaton over all terms of all languages. The build makes that of the shipped words with this file, so it
//! leans on nothing but folding and inflection.

use super::fold::fold;
use super::inflect;
use daachorse::{CharwiseDoubleArrayAhoCorasick, CharwiseDoubleArrayAhoCorasickBuilder, MatchKind};
use std::collections::BTreeMap;

/// One language's list of words, under the name of its lexicon.
pub struct Words<'a> {
    /// The lexicon.
    pub lexicon: &'a str,
    /// `noun`, `verb` or nothing.
    pub inflect: Option<&'a str>,
    /// Whether hits after a negation count.
    pub keeps_negated: bool,
    /// Lexicons whose terms belong to this one too.
    pub include: Vec<&'a str>,
    /// Its terms.
    pub terms: Vec<&'a str>,
    /// Phrases inside which no term of it is meant.
    pub except: Vec<&'a str>,
}

/// Finds the terms of all lexicons, which are numbered by their names' order.
pub struct Automaton {
    search: Option<CharwiseDoubleArrayAhoCorasick<u32>>,
    /// Where the meanings of each pattern begin; one more for the end.
    from: Vec<u32>,
    /// Twice the number of a lexicon that the pattern is a term of, or one more where no term of it is meant inside
    /// the pattern.
    meanings: Vec<u16>,
    /// By number of lexicon.
    keeps_negated: Vec<bool>,
    negation: Option<u16>,
}

/// What a pattern found in a text means for a lexicon.
pub enum Meaning {
    /// It is a term of the lexicon.
    Term(u16),
    /// No term of the lexicon is meant inside it.
    Block(u16),
}

impl Automaton {
    /// `names` are those of all lexicons, sorted.
    pub fn new(words: &[Words<'_>], names: &[String]) -> Self {
        let number = |name: &str| names.binary_search_by(|known| known.as_str().cmp(name)).ok().map(|at| at as u16);
        let mut keeps_negated = vec![false; names.len()];
        // Patterns by their text: lexicons that they are terms of, lexicons that they block.
        let mut patterns: BTreeMap<String, (Vec<u16>, Vec<u16>)> = BTreeMap::new();
        for list in words {
            let owners = owners(words, list.lexicon, &number);
            if list.keeps_negated
                && let Some(lexicon) = number(list.lexicon)
            {
                keeps_negated[usize::from(lexicon)] = true;
            }
            for term in &list.terms {
                let folded = fold(term);
                let forms = match list.inflect {
                    Some("noun") => inflect::noun(&folded),
                    Some("verb") => inflect::verb(&folded),
                    _ => vec![folded],
                };
                for form in forms {
                    let (terms, _) = patterns.entry(form).or_default();
                    terms.extend(owners.iter().copied().filter(|owner| !terms.contains(owner)).collect::<Vec<_>>());
                }
            }
            for phrase in &list.except {
                patterns.entry(fold(phrase)).or_default().1.extend(&owners);
            }
        }
        let negation = number("negation");
        for list in words.iter().filter(|list| list.lexicon == "non-negation") {
            for term in &list.terms {
                patterns.entry(fold(term)).or_default().1.extend(negation);
            }
        }
        patterns.remove("");
        for (terms, blocks) in patterns.values_mut() {
            terms.sort_unstable();
            blocks.sort_unstable();
            blocks.dedup();
        }
        let search = CharwiseDoubleArrayAhoCorasickBuilder::new()
            .match_kind(MatchKind::Standard)
            .build(patterns.keys().map(String::as_str))
            .ok();
        let (mut from, mut meanings) = (vec![0], Vec::new());
        for (terms, blocks) in patterns.values() {
            meanings.extend(terms.iter().map(|lexicon| lexicon * 2));
            meanings.extend(blocks.iter().map(|lexicon| lexicon * 2 + 1));
            from.push(meanings.len() as u32);
        }
        Self { search, from, meanings, keeps_negated, negation }
    }

    /// Calls `each` with every place of a pattern in a folded text, by its end, and what it means.
    pub fn scan(&self, text: &str, mut each: impl FnMut(std::ops::Range<usize>, Meaning)) {
        let Some(search) = &self.search else { return };
        for found in search.find_overlapping_iter(text) {
            let (start, end) = (found.start(), found.end());
            if !on_boundaries(text, start, end) {
                continue;
            }
            let pattern = found.value() as usize;
            let bound = |at: usize| self.from.get(at).map_or(0, |&from| from as usize);
            for meaning in self.meanings.get(bound(pattern)..bound(pattern + 1)).unwrap_or_default() {
                let lexicon = meaning / 2;
                each(start..end, if meaning % 2 == 0 { Meaning::Term(lexicon) } else { Meaning::Block(lexicon) });
            }
        }
    }

    /// Whether hits of a lexicon after a negation count.
    pub fn keeps_negated(&self, lexicon: u16) -> bool {
        self.keeps_negated.get(usize::from(lexicon)).copied().unwrap_or(false)
    }

    /// The lexicon of negations.
    pub fn negation(&self) -> Option<u16> {
        self.negation
    }

    #[allow(dead_code, reason = "the build alone writes them")]
    /// The automaton as bytes, for [`Automaton::from_bytes`].
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut put = |number: u32| bytes.extend_from_slice(&number.to_le_bytes());
        put(self.negation.map_or(u32::MAX, u32::from));
        put(self.keeps_negated.len() as u32);
        put(self.from.len() as u32);
        put(self.meanings.len() as u32);
        self.keeps_negated.iter().for_each(|keeps| put(u32::from(*keeps)));
        self.from.iter().for_each(|from| put(*from));
        self.meanings.iter().for_each(|meaning| put(u32::from(*meaning)));
        if let Some(search) = &self.search {
            bytes.extend(search.serialize());
        }
        bytes
    }

    /// The automaton that [`Automaton::to_bytes`] made bytes of.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut rest = bytes;
        let mut take = |count: usize| {
            let (head, tail) = rest.split_at_checked(count.checked_mul(4)?)?;
            rest = tail;
            let number = |four: &[u8]| four.try_into().map_or(0, u32::from_le_bytes);
            Some(head.chunks_exact(4).map(number).collect::<Vec<u32>>())
        };
        let [negation, keeps, from, meanings] = take(4)?.try_into().ok()?;
        let keeps_negated = take(keeps as usize)?.into_iter().map(|keeps| keeps != 0).collect();
        let from = take(from as usize)?;
        let meanings = take(meanings as usize)?.into_iter().map(|meaning| meaning as u16).collect();
        let (search, _) = CharwiseDoubleArrayAhoCorasick::deserialize(rest).ok()?;
        let negation = u16::try_from(negation).ok();
        Some(Self { search: Some(search), from, meanings, keeps_negated, negation })
    }
}

/// The lexicon itself and those that include it, directly or through others.
fn owners(words: &[Words<'_>], name: &str, number: &impl Fn(&str) -> Option<u16>) -> Vec<u16> {
    let mut owners: Vec<u16> = number(name).into_iter().collect();
    let mut names = vec![name];
    while let Some(next) = names.pop() {
        for list in words.iter().filter(|list| list.include.contains(&next)) {
            if let Some(lexicon) = number(list.lexicon).filter(|lexicon| !owners.contains(lexicon)) {
                owners.push(lexicon);
                names.push(list.lexicon);
            }
        }
    }
    owners
}

/// ASCII words match as whole words; beside Han and at other ends no boundary is asked for.
fn on_boundaries(text: &str, start: usize, end: usize) -> bool {
    let bytes = text.as_bytes();
    let word = |b: Option<&u8>| b.is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'_');
    let before = start.checked_sub(1).and_then(|i| bytes.get(i));
    (!word(bytes.get(start)) || !word(before))
        && (!word(end.checked_sub(1).and_then(|i| bytes.get(i))) || !word(bytes.get(end)))
}
