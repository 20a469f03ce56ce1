//! Look-ups by item and by file in constant time, over flat vectors. What the numbers number is the caller's.

use crate::text::FileId;

/// Numbers of things by the item they belong to, in their own order.
#[derive(Debug, Default)]
pub(super) struct ByItem {
    /// Where the numbers of each item begin; one more for the end.
    from: Vec<u32>,
    numbers: Vec<u32>,
}

impl ByItem {
    /// `owners` says of each thing, by its number, to which of so many items it belongs.
    pub(super) fn new(items: usize, owners: impl Iterator<Item = Option<u32>> + Clone) -> Self {
        let mut from = vec![0u32; items + 1];
        for owner in owners.clone().flatten() {
            from[owner as usize + 1] += 1;
        }
        for at in 1..from.len() {
            from[at] += from[at - 1];
        }
        let mut next = from.clone();
        let mut numbers = vec![0; from.last().map_or(0, |&end| end as usize)];
        for (number, owner) in owners.enumerate() {
            if let Some(owner) = owner {
                let place = &mut next[owner as usize];
                numbers[*place as usize] = number as u32;
                *place += 1;
            }
        }
        Self { from, numbers }
    }

    /// The numbers of what belongs to an item.
    pub(super) fn of(&self, item: u32) -> &[u32] {
        let item = item as usize;
        let bound = |at: usize| self.from.get(at).map_or(0, |&from| from as usize);
        self.numbers.get(bound(item)..bound(item + 1)).unwrap_or(&[])
    }
}

/// The documents of a plan by the numbers of their files.
#[derive(Debug, Default)]
pub(super) struct Files {
    sorted: Vec<(FileId, u32)>,
}

impl Files {
    /// Where a file is there twice, its first document counts.
    pub(super) fn new(files: impl Iterator<Item = FileId>) -> Self {
        let mut sorted: Vec<(FileId, u32)> = files.enumerate().map(|(at, file)| (file, at as u32)).collect();
        sorted.sort_unstable();
        sorted.dedup_by_key(|(file, _)| *file);
        Self { sorted }
    }

    /// The number of the document of a file.
    pub(super) fn find(&self, file: FileId) -> Option<u32> {
        match self.sorted.as_slice() {
            [one] => (one.0 == file).then_some(one.1),
            all => all.binary_search_by_key(&file, |one| one.0).ok().map(|at| all[at].1),
        }
    }
}
