//! One point of time as people write it: a year, half, quarter, month or day, with or without its year.
//!
//! Total and linear: a point is tried where a word or a run of digits starts, and looks ahead a bounded way.

use super::interval::Interval;
use super::scan::{Scan, han_digit};
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

const MONTHS: [(&str, u32); 24] = [
    ("january", 1),
    ("february", 2),
    ("march", 3),
    ("april", 4),
    ("may", 5),
    ("june", 6),
    ("july", 7),
    ("august", 8),
    ("september", 9),
    ("october", 10),
    ("november", 11),
    ("december", 12),
    ("jan", 1),
    ("feb", 2),
    ("mar", 3),
    ("apr", 4),
    ("jun", 6),
    ("jul", 7),
    ("aug", 8),
    ("sep", 9),
    ("sept", 9),
    ("oct", 10),
    ("nov", 11),
    ("dec", 12),
];

pub(super) const NO_MONTH: &str = "there is no such month";
pub(super) const NO_DAY: &str = "there is no such day in that month";
pub(super) const NO_QUARTER: &str = "there is no such quarter";
pub(super) const REVERSED: &str = "the end comes before the start";

/// Years that a plan may name.
pub(super) fn is_year(n: u32) -> bool {
    (1900..=2199).contains(&n)
}

impl Point {
    fn new(start: usize, end: usize, year: Option<i16>, part: Part) -> Self {
        Point { start, end, year, part, edge: Edge::Whole, bare: false }
    }

    fn with(mut self, edge: Edge, end: usize) -> Self {
        self.edge = edge;
        self.end = end;
        self
    }

