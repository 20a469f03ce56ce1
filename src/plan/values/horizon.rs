//! The planning period: of a field, in a title, in a sentence about the plan.

use super::date::{Found, all, is_end, may_hold, period, skip_lead};
use super::interval::{Interval, Tri};
use super::open;
use super::part::{Edge, Part, WrongDate};
use super::scan::Scan;
use crate::lexicon::{Acceptor, Regex};
use memchr::memmem::Finder;
use std::ops::Range;
use std::sync::LazyLock;

/// What a planning period says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HorizonValue {
    /// From the first to the last day.
    Range(Interval),
    /// Its end alone: `by 2030`, a single day or month.
    Until(Interval),
    /// A duration, or a start alone: valid, and no days.
    Open,
    /// Other words, or none.
    Unreadable,
    /// Has the form of a period and cannot be one.
    Invalid {
        /// The bytes that are wrong.
        range: Range<usize>,
        /// Why.
        reason: WrongDate,
    },
}

impl HorizonValue {
    /// Its days, where it has both ends.
    pub fn interval(&self) -> Option<Interval> {
        match self {
            HorizonValue::Range(interval) => Some(*interval),
            _ => None,
        }
    }

    /// The days in which it ends.
    pub fn end(&self) -> Option<Interval> {
        match self {
            HorizonValue::Range(interval) => Some(Interval::day(interval.end)),
            HorizonValue::Until(interval) => Some(*interval),
            _ => None,
        }
    }

    /// Whether two periods share a day; unknown where one of them has no start or no end.
    pub fn overlaps(&self, other: &HorizonValue) -> Tri {
        match (self, other) {
            (HorizonValue::Range(a), HorizonValue::Range(b)) => Tri::from(a.meets(b)),
            // Of the one nothing is known but its last day.
            (HorizonValue::Until(end), HorizonValue::Range(range))
            | (HorizonValue::Range(range), HorizonValue::Until(end)) => match end.within(range) {
                Tri::No if end.start > range.end => Tri::Unknown,
                answer => answer,
            },
            _ => Tri::Unknown,
        }
    }

    /// Whether days lie in it: unknown before an end whose start is not said.
    pub fn holds(&self, days: &Interval) -> Tri {
        match self {
            HorizonValue::Range(interval) => days.within(interval),
            HorizonValue::Until(end) if days.start > end.end => Tri::No,
            _ => Tri::Unknown,
        }
    }
}

/// What one found date or period means as a horizon. `until`, `from`: the words before it say so.
fn meaning(found: &Found, until: bool, from: bool) -> Option<HorizonValue> {
    let interval = found.read.ok()??;
    let first = &found.first;
    let stretch = first.edge == Edge::Whole
        && match first.part {
            Part::Days(..) => false,
            Part::Months(a, b) => a != b,
            _ => true,
        };
    Some(if found.two {
        HorizonValue::Range(interval)
    } else if from {
        HorizonValue::Open
    } else if until || !stretch {
        HorizonValue::Until(interval)
    } else {
        HorizonValue::Range(interval)
    })
}

const UNTIL: [&str; 13] = [
    "until", "till", "through", "before", "by", "to", "than", "towards", "toward", "ending", "ends", "end", "deadline",
];
const FROM: [&str; 6] = ["from", "since", "starting", "start", "after", "beginning"];

/// Whether the words right before say that a date ends, or starts, the period.
fn direction(s: &Scan, found: &Found) -> (bool, bool) {
    let word = s.word_before(found.start);
    let head = s.text.get(..found.start).unwrap_or("").trim_end();
    let rest = s.rest(found.end).trim_start();
    let until = UNTIL.contains(&word)
        || head.ends_with(['到', '至'])
        || ["截至", "截止", "最迟", "不晚于"].iter().any(|w| head.ends_with(w))
        || (rest.starts_with(['前', '止']) || rest.starts_with("之前") || rest.starts_with("以前"));
    let from = FROM.contains(&word)
        || head.ends_with(['自', '从'])
        || rest.starts_with("onward")
        || (rest.starts_with(['起', '+']) && !rest.starts_with("起草"));
    (until, from && !until)
}

