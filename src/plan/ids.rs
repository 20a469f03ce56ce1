//! Ids: where one is defined, where one is mentioned (DESIGN §3.4).

use super::headings::chinese_number;
use super::kinds::ItemKind;
use crate::lexicon::{Vocabulary, fold, fold_char, is_han, simplify};
use rapidhash::RapidHashMap;

/// The words and letters that open an id, with the kind they stand for.
#[derive(Debug)]
pub struct IdGrammar {
    /// Longest first.
    words: Vec<Word>,
    /// Words by the first ASCII letters that texts can open them with, longest first.
    by_letter: Vec<Vec<u16>>,
    /// The same by other characters.
    by_sign: RapidHashMap<char, Vec<u16>>,
    /// From the start of an id to its first digit are at most so many bytes.
    reach: usize,
}

/// A word or letter that opens an id, in upper case.
#[derive(Debug)]
struct Word {
    text: String,
    kind: ItemKind,
    letter: bool,
    /// Whether nothing but the word itself is the word in upper case: 需求.
    caseless: bool,
}

/// An id found in a text: offsets are bytes of that text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundId {
    /// First byte.
    pub start: usize,
    /// First byte after it.
    pub end: usize,
    /// What it is compared by.
    pub key: String,
    /// The kind that its word stands for.
    pub kind: Option<ItemKind>,
    /// Whether the kind follows only from a single letter.
    pub letter: bool,
}

impl FoundId {
    /// Prefix and separator, by which bare references are recognised.
    pub fn form(&self, text: &str) -> String {
        form_of(&text[self.start..self.end])
    }
}

/// Prefix and separator of an id as written: what stands before its last group of digits.
pub fn form_of(id: &str) -> String {
    let folded: String = id.chars().map(half_width).collect();
    let trimmed = folded.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
    trimmed.to_uppercase()
}

/// What ids are compared by: upper case, half-width, no separators beside letters, no leading zeros.
pub fn key_of(id: &str) -> String {
    let mut key = String::with_capacity(id.len());
    let mut digits = String::new();
    let flush = |digits: &mut String, key: &mut String| {
        if !digits.is_empty() {
            let plain = digits.trim_start_matches('0');
            if key.ends_with(|c: char| c.is_ascii_digit()) {
                key.push('.');
            }
            key.push_str(if plain.is_empty() { "0" } else { plain });
            digits.clear();
        }
    };
    let tail = id.trim_end_matches(is_numeral);
    let number = match id.chars().last() {
        Some(last) if CIRCLED.contains(&last) => Some((&id[..id.len() - last.len_utf8()], last as u32 - 0x245f)),
        _ if tail.is_empty() || tail.len() == id.len() => None,
        _ => chinese_number(&id[tail.len()..]).map(|number| (tail, number)),
    };
    let (id, number) = number.map_or((id, None), |(id, number)| (id, Some(number.to_string())));
    for c in id.chars().map(half_width).chain(number.iter().flat_map(|number| number.chars())) {
        if c.is_ascii_digit() {
            digits.push(c);
        } else {
            flush(&mut digits, &mut key);
            if c.is_ascii() {
                key.extend(c.is_ascii_alphanumeric().then(|| c.to_ascii_uppercase()));
            } else if c.is_alphanumeric() {
                key.push_str(&fold(&c.to_string()).to_uppercase());
            }
        }
    }
    flush(&mut digits, &mut key);
    key
}

fn half_width(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{2010}'..='\u{2013}' => '-',
        _ => c,
    }
}

