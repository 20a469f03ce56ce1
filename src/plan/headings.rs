//! Headings: numbering, kinds, phases (DESIGN §3.2).

use super::kinds::{SectionKind, SectionKinds};
use super::pattern::acceptor;
use super::values::point::is_month_name;
use super::work;
use crate::lexicon::{Acceptor, Phrases, Vocabulary, fold, is_han};
use std::sync::LazyLock;

/// Chinese numerals that number headings.
fn is_numeral(c: char) -> bool {
    matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百' | '零' | '〇' | '两')
}

/// Numerals that cannot be altered, in both scripts, and the ten stems, from one to ten each.
const FORMAL: &str = "壹貳參肆伍陸柒捌玖拾壹贰叁肆伍陆柒捌玖拾甲乙丙丁戊己庚辛壬癸";

/// What is counted: a number before one of these is no numbering.
const UNITS: &str = "年月日个项大条类级次万亿天周人台套家种期轮号点分小张名倍季份";

/// Length of numbering, emoji and markup that open a heading, and its number where it has a plain one.
pub fn numbering(text: &str) -> (usize, Option<u32>) {
    let (mut at, mut number) = (0, None);
    for _ in 0..4 {
        let rest = &text[at..];
        let noise = rest.len() - rest.trim_start_matches(is_noise).len();
        let rest = &rest[noise..];
        let (len, found) = one_number(rest);
        at += noise + len;
        number = found.or(number);
        if len == 0 {
            break;
        }
    }
    let rest = &text[at..];
    at += rest.len() - rest.trim_start_matches(is_noise).len();
    if at >= text.len() { (0, None) } else { (at, number) }
}

/// White space, markup, emoji and other signs that open a heading and say nothing.
fn is_noise(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '*' | '_'
                | '#'
                | '`'
                | '~'
                | '\u{feff}'
                | '•'
                | '·'
                | '●'
                | '■'
                | '◆'
                | '▶'
                | '►'
                | '\u{fe0f}'
                | '\u{200d}'
        )
        || matches!(c, '\u{2190}'..='\u{21ff}' | '\u{2300}'..='\u{23ff}' | '\u{2460}'..='\u{24ff}' | '\u{2580}'..='\u{27bf}' | '\u{2b00}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}')
}

fn one_number(text: &str) -> (usize, Option<u32>) {
    let mut chars = text.chars();
    let Some(first) = chars.next() else { return (0, None) };
    if first == '第' {
        let spaces = chars.clone().take_while(|&c| c == ' ').count();
        let body: String = chars.clone().skip(spaces).take_while(|&c| is_numeral(c) || c.is_ascii_digit()).collect();
        let after = text[first.len_utf8() + spaces + body.len()..].trim_start_matches(' ');
        if !body.is_empty() && after.starts_with(['章', '节', '篇', '部', '条']) {
            let unit = if after.starts_with("部分") { "部分".len() } else { "章".len() };
            let end = text.len() - after.len() + unit;
            let tail = &text[end..];
            let tail_noise =
                tail.len() - tail.trim_start_matches(|c: char| c.is_whitespace() || "、：:.．".contains(c)).len();
            return (end + tail_noise, chinese_number(&body));
        }
        return (0, None);
    }
    if is_numeral(first) {
        let body: String = text.chars().take_while(|&c| is_numeral(c)).collect();
        let after = &text[body.len()..];
        let Some(c) = after.chars().next() else { return (0, None) };
        // `一 总体要求`, as numbers are written in front of `#`: a word follows, and no unit and no further numeral.
        let spaced = c.is_whitespace()
            && body.chars().count() <= 3
            && after.trim_start().starts_with(|c: char| is_han(c) && !is_numeral(c) && !UNITS.contains(c));
        if spaced || matches!(c, '、' | '.' | '．' | '，' | '：' | ':' | ')' | '）') {
            return (body.len() + c.len_utf8(), chinese_number(&body));
        }
        return (0, None);
    }
    // 表4　要达到的指标
    if first == '表' {
        let digits = chars.as_str().trim_start_matches(' ');
        let after = digits.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | '—' | '.'));
        let sign = after.chars().next().filter(|c| matches!(c, ' ' | '\u{3000}' | '：' | ':' | '、'));
        return match sign.filter(|_| digits.starts_with(|c: char| c.is_ascii_digit())) {
            Some(sign) => (text.len() - after.len() + sign.len_utf8(), None),
            None => (0, None),
        };
    }
    // 壹、 as on official papers, 甲、: each with its sign.
    if let Some(at) = FORMAL.chars().position(|c| c == first) {
        let after = chars.clone().next();
        // A stem before a blank may be a party (甲 方), a formal numeral is none.
        let sign = |c: &char| matches!(c, '、' | '.' | '．' | '：' | ':' | '\u{3000}') || *c == ' ' && at < 20;
        return match after.filter(sign) {
            Some(sign) => (first.len_utf8() + sign.len_utf8(), Some(at as u32 % 10 + 1)),
            None => (0, None),
        };
    }
    if matches!(first, '(' | '（') {
        let body: String = chars.clone().take_while(|&c| is_numeral(c) || c.is_ascii_digit()).collect();
        let end = first.len_utf8() + body.len();
        if !body.is_empty()
            && body.chars().count() <= 3
            && let Some(c) = text[end..].chars().next().filter(|c| matches!(c, ')' | '）'))
        {
            return (end + c.len_utf8(), body.parse().ok().or_else(|| chinese_number(&body)));
        }
        return (0, None);
    }
    let wide = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    if wide(first) {
        return arabic(text);
    }
    if matches!(first, 'I' | 'V' | 'X') {
        let body: String = text.chars().take_while(|c| matches!(c, 'I' | 'V' | 'X')).collect();
        if let Some(c) = text[body.len()..].chars().next().filter(|c| matches!(c, '.' | ')' | '、')) {
            return (body.len() + c.len_utf8(), None);
        }
    }
    if first.is_ascii_alphabetic() {
        if let Some(len) = article(text) {
            return (len, None);
        }
        let rest = &text[1..];
        if rest.starts_with(". ") || rest.starts_with(") ") {
            return (2, None);
        }
    }
    (0, None)
}

