//! What is wrong with a configuration or a rule file, at its exact place.

use crate::plan::Language;
use crate::rules::{LoadError, Said, Worded, place};
use crate::workspace::path::Shown;
use miette::{NamedSource, SourceSpan};

/// What is wrong, in which file, and where.
#[derive(Debug, Clone)]
pub struct ConfigError {
    /// What.
    pub message: Said,
    /// The file with its text.
    pub source_code: NamedSource<String>,
    /// The bytes that it is about.
    pub at: SourceSpan,
}

impl ConfigError {
    /// A configuration that could not be read at all.
    pub fn file(path: &str, message: Said) -> Self {
        let message = Said::new(format!("{path}: {}", message.en), format!("{path}：{}", message.zh));
        Text { path: path.to_owned(), text: String::new() }.error(message, (0, 0).into())
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
}

impl Text {
    /// An error at bytes of this file.
    pub fn error(&self, message: Said, at: SourceSpan) -> ConfigError {
        // Places past the end, and lines too long to show, must never stop a report.
        let start = at.offset().min(self.text.len());
        let len = at.len().min(self.text.len() - start).min(400);
        let shown = if self.text.lines().any(|line| line.len() > 10_000) { String::new() } else { safe(&self.text) };
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