/// Reads a horizon field.
pub fn horizon(text: &str) -> HorizonValue {
    let s = Scan::new(text);
    if open::is_empty(&s.text) {
        return HorizonValue::Unreadable;
    }
    let lead = skip_lead(&s, 0);
    let lead = s.eat_word(lead, &["through", "to", "up to", "towards"]).map_or(lead, |i| skip_lead(&s, i));
    let lead = s.eat(lead, &["从", "规划期", "期限"]).map_or(lead, |i| skip_lead(&s, i));
    let direct = period(&s, lead).filter(|f| is_end(&s, f.end) || s.eat(f.end, &["规划", "计划"]).is_some());
    if let Some(found) = direct {
        if let Err(reason) = found.read {
            return HorizonValue::Invalid { range: s.range(found.start, found.end), reason };
        }
        let (until, from) = direction(&s, &found);
        return meaning(&found, until, from).unwrap_or(HorizonValue::Open);
    }
    let found = all(&s, true);
    let brief = text.len() <= 160;
    if brief && let Some((found, reason)) = found.iter().find_map(|f| f.read.err().map(|reason| (f, reason))) {
        return HorizonValue::Invalid { range: s.range(found.start, found.end), reason };
    }
    match &found[..] {
        [] if open::is_open(&s.text) => HorizonValue::Open,
        [] => HorizonValue::Unreadable,
        [one] => {
            let (until, from) = direction(&s, one);
            // “three years from 2027”: how long is said, the end is not.
            let from = from || (!one.two && open::is_open(&s.text));
            meaning(one, until, from).unwrap_or(HorizonValue::Open)
        }
        many => {
            // A period among other dates wins; else from the first to the last.
            if let Some(two) = many.iter().find(|f| f.two) {
                return meaning(two, false, false).unwrap_or(HorizonValue::Open);
            }
            let whole = many.iter().filter_map(|f| f.read.ok().flatten()).reduce(|a, b| a.union(&b));
            whole.map_or(HorizonValue::Open, HorizonValue::Range)
        }
    }
}

/// Words that make a title one of a plan.
static NOUN: LazyLock<Option<Acceptor>> = LazyLock::new(|| {
    Acceptor::new(concat!(
        r"(?-u:\b)(?:plans?|strategy|strategies|strategic|roadmaps?|road map|programmes?|programs?|vision|agenda|framework|business case|charter|",
        r"blueprint|goals|objectives|okrs?|priorities|masterplan|initiative|workplan|budget)(?-u:\b)",
        r"|规划|计划|计画|方案|要点|战略|策略|意见|路线图|纲要|蓝图|安排|行动|目标|任务|愿景|项目|工程|白皮书|章程",
    ))
    .ok()
});

/// Words that make a sentence one about the plan's period.
static ABOUT: LazyLock<Option<Acceptor>> = LazyLock::new(|| {
    Acceptor::new(concat!(
        r"(?:this|the|our) (?:[a-z]+ ){0,4}(?:plan|strategy|roadmap|programme|program|project|vision|agenda|framework|document)(?: [a-z]+){0,3} ",
        r"(?:covers?|runs?|spans?|applies|is for|lasts?|extends?|sets out|describes|will run|will last|will cover|is valid|looks|is set)(?-u:\b)",
        r"|(?-u:\b)(?:planning|plan|strategy|programme|program|project|implementation) (?:period|horizon|duration|cycle|term|timeframe|time frame)(?-u:\b)",
        r"|(?-u:\b)(?:time ?frame|duration|horizon|period covered|plan for the (?:years?|period)|for the (?:planning )?period)(?-u:\b)",
        r"|(?:plan|strategy|roadmap|programme|program|agenda) for (?:the )?(?:years? |period |fiscal |fy)?[0-9]",
        r"|规划期|计划期|实施期|执行期|规划期限|期限|规划年限|规划时限|时间范围|时间跨度|建设周期|建设期|实施周期|项目周期|规划时间|有效期|本(?:规划|计划|方案|战略|行动计划|实施方案|意见|纲要)",
    ))
    .ok()
});

/// Words after which the title of another paper stands, or a review of the past.
static OTHER: LazyLock<Option<Acceptor>> = LazyLock::new(|| {
    Acceptor::new(concat!(
        r"(?-u:\b)(?:under|pursuant to|according to|in line with|based on|implements?|implementing|aligned? with|aligns with|supports the|previous|former|prior|",
        r"lessons|review of|evaluation of|retrospective|predecessor|published|adopted|updated|last|superseded|replaces|replaced|see)(?-u:\b)",
        r"|根据|依据|按照|落实|贯彻|衔接|上一|上轮|前期|回顾|总结|评估|已印发|印发的|截至|对标|参照",
    ))
    .ok()
});

