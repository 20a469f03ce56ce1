//! Items in tables: what each column is, what each row is.

use super::fields::{for_item, for_plan};
use super::items::{Context, blocks_items, threatens};
use super::reading::Reading;
use crate::lexicon::{fold, is_han};
use crate::plan::kinds::*;
use crate::plan::labels;
use crate::plan::model::*;
use crate::syntax::{BlockId, BlockKind};
use crate::text::Span;
use rapidhash::RapidHashSet;

/// A column by its head.
pub(super) struct Column {
    /// Without markup.
    pub head: Span,
    pub kind: Option<ItemKind>,
    pub fields: Vec<FieldName>,
    /// The unit that the head gives for amounts: `预算（万元）`.
    unit: Option<String>,
    /// Whether it is headed by a day, week, month or quarter.
    time: bool,
}

/// Cells of several rows beside each other that are kept.
const MAX_MERGED: usize = 16;

/// A cell of several rows, and how many of them are still to come with the row it was last seen in.
struct Merged {
    column: usize,
    content: Span,
    rows: u32,
}

/// How the rows of a table are read.
#[derive(Clone, Copy)]
pub(super) struct How {
    pub title_column: usize,
    /// Whether each first cell opens with the id of its row.
    pub named_rows: bool,
    pub kind: ItemKind,
    pub confidence: Confidence,
    pub basis: Basis,
    /// It tells again in what order the work goes.
    pub in_order: bool,
    /// No other column has room for what an item is: all are fields.
    pub refers: bool,
}

impl Column {
    pub(super) fn is_id(&self) -> bool {
        self.fields.contains(&FieldName::Id)
    }
}

/// Whether fields name who does something, and when it is done or what it costs.
pub(super) fn who_and_when(names: impl Iterator<Item = FieldName>) -> (bool, bool) {
    names.fold((false, false), |(owner, term), name| {
        let when = matches!(name, FieldName::Due | FieldName::Start | FieldName::Budget);
        (owner || name == FieldName::Owner, term || when)
    })
}

