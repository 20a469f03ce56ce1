//! Whose plan it is: an organisation's, or that of a project (DESIGN §3.1).
//!
//! Decided by the first of many looks that tells: what is declared, bodies and products in the title, who learns, stands for
//! an office or speaks of themself, whether bodies act, what the text speaks of throughout.

use super::classify::{announces_plan, chosen, field, titles};
use super::group::Declaration;
use super::institution::{FIRST, OPENING, Spoken, institution, is_attribute, makes_product, own_title};
use super::kinds::*;
use super::model::*;
use super::pattern::{acceptor, pattern};
use super::reader::{Reader, Words};
use super::reason::WhyChosen;
use super::recognise::find_title_word;
use super::texts::Texts;
use crate::lexicon::{Acceptor, Regex, fold, is_han};
use crate::syntax::MarkKind;
use crate::text::Span;
use std::cell::LazyCell;
use std::sync::{Arc, LazyLock};

/// A plan of the company that is to be, and of a product that is to earn money.
pub(super) const BUSINESS_PLAN: &str = "business plan";

/// Whose plan it is by what it declares and whom it names.
pub(super) fn profile(
    facts: &Facts,
    text: &Texts,
    documents: &[Arc<Document>],
    declaration: &Declaration,
    horizon: Option<&Horizon>,
    reader: &Reader,
) -> Chosen<Profile> {
    if let Some(profile) = declaration.profile {
        return chosen(profile, WhyChosen::Configured);
    }
    let read = |f: &Field| {
        let word = fold(text.get(f.value));
        Profile::from_name(&word).or(match word.as_str() {
            "organization" | "组织" | "机构" | "单位" => Some(Profile::Organisation),
            "项目" => Some(Profile::Project),
            _ => None,
        })
    };
    if let Some(profile) =
        facts.fields.iter().filter(|f| f.item.is_none() && f.name == FieldName::Profile).find_map(read)
    {
        return chosen(profile, WhyChosen::Field("profile"));
    }
    let words = &reader.words;
    let titles = titles(text, documents);
    let joined = titles.first().copied().unwrap_or("");
    let spoken = LazyCell::new(|| Spoken::of(facts, text, reader));
    // “Library Strategic Plan”: a library of books, but where the text speaks of software.
    let library = LIBRARY.is_match(joined) && !spoken.is_of_software();
    let product_title = !library
        && documents.first().filter(|d| d.titled).is_some_and(|d| {
            text.has(d.title, words.product) || text.has(d.title, words.system) || text.has(d.title, words.technology)
        });
    let users = facts.sentences.iter().any(|s| text.has(s.span, words.service_user));
    let noun = find_title_word(&reader.vocabulary, joined, "organisation");
    // The body may stand in a heading of its own above the plan's title.
    let heading = facts.sections.iter().find(|s| s.document == DocumentId(0) && s.level > 0);
    let above = heading.filter(|s| documents.first().is_some_and(|d| s.title.end <= d.title.start));
    let body_in_title = library
        || documents.first().is_some_and(|d| names_body(d, text, reader))
        || above.is_some_and(|s| text.has(s.title, words.organisation));
    // What the title plans is a product, and no place is named in it.
    let planned = || documents.first().is_some_and(|d| product_planned(d, text, reader));
    let english = documents.first().is_some_and(|d| d.language == Language::En);
    let rebuilt = || SITE_REBUILT.is_match(joined);
    if let Some(word) = noun.as_ref().filter(|noun| english && *noun == BUSINESS_PLAN && !rebuilt()) {
        return chosen(Profile::Organisation, WhyChosen::WordInTitle(word.clone()));
    }
    let remade = || english && rebuilt();
    if product_title && !body_in_title && (users || noun.is_none() || remade() || planned() && !names_place(joined)) {
        return chosen(Profile::Project, WhyChosen::ProductTitle);
    }
    let answers = facts.sentences.iter().any(|s| {
        s.place == Place::Text
            && text.has(s.span, words.responsibility)
            && (text.has(s.span, words.organisation) || text.has(s.span, words.officer))
    });
    // A society's web site: the body is whose product it is, and nobody in it answers for anything. “官网开发计划” says
    // by its noun that it is the plan of those who make the site.
    let made = || find_title_word(&reader.vocabulary, joined, "team");
    if product_title && !answers && (users && planned() || made().is_some()) {
        return chosen(Profile::Project, WhyChosen::ProductTitle);
    }
    if let Some(word) = made().filter(|_| noun.is_none() && !body_in_title) {
        return chosen(Profile::Project, WhyChosen::WordInTitle(word));
    }
    let coursework = || facts.sentences.iter().filter(|s| s.place != Place::Code && text.has(s.span, words.coursework));
    // The company in “海鲜公司销售管理系统” is the exercise of one who learns.
    let exercise = || coursework().any(|s| EXERCISES.iter().any(|word| text.get(s.span).contains(word)));
    if body_in_title && product_title && exercise() {
        return chosen(Profile::Project, WhyChosen::Coursework);
    }
    // “政府文件爬虫项目实施方案”, on files and functions: whoever is named in its title, and answers for nothing.
    if body_in_title && !english && !answers && code_spans(documents) >= 5 && spoken.is_of_software() {
        return chosen(Profile::Project, WhyChosen::Code);
    }
    if body_in_title {
        return chosen(Profile::Organisation, WhyChosen::BodyInTitle(joined.to_owned()));
    }
    // 关于推进柔性执法的工作方案: only offices write such titles. A plan of five years is one of a body.
    if !product_title && let Some(found) = OFFICIAL_TITLE.find(joined) {
        return chosen(Profile::Organisation, WhyChosen::WordInTitle(joined[found].to_owned()));
    }
    // A contest or a course: the school is named, and is not who plans.
    if coursework().take(2).count() == 2 {
        return chosen(Profile::Project, WhyChosen::Coursework);
    }
    // Who stands for an office plans for nobody yet: “As your councillor, I will …”.
    let candidacy = || facts.sentences.iter().filter(|s| s.is_running() && CANDIDATE.is_match(text.get(s.span)));
    if english && candidacy().take(2).count() == 2 {
        return chosen(Profile::Project, WhyChosen::Candidate);
    }
    if english && is_of_one_person(facts, text) {
        return chosen(Profile::Project, WhyChosen::OnePerson);
    }
    // “Ledger 优化行动计划”: a plan on files and functions in which no body and no officer appears is a team's, however
    // its title sounds.
    let any_body = || {
        let named = |span| text.has(span, words.organisation) || text.has(span, words.officer);
        facts.sentences.iter().any(|s| s.place != Place::Code && named(s.span))
    };
    if noun.is_some() && code_spans(documents) >= 5 && !any_body() {
        return chosen(Profile::Project, WhyChosen::Code);
    }
    let product = LazyCell::new(|| product_title || makes_product(facts, text, documents));
    // “Action plan”, “strategy” are words of everybody in English: somebody must be there whose plan it is.
    let bodies = || {
        let body = |span| text.has(span, words.organisation) || text.has(span, words.officer);
        let acts =
            |span| [" will ", " shall ", " must ", " our ", "Our "].iter().any(|word| text.get(span).contains(word));
        let spoken = facts.sentences.iter().filter(|s| {
            let planned = matches!(s.place, Place::Text | Place::Cell | Place::Field) && acts(s.span);
            planned && body(s.span) || text.has(s.span, words.own_body)
        });
        // “Lead agencies: DCCE, TMD” says by its label what they are.
        let labelled = |f: &Field| f.label.is_some_and(|label| fold(text.get(label)).contains("agenc"));
        let owned = facts.fields.iter().any(|f| f.name == FieldName::Owner && (body(f.value) || labelled(f)));
        (answers || owned || spoken.take(2).count() == 2) && !*product
    };
    // So are 工作计划 and 规划 in Chinese: where no body and no officer appears in the text, they are a team's. Only
    // offices write 意见 and 纲要.
    let official = |noun: &str| {
        ["意见", "措施", "纲要", "施政", "政府", "政务", "经营计划"].iter().any(|word| noun.contains(word))
    };
    let ventures = || facts.sentences.iter().take(OPENING).any(|s| text.has(s.span, words.venture));
    // “Strategic plan 2027”, “Strategy” and no more: a page of a body's own site.
    let own = ["strategic", "plan", "strategy", "our", "the", "company", "corporate", "priorities", "framework"];
    let named = || {
        let stem = fold(joined);
        let mut told = stem.split(|c: char| !c.is_alphanumeric() || c.is_ascii_digit()).filter(|word| !word.is_empty());
        told.any(|word| !own.contains(&word))
    };
    let bare = || fold(joined).contains("strateg") && !named() && !ventures();
    // “Sewer Atlas Maintenance Strategy”, “Apogee Strategic Plan 2025–2026”: what bodies set themselves.
    let strategy = || english && STRATEGY.is_match(joined) && !NO_STRATEGY.is_match(joined) && named();
    let whose = |noun: &str| {
        if noun.is_ascii() {
            bodies() || (bare() || strategy() && !spoken.is_of_software()) && !*product
        } else {
            // 项目规划 and no more is that of a project, whatever bodies it speaks of.
            let project = || {
                let before = joined.split_once(&format!("项目{noun}")).map(|(before, _)| before);
                before.is_some_and(|before| !before.chars().any(is_han))
            };
            // So may a list of tasks be anybody's.
            // “规划” and no more, on a program's code: whatever bodies its users are of.
            let of_code = || {
                let quoted = code_spans(documents);
                !answers && (joined.trim() == noun && quoted >= 5 || quoted >= MUCH_CODE)
            };
            let named = || {
                any_body() && !project() && noun != "任务清单" && !of_code() && (answers || !spoken.is_of_software())
            };
            official(noun) || names_place(joined) || named()
        }
    };
    if let Some(noun) = noun.as_ref().filter(|noun| whose(noun)) {
        return chosen(Profile::Organisation, WhyChosen::WordInTitle(noun.clone()));
    }
    // 石门河乡公路养护计划: anybody's word, beside the name of a county or town whose office answers.
    let planned_word =
        || documents.first().and_then(|d| find_title_word(&reader.vocabulary, &fold(text.get(d.title)), "plan"));
    let officer = || {
        facts.fields.iter().any(|f| f.name == FieldName::Owner && f.item.is_none() && text.has(f.value, words.officer))
    };
    if !english
        && !*product
        && names_place(joined)
        && (answers || officer())
        && let Some(word) = planned_word()
    {
        return chosen(Profile::Organisation, WhyChosen::WordInTitle(word));
    }
    if english
        && !product_title
        && let Some(why) = institution(facts, text, documents, noun.is_some(), &|| *product, reader)
    {
        return chosen(Profile::Organisation, why);
    }
    for (name, why) in [(FieldName::Owner, WhyChosen::Owner), (FieldName::Upstream, WhyChosen::Upstream)] {
        if let Some(f) = field(facts, name)
            && text.has(f.value, words.organisation)
        {
            return chosen(Profile::Organisation, why);
        }
    }
    // 金穗产业园管理委员会…，拟…: the preface says whose plan it is.
    let preface = facts.sentences.iter().take(40).find(|s| {
        s.is_running()
            && s.section.is_none_or(|id| facts.sections[id.at()].level <= 1 && !facts.sections[id.at()].run_in)
            && text.has(s.span, words.organisation)
            && ["拟", "决定", "特制定", "现制定", "制定本", "编制本", "提出本", "现提出"]
                .iter()
                .any(|verb| text.get(s.span).contains(verb))
    });
    if preface.is_some() && !product_title {
        return chosen(Profile::Organisation, WhyChosen::Preface);
    }
    if !product_title
        && facts.sentences.iter().filter(|s| s.is_running()).take(FIRST).any(|s| OWN_ZH.is_match(text.get(s.span)))
    {
        return chosen(Profile::Organisation, WhyChosen::Preface);
    }
    // 以…思想为指导: only offices write so.
    let guided = |s: &&Sentence| {
        let words = text.get(s.span);
        s.place == Place::Text && GUIDED.iter().any(|guide| words.contains(guide))
    };
    if !product_title && facts.sentences.iter().take(40).any(|s| guided(&s)) {
        return chosen(Profile::Organisation, WhyChosen::Preface);
    }
    // 制定本方案 opens the plan of an office; which bodies act then stands further down.
    let acting = || facts.sentences.iter().filter(|s| s.place != Place::Code && body_acts(text, s.span, words));
    if !product_title && announces_plan(facts, text) && acting().take(3).count() == 3 {
        return chosen(Profile::Organisation, WhyChosen::Preface);
    }
    // Who declares a plan chooses its name: a strategy is one of a body, an action plan is one of anybody.
    let named = |noun: &str| !noun.is_ascii() || noun.contains("strateg") || english && whose(noun);
    let name = declaration.name.as_deref().unwrap_or("");
    let of_product = || name.split(|c: char| !c.is_alphanumeric()).any(|word| MADE.contains(&word));
    if let Some(noun) = find_title_word(&reader.vocabulary, name, "organisation")
        .filter(|noun| named(noun) && !of_product() && !spoken.is_of_software())
        .filter(|noun| noun == "strategic plan" || !noun.is_ascii() || !*product)
    {
        return chosen(Profile::Organisation, WhyChosen::WordInName(noun));
    }
    // “our organisation”, “the agency's staff”: more than once, it is whom the plan is for.
    let own = facts.sentences.iter().filter(|s| s.place != Place::Code && text.has(s.span, words.own_body)).count();
    if own >= 3 && !product_title {
        return chosen(Profile::Organisation, WhyChosen::OwnBody(own));
    }
    if english
        && !product_title
        && !*product
        && !SITE_REBUILT.is_match(joined)
        && !OCCASION.is_match(joined)
        && let Some(told) = spoken.of_institution()
    {
        return chosen(Profile::Organisation, WhyChosen::InstitutionLife(told));
    }
    let year = horizon.and_then(|h| h.interval).is_some_and(|i| i.is_a_year());
    let owns = facts.fields.iter().any(|f| f.name == FieldName::Owner && text.has(f.value, words.organisation));
    // “Project schedule”, and the product right below it.
    let of_project = || fold(joined).starts_with("project ") || subtitle_names_product(facts, text, documents, reader);
    if year && (answers || owns) && !*product && !of_project() {
        return chosen(Profile::Organisation, WhyChosen::Answers);
    }
    chosen(Profile::Project, WhyChosen::NoBody)
}