/// Papers for a year alone, whose year is their period.
static ANNUAL: LazyLock<Option<Acceptor>> = LazyLock::new(|| {
    Acceptor::new(concat!(
        r"(?-u:\b)(?:work ?plan|action plan|annual|operating plan|operational plan|business plan|implementation plan|delivery plan|plan|goals|objectives|okrs?|priorities|budget|programme of work)(?-u:\b)",
        r"|工作要点|要点|计划|计画|安排|方案|任务|目标|项目",
    ))
    .ok()
});

static DURATION: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?-u:\b)(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|twelve|eighteen|multi)[ -](?:year|month|quarter|week)s?(?-u:\b)",
        r"|[0-9一二三四五六七八九十两]{1,3} ?(?:年|个月)(?:行动|计划|规划|滚动|实施|方案)",
    ))
    .ok()
});

fn says(regex: &LazyLock<Option<Acceptor>>, text: &str) -> bool {
    regex.as_ref().is_some_and(|r| r.is_match(text))
}

/// The planning period in a title, or in a sentence about the plan; with its place. Years of laws, standards and of
/// other papers that a sentence cites are none.
pub fn horizon_in(text: &str) -> Option<(Range<usize>, HorizonValue)> {
    find(text, true)
}

/// The planning period in a sentence, heading or cell of a plan; with its place. Stricter than for a title: the
/// sentence is about the plan's period, or names both ends beside a plan's noun, or opens with the year of a goal.
pub fn horizon_said(text: &str) -> Option<(Range<usize>, HorizonValue)> {
    find(text, false)
}

fn find(text: &str, titled: bool) -> Option<(Range<usize>, HorizonValue)> {
    if text.len() > 600 {
        return None;
    }
    if !may_hold(text) && !names_time(text) {
        return None;
    }
    let s = Scan::new(text);
    let about = says(&ABOUT, &s.text);
    let title = is_title(&s) && says(&NOUN, &s.text) && !says(&OTHER, &s.text);
    let goal = goal_year(&s);
    if !about && !title {
        return goal;
    }
    let cited = citations(&s);
    let found = all(&s, true);
    let usable: Vec<&Found> = found
        .iter()
        .filter(|f| plausible(&s, f) && !cited.iter().any(|c| c.start < f.start && f.start < c.end))
        .collect();
    let report = |found: &Found, value| Some((s.range(found.start, found.end), value));
    let days = |f: &Found| matches!(f.first.part, Part::Days(..));
    // “FY 2027–2030” is one point with both its ends.
    let spans = |f: &Found| f.two || matches!(f.first.part, Part::Fixed(interval) if interval.is_a_year());
    if let Some(found) = usable.iter().find(|f| spans(f) && (about || !days(f)))
        && let Some(value) = meaning(found, false, false)
    {
        return report(found, value);
    }
    if let Some(found) = usable.iter().find(|f| is_five_years(&s, f))
        && (about || (titled && follows_plan(&s, found.end)))
        && let Some(value) = meaning(found, false, false)
    {
        return report(found, value);
    }
    if let Some(one) = usable.iter().find(|f| !is_five_years(&s, f)) {
        let (until, from) = direction(&s, one);
        let head = s.text.get(..one.start).unwrap_or("").trim_end();
        let stated = ["期为", "期限为", "期限", "期:", "期限:", "期是"].iter().any(|w| head.ends_with(w));
        if about && (until || from || stated || one.first.edge != Edge::Whole) {
            return report(one, meaning(one, until, from)?);
        }
        if titled
            && title
            && let Some(value) = title_year(&s, one, until)
        {
            return report(one, value);
        }
    }
    if let Some(m) = DURATION.as_ref().and_then(|r| r.find(&s.text))
        && (about || titled)
        && !cited.iter().any(|c| c.start < m.start && m.start < c.end)
    {
        return Some((s.range(m.start, m.end), HorizonValue::Open));
    }
    goal
}

