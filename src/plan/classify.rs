//! Whether a plan is whole, of what type, how far, for how long (DESIGN §3.1); whose it is, says `profile`.

use super::group::Declaration;
use super::kinds::*;
use super::model::*;
use super::reader::Reader;
use super::reason::WhyChosen;
use super::recognise::find_title_word;
use super::texts::Texts;
use super::values::{self, HorizonValue};
use crate::lexicon::fold;
use crate::text::Span;
use std::sync::Arc;

pub(super) fn chosen<T>(value: T, why: WhyChosen) -> Chosen<T> {
    Chosen { value, why }
}

/// The plan field of this name that says something.
pub(super) fn field(facts: &Facts, name: FieldName) -> Option<&Field> {
    facts.fields.iter().find(|f| f.item.is_none() && f.name == name && !matches!(f.read, Value::Empty))
}

/// The titles of a plan's documents.
pub(super) fn titles<'a>(text: &Texts<'a>, documents: &'a [Arc<Document>]) -> Vec<&'a str> {
    documents.iter().map(|d| text.get(d.title)).collect()
}

/// The planning period: field, title, or a sentence about the plan.
pub(super) fn horizon(facts: &Facts, text: &Texts, documents: &[Arc<Document>]) -> Option<Horizon> {
    let build = |value: HorizonValue, span, explicit| {
        let interval = match &value {
            HorizonValue::Range(interval) => Some(*interval),
            _ => None,
        };
        Horizon { value, interval, span, explicit }
    };
    if let Some(f) = field(facts, FieldName::Horizon)
        && let Value::Horizon(value) = &f.read
        && !matches!(value, HorizonValue::Unreadable | HorizonValue::Invalid { .. })
        // “Timeline: ship when ready” is no period.
        && (value.end().is_some() || text.get(f.value).chars().any(|c| c.is_ascii_digit() || !c.is_ascii()))
    {
        return Some(build(value.clone(), f.value, true));
    }
    let plan_date = |name| {
        field(facts, name).and_then(|f| match &f.read {
            Value::Date(values::DateValue::Range(interval)) => Some((*interval, f.value)),
            _ => None,
        })
    };
    if let (Some((start, _)), Some((end, span))) = (plan_date(FieldName::Start), plan_date(FieldName::Due))
        && start.start <= end.end
    {
        let interval = values::Interval { start: start.start, end: end.end };
        return Some(build(HorizonValue::Range(interval), span, true));
    }
    for (number, document) in documents.iter().enumerate() {
        let heading = facts.sections.iter().find(|s| s.document.0 as usize == number && s.level > 0);
        let heading = heading.map(|s| s.title).filter(|&span| span != document.title && document.titled);
        let said = |title| values::horizon_in(text.get(title)).map(|(range, value)| (title, range, value));
        let other = heading.and_then(said);
        let Some((title, range, value)) = said(document.title).or(other.clone()) else { continue };
        // A heading that names another period than the title: which is meant is open.
        if other.is_some_and(|(.., other)| other != value) {
            continue;
        }
        let span = title.with(title.start + range.start as u32, title.start + range.end as u32);
        return Some(build(value, span, true));
    }
    // A sentence with both ends wins over one that names an end or a duration alone.
    let mut partial = None;
    for sentence in facts
        .sentences
        .iter()
        .filter(|s| matches!(s.place, Place::Text | Place::Heading | Place::Cell) && s.item.is_none())
    {
        let words = text.get(sentence.span);
        if let Some((range, value)) = values::horizon_said(words) {
            let span =
                sentence.span.with(sentence.span.start + range.start as u32, sentence.span.start + range.end as u32);
            if matches!(value, HorizonValue::Range(_)) {
                return Some(build(value, span, false));
            }
            partial = partial.or(Some((value, span)));
        }
    }
    partial.map(|(value, span)| build(value, span, false))
}