impl IdGrammar {
    /// The grammar of these words.
    pub fn new(vocabulary: &Vocabulary) -> Self {
        let mut words: Vec<(String, ItemKind)> = vocabulary
            .ids_words
            .iter()
            .filter_map(|(word, kind)| Some((simplify(&word.to_uppercase()).into_owned(), ItemKind::from_name(kind)?)))
            .collect();
        words.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.cmp(b)));
        words.dedup();
        Self::from(words)
    }

    fn from(words: Vec<(String, ItemKind)>) -> Self {
        let mut by_letter: Vec<Vec<u16>> = vec![Vec::new(); 128];
        let mut by_sign: RapidHashMap<char, Vec<u16>> = RapidHashMap::default();
        for (at, (word, _)) in words.iter().enumerate() {
            let Some(first) = word.chars().next() else { continue };
            let mut firsts: Vec<char> = first.to_lowercase().chain(first.to_uppercase()).chain([first]).collect();
            if word.len() == 1 {
                firsts.extend(char::from_u32(first as u32 + 0xfee0));
            }
            firsts.sort_unstable();
            firsts.dedup();
            for first in firsts {
                match by_letter.get_mut(first as usize) {
                    Some(words) => words.push(at as u16),
                    None => by_sign.entry(first).or_default().push(at as u16),
                }
            }
        }
        let longest = words.iter().map(|(word, _)| word.len()).max().unwrap_or(0);
        let reach = longest.max(LONGEST_CODE) + SEPARATOR;
        let words = words.into_iter().map(|(text, kind)| Word {
            kind,
            letter: text.len() == 1,
            caseless: text.chars().all(is_han),
            text,
        });
        Self { words: words.collect(), by_letter, by_sign, reach }
    }

    /// The kind of a word or letter that opens an id.
    pub fn kind_of(&self, prefix: &str) -> Option<(ItemKind, bool)> {
        let prefix = simplify(&prefix.to_uppercase()).into_owned();
        let letter = prefix.chars().count() == 1 && prefix.is_ascii();
        self.words.iter().find(|word| word.text == prefix).map(|word| (word.kind, letter))
    }

    /// An id of a known word at the start of `text`.
    pub fn at_start(&self, text: &str) -> Option<FoundId> {
        let first = text.chars().next()?;
        let sign = || self.by_sign.get(&if is_han(first) { fold_char(first) } else { first });
        let possible = self.by_letter.get(first as usize).or_else(sign)?;
        possible.iter().map(|&at| &self.words[at as usize]).find_map(|word| {
            let rest = strip_word(text, word)?;
            let found = numbered(text, rest, word).or_else(|| lettered(text, rest, word));
            found.or_else(|| coded(text, rest, word)).or_else(|| plural(text, rest, word))
        })
    }

    /// The ids in `text` that are a word and a letter: “for Need A and Goal B.1”.
    pub fn mentions_by_letter(&self, text: &str) -> Vec<FoundId> {
        let opens = |at: usize| text[at..].starts_with(|c: char| c.is_ascii_uppercase());
        let inside = |at: usize| at > 0 && text.as_bytes()[at - 1].is_ascii_alphanumeric();
        let words = (0..text.len()).filter(|&at| text.is_char_boundary(at) && opens(at) && !inside(at));
        let found = words.filter_map(|at| {
            let found = self.at_start(&text[at..]).filter(|found| is_lettered(&text[at..at + found.end]))?;
            Some(FoundId { start: at, end: at + found.end, ..found })
        });
        found.collect()
    }

    /// An id of any form at the start of `text`: letters, groups, digits (`FA-001`, `R-ISO-01`).
    pub fn any_at_start(&self, text: &str) -> Option<FoundId> {
        if let Some(found) = self.at_start(text) {
            return Some(found);
        }
        if let Some(found) = han_code(text) {
            return Some(found);
        }
        let len = code_len(text)?;
        let prefix: String = text[..len].chars().take_while(|c| c.is_ascii_alphabetic()).collect();
        let kind = self.kind_of(&prefix);
        Some(FoundId {
            start: 0,
            end: len,
            key: key_of(&text[..len]),
            kind: kind.map(|k| k.0),
            letter: kind.is_some_and(|k| k.1),
        })
    }

    /// Whether the whole text is an id of any form, as in an ID column.
    pub fn whole(&self, text: &str) -> Option<FoundId> {
        let found = self.any_at_start(text)?;
        (found.end == text.len()).then_some(found)
    }

    /// Everything in `text` that looks like an id; which of them are references is decided when the plan is
    /// assembled.
    pub fn mentions(&self, text: &str) -> Vec<FoundId> {
        let mut found = self.mentions_by_numeral(text);
        let by_numeral = found.len();
        let bytes = text.as_bytes();
        let (mut at, mut digit) = (0, 0);
        while let Some(&byte) = bytes.get(at) {
            // Every id has a number: what is too far before the next one opens none.
            if digit <= at {
                let Some(next) = next_digit(&bytes[at..]) else { break };
                digit = at + next + 1;
            }
            if digit > at + self.reach + 1 {
                at = digit - self.reach - 1;
                while !text.is_char_boundary(at) {
                    at += 1;
                }
                continue;
            }
            if byte.is_ascii() && !byte.is_ascii_alphabetic() {
                at += 1;
                continue;
            }
            if let Some(mut hit) = self.mention_at(text, at) {
                hit.start += at;
                hit.end += at;
                at = hit.end;
                let more = if hit.letter { Vec::new() } else { further(text, &hit) };
                at = more.last().map_or(at, |last| last.end);
                found.push(hit);
                found.extend(more);
            } else if byte.is_ascii() {
                // Nor does anything open further on in the word.
                let more = bytes[at..].iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'_');
                at += more.count();
            } else {
                at += text[at..].chars().next().map_or(1, char::len_utf8);
            }
        }
        if by_numeral > 0 {
            found.sort_by_key(|hit| hit.start);
            found.dedup_by_key(|hit| hit.start);
        }
        found
    }

    /// The ids in `text` that are a Chinese word and numeral: 为目标一、需求②.
    fn mentions_by_numeral(&self, text: &str) -> Vec<FoundId> {
        let mut found: Vec<FoundId> = Vec::new();
        if text.is_ascii() {
            return found;
        }
        let mut before = None;
        for (at, c) in text.char_indices() {
            if c.is_ascii() {
                before = None;
                continue;
            }
            let opens = is_numeral(c) && before.is_some_and(|b| is_han(b) && !is_numeral(b)) || CIRCLED.contains(&c);
            before = Some(c);
            if !opens {
                continue;
            }
            let mut words = self.words.iter().filter(|word| word.caseless);
            // Simplified characters take as much room.
            let start = |word: &Word| {
                let start = at.checked_sub(word.text.len()).filter(|&start| text.is_char_boundary(start))?;
                strip_simplified(&text[start..at], &word.text).map(|_| start)
            };
            if let Some((word, start)) = words.find_map(|word| Some((word, start(word)?))) {
                let hit = numbered(&text[start..], &text[at..], word);
                found.extend(hit.map(|hit| FoundId { start, end: start + hit.end, ..hit }));
            }
        }
        found
    }

    /// What looks like an id at the letter or Han character at `at`.
    fn mention_at(&self, text: &str, at: usize) -> Option<FoundId> {
        let rest = &text[at..];
        if is_han(rest.chars().next()?) {
            let found = self.at_start(rest).or_else(|| han_code(rest));
            return found.filter(|found| !followed_by_more(&rest[found.end..]));
        }
        let before = at.checked_sub(1).and_then(|before| text.as_bytes().get(before));
        let amid = |byte: &u8| byte.is_ascii_alphanumeric() || b"_/-.#@".contains(byte);
        if !rest.starts_with(|c: char| c.is_ascii_alphabetic()) || before.is_some_and(amid) {
            return None;
        }
        self.at_start(rest).filter(|found| !followed_by_more(&rest[found.end..])).or_else(|| {
            let end = code_len(rest)?;
            let found = FoundId { start: 0, end, key: key_of(&rest[..end]), kind: None, letter: false };
            (!followed_by_more(&rest[end..])).then_some(found)
        })
    }
}