/// Length of “Article 4. ”, “Sheet 2: ” before what the article or sheet is called.
fn article(text: &str) -> Option<usize> {
    let word =
        ["article", "art.", "clause", "chapter", "part", "section", "sheet", "slide", "table"].iter().find(|word| {
            text.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word))
                && text[word.len()..].starts_with(' ')
        })?;
    let rest = &text[word.len() + 1..];
    let number = rest.bytes().take_while(|byte| byte.is_ascii_digit() || b"IVX".contains(byte)).count();
    let sign =
        rest[number..].chars().next().filter(|c| number > 0 && matches!(c, '.' | ':' | '—' | '–' | '-' | ' '))?;
    // “Art. 9 – Risks.”
    let after = rest[number + sign.len_utf8()..].trim_start_matches(['–', '—', ' ']);
    Some(text.len() - after.len())
}

fn arabic(text: &str) -> (usize, Option<u32>) {
    let wide = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    let digits: String = text.chars().take_while(|&c| wide(c)).collect();
    let mut len = digits.len();
    let mut levels = 1;
    while let Some(rest) = text[len..].strip_prefix(['.', '．', '-']).filter(|r| r.starts_with(wide)) {
        let more: usize = rest.chars().take_while(|&c| wide(c)).map(char::len_utf8).sum();
        len = text.len() - rest.len() + more;
        levels += 1;
    }
    let number =
        digits.chars().map(|c| if c.is_ascii_digit() { c } else { char::from(b'0' + (c as u32 - '０' as u32) as u8) });
    let number = number.collect::<String>().parse().ok();
    if digits.chars().count() > 2 {
        return (0, None);
    }
    let rest = &text[len..];
    // `1a.`, `2b)`, and before a capital also `4c`.
    if let [letter, mark, after @ ..] = rest.as_bytes()
        && letter.is_ascii_lowercase()
        && (matches!(mark, b'.' | b')') || *mark == b' ' && after.first().is_some_and(u8::is_ascii_uppercase))
    {
        return (len + if *mark == b' ' { 1 } else { 2 }, number);
    }
    let next = rest.chars().next();
    match next {
        Some(c @ ('.' | '．' | '、' | ')' | '）')) => {
            let after = &rest[c.len_utf8()..];
            if after.starts_with(wide) { (0, None) } else { (len + c.len_utf8(), number) }
        }
        Some(c)
            if c.is_whitespace()
                && (levels > 1 || rest.trim_start().starts_with(|c: char| c.is_uppercase() || is_han(c)))
                && !opens_with_month(rest.trim_start()) =>
        {
            (len, number)
        }
        Some(c) if is_han(c) && (levels > 1 || !UNITS.contains(c)) => (len, number),
        Some(c) if levels > 1 && !c.is_ascii_alphanumeric() && c != '%' => (len, number),
        _ => (0, None),
    }
}

/// `14 September`: a day, and no heading named September.
fn opens_with_month(text: &str) -> bool {
    let word = text.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
    is_month_name(&word.to_ascii_lowercase())
}

/// `十二` → 12; none where it is no number, or one of more than 32 bits.
pub fn chinese_number(text: &str) -> Option<u32> {
    let digit = |c: char| "零一二三四五六七八九".chars().position(|d| d == c).map(|n| n as u32);
    let mut total: u32 = 0;
    let mut current: u32 = 0;
    for c in text.chars() {
        match c {
            '十' => {
                total = total.checked_add(if current == 0 { 10 } else { current.checked_mul(10)? })?;
                current = 0;
            }
            '百' => {
                total = total.checked_add(current.checked_mul(100)?)?;
                current = 0;
            }
            '〇' => current = 0,
            '两' => current = 2,
            _ => {
                let next = |d| current.checked_mul(10)?.checked_add(d);
                current = digit(c).or_else(|| c.to_digit(10).and_then(next))?;
            }
        }
    }
    total.checked_add(current)
}

