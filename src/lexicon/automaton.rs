//! The automaton over all terms of all languages. The build makes that of the shipped words with this file, so it
//! leans on nothing but folding, inflection and tokens.
//!
//! It goes by tokens, not by characters: ASCII words count as whole words only, so a word is looked up once instead of
//! once a letter, and a place where no term begins costs one look. Its tables fit into a core's cache, which those of
//! an automaton over characters do not.

use super::fold::fold;
use super::inflect;
use super::tokens::{Token, Tokens};
use std::collections::{BTreeMap, VecDeque};

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
    tokens: Tokens,
    /// The state after each token that opens a pattern; 0: none does.
    roots: Vec<u32>,
    /// State 0 is the beginning of all patterns; one more for the end of the last one's steps.
    states: Vec<State>,
    /// The tokens that lead on, by state, in order. Step `i` leads to state `i + 1`.
    steps: Vec<u32>,
    /// Where the meanings of each pattern begin; one more for the end.
    from: Vec<u32>,
    /// Twice the number of a lexicon that the pattern is a term of, or one more where no term of it is meant inside
    /// the pattern.
    meanings: Vec<u16>,
    /// By number of lexicon.
    keeps_negated: Vec<bool>,
    negation: Option<u16>,
}

/// What is known after some tokens of a pattern.
#[derive(Debug, Clone, Copy)]
struct State {
    /// One bit for each token that leads on, by its number's last six bits.
    may: u64,
    /// Where its steps begin.
    first: u32,
    /// The pattern that ends here; [`NONE`]: none does.
    pattern: u32,
}

/// No pattern.
const NONE: u32 = u32::MAX;

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
        let tokens = Tokens::new(patterns.keys().map(String::as_str));
        let (mut from, mut meanings) = (vec![0], Vec::new());
        for (terms, blocks) in patterns.values() {
            meanings.extend(terms.iter().map(|lexicon| lexicon * 2));
            meanings.extend(blocks.iter().map(|lexicon| lexicon * 2 + 1));
            from.push(meanings.len() as u32);
        }
        let mut line = Vec::new();
        let mut paths: Vec<Path> = Vec::new();
        for (number, pattern) in patterns.keys().enumerate() {
            line.clear();
            tokens.line(pattern, 0, &mut line);
            let path = line[..line.len() - 1].iter().map(|token| token.id).collect();
            paths.push((path, number as u32));
        }
        paths.sort_unstable();
        let (firsts, ends, steps) = tree(&paths);
        Self::of_tables(tokens, &firsts, &ends, steps, from, meanings, keeps_negated, negation)
    }

    #[expect(clippy::too_many_arguments, reason = "it is made of these")]
    fn of_tables(
        tokens: Tokens,
        firsts: &[u32],
        ends: &[u32],
        steps: Vec<u32>,
        from: Vec<u32>,
        meanings: Vec<u16>,
        keeps_negated: Vec<bool>,
        negation: Option<u16>,
    ) -> Self {
        let mut states: Vec<State> = Vec::with_capacity(firsts.len());
        for (at, &first) in firsts.iter().enumerate() {
            let last = firsts.get(at + 1).copied().unwrap_or(first);
            let on = steps.get(first as usize..last as usize).unwrap_or_default();
            let may = on.iter().fold(0, |may, token| may | 1 << (token % 64));
            states.push(State { may, first, pattern: ends.get(at).copied().unwrap_or(NONE) });
        }
        let mut roots = vec![0; tokens.count()];
        let opening = firsts.get(1).map_or(0, |&end| end as usize);
        for (at, &token) in steps.iter().take(opening).enumerate() {
            if let Some(root) = roots.get_mut(token as usize) {
                *root = at as u32 + 1;
            }
        }
        Self { tokens, roots, states, steps, from, meanings, keeps_negated, negation }
    }

    /// Calls `each` with every place of a pattern in a folded text and what it means: by where places begin, those that
    /// begin together by where they end.
    pub fn scan(&self, text: &str, mut each: impl FnMut(std::ops::Range<usize>, Meaning)) {
        let mut line: Vec<Token> = Vec::new();
        let mut at = 0;
        while at < text.len() {
            line.clear();
            // No pattern reaches across the end of a line.
            at = self.tokens.line(text, at, &mut line);
            for (opens, token) in line.iter().enumerate() {
                let mut state = self.roots.get(token.id as usize).copied().unwrap_or(0);
                if state == 0 {
                    continue;
                }
                let mut ahead = line[opens + 1..].iter();
                while state != 0
                    && let Some(known) = self.states.get(state as usize)
                    && let Some(next) = ahead.next()
                {
                    if known.pattern != NONE {
                        self.mean(known.pattern, token.start as usize..next.start as usize, &mut each);
                    }
                    state = self.step(state, known, next.id);
                }
            }
        }
    }

    /// The state that a token leads to; 0: it leads to none.
    #[inline]
    fn step(&self, state: u32, known: &State, token: u32) -> u32 {
        if known.may & 1 << (token % 64) == 0 {
            return 0;
        }
        let end = self.states.get(state as usize + 1).map_or(known.first, |next| next.first);
        let steps = self.steps.get(known.first as usize..end as usize).unwrap_or_default();
        steps.binary_search(&token).map_or(0, |at| known.first + at as u32 + 1)
    }

    fn mean(
        &self,
        pattern: u32,
        place: std::ops::Range<usize>,
        each: &mut impl FnMut(std::ops::Range<usize>, Meaning),
    ) {
        let pattern = pattern as usize;
        let bound = |at: usize| self.from.get(at).map_or(0, |&from| from as usize);
        for meaning in self.meanings.get(bound(pattern)..bound(pattern + 1)).unwrap_or_default() {
            let lexicon = meaning / 2;
            each(place.clone(), if meaning % 2 == 0 { Meaning::Term(lexicon) } else { Meaning::Block(lexicon) });
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
        let mut put = |numbers: &mut dyn ExactSizeIterator<Item = u32>| {
            bytes.extend_from_slice(&(numbers.len() as u32).to_le_bytes());
            numbers.for_each(|number| bytes.extend_from_slice(&number.to_le_bytes()));
        };
        put(&mut self.negation.iter().map(|negation| u32::from(*negation)));
        put(&mut self.keeps_negated.iter().map(|keeps| u32::from(*keeps)));
        put(&mut self.from.iter().copied());
        put(&mut self.meanings.iter().map(|meaning| u32::from(*meaning)));
        put(&mut self.states.iter().map(|state| state.first));
        put(&mut self.states.iter().map(|state| state.pattern));
        put(&mut self.steps.iter().copied());
        put(&mut self.tokens.characters().iter().copied());
        bytes.extend_from_slice(self.tokens.words().as_bytes());
        bytes
    }

    /// The automaton that [`Automaton::to_bytes`] made bytes of.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut rest = bytes;
        let mut take = || {
            let number = |four: &[u8]| four.try_into().map_or(0, u32::from_le_bytes);
            let (count, tail) = rest.split_at_checked(4)?;
            let (head, tail) = tail.split_at_checked((number(count) as usize).checked_mul(4)?)?;
            rest = tail;
            Some(head.chunks_exact(4).map(number).collect::<Vec<u32>>())
        };
        let negation = take()?.first().and_then(|&negation| u16::try_from(negation).ok());
        let keeps_negated = take()?.into_iter().map(|keeps| keeps != 0).collect();
        let from = take()?;
        let meanings = take()?.into_iter().map(|meaning| meaning as u16).collect();
        let (firsts, ends, steps, characters) = (take()?, take()?, take()?, take()?);
        let tokens = Tokens::of_lists(std::str::from_utf8(rest).ok()?.to_owned(), characters);
        Some(Self::of_tables(tokens, &firsts, &ends, steps, from, meanings, keeps_negated, negation))
    }
}

