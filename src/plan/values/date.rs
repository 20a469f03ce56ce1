//! Dates: of a field, and in a sentence. Each is a closed interval of days.

use super::han::after_han_year;
use super::interval::Interval;
use super::open;
use super::part::{Edge, Part, Point, WrongDate};
use super::point::point;
use super::scan::{Scan, has_digit};
use std::ops::Range;

/// What a date field says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DateValue {
    /// These days. A fiscal year is every calendar year it may touch, a season its year (winter until the end of
    /// March), “end of” a year its last quarter, a list of dates all days from the first to the last, a date whose
    /// day and month may be swapped all days between both: wide, so that no comparison claims too much.
    Range(Interval),
    /// Valid, and no day: a duration, a month of the project, a recurrence, an event, a day without its year.
    Open,
    /// Says nothing: `—`, TBD, 待定.
    Empty,
    /// Other words.
    Unreadable,
    /// Has the form of a date and cannot be one.
    Invalid {
        /// The bytes that are wrong.
        range: Range<usize>,
        /// Why.
        reason: WrongDate,
    },
}

/// A date or period found in folded text.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub start: usize,
    pub end: usize,
    /// None for a point without its year.
    pub read: Result<Option<Interval>, WrongDate>,
    /// Two ends are written.
    pub two: bool,
    /// The first, or only, point.
    pub first: Point,
}

/// The date or period that starts here.
pub(super) fn period(s: &Scan, at: usize) -> Option<Found> {
    let first = point(s, at)?;
    let single = || Found { start: at, end: first.end, read: first.resolve(), two: false, first };
    let Some(second) = second(s, &first) else { return Some(single()) };
    let (mut a, mut b) = (first, second);
    match (a.year, b.year) {
        (None, Some(year)) => {
            a.year = Some(year);
            if let (Ok(Some(one)), Ok(Some(other))) = (a.resolve(), b.resolve())
                && other.end < one.start
            {
                a.year = Some(year - 1);
            }
        }
        (Some(year), None) => {
            b.year = Some(year);
            if let (Ok(Some(one)), Ok(Some(other))) = (a.resolve(), b.resolve())
                && other.end < one.start
            {
                b.year = Some(year + 1);
            }
        }
        _ => {}
    }
    let read = match (a.resolve(), b.resolve()) {
        (Ok(Some(one)), Ok(Some(other))) if other.end < one.start => Err(WrongDate::Reversed),
        (Ok(Some(one)), Ok(Some(other))) => Ok(Some(one.union(&other))),
        (Ok(_), Ok(_)) => Ok(None),
        (Err(reason), _) | (_, Err(reason)) => Err(reason),
    };
    Some(Found { start: at, end: second.end, read, two: true, first })
}

/// The second end of a period, after the first.
fn second(s: &Scan, first: &Point) -> Option<Point> {
    let i = s.space(first.end);
    let mark = ["...", "..", "…", "——", "—", "–", "->", "-", "~", "→", "至", "到"];
    let year_only = first.part == Part::Year && first.edge == Edge::Whole;
    let to = if let Some(end) = s.eat(i, &mark) {
        end
    } else if let Some(end) = s.eat_word(i, &["to", "through", "thru", "until", "till"]) {
        end
    } else if first.year.is_none() {
        s.eat_word(i, &["and"]).or_else(|| s.eat(i, &["/", "&"]))?
    } else if s.word_before(first.start) == "between" {
        s.eat_word(i, &["and"])?
    } else {
        return None;
    };
    let to = s.space(to);
    let to = s.eat_word(to, &["the"]).map_or(to, |t| s.space(t));
    // `2027–30`: years of one century.
    if year_only
        && let Some(year) = first.year
        && let Some((n, 2, end)) = s.digits(to, 2)
        && n as i16 > year % 100
        && !s.at(end).is_ascii_alphanumeric()
        && !matches!(s.at(end), '-' | '/' | '.' | '月' | ':' | '%')
        && matches!(s.before(to), '-' | '–' | '—' | '~' | '至' | '到')
    {
        let end = s.eat(end, &["年"]).unwrap_or(end);
        let year = year - year % 100 + n as i16;
        return Some(Point { start: to, end, year: Some(year), ..*first });
    }
    // `民國116年至118年`: both are years of the Republic's calendar.
    if s.eat(first.start, &["民国"]).is_some()
        && let Some((n, 2 | 3, end)) = s.digits(to, 3)
        && let Some(end) = s.eat(s.space(end), &["年"])
    {
        return Some(after_han_year(s, to, 1911 + n as i16, end));
    }
    // `6月1日至15日`
    if let (Part::Days(month, ..), Some(_)) = (first.part, first.year)
        && let Some((day, end)) = s.small(to)
        && let Some(end) = s.eat(s.space(end), &["日", "号"])
    {
        return Some(Point { start: to, end, part: Part::Days(month, day, day), ..*first });
    }
    let second = point(s, to)?;
    // A code may go on: `2027-01-02-2`.
    let code = s.at(second.end) == '-' && s.at(second.end + 1).is_ascii_digit();
    (!code && (second.year.is_some() || first.year.is_some())).then_some(second)
}