/// The section kinds that a heading's words (without numbering) name.
pub fn kinds(vocabulary: &Vocabulary, title: &str) -> SectionKinds {
    let folded = fold(title);
    let text = folded.trim_matches(|c: char| c.is_whitespace() || ":：.。*_#~!！?？".contains(c));
    if text.is_empty() || text.chars().count() > 80 {
        return SectionKinds::NONE;
    }
    let whole = lookup(&vocabulary.headings, text);
    if !whole.is_empty() {
        return whole;
    }
    // What stands in brackets, or after a dash, only adds.
    let head = text.find(['(', '[', '—', '–']).filter(|&at| at > 0).map_or(text, |at| text[..at].trim());
    let head = match head.split_once([':', '：']) {
        Some((first, rest)) if is_label_number(first) => rest.trim(),
        Some((first, _)) => first.trim(),
        None => head,
    };
    // 打通检验、影像系统接口: what opens with a verb of work is work as a whole.
    let first = phrases(head).next().unwrap_or("");
    // 监测、评估与修订 names what is done, and no object.
    if first.chars().count() > 2 && work::opens_with_work_zh(first) && vocabulary.headings.get(first).is_empty() {
        return SectionKinds::NONE;
    }
    // “Develop advanced recipe search functions”: so does a heading of three words and more that opens with one.
    if head.split(' ').count() >= 3 && work::opens_with_work(head) {
        return SectionKinds::NONE;
    }
    let mut found = SectionKinds::NONE;
    for phrase in phrases(head) {
        found = found.union(phrase_kinds(&vocabulary.headings, phrase));
    }
    // 建设开放的应用场景: what is worked at is not what the section states.
    if !head.is_ascii() && work::names_work(first) {
        found = found.iter().filter(|kind| !work::STATED.contains(kind)).collect();
    }
    // “Past and current national action plans” lists documents, and no work.
    let past = ["past", "previous", "prior", "earlier", "former", "archived"];
    if head.ends_with("plans") && head.split(' ').any(|word| past.contains(&word)) {
        found = found.iter().filter(|&kind| kind != SectionKind::Tasks).collect();
    }
    found
}

/// `part 2`, `section 3`, `annex a`: a label that only numbers.
fn is_label_number(text: &str) -> bool {
    let mut words = text.split_whitespace();
    matches!(words.next(), Some("part" | "section" | "chapter" | "annex" | "appendix")) && words.count() <= 1
}

fn lookup(phrases: &Phrases, text: &str) -> SectionKinds {
    phrases.get(text).iter().filter_map(|name| SectionKind::from_name(name)).collect()
}

/// A heading divided at its conjunctions.
fn phrases(text: &str) -> impl Iterator<Item = &str> {
    text.split([',', '、', '/', '&', '+', ';', '；', '，'])
        .flat_map(|part| split_at(part, " and "))
        .flat_map(|part| split_at(part, " or "))
        .flat_map(|part| split_between_han(part))
        .map(|part| {
            let mut part = part.trim();
            while let Some(rest) = part.strip_prefix("and ") {
                part = rest;
            }
            part.trim()
        })
        .filter(|part| !part.is_empty())
}

/// Divides a text at a word with its spaces. Headings are short: what a search prepares costs more than to look.
fn split_at<'t>(text: &'t str, word: &'static str) -> impl Iterator<Item = &'t str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let all = rest?;
        let mut spaces = memchr::memchr_iter(b' ', all.as_bytes());
        let Some(at) = spaces.find(|&at| all.as_bytes()[at..].starts_with(word.as_bytes())) else {
            return rest.take();
        };
        rest = Some(&all[at + word.len()..]);
        Some(&all[..at])
    })
}

/// Divides Chinese at 和, 与, 及, 暨 where two characters or more stand on each side.
fn split_between_han(text: &str) -> Vec<&str> {
    if text.is_ascii() {
        return vec![text];
    }
    let mut found = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices() {
        if matches!(c, '和' | '与' | '及' | '暨') {
            let before = text[start..at].chars().count();
            let after = text[at + c.len_utf8()..].chars().count();
            if before >= 2 && after >= 2 {
                found.push(&text[start..at]);
                start = at + c.len_utf8();
            }
        }
    }
    found.push(&text[start..]);
    found
}