/// The tokens of a pattern, and its number.
type Path = (Vec<u32>, u32);

/// Sorted paths of tokens as a tree, breadth first: of each state where its steps begin and which path ends there; the
/// steps. One more state has the end of the steps.
fn tree(paths: &[Path]) -> (Vec<u32>, Vec<u32>, Vec<u32>) {
    let (mut firsts, mut ends, mut steps) = (Vec::new(), Vec::new(), Vec::new());
    let mut waiting: VecDeque<(&[Path], usize)> = VecDeque::from([(paths, 0)]);
    while let Some((all, depth)) = waiting.pop_front() {
        firsts.push(steps.len() as u32);
        // The shortest comes first.
        let ending = all.first().filter(|(path, _)| path.len() == depth && depth > 0);
        ends.push(ending.map_or(NONE, |(_, number)| *number));
        let longer = &all[usize::from(ending.is_some())..];
        for same in longer.chunk_by(|(a, _), (b, _)| a.get(depth) == b.get(depth)) {
            if let Some(&token) = same.first().and_then(|(path, _)| path.get(depth)) {
                steps.push(token);
                waiting.push_back((same, depth + 1));
            }
        }
    }
    firsts.push(steps.len() as u32);
    ends.push(NONE);
    (firsts, ends, steps)
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Every place of a term in a text that begins and ends with whole ASCII words, by looking everywhere.
    fn everywhere(terms: &[String], text: &str) -> Vec<(std::ops::Range<usize>, String)> {
        let of_word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || c == '_');
        let amid = |at: usize| of_word(text[..at].chars().next_back()) && of_word(text[at..].chars().next());
        let mut found = Vec::new();
        for (start, _) in text.char_indices() {
            let here = terms.iter().filter(|term| text[start..].starts_with(term.as_str()));
            let ends = here.map(|term| (start..start + term.len(), term.clone()));
            found.extend(ends.filter(|(place, _)| !amid(place.start) && !amid(place.end)));
        }
        found.sort_by_key(|(place, _)| (place.start, place.end));
        found
    }

    proptest::proptest! {
        #[test]
        fn finds_each_term_wherever_it_stands(
            terms in proptest::collection::btree_set("[ab立资 .1é𠀀]{1,6}", 1..8),
            text in "[ab立资 .1é𠀀_\n]{0,40}",
        ) {
            let terms: Vec<String> = terms.iter().map(|term| fold(term)).filter(|term| !term.is_empty()).collect();
            let names: Vec<String> = ["x".to_owned()].into();
            let words = Words {
                lexicon: "x",
                inflect: None,
                keeps_negated: false,
                include: Vec::new(),
                terms: terms.iter().map(String::as_str).collect(),
                except: Vec::new(),
            };
            let automaton = Automaton::new(&[words], &names);
            let read = Automaton::from_bytes(&automaton.to_bytes()).expect("what was written can be read");
            let unique: Vec<String> = terms.iter().collect::<std::collections::BTreeSet<_>>().into_iter().cloned().collect();
            for automaton in [automaton, read] {
                let mut found = Vec::new();
                automaton.scan(&text, |place, _| found.push((place.clone(), text[place].to_owned())));
                proptest::prop_assert_eq!(found, everywhere(&unique, &text));
            }
        }
    }
}
