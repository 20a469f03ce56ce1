//! What is wrong with a configuration or a rule file, at its exact place.

use crate::rules::unknown;
use crate::workspace::path::Shown;
use miette::{Diagnostic, NamedSource, SourceSpan};

/// What is wrong, in which file, and where.
#[derive(Debug, Clone, thiserror::Error, Diagnostic)]
#[error("{message}")]
pub struct ConfigError {
    /// What.
    pub message: String,
    /// How to mend it.
    #[help]
    pub help: Option<String>,
    /// The file with its text.
    #[source_code]
    pub source_code: NamedSource<String>,
    /// The bytes that it is about.
    #[label("here")]
    pub at: SourceSpan,
}

impl ConfigError {
    /// A configuration that could not be read at all.
    pub fn file(path: &str, message: &str) -> Self {
        Text { path: path.to_owned(), text: String::new() }.error(format!("{path}: {message}"), (0, 0).into())
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
    pub fn error(&self, message: impl Into<String>, at: SourceSpan) -> ConfigError {
        // Places past the end, and lines too long to show, must never stop a report.
        let start = at.offset().min(self.text.len());
        let len = at.len().min(self.text.len() - start).min(400);
        let shown = if self.text.lines().any(|line| line.len() > 10_000) { String::new() } else { safe(&self.text) };
        let at = if shown.is_empty() { (0, 0).into() } else { (start, len).into() };
        // A message quotes the file, which is not ours.
        ConfigError {
            message: safe(&message.into()),
            help: None,
            source_code: NamedSource::new(safe(&self.path), shown),
            at,
        }
    }

    /// What the YAML reader found wrong.
    pub fn yaml_error(&self, error: &serde_yaml::Error) -> ConfigError {
        use serde_yaml::Error;
        let error = innermost(error);
        let message = match error {
            Error::SerdeUnknownField { field, expected, .. } => {
                let mut text = unknown("key", field, expected.iter().copied());
                if expected.len() <= 8 {
                    text.push_str(&format!(" (known: {})", expected.join(", ")));
                }
                text
            }
            Error::SerdeUnknownVariant { variant, expected, .. } => {
                format!("{} (known: {})", unknown("value", variant, expected.iter().copied()), expected.join(", "))
            }
            other => {
                let text = other.to_string();
                let line = text.lines().next().unwrap_or("").trim_start_matches("error: ").to_owned();
                // The place is shown below; the reader's own note of it would say it twice.
                match line.find(" at line ") {
                    Some(at) => line[..at].to_owned(),
                    None => line,
                }
            }
        };
        let at = error.location().map_or_else(|| (0, 0).into(), |location| self.place(&location));
        self.error(message, at)
    }

    /// The bytes at a place that the YAML reader names.
    pub fn place(&self, location: &serde_yaml::Location) -> SourceSpan {
        let start = match location.span().byte_offset() {
            Some(offset) => usize::try_from(offset).unwrap_or(0).min(self.text.len()),
            None => self.offset_of(location.line(), location.column()),
        };
        let rest = self.text.get(start..).unwrap_or("").lines().next().unwrap_or("");
        let len = match rest.chars().next() {
            Some(quote @ ('"' | '\'')) => rest[1..].find(quote).map_or(rest.len(), |at| at + 2),
            _ => {
                let end = rest.find([',', ']', '}', '#']).unwrap_or(rest.len());
                let end = rest.find(": ").map_or(end, |at| at.min(end));
                rest[..end].trim_end().trim_end_matches(':').len()
            }
        };
        (start, len).into()
    }

    fn offset_of(&self, line: u64, column: u64) -> usize {
        let line = usize::try_from(line).unwrap_or(1).max(1);
        let column = usize::try_from(column).unwrap_or(1).max(1);
        let start: usize = self.text.split_inclusive('\n').take(line - 1).map(str::len).sum();
        let row = self.text.get(start..).unwrap_or("").lines().next().unwrap_or("");
        start + row.chars().take(column - 1).map(char::len_utf8).sum::<usize>()
    }
}

fn innermost(error: &serde_yaml::Error) -> &serde_yaml::Error {
    match error {
        serde_yaml::Error::WithSnippet { error, .. } => innermost(error),
        other => other,
    }
}

/// The text with control and direction signs replaced by as many bytes of others.
fn safe(text: &str) -> String {
    crate::text::without_controls(text)
}
