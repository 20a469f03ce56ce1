//! Sections of a Markdown document: headings, run-in labels, lead-ins (DESIGN §3.2).

use super::reading::{HERE, Reading};
use crate::lexicon::fold;
use crate::plan::clauses;
use crate::plan::headings;
use crate::plan::kinds::*;
use crate::plan::labels;
use crate::plan::model::*;
use crate::plan::recognise::title_word;
use crate::plan::work;
use crate::syntax::{Block, BlockId, BlockKind, HeadingStyle};
use crate::text::Span;

impl Reading<'_> {
    /// Finds all sections and gives every block its own.
    pub(super) fn sections(&mut self) {
        let end = self.source.text.len() as u32;
        let top: Vec<BlockId> = self.tree.children(None).map(|(id, _)| id).collect();
        let preface =
            self.section(self.source.at(0, 0), self.source.at(0, end as usize), 0, None, SectionKinds::NONE, false);
        let outlined = self.is_outlined(&top);
        let mut stack = vec![preface];
        let mut at = 0;
        while at < top.len() {
            let id = top[at];
            let block = self.block(id);
            at += 1;
            if let BlockKind::Heading { level, style } = block.kind {
                while stack.len() > 1 && self.facts.sections[stack[stack.len() - 1].at()].level >= level {
                    let closed = stack.pop().unwrap_or(preface);
                    self.facts.sections[closed.at()].span.end = block.span.start;
                }
                let parent = stack.last().copied().filter(|&s| s != preface);
                let section = self.heading(block, level, style, parent);
                if parent.is_none() && self.facts.sections[preface.at()].span.end == end {
                    self.facts.sections[preface.at()].span.end = block.span.start;
                }
                stack.push(section);
                self.section_of[id.0 as usize] = section;
                continue;
            }
            let current = stack.last().copied().unwrap_or(preface);
            let run_in = if block.kind == BlockKind::Paragraph { self.run_in(block, current) } else { None };
            let section = run_in.unwrap_or(current);
            self.assign(id, section);
            if matches!(block.kind, BlockKind::List { .. }) {
                self.run_ins_in_list(id, section, outlined);
            }
            if run_in.is_some() && self.introduces(block) {
                let first = at;
                while let Some(&next) = top.get(at) {
                    let follower = self.block(next);
                    // The text that the label announces: “Our mission:” and a paragraph.
                    let announced = at == first
                        && matches!(follower.kind, BlockKind::Paragraph | BlockKind::Quote)
                        && self.label_kinds(follower.content, self.text(follower.content)).is_none()
                        && !self.introduces(follower);
                    let block = matches!(follower.kind, BlockKind::List { .. } | BlockKind::Table | BlockKind::Code);
                    if !block && !announced {
                        break;
                    }
                    self.assign(next, section);
                    self.facts.sections[section.at()].span.end = follower.span.end;
                    at += 1;
                }
                // What is announced may also be running text or headings below.
                let level = self.facts.sections[current.at()].level;
                self.facts.sections[section.at()].filled = at == first
                    && top.get(at).is_some_and(|&next| match self.block(next).kind {
                        BlockKind::Heading { level: below, .. } => below > level,
                        _ => true,
                    });
            }
        }
        self.settle_title_kinds();
        self.settle_overview();
        self.settle_goal_headings();
        self.settle_fielded();
        self.inherit_kinds();
        self.mark_work();
        self.fill();
    }

    fn section(
        &mut self,
        title: Span,
        span: Span,
        level: u8,
        parent: Option<SectionId>,
        own: SectionKinds,
        run_in: bool,
    ) -> SectionId {
        self.add_section(Section {
            document: HERE,
            title,
            span,
            level,
            parent,
            own_kinds: own,
            kinds: own,
            filled: false,
            run_in,
            marked: false,
            named: false,
            work: false,
            phase: false,
            item: None,
        })
    }

    /// Gives a block and all in it a section.
    fn assign(&mut self, id: BlockId, section: SectionId) {
        let end = self.block(id).end;
        self.section_of[id.0 as usize..end.0 as usize].fill(section);
    }

    fn heading(&mut self, block: &Block, level: u8, style: HeadingStyle, parent: Option<SectionId>) -> SectionId {
        let (title, _) = self.heading_words(block.content);
        let text = self.text(title);
        // “Phase 1 Budget”, “Phase 2 Risks”: what belongs to a phase, where the words know it.
        let matter = headings::phase_matter(text)
            .filter(|rest| !self.reader.vocabulary.headings.get(&fold(rest)).is_empty())
            .map(|rest| (rest, headings::kinds(&self.reader.vocabulary, rest)));
        // “Sprint 1 Backlog”: the tasks of a phase.
        let tasks = matter.is_some_and(|(_, kinds)| kinds == SectionKinds::of(SectionKind::Tasks));
        let apart = |kinds: SectionKinds| !kinds.has(SectionKind::Tasks) && !kinds.has(SectionKind::Phases);
        let matter = matter.filter(|&(_, kinds)| apart(kinds)).map(|(rest, _)| rest);
        let phase = matter.is_none() && headings::is_phase(text);
        let text = matter.unwrap_or(text);
        let folded = fold(text);
        let item = self.id_at(title, false).filter(|(id, ..)| id.span.len() < title.len() || !phase);
        let own = if phase && tasks {
            SectionKinds::of(SectionKind::Tasks)
        } else if level > 1 && title == self.title && self.reader.vocabulary.headings.get(&folded).is_empty() {
            // “### School Development Plan 2027–2028” below the name of the plan is its title, and no list of work.
            SectionKinds::NONE
        } else if phase || item.is_some() || matches!(style, HeadingStyle::RunIn) && text.chars().count() > 30 {
            SectionKinds::NONE
        } else {
            // A heading of which the words know the whole is what they say.
            let words = folded.trim_end_matches(['?', '？', ':', '：', ' ']);
            let may = !matches!(style, HeadingStyle::RunIn) && self.reader.vocabulary.headings.get(words).is_empty();
            let clause = if may { clauses::kinds(words) } else { SectionKinds::NONE };
            if clause.is_empty() { headings::kinds(&self.reader.vocabulary, text) } else { clause }
        };
        let span = self.source.at(block.span.start as usize, self.source.text.len());
        let id = self.section(title, span, level, parent, own, false);
        self.facts.sections[id.at()].phase = phase;
        let named = !self.reader.vocabulary.headings.get(&folded).is_empty();
        let section = &mut self.facts.sections[id.at()];
        section.named = named;
        // A bold line with other words than those of a kind may be a field or a sentence: “**Priority: high**”.
        section.marked = match style {
            HeadingStyle::Atx | HeadingStyle::Setext | HeadingStyle::Outline => true,
            HeadingStyle::Bold => named,
            _ => false,
        };
        id
    }

    /// A paragraph whose label or lead-in names a kind opens a section of its own within the present one.
    fn run_in(&mut self, block: &Block, current: SectionId) -> Option<SectionId> {
        let text = self.text(block.content);
        let (label, kinds) = self.label_kinds(block.content, text)?;
        if self.is_field_of_item(current, &text[label.clone()], text) {
            return None;
        }
        let label = self.sub(block.content, label);
        let level = self.facts.sections[current.at()].level.saturating_add(1);
        let parent = (current.at() != 0).then_some(current);
        Some(self.section(label, block.span, level, parent, kinds, true))
    }

    /// The label or lead-in of a text, and the kinds it names.
    fn label_kinds(&self, span: Span, text: &str) -> Option<(std::ops::Range<usize>, SectionKinds)> {
        let trimmed = text.trim_end();
        let lead_in = trimmed.trim_end_matches(['*', '_']).ends_with([':', '：']);
        // `**怕出啥岔子：**` alone on a line.
        let mut bold = lead_in && trimmed.starts_with("**") && trimmed.ends_with("**");
        // “*Means.* (i) Money: …”: what a stop closes comes before a label further on.
        let lead = self.bold_lead(span).filter(|lead| text[lead.end..].starts_with(['.', '。']));
        let split = labels::split(text).filter(|(label, _)| lead.as_ref().is_none_or(|lead| label.end <= lead.end + 3));
        let range = match split {
            // 负责人：张三 is a field of what stands around it.
            Some((label, value)) if !value.is_empty() && self.is_single_value(&text[label.clone()]) => return None,
            Some((label, _)) => label,
            None => match self.bold_lead(span) {
                Some(lead) => {
                    bold = true;
                    lead
                }
                None if lead_in => last_clause(text)?,
                None => return None,
            },
        };
        let (skip, _) = headings::numbering(&text[range.clone()]);
        let label = labels::bare(text, range.start + skip..range.end);
        let words = &text[label.clone()];
        // “To reach these goals:”, 为实现上述目标：: what follows is done for them.
        let for_it =
            words.starts_with("To ") || words.starts_with(['为', '為']) && words.contains(['实', '實', '达', '達']);
        if words.is_empty() || headings::is_phase(words) || for_it {
            return None;
        }
        let mut kinds = headings::kinds(&self.reader.vocabulary, words);
        if kinds.is_empty() && lead_in {
            kinds = headings::kinds(&self.reader.vocabulary, lead_in_words(words));
        }
        // “**Who is in charge.** The principal …”
        if kinds.is_empty() && bold {
            kinds = clauses::kinds(&fold(words));
        }
        (!kinds.is_empty() && !self.is_placeholder(span)).then_some((label, kinds))
    }

    /// Whether a label with a value is a field of an item: it stands where needs, goals, tasks … are stated.
    fn is_field_of_item(&self, current: SectionId, label: &str, text: &str) -> bool {
        let names = labels::field_names(&self.reader.vocabulary, label);
        if super::fields::for_item(&names).is_none() || text.trim_end().ends_with([':', '：']) {
            return false;
        }
        self.facts.ancestors(Some(current)).any(|(_, section)| {
            super::items::item_kind(section.own_kinds).0.is_some() || self.id_at(section.title, false).is_some()
        })
    }

    /// Whether a label names a field that holds one short value.
    fn is_single_value(&self, label: &str) -> bool {
        labels::field_names(&self.reader.vocabulary, label).iter().any(|name| {
            matches!(
                name,
                FieldName::Owner | FieldName::Due | FieldName::Start | FieldName::Phase | FieldName::Priority
            )
        })
    }

    /// The bold words that open a text and end with a full stop: `**Goals.** …`.
    fn bold_lead(&self, span: Span) -> Option<std::ops::Range<usize>> {
        // To CommonMark the asterisks between a full-width stop and a letter (`**目标。**到……`) close nothing.
        let text = self.text(span);
        let inner = match self.tree.marks_in(span).next() {
            // “*Needs.* (a) …”: in italics only few words that are closed by a stop.
            Some(mark)
                if mark.span.start <= span.start + 4
                    && (mark.kind == crate::syntax::MarkKind::Strong
                        || mark.kind == crate::syntax::MarkKind::Emphasis
                            && self.text(mark.inner).ends_with(['.', ':'])
                            && self.text(mark.inner).split_whitespace().count() <= 6) =>
            {
                (mark.inner.start - span.start) as usize..(mark.inner.end - span.start) as usize
            }
            _ => 2..2 + text.strip_prefix("**")?.find("**")?,
        };
        let words = text[inner.clone()].trim_end_matches(['.', '。', ':', '：', ' ']);
        (words.chars().count() <= 40).then_some(inner.start..inner.start + words.len())
    }

    /// Whether a paragraph ends with a colon or is only a label, so that the list after it belongs to it.
    pub(super) fn introduces(&self, block: &Block) -> bool {
        leads_in(self.text(block.content))
    }

    /// Whether a text without headings below its title is divided by lines of lists all in bold, each over a list of its
    /// own (“- **Hands**”), of which most say what they hold.
    fn is_outlined(&self, top: &[BlockId]) -> bool {
        if top.iter().skip(1).any(|&id| matches!(self.block(id).kind, BlockKind::Heading { .. })) {
            return false;
        }
        let lists = top.iter().filter(|&&id| matches!(self.block(id).kind, BlockKind::List { .. }));
        let (mut heads, mut told) = (0, 0);
        for id in lists.flat_map(|&list| self.tree.children(Some(list))).map(|(id, _)| id) {
            if self.id_at(self.block(id).content, false).is_none() && self.is_head_of_list(id) {
                heads += 1;
                told += usize::from(self.outline_label(id, self.block(id)).is_some());
            }
        }
        told >= 3 && told * 2 >= heads
    }

    /// Whether a list item is words in bold over a list: “- **Hands**”.
    fn is_head_of_list(&self, id: BlockId) -> bool {
        let content = self.block(id).content;
        self.tree
            .marks_in(content)
            .next()
            .is_some_and(|mark| mark.kind == crate::syntax::MarkKind::Strong && mark.span == content)
            && self.tree.children(Some(id)).any(|(_, child)| matches!(child.kind, BlockKind::List { .. }))
    }

    /// First-level items of a list whose own label names a kind: `- **Security**: …`; in an outlined text all that head a
    /// list.
    fn run_ins_in_list(&mut self, list: BlockId, current: SectionId, outlined: bool) {
        let items: Vec<BlockId> = self.tree.children(Some(list)).map(|(id, _)| id).collect();
        let named = |id: &BlockId| {
            let content = self.block(*id).content;
            labels::split(self.text(content)).is_some() || self.bold_lead(content).is_some()
        };
        // What states items names them so: “- **First steps in the language:** newcomers find nobody …” among needs is no
        // list of work.
        let of_items = super::items::item_kind(self.facts.sections[current.at()].own_kinds).0.is_some();
        let called = of_items
            && items.len() >= 3
            && items.iter().take(MANY).filter(|id| named(id)).count() * 2 >= items.len().min(MANY);
        for id in items {
            let block = self.block(id);
            if block.content.is_empty() || self.id_at(block.content, false).is_some() {
                continue;
            }
            let text = self.text(block.content);
            if labels::split(text).is_some_and(|(label, _)| self.is_single_value(&text[label])) {
                continue;
            }
            let head = || {
                (outlined && self.is_head_of_list(id)).then(|| (labels::bare(text, 0..text.len()), SectionKinds::NONE))
            };
            let found = self.label_kinds(block.content, text).or_else(|| self.outline_label(id, block)).or_else(head);
            let Some((label, kinds)) = found else { continue };
            if self.is_field_of_item(current, &text[label.clone()], text) {
                continue;
            }
            let exact = || !self.reader.vocabulary.headings.get(&fold(&text[label.clone()])).is_empty();
            if called && !exact() || self.is_over_fields(id) {
                continue;
            }
            let label = self.sub(block.content, label);
            let level = self.facts.sections[current.at()].level.saturating_add(1);
            let parent = (current.at() != 0).then_some(current);
            let section = self.section(label, block.span, level, parent, kinds, true);
            self.assign(id, section);
        }
    }

    /// Whether the list below a list item says who does it and when, or for how much: then it is a piece of work, not a
    /// section, whatever its words.
    fn is_over_fields(&self, id: BlockId) -> bool {
        let commits = |(_, line): (BlockId, &Block)| {
            let field = labels::line(&self.reader.vocabulary, self.text(line.content))?;
            super::fields::for_item(&field.names)
                .filter(|name| matches!(name, FieldName::Owner | FieldName::Due | FieldName::Start | FieldName::Budget))
        };
        let lists = self.tree.children(Some(id)).filter(|(_, below)| matches!(below.kind, BlockKind::List { .. }));
        let said: Vec<FieldName> =
            lists.flat_map(|(list, _)| self.tree.children(Some(list)).filter_map(commits)).collect();
        said.contains(&FieldName::Owner) && said.iter().any(|name| *name != FieldName::Owner)
    }

    /// The heading that a list item is in an outline: all of its text where a list stands below it (“- What we want”),
    /// or the short sentence that opens a numbered one (“2. Aims. By the end of 2030 …”).
    fn outline_label(&self, id: BlockId, block: &Block) -> Option<(std::ops::Range<usize>, SectionKinds)> {
        let text = self.text(block.content);
        let mut below = self.tree.children(Some(id));
        let nested = below.any(|(_, child)| match child.kind {
            BlockKind::List { .. } => true,
            // “3. Who needs what” over “a) …” and “b) …”.
            BlockKind::Paragraph => {
                child.content.start > block.content.end && self.text(child.content).starts_with("a) ")
            }
            _ => false,
        });
        let end = if nested {
            text.len()
        } else if matches!(block.kind, BlockKind::ListItem { number: Some(_), .. }) {
            let end = text.find(". ")?;
            if !text[end + 2..].starts_with(char::is_uppercase) {
                return None;
            }
            end
        } else {
            return None;
        };
        let label = labels::bare(text, 0..end);
        let words = text[label.clone()].split_whitespace().count();
        let kinds = headings::kinds(&self.reader.vocabulary, &text[label.clone()]);
        (words <= 6 && !kinds.is_empty() && !headings::is_phase(&text[label.clone()])).then_some((label, kinds))
    }

    /// The heading that is the document's title gives no kind to what stands under it, unless the document is
    /// about nothing else.
    fn settle_title_kinds(&mut self) {
        let Some(first) = self.facts.sections.iter().position(|s| s.level > 0 && !s.run_in) else { return };
        let title = &self.facts.sections[first];
        let inside = self.facts.sections.iter().filter(|s| s.parent == Some(SectionId(first as u32)) && !s.run_in);
        let kinds_inside = inside.clone().filter(|s| !s.own_kinds.is_empty()).count();
        let noun = super::recognise::title_word(&self.reader.vocabulary, self.text(title.title), "plan");
        let only = !self
            .facts
            .sections
            .iter()
            .any(|s| s.level <= title.level && s.level > 0 && s.span.start > title.span.start);
        let span = title.title;
        // “# Inspectorate of Weights & Measures” over “## Work plan 2027”.
        let below = self.facts.sections.get(first + 1).filter(|s| !s.run_in && s.level > title.level);
        let noun = noun
            || below.is_some_and(|s| {
                super::recognise::title_word(&self.reader.vocabulary, self.text(s.title), "plan")
                    && s.own_kinds.is_empty()
            });
        if (noun || only && kinds_inside >= 1) && inside.count() >= 1 {
            self.facts.sections[first].own_kinds = SectionKinds::NONE;
        }
        // The heading right below it that holds the rest: “# Ardmoor County”, “## Inclusion Plan, 2027 to 2028”.
        let second = self.facts.sections.iter().skip(first + 1).position(|s| s.level > 0).map(|at| first + 1 + at);
        if let Some(second) = second.filter(|&at| self.titles(span, &self.facts.sections[at])) {
            self.facts.sections[second].own_kinds = SectionKinds::NONE;
            self.facts.sections[second].phase = false;
        }
        // “# 新员工培训计划” over “## 培训计划”: what bears the plan's own name holds its work.
        if noun {
            let named = self.text(span).to_owned();
            let measures = SectionKinds::of(SectionKind::Measures);
            let repeats = |s: &Section, text: &str| s.own_kinds == measures && !s.run_in && named.ends_with(text);
            for at in first + 1..self.facts.sections.len() {
                if repeats(&self.facts.sections[at], self.text(self.facts.sections[at].title)) {
                    self.facts.sections[at].own_kinds = SectionKinds::of(SectionKind::Tasks);
                }
            }
        }
    }

    /// In a roadmap without tasks the lists under “Goal: …” headings are the work for these goals.
    fn settle_goal_headings(&mut self) {
        if self.facts.sections.iter().any(|s| s.own_kinds.has(SectionKind::Tasks)) {
            return;
        }
        for at in 0..self.facts.sections.len() {
            let section = &self.facts.sections[at];
            let goal = section.own_kinds == SectionKinds::of(SectionKind::Goals) && !section.run_in;
            if goal && headings::goal_label(self.text(section.title)).is_some() {
                self.facts.sections[at].own_kinds = SectionKinds::of(SectionKind::Tasks);
            }
        }
    }

    /// “Overview” over all that the plan says is no summary of it: it has headings below and no sibling.
    fn settle_overview(&mut self) {
        let real = |s: &&Section| s.level > 0 && !s.run_in;
        for at in 0..self.facts.sections.len() {
            // 总览与开发阶段: the stages themselves stand below it.
            let own = self.facts.sections[at].own_kinds;
            if own.has(SectionKind::Summary) && own.has(SectionKind::Phases) {
                self.facts.sections[at].own_kinds = own.iter().filter(|&kind| kind != SectionKind::Summary).collect();
            }
            let section = &self.facts.sections[at];
            if !section.own_kinds.has(SectionKind::Summary) || section.run_in || section.level == 0 {
                continue;
            }
            let id = SectionId(at as u32);
            let siblings = self.facts.sections.iter().filter(real).filter(|s| s.level == section.level).count();
            let below = self.facts.sections.iter().filter(real).filter(|s| s.parent == Some(id)).count();
            if siblings == 1 && below >= 2 {
                self.facts.sections[at].own_kinds = SectionKinds::NONE;
            }
        }
    }

    /// Whether a heading goes on with the title above it: no text between them, a plan noun, headings below it.
    fn titles(&self, title: Span, section: &Section) -> bool {
        let mut between =
            self.tree.blocks.iter().filter(|b| title.end <= b.span.start && b.span.start < section.span.start);
        let alone = between.all(|b| matches!(b.kind, BlockKind::Furniture | BlockKind::Html | BlockKind::Rule));
        let below =
            self.facts.sections.iter().any(|s| {
                s.level > section.level && !s.run_in && section.span.contains(s.span) && s.span != section.span
            });
        alone && below && crate::plan::recognise::title_word(&self.reader.vocabulary, self.text(section.title), "plan")
    }

    /// A bare “Requirements” beside goals or use cases says what a product must do, else what people need.
    pub(super) fn bare_requirements(&self, kinds: SectionKinds) -> SectionKinds {
        if !kinds.has(SectionKind::Needs) || !kinds.has(SectionKind::Requirements) {
            return kinds;
        }
        let drop = if self.goals { SectionKind::Needs } else { SectionKind::Requirements };
        kinds.iter().filter(|&kind| kind != drop).collect()
    }

    /// Whether a number stands before the words of a heading: （一）落实城市规划.
    fn numbered(&self, title: Span) -> bool {
        let before = self.source.text.get(..title.start as usize).unwrap_or("");
        before.trim_end_matches([' ', '\u{3000}', '*', '_']).ends_with(['、', '.', '．', ')', '）'])
    }

    /// Headings of no kind that name a piece of work, and those below them. The title names the whole.
    fn mark_work(&mut self) {
        for index in 0..self.facts.sections.len() {
            let section = &self.facts.sections[index];
            if !section.kinds.is_empty() || section.level == 0 || section.title == self.title {
                continue;
            }
            let title = self.text(section.title);
            let above = section.parent.is_some_and(|parent| self.facts.sections[parent.at()].work);
            let work = above
                || work::names_work(title)
                    && (self.numbered(section.title) || !title_word(&self.reader.vocabulary, title, "plan"))
                || section.item.is_some_and(|item| self.facts.items[item.at()].kind == ItemKind::Task);
            self.facts.sections[index].work = work;
        }
    }

    /// Whether a heading in English says that something is done about issues. “Identify problems” may be over them.
    fn ends_issues(&self, section: &Section) -> bool {
        const ENDING: [&str; 8] = ["close", "resolve", "fix", "triage", "update", "remove", "clear", "decide"];
        let title = self.text(section.title);
        let verb = title.split(' ').next().unwrap_or("");
        section.level > 0 && !section.run_in && ENDING.iter().any(|word| verb.eq_ignore_ascii_case(word))
    }

    /// A document's first heading where another of its level stands right below it, and nothing else: the name of a
    /// series, or a short form of the title, and no part of the plan.
    fn heading_over_title(&self) -> Option<usize> {
        let sections = &self.facts.sections;
        let first = sections.iter().position(|s| s.level > 0)?;
        let (this, next) = (&sections[first], sections.get(first + 1)?);
        let between = self.source.text.get(this.title.end as usize..next.title.start as usize)?;
        let alone =
            !this.run_in && !next.run_in && this.level == next.level && !between.contains(char::is_alphanumeric);
        alone.then_some(first)
    }

    fn inherit_kinds(&mut self) {
        self.goals = self.facts.sections.iter().any(|s| s.own_kinds.has(SectionKind::Goals));
        let over_title = self.heading_over_title();
        for index in 0..self.facts.sections.len() {
            let section = &self.facts.sections[index];
            let mut kinds = self.bare_requirements(section.own_kinds);
            // “Close the open issues” is work, not what is wrong.
            let work = || kinds == SectionKinds::of(SectionKind::Problems) && self.ends_issues(section);
            if over_title == Some(index) || work() {
                kinds = SectionKinds::default();
            }
            let above = section.parent.map(|parent| self.facts.sections[parent.at()].kinds);
            let below = |kind| above == Some(SectionKinds::of(kind));
            // “Technical issues” under risks are what may go wrong; “Staffing: …” in a list of risks is one of them.
            let matters =
                [SectionKind::Organisation, SectionKind::Funding, SectionKind::Resources, SectionKind::Trends];
            if below(SectionKind::Risks)
                && (kinds == SectionKinds::of(SectionKind::Problems)
                    || section.run_in && kinds.meets(matters.into_iter().collect()))
            {
                kinds = SectionKinds::of(SectionKind::Risks);
            }
            // “Immediate needs” under the resources are those of people and money.
            let parent = self.facts.sections[index].parent;
            if kinds == SectionKinds::of(SectionKind::Needs) && parent.is_some_and(|at| self.of_resources(at)) {
                kinds = SectionKinds::of(SectionKind::Resources);
            }
            // 发布任务 among the use cases of a product is what its users do.
            let cases = |(_, section): (SectionId, &Section)| {
                let title = self.text(section.title);
                title.contains("用例") || title.to_ascii_lowercase().contains("use case")
            };
            if below(SectionKind::Requirements)
                && kinds == SectionKinds::of(SectionKind::Tasks)
                && self.facts.ancestors(parent).any(cases)
            {
                kinds = SectionKinds::of(SectionKind::Requirements);
            }
            // 主要功能 under the analysis of the present system are those it has.
            if below(SectionKind::StatusQuo) && section.run_in && kinds == SectionKinds::of(SectionKind::Requirements) {
                kinds = SectionKinds::of(SectionKind::StatusQuo);
            }
            if kinds.is_empty()
                && let Some(above) = above
            {
                kinds = above;
            } else {
                self.facts.sections[index].own_kinds = kinds;
            }
            self.facts.sections[index].kinds = kinds;
        }
    }

    /// Whether a section, or one over it, says what the work takes: “Resource requirements”, 资源需求.
    pub(super) fn of_resources(&self, section: SectionId) -> bool {
        let matters = [SectionKind::Resources, SectionKind::Funding].into_iter().collect::<SectionKinds>();
        let heads = ["resource", "equipment", "tools", "hardware", "staffing", "资源", "设备", "物资", "工具"];
        self.facts.ancestors(Some(section)).any(|(_, section)| {
            let title = self.folded(section.title);
            section.own_kinds.meets(matters) || heads.iter().any(|head| title.starts_with(head))
        })
    }

    /// Says of each section whether anything stands in it.
    pub(super) fn fill(&mut self) {
        for (id, block) in self.tree.iter() {
            if block.content.is_empty() && block.kind != BlockKind::Html {
                continue;
            }
            let mut section = self.section_of[id.0 as usize];
            // A heading that no words know states something itself: “## Goals”, “### Shorter queues”.
            let states = matches!(block.kind, BlockKind::Heading { .. })
                && self.facts.sections[section.at()].own_kinds.is_empty()
                && !self.facts.sections[section.at()].phase
                && !self.is_placeholder(self.facts.sections[section.at()].title);
            if let Some(parent) = self.facts.sections[section.at()].parent.filter(|_| states) {
                section = parent;
            }
            if self.facts.sections[section.at()].filled {
                continue;
            }
            let mut span = block.content;
            let heading = match block.kind {
                BlockKind::Heading { .. } if states => false,
                // “**Milestone: all systems connected**”: a bold line that says all there is to say.
                BlockKind::Heading { style: HeadingStyle::Bold | HeadingStyle::Emoji, .. } => {
                    match labels::split(self.text(span)) {
                        Some((_, value)) if self.text(span)[value.clone()].chars().count() >= 8 => {
                            let start = span.start;
                            span = span.with(start + value.start as u32, start + value.end as u32);
                            false
                        }
                        _ => continue,
                    }
                }
                BlockKind::Heading { .. } | BlockKind::Furniture | BlockKind::Rule => continue,
                BlockKind::Entry => false,
                BlockKind::Cell { .. } => {
                    block.parent.is_some_and(|row| self.block(row).kind == BlockKind::Row { head: true })
                }
                _ => false,
            };
            if heading {
                continue;
            }
            if self.facts.sections[section.at()].run_in
                && self.facts.sections[section.at()].title.start >= span.start
                && self.facts.sections[section.at()].title.end <= span.end
            {
                span.start = (self.facts.sections[section.at()].title.end).min(span.end);
                let text = self.text(span);
                span.start +=
                    (text.len() - text.trim_start_matches(['*', '_', ':', '：', '.', '。', ' ']).len()) as u32;
            }
            if span.is_empty() || is_blank(self.text(span)) || self.is_placeholder(span) || is_owed(self.text(span)) {
                continue;
            }
            let mut next = Some(section);
            while let Some(section) = next {
                let section = &mut self.facts.sections[section.at()];
                if section.filled {
                    break;
                }
                section.filled = true;
                next = section.parent;
            }
        }
        self.fill_with_phases();
        self.fill_with_unnumbered();
    }

    /// “## 2. Work” over “## Building” of the same level, which has no number, or starts to count anew: what is below
    /// belongs to it, whatever its level says.
    fn fill_with_unnumbered(&mut self) {
        let headings: Vec<usize> =
            (0..self.facts.sections.len()).filter(|&at| self.facts.sections[at].marked).collect();
        for pair in headings.windows(2) {
            let [this, next] = [pair[0], pair[1]].map(|at| &self.facts.sections[at]);
            if this.filled || this.level != next.level || this.parent != next.parent {
                continue;
            }
            let number = |section: &Section| {
                let line = self.text(section.title.with(section.span.start, section.title.end));
                let line = line.trim_start_matches(['#', ' ']);
                let (len, number) = headings::numbering(line);
                let levels = line[..len].split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).count();
                number.map(|number| (number, levels))
            };
            let announces = |(own, levels)| levels == 1 && number(next).is_none_or(|(other, _)| other <= own);
            if number(this).is_some_and(announces) {
                self.facts.sections[pair[0]].filled = true;
            }
        }
    }

    /// “## Stages” over “## Stage 1” of the same level: these are what it announces. So are, below “**What we will do**”, lines
    /// in bold that say nothing of the kind.
    fn fill_with_phases(&mut self) {
        let text = &self.source.text;
        let in_bold = |section: &Section| text[..section.title.start as usize].ends_with("**");
        let sections = &mut self.facts.sections;
        for at in 0..sections.len().saturating_sub(1) {
            let (this, next) = (&sections[at], &sections[at + 1]);
            let announces = [SectionKind::Phases, SectionKind::Milestones, SectionKind::Tasks];
            let announces = announces.iter().any(|kind| this.own_kinds.has(*kind));
            let unmarked = || in_bold(this) && in_bold(next) && next.own_kinds.is_empty();
            let follows = announces && next.phase || unmarked();
            if !this.filled && follows && next.level == this.level && next.parent == this.parent {
                sections[at].filled = true;
            }
        }
    }
}