/// Words that may stand before a date, in a field.
const BEFORE: [&str; 34] = [
    "no later than",
    "not later than",
    "by the latest",
    "at the latest",
    "completed by",
    "completion by",
    "complete by",
    "deadline",
    "expected",
    "planned",
    "estimated",
    "target",
    "around",
    "before",
    "during",
    "about",
    "approx.",
    "approx",
    "starting",
    "ending",
    "until",
    "since",
    "latest",
    "from",
    "till",
    "circa",
    "due",
    "est.",
    "the",
    "ca.",
    "by",
    "in",
    "on",
    "at",
];

const BEFORE_HAN: [&str; 20] = [
    "截止到",
    "截至到",
    "不晚于",
    "不迟于",
    "力争",
    "预计",
    "计划",
    "目标",
    "大约",
    "截至",
    "截止",
    "最迟",
    "争取",
    "约",
    "于",
    "在",
    "到",
    "至",
    "拟",
    "自",
];

/// Words that may follow a date and leave it one.
const AFTER: [&str; 26] = [
    "之前",
    "以前",
    "之内",
    "以内",
    "前后",
    "左右",
    "完成",
    "为止",
    "起",
    "前",
    "内",
    "底",
    "止",
    "年",
    "度",
    "at the latest",
    "or earlier",
    "latest",
    "deadline",
    "onwards",
    "onward",
    "planned",
    "target",
    "expected",
    "est.",
    "est",
];

/// Past the words that may stand before a date.
pub(super) fn skip_lead(s: &Scan, at: usize) -> usize {
    let mut i = at;
    loop {
        let rest = s.rest(i);
        let mark = rest.starts_with(|c: char| {
            matches!(c, ' ' | '~' | '≤' | '<' | '=' | ':' | '*' | '_' | '`' | '(' | '[' | '【' | '|' | '≈')
        });
        i = if mark {
            i + rest.chars().next().map_or(1, char::len_utf8)
        } else if let Some(end) = s.eat_word(i, &BEFORE) {
            end
        } else if let Some(end) = s.eat(i, &BEFORE_HAN) {
            end
        } else {
            return i;
        };
    }
}

/// Whether nothing but marks, remarks in brackets and harmless words follow.
pub(super) fn is_end(s: &Scan, at: usize) -> bool {
    let mut i = at;
    loop {
        let rest = s.rest(i);
        let Some(c) = rest.chars().next() else { return true };
        if matches!(c, ' ' | '.' | ',' | ';' | '。' | '、' | ')' | ']' | '】' | '*' | '_' | '`' | '?' | '!' | '~' | '+')
        {
            i += c.len_utf8();
        } else if let Some(close) = match c {
            '(' => Some(')'),
            '[' => Some(']'),
            '【' => Some('】'),
            _ => None,
        } {
            let Some(len) = rest.find(close) else { return true };
            i += len + close.len_utf8();
        } else if let Some(end) = s.eat(i, &AFTER) {
            i = end;
        } else {
            // A time of day: `T10:00Z`, `17:00`.
            let time = rest.len() <= 16
                && rest.chars().all(|c| {
                    c.is_ascii_digit() || matches!(c, 't' | 'z' | ':' | '+' | '-' | '.' | ' ' | 'a' | 'p' | 'm')
                })
                && rest.contains(':');
            return time;
        }
    }
}

