//! A YAML document: keys are headings, entries of lists are items, their keys are fields.

use super::fields::{for_item, for_plan};
use super::items::item_kind;
use super::reading::{HERE, Reading};
use crate::plan::headings;
use crate::plan::kinds::*;
use crate::plan::labels;
use crate::plan::model::*;
use crate::syntax::{Block, BlockId, BlockKind};
use crate::text::Span;

/// How deep maps and lists are followed: as deep as they are read.
const DEPTH: u8 = 128;

/// The value of an entry.
enum Shape {
    Nothing,
    Scalar(Span),
    List(BlockId),
    Map,
}

impl Reading<'_> {
    /// Reads the whole document.
    pub(super) fn yaml(&mut self) {
        let end = self.source.text.len();
        self.add_yaml_section(self.source.at(0, 0), self.source.at(0, end), 0, None, SectionKinds::NONE);
        let top: Vec<BlockId> = self.tree.children(None).map(|(id, _)| id).collect();
        self.goals = top.iter().filter(|id| self.block(**id).kind == BlockKind::Entry).any(|&id| {
            let key = self.key_words(self.block(id));
            headings::kinds(&self.reader.vocabulary, &key).has(SectionKind::Goals)
        });
        for id in top {
            match self.block(id).kind {
                BlockKind::Entry => self.yaml_entry(id, SectionId(0), None, 1),
                BlockKind::List { .. } => self.yaml_list(id, SectionId(0), None, false, None, 1),
                _ => {}
            }
        }
        for index in 0..self.facts.sections.len() {
            let section = &self.facts.sections[index];
            if section.own_kinds.is_empty()
                && let Some(parent) = section.parent
            {
                self.facts.sections[index].kinds = self.facts.sections[parent.at()].kinds;
            }
        }
        self.fill();
    }

    fn add_yaml_section(
        &mut self,
        title: Span,
        span: Span,
        level: u8,
        parent: Option<SectionId>,
        own: SectionKinds,
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
            run_in: false,
            marked: true,
            named: true,
            work: false,
            phase: false,
            item: None,
        })
    }

    fn shape(&self, entry: BlockId) -> Shape {
        match self.tree.children(Some(entry)).next() {
            None => Shape::Nothing,
            Some((id, child)) => match child.kind {
                BlockKind::Scalar => Shape::Scalar(child.content),
                BlockKind::List { .. } => Shape::List(id),
                _ => Shape::Map,
            },
        }
    }

    /// Whether the value of an entry is a list of maps.
    fn lists_maps(&self, entry: BlockId) -> bool {
        let Shape::List(list) = self.shape(entry) else { return false };
        self.tree.children(Some(list)).any(|(_, row)| row.content.is_empty())
    }

    fn key_words(&self, block: &Block) -> String {
        self.text(block.content).replace(['_', '-'], " ")
    }

    /// A key at the top or below another key that is no item.
    fn yaml_entry(&mut self, id: BlockId, section: SectionId, parent: Option<ItemId>, depth: u8) {
        if depth > DEPTH {
            return;
        }
        let block = self.block(id);
        let key = self.key_words(block);
        let names = labels::field_names(&self.reader.vocabulary, &key);
        let mut kinds = self.bare_requirements(headings::kinds(&self.reader.vocabulary, &key));
        let column =
            self.reader.vocabulary.columns.get(&crate::lexicon::fold(&key)).iter().find_map(|k| ItemKind::from_name(k));
        if kinds.is_empty()
            && let Some(kind) = column
        {
            kinds = section_kind(kind).into_iter().collect();
        }
        let shape = self.shape(id);
        // What a plan lists as its resources is there; as the label of a text it may be people or money.
        if kinds.is_empty() && matches!(key.to_lowercase().as_str(), "resources" | "resource") && self.lists_maps(id) {
            kinds = SectionKinds::of(SectionKind::Resources);
        }
        if let (Shape::Scalar(_) | Shape::Nothing, Some(name)) = (&shape, for_plan(&names)) {
            let value = match shape {
                Shape::Scalar(value) => value,
                _ => block.content.with(block.span.end, block.span.end),
            };
            self.add_field(name, None, Some(block.content), value, Origin::Front, None);
        }
        let above = if section.at() == 0 { None } else { Some(section) };
        let own = self.add_yaml_section(block.content, block.span, depth, above, kinds);
        self.facts.sections[own.at()].kinds =
            if kinds.is_empty() { above.map_or(kinds, |a| self.facts.sections[a.at()].kinds) } else { kinds };
        self.facts.sections[own.at()].phase = headings::is_phase(&key);
        self.section_of[id.0 as usize..block.end.0 as usize].fill(own);
        let (kind, problem) = item_kind(self.facts.sections[own.at()].kinds);
        match shape {
            Shape::List(list) => {
                if kinds.is_empty() && !names.is_empty() && kind.is_none() {
                    if let Some(name) = for_plan(&names) {
                        let value = self.block(list).span;
                        self.add_field(name, None, Some(block.content), value, Origin::Front, None);
                    }
                    return;
                }
                self.yaml_list(list, own, kind, problem, parent, depth + 1);
            }
            Shape::Map => {
                let children: Vec<BlockId> = self.tree.children(Some(id)).map(|(child, _)| child).collect();
                for child in children {
                    let is_map = matches!(self.shape(child), Shape::Map);
                    let by_id = self.reader.ids.whole(self.text(self.block(child).content));
                    match (kind, by_id) {
                        (Some(kind), Some(found)) if is_map => {
                            let span = self.block(child).content;
                            let item_id = Id { span, key: found.key.into() };
                            self.yaml_item(child, Some(item_id), own, kind, problem, parent, depth + 1);
                        }
                        (Some(kind), Some(found)) => {
                            // `T1: Put permits online`
                            if let Shape::Scalar(value) = self.shape(child) {
                                let item_id = Id { span: self.block(child).content, key: found.key.into() };
                                let block = self.block(child);
                                let item = self.new_item(
                                    kind,
                                    Confidence::Declared,
                                    Some(item_id),
                                    None,
                                    value,
                                    block,
                                    own,
                                    Form::Yaml,
                                    Basis::Key,
                                );
                                self.finish_text(item, value);
                            }
                        }
                        _ => self.yaml_entry(child, own, parent, depth + 1),
                    }
                }
            }
            Shape::Scalar(value) => {
                if let Some(kind) = kind.filter(|_| !kinds.is_empty() && names.is_empty()) {
                    let block = self.block(id);
                    let item =
                        self.new_item(kind, Confidence::Prose, None, None, value, block, own, Form::Yaml, Basis::Key);
                    self.finish_text(item, value);
                }
            }
            Shape::Nothing => {}
        }
    }

    /// The entries of a list: items of `kind`, or maps to look into.
    fn yaml_list(
        &mut self,
        list: BlockId,
        section: SectionId,
        kind: Option<ItemKind>,
        problem: bool,
        parent: Option<ItemId>,
        depth: u8,
    ) {
        if depth > DEPTH {
            return;
        }
        let rows: Vec<BlockId> = self.tree.children(Some(list)).map(|(id, _)| id).collect();
        for row in rows {
            let block = self.block(row);
            if !block.content.is_empty() {
                let Some(kind) = kind else { continue };
                // `[12, 14]` are figures and no items.
                let words = self.text(block.content).chars().any(char::is_alphabetic);
                if !words || self.is_placeholder(block.content) {
                    continue;
                }
                let found = self.id_at(block.content, false);
                let (id, title) = match found {
                    Some((id, _, after)) if !self.after_id(block.content, after).is_empty() => {
                        (Some(id), self.after_id(block.content, after))
                    }
                    _ => (None, block.content),
                };
                let item =
                    self.new_item(kind, Confidence::Declared, id, None, title, block, section, Form::Yaml, Basis::Key);
                self.finish_text(item, title);
                self.item(item).problem = problem;
                self.item(item).parent = parent;
                continue;
            }
            match kind {
                Some(kind) => {
                    self.yaml_item(row, None, section, kind, problem, parent, depth + 1);
                }
                None => {
                    let children: Vec<BlockId> = self.tree.children(Some(row)).map(|(id, _)| id).collect();
                    for child in children {
                        if self.block(child).kind == BlockKind::Entry {
                            self.yaml_entry(child, section, parent, depth + 1);
                        }
                    }
                }
            }
        }
    }

    /// A map that is an item: its keys are title, id, fields, own text, parts and nested items.
    #[expect(clippy::too_many_arguments, reason = "an item is made of these")]
    fn yaml_item(
        &mut self,
        row: BlockId,
        id: Option<Id>,
        section: SectionId,
        kind: ItemKind,
        problem: bool,
        parent: Option<ItemId>,
        depth: u8,
    ) {
        let block = self.block(row);
        let entries: Vec<BlockId> =
            self.tree.children(Some(row)).filter(|(_, b)| b.kind == BlockKind::Entry).map(|(id, _)| id).collect();
        let names: Vec<Vec<FieldName>> = entries
            .iter()
            .map(|&e| labels::field_names(&self.reader.vocabulary, &self.key_words(self.block(e))))
            .collect();
        let scalar = |r: &Self, e: BlockId| match r.shape(e) {
            Shape::Scalar(value) => Some(value),
            _ => None,
        };
        let mut id = id;
        let mut title: Option<Span> = None;
        let mut used: Vec<BlockId> = Vec::new();
        for (&entry, names) in entries.iter().zip(&names) {
            if let Some(value) = scalar(self, entry) {
                if names.contains(&FieldName::Id) && id.is_none() {
                    let span = self.bare(value);
                    let key = self
                        .reader
                        .ids
                        .whole(self.text(span))
                        .map_or_else(|| crate::plan::ids::key_of(self.text(span)), |f| f.key);
                    id = Some(Id { span, key: key.into() });
                    used.push(entry);
                } else if names.contains(&FieldName::Title) && title.is_none() {
                    title = Some(value);
                    used.push(entry);
                }
            }
        }
        // `- T1: Put permits online`, or the key of the kind itself: `- task: …`.
        if title.is_none() {
            for (&entry, names) in entries.iter().zip(&names) {
                let Some(value) = scalar(self, entry) else { continue };
                let content = self.block(entry).content;
                let key = crate::lexicon::fold(&self.key_words(self.block(entry)));
                let named = self.reader.vocabulary.columns.get(&key).iter().any(|k| **k == *kind.name());
                if let Some(found) = self.reader.ids.whole(self.text(content)).filter(|_| names.is_empty()) {
                    id = id.or(Some(Id { span: content, key: found.key.into() }));
                    title = Some(value);
                } else if named || names.is_empty() || for_item(names).is_none() {
                    title = Some(value);
                }
                if title.is_some() {
                    used.push(entry);
                    break;
                }
            }
        }
        // 内容: … is what an entry with nothing but a number says.
        if title.is_none() {
            let said = entries.iter().zip(&names).find(|(_, names)| names.as_slice() == [FieldName::Method]);
            if let Some((&entry, value)) = said.and_then(|(entry, _)| Some((entry, scalar(self, *entry)?))) {
                title = Some(value);
                used.push(entry);
            }
        }
        let title = title
            .unwrap_or_else(|| id.as_ref().map_or(block.span.with(block.span.start, block.span.start), |id| id.span));
        let item = self.new_item(kind, Confidence::Declared, id, None, title, block, section, Form::Yaml, Basis::Key);
        self.finish_text(item, title);
        let it = self.item(item);
        it.problem = problem;
        it.parent = parent;
        it.level = depth;
        let mut done = false;
        for (&entry, names) in entries.iter().zip(&names) {
            if used.contains(&entry) {
                continue;
            }
            let key_span = self.block(entry).content;
            let key = self.key_words(self.block(entry));
            let folded = crate::lexicon::fold(&key);
            let child_kind = self
                .reader
                .vocabulary
                .columns
                .get(&folded)
                .iter()
                .find_map(|k| ItemKind::from_name(k))
                .or_else(|| item_kind(headings::kinds(&self.reader.vocabulary, &key)).0);
            let field = for_item(names);
            match self.shape(entry) {
                Shape::Scalar(value) => match field {
                    Some(name) => {
                        if matches!(name, FieldName::Status)
                            && self.is_state(&crate::lexicon::fold(self.text(value)), "done")
                        {
                            done = true;
                        }
                        self.add_field(name, Some(item), Some(key_span), value, Origin::Own, None);
                    }
                    None => self.item(item).own.push(value),
                },
                Shape::Nothing => {
                    if let Some(name) = field {
                        let at = self.block(entry).span;
                        self.add_field(name, Some(item), Some(key_span), at.with(at.end, at.end), Origin::Own, None);
                    }
                }
                Shape::List(list) => {
                    let rows: Vec<(Span, BlockId)> =
                        self.tree.children(Some(list)).map(|(id, b)| (b.content, id)).collect();
                    let maps = rows.iter().any(|(content, _)| content.is_empty());
                    match (field, child_kind) {
                        (Some(name), _) if !maps => {
                            for (value, _) in rows {
                                self.add_field(name, Some(item), Some(key_span), value, Origin::Own, None);
                            }
                        }
                        (_, Some(kind)) => {
                            let inner = self.add_yaml_section(
                                key_span,
                                self.block(entry).span,
                                depth,
                                Some(section),
                                section_kind(kind).into_iter().collect(),
                            );
                            self.facts.sections[inner.at()].kinds = section_kind(kind).into_iter().collect();
                            let end = self.block(entry).end;
                            self.section_of[entry.0 as usize..end.0 as usize].fill(inner);
                            self.yaml_list(list, inner, Some(kind), false, Some(item), depth + 1);
                        }
                        _ => {
                            for (value, row) in rows {
                                let span = if value.is_empty() { self.block(row).span } else { value };
                                self.item(item).parts.push(span);
                            }
                        }
                    }
                }
                Shape::Map => {
                    let span = self.block(entry).span;
                    self.item(item).parts.push(span);
                }
            }
        }
        if done {
            self.item(item).state = State::Done;
        }
    }
}

/// The section kind that states items of a kind.
fn section_kind(kind: ItemKind) -> Option<SectionKind> {
    Some(match kind {
        ItemKind::Need => SectionKind::Needs,
        ItemKind::Requirement => SectionKind::Requirements,
        ItemKind::Goal => SectionKind::Goals,
        ItemKind::Task => SectionKind::Tasks,
        ItemKind::Measure => SectionKind::Measures,
        ItemKind::Resource => SectionKind::Resources,
        ItemKind::Indicator => SectionKind::Indicators,
        ItemKind::Risk => SectionKind::Risks,
        ItemKind::Milestone => SectionKind::Milestones,
    })
}
