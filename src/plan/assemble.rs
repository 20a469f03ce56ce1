//! Documents become a plan: indices are joined, ids resolved, fields inherited, the plan classified.

use super::classify;
use super::fault::Fault;
use super::group::Declaration;
use super::kinds::*;
use super::lasting;
use super::links;
use super::model::*;
use super::profile;
use super::reader::Reader;
use super::texts::Texts;
use super::wording;
use crate::lexicon::{Regex, fold};
use rapidhash::{RapidHashMap, RapidHashSet};
use std::sync::{Arc, LazyLock};

/// Joins documents into a plan.
pub fn assemble(documents: Vec<Arc<Document>>, declaration: &Declaration, reader: &Reader) -> Plan {
    let mut facts = join(&documents);
    let title = documents.first().map(|d| d.source.slice(d.title).to_owned()).unwrap_or_default();
    let name = declaration.name.clone().unwrap_or_else(|| {
        if title.is_empty() { documents.first().map(|d| d.source.path.to_string()).unwrap_or_default() } else { title }
    });
    let text = Texts::new(&documents);
    repeat_definitions(&mut facts, &text);
    let mut links = links::resolve(&mut facts, &text, reader);
    inherit(&mut facts, &text, reader);
    links.extend(links::inherited(&facts, &links));
    links::cycles(&mut facts, &links);
    facts.problems.sort_by_key(|p| (p.document, p.span.start, p.span.end));
    let language = majority(&documents);
    let owner_for_all = owner_for_all(&facts, &text, reader);
    let horizon = classify::horizon(&facts, &text, &documents);
    let facts_ref = &facts;
    let profile = profile::profile(facts_ref, &text, &documents, declaration, horizon.as_ref(), reader);
    let profile = wording::weighed(profile, facts_ref, &text, &documents);
    let scope = classify::scope(facts_ref, &text, &documents, declaration, reader);
    let plan_type = classify::plan_type(facts_ref, &text, &documents, declaration, reader);
    let status = classify::status(facts_ref, &text, &documents, declaration, reader);
    let systems = classify::systems(facts_ref, &text, &documents, reader);
    let lasts_a_year = lasting::lasts_a_year(facts_ref, &text, &documents, horizon.as_ref());
    let top_rank = top_rank(&facts);
    let index = Index::new(&documents, &facts, &links);
    let mut stated = [0; ItemKind::ALL.len()];
    for item in facts.items.iter().filter(|item| item.repeats.is_none() && item.state != State::Excluded) {
        stated[item.kind as usize] += 1;
    }
    Plan {
        name,
        documents,
        facts,
        links,
        language,
        profile,
        scope,
        plan_type,
        status,
        horizon,
        lasts_a_year,
        systems,
        top_rank,
        statements: Statements { owner_for_all },
        stated,
        index,
    }
}

/// All facts in one, with indices shifted.
fn join(documents: &[Arc<Document>]) -> Facts {
    let mut all = Facts::default();
    for (number, document) in documents.iter().enumerate() {
        let here = DocumentId(number as u32);
        let (sections, items) = (all.sections.len() as u32, all.items.len() as u32);
        let section = |id: SectionId| SectionId(id.0 + sections);
        let item = |id: ItemId| ItemId(id.0 + items);
        let facts = &document.facts;
        all.sections.extend(facts.sections.iter().cloned().map(|mut s| {
            s.document = here;
            s.parent = s.parent.map(section);
            s.item = s.item.map(item);
            s
        }));
        all.items.extend(facts.items.iter().cloned().map(|mut i| {
            i.document = here;
            i.section = i.section.map(section);
            i.opens = i.opens.map(section);
            i.parent = i.parent.map(item);
            i
        }));
        all.fields.extend(facts.fields.iter().cloned().map(|mut f| {
            f.document = here;
            f.item = f.item.map(item);
            f
        }));
        all.sentences.extend(facts.sentences.iter().map(|s| Sentence {
            document: here,
            section: s.section.map(section),
            item: s.item.map(item),
            ..*s
        }));
        all.references.extend(facts.references.iter().cloned().map(|mut r| {
            r.document = here;
            r.item = r.item.map(item);
            r
        }));
        all.problems.extend(facts.problems.iter().cloned().map(|mut p| {
            p.document = here;
            p.item = p.item.map(item);
            p
        }));
    }
    all
}

