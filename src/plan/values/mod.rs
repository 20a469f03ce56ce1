//! Values: what dates, periods, amounts, figures and priorities in a text mean (DESIGN §3.5).
//!
//! Every reader is total and linear, and gives exact byte ranges. Nothing here knows fields, items or rules.

mod currency;
mod date;
mod han;
mod horizon;
mod interval;
mod money;
mod number;
mod open;
mod ordinal;
mod part;
pub(super) mod point;
mod priority;
mod scan;

pub use currency::Currency;
pub use date::{DateValue, date, dates_in};
pub use horizon::{HorizonValue, horizon, horizon_in, horizon_said};
pub use interval::{Interval, Tri, YEAR};
pub use money::{Money, MoneyValue, money, money_in};
pub use number::numbers_in;
pub use ordinal::ordinal;
pub use part::WrongDate;
pub use priority::{Level, PriorityValue, priority};

#[cfg(test)]
mod tests;
