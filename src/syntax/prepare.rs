//! What is settled about a Markdown text line by line, before it is parsed.
//!
//! The parser is given a copy of the same length in which some bytes are others: lines that say nothing (page
//! numbers, lines of a table of contents, attribute lines of kramdown, fences of MyST) are blank, the sign of a
//! GitHub alert is gone, `##Title` has the space it lacks, the bullets of word processors are those of Markdown,
//! the title of Pandoc (`% Title`) is a heading, and a row of dashes has as many cells as the head of the table above
//! it. Every offset therefore stays the text's own, and all that is kept in the tree is read from the text itself,
//! never from the copy. A line inside code may be blanked too: that changes nothing, since code is taken from the
//! text.

use super::lines::{cells, is_han, is_list_bullet, width};
use crate::text::SourceFile;
use std::borrow::Cow;
use std::ops::Range;

/// A text ready for the parser.
pub(super) struct Prepared<'a> {
    /// Where the copy begins in the text: after byte order mark and front matter.
    pub start: usize,
    /// The copy.
    pub copy: Cow<'a, str>,
    /// Front matter with its fences, and the lines between them.
    pub front: Option<(Range<usize>, Range<usize>)>,
    /// Lines that are furniture, in order.
    pub furniture: Vec<Range<usize>>,
}

/// Prepares a text.
pub(super) fn prepare(source: &SourceFile) -> Prepared<'_> {
    let text: &str = &source.text;
    let bom = mark_len(text);
    let front = front_matter(source);
    let (start, first_line) = match &front {
        Some((whole, _)) => {
            let next = source.line_of(whole.end.saturating_sub(1) as u32) + 1;
            (source.line(next).map_or(text.len(), |line| line.start as usize), next)
        }
        None => (bom, 0),
    };
    let mut changes = Changes::default();
    let mut lines = Lines { source, next: first_line, start, before: "", at: 0..0, comment: None, fence: None };
    while let Some(line) = lines.advance() {
        changes.line(&mut lines, line);
    }
    let Changes { masks, signs, rules, furniture } = changes;
    let copy = if masks.is_empty() && rules.is_empty() {
        Cow::Borrowed(&text[start..])
    } else {
        let mut bytes = text.as_bytes()[start..].to_vec();
        for mask in masks {
            bytes[mask.start - start..mask.end - start].fill(b' ');
        }
        for (at, sign) in signs {
            bytes[at - start] = sign;
        }
        for (rule, columns) in rules {
            rule_off(&mut bytes[rule.start - start..rule.end - start], columns);
        }
        String::from_utf8(bytes).map_or(Cow::Borrowed(&text[start..]), Cow::Owned)
    };
    Prepared { start, copy, front, furniture }
}

/// What is another in the copy, by place in the text.
#[derive(Default)]
struct Changes {
    /// What is blank.
    masks: Vec<Range<usize>>,
    /// Where a sign of Markdown stands instead, each in a mask: a bullet, or that of a heading before the title of Pandoc.
    signs: Vec<(usize, u8)>,
    /// Rows of dashes, and how many cells they have instead.
    rules: Vec<(Range<usize>, usize)>,
    /// Lines that are furniture, which are blank too.
    furniture: Vec<Range<usize>>,
}

/// The lines of a text, with what stands around the present one.
struct Lines<'a> {
    source: &'a SourceFile,
    next: u32,
    /// Where the first line begins (a byte order mark belongs to none).
    start: usize,
    /// The last line before the present one that is not blank.
    before: &'a str,
    /// The present line, without its end.
    at: Range<usize>,
    /// Whether a comment block of kramdown was looked for, and where it ends: its last line.
    comment: Option<u32>,
    /// The line that closes the fence that was opened last, and whether what it holds is no code.
    fence: Option<(u32, bool)>,
}

