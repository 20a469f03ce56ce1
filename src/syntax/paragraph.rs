//! A run of lines becomes paragraphs: a line that opens something of its own starts a new one.
//!
//! Hard-wrapped prose must stay whole, so a line opens one only where the line before it was ended or short.

use super::lines::{ends_sentence, is_balanced, is_bullet, is_han, is_short, is_title_emoji, leads_on, pair, width};
use super::number::{Style, number};
use super::tree::{Mark, MarkKind};
use crate::text::Span;

/// Columns up to which a line is short: what follows it is hardly its continuation.
const SHORT: usize = 40;

/// So many lines on at most, the next of a count is looked for.
const SPAN: usize = 16;

/// So many signs at most count beside each other.
const SIGNS: usize = 6;

/// One line of a run.
struct Line<'a> {
    start: u32,
    text: &'a str,
    /// Ends in two spaces or a backslash.
    hard: bool,
    /// Is indented as a paragraph of Chinese text is.
    indented: bool,
    width: usize,
}

impl Line<'_> {
    fn end(&self) -> u32 {
        self.start + self.text.len() as u32
    }
}

/// Where the lines stand.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// At the top of the text, where lines can be headings.
    Top,
    /// In a list item, quote or footnote.
    Inside,
}

/// Calls `each` with the span of each paragraph in `span`; `marks` are those that lie in it.
pub(super) fn split(source: &str, span: Span, marks: &[Mark], place: Place, mut each: impl FnMut(Span)) {
    let text = source.get(span.range()).unwrap_or("");
    if memchr::memchr2(b'\n', b'\r', text.as_bytes()).is_none() {
        let trimmed = text.trim();
        if !trimmed.is_empty() {
            let start = span.start + (text.len() - text.trim_start().len()) as u32;
            each(span.with(start, start + trimmed.len() as u32));
        }
        return;
    }
    let lines: Vec<Line> = lines(text, span.start, place).collect();
    let Some(first) = lines.first() else { return };
    let widest = lines.iter().map(|line| line.width).max().unwrap_or(0);
    let mut start = first.start;
    let mut spans = Spans { marks, next: 0, reach: 0 };
    spans.holds(first.start);
    let codes: Vec<Option<(&str, u32)>> = lines.iter().map(|line| code(line.text)).collect();
    // The last codes of the signs that count, the newest last.
    let mut counted: Vec<(&str, u32)> = codes[0].into_iter().collect();
    for at in 1..lines.len() {
        let (before, line) = (&lines[at - 1], &lines[at]);
        if spans.holds(line.start) {
            continue;
        }
        let counts_on = codes[at].is_some_and(|(sign, number)| {
            let last = counted.iter().find(|(other, _)| *other == sign);
            let mut later = codes[at + 1..].iter().take(SPAN).flatten().filter(|(other, _)| *other == sign);
            last == Some(&(sign, number - 1)) || later.next() == Some(&(sign, number + 1))
        });
        if let Some(code) = codes[at] {
            counted.retain(|(sign, _)| *sign != code.0);
            counted.push(code);
            if counted.len() > SIGNS {
                counted.remove(0);
            }
        }
        let view = View { lines: &lines, marks, widest, place };
        if counts_on || view.closes(at - 1, start) || view.opens(at) {
            each(span.with(start, before.end()));
            start = line.start;
        }
    }
    if let Some(last) = lines.last() {
        let text = if last.hard { last.text.trim_end_matches('\\').trim_end() } else { last.text };
        let end = last.start + text.len() as u32;
        if end > start {
            each(span.with(start, end));
        }
    }
}

/// What stands before the bracket and the space that close an enumerator of at most so many letters and digits, and what
/// follows them.
pub fn mark_before(line: &str, most: usize) -> Option<(&str, &str)> {
    let mark = line.bytes().take(most + 1).take_while(u8::is_ascii_alphanumeric).count();
    let after = line[mark..].strip_prefix(") ")?;
    (1..=most).contains(&mark).then_some((&line[..mark], after))
}

/// The code that opens a line: letters and a number, divided from what follows. Lines that count on, G1 and then G2, are
/// paragraphs of their own.
fn code(line: &str) -> Option<(&str, u32)> {
    // “a) The plan …”, “ii) cut the steps”
    if let Some((mark, _)) = mark_before(line, 4) {
        const ROMAN: [&str; 10] = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"];
        if let Some(at) = ROMAN.iter().position(|known| *known == mark) {
            return Some(("i)", at as u32 + 1));
        }
        if let [letter @ b'a'..=b'z'] = mark.as_bytes() {
            return Some(("a)", u32::from(letter - b'a') + 1));
        }
    }
    // “(a) N1 …”, “(N1) …”
    let enumerated = line.strip_prefix('(').and_then(|rest| mark_before(rest, 2));
    let line = enumerated.map_or(line, |(_, rest)| rest);
    let line = line.strip_prefix(['(', '（']).unwrap_or(line);
    let letters = line.bytes().take_while(u8::is_ascii_uppercase).count();
    let digits = line[letters..].bytes().take_while(u8::is_ascii_digit).count();
    let number = line.get(letters..letters + digits).filter(|_| (1..=3).contains(&letters) && digits <= 2)?;
    let divided = line[letters + digits..]
        .starts_with([' ', '\u{3000}', '\t', ':', '：', '.', '．', '、', '-', '–', '—', ')', '）']);
    Some((&line[..letters], number.parse().ok().filter(|&number| divided && number > 0)?))
}

