//! Work that says of itself who does it, by when and for how much, whatever heading it stands under.
//!
//! “Renew the lift (House manager; December 2027; £85,000)”, 修楼梯防滑（后勤主任 马国强，2027年12月前，24万元）: where a plan
//! states nothing under a heading of tasks, lines that commit somebody in this way are its tasks.

use super::items::{Context, blocks_items};
use super::reading::Reading;
use crate::plan::kinds::*;
use crate::plan::model::*;
use crate::plan::values;
use crate::syntax::{BlockId, BlockKind, MarkKind};
use crate::text::Span;

/// From so many lines on that commit somebody, they are the plan's work.
const ENOUGH: usize = 3;

/// What divides the parts of a commitment.
const DIVIDE: [char; 6] = [';', '；', ',', '，', '｜', '|'];

/// The longest name of who does something, in characters.
const NAME: usize = 40;

/// Who does something, by when and for how much.
pub(super) struct Commitment {
    pub(super) owner: Option<Span>,
    due: Span,
    budget: Option<Span>,
}

impl Reading<'_> {
    /// Makes tasks of lines that commit somebody.
    pub(super) fn committed_tasks(&mut self) {
        let found = super::index::Ranges::new(self.facts.items.iter().map(|item| item.span));
        let mut lines: Vec<(BlockId, Commitment)> = Vec::new();
        for (id, block) in self.tree.iter() {
            let line = match block.kind {
                BlockKind::ListItem { .. } => true,
                BlockKind::Paragraph => block.parent.is_none(),
                _ => false,
            };
            let kinds = self.facts.sections[self.section_of[id.0 as usize].at()].kinds;
            if !line || block.content.is_empty() || blocks_items(kinds) || found.any_holds(block.span) {
                continue;
            }
            lines.extend(self.commitment(block.content).map(|commitment| (id, commitment)));
        }
        if lines.len() < ENOUGH {
            return;
        }
        for (id, commitment) in lines {
            let form = if self.block(id).kind == BlockKind::Paragraph { Form::Paragraph } else { Form::List };
            let (item, words) = self.line_task(id, form, Basis::Text);
            self.finish_text(item, words);
            let has = |r: &Self, name| r.facts.fields.iter().any(|f| f.item == Some(item) && f.name == name);
            let said = [
                (FieldName::Owner, commitment.owner),
                (FieldName::Due, Some(commitment.due)),
                (FieldName::Budget, commitment.budget),
            ];
            for (name, value) in said {
                if let Some(value) = value.filter(|_| !has(self, name)) {
                    self.add_field(name, Some(item), None, value, Origin::Own, None);
                }
            }
            if form == Form::List {
                self.children(id, Context::parts_of(item, self.section_of[id.0 as usize]));
            }
        }
    }

    /// What the brackets or italics of a line commit somebody to: a date, and money or a name beside it.
    pub(super) fn commitment(&self, content: Span) -> Option<Commitment> {
        let text = self.text(content);
        let mut groups: Vec<Span> = Vec::new();
        for (open, close) in [('(', ')'), ('（', '）'), ('〔', '〕')] {
            let mut at = 0;
            while let Some(start) = text[at..].find(open).map(|found| at + found + open.len_utf8()) {
                let Some(len) = text[start..].find(close) else { break };
                groups.push(self.sub(content, start..start + len));
                at = start + len;
            }
        }
        let italics = self.tree.marks_in(content).filter(|mark| mark.kind == MarkKind::Emphasis);
        groups.extend(italics.map(|mark| mark.inner));
        groups.into_iter().find_map(|group| self.committed(group))
    }

    /// What the pieces of a text commit somebody to.
    pub(super) fn committed(&self, group: Span) -> Option<Commitment> {
        let text = self.text(group);
        let mut pieces: Vec<Span> = Vec::new();
        let mut at = 0;
        for piece in text.split(DIVIDE) {
            pieces.push(self.bare(self.sub(group, at..at + piece.len())));
            at += piece.len() + text[at + piece.len()..].chars().next().map_or(0, char::len_utf8);
        }
        let words = |span: Span| self.text(span);
        let most = |range: &std::ops::Range<usize>, span: Span| range.len() * 2 >= span.len() as usize;
        let due = pieces.iter().copied().find(|&span| {
            values::dates_in(words(span)).iter().any(|(range, _)| most(range, span)) && words(span).len() <= NAME
        })?;
        let money = |span: Span| words(span).len() <= NAME && !values::money_in(words(span)).is_empty();
        let budget = pieces.iter().copied().find(|&span| span != due && money(span));
        let name = |span: Span| {
            let text = &*crate::lexicon::simplify(words(span));
            let han = text.chars().any(crate::lexicon::is_han);
            let opens = han || text.starts_with(|c: char| c.is_uppercase() || c == '@');
            let digits = text.contains(|c: char| c.is_ascii_digit());
            let office = [self.reader.words.organisation, self.reader.words.officer, self.reader.words.team]
                .into_iter()
                .any(|lexicon| self.has(span, lexicon));
            let led = ["负责", "牵头", "主办"].iter().any(|word| text.ends_with(word));
            // “HR; by July 2028; £18,000”
            let alone = budget.is_some() && Some(&span) == pieces.first();
            opens && !digits && text.chars().count() <= NAME && (office || led || !han && (alone || text.contains(' ')))
        };
        let owner = pieces.iter().copied().find(|&span| span != due && Some(span) != budget && name(span));
        (pieces.len() >= 2 && (budget.is_some() || owner.is_some())).then_some(Commitment { owner, due, budget })
    }
}
