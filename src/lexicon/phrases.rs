//! Phrases with what they stand for: headings, field labels, column heads and the like.

use super::file::TermList;
use super::fold::{fold, fold_short};
use super::marks::Marks;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

/// Phrases of all languages, folded, with the names of what they stand for. The map is one block of bytes: that of
/// the shipped words is made by the build and read in place.
#[derive(Debug, Clone, Default)]
pub struct Phrases {
    map: Option<fst::Map<Cow<'static, [u8]>>>,
    /// What the numbers of the map mean.
    names: Vec<Vec<Box<str>>>,
    longest: usize,
    marks: Marks,
}

/// What the build keeps of phrases beside their map.
#[derive(Debug, serde::Deserialize)]
pub(super) struct Named {
    names: Vec<Vec<Box<str>>>,
    longest: usize,
}

impl Phrases {
    /// The phrases that the build prepared.
    ///
    /// # Panics
    ///
    /// Where they do not read: see [`super::prepared`].
    pub(super) fn prepared(map: &'static [u8], marks: &[u8], named: Named) -> Self {
        let map = fst::Map::new(Cow::Borrowed(map))
            .unwrap_or_else(|error| panic!("what the build made of the shipped words does not read: {error}"));
        Self { map: Some(map), names: named.names, longest: named.longest, marks: Marks::from_bytes(marks) }
    }

    /// What a folded phrase stands for as a whole.
    pub fn get(&self, folded: &str) -> &[Box<str>] {
        let known = folded.len() <= self.longest && self.marks.may_hold(folded);
        self.named(self.map.as_ref().filter(|_| known).and_then(|map| map.get(folded)))
    }

    /// What a text as it is written stands for as a whole.
    pub fn find(&self, text: &str) -> &[Box<str>] {
        fold_short(text, self.longest).map_or(&[], |folded| self.get(&folded))
    }

    /// Where phrases stand in a folded text, English ones as whole words or with the plural's s, with what they stand
    /// for: the longest first, those of one length by the alphabet.
    pub fn standing_in(&self, folded: &str) -> Vec<(Range<usize>, &[Box<str>])> {
        let mut found = Vec::new();
        let Some(map) = &self.map else { return found };
        let map = map.as_fst();
        let root = map.root();
        for (start, _) in folded.char_indices().filter(|(start, _)| opens(folded, *start)) {
            let (mut node, mut number) = (root, fst::raw::Output::zero());
            for (at, byte) in folded.bytes().enumerate().skip(start) {
                let Some(next) = node.find_input(byte) else { break };
                let step = node.transition(next);
                number = number.cat(step.out);
                node = map.node(step.addr);
                if node.is_final() && closes(folded, at + 1) {
                    found.push((start..at + 1, self.named(Some(number.cat(node.final_output()).value()))));
                }
            }
        }
        found.sort_by(|(a, _), (b, _)| b.len().cmp(&a.len()).then_with(|| folded[a.clone()].cmp(&folded[b.clone()])));
        found
    }

    /// All phrases with what they stand for.
    #[cfg(test)]
    pub(super) fn all(&self) -> BTreeMap<String, Vec<Box<str>>> {
        use fst::Streamer;
        let mut all = BTreeMap::new();
        let mut stream = self.map.as_ref().map(fst::Map::stream);
        while let Some((phrase, number)) = stream.as_mut().and_then(Streamer::next) {
            all.insert(String::from_utf8_lossy(phrase).into_owned(), self.named(Some(number)).to_vec());
        }
        all
    }

    fn named(&self, number: Option<u64>) -> &[Box<str>] {
        let names = number.and_then(|number| self.names.get(usize::try_from(number).ok()?));
        names.map_or(&[], |names| names)
    }
}

/// Whether a place is not amid a run of ASCII letters and digits.
fn opens(text: &str, start: usize) -> bool {
    let word = |at: usize| text.as_bytes().get(at).is_some_and(u8::is_ascii_alphanumeric);
    !word(start) || start == 0 || !word(start - 1)
}

/// Whether no ASCII letter or digit stands behind a place that ends with one, but for a plural's s.
fn closes(text: &str, end: usize) -> bool {
    let bytes = text.as_bytes();
    let word = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphanumeric);
    let plural = || bytes.get(end) == Some(&b's') && !word(end + 1);
    !word(end - 1) || !word(end) || plural()
}

/// Collects phrases.
#[derive(Debug, Default)]
pub(super) struct PhraseList(BTreeMap<String, Vec<Box<str>>>);

impl PhraseList {
    /// Adds lists of terms by the name of what they stand for.
    pub(super) fn add(&mut self, lists: &BTreeMap<String, TermList>) {
        for (name, terms) in lists {
            self.add_list(name, terms);
        }
    }

    /// Adds the terms that stand for a name.
    pub(super) fn add_list(&mut self, name: &str, terms: &TermList) {
        for term in terms {
            let names = self.0.entry(fold(term)).or_default();
            if !names.iter().any(|known| **known == *name) {
                names.push(name.into());
            }
        }
    }

    /// The phrases, ready to be looked up.
    pub(super) fn build(self) -> Phrases {
        let longest = self.0.keys().map(String::len).max().unwrap_or(0);
        let marks = Marks::new(self.0.keys().map(String::as_str), self.0.len());
        let mut numbers: BTreeMap<Vec<Box<str>>, u64> = BTreeMap::new();
        let mut names: Vec<Vec<Box<str>>> = Vec::new();
        let entries = self.0.into_iter().map(|(phrase, named)| {
            let number = *numbers.entry(named.clone()).or_insert_with(|| {
                names.push(named);
                names.len() as u64 - 1
            });
            (phrase, number)
        });
        // The phrases come in order, and so none is refused.
        let map = fst::Map::from_iter(entries).ok().and_then(|map| map.map_data(Cow::Owned).ok());
        Phrases { map, names, longest, marks }
    }
}
