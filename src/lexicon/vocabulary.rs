//! The words of all languages together.

use super::file::{Change, LexiconEntry, LexiconFile, TermList};
use super::fold::{Prose, fold};
use super::inflect;
use super::prepared::prepared;
use super::scan::{Hit, LexiconId, Scanner, ScannerBuilder};
use rapidhash::RapidHashMap;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, LazyLock, OnceLock};

/// What is wrong with a lexicon.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VocabularyError {
    /// A name that no lexicon has.
    #[error("no lexicon is called `{0}`")]
    UnknownLexicon(String),
}

/// Phrases with what they stand for (headings, field labels, column heads …), of all languages, folded.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Phrases {
    map: RapidHashMap<Box<str>, Vec<Box<str>>>,
    longest: usize,
}

/// A map of folded phrases as the build writes it.
impl<'de> serde::Deserialize<'de> for Phrases {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let map = RapidHashMap::deserialize(deserializer)?;
        let longest = map.keys().map(|phrase: &Box<str>| phrase.len()).max().unwrap_or(0);
        Ok(Self { map, longest })
    }
}

impl Phrases {
    fn add(&mut self, lists: &BTreeMap<String, TermList>) {
        for (name, terms) in lists {
            for term in terms {
                self.insert(term, name);
            }
        }
    }

    fn insert(&mut self, term: &str, name: &str) {
        let folded = fold(term);
        self.longest = self.longest.max(folded.len());
        let names = self.map.entry(folded.into()).or_default();
        if !names.iter().any(|n| **n == *name) {
            names.push(name.into());
        }
    }

    /// What a folded phrase stands for as a whole.
    pub fn get(&self, folded: &str) -> &[Box<str>] {
        if folded.len() > self.longest {
            return &[];
        }
        self.map.get(folded).map_or(&[], |names| names)
    }

    /// Length in bytes of the longest phrase.
    pub fn longest(&self) -> usize {
        self.longest
    }

    /// All phrases with what they stand for.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[Box<str>])> {
        self.map.iter().map(|(phrase, names)| (&**phrase, &**names))
    }
}

/// The entries of each lexicon by its name, with their languages.
type Lexicons = BTreeMap<String, Vec<(String, LexiconEntry)>>;

/// What the build prepares of the shipped words.
#[derive(serde::Deserialize)]
struct Prepared {
    headings: Phrases,
    columns: Phrases,
    fields: Phrases,
    titles: Phrases,
    types: Phrases,
    statuses: Phrases,
    states: Phrases,
    priorities: Phrases,
    values: Phrases,
    ids_words: Vec<(String, String)>,
    names: Vec<String>,
}

/// The words of all languages, and the automaton that finds them.
pub struct Vocabulary {
    names: Vec<String>,
    ids: HashMap<String, LexiconId>,
    /// Of the shipped words they are read when a text is first scanned.
    lexicons: OnceLock<Lexicons>,
    scanner: OnceLock<Scanner>,
    /// Section kinds by heading.
    pub headings: Phrases,
    /// Item kinds by column head.
    pub columns: Phrases,
    /// Fields by label.
    pub fields: Phrases,
    /// Item kinds by the word or letter that opens an id.
    pub ids_words: Vec<(String, String)>,
    /// `plan`, `not-plan`, `template`, `minutes`, `report`, `guide`, `catalogue`, `organisation`, `part` by
    /// title term.
    pub titles: Phrases,
    /// Plan types by title term.
    pub types: Phrases,
    /// Plan statuses by word.
    pub statuses: Phrases,
    /// Item states by word.
    pub states: Phrases,
    /// Priority levels by word.
    pub priorities: Phrases,
    /// `none`, `open`, `answer` by word.
    pub values: Phrases,
}

impl std::fmt::Debug for Vocabulary {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Vocabulary").field("lexicons", &self.names.len()).finish_non_exhaustive()
    }
}

static SHIPPED: LazyLock<Arc<Vocabulary>> = LazyLock::new(|| {
    Arc::new(Vocabulary::from(prepared::<Prepared>("words", include_str!(concat!(env!("OUT_DIR"), "/phrases.json")))))
});

