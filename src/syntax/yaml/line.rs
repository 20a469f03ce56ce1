//! One line of YAML: its indentation, list markers, key and value, and the slips that are common in it.

use crate::syntax::tree::YamlFault;
use std::ops::Range;

/// A line of block style, taken apart. All ranges are bytes of the line.
#[derive(Debug)]
pub(super) struct Line<'a> {
    text: &'a str,
    /// Width of the white space before it.
    pub indent: usize,
    /// Where its `-` stand.
    pub markers: Vec<usize>,
    /// Where its text begins, after the markers.
    pub rest: usize,
    /// Its key, if it has one.
    pub key: Option<Range<usize>>,
    /// The value without comment; without key the whole text.
    pub value: Range<usize>,
}

/// A slip and what mends it. All ranges are bytes of the line.
#[derive(Debug)]
pub(super) struct Slip {
    /// What is shown.
    pub place: Range<usize>,
    /// What is replaced.
    pub span: Range<usize>,
    /// By what.
    pub text: String,
    /// What is read, if the new text is quoted.
    pub inner: Option<Range<usize>>,
    /// What is wrong.
    pub fault: YamlFault,
    /// Whether the mend is surely meant.
    pub sure: bool,
}

/// The text as a YAML scalar in quotes.
pub(super) fn quote(text: &str) -> String {
    if text.contains(['"', '\\']) { format!("'{}'", text.replace('\'', "''")) } else { format!("\"{text}\"") }
}

fn is_blank(byte: Option<&u8>) -> bool {
    matches!(byte, None | Some(b' ' | b'\t'))
}

/// The bytes of white space at `at`.
fn blanks(text: &str, at: usize) -> usize {
    text[at..].bytes().take_while(|b| matches!(b, b' ' | b'\t')).count()
}

impl<'a> Line<'a> {
    /// Takes a line (without its end) apart.
    pub fn new(text: &'a str) -> Self {
        let bytes = text.as_bytes();
        let indent = blanks(text, 0);
        let mut rest = indent;
        let mut markers = Vec::new();
        while bytes.get(rest) == Some(&b'-') && is_blank(bytes.get(rest + 1)) {
            markers.push(rest);
            rest += 1;
            rest += blanks(text, rest);
        }
        let mut line = Self { text, indent, markers, rest, key: None, value: rest..rest };
        if bytes.get(rest) == Some(&b'#') {
            return line;
        }
        let mut from = rest;
        if let Some((key, colon)) = line.find_key() {
            line.key = Some(key);
            from = colon + 1;
            from += blanks(text, from);
        }
        line.value = from..from.max(line.value_end(from));
        line
    }

    /// Whether there is nothing in it but white space or a comment.
    pub fn is_blank(&self) -> bool {
        self.markers.is_empty() && matches!(self.text.as_bytes().get(self.rest), None | Some(b'#'))
    }

    /// Whether a tab stands before its text.
    pub fn text_has_tab(&self) -> bool {
        self.text[..self.rest].contains('\t')
    }

    /// Whether it opens an entry: a list item or a key.
    pub fn opens(&self) -> bool {
        !self.markers.is_empty() || self.key.is_some()
    }

    /// Whether its value is plain text, which may go on in the next line.
    pub fn is_plain(&self) -> bool {
        let value = &self.text[self.value.clone()];
        !value.is_empty() && !value.starts_with(['"', '\'', '[', '{', '|', '>', '&', '*', '!'])
    }

    /// The columns at which keys, or list markers, that belong to the same map or list stand.
    pub fn columns(&self, of_markers: bool) -> Vec<usize> {
        if of_markers { self.markers.clone() } else { self.key.iter().map(|_| self.rest).collect() }
    }

