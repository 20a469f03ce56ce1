//! Numbers that open a line: `第三章`, `一、`, `（二）`, `1.`, `3.2`, `（1）`, `Phase 1`.

use super::lines::is_han;

/// How a number is written. The order is the usual one in official documents, outermost first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Style {
    /// `第一篇`, `第一部分`
    Part,
    /// `第三章`, also `总则`, `前言` alone on a line
    Chapter,
    /// `第一节`
    Section,
    /// `III.`
    Roman,
    /// `一、`
    Han,
    /// `（一）`
    HanParen,
    /// `1.`, `1、`
    Arabic,
    /// `3.2`, `3.2.1`: so many numbers
    Dotted(u8),
    /// `（1）`, `1）`
    ArabicParen,
    /// `①`
    Circled,
    /// `第一阶段`, `Phase 1`, `Week 2`: a word of [`WORDS`] and its number
    Word(u8),
}

impl Style {
    /// Whether a line of this style is a heading without regard to what follows.
    pub fn is_sure(self) -> bool {
        self <= Style::HanParen && self != Style::Roman
    }
}

/// Words that number what they open.
const WORDS: [&str; 18] = [
    "阶段",
    "期",
    "步",
    "周",
    "季度",
    "批",
    "轮",
    "phase",
    "stage",
    "step",
    "week",
    "weeks",
    "sprint",
    "milestone",
    "part",
    "section",
    "chapter",
    "annex",
];

/// Titles of parts that bear no number.
const UNNUMBERED: [&str; 9] = ["前言", "引言", "序言", "总则", "附则", "目录", "目次", "结语", "绪论"];

/// A number that opens a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Number {
    /// How it is written.
    pub style: Style,
    /// What it counts.
    pub value: u32,
    /// Bytes up to the words after it.
    pub len: usize,
}

