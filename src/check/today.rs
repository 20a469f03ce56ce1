//! The present day.

/// The present day, which few plans ask for.
#[derive(Debug, Clone, Copy)]
pub enum Today {
    /// This day.
    Is(jiff::civil::Date),
    /// To be asked for: where a clock and the zone of a place must be looked up.
    Ask(fn() -> jiff::civil::Date),
}

impl Today {
    /// The day.
    pub fn date(self) -> jiff::civil::Date {
        match self {
            Self::Is(date) => date,
            Self::Ask(ask) => ask(),
        }
    }
}
