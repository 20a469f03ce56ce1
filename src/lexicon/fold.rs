//! Folding: case, full-width forms, traditional characters, hyphens and white space, with a way back to the
//! source.

use std::borrow::Cow;
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

/// A text with its Han characters simplified; every character stands where it stood.
pub fn simplify(text: &str) -> Cow<'_, str> {
    let same_room = |c: char| Some(simplified(c)).filter(|to| to.len_utf8() == c.len_utf8()).unwrap_or(c);
    let table = &*SIMPLIFIED;
    let changes = |c: char| table.get((c as u32).wrapping_sub(HAN.0) as usize).is_some_and(|to| *to != 0);
    if text.is_ascii() || !text.chars().any(changes) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(same_room).collect())
}

/// Whether the character is Han.
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// One character folded: lower case, half-width, simplified; hyphens and white space become a space.
pub fn fold_char(c: char) -> char {
    match c {
        '\u{4e00}'..='\u{9fff}' => simplified(c),
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

/// What [`fold_char`] says of each ASCII character.
const ASCII: [u8; 128] = {
    let mut table = [0; 128];
    let mut at = 0u8;
    while at < 128 {
        table[at as usize] = match at {
            b'-' | b'\t'..=b'\r' => b' ',
            _ => at.to_ascii_lowercase(),
        };
        at += 1;
    }
    table
};

/// How many of the ASCII characters that open a text are only made lower case: single spaces between others, no
/// hyphens. The first is none of those.
fn plain(bytes: &[u8]) -> usize {
    let stays = |at: usize| {
        let byte = bytes.get(at).copied().unwrap_or(b' ');
        ASCII.get(usize::from(byte)).is_some_and(|&folded| folded != b' ')
    };
    let mut len = 1;
    loop {
        // Eight bytes at a time, without a jump for each.
        while let Some((word, rest)) = bytes.get(len..).and_then(<[u8]>::split_first_chunk::<8>) {
            let after = rest.first().is_some_and(|&byte| byte > b' ' && byte < 0x7f && byte != b'-');
            let stop = not_plain(u64::from_le_bytes(*word), after).trailing_zeros() as usize / 8;
            len += stop;
            if stop < 8 {
                break;
            }
        }
        if stays(len) {
            len += 1;
        } else if bytes.get(len) == Some(&b' ') && stays(len + 1) {
            len += 2;
        } else {
            return len;
        }
    }
}

/// Of eight bytes, the first lowest, the highest bit of each that is not plain: no sign, and no space before a sign.
/// `after`: whether a sign follows. A control character that is kept as it is counts as not plain here.
fn not_plain(word: u64, after: bool) -> u64 {
    const EACH: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = EACH << 7;
    let low = word & !HIGH;
    // Nothing is carried from one byte to the next: both parts of each sum have seven bits.
    let is = |byte: u8| !((low ^ (EACH * u64::from(byte))) + !HIGH);
    let below = !(low + EACH * u64::from(0x80 - b' '));
    let space = is(b' ') & !word & HIGH;
    let odd = (word | is(b'-') | below) & HIGH;
    let stops = odd | space;
    let next_stops = (stops >> 8) | (u64::from(!after) << 63);
    odd | (space & next_stops)
}

/// A text folded by itself: white space collapsed, none beside Han, trimmed. For terms and short phrases.
pub fn fold(text: &str) -> String {
    let mut folder = Folder { text: String::with_capacity(text.len()), ..Folder::<()>::default() };
    folder.push(text, 0);
    folder.text
}

/// A text folded by itself, unless that has more than `most` bytes: then it is of no use to look it up.
pub fn fold_short(text: &str, most: usize) -> Option<String> {
    let mut folder = Folder { text: String::with_capacity(text.len().min(most + SHORT)), ..Folder::<()>::default() };
    let mut rest = text;
    while !rest.is_empty() {
        let (piece, more) = rest.split_at(boundary(rest, SHORT));
        folder.push(piece, (text.len() - rest.len()) as u32);
        if folder.text.len() > most {
            return None;
        }
        rest = more;
    }
    Some(folder.text)
}

/// The last boundary of characters at or before `at`.
fn boundary(text: &str, mut at: usize) -> usize {
    at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Bytes that [`fold_short`] takes at a time.
const SHORT: usize = 64;

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
    /// The way back to the source.
    pub fn way_back(&self) -> WayBack<'_> {
        WayBack { segments: &self.segments, after: 0 }
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

/// Finds the places of the source that folded places stand for; fast where they are asked for roughly in order.
#[derive(Debug, Clone)]
pub struct WayBack<'a> {
    segments: &'a [Segment],
    /// Segments that start at or before what was asked for last.
    after: usize,
}

impl WayBack<'_> {
    /// How many segments start at or before `folded`.
    fn up_to(&mut self, folded: u32) -> usize {
        while self.segments.get(self.after).is_some_and(|s| s.folded <= folded) {
            self.after += 1;
        }
        while self.after > 0 && self.segments[self.after - 1].folded > folded {
            self.after -= 1;
        }
        self.after
    }

    /// The source offset at which the character at `folded` starts.
    pub fn start(&mut self, folded: u32) -> u32 {
        let index = self.up_to(folded);
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
    pub fn end(&mut self, folded: u32) -> u32 {
        let before = folded.checked_sub(1).map(|last| self.up_to(last));
        let Some(segment) = before.and_then(|index| index.checked_sub(1)).and_then(|i| self.segments.get(i)) else {
            return self.segments.first().map_or(0, |s| s.source);
        };
        let past = (folded - segment.folded).min(segment.folded_len);
        if segment.folded_len == segment.source_len {
            segment.source + past
        } else {
            segment.source + segment.source_len
        }
    }
}

/// What is kept of the way back while a text is folded: for a phrase by itself nothing.
trait Way {
    /// So many bytes of folded text stand for so many of the source.
    fn step(&mut self, folded: u32, folded_len: u32, source: u32, source_len: u32);
}

impl Way for () {
    fn step(&mut self, _: u32, _: u32, _: u32, _: u32) {}
}

impl Way for Vec<Segment> {
    fn step(&mut self, folded: u32, folded_len: u32, source: u32, source_len: u32) {
        if folded_len == source_len
            && let Some(last) = self.last_mut()
            && last.folded_len == last.source_len
            && last.source + last.source_len == source
        {
            last.folded_len += folded_len;
            last.source_len += source_len;
            return;
        }
        self.push(Segment { folded, source, folded_len, source_len });
    }
}

/// Folds pieces of text one after the other.
#[derive(Debug, Default)]
struct Folder<W> {
    text: String,
    way: W,
    last: Option<char>,
    space: bool,
}

impl<W: Way> Folder<W> {
    /// Adds a piece that starts at `source` in the source.
    fn push(&mut self, text: &str, source: u32) {
        let mut at = 0;
        while let Some(&byte) = text.as_bytes().get(at) {
            if byte.is_ascii() {
                at += self.ascii(&text[at..], source + at as u32);
                continue;
            }
            let Some(c) = text[at..].chars().next() else { return };
            let (place, len) = (source + at as u32, c.len_utf8());
            at += len;
            let folded = fold_char(c);
            if folded == ' ' {
                self.space = true;
            } else if folded != '\u{feff}' {
                if self.space {
                    let edge = self.last.is_none_or(|last| last == '\n' || (is_wide(last) && is_wide(folded)));
                    if !edge {
                        self.put(' ', place - 1, 1);
                    }
                    self.space = false;
                }
                self.put(folded, place, len as u32);
            }
        }
    }

    /// Adds the ASCII characters that open a text, and gives how many there are.
    fn ascii(&mut self, text: &str, source: u32) -> usize {
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(folded) = bytes.get(at).and_then(|&byte| ASCII.get(usize::from(byte))) {
            if *folded == b' ' {
                self.space = true;
                at += 1;
                continue;
            }
            let run = &text[at..at + plain(&bytes[at..])];
            let space = u32::from(self.space && self.last.is_some_and(|last| last != '\n'));
            self.space = false;
            let (start, len) = (self.text.len(), run.len() as u32 + space);
            self.way.step(start as u32, len, source + at as u32 - space, len);
            if space > 0 {
                self.text.push(' ');
            }
            self.text.push_str(run);
            self.text[start..].make_ascii_lowercase();
            self.last = self.text.as_bytes().last().map(|byte| char::from(*byte));
            at += run.len();
        }
        at
    }

    fn put(&mut self, c: char, source: u32, source_len: u32) {
        self.way.step(self.text.len() as u32, c.len_utf8() as u32, source, source_len);
        self.text.push(c);
        self.last = Some(c);
    }
}

/// Builds [`Prose`] from pieces of source text in ascending order.
#[derive(Debug, Default)]
pub struct ProseBuilder(Folder<Vec<Segment>>);

impl ProseBuilder {
    /// Makes room for the text of a source of so many bytes.
    pub fn reserve(&mut self, bytes: usize) {
        self.0.text.reserve(bytes);
    }

    /// Adds a piece that starts at `source` in the source.
    pub fn push(&mut self, text: &str, source: u32) {
        self.0.push(text, source);
    }

    /// Ends a block: no term reaches across.
    pub fn end_block(&mut self, source: u32) {
        self.0.space = false;
        if self.0.last.is_some_and(|last| last != '\n') {
            self.0.put('\n', source, 0);
        }
    }

    /// The text.
    pub fn finish(self) -> Prose {
        let (mut text, mut segments) = (self.0.text, self.0.way);
        text.shrink_to_fit();
        segments.shrink_to_fit();
        Prose { text, segments }
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
        fn runs_are_folded_as_their_characters_are(
            text in proptest::prop_oneof![
                "[A-Ca-c. \u{3000}\n-\u{ff21}\u{7acb}\u{8cc7}\u{e9}\u{130}]{0,40}",
                "[a-cA-Z~.,  \\-\t\u{1}\u{7f}é]{0,60}",
            ],
        ) {
            let (mut whole, mut single) = (ProseBuilder::default(), ProseBuilder::default());
            whole.push(&text, 3);
            for (at, c) in text.char_indices() {
                single.push(c.encode_utf8(&mut [0; 4]), at as u32 + 3);
            }
            let (whole, single) = (whole.finish(), single.finish());
            proptest::prop_assert_eq!(&whole.text, &single.text);
            for at in 0..=whole.text.len() as u32 {
                proptest::prop_assert_eq!(whole.way_back().start(at), single.way_back().start(at));
                proptest::prop_assert_eq!(whole.way_back().end(at), single.way_back().end(at));
            }
        }
    }

    #[test]
    fn a_piece_may_end_with_a_space() {
        let text = format!("{} b {}", "a".repeat(SHORT - 1), "c".repeat(SHORT));
        assert_eq!(fold_short(&text, text.len()), Some(fold(&text)));
    }

    #[test]
    fn folds_and_finds_the_way_back() {
        let source = "建立 資料Ｐｌａｎ-A\r\n中心";
        let mut b = ProseBuilder::default();
        b.push(source, 0);
        let prose = b.finish();
        assert_eq!(prose.text, "建立资料plan a 中心");
        let at = prose.text.find("plan a").map(|i| i as u32);
        let start = prose.way_back().start(at.unwrap());
        let end = prose.way_back().end(at.unwrap() + 6);
        assert_eq!(&source[start as usize..end as usize], "Ｐｌａｎ-A");
        let zl = prose.text.find("立资料").unwrap() as u32;
        assert_eq!(&source[prose.way_back().start(zl) as usize..prose.way_back().end(zl + 9) as usize], "立 資料");
        assert_eq!(prose.slice(start, end), "plan a");
        assert!(pairs().all(|(from, to)| simplified(from) == to), "every pair has its place in the table");
        let mut b = ProseBuilder::default();
        b.push("cell", 2);
        b.end_block(6);
        b.push("next", 9);
        assert_eq!(b.finish().slice(2, 6), "cell", "what divides blocks belongs to none");
    }
}