impl Reading<'_> {
    fn columns(&self, table: BlockId) -> Vec<Column> {
        let head = self.tree.children(Some(table)).find(|(_, row)| row.kind == BlockKind::Row { head: true });
        let Some((head, _)) = head else { return Vec::new() };
        let mut columns: Vec<Column> = Vec::new();
        for (_, cell) in self.tree.children(Some(head)) {
            let BlockKind::Cell { column } = cell.kind else { continue };
            while columns.len() < column as usize {
                columns.push(Column {
                    head: cell.content.with(cell.content.start, cell.content.start),
                    kind: None,
                    fields: Vec::new(),
                    unit: None,
                    time: false,
                });
            }
            let text = self.text(self.bare(cell.content));
            let folded = fold(text);
            let (name, unit) = match folded.find('(') {
                Some(open) if open > 0 => {
                    (folded[..open].trim(), folded[open + 1..].split(')').next().map(str::to_owned))
                }
                _ => (folded.as_str(), None),
            };
            // 2027年重点任务
            let name = without_year(name);
            let kind_of =
                |name: &str| self.reader.vocabulary.columns.get(name).iter().find_map(|k| ItemKind::from_name(k));
            // 任务与做法: what is listed, and then what is said of it.
            let kind =
                kind_of(name).or_else(|| name.split_once(['与', '和', '及']).and_then(|(first, _)| kind_of(first)));
            let fields = labels::field_names(&self.reader.vocabulary, name);
            let time = is_time_head(&folded);
            columns.push(Column { head: self.bare(cell.content), kind, fields, unit, time });
        }
        columns
    }

    /// Whether a table has columns for who does something and for when or how much, and none that says what else it lists.
    pub(super) fn says_who_and_when(&self, table: BlockId) -> bool {
        let columns = self.columns(table);
        let other = columns.iter().any(|column| column.kind.is_some_and(|kind| kind != ItemKind::Task));
        !other
            && columns.len() > 2
            && who_and_when(columns.iter().flat_map(|c| c.fields.iter().copied())) == (true, true)
    }

    /// The item kind that a table's head names.
    pub(super) fn table_kind(&self, table: BlockId) -> Option<ItemKind> {
        self.columns(table).iter().find_map(|c| c.kind)
    }

    /// The items of a table's rows, or its fields where it is a table of names and values.
    pub(super) fn table(&mut self, table: BlockId, context: Context) {
        let mut columns = self.columns(table);
        let rows: Vec<BlockId> = self
            .tree
            .children(Some(table))
            .filter(|(_, r)| r.kind == BlockKind::Row { head: false })
            .map(|(id, _)| id)
            .collect();
        self.drop_columns_that_refer(&mut columns, &rows);
        self.columns_of_titles(&mut columns, &rows);
        self.column_of_ids(&mut columns, &rows);
        let kinds = self.facts.sections[context.section.at()].kinds;
        if self.pairs(table, &columns, &rows, context) || blocks_items(kinds) {
            return;
        }
        if let Some((at, levels)) = self.levels(&columns, &rows) {
            self.framework(&columns, &rows, at, &levels, context);
            return;
        }
        // “Area | Need” under the funding: what money is needed.
        if self.of_resources(context.section) {
            columns.iter_mut().filter(|c| c.kind == Some(ItemKind::Need)).for_each(|c| c.kind = None);
        }
        // 事项 | 谁做 | 何时 under 监测与评估: what is looked at by whom.
        if kinds.has(SectionKind::Evaluation) && !kinds.has(SectionKind::Tasks) {
            let weak = |head: Span| {
                matches!(fold(self.text(self.bare(head))).as_str(), "事项" | "工作" | "工作事项" | "activity")
            };
            let tasks = columns.iter_mut().filter(|c| c.kind == Some(ItemKind::Task));
            tasks.filter(|c| weak(c.head)).for_each(|c| c.kind = None);
        }
        let named = columns.iter().position(|c| c.kind.is_some() && !c.is_id());
        // 存在问题 | 整改措施 | 责任人: the rows are the work, and the first column says what it is for.
        let problem = named.filter(|&at| columns[at].kind == Some(ItemKind::Need));
        let work = columns.iter().position(|c| matches!(c.kind, Some(ItemKind::Task | ItemKind::Measure)));
        let dated = [FieldName::Owner, FieldName::Due, FieldName::Start];
        let committed = columns.iter().any(|c| c.fields.iter().any(|field| dated.contains(field)));
        let (problem, named) = match (problem, work) {
            (Some(at), Some(work)) if at < work && committed => (Some(at), Some(work)),
            _ => (None, named),
        };
        let column_kind = named.and_then(|at| columns[at].kind);
        let column_kind = if problem.is_some() { Some(ItemKind::Task) } else { column_kind };
        // A column “Requirement” leaves it to the section.
        let column_kind = match (column_kind, context.kind) {
            (Some(ItemKind::Requirement), Some(kind @ (ItemKind::Need | ItemKind::Requirement))) => Some(kind),
            // 措施 in a table of tasks heads what is done.
            (Some(ItemKind::Measure), Some(ItemKind::Task)) => context.kind,
            (found, _) => found,
        };
        let date_column =
            columns.iter().any(|c| c.fields.contains(&FieldName::Due) || c.fields.contains(&FieldName::Start));
        let planned = columns.iter().any(|c| c.fields.contains(&FieldName::Owner)) || date_column;
        // “Date” may be that of a version; “Due date” is ahead.
        let ahead = |head: String| ["due", "deadline", "截止", "完成"].iter().any(|word| head.contains(word));
        let due = || columns.iter().any(|c| c.fields.contains(&FieldName::Due) && ahead(fold(self.text(c.head))));
        let section_kind = context.kind.filter(|_| !context.parts || columns.iter().any(Column::is_id));
        let phases = kinds.has(SectionKind::Phases);
        let delivers = phases && self.delivers(&columns);
        let kind = match (column_kind, section_kind) {
            (Some(ItemKind::Milestone), _) if context.parts => None,
            (Some(kind), _) => Some(kind),
            (None, Some(kind)) if columns.len() >= 2 && !self.compares(&columns) => Some(kind),
            (None, None) if phases && columns.len() >= 3 && planned => Some(ItemKind::Task),
            // “Date | Deliverable” under a schedule.
            (None, None) if delivers => Some(ItemKind::Milestone),
            // “Due date | Part | Description”: what is due when.
            (None, None) if columns.len() >= 2 && due() && self.describes(&columns) => Some(ItemKind::Task),
            // “What | Who | When”, 事项 | 负责人 | 完成时间: what is done by whom and when; 改动 | 优先级: in what order.
            (None, None) if self.assigns(&columns) => Some(ItemKind::Task),
            // “ID | Group | Difficulty” with N1, N2 and N3: needs by their ids.
            (None, None) if !context.parts && self.numbers_needs(&columns, &rows) => Some(ItemKind::Need),
            _ => None,
        };
        let Some(kind) = kind else {
            if context.parts {
                self.part_rows(&columns, &rows, context);
            }
            return;
        };
        // “Ref | Outcome | 2027 | 2028” under the goals: what comes of it is the goal.
        let outcome = (kind == ItemKind::Goal && named.is_none())
            .then(|| columns.iter().position(|c| c.fields.contains(&FieldName::Benefit)))
            .flatten();
        // 事项 | 为了 | 谁 | 截止: of work it is who does it; “Need | Who”: of a need it is who has it.
        let person: Option<(FieldName, &[&str])> = match kind {
            ItemKind::Task => Some((FieldName::Owner, &["谁", "什么人", "office", "section"])),
            ItemKind::Need => Some((FieldName::Bearer, &["who", "whose", "谁"])),
            _ => None,
        };
        if let Some((field, heads)) = person.filter(|(field, _)| !columns.iter().any(|c| c.fields.contains(field)))
            && let Some(at) = columns.iter().position(|c| heads.contains(&fold(self.text(c.head)).as_str()))
        {
            columns[at].fields = vec![field];
        }
        let title_column = named.or(outcome).or((delivers && section_kind.is_none()).then_some(1)).or_else(|| {
            columns.iter().position(|c| {
                !c.is_id()
                    && for_item(&c.fields).is_none_or(|f| f == FieldName::Deliverable)
                    && !is_number_head(self.text(c.head))
            })
        });
        let Some(title_column) = title_column.or_else(|| columns.iter().position(|c| !c.is_id())) else { return };
        // 阶段 | 时间 | 主要工作 under the stages tells again in what order the work goes: nobody traces its rows.
        let in_order = phases
            && kind == ItemKind::Task
            && columns.iter().any(|c| c.time || c.fields.contains(&FieldName::Phase) || self.heads_years(c))
            && !columns.iter().any(|c| c.is_id() && !self.counts(c) || c.fields.contains(&FieldName::Owner));
        let declared = column_kind.is_some() && !in_order;
        let confidence = if declared { Confidence::Declared } else { Confidence::Listed };
        let basis = if column_kind.is_some() { Basis::Column } else { self.basis(&context, kind) };
        let refers = columns.iter().enumerate().all(|(at, column)| {
            at == title_column || for_item(&column.fields).is_some_and(|field| field != FieldName::Deliverable)
        });
        let mut last_phase: Option<Span> = None;
        let mut merged: Vec<Merged> = Vec::new();
        let named_rows = title_column > 0 && self.names_rows(&columns[0], &rows);
        for row in rows {
            let need = problem.and_then(|at| self.row_problem(row, at, context));
            let context = Context { parent: need.or(context.parent), ..context };
            let how = How { title_column, named_rows, kind, confidence, basis, in_order, refers };
            let item = self.row(row, &columns, how, context, &mut last_phase);
            self.merged_cells(row, &columns, item, &mut merged);
        }
    }

    /// What stands in a row's cell of a column, if the row has one there.
    pub(super) fn cell(&self, row: BlockId, column: usize) -> Option<Span> {
        let wanted = BlockKind::Cell { column: column as u16 };
        self.tree.children(Some(row)).find(|(_, cell)| cell.kind == wanted).map(|(_, cell)| cell.content)
    }

    /// Whether a column only counts the rows: 序号.
    fn counts(&self, column: &Column) -> bool {
        matches!(fold(self.text(column.head)).trim(), "#" | "no" | "no." | "nr" | "序号")
    }

    /// Whether a column holds the year of each row.
    fn heads_years(&self, column: &Column) -> bool {
        matches!(fold(self.text(column.head)).trim(), "年度" | "年份" | "year" | "years")
    }

    /// What cells of several rows say of the items of all of them: who answers for three tasks, when they are due. A sum
    /// is that of all together, and of none of them.
    fn merged_cells(&mut self, row: BlockId, columns: &[Column], item: Option<ItemId>, merged: &mut Vec<Merged>) {
        if self.tree.merged.is_empty() {
            return;
        }
        merged.retain_mut(|cell| {
            cell.rows -= 1;
            cell.rows > 0
        });
        for cell in merged.iter() {
            let Some(column) = columns.get(cell.column).filter(|column| !column.is_id()) else { continue };
            let name = for_item(&column.fields).filter(|name| !matches!(name, FieldName::Budget | FieldName::Phase));
            if let (Some(item), Some(name)) = (item, name) {
                self.add_field(name, Some(item), Some(column.head), cell.content, Origin::LeadIn, None);
            }
        }
        for (_, cell) in self.tree.children(Some(row)) {
            let rows = self.tree.rows_of(cell.content);
            if let BlockKind::Cell { column } = cell.kind
                && rows > 1
                && merged.len() < MAX_MERGED
                && !self.says_nothing(cell.content)
            {
                merged.push(Merged { column: column as usize, content: cell.content, rows });
            }
        }
    }

    /// A column “Ref” behind the others tells what a row refers to, unless most of its cells are ids.
    fn drop_columns_that_refer(&self, columns: &mut [Column], rows: &[BlockId]) {
        for (at, column) in columns.iter_mut().enumerate().skip(1).filter(|(_, column)| column.is_id()) {
            let cells = rows.iter().filter_map(|&row| self.cell(row, at));
            let (mut all, mut ids) = (0usize, 0usize);
            for cell in cells.filter(|&cell| !self.says_nothing(cell)) {
                all += 1;
                ids += usize::from(self.reader.ids.whole(self.text(self.bare(cell))).is_some());
            }
            if ids * 2 < all {
                column.fields.retain(|field| *field != FieldName::Id);
            }
        }
    }

    /// 任务 | 内容 with T1, T2 under 任务: the first column has the ids of what the next one says.
    fn column_of_ids(&self, columns: &mut [Column], rows: &[BlockId]) {
        let Some(kind) = columns.first().filter(|first| !first.is_id()).and_then(|first| first.kind) else { return };
        let told = |next: &Column| for_item(&next.fields).is_none_or(|field| field == FieldName::Method);
        let Some(next) = columns.get(1).filter(|next| next.kind.is_none_or(|other| other == kind) && told(next)) else {
            return;
        };
        let stands = |row: BlockId, at: usize| self.cell(row, at).filter(|&cell| !self.says_nothing(cell));
        let numbered = |row: BlockId| {
            let cell = self.bare(stands(row, 0)?);
            let found = self.reader.ids.whole(self.text(cell)).filter(|found| found.kind == Some(kind))?;
            (!self.is_stated(&found.key) && stands(row, 1).is_some()).then_some(())
        };
        if !next.time && !rows.is_empty() && rows.iter().all(|&row| numbered(row).is_some()) {
            (columns[0].kind, columns[1].kind) = (None, Some(kind));
            columns[0].fields = vec![FieldName::Id];
        }
    }

    /// A column “Need” behind the others that names needs which stand above by their titles says what a row serves.
    fn columns_of_titles(&mut self, columns: &mut [Column], rows: &[BlockId]) {
        for (at, column) in columns.iter_mut().enumerate().skip(1) {
            let Some(kind @ (ItemKind::Need | ItemKind::Goal)) = column.kind else { continue };
            self.index_titles();
            let cells = rows.iter().filter_map(|&row| self.cell(row, at)).filter(|&cell| !self.says_nothing(cell));
            let (mut all, mut known) = (0usize, 0usize);
            for cell in cells {
                all += 1;
                known += usize::from(self.titles.contains(&(kind, fold(self.text(self.bare(cell))))));
            }
            if known >= 2 && known * 3 >= all * 2 {
                column.kind = None;
                column.fields = vec![FieldName::Serves];
            }
        }
    }

    /// Adds the titles of needs and goals that were found since it was asked last: a text of many tables asks often.
    fn index_titles(&mut self) {
        let new = &self.facts.items[self.titled..];
        let aims = new.iter().filter(|item| matches!(item.kind, ItemKind::Need | ItemKind::Goal));
        let titles: Vec<_> = aims.map(|item| (item.kind, fold(self.text(item.title)))).collect();
        self.titles.extend(titles);
        self.titled = self.facts.items.len();
    }

    /// The problem that a column of a row of work names: it stands as the need that the work serves.
    fn row_problem(&mut self, row: BlockId, column: usize, context: Context) -> Option<ItemId> {
        let title = self.bare(self.cell(row, column)?);
        if self.says_nothing(title) || self.is_placeholder(title) {
            return None;
        }
        let block = self.block(row);
        let need = self.new_item(
            ItemKind::Need,
            Confidence::Declared,
            None,
            None,
            title,
            block,
            context.section,
            Form::Row,
            Basis::Column,
        );
        self.item(need).problem = true;
        Some(need)
    }

    /// Whether a column says what something is: “Description”, 事项.
    fn describes(&self, columns: &[Column]) -> bool {
        let heads = ["description", "what", "item", "work", "说明", "事项", "内容", "工作", "描述"];
        self.headed(columns, &heads)
    }

    /// Whether a column has one of these heads.
    fn headed(&self, columns: &[Column], heads: &[&str]) -> bool {
        columns.iter().any(|c| heads.contains(&fold(self.text(c.head)).as_str()))
    }

    /// Whether a table has two columns: when, and what is there then.
    fn delivers(&self, columns: &[Column]) -> bool {
        let [when, what] = columns else { return false };
        let due = when.fields.iter().any(|field| matches!(field, FieldName::Due | FieldName::Start | FieldName::Phase));
        let dates = ["date", "dates", "time", "week", "weeks", "month", "日期", "时间", "時間", "月份", "周次"];
        what.fields.contains(&FieldName::Deliverable) && (due || self.headed(std::slice::from_ref(when), &dates))
    }

    /// Whether the columns of a table are what is to be done, by whom, and when or how far it is.
    fn assigns(&self, columns: &[Column]) -> bool {
        let has = |names: &[FieldName]| columns.iter().any(|c| c.fields.iter().any(|field| names.contains(field)));
        let when = has(&[FieldName::Due, FieldName::Start, FieldName::Status]);
        self.headed(columns, &["what", "item", "work", "事项", "工作", "工作内容", "工作事项"])
            && has(&[FieldName::Owner])
            && when
            || self.headed(columns, &["改动", "改动项", "改动内容", "待办", "变更", "优化项", "change"])
                && has(&[FieldName::Priority])
    }

    /// Whether a table sets what is beside what will be: 导入前 | 导入后, “Current state” | “Target state”.
    fn compares(&self, columns: &[Column]) -> bool {
        let heads: Vec<String> = columns.iter().map(|c| fold(self.text(c.head))).collect();
        let holds = |words: &[&str]| heads.iter().skip(1).any(|head| words.iter().any(|word| head.contains(word)));
        let before = [
            "前(",
            "现状",
            "现况",
            "当前",
            "目前",
            "改造前",
            "导入前",
            "优化前",
            "升级前",
            "迁移前",
            "调整前",
            "before",
            "current",
            "as is",
            "today",
        ];
        let after = [
            "后(",
            "目标状态",
            "改造后",
            "导入后",
            "优化后",
            "升级后",
            "迁移后",
            "调整后",
            "目标",
            "after",
            "target state",
            "future",
            "to be",
        ];
        holds(&before) && holds(&after)
    }

    /// Whether every row of at least three has an id of needs (N1) in a column of ids.
    fn numbers_needs(&self, columns: &[Column], rows: &[BlockId]) -> bool {
        let Some(at) = columns.iter().position(Column::is_id).filter(|_| rows.len() >= 3) else { return false };
        rows.iter().all(|&row| {
            let found = self.cell(row, at).and_then(|cell| self.reader.ids.whole(self.text(self.bare(cell))));
            found.is_some_and(|found| found.kind == Some(ItemKind::Need))
        })
    }

    /// Whether the first cell of every row opens with an id of its own and a name: `WP-1 Quay` under “WP”.
    fn names_rows(&self, column: &Column, rows: &[BlockId]) -> bool {
        if !column.is_id() && !column.fields.is_empty() {
            return false;
        }
        let mut keys: RapidHashSet<Box<str>> = RapidHashSet::default();
        rows.iter().all(|&row| {
            let found = self.cell(row, 0).and_then(|cell| self.id_at(self.bare(cell), false));
            found.is_some_and(|(id, found, _)| found.kind.is_some() && keys.insert(id.key))
        })
    }

    /// Puts the cells of a row in their places that lost a merged cell before the title: one is missing, and what stands
    /// under the title is a body, as belongs under the owner, the last column.
    fn realign(&self, cells: &mut [(usize, Span)], columns: &[Column], title_column: usize) {
        let owner = title_column + 1;
        let owned = columns.last().is_some_and(|c| c.fields.contains(&FieldName::Owner)) && owner + 1 == columns.len();
        let filled = cells.iter().filter(|c| !c.1.is_empty()).count();
        if !owned || title_column < 2 || filled + 1 != columns.len() {
            return;
        }
        let text = |at: usize| cells.iter().find(|c| c.0 == at).map(|c| (c.1, self.text(self.bare(c.1))));
        let (Some((body, name)), Some((_, title))) = (text(title_column), text(title_column - 1)) else { return };
        if text(owner).is_none_or(|cell| cell.1.is_empty())
            && self.has(body, self.reader.words.organisation)
            && name.len() < title.len()
        {
            cells.iter_mut().filter(|c| c.0 > 0 && c.0 < owner).for_each(|c| c.0 += 1);
        }
    }

    pub(super) fn row(
        &mut self,
        row: BlockId,
        columns: &[Column],
        How { title_column, named_rows, kind, confidence, basis, in_order, refers }: How,
        context: Context,
        last_phase: &mut Option<Span>,
    ) -> Option<ItemId> {
        let mut cells: Vec<(usize, Span)> = self
            .tree
            .children(Some(row))
            .filter_map(|(_, c)| match c.kind {
                BlockKind::Cell { column } => Some((column as usize, c.content)),
                _ => None,
            })
            .collect();
        self.realign(&mut cells, columns, title_column);
        let cell = |at: usize| cells.iter().find(|c| c.0 == at).map(|c| c.1);
        // Merged first cells are left blank: the phase goes on.
        for &(at, span) in &cells {
            if at < title_column
                && columns.get(at).is_some_and(|c| c.fields.contains(&FieldName::Phase))
                && !self.says_nothing(span)
            {
                *last_phase = Some(span);
            }
        }
        let title_cell = cell(title_column).filter(|&span| !self.says_nothing(span) && !self.is_placeholder(span))?;
        if matches!(kind, ItemKind::Need | ItemKind::Goal) && is_count(&fold(self.text(self.bare(title_cell)))) {
            return None;
        }
        if is_total(&fold(self.text(self.bare(title_cell))))
            || cells.first().is_some_and(|c| is_total(&fold(self.text(self.bare(c.1)))))
        {
            return None;
        }
        // 任务 | 配合单位: a row whose title is the id of what is stated says more of that.
        // 任务 | 须待: rows of ids, and of “the others”, say more of what is stated elsewhere.
        let title = self.text(self.bare(title_cell));
        let named = self.reader.ids.whole(title).is_some_and(|found| refers || self.is_stated(&found.key));
        if named || refers && is_the_rest(&fold(title)) {
            return None;
        }
        // The id: of the ID column, of the first cell, or before the title.
        let mut id: Option<Id> = None;
        let mut title = self.bare(title_cell);
        for (at, column) in columns.iter().enumerate() {
            if column.is_id()
                && let Some(span) = cell(at)
            {
                let span = self.bare(span);
                if let Some(found) = self.reader.ids.whole(self.text(span)) {
                    id = Some(Id { span, key: found.key.into() });
                }
            }
        }
        if id.is_none()
            && title_column > 0
            && let Some((_, first)) = cells.first()
        {
            let span = self.bare(*first);
            if let Some(found) =
                self.reader.ids.whole(self.text(span)).filter(|f| f.kind.is_some() || columns[0].head.is_empty())
            {
                id = Some(Id { span, key: found.key.into() });
            }
        }
        if id.is_none() && named_rows {
            id = cells.first().and_then(|&(_, first)| self.id_at(self.bare(first), false)).map(|(id, ..)| id);
        }
        // “WP1, WP2” in a table of stages speaks of work that is stated elsewhere; so does “T6 handed over, …” where T6
        // has been stated.
        if id.is_none()
            && let Some((found, _, after)) = self.id_at(title, false)
            && let rest = self.text(title.with(after, title.end))
            && (self.enumerates(rest)
                || in_order && (!self.reader.ids.mentions(rest).is_empty() || self.is_stated(&found.key)))
        {
            return None;
        }
        if id.is_none()
            && let Some((found, info, after)) = self.id_at(title, false)
            && !threatens(kind, &info)
        {
            let rest = self.after_id(title, after);
            if !rest.is_empty() {
                title = rest;
                id = Some(found);
            }
        }
        let block = self.block(row);
        let confidence = if id.is_some() { Confidence::Declared } else { confidence };
        let number = cells.iter().find_map(|&(at, span)| {
            let head = columns.get(at).map(|c| self.text(c.head))?;
            is_number_head(head).then(|| self.text(self.bare(span)).trim_end_matches('.').parse::<u32>().ok())?
        });
        let item = self.new_item(kind, confidence, id, number, title, block, context.section, Form::Row, basis);
        self.finish_text(item, title);
        let mut own = self.facts.items[item.at()].own.clone();
        for &(at, span) in &cells {
            let Some(column) = columns.get(at) else { continue };
            if at == title_column || column.is_id() {
                continue;
            }
            match for_item(&column.fields) {
                Some(name) => {
                    self.add_field(name, Some(item), Some(column.head), span, Origin::Own, column.unit.as_deref());
                }
                None if !self.says_nothing(span) => own.push(self.bare(span)),
                None => {}
            }
        }
        if let Some(last) = last_bar(columns, &cells, |span| self.text(self.bare(span))) {
            self.add_read(FieldName::Due, item, last, Value::Text, Origin::LeadIn);
        }
        let phase = last_phase.filter(|p| !block.span.contains(*p)).or(context.phase);
        if let Some(phase) = phase
            && columns.iter().any(|c| c.fields.contains(&FieldName::Phase)) | context.phase.is_some()
        {
            self.add_field(FieldName::Phase, Some(item), None, phase, Origin::LeadIn, None);
        }
        let done = self
            .facts
            .fields
            .iter()
            .rev()
            .take(24)
            .filter(|f| f.item == Some(item) && f.name == FieldName::Status)
            .any(|f| {
                let text = self.text(f.value);
                text.contains(['✅', '✔', '☑']) || self.is_state(&fold(text), "done")
            });
        let state = if done { State::Done } else { self.state_of(title_cell) };
        let it = self.item(item);
        it.own = own;
        it.state = state;
        it.problem = context.problem;
        it.parent = context.parent;
        it.level = context.level;
        Some(item)
    }

    /// Rows of a table below an item: parts, whose owners and dates are the item's.
    fn part_rows(&mut self, columns: &[Column], rows: &[BlockId], context: Context) {
        let Some(item) = context.parent else { return };
        for &row in rows {
            let cells: Vec<(usize, Span)> = self
                .tree
                .children(Some(row))
                .filter_map(|(_, c)| match c.kind {
                    BlockKind::Cell { column } => Some((column as usize, c.content)),
                    _ => None,
                })
                .collect();
            for (at, span) in cells {
                let name = columns.get(at).and_then(|c| for_item(&c.fields));
                match name {
                    Some(name) if !self.says_nothing(span) => {
                        let column = &columns[at];
                        self.add_field(name, Some(item), Some(column.head), span, Origin::Part, column.unit.as_deref());
                    }
                    None if !self.says_nothing(span) => {
                        let span = self.bare(span);
                        self.item(item).parts.push(span);
                    }
                    _ => {}
                }
            }
        }
    }

    /// A table of two columns whose first cells are labels: fields of the item or of the plan.
    fn pairs(&mut self, table: BlockId, columns: &[Column], rows: &[BlockId], context: Context) -> bool {
        if columns.len() != 2 || columns[1].kind.is_some() {
            return false;
        }
        let mut pairs: Vec<(Span, Span)> = Vec::new();
        let all: Vec<BlockId> = self.tree.children(Some(table)).map(|(id, _)| id).collect();
        for &row in &all {
            let cells: Vec<Span> = self.tree.children(Some(row)).map(|(_, c)| c.content).collect();
            if let [label, value] = cells[..] {
                pairs.push((label, value));
            }
        }
        let names = |r: &Self, span: Span| {
            labels::field_names(&r.reader.vocabulary, r.text(r.bare(span)).trim_end_matches([':', '：']))
        };
        let known = pairs.iter().filter(|(label, _)| !names(self, *label).is_empty()).count();
        // 项目 | 内容, 维度 | 说明: a head that only says that values follow.
        let values = for_item(&columns[1].fields).is_none_or(|_| known * 2 >= rows.len());
        // 事项 | 说明 over 编制依据, 计划期, 总负责: a head may also be that of work, but not where the plan's own fields stand below.
        let of_plan = || pairs.iter().filter(|(label, _)| for_plan(&names(self, *label)).is_some()).count();
        let work = columns[0].kind.is_some() && of_plan() * 3 < rows.len() * 2;
        if work || known < 2 || known * 3 < pairs.len() || rows.is_empty() || !values {
            return false;
        }
        let item = context.parent.filter(|_| context.parts);
        for (label, value) in pairs {
            let found = names(self, label);
            let name = if item.is_some() { for_item(&found) } else { for_plan(&found) };
            if let Some(name) = name {
                self.add_field(name, item, Some(label), value, Origin::Own, None);
            }
        }
        true
    }
}