impl<'a> Lines<'a> {
    fn advance(&mut self) -> Option<&'a str> {
        let source = self.source;
        let last = source.text.get(self.at.clone()).unwrap_or("");
        if !last.trim().is_empty() {
            self.before = last;
        }
        let span = source.line(self.next)?;
        self.next += 1;
        self.at = (span.start as usize).max(self.start)..(span.end as usize).max(self.start);
        source.text.get(self.at.clone())
    }

    fn line(&self, number: u32) -> &'a str {
        self.source.line(number).map_or("", |span| self.source.slice(span))
    }

    fn line_before(&self) -> &'a str {
        match self.next {
            0 | 1 => "",
            next => self.line(next - 2),
        }
    }

    fn line_after(&self) -> &'a str {
        self.line(self.next)
    }

    /// The next line that is not blank.
    fn after(&self) -> &'a str {
        let mut number = self.next;
        while let Some(span) = self.source.line(number) {
            let line = self.source.slice(span);
            if !line.trim().is_empty() {
                return line;
            }
            number += 1;
        }
        ""
    }
}

impl Changes {
    /// Adds those of a line.
    fn line(&mut self, lines: &mut Lines, line: &str) {
        let Some(indent) = line.find(|c: char| c != ' ' && c != '\t') else { return };
        let (whole, body) = (lines.at.clone(), &line[indent..]);
        let start = whole.start + indent;
        match body.as_bytes()[0] {
            b'#' if indent < 4 => self.masks.extend(old_heading(lines, body).map(|r| start + r.start..start + r.end)),
            b'{' if is_attribute_line(body.trim_end()) => {
                self.masks.push(whole.clone());
                if body.starts_with("{::comment}") {
                    skip_comment(lines, &mut self.masks);
                }
                return;
            }
            b':' if body.starts_with(":::") => self.masks.push(whole.clone()),
            b'|' => {
                if let Some(columns) = wrong_delimiter(lines, body) {
                    self.rules.push((start..start + body.trim_end().len(), columns));
                }
            }
            b'>' => self.masks.extend(alert(body).map(|r| start + r.start..start + r.end)),
            b'=' if indent == 0 && is_overline(lines, body) => self.masks.push(whole.clone()),
            b'`' if indent < 4 && body.starts_with("```") && fences_text(lines, body) => self.masks.push(whole.clone()),
            b'%' if indent == 0 && body.starts_with("% ") => {
                if let Some(line) = pandoc_line(lines) {
                    self.signs.extend((line == 0).then_some((start, b'#')));
                    self.masks.push(start..start + 1);
                }
            }
            b'[' => {
                if let Some(len) = bare_box(lines, body) {
                    // Behind a bullet stand four spaces at most.
                    self.signs.push((start + len.saturating_sub(4), b'-'));
                    self.masks.push(start..start + len);
                }
            }
            // The first byte of each bullet.
            0xe2 => {
                if let Some((len, spaces)) = bullet(lines, body)
                    && (spaces <= 2 || indent < 2)
                {
                    // Behind a bullet stand four spaces at most.
                    self.signs.push((start + (len + spaces).saturating_sub(5).min(len - 1), b'-'));
                    self.masks.push(start..start + len);
                }
            }
            _ => {}
        }
        if (is_contents_line(body) && !body.contains("-->")) || is_page(lines, body.trim()) {
            self.masks.push(whole);
            let end = start + body.trim_end().len();
            self.furniture.push(start + (body.len() - body.trim_start().len())..end);
        }
    }
}

/// Length of the bullet that opens a line (`• Mend the roof`, `– Mend the roof`) and that Markdown does not know, and of the
/// spaces behind it. A dash is one where the line before or after has one too.
fn bullet(lines: &Lines, body: &str) -> Option<(usize, usize)> {
    let opens = |line: &str| {
        let mark = line.chars().next().filter(|&c| is_list_bullet(c) || c == '–')?;
        let rest = &line[mark.len_utf8()..];
        let spaces = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        ((1..=4).contains(&spaces) && rest.len() > spaces).then_some((mark, spaces))
    };
    let (mark, spaces) = opens(body)?;
    let beside = |line: &str| opens(line.trim_start()).is_some_and(|(other, _)| other == mark);
    (mark != '–' || beside(lines.before) || beside(lines.after())).then(|| (mark.len_utf8(), spaces))
}