/// Whether a text counts what it speaks of: 四大主题活动, 3项任务.
pub fn counts(text: &str) -> bool {
    let number = |c: char| is_numeral(c) || c.is_ascii_digit();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if number(c) && chars.peek().is_some_and(|&unit| "项个大条类种步点件".contains(unit)) {
            return true;
        }
    }
    false
}

/// Whether a heading says nothing but that what stands below it is the plan: “Plan”, “Refactoring plan”, 重构计划. The plan
/// for one matter (“Risk management plan”, 培训计划) is another's.
pub fn is_called_plan(title: &str) -> bool {
    let folded = fold(title);
    let text = folded.trim_matches(|c: char| is_noise(c) || ":：.。".contains(c));
    match ["计划", "计画"].iter().find_map(|word| text.strip_suffix(word)) {
        Some(rest) => PLANNED_ZH.contains(&rest),
        None => text.strip_suffix("plan").is_some_and(|rest| {
            rest.split_whitespace().all(|word| PLANNED.binary_search(&word).is_ok()) && rest.split(' ').count() <= 4
        }),
    }
}

/// Words before “plan” that leave it the whole plan, in order.
const PLANNED: [&str; 22] = [
    "action",
    "delivery",
    "detailed",
    "development",
    "execution",
    "high-level",
    "implementation",
    "migration",
    "our",
    "overall",
    "project",
    "proposed",
    "refactor",
    "refactoring",
    "research",
    "rollout",
    "sprint",
    "study",
    "the",
    "upgrade",
    "work",
    "working",
];

/// Words before 计划 that leave it the whole plan.
const PLANNED_ZH: [&str; 21] = [
    "", "我的", "总体", "初步", "后续", "未来", "当前", "重构", "改造", "升级", "迁移", "优化", "开发", "研究", "工作",
    "行动", "实施", "执行", "近期", "学习", "任务",
];

/// The goal that a heading states behind its label: “Goal: Cultivate a healthy community”. The byte at which it starts.
pub fn goal_label(title: &str) -> Option<usize> {
    let (label, rest) = title.split_once(": ").or_else(|| title.split_once(":** "))?;
    let label = label.trim_matches(|c: char| !c.is_ascii_alphanumeric()).to_ascii_lowercase();
    // “Stewardship Objective: …”; what a course teaches and what others have set are none of the plan's.
    let of = [
        "learning",
        "course",
        "teaching",
        "instructional",
        "development",
        "stretch",
        "non",
        "test",
        "control",
        "possible",
        "potential",
        "example",
        "sample",
        "previous",
        "former",
        "rejected",
    ];
    let named = match label.rsplit_once(' ') {
        None => ["goal", "objective", "aim"].contains(&label.as_str()),
        Some((before, last)) => {
            let mut words = before.split([' ', '-']);
            ["goal", "objective"].contains(&last) && words.clone().count() <= 2 && !words.any(|word| of.contains(&word))
        }
    };
    let words = rest.split_whitespace().count();
    (named && words >= 2).then(|| title.len() - rest.trim_start().len())
}

/// A line that says that goals follow: “The long-term goals of the team include:”, 目标如下：. Not one that says what is done
/// for them: “To reach these goals:”.
static GOALS_ARE: LazyLock<Acceptor> = LazyLock::new(|| {
    acceptor(
        r"(?i)^([\w’'-]+ ){0,7}(goals?|objectives?|aims?)( (for|of|in) [^.:;]{2,40})?( (include|includes|is to|are to|(is|are) (two|three|four)-?fold|are|are as follows|are the following|would be))?:$|^[^.:;]{2,80}\b(the|these) following (\w+ )?(goals|objectives|aims):$|^[^，。；]{0,16}目[标標](如下|包括|是|为|為)?[：:]$",
    )
});

/// “The goals of this project are to do the following:”
static GOALS_OF: LazyLock<Acceptor> = LazyLock::new(|| {
    acceptor(
        r"(?i)^(the |our )?(main |key |primary )?(goals?|objectives?|aims?) of (this|the|our) [\w -]{2,40} (is|are) to( do( the following| this)?)?:$",
    )
});

/// “Zero Art aims to:”, “The project seeks to:”; not of a text, which only tells.
static AIMS_TO: LazyLock<Acceptor> =
    LazyLock::new(|| acceptor(r"(?i)^([\w’'-]+ ){1,6}(aims?|seeks?|strives?|hopes?|intends?|is intended) to( \w+)?:$"));

/// Whether a line says that goals follow.
pub fn goals_follow(text: &str) -> bool {
    const NONE: [&str; 12] =
        ["to", "not", "non", "these", "those", "reach", "achieve", "achieving", "meet", "support", "toward", "towards"];
    let text = text.trim().trim_matches('*');
    const TEXT: [&str; 16] = [
        "document", "guide", "page", "section", "chapter", "report", "paper", "policy", "article", "post", "which",
        "that", "test", "function", "script", "step",
    ];
    let told =
        |words: &[&str]| text.split(|c: char| !c.is_alphanumeric()).any(|word| words.contains(&&*word.to_lowercase()));
    GOALS_OF.is_match(text) || AIMS_TO.is_match(text) && !told(&TEXT) || GOALS_ARE.is_match(text) && !told(&NONE)
}

