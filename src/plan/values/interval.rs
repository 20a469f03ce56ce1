//! Days and truth: closed intervals of days, and comparisons that may be undecided.

use jiff::civil::Date;

/// True, false, or not to be known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tri {
    /// It holds.
    Yes,
    /// It does not hold.
    No,
    /// The values do not say.
    Unknown,
}

impl Tri {
    /// Whether it holds for certain.
    pub fn is_yes(self) -> bool {
        self == Tri::Yes
    }

    /// Whether it fails for certain.
    pub fn is_no(self) -> bool {
        self == Tri::No
    }

    /// Both hold: false if one is false, else unknown if one is unknown.
    pub fn and(self, other: Tri) -> Tri {
        match (self, other) {
            (Tri::No, _) | (_, Tri::No) => Tri::No,
            (Tri::Yes, Tri::Yes) => Tri::Yes,
            _ => Tri::Unknown,
        }
    }

    /// One of both holds: true if one is true, else unknown if one is unknown.
    pub fn or(self, other: Tri) -> Tri {
        match (self, other) {
            (Tri::Yes, _) | (_, Tri::Yes) => Tri::Yes,
            (Tri::No, Tri::No) => Tri::No,
            _ => Tri::Unknown,
        }
    }
}

impl std::ops::Not for Tri {
    type Output = Tri;

    fn not(self) -> Tri {
        match self {
            Tri::Yes => Tri::No,
            Tri::No => Tri::Yes,
            Tri::Unknown => Tri::Unknown,
        }
    }
}

impl From<bool> for Tri {
    fn from(holds: bool) -> Tri {
        if holds { Tri::Yes } else { Tri::No }
    }
}

/// From so many days on a period is a year.
pub const YEAR: i64 = 360;

/// Days from `start` to `end`, both included; never empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Interval {
    /// The first day.
    pub start: Date,
    /// The last day.
    pub end: Date,
}

impl Interval {
    /// One day.
    pub fn day(date: Date) -> Self {
        Interval { start: date, end: date }
    }

    /// Whole years, both included; none where the calendar ends.
    pub fn years(first: i16, last: i16) -> Option<Self> {
        let (start, end) = (Date::new(first, 1, 1).ok()?, Date::new(last, 12, 31).ok()?);
        (start <= end).then_some(Interval { start, end })
    }

    /// How many days it has, at least one.
    pub fn days(&self) -> i64 {
        i64::from((self.end - self.start).get_days()) + 1
    }

    /// Whether it is a year or more, as plans reckon years.
    pub fn is_a_year(&self) -> bool {
        self.days() >= YEAR
    }

    /// From the earlier start to the later end.
    pub fn union(&self, other: &Interval) -> Interval {
        Interval { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// Whether they share a day.
    pub fn meets(&self, other: &Interval) -> bool {
        self.start <= other.end && other.start <= self.end
    }

    /// Whether it is before the other: true if all its days are before all of the other's, false if none is.
    pub fn before(&self, other: &Interval) -> Tri {
        if self.end < other.start {
            Tri::Yes
        } else if self.start >= other.end {
            Tri::No
        } else {
            Tri::Unknown
        }
    }

    /// Whether it is after the other: true if all its days are after all of the other's, false if none is.
    pub fn after(&self, other: &Interval) -> Tri {
        other.before(self)
    }

    /// Whether it lies in the other: true if all its days do, false if none does.
    pub fn within(&self, other: &Interval) -> Tri {
        if other.start <= self.start && self.end <= other.end {
            Tri::Yes
        } else if self.meets(other) {
            Tri::Unknown
        } else {
            Tri::No
        }
    }

    /// Whether both are the same day: unknown where they overlap and one is longer than a day.
    pub fn is(&self, other: &Interval) -> Tri {
        if !self.meets(other) {
            Tri::No
        } else if self == other {
            Tri::Yes
        } else {
            Tri::Unknown
        }
    }
}