/// Whether the heading right below the title names a product: “## Care Harmony Hub – hospital management system”.
fn subtitle_names_product(facts: &Facts, text: &Texts, documents: &[Arc<Document>], reader: &Reader) -> bool {
    let Some(document) = documents.first().filter(|d| d.titled) else { return false };
    let below = facts.sections.iter().find(|s| s.document == DocumentId(0) && s.title.start > document.title.end);
    below.is_some_and(|section| {
        let between = text.get(document.title.with(document.title.end, section.title.start));
        let named = text.has(section.title, reader.words.product) || text.has(section.title, reader.words.system);
        named && between.chars().all(|c| c.is_whitespace() || matches!(c, '#' | '*' | '_'))
    })
}

/// Titles that only offices give: 关于推进……的意见, 五年发展规划.
static OFFICIAL_TITLE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^关于[^，。\n]{2,60}的(通知|意见|指导意见|实施意见|若干措施|决定|工作方案|实施方案|行动方案|行动计划|建设方案)|(五年|十年|“?十[三四五六]五”?)(事业|教育|学校|总体|战略|改革)?(发展)?(规划|规划纲要)",
    )
});

/// “这是 X 实验室第三年的路线图”: a body tells what it plans.
static OWN_ZH: LazyLock<Acceptor> = LazyLock::new(|| {
    acceptor(
        r"(^|[，,])(这|這|本文|以下|下面)(里|裡)?(是|为|為)[^。，；]{0,24}((?-u:\b)Labs?(?-u:\b)|实验室|實驗室|研究所|研究院|公司|协会|協會|学会|學會|基金会|基金會|委员会|委員會|学院|学校|医院|图书馆)[^。；]{0,40}([Rr]oadmap|路线图|路線圖|计划|計畫|規劃|规划|方案|目标|目標)",
    )
});

