//! Items of a Markdown document: headings, lists, paragraphs (DESIGN §3.3).

use super::index::{Outline, Ranges};
use super::reading::{HERE, Reading};
use crate::lexicon::{Acceptor, is_han};
use crate::plan::headings;
use crate::plan::ids::FoundId;
use crate::plan::kinds::*;
use crate::plan::labels;
use crate::plan::model::*;
use crate::plan::pattern::acceptor;
use crate::plan::recognise::title_word;
use crate::syntax::{Block, BlockId, BlockKind, MarkKind};
use crate::text::Span;
use std::sync::LazyLock;

/// “We plan to:” over a list: what is ahead.
static WE_WILL: LazyLock<Acceptor> = LazyLock::new(|| {
    acceptor(
        r"(?i-u:\bwe (will|shall|plan to|intend to|are (planning|going|getting ready|preparing) to)|\bwe(’|')(ll|re (planning|going|getting ready|preparing) to))[*_]*\s*[:：]\s*$",
    )
});

/// 按照以下步骤进行：, 我们制定了以下规划：: the same in Chinese.
static AS_FOLLOWS: LazyLock<Acceptor> = LazyLock::new(|| {
    acceptor(
        r"((按照?|分为|分成|采取|採取|开展|開展|完成|进行|制[定订]了?|制訂了?|安排了?)(以下|如下)[^。；，]{0,4}(步骤|步驟|工作|任务|任務|措施|行动|行動|规划|規劃|计划|計畫|安排)|(步骤|步驟|工作|任务|任務|计划|計畫|安排)(安排)?如下)[^。；，]{0,6}[:：][*_]*\s*$",
    )
});

/// What the surroundings of a list or table say about the items in it.
#[derive(Clone, Copy)]
pub(super) struct Context {
    /// The kind that the section gives.
    pub kind: Option<ItemKind>,
    /// Whether the section is of problems only.
    pub problem: bool,
    /// The section.
    pub section: SectionId,
    /// The item that holds the list.
    pub parent: Option<ItemId>,
    /// The paragraph before the list that ends with a colon.
    pub lead_in: Option<Span>,
    /// The phase that the section's heading is.
    pub phase: Option<Span>,
    /// Depth among items.
    pub level: u8,
    /// Whether unmarked list items are parts of `parent` and no items.
    pub parts: bool,
    /// Whether they stand below an item of a list that only introduces them.
    pub grouped: bool,
}

/// What follows the name of an item in brackets where a sentence speaks of it.
const SAID_OF: [&str; 9] = ["会", "將", "将", "涉及", "建议", "建議", "必须", "必須", "依赖"];

/// So few tasks that headings name may be chance where [`MANY`] times as many lines have a box to tick.
const FEW: usize = 2;
const MANY: usize = 5;

impl Context {
    /// What lies below an item that was made of a line by itself: its parts.
    pub(super) fn parts_of(item: ItemId, section: SectionId) -> Self {
        Self {
            kind: None,
            problem: false,
            section,
            parent: Some(item),
            lead_in: None,
            phase: None,
            level: 1,
            parts: true,
            grouped: false,
        }
    }
}

