//! When what is done: tasks and milestones by phase, on one axis of days.

use super::both::{Both, both};
use crate::plan::values::{DateValue, Interval};
use crate::plan::{FieldName, ItemId, ItemKind, Plan, Value};
use crate::report::card::Card;
use jiff::civil::Date;

/// What the template draws.
#[derive(Debug, Clone, Default)]
pub(super) struct Timeline {
    pub ticks: Vec<Tick>,
    /// Today, if it lies within.
    pub today: Option<String>,
    pub groups: Vec<Group>,
    /// Tasks without a day.
    pub undated: usize,
}

#[derive(Debug, Clone)]
pub(super) struct Tick {
    pub x: String,
    pub name: String,
}

#[derive(Debug, Clone)]
pub(super) struct Group {
    pub name: Both,
    pub rows: Vec<Row>,
}

#[derive(Debug, Clone)]
pub(super) struct Row {
    pub id: String,
    pub title: String,
    pub owner: String,
    pub when: String,
    pub x: String,
    pub width: String,
    /// `bar` from start to end, `due` where only the end is said, `milestone`.
    pub shape: &'static str,
    pub done: bool,
}

fn days(plan: &Plan, item: ItemId, name: FieldName) -> Option<Interval> {
    match plan.field(Some(item), name)?.read {
        Value::Date(DateValue::Range(interval)) => Some(interval),
        _ => None,
    }
}

/// The timeline of a plan; none where no task has a day.
pub(super) fn timeline(plan: &Plan, cards: &[Card], today: Date) -> Option<Timeline> {
    let shown = |card: &&Card| matches!(card.kind, ItemKind::Task | ItemKind::Milestone);
    let dated: Vec<(&Card, Interval, &'static str)> = cards
        .iter()
        .filter(shown)
        .filter_map(|card| {
            let start = days(plan, card.item, FieldName::Start);
            let due = days(plan, card.item, FieldName::Due);
            let whole = match (start, due) {
                (Some(start), Some(due)) => start.union(&due),
                (Some(one), None) | (None, Some(one)) => one,
                (None, None) => return None,
            };
            let shape = match (card.kind, start) {
                (ItemKind::Milestone, _) => "milestone",
                (_, Some(_)) => "bar",
                (_, None) => "due",
            };
            Some((card, whole, shape))
        })
        .collect();
    let first = dated.first()?.1;
    let span = dated.iter().fold(first, |all, (_, one, _)| all.union(one));
    let span = plan.horizon.as_ref().and_then(|h| h.interval).map_or(span, |horizon| span.union(&horizon));
    let all = span.days() as f64;
    let at = |date: Date| 100.0 * f64::from((date - span.start).get_days()) / all;
    let percent = |value: f64| format!("{:.2}%", value.clamp(0.0, 100.0));
    let mut groups: Vec<(Option<String>, Vec<Row>)> = Vec::new();
    for (card, interval, shape) in &dated {
        let x = at(interval.start);
        let width = (100.0 * interval.days() as f64 / all).max(0.6);
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        let when = [&card.start, &card.due].into_iter().flatten().cloned().collect::<Vec<_>>().join(" → ");
        let row = Row {
            id: text(&card.id),
            title: card.title.clone(),
            owner: text(&card.owner),
            when,
            x: percent(x.min(100.0 - width)),
            width: percent(width),
            shape,
            done: card.done,
        };
        match groups.iter_mut().find(|(phase, _)| *phase == card.phase) {
            Some((_, rows)) => rows.push(row),
            None => groups.push((card.phase.clone(), vec![row])),
        }
    }
    let phased = groups.iter().any(|(phase, _)| phase.is_some());
    let name = |phase: Option<String>| match phase {
        Some(phase) => both(phase.clone(), phase),
        None if phased => both("Without a phase", "未写阶段"),
        None => both("All tasks", "全部任务"),
    };
    let tasks = cards.iter().filter(|card| card.kind == ItemKind::Task).count();
    let dated_tasks = dated.iter().filter(|(card, ..)| card.kind == ItemKind::Task).count();
    Some(Timeline {
        ticks: ticks(&span).into_iter().map(|(date, name)| Tick { x: percent(at(date)), name }).collect(),
        today: (span.start <= today && today <= span.end).then(|| percent(at(today))),
        groups: groups.into_iter().map(|(phase, rows)| Group { name: name(phase), rows }).collect(),
        undated: tasks - dated_tasks,
    })
}

/// First days of years, or of quarters where there are few years; at most twelve.
fn ticks(span: &Interval) -> Vec<(Date, String)> {
    let (first, last) = (span.start.year(), span.end.year());
    let years = i32::from(last) - i32::from(first) + 1;
    let step = (years / 12 + 1) as i16;
    let mut found = Vec::new();
    let mut year = first;
    while year <= last && found.len() < 64 {
        if years <= 3 {
            for (number, month) in [1i8, 4, 7, 10].into_iter().enumerate() {
                let name = if number == 0 { year.to_string() } else { format!("Q{}", number + 1) };
                found.extend(Date::new(year, month, 1).ok().map(|date| (date, name)));
            }
        } else {
            found.extend(Date::new(year, 1, 1).ok().map(|date| (date, year.to_string())));
        }
        let Some(next) = year.checked_add(step) else { break };
        year = next;
    }
    found.retain(|(date, _)| span.start <= *date && *date <= span.end);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_and_quarters() {
        let span = |first, last| Interval::years(first, last).unwrap();
        let names = |span: &Interval| ticks(span).into_iter().map(|(_, name)| name).collect::<Vec<_>>();
        assert_eq!(names(&span(2027, 2027)), ["2027", "Q2", "Q3", "Q4"]);
        assert_eq!(names(&span(2027, 2030)), ["2027", "2028", "2029", "2030"]);
        assert!(names(&span(1, 9999)).len() <= 12);
    }
}
