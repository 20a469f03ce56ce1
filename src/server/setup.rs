//! What the server needs from outside.

use super::log::Log;

/// What the server needs from outside.
#[derive(Debug)]
pub struct Setup {
    /// Where it says what it does, if anywhere.
    pub log: Log,
    /// Today.
    pub today: fn() -> jiff::civil::Date,
}
