//! Fields that running text tells: who does it and by when, what stands in a bracket without labels, what closes a paragraph,
//! what the plan costs.

use super::fields::for_item;
use super::reading::Reading;
use crate::lexicon::{fold, is_han, simplify};
use crate::plan::kinds::*;
use crate::plan::labels::{self, Labelled};
use crate::plan::model::*;
use crate::plan::values;
use crate::plan::values::point::is_month_name;
use crate::syntax::MarkKind;
use crate::text::Span;

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

/// A text up to the bracket that closes it, and where what the bracket holds starts.
fn closing_bracket(text: &str) -> Option<(&str, usize)> {
    let text = text.trim_end().trim_end_matches(['.', '。']);
    // “… (Buildings Committee, by May 2027) → N1, G1”
    let text = text.rsplit_once('→').map_or(text, |(before, _)| before.trim_end());
    let inner = text.strip_suffix([')', '）', '〕', '】'])?;
    let open = inner.rfind(['(', '（', '〔', '【']).filter(|&at| at > 0)?;
    Some((inner, open + inner[open..].chars().next().map_or(1, char::len_utf8)))
}

/// A text whose last part stands behind a dash, and where that starts: “… on Line 4 — *HR Manager, by 28 February*”.
fn behind_dash(text: &str) -> Option<(&str, usize)> {
    let text = text.trim_end().trim_end_matches(['.', '。', '*', '_']);
    let (at, dash) = [" — ", " – ", "——"].iter().filter_map(|dash| Some((text.rfind(dash)?, dash))).max()?;
    (at > 0 && text.len() - at <= BEHIND).then_some((text, at + dash.len()))
}

/// What stands behind a dash is no longer than so many bytes.
const BEHIND: usize = 160;

/// So far from a full stop on, in bytes, a label is looked for.
const NEAR: usize = 200;

/// How Chinese names of offices end.
const OFFICES: [&str; 18] =
    ["部", "科", "处", "室", "组", "股", "局", "委", "馆", "院", "中心", "所", "队", "站", "办", "会", "系", "庭"];

/// Whether a Chinese name ends as those of offices do: 镇应急办, 水利站.
fn ends_as_body(name: &str) -> bool {
    const MORE: [&str; 4] = ["校", "厂", "村", "党支部"];
    let length = name.chars().count();
    (3..=14).contains(&length)
        && name.chars().all(|c| is_han(c) || c.is_ascii_alphanumeric())
        && OFFICES.iter().chain(&MORE).any(|end| name.ends_with(end))
        && !["全部", "内部", "外部", "局部", "分别", "到处"].iter().any(|end| name.ends_with(end))
}

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

/// So many parts at most are looked at to see whether a text closes with fields.
const PARTS: usize = 12;