/// A code has at most so many bytes before its digits: four groups of eight capital letters, joined.
const LONGEST_CODE: usize = 4 * 8 + 3;

/// So many bytes at most stand between a word or letter and its number, or more than ASCII a full-width letter has.
const SEPARATOR: usize = 6;

/// Where the first digit stands, full-width ones too.
fn next_digit(bytes: &[u8]) -> Option<usize> {
    let wide = |at: usize| matches!(bytes[at..], [_, 0xbc, 0x90..=0x99, ..]);
    let may = |byte: u8| u8::from(byte.is_ascii_digit()) | u8::from(byte == 0xef);
    // Whole chunks are looked at at once, without a jump a byte.
    let chunks = bytes.chunks(32).enumerate();
    let mut found = chunks.filter(|(_, chunk)| chunk.iter().fold(0, |any, &byte| any | may(byte)) != 0);
    found.find_map(|(number, chunk)| {
        let here = chunk.iter().enumerate().map(|(at, &byte)| (number * 32 + at, byte));
        here.filter(|&(at, byte)| byte.is_ascii_digit() || byte == 0xef && wide(at)).map(|(at, _)| at).next()
    })
}

fn strip_word<'a>(text: &'a str, word: &Word) -> Option<&'a str> {
    if word.letter {
        let c = text.chars().next()?;
        return word.text.starts_with(half_width(c)).then(|| &text[c.len_utf8()..]);
    }
    if word.caseless {
        return strip_simplified(text, &word.text);
    }
    let head = text.get(..word.text.len())?;
    let same = head.eq_ignore_ascii_case(&word.text) || (!head.is_ascii() && head.to_uppercase() == word.text);
    same.then(|| &text[word.text.len()..])
}

