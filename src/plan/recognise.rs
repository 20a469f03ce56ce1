//! Is a document a plan? (DESIGN §3.1)

use super::kinds::*;
use super::labels;
use super::model::*;
use super::pattern::{acceptor, pattern};
use super::reader::Reader;
use super::reason::{OtherKind, WhyPlan};
use super::statutes::sets_standing_rules;
use super::values::{HorizonValue, horizon_in};
use crate::lexicon::{Acceptor, Regex, Vocabulary, fold, fold_char, fold_short, is_han};
use crate::syntax::{BlockKind, Format, Tree};
use crate::text::{SourceFile, Span};
use rapidhash::RapidHashSet;
use std::cell::LazyCell;
use std::sync::LazyLock;

/// The words of all classes (`plan`, `template`, `minutes` …) that a title or file name holds.
pub struct TitleWords<'v> {
    folded: String,
    /// The longest first.
    found: Vec<(std::ops::Range<usize>, &'v [Box<str>])>,
}

impl<'v> TitleWords<'v> {
    /// Looks for all of them at once.
    pub fn of(vocabulary: &'v Vocabulary, title: &str) -> Self {
        let folded = fold(&title.replace(['_', '-', '.'], " "));
        Self { found: vocabulary.titles.standing_in(&folded), folded }
    }

    /// The longest word of a class. A plan noun inside a longer name that is none (测试方案, test plan) does not count.
    pub fn word(&self, class: &str) -> Option<&str> {
        let is = |names: &[Box<str>], class: &str| names.iter().any(|name| &**name == class);
        let (best, _) = self.found.iter().find(|(_, names)| is(names, class))?;
        let best = &self.folded[best.clone()];
        let longer = |(at, names): &(std::ops::Range<usize>, &[Box<str>])| {
            is(names, "not-plan") && self.folded[at.clone()].contains(best)
        };
        (class != "plan" || !self.found.iter().any(longer)).then_some(best)
    }
}

/// Whether a title or file name holds a word of a class.
pub fn title_word(vocabulary: &Vocabulary, title: &str, class: &str) -> bool {
    TitleWords::of(vocabulary, title).word(class).is_some()
}

/// The word of a class that a title holds.
pub fn find_title_word(vocabulary: &Vocabulary, title: &str, class: &str) -> Option<String> {
    TitleWords::of(vocabulary, title).word(class).map(str::to_owned)
}