/// Whether a text only says that it is still to be written: “TBD – Mira writes this after the call.”, 待补充.
fn is_owed(text: &str) -> bool {
    const NOTES: [&str; 8] = ["tbd", "tba", "to be written", "to be added", "to follow", "待补充", "待補充", "待填写"];
    // “(TBD--one paragraph a goal)” is a template's, and told as such.
    let words = text.trim_start_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '(' | '（'));
    let short = words.len() <= 120 && !words.trim_end().contains('\n');
    let note = |note: &&&str| words.get(..note.len()).is_some_and(|head| head.eq_ignore_ascii_case(note));
    short
        && NOTES
            .iter()
            .find(note)
            .is_some_and(|note| !words[note.len()..].starts_with(|c: char| c.is_alphanumeric() && c.is_ascii()))
}

/// So many items of a list tell how it is written.
const MANY: usize = 16;

/// The last clause of a paragraph that ends with a colon: “Streets flood twice a year. The problems are:”.
fn last_clause(text: &str) -> Option<std::ops::Range<usize>> {
    let end = text.trim_end().trim_end_matches(['*', '_', ':', '：']).len();
    let marks = [("。", 3), ("；", 3), (". ", 2)];
    let start = marks.iter().filter_map(|(mark, len)| text[..end].rfind(mark).map(|at| at + len)).max()?;
    let range = labels::bare(text, start..end);
    (!range.is_empty() && text[range.clone()].chars().count() <= 20).then_some(range)
}