/// Whether a sentence at the beginning says that a plan is made with it: 特制定本方案, 现提出如下实施意见.
pub(super) fn announces_plan(facts: &Facts, text: &Texts) -> bool {
    let first = facts.sentences.iter().take(40).filter(|s| s.is_running());
    first.map(|s| text.get(s.span)).any(|words| {
        let end = words.trim_end_matches(|c: char| !c.is_alphanumeric());
        let noun = ["方案", "意见", "规划", "计划", "措施", "要点"].iter().any(|noun| end.ends_with(noun));
        let made = ["制定", "制订", "编制", "提出", "形成"].iter().filter_map(|verb| end.rfind(verb));
        noun && made
            .max()
            .is_some_and(|at| end[at..].chars().count() <= 12 && end[at..].contains(['本', '如', '此', '该']))
    })
}

/// Whole plan or part.
pub(super) fn scope(
    facts: &Facts,
    text: &Texts,
    documents: &[Arc<Document>],
    declaration: &Declaration,
    reader: &Reader,
) -> Chosen<Scope> {
    if let Some(scope) = declaration.scope {
        return chosen(scope, WhyChosen::Configured);
    }
    let read = |f: &Field| match fold(text.get(f.value)).as_str() {
        "part" | "部分" => Some(Scope::Part),
        "whole" | "全部" | "整体" => Some(Scope::Whole),
        _ => None,
    };
    if let Some(scope) = facts.fields.iter().filter(|f| f.item.is_none() && f.name == FieldName::Scope).find_map(read) {
        return chosen(scope, WhyChosen::Field("scope"));
    }
    if declaration.declared {
        return chosen(Scope::Whole, WhyChosen::Declared);
    }
    if declaration.grouped {
        return chosen(Scope::Whole, WhyChosen::Grouped);
    }
    if let Some(count) = declaration.series {
        return chosen(Scope::Part, WhyChosen::Series(count));
    }
    let title = titles(text, documents).first().copied().unwrap_or("");
    let path = documents.first().map_or("", |d| d.source.path.rsplit('/').next().unwrap_or(""));
    let part = find_title_word(&reader.vocabulary, title, "part");
    let noun = find_title_word(&reader.vocabulary, title, "plan")
        .or_else(|| find_title_word(&reader.vocabulary, path, "plan"));
    // “二、可行性分析” as the title: a chapter of something larger.
    let (skip, number) = crate::plan::headings::numbering(title);
    let mark = title[..skip].trim();
    // “11部门印发……” counts, and numbers nothing.
    if number.is_some_and(|number| number > 1) && mark.ends_with(|c: char| !c.is_alphanumeric() || "章节篇".contains(c))
    {
        return chosen(Scope::Part, WhyChosen::Limited(mark.to_owned()));
    }
    match (&noun, &part) {
        (Some(noun), None) => return chosen(Scope::Whole, WhyChosen::WordInTitleOrFile(noun.clone())),
        (Some(_), Some(part)) => return chosen(Scope::Part, WhyChosen::Limited(part.clone())),
        _ => {}
    }
    if part.is_none() && announces_plan(facts, text) {
        return chosen(Scope::Whole, WhyChosen::Announced);
    }
    let has = |kinds: &[SectionKind]| facts.sections.iter().any(|s| kinds.iter().any(|&k| s.own_kinds.has(k)));
    let count = [
        has(&[SectionKind::StatusQuo, SectionKind::Problems]),
        has(&[SectionKind::Needs]),
        has(&[SectionKind::Goals]),
        has(&[SectionKind::Tasks]),
        has(&[SectionKind::Measures, SectionKind::Organisation]),
        has(&[SectionKind::Phases]),
    ]
    .into_iter()
    .filter(|&there| there)
    .count();
    if count >= 4 {
        chosen(Scope::Whole, WhyChosen::Sections(count))
    } else {
        chosen(Scope::Part, WhyChosen::FewSections)
    }
}

/// Plan, action plan, feasibility study, roadmap.
pub(super) fn plan_type(
    facts: &Facts,
    text: &Texts,
    documents: &[Arc<Document>],
    declaration: &Declaration,
    reader: &Reader,
) -> Chosen<PlanType> {
    if let Some(plan_type) = declaration.plan_type {
        return chosen(plan_type, WhyChosen::Configured);
    }
    if let Some(f) = field(facts, FieldName::Type)
        && let Some(found) = PlanType::from_name(&fold(text.get(f.value)).replace(' ', "-"))
    {
        return chosen(found, WhyChosen::Field("type"));
    }
    for title in titles(text, documents)
        .iter()
        .take(1)
        .copied()
        .chain(documents.iter().take(1).map(|d| d.source.path.rsplit('/').next().unwrap_or("")))
    {
        let folded = fold(&title.replace(['_', '-', '.'], " "));
        if let Some((place, names)) = reader.vocabulary.types.standing_in(&folded).first()
            && let Some(name) = names.first()
            && let Some(found) = PlanType::from_name(name)
        {
            return chosen(found, WhyChosen::WordInTitleOrFile(folded[place.clone()].to_owned()));
        }
    }
    chosen(PlanType::Plan, WhyChosen::Default)
}

