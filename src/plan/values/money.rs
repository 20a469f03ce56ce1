//! Amounts of money: of a field, and in a sentence.

use super::currency::{self, Currency};
use super::interval::Tri;
use super::open;
use super::part::is_year;
use super::scan::{Scan, han_number, has_digit, opens};
use rust_decimal::Decimal;
use std::cmp::Ordering;
use std::ops::Range;
use std::str::FromStr;

/// An amount with its currency, where one is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Money {
    /// In whole units of the currency: `1.2M` is 1200000.
    pub amount: Decimal,
    /// None where the text and its column head name none.
    pub currency: Option<Currency>,
}

impl Money {
    /// The currency that both have; none where they differ or only one says it.
    fn shared(&self, other: &Money) -> Option<Option<Currency>> {
        match (self.currency, other.currency) {
            (None, None) => Some(None),
            (Some(a), Some(b)) => a.join(b).map(Some),
            _ => None,
        }
    }

    /// The sum; none where currencies differ or it is too large.
    pub fn plus(&self, other: &Money) -> Option<Money> {
        let currency = self.shared(other)?;
        Some(Money { amount: self.amount.checked_add(other.amount)?, currency })
    }

    /// Which is more; none where currencies differ.
    pub fn compare(&self, other: &Money) -> Option<Ordering> {
        self.shared(other)?;
        Some(self.amount.cmp(&other.amount))
    }

    /// Whether it is not more than the other; unknown where currencies differ.
    pub fn at_most(&self, other: &Money) -> Tri {
        self.compare(other).map_or(Tri::Unknown, |order| Tri::from(order != Ordering::Greater))
    }
}

/// What a budget field says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MoneyValue {
    /// One amount; “up to” and “about” leave it one.
    Amount(Money),
    /// Valid, and no one amount: a range, a lower bound, several amounts, so much a year, people or days.
    Open,
    /// Says nothing: `—`, TBD, 待定.
    Empty,
    /// Words without a figure.
    Unreadable,
    /// Has the form of an amount and cannot be one: `1,2,3M`.
    Invalid {
        /// The bytes that are wrong.
        range: Range<usize>,
    },
}

/// A figure as written.
enum Figure {
    Value(Decimal),
    /// May be read in two ways: `1.200`.
    Unsure,
    Wrong,
}

/// An amount in a text.
struct Amount {
    start: usize,
    /// Where the figure starts, after a currency.
    number: usize,
    end: usize,
    figure: Figure,
    currency: Option<Currency>,
    /// The currency stands before or after in a way that means money by itself.
    sure: bool,
    /// A thousand, a million, 万 … is written.
    scaled: bool,
    /// The unit is written after it: nothing of the column head applies.
    full: bool,
}

const SCALES: [(&str, u64); 25] = [
    ("万亿", 1_000_000_000_000),
    ("千亿", 100_000_000_000),
    ("百亿", 10_000_000_000),
    ("千万", 10_000_000),
    ("百万", 1_000_000),
    ("十万", 100_000),
    ("亿", 100_000_000),
    ("万", 10_000),
    ("千", 1_000),
    ("thousand", 1_000),
    ("millions", 1_000_000),
    ("million", 1_000_000),
    ("billions", 1_000_000_000),
    ("billion", 1_000_000_000),
    ("trillion", 1_000_000_000_000),
    ("lakh", 100_000),
    ("crore", 10_000_000),
    ("mio", 1_000_000),
    ("mln", 1_000_000),
    ("mn", 1_000_000),
    ("mm", 1_000_000),
    ("bn", 1_000_000_000),
    ("k", 1_000),
    ("m", 1_000_000),
    ("b", 1_000_000_000),
];

/// A scale at a position: factor, end. Letters must end there, or a currency's sign follow (`k€`).
fn scale(s: &Scan, at: usize) -> Option<(u64, usize)> {
    let (word, factor) = SCALES.iter().find(|(word, _)| {
        opens(s.rest(at), word) && { !word.is_ascii() || !s.at(at + word.len()).is_ascii_alphanumeric() }
    })?;
    Some((*factor, at + word.len()))
}

