//! Rule files of the user: read, their examples tried. A broken one never stops the others.

use super::error::{ConfigError, Faults, Text};
use crate::check::{Misbehaviour, try_examples};
use crate::lexicon::Vocabulary;
use crate::plan::Reader;
use crate::rules::{Example, Page, Room, Rule, RuleSet, Said, Words, load_within, pages};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A user's rule: where it comes from and what its page says.
#[derive(Debug, Clone)]
pub struct UserRule {
    /// Its file, below the root.
    pub path: String,
    /// The file's text; the page is read from it when somebody asks.
    pub text: Arc<str>,
}

impl UserRule {
    /// What its page says.
    pub fn page(&self) -> Page {
        #[derive(serde::Deserialize, Default)]
        #[serde(default)]
        struct Keys {
            summary: Words,
            why: Words,
            examples: Vec<Example>,
        }
        // The file was checked when it was loaded; a key that is gone since is shown as empty.
        let keys: Keys = serde_yaml::from_str(&self.text).unwrap_or_default();
        Page { summary: keys.summary, why: keys.why, examples: keys.examples, file: self.path.clone() }
    }
}

/// A rule file as it was read.
#[derive(Debug, Clone)]
pub struct OwnRule {
    /// The rule.
    pub rule: Rule,
    /// Its examples.
    pub examples: Vec<Example>,
    /// Its file.
    pub file: UserRule,
}

impl OwnRule {
    /// Reads a rule file, within the room that those before it have left.
    ///
    /// # Errors
    /// Everything that is wrong with it, each at its place.
    pub fn read(
        room: &mut Room,
        path: &str,
        bytes: Vec<u8>,
        vocabulary: &Vocabulary,
    ) -> Result<Self, Vec<ConfigError>> {
        let text = Text::new(path.to_owned(), crate::text::decode(bytes).0);
        match load_within(room, &text.text, vocabulary) {
            Ok((rule, examples)) => {
                let file = UserRule { path: text.path, text: text.text.into() };
                Ok(Self { rule, examples, file })
            }
            Err(errors) => {
                let mut faults = Faults::default();
                errors.into_iter().for_each(|error| faults.add(|| text.error(error.message, error.at)));
                Err(faults.told())
            }
        }
    }

    /// The examples that do not behave among these rules.
    pub fn misbehaviours(&self, rules: &RuleSet, reader: &Reader) -> Vec<Misbehaviour> {
        try_examples(&self.rule, &self.examples, rules, reader)
    }

    /// The line of the first place of a word in its file, from 1.
    pub fn line_of(&self, word: &str) -> usize {
        let at = self.file.text.find(word).unwrap_or(0);
        self.file.text[..at].matches('\n').count() + 1
    }

    /// An error at the first place of a word of its file.
    pub fn error(&self, message: Said, word: &str) -> ConfigError {
        let text = Text::new(self.file.path.clone(), self.file.text.to_string());
        let (at, length) = text.text.find(word).map_or((0, 0), |at| (at, word.len()));
        text.error(message, (at, length).into())
    }
}

/// Rules of the user, and what is wrong with those that are not among them.
#[derive(Debug, Default)]
pub(super) struct OwnRules {
    /// Those that could be read, in order of reading.
    pub rules: Vec<OwnRule>,
    /// What is wrong with the others.
    pub broken: Vec<ConfigError>,
    room: Room,
}

impl OwnRules {
    /// Adds the rule of a file, unless it is broken or its code is taken.
    pub fn add(&mut self, path: &str, bytes: Vec<u8>, vocabulary: &Vocabulary) {
        let own = match OwnRule::read(&mut self.room, path, bytes, vocabulary) {
            Ok(own) => own,
            Err(errors) => return self.broken.extend(errors),
        };
        let code = &*own.rule.code;
        if let Some(other) = self.rules.iter().find(|other| *other.rule.code == *code) {
            let path = &other.file.path;
            let message = Said::new(
                format!("{code} is also the code of the rule in {path}"),
                format!("{path} 中的规则也用了代码{code}"),
            );
            self.broken.push(own.error(message, code));
        } else if pages().contains_key(code) {
            let message = Said::new(
                format!(
                    "{code} is the code of a rule that planspect ships; give this one a code of its own, such as X001, \
                     and turn the other off with `ignore: [{code}]`"
                ),
                format!("{code}是内置规则的代码；请另用一个代码，例如X001，并用`ignore: [{code}]`关闭内置的规则"),
            );
            self.broken.push(own.error(message, code));
        } else {
            self.rules.push(own);
        }
    }

    /// Tries the examples of all rules, and puts those that misbehave with the broken.
    pub fn keep_behaving(&mut self, reader: &Reader) {
        if self.rules.is_empty() {
            return;
        }
        let all = RuleSet::shipped().with(self.rules.iter().map(|own| own.rule.clone()).collect());
        let tried: Vec<(OwnRule, Vec<Misbehaviour>)> = std::mem::take(&mut self.rules)
            .into_par_iter()
            .map(|own| {
                let faults = own.misbehaviours(&all, reader);
                (own, faults)
            })
            .collect();
        for (own, faults) in tried {
            let mut told = Faults::default();
            for fault in &faults {
                told.add(|| own.error(fault.said().map(|text| text.trim_end().to_owned()), "examples"));
            }
            self.broken.extend(told.told());
            if faults.is_empty() {
                self.rules.push(own);
            }
        }
    }

    /// The files of the rules, by code.
    pub fn files(&self) -> BTreeMap<String, UserRule> {
        self.rules.iter().map(|own| (own.rule.code.to_string(), own.file.clone())).collect()
    }
}
