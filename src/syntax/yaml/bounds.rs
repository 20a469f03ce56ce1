//! How much is read.

/// How deep lists and maps are read.
pub(super) const DEPTH: usize = 128;
/// How many blocks are read.
pub(super) const BLOCKS: usize = 1_000_000;
