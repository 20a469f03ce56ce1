//! Fields: of items, of the plan, from labels, brackets, cells, keys and prose (DESIGN §3.5).

use super::reading::{HERE, Reading};
use crate::lexicon::fold;
use crate::plan::fault::Fault;
use crate::plan::kinds::*;
use crate::plan::labels::{self, Labelled};
use crate::plan::model::*;
use crate::plan::values;
use crate::plan::values::point::is_month_name;
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

/// So many bytes before a date may say that it is past.
const CLAUSE: usize = 400;

/// The end of a text, of about so many bytes.
fn tail(text: &str, most: usize) -> &str {
    let from = text.len().saturating_sub(most);
    let from = (from..text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len());
    &text[from..]
}

/// The beginning of a text, of at most so many bytes.
pub(super) fn head(text: &str, most: usize) -> &str {
    let to = (0..=most.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    &text[..to]
}

/// So far from a full stop on, in bytes, a label is looked for.
const NEAR: usize = 200;

/// What an owner in prose does: “The Permit Office will …”.
const ACTS: [&str; 16] = [
    " will ",
    " shall ",
    " must ",
    " should ",
    " is responsible for ",
    " are responsible for ",
    " leads ",
    " is accountable ",
    " expect to ",
    " expects to ",
    " plan to ",
    " plans to ",
    " intend to ",
    " intends to ",
    " is required to ",
    " are required to ",
];

/// So many words name who acts, or two who do.
const SUBJECT: usize = 14;

/// What opens a subject that is no body.
const NO_BODY: [&str; 15] =
    ["we", "it", "they", "this", "these", "that", "there", "you", "i", "users", "which", "who", "what", "if", "when"];

/// What stands between commas behind who acts, and names those who help.
const HELPERS: [&str; 12] = [
    ", in coordination with",
    ", in collaboration with",
    ", in consultation with",
    ", in cooperation with",
    ", in partnership with",
    ", with support from",
    ", with the support of",
    ", with help from",
    ", supported by",
    ", together with",
    ", along with",
    ", working with",
];

/// What stands before a verb, without those who help: “The Office, in partnership with the Agency,”.
fn without_helpers(head: &str) -> &str {
    let head = head.trim_end().trim_end_matches(',');
    HELPERS.iter().filter_map(|helper| head.find(helper)).min().map_or(head, |at| &head[..at])
}

/// Where each of [`ACTS`] first stands in a text, in their order.
fn acts(text: &str) -> impl Iterator<Item = usize> + use<> {
    let mut first = [None; ACTS.len()];
    // A line may end between two words.
    let same = |rest: &[u8], word: &str| {
        let blank = |(byte, wanted): (&u8, u8)| *byte == wanted || wanted == b' ' && *byte == b'\n';
        rest.len() >= word.len() && rest.iter().zip(word.bytes()).all(blank)
    };
    for at in memchr::memchr2_iter(b' ', b'\n', text.as_bytes()) {
        let rest = &text.as_bytes()[at..];
        // The letters that they open with.
        let opens = matches!(
            rest.get(1..4),
            Some(b"are" | b"exp" | b"is " | b"int" | b"lea" | b"mus" | b"pla" | b"sha" | b"sho" | b"wil")
        );
        if !opens {
            continue;
        }
        for (found, word) in first.iter_mut().zip(ACTS) {
            if found.is_none() && same(rest, word) {
                *found = Some(at);
            }
        }
    }
    first.into_iter().flatten()
}

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
        let dated = matches!(name, FieldName::Start | FieldName::Due);
        let name = if dated && self.reader.ids.whole(text).is_some_and(|id| id.kind.is_some()) {
            FieldName::Serves
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

    fn add_labelled(&mut self, span: Span, found: &[Labelled], item: Option<ItemId>, origin: Origin) {
        let in_phase = item.is_none() && self.in_phase(span);
        for field in found {
            let name = if item.is_some() { for_item(&field.names) } else { for_plan(&field.names) };
            let Some(name) = name.filter(|_| !in_phase) else { continue };
            let label = self.sub(span, field.label.clone());
            let value = self.sub(span, field.value.clone());
            self.add_field(name, item, Some(label), value, origin, None);
        }
    }

    /// Whether a line stands under a heading that is a phase: “Status: archived” there is said of the phase.
    fn in_phase(&self, span: Span) -> bool {
        let sections = &self.facts.sections;
        let after = sections.partition_point(|section| section.span.start <= span.start);
        let last = after.checked_sub(1).map(|at| SectionId(at as u32));
        self.facts.ancestors(last).any(|(_, section)| section.phase && section.span.contains(span))
    }

    /// Whether the whole text is one or more field lines.
    pub(super) fn is_field_line(&self, span: Span) -> bool {
        let text = self.text(span);
        labels::split(text).is_some_and(|(label, _)| {
            let names = labels::field_names(&self.reader.vocabulary, &text[label]);
            for_item(&names).is_some()
        })
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

    /// Who and how much in a bracket without labels that ends a text: “… (Nursing Directorate, 180,000 EUR)”.
    pub(super) fn plain_bracket(&mut self, span: Span, item: ItemId) {
        let text = self.text(span);
        let Some(inner) = text.trim_end().trim_end_matches('.').strip_suffix(')') else { return };
        let Some(open) = inner.rfind('(').filter(|&at| at > 0) else { return };
        if inner[open..].contains([':', '：']) {
            // It has labels, and was read by them.
            return;
        }
        // A comma between digits belongs to the amount.
        let mut pieces: Vec<std::ops::Range<usize>> = Vec::new();
        let mut at = open + 1;
        for piece in inner[open + 1..].split_inclusive([',', ';']) {
            let range = at..at + piece.len();
            at = range.end;
            match pieces.last_mut() {
                Some(last) if !piece.starts_with(' ') => last.end = range.end,
                _ => pieces.push(range),
            }
        }
        let plain = |range: std::ops::Range<usize>| {
            let piece = self.bare(self.sub(span, range));
            self.sub(piece, 0..self.text(piece).trim_end_matches([',', ';', ' ']).len())
        };
        let pieces: Vec<Span> = pieces.into_iter().map(plain).collect();
        let short = |s: Span, most: usize| self.text(s).split_whitespace().count() <= most;
        let money = |s: Span| short(s, 3) && !values::money_in(self.text(s)).is_empty();
        let amount = pieces.iter().any(|&s| money(s));
        let words = &self.reader.words;
        let body = |s: Span| {
            let text = self.text(s);
            let named = self.has(s, words.organisation) || self.has(s, words.officer) || self.has(s, words.team);
            let name = text.starts_with(char::is_uppercase) && !text.contains(|c: char| c.is_ascii_digit());
            short(s, 4) && name && (named || amount)
        };
        if !pieces.iter().all(|&s| money(s) || body(s) || self.text(s).starts_with("with ")) {
            return;
        }
        let owner = pieces.iter().copied().find(|&s| !money(s) && body(s));
        let budget = pieces.iter().copied().find(|&s| money(s));
        if let Some(owner) = owner {
            self.add_field(FieldName::Owner, Some(item), None, owner, Origin::Own, None);
        }
        if let Some(budget) = budget {
            self.add_field(FieldName::Budget, Some(item), None, budget, Origin::Own, None);
        }
    }

    /// Who, beside a date, in a bracket without labels that ends a text: “… (Jonas, 31 March; for commuters)”,
    /// （总务部；暑假前完成，五月底）.
    pub(super) fn dated_bracket(&mut self, span: Span, item: ItemId) {
        const BODIES: [&str; 20] = [
            "部", "科", "处", "室", "组", "股", "局", "委", "馆", "院", "中心", "所", "队", "站", "办", "会", "主任",
            "科长", "馆长", "老师",
        ];
        let text = self.text(span);
        let Some(inner) = text.trim_end().trim_end_matches(['.', '。']).strip_suffix([')', '）']) else { return };
        let Some(open) = inner.rfind(['(', '（']).filter(|&at| at > 0) else { return };
        let start = open + inner[open..].chars().next().map_or(1, char::len_utf8);
        if inner[start..].contains([':', '：']) || self.has_field(item, FieldName::Owner) {
            return;
        }
        let mut pieces: Vec<Span> = Vec::new();
        let mut at = start;
        for piece in inner[start..].split_inclusive([',', ';', '，', '；']) {
            let words = piece.trim_end_matches([',', ';', '，', '；']);
            pieces.push(self.bare(self.sub(span, at..at + words.len())));
            at += piece.len();
        }
        // “31 March”, 五月底前 need no year.
        let dated = |s: &Span| {
            let words = self.text(*s);
            let dates = values::dates_in(words);
            let folded = fold(words);
            let month = |word: &str| is_month_name(word.trim_matches(|c: char| !c.is_alphabetic()));
            dates.iter().any(|(range, _)| range.len() * 2 >= s.len() as usize)
                || words.len() <= 24 && folded.split(' ').any(month)
                || folded.chars().count() <= 10
                    && ["月", "季度", "学期", "暑假", "寒假", "开学"].iter().any(|word| folded.contains(word))
        };
        let names = |s: &Span| {
            let words = self.text(*s);
            let mut parts = words.split(' ');
            let proper = parts.clone().count() <= 3
                && parts.all(|w| w.starts_with(char::is_uppercase) && w.chars().all(|c| c.is_alphabetic() || c == '-'));
            let folded = fold(words);
            let body = !words.is_ascii()
                && folded.chars().count() <= 10
                && BODIES.iter().any(|end| folded.trim_end_matches("带领").ends_with(end));
            (proper && words.is_ascii() || body) && !dated(s)
        };
        if pieces.len() < 2 || !pieces.iter().any(dated) {
            return;
        }
        if let Some(owner) = pieces.iter().copied().find(names) {
            self.add_field(FieldName::Owner, Some(item), None, owner, Origin::Own, None);
        }
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

    /// Owner and due date that an item's own sentences state.
    pub(super) fn prose_fields(&mut self, item: ItemId) {
        let own = self.facts.items[item.at()].own.clone();
        let Some(&first) = own.first() else { return };
        own.iter().for_each(|&span| self.closing_fields(span, item));
        let has = |name| self.has_field(item, name);
        let dated = has(FieldName::Due);
        if !has(FieldName::Owner)
            && let Some(owner) = self.owner_in(first)
        {
            self.add_field(FieldName::Owner, Some(item), None, owner, Origin::Prose, None);
        }
        if dated {
            return;
        }
        for &span in &own {
            let text = self.text(span);
            for (range, interval) in values::dates_in(text) {
                let before = tail(&text[..range.start], CLAUSE).trim_end().to_lowercase();
                // What was to be done is no date of this item: “Agencies were required to do so by September 2019.”
                let clause = before.rsplit(['.', ';']).next().unwrap_or("");
                if [" was ", " were ", " had "].iter().any(|past| clause.contains(past)) {
                    continue;
                }
                let by = [
                    "by",
                    "before",
                    "until",
                    "than",
                    "by the end of",
                    "by end of",
                    "by the",
                    "end of",
                    "于",
                    "在",
                    "到",
                    "至",
                    "截至",
                    "by:",
                ]
                .iter()
                .any(|word| before.ends_with(word) && !before.ends_with(&format!("b{word}")));
                let after = text[range.end..].trim_start();
                let until =
                    ["前", "底", "年底", "末", "完成", "之前", "以前"].iter().any(|word| after.starts_with(word))
                        || text[range.clone()].ends_with(['前', '底', '末']);
                if by || until {
                    let value = self.sub(span, range);
                    let read = Value::Date(values::DateValue::Range(interval));
                    self.add_read(FieldName::Due, item, value, read, Origin::Prose);
                    return;
                }
            }
        }
    }

    /// Whether an item that was just read has a field.
    fn has_field(&self, item: ItemId, name: FieldName) -> bool {
        self.facts.fields.iter().rev().take(24).any(|f| f.item == Some(item) && f.name == name)
    }

    /// The fields with labels that close the text of an item: “Each form is tried first. Responsible: Registry. Due: May
    /// 2028.”, 牵头人：护理部。完成时间：2028年6月。
    fn closing_fields(&mut self, span: Span, item: ItemId) {
        const CLOSING: [FieldName; 5] =
            [FieldName::Owner, FieldName::Due, FieldName::Start, FieldName::Budget, FieldName::Serves];
        let text = self.text(span);
        if !text.contains([':', '：']) {
            return;
        }
        let ends = text.char_indices().filter_map(|(at, c)| match c {
            '。' => Some(at + c.len_utf8()),
            '.' if text[at + 1..].starts_with([' ', '\n']) => Some(at + 1),
            _ => None,
        });
        let opens = |at: &usize| {
            let rest = &text[*at..];
            let near = head(rest, NEAR);
            let field = labels::line(&self.reader.vocabulary, near.split(['。', '\n']).next().unwrap_or(near));
            field.is_some_and(|field| for_item(&field.names).is_some_and(|name| CLOSING.contains(&name)))
        };
        let starts: Vec<usize> = ends.collect();
        let Some(at) = starts.into_iter().find(opens) else { return };
        let rest = self.sub(span, at..text.len());
        let found: Vec<Labelled> = labels::list(&self.reader.vocabulary, self.text(rest))
            .into_iter()
            .filter(|field| for_item(&field.names).is_some_and(|name| !self.has_field(item, name)))
            .collect();
        self.add_labelled(rest, &found, Some(item), Origin::Own);
    }

    /// The plan's budget from a sentence where no field gives it: 总投资1400万元, 总预算600万元.
    pub(super) fn prose_budget(&mut self) {
        if self.facts.fields.iter().any(|f| f.item.is_none() && f.name == FieldName::Budget) {
            return;
        }
        let states = [SectionKind::StatusQuo, SectionKind::Problems, SectionKind::Trends, SectionKind::Effects];
        let found = self.facts.sentences.iter().find_map(|sentence| {
            let kinds = sentence.section.map(|id| self.facts.sections[id.at()].kinds);
            if sentence.item.is_some()
                || sentence.place != Place::Text
                || kinds.is_some_and(|kinds| states.iter().any(|&kind| kinds.has(kind)))
            {
                return None;
            }
            let text = self.text(sentence.span);
            if !text.contains('总') && !text.contains("项目预算") {
                return None;
            }
            let (range, _) = values::money_in(text).into_iter().find(|(range, _)| {
                let before =
                    text[..range.start].trim_end_matches(['为', '约', '共', '计', '是', ' ', '：', ':', '达', '需']);
                ["总投资", "总预算", "总经费", "总费用", "投资总额", "预算总额", "项目预算", "总投资估算"]
                    .iter()
                    .any(|label| before.ends_with(label))
            })?;
            Some(self.sub(sentence.span, range))
        });
        if let Some(value) = found {
            self.add_field(FieldName::Budget, None, None, value, Origin::Prose, None);
        }
    }

    /// The body, officer or team that a sentence says will act: before will, shall, must; before 负责, 牵头.
    pub(super) fn owner_in(&self, span: Span) -> Option<Span> {
        let words = &self.reader.words;
        let body = |part: Span| {
            self.has(part, words.organisation) || self.has(part, words.officer) || self.has(part, words.team)
        };
        let text = self.text(span);
        if let Some(person) = self.person_in_charge(span) {
            return Some(person);
        }
        if !body(span) {
            return None;
        }
        let leads: &[&str] = if text.is_ascii() { &[] } else { &["牵头", "负责", "会同", "主责"] };
        for (at, word) in leads.iter().filter_map(|w| text.find(w).map(|at| (at, w))) {
            // 与单位负责人挂钩 names nobody.
            if text[at + word.len()..].starts_with(['人', '任']) {
                continue;
            }
            let head = &text[..at];
            let start = head
                .rfind(['，', '。', '；', '、', '由', '：', ',', ';', '（', '(', ' '])
                .map_or(0, |i| i + head[i..].chars().next().map_or(1, char::len_utf8));
            let part = self.sub(span, start..at);
            if !part.is_empty() && part.len() <= 60 && body(part) && !self.text(part).contains(['我', '他', '其']) {
                return Some(part);
            }
        }
        let sentences = super::prose::split(text);
        for (sentence, at) in sentences.flat_map(|s| acts(&text[s.clone()]).map(move |at| (s.clone(), s.start + at))) {
            let head = &text[sentence.start..at];
            if head.contains([';', '?']) {
                continue;
            }
            let head = without_helpers(head);
            let start = head.rfind([',', ':']).map_or(0, |i| i + 1);
            let last = head[start..].trim_start();
            let end = sentence.start + head.len();
            // “The Registry, the Council, and the Archive will …”: the last of them, or else the first.
            let listed = last.strip_prefix("and ");
            let last = listed.unwrap_or(last);
            let first = listed.and_then(|_| head.find(',')).map(|comma| sentence.start..sentence.start + comma);
            let parts = std::iter::once(end - last.len()..end).chain(first);
            let acting = |part: &Span| {
                let subject = self.text(*part);
                let words = subject.split_whitespace().count();
                let first = subject.split_whitespace().next().unwrap_or("").to_lowercase();
                (1..=SUBJECT).contains(&words) && !NO_BODY.contains(&first.as_str()) && body(*part)
            };
            if let Some(part) = parts.map(|part| self.bare(self.sub(span, part))).find(acting) {
                return Some(part);
            }
        }
        None
    }
}

impl Reading<'_> {
    /// A person who is said to answer for it at the end of a clause: “预算35万元，张工负责。”, 由李娜负责.
    fn person_in_charge(&self, span: Span) -> Option<Span> {
        let text = self.text(span);
        for (at, _) in text.match_indices("负责") {
            let after = text[at + "负责".len()..].chars().next();
            if after.is_some_and(|c| !matches!(c, '。' | '，' | '；' | ',' | ';' | ')' | '）' | ' ' | '\n' | '*')) {
                continue;
            }
            let head = &text[..at];
            let marks = ['，', '。', '；', '、', '由', '：', ',', ';', '（', '(', ' ', ':'];
            let Some(start) = head.rfind(marks) else { continue };
            let start = start + head[start..].chars().next().map_or(1, char::len_utf8);
            if super::names::may_be_chinese(&head[start..]) {
                return Some(self.sub(span, start..at));
            }
        }
        None
    }

    /// Who a lead-in says will act, whatever it is called: “The Registry will:”.
    pub(super) fn actor_in(&self, span: Span) -> Option<Span> {
        let text = self.text(span).trim_end();
        let head = text.strip_suffix([':', '：'])?.trim_end().trim_end_matches(['*', '_']);
        let subject = [" will", " shall", " must"].iter().find_map(|verb| head.strip_suffix(verb))?;
        let subject = subject.rsplit([',', '.', ';']).next()?.trim();
        let words = subject.split_whitespace().count();
        let lower = subject.to_lowercase();
        let no_actor = ["we", "it", "they", "you", "i", "this", "these", "that", "there", "users", "which", "who"];
        let thing = [
            "plan",
            "strategy",
            "programme",
            "program",
            "project",
            "system",
            "platform",
            "service",
            "roadmap",
            "phase",
            "work",
        ];
        let first = lower.split_whitespace().next().unwrap_or("");
        if words == 0 || words > 6 || no_actor.contains(&first) || thing.iter().any(|w| lower.ends_with(w)) {
            return None;
        }
        let at = self.text(span).find(subject)?;
        Some(self.sub(span, at..at + subject.len()))
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
