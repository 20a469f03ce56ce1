//! What tasks cost: by owner, phase, priority.

use super::both::{Both, both};
use crate::plan::values::{Money, MoneyValue};
use crate::plan::{FieldName, ItemId, ItemKind, Plan, State, Value};
use crate::report::card::Card;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use std::collections::BTreeMap;

/// The budget of a plan.
#[derive(Debug, Clone, Default)]
pub(super) struct Budget {
    /// A total a currency.
    pub totals: Vec<String>,
    pub tables: Vec<Table>,
    /// Tasks with an amount, and all.
    pub with: usize,
    pub all: usize,
}

#[derive(Debug, Clone)]
pub(super) struct Table {
    pub title: Both,
    pub lines: Vec<Line>,
}

#[derive(Debug, Clone)]
pub(super) struct Line {
    pub name: Both,
    pub amount: String,
    /// Of the greatest line of its currency, as a width.
    pub percent: String,
    pub tasks: usize,
}

/// Sums by currency: its name, or nothing where none is said.
type Sums = BTreeMap<&'static str, Decimal>;

fn amount(plan: &Plan, item: ItemId) -> Option<&Money> {
    match &plan.field(Some(item), FieldName::Budget)?.read {
        Value::Money(MoneyValue::Amount(money)) => Some(money),
        _ => None,
    }
}

/// Whether a task above has an amount, in which this one is contained.
fn contained(plan: &Plan, item: ItemId) -> bool {
    let mut up = plan.item(item).parent;
    for _ in 0..16 {
        let Some(parent) = up else { return false };
        if plan.item(parent).kind == ItemKind::Task && amount(plan, parent).is_some() {
            return true;
        }
        up = plan.item(parent).parent;
    }
    false
}

/// What the tasks of a plan cost; none where no task has an amount.
pub(super) fn budget(plan: &Plan, cards: &[Card]) -> Option<Budget> {
    let tasks =
        || cards.iter().filter(|card| card.kind == ItemKind::Task && plan.item(card.item).state != State::Excluded);
    let priced: Vec<(&Card, &Money)> = tasks()
        .filter(|card| !contained(plan, card.item))
        .filter_map(|card| amount(plan, card.item).map(|money| (card, money)))
        .collect();
    if priced.is_empty() {
        return None;
    }
    let mut totals = Sums::new();
    for (_, money) in &priced {
        add(&mut totals, money);
    }
    type Key = fn(&Card) -> Option<String>;
    let keys: [(Both, Both, Key); 3] = [
        (both("By owner", "按责任单位"), both("no owner", "未写责任单位"), |card| card.owner.clone()),
        (both("By phase", "按阶段"), both("no phase", "未写阶段"), |card| card.phase.clone()),
        (both("By priority", "按优先级"), both("no priority", "未写优先级"), |card| card.priority.clone()),
    ];
    let tables = keys.into_iter().filter_map(|(title, without, key)| {
        let mut groups: BTreeMap<Option<String>, (Sums, usize)> = BTreeMap::new();
        for (card, money) in &priced {
            let group = groups.entry(key(card)).or_default();
            add(&mut group.0, money);
            group.1 += 1;
        }
        // One group of all that say nothing tells nothing.
        if groups.keys().all(Option::is_none) {
            return None;
        }
        let mut greatest = Sums::new();
        for (currency, sum) in groups.values().flat_map(|(sums, _)| sums) {
            let most = greatest.entry(currency).or_default();
            *most = (*most).max(*sum);
        }
        let mut lines: Vec<(Decimal, Line)> = groups
            .into_iter()
            .flat_map(|(name, (sums, tasks))| {
                let name = name.map_or_else(|| without.clone(), |name| both(name.clone(), name));
                let greatest = &greatest;
                sums.into_iter().map(move |(currency, sum)| {
                    let most = greatest.get(currency).copied().unwrap_or_default();
                    let share = sum.checked_div(most).and_then(|share| share.to_f64()).unwrap_or(0.0);
                    let percent = format!("{:.1}%", (share * 100.0).clamp(0.0, 100.0));
                    (sum, Line { name: name.clone(), amount: said(currency, sum), percent, tasks })
                })
            })
            .collect();
        lines.sort_by(|(a, x), (b, y)| b.cmp(a).then_with(|| x.name.cmp(&y.name)));
        Some(Table { title, lines: lines.into_iter().map(|(_, line)| line).collect() })
    });
    Some(Budget {
        totals: totals.iter().map(|(currency, sum)| said(currency, *sum)).collect(),
        tables: tables.collect(),
        with: tasks().filter(|card| amount(plan, card.item).is_some()).count(),
        all: tasks().count(),
    })
}

fn add(sums: &mut Sums, money: &Money) {
    let sum = sums.entry(money.currency.as_ref().map_or("", |one| one.name())).or_default();
    *sum = sum.saturating_add(money.amount);
}

/// `1,200,000 CNY`
fn said(currency: &str, sum: Decimal) -> String {
    let text = sum.normalize().to_string();
    let (whole, part) = text.split_once('.').map_or((text.as_str(), None), |(whole, part)| (whole, Some(part)));
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |digits| ("-", digits));
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let part = part.map(|part| format!(".{part}")).unwrap_or_default();
    let space = if currency.is_empty() { "" } else { " " };
    format!("{sign}{grouped}{part}{space}{currency}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_grouped() {
        assert_eq!(said("EUR", Decimal::from(1_234_567)), "1,234,567 EUR");
        assert_eq!(said("", Decimal::new(12_345, 1)), "1,234.5");
        assert_eq!(said("", Decimal::from(999)), "999");
    }
}
