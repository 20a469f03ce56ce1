//! What an item's kind rests on: whether the text says outright that this is a need, a goal, a task, or only makes it
//! likely.

use super::items::{Context, item_kind};
use super::reading::Reading;
use crate::plan::headings;
use crate::plan::kinds::*;
use crate::plan::model::*;
use crate::text::Span;

impl Reading<'_> {
    /// What the kind of an item rests on that has nothing of its own which says it, and stands in a list or table of
    /// this context.
    pub(super) fn basis(&self, context: &Context, kind: ItemKind) -> Basis {
        // “The long-term goals of the team include:” says it, whatever the heading is.
        if kind == ItemKind::Goal && context.lead_in.is_some_and(|lead_in| headings::goals_follow(self.text(lead_in))) {
            return Basis::Label;
        }
        if context.grouped || context.lead_in.is_some_and(|lead_in| self.leads_elsewhere(lead_in, kind)) {
            return Basis::LeadIn;
        }
        self.section_basis(context.section, kind)
    }

    /// What a section gives the kind of an item right below it by.
    pub(super) fn section_basis(&self, id: SectionId, kind: ItemKind) -> Basis {
        let section = &self.facts.sections[id.at()];
        if item_kind(section.own_kinds).0 != Some(kind) {
            if kind == ItemKind::Task && section.phase {
                return Basis::Phase;
            }
            // “Platforms” over “Build a …” only groups what the heading above announces.
            let outright = |at: SectionId| self.section_basis(at, kind) == Basis::Heading;
            return match item_kind(section.kinds).0 {
                Some(above) if above != kind => Basis::InPhase,
                None => Basis::InPhase,
                _ if kind == ItemKind::Task
                    && section.parent.is_some_and(outright)
                    && (self.groups_tasks(id) || self.numbered_group(section.title)) =>
                {
                    Basis::Heading
                }
                _ => Basis::Above,
            };
        }
        // Problems stand for needs whatever they are called; no rule judges them one by one.
        let problems = item_kind(section.own_kinds).1;
        if !problems && !self.says_outright(section.title, kind) {
            return Basis::LooseHeading;
        }
        // “**Requirements:**” in the midst of a matter of its own are conditions of that matter.
        let within = section.parent.map(|parent| &self.facts.sections[parent.at()]);
        let apart = within.is_none_or(|parent| parent.level <= 1 || item_kind(parent.own_kinds).0 == Some(kind));
        if section.run_in && !apart { Basis::LooseLabel } else { Basis::Heading }
    }

    /// Whether a heading is one of a numbered row in Chinese: （二）培育经营主体 below 重点任务, whose numbered paragraphs
    /// are what is to be done.
    fn numbered_group(&self, title: Span) -> bool {
        let before = self.source.text.get(..title.start as usize).unwrap_or("");
        let before = before.rsplit('\n').next().unwrap_or("").trim_end_matches(['*', ' ']);
        self.text(title).contains(crate::lexicon::is_han) && before.ends_with([')', '）', '、'])
    }

    /// Whether a heading's words leave no doubt which items stand below it: “Goals for the harbour” does not, “Outcomes”
    /// may head results, and “Deliverables” what a task yields. Of kinds that rules do not judge one by one any heading is
    /// taken at its word.
    pub(super) fn says_outright(&self, title: Span, kind: ItemKind) -> bool {
        let words = self.reader.words.outright.iter().find(|(of, _)| *of == kind);
        words.is_none_or(|&(_, lexicon)| self.has(title, lexicon))
    }

    /// Whether a line that opens a list makes its items something else than the heading says: “We aim to do this by:”
    /// below “Goals”. Over tasks it only says who does them, or by when.
    fn leads_elsewhere(&self, lead_in: Span, kind: ItemKind) -> bool {
        let own = kind == ItemKind::Task
            || self.says_outright(lead_in, kind)
            || kind == ItemKind::Need && self.has(lead_in, self.reader.words.bearer);
        !own
    }
}