/// “Website rebuild – business plan”, “Migration & Redesign Plan”: what is planned is a site.
static SITE_REBUILT: LazyLock<Acceptor> = LazyLock::new(|| {
    acceptor(
        r"(?i-u:\b(web ?site|portal|app|platform) (rebuild|redesign|relaunch|migration|refresh|upgrade)\b|\b(migration|redesign|relaunch|upgrade)( (&|and) (migration|redesign|relaunch|upgrade))? (project )?(plan|roadmap)\b)",
    )
});

/// A title that ends with a strategy, or with its years.
static STRATEGY: LazyLock<Acceptor> = LazyLock::new(|| {
    acceptor(r"(?i)\b(strategy|strategic plan)(:? master plan)?[ ,:(–—-]*(20\d\d([ –—/-]*(20)?\d\d)?)?\)?\W*$")
});

/// Strategies of a piece of work: what is to be put into use, sold or written.
static NO_STRATEGY: LazyLock<Acceptor> = LazyLock::new(|| {
    acceptor(
        r"(?i)\b(implementation|deployment|product|content|migration|test|testing|release|exit|branching|rollout|roll-out|technical|engineering|refactoring|upgrade|go-to-market|marketing|launch|pricing|seo|sales|backup|caching|monetization|monetisation|trading|growth hacking) strategy\b",
    )
});

