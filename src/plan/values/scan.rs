//! A short text folded for scanning, with the way back to its bytes, and the numerals of both languages.

use crate::lexicon::fold_char;
use std::ops::Range;

/// Folded text: lower case, half-width, simplified, runs of white space one space; dashes keep their kind.
pub(super) struct Scan {
    /// The folded text. All positions are bytes of it, on character boundaries.
    pub text: String,
    starts: Vec<u32>,
    ends: Vec<u32>,
    /// Each byte stands for the byte at its own place.
    same: bool,
}

impl Scan {
    pub fn new(source: &str) -> Self {
        // Plain text without double spaces keeps its places.
        let bytes = source.as_bytes();
        let white = |b: u8| b == b' ' || matches!(b, b'\t'..=b'\r');
        if source.is_ascii() && !bytes.windows(2).any(|pair| white(pair[0]) && white(pair[1])) {
            let mut folded = source.as_bytes().to_ascii_lowercase();
            folded.iter_mut().filter(|b| white(**b)).for_each(|b| *b = b' ');
            let text = String::from_utf8(folded).unwrap_or_default();
            return Scan { text, starts: Vec::new(), ends: Vec::new(), same: true };
        }
        let mut scan = Scan {
            text: String::with_capacity(source.len()),
            starts: Vec::with_capacity(source.len() + 1),
            ends: Vec::with_capacity(source.len() + 1),
            same: false,
        };
        scan.ends.push(0);
        for (at, c) in source.char_indices() {
            let folded = match c {
                '-' | '\u{2010}' | '\u{2011}' | '\u{2212}' | '\u{ff0d}' => '-',
                '\u{2013}' => '\u{2013}',
                '\u{2014}' | '\u{2015}' => '\u{2014}',
                '\u{301c}' | '\u{223c}' => '~',
                '\u{feff}' | '\u{200b}' | '\u{200d}' => continue,
                '○' => '〇',
                _ => fold_char(c),
            };
            let end = (at + c.len_utf8()) as u32;
            if folded == ' ' && scan.text.ends_with(' ') {
                if let Some(last) = scan.ends.last_mut() {
                    *last = end;
                }
                continue;
            }
            scan.text.push(folded);
            for _ in 0..folded.len_utf8() {
                scan.starts.push(at as u32);
                scan.ends.push(end);
            }
        }
        scan.starts.push(source.len() as u32);
        scan
    }

    /// The bytes of the source that the folded text from `from` to `to` stands for.
    pub fn range(&self, from: usize, to: usize) -> Range<usize> {
        if self.same {
            let start = from.min(self.text.len());
            return start..to.min(self.text.len()).max(start);
        }
        let start = self.starts.get(from).map_or(0, |&s| s as usize);
        if to <= from {
            return start..start;
        }
        start..self.ends.get(to).map_or(start, |&e| e as usize).max(start)
    }

    /// What follows a position.
    pub fn rest(&self, at: usize) -> &str {
        self.text.get(at..).unwrap_or("")
    }

    /// The character at a position; `\0` at the end.
    pub fn at(&self, at: usize) -> char {
        self.rest(at).chars().next().unwrap_or('\0')
    }

    /// The character before a position; `\0` at the start.
    pub fn before(&self, at: usize) -> char {
        self.text.get(..at).and_then(|t| t.chars().next_back()).unwrap_or('\0')
    }

    /// Past one space, where there is one.
    pub fn space(&self, at: usize) -> usize {
        at + usize::from(self.rest(at).starts_with(' '))
    }

    /// Past one of the strings, where it stands there.
    pub fn eat(&self, at: usize, any: &[&str]) -> Option<usize> {
        let rest = self.rest(at);
        any.iter().find(|s| opens(rest, s)).map(|s| at + s.len())
    }

    /// Past one of the ASCII words, where it stands there as a whole word.
    pub fn eat_word(&self, at: usize, any: &[&str]) -> Option<usize> {
        let rest = self.rest(at);
        any.iter()
            .find(|s| opens(rest, s) && !rest[s.len()..].starts_with(|c: char| c.is_ascii_alphanumeric()))
            .map(|s| at + s.len())
    }

    /// A whole run of ASCII digits: value, length, end. None where it is longer than `most`.
    pub fn digits(&self, at: usize, most: usize) -> Option<(u32, usize, usize)> {
        let rest = self.rest(at).as_bytes();
        let len = rest.iter().take(most + 1).take_while(|b| b.is_ascii_digit()).count();
        if len == 0 || len > most || most > 9 {
            return None;
        }
        let value = rest[..len].iter().fold(0, |n, b| n * 10 + u32::from(b - b'0'));
        Some((value, len, at + len))
    }

    /// A small number in digits (at most two) or Han numerals: value, end.
    pub fn small(&self, at: usize) -> Option<(u32, usize)> {
        if let Some((value, _, end)) = self.digits(at, 2) {
            return Some((value, end));
        }
        let (value, len) = han_number(self.rest(at))?;
        (value < 100).then_some((value as u32, at + len))
    }

    /// The run of ASCII letters at a position.
    pub fn word(&self, at: usize) -> &str {
        let rest = self.rest(at);
        &rest[..rest.bytes().take_while(u8::is_ascii_lowercase).count()]
    }

    /// The ASCII word before a position, a space between allowed; empty where there is none or a very long one.
    pub fn word_before(&self, at: usize) -> &str {
        let head = self.text.get(..at).unwrap_or("");
        let head = head.strip_suffix(' ').unwrap_or(head);
        let len = head.bytes().rev().take(16).take_while(u8::is_ascii_lowercase).count();
        if len == 16 { "" } else { &head[head.len() - len..] }
    }
}

/// Whether a text starts with a word. Nearly always its first byte says that it does not.
pub(super) fn opens(text: &str, word: &str) -> bool {
    text.as_bytes().first() == word.as_bytes().first() && text.starts_with(word)
}

/// The value of one Han digit.
pub(super) fn han_digit(c: char) -> Option<u64> {
    Some(match c {
        '〇' | '零' => 0,
        '一' | '壹' => 1,
        '二' | '两' | '贰' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

/// A Han numeral below ten thousand at the start of a text (`三十`, `一千四百`, `十二`): value, bytes.
pub(super) fn han_number(text: &str) -> Option<(u64, usize)> {
    let (mut total, mut digit, mut len, mut last) = (0u64, None, 0, 10_000u64);
    for c in text.chars() {
        let place = match c {
            '十' | '拾' => 10,
            '百' | '佰' => 100,
            '千' | '仟' => 1000,
            _ => match han_digit(c) {
                Some(value) if digit.is_none() || digit == Some(0) => {
                    digit = Some(value);
                    len += c.len_utf8();
                    continue;
                }
                _ => break,
            },
        };
        // Places go down; what goes up again is another number.
        if place >= last || (digit.is_none() && place != 10 && total > 0) {
            break;
        }
        total += digit.take().unwrap_or(1) * place;
        last = place;
        len += c.len_utf8();
    }
    (len > 0).then(|| (total + digit.unwrap_or(0), len))
}

/// Whether a text may hold a figure at all: a digit of any width.
pub(super) fn has_digit(text: &str) -> bool {
    let bytes = text.as_bytes();
    // Whole chunks are looked at at once, without a jump a byte.
    bytes.chunks(32).any(|chunk| chunk.iter().fold(false, |any, byte| any | byte.is_ascii_digit()))
        || memchr::memchr_iter(0xef, bytes).any(|at| matches!(bytes[at..], [_, 0xbc, 0x90..=0x99, ..]))
}
