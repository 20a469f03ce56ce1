//! Folded text as tokens: runs of ASCII letters, digits and underscores, and all other characters by themselves.
//!
//! Known are the tokens of the terms that are looked for; all others are one.

use std::collections::BTreeSet;

/// The number of tokens that are not known, and of the ends of lines.
pub const UNKNOWN: u32 = 0;

/// A token of a text. It ends where the next one starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Its first byte.
    pub start: u32,
    /// Its number.
    pub id: u32,
}

/// The known tokens: words are numbered from 1 on, single characters after them.
pub struct Tokens {
    /// The words, each followed by a space.
    words: String,
    /// Where each word starts; one more for the end.
    starts: Vec<u32>,
    /// The words by their hashes, a power of two; a number of 0 is a free place.
    places: Vec<Place>,
    /// The single characters in order.
    characters: Vec<u32>,
    /// The block of each 256 characters in `blocks`.
    pages: Vec<u16>,
    /// Numbers by character, in blocks of 256; the first knows none.
    blocks: Vec<[u32; 256]>,
    /// The numbers of those that are ASCII once more: most are.
    ascii: [u32; 128],
}

/// A word in the table of words.
#[derive(Debug, Clone, Copy, Default)]
struct Place {
    hash: u32,
    id: u32,
}

/// Bytes that words are made of.
const OF_WORDS: [bool; 256] = {
    let mut table = [false; 256];
    let mut at = 0;
    while at < 256 {
        let byte = at as u8;
        table[at] = byte.is_ascii_alphanumeric() || byte == b'_';
        at += 1;
    }
    table
};

/// The hash of nothing, and what it is multiplied with for each byte (FNV-1a).
const HASH: (u64, u64) = (0xcbf2_9ce4_8422_2325, 0x0000_0100_0000_01b3);

fn hash_on(hash: u64, byte: u8) -> u64 {
    (hash ^ u64::from(byte)).wrapping_mul(HASH.1)
}

impl Tokens {
    /// The tokens of these texts.
    pub fn new<'a>(texts: impl Iterator<Item = &'a str>) -> Self {
        let (mut words, mut characters) = (BTreeSet::new(), BTreeSet::new());
        for text in texts {
            let mut rest = text;
            while let Some(c) = rest.chars().next() {
                let len = rest.bytes().take_while(|byte| OF_WORDS[usize::from(*byte)]).count();
                let (token, after) = rest.split_at(len.max(c.len_utf8()));
                if len > 0 {
                    words.insert(token);
                } else if c != '\n' {
                    characters.insert(u32::from(c));
                }
                rest = after;
            }
        }
        let words = words.into_iter().flat_map(|word| [word, " "]).collect();
        Self::of_lists(words, characters.into_iter().collect())
    }

    /// The tokens that [`Tokens::words`] and [`Tokens::characters`] list.
    pub fn of_lists(words: String, characters: Vec<u32>) -> Self {
        let mut starts = vec![0];
        starts.extend(words.match_indices(' ').map(|(space, _)| space as u32 + 1));
        let count = starts.len() - 1;
        let mut places = vec![Place::default(); (count * 2).next_power_of_two().max(2)];
        for (at, word) in words.split_terminator(' ').enumerate() {
            let hash = word.bytes().fold(HASH.0, hash_on);
            let mut place = place_of(hash, places.len());
            while places[place].id != UNKNOWN {
                place = (place + 1) % places.len();
            }
            places[place] = Place { hash: hash as u32, id: at as u32 + 1 };
        }
        let mut pages = vec![0; 0x11_0000 / 256];
        let mut blocks = vec![[UNKNOWN; 256]];
        for (at, &c) in characters.iter().enumerate() {
            let Some(page) = pages.get_mut(c as usize / 256) else { continue };
            if *page == 0 {
                *page = blocks.len() as u16;
                blocks.push([UNKNOWN; 256]);
            }
            blocks[usize::from(*page)][c as usize % 256] = (count + 1 + at) as u32;
        }
        let mut ascii = [UNKNOWN; 128];
        for (at, &c) in characters.iter().enumerate() {
            if let Some(number) = ascii.get_mut(c as usize) {
                *number = (count + 1 + at) as u32;
            }
        }
        Self { words, starts, places, characters, pages, blocks, ascii }
    }

    /// The known words, each followed by a space.
    #[allow(dead_code, reason = "the build alone writes them")]
    pub fn words(&self) -> &str {
        &self.words
    }

    /// The known characters.
    #[allow(dead_code, reason = "the build alone writes them")]
    pub fn characters(&self) -> &[u32] {
        &self.characters
    }

    /// One more than the greatest number.
    pub fn count(&self) -> usize {
        self.starts.len() + self.characters.len()
    }

    /// Adds the tokens of the line that starts at `at`, and after them one that is unknown and starts where they end;
    /// gives where the next line starts.
    pub fn line(&self, text: &str, mut at: usize, tokens: &mut Vec<Token>) -> usize {
        let bytes = text.as_bytes();
        while let Some(&byte) = bytes.get(at) {
            let start = at as u32;
            let id = if OF_WORDS[usize::from(byte)] {
                let mut hash = HASH.0;
                while let Some(&byte) = bytes.get(at)
                    && OF_WORDS[usize::from(byte)]
                {
                    hash = hash_on(hash, byte);
                    at += 1;
                }
                self.word(&bytes[start as usize..at], hash)
            } else if byte == b'\n' {
                tokens.push(Token { start, id: UNKNOWN });
                return at + 1;
            } else if let Some(&number) = self.ascii.get(usize::from(byte)) {
                at += 1;
                number
            } else {
                let (c, len) = character(text, at);
                at += len;
                self.character(c)
            };
            tokens.push(Token { start, id });
        }
        tokens.push(Token { start: at as u32, id: UNKNOWN });
        at
    }

    #[inline]
    fn word(&self, word: &[u8], hash: u64) -> u32 {
        let mut place = place_of(hash, self.places.len());
        while let Some(known) = self.places.get(place)
            && known.id != UNKNOWN
        {
            if known.hash == hash as u32 && self.is_word(known.id, word) {
                return known.id;
            }
            place = (place + 1) % self.places.len();
        }
        UNKNOWN
    }

    fn is_word(&self, id: u32, word: &[u8]) -> bool {
        let starts = self.starts.get(id as usize - 1).zip(self.starts.get(id as usize));
        starts.is_some_and(|(&start, &next)| self.words.as_bytes().get(start as usize..next as usize - 1) == Some(word))
    }

    #[inline]
    fn character(&self, c: u32) -> u32 {
        let page = self.pages.get(c as usize / 256).copied().unwrap_or(0);
        self.blocks.get(usize::from(page)).map_or(UNKNOWN, |block| block[c as usize % 256])
    }
}

/// The character at `at` and how many bytes it has. Those of three bytes, which are nearly all that are not ASCII, are
/// put together here; in a text that is UTF-8 nothing needs to be asked.
#[inline]
fn character(text: &str, at: usize) -> (u32, usize) {
    match text.as_bytes()[at..] {
        [one @ 0..0x80, ..] => (u32::from(one), 1),
        [one @ 0xe0..0xf0, two, three, ..] => {
            (u32::from(one & 0x0f) << 12 | u32::from(two & 0x3f) << 6 | u32::from(three & 0x3f), 3)
        }
        _ => text.get(at..).and_then(|rest| rest.chars().next()).map_or((0, 1), |c| (u32::from(c), c.len_utf8())),
    }
}

fn place_of(hash: u64, places: usize) -> usize {
    (hash ^ hash >> 32) as usize & (places - 1)
}