/// What a numbered phase's heading names beside the phase, without a sign between: “Phase 1 Budget” is the budget of a
/// phase and no phase.
pub fn phase_matter(title: &str) -> Option<&str> {
    let trimmed = title.trim_start_matches(is_noise);
    let mut words = trimmed.splitn(3, ' ');
    let (first, number, rest) = (words.next()?, words.next()?, words.next()?);
    let named = ["phase", "stage", "wave", "sprint", "year", "quarter"].contains(&first.to_lowercase().as_str());
    let counted = !number.is_empty() && number.chars().all(|c| c.is_ascii_alphanumeric()) && number.len() <= 3;
    let word = rest.starts_with(char::is_alphabetic) && rest.split(' ').count() <= 3;
    (named && counted && word).then_some(rest)
}

/// Words before “governance” and “organisation” that leave them the plan's own.
const OF_THE_PLAN: [&str; 12] = [
    "project",
    "programme",
    "program",
    "plan",
    "delivery",
    "implementation",
    "overall",
    "the",
    "its",
    "portfolio",
    "roadmap",
    "strategy",
];

/// Verbs before a problem that say that something is done about it.
const MENDS_ZH: [char; 8] = ['补', '解', '破', '治', '除', '消', '防', '克'];

/// Words of a clause: 系统最终不是评价, 那么下一步才有意义. What such a text ends with is no head.
const CLAUSE_WORDS_ZH: [&str; 12] =
    ["不是", "就是", "那么", "才有", "是否", "如何", "怎样", "没有", "如果", "因为", "所以", "已经"];

/// Words before which the head of a phrase ends.
const HEAD_ENDS: [&str; 13] = [
    " of ", " for ", " to ", " in ", " from ", " by ", " with ", " at ", " during ", " we ", " that ", " are ", " is ",
];

/// The kinds of the phrase as a whole, or of its head: its last words, or those before `of`, `for`, `to`.
fn phrase_kinds(terms: &Phrases, phrase: &str) -> SectionKinds {
    // A name that the words know and that is no kind ends the search: 食品安全 is not 安全.
    if !terms.get(phrase).is_empty() {
        return lookup(terms, phrase);
    }
    if !phrase.is_ascii() && phrase.chars().any(is_han) {
        if phrase.chars().nth(24).is_some() || work::opens_with_work_zh(phrase) {
            return SectionKinds::NONE;
        }
        let tails = phrase.char_indices().skip(1).map(|(at, _)| &phrase[at..]).take_while(|tail| tail.len() >= 6);
        let known = tails.map(|tail| (tail, terms.get(tail))).find(|(_, names)| !names.is_empty());
        // 补短板, 破难题: what is done about it.
        let mended = |tail: &str| {
            phrase[..phrase.len() - tail.len()].ends_with(MENDS_ZH) && lookup(terms, tail).has(SectionKind::Problems)
        };
        let known = known.filter(|(tail, _)| !mended(tail));
        let clause = || CLAUSE_WORDS_ZH.iter().any(|word| phrase.contains(word));
        return known.filter(|_| !clause()).map_or(SectionKinds::NONE, |(tail, _)| lookup(terms, tail));
    }
    // “Week by week milestones”: what comes one by one goes on with the head.
    let one_by_one = |at: usize| {
        let before = phrase[..at].rsplit(' ').next();
        phrase[at..].strip_prefix(" by ").is_some_and(|after| after.split(' ').next() == before)
    };
    let head_ends = |at: &usize| HEAD_ENDS.iter().any(|word| phrase[*at..].starts_with(word)) && !one_by_one(*at);
    let mut spaces = memchr::memchr_iter(b' ', phrase.as_bytes());
    let before = spaces.find(head_ends).map_or(phrase, |at| phrase[..at].trim());
    let words: Vec<&str> = before.split(' ').collect();
    if words.len() > 5 {
        return SectionKinds::NONE;
    }
    let mut tail = before;
    for skip in 0..words.len() {
        if skip > 0 {
            tail = tail.split_once(' ').map_or("", |(_, rest)| rest);
        }
        let found = lookup(terms, tail);
        // “A shared purpose” is the name of one theme among others; “A vision for the county” heads the vision.
        if skip > 1 && matches!(words[0], "a" | "an") {
            return SectionKinds::NONE;
        }
        // “Data governance”, “innovation through governance” are what the plan is about, not who runs it.
        let subject = matches!(words[skip..], ["governance" | "organisation" | "organization"])
            && !words[..skip].iter().all(|word| OF_THE_PLAN.contains(word));
        if subject {
            return SectionKinds::NONE;
        }
        if !found.is_empty() {
            return found;
        }
    }
    SectionKinds::NONE
}

