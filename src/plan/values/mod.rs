//! Stand-ins until the values land.
#![allow(missing_docs)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Interval { pub start: jiff::civil::Date, pub end: jiff::civil::Date }
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tri { Yes, No, Unknown }
#[derive(Debug, Clone)]
pub enum DateValue { Range(Interval), Open, Empty, Unreadable }
#[derive(Debug, Clone)]
pub enum HorizonValue { Range(Interval), Open, Unreadable }
#[derive(Debug, Clone)]
pub enum MoneyValue { Open, Empty, Unreadable }
#[derive(Debug, Clone, Copy)]
pub struct PriorityValue { pub rank: u8 }