/// Overview row, detail heading and sign-off row of one id are one definition; anything else is a duplicate.
fn repeat_definitions(facts: &mut Facts, text: &Texts) {
    let mut by_key: RapidHashMap<Box<str>, Vec<u32>> = RapidHashMap::default();
    for (at, item) in facts.items.iter().enumerate() {
        if let Some(id) = &item.id {
            by_key.entry(id.key.clone()).or_default().push(at as u32);
        }
    }
    let mut groups: Vec<Vec<u32>> = by_key.into_values().filter(|group| group.len() > 1).collect();
    groups.sort();
    drop_levels(facts, &mut groups);
    let series = restarted(facts, text, &groups);
    let (fields, references) = owned_by_repeated(facts, &groups);
    for group in groups {
        let weight = |&at: &u32| {
            let item = &facts.items[at as usize];
            (item.form == Form::Heading, item.own.len() + item.parts.len() > 1, std::cmp::Reverse(at))
        };
        let main = group.iter().copied().max_by_key(weight).unwrap_or(group[0]);
        for &other in group.iter().filter(|&&other| other != main) {
            let (a, b) = (&facts.items[main as usize], &facts.items[other as usize]);
            let first = text.get(a.title);
            let second = text.get(b.title);
            let bare_id = b.id.as_ref().is_some_and(|id| id.span == b.title)
                || a.id.as_ref().is_some_and(|id| id.span == a.title);
            // “Milestone 3 (documentation): $70,000” in the budget says what that milestone costs.
            let pays = |item: &Item| {
                item.section.is_some_and(|section| facts.sections[section.at()].kinds.has(SectionKind::Funding))
            };
            if bare_id || same_words(first, second) || pays(a) != pays(b) {
                facts.items[other as usize].repeats = Some(ItemId(main));
                for &at in fields.get(&other).into_iter().flatten() {
                    let copied = Field { item: Some(ItemId(main)), ..facts.fields[at].clone() };
                    facts.fields.push(copied);
                }
                for &at in references.get(&other).into_iter().flatten() {
                    facts.references[at].item = Some(ItemId(main));
                }
                continue;
            }
            let (earlier, later) = if main < other { (main, other) } else { (other, main) };
            if series.contains(&(a.section.min(b.section), a.section.max(b.section))) {
                continue;
            }
            let (Some(first), Some(second)) =
                (facts.items[earlier as usize].id.clone(), facts.items[later as usize].id.clone())
            else {
                continue;
            };
            facts.problems.push(Problem {
                name: "duplicate-id",
                item: Some(ItemId(later)),
                document: facts.items[later as usize].document,
                span: second.span,
                related: vec![(first.span, RelatedNote::FirstDefinition)],
                fault: Fault::Words(text.get(second.span).to_owned()),
                suggestion: None,
                fix: None,
            });
        }
    }
}

/// Takes out what is no id: “P0” and “P1”, each before several items, are levels of priority.
fn drop_levels(facts: &Facts, groups: &mut Vec<Vec<u32>>) {
    let key = |group: &[u32]| facts.items[group[0] as usize].id.as_ref().map_or("", |id| &id.key);
    let level = |group: &Vec<u32>| matches!(key(group).as_bytes(), [b'P', b'0'..=b'4']);
    if groups.iter().any(|group| key(group) == "P0") || groups.iter().filter(|group| level(group)).count() > 1 {
        groups.retain(|group| !level(group));
    }
}

/// Sections that each count from one: “Goal 1, Goal 2” of this year and again of the last. Two of their ids are then the
/// same and their titles are not, which no slip of the pen makes.
fn restarted(facts: &Facts, text: &Texts, groups: &[Vec<u32>]) -> RapidHashSet<(Option<SectionId>, Option<SectionId>)> {
    let mut shared: RapidHashMap<(Option<SectionId>, Option<SectionId>), u32> = RapidHashMap::default();
    for group in groups {
        let mut pairs = RapidHashSet::default();
        for (at, &one) in group.iter().enumerate() {
            for &other in &group[at + 1..] {
                let (a, b) = (&facts.items[one as usize], &facts.items[other as usize]);
                if a.section != b.section && !same_words(text.get(a.title), text.get(b.title)) {
                    pairs.insert((a.section.min(b.section), a.section.max(b.section)));
                }
            }
        }
        pairs.into_iter().for_each(|pair| *shared.entry(pair).or_default() += 1);
    }
    let mut series: RapidHashSet<_> = shared.iter().filter(|(_, times)| **times >= 2).map(|(&pair, _)| pair).collect();
    // Beside such sections, one with a single id counts from one too.
    let counted: RapidHashSet<Option<SectionId>> = series.iter().flat_map(|&(a, b)| [a, b]).collect();
    let first = |group: &Vec<u32>| {
        let key = facts.items[group[0] as usize].id.as_ref().map_or("", |id| &id.key);
        key.trim_start_matches(|c: char| !c.is_ascii_digit()) == "1"
    };
    for group in groups.iter().filter(|group| first(group)) {
        let sections: Vec<_> = group.iter().map(|&item| facts.items[item as usize].section).collect();
        if sections.iter().any(|section| counted.contains(section)) {
            let pairs = sections.iter().enumerate().flat_map(|(at, a)| sections[at + 1..].iter().map(move |b| (a, b)));
            series.extend(pairs.map(|(a, b)| (*a.min(b), *a.max(b))).filter(|pair| shared.contains_key(pair)));
        }
    }
    series
}