/// Whether a heading is itself a phase: “Phase 1”, “Q2 2027”, “Now”, 第一阶段.
pub fn is_phase(title: &str) -> bool {
    let folded = fold(title);
    let text = folded.trim_matches(|c: char| is_noise(c) || ":：.[]【】".contains(c));
    if text.chars().count() > 60 {
        return false;
    }
    let first = text.split([' ', ':', ',', '(', '[', '/']).next().unwrap_or("");
    if matches!(text, "now" | "next" | "later" | "soon" | "someday" | "future" | "backlog")
        || (matches!(first, "now" | "next" | "later")
            && text.len() > first.len()
            && text[first.len()..].trim_start().starts_with(['(', ':', '[']))
    {
        return true;
    }
    let rest = text[first.len()..].trim_start();
    let numbered = rest.starts_with(|c: char| c.is_ascii_digit())
        || ["i", "one", "two", "three", "four", "a", "b"].iter().any(|n| rest.split([' ', ':', '(']).next() == Some(n))
        || rest.starts_with("ii");
    if matches!(
        first,
        "phase"
            | "stage"
            | "wave"
            | "sprint"
            | "iteration"
            | "week"
            | "weeks"
            | "month"
            | "months"
            | "quarter"
            | "year"
            | "day"
            | "days"
            | "increment"
            | "tranche"
            | "release"
    ) && numbered
    {
        return true;
    }
    // “6 months before”, “2 weeks after the event”.
    let mut words = text.split_whitespace();
    if let (Some(count), Some(unit), Some("before" | "after" | "prior" | "out")) =
        (words.next(), words.next(), words.next())
        && count.bytes().all(|b| b.is_ascii_digit() || b == b'-')
        && matches!(unit, "days" | "day" | "week" | "weeks" | "month" | "months")
    {
        return true;
    }
    let quarter = |t: &str| {
        let mut c = t.chars();
        matches!((c.next(), c.next()), (Some('q'), Some('1'..='4')) | (Some('h'), Some('1' | '2')))
            && !c.next().is_some_and(|c| c.is_ascii_alphanumeric())
    };
    let year = |t: &str| t.len() >= 4 && t.starts_with("20") && t.as_bytes()[..4].iter().all(u8::is_ascii_digit);
    // “Spring and summer 2027”, “School year 2027/28”
    const SEASONS: [&str; 9] = ["spring", "summer", "autumn", "fall", "winter", "school", "academic", "year", "term"];
    const BESIDE: [&str; 6] = ["and", "to", "until", "early", "late", "half"];
    let season = |w: &str| SEASONS.contains(&w);
    let words = || text.split(' ');
    if words().any(season) && words().any(year) && words().all(|w| season(w) || BESIDE.contains(&w) || year(w)) {
        return true;
    }
    if quarter(first)
        || (year(text)
            && (text.len() == 4
                || text[4..].trim_start().starts_with(['q', 'h', '-', '–', '年']) && text.chars().count() <= 24))
    {
        return true;
    }
    if ["short term", "medium term", "mid term", "long term", "near term", "by end of q", "by the end of q", "by q"]
        .iter()
        .any(|p| text.starts_with(p))
        && text.chars().count() <= 40
    {
        return true;
    }
    is_version(text) || chinese_phase(text)
}

/// Whether a text is a version and what a bracket or dash adds: “v1.2 (Q2)”, “Release 2.0: sync”, 版本 1.3.
fn is_version(text: &str) -> bool {
    let named = ["version ", "release ", "版本 ", "版本", "v"].iter().find_map(|word| text.strip_prefix(word));
    let Some(rest) = named else { return false };
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.').len();
    let after = rest[digits..].trim_start_matches(" (planned)").trim_start();
    // “v0.1 引擎地基” names what the version brings.
    let named = after.starts_with(is_han)
        && after.chars().count() <= 16
        && !["说明", "更新", "变更", "总结", "回顾", "日志", "已发布"].iter().any(|word| after.contains(word));
    rest[..digits].contains('.') && (after.is_empty() || named || after.starts_with(['(', ':', '[', '—', '–', '·']))
}

/// Whether a text is this part of a year and no more than its bracket or what is done in it: 上半年（1-6月）, 一季度：调研.
fn spans(text: &str, part: &str) -> bool {
    text.strip_prefix(part).is_some_and(|rest| rest.is_empty() || rest.starts_with(['(', ':', '-', '~', '至', ' ']))
}