impl From<Prepared> for Vocabulary {
    fn from(words: Prepared) -> Self {
        Vocabulary {
            ids: numbered(&words.names),
            names: words.names,
            lexicons: OnceLock::new(),
            scanner: OnceLock::new(),
            headings: words.headings,
            columns: words.columns,
            fields: words.fields,
            ids_words: words.ids_words,
            titles: words.titles,
            types: words.types,
            statuses: words.statuses,
            states: words.states,
            priorities: words.priorities,
            values: words.values,
        }
    }
}

fn numbered(names: &[String]) -> HashMap<String, LexiconId> {
    names.iter().enumerate().map(|(i, n)| (n.clone(), LexiconId(i as u16))).collect()
}

impl Vocabulary {
    /// The words that planspect ships.
    pub fn shipped() -> Arc<Vocabulary> {
        SHIPPED.clone()
    }

    /// The files of the words that planspect ships.
    pub fn shipped_files() -> Vec<LexiconFile> {
        prepared("lexicons", include_str!(concat!(env!("OUT_DIR"), "/lexicons.json")))
    }

    /// The words of these files together.
    pub fn new(files: Vec<LexiconFile>) -> Vocabulary {
        let mut lexicons = Lexicons::new();
        let mut v = Vocabulary {
            names: Vec::new(),
            ids: HashMap::new(),
            lexicons: OnceLock::new(),
            scanner: OnceLock::new(),
            headings: Phrases::default(),
            columns: Phrases::default(),
            fields: Phrases::default(),
            ids_words: Vec::new(),
            titles: Phrases::default(),
            types: Phrases::default(),
            statuses: Phrases::default(),
            states: Phrases::default(),
            priorities: Phrases::default(),
            values: Phrases::default(),
        };
        for file in files {
            v.headings.add(&file.headings);
            v.columns.add(&file.columns);
            v.fields.add(&file.fields);
            for (kind, words) in &file.ids {
                v.ids_words.extend(words.iter().map(|word| (word.clone(), kind.clone())));
            }
            let t = &file.titles;
            for (name, list) in [
                ("plan", &t.plan),
                ("not-plan", &t.not_plan),
                ("template", &t.template),
                ("minutes", &t.minutes),
                ("report", &t.report),
                ("guide", &t.guide),
                ("catalogue", &t.catalogue),
                ("organisation", &t.organisation),
                ("part", &t.part),
            ] {
                list.iter().for_each(|term| v.titles.insert(term, name));
            }
            v.types.add(&file.titles.types);
            v.statuses.add(&file.statuses);
            v.states.add(&file.states);
            v.priorities.add(&file.priorities);
            v.values.add(&file.values);
            for (name, entry) in file.lexicons {
                lexicons.entry(name).or_default().push((file.language.clone(), entry));
            }
        }
        v.names = lexicons.keys().cloned().collect();
        v.ids = numbered(&v.names);
        v.lexicons = OnceLock::from(lexicons);
        v
    }

    /// These words with a project's changes: lexicons, headings, fields, ids.
    ///
    /// # Errors
    /// A change of a lexicon that does not exist.
    pub fn with(
        files: Vec<LexiconFile>,
        changes: &BTreeMap<String, Change>,
        headings: &BTreeMap<String, TermList>,
        fields: &BTreeMap<String, TermList>,
        ids: &BTreeMap<String, TermList>,
    ) -> Result<Vocabulary, VocabularyError> {
        let mut v = Vocabulary::new(files);
        for (name, change) in changes {
            let lexicons = v.lexicons.get_mut().and_then(|lexicons| lexicons.get_mut(name));
            let entries = lexicons.ok_or_else(|| VocabularyError::UnknownLexicon(name.clone()))?;
            let removed: Vec<String> = change.remove.iter().map(|term| fold(term)).collect();
            for (_, entry) in entries.iter_mut() {
                entry.terms.retain(|term| !removed.contains(&fold(term)));
            }
            if let Some((_, first)) = entries.first_mut() {
                first.terms.extend(change.add.iter().cloned());
            }
        }
        v.headings.add(headings);
        v.fields.add(fields);
        for (kind, words) in ids {
            v.ids_words.retain(|(_, k)| k != kind);
            v.ids_words.extend(words.iter().map(|word| (word.clone(), kind.clone())));
        }
        Ok(v)
    }

    fn lexicons(&self) -> &Lexicons {
        self.lexicons.get_or_init(|| {
            let mut lexicons = Lexicons::new();
            for file in Self::shipped_files() {
                for (name, entry) in file.lexicons {
                    lexicons.entry(name).or_default().push((file.language.clone(), entry));
                }
            }
            lexicons
        })
    }