/// The verdict on one document by itself.
pub(super) fn recognise(source: &SourceFile, tree: &Tree, facts: &Facts, title: Span, reader: &Reader) -> Recognition {
    let verdict = |verdict, reason| Recognition { verdict, reason };
    let vocabulary = &reader.vocabulary;
    if let Some(reason) = declared(source, tree, reader) {
        return verdict(Verdict::Declared, reason);
    }
    let file = source.path.rsplit(['/', '\\']).next().unwrap_or("");
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let lower = stem.to_lowercase();
    if tree.format == Format::Yaml {
        let keys: Vec<&str> = tree
            .children(None)
            .filter(|(_, b)| b.kind == BlockKind::Entry)
            .map(|(_, b)| source.slice(b.content))
            .collect();
        if keys.contains(&"apiVersion")
            || keys.contains(&"on") && keys.contains(&"jobs")
            || keys.contains(&"services") && keys.contains(&"version")
        {
            return verdict(Verdict::Never, WhyPlan::Manifest);
        }
    }
    let kinds = plan_kinds(facts);
    let heading = source.slice(title);
    for name in [
        "changelog",
        "contributing",
        "license",
        "licence",
        "summary",
        "glossary",
        "code_of_conduct",
        "security",
        "authors",
        "index",
        "news",
        "history",
    ] {
        // LICENSE-MIT, CHANGELOG.zh, CONTRIBUTING_2: what follows only tells which.
        let variant = lower.strip_prefix(name).and_then(|rest| rest.strip_prefix(['-', '_', '.']));
        let named = lower == name || (name.len() > 6 && variant.is_some_and(|rest| rest.chars().count() <= 8));
        // A site keeps its plans as `index.md`, an association its look back and ahead as `summary.md`.
        let plan = || {
            ["summary", "index", "news", "history"].contains(&name)
                && find_title_word(vocabulary, heading, "plan").is_some_and(|noun| ends_title(heading, &noun))
        };
        if named && !plan() {
            return verdict(Verdict::Never, WhyPlan::FileName(name.to_uppercase()));
        }
    }
    if lower.starts_with("readme") && kinds.len() < 4 {
        return verdict(Verdict::Never, WhyPlan::FileName("README".into()));
    }
    let both = format!("{stem} {heading}");
    let words = TitleWords::of(vocabulary, &both);
    let noun = words
        .word("plan")
        .map(str::to_owned)
        .or_else(|| dated_noun(source, facts, vocabulary))
        .or_else(|| dated_goals(heading))
        .or_else(|| told_noun(source, facts, vocabulary));
    // Both look at the whole text: only where nothing simpler decides.
    let said = LazyCell::new(|| noun.as_ref().map_or(0, |noun| promises(source, facts, noun)));
    let lines = LazyCell::new(|| {
        noun.as_ref().filter(|noun| in_a_period(source, facts, heading, noun)).map_or(0, |_| listed(tree))
    });
    if facts.items.is_empty() && kinds.is_empty() && *said < PROMISES && *lines < LINES {
        return verdict(Verdict::NotByItself, WhyPlan::Nothing);
    }
    for (kind, class) in OtherKind::CLASSES {
        if let Some(word) = words.word(class) {
            let noun = words.word("plan");
            // A plan noun that ends the title outweighs a word in its middle.
            let outweighed = noun.is_some_and(|noun| {
                // 可行性分析报告 is no 分析报告.
                let inside = noun.len() > word.len() && noun.contains(word) && noun.chars().any(is_han);
                kind == OtherKind::Report && inside
                    || (ends_title(heading, noun)
                    || kind == OtherKind::Guide && (opens_title(heading, noun) || stands_apart(heading, noun, word)))
                    && kind != OtherKind::Template
                    && !word.starts_with("how ")
                    // “Update your action plan” tells others how to.
                    && !word.ends_with(" your")
                    // “Running the program” is a guide though a plan noun ends it.
                    && (word == noun || !word.ends_with(noun))
                    && !word.starts_with(['如', '怎'])
                    // 可行性研究报告 is no 研究报告; an annual report is one.
                    && (!noun.contains(word) || noun.chars().any(is_han))
            });
            // “Translating the Handbook”, with its plan named below: what is made is a guide, and this is none.
            let made = || kind == OtherKind::Guide && is_made(heading) && names_plan_below(source, facts, vocabulary);
            if !outweighed && !made() {
                return verdict(Verdict::Never, WhyPlan::Titled(kind, word.to_owned()));
            }
        }
    }
    if sets_standing_rules(&words.folded, &source.text) {
        return verdict(Verdict::Never, WhyPlan::Statutes);
    }
    if let Some(reason) = content_reason(source, tree, heading, reader) {
        return verdict(Verdict::Never, reason);
    }
    let stated = facts.items.iter().filter(|i| i.repeats.is_none() && !matches!(i.kind, ItemKind::Risk)).count();
    // A feasibility study may state costs, effects and risks instead.
    let study = [SectionKind::Risks, SectionKind::Funding, SectionKind::Effects]
        .iter()
        .filter(|&&kind| facts.sections.iter().any(|s| s.own_kinds.has(kind) && s.filled))
        .count();
    let folded = fold(&both);
    let types = vocabulary.types.standing_in(&folded);
    let feasibility = types.iter().any(|(_, names)| names.iter().any(|name| &**name == "feasibility"));
    if feasibility && study >= 2 {
        return verdict(Verdict::Recognised, WhyPlan::Feasibility(study));
    }
    let chapters = if feasibility { study_chapters(source, facts) } else { 0 };
    if chapters >= STUDY {
        return verdict(Verdict::Recognised, WhyPlan::Feasibility(chapters));
    }
    if let Some(noun) = &noun {
        let noun = noun.clone();
        if stated >= 3 {
            return verdict(Verdict::Recognised, WhyPlan::Title { noun, items: stated });
        }
        // Where it is prose that counts and reckons, its sections say that it plans: work, cost, time.
        let planning = planning_kinds(facts);
        if planning >= 2 {
            return verdict(Verdict::Recognised, WhyPlan::TitleAndSections { noun, kinds: planning });
        }
        // 实施方案 and its like say by themselves that something is to be done: little more needs to be read.
        if ends_outright(heading, &noun) {
            let written = written_kinds(facts);
            if planning >= 1 && stated >= 1 || written >= 3 {
                return verdict(Verdict::Recognised, WhyPlan::TitleAndSections { noun, kinds: written });
            }
        }
        if *lines >= LINES {
            return verdict(Verdict::Recognised, WhyPlan::TitleAndPeriod { noun, lines: *lines });
        }
        if *said >= PROMISES {
            return verdict(Verdict::Recognised, WhyPlan::TitleAndProse { noun, sentences: *said });
        }
    }
    // An official paper that orders work, and lists it.
    let tasks = facts.items.iter().filter(|i| i.kind == ItemKind::Task && i.confidence != Confidence::Prose).count();
    if let Some(noun) = words.word("order")
        && tasks >= ORDERED
    {
        return verdict(Verdict::Recognised, WhyPlan::Title { noun: noun.to_owned(), items: stated });
    }
    if words.word("not-plan").is_some() {
        // It may still be a document of a plan in several.
        return verdict(Verdict::NotByItself, WhyPlan::OtherTitle);
    }
    let task_table = facts
        .items
        .iter()
        .any(|item| item.form == Form::Row && item.kind == ItemKind::Task && item.confidence == Confidence::Declared);
    // What is, what is wrong and what is needed describe; a plan says what is to be done or reached. And what shows code
    // throughout is a manual: “Problems”, “Requirements”, “Tasks” are common words in one.
    let plans = kinds.iter().any(|kind| PLANNING.contains(kind));
    let manual = is_manual(tree);
    let enough = if manual { 4 } else { 2 };
    if (plans && kinds.len() >= enough || task_table) && stated >= 1 {
        return verdict(Verdict::Recognised, WhyPlan::Sections(kinds));
    }
    // What is to be reached, who does it and what it costs: a proposal, though its work is told in prose.
    if plans && stated >= 3 && planning_kinds(facts) >= 3 && !manual {
        return verdict(Verdict::Recognised, WhyPlan::Sections(kinds));
    }
    if tasks < ORDERED || manual {
        return verdict(Verdict::NotByItself, WhyPlan::FewSections);
    }
    // What is to be reached, in running text, and the work for it under headings of its own.
    if facts.items.iter().any(|item| item.kind == ItemKind::Goal) {
        return verdict(Verdict::Recognised, WhyPlan::Sections(vec![SectionKind::Goals, SectionKind::Tasks]));
    }
    // Tasks that each have an id, of which a third say who will do them or by when.
    let (named, owned) = named_tasks(facts);
    if named >= ORDERED && owned * 3 >= named {
        return verdict(Verdict::Recognised, WhyPlan::Tasks { tasks: named, owned });
    }
    // What is wrong and what good it will do, and the work for it as boxes to tick.
    let reasons = [SectionKind::Problems, SectionKind::Needs].iter().any(|kind| kinds.contains(kind));
    if reasons && written_kinds(facts) >= 3 {
        return verdict(Verdict::Recognised, WhyPlan::Sections(kinds));
    }
    verdict(Verdict::NotByItself, WhyPlan::FewSections)
}

