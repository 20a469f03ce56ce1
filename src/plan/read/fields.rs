//! Fields: of items, of the plan, from labels, brackets, cells, keys and prose (DESIGN §3.5).

use super::reading::{HERE, Reading};
use crate::lexicon::fold;
use crate::plan::fault::Fault;
use crate::plan::kinds::*;
use crate::plan::labels::{self, Labelled};
use crate::plan::model::*;
use crate::plan::values;
use crate::syntax::{BlockId, BlockKind};
use crate::text::Span;

/// Fields of the plan as a whole.
const OF_PLAN: [FieldName; 14] = [
    FieldName::Title,
    FieldName::Horizon,
    FieldName::Upstream,
    FieldName::Scope,
    FieldName::Profile,
    FieldName::Type,
    FieldName::Status,
    FieldName::Owner,
    FieldName::Budget,
    FieldName::Language,
    FieldName::Plan,
    FieldName::Kind,
    FieldName::Start,
    FieldName::Due,
];

/// Labels that name a date or a state.
const FINISHED: [&str; 4] = ["完成", "完工", "竣工", "completion"];

impl Reading<'_> {
    /// Reads the pairs of front matter as plan fields.
    pub(super) fn front_matter(&mut self) {
        for entry in &self.tree.front {
            let key = self.text(entry.key);
            let mut names = labels::field_names(&self.reader.vocabulary, key);
            // `assigned_to`; a `published_date` is another thing than the field.
            if names.is_empty() && key.contains('_') {
                names = labels::field_names(&self.reader.vocabulary, &key.replace('_', " "));
                names.retain(|name| *name == FieldName::Owner);
            }
            if let Some(name) = for_plan(&names) {
                self.add_field(name, None, Some(entry.key), entry.value, Origin::Front, None);
            }
        }
    }

    /// Adds a field of an item that words around it give, without a label, and whose value is known already.
    pub(super) fn add_read(&mut self, name: FieldName, item: ItemId, value: Span, read: Value, origin: Origin) {
        self.facts.fields.push(Field { name, item: Some(item), document: HERE, label: None, value, read, origin });
    }

    /// Adds a field, reads its value, and takes the references of a link field.
    pub(super) fn add_field(
        &mut self,
        name: FieldName,
        item: Option<ItemId>,
        label: Option<Span>,
        value: Span,
        origin: Origin,
        unit: Option<&str>,
    ) {
        let value = self.bare(value);
        let text = self.text(value);
        // `requirement: MUST` says how much, not for what.
        if name == FieldName::Serves
            && matches!(
                fold(text).as_str(),
                "must" | "should" | "may" | "could" | "shall" | "won't" | "optional" | "required"
            )
        {
            return;
        }
        // `from: N3` is no date.
        let dated = matches!(name, FieldName::Start | FieldName::Due | FieldName::Target);
        let name = if dated && self.reader.ids.whole(text).is_some_and(|id| id.kind.is_some()) {
            FieldName::Serves
        } else {
            name
        };
        // 完成：2027年9月 says when, 完成：是 whether.
        let finished = || label.is_some_and(|label| FINISHED.contains(&fold(self.text(label)).as_str()));
        let name =
            if name == FieldName::Status && finished() && matches!(values::date(text), values::DateValue::Range(_)) {
                FieldName::Due
            } else {
                name
            };
        let empty = self.says_nothing(value);
        let read = if empty {
            Value::Empty
        } else {
            match name {
                FieldName::Due | FieldName::Start => Value::Date(values::date(text)),
                FieldName::Horizon => Value::Horizon(values::horizon(text)),
                FieldName::Budget => Value::Money(values::money(text, unit)),
                FieldName::Priority => Value::Priority(self.priority(text)),
                _ => Value::Text,
            }
        };
        let id = FieldId(self.facts.fields.len() as u32);
        self.facts.fields.push(Field { name, item, document: HERE, label, value, read, origin });
        self.invalid_value(id);
        if let Some(relation) = relation_of(name)
            && !empty
        {
            self.link_field(relation, item, value);
            if let (Relation::Serves, Some(label)) = (relation, label) {
                self.numbers_of(item, label, value);
            }
        }
    }

    /// Records a value that has the form its field asks for and cannot be right.
    fn invalid_value(&mut self, id: FieldId) {
        let field = &self.facts.fields[id.at()];
        let (range, fault) = match &field.read {
            Value::Date(values::DateValue::Invalid { range, reason }) => (range.clone(), Fault::Date(*reason)),
            Value::Horizon(values::HorizonValue::Invalid { range, reason }) => (range.clone(), Fault::Date(*reason)),
            Value::Money(values::MoneyValue::Invalid { range }) => (range.clone(), Fault::Amount),
            _ => return,
        };
        let span = self.sub(field.value, range);
        let item = field.item;
        self.facts.problems.push(Problem {
            name: "invalid-value",
            item,
            document: HERE,
            span,
            related: Vec::new(),
            fault,
            suggestion: None,
            fix: None,
        });
    }

    fn priority(&self, text: &str) -> values::PriorityValue {
        let folded = fold(text);
        let level = |name: &str| match name {
            "top" => Some(values::Level::Top),
            "middle" => Some(values::Level::Middle),
            "low" => Some(values::Level::Low),
            _ => None,
        };
        let phrases = &self.reader.vocabulary.priorities;
        let known = |word: &str| phrases.get(word).iter().find_map(|name| level(name));
        let word = known(&folded).or_else(|| folded.split([' ', '(', '/', ',', '，', '、', '：', ':']).find_map(known));
        values::priority(text, word)
    }

    /// The ids in a link field's value; ranges `N1–N3` stand for all between.
    pub(super) fn link_field(&mut self, relation: Relation, item: Option<ItemId>, value: Span) {
        let text = self.text(value);
        let mut at = 0;
        let mut previous: Option<(String, u32)> = None;
        while at < text.len() {
            let rest = &text[at..];
            let c = rest.chars().next().unwrap_or(' ');
            let before = text[..at].chars().next_back();
            let glued = c.is_ascii_alphanumeric() && before.is_some_and(|b| b.is_ascii_alphanumeric());
            if glued || c.is_whitespace() {
                at += c.len_utf8();
                continue;
            }
            let Some(found) = self.reader.ids.any_at_start(rest) else {
                at += c.len_utf8();
                continue;
            };
            let span = self.sub(value, at..at + found.end);
            let number = found.key.trim_start_matches(|c: char| !c.is_ascii_digit()).parse::<u32>().ok();
            let prefix: String = found.key.chars().take_while(|c| !c.is_ascii_digit()).collect();
            let between = text[..at].trim_end();
            if let (Some((earlier, from)), Some(to)) = (&previous, number)
                && *earlier == prefix
                && between.ends_with(['-', '–', '—', '~', '至', '～'])
                && to > *from
                && to - from < 100
            {
                for n in from + 1..to {
                    self.refer(relation, item, span, format!("{prefix}{n}").into());
                }
            }
            previous = number.map(|n| (prefix, n));
            self.refer(relation, item, span, found.key.into());
            at += found.end;
        }
    }

    pub(super) fn refer(&mut self, relation: Relation, item: Option<ItemId>, span: Span, key: Box<str>) {
        self.facts.references.push(Reference { item, document: HERE, span, key, relation, field: true, target: None });
    }

    /// Reads `Label: value` pairs of a text as fields of an item, or of the plan. Gives whether there were any.
    pub(super) fn field_line(&mut self, span: Span, item: Option<ItemId>, origin: Origin) -> bool {
        let text = self.text(span);
        let found = labels::list(&self.reader.vocabulary, text);
        self.add_labelled(span, &found, item, origin);
        !found.is_empty()
    }

    pub(super) fn add_labelled(&mut self, span: Span, found: &[Labelled], item: Option<ItemId>, origin: Origin) {
        let in_phase = item.is_none() && self.in_phase(span);
        for field in found {
            let name = if item.is_some() { for_item(&field.names) } else { for_plan(&field.names) };
            let Some(name) = name.filter(|_| !in_phase) else { continue };
            let label = self.sub(span, field.label.clone());
            // 谁：结算办: of work it is who does it.
            let work = || item.is_some_and(|item| self.facts.items[item.at()].kind == ItemKind::Task);
            let person = name == FieldName::Bearer && matches!(fold(self.text(label)).as_str(), "谁" | "who");
            let name = if person && work() { FieldName::Owner } else { name };
            let value = self.sub(span, field.value.clone());
            self.add_field(name, item, Some(label), value, origin, None);
        }
    }

    /// Whether a line stands under a heading that is a phase, or stands among the phases: “Status: archived” there is said of
    /// the phase.
    fn in_phase(&self, span: Span) -> bool {
        let sections = &self.facts.sections;
        let after = sections.partition_point(|section| section.span.start <= span.start);
        let last = after.checked_sub(1).map(|at| SectionId(at as u32));
        self.facts.ancestors(last).any(|(id, section)| {
            let among = Some(id) != last && section.own_kinds.has(SectionKind::Phases);
            (section.phase || among) && section.span.contains(span)
        })
    }

    /// Whether the whole text is one or more field lines.
    pub(super) fn is_field_line(&self, span: Span) -> bool {
        labels::line(&self.reader.vocabulary, self.text(span)).is_some_and(|field| for_item(&field.names).is_some())
    }

    /// The text of an item without its bracketed fields, which are added to it.
    pub(super) fn bracket_fields(&mut self, span: Span, item: ItemId) -> Vec<Span> {
        let groups = labels::groups(&self.reader.vocabulary, self.text(span));
        let mut own = Vec::new();
        let mut at = span.start;
        for group in &groups {
            let range = self.sub(span, group.range.clone());
            let piece = self.source.trim(span.with(at, range.start));
            if !piece.is_empty() {
                own.push(piece);
            }
            at = range.end;
            self.add_labelled(span, &group.fields, Some(item), Origin::Own);
        }
        let rest = self.source.trim(span.with(at, span.end));
        if !rest.is_empty() && self.text(rest).chars().any(char::is_alphanumeric) {
            own.push(rest);
        }
        own
    }

    /// “For aim: 1, 3”: numbers of a numbered list of goals or needs. They are links only where there is one.
    fn numbers_of(&mut self, item: Option<ItemId>, label: Span, value: Span) {
        let text = self.text(value);
        if !text.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | ' ' | '、' | '，')) {
            return;
        }
        let label = crate::lexicon::fold(self.text(label));
        let says = |words: &[&str]| words.iter().any(|word| label.contains(word));
        let word = if says(&["goal", "aim", "objective", "目标"]) {
            "GOAL"
        } else if says(&["need", "需求"]) {
            "NEED"
        } else {
            return;
        };
        let mut at = 0;
        for digits in text.split_inclusive(|c: char| !c.is_ascii_digit()) {
            let number = digits.trim_end_matches(|c: char| !c.is_ascii_digit());
            if !number.is_empty() {
                self.facts.references.push(Reference {
                    item,
                    document: HERE,
                    span: self.sub(value, at..at + number.len()),
                    key: crate::plan::ids::key_of(&format!("{word}{number}")).into(),
                    relation: Relation::Serves,
                    field: false,
                    target: None,
                });
            }
            at += digits.len();
        }
    }

    /// The fields of the plan in a quote below its title: “> **Owner:** Harbour Office”, one a line.
    pub(super) fn quoted_fields(&mut self, quote: BlockId, section: SectionId) {
        let there = &self.facts.sections[section.at()];
        if section.at() != 0 && (there.level > 1 || there.run_in) {
            return;
        }
        let paragraphs = self.tree.children(Some(quote)).filter(|(_, block)| block.kind == BlockKind::Paragraph);
        let spans: Vec<Span> = paragraphs.map(|(_, block)| block.content).collect();
        for content in spans {
            let mut start = 0;
            for line in self.source.slice(content).split_inclusive('\n') {
                let inner = line.trim_start_matches(['>', ' ']);
                let from = start + line.len() - inner.len();
                let line_span = self.sub(content, from..from + inner.trim_end().len());
                start += line.len();
                if self.is_field_line(line_span) {
                    self.field_line(line_span, None, Origin::Own);
                }
            }
        }
    }

    /// Whether a line of fields that goes on from a line above says what something costs or when it is due.
    pub(super) fn is_of_some_work(&self, content: Span) -> bool {
        let above = self.source.text.get(..content.start as usize).unwrap_or("").trim_end_matches([' ', '*', '_']);
        let line = above.strip_suffix('\n').map(|above| above.trim_end_matches('\r').rsplit('\n').next().unwrap_or(""));
        // Lines of fields right below each other are a block of them.
        let field = |line: &str| labels::line(&self.reader.vocabulary, line).is_some();
        if line.is_none_or(|line| line.trim().is_empty() || line.starts_with('#') || field(line)) {
            return false;
        }
        let fields = labels::list(&self.reader.vocabulary, self.text(content));
        let names = fields.first().and_then(|field| for_plan(&field.names));
        names.is_some_and(|name| matches!(name, FieldName::Budget | FieldName::Due | FieldName::Start))
    }
}