/// A library that plans for years or says what it is for.
static LIBRARY: LazyLock<Acceptor> = LazyLock::new(|| {
    acceptor(
        r"(?i)\blibrar(y|ies)([’']s?)? ([\w&-]+ ){0,2}(strategic plan|long[ -]range|mission|services? plan|strategy 20)",
    )
});

/// “September event plan”: whoever is invited, they do not plan.
static OCCASION: LazyLock<Acceptor> =
    LazyLock::new(|| acceptor(r"(?i)\b(event|conference|workshop|meetup|hackathon|open day|launch party)s? plan\b"));

/// “I plan to …”, “I’ll …”: one person speaks of their own work.
static FIRST_PERSON: LazyLock<Acceptor> = LazyLock::new(|| {
    acceptor(
        r"(?-u:\b)I (will|plan|need|want|hope|have|am|created|intend|expect|would like)(?-u:\b)|(?-u:\b)I['’](ll|m|ve|d)(?-u:\b)",
    )
});

/// So many sentences in which somebody says “I” make a plan that of one person, one in so many bytes of text.
const PERSONAL: usize = 3;
const PERSONAL_EVERY: usize = 700;

/// Whether one person plans their own work: says “I” again and again, and “we” no more often.
fn is_of_one_person(facts: &Facts, text: &Texts) -> bool {
    let said = || facts.sentences.iter().filter(|s| s.place != Place::Code).map(|s| text.get(s.span));
    let single = said().filter(|words| words.contains('I') && FIRST_PERSON.is_match(words)).count();
    if single < PERSONAL {
        return false;
    }
    let many =
        |words: &&str| words.split(|c: char| !c.is_alphabetic()).any(|w| matches!(w, "we" | "We" | "our" | "Our"));
    let bytes: usize = said().map(str::len).sum();
    single * PERSONAL_EVERY >= bytes && said().filter(many).count() < single
}