/// Whether a text has 年, “year” or “month” in it.
fn names_time(text: &str) -> bool {
    static WORDS: LazyLock<[Finder<'static>; 2]> = LazyLock::new(|| ["year", "onth"].map(Finder::new));
    WORDS.iter().any(|word| word.find(text.as_bytes()).is_some()) || !text.is_ascii() && text.contains('年')
}

/// Short, and no sentence.
fn is_title(s: &Scan) -> bool {
    let text = s.text.trim_end();
    let han = text.chars().filter(|&c| crate::lexicon::is_han(c)).count();
    let words = text.split(' ').count();
    !text.ends_with(['.', '。', ';', ':', '?', '!'])
        && !text.contains(['。', ';', '!', '?'])
        && !text.contains(". ")
        && han <= 50
        && words <= 18
        && (han > 0 || !FINITE.iter().any(|w| text.contains(w)))
        && (han == 0 || !text.contains(','))
}

/// Verbs that make a line a sentence.
const FINITE: [&str; 12] = [
    " is ",
    " are ",
    " was ",
    " were ",
    " will ",
    " has ",
    " have ",
    " must ",
    " shall ",
    " should ",
    " requires ",
    " can ",
];

/// The titles that a sentence cites: 《…》 with words outside it.
fn citations(s: &Scan) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = s.rest(at).find('《').map(|i| at + i) {
        let end = s.rest(start).find('》').map_or(s.text.len(), |i| start + i + '》'.len_utf8());
        found.push(start..end);
        at = end;
    }
    let alone = matches!(&found[..], [one] if s.text[..one.start].trim().is_empty()
        && s.text[one.end..].chars().count() <= 12);
    if alone { Vec::new() } else { found }
}

/// Not part of a code, and of a length that a plan may have.
fn plausible(s: &Scan, found: &Found) -> bool {
    let Ok(Some(interval)) = found.read else { return false };
    let years = interval.end.year() - interval.start.year();
    // Not in a path: `/2021/action-plan/`.
    let path = s.before(found.start) == '/' || (s.at(found.end) == '/' && s.at(found.end + 1).is_ascii_alphanumeric());
    let code =
        matches!(s.before(found.start), '〔' | '﹝') || s.rest(found.end).starts_with(['号', '版', '〕', '﹞', '%']);
    !path && !code && (1990..=2110).contains(&interval.start.year()) && years <= 35
}

fn is_five_years(s: &Scan, found: &Found) -> bool {
    !found.two
        && matches!(found.first.part, Part::Fixed(_))
        && s.text.get(found.start..found.end).is_some_and(|t| t.contains('五') && t.contains('十'))
}

/// Whether a plan noun follows, with few words between.
fn follows_plan(s: &Scan, at: usize) -> bool {
    let near: String = s.rest(at).chars().take(24).collect();
    says(&NOUN, &near)
}

/// The period that one year in a title means.
fn title_year(s: &Scan, found: &Found, until: bool) -> Option<HorizonValue> {
    let part = found.first.part;
    let day = matches!(part, Part::Days(..)) || matches!(part, Part::Months(a, b) if a == b);
    let bracket = matches!(s.before(found.start), '(' | '[' | '【');
    let before = s.word_before(found.start);
    if day
        || (bracket && found.first.bare)
        || matches!(before, "v" | "version" | "updated" | "rev" | "edition" | "draft")
    {
        return None;
    }
    if until {
        return meaning(found, true, false);
    }
    let long =
        ["strategy", "vision", "roadmap", "strategic", "agenda", "战略", "愿景", "远景", "纲要", "路线图", "蓝图"];
    if long.iter().any(|w| s.text.contains(w)) {
        return meaning(found, true, false);
    }
    // Beside the noun: `2027 Action Plan`, `Work plan for 2027`, `2027年工作要点`.
    let annual = says(&ANNUAL, &s.text);
    annual.then(|| meaning(found, false, false)).flatten()
}

/// `到2027年，…`, `By 2030, …` at the start of a sentence: the year by which the plan wants to be there.
fn goal_year(s: &Scan) -> Option<(Range<usize>, HorizonValue)> {
    let at = s.eat(0, &["到", "至"]).or_else(|| s.eat_word(0, &["by the", "by"]).map(|i| s.space(i)))?;
    let found = period(s, at)?;
    if found.two || found.first.part != Part::Year || !matches!(s.at(found.end), ',' | '前') {
        return None;
    }
    let value = meaning(&found, true, false)?;
    Some((s.range(found.start, found.end), value))
}
