//! One point of time as people write it: a year, half, quarter, month or day, with or without its year.
//!
//! Total and linear: a point is tried where a word or a run of digits starts, and looks ahead a bounded way.

use super::han::{after_han_year, han, han_part};
use super::interval::Interval;
use super::part::{Edge, Part, Point, ends, is_year, letter_part};
use super::scan::Scan;

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

/// Whether a word in small letters is the name of a month, or its short form.
pub(in crate::plan) fn is_month_name(word: &str) -> bool {
    MONTHS.iter().any(|(name, _)| *name == word)
}

/// The point that starts here.
pub(super) fn point(s: &Scan, at: usize) -> Option<Point> {
    let c = s.at(at);
    if c.is_ascii_digit() {
        return numeric(s, at);
    }
    if c.is_ascii_lowercase() {
        return may_open(s.word(at)).then(|| edged(s, at).or_else(|| worded(s, at)))?;
    }
    if (c as u32) > 0x7f || c == '"' { han(s, at) } else { None }
}

/// Whether a word opens with the letters of a word that a point starts with: few do.
fn may_open(word: &str) -> bool {
    match word.as_bytes() {
        [one] => matches!(one, b'q' | b'h'),
        [one, two] => matches!([*one, *two], [b'c' | b'f' | b's', b'y']),
        [one, two, three, ..] => match one {
            b'a' => matches!([*two, *three], [b'p', b'r'] | [b'u', b'g' | b't'] | [b'c', b'a']),
            b'b' => matches!([*two, *three], [b'e', b'g'] | [b'u', b'd']),
            b'c' => matches!([*two, *three], [b'l', b'o'] | [b'a', b'l']),
            b'd' => matches!([*two, *three], [b'e', b'c']),
            b'e' => matches!([*two, *three], [b'n', b'd'] | [b'o', b'y'] | [b'a', b'r']),
            b'f' => {
                matches!([*two, *three], [b'e', b'b'] | [b'i', b'r' | b's' | b'n'] | [b'o', b'u'] | [b'a', b'l'])
            }
            b'j' => matches!([*two, *three], [b'a', b'n'] | [b'u', b'n' | b'l']),
            b'l' => matches!([*two, *three], [b'a', b't' | b's']),
            b'm' => matches!([*two, *three], [b'a', b'r' | b'y'] | [b'i', b'd']),
            b'n' => matches!([*two, *three], [b'o', b'v']),
            b'o' => matches!([*two, *three], [b'c', b't']),
            b's' => matches!(
                [*two, *three],
                [b'e', b'p' | b'c'] | [b't', b'a'] | [b'p', b'r'] | [b'u', b'm'] | [b'c', b'h']
            ),
            b't' => matches!([*two, *three], [b'h', b'i'] | [b'a', b'x']),
            b'w' => matches!([*two, *three], [b'i', b'n']),
            b'y' => matches!([*two, *three], [b'e', b'a']),
            _ => false,
        },
        [] => false,
    }
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
        3 => republic_year(s, at, n, end),
        1 | 2 => small_first(s, at, n, end),
        _ => None,
    }
}

/// `115年3月`, `115年底`: a year of the Republic's calendar. Alone, `115年` may be a duration.
fn republic_year(s: &Scan, at: usize, n: u32, end: usize) -> Option<Point> {
    let known = (100..=139).contains(&n);
    let end = s.eat(s.space(end), &["年"]).filter(|_| known)?;
    let point = after_han_year(s, at, 1911 + n as i16, end);
    (point.part != Part::Year || point.edge != Edge::Whole).then_some(point)
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

/// Past `st`, `nd`, `rd`, `th` after a number; none where other letters follow.
fn after_ordinal(s: &Scan, at: usize) -> Option<usize> {
    let end = s.eat(at, &["st", "nd", "rd", "th"]).unwrap_or(at);
    ends(s, end).then_some(end)
}

/// A point that starts with a day or month in digits.
fn small_first(s: &Scan, at: usize, n: u32, end: usize) -> Option<Point> {
    let mark = s.at(end);
    if matches!(mark, '/' | '.' | '-') {
        if let Some((year, after)) = year_at(s, end + 1) {
            let alone = ends(s, after) && !(matches!(s.at(after), '-' | '/' | '.') && s.at(after + 1).is_ascii_digit());
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
    (inner.edge == Edge::Whole && inner.year.is_some()).then_some(Point { bare: false, start: at, edge, ..inner })
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

/// Years of the century that stand behind the name of a month.
const SHORT_YEARS: std::ops::RangeInclusive<u32> = 24..=60;

/// `June 2028`, `Jun-28`, `June 30, 2028`, `June 1–15, 2028`, `June`.
fn after_month(s: &Scan, at: usize, month: u32, end: usize) -> Point {
    if let Some((year, fiscal, after)) = year_after(s, end) {
        let part = if fiscal { Part::Fiscal } else { Part::Months(month, month) };
        return Point::new(at, after, Some(year), part);
    }
    // `Mar-28`, as spreadsheets write a month: days stand before the name there.
    if s.at(end) == '-'
        && let Some((year, 2, after)) = s.digits(end + 1, 2)
        && (SHORT_YEARS.contains(&year) && ends(s, after) && year_after(s, after).is_none())
    {
        return Point::new(at, after, Some(2000 + year as i16), Part::Months(month, month));
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_that_starts_a_point_may_open_one() {
        let edges = ["end", "close", "eoy", "year", "late", "early", "mid", "middle", "start", "beginning"];
        let parts = ["q", "h", "first", "second", "third", "fourth", "last", "calendar", "cy"];
        let seasons = ["spring", "summer", "autumn", "fall", "winter"];
        let years = ["fy", "sy", "fiscal", "financial", "academic", "school", "budget", "tax"];
        let all = [&edges[..], &parts, &seasons, &years].concat();
        assert!(all.into_iter().chain(MONTHS.map(|(name, _)| name)).all(may_open));
        assert!(!may_open("the") && !may_open("hour"));
    }
}