/// Whether a line of `=` stands over a title that has another one below it, as in reStructuredText.
fn is_overline(lines: &Lines, body: &str) -> bool {
    let rule = |line: &str| line.len() >= 3 && line.trim_end().bytes().all(|b| b == b'=');
    let title = lines.line_after();
    rule(body)
        && !title.trim().is_empty()
        && !title.starts_with('=')
        && lines.line_before().trim().is_empty()
        && rule(lines.line(lines.next + 1))
}

/// Which line of the title block of Pandoc (`% Title`, `% Author`, `% Date`) a line is: only others of it stand before it.
fn pandoc_line(lines: &Lines) -> Option<u32> {
    const LINES: u32 = 3;
    let this = lines.next - 1;
    let first = lines.source.line_of(lines.start as u32);
    let opens = |number| lines.line(number).trim_start_matches('\u{feff}').starts_with("% ");
    (this < first + LINES && (first..this).all(opens)).then(|| this - first)
}

/// Whether a fence of code, its opening or closing line, holds no code: HTML that goes into the page (`{=html}`), or a
/// numbered list, as who has just learnt to write them does: three lines or more, each with its number.
fn fences_text(lines: &mut Lines, body: &str) -> bool {
    let this = lines.next - 1;
    if let Some((close, text)) = lines.fence
        && close >= this
    {
        return text && close == this;
    }
    let numbered = |line: &str| {
        let line = line.trim_start();
        let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
        let after = rest.strip_prefix(['.', '、', '．', ')', '）']).map(str::trim_start);
        (1..=2).contains(&(line.len() - rest.len()))
            && after.is_some_and(|text| text.starts_with(|c: char| c.is_alphabetic() || c == '“'))
    };
    let plain = matches!(body.trim_end().trim_start_matches('`'), "" | "text" | "markdown" | "md");
    let (mut count, mut list, mut number) = (0, plain, lines.next);
    let close = loop {
        let Some(span) = lines.source.line(number) else { break u32::MAX };
        let line = lines.source.slice(span);
        if line.trim_start().starts_with("```") {
            break number;
        }
        if !line.trim().is_empty() {
            count += 1;
            list &= numbered(line);
        }
        number += 1;
    };
    let html = body.trim_end().trim_start_matches('`') == "{=html}";
    let text = (list && count >= 3 || html) && close != u32::MAX;
    lines.fence = Some((close, text));
    text
}

/// Length of the empty box that opens a line and has no bullet before it: `[] - Mend the roof`, `[ ] Mend the roof`. Beside
/// one that is ticked they stay text, lest what is done look open.
fn bare_box(lines: &Lines, body: &str) -> Option<usize> {
    let rest = body.strip_prefix("[]").or_else(|| body.strip_prefix("[ ]"))?;
    let rest = rest.strip_prefix(" -").filter(|rest| rest.starts_with(' ')).unwrap_or(rest);
    let ticked = |line: &str| matches!(line.trim_start().get(..3), Some("[x]" | "[X]"));
    let said = rest.strip_prefix(' ').is_some_and(|rest| rest.starts_with(|c: char| !c.is_whitespace()));
    (said && !ticked(lines.before) && !ticked(lines.after())).then(|| body.len() - rest.len())
}

/// How many columns the head of a table has, where the row of dashes below it has another number: then Markdown sees no
/// table, and the author meant one.
fn wrong_delimiter(lines: &Lines, body: &str) -> Option<usize> {
    let row = body.trim_end();
    if row.len() < 3 || !row.bytes().all(|b| matches!(b, b'|' | b'-' | b':' | b' ' | b'\t')) || !row.contains('-') {
        return None;
    }
    let head = lines.line_before().trim();
    let next = lines.line_after().trim_start();
    // Below a row that is no head they are a row of their own.
    let above = lines.next.checked_sub(3).map_or("", |number| lines.line(number)).trim_start();
    if !head.starts_with('|') || !next.starts_with('|') || above.starts_with('|') {
        return None;
    }
    let (own, columns) = (cells(row).len(), cells(head).len());
    let dashes = row.trim_matches('|').split('|').all(|cell| cell.contains('-'));
    (dashes && own != columns && columns >= 2 && row.len() > 2 * columns).then_some(columns)
}

