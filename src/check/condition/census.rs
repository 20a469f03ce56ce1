//! The members of a set that every subject sees alike, with what each of them answers.

use crate::check::scene::Subject;
use crate::plan::values::Tri;
use crate::plan::{ItemId, SectionId};
use crate::text::Span;
use rapidhash::{RapidHashMap, RapidHashSet};

/// A trace holds at most so many words.
pub(super) const WORDS: usize = 64;

/// How many members are counted.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Sum {
    pub yes: usize,
    pub unknown: usize,
    pub total: usize,
}

/// What a member said.
#[derive(Debug)]
pub(super) struct Voice {
    /// Its answer; none where it is not among those that are counted.
    pub answer: Option<Tri>,
    pub words: Vec<(Span, String)>,
}

/// The members of a set, and which items are among them.
pub(super) type Members = (Vec<Subject>, RapidHashSet<ItemId>);

/// The members of a set, asked.
#[derive(Debug, Default)]
pub(super) struct Census {
    pub voices: Vec<Voice>,
    pub by_item: RapidHashMap<ItemId, usize>,
    pub sum: Sum,
    /// Members with words, as far as a trace has room for them.
    pub speakers: Vec<usize>,
    pub sections: RapidHashMap<Option<SectionId>, (Sum, Vec<usize>)>,
    /// Places of all members, sorted.
    pub places: Vec<(u32, u32)>,
}

impl Sum {
    pub fn add(&mut self, answer: Option<Tri>) {
        let Some(answer) = answer else { return };
        self.total += 1;
        self.yes += usize::from(answer == Tri::Yes);
        self.unknown += usize::from(answer == Tri::Unknown);
    }

    pub fn without(mut self, answer: Option<Tri>) -> Self {
        let Some(answer) = answer else { return self };
        self.total = self.total.saturating_sub(1);
        self.yes = self.yes.saturating_sub(usize::from(answer == Tri::Yes));
        self.unknown = self.unknown.saturating_sub(usize::from(answer == Tri::Unknown));
        self
    }
}

/// Whether a trace that leaves out one member may have room for the words of a further one.
pub(super) fn has_room(speakers: &[usize], voices: &[Voice]) -> bool {
    // Of each member at most as many words count as a trace holds, so two traces full are always enough.
    let mut words = 0;
    for speaker in speakers {
        words += voices[*speaker].words.len().min(WORDS);
        if words >= 2 * WORDS {
            return false;
        }
    }
    true
}