/// So many bytes at most hold the fields that close a text.
const CLOSING_TEXT: usize = 1200;

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

    /// Takes the fields behind bars that end a text, “设三个厨房 | 责任单位：民政办 | 68万元”, and gives what stands before them.
    pub(super) fn barred_fields(&mut self, span: Span, item: ItemId) -> Span {
        const BARS: [char; 2] = ['|', '｜'];
        let text = self.text(span);
        let after = |bar: usize| bar + text[bar..].chars().next().map_or(1, char::len_utf8);
        let opens_field = |bar: &usize| {
            let piece = text[after(*bar)..].split(BARS).next().unwrap_or("");
            labels::line(&self.reader.vocabulary, piece.trim()).is_some()
        };
        let Some(bar) = text.match_indices(BARS).map(|(bar, _)| bar).filter(|&bar| bar > 0).find(opens_field) else {
            return span;
        };
        let start = after(bar);
        let fields = labels::list(&self.reader.vocabulary, &text[start..]);
        let rest = self.sub(span, start..text.len());
        self.add_labelled(rest, &fields, Some(item), Origin::Own);
        if !self.has_field(item, FieldName::Budget) {
            let mut at = start;
            for piece in text[start..].split_inclusive(BARS) {
                let words = piece.trim_end_matches(BARS);
                if labels::split(words).is_none() && !values::money_in(words).is_empty() {
                    let budget = self.bare(self.sub(span, at..at + words.len()));
                    self.add_field(FieldName::Budget, Some(item), None, budget, Origin::Own, None);
                    break;
                }
                at += piece.len();
            }
        }
        self.source.trim(self.sub(span, 0..bar))
    }

    /// Who, beside a date, in a bracket without labels that ends a text: “… (Jonas, 31 March; for commuters)”,
    /// （总务部；暑假前完成，五月底）.
    pub(super) fn dated_bracket(&mut self, span: Span, item: ItemId) {
        if self.has_field(item, FieldName::Owner) {
            return;
        }
        if let Some(owner) = self.owner_beside_date(span).or_else(|| self.owner_at_end(span)) {
            self.add_field(FieldName::Owner, Some(item), None, owner, Origin::Own, None);
        }
    }

    /// Who, in italics or a last sentence that commits somebody: “… *Kitchen Managers; by Dec 2027; £7,000; serves N1*”.
    fn owner_at_end(&self, span: Span) -> Option<Span> {
        let text = self.text(span);
        // The sign that closes them may be off the text.
        let wide = span.with(span.start, (span.end + 1).min(self.source.text.len() as u32));
        let italics = self.tree.marks_in(wide).filter(|mark| mark.kind == MarkKind::Emphasis).last();
        let ends = |end: u32| end >= span.end || self.text(span.with(end, span.end)).trim().is_empty();
        let italics = italics.filter(|mark| ends(mark.span.end));
        let sentence = || {
            let text = text.trim_end().trim_end_matches('.');
            let start = text[..text.find("; ")?].rfind(". ")? + 2;
            (text[start..].matches("; ").count() > 1).then(|| self.sub(span, start..text.len()))
        };
        // “*Membership Secretary, from January 2027. Answers surveyors who left over cost.*”
        let first = |inner: Span| {
            let end = self.text(inner).find(". ").unwrap_or(inner.len() as usize);
            self.sub(inner, 0..end)
        };
        self.committed(italics.map(|mark| first(mark.inner)).or_else(sentence)?)?.owner
    }

    /// Who, in the pieces of a bracket or behind a dash of which one is a date.
    pub(super) fn owner_beside_date(&self, span: Span) -> Option<Span> {
        const OFFICERS: [&str; 4] = ["主任", "科长", "馆长", "老师"];
        let text = self.text(span);
        // “**Lift in the east stair.** (Estates, until May 2027)”, and on the next line what it is.
        let line = || text.split_once('\n').and_then(|(line, _)| closing_bracket(line));
        // ……每组书架贴号。典藏部郑雯，4月20日前
        let sentence =
            || text.rfind('。').map(|at| (text, at + '。'.len_utf8())).filter(|&(_, at)| text.len() - at <= 60);
        let (inner, start) = closing_bracket(text).or_else(|| behind_dash(text)).or_else(line).or_else(sentence)?;
        if inner[start..].contains([':', '：']) {
            return None;
        }
        let mut pieces: Vec<Span> = Vec::new();
        let mut at = start;
        const DIVIDE: [char; 8] = [',', ';', '，', '；', '｜', '|', '/', '／'];
        for piece in inner[start..].split_inclusive(DIVIDE) {
            let words = piece.trim_end_matches(DIVIDE);
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
            let parts = words.split(' ');
            // “Head of Planning”
            let mut named = parts.clone().filter(|w| !matches!(*w, "of" | "for" | "and" | "the" | "&"));
            let proper = parts.count() <= 5
                && named.clone().count() <= 3
                && named.all(|w| w.starts_with(char::is_uppercase) && w.chars().all(|c| c.is_alphabetic() || c == '-'));
            let folded = fold(words);
            // 生产部 柴伟
            let first = fold(words.split([' ', '\u{3000}']).next().unwrap_or(""));
            let body = !words.is_ascii()
                && folded.chars().count() <= 10
                && OFFICES.iter().chain(&OFFICERS).any(|end| first.trim_end_matches("带领").ends_with(end));
            let handle = words.strip_prefix('@').is_some_and(|name| name.len() >= 2 && !name.contains(' '));
            (proper && words.is_ascii() || body || handle) && !dated(s)
        };
        // 〔船舶系，1200万元〕
        let paid = |s: &Span| !self.text(*s).is_ascii() && !values::money_in(self.text(*s)).is_empty();
        if pieces.len() < 2 || !pieces.iter().any(|piece| dated(piece) || paid(piece)) {
            return None;
        }
        pieces.into_iter().find(names)
    }

    /// Owner and due date that an item's own sentences state.
    pub(super) fn prose_fields(&mut self, item: ItemId) {
        let own = self.facts.items[item.at()].own.clone();
        let Some(&first) = own.first() else { return };
        own.iter().for_each(|&span| self.closing_fields(span, item));
        let has = |name| self.has_field(item, name);
        let dated = has(FieldName::Due);
        if !has(FieldName::Owner)
            && let Some(owner) = self.owner_in(first).or_else(|| own.iter().find_map(|&span| self.handle_in(span)))
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

    /// The first account that a text names: “… Serves S3. @rosa-m, by 31 July”. “@types/node” is a package, and what stands
    /// in code is of the program.
    fn handle_in(&self, span: Span) -> Option<Span> {
        let text = self.text(span);
        text.match_indices('@').find_map(|(at, _)| {
            let name = &text[at + 1..];
            let len = name.bytes().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_')).count();
            let opens = text[..at].ends_with([' ', '(', '（', '，', '；', '：', ':', '[']) || at == 0;
            let closes = !name[len..].starts_with(['/', '@', '`'])
                && !name[len..].strip_prefix('.').is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
            (len >= 2 && opens && closes).then(|| self.sub(span, at..at + 1 + len))
        })
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
        // Behind a full stop, or a dash: “……帮教师备课。——责任单位：教研室；时间：2026年9月”.
        let ends = text.char_indices().filter_map(|(at, c)| match c {
            '。' if !text[at..].starts_with("。——") => Some(at + c.len_utf8()),
            // “… *Serves Need 1.* In the hands of: Counselling Desk.”
            '.' => {
                let rest = text[at + 1..].trim_start_matches(['*', '_']);
                rest.starts_with([' ', '\n']).then_some(text.len() - rest.len())
            }
            '—' | '–' if at > 0 && text[at + c.len_utf8()..].starts_with(|c: char| c == ' ' || is_han(c)) => {
                Some(at + c.len_utf8())
            }
            _ => None,
        });
        let closes = |part: &str| {
            let field = labels::line(&self.reader.vocabulary, part);
            field.is_some_and(|field| for_item(&field.names).is_some_and(|name| CLOSING.contains(&name)))
        };
        // 怎么做：逐项画图；责任单位：营商办；时间：6月: a label of other words may stand before them.
        let several = |rest: &str| {
            let parts = || rest.split(['；', ';']).take(PARTS);
            parts().nth(2).is_some()
                && parts().next().is_some_and(|part| labels::split(part).is_some())
                && parts().filter(|part| closes(part)).take(2).count() == 2
        };
        let opens = |at: &usize| {
            let rest = &text[*at..];
            let near = head(rest, NEAR);
            // A label may be broken by the end of a line: “*In⏎charge:* Registrar”.
            let clause = near.split('。').next().unwrap_or(near);
            let line = clause.split('\n').next().unwrap_or(clause);
            closes(line) || line.len() < clause.len() && closes(clause) || several(head(rest, CLOSING_TEXT))
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
            let text = &*simplify(self.text(sentence.span));
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
        let text = &*simplify(self.text(span));
        if let Some(person) = self.person_in_charge(span, text) {
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

    /// A person or office that is said to answer for it at the end of a clause: “预算35万元，张工负责。”, 由李娜负责, 镇应急办负责.
    /// The text is that of the span, simplified.
    fn person_in_charge(&self, span: Span, text: &str) -> Option<Span> {
        for (at, _) in text.match_indices("负责") {
            let after = text[at + "负责".len()..].chars().next();
            if after.is_some_and(|c| !matches!(c, '。' | '，' | '；' | ',' | ';' | ')' | '）' | ' ' | '\n' | '*')) {
                continue;
            }
            let head = &text[..at];
            let marks = ['，', '。', '；', '、', '由', '：', ',', ';', '（', '(', ' ', ':'];
            let Some(start) = head.rfind(marks) else { continue };
            let start = start + head[start..].chars().next().map_or(1, char::len_utf8);
            if super::names::may_be_chinese(&head[start..]) || ends_as_body(&head[start..]) {
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
