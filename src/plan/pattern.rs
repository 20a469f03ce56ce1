//! Patterns of the readers' own.

use regex::Regex;

/// A pattern of our own, which is a good one.
pub(super) fn pattern(pattern: &str) -> Regex {
    Regex::new(pattern).unwrap_or_else(|_| unreachable!())
}
