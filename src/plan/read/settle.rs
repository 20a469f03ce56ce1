//! What is settled once all items are found: which are declared, which are tasks by the marks of their state, and
//! their order.

use super::index::Ranges;
use super::items::{Context, blocks_items};
use super::names;
use super::reading::Reading;
use crate::lexicon::{Acceptor, is_han};
use crate::plan::headings;
use crate::plan::kinds::*;
use crate::plan::model::*;
use crate::plan::pattern::acceptor;
use crate::plan::recognise::TitleWords;
use crate::plan::work;
use crate::syntax::{BlockId, BlockKind};
use crate::text::Span;
use rapidhash::{RapidHashMap, RapidHashSet};
use std::sync::LazyLock;

impl Reading<'_> {
    /// An item with a labelled field of its own is declared, also a heading over field lines.
    pub(super) fn declare(&mut self) {
        for at in 0..self.facts.fields.len() {
            let field = &self.facts.fields[at];
            if let (Some(item), Origin::Own, Some(_)) = (field.item, field.origin, field.label)
                && self.facts.items[item.at()].confidence == Confidence::Listed
                && self.facts.items[item.at()].form != Form::Row
            {
                self.declared_by_field(item);
            }
        }
    }

    /// A task in a phase that is a day, a week or a month is due then: “### 5月19日” over “#### 前端” over a list.
    pub(super) fn times_of_phases(&mut self) {
        let dated: RapidHashSet<ItemId> =
            self.facts.fields.iter().filter(|f| is_time(f.name)).filter_map(|f| f.item).collect();
        let phases = self.facts.fields.iter().filter(|f| f.name == FieldName::Phase && f.origin == Origin::LeadIn);
        let timed = |field: &&Field| {
            let title = self.text(field.value);
            headings::names_time(title) || !crate::plan::values::dates_in(title).is_empty()
        };
        let found: Vec<(ItemId, Span)> = phases
            .filter(timed)
            .filter_map(|field| field.item.map(|item| (item, field.value)))
            .filter(|(item, _)| !dated.contains(item) && self.facts.items[item.at()].kind == ItemKind::Task)
            .collect();
        for (item, phase) in found {
            self.add_read(FieldName::Due, item, phase, Value::Text, Origin::LeadIn);
        }
    }

    /// Notes that a labelled field makes an item a declared one. Who does it and by when is said of tasks alone; a goal
    /// may have a term that is no goal.
    pub(super) fn declared_by_field(&mut self, item: ItemId) {
        let task = self.facts.items[item.at()].kind == ItemKind::Task;
        let it = self.item(item);
        it.confidence = Confidence::Declared;
        if task && !it.basis.is_sure() {
            it.basis = Basis::Field;
        }
    }

    /// Where nothing is of kind tasks, and most of what looks like requirements stands over lines with marks of their
    /// state (✅, 🟡, ⭕), these are the pieces of work.
    pub(super) fn states_make_tasks(&mut self) {
        let marked = |text: &str| text.contains(['✅', '☑', '🟡', '🟢', '⭕', '🔴', '⬜', '🔲', '🚧', '⏳']);
        // What stands below a line that is marked says of what it consists.
        let lines = self.tree.iter().filter(|&(id, b)| {
            matches!(b.kind, BlockKind::ListItem { .. } | BlockKind::Heading { .. })
                && (!matches!(b.kind, BlockKind::ListItem { .. }) || self.list_depth(id) == 1)
                && self.text(b.content).chars().any(char::is_alphanumeric)
        });
        let (all, with) =
            lines.fold((0, 0), |(all, with), (_, b)| (all + 1, with + u32::from(marked(self.text(b.content)))));
        if all < 8 || with * 2 < all {
            return;
        }
        for item in &mut self.facts.items {
            if item.kind == ItemKind::Requirement && item.id.is_none() && item.confidence != Confidence::Prose {
                item.kind = ItemKind::Task;
                item.basis = Basis::Mark;
            }
        }
        let requirements = SectionKinds::of(SectionKind::Requirements);
        for section in &mut self.facts.sections {
            for kinds in [&mut section.own_kinds, &mut section.kinds] {
                if *kinds == requirements {
                    *kinds = SectionKinds::of(SectionKind::Tasks);
                }
            }
        }
    }

    /// Where nothing is of kind tasks: list items or lowest headings with a state mark are tasks.
    pub(super) fn state_marked_tasks(&mut self) {
        let found = Ranges::new(self.facts.items.iter().map(|item| item.span));
        // Blocks come by their starts, and so do the items made of them here.
        let mut reached = 0;
        for at in 0..self.tree.blocks.len() {
            let id = BlockId(at as u32);
            let block = self.block(id);
            let section = self.section_of[at];
            if blocks_items(self.facts.sections[section.at()].kinds)
                || found.any_holds(block.span)
                || block.span.end <= reached
            {
                continue;
            }
            if let BlockKind::ListItem { checked: Some(done), .. } = block.kind
                && !block.content.is_empty()
                && self.list_depth(id) == 1
            {
                let (words, _) = self.heading_words(block.content);
                let named = !block_free(self.facts.sections[section.at()].kinds);
                let basis = if named { Basis::Mark } else { Basis::Box };
                let item = self.new_item(
                    ItemKind::Task,
                    Confidence::Listed,
                    None,
                    None,
                    words,
                    block,
                    section,
                    Form::List,
                    basis,
                );
                reached = reached.max(block.span.end);
                self.finish_text(item, words);
                self.item(item).state = if done { State::Done } else { State::Open };
                self.children(id, Context::parts_of(item, section));
            }
        }
    }

    /// The words of classes that the document's file name and title hold.
    pub(super) fn title_words(&self) -> TitleWords<'_> {
        let file = self.source.path.rsplit(['/', '\\']).next().unwrap_or("");
        TitleWords::of(&self.reader.vocabulary, &format!("{file} {}", self.text(self.title)))
    }

    /// Where nothing is of kind tasks in a document that calls itself a plan: what says in so many words what will be
    /// done. List items and lowest headings that no section claims, of which at least three and at least a third open
    /// with a verb of work (“Assemble an inventory”, “We will reach …”).
    pub(super) fn verb_tasks(&mut self) {
        let words = self.title_words();
        if words.word("plan").is_none() && words.word("order").is_none() {
            return;
        }
        let found = Ranges::new(self.facts.items.iter().map(|item| item.span));
        let mut texts: Vec<Vec<BlockId>> = vec![Vec::new(); self.facts.sections.len()];
        for (id, _) in self.tree.children(None).filter(|(_, block)| block.kind == BlockKind::Paragraph) {
            texts[self.section_of[id.0 as usize].at()].push(id);
        }
        let standing = self.under_heading(&STANDING);
        let lines_at = |depth: usize| {
            let mut lines: Vec<(BlockId, bool)> = Vec::new();
            for (id, block) in self.tree.iter() {
                let section = self.section_of[id.0 as usize];
                let kinds = self.facts.sections[section.at()].kinds;
                let free = (block_free(kinds) || kinds == PHASES)
                    && !standing[section.at()]
                    && !found.any_holds(block.span)
                    && !block.content.is_empty();
                let line = match block.kind {
                    BlockKind::ListItem { .. } => self.list_depth(id) == depth,
                    _ if depth > 1 => false,
                    // Over much text it names a theme, not one piece of work.
                    BlockKind::Heading { level, .. } => {
                        level > 1 && !self.outline.over_headings(section) && texts[section.at()].len() <= 2
                    }
                    // （一）加强……，……。: a numbered paragraph.
                    BlockKind::Paragraph => block.parent.is_none() && self.is_numbered_zh(block.content),
                    _ => false,
                };
                if free && line {
                    let heading = matches!(block.kind, BlockKind::Heading { .. });
                    lines.push((id, self.says_work(block.content) && !(heading && self.is_theme(block.content))));
                }
            }
            let work = lines.iter().filter(|line| line.1).count();
            (work >= 3 && work * 3 >= lines.len()).then_some(lines)
        };
        // “Building the physical base” may be a theme, below which the work stands.
        let Some(lines) = lines_at(1).or_else(|| lines_at(2)) else { return };
        for (id, _) in lines.into_iter().filter(|line| line.1) {
            let section = self.section_of[id.0 as usize];
            let form = match self.block(id).kind {
                BlockKind::Heading { .. } => Form::Heading,
                BlockKind::Paragraph => Form::Paragraph,
                _ => Form::List,
            };
            let (item, words) = self.line_task(id, form, Basis::Verb);
            if form == Form::Heading {
                // What stands below it is of it.
                self.open_heading(item, section, None, id);
                for &text in &texts[section.at()] {
                    self.take_text(item, text);
                }
                continue;
            }
            self.finish_text(item, words);
            if form == Form::List {
                self.children(id, Context::parts_of(item, section));
            }
        }
    }

    /// Where nothing is of kind tasks: the lists below a heading that says that they are the plan (“Plan”, 重构计划) or its
    /// steps (“Release plan”, 实施步骤).
    pub(super) fn planned_lists(&mut self) {
        let found = Ranges::new(self.facts.items.iter().map(|item| item.span));
        let planned: Vec<bool> = self
            .facts
            .sections
            .iter()
            .map(|section| {
                let own = section.kinds.is_empty() && headings::is_called_plan(self.text(section.title));
                !section.run_in && section.level > 0 && (section.own_kinds == PHASES || own)
            })
            .collect();
        let lists: Vec<BlockId> = self
            .tree
            .children(None)
            .filter(|&(id, block)| {
                matches!(block.kind, BlockKind::List { .. })
                    && planned[self.section_of[id.0 as usize].at()]
                    && !found.any_holds(block.span)
                    && !self.sets_terms(id)
                    && self.tree.children(Some(id)).count() >= 2
            })
            .map(|(id, _)| id)
            .collect();
        for id in lists {
            let context = self.context(self.section_of[id.0 as usize], None);
            self.list(id, Context { kind: Some(ItemKind::Task), problem: false, ..context });
        }
    }

    /// Where nothing is of kind tasks in a roadmap: the first-level lines of its lists, for a roadmap lists what will be
    /// done, whatever its headings are called. Not below a heading of what is past, of principles, of sources.
    pub(super) fn roadmap_tasks(&mut self) {
        let file = self.source.path.rsplit(['/', '\\']).next().unwrap_or("");
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem).replace(['_', '-'], " ");
        let named = crate::lexicon::fold(&format!("{stem} {}", self.text(self.title)));
        let types = self.reader.vocabulary.types.standing_in(&named);
        if !types.iter().any(|(_, names)| names.iter().any(|name| &**name == "roadmap")) {
            return;
        }
        let found = Ranges::new(self.facts.items.iter().map(|item| item.span));
        let ahead = self.ahead();
        let lines: Vec<BlockId> = self
            .tree
            .iter()
            .filter(|&(id, block)| {
                matches!(block.kind, BlockKind::ListItem { .. })
                    && !block.content.is_empty()
                    && self.list_depth(id) == 1
                    && !found.any_holds(block.span)
                    && !block.parent.is_some_and(|list| self.sets_terms(list))
                    && ahead[self.section_of[id.0 as usize].at()]
            })
            .map(|(id, _)| id)
            .collect();
        let staged = self.facts.items.iter().filter(|item| item.kind == ItemKind::Task).count();
        if lines.len() + staged < 3 {
            if staged == 0 {
                self.features_ahead();
            }
            return;
        }
        for id in lines {
            let block = self.block(id);
            let (item, words) = self.line_task(id, Form::List, Basis::Title);
            self.finish_text(item, words);
            self.item(item).state = self.state_of_line(block);
            self.children(id, Context::parts_of(item, self.section_of[id.0 as usize]));
        }
    }

    /// The new, planned, coming features of a roadmap are its work.
    fn features_ahead(&mut self) {
        let coming = self.under_heading(&COMING);
        let feature = |item: &&mut Item| {
            item.kind == ItemKind::Requirement
                && item.id.is_none()
                && item.confidence == Confidence::Listed
                && item.section.is_some_and(|section| coming[section.at()])
        };
        let features: Vec<&mut Item> = self.facts.items.iter_mut().filter(feature).collect();
        if features.len() >= 3 {
            for item in features {
                (item.kind, item.basis) = (ItemKind::Task, Basis::Title);
            }
        }
    }

    /// Whether the line over a list says that it holds conditions, or what is reached: “The criteria for a goal to be on the
    /// roadmap:”, “We can boast of a number of achievements:”.
    fn sets_terms(&self, list: BlockId) -> bool {
        let before = list.0.checked_sub(1).map(|at| self.block(BlockId(at)));
        before.is_some_and(|block| block.kind == BlockKind::Paragraph && TERMS.is_match(self.text(block.content)))
    }

    /// Where nothing is of kind tasks and no goal is stated in a document whose title says that it holds goals (“Harbour goals
    /// 2027”): the first-level lines of its lists, or else its lowest headings.
    pub(super) fn titled_goals(&mut self) {
        let goals = SectionKinds::of(SectionKind::Goals);
        // The year behind it is that of the goals.
        let year = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '-' | '–' | '/' | '(' | ')');
        let title = self.text(self.title).trim_end_matches(year);
        // 施政目標 of an office lists what it will do.
        let titled = title.is_ascii() && headings::kinds(&self.reader.vocabulary, title) == goals;
        let other = self.facts.items.iter().any(|item| matches!(item.kind, ItemKind::Goal | ItemKind::Task));
        if !titled || other {
            return;
        }
        let found = Ranges::new(self.facts.items.iter().map(|item| item.span));
        let free: Vec<(BlockId, bool)> = self
            .tree
            .iter()
            .filter(|&(id, block)| {
                let kinds = self.facts.sections[self.section_of[id.0 as usize].at()].kinds;
                (block_free(kinds) || kinds == goals) && !block.content.is_empty() && !found.any_holds(block.span)
            })
            .filter_map(|(id, block)| match block.kind {
                BlockKind::ListItem { .. } if self.list_depth(id) == 1 => Some((id, false)),
                BlockKind::Heading { level, .. } if level > 1 => {
                    let lowest = !self.outline.over_headings(self.section_of[id.0 as usize]);
                    lowest.then_some((id, true))
                }
                _ => None,
            })
            .collect();
        let lists = free.iter().any(|line| !line.1);
        let lines: Vec<BlockId> = free.iter().filter(|line| line.1 != lists).map(|line| line.0).collect();
        if lines.len() < 3 {
            return;
        }
        let basis = if self.says_outright(self.title, ItemKind::Goal) { Basis::Heading } else { Basis::Title };
        for id in lines {
            let form = if lists { Form::List } else { Form::Heading };
            let section = self.section_of[id.0 as usize];
            let (item, words) = self.line_item(ItemKind::Goal, id, form, basis);
            if lists {
                self.finish_text(item, words);
                self.children(id, Context::parts_of(item, section));
            } else {
                self.open_heading(item, section, None, id);
            }
        }
    }

    /// A task that a line states, and the words of the line.
    pub(super) fn line_task(&mut self, id: BlockId, form: Form, basis: Basis) -> (ItemId, Span) {
        self.line_item(ItemKind::Task, id, form, basis)
    }

    fn line_item(&mut self, kind: ItemKind, id: BlockId, form: Form, basis: Basis) -> (ItemId, Span) {
        let block = self.block(id);
        let (words, number) = self.heading_words(block.content);
        let section = self.section_of[id.0 as usize];
        let item = self.new_item(kind, Confidence::Listed, None, number, words, block, section, form, basis);
        (item, words)
    }

    /// Of each section, whether it may say what is ahead: no other matter claims it, and no heading over it names what is
    /// past.
    pub(super) fn ahead(&self) -> Vec<bool> {
        let own = [SectionKind::Scope, SectionKind::Priorities, SectionKind::Phases, SectionKind::Integration];
        let past = self.under_heading(&NOT_AHEAD);
        let sections = self.facts.sections.iter().zip(past);
        sections.map(|(section, past)| !past && section.kinds.iter().all(|kind| own.contains(&kind))).collect()
    }

    /// Of each section, whether its heading or one over it matches.
    fn under_heading(&self, wanted: &Acceptor) -> Vec<bool> {
        let mut found: Vec<bool> = Vec::with_capacity(self.facts.sections.len());
        for section in &self.facts.sections {
            let below = section.parent.and_then(|parent| found.get(parent.at())).is_some_and(|found| *found);
            found.push(below || wanted.is_match(self.text(section.title)));
        }
        found
    }

    /// Whether a paragraph opens with a number and goes on in Chinese.
    fn is_numbered_zh(&self, content: Span) -> bool {
        let text = self.text(content);
        let (skip, _) = headings::numbering(text);
        skip > 0 && text[skip..].trim_start().starts_with(is_han)
    }

    /// Whether a line says what will be done: it opens with a verb of work, or with who will do it.
    fn says_work(&self, content: Span) -> bool {
        let text = self.text(self.heading_words(content).0);
        let own = ["We will ", "We'll ", "We’ll ", "We plan to ", "We are going to "];
        // “To maintain and improve parish footpaths”
        let text = text.strip_prefix("To ").unwrap_or(text);
        work::says_work(text) || own.iter().any(|lead| text.starts_with(lead)) || self.works_behind_label(content)
    }

    /// “**Outreach** - Host a fair in each district”: a line whose label names a matter, and the rest what is done.
    fn works_behind_label(&self, content: Span) -> bool {
        let text = self.text(content);
        let label =
            [" - ", " – ", " — ", ": ", ":** "].iter().filter_map(|end| Some((text.find(end)?, end.len()))).min();
        label.filter(|&(at, _)| text.starts_with(['*', '_']) && at <= LABEL).is_some_and(|(at, len)| {
            let rest = text[at + len..].trim_start_matches(|c: char| !c.is_alphanumeric());
            work::opens_with_work(rest)
        })
    }

    /// Whether a Chinese heading opens with a word that is a verb only in a line of work: 重构技术栈.
    fn is_theme(&self, content: Span) -> bool {
        let text = self.text(self.heading_words(content).0);
        text.starts_with(is_han) && !work::names_work(text)
    }

    /// “Ship the importer (Josh, Tim)”, 接口联调（张伟、李娜）: who does it, where a plan writes so throughout. What
    /// stands in such a bracket may also be a platform or a remark, so people it is only where three tasks end in
    /// names and nothing else, and two of the names come back.
    pub(super) fn names_in_brackets(&mut self) {
        let mut found: Vec<(ItemId, Span)> = Vec::new();
        let mut times: RapidHashMap<&str, usize> = RapidHashMap::default();
        let owned: RapidHashSet<ItemId> =
            self.facts.fields.iter().filter(|f| f.name == FieldName::Owner).filter_map(|f| f.item).collect();
        for (at, item) in self.facts.items.iter().enumerate() {
            let id = ItemId(at as u32);
            if item.kind != ItemKind::Task || owned.contains(&id) {
                continue;
            }
            let Some(inner) = item.own.iter().rev().find_map(|&span| self.last_bracket(span)) else { continue };
            let names: Vec<&str> = self.text(inner).split(BETWEEN_NAMES).map(str::trim).collect();
            if !names.iter().all(|name| self.may_be_person(name)) {
                continue;
            }
            names.iter().for_each(|name| *times.entry(name).or_default() += 1);
            found.push((id, inner));
        }
        if found.len() >= 3 && times.values().filter(|&&times| times >= 2).count() >= 2 {
            for (item, names) in found {
                self.add_field(FieldName::Owner, Some(item), None, names, Origin::Own, None);
            }
        }
    }

    /// “**Village officials (N2)**: know which valley …”: the ids of items that have none, where a bracket behind the name
    /// of each of several holds one and nothing else. An id of another kind is what the item serves.
    pub(super) fn ids_behind_labels(&mut self) {
        let mut found: Vec<(ItemId, Id)> = Vec::new();
        for (at, item) in self.facts.items.iter().enumerate() {
            let text = self.text(item.title);
            let label = text.find([':', '：', '*']).unwrap_or(text.len());
            let label = self.sub(item.title, 0..label);
            let Some(inner) = self.last_bracket(label).filter(|_| item.id.is_none()) else { continue };
            let Some(id) = self.reader.ids.whole(self.text(inner)) else { continue };
            if id.kind == Some(item.kind) {
                found.push((ItemId(at as u32), Id { span: inner, key: id.key.into() }));
            }
        }
        let known = self.facts.items.iter().filter_map(|item| item.id.as_ref()).map(|id| &id.key);
        let keys: RapidHashSet<&Box<str>> = found.iter().map(|(_, id)| &id.key).collect();
        if keys.len() < 2 || keys.len() < found.len() || known.into_iter().any(|key| keys.contains(key)) {
            return;
        }
        for (item, id) in found {
            let it = self.item(item);
            (it.id, it.confidence) = (Some(id), Confidence::Declared);
        }
    }

    /// What stands in the bracket that ends a text.
    fn last_bracket(&self, span: Span) -> Option<Span> {
        let text = self.text(self.bare(span)).trim_end_matches(['.', '。', '*', '_', ' ']);
        let inner = text.strip_suffix([')', '）'])?;
        let open = inner.rfind(['(', '（'])?;
        let start = open + inner[open..].chars().next()?.len_utf8();
        let bare = self.bare(span);
        (open > 0 && start < inner.len()).then(|| self.sub(bare, start..inner.len()))
    }

    /// Whether a word can be the name of a person: “Josh”, “Josh K.”, “@tim”, 张伟.
    fn may_be_person(&self, name: &str) -> bool {
        if let Some(handle) = name.strip_prefix('@') {
            return !handle.is_empty() && handle.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
        }
        let vocabulary = &self.reader.vocabulary;
        let known = [&vocabulary.states, &vocabulary.statuses, &vocabulary.priorities, &vocabulary.values];
        let folded = crate::lexicon::fold(name);
        if known.iter().any(|phrases| !phrases.get(&folded).is_empty()) {
            return false;
        }
        let count = name.chars().count();
        if name.chars().all(is_han) {
            return names::may_be_chinese(&folded);
        }
        let given = |word: &str| {
            let mut letters = word.trim_end_matches('.').chars();
            letters.next().is_some_and(char::is_uppercase)
                && letters.all(|c| c.is_lowercase() || matches!(c, '-' | '’'))
        };
        let mut words = name.split(' ');
        (3..=24).contains(&count)
            && words.clone().count() <= 2
            && words.all(given)
            && !PLATFORMS.contains(&folded.as_str())
    }

    /// Puts the items in document order and corrects all that points at them.
    pub(super) fn sort_items(&mut self) {
        let mut order: Vec<u32> = (0..self.facts.items.len() as u32).collect();
        order.sort_by_key(|&i| {
            let span = self.facts.items[i as usize].span;
            (span.start, std::cmp::Reverse(span.end), i)
        });
        let mut new = vec![ItemId(0); order.len()];
        for (to, &from) in order.iter().enumerate() {
            new[from as usize] = ItemId(to as u32);
        }
        let mut items: Vec<Option<Item>> = std::mem::take(&mut self.facts.items).into_iter().map(Some).collect();
        self.facts.items = order.iter().filter_map(|&from| items[from as usize].take()).collect();
        let map = |id: &mut Option<ItemId>| {
            if let Some(id) = id {
                *id = new[id.at()];
            }
        };
        self.facts.items.iter_mut().for_each(|item| map(&mut item.parent));
        self.facts.fields.iter_mut().for_each(|field| map(&mut field.item));
        self.facts.sections.iter_mut().for_each(|section| map(&mut section.item));
        self.facts.references.iter_mut().for_each(|reference| map(&mut reference.item));
        self.facts.problems.iter_mut().for_each(|problem| map(&mut problem.item));
    }
}