/// Whether a text ends as what introduces something does, with a colon.
pub(super) fn leads_in(text: &str) -> bool {
    text.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_')).ends_with([':', '：'])
}

/// A lead-in's words without what only leads in: “our goals are”, “the following actions”.
fn lead_in_words(text: &str) -> &str {
    let mut words = text.trim();
    loop {
        let before = words.len();
        for tail in [
            " are",
            " is",
            " include",
            " includes",
            " as follows",
            " following",
            " below",
            "包括",
            "如下",
            "为",
            "有",
            "是",
        ] {
            words = words.strip_suffix(tail).unwrap_or(words).trim_end();
        }
        for head in ["The following ", "the following ", "Our ", "The ", "These ", "Following ", "Key ", "主要"] {
            words = words.strip_prefix(head).unwrap_or(words).trim_start();
        }
        if words.len() == before {
            return words;
        }
    }
}

/// Whether a text has nothing but blanks, some of them as HTML writes them: `>&emsp;&emsp;`.
fn is_blank(text: &str) -> bool {
    const BLANKS: [&str; 4] = ["&emsp;", "&ensp;", "&nbsp;", "<br>"];
    let mut left = text.trim_start_matches(['>', ' ']);
    while let Some(rest) = BLANKS.iter().find_map(|blank| left.strip_prefix(blank)) {
        left = rest.trim_start_matches(|c: char| c == '>' || c.is_whitespace());
    }
    left.trim().is_empty()
}