impl Reading<'_> {
    /// Finds all items.
    pub(super) fn items(&mut self) {
        let top: Vec<BlockId> = self.tree.children(None).map(|(id, _)| id).collect();
        self.outline = Outline::new(&self.facts.sections, &self.section_of, self.tree);
        let tasks_named = self.facts.sections.iter().any(|s| s.kinds.has(SectionKind::Tasks));
        let mut at = 0;
        // Items that are headings and still open, with the level of their heading.
        let mut open: Vec<(u8, ItemId)> = Vec::new();
        let mut last_paragraph: Option<(usize, Span)> = None;
        let mut paragraph_item: Option<ItemId> = None;
        let mut prose: Vec<(SectionId, Span, BlockId)> = Vec::new();
        while at < top.len() {
            let id = top[at];
            let block = self.block(id);
            let section = self.section_of[id.0 as usize];
            match block.kind {
                BlockKind::Heading { .. } => {
                    paragraph_item = None;
                    last_paragraph = None;
                    let level = self.facts.sections[section.at()].level;
                    while open.last().is_some_and(|&(l, _)| l >= level) {
                        open.pop();
                    }
                    let parent = open.last().map(|&(_, item)| item);
                    if let Some(item) = self.heading_item(id, section, parent) {
                        open.push((level, item));
                    }
                }
                BlockKind::Paragraph => {
                    let mut context = self.context(section, open.last().map(|&(_, item)| item));
                    let fielded = top.get(at + 1).is_some_and(|&next| self.states_above(id, next, &context));
                    if fielded {
                        paragraph_item = self.item_above(id, &context);
                    } else {
                        context.parent = context.parent.or(paragraph_item);
                        // “**T1 Collect the stories.**” over a line of text, in one paragraph.
                        let above = last_paragraph.filter(|(index, _)| index + 1 == at);
                        if paragraph_item.is_some()
                            && above.is_some_and(|(_, above)| self.stands_below(above, block.content))
                            && self.id_at(block.content, false).is_none()
                        {
                            (context.parent, context.parts) = (paragraph_item, true);
                        }
                        if let Some(item) = self.paragraph(id, context, &mut prose) {
                            paragraph_item = Some(item);
                        }
                    }
                    last_paragraph = Some((at, block.content));
                }
                BlockKind::List { .. } => {
                    let mut context = self.context(section, open.last().map(|&(_, item)| item));
                    if let Some((index, span)) = last_paragraph
                        && index + 1 == at
                        && self.introduces(self.block(top[index]))
                    {
                        context.lead_in = Some(span);
                        self.lead_in(&mut context, span);
                    }
                    // “1. A common service. We will reach it by:” and a list too far left to belong to it.
                    if let Some((span, item)) = at.checked_sub(1).and_then(|before| self.opens_next_list(top[before])) {
                        context.lead_in = Some(span);
                        context.grouped = true;
                        context.parts = item.is_some();
                        context.parent = item.or(context.parent);
                        // What a goal is reached by is the work for it.
                        if item.is_some_and(|item| self.facts.items[item.at()].kind == ItemKind::Goal) {
                            (context.kind, context.parts) = (Some(ItemKind::Task), false);
                        }
                    }
                    if let Some(item) = paragraph_item {
                        context.parts = true;
                        context.parent = Some(item);
                    }
                    self.list(id, context);
                    // Without an id of its own, what a paragraph states ends with its fields.
                    paragraph_item = paragraph_item.filter(|item| self.facts.items[item.at()].id.is_some());
                }
                BlockKind::Table => {
                    let mut context = self.context(section, open.last().map(|&(_, item)| item));
                    context.parent = context.parent.or(paragraph_item);
                    self.table(id, context);
                }
                BlockKind::Quote => self.quoted_fields(id, section),
                _ => {}
            }
            at += 1;
        }
        self.prose_items(prose);
        if !tasks_named {
            self.titled_goals();
            self.states_make_tasks();
        }
        let tasks = self.facts.items.iter().filter(|item| item.kind == ItemKind::Task).count();
        if !tasks_named && (tasks == 0 || tasks <= FEW && self.boxes() > tasks * MANY) {
            self.state_marked_tasks();
        }
        if !self.has_tasks() {
            self.committed_tasks();
        }
        if !tasks_named && !self.has_tasks() {
            self.verb_tasks();
        }
        if !tasks_named && !self.has_tasks() {
            self.planned_lists();
        }
        // “Now”, “Later” may be but two of the headings of a roadmap.
        let staged = |basis| matches!(basis, Basis::Phase | Basis::InPhase);
        if !tasks_named && !self.facts.items.iter().any(|item| item.kind == ItemKind::Task && !staged(item.basis)) {
            self.roadmap_tasks();
        }
        if !tasks_named && !self.has_tasks() {
            self.promised_tasks();
        }
        self.times_of_phases();
        self.done_by_status();
        self.done_by_label();
        self.names_in_brackets();
        self.ids_behind_labels();
        // A table below problems may list what goes wrong and what is done: risks, tasks.
        self.facts.items.iter_mut().for_each(|item| item.problem &= item.kind == ItemKind::Need);
        self.declare();
        self.sort_items();
    }

    /// The text of a list's last item that ends with a colon, and the item of the plan that it is.
    fn opens_next_list(&self, list: BlockId) -> Option<(Span, Option<ItemId>)> {
        if !matches!(self.block(list).kind, BlockKind::List { .. }) {
            return None;
        }
        let (last, block) = self.tree.children(Some(list)).last()?;
        let nested = self.tree.children(Some(last)).any(|(_, child)| matches!(child.kind, BlockKind::List { .. }));
        if nested || !self.introduces(block) {
            return None;
        }
        let item = self.facts.items.iter().rposition(|item| item.span == block.span);
        Some((block.content, item.map(|at| ItemId(at as u32))))
    }

    pub(super) fn has_tasks(&self) -> bool {
        self.facts.items.iter().any(|item| item.kind == ItemKind::Task)
    }

    /// What a section says about the items in it. The kind of the nearest section that gives one.
    pub(super) fn context(&self, section: SectionId, heading: Option<ItemId>) -> Context {
        let s = &self.facts.sections[section.at()];
        let phase = self.phase_of(section);
        let (mut kind, mut problem) = item_kind(s.kinds);
        // A phase's lists are tasks of the phase, but not what its label says to be of another kind: 完成标准：…
        let other = s.run_in
            && !s.own_kinds.is_empty()
            && kind.is_none()
            && !s.own_kinds.has(SectionKind::Phases)
            && !s.own_kinds.has(SectionKind::Priorities);
        // Nor what a heading below it names that is a field of a task: “### Deliverables”.
        let other = || other || !s.phase && s.own_kinds.is_empty() && self.names_a_field(s.title);
        if phase.is_some()
            && (kind.is_none() || kind == Some(ItemKind::Milestone))
            && !blocks_items(s.own_kinds)
            && !other()
        {
            kind = Some(ItemKind::Task);
            problem = false;
        }
        // Inside a heading item, what has no kind of its own is a part.
        let parts = heading.is_some_and(|item| {
            let opened = self.facts.items[item.at()].opens;
            let mut up = Some(section);
            while let Some(id) = up {
                if Some(id) == opened {
                    return true;
                }
                let section = &self.facts.sections[id.at()];
                let own = item_kind(section.own_kinds).0;
                // “Actions” below a task that has an id are its steps.
                let steps = own == Some(self.facts.items[item.at()].kind) && self.facts.items[item.at()].id.is_some();
                // “Initiatives:” below a goal that is a heading announces the work for it.
                let goal = self.facts.items[item.at()].kind == ItemKind::Goal;
                let work = goal && own == Some(ItemKind::Task);
                if own.is_some() && (!section.run_in || work) && !steps {
                    return false;
                }
                up = section.parent;
            }
            false
        });
        let mut context =
            Context { kind, problem, section, parent: heading, lead_in: None, phase, level: 0, parts, grouped: false };
        // Boxes to tick below a milestone are the work that leads to it.
        if let Some(milestone) = heading
            .map(|id| &self.facts.items[id.at()])
            .filter(|item| item.kind == ItemKind::Milestone && item.opens == Some(section) && self.holds_boxes(section))
        {
            context.phase = Some(milestone.title);
            (context.kind, context.parent, context.parts) = (Some(ItemKind::Task), None, false);
        }
        context
    }

    /// Whether a heading says nothing but the name of a field of items.
    fn names_a_field(&self, title: Span) -> bool {
        let names = labels::field_names(&self.reader.vocabulary, self.text(title));
        super::fields::for_item(&names).is_some()
    }

    /// How many lines have a box to tick.
    fn boxes(&self) -> usize {
        self.tree.blocks.iter().filter(|b| matches!(b.kind, BlockKind::ListItem { checked: Some(_), .. })).count()
    }

    /// Whether the lists of a section are of boxes to tick.
    fn holds_boxes(&self, section: SectionId) -> bool {
        let blocks = self.outline.blocks(section).iter();
        blocks.map(|&id| self.block(id)).any(|b| matches!(b.kind, BlockKind::ListItem { checked: Some(_), .. }))
    }

    /// The heading of the section, or of one above it, that is a phase.
    fn phase_of(&self, section: SectionId) -> Option<Span> {
        let mut up = Some(section);
        while let Some(id) = up {
            let section = &self.facts.sections[id.at()];
            // “2027 Work Plan” over the whole is the plan, no phase of it.
            let whole =
                || section.title == self.title && title_word(&self.reader.vocabulary, self.text(self.title), "plan");
            if section.phase && !whole() {
                return Some(section.title);
            }
            // “Tasks” below a phase are those of the phase, and its “Scope” is what it brings.
            let of_phase = [SectionKind::Tasks, SectionKind::Scope].map(SectionKinds::of);
            let tasks = of_phase.contains(&section.own_kinds);
            if !section.own_kinds.is_empty() && !section.run_in && !tasks {
                return None;
            }
            up = section.parent;
        }
        None
    }

    /// What a lead-in says: another kind, or a field for all.
    fn lead_in(&self, context: &mut Context, span: Span) {
        let text = self.text(span);
        let label = labels::split(text).map_or(0..text.len(), |(label, _)| label);
        let names = labels::field_names(&self.reader.vocabulary, &text[label.clone()]);
        let own = headings::kinds(&self.reader.vocabulary, &text[label.clone()]);
        // 3月：, “Week 2:” over a list: when its tasks are done.
        if context.phase.is_none() && context.kind == Some(ItemKind::Task) && headings::is_phase(&text[label.clone()]) {
            context.phase = Some(self.sub(span, label));
        }
        // “Our long-term goals are:” below a heading that is a phase.
        if context.kind.is_none_or(|kind| kind == ItemKind::Task && context.phase.is_some())
            && headings::goals_follow(text)
        {
            context.kind = Some(ItemKind::Goal);
        }
        // “The Registry will:” over a list: what it will do.
        if context.kind.is_none()
            && (self.actor_in(span).is_some() || WE_WILL.is_match(text) || AS_FOLLOWS.is_match(text))
        {
            context.kind = Some(ItemKind::Task);
            context.grouped = true;
        }
        if own.is_empty() && super::fields::for_item(&names).is_some() && context.phase.is_some() {
            // “Deliverables:” in a phase: values of a field, no tasks.
            context.kind = None;
        }
    }

    /// A heading that is an item: by its id, or as the lowest heading in a section of its kind.
    fn heading_item(&mut self, id: BlockId, section: SectionId, parent: Option<ItemId>) -> Option<ItemId> {
        let s = self.facts.sections[section.at()].clone();
        let block = self.block(id);
        let above = s.parent.map(|p| self.facts.sections[p.at()].clone());
        let (context_kind, problem) = above.as_ref().map_or((None, false), |a| item_kind(a.kinds));
        let above_phase = s.parent.is_some_and(|p| self.phase_of(p).is_some());
        let blocked = above.as_ref().is_some_and(|a| blocks_items(a.kinds));
        let found = self.heading_id(s.title);
        if blocked && found.is_none() {
            return None;
        }
        let (_, number) = self.heading_words(block.content);
        if let Some((id_found, info, title)) = found {
            // “M1 deliverables” below “M1: the register” speaks of it once more.
            let holder = parent.and_then(|p| self.facts.items[p.at()].id.as_ref());
            if holder.is_some_and(|id| id.key == id_found.key) {
                return None;
            }
            let kinds = above.as_ref().map_or(SectionKinds::NONE, |a| a.kinds);
            // The details of what an overview above states by the same id.
            let stated = || {
                let same = |item: &&Item| item.id.as_ref().is_some_and(|id| id.key == id_found.key);
                self.facts.items.iter().find(same).map(|item| item.kind)
            };
            let kind = kind_with_id(context_kind, kinds, &info).or_else(stated)?;
            let kind = if blocked { return None } else { kind };
            let item = self.new_item(
                kind,
                Confidence::Declared,
                Some(id_found),
                number,
                title,
                block,
                section,
                Form::Heading,
                Basis::Id,
            );
            self.open_heading(item, section, parent, id);
            return Some(item);
        }
        if let Some(start) = headings::goal_label(self.text(s.title)).filter(|_| !s.run_in && !blocked) {
            let title = self.sub(s.title, start..s.title.len() as usize);
            let item = self.new_item(
                ItemKind::Goal,
                Confidence::Listed,
                None,
                number,
                title,
                block,
                section,
                Form::Heading,
                Basis::Label,
            );
            self.open_heading(item, section, parent, id);
            return Some(item);
        }
        // “What do you already have?” is what the text below answers.
        let asked = || self.text(s.title).trim_end_matches(['*', '_', ' ']).ends_with(['?', '？']);
        if s.phase || !s.own_kinds.is_empty() || s.parent.is_none() || s.run_in || asked() {
            return None;
        }
        let kind = context_kind.or(above_phase.then_some(ItemKind::Task))?;
        if kind == ItemKind::Milestone || kind == ItemKind::Indicator {
            return None;
        }
        let names = labels::field_names(&self.reader.vocabulary, self.text(s.title));
        if !names.is_empty() && s.title.len() < 40 {
            return None;
        }
        // 为何采用……, “Why a new register?” gives the reason of the work.
        let words = crate::lexicon::fold(self.text(s.title));
        if kind == ItemKind::Task && ["为何", "为什么", "为啥", "why "].iter().any(|word| words.starts_with(word))
        {
            return None;
        }
        // Not the lowest: a group.
        if self.outline.over_headings(section) || self.holds_items(section, kind) {
            return None;
        }
        if parent.is_some_and(|p| {
            self.facts.items[p.at()].confidence == Confidence::Declared && self.facts.items[p.at()].id.is_some()
        }) {
            if let Some(p) = parent {
                let title = s.title;
                self.item(p).parts.push(title);
            }
            return None;
        }
        let confidence = Confidence::Listed;
        let basis = s.parent.map_or(Basis::InPhase, |above| self.section_basis(above, kind));
        let item = self.new_item(kind, confidence, None, number, s.title, block, section, Form::Heading, basis);
        self.item(item).problem = problem;
        self.open_heading(item, section, parent, id);
        Some(item)
    }

    pub(super) fn open_heading(&mut self, item: ItemId, section: SectionId, parent: Option<ItemId>, block: BlockId) {
        let s = self.facts.sections[section.at()].clone();
        let phase = s.parent.and_then(|p| self.phase_of(p));
        let state = self.state_of(self.block(block).content);
        let it = self.item(item);
        it.opens = Some(section);
        it.section = s.parent.or(Some(section));
        it.parent = parent;
        it.span = s.span;
        it.state = state;
        it.level = s.level;
        self.facts.sections[section.at()].item = Some(item);
        if let Some(phase) = phase {
            self.add_field(FieldName::Phase, Some(item), None, phase, Origin::LeadIn, None);
        }
        let title = self.facts.items[item.at()].title;
        let own = self.bracket_fields(title, item);
        if let Some(&first) = own.first() {
            self.item(item).title = first;
        }
        self.item(item).own = own;
        self.prose_fields(item);
        self.priority_mark(item, self.block(block).content);
    }

    /// `[P0]`, `（高优先级）` in a heading or list item.
    fn priority_mark(&mut self, item: ItemId, content: Span) {
        let text = self.text(content);
        for (open, close) in [('[', ']'), ('【', '】'), ('(', ')'), ('（', '）')] {
            let Some(start) = text.find(open) else { continue };
            let from = start + open.len_utf8();
            let Some(len) = text[from..].find(close) else { continue };
            let inner = text[from..from + len].trim();
            let p = inner.len() == 2 && inner.starts_with(['P', 'p']) && inner.ends_with(|c: char| c.is_ascii_digit());
            let folded = crate::lexicon::fold(inner);
            let word = inner.contains("优先级") || folded.ends_with(" priority");
            if p || word {
                let value = self.sub(content, from..from + len);
                self.add_field(FieldName::Priority, Some(item), None, value, Origin::Own, None);
                return;
            }
        }
    }

    /// The id that opens a heading, also after its number (`### 2.1 FA-001: …`), and the words after it.
    fn heading_id(&self, title: Span) -> Option<(Id, FoundId, Span)> {
        let text = self.text(title);
        if let Some((id, found, after)) = self.id_at(title, true) {
            let rest = &text[(after - title.start) as usize..];
            if self.enumerates(rest) {
                return None;
            }
            let divided = rest.trim_start().starts_with([':', '：', '-', '–', '—', '.', '、', ')', '）', '|', '．'])
                || rest.starts_with([' ', '　', '*']);
            let known = found.kind.is_some() && !found.letter;
            if (divided || rest.is_empty())
                && (known
                    || rest.trim_start().starts_with([':', '：', '-', '–', '—', '.', '、', '．'])
                    || (found.letter && divided))
            {
                let words = self.after_id(title, after);
                let words = if words.is_empty() { id.span } else { words };
                return Some((id, found, words));
            }
        }
        None
    }

    /// Whether a section's own lists and tables hold items of their own rather than parts.
    fn holds_items(&self, section: SectionId, kind: ItemKind) -> bool {
        let mut marked = 0;
        let mut plain = 0;
        for &id in self.outline.blocks(section) {
            let block = self.block(id);
            match block.kind {
                BlockKind::ListItem { checked, .. } if self.list_depth(id) == 1 => {
                    let has_id = self.id_at(block.content, false).is_some_and(|(_, f, _)| f.kind == Some(kind));
                    let fields = labels::groups(&self.reader.vocabulary, self.text(block.content)).iter().any(|g| {
                        g.fields
                            .iter()
                            .any(|f| f.names.contains(&FieldName::Owner) || f.names.contains(&FieldName::Due))
                    });
                    // “Spread the clinics over five days — Ophthalmology lead, by June 2026, £0”
                    let commits = || {
                        self.commitment(block.content).is_some_and(|commitment| commitment.owner.is_some())
                            || self.owner_beside_date(block.content).is_some()
                    };
                    if has_id || fields || kind == ItemKind::Task && (checked.is_some() || commits()) {
                        marked += 1;
                    } else {
                        plain += 1;
                    }
                }
                BlockKind::Table if self.table_kind(id) == Some(kind) => return true,
                _ => {}
            }
        }
        (marked > 0 && marked >= plain) || (kind == ItemKind::Task && self.groups_tasks(section))
    }

    pub(super) fn list_depth(&self, id: BlockId) -> usize {
        let mut depth = 0;
        let mut up = self.block(id).parent;
        while let Some(parent) = up {
            depth += usize::from(matches!(self.block(parent).kind, BlockKind::List { .. }));
            up = self.block(parent).parent;
        }
        depth
    }

    #[expect(clippy::too_many_arguments, reason = "an item is made of these")]
    pub(super) fn new_item(
        &mut self,
        kind: ItemKind,
        confidence: Confidence,
        id: Option<Id>,
        number: Option<u32>,
        title: Span,
        block: &Block,
        section: SectionId,
        form: Form,
        basis: Basis,
    ) -> ItemId {
        let block_id = self.block_id(block);
        let basis = if id.is_some() { Basis::Id } else { basis };
        self.add_item(Item {
            document: HERE,
            kind,
            confidence,
            basis,
            id,
            number,
            title,
            own: vec![title],
            span: block.span,
            section: Some(section),
            opens: None,
            parent: None,
            parts: Vec::new(),
            lead_in: None,
            state: State::Open,
            level: 0,
            form,
            block: block_id,
            problem: false,
            repeats: None,
        })
    }

    fn block_id(&self, block: &Block) -> BlockId {
        let at = self.tree.blocks.partition_point(|b| {
            (b.span.start, std::cmp::Reverse(b.span.end)) < (block.span.start, std::cmp::Reverse(block.span.end))
        });
        BlockId(at.min(self.tree.blocks.len().saturating_sub(1)) as u32)
    }

    /// A paragraph: fields, an item by its id, or prose of a section that states items.
    pub(super) fn paragraph(
        &mut self,
        id: BlockId,
        context: Context,
        prose: &mut Vec<(SectionId, Span, BlockId)>,
    ) -> Option<ItemId> {
        let block = self.block(id);
        let content = block.content;
        if content.is_empty() {
            return None;
        }
        let summary = self.facts.sections[context.section.at()].kinds;
        if !blocks_items(summary)
            && let Some((found, info, after)) = self.id_at(content, false)
            && self.is_definition(content, found.span, after, self.counts_on(id, &found))
            && !self.speaks_of(&found, after)
            && !context.kind.is_some_and(|kind| threatens(kind, &info))
        {
            let kind = kind_with_id(context.kind, summary, &info)?;
            let rest = self.after_id(content, after);
            let item = self.new_item(
                kind,
                Confidence::Declared,
                Some(found),
                None,
                rest,
                block,
                context.section,
                Form::Paragraph,
                Basis::Id,
            );
            self.finish_text(item, rest);
            self.item(item).parent = context.parent.filter(|_| context.parts);
            return Some(item);
        }
        // （责任单位：护理部；经费：4万元） below the text of an item.
        let text = self.text(content);
        let bracketed = text.starts_with(['(', '（']) && text.ends_with([')', '）']);
        if let Some(owner) = context.parent.filter(|_| bracketed && !context.parts) {
            let before = self.facts.fields.len();
            self.bracket_fields(content, owner);
            if self.facts.fields.len() > before {
                let it = self.item(owner);
                it.span.end = it.span.end.max(block.span.end);
                return None;
            }
        }
        // A label line is a field; a paragraph that ends with brackets of fields gives them to the item.
        if self.is_field_line(content) {
            let owner = context.parent.filter(|_| context.parts || context.parent.is_some());
            // Right below a line of text where work is stated, money and dates are those of some work, not of the plan.
            if owner.is_none() && summary.has(SectionKind::Tasks) && self.is_of_some_work(content) {
                return None;
            }
            if self.field_line(content, owner, Origin::Own) {
                if let Some(owner) = owner {
                    self.item(owner).span.end = self.facts.items[owner.at()].span.end.max(block.span.end);
                }
                return None;
            }
        }
        if let Some(owner) = context.parent.filter(|_| context.parts) {
            let own = self.bracket_fields(content, owner);
            let empty = self.facts.items[owner.at()].own.len() <= 1;
            self.item(owner).own.extend(own);
            if empty {
                self.prose_fields_of(owner, content);
            } else if !self.facts.fields.iter().any(|f| f.item == Some(owner) && f.name == FieldName::Owner)
                && let Some(body) = self.owner_in(content)
            {
                self.add_field(FieldName::Owner, Some(owner), None, body, Origin::Prose, None);
            }
            return None;
        }
        if context.section.at() == 0 || self.facts.sections[context.section.at()].level <= 1 {
            self.field_line(content, None, Origin::Own);
        }
        if context.kind.is_some() && !self.introduces(block) && !blocks_items(summary) {
            prose.push((context.section, content, id));
        }
        None
    }

    /// Whether a paragraph that opens with an id in bold, undivided from what follows, speaks of an item stated before:
    /// “**S1 only** (the rest comes later)”.
    fn speaks_of(&self, found: &Id, after: u32) -> bool {
        let rest = self.source.text.get(after as usize..).unwrap_or("");
        let words = rest.trim_start_matches(' ').starts_with(char::is_alphanumeric);
        words && self.is_stated(&found.key)
    }

    /// Whether a line that opens with the id of an item stated before goes on in small letters, as a sentence on it does:
    /// “T2 starts only after T1”.
    pub(super) fn tells_of(&self, found: &Id, after: u32) -> bool {
        let rest = self.source.text.get(after as usize..).unwrap_or("");
        let sentence = rest.strip_prefix(' ').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_lowercase()));
        // “**T11**（路径别名）会修改大量文件，建议单独执行”: its name in brackets, and what is said of it.
        let named =
            rest.trim_start_matches('*').strip_prefix(['（', '(']).and_then(|rest| rest.split_once(['）', ')', '\n']));
        let said = named.is_some_and(|(_, said)| SAID_OF.iter().any(|word| said.trim_start().starts_with(word)));
        (sentence || said) && self.is_stated(&found.key)
    }

    /// Whether an item of this id was stated before.
    pub(super) fn is_stated(&self, key: &str) -> bool {
        self.facts.items.iter().filter_map(|item| item.id.as_ref()).any(|stated| &*stated.key == key)
    }

    /// Gives an item a paragraph below it: its fields are the item's.
    pub(super) fn take_text(&mut self, item: ItemId, paragraph: BlockId) {
        let content = self.block(paragraph).content;
        let own = self.bracket_fields(content, item);
        self.item(item).own.extend(own);
        self.prose_fields_of(item, content);
    }

    /// Owner and due of an item from a paragraph of its own.
    fn prose_fields_of(&mut self, item: ItemId, span: Span) {
        let own = std::mem::replace(&mut self.item(item).own, vec![span]);
        self.prose_fields(item);
        self.item(item).own = own;
    }

    /// Whether an id at the start of a text defines an item: bold, or divided from what follows.
    pub(super) fn is_definition(&self, content: Span, id: Span, after: u32, siblings: bool) -> bool {
        let text = self.text(content);
        let rest = &text[(after - content.start) as usize..];
        if self.enumerates(rest) {
            return false;
        }
        let bold = self.tree.marks_in(content).next().is_some_and(|m| {
            m.kind == MarkKind::Strong && m.inner.start <= id.start && m.span.start <= content.start + 2
        });
        let divided = rest
            .trim_start_matches(['*', '_', ' ', ']', '】', '`'])
            .starts_with([':', '：', '.', '、', ')', '）', '〕', '|', '．'])
            || rest.trim_start_matches(['*', '_', ']', '】', '`']).trim_start().starts_with(['-', '–', '—'])
            // 事项1　接水
            || self.text(id).starts_with(is_han) && rest.starts_with([' ', '\u{3000}']);
        !rest.trim().is_empty() && (bold || divided || siblings)
    }

    /// Whether what follows an id goes on to another one: `T1–T3 …`, `T1、T2 …`, `T1-3 …`. Then the ids are spoken of.
    pub(super) fn enumerates(&self, rest: &str) -> bool {
        let close = |c: char| matches!(c, '*' | '_' | ']' | '】' | '`');
        let rest = rest.trim_start_matches(close);
        let next = rest.trim_start();
        let Some(mark) = next.chars().next() else { return false };
        let range = matches!(mark, '-' | '–' | '—' | '~' | '～' | '至' | '到');
        let list = matches!(mark, '、' | ',' | '，' | '/' | '&' | '和' | '与' | '及' | '→');
        if !range && !list {
            return false;
        }
        let after = &next[mark.len_utf8()..];
        let number = range && rest.len() == next.len() && after.starts_with(|c: char| c.is_ascii_digit());
        let open = |c: char| c.is_whitespace() || matches!(c, '*' | '_' | '[' | '【' | '`');
        number || self.reader.ids.at_start(after.trim_start_matches(open)).is_some()
    }

    /// Takes the own text of a list item or paragraph: brackets are fields, the first sentence is the title.
    pub(super) fn finish_text(&mut self, item: ItemId, span: Span) {
        let span = self.barred_fields(span, item);
        let own = self.bracket_fields(span, item);
        let first = own.first().copied().unwrap_or(span);
        let title = self.title_of(first);
        let it = self.item(item);
        it.title = title;
        it.own = own;
        self.prose_fields(item);
        self.plain_bracket(span, item);
        self.dated_bracket(span, item);
        let has = |item: &Self, name| {
            item.facts
                .fields
                .iter()
                .rev()
                .take(12)
                .any(|f| f.item == Some(ItemId(item.facts.items.len() as u32 - 1)) && f.name == name)
        };
        if !has(self, FieldName::Priority) {
            self.priority_mark(item, span);
        }
    }

    /// The title of a text: its bold lead if it has one, else its first sentence.
    fn title_of(&self, span: Span) -> Span {
        let lead =
            self.tree.marks_in(span).next().filter(|m| m.kind == MarkKind::Strong && m.span.start <= span.start + 1);
        if let Some(mark) = lead {
            let words = self.text(mark.inner);
            let rest = self.text(span.with(mark.span.end, span.end)).trim_start();
            let closed = words.ends_with([':', '：', '.', '。'])
                || rest.starts_with([':', '：', '.', '。', '-', '–', '—', '(', '（'])
                || rest.is_empty();
            if closed && words.chars().count() >= 4 {
                let inner = self.bare(mark.inner);
                let text = self.text(inner);
                return self.sub(inner, 0..text.trim_end_matches([':', '：', '.', '。', ' ']).len());
            }
        }
        let text = self.text(span);
        let end = super::prose::split(text).next().map_or(text.len(), |first| first.end);
        let bare = self.bare(self.sub(span, 0..end));
        let text = self.text(bare);
        self.sub(bare, 0..text.trim_end_matches(['。', '；', ';', ' ', '.', '：', ':']).len())
    }

    /// Paragraphs of a section of a kind in which nothing else is an item.
    fn prose_items(&mut self, prose: Vec<(SectionId, Span, BlockId)>) {
        let others: Vec<Ranges> = ItemKind::ALL
            .iter()
            .map(|&kind| {
                let all = self.facts.items.iter().filter(|i| i.kind == kind && i.confidence != Confidence::Prose);
                Ranges::new(all.map(|item| item.span))
            })
            .collect();
        for (section, span, id) in prose {
            let s = &self.facts.sections[section.at()];
            let (Some(kind), problem) = item_kind(s.kinds) else { continue };
            if others[kind as usize].any_in(s.span) {
                continue;
            }
            // “Goal: One list for all” states one goal as plainly as a list of one would; the label is none of it.
            let stated = kind == ItemKind::Goal && s.run_in && span.contains(s.title);
            let label = stated.then(|| headings::goal_label(self.text(span))).flatten();
            let span = label.map_or(span, |start| self.sub(span, start..span.len() as usize));
            if self.is_placeholder(span) || self.text(span).chars().count() < 6 {
                continue;
            }
            let confidence = if label.is_some() { Confidence::Listed } else { Confidence::Prose };
            let block = self.block(id);
            let basis = if label.is_some() { Basis::Label } else { Basis::Text };
            let item = self.new_item(kind, confidence, None, None, span, block, section, Form::Paragraph, basis);
            self.finish_text(item, span);
            self.item(item).problem = problem;
        }
    }
}