/// Whether a Chinese title ends with a plan noun of several words: 建设方案, 项目计划书.
fn ends_outright(title: &str, noun: &str) -> bool {
    let whole = noun.chars().count() >= 4
        && ["方案", "计划", "计划书", "规划", "申请书", "申报书", "建议书"].iter().any(|end| noun.ends_with(end));
    whole && ends_title(title, noun)
}

/// Whether a title ends with a plan noun.
pub(super) fn ends_title(title: &str, noun: &str) -> bool {
    let folded = fold(title);
    // 行动计划（2027—2028年）: a bracket behind the noun says of what years it is.
    let open = folded.trim_end().ends_with(')').then(|| folded.rfind('(')).flatten().filter(|&open| open > 0);
    let bare = folded[..open.unwrap_or(folded.len())].trim_end_matches(|c: char| !c.is_alphanumeric());
    // 规划文档, “plan document”: what it is written in says nothing more.
    let sheet = ["文档", "文件", "文本", "document"].iter().find_map(|sheet| bare.strip_suffix(sheet));
    bare.ends_with(noun) || sheet.is_some_and(|rest| rest.trim_end().ends_with(noun))
}

/// How many tasks have an id, and how many of them say who will do them or by when.
fn named_tasks(facts: &Facts) -> (usize, usize) {
    let tells =
        |field: &&Field| matches!(field.name, FieldName::Owner | FieldName::Due) && !matches!(field.read, Value::Empty);
    let telling: RapidHashSet<ItemId> = facts.fields.iter().filter(tells).filter_map(|field| field.item).collect();
    let items = facts.items.iter().enumerate().map(|(at, item)| (ItemId(at as u32), item));
    let tasks = items.filter(|(_, item)| item.kind == ItemKind::Task && item.id.is_some() && item.repeats.is_none());
    tasks.fold((0, 0), |(named, owned), (id, _)| (named + 1, owned + usize::from(telling.contains(&id))))
}

/// How many kinds of sections a document has, with content, but for those that any text has.
fn written_kinds(facts: &Facts) -> usize {
    let common = [SectionKind::Summary, SectionKind::Scope, SectionKind::Excluded];
    let kinds = facts.sections.iter().filter(|s| s.filled).flat_map(|s| s.own_kinds.iter());
    kinds.filter(|kind| !common.contains(kind)).collect::<SectionKinds>().len() as usize
}

/// Whether a title opens with the plan that it names, and then says for what: “Draft Work Plan for the Guide”. A single
/// word may be a verb: “Plan for growth”.
fn opens_title(title: &str, noun: &str) -> bool {
    let title = fold(title);
    let opening = title.find(noun).filter(|at| title[..*at].split_whitespace().count() <= 2);
    let rest = opening.map(|at| &title[at + noun.len()..]);
    noun.contains(' ') && rest.is_some_and(|rest| [" for ", " of ", ": "].iter().any(|next| rest.starts_with(next)))
}

