//! Folding: case, full-width forms, traditional characters, hyphens and white space, with a way back to the
//! source.

use std::sync::LazyLock;

/// Traditional characters (first line) and their simplified forms (second line), one to one, by the
/// variants that Unicode's Unihan data records.
static TRADITIONAL: &str = include_str!("traditional.txt");

/// The first Han character, and how many stand from it on in the basic plane.
const HAN: (u32, usize) = (0x3400, 0x6c00);

/// The simplified form of each Han character of the basic plane; 0: itself.
static SIMPLIFIED: LazyLock<Box<[u16]>> = LazyLock::new(|| {
    let mut table = vec![0; HAN.1].into_boxed_slice();
    for (from, to) in pairs() {
        if let Some(place) = table.get_mut((from as u32).wrapping_sub(HAN.0) as usize) {
            *place = u16::try_from(to as u32).unwrap_or(0);
        }
    }
    table
});

fn pairs() -> impl Iterator<Item = (char, char)> {
    let mut lines = TRADITIONAL.lines();
    let (from, to) = (lines.next().unwrap_or(""), lines.next().unwrap_or(""));
    from.chars().zip(to.chars())
}

/// A Han character simplified.
fn simplified(c: char) -> char {
    match SIMPLIFIED.get((c as u32).wrapping_sub(HAN.0) as usize) {
        Some(0) | None => c,
        Some(&to) => char::from_u32(u32::from(to)).unwrap_or(c),
    }
}

/// Whether the character is Han.
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// One character folded: lower case, half-width, simplified; hyphens and white space become a space.
pub fn fold_char(c: char) -> char {
    match c {
        'A'..='Z' => c.to_ascii_lowercase(),
        ' '..='~' if c != '-' => c,
        '-' | '\u{2010}' | '\u{2011}' => ' ',
        '\u{3000}' | '\u{a0}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => {
            let ascii = char::from_u32(c as u32 - 0xfee0).unwrap_or(c).to_ascii_lowercase();
            if ascii == '-' { ' ' } else { ascii }
        }
        '\u{2018}' | '\u{2019}' => '\'',
        _ if c.is_whitespace() => ' ',
        _ if is_han(c) => simplified(c),
        _ => {
            let mut lower = c.to_lowercase();
            match (lower.next(), lower.next()) {
                (Some(one), None) => one,
                _ => c,
            }
        }
    }
}

/// A text folded by itself: white space collapsed, none beside Han, trimmed. For terms and short phrases.
pub fn fold(text: &str) -> String {
    let mut builder = ProseBuilder::default();
    builder.push(text, 0);
    let mut folded = builder.finish().text;
    folded.truncate(folded.trim_end().len());
    let lead = folded.len() - folded.trim_start().len();
    folded.drain(..lead);
    folded
}

/// A run of folded text that stands for a run of source text.
#[derive(Debug, Clone, Copy)]
struct Segment {
    folded: u32,
    source: u32,
    folded_len: u32,
    source_len: u32,
}

/// Folded running text of a document with a map back to the source. Pieces are divided by a line feed.
#[derive(Debug, Default)]
pub struct Prose {
    /// The folded text.
    pub text: String,
    segments: Vec<Segment>,
}

impl Prose {
    /// The source offset at which the character at `folded` starts.
    pub fn source_start(&self, folded: u32) -> u32 {
        let index = self.segments.partition_point(|s| s.folded <= folded);
        let Some(segment) = index.checked_sub(1).and_then(|i| self.segments.get(i)) else {
            return self.segments.first().map_or(0, |s| s.source);
        };
        let past = folded - segment.folded;
        if past >= segment.folded_len {
            return self.segments.get(index).map_or(segment.source + segment.source_len, |s| s.source);
        }
        if segment.folded_len == segment.source_len { segment.source + past } else { segment.source }
    }

    /// The source offset at which the character before `folded` ends.
    pub fn source_end(&self, folded: u32) -> u32 {
        let index = self.segments.partition_point(|s| s.folded < folded);
        let Some(segment) = index.checked_sub(1).and_then(|i| self.segments.get(i)) else {
            return self.segments.first().map_or(0, |s| s.source);
        };
        let past = (folded - segment.folded).min(segment.folded_len);
        if segment.folded_len == segment.source_len {
            segment.source + past
        } else {
            segment.source + segment.source_len
        }
    }

    /// The folded range that stands for the source range.
    pub fn folded_range(&self, start: u32, end: u32) -> std::ops::Range<usize> {
        let from = self.folded_at(start);
        from..self.folded_end(end).max(from)
    }

    /// The folded text that stands for the source range.
    pub fn slice(&self, start: u32, end: u32) -> &str {
        self.text.get(self.folded_range(start, end)).unwrap_or("")
    }

    /// Where the folded text of what stands before `source` ends.
    fn folded_end(&self, source: u32) -> usize {
        let index = self.segments.partition_point(|s| s.source < source);
        let Some(segment) = index.checked_sub(1).and_then(|i| self.segments.get(i)) else { return 0 };
        let past = (source - segment.source).min(segment.source_len);
        let past = if segment.folded_len == segment.source_len { past } else { segment.folded_len };
        let mut at = (segment.folded + past) as usize;
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        at
    }

    fn folded_at(&self, source: u32) -> usize {
        let index = self.segments.partition_point(|s| s.source + s.source_len <= source);
        let Some(segment) = self.segments.get(index) else { return self.text.len() };
        if source <= segment.source {
            return segment.folded as usize;
        }
        let past = if segment.folded_len == segment.source_len { source - segment.source } else { 0 };
        let mut at = (segment.folded + past) as usize;
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        at
    }
}