/// Numbers of fields and of references by the item they belong to.
type Owned = (RapidHashMap<u32, Vec<usize>>, RapidHashMap<u32, Vec<usize>>);

/// The fields and references of all items whose id is defined more than once.
fn owned_by_repeated(facts: &Facts, groups: &[Vec<u32>]) -> Owned {
    let repeated: RapidHashSet<u32> = groups.iter().flatten().copied().collect();
    let of = |owners: &mut dyn Iterator<Item = Option<ItemId>>| {
        let mut owned: RapidHashMap<u32, Vec<usize>> = RapidHashMap::default();
        for (at, owner) in owners.enumerate() {
            if let Some(owner) = owner.filter(|owner| repeated.contains(&owner.0)) {
                owned.entry(owner.0).or_default().push(at);
            }
        }
        owned
    };
    if repeated.is_empty() {
        return Owned::default();
    }
    (of(&mut facts.fields.iter().map(|field| field.item)), of(&mut facts.references.iter().map(|r| r.item)))
}

/// Whether two titles say the same: equal, or one holds the other.
fn same_words(a: &str, b: &str) -> bool {
    let plain = |text: &str| fold(text).chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let (a, b) = (plain(a), plain(b));
    if a.is_empty() || b.is_empty() {
        return true;
    }
    a == b || (a.len() >= 6 && b.len() >= 6 && (a.contains(&b) || b.contains(&a)))
}

/// Owner, phase and links that items have from the item above them, and from the heading over their list.
fn inherit(facts: &mut Facts, text: &Texts, reader: &Reader) {
    let mut has: Vec<u64> = vec![0; facts.items.len()];
    for field in &facts.fields {
        if let Some(item) = field.item
            && !matches!(field.read, Value::Empty)
        {
            has[item.at()] |= 1 << field.name as u32;
        }
    }
    let mut added: Vec<Field> = Vec::new();
    let mut by_item: RapidHashMap<ItemId, Vec<usize>> = RapidHashMap::default();
    for (at, field) in facts.fields.iter().enumerate() {
        if let Some(item) = field.item
            && matches!(field.name, FieldName::Owner | FieldName::Phase | FieldName::Due)
            && !matches!(field.read, Value::Empty)
            && field.origin != Origin::Part
        {
            by_item.entry(item).or_default().push(at);
        }
    }
    for (number, item) in facts.items.iter().enumerate() {
        for parent in facts.above(ItemId(number as u32)) {
            for &at in by_item.get(&parent).into_iter().flatten() {
                let field = &facts.fields[at];
                if has[number] & (1 << field.name as u32) == 0 && field.name != FieldName::Due {
                    added.push(Field { item: Some(ItemId(number as u32)), origin: Origin::Parent, ..field.clone() });
                    has[number] |= 1 << field.name as u32;
                }
            }
        }
        // A heading over the list that is only a body, team or role.
        let field = match item.kind {
            ItemKind::Task | ItemKind::Measure => FieldName::Owner,
            ItemKind::Need | ItemKind::Requirement => FieldName::Bearer,
            _ => continue,
        };
        if has[number] & (1 << field as u32) != 0 {
            continue;
        }
        let Some(section) = item.section.map(|s| &facts.sections[s.at()]) else { continue };
        if section.item.is_some() || !section.own_kinds.is_empty() || section.title.is_empty() {
            continue;
        }
        let words = &reader.words;
        let body = [
            words.organisation,
            words.team,
            words.officer,
            if field == FieldName::Bearer { words.bearer } else { None },
        ];
        if text.is_only(section.title, &body) {
            added.push(Field {
                name: field,
                item: Some(ItemId(number as u32)),
                document: item.document,
                label: None,
                value: section.title,
                read: Value::Text,
                origin: Origin::LeadIn,
            });
        }
    }
    facts.fields.extend(added);
}

