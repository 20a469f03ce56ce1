//! A place in a file.

use serde::{Deserialize, Serialize};

/// A file, by its number in a run or session (see `workspace::Sources`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub struct FileId(pub u32);

/// A range of bytes in one file: `start` included, `end` not. Both lie on character boundaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// First byte after the range.
    pub end: u32,
}

impl Span {
    /// The range `start..end` of `file`; a reversed range is empty at `start`.
    pub fn new(file: FileId, start: usize, end: usize) -> Self {
        let start = u32::try_from(start).unwrap_or(u32::MAX);
        let end = u32::try_from(end).unwrap_or(u32::MAX).max(start);
        Self { file, start, end }
    }

    /// Another range of the same file.
    pub fn with(self, start: u32, end: u32) -> Self {
        Self { file: self.file, start, end: end.max(start) }
    }

    /// Length in bytes.
    pub fn len(self) -> u32 {
        self.end - self.start
    }

    /// Whether the range holds nothing.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether `other` lies wholly in this range of the same file.
    pub fn contains(self, other: Span) -> bool {
        self.file == other.file && self.start <= other.start && other.end <= self.end
    }

    /// Whether the byte offset lies in the range.
    pub fn covers(self, offset: u32) -> bool {
        self.start <= offset && offset < self.end
    }

    /// Whether both ranges share a byte of one file.
    pub fn overlaps(self, other: Span) -> bool {
        self.file == other.file && self.start < other.end && other.start < self.end
    }

    /// The smallest range that holds both (of the file of `self`).
    pub fn to(self, other: Span) -> Span {
        self.with(self.start.min(other.start), self.end.max(other.end))
    }

    /// The range as indices of the file's text.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}