/// Whether a text is a month or several: 3月, 8月-11月, 1至3月：, 12月份.
fn is_month(text: &str) -> bool {
    let number = |text: &str| {
        let len: usize = text.chars().take_while(|&c| c.is_ascii_digit() || is_numeral(c)).map(char::len_utf8).sum();
        let value = text[..len].parse().ok().or_else(|| chinese_number(&text[..len]));
        value.filter(|value| len > 0 && (1..=12).contains(value)).map(|_| len)
    };
    let range = |text: &str| text.chars().next().filter(|c| matches!(c, ' ' | '~' | '至' | '到' | '–' | '—'));
    let Some(first) = number(text) else { return false };
    let mut rest = &text[first..];
    rest = rest.strip_prefix('月').unwrap_or(rest);
    if let Some(mark) = range(rest) {
        rest = &rest[mark.len_utf8()..];
        let Some(second) = number(rest) else { return false };
        let Some(after) = rest[second..].strip_prefix('月') else { return false };
        rest = after;
    } else if !text[..text.len() - rest.len()].ends_with('月') {
        return false;
    }
    let rest = rest.strip_prefix('份').unwrap_or(rest);
    rest.is_empty() || rest.starts_with(['(', ':'])
}

/// Whether the heading of a phase names a day, week, month or quarter: “Week 3: pilot”, 第2周, 5月19日, 3月, “Q2”.
pub fn names_time(title: &str) -> bool {
    let folded = fold(title);
    let text = folded.trim_matches(|c: char| is_noise(c) || ":：.[]【】".contains(c));
    let counted = |after: &str| after.trim_start().starts_with(|c: char| c.is_ascii_digit());
    let word = ["day", "days", "week", "weeks", "month", "months", "quarter"];
    let english =
        text.split(|c: char| !c.is_ascii_alphanumeric()).zip(text.split(|c: char| !c.is_ascii_alphanumeric()).skip(1));
    let named = english.into_iter().any(|(first, second)| word.contains(&first) && counted(second));
    let chinese = text.match_indices('第').any(|(at, mark)| {
        let rest = &text[at + mark.len()..];
        let number: usize = rest
            .chars()
            .take_while(|&c| is_numeral(c) || c.is_ascii_digit() || " -~–—至".contains(c))
            .map(char::len_utf8)
            .sum();
        number > 0
            && ["天", "日", "周", "个月", "月", "季度", "学期", "年"]
                .iter()
                .any(|unit| rest[number..].starts_with(unit))
    });
    named || chinese || is_day(text) || is_month(text)
}

/// Whether a text is a day or several, and no more than its bracket: 5月19日（周一）, 5月29日 - 6月2日（联合阶段）.
fn is_day(text: &str) -> bool {
    let day = |text: &str| {
        let month = text.find('月').filter(|&at| at > 0 && text[..at].bytes().all(|b| b.is_ascii_digit()))?;
        let rest = &text[month + '月'.len_utf8()..];
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let after = rest[digits..].strip_prefix(['日', '号'])?;
        (digits > 0).then_some(text.len() - after.len())
    };
    let Some(first) = day(text) else { return false };
    let mut rest = text[first..].trim_start();
    if let Some(second) = rest.strip_prefix(['-', '~', '–', '—', '至', '到']).map(str::trim_start) {
        let Some(end) = day(second) else { return false };
        rest = second[end..].trim_start();
    }
    rest.is_empty() || rest.starts_with(['(', ':'])
}