/// What follows a word of Chinese that opens a text, in simplified characters or traditional ones: 目標 as 目标.
fn strip_simplified<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let mut rest = text.chars();
    word.chars().all(|c| rest.next().is_some_and(|own| fold_char(own) == c)).then_some(rest.as_str())
}

/// A word with its number: “Goal 3”, `T1`; `rest` is the text behind the word.
fn numbered(text: &str, rest: &str, word: &Word) -> Option<FoundId> {
    let letter = word.letter;
    let rest = strip_separator(rest, letter);
    if word.caseless
        && let Some(len) = numeral_len(rest)
    {
        let end = text.len() - rest.len() + len;
        return Some(FoundId { start: 0, end, key: key_of(&text[..end]), kind: Some(word.kind), letter });
    }
    let number = number_len(rest)?;
    let end = text.len() - rest.len() + number;
    let after = text[end..].chars().next();
    // `M1-1` is a longer code, no `M1` before a dash.
    let longer = text[end..].strip_prefix('-').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    // “Strategy 2030: …” names a year.
    let year = !letter && matches!(rest.as_bytes(), [b'1' | b'2', b'9' | b'0' | b'1', ..]) && number == 4;
    let glued = longer || year || after.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '%' | '_' | '/'));
    // 目标3 大型仪器的机时: a number that is joined to its word is not counted on what stands apart from it.
    let joined = strip_word(text, word).is_some_and(|behind| behind.len() == rest.len());
    let apart = joined && text[end..].starts_with(' ');
    if glued || (!word.text.is_ascii() && !apart && measure_follows(&text[end..])) {
        return None;
    }
    Some(FoundId { start: 0, end, key: key_of(&text[..end]), kind: Some(word.kind), letter })
}

/// The first of several that share a word: “goals 1 and 4”. Its key is that of “goal 1”.
fn plural(text: &str, rest: &str, word: &Word) -> Option<FoundId> {
    let rest = rest.strip_prefix('s').filter(|rest| !word.letter && word.text.is_ascii() && rest.starts_with(' '))?;
    let found = numbered(text, rest, word)?;
    let number = &text[text.len() - rest.len()..found.end];
    Some(FoundId { key: key_of(&format!("{}{number}", word.text)), ..found })
}

