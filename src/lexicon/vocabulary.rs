//! The words of all languages together.

use super::automaton::{Automaton, Words};
use super::file::{Change, LexiconEntry, LexiconFile, TermList};
use super::fold::{Prose, ProseBuilder, fold};
use super::phrases::{Named, PhraseList, Phrases};
use super::prepared::prepared;
use super::scan::{Hits, LexiconId, scan};
use rapidhash::RapidHashMap;
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock, OnceLock};

/// What is wrong with a lexicon.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VocabularyError {
    /// A name that no lexicon has.
    #[error("no lexicon is called `{0}`")]
    UnknownLexicon(String),
}

/// The entries of each lexicon by its name, with their languages.
type Lexicons = BTreeMap<String, Vec<(String, LexiconEntry)>>;

/// What the build prepares of the shipped words beside the maps of phrases.
#[derive(serde::Deserialize)]
struct Prepared {
    phrases: BTreeMap<String, Named>,
    ids_words: Vec<(String, String)>,
    names: Vec<String>,
}

/// The words of all languages, and the automaton that finds them.
pub struct Vocabulary {
    names: Vec<String>,
    ids: RapidHashMap<String, LexiconId>,
    /// Whether they are the words that planspect ships, for which the build has made an automaton.
    is_shipped: bool,
    /// Of the shipped words they are read when somebody asks for them.
    lexicons: OnceLock<Lexicons>,
    automaton: OnceLock<Automaton>,
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
    Arc::new(Vocabulary::from(prepared::<Prepared>("words", include_str!(concat!(env!("OUT_DIR"), "/words.json")))))
});

/// The automaton of the shipped words, as bytes.
static AUTOMATON: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/automaton.bin"));

/// The map of one class of phrases that the build made.
macro_rules! class {
    ($words:ident, $class:literal) => {
        $words.phrases.remove($class).map_or_else(Phrases::default, |named| {
            let map = include_bytes!(concat!(env!("OUT_DIR"), "/", $class, ".fst"));
            Phrases::prepared(map, include_bytes!(concat!(env!("OUT_DIR"), "/", $class, ".marks")), named)
        })
    };
}

impl From<Prepared> for Vocabulary {
    fn from(mut words: Prepared) -> Self {
        Vocabulary {
            headings: class!(words, "headings"),
            columns: class!(words, "columns"),
            fields: class!(words, "fields"),
            titles: class!(words, "titles"),
            types: class!(words, "types"),
            statuses: class!(words, "statuses"),
            states: class!(words, "states"),
            priorities: class!(words, "priorities"),
            values: class!(words, "values"),
            ids: numbered(&words.names),
            names: words.names,
            lexicons: OnceLock::new(),
            automaton: OnceLock::new(),
            is_shipped: true,
            ids_words: words.ids_words,
        }
    }
}

fn numbered(names: &[String]) -> RapidHashMap<String, LexiconId> {
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
        let none = BTreeMap::new();
        Self::joined(files, &none, &none, &BTreeMap::new())
    }

    /// The words of files, with headings, fields and ids that are added to theirs.
    fn joined(
        files: Vec<LexiconFile>,
        more_headings: &BTreeMap<String, TermList>,
        more_fields: &BTreeMap<String, TermList>,
        own_ids: &BTreeMap<String, TermList>,
    ) -> Vocabulary {
        let mut lexicons = Lexicons::new();
        let (mut headings, mut columns, mut fields) = <(PhraseList, PhraseList, PhraseList)>::default();
        let (mut titles, mut types, mut statuses) = <(PhraseList, PhraseList, PhraseList)>::default();
        let (mut states, mut priorities, mut values) = <(PhraseList, PhraseList, PhraseList)>::default();
        let mut ids_words: Vec<(String, String)> = Vec::new();
        for file in files {
            headings.add(&file.headings);
            columns.add(&file.columns);
            fields.add(&file.fields);
            for (kind, words) in &file.ids {
                ids_words.extend(words.iter().map(|word| (word.clone(), kind.clone())));
            }
            let t = &file.titles;
            for (name, list) in [
                ("plan", &t.plan),
                ("not-plan", &t.not_plan),
                ("order", &t.order),
                ("template", &t.template),
                ("minutes", &t.minutes),
                ("report", &t.report),
                ("guide", &t.guide),
                ("catalogue", &t.catalogue),
                ("organisation", &t.organisation),
                ("team", &t.team),
                ("part", &t.part),
            ] {
                titles.add_list(name, list);
            }
            types.add(&file.titles.types);
            statuses.add(&file.statuses);
            states.add(&file.states);
            priorities.add(&file.priorities);
            values.add(&file.values);
            for (name, entry) in file.lexicons {
                lexicons.entry(name).or_default().push((file.language.clone(), entry));
            }
        }
        headings.add(more_headings);
        fields.add(more_fields);
        for (kind, words) in own_ids {
            ids_words.retain(|(_, known)| known != kind);
            ids_words.extend(words.iter().map(|word| (word.clone(), kind.clone())));
        }
        let names: Vec<String> = lexicons.keys().cloned().collect();
        Vocabulary {
            ids: numbered(&names),
            names,
            lexicons: OnceLock::from(lexicons),
            automaton: OnceLock::new(),
            is_shipped: false,
            headings: headings.build(),
            columns: columns.build(),
            fields: fields.build(),
            ids_words,
            titles: titles.build(),
            types: types.build(),
            statuses: statuses.build(),
            states: states.build(),
            priorities: priorities.build(),
            values: values.build(),
        }
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
        let mut v = Vocabulary::joined(files, headings, fields, ids);
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
    pub fn scan(&self, prose: &Prose) -> Hits {
        scan(self.automaton.get_or_init(|| self.automaton()), prose)
    }

    /// Whether a short text by itself holds a term of the lexicon.
    pub fn holds(&self, text: &str, lexicon: &str) -> bool {
        let Some(id) = self.lexicon(lexicon) else { return false };
        let mut builder = ProseBuilder::default();
        builder.push(text, 0);
        self.scan(&builder.finish()).knows(id)
    }

    fn automaton(&self) -> Automaton {
        let prepared = self.is_shipped.then(|| Automaton::from_bytes(AUTOMATON)).flatten();
        prepared.unwrap_or_else(|| {
            fn all(terms: &[String]) -> Vec<&str> {
                terms.iter().map(String::as_str).collect()
            }
            let lists = self.lexicons().iter().flat_map(|(lexicon, entries)| {
                entries.iter().map(move |(_, entry)| Words {
                    lexicon,
                    inflect: entry.inflect.as_deref(),
                    keeps_negated: entry.negation.as_deref() == Some("keep"),
                    include: all(&entry.include),
                    terms: all(&entry.terms),
                    except: all(&entry.except),
                })
            });
            Automaton::new(&lists.collect::<Vec<_>>(), &self.names)
        })
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
            // The names of one language come in another order; no phrase of two names asks which is the first.
            let sorted = |phrases: &Phrases| {
                let mut all = phrases.all();
                all.values_mut().for_each(|names| names.sort());
                all
            };
            assert!(!sorted(a).is_empty());
            assert!(sorted(a) == sorted(b), "prepared phrases are not those of the files");
        }
        assert_eq!(prepared.automaton().to_bytes(), read.automaton().to_bytes());
    }
}