/// Draft, review, approved, archived.
pub(super) fn status(
    facts: &Facts,
    text: &Texts,
    documents: &[Arc<Document>],
    declaration: &Declaration,
    reader: &Reader,
) -> Chosen<PlanStatus> {
    if let Some(status) = declaration.status {
        return chosen(status, WhyChosen::Configured);
    }
    let phrases = &reader.vocabulary.statuses;
    for f in facts.fields.iter().filter(|f| f.item.is_none() && f.name == FieldName::Status) {
        let folded = fold(text.get(f.value));
        let plain = folded.trim_matches(|c: char| !c.is_alphanumeric());
        let whole = phrases.get(plain).iter().find_map(|n| PlanStatus::from_name(n));
        let part = || {
            plain
                .split([' ', '(', ',', '/', ';'])
                .find_map(|w| phrases.get(w).iter().find_map(|n| PlanStatus::from_name(n)))
        };
        if let Some(status) = whole.or_else(part) {
            return chosen(status, WhyChosen::Status(text.get(f.value).to_owned()));
        }
    }
    for document in documents {
        let title = fold(text.get(document.title));
        for (open, close) in [('(', ')'), ('[', ']'), ('【', '】'), ('〔', '〕')] {
            if let Some(start) = title.find(open)
                && let Some(len) = title[start..].find(close)
                && let Some(status) = phrases
                    .get(title[start + open.len_utf8()..start + len].trim())
                    .iter()
                    .find_map(|n| PlanStatus::from_name(n))
            {
                return chosen(status, WhyChosen::Title);
            }
        }
        // (讨论稿) on a line of its own below the title.
        if let Some(status) = status_line(facts, text, document, reader) {
            return chosen(status, WhyChosen::Title);
        }
        if title.strip_prefix("draft").is_some_and(|rest| rest.starts_with([' ', ':', ',', '–', '—', '|']))
            || title.ends_with(" draft")
            || title.ends_with("草案")
            || title.ends_with("征求意见稿")
            || title.ends_with("初稿")
        {
            return chosen(PlanStatus::Draft, WhyChosen::Title);
        }
    }
    chosen(PlanStatus::Approved, WhyChosen::Default)
}

/// The status that one of a document's first lines says in brackets and nothing else: (讨论稿), “[Draft]”.
fn status_line(facts: &Facts, text: &Texts, document: &Document, reader: &Reader) -> Option<PlanStatus> {
    let file = document.source.id;
    let first = facts.sentences.iter().filter(|s| s.span.file == file && s.item.is_none()).take(4);
    first.filter(|s| matches!(s.place, Place::Text | Place::Heading)).find_map(|s| {
        let line = fold(text.get(s.span));
        let line = line.trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_'));
        // “DRAFT 5 for discussion”
        let capitals = text.get(s.span).trim_start_matches(['*', '_', ' ']).starts_with("DRAFT ");
        if capitals && line.split(' ').count() <= DRAFT_LINE {
            return Some(PlanStatus::Draft);
        }
        let inner = [('(', ')'), ('[', ']'), ('【', '】'), ('〔', '〕')]
            .iter()
            .find_map(|&(open, close)| line.strip_prefix(open)?.strip_suffix(close))?;
        reader.vocabulary.statuses.get(inner.trim()).iter().find_map(|name| PlanStatus::from_name(name))
    })
}

/// So many words has a line that says how far a plan is.
const DRAFT_LINE: usize = 8;

/// A text of an item of more bytes than this says more than what the item is.
const LONG_TEXT: usize = 360;