/// Whether a title names the plan, and what it stands in behind a divider: “Equity Plan — Staff Handbook”, “Action Plan:
/// Implementation Guide”.
fn stands_apart(title: &str, noun: &str, word: &str) -> bool {
    let folded = fold(title);
    // “Project plan: a guide” explains; “Harbour Action Plan: Implementation Guide” names whose plan it is.
    let own = [" — ", " – ", " | ", ": "]
        .iter()
        .filter_map(|divider| Some(folded.split_once(divider)?.0))
        .min_by_key(|own| own.len());
    let told = |own: &str| !title.contains(": ") || own.strip_suffix(noun).is_some_and(|of| of.trim().contains(' '));
    own.is_some_and(|own| ends_title(own, noun) && !own.contains(word) && told(own))
}

/// Whether a title says that something is made: “Translating the Midwives' Handbook”.
fn is_made(title: &str) -> bool {
    const MAKING: [&str; 8] =
        ["translating", "rewriting", "revising", "updating", "renewing", "digitising", "digitizing", "replacing"];
    let title = fold(title);
    MAKING.iter().any(|word| title.trim_start().starts_with(word))
}

/// From so many tasks on, a paper of orders is a plan, and so is what has them beside goals.
const ORDERED: usize = 5;

/// From so many sentences on that say what will be, prose under a plan noun is a plan.
const PROMISES: usize = 5;

/// What will, shall or must be, as a sentence of a plan says it.
static PROMISE: LazyLock<Acceptor> = LazyLock::new(|| {
    acceptor(r"(?i-u:\b(will|shall|must|should)\b|\b(aims?|intends?|plans?|commits?|are going) to\b)")
});

/// What says how plans in general are written.
static ADVICE: LazyLock<Acceptor> = LazyLock::new(|| {
    acceptor(r"(?i-u:\byou(r|rs)?\b|\b(a|an|each|every|any|good) (\w+ )?(plan|roadmap|strategy|programme|charter)\b)")
});

/// How many sentences of running English say what will be, where these are at least a fifth of it.
fn promises(source: &SourceFile, facts: &Facts, noun: &str) -> usize {
    if !noun.is_ascii() {
        return 0;
    }
    let running = || facts.sentences.iter().filter(|s| matches!(s.place, Place::Text | Place::Quote));
    let said =
        running().map(|s| source.slice(s.span)).filter(|text| PROMISE.is_match(text) && !ADVICE.is_match(text)).count();
    if said * 5 >= running().count() { said } else { 0 }
}

/// From so many list items on, those under a plan noun and its period say what is planned.
const LINES: usize = 8;

/// How many list items a document has.
fn listed(tree: &Tree) -> usize {
    tree.blocks.iter().filter(|b| matches!(b.kind, BlockKind::ListItem { .. }) && !b.content.is_empty()).count()
}

/// Whether title or first headings of an English document name a span of time that is planned: “Development Plan
/// 2028–2030”. A programme of one may be that of an evening.
fn in_a_period(source: &SourceFile, facts: &Facts, title: &str, noun: &str) -> bool {
    let mut named = std::iter::once(title).chain(first_headings(source, facts));
    noun.is_ascii() && !noun.contains("program") && named.any(names_a_period)
}

/// The plan noun of one of the first headings, where that names a period too: “Development Plan 2028–2029”.
fn dated_noun(source: &SourceFile, facts: &Facts, vocabulary: &Vocabulary) -> Option<String> {
    first_headings(source, facts)
        .find_map(|heading| find_title_word(vocabulary, heading, "plan").filter(|_| names_a_period(heading)))
}

/// “Harbour 2027 goals”, “Objectives for 2027”: a title that names what is to be reached in a year.
static DATED_GOALS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i-u:\b20\d\d (?P<a>goals|objectives|priorities)$|^(?P<b>goals|objectives|priorities) (for|of|in) (the year )?20\d\d$)",
    )
});

/// The goals that a title names with their year, in place of a plan noun.
fn dated_goals(title: &str) -> Option<String> {
    let title = title.trim();
    let noun = title.contains("20").then(|| DATED_GOALS.find_named(title))??;
    Some(title[noun].to_lowercase())
}

/// What a document says that it is, in one of its first sentences: “This file describes the migration plan from …”.
static TOLD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u:\b([Tt]his|[Tt]he following) ((document|page|file|post|note|text|paper|section) )?([a-z-]+ )?(describes|outlines|presents|sets out|lays out|details|contains|summari[sz]es|is|captures|documents|defines) (the|our|its|my|an?) (?P<en>[A-Za-z' -]+))|本(文|页|篇)[^。，；]*?(是|为|描述|说明|介绍|列出|给出|制定)了?(?P<zh>[^。，；：:]+)",
    )
});

/// Whether a text has what every text that [`TOLD`] finds has.
fn may_tell(text: &str) -> bool {
    ["his ", "he following ", "本"].iter().any(|word| text.contains(word))
}

/// What ends the name of a thing in English, and begins what is said of it.
static OF_IT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?-u: (for|of|to|in|from|that|which|and|by|on|with|we|as|at|until|between|towards?)\b)")
});

