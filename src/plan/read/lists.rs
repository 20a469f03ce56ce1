//! Items of lists: what each list item is, what stands below it, what a lead-in gives it (DESIGN §3.3).

use super::items::{Context, blocks_items, item_kind, kind_with_id, threatens};
use super::reading::Reading;
use crate::plan::headings;
use crate::plan::ids::{FoundId, is_lettered, key_of};
use crate::plan::kinds::*;
use crate::plan::labels;
use crate::plan::model::*;
use crate::plan::work;
use crate::syntax::{BlockId, BlockKind, MarkKind};
use crate::text::Span;

/// So many goals back at most, one with a letter is looked for.
const MANY_GOALS: usize = 8;

/// The fields that say who does something, when, or for how much.
const COMMITS: [FieldName; 4] = [FieldName::Owner, FieldName::Due, FieldName::Start, FieldName::Budget];

/// A list of so many lines at most holds nothing but the fields of one item.
const FIELDS: usize = 8;

/// So many bytes at most stand before the first of the fields that a part consists of: “serves N1, N2, G1; owner: …”.
const BEFORE_FIELDS: usize = 40;

impl Reading<'_> {
    /// The items of a list, and the parts and fields below them.
    pub(super) fn list(&mut self, list: BlockId, context: Context) {
        let rows: Vec<BlockId> = self.tree.children(Some(list)).map(|(id, _)| id).collect();
        let mut prefixes: Vec<String> = Vec::new();
        for &id in &rows {
            if let Some((_, found, _)) = self.id_at(self.block(id).content, false) {
                prefixes.push(found.key.chars().take_while(|c| !c.is_ascii_digit()).collect());
            }
        }
        let siblings = prefixes.len() >= 2 && prefixes.len() * 2 >= rows.len();
        let coded = prefixes.is_empty() && self.codes_in_bold(&rows);
        for id in rows {
            self.list_item(id, context, siblings, coded);
        }
    }

    /// Whether lines open with codes of one form in bold, of whatever letters: “**W-1** Rota for first reviews”.
    fn codes_in_bold(&self, rows: &[BlockId]) -> bool {
        let code = |&id: &BlockId| {
            let content = self.block(id).content;
            let mark = self.tree.marks_in(content).next().filter(|mark| mark.kind == MarkKind::Strong)?;
            let whole = mark.span.start == content.start && self.reader.ids.whole(self.text(mark.inner)).is_some();
            whole.then(|| self.text(mark.inner).trim_end_matches(|c: char| c.is_ascii_digit() || c == '.'))
        };
        let forms: Vec<&str> = rows.iter().filter_map(code).collect();
        forms.len() >= 2 && forms.len() == rows.len() && forms.iter().all(|form| *form == forms[0])
    }

    /// The id of work below a goal that has a letter: B.1 below “Objective B”.
    fn id_below_letter(&self, content: Span) -> Option<(Id, FoundId, u32)> {
        let goals = self.facts.items.iter().rev().filter(|item| item.kind == ItemKind::Goal);
        let mut letters = goals.take(MANY_GOALS).filter_map(|goal| {
            let id = goal.id.as_ref().map(|id| self.text(id.span)).filter(|id| is_lettered(id))?;
            Some(id.rsplit_once(' ')?.1)
        });
        letters.find_map(|letter| self.id_of_letter(content, letter))
    }

    fn id_of_letter(&self, content: Span, letter: &str) -> Option<(Id, FoundId, u32)> {
        let text = self.text(content);
        let rest = text.trim_start_matches(['*', '_', ' ']);
        let number = rest.strip_prefix(letter)?.strip_prefix('.')?;
        let digits = number.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'.').count();
        let digits = number[..digits].trim_end_matches('.').len();
        let (start, end) = (text.len() - rest.len(), text.len() - number.len() + digits);
        let key = key_of(&text[start..end]);
        let found = (digits > 0).then_some(FoundId { start, end, key, kind: Some(ItemKind::Task), letter: false })?;
        let span = self.sub(content, start..end);
        Some((Id { span, key: found.key.as_str().into() }, found, span.end))
    }

    fn list_item(&mut self, id: BlockId, mut context: Context, siblings: bool, coded: bool) {
        let block = self.block(id);
        let content = block.content;
        let own_section = self.section_of[id.0 as usize];
        if own_section != context.section && self.facts.sections[own_section.at()].run_in {
            // `- **Goals**: …` names a kind of its own.
            let (kind, problem) = item_kind(self.facts.sections[own_section.at()].own_kinds);
            if context.kind != Some(ItemKind::Measure) && !context.parts {
                let inner = Context { kind, problem, section: own_section, ..context };
                self.children(id, inner);
                self.labelled_prose(id, inner);
                return;
            }
        }
        let kinds = self.facts.sections[context.section.at()].kinds;
        // An item's fields are read after it is found.
        let before = self.facts.fields.len();
        let found = self
            .id_at(content, coded)
            .filter(|(found, _, after)| self.is_definition(content, found.span, *after, siblings))
            .filter(|(found, _, after)| !self.tells_of(found, *after))
            .filter(|(_, info, _)| !context.kind.is_some_and(|kind| threatens(kind, info)))
            .or_else(|| self.id_below_letter(content));
        let item = match found {
            Some((found, info, after)) if !blocks_items(kinds) => {
                let section_kind = context.kind.filter(|_| !context.parts);
                let Some(kind) = kind_with_id(section_kind, kinds, &info) else {
                    return;
                };
                let rest = self.after_id(content, after);
                let rest = if rest.is_empty() { found.span } else { rest };
                let item = self.new_item(
                    kind,
                    Confidence::Declared,
                    Some(found),
                    None,
                    rest,
                    block,
                    context.section,
                    Form::List,
                    Basis::Id,
                );
                self.finish_text(item, rest);
                item
            }
            _ => {
                if self.is_field_line(content) && (context.parts || context.kind.is_none() || context.parent.is_some())
                {
                    self.labelled_list_item(id, context);
                    return;
                }
                if context.parts {
                    self.part(id, context);
                    return;
                }
                if self.is_of_fields(content) {
                    return;
                }
                let persons = || context.kind == Some(ItemKind::Need) && self.names_persons(context.section, content);
                let asked = || context.kind == Some(ItemKind::Task) && asks(self.text(self.bare(content)));
                let staged = || context.kind == Some(ItemKind::Task) && self.stages_work(content);
                // What can be ticked off is done, not needed.
                let ticked = matches!(block.kind, BlockKind::ListItem { checked: Some(_), .. });
                let kind =
                    context.kind.map(|kind| if ticked && kind == ItemKind::Need { ItemKind::Task } else { kind });
                let Some(kind) = kind.filter(|_| !blocks_items(kinds) && !persons() && !asked() && !staged()) else {
                    if context.section.at() == 0 || self.facts.sections[context.section.at()].level <= 1 {
                        self.field_line(content, None, Origin::Own);
                    }
                    // “By the end of 2028” over “G1 …” and “G2 …”: they say by their ids what they are.
                    if context.kind.is_none() && !blocks_items(kinds) {
                        self.children(id, context);
                    }
                    return;
                };
                if content.is_empty() || self.is_placeholder(content) || is_blank(self.text(content)) {
                    return;
                }
                let nested = self.tree.children(Some(id)).any(|(_, b)| matches!(b.kind, BlockKind::List { .. }));
                let phase = nested && headings::is_phase(self.text(self.heading_words(content).0));
                if nested && (self.introduces(block) || phase) && !self.acts(content, kind) {
                    let inner = Context {
                        lead_in: Some(content),
                        grouped: !phase,
                        phase: if phase { Some(self.bare(content)) } else { context.phase },
                        ..context
                    };
                    self.children(id, inner);
                    return;
                }
                let (words, number) = self.heading_words(content);
                let number = match block.kind {
                    BlockKind::ListItem { number: Some(n), .. } => u32::try_from(n).ok(),
                    _ => number,
                };
                let basis = self.basis(&context, kind);
                let section = context.section;
                let item =
                    self.new_item(kind, Confidence::Listed, None, number, words, block, section, Form::List, basis);
                self.finish_text(item, words);
                item
            }
        };
        let state = self.state_of_line(block);
        // What is done for a goal that is a heading says how far the goal can be seen.
        if let Some(goal) = context.parent.filter(|&p| {
            let parent = &self.facts.items[p.at()];
            parent.kind == ItemKind::Goal
                && parent.form == Form::Heading
                && self.facts.items[item.at()].kind == ItemKind::Task
        }) {
            self.item(goal).parts.push(block.span);
        }
        let it = self.item(item);
        it.problem = context.problem;
        it.parent = context.parent;
        it.lead_in = context.lead_in;
        it.level = context.level;
        it.state = state;
        if let Some(phase) = context.phase {
            self.add_field(FieldName::Phase, Some(item), None, phase, Origin::LeadIn, None);
        }
        if let Some(lead_in) = context.lead_in {
            self.lead_in_fields(item, lead_in);
        }
        let has_field =
            |r: &Self| r.facts.fields[before..].iter().any(|f| f.item == Some(item) && f.origin == Origin::Own);
        context.parent = Some(item);
        context.parts = true;
        context.lead_in = None;
        context.level = context.level.saturating_add(1);
        self.children(id, context);
        if self.facts.items[item.at()].confidence == Confidence::Listed && has_field(self) {
            self.declared_by_field(item);
        }
    }

    /// “2030: plates finished (P4), …”: a stage, and the work of it by ids that stand elsewhere.
    fn stages_work(&self, content: Span) -> bool {
        let text = self.text(self.bare(content));
        let label = labels::split(text).map(|(label, _)| &text[label]);
        label.is_some_and(headings::is_phase)
            && self.reader.ids.mentions(text).iter().any(|id| id.kind == Some(ItemKind::Task))
    }

    /// Whether a text that introduces a list says itself what is done: “Publish packages for:”, 形成两条主线： are each
    /// one piece of work or one goal, and the list below says of what it consists. “The following:”, “By 2028 we
    /// will:” and, of tasks, 开展四项活动： only introduce.
    fn acts(&self, content: Span, kind: ItemKind) -> bool {
        let text = self.folded(self.bare(content));
        if ["following", "these", "below", "以下", "如下", "下列", "包括", "方面"]
            .iter()
            .any(|word| text.contains(word))
        {
            return false;
        }
        if text.contains(crate::lexicon::is_han) {
            let words = text.chars().filter(|&c| crate::lexicon::is_han(c)).count();
            let verb = work::says_work_zh(text) || self.opens_with_verb(content);
            return words >= 5 && verb && (kind == ItemKind::Goal || !headings::counts(text));
        }
        text.split_whitespace().count() >= 3 && self.opens_with_verb(content)
    }

    /// The text behind the label of a list item that is a section: “2. Aims. By the end of 2030 …”.
    fn labelled_prose(&mut self, id: BlockId, context: Context) {
        let block = self.block(id);
        let nested = self.tree.children(Some(id)).any(|(_, b)| matches!(b.kind, BlockKind::List { .. }));
        let Some(kind) = context.kind.filter(|_| !nested) else { return };
        let label = self.facts.sections[context.section.at()].title;
        let rest = self.after_id(block.content, label.end.clamp(block.content.start, block.content.end));
        if self.text(rest).chars().count() < 6 || self.is_placeholder(rest) {
            return;
        }
        let item = self.new_item(
            kind,
            Confidence::Prose,
            None,
            None,
            rest,
            block,
            context.section,
            Form::Paragraph,
            Basis::Text,
        );
        self.finish_text(item, rest);
        self.item(item).problem = context.problem;
    }

    /// What stands in a list item below its first paragraph.
    pub(super) fn children(&mut self, id: BlockId, context: Context) {
        let blocks: Vec<BlockId> = self.tree.children(Some(id)).map(|(child, _)| child).collect();
        // The item of the paragraph above, where an outline states it: “a) Task 1: …” over “i) …”.
        let mut above: Option<ItemId> = None;
        for child in blocks {
            let block = self.block(child);
            match block.kind {
                BlockKind::List { .. } => self.list(child, context),
                BlockKind::Table => self.table(child, context),
                BlockKind::Paragraph if block.content != self.block(id).content => {
                    let Some(item) = context.parent.filter(|_| context.parts) else {
                        // “4. *Goals.*” over “(a) G1 …” and “(b) G2 …”.
                        if self.id_at(block.content, false).is_some_and(|(found, ..)| self.counts_on(child, &found)) {
                            above = self.paragraph(child, context, &mut Vec::new());
                        } else if let Some(item) = above {
                            self.take_text(item, child);
                            self.spread_fields(item, block.content);
                            let it = self.item(item);
                            it.span.end = it.span.end.max(block.span.end);
                        }
                        continue;
                    };
                    if !(self.is_field_line(block.content) && self.field_line(block.content, Some(item), Origin::Own)) {
                        let own = self.bracket_fields(block.content, item);
                        self.item(item).own.extend(own);
                    }
                }
                _ => {}
            }
        }
    }

    /// Whether a paragraph states an item whose fields are the list below it: “**4.1 Night bus** Runs until two.” over
    /// “- Owner: …” and “- Due: …”.
    pub(super) fn states_above(&self, paragraph: BlockId, list: BlockId, context: &Context) -> bool {
        let kinds = self.facts.sections[context.section.at()].kinds;
        let may = context.kind.is_some() && !context.parts && context.parent.is_none() && !blocks_items(kinds);
        let (above, below) = (self.block(paragraph), self.block(list));
        if !may || !matches!(below.kind, BlockKind::List { .. }) || self.introduces(above) || above.content.is_empty() {
            return false;
        }
        let (mut known, mut unknown, mut commits) = (0, 0, false);
        for (_, row) in self.tree.children(Some(list)).take(FIELDS + 1) {
            let text = self.text(row.content);
            let Some((label, _)) = labels::split(text) else { return false };
            let names = labels::field_names(&self.reader.vocabulary, &text[label]);
            match super::fields::for_item(&names) {
                Some(name) => {
                    known += 1;
                    commits |= COMMITS.contains(&name);
                }
                None => unknown += 1,
            }
        }
        commits
            && known >= 2
            && unknown <= 1
            && known + unknown <= FIELDS
            && self.id_at(above.content, false).is_none()
            && !self.is_field_line(above.content)
    }

    /// The item that a paragraph states above its fields.
    pub(super) fn item_above(&mut self, paragraph: BlockId, context: &Context) -> Option<ItemId> {
        let kind = context.kind?;
        let block = self.block(paragraph);
        let (words, number) = self.heading_words(block.content);
        let basis = self.basis(context, kind);
        let item = self.new_item(
            kind,
            Confidence::Listed,
            None,
            number,
            words,
            block,
            context.section,
            Form::Paragraph,
            basis,
        );
        self.finish_text(item, words);
        self.item(item).problem = context.problem;
        if let Some(phase) = context.phase {
            self.add_field(FieldName::Phase, Some(item), None, phase, Origin::LeadIn, None);
        }
        Some(item)
    }

    /// Whether an item of a list says in a field who or when, as do all items beside it: the list says so of the paragraph
    /// above it, of which no item was read.
    fn is_of_fields(&self, content: Span) -> bool {
        let commits = |text: &str| {
            let field = labels::line(&self.reader.vocabulary, text);
            let name = field.and_then(|field| super::fields::for_item(&field.names));
            name.is_some_and(|name| COMMITS.contains(&name))
        };
        if !commits(self.text(content)) {
            return false;
        }
        // The lines right above and below, up to a blank one.
        let text = &self.source.text;
        let marks = ['-', '*', '+', ' ', '\t'];
        let item = |line: &&str| line.trim_start().starts_with(['-', '*', '+']);
        let above = text[..content.start as usize].rsplit('\n').skip(1).take(FIELDS).take_while(item);
        let below = text[content.end as usize..].split('\n').skip(1).take(FIELDS).take_while(item);
        let mut beside = above.chain(below).map(|line| line.trim_start_matches(marks)).peekable();
        beside.peek().is_some() && beside.all(commits)
    }

    /// A list item that is a field: its value stands behind the colon, or is the list below it.
    fn labelled_list_item(&mut self, id: BlockId, context: Context) {
        let content = self.block(id).content;
        let item = context.parent.filter(|_| context.parts || context.parent.is_some());
        // “- **Pilot**” over “Time: 2028” below “Stages” says when that stage is.
        let staged = || self.facts.sections[context.section.at()].own_kinds.has(SectionKind::Phases);
        if item.is_none() && self.list_depth(id) > 1 && staged() {
            return;
        }
        let text = self.text(content);
        let Some((label, value)) = labels::split(text) else { return };
        let names = labels::field_names(&self.reader.vocabulary, &text[label.clone()]);
        if text[value].is_empty() {
            let name = if item.is_some() { super::fields::for_item(&names) } else { super::fields::for_plan(&names) };
            let Some(name) = name else { return };
            let label = self.sub(content, label);
            let values: Vec<Span> = self
                .tree
                .children(Some(id))
                .filter(|(_, b)| matches!(b.kind, BlockKind::List { .. }))
                .flat_map(|(list, _)| self.tree.children(Some(list)).map(|(_, b)| b.content).collect::<Vec<_>>())
                .collect();
            if values.is_empty() {
                self.add_field(name, item, Some(label), content.with(content.end, content.end), Origin::Own, None);
            }
            for value in values {
                self.add_field(name, item, Some(label), value, Origin::Own, None);
            }
            return;
        }
        self.field_line(content, item, Origin::Own);
    }

    /// A part of an item: its text, and fields in it.
    fn part(&mut self, id: BlockId, context: Context) {
        let Some(item) = context.parent else { return };
        let block = self.block(id);
        if !block.content.is_empty() {
            self.item(item).parts.push(block.content);
            self.served(item, block.content);
            self.spread_fields(item, block.content);
            for group in labels::groups(&self.reader.vocabulary, self.text(block.content)) {
                for field in &group.fields {
                    if let Some(name) = super::fields::for_item(&field.names) {
                        let value = self.sub(block.content, field.value.clone());
                        let label = self.sub(block.content, field.label.clone());
                        self.add_field(name, Some(item), Some(label), value, Origin::Part, None);
                    }
                }
            }
        }
        self.children(id, context);
    }

    /// “For: N1, G2”: ids of needs and goals, and nothing else, behind a label of whatever words are what is served.
    fn served(&mut self, item: ItemId, part: Span) {
        let text = self.text(part);
        let Some((label, value)) = labels::split(text) else { return };
        if !labels::field_names(&self.reader.vocabulary, &text[label.clone()]).is_empty() {
            return;
        }
        let words = &text[value.clone()];
        let ids = self.reader.ids.mentions(words);
        let aims = [ItemKind::Need, ItemKind::Goal, ItemKind::Requirement];
        let (mut at, mut only) = (0, !ids.is_empty());
        for id in &ids {
            let between = words.get(at..id.start).unwrap_or("?");
            only &= id.kind.is_some_and(|kind| aims.contains(&kind)) && is_divider(between);
            at = id.end;
        }
        if only && is_divider(&words[at..]) {
            let (label, value) = (self.sub(part, label), self.sub(part, value));
            self.add_field(FieldName::Serves, Some(item), Some(label), value, Origin::Own, None);
        }
    }

    /// Fields that a part holds beside what bears no label: “serves N1, G1; owner: Library; due: May 2028”.
    fn spread_fields(&mut self, item: ItemId, part: Span) {
        let text = self.text(part);
        if !text.contains([';', '；']) {
            return;
        }
        let found = labels::list(&self.reader.vocabulary, text);
        // What says at length what is done is work of its own.
        if found.first().is_none_or(|field| field.label.start > BEFORE_FIELDS) {
            return;
        }
        let fields = found.iter().filter(|field| super::fields::for_item(&field.names).is_some()).count();
        let divided = text.matches([';', '；']).count();
        if fields >= 2 || fields == 1 && divided >= 2 {
            self.add_labelled(part, &found, Some(item), Origin::Own);
        }
    }

    /// Fields that a lead-in gives to every item of its list: “Departments will:”, “By December 2027:”.
    fn lead_in_fields(&mut self, item: ItemId, lead_in: Span) {
        if let Some(owner) = self.owner_in(lead_in).or_else(|| self.actor_in(lead_in)) {
            self.add_field(FieldName::Owner, Some(item), None, owner, Origin::LeadIn, None);
        }
        let text = self.text(lead_in);
        if let Some((range, interval)) = crate::plan::values::dates_in(text).into_iter().next()
            && (["by", "before", "until", "in"]
                .iter()
                .any(|w| text[..range.start].trim_end().to_lowercase().ends_with(w))
                || text[range.end..].starts_with(['前', '底']))
        {
            let value = self.sub(lead_in, range);
            let read = Value::Date(crate::plan::values::DateValue::Range(interval));
            self.add_read(FieldName::Due, item, value, read, Origin::LeadIn);
        }
        if self.has(lead_in, self.reader.words.bearer) {
            self.add_read(FieldName::Bearer, item, lead_in, Value::Text, Origin::LeadIn);
        }
    }

    /// Whether a list item under a heading that names users (“Our users”, “Target audience”) only says who they are.
    fn names_persons(&self, section: SectionId, content: Span) -> bool {
        let title = self.facts.sections[section.at()].title;
        let words = &self.reader.words;
        self.has(title, words.bearer)
            && !self.has(title, words.need)
            && !self.has(title, words.problem)
            && !self.has(content, words.need)
    }

    /// Whether a heading in a section of tasks only groups what its list says: “Platforms” over “Build a …”,
    /// “Procure a …”. It is a name of at most three words, nothing else stands below it, and at least half of the
    /// list's items open with a verb.
    pub(super) fn groups_tasks(&self, section: SectionId) -> bool {
        let title = self.facts.sections[section.at()].title;
        let words = self.text(title).split_whitespace().count();
        if words > 3 || self.text(title).contains(crate::lexicon::is_han) || self.opens_with_verb(title) {
            return false;
        }
        let (mut all, mut verbs) = (0usize, 0usize);
        if self.outline.has_text(section) {
            return false;
        }
        for &id in self.outline.blocks(section) {
            let block = self.block(id);
            match block.kind {
                BlockKind::ListItem { .. } if self.list_depth(id) == 1 => {
                    all += 1;
                    // “**Wrap up the old contract.** It runs out in May.” has a title of its own.
                    let titled = self.tree.marks_in(block.content).next().is_some_and(|mark| {
                        mark.kind == MarkKind::Strong && mark.span.start <= block.content.start + 1
                    });
                    verbs += usize::from(titled || self.opens_with_verb(block.content));
                }
                _ => {}
            }
        }
        all >= 2 && verbs * 2 >= all
    }

    /// Whether a text opens with a verb of doing something: build, procure, extend, install, publish.
    fn opens_with_verb(&self, content: Span) -> bool {
        let bare = self.bare(content);
        let words = &self.reader.words;
        let verbs = [words.build_or_buy, words.change, words.run, words.step, words.end_state];
        verbs.into_iter().any(|verb| self.hits_of(verb, bare).next().is_some_and(|hit| hit.start == bare.start))
    }
}

/// Whether a text opens with what is to be found out: “what we wish to keep”, “how the parts fit”. It is no task.
fn asks(text: &str) -> bool {
    let first = text.split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    ["what", "which", "how", "why", "whether", "who", "whom", "when", "where"]
        .iter()
        .any(|word| word.eq_ignore_ascii_case(first))
}

/// Whether nothing but what divides names stands in a text.
fn is_divider(text: &str) -> bool {
    let words = text.trim_matches(|c: char| c.is_whitespace() || ",，、;；/&+.。()（）*_".contains(c));
    ["", "and", "和", "及", "与"].contains(&words)
}

/// Whether a line is a label with a blank to be filled in: “Insurance broker: ______”.
fn is_blank(text: &str) -> bool {
    let text = text.trim_end();
    let label = text.trim_end_matches('_');
    text.len() - label.len() >= BLANK && label.trim_end_matches([' ', '*']).ends_with([':', '：'])
}

/// From so many underscores on, they are a blank.
const BLANK: usize = 3;
