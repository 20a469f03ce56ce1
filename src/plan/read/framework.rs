//! Logical frameworks: tables whose rows name their level, goal or activity, in a column of their own.

use super::items::Context;
use super::reading::Reading;
use super::table::{Column, How, is_number_head};
use crate::lexicon::fold;
use crate::plan::kinds::*;
use crate::syntax::BlockId;

/// A level of a logical framework.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Level {
    Need,
    /// What all goals below it lead to.
    Impact,
    Goal,
    Output,
    Task,
}

impl Level {
    fn kind(self) -> Option<ItemKind> {
        match self {
            Self::Need => Some(ItemKind::Need),
            Self::Impact | Self::Goal => Some(ItemKind::Goal),
            Self::Output => None,
            Self::Task => Some(ItemKind::Task),
        }
    }
}

/// The level that a cell names, with its number or without: “Output 1.2”, 总目标.
fn level(cell: &str) -> Option<Level> {
    let folded = fold(cell);
    // “Goal G1”
    let code = |token: &str| token.len() <= 4 && token.ends_with(|c: char| c.is_ascii_digit());
    let word = folded.rsplit_once(' ').filter(|(_, last)| code(last)).map_or(folded.as_str(), |(word, _)| word);
    let word = word.trim_end_matches(|c: char| c.is_ascii_digit() || c.is_whitespace() || ".:#-".contains(c));
    match word {
        "need" | "problem" | "需求" | "问题" => Some(Level::Need),
        "overall goal" | "overall objective" | "impact" | "总目标" | "总体目标" | "影响" | "长期影响" => {
            Some(Level::Impact)
        }
        "goal"
        | "purpose"
        | "project purpose"
        | "aim"
        | "objective"
        | "specific objective"
        | "development objective"
        | "immediate objective"
        | "outcome"
        | "intermediate outcome"
        | "目标"
        | "具体目标"
        | "目的"
        | "项目目的" => Some(Level::Goal),
        "output" | "result" | "expected result" | "deliverable" | "产出" | "成果" | "结果" => Some(Level::Output),
        "activity" | "activities" | "task" | "action" | "input" | "活动" | "任务" | "行动" => Some(Level::Task),
        _ => None,
    }
}

impl Reading<'_> {
    /// The rows of a logical framework, each of the kind of its level; `at` is the column of levels. Outputs are neither
    /// aimed at for themselves nor done, and make no item.
    pub(super) fn framework(
        &mut self,
        columns: &[Column],
        rows: &[BlockId],
        at: usize,
        levels: &[Level],
        context: Context,
    ) {
        let says = |(_, column): &(usize, &Column)| {
            !column.is_id() && column.fields.is_empty() && !is_number_head(self.text(column.head))
        };
        let Some((title_column, _)) = columns.iter().enumerate().skip(at + 1).find(says) else { return };
        let mut impact = None;
        for (&row, level) in rows.iter().zip(levels) {
            let Some(kind) = level.kind() else { continue };
            let how = How {
                title_column,
                named_rows: true,
                kind,
                confidence: Confidence::Declared,
                basis: Basis::Column,
                in_order: false,
                refers: false,
            };
            let above = impact.filter(|_| *level == Level::Goal);
            let item = self.row(row, columns, how, Context { parent: above.or(context.parent), ..context }, &mut None);
            if *level == Level::Impact {
                impact = item;
            }
        }
    }

    /// The column that says of each row which level of a logical framework it is, and the levels; a blank cell goes on
    /// with that above it. A framework has a goal and another level.
    pub(super) fn levels(&self, columns: &[Column], rows: &[BlockId]) -> Option<(usize, Vec<Level>)> {
        if columns.len() < 3 || columns.iter().any(|column| column.kind == Some(ItemKind::Task)) {
            return None;
        }
        let heads = columns.iter().take(2).enumerate().filter(|(_, column)| column.kind.is_none());
        heads.map(|(at, _)| at).find_map(|at| {
            let mut levels: Vec<Level> = Vec::with_capacity(rows.len());
            for &row in rows {
                let text = self.cell(row, at).map_or("", |cell| self.text(self.bare(cell)));
                let level = if text.is_empty() { levels.last().copied() } else { level(text) };
                levels.push(level?);
            }
            let goal = levels.iter().any(|level| level.kind() == Some(ItemKind::Goal));
            (goal && levels.iter().any(|level| *level != levels[0])).then_some((at, levels))
        })
    }
}