/// The language of most documents, the longer ones counting more.
fn majority(documents: &[Arc<Document>]) -> Language {
    let size = |language| {
        documents.iter().filter(|d| d.language == language).map(|d| d.prose.text.chars().count()).sum::<usize>()
    };
    if size(Language::Zh) > size(Language::En) / 3 { Language::Zh } else { Language::En }
}

/// What every text has that [`owner_for_all`] looks for: a verb of its phrases, or signs that are folded to letters.
static HINT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i-u:answers|responsible|owns|(?-u:\b)led(?-u:\b))|[负負牵牽职職\x{feff}Ａ-Ｚａ-ｚ]").ok()
});

/// Where [`HINT`] is found.
fn hints(text: &str) -> Vec<u32> {
    HINT.as_ref().map_or_else(Vec::new, |hint| hint.find_iter(text).map(|found| found.start as u32).collect())
}

/// A sentence that makes somebody responsible for every task.
fn owner_for_all(facts: &Facts, text: &Texts, reader: &Reader) -> Option<crate::text::Span> {
    let words = &reader.words;
    let hints: Vec<Vec<u32>> = text.all().map(|document| hints(&document.source.text)).collect();
    let may = |sentence: &Sentence| {
        let hints = &hints[sentence.document.at()];
        let first = hints.partition_point(|&at| at < sentence.span.start);
        hints.get(first).is_some_and(|&at| at < sentence.span.end)
    };
    let running = |s: &&Sentence| !matches!(s.place, Place::Code | Place::Quote);
    facts.sentences.iter().filter(running).filter(|sentence| may(sentence)).find_map(|sentence| {
        let all = text.get(sentence.span);
        let folded = fold(all);
        let english = (folded.contains("each ") || folded.contains("all ") || folded.contains("every "))
            && [
                "answers for",
                "is responsible for its",
                "responsible for their own",
                "are responsible for their",
                "owns its",
                "responsible for all",
                "will be led by",
                "are led by",
                "responsible for delivering",
            ]
            .iter()
            .any(|p| folded.contains(p))
            && (folded.contains("task")
                || folded.contains("action")
                || folded.contains("project")
                || folded.contains("activit")
                || folded.contains("deliver"));
        let chinese = [
            "各项任务",
            "各任务",
            "所有任务",
            "全部任务",
            "以下任务",
            "以上任务",
            "上述任务",
            "本表任务",
            "各单位",
            "各部门",
            "各有关部门",
            "各相关部门",
            "各有关单位",
            "各成员单位",
            "各责任单位",
            "各项工作",
            "每项任务",
        ]
        .iter()
        .any(|p| folded.contains(p))
            // 按照职责分工细化举措，压实责任 says it too.
            && (["负责", "牵头"].iter().any(|p| folded.contains(p))
                || folded.contains("职责") && ["落实", "抓好", "压实", "推进"].iter().any(|p| folded.contains(p)))
            && ["由", "分别", "各自", "本单位", "本部门", "职责分工", "按职责", "均"]
                .iter()
                .any(|p| folded.contains(p));
        let chinese_bodies = ["各部门", "各单位", "各有关", "各相关", "各成员", "各责任"];
        let body = [words.organisation, words.officer, words.team].iter().any(|&w| text.has(sentence.span, w));
        ((english && (body || folded.contains("each ")))
            || (chinese && (body || chinese_bodies.iter().any(|p| folded.contains(p)))))
        .then_some(sentence.span)
    })
}

/// The highest priority rank in use, where priorities are used at all.
fn top_rank(facts: &Facts) -> Option<u8> {
    let mut ranks: Vec<(u8, bool)> = facts
        .fields
        .iter()
        .filter(|f| f.item.is_some())
        .filter_map(|f| match &f.read {
            Value::Priority(p) => Some((p.rank()?, p.level() != Some(super::values::Level::Top))),
            _ => None,
        })
        .collect();
    ranks.sort_unstable();
    ranks.dedup_by_key(|(rank, _)| *rank);
    // With one or two levels in use only a level that says “top” is the top one.
    let &(rank, below) = ranks.first()?;
    (!below || ranks.len() > 2).then_some(rank)
}