/// Who stands for an office speaks so.
static CANDIDATE: LazyLock<Acceptor> = LazyLock::new(|| {
    acceptor(
        r"(?-u:\b)(?i-u:as (the |your |a )([A-Za-z-]+ ){0,3}(council(l?or|man|woman|member)|mayor|president|senator|representative|trustee|commissioner)),? [^.;]{0,60}(?-u:\b)I(?-u:\b)|(?-u:\b)I (will|would) (call|fight|push|vote|advocate|stand up) for(?-u:\b)|(?-u:\b)(?i-u:my campaign)(?-u:\b)|(?i-u:running for (office|mayor|council|president|city council))",
    )
});

/// Words in the name of a plan that say that what is planned is made and sold.
const MADE: [&str; 5] = ["app", "game", "platform", "product", "software"];

/// Pieces of work that only a learner has to hand in.
const EXERCISES: [&str; 5] = ["大作业", "课程设计", "课设", "毕设", "期末专题"];

/// What an office says that it is guided by.
const GUIDED: [&str; 7] =
    ["思想为指导", "思想為指導", "深入贯彻党的", "全面贯彻党的", "贯彻落实党的", "党中央、国务院", "贯彻党中央"];

/// Whether a sentence says that a body does something: 市卫生局组织医务人员走进社区.
fn body_acts(text: &Texts, span: Span, words: &Words) -> bool {
    let acts = ["组织", "成立", "负责", "牵头", "举办", "召开", "开展", "要"];
    text.has(span, words.organisation) && acts.iter().any(|verb| text.get(span).contains(verb))
}

