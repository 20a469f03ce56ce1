//! Words: what terms mean in each language, and where they occur in a text.
//!
//! The words themselves are data (`rules/lexicon/`). Nothing here knows what an item or a rule is.

mod automaton;
mod file;
mod fold;
mod inflect;
mod lean;
mod marks;
mod phrases;
mod prepared;
mod regex;
mod scan;
mod tokens;
mod vocabulary;

pub use file::{Change, LexiconEntry, LexiconFile, TermList, Titles};
pub use fold::{Prose, ProseBuilder, fold, fold_char, fold_short, is_han, simplify};
pub use phrases::Phrases;
pub use prepared::prepared;
pub use regex::{Acceptor, Limits, Regex, RegexError};
pub use scan::{Hit, Hits, LexiconId};
pub use vocabulary::{Vocabulary, VocabularyError};
