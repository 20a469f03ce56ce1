//! Stand-ins until the values land.
#![allow(missing_docs)]
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
