//! Points of time in Chinese: after `2028年`, in Han numerals, of the Republic's calendar, of five-year plans.

use super::interval::Interval;
use super::part::{Edge, Part, Point, is_year, letter_part};
use super::scan::{Scan, han_digit, han_number};

/// What follows `2028年`.
pub(super) fn after_han_year(s: &Scan, at: usize, year: i16, end: usize) -> Point {
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
pub(super) fn han_part(s: &Scan, at: usize) -> Option<(Part, Edge, usize)> {
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

/// A point that starts with a Han character or a quotation mark.
pub(super) fn han(s: &Scan, at: usize) -> Option<Point> {
    if let Some(end) = s.eat(at, &["民国"]) {
        let i = s.space(end);
        let (n, after) = match s.digits(i, 3) {
            Some((n, _, after)) => (u64::from(n), after),
            None => han_number(s.rest(i)).map(|(n, len)| (n, i + len)).filter(|(n, _)| *n < 200)?,
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