/// The lines of a text that are not blank, without indentation and quote signs.
fn lines(text: &str, start: u32, place: Place) -> impl Iterator<Item = Line<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < text.len() {
            let rest = &text[at..];
            let len = memchr::memchr2(b'\n', b'\r', rest.as_bytes()).unwrap_or(rest.len());
            let line = &rest[..len];
            let from = at;
            at += (len + 1).min(rest.len());
            let kept = match place {
                Place::Top => line.trim_start(),
                Place::Inside if from == 0 => line.trim_start(),
                Place::Inside => line.trim_start_matches([' ', '\t', '>']).trim_start(),
            };
            let indent = &line[..line.len() - kept.len()];
            let body = kept.trim_end();
            if body.is_empty() {
                continue;
            }
            return Some(Line {
                start: start + (from + indent.len()) as u32,
                text: body,
                hard: kept.ends_with("  ") || body.ends_with('\\'),
                indented: place == Place::Top
                    && (indent.contains("　　") || indent.len() >= 4 && body.starts_with(is_han)),
                width: width(body),
            });
        }
        None
    })
}

/// The marks of a run, gone through once.
struct Spans<'a> {
    marks: &'a [Mark],
    next: usize,
    reach: u32,
}

impl Spans<'_> {
    /// Whether a mark that began before `at` ends after it.
    fn holds(&mut self, at: u32) -> bool {
        while let Some(mark) = self.marks.get(self.next).filter(|mark| mark.span.start < at) {
            self.reach = self.reach.max(mark.span.end);
            self.next += 1;
        }
        self.reach > at
    }
}

/// A run of lines being divided.
struct View<'a> {
    lines: &'a [Line<'a>],
    marks: &'a [Mark],
    widest: usize,
    place: Place,
}

impl View<'_> {
    /// Whether the line `at` opens a paragraph of its own.
    fn opens(&self, at: usize) -> bool {
        let (before, line) = (&self.lines[at - 1], &self.lines[at]);
        let short = before.width <= SHORT;
        let ended = before.hard || ends_sentence(before.text);
        if line.indented {
            return true;
        }
        let Some(first) = line.text.chars().next() else { return false };
        if first.is_lowercase() {
            return false;
        }
        // “(owner: Registry;” goes on with “due: May 2028)”.
        let within = || {
            let first = line.text.find(['(', '（', ')', '）']);
            first.is_some_and(|at| line.text[at..].starts_with([')', '）'])) && !is_balanced(before.text)
        };
        if let Some(pair) = pair(line.text)
            && (pair.bold || pair.short && (short || ended || self::pair(before.text).is_some()))
            && !within()
        {
            return true;
        }
        if number(line.text).is_some() {
            let unfinished = !is_balanced(before.text) || leads_on(before.text) && before.width > SHORT;
            return !unfinished && (ended || short || before.width + 6 <= self.widest || number(before.text).is_some());
        }
        if is_bullet(first) || line.text.starts_with("——") {
            return ended || short || before.text.starts_with(first);
        }
        if is_title_emoji(first) {
            return ended || short || before.text.starts_with(is_title_emoji);
        }
        (ended || short) && whole_mark(self.marks, line.start, line.end()).is_some()
    }

    /// Whether the paragraph from `start` ends with the line `at`, which another follows.
    fn closes(&self, at: usize, start: u32) -> bool {
        let line = &self.lines[at];
        if line.hard && pair(line.text).is_some() {
            return true;
        }
        if self.place == Place::Inside || line.start != start {
            return false;
        }
        if let Some(found) = number(line.text) {
            let alone = is_title(line.text) && is_balanced(line.text);
            let fits = match found.style {
                Style::Part | Style::Chapter | Style::Section => true,
                Style::Han | Style::HanParen => line.width <= SHORT || line.width + 8 <= self.widest,
                Style::Circled => false,
                _ => line.width <= SHORT,
            };
            return alone && fits;
        }
        if line.text.starts_with(is_title_emoji) {
            return is_title(line.text);
        }
        whole_mark(self.marks, line.start, line.end()).is_some() && !leads_on(line.text)
    }
}

/// Whether a line can be a title: short, without the end of a sentence in it or a mark that leads on.
pub(super) fn is_title(text: &str) -> bool {
    let ends_inside = text.trim_end().trim_end_matches(['。', '*', '_']).contains(['。', '！', '；']);
    !ends_inside && !leads_on(text) && !text.ends_with(['.', '!', '！', ';', '；', '。']) && is_short_title(text)
}

fn is_short_title(text: &str) -> bool {
    is_short(text) || text.starts_with('第') && text.chars().count() <= 40
}

/// The text of the bold mark that is all of `start..end`.
pub(super) fn whole_mark(marks: &[Mark], start: u32, end: u32) -> Option<Span> {
    let first = marks.partition_point(|mark| mark.span.start < start);
    let mut inner: Option<Span> = None;
    for mark in marks[first..].iter().take(2) {
        let (from, to) = inner.map_or((start, end), |inner| (inner.start, inner.end));
        if mark.span.start != from || mark.span.end != to {
            return None;
        }
        match mark.kind {
            MarkKind::Strong => return Some(mark.inner),
            MarkKind::Emphasis => inner = Some(mark.inner),
            _ => return None,
        }
    }
    None
}