/// The plan noun that one of the first sentences says the document to be.
fn told_noun(source: &SourceFile, facts: &Facts, vocabulary: &Vocabulary) -> Option<String> {
    let first = facts.sentences.iter().filter(|s| s.place == Place::Text).take(FIRST_SENTENCES);
    first.map(|s| source.slice(s.span)).find_map(|text| {
        let name = &text[may_tell(text).then(|| TOLD.find_named(text))??];
        let name = OF_IT.find(name).map_or(name, |next| &name[..next.start]);
        find_title_word(vocabulary, name, "plan").filter(|noun| ends_title(name, noun))
    })
}

/// Whether one of the first sentences opens with the name of a plan: “**Project plan of the Association**”.
fn names_plan_below(source: &SourceFile, facts: &Facts, vocabulary: &Vocabulary) -> bool {
    let first = facts.sentences.iter().filter(|s| s.place != Place::Code).take(FIRST_SENTENCES);
    first.map(|s| source.slice(s.span)).any(|text| {
        let folded = fold(text);
        find_title_word(vocabulary, text, "plan").is_some_and(|noun| folded.find(&noun).is_some_and(|at| at <= OPENS))
    })
}

/// Into so many bytes of a sentence its opening reaches.
const OPENS: usize = 12;

/// So many sentences at its beginning say what a document is.
const FIRST_SENTENCES: usize = 3;

/// Whether a title or heading names a span of time.
fn names_a_period(heading: &str) -> bool {
    matches!(horizon_in(heading), Some((_, HorizonValue::Range(_))))
}

/// The headings at the top of a document.
fn first_headings<'s>(source: &'s SourceFile, facts: &Facts) -> impl Iterator<Item = &'s str> {
    let headings = facts.sections.iter().filter(|s| s.level > 0 && !s.run_in);
    headings.take(FIRST_HEADINGS).map(|s| source.slice(s.title))
}

/// So many headings stand at the top of a document.
const FIRST_HEADINGS: usize = 3;

/// From so many chapters on that only a feasibility study has together, it is one.
const STUDY: usize = 4;

/// What the chapters of a feasibility study are called.
static CHAPTER: LazyLock<Acceptor> = LazyLock::new(|| {
    acceptor(
        r"(?i)\b(scope|objectives?|background|problem|need|options?|alternatives?|scenarios?|solutions?|feasibility|viability|estimat\w+|costs?|budget|schedule|time|resources?|risks?|evaluation|conclusions?|recommendations?|decision)\b|可行性|背景|必要性|需求|方案|选址|估算|投资|进度|效益|风险|结论|建议",
    )
});

/// How many filled chapters a feasibility study has that are called as such chapters are.
fn study_chapters(source: &SourceFile, facts: &Facts) -> usize {
    let chapters = facts.sections.iter().filter(|s| s.level > 1 && s.filled && !s.run_in);
    chapters.filter(|s| CHAPTER.is_match(source.slice(s.title))).count()
}

/// Kinds of sections that say what is to be done or reached.
const PLANNING: [SectionKind; 5] =
    [SectionKind::Goals, SectionKind::Tasks, SectionKind::Measures, SectionKind::Phases, SectionKind::Priorities];

/// Whether a document shows code throughout: five blocks of it, and one to each ten of what is said.
fn is_manual(tree: &Tree) -> bool {
    let count = |kinds: fn(&BlockKind) -> bool| tree.blocks.iter().filter(|b| kinds(&b.kind)).count();
    let code = count(|kind| *kind == BlockKind::Code);
    let said = count(|kind| matches!(kind, BlockKind::Paragraph | BlockKind::ListItem { .. }));
    code >= 5 && code * 10 >= said
}

/// How many of those kinds a document has sections with content of that only somebody writes who plans: goals, tasks,
/// stages, cost, organisation, risks, effects.
fn planning_kinds(facts: &Facts) -> usize {
    let kinds = [
        SectionKind::Goals,
        SectionKind::Tasks,
        SectionKind::Measures,
        SectionKind::Phases,
        SectionKind::Funding,
        SectionKind::Organisation,
        SectionKind::Risks,
        SectionKind::Effects,
    ];
    kinds.into_iter().filter(|&kind| facts.sections.iter().any(|s| s.own_kinds.has(kind) && s.filled)).count()
}

/// The plan kinds that a document has sections of.
pub fn plan_kinds(facts: &Facts) -> Vec<SectionKind> {
    let counted = [
        SectionKind::StatusQuo,
        SectionKind::Problems,
        SectionKind::Needs,
        SectionKind::Goals,
        SectionKind::Tasks,
        SectionKind::Measures,
        SectionKind::Phases,
        SectionKind::Priorities,
    ];
    counted.into_iter().filter(|&kind| facts.sections.iter().any(|s| s.own_kinds.has(kind))).collect()
}

