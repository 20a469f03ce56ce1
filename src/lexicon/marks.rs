//! One bit for each of many phrases, by its hash. The build makes those of the shipped phrases with this file.

/// Which phrases may be among many: most texts that are looked up are none of them, have no bit, and are turned away
/// without a walk through the map.
#[derive(Debug, Clone, Default)]
pub struct Marks(Box<[u64]>);

impl Marks {
    /// Those of so many phrases.
    pub fn new<'p>(phrases: impl Iterator<Item = &'p str>, count: usize) -> Self {
        // Sixteen bits a phrase: one text in sixteen that is none has a bit.
        let mut marks = Self(vec![0; (count / 4).next_power_of_two()].into());
        for phrase in phrases {
            let (word, bit) = marks.place(phrase);
            marks.0[word] |= bit;
        }
        marks
    }

    /// Whether a phrase may be among them; where not, it is not.
    pub fn may_hold(&self, phrase: &str) -> bool {
        let (word, bit) = self.place(phrase);
        self.0.get(word).is_some_and(|bits| bits & bit != 0)
    }

    fn place(&self, phrase: &str) -> (usize, u64) {
        // FNV-1a.
        let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        let hash = phrase.bytes().fold(0xcbf2_9ce4_8422_2325, step);
        let word = (hash ^ hash >> 32) as usize & self.0.len().wrapping_sub(1);
        (word, 1 << (hash >> 58))
    }

    #[allow(dead_code, reason = "the build alone writes them")]
    /// The marks as bytes, for [`Marks::from_bytes`].
    pub fn to_bytes(&self) -> Vec<u8> {
        self.0.iter().flat_map(|bits| bits.to_le_bytes()).collect()
    }

    /// The marks that [`Marks::to_bytes`] made bytes of.
    pub fn from_bytes(bytes: &[u8]) -> Self {
        Self(bytes.chunks_exact(8).map(|eight| eight.try_into().map_or(0, u64::from_le_bytes)).collect())
    }
}