/// A number in digits with its groups: end and value.
fn digits(s: &Scan, at: usize) -> Option<(usize, Figure)> {
    let rest = s.rest(at).as_bytes();
    let run = |from: usize| rest.iter().skip(from).take(32).take_while(|b| b.is_ascii_digit()).count();
    let mut groups: Vec<(u8, usize, usize)> = Vec::new();
    let len = run(0);
    if len == 0 {
        return None;
    }
    groups.push((b' ', 0, len));
    let mut end = len;
    while let Some(&mark) = rest.get(end) {
        if !matches!(mark, b',' | b'.' | b' ' | b'\'') || groups.len() > 12 {
            break;
        }
        let len = run(end + 1);
        let spaced = matches!(mark, b' ' | b'\'');
        let first = groups.first().map_or(0, |g| g.2);
        if len == 0 || (spaced && (len != 3 || first > 3)) {
            break;
        }
        groups.push((mark, end + 1, len));
        end += 1 + len;
    }
    let text = |from: &[(u8, usize, usize)]| -> String {
        from.iter().flat_map(|g| rest.get(g.1..g.1 + g.2).unwrap_or(&[])).map(|&b| b as char).collect()
    };
    let figure = |whole: &[(u8, usize, usize)], part: Option<(u8, usize, usize)>| {
        let mut plain = text(whole);
        if let Some(part) = part {
            plain.push('.');
            plain.push_str(&text(&[part]));
        }
        Decimal::from_str(&plain).map_or(Figure::Unsure, Figure::Value)
    };
    let marks: Vec<u8> = groups.iter().skip(1).map(|g| g.0).collect();
    let last = *groups.last()?;
    let all_but = &groups[..groups.len() - 1];
    let value = match &marks[..] {
        [] => figure(&groups, None),
        [b'.'] if last.2 == 3 && (1..=3).contains(&groups[0].2) && rest.first() != Some(&b'0') => Figure::Unsure,
        [b'.'] => figure(all_but, Some(last)),
        [b','] if last.2 == 3 && groups[0].2 <= 3 => figure(&groups, None),
        [b','] if last.2 <= 2 => figure(all_but, Some(last)),
        [b','] => Figure::Unsure,
        _ => {
            let inner = &marks[..marks.len() - 1];
            let same = |marks: &[u8]| marks.iter().all(|m| Some(m) == marks.first());
            let (whole, part) = if same(&marks) {
                (&groups[..], None)
            } else if same(inner) && inner.first() != marks.last() && matches!(marks.last(), Some(b'.' | b',')) {
                (all_but, Some(last))
            } else {
                return Some((at + end, Figure::Wrong));
            };
            match grouped(whole) {
                true => figure(whole, part),
                // Dots that do not group are a version or a date.
                false if marks.contains(&b'.') && part.is_none() => return None,
                false => Figure::Wrong,
            }
        }
    };
    Some((at + end, value))
}

/// Whether groups are of three digits, or as in India (2, 2, 3) or of four as in China.
fn grouped(groups: &[(u8, usize, usize)]) -> bool {
    let Some((first, rest)) = groups.split_first() else { return false };
    let Some((last, inner)) = rest.split_last() else { return true };
    (first.2 <= 3 && last.2 == 3 && (inner.iter().all(|g| g.2 == 3) || inner.iter().all(|g| g.2 == 2)))
        || (first.2 <= 4 && rest.iter().all(|g| g.2 == 4))
}

