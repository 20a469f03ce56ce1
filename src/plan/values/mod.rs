//! Stand-ins until the values land.
#![allow(missing_docs)]
mod ordinal;
pub use ordinal::ordinal;
use std::ops::Range;
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Interval {
    pub start: jiff::civil::Date,
    pub end: jiff::civil::Date,
}
impl Interval {
    pub fn days(&self) -> i64 {
        0
    }
}
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tri {
    Yes,
    No,
    Unknown,
}
#[derive(Debug, Clone)]
pub enum DateValue {
    Range(Interval),
    Open,
    Empty,
    Unreadable,
    Invalid { range: Range<usize>, reason: &'static str },
}
#[derive(Debug, Clone)]
pub enum HorizonValue {
    Range(Interval),
    Open,
    Unreadable,
    Invalid { range: Range<usize>, reason: &'static str },
}
#[derive(Debug, Clone)]
pub enum MoneyValue {
    Amount(Money),
    Open,
    Empty,
    Unreadable,
    Invalid { range: Range<usize> },
}
#[derive(Debug, Clone, Copy)]
pub enum Level {
    Top,
    Middle,
    Low,
}
#[derive(Debug, Clone, Copy)]
pub struct PriorityValue {
    pub rank: u8,
}
impl PriorityValue {
    pub fn rank(&self) -> Option<u8> {
        Some(self.rank)
    }
}
pub fn date(_: &str) -> DateValue {
    DateValue::Unreadable
}
pub fn horizon(_: &str) -> HorizonValue {
    HorizonValue::Unreadable
}
pub fn horizon_in(_: &str) -> Option<(Range<usize>, HorizonValue)> {
    None
}
pub fn money(_: &str, _: Option<&str>) -> MoneyValue {
    MoneyValue::Unreadable
}
pub fn dates_in(_: &str) -> Vec<(Range<usize>, Interval)> {
    vec![]
}
pub fn priority(_: &str, _: Option<Level>) -> PriorityValue {
    PriorityValue { rank: 0 }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Money {
    pub amount: rust_decimal::Decimal,
}
impl Money {
    pub fn compare(&self, other: &Money) -> Option<std::cmp::Ordering> {
        Some(self.amount.cmp(&other.amount))
    }
    pub fn plus(&self, other: &Money) -> Option<Money> {
        Some(Money { amount: self.amount.checked_add(other.amount)? })
    }
}
pub fn numbers_in(_: &str) -> Vec<Range<usize>> {
    vec![]
}
pub fn money_in(_: &str) -> Vec<(Range<usize>, Money)> {
    vec![]
}