/// The kind of an item with an id: the section's, then the id's. Of a section of several kinds (“Goals and tasks”)
/// the one that the id names.
pub(super) fn kind_with_id(section: Option<ItemKind>, kinds: SectionKinds, id: &FoundId) -> Option<ItemKind> {
    let among = id.kind.filter(|&kind| {
        kinds.len() > 1 && section.is_some() && kinds.iter().any(|k| item_kind(SectionKinds::of(k)).0 == Some(kind))
    });
    // “Milestone 1: purchase can be heard” above its tasks is none of them.
    let reached = id.kind.filter(|&kind| kind == ItemKind::Milestone && section == Some(ItemKind::Task) && !id.letter);
    // “M1” under “Milestones and tasks”, 里程碑与任务.
    let letter = id.letter && id.kind == Some(ItemKind::Measure) && kinds.has(SectionKind::Milestones);
    let reached = reached.or(letter.then_some(ItemKind::Milestone));
    // 事项一 under “what the money is for, and which need it meets” is work all the same.
    let work = id.kind.filter(|&kind| {
        kind == ItemKind::Task
            && !id.letter
            && matches!(section, Some(ItemKind::Need | ItemKind::Goal | ItemKind::Risk))
    });
    // “Need 1”, 目标1 below a title that speaks of work.
    let told = id.kind.filter(|&kind| {
        !id.letter
            && match kind {
                ItemKind::Need => section == Some(ItemKind::Task),
                ItemKind::Goal => matches!(section, Some(ItemKind::Task | ItemKind::Need)),
                _ => false,
            }
    });
    reached.or(among).or(work).or(told).or(section).or(id.kind)
}