/// The amount that starts here, with or without a currency.
fn amount(s: &Scan, at: usize) -> Option<Amount> {
    let lead = currency::before(s, at);
    let mut i = lead.map_or(at, |(_, end)| s.space(end));
    if s.rest(at).starts_with(crate::lexicon::is_han) && lead.is_some() {
        i = s.eat(i, &[":", "约"]).map_or(i, |i| s.space(i));
    }
    let number = i;
    let mut total: Option<Decimal> = None;
    let mut scaled = false;
    let mut state = None;
    let mut last = u64::MAX;
    let mut parts = 0;
    // `1亿2000万`: parts with falling scales.
    loop {
        let (end, figure, han) = match digits(s, i) {
            Some((end, figure)) => (end, figure, false),
            None => {
                let Some((n, len)) = han_number(s.rest(i)) else { break };
                (i + len, Figure::Value(Decimal::from(n)), true)
            }
        };
        let next = s.space(end);
        let factor = scale(s, next).filter(|(_, after)| {
            // A letter with a space before it is a scale only beside a currency.
            next == end || after - next > 1 || lead.is_some() || currency::after(s, s.space(*after)).is_some()
        });
        if parts > 0 && factor.is_none_or(|(f, _)| f >= last) {
            break;
        }
        let value = match figure {
            Figure::Value(value) => value,
            Figure::Unsure if factor.is_some() => {
                // `1.250 million` has one reading only.
                let plain: String = s.rest(i).chars().take(end - i).collect();
                match Decimal::from_str(&plain) {
                    Ok(value) => value,
                    Err(_) => {
                        state = Some((end, figure));
                        break;
                    }
                }
            }
            other => {
                state = Some((factor.map_or(end, |f| f.1), other));
                break;
            }
        };
        let (factor, after) = factor.unwrap_or((1, end));
        scaled |= factor > 1 || (han && value >= Decimal::ONE_HUNDRED);
        total = value.checked_mul(Decimal::from(factor)).and_then(|v| v.checked_add(total.unwrap_or(Decimal::ZERO)));
        let Some(total) = total else {
            state = Some((after, Figure::Unsure));
            break;
        };
        state = Some((after, Figure::Value(total)));
        parts += 1;
        i = after;
        last = factor;
        if factor < 10_000
            || !s.rest(i).starts_with(|c: char| c.is_ascii_digit() || han_number(c.encode_utf8(&mut [0; 4])).is_some())
        {
            break;
        }
    }
    let (mut end, figure) = state?;
    if scaled && let Some(after) = s.eat(end, &["余", "多"]) {
        end = after;
    }
    let tail = currency::after(s, s.space(end));
    let large = matches!(&figure, Figure::Value(v) if *v >= Decimal::ONE_THOUSAND);
    let (mut currency, mut sure, mut full) = (lead.map(|l| l.0), lead.is_some(), false);
    if let Some((after, to, certain)) = tail {
        let joined = match currency {
            None => Some(after),
            Some(before) => before.join(after),
        };
        if let Some(joined) = joined {
            currency = Some(joined);
            sure |= certain || scaled || large;
            full = true;
            end = to;
        }
    }
    Some(Amount { start: at, number, end, figure, currency, sure, scaled, full })
}

/// Factor and currency that a column head gives: `万元`, `Budget (USD k)`, `$'000`, `in thousands of euros`.
fn unit_of(head: &str) -> (Option<u64>, Option<Currency>) {
    let s = Scan::new(head);
    let text = s.text.as_str();
    let has = |word: &str| {
        text.match_indices(word).any(|(at, _)| {
            let (before, after) = (s.before(at), s.at(at + word.len()));
            !before.is_ascii_alphabetic() && !after.is_ascii_alphabetic()
        })
    };
    let factor = if text.contains("万亿") {
        Some(1_000_000_000_000)
    } else if text.contains('亿') {
        Some(100_000_000)
    } else if text.contains("百万") {
        Some(1_000_000)
    } else if text.contains('万') {
        Some(10_000)
    } else if text.contains("千元")
        || has("thousand")
        || has("thousands")
        || has("k")
        || text.contains("000")
        || has("keur")
    {
        Some(1_000)
    } else if ["million", "millions", "m", "mio", "mln", "mn", "mm"].iter().any(|w| has(w)) {
        Some(1_000_000)
    } else if ["billion", "billions", "bn", "b"].iter().any(|w| has(w)) {
        Some(1_000_000_000)
    } else {
        None
    };
    (factor, currency::anywhere(&s))
}

