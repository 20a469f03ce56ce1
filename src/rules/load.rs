//! Reads a rule file: everything in it is checked, and an error says its exact place.

use super::condition::{Condition, Term};
use super::page::Example;
use super::rule::Rule;
use super::set::unknown;
use crate::lexicon::Vocabulary;
use serde::Deserialize;

/// What is wrong with a rule file, and where: bytes of its text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, miette::Diagnostic)]
#[error("{message}")]
pub struct LoadError {
    /// What.
    pub message: String,
    /// Where.
    #[label("here")]
    pub at: miette::SourceSpan,
}

/// The keys of a rule file that only its page needs.
#[derive(Deserialize)]
struct PageKeys {
    #[serde(default)]
    summary: Option<super::rule::Words>,
    #[serde(default)]
    why: Option<super::rule::Words>,
    #[serde(default)]
    examples: Vec<Example>,
}

/// The placeholders of messages.
const PLACEHOLDERS: [&str; 8] = ["title", "id", "kind", "text", "count", "total", "suggestion", "field"];

/// Keys that are read for the page, or kept for the schema.
const PAGE_KEYS: [&str; 3] = ["summary", "why", "examples"];

/// Reads one rule from YAML.
///
/// # Errors
/// Every unknown key, set, lexicon, placeholder, bad regex, a missing example or text, each at its place.
pub fn load(text: &str, vocabulary: &Vocabulary) -> Result<(Rule, Vec<Example>), Vec<LoadError>> {
    let head = without_page_keys(text);
    let rule: Rule = match serde_yaml::from_str(&head) {
        Ok(rule) => rule,
        Err(error) => return Err(vec![place(text, &error)]),
    };
    let page: PageKeys = match serde_yaml::from_str(text) {
        Ok(page) => page,
        Err(error) => return Err(vec![place(text, &error)]),
    };
    let mut errors = Vec::new();
    let mut fail = |message: String, word: &str| errors.push(LoadError { message, at: find(text, word) });
    for condition in rule.conditions() {
        let Condition::Text(test) = condition else { continue };
        for term in test.any.iter().chain(&test.all).chain(&test.none).chain(&test.order) {
            if let Term::Lexicon(name) = term
                && vocabulary.lexicon(name).is_none()
            {
                fail(unknown("lexicon", name, vocabulary.names().iter().map(String::as_str)), name);
            }
        }
    }
    for words in [&rule.message.en, &rule.message.zh, &rule.help.en, &rule.help.zh] {
        for name in placeholders(words) {
            let root = name.split('.').next().unwrap_or("");
            if !PLACEHOLDERS.contains(&root) {
                fail(unknown("placeholder", name, PLACEHOLDERS), &format!("{{{name}}}"));
            }
        }
    }
    let good = page.examples.iter().filter(|e| e.good.is_some()).count();
    let bad = page.examples.iter().filter(|e| e.bad.is_some()).count();
    if good == 0 || bad == 0 {
        fail("a rule has at least one `bad` and one `good` example".into(), "examples");
    }
    if page.summary.is_none() || page.why.is_none() {
        fail("a rule says `summary` and `why` in every language".into(), "code");
    }
    if rule.when.is_none() && rule.require.is_none() {
        fail("a rule has `when` or `require`".into(), "code");
    }
    if errors.is_empty() { Ok((rule, page.examples)) } else { Err(errors) }
}

/// The names in braces.
fn placeholders(words: &str) -> Vec<&str> {
    words.split('{').skip(1).filter_map(|part| part.split_once('}').map(|(name, _)| name)).collect()
}

/// The text with the page's keys blanked, so that every place stays what it is.
fn without_page_keys(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut skipping = false;
    for line in text.split_inclusive('\n') {
        let opens = line.starts_with(|c: char| c.is_ascii_alphabetic());
        if opens {
            skipping = PAGE_KEYS.iter().any(|key| line.strip_prefix(key).is_some_and(|rest| rest.trim_start().starts_with(':')));
        }
        if skipping {
            kept.push_str(if line.ends_with('\n') { "\n" } else { "" });
        } else {
            kept.push_str(line);
        }
    }
    kept
}

/// The place of a YAML error.
fn place(text: &str, error: &serde_yaml::Error) -> LoadError {
    let message = error.to_string();
    let message = message.lines().next().unwrap_or("").to_owned();
    let at = error.location().map_or_else(
        || (0, 0).into(),
        |location| {
            let line = usize::try_from(location.line()).unwrap_or(1).max(1);
            let column = usize::try_from(location.column()).unwrap_or(1).max(1);
            let start: usize = text.split_inclusive('\n').take(line - 1).map(str::len).sum();
            let rest = text.get(start..).unwrap_or("");
            let row = rest.lines().next().unwrap_or("");
            let offset: usize = row.chars().take(column - 1).map(char::len_utf8).sum();
            let length = row.get(offset..).map_or(0, |tail| tail.split([':', ',', ']', '}']).next().unwrap_or("").trim_end().len());
            (start + offset, length).into()
        },
    );
    LoadError { message, at }
}

/// The first place of a word in the text, as a whole word.
fn find(text: &str, word: &str) -> miette::SourceSpan {
    let bytes = text.as_bytes();
    let part = |b: Option<&u8>| b.is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'-');
    let found = text.match_indices(word).map(|(at, _)| at).find(|&at| !part(at.checked_sub(1).and_then(|i| bytes.get(i))) && !part(bytes.get(at + word.len())));
    (found.unwrap_or(0), found.map_or(0, |_| word.len())).into()
}