/// The head of the last column that a row fills in a chart of bars: of at least three columns headed by days, weeks or
/// months (4/10, 第2周, “Week 3”, Q1) those it fills say when it is done.
fn last_bar<'t>(columns: &[Column], cells: &[(usize, Span)], text: impl Fn(Span) -> &'t str) -> Option<Span> {
    let times: Vec<usize> = (0..columns.len()).filter(|&at| columns[at].time).collect();
    if times.len() < 3 {
        return None;
    }
    let filled = |at: &usize| cells.iter().any(|(column, span)| column == at && !text(*span).trim().is_empty());
    times.into_iter().rev().find(filled).map(|at| columns[at].head)
}

/// A column's head without the year that opens it.
fn without_year(name: &str) -> &str {
    let rest = name.trim_start_matches(|c: char| c.is_ascii_digit());
    match rest.strip_prefix('年') {
        Some(rest) if name.starts_with("20") => rest.strip_prefix('度').unwrap_or(rest),
        _ => name,
    }
}

/// Whether a column's head is a day, week, month or quarter by its number.
fn is_time_head(folded: &str) -> bool {
    let word = ["第", "week", "month", "day", "w", "m", "d", "q", "sprint"];
    let rest = word.iter().find_map(|word| folded.strip_prefix(word)).unwrap_or(folded).trim_start();
    let marked = rest.len() < folded.len();
    let unit = rest.trim_start_matches(|c: char| c.is_ascii_digit() || "-~–/一二三四五六七八九十".contains(c)).trim();
    let counted = unit.len() < rest.len();
    let day = rest.contains('/') && unit.is_empty();
    counted
        && (day || marked && unit.is_empty() || matches!(unit, "周" | "月" | "天" | "日" | "月份" | "季度" | "个月"))
}

fn is_total(folded: &str) -> bool {
    matches!(folded, "total" | "sum" | "subtotal" | "合计" | "总计" | "小计" | "共计")
}

/// What stands for all that no row of its own tells of.
fn is_the_rest(folded: &str) -> bool {
    matches!(folded, "others" | "all others" | "the others" | "the rest" | "other tasks" | "其余" | "其他" | "其余任务")
}

pub(super) fn is_number_head(text: &str) -> bool {
    matches!(fold(text).as_str(), "#" | "no" | "no." | "nr" | "number" | "序号" | "编号" | "题号" | "id" | "")
}

/// A count and no more (“5 questions”, 23題（全部）): a cell that says how many states nothing that is needed or done.
fn is_count(folded: &str) -> bool {
    let bare = folded.split(['(', '[']).next().unwrap_or("").trim();
    let unit = bare.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '~')).trim();
    unit.len() < bare.len() && (unit.is_empty() || (unit.chars().count() == 1 && unit.chars().all(is_han)))
}