const LEADS: [&str; 26] = [
    "approximately",
    "approx.",
    "approx",
    "estimated",
    "est.",
    "about",
    "around",
    "circa",
    "ca.",
    "roughly",
    "up to",
    "maximum",
    "max.",
    "max",
    "at most",
    "total of",
    "total",
    "totalling",
    "budget",
    "cost",
    "costs",
    "a",
    "not more than",
    "not to exceed",
    "some",
    "of",
];

const LEADS_HAN: [&str; 17] = [
    "不超过",
    "总投资",
    "总计",
    "合计",
    "共计",
    "预计",
    "预算",
    "投资",
    "大约",
    "至多",
    "约为",
    "经费",
    "资金",
    "共",
    "约",
    "计",
    "近",
];

const LOWER: [&str; 14] = [
    "more than",
    "at least",
    "minimum",
    "min.",
    "over",
    "from",
    "above",
    "不低于",
    "不少于",
    "至少",
    "超过",
    "超",
    "≥",
    ">",
];

/// Words that may follow an amount and leave it one.
const TAILS: [&str; 16] = [
    "左右",
    "以内",
    "以下",
    "之内",
    "上下",
    "整",
    "in total",
    "total",
    "approx.",
    "approx",
    "maximum",
    "max",
    "one-off",
    "once",
    "estimated",
    "人民币",
];

/// Reads a budget field. `unit` is what the column head says about amounts.
pub fn money(text: &str, unit: Option<&str>) -> MoneyValue {
    let s = Scan::new(text);
    if open::is_empty(&s.text) {
        return MoneyValue::Empty;
    }
    let mut i = 0;
    let mut lower = false;
    loop {
        let rest = s.rest(i);
        i = if rest.starts_with([' ', '~', '≈', '≤', '<', '*', '_', '`', '(', '[', ':', '=', '+']) {
            i + rest.chars().next().map_or(1, char::len_utf8)
        } else if let Some(end) = s.eat_word(i, &LEADS).or_else(|| s.eat(i, &LEADS_HAN)) {
            end
        } else if let Some(end) = s.eat(i, &LOWER) {
            lower = true;
            end
        } else {
            break;
        };
    }
    let Some(found) = amount(&s, i) else {
        let within: Vec<Amount> = amounts(&s);
        return match &within[..] {
            [one] if !lower => match one.figure {
                Figure::Value(amount) if is_alone(&s, one) => {
                    MoneyValue::Amount(Money { amount, currency: one.currency })
                }
                _ => MoneyValue::Open,
            },
            [] if !has_digit(text) => MoneyValue::Unreadable,
            _ => MoneyValue::Open,
        };
    };
    let value = match found.figure {
        Figure::Value(value) => value,
        Figure::Unsure => return MoneyValue::Open,
        Figure::Wrong => return MoneyValue::Invalid { range: s.range(found.number, found.end) },
    };
    if lower || !is_alone(&s, &found) {
        return MoneyValue::Open;
    }
    let (factor, named) = unit.map_or((None, None), unit_of);
    let bare = found.currency.is_none() && !found.scaled;
    // A year, or so many people or days, is no amount.
    if bare && unit.is_none() && value.to_string().parse().is_ok_and(is_year) {
        return MoneyValue::Open;
    }
    let factor = if found.scaled || found.full { None } else { factor };
    let currency = match (found.currency, named) {
        (Some(own), Some(head)) => Some(own.join(head).unwrap_or(own)),
        (own, head) => own.or(head),
    };
    match value.checked_mul(Decimal::from(factor.unwrap_or(1))) {
        Some(amount) => MoneyValue::Amount(Money { amount, currency }),
        None => MoneyValue::Open,
    }
}