fn chinese_phase(text: &str) -> bool {
    if is_day(text) {
        return true;
    }
    // 现在（v2.3）: what stands in brackets only adds.
    let bare = text.find('(').filter(|&at| at > 0).map_or(text, |at| text[..at].trim_end());
    if matches!(
        bare,
        "现在"
            | "现在做"
            | "眼下做"
            | "先做"
            | "接下来"
            | "接下来做"
            | "随后做"
            | "再做"
            | "以后"
            | "以后做"
            | "后做"
            | "将来做"
    ) {
        return true;
    }
    if let Some(rest) = text.strip_prefix('第') {
        let body: usize = rest
            .chars()
            .take_while(|&c| is_numeral(c) || c.is_ascii_digit() || c == ' ' || c == '-' || c == '~')
            .map(char::len_utf8)
            .sum();
        return body > 0
            && ["阶段", "期", "步", "周", "季度", "个月", "月", "年", "轮", "批"]
                .iter()
                .any(|unit| rest[body..].starts_with(unit));
    }
    if let Some(rest) = ["阶段", "迭代", "冲刺"].iter().find_map(|word| text.strip_prefix(word)) {
        let rest = rest.trim_start();
        let lettered = rest.starts_with(|c: char| ('a'..='h').contains(&c))
            && !rest[1..].starts_with(|c: char| c.is_ascii_alphanumeric());
        return lettered || rest.starts_with(|c: char| is_numeral(c) || c.is_ascii_digit());
    }
    if is_month(text)
        || ["上半年", "下半年", "一季度", "二季度", "三季度", "四季度"].iter().any(|part| spans(text, part))
    {
        return true;
    }
    // 搭建试用阶段（5月到9月）; 现阶段 is how things are.
    let named = bare.strip_suffix("阶段").is_some_and(|name| {
        (2..=8).contains(&name.chars().count()) && name.chars().all(is_han) && !name.ends_with(['现', '前', '上', '本'])
    });
    if named && text[bare.len()..].contains(|c: char| c.is_ascii_digit()) {
        return true;
    }
    let mut chars = text.chars();
    let (first, second) = (chars.next(), chars.next());
    if first.is_some_and(is_numeral) && second == Some('期') {
        return true;
    }
    ["近期", "中期", "远期", "短期", "长期", "中长期"].iter().any(|p| {
        text.strip_prefix(p).is_some_and(|rest| {
            rest.is_empty() || rest == "工作" || rest.starts_with(['(', '（', ':', '：', '目', '任', '计', '规'])
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_of_any_length_is_read_or_none() {
        assert_eq!(chinese_number("一百二十"), Some(120));
        assert_eq!(chinese_number("4294967295"), Some(u32::MAX));
        for text in ["4294967296", "99999999999", "99999999百", "999999999十", "4294967295十4294967295"] {
            assert_eq!(chinese_number(text), None, "{text}");
        }
        assert!(!is_month("99999999999月"));
    }

    #[test]
    fn strips_numbering() {
        for (text, rest) in [
            ("3.2 Goals", "Goals"),
            ("III. Goals", "Goals"),
            ("第三章 总体要求", "总体要求"),
            ("三、总体要求", "总体要求"),
            ("（二）重点任务", "重点任务"),
            ("🎯 目标", "目标"),
            ("1引言", "引言"),
            ("2.1要求", "要求"),
            ("2027 goals", "2027 goals"),
            ("14 SEP", "14 SEP"),
            ("1 March onwards", "1 March onwards"),
            ("14 Marches", "Marches"),
            ("5年规划", "5年规划"),
            ("3个目标", "3个目标"),
            ("**1. Goals", "Goals"),
            ("柒、收支", "收支"),
            ("丙　讀者說了甚麼", "讀者說了甚麼"),
            ("甲方负责供货", "甲方负责供货"),
        ] {
            assert_eq!(&text[numbering(text).0..], rest);
        }
    }

    #[test]
    fn phases() {
        for text in [
            "Phase 1: Foundation",
            "Q2 2027",
            "Now",
            "第一阶段：准备（第1-6周）",
            "2027年",
            "Week 3",
            "近期（2026年）",
            "一期工程",
            "迭代 1（7.06–7.24）",
            "接下来做",
        ] {
            assert!(is_phase(text), "{text}");
        }
        for text in ["Phases", "Now we act", "目标", "Quality", "第三方评估", "近期工作总结与回顾"] {
            assert!(!is_phase(text), "{text}");
        }
    }

    #[test]
    fn chinese_headings() {
        use SectionKind as Kind;
        let vocabulary = Vocabulary::shipped();
        for (title, kind) in [
            ("主要任务", Some(Kind::Tasks)),
            ("重点任务分工", Some(Kind::Tasks)),
            ("居民主要需求", Some(Kind::Needs)),
            ("需求分析", Some(Kind::Needs)),
            ("非功能需求", Some(Kind::Requirements)),
            ("资金需求", Some(Kind::Funding)),
            ("建設目標", Some(Kind::Goals)),
            ("现状与需求分析", Some(Kind::StatusQuo)),
            ("现状与需求分析", Some(Kind::Needs)),
            ("存在的主要问题", Some(Kind::Problems)),
            ("实施步骤", Some(Kind::Phases)),
            ("切实加强组织领导", Some(Kind::Organisation)),
            ("强化资金保障", Some(Kind::Funding)),
            ("网络与信息安全", Some(Kind::Security)),
            ("预期效益", Some(Kind::Effects)),
            ("風險評估與因應", Some(Kind::Risks)),
            ("监督考核", Some(Kind::Evaluation)),
            ("本期不做", Some(Kind::Excluded)),
            ("指导思想", Some(Kind::Guiding)),
            ("编制依据", Some(Kind::Upstream)),
            ("资源整合与共享", Some(Kind::Integration)),
            ("食品安全", None),
            ("系统架构", None),
            ("测试计划", None),
            ("推进数据共享", None),
            ("打通检验、影像系统接口", None),
            ("编制农业农村数据目录", None),
            ("开展需求分析", None),
            ("洪涝灾害风险", None),
            ("读者要什么", Some(Kind::Needs)),
            ("要做的事", Some(Kind::Tasks)),
            ("提交文件要求", None),
            ("那么下一步才有意义", None),
        ] {
            let found = kinds(&vocabulary, title);
            match kind {
                Some(kind) => assert!(found.has(kind), "{title}: {found:?}"),
                None => assert!(found.is_empty(), "{title}: {found:?}"),
            }
        }
    }
}