/// Headings in a roadmap of what is past, and of what is no work: principles, sources, how to take part.
static NOT_AHEAD: LazyLock<Acceptor> = LazyLock::new(|| {
    acceptor(
        r"(?i-u:\b(recent|recently|shipped|released|done|completed|past|history|previous|previously|archived?|principles?|values|contribut\w*|how to|resources|references|links|legend|notes?|feedback|contact|glossary|faq|disclaimer|about)\b)|已完成|已发布|已發布|历史|歷史|说明|說明|参考|參考|图例|圖例|原则|原則|贡献|貢獻|联系|聯繫|关于|關於",
    )
});

/// Headings of what is not done once, but holds.
static STANDING: LazyLock<Acceptor> =
    LazyLock::new(|| acceptor(r"(?i-u:\b(principles?|(our|core) values|ground rules)\b)|原则|原則|理念"));

/// What leads in conditions and no work.
static TERMS: LazyLock<Acceptor> = LazyLock::new(|| {
    acceptor(
        r"(?i)\b(criteria|conditions|principles|rules|requirements|legend|interpretation|achievements|accomplishments|successes)\b[^.;]{0,60}:[*_]*\s*(<br ?/?>)?\s*$|(标准|標準|条件|條件|原则|原則|图例|成果|成就|规则|要求)[^。；]{0,16}[:：][*_]*\s*(<br ?/?>)?\s*$",
    )
});