    fn find_key(&self) -> Option<(Range<usize>, usize)> {
        let bytes = self.text.as_bytes();
        let start = self.rest;
        match bytes.get(start)? {
            b'[' | b'{' => None,
            quote @ (b'"' | b'\'') => {
                let end = closing(&self.text[start..], *quote)? + start + 1;
                let colon = end + blanks(self.text, end);
                (bytes.get(colon) == Some(&b':') && is_blank(bytes.get(colon + 1))).then_some((start..end, colon))
            }
            _ => {
                let end = comment(&self.text[start..], " #").map_or(self.text.len(), |at| start + at);
                let colon = memchr::memchr_iter(b':', &bytes[start..end])
                    .map(|at| start + at)
                    .find(|&at| is_blank(bytes.get(at + 1)))?;
                (colon > start).then(|| (start..start + self.text[start..colon].trim_end().len(), colon))
            }
        }
    }

    /// Where the value that starts at `from` ends: before a comment and white space.
    fn value_end(&self, from: usize) -> usize {
        let value = &self.text[from..];
        let end = match value.as_bytes().first() {
            Some(quote @ (b'"' | b'\'')) => match closing(value, *quote) {
                Some(close) => comment(&value[close..], " #").map(|at| close + at),
                None => comment(value, " # "),
            },
            _ => comment(value, " #"),
        };
        from + value[..end.unwrap_or(value.len())].trim_end().len()
    }

    /// The slip in this line, if it is one of the common ones. `next_opens`: the next line opens an entry, or
    /// there is none.
    pub fn slip(&self, next_opens: bool) -> Option<Slip> {
        if let Some((at, c)) = self.text.char_indices().find(|&(_, c)| c.is_control() && c != '\t') {
            let span = at..at + c.len_utf8();
            return Some(Slip {
                place: span.clone(),
                span,
                text: String::new(),
                inner: None,
                fault: YamlFault::ControlSign,
                sure: true,
            });
        }
        let mut value = self.value.clone();
        if let Some(key) = &self.key
            && self.text[key.clone()].starts_with(['@', '`', '%', '*', ',', ']', '}', '|', '>'])
        {
            if self.markers.is_empty() {
                return Some(self.quoted(key.clone(), key.clone(), YamlFault::KeySign, true));
            }
            value.start = self.rest;
        } else if self.key.is_none() && self.markers.is_empty() {
            return self.glued();
        }
        let text = &self.text[value.clone()];
        let mut chars = text.chars();
        let first = chars.next()?;
        let spaced = chars.next().is_none_or(|c| c == ' ' || c == '\t');
        match first {
            '"' | '\'' => self.bad_quotes(value, first as u8, next_opens),
            '[' | '{' => self.bad_brackets(value, next_opens),
            '|' | '>' if text[1..].chars().all(|c| c.is_ascii_digit() || matches!(c, '+' | '-')) => None,
            '@' | '`' | '%' | '*' | ',' | ']' | '}' | '|' | '>' => {
                Some(self.quoted(value.clone(), value, YamlFault::ValueSign, true))
            }
            '&' | '!' | '-' | '?' if spaced => Some(self.quoted(value.clone(), value, YamlFault::ValueSign, true)),
            _ if self.key.is_some() && (text.contains(": ") || text.contains(":\t") || text.ends_with(':')) => {
                Some(self.quoted(value.clone(), value, YamlFault::Colon, true))
            }
            _ if self.key.is_none() => self.glued(),
            _ => None,
        }
    }

    fn quoted(&self, span: Range<usize>, inner: Range<usize>, fault: YamlFault, sure: bool) -> Slip {
        let text = quote(&self.text[inner.clone()]);
        Slip { place: span.clone(), span, text, inner: Some(inner), fault, sure }
    }

    fn bad_quotes(&self, value: Range<usize>, mark: u8, next_opens: bool) -> Option<Slip> {
        let text = &self.text[value.clone()];
        let count = text.bytes().filter(|&b| b == mark).count();
        let bare = value.start + 1..value.end.saturating_sub(1).max(value.start + 1);
        match closing(text, mark) {
            Some(close) if close + 1 == text.len() => {
                (mark == b'"' && bad_escape(text)).then(|| self.quoted(value, bare, YamlFault::Escape, true))
            }
            Some(close) => {
                let opens_again = text[..close].ends_with([' ', '\t', '(', '（', '，', '：']);
                let strip = text.ends_with(mark as char) && (count % 2 == 1 || opens_again);
                let inner = if strip { bare } else { value.clone() };
                Some(self.quoted(value, inner, YamlFault::TextAfterQuote, true))
            }
            None if next_opens => {
                let inner = if text.len() > 1 { value.start + 1..value.end } else { value.clone() };
                Some(self.quoted(value, inner, YamlFault::OpenQuote, true))
            }
            None => None,
        }
    }