/// How often the documents quote code within their text.
fn code_spans(documents: &[Arc<Document>]) -> usize {
    documents.iter().flat_map(|d| &d.tree.marks).filter(|mark| mark.kind == MarkKind::Code).count()
}

/// A plan that quotes code so often, and in which nobody answers for anything, is that of a team.
const MUCH_CODE: usize = 12;

/// Bodies of a kind, of which none is named.
const GENERIC: [&str; 12] =
    ["学校", "小学", "中学", "大学", "高校", "医院", "银行", "公司", "幼儿园", "机构", "单位", "图书馆"];

/// “The Government Digital Transformation Roadmap”: what a government plans, not what is done for “e-Government”.
static GOVERNMENT: LazyLock<Acceptor> = LazyLock::new(|| {
    acceptor(r"(^|[^-A-Za-z])Government('s|’s)?( [A-Z][A-Za-z]+){0,4} (Plan|Strategy|Roadmap|Program)")
});

/// Whether the title names a body whose plan it may be. “A pilot at a small clinic” names none.
fn names_body(document: &Document, text: &Texts, reader: &Reader) -> bool {
    let title = document.title;
    // `pal-museum-metadata` is the name of a repository.
    let slug = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_' | '.');
    let name = text.get(title).trim_matches(|c: char| c == '#' || c.is_whitespace());
    if name.contains(['-', '_']) && name.chars().all(slug) {
        return false;
    }
    let made = || text.has(title, reader.words.product) || text.has(title, reader.words.system);
    if own_title(text.get(title)) || GOVERNMENT.is_match(text.get(title)) && !made() {
        return true;
    }
    if !text.has(title, reader.words.organisation) {
        return false;
    }
    let Some(body) = reader.words.organisation else { return false };
    let mut hits = document.hits.of(body, title);
    hits.any(|hit| {
        let place = title.with(hit.start, hit.end);
        let before = fold(text.get(title.with(title.start, hit.start)));
        // “Hospital EHR roadmap”: the body is whom the product is for.
        let next = text.get(title.with(hit.end, title.end));
        let start = hit.end + (next.len() - next.trim_start().len()) as u32;
        // “Development Fund Proposal”: the fund is asked.
        let asked = || {
            let next = fold(next);
            ["proposal", "application", "request"].iter().any(|word| next.trim_start().starts_with(word))
        };
        if fold(text.get(place)).ends_with("fund") && asked() {
            return false;
        }
        if is_attribute(text, title, place) {
            return false;
        }
        // “Gibbon 适配武警学院教务需求”: a product is made to fit what a body needs.
        let fitted = before.rsplit_once("适配").is_some_and(|(_, name)| name.chars().all(is_han));
        if fitted {
            return false;
        }
        let product = [reader.words.product, reader.words.system].into_iter().flatten();
        // 小学教育资源平台: any primary school, for which the product is.
        let whose = GENERIC.contains(&text.get(place)) && (before.is_empty() || before.ends_with(['向', '对', '为']));
        if whose && product_planned(document, text, reader) {
            return false;
        }
        // “B2B（医院合作）+ B2C 双用途官网”: bodies of a kind, told in a bracket.
        if GENERIC.contains(&text.get(place)) && before.ends_with('(') {
            return false;
        }
        let modifies =
            start > hit.end && product.flat_map(|id| document.hits.of(id, title)).any(|system| system.start == start);
        !modifies && !before.split_whitespace().rev().take(3).any(|word| matches!(word, "a" | "an"))
    })
}