/// `plan:` or `kind: plan` in front matter or at the top of YAML.
fn declared(source: &SourceFile, tree: &Tree, reader: &Reader) -> Option<WhyPlan> {
    let says = |key: &str, value: &str| {
        let names = labels::field_names(&reader.vocabulary, key);
        let key = fold(key);
        (key == "plan" && !value.is_empty() && value != "false")
            || (key == "kind" && fold(value) == "plan")
            || (names.contains(&FieldName::Plan) && key == "计划" && !value.is_empty())
    };
    if tree.front.iter().any(|entry| says(source.slice(entry.key), source.slice(entry.value))) {
        return Some(WhyPlan::FrontMatter);
    }
    if tree.format == Format::Yaml {
        for (id, block) in tree.children(None) {
            if block.kind == BlockKind::Entry
                && let Some((_, value)) = tree.children(Some(id)).next()
                && value.kind == BlockKind::Scalar
                && says(source.slice(block.content), source.slice(value.content))
            {
                return Some(WhyPlan::Key);
            }
        }
    }
    None
}

/// What is left for the author to fill in.
static HOLES: LazyLock<Acceptor> = LazyLock::new(|| {
    acceptor(
        r"\[insert|\[your|\[name\b[^=]|\[describe|\[add|\{\{|xxx|XXX|XX|××|\[项目|\[填写|\[日期|______|【填|\[Title|\[title|\[Team|\[Date|YYYY",
    )
});

/// A name left open in a title: “XX项目建设方案”.
static OPEN_TITLE: LazyLock<Acceptor> = LazyLock::new(|| acceptor(r"XX|××|某某|__|\[[^\]]*(?:[Nn]ame|名称|名)\]"));

/// What asks the author of a plan instead of saying: “Describe your partners”, “What will your group do?”.
static ASKED: LazyLock<Acceptor> = LazyLock::new(|| {
    acceptor(
        r"(?i)^\W*(?:describe|list|explain|highlight|summari[sz]e|briefly|outline|use (?:this|these|the))\b.*\b(?:your?|template|plan)\b|\byou(?:r|’ll|'ll)?\b[^.?!]*\?|\byour (?:group|team|organi[sz]ation|plan|project|brigade|community)\b",
    )
});

/// Words that open a text that [`ASKED`] finds.
const ASKING: [&str; 8] = ["describe", "list", "explain", "highlight", "summari", "briefly", "outline", "use"];

/// Whether a text has what every text that [`ASKED`] finds has: “you”, or one of [`ASKING`] as its first letters.
fn may_ask(text: &str) -> bool {
    let bytes = text.as_bytes();
    let you = |at: usize| bytes.get(at..at + 3).is_some_and(|word| word.eq_ignore_ascii_case(b"you"));
    let first = bytes.iter().position(u8::is_ascii_alphabetic).unwrap_or(bytes.len());
    let opens = |word: &str| bytes[first..].get(..word.len()).is_some_and(|w| w.eq_ignore_ascii_case(word.as_bytes()));
    memchr::memchr2_iter(b'y', b'Y', bytes).any(you) || ASKING.iter().any(|word| opens(word))
}

/// Labels of those who came to a meeting.
const PRESENT: [&str; 11] = [
    "attendees",
    "participants",
    "present",
    "attendance",
    "出席人员",
    "参会人员",
    "与会人员",
    "参加人员",
    "出席",
    "与会者",
    "会议成员",
];

/// Labels of when, where and about what a meeting was.
const MEETING: [&str; 13] = [
    "meeting time",
    "meeting date",
    "date",
    "time",
    "agenda",
    "minutes",
    "会议时间",
    "时间",
    "会议地点",
    "地点",
    "会议议程",
    "会议主题",
    "会议内容",
];