/// What headings over features that are to come say.
static COMING: LazyLock<Acceptor> = LazyLock::new(|| {
    acceptor(
        r"(?i-u:\b(new|planned|upcoming|coming|future|next|ideas|short(er)?[- ]term|long(er)?[- ]term|to-?do|wish ?list)\b)|计划|计畫|未来|待开发|即将|下一步|近期|远期",
    )
});

/// How long a label of a line may be, in bytes.
const LABEL: usize = 80;

/// What a section of phases and nothing else is.
const PHASES: SectionKinds = SectionKinds::of(SectionKind::Phases);

/// Whether a field says when.
fn is_time(name: FieldName) -> bool {
    matches!(name, FieldName::Due | FieldName::Start)
}

/// What stands between names.
const BETWEEN_NAMES: [char; 8] = [',', '，', '、', '/', '／', '&', '+', ';'];

/// Words that look like given names and stand in brackets for what a task runs on.
const PLATFORMS: [&str; 16] = [
    "linux", "windows", "mac", "android", "chrome", "firefox", "safari", "edge", "python", "java", "docker", "web",
    "backend", "frontend", "desktop", "mobile",
];

/// Sections whose lines no kind claims.
fn block_free(kinds: SectionKinds) -> bool {
    kinds.is_empty()
        || kinds.iter().all(|kind| matches!(kind, SectionKind::Scope | SectionKind::Priorities | SectionKind::Guiding))
}
