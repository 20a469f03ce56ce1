//! What is wrong with a rule file, and where.

use super::set::unknown;
use miette::SourceSpan;
use serde_yaml::Error;

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

impl LoadError {
    /// What the reader says of `text`, without its own words for the place; unknown keys and values with what was
    /// probably meant.
    pub fn of_yaml(text: &str, error: &Error) -> Self {
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
        let at = error.location().map_or_else(|| (0, 0).into(), |location| place(text, &location));
        Self { message, at }
    }
}

/// The bytes at a place that the YAML reader names: the word that begins there.
pub fn place(text: &str, location: &serde_yaml::Location) -> SourceSpan {
    let start = match location.span().byte_offset() {
        Some(offset) => usize::try_from(offset).unwrap_or(0).min(text.len()),
        None => offset_of(text, location.line(), location.column()),
    };
    let rest = text.get(start..).unwrap_or("").lines().next().unwrap_or("");
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

fn offset_of(text: &str, line: u64, column: u64) -> usize {
    let line = usize::try_from(line).unwrap_or(1).max(1);
    let column = usize::try_from(column).unwrap_or(1).max(1);
    let start: usize = text.split_inclusive('\n').take(line - 1).map(str::len).sum();
    let row = text.get(start..).unwrap_or("").lines().next().unwrap_or("");
    start + row.chars().take(column - 1).map(char::len_utf8).sum::<usize>()
}

fn innermost(error: &Error) -> &Error {
    match error {
        Error::WithSnippet { error, .. } => innermost(error),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_is_said_once_and_its_place_apart() {
        let text = "a: [1, x]";
        let error = serde_yaml::from_str::<std::collections::BTreeMap<String, Vec<u8>>>(text).unwrap_err();
        let error = LoadError::of_yaml(text, &error);
        assert!(!error.message.contains("error:") && !error.message.contains("line"), "{}", error.message);
        assert_eq!((error.at.offset(), error.at.len()), (7, 1));
    }
}