/// Whether a Chinese title names a county, town or the like: 滨河县文化发展规划.
fn names_place(title: &str) -> bool {
    let other = [
        "城市",
        "都市",
        "市场",
        "市民",
        "社区",
        "園區",
        "园区",
        "校区",
        "小区",
        "地区",
        "片区",
        "景区",
        "灾区",
        "区域",
        "区块",
        "县域",
        "农村",
        "乡村",
        "新村",
        "示范村",
        "典型村",
        "村庄",
        "村级",
        "村民",
    ];
    let title = other.iter().fold(fold(title), |title, word| title.replace(word, "·"));
    title.char_indices().any(|(at, c)| {
        let before = title[..at].chars().rev().take_while(|&c| is_han(c)).count();
        "省市县区镇乡州村".contains(c) && before >= 2
    })
}

/// What is done to a product, and what joins such words, folded.
const CHANGES: [&str; 17] = [
    "建设",
    "开发",
    "改造",
    "升级",
    "扩展",
    "优化",
    "重构",
    "迁移",
    "实施",
    "完善",
    "改版",
    "ai",
    "与",
    "和",
    "及",
    "、",
    "智能化",
];

/// Whether the title's plan noun follows a product, or a product a noun that opens it: 网站实施方案, “platform roadmap”.
fn product_planned(document: &Document, text: &Texts, reader: &Reader) -> bool {
    let title = fold(text.get(document.title));
    let Some(noun) = find_title_word(&reader.vocabulary, &title, "plan") else { return false };
    let Some(at) = title.rfind(noun.as_str()) else { return false };
    let divider = |c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—' | '·' | '|' | ':');
    // 分诊系统扩展与AI改造规划: what is done to the product stands between it and the noun.
    let mut head = title[..at].trim_end_matches(divider);
    while let Some(rest) = CHANGES.iter().find_map(|word| head.strip_suffix(word)) {
        head = rest.trim_end_matches(divider);
    }
    // 实施方案：档案管理系统 names it behind the noun.
    let behind = head.is_empty() && title[at + noun.len()..].trim_start().starts_with([':', '–', '—']);
    let Span { start, end: last, .. } = document.title;
    let end = if behind { last } else { start + head.len() as u32 };
    [reader.words.product, reader.words.system].iter().any(|&lexicon| {
        lexicon.is_some_and(|id| document.hits.of(id, document.title.with(start, end)).any(|hit| hit.end == end))
    })
}
