//! What is asked of a text again and again while its items are found, prepared once.

use crate::plan::model::{Section, SectionId};
use crate::syntax::{BlockId, BlockKind, Tree};
use crate::text::Span;

/// Sections with the headings and blocks in them.
#[derive(Default)]
pub(super) struct Outline {
    /// Of each section, whether a heading stands directly under it.
    over_headings: Vec<bool>,
    /// Of each section, whether a paragraph stands in it that is in no list or quote.
    texts: Vec<bool>,
    /// List items and tables, by section.
    blocks: Vec<BlockId>,
    /// Where the blocks of each section begin in `blocks`; one more for the end.
    from: Vec<u32>,
}

impl Outline {
    /// Looks over all sections and blocks once.
    pub(super) fn new(sections: &[Section], section_of: &[SectionId], tree: &Tree) -> Self {
        let mut over_headings = vec![false; sections.len()];
        for section in sections.iter().filter(|s| !s.run_in && s.level > 0) {
            if let Some(parent) = section.parent {
                over_headings[parent.at()] = true;
            }
        }
        let mut texts = vec![false; sections.len()];
        for (id, _) in tree.children(None).filter(|(_, block)| block.kind == BlockKind::Paragraph) {
            texts[section_of[id.0 as usize].at()] = true;
        }
        let asked = || tree.iter().filter(|(_, b)| matches!(b.kind, BlockKind::ListItem { .. } | BlockKind::Table));
        let mut from = vec![0u32; sections.len() + 1];
        for (id, _) in asked() {
            from[section_of[id.0 as usize].at() + 1] += 1;
        }
        for at in 1..from.len() {
            from[at] += from[at - 1];
        }
        let mut next = from.clone();
        let mut blocks = vec![BlockId(0); from.last().map_or(0, |&end| end as usize)];
        for (id, _) in asked() {
            let place = &mut next[section_of[id.0 as usize].at()];
            blocks[*place as usize] = id;
            *place += 1;
        }
        Self { over_headings, texts, blocks, from }
    }

    /// Whether a heading stands directly under the section.
    pub(super) fn over_headings(&self, section: SectionId) -> bool {
        self.over_headings.get(section.at()).copied().unwrap_or(false)
    }

    /// Whether a paragraph stands in the section that is in no list or quote.
    pub(super) fn has_text(&self, section: SectionId) -> bool {
        self.texts.get(section.at()).copied().unwrap_or(false)
    }

    /// The list items and tables of a section, in order.
    pub(super) fn blocks(&self, section: SectionId) -> &[BlockId] {
        let bound = |at: usize| self.from.get(at).map_or(0, |&from| from as usize);
        self.blocks.get(bound(section.at())..bound(section.at() + 1)).unwrap_or(&[])
    }
}

/// Ranges of one text, by their starts.
#[derive(Default)]
pub(super) struct Ranges {
    starts: Vec<u32>,
    /// The least end from each range on.
    least: Vec<u32>,
    /// The greatest end up to each range.
    greatest: Vec<u32>,
}

impl Ranges {
    pub(super) fn new(spans: impl Iterator<Item = Span>) -> Self {
        let mut all: Vec<(u32, u32)> = spans.map(|span| (span.start, span.end)).collect();
        all.sort_unstable();
        let mut least: Vec<u32> = all.iter().map(|&(_, end)| end).collect();
        let mut greatest = least.clone();
        for at in 1..all.len() {
            greatest[at] = greatest[at].max(greatest[at - 1]);
        }
        for at in (1..all.len()).rev() {
            least[at - 1] = least[at - 1].min(least[at]);
        }
        Self { starts: all.into_iter().map(|(start, _)| start).collect(), least, greatest }
    }

    /// Whether one of them lies in `span`.
    pub(super) fn any_in(&self, span: Span) -> bool {
        let first = self.starts.partition_point(|&start| start < span.start);
        self.least.get(first).is_some_and(|&end| end <= span.end)
    }

    /// Whether `span` lies in one of them.
    pub(super) fn any_holds(&self, span: Span) -> bool {
        let after = self.starts.partition_point(|&start| start <= span.start);
        after.checked_sub(1).and_then(|last| self.greatest.get(last)).is_some_and(|&end| end >= span.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::FileId;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn ranges_say_what_a_look_at_each_says(
            all in proptest::collection::vec((0usize..40, 0usize..12), 0..12),
            asked in (0usize..40, 0usize..20),
        ) {
            let span = |(start, len): (usize, usize)| Span::new(FileId(0), start, start + len);
            let ranges = Ranges::new(all.iter().map(|&one| span(one)));
            let asked = span(asked);
            prop_assert_eq!(ranges.any_in(asked), all.iter().any(|&one| asked.contains(span(one))));
            prop_assert_eq!(ranges.any_holds(asked), all.iter().any(|&one| span(one).contains(asked)));
        }
    }
}