/// Reads a date field.
pub fn date(text: &str) -> DateValue {
    let s = Scan::new(text);
    if open::is_empty(&s.text) {
        return DateValue::Empty;
    }
    let lead = skip_lead(&s, 0);
    if let Some(found) = period(&s, lead)
        && is_end(&s, found.end)
    {
        return match found.read {
            Ok(Some(interval)) => DateValue::Range(interval),
            Ok(None) => DateValue::Open,
            Err(reason) => DateValue::Invalid { range: s.range(found.start, found.end), reason },
        };
    }
    let brief = text.len() <= 160;
    if brief && open::outlasts_dates(&s.text) {
        return DateValue::Open;
    }
    let found = all(&s, true);
    if brief && let Some((found, reason)) = found.iter().find_map(|f| f.read.err().map(|reason| (f, reason))) {
        return DateValue::Invalid { range: s.range(found.start, found.end), reason };
    }
    let whole = found.iter().filter_map(|f| f.read.ok().flatten()).reduce(|a, b| a.union(&b));
    match whole {
        Some(interval) if brief => DateValue::Range(interval),
        Some(_) => DateValue::Open,
        None if found.is_empty() && !open::is_open(&s.text) => DateValue::Unreadable,
        None => DateValue::Open,
    }
}

/// The dates in a sentence, with their places. Years alone count only where the words around say so; what cannot
/// be a date is left out.
pub fn dates_in(text: &str) -> Vec<(Range<usize>, Interval)> {
    if !may_hold(text) {
        return Vec::new();
    }
    let s = Scan::new(text);
    all(&s, false)
        .into_iter()
        .filter_map(|found| Some((s.range(found.start, found.end), found.read.ok().flatten()?)))
        .collect()
}

/// Whether a text may hold a date: a digit, a year in Han numerals, a five-year plan.
pub(super) fn may_hold(text: &str) -> bool {
    has_digit(text) || (!text.is_ascii() && (text.contains('五') || text.contains('年') && text.contains('二')))
}

/// All dates and periods, in order. `field`: the whole text is about a date, so that less is asked of each.
pub(super) fn all(s: &Scan, field: bool) -> Vec<Found> {
    let mut found = Vec::new();
    let mut i = 0;
    while i < s.text.len() {
        let c = s.at(i);
        let len = c.len_utf8();
        let wordlike = c.is_ascii_alphanumeric();
        if wordlike && glued(s, i) {
            // Past the rest of this word or number.
            i += s.rest(i).bytes().take_while(u8::is_ascii_alphanumeric).count().max(1);
            continue;
        }
        let starts = wordlike || matches!(c, '民' | '二' | '一' | '十' | '“' | '"' | '「' | '『' | '\'');
        if starts
            && let Some(f) = period(s, i)
            && (field || counts(s, &f))
            && f.end > i
            && (f.first.year.is_some() || f.two)
        {
            i = f.end;
            found.push(f);
            continue;
        }
        if c.is_ascii_digit() {
            i += s.rest(i).bytes().take_while(u8::is_ascii_digit).count();
        } else if c.is_ascii_lowercase() {
            i += s.word(i).len().max(1);
        } else {
            i += len;
        }
    }
    found
}

/// Whether a letter or digit continues a code or number: `GB/T 22239-2019`, `v2028`, `1.2028`.
fn glued(s: &Scan, at: usize) -> bool {
    let before = s.before(at);
    if before.is_ascii_alphanumeric() || matches!(before, '_' | '#' | '$' | '€' | '£' | '¥' | '@' | '§') {
        return true;
    }
    let digit = s.at(at).is_ascii_digit();
    if digit && matches!(before, '-' | '.' | '/' | ':' | '–' | ',') {
        let head = s.text.get(..at - before.len_utf8()).unwrap_or("");
        return head.ends_with(|c: char| c.is_ascii_alphanumeric());
    }
    false
}

