//! Patterns of the readers' own.

use crate::lexicon::lean;
use regex::Regex;

/// A pattern of our own, which is a good one. It reads as those of rules do ([`lean`]): groups that are asked for have a
/// name.
pub(super) fn pattern(pattern: &str) -> Regex {
    Regex::new(&lean(pattern)).unwrap_or_else(|_| unreachable!())
}