/// Templates, minutes, reports and guides by what they hold.
fn content_reason(source: &SourceFile, tree: &Tree, title: &str, reader: &Reader) -> Option<WhyPlan> {
    // What stands alone or before a colon, as far as it is no longer than what is looked for.
    let longest = PRESENT.iter().chain(&MEETING).map(|label| label.len()).max().unwrap_or(0);
    // Most blocks open with no characters that a label opens with.
    let may_be = |text: &str| {
        let mut opening = text.chars().map(fold_char).take(2).take_while(|c| !matches!(c, ' ' | '\u{feff}'));
        let (first, second) = (opening.next(), opening.next());
        let opens = |label: &&str| {
            let mut letters = label.chars();
            first == letters.next() && (second.is_none() || second == letters.next())
        };
        !text.is_empty() && (first.is_none() || PRESENT.iter().chain(&MEETING).any(opens))
    };
    let short = |text: &str| may_be(text).then(|| fold_short(text, longest)).flatten();
    let named = tree.blocks.iter().filter_map(|b| {
        if !matches!(b.kind, BlockKind::Paragraph | BlockKind::ListItem { .. } | BlockKind::Heading { .. }) {
            return None;
        }
        let text = source.slice(b.content);
        let label = labels::split(text).map_or(text, |(label, _)| &text[label]);
        // “Attendees (by handle)”
        short(label.find(['(', '（']).map_or(label, |bracket| label[..bracket].trim_end()))
    });
    // Who takes part in a study that has a date came to no meeting.
    let (mut present, mut taking_part, mut meeting, mut dated) = (false, false, false, false);
    for name in named.chain(tree.front.iter().filter_map(|e| short(source.slice(e.key)))) {
        match name.as_str() {
            "participants" => taking_part = true,
            "date" | "time" => dated = true,
            name => {
                present |= PRESENT.contains(&name);
                meeting |= MEETING.contains(&name);
            }
        }
    }
    // A plan may say when its own meetings are.
    let planned = find_title_word(&reader.vocabulary, title, "plan").is_some_and(|noun| ends_title(title, &noun));
    let met = present && (meeting || dated) || taking_part && meeting;
    if met && !planned {
        return Some(WhyPlan::Meeting);
    }
    // A template: its name is left open, or prompts and placeholders prevail.
    if OPEN_TITLE.is_match(title) {
        return Some(WhyPlan::Placeholders);
    }
    // “# Strategic Plan” and “The Strategic Plan is the write-up of …” explain what such a plan is.
    let bare = fold(title);
    let bare = bare.trim();
    let bare = bare.strip_prefix("the ").unwrap_or(bare);
    let explains = |text: &str| {
        let text = fold(text);
        let rest = ["the ", "a ", "an "].iter().find_map(|article| text.strip_prefix(article)).unwrap_or(&text);
        rest.strip_prefix(bare)
            .is_some_and(|rest| [" is a ", " is an ", " is the "].iter().any(|is| rest.starts_with(is)))
    };
    let noun = find_title_word(&reader.vocabulary, title, "plan").is_some_and(|noun| noun == bare);
    let first = tree.blocks.iter().find(|b| b.kind == BlockKind::Paragraph && b.parent.is_none());
    // “The Runrig Plan is a design methodology …” is a name.
    let method = |text: &str| explains(text) && text.contains("methodology");
    if first.is_some_and(|b| noun && explains(source.slice(b.content)) || method(source.slice(b.content))) {
        return Some(WhyPlan::Explains);
    }
    if explains_kind(source, tree, reader)
        || explains_document(source, tree)
        || orders_plans(source, tree)
        || is_diary(source, tree)
        || is_a_record(source, tree)
        || shows_where_to_click(source, tree)
    {
        return Some(WhyPlan::Explains);
    }
    let (mut blocks, mut prompts) = (0usize, 0usize);
    let any_hole = HOLES.is_match(&source.text);
    for block in &tree.blocks {
        if !matches!(
            block.kind,
            BlockKind::Paragraph | BlockKind::ListItem { .. } | BlockKind::Quote | BlockKind::Cell { .. }
        ) || block.content.is_empty()
        {
            continue;
        }
        let text =
            source.slice(block.content).trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_' | '>'));
        blocks += 1;
        let bracketed = text.len() > 6
            && (text.starts_with(['[', '<', '{', '【', '（']) && text.ends_with([']', '>', '}', '】', '）']))
            && !text.contains("](")
            && !text.starts_with("<http");
        let holes = any_hole && HOLES.is_match(text);
        prompts += usize::from(bracketed || holes || (may_ask(text) && ASKED.is_match(text)));
    }
    if blocks >= 6 && prompts * 3 >= blocks {
        return Some(WhyPlan::Placeholders);
    }
    None
}

/// The paragraphs of a document as they are written.
fn paragraphs<'a>(source: &'a SourceFile, tree: &'a Tree) -> impl Iterator<Item = &'a str> + 'a {
    tree.blocks.iter().filter(|b| b.kind == BlockKind::Paragraph).map(|b| source.slice(b.content))
}

/// From so many paragraphs on that say where to click, a text is the guide of a program.
const CLICKS: usize = 3;

/// Whether a text tells its readers where to click, as the guide of a program does.
fn shows_where_to_click(source: &SourceFile, tree: &Tree) -> bool {
    const WHERE: [&str; 8] =
        ["click on", "clicking on", "click the", "clicking the", "Click on", "Click the", "单击", "点击右上角"];
    // Most texts have none of the letters that all of these share.
    let may_say = source.text.contains("lick") || source.text.contains('击');
    let said = |text: &&str| WHERE.iter().any(|words| text.contains(words));
    may_say && paragraphs(source, tree).filter(said).take(CLICKS).count() == CLICKS
}

/// A paragraph folded, without its markup.
fn plain(paragraph: &str) -> String {
    fold(&paragraph.replace(['*', '_', '`'], ""))
}