/// Makes a row of dashes one of so many columns: `|-|-|-----|`.
fn rule_off(row: &mut [u8], columns: usize) {
    let last = row.len() - 1;
    for (at, byte) in row.iter_mut().enumerate() {
        *byte = if at == last || at % 2 == 0 && at < 2 * columns { b'|' } else { b'-' };
    }
}

/// What to blank so that a heading of old Markdown (`##Title`, `#Title#`) is one.
fn old_heading(lines: &Lines, body: &str) -> Option<Range<usize>> {
    let level = body.bytes().take_while(|&b| b == b'#').count();
    let next = body[level..].chars().next()?;
    if level > 6 || next == ' ' || next == '\t' {
        return None;
    }
    if next.is_whitespace() {
        // A full-width space.
        return Some(level..level + next.len_utf8());
    }
    if level > 1 {
        let opens = next.is_alphanumeric() || !next.is_ascii() || matches!(next, '*' | '_' | '[' | '(' | '"' | '`');
        return opens.then_some(level - 1..level);
    }
    // A single sign is more often a tag or a number: the line must stand alone and be short.
    let alone = lines.line_before().trim().is_empty() && lines.line_after().trim().is_empty();
    let closed = body.len() > 2 && body.trim_end().ends_with('#');
    let title = next.is_alphabetic() && (alone || closed) && !body.contains(" #") && body.chars().count() <= 80;
    title.then_some(level..level + next.len_utf8())
}

/// Whether a line is for kramdown, Jekyll or Hugo alone: `{: .class}`, `{::comment}`, `{div .box}`, `{% … %}`.
/// `{project name}` is a placeholder and stays text.
fn is_attribute_line(body: &str) -> bool {
    let Some(inner) = body.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) else { return false };
    inner.starts_with([':', '/', '%'])
        || inner.starts_with("{<")
        || inner.starts_with("{%")
        || ["div", "span", "section"]
            .iter()
            .any(|tag| inner.strip_prefix(tag).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '.', '#'])))
}

/// Blanks the lines up to the end of a comment of kramdown.
fn skip_comment(lines: &mut Lines, masks: &mut Vec<Range<usize>>) {
    let close = match lines.comment {
        Some(known) if known >= lines.next => known,
        _ => {
            let mut number = lines.next;
            let found = loop {
                let Some(span) = lines.source.line(number) else { break u32::MAX };
                if lines.source.slice(span).trim_start().starts_with("{:/") {
                    break number;
                }
                number += 1;
            };
            lines.comment = Some(found);
            found
        }
    };
    if close != u32::MAX {
        while lines.next < close && lines.advance().is_some() {
            masks.push(lines.at.clone());
        }
    }
}

/// The sign of an alert in a block quote: `> [!NOTE]`.
fn alert(body: &str) -> Option<Range<usize>> {
    let at = body.find(|c: char| c != '>' && c != ' ')?;
    let kind = body[at..].strip_prefix("[!")?;
    let len = kind.bytes().take_while(u8::is_ascii_alphabetic).count();
    let rest = kind[len..].strip_prefix(']')?;
    let rest = rest.strip_prefix(['-', '+']).unwrap_or(rest);
    (len > 0 && (rest.is_empty() || rest.starts_with(' '))).then(|| at..body.len() - rest.len())
}

/// Whether a line is one of a table of contents: a dotted leader and a page.
fn is_contents_line(body: &str) -> bool {
    let line = body.trim_end();
    let is_page = |c: char| c.is_ascii_digit() || matches!(c, 'I' | 'V' | 'X' | 'i' | 'v' | 'x' | '０'..='９');
    let ends = |c: char| is_page(c) || is_leader(c) || matches!(c, ')' | '）' | '-');
    if !line.ends_with(ends) {
        return false;
    }
    let closed = line.trim_end_matches(['(', ')', '（', '）', '-', ' ']);
    let head = closed.trim_end_matches(is_page);
    let paged = head.len() < closed.len();
    let mut weight = 0;
    for c in head.trim_end_matches(['(', '（', '-', ' ']).chars().rev() {
        match c {
            '…' => weight += 3,
            _ if is_leader(c) => weight += 1,
            ' ' | '\t' => {}
            _ => break,
        }
        if weight >= 10 {
            break;
        }
    }
    weight >= if paged { 4 } else { 10 }
}

