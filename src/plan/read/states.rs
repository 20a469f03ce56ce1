//! What is done, and what is given up.

use super::index::Ranges;
use super::reading::Reading;
use crate::plan::kinds::*;
use crate::plan::model::*;
use crate::syntax::{Block, BlockId, BlockKind, MarkKind};
use crate::text::Span;

/// Signs that tick a line off.
const TICKS: [char; 3] = ['✅', '☑', '✔'];

impl Reading<'_> {
    /// An item whose status says that it is done, is.
    pub(super) fn done_by_status(&mut self) {
        let done: Vec<ItemId> = self
            .facts
            .fields
            .iter()
            .filter(|f| f.name == FieldName::Status && matches!(f.origin, Origin::Own))
            .filter(|f| self.is_state(&crate::lexicon::fold(self.text(f.value)), "done"))
            .filter_map(|f| f.item)
            .collect();
        for id in done {
            if self.facts.items[id.at()].state == State::Open {
                self.item(id).state = State::Done;
            }
        }
    }

    /// Whatever stands in a list whose label or heading says no more than that it is done: “Done:”, 已完成.
    pub(super) fn done_by_label(&mut self) {
        let done: Vec<Span> = self
            .tree
            .iter()
            .filter(|&(id, block)| matches!(block.kind, BlockKind::List { .. }) && self.stands_under_done(id))
            .map(|(_, block)| block.span)
            .collect();
        if done.is_empty() {
            return;
        }
        let done = Ranges::new(done.into_iter());
        for item in &mut self.facts.items {
            if item.state == State::Open && done.any_holds(item.span) {
                item.state = State::Done;
            }
        }
    }

    /// Whether the line right above a list says that what follows is done.
    fn stands_under_done(&self, list: BlockId) -> bool {
        let Some(above) = list.0.checked_sub(1).map(|at| self.block(BlockId(at))) else { return false };
        let labels = match above.kind {
            BlockKind::Heading { .. } => true,
            BlockKind::Paragraph | BlockKind::ListItem { .. } => self.introduces(above),
            _ => false,
        };
        // 发布, 上线 and “live” are also what is to come.
        let past = |label: &str| label.ends_with("ed") || label.ends_with("done") || label.starts_with('已');
        // “## Phase 1: the model ✅ COMPLETE”
        let ticked = || {
            let text = self.text(above.content);
            !text.is_ascii()
                && text.rsplit_once(TICKS).is_some_and(|(_, rest)| {
                    let rest = crate::lexicon::fold(rest);
                    rest.trim().is_empty() || self.is_state(rest.trim(), "done")
                })
        };
        labels && {
            let label = self.folded(above.content).trim_matches(|c: char| !c.is_alphanumeric());
            past(label) && self.is_state(label, "done") || ticked()
        }
    }

    /// The state of a line: that of its box, else that of its marks.
    pub(super) fn state_of_line(&self, block: &Block) -> State {
        match block.kind {
            BlockKind::ListItem { checked: Some(true), .. } => State::Done,
            _ => self.state_of(block.content),
        }
    }

    /// The state that a text's marks give it: struck out, ticked, done.
    pub(super) fn state_of(&self, content: Span) -> State {
        let text = self.text(content);
        let struck: u32 =
            self.tree.marks_in(content).filter(|m| m.kind == MarkKind::Strike).map(|m| m.inner.len()).sum();
        if struck > 0 && struck * 10 >= self.bare(content).len() * 6 {
            return State::Excluded;
        }
        if !text.is_ascii()
            && text.contains(TICKS)
            && (text.trim_start().starts_with(TICKS) || text.trim_end().ends_with(TICKS))
        {
            return State::Done;
        }
        let folded = self.folded(content);
        for (open, close) in [('(', ')'), ('[', ']'), ('（', '）'), ('【', '】')] {
            if let Some(start) = folded.rfind(open)
                && let Some(len) = folded[start..].find(close)
            {
                let inner = folded[start + open.len_utf8()..start + len].trim();
                if self.is_state(inner, "done") {
                    return State::Done;
                }
            }
        }
        State::Open
    }

    pub(super) fn is_state(&self, folded: &str, state: &str) -> bool {
        let text = folded.trim_matches(|c: char| !c.is_alphanumeric());
        self.reader.vocabulary.states.get(text).iter().any(|name| &**name == state)
    }
}