/// The numbers that go on behind the first of several: “ and 4”, “, 2 and 3”. Figures that count something are none.
fn further(text: &str, first: &FoundId) -> Vec<FoundId> {
    let mut found = Vec::new();
    let word = text[first.start..first.end].split(' ').next().and_then(|word| word.strip_suffix('s'));
    let (Some(word), mut at) = (word, first.end) else { return found };
    while let Some(rest) = [", and ", " and ", " & ", ", "].iter().find_map(|mark| text[at..].strip_prefix(mark)) {
        let start = text.len() - rest.len();
        let Some(end) = number_len(rest).filter(|number| *number <= 2).map(|number| start + number) else { break };
        if text[end..].starts_with(|c: char| c.is_alphanumeric() || matches!(c, '%' | '-' | '–' | '/' | ' ')) {
            let and = text[end..].starts_with(" and ") || text[end..].starts_with(" & ");
            if !and {
                break;
            }
        }
        at = end;
        let key = key_of(&format!("{word}{}", &text[start..end]));
        found.push(FoundId { start, end, key, kind: first.kind, letter: false });
    }
    found
}

/// A code behind its word, divided from what follows: “Goal G1: …”, 目标 G1：……. The id is the code, its kind the word's.
fn coded(text: &str, rest: &str, word: &Word) -> Option<FoundId> {
    let rest = rest.strip_prefix(' ').filter(|_| !word.letter)?;
    let len = code_len(rest)?;
    let after = rest[len..].trim_start_matches(' ');
    let divided = after.is_empty() || after.starts_with([':', '：', '—', '–']);
    let start = text.len() - rest.len();
    let id = || FoundId { start, end: start + len, key: key_of(&rest[..len]), kind: Some(word.kind), letter: false };
    divided.then(id)
}

/// A word with its letter or Roman number: “Need A”, “Objective B.1”, “Goal IV: …”. Where a word follows, the letter is an
/// article or a name.
fn lettered(text: &str, rest: &str, word: &Word) -> Option<FoundId> {
    let rest =
        rest.strip_prefix(' ').filter(|_| word.text.len() > 3 && text.starts_with(|c: char| c.is_uppercase()))?;
    let roman = rest.bytes().take_while(|byte| b"IVX".contains(byte)).count();
    let letter = if roman > 0 { roman } else { usize::from(rest.starts_with(|c: char| c.is_ascii_uppercase())) };
    let further = rest.get(letter..)?.strip_prefix('.').and_then(number_len).map_or(0, |number| number + 1);
    let (len, after) = (letter + further, &rest[letter + further..]);
    let divided = after.is_empty()
        || after.starts_with([':', '.', ')', ',', ';', ']', '*', '_', '|', '—', '–'])
        || after.strip_prefix(' ').is_some_and(|next| next.starts_with(['-', '—', '–', '(', '*', '|', '&']))
        || after.starts_with(" and ")
        || after.starts_with(" or ");
    if !(1..=4).contains(&letter) || !divided {
        return None;
    }
    let end = text.len() - rest.len() + len;
    Some(FoundId { start: 0, end, key: key_of(&text[..end]), kind: Some(word.kind), letter: false })
}

/// Whether an id is a word and a letter.
pub fn is_lettered(id: &str) -> bool {
    id.rsplit_once(' ').is_some_and(|(_, number)| number.starts_with(|c: char| c.is_ascii_uppercase()))
}

