//! Priorities: levels and their order.

use super::scan::{Scan, han_digit};

/// Top, middle or low, where a word says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Level {
    /// Done first: high, P0, P1, 重点.
    Top,
    /// Medium, P2, 一般.
    Middle,
    /// Low, P3 and after, 次要.
    Low,
}

/// What a priority field says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PriorityValue {
    rank: Option<u8>,
    level: Option<Level>,
}

impl PriorityValue {
    const UNREADABLE: PriorityValue = PriorityValue { rank: None, level: None };

    /// Its place in the order, the smaller the higher: critical and P0 are 0, high, P1, 1 and 一级 are 1, and so on.
    /// None where it cannot be read.
    pub fn rank(&self) -> Option<u8> {
        self.rank
    }

    /// Its level, where the words or the number say so by themselves.
    pub fn level(&self) -> Option<Level> {
        self.level
    }
}

/// Words with their ranks; longer ones first where one starts another.
const RANKS: [(&str, u8); 79] = [
    ("very high", 0),
    ("highest", 0),
    ("critical", 0),
    ("paramount", 0),
    ("indispensable", 0),
    ("blocker", 0),
    ("urgent", 0),
    ("medium-high", 2),
    ("medium high", 2),
    ("medium-low", 2),
    ("medium low", 2),
    ("must have", 1),
    ("must-have", 1),
    ("must do", 1),
    ("musts", 1),
    ("must", 1),
    ("should have", 2),
    ("should-have", 2),
    ("shoulds", 2),
    ("should", 2),
    ("could have", 3),
    ("could-have", 3),
    ("coulds", 3),
    ("could", 3),
    ("won't have", 4),
    ("won't", 4),
    ("wont", 4),
    ("would have", 4),
    ("very low", 4),
    ("lowest", 4),
    ("high", 1),
    ("top", 1),
    ("major", 1),
    ("essential", 1),
    ("key", 1),
    ("primary", 1),
    ("first", 1),
    ("medium", 2),
    ("moderate", 2),
    ("middle", 2),
    ("normal", 2),
    ("standard", 2),
    ("med", 2),
    ("mid", 2),
    ("secondary", 2),
    ("second", 2),
    ("low", 3),
    ("minor", 3),
    ("third", 3),
    ("optional", 3),
    ("nice to have", 3),
    ("trivial", 4),
    ("特高", 0),
    ("极高", 0),
    ("最高", 0),
    ("紧急", 0),
    ("特急", 0),
    ("非常高", 0),
    ("很高", 0),
    ("最低", 4),
    ("极低", 4),
    ("很低", 4),
    ("中高", 2),
    ("中低", 2),
    ("非重点", 2),
    ("不优先", 3),
    ("高", 1),
    ("重点", 1),
    ("优先", 1),
    ("首要", 1),
    ("必须", 1),
    ("关键", 1),
    ("中", 2),
    ("一般", 2),
    ("普通", 2),
    ("常规", 2),
    ("低", 3),
    ("次要", 3),
    ("可选", 3),
];

fn of_rank(rank: u8) -> PriorityValue {
    let level = match rank {
        0 | 1 => Level::Top,
        2 => Level::Middle,
        _ => Level::Low,
    };
    PriorityValue { rank: Some(rank), level: Some(level) }
}

/// Reads a priority field: a number or level of a scale, a word, stars. `word` is the level that the words of the
/// language give, for what is not known here. `MUST`, `SHOULD` are MoSCoW levels: callers ask for priority fields only.
pub fn priority(text: &str, word: Option<Level>) -> PriorityValue {
    let s = Scan::new(text);
    let plain = s.text.trim_matches(|c: char| {
        c.is_whitespace()
            || matches!(c, '*' | '_' | '`' | '[' | ']' | '(' | ')' | '【' | '】' | '"' | '.' | ',' | ':' | '#')
    });
    let plain = ["priority", "优先级", "优先程度", "级别"]
        .iter()
        .find_map(|p| plain.strip_prefix(p))
        .unwrap_or(plain)
        .trim_start_matches([' ', ':', '-', '=', '为']);
    if let Some(rank) = number(plain).or_else(|| numbered(plain)) {
        return of_rank(rank);
    }
    if let Some(value) = stars(plain) {
        return value;
    }
    if let Some((_, rank)) = RANKS.iter().find(|(name, _)| {
        plain.strip_prefix(name).is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_alphanumeric()))
    }) {
        return of_rank(*rank);
    }
    match word {
        Some(Level::Top) => of_rank(1),
        Some(Level::Middle) => of_rank(2),
        Some(Level::Low) => of_rank(3),
        None => PriorityValue::UNREADABLE,
    }
}

/// `P0`, `P-1`, `1`, `2/5`, `3 (high)`.
fn number(text: &str) -> Option<u8> {
    let digits = text.strip_prefix('p').map_or(text, |t| t.trim_start_matches(['-', ' ']));
    let len = digits.bytes().take(3).take_while(u8::is_ascii_digit).count();
    let (n, rest) = (digits.get(..len)?, digits.get(len..)?);
    let ends = !rest.starts_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '%'));
    let rank: u8 = n.parse().ok()?;
    (ends && len <= 2 && rank <= 20).then_some(rank)
}

/// `一级`, `第二级`, `Ⅰ级`, `level 1`, `tier 2`, `A类`.
fn numbered(text: &str) -> Option<u8> {
    for word in ["level", "tier", "priority", "class", "rank", "wave", "no.", "第"] {
        if let Some(rest) = text.strip_prefix(word)
            && let Some(rank) = number(rest.trim_start_matches([' ', '-']))
        {
            return Some(rank);
        }
    }
    let text = text.strip_prefix('第').unwrap_or(text);
    let mut chars = text.chars();
    let first = chars.next()?;
    let unit = chars.next().is_some_and(|c| matches!(c, '级' | '类' | '档' | '等' | '位'));
    let rank = match first {
        'ⅰ' => 1,
        'ⅱ' => 2,
        'ⅲ' => 3,
        'ⅳ' => 4,
        'a'..='e' => first as u8 - b'a' + 1,
        '1'..='9' => first as u8 - b'0',
        _ => u8::try_from(han_digit(first)?).ok()?,
    };
    unit.then_some(rank)
}

/// Stars: the more, the higher; three of three and four or five are the top.
fn stars(text: &str) -> Option<PriorityValue> {
    let full = text.chars().filter(|c| matches!(c, '★' | '⭐' | '🌟')).count();
    let open = text.chars().filter(|&c| c == '☆').count();
    if full + open == 0 || full > 5 {
        return None;
    }
    let level = match (full, open) {
        (4.., _) | (3, 0) => Level::Top,
        (2..=3, _) => Level::Middle,
        _ => Level::Low,
    };
    Some(PriorityValue { rank: Some(6 - full as u8), level: Some(level) })
}