/// The relation that a link field states.
pub(super) fn relation_of(name: FieldName) -> Option<Relation> {
    match name {
        FieldName::Serves => Some(Relation::Serves),
        FieldName::DependsOn => Some(Relation::DependsOn),
        FieldName::Reuses => Some(Relation::Reuses),
        FieldName::Indicator => Some(Relation::Indicator),
        _ => None,
    }
}

/// The field that a label means on an item.
pub(super) fn for_item(names: &[FieldName]) -> Option<FieldName> {
    let of_plan_only = [
        FieldName::Title,
        FieldName::Horizon,
        FieldName::Upstream,
        FieldName::Scope,
        FieldName::Profile,
        FieldName::Type,
        FieldName::Language,
        FieldName::Plan,
        FieldName::Kind,
    ];
    names
        .iter()
        .copied()
        .find(|name| !of_plan_only.contains(name))
        .or_else(|| names.contains(&FieldName::Horizon).then_some(FieldName::Due))
}

/// The field that a label means on the plan.
pub(super) fn for_plan(names: &[FieldName]) -> Option<FieldName> {
    names
        .iter()
        .copied()
        .find(|name| OF_PLAN.contains(name) && !matches!(name, FieldName::Due | FieldName::Start))
        .or_else(|| names.iter().copied().find(|name| OF_PLAN.contains(name)))
}