/// Builds [`Prose`] from pieces of source text in ascending order.
#[derive(Debug, Default)]
pub struct ProseBuilder {
    prose: Prose,
    last: Option<char>,
    space: bool,
}

impl ProseBuilder {
    /// Adds a piece that starts at `source` in the source.
    pub fn push(&mut self, text: &str, source: u32) {
        let mut at = source;
        let mut rest = text;
        loop {
            // Most text is runs of plain characters: one step each.
            let run = rest.bytes().take_while(|b| b.is_ascii_graphic() && *b != b'-').count();
            if run > 1 {
                self.put_ascii(&rest[..run], at);
                at += run as u32;
                rest = &rest[run..];
            }
            let mut chars = rest.chars();
            let Some(c) = chars.next() else { return };
            rest = chars.as_str();
            let len = c.len_utf8() as u32;
            let folded = fold_char(c);
            if folded == ' ' {
                self.space = true;
            } else if folded != '\u{feff}' {
                let edge = self.last.is_none_or(|last| last == '\n' || (is_wide(last) && is_wide(folded)));
                if self.space && !edge {
                    self.put(' ', at - 1, 1);
                }
                self.space = false;
                self.put(folded, at, len);
            }
            at += len;
        }
    }

    /// Adds a run of ASCII characters that are neither white space nor hyphens.
    fn put_ascii(&mut self, run: &str, source: u32) {
        if self.space && self.last.is_some_and(|last| last != '\n') {
            self.put(' ', source - 1, 1);
        }
        self.space = false;
        let Some((first, rest)) = run.as_bytes().split_first() else { return };
        // The first joins the run to what stands before it, or opens a segment of its own.
        self.put(char::from(first.to_ascii_lowercase()), source, 1);
        let from = self.prose.text.len();
        self.prose.text.push_str(&run[1..]);
        self.prose.text[from..].make_ascii_lowercase();
        if let Some(segment) = self.prose.segments.last_mut() {
            segment.folded_len += rest.len() as u32;
            segment.source_len += rest.len() as u32;
        }
        self.last = rest.last().map(|b| char::from(b.to_ascii_lowercase())).or(self.last);
    }

    /// Ends a block: no term reaches across.
    pub fn end_block(&mut self, source: u32) {
        self.space = false;
        if self.last.is_some_and(|last| last != '\n') {
            self.put('\n', source, 0);
        }
    }

    /// The text.
    pub fn finish(self) -> Prose {
        self.prose
    }

    fn put(&mut self, c: char, source: u32, source_len: u32) {
        let folded = self.prose.text.len() as u32;
        self.prose.text.push(c);
        let folded_len = c.len_utf8() as u32;
        self.last = Some(c);
        let linear = folded_len == source_len;
        if linear
            && let Some(last) = self.prose.segments.last_mut()
            && last.folded_len == last.source_len
            && last.source + last.source_len == source
        {
            last.folded_len += folded_len;
            last.source_len += source_len;
            return;
        }
        self.prose.segments.push(Segment { folded, source, folded_len, source_len });
    }
}

/// Han characters and their punctuation: no white space is meant between them.
fn is_wide(c: char) -> bool {
    is_han(c) || matches!(c, '\u{3001}'..='\u{303f}' | '\u{201c}' | '\u{201d}')
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn runs_are_folded_as_their_characters_are(text in "[A-Ca-c. \u{3000}\n-\u{ff21}\u{7acb}\u{8cc7}\u{e9}\u{130}]{0,40}") {
            let (mut whole, mut single) = (ProseBuilder::default(), ProseBuilder::default());
            whole.push(&text, 3);
            for (at, c) in text.char_indices() {
                single.push(c.encode_utf8(&mut [0; 4]), at as u32 + 3);
            }
            let (whole, single) = (whole.finish(), single.finish());
            proptest::prop_assert_eq!(&whole.text, &single.text);
            for at in 0..=whole.text.len() as u32 {
                proptest::prop_assert_eq!(whole.source_start(at), single.source_start(at));
                proptest::prop_assert_eq!(whole.source_end(at), single.source_end(at));
            }
        }
    }

    #[test]
    fn folds_and_finds_the_way_back() {
        let source = "建立 資料Ｐｌａｎ-A\r\n中心";
        let mut b = ProseBuilder::default();
        b.push(source, 0);
        let prose = b.finish();
        assert_eq!(prose.text, "建立资料plan a 中心");
        let at = prose.text.find("plan a").map(|i| i as u32);
        let start = prose.source_start(at.unwrap());
        let end = prose.source_end(at.unwrap() + 6);
        assert_eq!(&source[start as usize..end as usize], "Ｐｌａｎ-A");
        let zl = prose.text.find("立资料").unwrap() as u32;
        assert_eq!(&source[prose.source_start(zl) as usize..prose.source_end(zl + 9) as usize], "立 資料");
        assert_eq!(prose.slice(start, end), "plan a");
        assert!(pairs().all(|(from, to)| simplified(from) == to), "every pair has its place in the table");
        let mut b = ProseBuilder::default();
        b.push("cell", 2);
        b.end_block(6);
        b.push("next", 9);
        assert_eq!(b.finish().slice(2, 6), "cell", "what divides blocks belongs to none");
    }
}
