//! What is wrong with a configuration or a rule file, at its exact place.

use crate::plan::Language;
use crate::rules::{LoadError, Said, Worded, place};
use crate::workspace::path::Shown;
use miette::{NamedSource, SourceSpan};
use std::sync::{Arc, OnceLock};

/// What is wrong, in which file, and where.
#[derive(Debug, Clone)]
pub struct ConfigError {
    /// What.
    pub message: Said,
    /// The file with its text.
    pub source_code: NamedSource<Arc<str>>,
    /// The bytes that it is about.
    pub at: SourceSpan,
}

impl ConfigError {
    /// A configuration that could not be read at all.
    pub fn file(path: &str, message: Said) -> Self {
        let message = Said::new(format!("{path}: {}", message.en), format!("{path}：{}", message.zh));
        Text::new(path.to_owned(), String::new()).error(message, (0, 0).into())
    }

    /// It in a language, to be drawn.
    pub fn worded(&self, language: Option<Language>) -> Worded {
        Worded::new(&self.message, None, &self.source_code, self.at, language)
    }

    /// The same with its path as people see it.
    pub fn shown(self, shown: &Shown) -> Self {
        let path = safe(&shown.path(self.source_code.name()));
        Self { source_code: NamedSource::new(path, self.source_code.inner().clone()), ..self }
    }
}

/// A configuration or rule file as it was read.
#[derive(Debug, Clone)]
pub(super) struct Text {
    /// Its path below the root, or as it was given.
    pub path: String,
    /// Its text.
    pub text: String,
    /// As errors show it; they have it in common.
    shown: OnceLock<Arc<str>>,
}

impl Text {
    /// A file that has just been read.
    pub fn new(path: String, text: String) -> Self {
        Self { path, text, shown: OnceLock::new() }
    }

    /// An error at bytes of this file.
    pub fn error(&self, message: Said, at: SourceSpan) -> ConfigError {
        // Places past the end, and lines too long to show, must never stop a report.
        let start = at.offset().min(self.text.len());
        let len = at.len().min(self.text.len() - start).min(400);
        let is_too_wide = || self.text.lines().any(|line| line.len() > 10_000);
        let show = || if is_too_wide() { Arc::default() } else { safe(&self.text).into() };
        let shown = self.shown.get_or_init(show).clone();
        let at = if shown.is_empty() { (0, 0).into() } else { (start, len).into() };
        // A message quotes the file, which is not ours.
        ConfigError {
            message: message.map(|text| safe(&text)),
            source_code: NamedSource::new(safe(&self.path), shown),
            at,
        }
    }

    /// What the YAML reader found wrong.
    pub fn yaml_error(&self, error: &serde_yaml::Error) -> ConfigError {
        let error = LoadError::of_yaml(&self.text, error);
        self.error(error.message, error.at)
    }

    /// The bytes at a place that the YAML reader names.
    pub fn place(&self, location: &serde_yaml::Location) -> SourceSpan {
        place(&self.text, location)
    }
}

fn safe(text: &str) -> String {
    crate::text::without_controls(text)
}

/// So many faults are told; a configuration that is wrong throughout has as many as it has words.
const MOST: usize = 100;

/// Faults, in order, of which the first are told.
#[derive(Debug, Default)]
pub(super) struct Faults {
    told: Vec<ConfigError>,
    more: usize,
}

impl Faults {
    /// Adds one, which is put into words only if it is told.
    pub fn add(&mut self, fault: impl FnOnce() -> ConfigError) {
        if self.told.len() < MOST { self.told.push(fault()) } else { self.more += 1 }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.told.is_empty()
    }

    /// Those that are told and, after them, how many are not.
    pub fn told(mut self) -> Vec<ConfigError> {
        if let (Some(last), more @ 1..) = (self.told.last(), self.more) {
            let message =
                Said::new(format!("{more} further faults are not listed"), format!("另有{more}处错误没有列出"));
            let counted = ConfigError::file(last.source_code.name(), message);
            self.told.push(counted);
        }
        self.told
    }
}

impl FromIterator<ConfigError> for Faults {
    fn from_iter<I: IntoIterator<Item = ConfigError>>(faults: I) -> Self {
        let mut all = Self::default();
        faults.into_iter().for_each(|fault| all.add(|| fault));
        all
    }
}