/// Whether a text opens by saying what a kind of plan is: “A feasibility study is …”, 可行性研究是指…….
fn explains_kind(source: &SourceFile, tree: &Tree, reader: &Reader) -> bool {
    let vocabulary = &reader.vocabulary;
    let kind = |subject: &str| {
        let known = find_title_word(vocabulary, subject, "plan").is_some_and(|noun| subject.trim().ends_with(&noun));
        known || vocabulary.types.standing_in(subject).iter().any(|(place, _)| place.end == subject.trim_end().len())
    };
    paragraphs(source, tree).take(2).map(plain).any(|text| {
        let article = ["a ", "an "].iter().find_map(|article| text.strip_prefix(article));
        let english = article.and_then(|rest| rest.split_once(" is ")).is_some_and(|(subject, _)| {
            subject.split_whitespace().count() <= 5 && kind(subject.split('(').next().unwrap_or(subject).trim())
        });
        let defined = ["是指", "指的是", "是一种", "是一份"].iter().filter_map(|is| text.find(is)).min();
        let chinese = defined.map(|at| &text[..at]).is_some_and(|subject| {
            !subject.starts_with(['本', '此', '该', '这']) && subject.chars().count() <= 12 && kind(subject)
        });
        english || chinese
    })
}

/// What orders others to plan: “Strategic plans must include …”, “each agency shall publish a strategic plan”.
static PLANS_ORDERED: LazyLock<Acceptor> = LazyLock::new(|| {
    acceptor(
        r"(?i-u:\bplans (must|shall( also)?|are required to) \w+|\b(shall|must|required to)( \w+){0,2} (publish|submit|prepare|develop|adopt|draw up) (a|an|their|its) ([\w-]+ ){0,3}plans?\b)",
    )
});

/// Whether a text says again and again what the plans of others must hold: every fifth paragraph at least.
fn orders_plans(source: &SourceFile, tree: &Tree) -> bool {
    let may = ["plans must ", "plans shall ", "Plans must ", "Plans shall ", "lans are required to "];
    if !may.iter().any(|words| source.text.contains(words)) {
        return false;
    }
    let ordering = paragraphs(source, tree).filter(|text| PLANS_ORDERED.is_match(text)).count();
    ordering >= 2 && ordering * 5 >= paragraphs(source, tree).count()
}

/// From so many headings on that are days, a text is a diary.
const DAYS: usize = 4;

/// Whether the headings of a text are days, each before the one above it: what is told there is done.
fn is_diary(source: &SourceFile, tree: &Tree) -> bool {
    let headings = || tree.blocks.iter().filter(|b| matches!(b.kind, BlockKind::Heading { .. }));
    let is_day = |text: &&str| {
        let bytes = text.as_bytes();
        let digits = |range: std::ops::Range<usize>| bytes[range].iter().all(u8::is_ascii_digit);
        let day = bytes.len() == 10 && bytes[4] == bytes[7] && matches!(bytes[4], b'-' | b'/' | b'.');
        day && digits(0..4) && digits(5..7) && digits(8..10)
    };
    let days: Vec<&str> = headings().map(|b| source.slice(b.content).trim()).filter(is_day).collect();
    days.len() >= DAYS && days.len() * 2 >= headings().count() && days.is_sorted_by(|above, below| above >= below)
}

/// 本文档为……的实现说明.
static IS_A_RECORD: LazyLock<Acceptor> = LazyLock::new(|| {
    acceptor(
        r"^本(文档|文件|文|页|篇)(为|是)[^。，；：]{0,30}(实现说明|使用说明|说明书|操作手册|使用手册|指南|教程|记录|总结)(，|。|；|$)",
    )
});

/// Whether the first paragraph says that what is done already is told.
fn is_a_record(source: &SourceFile, tree: &Tree) -> bool {
    // Few texts open so, and a pattern is costly to make.
    paragraphs(source, tree).next().is_some_and(|text| text.starts_with('本') && IS_A_RECORD.is_match(text))
}

/// Whether a text speaks of another document as of a thing: 《意见》提出, 《方案》明确. Who plans says 本意见.
fn explains_document(source: &SourceFile, tree: &Tree) -> bool {
    let names = [
        "《意见》",
        "《方案》",
        "《规划》",
        "《计划》",
        "《行动计划》",
        "《纲要》",
        "《通知》",
        "《办法》",
        "《措施》",
    ];
    let verbs = ["围绕", "提出", "明确", "要求", "聚焦", "强调", "指出", "规定", "部署", "以", "从", "共", "进行解读"];
    let said = |text: &String| {
        names.iter().any(|name| {
            text.match_indices(name).any(|(at, name)| {
                let after = &text[at + name.len()..];
                verbs.iter().any(|verb| after.starts_with(verb))
            })
        })
    };
    // Most paragraphs name no document.
    let naming = paragraphs(source, tree).filter(|text| text.contains('》'));
    naming.map(plain).filter(said).take(2).count() == 2
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn no_text_that_asks_is_passed_over(
            text in "(\\*|é|计| |[(]){0,2}((describe|Summariſe|USE the|you|You’ll|yours?|plan|team|a|计|\\?|[.]) ?){0,6}",
        ) {
            proptest::prop_assert!(may_ask(&text) || !ASKED.is_match(&text), "{}", text);
        }
    }
}