/// Whether a date in a sentence is one: what a count, a law or a code may look like is not.
fn counts(s: &Scan, found: &Found) -> bool {
    let (before, after) = (s.before(found.start), s.at(found.end));
    if matches!(before, '〔' | '﹝') || (after == '版' || s.rest(found.end).starts_with("修订")) {
        return false;
    }
    // `(2021)12号`, `[2021]12号`
    if matches!(before, '(' | '[' | '【')
        && let Some(close) = s.eat(found.end, &[")", "]", "】"])
        && let Some((_, _, end)) = s.digits(close, 4)
        && s.eat(end, &["号"]).is_some()
    {
        return false;
    }
    if after == '%' || s.at(found.end) == '/' && s.at(found.end + 1).is_ascii_digit() {
        return false;
    }
    // A plan's name is no date; its period is.
    if let Part::Fixed(_) = found.first.part
        && !found.two
        && matches!(before_open(s, found.start), Some('十'))
    {
        return s.text.get(found.start..found.end).is_some_and(|t| t.ends_with(['期', '间', '末', '初']));
    }
    if !found.first.bare {
        return true;
    }
    if found.two {
        return s.rest(found.end).starts_with('年') || !plural_follows(s, found.end);
    }
    bare_year(s, found)
}

/// The first character of a point after its quotation mark.
fn before_open(s: &Scan, at: usize) -> Option<char> {
    s.rest(at).chars().find(|c| !matches!(c, '“' | '"' | '「' | '『' | '\''))
}

/// Whether four digits in a sentence are a year.
fn bare_year(s: &Scan, found: &Found) -> bool {
    const CERTAIN: [&str; 10] =
        ["by", "until", "till", "since", "before", "after", "during", "through", "throughout", "year"];
    const LIKELY: [&str; 18] = [
        "in",
        "to",
        "from",
        "of",
        "the",
        "for",
        "than",
        "late",
        "early",
        "mid",
        "end",
        "starting",
        "beginning",
        "ending",
        "between",
        "due",
        "on",
        "to",
    ];
    let year = found.first.year.unwrap_or(0);
    if !(1990..=2100).contains(&year) {
        return false;
    }
    let next = s.at(s.space(found.end));
    let han_next = crate::lexicon::is_han(next);
    if han_next {
        return matches!(next, '前' | '后' | '至' | '到' | '起');
    }
    let head = s.text.get(..found.start).unwrap_or("").trim_end();
    let word = s.word_before(found.start);
    if CERTAIN.contains(&word) || head.ends_with(['到', '至', '于', '在', '自', '从']) {
        return true;
    }
    let closed = next == '\0'
        || matches!(next, ',' | '.' | ';' | ':' | ')' | ']' | '。' | '、' | '|' | '!' | '?' | '”' | '"' | '–' | '—');
    if LIKELY.contains(&word) {
        return closed || !plural_follows(s, found.end);
    }
    // A sentence or bracket that opens with a year, or text that ends with one.
    let opens = head.is_empty() || head.ends_with(['(', '*', '|']);
    (opens && !plural_follows(s, found.end))
        || (closed && !head.ends_with(['.', ':', '/', '-', '>', '<', '=', '≥', '≤']))
}

/// Whether a counted noun follows: `2000 users`.
fn plural_follows(s: &Scan, at: usize) -> bool {
    const NO_NOUN: [&str; 20] = [
        "is",
        "was",
        "has",
        "as",
        "this",
        "sees",
        "plans",
        "goals",
        "objectives",
        "priorities",
        "targets",
        "actions",
        "process",
        "focus",
        "status",
        "results",
        "tasks",
        "projects",
        "its",
        "us",
    ];
    let word = s.word(s.space(at));
    s.at(at) == ' ' && word.len() > 2 && (word.ends_with('s') || word == "people") && !NO_NOUN.contains(&word)
}
