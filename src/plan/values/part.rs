//! What a point of time names: a part of a year, a stretch of it, and their days.

use super::interval::Interval;
use super::scan::Scan;
use jiff::civil::Date;

/// What a point names within its year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Year,
    /// A fiscal or academic year named by one number; it may start or end in a neighbouring year.
    Fiscal,
    Winter,
    Half(u32),
    Quarter(u32),
    /// From month to month.
    Months(u32, u32),
    /// A month, and its days from the first to the last.
    Days(u32, u32, u32),
    /// Days that are known already.
    Fixed(Interval),
}

/// Which stretch of the part is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Edge {
    Whole,
    Start,
    Early,
    Mid,
    Late,
    End,
}

/// A point of time in a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Point {
    /// Where it starts in the folded text.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    pub year: Option<i16>,
    pub part: Part,
    pub edge: Edge,
    /// Written as four digits only: may be a count.
    pub bare: bool,
}

/// Why something that has the form of a date is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WrongDate {
    /// There is no such month.
    Month,
    /// There is no such day in that month.
    Day,
    /// There is no such quarter.
    Quarter,
    /// There is no such half of a year.
    Half,
    /// The end comes before the start.
    Reversed,
}

/// Years that a plan may name.
pub(super) fn is_year(n: u32) -> bool {
    (1900..=2199).contains(&n)
}

impl Point {
    pub fn new(start: usize, end: usize, year: Option<i16>, part: Part) -> Self {
        Point { start, end, year, part, edge: Edge::Whole, bare: false }
    }

    pub fn with(mut self, edge: Edge, end: usize) -> Self {
        self.edge = edge;
        self.end = end;
        self
    }

    /// Its days; none without a year; an error where it has the form and cannot be.
    pub fn resolve(&self) -> Result<Option<Interval>, WrongDate> {
        if let Part::Fixed(interval) = self.part {
            return Ok(Some(interval));
        }
        let year = self.year.unwrap_or(2000);
        let date = |month: u32, day: u32| Date::new(year, month as i8, day as i8).ok();
        let months = |from: u32, to: u32| {
            let start = date(from, 1).ok_or(WrongDate::Month)?;
            let end = date(to, 1).ok_or(WrongDate::Month)?.last_of_month();
            if end < start { Err(WrongDate::Reversed) } else { Ok(Interval { start, end }) }
        };
        let whole = match self.part {
            Part::Year => Interval::years(year, year).ok_or(WrongDate::Month)?,
            Part::Fiscal => Interval::years(year - 1, year + 1).ok_or(WrongDate::Month)?,
            Part::Winter => {
                let end = Date::new(year + 1, 3, 31).map_err(|_| WrongDate::Month)?;
                Interval { start: date(1, 1).ok_or(WrongDate::Month)?, end }
            }
            Part::Half(n @ 1..=2) => months(n * 6 - 5, n * 6)?,
            Part::Quarter(n @ 1..=4) => months(n * 3 - 2, n * 3)?,
            Part::Half(_) => return Err(WrongDate::Half),
            Part::Quarter(_) => return Err(WrongDate::Quarter),
            Part::Months(from, to) => months(from, to)?,
            Part::Days(month, from, to) => {
                months(month, month)?;
                let start = date(month, from).ok_or(WrongDate::Day)?;
                let end = date(month, to).ok_or(WrongDate::Day)?;
                if end < start {
                    return Err(WrongDate::Reversed);
                }
                Interval { start, end }
            }
            Part::Fixed(interval) => interval,
        };
        Ok(self.year.map(|_| self.stretch(whole)))
    }

    /// The stretch of the whole that “early”, “end of”, 底 … mean. Wide, so that no comparison claims too much.
    fn stretch(&self, whole: Interval) -> Interval {
        let year = self.year.unwrap_or(2000);
        let months = |from: i8, to: i8| {
            let (start, end) = (Date::new(year, from, 1), Date::new(year, to, 1));
            match (start, end) {
                (Ok(start), Ok(end)) => Interval { start, end: end.last_of_month() },
                _ => whole,
            }
        };
        if self.part == Part::Year {
            return match self.edge {
                Edge::Whole => whole,
                Edge::Start => months(1, 3),
                Edge::Early => months(1, 4),
                Edge::Mid => months(4, 9),
                Edge::Late => months(9, 12),
                Edge::End => months(10, 12),
            };
        }
        if matches!(self.part, Part::Fiscal | Part::Fixed(_) | Part::Days(..) | Part::Winter) {
            return whole;
        }
        let days = whole.days();
        let at = |n: i64| whole.start.checked_add(jiff::Span::new().days(n)).unwrap_or(whole.end).min(whole.end);
        match self.edge {
            Edge::Whole => whole,
            Edge::Start | Edge::Early => Interval { start: whole.start, end: at(days * 2 / 5) },
            Edge::Mid => Interval { start: at(days / 4), end: at(days * 3 / 4) },
            Edge::Late | Edge::End => Interval { start: at(days * 3 / 5), end: whole.end },
        }
    }
}

/// Whether a word or number ends here.
pub(super) fn ends(s: &Scan, at: usize) -> bool {
    !s.at(at).is_ascii_alphanumeric()
}

/// `Q3`, `H1` in a place where only they can stand.
pub(super) fn letter_part(s: &Scan, at: usize) -> Option<(Part, usize)> {
    let letter = s.at(at);
    if !matches!(letter, 'q' | 'h') {
        return None;
    }
    let (n, len, end) = s.digits(at + 1, 1)?;
    if len != 1 || !ends(s, end) {
        return None;
    }
    match letter {
        'q' => Some((Part::Quarter(n), end)),
        _ => (1..=2).contains(&n).then_some((Part::Half(n), end)),
    }
}