    /// Its days; none without a year; an error where it has the form and cannot be.
    pub fn resolve(&self) -> Result<Option<Interval>, &'static str> {
        if let Part::Fixed(interval) = self.part {
            return Ok(Some(interval));
        }
        let year = self.year.unwrap_or(2000);
        let date = |month: u32, day: u32| Date::new(year, month as i8, day as i8).ok();
        let months = |from: u32, to: u32| {
            let start = date(from, 1).ok_or(NO_MONTH)?;
            let end = date(to, 1).ok_or(NO_MONTH)?.last_of_month();
            if end < start { Err(REVERSED) } else { Ok(Interval { start, end }) }
        };
        let whole = match self.part {
            Part::Year => Interval::years(year, year).ok_or(NO_MONTH)?,
            Part::Fiscal => Interval::years(year - 1, year + 1).ok_or(NO_MONTH)?,
            Part::Winter => {
                let end = Date::new(year + 1, 3, 31).map_err(|_| NO_MONTH)?;
                Interval { start: date(1, 1).ok_or(NO_MONTH)?, end }
            }
            Part::Half(n @ 1..=2) => months(n * 6 - 5, n * 6)?,
            Part::Quarter(n @ 1..=4) => months(n * 3 - 2, n * 3)?,
            Part::Half(_) => return Err("there is no such half of a year"),
            Part::Quarter(_) => return Err(NO_QUARTER),
            Part::Months(from, to) => months(from, to)?,
            Part::Days(month, from, to) => {
                months(month, month)?;
                let start = date(month, from).ok_or(NO_DAY)?;
                let end = date(month, to).ok_or(NO_DAY)?;
                if end < start {
                    return Err(REVERSED);
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

/// The point that starts here.
pub(super) fn point(s: &Scan, at: usize) -> Option<Point> {
    let c = s.at(at);
    if c.is_ascii_digit() {
        return numeric(s, at);
    }
    if c.is_ascii_lowercase() {
        return edged(s, at).or_else(|| worded(s, at));
    }
    if (c as u32) > 0x7f || c == '"' { han(s, at) } else { None }
}

/// Whether a word or number ends here.
fn ends(s: &Scan, at: usize) -> bool {
    !s.at(at).is_ascii_alphanumeric()
}

fn year_at(s: &Scan, at: usize) -> Option<(i16, usize)> {
    let (n, len, end) = s.digits(at, 4)?;
    (len == 4 && is_year(n)).then_some((n as i16, end))
}

/// A month's name with its dot.
fn month_at(s: &Scan, at: usize) -> Option<(u32, usize)> {
    let word = s.word(at);
    let (name, month) = MONTHS.iter().find(|(name, _)| *name == word)?;
    let end = at + name.len();
    Some((*month, if s.at(end) == '.' && name.len() <= 4 { end + 1 } else { end }))
}

/// A year after something: `2028`, `, 2028`, `of 2028`, `/2028`, `'28`, `FY2028`, with whether it is fiscal.
fn year_after(s: &Scan, at: usize) -> Option<(i16, bool, usize)> {
    let mut i = at;
    if matches!(s.at(i), ',' | '-' | '/' | '.') {
        i += 1;
    }
    i = s.space(i);
    for word in ["of", "in", "the", "calendar", "year", "cy"] {
        if let Some(end) = s.eat_word(i, &[word]) {
            i = s.space(end);
        }
    }
    if s.at(i) == '\'' {
        let (n, len, end) = s.digits(i + 1, 2)?;
        return (len == 2 && ends(s, end)).then_some((2000 + n as i16, false, end));
    }
    if i > at
        && let Some((year, end)) = fiscal_number(s, i)
    {
        return Some((year, true, end));
    }
    let (year, end) = year_at(s, i)?;
    ends(s, end).then_some((year, false, end))
}

/// `FY2028`, `FY 28`, `fiscal year 2028`.
fn fiscal_number(s: &Scan, at: usize) -> Option<(i16, usize)> {
    const WORDS: [&str; 10] = [
        "fiscal year",
        "financial year",
        "academic year",
        "school year",
        "budget year",
        "tax year",
        "fiscal",
        "budget",
        "fy",
        "sy",
    ];
    let i = s.eat(at, &WORDS)?;
    let glued = i - at == 2;
    if !glued && !matches!(s.at(i), ' ' | '\'' | '-') {
        return None;
    }
    let mut i = s.space(i);
    if matches!(s.at(i), '-' | '\'') {
        i += 1;
    }
    if let Some((year, end)) = year_at(s, i) {
        return Some((year, end));
    }
    let (n, len, end) = s.digits(i, 2)?;
    (glued && len == 2 && ends(s, end)).then_some((2000 + n as i16, end))
}

/// `FY2027/28`, `FY 2027-28`, `FY2027–2030` after the first number.
fn fiscal_point(s: &Scan, start: usize, year: i16, end: usize) -> Point {
    let slash = matches!(s.at(end), '/' | '-' | '–' | '—');
    if slash && let Some((n, len, after)) = s.digits(end + s.at(end).len_utf8(), 4) {
        let last = match len {
            2 => year - year % 100 + n as i16,
            4 if is_year(n) => n as i16,
            _ => 0,
        };
        let last = if len == 2 && last < year && year % 100 == 99 { last + 100 } else { last };
        // `FY2027/28` is one fiscal year in two known calendar years; a longer span may reach beyond both ends.
        let wide = i16::from(last - year > 1);
        if last > year
            && last - year <= 30
            && ends(s, after)
            && let Some(interval) = Interval::years(year - wide, last + wide)
        {
            return Point::new(start, after, Some(last), Part::Fixed(interval));
        }
    }
    Point::new(start, end, Some(year), Part::Fiscal)
}

/// A point that starts with digits.
fn numeric(s: &Scan, at: usize) -> Option<Point> {
    let (n, len, end) = s.digits(at, 8)?;
    match len {
        4 if is_year(n) => year_first(s, at, n as i16, end),
        8 if is_year(n / 10000) && ends(s, end) => {
            let (month, day) = (n / 100 % 100, n % 100);
            let point = Point::new(at, end, Some((n / 10000) as i16), Part::Days(month, day, day));
            point.resolve().is_ok().then_some(point)
        }
        1 | 2 => small_first(s, at, n, end),
        _ => None,
    }
}

/// A point that starts with its year, which ends at `end`.
fn year_first(s: &Scan, at: usize, year: i16, end: usize) -> Option<Point> {
    let known = |to, part| Point::new(at, to, Some(year), part);
    let han = s.space(end);
    if let Some(after) = s.eat(han, &["财年", "财政年度", "会计年度", "学年度", "学年"]) {
        return Some(known(after, Part::Fiscal));
    }
    if let Some(after) = s.eat(han, &["年"]) {
        return Some(after_han_year(s, at, year, after));
    }
    let mark = s.at(end);
    if matches!(mark, '-' | '/' | '.')
        && let Some((month, len, after)) = s.digits(end + 1, 2)
    {
        if s.at(after) == mark && s.at(after + 1).is_ascii_digit() {
            let (day, _, last) = s.digits(after + 1, 2)?;
            // A time may follow; a further group makes it a code.
            let goes_on = s.at(last) == mark && s.at(last + 1).is_ascii_digit();
            let time = s.at(last) == 't' && s.at(last + 1).is_ascii_digit();
            return ((ends(s, last) || time) && !goes_on).then(|| known(last, Part::Days(month, day, day)));
        }
        if !ends(s, after) {
            return None;
        }
        let next = (year as u32 + 1) % 100;
        let in_year = (1..=12).contains(&month);
        if mark == '-' && len == 2 && !in_year {
            if month == next {
                return Interval::years(year, year + 1).map(|i| known(after, Part::Fixed(i)));
            }
            if month > year as u32 % 100 {
                return Interval::years(year, year - year % 100 + month as i16).map(|i| known(after, Part::Fixed(i)));
            }
            return Some(known(after, Part::Months(month, month)));
        }
        if mark == '/' && len == 2 && month == next {
            return Interval::years(year, year + 1).map(|i| known(after, Part::Fixed(i)));
        }
        return in_year.then(|| known(after, Part::Months(month, month)));
    }
    let glue = if matches!(s.at(end), '-' | '/' | ',') { end + 1 } else { end };
    let next = s.space(glue);
    if let Some((part, after)) = letter_part(s, next) {
        return Some(known(after, part));
    }
    if next > end {
        if let Some((month, after)) = month_at(s, next) {
            let day = s.digits(if matches!(s.at(after), '-' | ' ') { after + 1 } else { after }, 2);
            if let Some((day, _, last)) = day
                && last - after <= 3
                && let Some(last) = after_ordinal(s, last)
            {
                return Some(known(last, Part::Days(month, day, day)));
            }
            return Some(known(after, Part::Months(month, month)));
        }
        if let Some(after) = s.eat_word(next, &["year-end", "year end"]) {
            return Some(known(end, Part::Year).with(Edge::End, after));
        }
        if let Some(after) = s.eat_word(next, &["fiscal year", "financial year", "academic year", "school year"]) {
            return Some(known(after, Part::Fiscal));
        }
    }
    ends(s, end).then(|| Point { bare: true, ..known(end, Part::Year) })
}

/// `Q3`, `H1` in a place where only they can stand.
fn letter_part(s: &Scan, at: usize) -> Option<(Part, usize)> {
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

/// Past `st`, `nd`, `rd`, `th` after a number; none where other letters follow.
fn after_ordinal(s: &Scan, at: usize) -> Option<usize> {
    let end = s.eat(at, &["st", "nd", "rd", "th"]).unwrap_or(at);
    ends(s, end).then_some(end)
}

/// What follows `2028年`.
fn after_han_year(s: &Scan, at: usize, year: i16, end: usize) -> Point {
    let whole = Point::new(at, end, Some(year), Part::Year);
    let end = s.eat(end, &["度"]).unwrap_or(end);
    han_part(s, s.space(end)).map_or(Point { end, ..whole }, |(part, edge, after)| Point {
        end: after,
        part,
        edge,
        ..whole
    })
}

/// A part of a year in Chinese: `6月30日`, `6月底`, `上半年`, `第三季度`, `底`, `夏`, `1-6月`.
fn han_part(s: &Scan, at: usize) -> Option<(Part, Edge, usize)> {
    const HALVES: [(&str, u32); 2] = [("上半年", 1), ("下半年", 2)];
    for (name, n) in HALVES {
        if let Some(end) = s.eat(at, &[name]) {
            return Some((Part::Half(n), Edge::Whole, end));
        }
    }
    let ordinal = s.eat(at, &["第"]).unwrap_or(at);
    if let Some((n, end)) = s.small(s.space(ordinal)) {
        let after = s.space(end);
        if let Some(end) = s.eat(after, &["季度", "季"]) {
            return Some((Part::Quarter(n), Edge::Whole, end));
        }
        if ordinal > at {
            return None;
        }
        if let Some(end) = s.eat(after, &["月份", "月"]) {
            return Some(after_han_month(s, n, end));
        }
        // `1—6月`
        let to = s.eat(after, &["-", "–", "—", "~", "至", "到", "、"]).map(|i| s.space(i));
        if let Some((last, end)) = to.and_then(|to| s.small(to))
            && let Some(end) = s.eat(s.space(end), &["月份", "月"])
        {
            return Some((Part::Months(n, last), Edge::Whole, end));
        }
        return None;
    }
    if let Some((part, end)) = letter_part(s, at) {
        return Some((part, Edge::Whole, end));
    }
    edge_after(s, at).or_else(|| {
        let end = s.eat(at, &["春季", "夏季", "秋季", "春天", "夏天", "秋天", "春", "夏", "秋"]);
        let winter = || s.eat(at, &["冬季", "冬天", "冬"]).map(|end| (Part::Winter, Edge::Whole, end));
        end.map(|end| (Part::Year, Edge::Whole, end)).or_else(winter)
    })
}

/// `底`, `末`, `初`, `中` after a year.
fn edge_after(s: &Scan, at: usize) -> Option<(Part, Edge, usize)> {
    if let Some(end) = s.eat(at, &["年底", "年末", "底", "末"]) {
        return Some((Part::Year, Edge::End, end));
    }
    if let Some(end) = s.eat(at, &["年初", "初"]) {
        return (!matches!(s.at(end), '步' | '中' | '级' | '稿')).then_some((Part::Year, Edge::Early, end));
    }
    let end = s.eat(at, &["年中", "中期", "中"])?;
    let other = matches!(s.at(end), '国' | '央' | '小' | '心' | '文' | '华' | '型' | '等' | '共' | '长' | '西' | '医');
    (!other).then_some((Part::Year, Edge::Mid, end))
}

/// A day, or a third of the month, after `6月`.
fn after_han_month(s: &Scan, month: u32, end: usize) -> (Part, Edge, usize) {
    let whole = Part::Months(month, month);
    let at = s.space(end);
    if let Some((day, after)) = s.small(at) {
        if let Some(last) = s.eat(s.space(after), &["日", "号"]) {
            return (Part::Days(month, day, day), Edge::Whole, last);
        }
        let to = s.eat(s.space(after), &["-", "–", "—", "~", "至", "到"]).map(|i| s.space(i));
        if let Some((last, after)) = to.and_then(|to| s.small(to))
            && let Some(end) = s.eat(s.space(after), &["日", "号"])
        {
            return (Part::Days(month, day, last), Edge::Whole, end);
        }
        return (whole, Edge::Whole, end);
    }
    for (names, edge) in
        [(&["上旬", "初"][..], Edge::Start), (&["中旬", "中"][..], Edge::Mid), (&["下旬", "底", "末"][..], Edge::End)]
    {
        if let Some(after) = s.eat(at, names) {
            return (whole, edge, after);
        }
    }
    (whole, Edge::Whole, end)
}

/// A point that starts with a day or month in digits.
fn small_first(s: &Scan, at: usize, n: u32, end: usize) -> Option<Point> {
    let mark = s.at(end);
    if matches!(mark, '/' | '.' | '-') {
        if let Some((year, after)) = year_at(s, end + 1) {
            let alone = ends(s, after) && !(matches!(s.at(after), '-' | '/') && s.at(after + 1).is_ascii_digit());
            return (alone && (1..=12).contains(&n)).then(|| Point::new(at, after, Some(year), Part::Months(n, n)));
        }
        if let Some((second, _, after)) = s.digits(end + 1, 2)
            && s.at(after) == mark
            && let Some((year, last)) = year_at(s, after + 1)
            && ends(s, last)
        {
            return Some(day_and_month(at, last, year, n, second, mark == '.'));
        }
        if mark == '-'
            && let Some((month, after)) = month_at(s, end + 1)
            && let Some((year, _, last)) = year_after(s, after)
        {
            return Some(Point::new(at, last, Some(year), Part::Days(month, n, n)));
        }
    }
    // `1–15 June 2028`
    if let Some(to) = s.eat(end, &["-", "–", "—"])
        && let Some((last, _, after)) = s.digits(to, 2)
        && let Some((month, after)) = month_at(s, s.space(after_ordinal(s, after)?))
    {
        let year = year_after(s, after);
        return Some(Point::new(at, year.map_or(after, |y| y.2), year.map(|y| y.0), Part::Days(month, n, last)));
    }
    if matches!(mark, 'q' | 'h') {
        let part = if mark == 'q' { Part::Quarter(n) } else { Part::Half(n) };
        let (year, fiscal, after) = year_after(s, end + 1)?;
        let fits = n >= 1 && n <= if mark == 'q' { 4 } else { 2 };
        let part = if fiscal { Part::Fiscal } else { part };
        return fits.then(|| Point::new(at, after, Some(year), part));
    }
    if let Some((part, edge, after)) = han_part(s, at)
        && !matches!(part, Part::Year)
    {
        return Some(Point { edge, ..Point::new(at, after, None, part) });
    }
    let end = after_ordinal(s, end)?;
    let mut i = s.space(end);
    if let Some(after) = s.eat_word(i, &["of"]) {
        i = s.space(after);
    }
    if (1..=4).contains(&n)
        && let Some(point) = ordinal_part(s, at, i, n)
    {
        return Some(point);
    }
    let (month, after) = month_at(s, i).filter(|_| i > end)?;
    let year = year_after(s, after);
    Some(Point::new(at, year.map_or(after, |y| y.2), year.map(|y| y.0), Part::Days(month, n, n)))
}

/// `30/06/2028`, `5/13/2028`: whichever order can be; both where both can, from the earlier to the later.
fn day_and_month(at: usize, end: usize, year: i16, first: u32, second: u32, day_first: bool) -> Point {
    let point = |month, day| Point::new(at, end, Some(year), Part::Days(month, day, day));
    let one = point(second, first);
    let other = point(first, second);
    match (one.resolve(), other.resolve()) {
        (Ok(Some(a)), Ok(Some(b))) if !day_first => Point { part: Part::Fixed(a.union(&b)), ..one },
        (Err(_), Ok(Some(_))) if !day_first => other,
        _ => one,
    }
}

/// `second quarter of 2028`, `first half 2028` after the ordinal.
fn ordinal_part(s: &Scan, at: usize, i: usize, n: u32) -> Option<Point> {
    let (part, end) = match s.word(i) {
        "quarter" => (Part::Quarter(n), i + 7),
        "half" if n <= 2 => (Part::Half(n), i + 4),
        _ => return None,
    };
    let year = year_after(s, end);
    let fiscal = year.is_some_and(|y| y.1);
    let part = if fiscal { Part::Fiscal } else { part };
    Some(Point::new(at, year.map_or(end, |y| y.2), year.map(|y| y.0), part))
}

/// `end of 2028`, `mid-2028`, `early June 2028`, `year-end 2028`.
fn edged(s: &Scan, at: usize) -> Option<Point> {
    let (edge, len) = match s.word(at) {
        "end" => (Edge::End, 3),
        "close" => (Edge::End, 5),
        "eoy" => (Edge::End, 3),
        "year" => (Edge::End, s.eat_word(at, &["year-end", "year end"])? - at),
        "late" => (Edge::Late, 4),
        "early" => (Edge::Early, 5),
        "mid" => (Edge::Mid, 3),
        "middle" => (Edge::Mid, 6),
        "start" => (Edge::Start, 5),
        "beginning" => (Edge::Start, 9),
        _ => return None,
    };
    let mut i = at + len;
    if s.at(i) == '-' {
        i += 1;
    }
    i = s.space(i);
    for word in ["of", "in", "the", "calendar", "year"] {
        if let Some(end) = s.eat_word(i, &[word]) {
            i = s.space(end);
        }
    }
    let inner = match s.at(i) {
        c if c.is_ascii_digit() => numeric(s, i),
        c if c.is_ascii_lowercase() => worded(s, i),
        _ => None,
    }?;
    (inner.edge == Edge::Whole && inner.year.is_some()).then(|| Point { bare: false, start: at, edge, ..inner })
}

/// A point that starts with a word.
fn worded(s: &Scan, at: usize) -> Option<Point> {
    let word = s.word(at);
    let end = at + word.len();
    if let Some((month, end)) = month_at(s, at) {
        return Some(after_month(s, at, month, end));
    }
    match word {
        "q" | "h" => {
            let (n, _, end) = s.digits(end, 1)?;
            if !ends(s, end) {
                return None;
            }
            let part = if word == "q" { Part::Quarter(n) } else { Part::Half(n) };
            if word == "h" && !(1..=2).contains(&n) {
                return None;
            }
            match year_after(s, end) {
                Some((year, true, after)) => Some(Point::new(at, after, Some(year), Part::Fiscal)),
                Some((year, false, after)) => Some(Point::new(at, after, Some(year), part)),
                None => (1..=4).contains(&n).then(|| Point::new(at, end, None, part)),
            }
        }
        "first" | "second" | "third" | "fourth" | "last" => {
            let n = match word {
                "first" => 1,
                "second" => 2,
                "third" => 3,
                _ => 4,
            };
            ordinal_part(s, at, s.space(end), n)
        }
        "spring" | "summer" | "autumn" | "fall" | "winter" => {
            let (year, fiscal, after) = year_after(s, end)?;
            let part = if word == "winter" { Part::Winter } else { Part::Year };
            // `winter 2028/29`
            let next = (year as u32 + 1) % 100;
            let after = match s.digits(after + 1, 2) {
                Some((n, 2, last)) if n == next && matches!(s.at(after), '/' | '-') => last,
                _ => after,
            };
            Some(Point::new(at, after, Some(year), if fiscal { Part::Fiscal } else { part }))
        }
        "calendar" | "cy" | "year" => {
            let i = s.eat_word(at, &["calendar year", "year"]).or_else(|| s.eat(at, &["cy"]))?;
            let (year, end) = year_at(s, s.space(i))?;
            ends(s, end).then(|| Point::new(at, end, Some(year), Part::Year))
        }
        "fy" | "sy" | "fiscal" | "financial" | "academic" | "school" | "budget" | "tax" => {
            let (year, end) = fiscal_number(s, at)?;
            Some(fiscal_point(s, at, year, end))
        }
        _ => None,
    }
}

/// `June 2028`, `June 30, 2028`, `June 1–15, 2028`, `June`.
fn after_month(s: &Scan, at: usize, month: u32, end: usize) -> Point {
    if let Some((year, fiscal, after)) = year_after(s, end) {
        let part = if fiscal { Part::Fiscal } else { Part::Months(month, month) };
        return Point::new(at, after, Some(year), part);
    }
    let days = || {
        let (day, _, i) = s.digits(if matches!(s.at(end), ' ' | '-') { end + 1 } else { end }, 2)?;
        let i = after_ordinal(s, i)?;
        let (last, i) = match s.eat(i, &["-", "–", "—"]).and_then(|to| s.digits(to, 2)) {
            Some((last, _, after)) => (last, after_ordinal(s, after)?),
            None => (day, i),
        };
        let year = year_after(s, i);
        Some(Point::new(at, year.map_or(i, |y| y.2), year.map(|y| y.0), Part::Days(month, day, last)))
    };
    days().unwrap_or(Point::new(at, end, None, Part::Months(month, month)))
}

/// A point that starts with a Han character or a quotation mark.
fn han(s: &Scan, at: usize) -> Option<Point> {
    if let Some(end) = s.eat(at, &["民国"]) {
        let i = s.space(end);
        let (n, after) = match s.digits(i, 3) {
            Some((n, _, after)) => (n, after),
            None => s.small(i)?,
        };
        let end = s.eat(s.space(after), &["年"])?;
        return Some(after_han_year(s, at, 1911 + n as i16, end));
    }
    if let Some(point) = five_years(s, at) {
        return Some(point);
    }
    let mut year = 0;
    let mut i = at;
    for _ in 0..4 {
        let c = s.at(i);
        let Some(digit) = han_digit(c).filter(|_| c != '两') else {
            return partial_han(s, at);
        };
        year = year * 10 + digit as u32;
        i += c.len_utf8();
    }
    let end = s.eat(s.space(i), &["年"])?;
    is_year(year).then(|| after_han_year(s, at, year as i16, end))
}

/// `六月`, `上半年`, `第三季度` without a year.
fn partial_han(s: &Scan, at: usize) -> Option<Point> {
    let (part, edge, end) = han_part(s, at)?;
    (part != Part::Year && part != Part::Winter).then(|| Point { edge, ..Point::new(at, end, None, part) })
}

/// A five-year plan's years: `“十五五”`, `十四五期间`, `“十五五”末`. The eleventh to the nineteenth.
fn five_years(s: &Scan, at: usize) -> Option<Point> {
    let open = s.eat(at, &["“", "\"", "「", "『", "\'"]);
    let i = s.eat(open.unwrap_or(at), &["十"])?;
    let c = s.at(i);
    let n = han_digit(c).filter(|n| (1..=9).contains(n) && c != '两')?;
    let i = s.eat(i + c.len_utf8(), &["五"])?;
    if han_digit(s.before(at)).is_some() || (open.is_none() && han_digit(s.at(i)).is_some()) {
        return None;
    }
    let i = match open {
        Some(_) => s.eat(i, &["”", "\"", "」", "』", "\'"])?,
        None => i,
    };
    let first = 1951 + (10 + n as i16) * 5;
    let part = |from, to| Interval::years(from, to).map(Part::Fixed);
    let (part, end) = if let Some(end) = s.eat(i, &["期末", "末期", "末"]) {
        (part(first + 4, first + 4)?, end)
    } else if let Some(end) = s.eat(i, &["初期", "期初"]) {
        (part(first, first + 1)?, end)
    } else if let Some(end) = s.eat(i, &["中期"]) {
        (part(first + 1, first + 3)?, end)
    } else {
        (part(first, first + 4)?, s.eat(i, &["规划期", "时期", "期间"]).unwrap_or(i))
    };
    Some(Point::new(at, end, Some(first + 4), part))
}
