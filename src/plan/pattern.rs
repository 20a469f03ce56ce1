//! Patterns of the readers' own.

use crate::lexicon::{Acceptor, Regex};

/// A pattern of our own, which is a good one. It reads as those of rules do: groups that are asked for have a
/// name.
pub(super) fn pattern(pattern: &str) -> Regex {
    Regex::new(pattern).unwrap_or_else(|_| unreachable!())
}

/// The same where only is asked whether it stands in a text.
pub(super) fn acceptor(pattern: &str) -> Acceptor {
    Acceptor::new(pattern).unwrap_or_else(|_| unreachable!())
}