fn strip_separator(text: &str, letter: bool) -> &str {
    match text.chars().next() {
        Some(c @ ('-' | '.' | '\u{2010}'..='\u{2013}' | '－')) => &text[c.len_utf8()..],
        Some(c @ (' ' | '\u{a0}')) if !letter && !text[c.len_utf8()..].starts_with(['\r', '\n']) => {
            &text[c.len_utf8()..]
        }
        // “for goal⏎3”: the line may end before the number.
        Some(' ' | '\r' | '\n') if !letter => {
            let rest = text.trim_start_matches([' ', '\t', '\r', '\n']);
            let within = text[..text.len() - rest.len()].matches('\n').count() == 1;
            if within { rest } else { text }
        }
        _ => text,
    }
}

/// Length of `3`, `03`, `3.2` at the start.
fn number_len(text: &str) -> Option<usize> {
    let digits = |text: &str| text.chars().take_while(|&c| half_width(c).is_ascii_digit()).map(char::len_utf8).sum();
    let mut len: usize = digits(text);
    if len == 0 || text[..len].chars().count() > 4 {
        return None;
    }
    while let Some(rest) = text[len..].strip_prefix('.') {
        let more: usize = digits(rest);
        if more == 0 {
            break;
        }
        len += 1 + more;
    }
    Some(len)
}

/// The numbers in circles, ① to ⑳.
const CIRCLED: std::ops::RangeInclusive<char> = '\u{2460}'..='\u{2473}';

/// Length of a Chinese numeral at the start that numbers something: 目标一：, 任务三、, 需求⑤. In 任务一览, 项目一期 and
/// 问题一般 it numbers nothing.
fn numeral_len(text: &str) -> Option<usize> {
    let first = text.chars().next()?;
    let len: usize = match CIRCLED.contains(&first) {
        true => first.len_utf8(),
        false => text.chars().take_while(|&c| is_numeral(c)).map(char::len_utf8).sum(),
    };
    let next = text[len..].chars().next();
    let joins = |c: char| matches!(c, '和' | '与' | '與' | '及' | '的' | '由' | '至' | '到');
    let closed = next.is_none_or(|c| !c.is_alphanumeric() || joins(c));
    (len > 0 && text[..len].chars().count() <= 3 && closed && !measure_follows(&text[len..])).then_some(len)
}

fn is_numeral(c: char) -> bool {
    matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十')
}

/// Length of a code `FA-001`, `R-ISO-01`, `T1.2` at the start: upper-case groups, then digits.
fn code_len(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = 0;
    let mut groups = 0;
    loop {
        let start = at;
        while at < bytes.len() && bytes[at].is_ascii_uppercase() {
            at += 1;
        }
        if at == start || at - start > 8 {
            return None;
        }
        groups += 1;
        if bytes.get(at) == Some(&b'-') && bytes.get(at + 1).is_some_and(u8::is_ascii_uppercase) && groups < 4 {
            at += 1;
            continue;
        }
        break;
    }
    let rest = strip_separator(&text[at..], true);
    let number = number_len(rest)?;
    let end = text.len() - rest.len() + number;
    let after = text[end..].chars().next();
    (!after.is_some_and(|c| c.is_ascii_alphanumeric() || c == '_')).then_some(end)
}

/// A code of one Chinese character: 甲-1, 苦-3.
fn han_code(text: &str) -> Option<FoundId> {
    let first = text.chars().next().filter(|&c| is_han(c))?;
    let rest = text[first.len_utf8()..].strip_prefix(['-', '－'])?;
    let number = number_len(rest).filter(|&number| number <= 3)?;
    let end = text.len() - rest.len() + number;
    let closed = !text[end..].starts_with(|c: char| c.is_alphanumeric() && !is_han(c));
    closed.then(|| FoundId { start: 0, end, key: key_of(&text[..end]), kind: None, letter: false })
}

/// A further group of digits or letters: part of a longer code.
fn followed_by_more(rest: &str) -> bool {
    let mut chars = rest.chars();
    match chars.next() {
        Some('-' | '–' | '/' | '_') => chars.next().is_some_and(|c| c.is_ascii_alphanumeric()),
        Some('.') => chars.next().is_some_and(|c| c.is_ascii_digit()),
        Some('%') => true,
        _ => measure_follows(rest),
    }
}