/// Whether an amount stands for the whole: no range, no second figure, no “a year”, no counted noun.
fn is_alone(s: &Scan, found: &Amount) -> bool {
    let mut i = found.end;
    loop {
        let rest = s.rest(i);
        let Some(c) = rest.chars().next() else { return true };
        let close = match c {
            '(' => Some(')'),
            '[' => Some(']'),
            _ => None,
        };
        if matches!(c, ' ' | '.' | ';' | '。' | ')' | ']' | '*' | '_' | '`' | '?' | '!') {
            i += c.len_utf8();
        } else if let Some(close) = close {
            let Some(len) = rest.find(close) else { return true };
            let inner = rest.get(1..len).unwrap_or("");
            if ["per ", "p.a", "annual", "/", "每年", "a year"].iter().any(|w| inner.starts_with(w)) {
                return false;
            }
            i += len + 1;
        } else if let Some(end) = s.eat(i, &TAILS) {
            i = end;
        } else {
            let money = found.sure || found.scaled;
            let recurs = [
                "per ", "/", "p.a", "annual", "a year", "a month", "each", "yearly", "monthly", "每", "-", "–", "—",
                "~", "to ", "至", "到", "%",
            ]
            .iter()
            .any(|w| rest.starts_with(w));
            return money && !recurs && !has_digit(rest) && !rest.contains("per year") && !rest.contains("每年");
        }
    }
}

/// Between the currency that opens an amount and its number stand fewer bytes than this.
const LEAD: usize = 32;

/// Whether a digit, or a character that may be a numeral, is so near that a currency here may belong to it.
fn may_follow(s: &Scan, at: usize) -> bool {
    s.text.as_bytes()[at..].iter().take(LEAD).skip(1).any(|byte| byte.is_ascii_digit() || *byte >= 0xe3)
}

/// The amounts in a text that a currency marks as money.
fn amounts(s: &Scan) -> Vec<Amount> {
    let mut found: Vec<Amount> = Vec::new();
    let mut i = 0;
    while i < s.text.len() {
        let c = s.at(i);
        let before = s.before(i);
        let inside = (c.is_ascii_alphanumeric() && before.is_ascii_alphanumeric())
            || (c.is_ascii_digit()
                && matches!(before, '.' | ',' | '-' | '/')
                && s.text[..i - 1].ends_with(|c: char| c.is_ascii_alphanumeric()));
        let han = matches!(
            c,
            '一' | '二' | '两' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '壹' | '贰' | '叁' | '伍'
        );
        let starts = c.is_ascii_alphanumeric()
            || han
            || matches!(
                c,
                '$' | '€'
                    | '£'
                    | '¥'
                    | '￥'
                    | '￡'
                    | '₹'
                    | '₩'
                    | '人'
                    | '新'
                    | '美'
                    | '欧'
                    | '港'
                    | '台'
                    | '英'
                    | '日'
            );
        if starts
            && !inside
            && (c.is_ascii_digit() || han || may_follow(s, i))
            && let Some(amount) = amount(s, i)
            && amount.currency.is_some()
            && amount.sure
            && (!han || amount.scaled || amount.end - i > 2 * c.len_utf8())
        {
            i = amount.end.max(i + c.len_utf8());
            found.push(amount);
            continue;
        }
        i += match c {
            _ if c.is_ascii_digit() => s.rest(i).bytes().take_while(u8::is_ascii_digit).count(),
            _ if c.is_ascii_lowercase() && !matches!(s.at(i + 1), '$') => s.word(i).len().max(1),
            _ => c.len_utf8(),
        };
    }
    found
}

/// The amounts of money in a sentence, with their places: what has a currency, never a plain count.
pub fn money_in(text: &str) -> Vec<(Range<usize>, Money)> {
    if !has_digit(text) && (text.is_ascii() || !['元', '币', '镑'].iter().any(|sign| text.contains(*sign))) {
        return Vec::new();
    }
    let s = Scan::new(text);
    amounts(&s)
        .into_iter()
        .filter_map(|found| match found.figure {
            Figure::Value(amount) => {
                Some((s.range(found.start, found.end), Money { amount, currency: found.currency }))
            }
            _ => None,
        })
        .collect()
}