    fn bad_brackets(&self, value: Range<usize>, next_opens: bool) -> Option<Slip> {
        let text = &self.text[value.clone()];
        let mut open: Vec<u8> = Vec::new();
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            match byte {
                b'[' => open.push(b']'),
                b'{' => open.push(b'}'),
                b']' | b'}' => {
                    if open.pop() != Some(byte) {
                        return Some(self.quoted(value.clone(), value, YamlFault::UnmatchedBracket, false));
                    }
                    if open.is_empty() {
                        let after = text[at + 1..].trim_start();
                        if after.starts_with(':') {
                            return None;
                        }
                        let (fault, sure) = match after {
                            "" => (YamlFault::Bracketed, false),
                            _ => (YamlFault::ValueBracket, true),
                        };
                        return Some(self.quoted(value.clone(), value, fault, sure));
                    }
                }
                b'"' | b'\'' if at > 0 && matches!(bytes[at - 1], b' ' | b',' | b'[' | b'{' | b':') => {
                    at += closing(&text[at..], byte)?;
                }
                _ => {}
            }
            at += 1;
        }
        if !next_opens {
            return None;
        }
        let sure = open.len() == 1;
        let text = open.iter().rev().map(|&b| b as char).collect();
        let span = value.end..value.end;
        Some(Slip { place: value, span, text, inner: None, fault: YamlFault::OpenBracket, sure })
    }

    /// `key:value` and `key：value`.
    pub fn glued(&self) -> Option<Slip> {
        if self.key.is_some() {
            return None;
        }
        let text = &self.text[self.value.clone()];
        let (at, colon) = text.char_indices().take(48).find(|&(_, c)| matches!(c, ':' | '：'))?;
        let (key, after) = (&text[..at], &text[at + colon.len_utf8()..]);
        let is_key = !key.is_empty()
            && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '/'))
            && !key.chars().all(|c| c.is_ascii_digit());
        if !is_key || after.starts_with("//") || (colon == ':' && after.is_empty()) {
            return None;
        }
        let start = self.value.start + at;
        let span = start..start + colon.len_utf8();
        let text = if after.is_empty() || after.starts_with([' ', '\t']) { ":" } else { ": " };
        let fault = if colon == ':' { YamlFault::Glued } else { YamlFault::WideColon };
        Some(Slip { place: self.value.clone(), span, text: text.to_owned(), inner: None, fault, sure: true })
    }
}

/// The closing quotation mark of a quoted scalar that `text` opens with.
fn closing(text: &str, mark: u8) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = 1;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'\\' if mark == b'"' => at += 2,
            b'\'' if mark == b'\'' && bytes.get(at + 1) == Some(&b'\'') => at += 2,
            _ if byte == mark => return Some(at),
            _ => at += 1,
        }
    }
    None
}

/// Whether double-quoted text has an escape that YAML does not know.
fn bad_escape(text: &str) -> bool {
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            continue;
        }
        let hex = match chars.next() {
            Some('x') => 2,
            Some('u') => 4,
            Some('U') => 8,
            Some(c) if "0abt\tnvfre \"/\\N_LP".contains(c) => 0,
            _ => return true,
        };
        if (0..hex).any(|_| !chars.next().is_some_and(|c| c.is_ascii_hexdigit())) {
            return true;
        }
    }
    false
}

/// Where a comment starts (`mark` is a space and the sign).
fn comment(text: &str, mark: &str) -> Option<usize> {
    let tab = text.find("\t#");
    match (text.find(mark), tab) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}