/// Whether a title, folded, says that what is planned is digital.
fn is_digital(title: &str) -> bool {
    let word = |word: &str| matches!(word, "digital" | "online" | "e-government" | "egovernment" | "ict");
    title.split(|c: char| !c.is_alphanumeric() && c != '-').any(word)
        || ["数字化", "数字政府", "智慧", "信息化", "电子政务"].iter().any(|word| title.contains(word))
}

/// Of so many tasks, one that makes something digital is enough in a plan that calls itself digital.
const MANY_TASKS: usize = 5;

/// Of so many tasks, one that names something digital is enough in such a plan.
const MANY_NAMED: usize = 3;

/// Of so many goals, one that is a system makes a plan of systems.
const MANY_GOALS: usize = 8;

/// Chinese bodies by the ends of their names; none of them is a thing that one builds.
const BODIES: [&str; 8] = ["学院", "大学", "学会", "协会", "公司", "研究院", "研究所", "管理局"];

/// Length of what opens a title and ends with the name of a body: what it is called tells nothing of what it plans.
fn behind_body(title: &str) -> usize {
    BODIES.iter().filter_map(|body| title.rfind(body).map(|at| at + body.len())).max().unwrap_or(0)
}

/// Whether at least a third of the tasks build, buy or run systems or hold data, or title or a goal says so.
pub(super) fn systems(facts: &Facts, text: &Texts, documents: &[Arc<Document>], reader: &Reader) -> Chosen<bool> {
    let words = &reader.words;
    let technical = |span| text.has(span, words.technology) || text.has(span, words.system);
    let tasks: Vec<&Item> = facts.items.iter().filter(|i| i.kind == ItemKind::Task && i.repeats.is_none()).collect();
    let says = |span| {
        text.has(span, words.run)
            || (technical(span) && (text.has(span, words.build_or_buy) || text.has(span, words.change)))
    };
    // One system among the measures of a long paragraph does not make a task one of systems.
    let short = |span: &&Span| text.get(**span).len() <= LONG_TEXT;
    let count = |says: &dyn Fn(Span) -> bool| {
        let any = |item: &&&Item| says(item.title) || item.own.iter().filter(short).any(|&s| says(s));
        tasks.iter().filter(any).count()
    };
    let about = count(&says);
    // One among three tasks says little of the plan.
    if about * 3 >= tasks.len() && (about >= 2 || tasks.len() <= 2) && !tasks.is_empty() {
        return chosen(true, WhyChosen::SystemTasks { of_systems: about, all: tasks.len(), enough: true });
    }
    // A plan that calls itself digital, and makes something of that kind: a booking page, a register.
    let digital = || documents.first().is_some_and(|d| d.titled && is_digital(&fold(text.get(d.title))));
    let thing = |span| technical(span) || text.has(span, words.product) || text.has(span, words.digital_thing);
    let made = |span| text.has(span, words.build_or_buy) && thing(span);
    // Many a task is no more than the name of what it makes: “Waiting list page”.
    let named = || tasks.iter().filter(|item| thing(item.title)).count();
    let enough = |some: usize, many: usize| some * many >= tasks.len().max(1);
    if digital() && (enough(count(&made), MANY_TASKS) || enough(named(), MANY_NAMED)) {
        return chosen(true, WhyChosen::SystemTitle);
    }
    let says_system = |title: Span| {
        let title = title.with(title.start + behind_body(text.get(title)) as u32, title.end);
        technical(title) || text.has(title, words.run) || text.get(title).contains("信息化")
    };
    if documents.first().is_some_and(|d| d.titled && says_system(d.title)) {
        return chosen(true, WhyChosen::SystemTitle);
    }
    let goals: Vec<&Item> = facts.items.iter().filter(|item| item.kind == ItemKind::Goal).collect();
    let of_systems = goals
        .iter()
        .filter(|item| short(&&item.title) && technical(item.title) && text.has(item.title, words.build_or_buy))
        .count();
    // One system among many goals does not make the plan one of systems.
    if of_systems * MANY_GOALS >= goals.len().max(1) {
        chosen(true, WhyChosen::SystemGoal)
    } else {
        chosen(false, WhyChosen::SystemTasks { of_systems: about, all: tasks.len(), enough: false })
    }
}