fn is_numeral(c: char) -> bool {
    matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百' | '零' | '〇')
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

/// The number that opens `text`, which has no white space before it.
pub(super) fn number(text: &str) -> Option<Number> {
    let first = text.chars().next()?;
    let found = match first {
        '第' => ordinal(text),
        '（' | '(' => in_brackets(text),
        '①'..='⑳' => Some(Number { style: Style::Circled, value: first as u32 - '①' as u32 + 1, len: 3 }),
        'I' | 'V' | 'X' => roman(text),
        _ if is_numeral(first) => han(text),
        _ if is_digit(first) => arabic(text),
        _ => None,
    };
    found.or_else(|| worded(text)).or_else(|| unnumbered(text)).map(|mut found| {
        let rest = &text[found.len..];
        found.len += rest.len() - rest.trim_start().len();
        found
    })
}

/// Takes the characters that `is` takes: their bytes, at most eight characters.
fn take(text: &str, is: impl Fn(char) -> bool) -> usize {
    text.chars().take(8).take_while(|&c| is(c)).map(char::len_utf8).sum()
}

fn value(text: &str) -> u32 {
    let mut total = 0u32;
    let mut current = 0u32;
    for c in text.chars() {
        let digit = "零一二三四五六七八九".chars().position(|d| d == c).map(|d| d as u32);
        let wide = "０１２３４５６７８９".chars().position(|d| d == c).map(|d| d as u32);
        match c {
            '十' => {
                total += 10 * current.max(1);
                current = 0;
            }
            '百' => {
                total += 100 * current.max(1);
                current = 0;
            }
            _ => {
                if let Some(d) = c.to_digit(10).or(wide) {
                    current = current.saturating_mul(10).saturating_add(d);
                } else if let Some(d) = digit {
                    current = d;
                }
            }
        }
    }
    total.saturating_add(current)
}

fn ordinal(text: &str) -> Option<Number> {
    let body = &text['第'.len_utf8()..];
    let spaces = take(body, |c| c == ' ');
    let count = take(&body[spaces..], |c| is_numeral(c) || is_digit(c) || matches!(c, '-' | '~' | '至' | '～'));
    let number = &body[spaces..spaces + count];
    if number.is_empty() {
        return None;
    }
    let rest = body[spaces + count..].trim_start_matches(' ');
    let at = text.len() - rest.len();
    let value = value(number.split(['-', '~', '至', '～']).next().unwrap_or(number));
    for (unit, style) in [
        ("部分", Style::Part),
        ("篇", Style::Part),
        ("编", Style::Part),
        ("章", Style::Chapter),
        ("节", Style::Section),
    ] {
        if let Some(after) = rest.strip_prefix(unit) {
            let reference = after.starts_with(['的', '是', '中', '所', '规', '和', '与', '，', '。', '》', '”', '）']);
            return (!reference).then_some(Number { style, value, len: divided(text, at + unit.len()) });
        }
    }
    for (index, unit) in WORDS.iter().enumerate().take(7) {
        if let Some(after) = rest.strip_prefix(unit) {
            let ends = after.is_empty() || after.starts_with(['：', ':', ' ', '（', '(', '、', '　']);
            let len = divided(text, at + unit.len());
            return ends.then_some(Number { style: Style::Word(index as u8), value, len });
        }
    }
    None
}

/// Where what follows a number begins: past the sign that divides them.
fn divided(text: &str, at: usize) -> usize {
    let rest = &text[at..];
    at + (rest.len() - rest.trim_start_matches(['、', '：', ':', '.', '．', ' ', '　', '\t']).len())
}

fn han(text: &str) -> Option<Number> {
    let count = take(text, is_numeral);
    let sign = text[count..].chars().next().filter(|c| matches!(c, '、' | '.' | '．'))?;
    let after = &text[count + sign.len_utf8()..];
    // `三、四月` and `一、二级` are no numbers.
    let next = after.trim_start().chars().next()?;
    if is_numeral(next) && after.chars().nth(1).is_some_and(|c| "月日年级类季线等是".contains(c)) {
        return None;
    }
    Some(Number { style: Style::Han, value: value(&text[..count]), len: count + sign.len_utf8() })
}

fn in_brackets(text: &str) -> Option<Number> {
    let open = text.chars().next()?.len_utf8();
    let body = text[open..].trim_start_matches(' ');
    let start = text.len() - body.len();
    let numerals = take(body, is_numeral);
    let digits = take(body, is_digit);
    let count = numerals.max(digits);
    if count == 0 || body[..count].chars().count() > 3 {
        return None;
    }
    let rest = body[count..].trim_start_matches(' ');
    let close = rest.chars().next().filter(|c| matches!(c, '）' | ')'))?;
    let len = start + (body.len() - rest.len()) + close.len_utf8();
    if text[len..].trim().is_empty() || text[len..].starts_with(['的', '、', '，', '。', '和', '至', '款', '项'])
    {
        return None;
    }
    let style = if numerals > 0 { Style::HanParen } else { Style::ArabicParen };
    Some(Number { style, value: value(&body[..count]), len })
}

fn roman(text: &str) -> Option<Number> {
    let count = take(text, |c| matches!(c, 'I' | 'V' | 'X'));
    let rest = &text[count..];
    let after = rest.strip_prefix(". ").or_else(|| rest.strip_prefix("、"))?;
    let digit = |c: char| match c {
        'I' => 1u32,
        'V' => 5,
        _ => 10,
    };
    let mut total = 0;
    let mut before = 0;
    for c in text[..count].chars().rev() {
        let d = digit(c);
        total = if d < before { total - d.min(total) } else { total + d };
        before = before.max(d);
    }
    let opens = after.trim_start().starts_with(|c: char| c.is_uppercase() || is_han(c));
    opens.then(|| Number { style: Style::Roman, value: total, len: text.len() - after.len() })
}

/// Signs after which `3.2万` is an amount and no number of a line.
const UNITS: &str = "年月日个项大条类级次万亿千百十元米公吨度倍天周人台套家种期轮号点分小张名季份平立毫厘斤克亩件座";

fn arabic(text: &str) -> Option<Number> {
    let count = take(text, is_digit);
    if text[..count].chars().count() > 2 {
        return None;
    }
    let first = value(&text[..count]);
    let mut len = count;
    let mut levels = 1u8;
    while let Some(rest) = text[len..].strip_prefix(['.', '．'])
        && rest.starts_with(is_digit)
        && levels < 6
    {
        let more = take(rest, is_digit);
        if more > 2 && rest[..more].chars().count() > 2 {
            return None;
        }
        len = text.len() - rest.len() + more;
        levels += 1;
    }
    let rest = &text[len..];
    let sign = rest.chars().next()?;
    let after = rest[sign.len_utf8()..].trim_start();
    let titled = |text: &str| text.starts_with(|c: char| c.is_uppercase() || is_han(c) || "“《\"（(*_".contains(c));
    if levels > 1 {
        let last = text[..len].rfind(['.', '．']).map_or("", |at| &text[at..len]);
        let number = Number { style: Style::Dotted(levels), value: value(last.trim_start_matches(['.', '．'])), len };
        if matches!(sign, '.' | '．' | '、') && titled(after) {
            return Some(Number { len: text.len() - after.len(), ..number });
        }
        let words = rest.trim_start();
        let spaced = words.len() < rest.len();
        let amount = words.starts_with(|c: char| UNITS.contains(c)) && !(spaced && levels > 2);
        let upper = spaced && words.starts_with(|c: char| c.is_uppercase());
        return (!amount && (upper || words.starts_with(|c: char| is_han(c) || c == '“'))).then_some(number);
    }
    let len = len + sign.len_utf8();
    match sign {
        '、' | '．' if !after.is_empty() => Some(Number { style: Style::Arabic, value: first, len }),
        '.' if titled(after) => Some(Number { style: Style::Arabic, value: first, len }),
        // 1　依据与范围, as in a text pasted from a word processor.
        '\u{3000}' if after.starts_with(|c: char| is_han(c) && !UNITS.contains(c)) => {
            Some(Number { style: Style::Arabic, value: first, len })
        }
        '）' | ')' if titled(after) => Some(Number { style: Style::ArabicParen, value: first, len }),
        _ => None,
    }
}

/// `Phase 1: …`, `阶段一：…`.
fn worded(text: &str) -> Option<Number> {
    if let Some(rest) = text.strip_prefix("阶段") {
        let rest = rest.trim_start_matches(' ');
        let count = take(rest, |c| is_numeral(c) || is_digit(c));
        let after = &rest[count..];
        let ends = after.is_empty() || after.starts_with(['：', ':', ' ', '（', '(', '、']);
        let len = divided(text, text.len() - after.len());
        return (count > 0 && ends).then(|| Number { style: Style::Word(0), value: value(&rest[..count]), len });
    }
    if !text.starts_with(|c: char| c.is_ascii_uppercase()) {
        return None;
    }
    let word = text.split(' ').next()?;
    if word.len() > 10 || word.len() == text.len() {
        return None;
    }
    let index = WORDS.iter().position(|known| known.eq_ignore_ascii_case(word))?;
    let rest = &text[word.len() + 1..];
    let count = take(rest, |c| is_digit(c) || matches!(c, '-' | '–' | '.'));
    let digits = take(rest, is_digit);
    if digits == 0 {
        return None;
    }
    let after = &rest[count..];
    let ends = after.is_empty()
        || after.starts_with([':', '：', '(', '（'])
        || [" —", " –", " -", " (", " :"].iter().any(|sign| after.starts_with(sign));
    let len = text.len() - after.trim_start_matches([' ', ':', '：', '—', '–', '-']).len();
    ends.then(|| Number { style: Style::Word(index as u8), value: value(&rest[..digits]), len })
}

/// `前　言`, `总    则`.
fn unnumbered(text: &str) -> Option<Number> {
    if text.len() > 40 || !text.starts_with(is_han) {
        return None;
    }
    let words = text.chars().filter(|c| !c.is_whitespace());
    let known = UNNUMBERED.iter().any(|title| words.clone().eq(title.chars()));
    known.then_some(Number { style: Style::Chapter, value: 0, len: 0 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers() {
        for (text, style, value, rest) in [
            ("第三章  规划愿景", Style::Chapter, 3, "规划愿景"),
            ("第十二节修复", Style::Section, 12, "修复"),
            ("一、总体要求", Style::Han, 1, "总体要求"),
            ("（二）重点任务", Style::HanParen, 2, "重点任务"),
            ("1．指导思想", Style::Arabic, 1, "指导思想"),
            ("1.深化应用", Style::Arabic, 1, "深化应用"),
            ("12、《条例》", Style::Arabic, 12, "《条例》"),
            ("3.2 Goals", Style::Dotted(2), 2, "Goals"),
            ("3.2.1要求", Style::Dotted(3), 1, "要求"),
            ("（1）平台", Style::ArabicParen, 1, "平台"),
            ("①平台", Style::Circled, 1, "平台"),
            ("IV. Goals", Style::Roman, 4, "Goals"),
            ("第一阶段：核心", Style::Word(0), 1, "核心"),
            ("第1-2周：提取", Style::Word(3), 1, "提取"),
            ("Phase 0 — Planning", Style::Word(7), 0, "Planning"),
            ("总    则", Style::Chapter, 0, "总    则"),
        ] {
            let found = number(text).unwrap();
            assert_eq!((found.style, found.value, &text[found.len..]), (style, value, rest), "{text}");
        }
        for text in [
            "3.5 million",
            "28.03",
            "0.5～2",
            "2020年",
            "第三方评估",
            "（一）的要求",
            "12:30",
            "2.5亿元",
            "3个",
            "三、四月",
            "Phase out",
            "第三章的内容",
            "1.2万元",
            "I am",
            "v1.0",
        ] {
            assert_eq!(number(text), None, "{text}");
        }
    }
}
