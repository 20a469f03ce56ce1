//! Whether a condition holds of a subject: one file a condition.
//!
//! Answers have three values (DESIGN §3.5): a comparison with a value that is absent, open or unreadable is
//! unknown. Nothing here makes findings.

mod census;
mod count;
mod field;
mod question;
mod settled;
mod sieve;
mod sum;
mod text;

pub(super) use question::{Asked, LOOKS, Question};
pub(super) use sieve::{Misses, is_ruled_out};