fn is_leader(c: char) -> bool {
    matches!(c, '.' | '…' | '·' | '．' | '・' | '⋯')
}

/// Whether a line is a page number: `- 3 -`, `第 3 页`, `Page 3 of 10`, or a number alone among longer lines.
fn is_page(lines: &Lines, body: &str) -> bool {
    // Dashes, `Page`, 第, digits: what opens with anything else is none.
    let opens = |byte| matches!(byte, b'-' | b'P' | b'p' | b'0'..=b'9' | b'I' | b'V' | b'X' | 0xe2 | 0xe7 | 0xef);
    if body.len() > 40 || !body.bytes().next().is_some_and(opens) {
        return false;
    }
    let inner = body.trim_matches(['-', '—', '–', '－', '―', ' ']);
    let opens = body.strip_prefix(['-', '—', '–', '－', '―']);
    if opens.is_some() && body.ends_with(['-', '—', '–', '－', '―']) && is_number(inner) {
        return true;
    }
    let word = body.strip_prefix("Page ").or_else(|| body.strip_prefix("page "));
    if let Some(rest) = word {
        return rest.split(" of ").all(|part| is_number(part.trim()));
    }
    if let Some(rest) = body.strip_prefix('第') {
        return rest.trim_start().trim_start_matches(|c: char| c.is_ascii_digit()).trim_start().starts_with('页')
            && rest.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || "第页共，,/".contains(c));
    }
    if !is_number(body) {
        return false;
    }
    // A number alone: in a text pasted page by page it stands among lines of text, in a table pasted one cell a
    // line among other cells.
    let long = |line: &str| width(line.trim()) >= 24;
    let beside = !lines.line_before().trim().is_empty() || !lines.line_after().trim().is_empty();
    let (before, after) = (lines.before, lines.after());
    let around = |line: &str| line.trim().is_empty() || long(line);
    if beside { long(before) || long(after) } else { around(before) && around(after) && (long(before) || long(after)) }
}

/// A number of at most three digits, or a Roman one, perhaps with spaces in it.
fn is_number(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let roman = text.bytes().filter(|b| matches!(b, b'I' | b'V' | b'X')).count();
    let spaces = text.bytes().filter(|&b| b == b' ').count();
    (digits + spaces == text.len() && (1..=3).contains(&digits)
        || roman + spaces == text.len() && (1..=6).contains(&roman))
        && spaces <= digits + roman
}

/// Front matter at the start of a text: whole, and the lines between the fences.
pub(super) fn front_matter(source: &SourceFile) -> Option<(Range<usize>, Range<usize>)> {
    let bom = mark_len(&source.text);
    let first = source.line(0)?;
    if source.text.get(bom..first.end as usize)?.trim_end() != "---" {
        return None;
    }
    let body = source.line(1)?;
    let spaced = source.slice(body).trim().is_empty();
    let close = (1..source.line_count()).find_map(|number| {
        let line = source.line(number)?;
        matches!(source.slice(line).trim_end(), "---" | "...").then_some(line)
    })?;
    let inner = body.start as usize..close.start as usize;
    let said = source.text.get(inner.clone())?;
    let pairs = said.contains(':') || said.trim().is_empty() || said.trim_start().starts_with('#');
    let words = |line: &str| !line.is_empty() && line.chars().take(4).all(is_han) && !line.contains([':', '：']);
    let prose = said.lines().next().is_some_and(words);
    // A line across the page is followed by a blank one; where front matter is, nothing but pairs stands up to the next.
    let pair =
        |line: &str| line.split_once(':').is_some_and(|(key, _)| !key.is_empty() && !key.contains(char::is_whitespace));
    let more = |line: &str| line.trim().is_empty() || pair(line) || line.starts_with([' ', '\t']);
    let only_pairs =
        !spaced || said.lines().all(more) && said.lines().find(|line| !line.trim().is_empty()).is_some_and(pair);
    (pairs && !prose && only_pairs).then_some((bom..close.start as usize + source.slice(close).trim_end().len(), inner))
}

/// Length of the byte order mark that a text begins with.
fn mark_len(text: &str) -> usize {
    if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
}