/// Whether a line of risks that opens with an id speaks of what is at risk: 任务1工作量大. A single letter may
/// stand for anything.
pub(super) fn threatens(kind: ItemKind, id: &FoundId) -> bool {
    kind == ItemKind::Risk && !id.letter && id.kind.is_some_and(|other| other != ItemKind::Risk)
}

/// The kind of item that sections of these kinds state, and whether they are problems that stand as needs.
pub(super) fn item_kind(kinds: SectionKinds) -> (Option<ItemKind>, bool) {
    if blocks_items(kinds) {
        return (None, false);
    }
    let order = [
        (SectionKind::Tasks, ItemKind::Task),
        (SectionKind::Needs, ItemKind::Need),
        (SectionKind::Requirements, ItemKind::Requirement),
        (SectionKind::Goals, ItemKind::Goal),
        (SectionKind::Measures, ItemKind::Measure),
        (SectionKind::Risks, ItemKind::Risk),
        (SectionKind::Resources, ItemKind::Resource),
        (SectionKind::Indicators, ItemKind::Indicator),
        (SectionKind::Milestones, ItemKind::Milestone),
        (SectionKind::Problems, ItemKind::Need),
    ];
    let found = order.into_iter().find(|&(section, _)| kinds.has(section));
    (found.map(|f| f.1), found.is_some_and(|f| f.0 == SectionKind::Problems))
}

/// Sections that state no items.
pub(super) fn blocks_items(kinds: SectionKinds) -> bool {
    kinds.has(SectionKind::Excluded) || kinds.has(SectionKind::Summary)
}