/// A unit or measure word: the number counts something.
fn measure_follows(rest: &str) -> bool {
    const MEASURES: [&str; 24] = [
        "个", "项", "年", "月", "日", "号", "条", "套", "台", "次", "家", "类", "万", "亿", "级", "期", "人", "天",
        "小时", "大", "批", "余", "多", "元",
    ];
    // 目标4　年投诉量降到150件: what stands apart is no unit.
    let rest = rest.trim_start_matches(' ');
    MEASURES.iter().any(|measure| strip_simplified(rest, measure).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grammar() -> IdGrammar {
        let words = [
            ("N", "need"),
            ("REQ", "need"),
            ("T", "task"),
            ("Action", "task"),
            ("需求", "need"),
            ("项目", "task"),
            ("Goal", "goal"),
            ("Objective", "goal"),
            ("Outcome", "goal"),
            ("Need", "need"),
        ];
        let mut words: Vec<_> =
            words.iter().map(|(w, k)| (w.to_uppercase(), ItemKind::from_name(k).unwrap())).collect();
        words.sort_by_key(|w| std::cmp::Reverse(w.0.len()));
        IdGrammar::from(words)
    }

    fn keys(text: &str) -> Vec<String> {
        grammar().mentions(text).into_iter().map(|f| f.key).collect()
    }

    #[test]
    fn mentions_beside_han() {
        assert_eq!(keys("覆盖REQ-1和REQ-2。"), ["REQ1", "REQ2"]);
        assert_eq!(keys("见需求1、需求3"), ["需求1", "需求3"]);
        assert!(keys("M-19-23、GB/T 22239、系统57个、项目2025年").is_empty());
        assert_eq!(keys("serves N1, T-02 and FA-001"), ["N1", "T2", "FA1"]);
        assert_eq!(keys("(Actions 1, 3 and 4)"), ["ACTION1", "ACTION3", "ACTION4"]);
        assert_eq!(keys("actions 2 and 30 days later"), ["ACTION2"]);
        assert_eq!(keys("为需求一、需求②和项目十二"), ["需求1", "需求2", "项目12"]);
        assert_eq!(keys("对应甲-1、乙-2"), ["甲1", "乙2"]);
        assert!(keys("项目一期、需求一览、项目二十个、第一项目").is_empty());
    }

    #[test]
    fn definitions() {
        let g = grammar();
        assert_eq!(g.at_start("Action 05: redesign").map(|f| (f.end, f.key)), Some((9, "ACTION5".into())));
        assert_eq!(g.at_start("T1.2 more").map(|f| f.key), Some("T1.2".into()));
        assert_eq!(g.at_start("需求三：更早到站").map(|f| f.key), Some("需求3".into()));
        assert!(g.at_start("项目一致推进").is_none());
        assert!(g.at_start("Tasks").is_none());
        assert!(g.at_start("T 1").is_none());
        assert_eq!(g.at_start("Goal B: Old people come").map(|f| (f.end, f.key)), Some((6, "GOALB".into())));
        assert_eq!(g.at_start("Objective A.2 – Open late").map(|f| f.key), Some("OBJECTIVEA2".into()));
        assert_eq!(g.at_start("Goal IV. Clean water").map(|f| f.key), Some("GOALIV".into()));
        assert!(["Need A new roof", "goal a: more", "Outcome ALL"].iter().all(|text| g.at_start(text).is_none()));
        let letters = g.mentions_by_letter("for Need A and Goal B (not Need C more)");
        assert_eq!(
            letters.into_iter().map(|f| (f.start, f.key)).collect::<Vec<_>>(),
            [(4, "NEEDA".into()), (15, "GOALB".into())]
        );
        assert_eq!(key_of("R-ISO-01"), "RISO1");
        assert_eq!(form_of("REQ-12"), "REQ-");
    }
}