    /// The lexicon of this name.
    pub fn lexicon(&self, name: &str) -> Option<LexiconId> {
        self.ids.get(name).copied()
    }

    /// The name of a lexicon.
    pub fn name(&self, id: LexiconId) -> &str {
        self.names.get(id.0 as usize).map_or("", String::as_str)
    }

    /// All names, sorted.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Whether a lexicon has no term of its own and includes none that has.
    pub fn is_empty(&self, name: &str) -> bool {
        let mut open = vec![name];
        let mut seen: Vec<&str> = Vec::new();
        while let Some(next) = open.pop() {
            if seen.contains(&next) {
                continue;
            }
            seen.push(next);
            for (_, entry) in self.lexicons().get(next).into_iter().flatten() {
                if !entry.terms.is_empty() {
                    return false;
                }
                open.extend(entry.include.iter().map(String::as_str));
            }
        }
        true
    }

    /// Where terms occur, by place.
    pub fn scan(&self, prose: &Prose) -> Vec<Hit> {
        self.scanner.get_or_init(|| self.build()).scan(prose)
    }

    /// Whether a short text by itself holds a term of the lexicon.
    pub fn holds(&self, text: &str, lexicon: &str) -> bool {
        let Some(id) = self.lexicon(lexicon) else { return false };
        let mut builder = super::fold::ProseBuilder::default();
        builder.push(text, 0);
        self.scan(&builder.finish()).iter().any(|hit| hit.lexicon == id)
    }

    fn build(&self) -> Scanner {
        let mut builder = ScannerBuilder::default();
        let mut keeps = vec![false; self.names.len()];
        for (name, entries) in self.lexicons() {
            let owners = self.owners(name);
            for (_, entry) in entries {
                if entry.negation.as_deref() == Some("keep") {
                    keeps[self.ids[name].0 as usize] = true;
                }
                for term in &entry.terms {
                    let folded = fold(term);
                    let forms = match entry.inflect.as_deref() {
                        Some("noun") => inflect::noun(&folded),
                        Some("verb") => inflect::verb(&folded),
                        _ => vec![folded],
                    };
                    for form in forms {
                        owners.iter().for_each(|&owner| builder.term(form.clone(), owner));
                    }
                }
                for phrase in &entry.except {
                    owners.iter().for_each(|&owner| builder.block(fold(phrase), owner));
                }
            }
        }
        for (_, entry) in self.lexicons().get("non-negation").into_iter().flatten() {
            if let Some(negation) = self.lexicon("negation") {
                entry.terms.iter().for_each(|term| builder.block(fold(term), negation));
            }
        }
        builder.build(keeps, self.lexicon("negation"))
    }

    /// The lexicon itself and those that include it, directly or through others.
    fn owners(&self, name: &str) -> Vec<LexiconId> {
        let mut owners = vec![self.ids[name]];
        let mut names = vec![name];
        while let Some(next) = names.pop() {
            for (other, entries) in self.lexicons() {
                let id = self.ids[other];
                if !owners.contains(&id) && entries.iter().any(|(_, e)| e.include.iter().any(|i| i == next)) {
                    owners.push(id);
                    names.push(other);
                }
            }
        }
        owners
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_build_prepares_is_what_the_files_say() {
        let (prepared, read) = (Vocabulary::shipped(), Vocabulary::new(Vocabulary::shipped_files()));
        assert_eq!((&prepared.names, &prepared.ids, &prepared.ids_words), (&read.names, &read.ids, &read.ids_words));
        for (a, b) in [
            (&prepared.headings, &read.headings),
            (&prepared.columns, &read.columns),
            (&prepared.fields, &read.fields),
            (&prepared.titles, &read.titles),
            (&prepared.types, &read.types),
            (&prepared.statuses, &read.statuses),
            (&prepared.states, &read.states),
            (&prepared.priorities, &read.priorities),
            (&prepared.values, &read.values),
        ] {
            assert!(!a.map.is_empty());
            assert_eq!(a.longest, b.longest);
            let sorted = |p: &Phrases| {
                let all = p.iter().map(|(phrase, names)| (phrase.to_owned(), names.to_vec()));
                all.map(|(phrase, mut names)| {
                    names.sort();
                    (phrase, names)
                })
                .collect::<BTreeMap<_, _>>()
            };
            assert_eq!(sorted(a), sorted(b));
        }
    }
}
