//! Sections that hold work, whatever their headings say: what stands in them says who does it, and by when or for how much.
//!
//! “Hands on” over a table with the heads “Job | By whom | Not later than”, 动哪几条线 over headings each with a line
//! 责任：…　期限：…: where nothing else of a plan is a task, these are its tasks.

use super::reading::Reading;
use super::table::who_and_when;
use crate::plan::kinds::*;
use crate::plan::labels;
use crate::plan::model::SectionId;
use crate::syntax::BlockKind;
use rapidhash::{RapidHashMap, RapidHashSet};

/// So often somebody must be named, and a time or sum, before what names them is work.
const ENOUGH: usize = 3;

/// Longer texts, in bytes, are no lines of fields.
const LINE: usize = 400;

/// How often the lines of a section name who does something, and when or for how much.
#[derive(Default)]
struct Said {
    owners: usize,
    terms: usize,
    /// Whether a table of it has columns for both.
    table: bool,
}

impl Reading<'_> {
    /// Gives the kind of tasks to sections that were found to hold work.
    pub(super) fn settle_fielded(&mut self) {
        for at in std::mem::take(&mut self.fielded) {
            self.facts.sections[at].own_kinds.insert(SectionKind::Tasks);
        }
    }

    /// The sections of no kind that hold work by what it says of itself.
    pub(super) fn fielded_sections(&self) -> Vec<usize> {
        let said = self.fields_said();
        let named = |at: usize| {
            let section = &self.facts.sections[at];
            let above = std::iter::successors(section.parent, |id| self.facts.sections[id.at()].parent);
            !section.own_kinds.is_empty()
                || above.into_iter().any(|id| !self.facts.sections[id.at()].own_kinds.is_empty())
        };
        let mut below: RapidHashMap<usize, (usize, usize)> = RapidHashMap::default();
        for (at, section) in self.facts.sections.iter().enumerate() {
            let Some(parent) = section.parent.filter(|_| !section.run_in) else { continue };
            let both = said.get(&at).is_some_and(|said| said.owners > 0 && said.terms > 0);
            let (all, with) = below.entry(parent.at()).or_default();
            *all += 1;
            *with += usize::from(both);
        }
        let work = |at: &usize| {
            let whole = said.get(at).is_some_and(|said| said.table || said.owners.min(said.terms) >= ENOUGH);
            // The heading of the whole text is over all sorts of sections.
            let over = self.facts.sections[*at].level > 1
                && below.get(at).is_some_and(|&(all, with)| with >= ENOUGH && with == all);
            (whole || over) && !named(*at)
        };
        let mut found: Vec<usize> = (1..self.facts.sections.len()).filter(work).collect();
        // The first step of two has but one task.
        let parents: RapidHashSet<Option<SectionId>> = found.iter().map(|&at| self.facts.sections[at].parent).collect();
        let like = |at: &usize| {
            let both = said.get(at).is_some_and(|said| said.owners > 0 && said.terms > 0);
            both && parents.contains(&self.facts.sections[*at].parent) && !named(*at) && !work(at)
        };
        found.extend((1..self.facts.sections.len()).filter(like));
        found
    }

    /// What the lines and tables of each section say.
    fn fields_said(&self) -> RapidHashMap<usize, Said> {
        let mut all: RapidHashMap<usize, Said> = RapidHashMap::default();
        for (id, block) in self.tree.iter() {
            let section = self.section_of[id.0 as usize].at();
            if !self.facts.sections[section].own_kinds.is_empty() {
                continue;
            }
            match block.kind {
                BlockKind::Table if self.says_who_and_when(id) => all.entry(section).or_default().table = true,
                BlockKind::Paragraph | BlockKind::ListItem { .. }
                    if (1..LINE).contains(&(block.content.len() as usize)) =>
                {
                    let (owner, term) = who_and_when(self.named_in(self.text(block.content)));
                    let said = all.entry(section).or_default();
                    said.owners += usize::from(owner);
                    said.terms += usize::from(term);
                }
                _ => {}
            }
        }
        all
    }

    /// The fields that the labels of a text's lines name.
    fn named_in<'t>(&'t self, text: &'t str) -> impl Iterator<Item = FieldName> + 't {
        let lines = text.lines().filter(|line| line.contains([':', '：']));
        lines.flat_map(|line| labels::list(&self.reader.vocabulary, line)).flat_map(|field| field.names)
    }
}
