//! Figures in a sentence: what counts or measures, and is no date, id, version, list number or name.

use super::date::{all, period};
use super::scan::{Scan, han_digit, has_digit};
use crate::lexicon::{Regex, is_han};
use std::ops::Range;
use std::sync::LazyLock;

/// Words after which a number names one of several, and counts nothing.
const NAMES: [&str; 86] = [
    "phase",
    "stage",
    "step",
    "tier",
    "level",
    "option",
    "table",
    "figure",
    "fig",
    "annex",
    "appendix",
    "chapter",
    "section",
    "sections",
    "article",
    "art",
    "part",
    "no",
    "nr",
    "version",
    "release",
    "v",
    "iso",
    "iec",
    "rfc",
    "nist",
    "sp",
    "gb",
    "t",
    "en",
    "bs",
    "ieee",
    "din",
    "itu",
    "goal",
    "goals",
    "objective",
    "priority",
    "task",
    "action",
    "need",
    "requirement",
    "item",
    "milestone",
    "wave",
    "sprint",
    "iteration",
    "week",
    "weeks",
    "day",
    "month",
    "year",
    "page",
    "line",
    "note",
    "windows",
    "horizon",
    "agenda",
    "web",
    "issue",
    "ticket",
    "epic",
    "workstream",
    "pillar",
    "theme",
    "principle",
    "measure",
    "project",
    "activity",
    "regulation",
    "directive",
    "act",
    "order",
    "circular",
    "sdg",
    "layer",
    "class",
    "sp800",
    "days",
    "pr",
    "checkpoint",
    "draft",
    "case",
    "port",
    "ports",
    "footnote",
];

/// Letters that may follow a figure without a space.
const UNITS: [&str; 44] = [
    "k", "m", "mn", "bn", "b", "x", "km", "h", "hr", "hrs", "ms", "s", "gb", "tb", "mb", "kb", "pb", "kw", "mw", "gw",
    "kwh", "mwh", "gwh", "ha", "t", "kg", "pp", "pct", "d", "w", "wk", "wks", "min", "mins", "mm", "cm", "sec", "yr",
    "yrs", "mo", "gbps", "mbps", "tps", "qps",
];

const MEASURES: [&str; 71] = [
    "个",
    "项",
    "家",
    "名",
    "人",
    "次",
    "天",
    "日",
    "周",
    "小时",
    "分钟",
    "秒",
    "倍",
    "折",
    "万",
    "亿",
    "元",
    "公里",
    "套",
    "台",
    "条",
    "件",
    "类",
    "座",
    "所",
    "门",
    "张",
    "步",
    "米",
    "吨",
    "户",
    "处",
    "栋",
    "辆",
    "年",
    "成",
    "位",
    "支",
    "批",
    "间",
    "片",
    "只",
    "份",
    "余",
    "多",
    "月",
    "亩",
    "公顷",
    "平方",
    "立方",
    "千瓦",
    "度",
    "%",
    "‰",
    "星期",
    "季度",
    "工作日",
    "宗",
    "起",
    "款",
    "册",
    "篇",
    "颗",
    "场",
    "对",
    "环节",
    "层",
    "轮",
    "路",
    "毫秒",
    "省",
];

static WORDS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?-u:\b)(?:half|halve[ds]?|halving|twice|thrice|doubl(?:e|ed|es|ing)|tripl(?:e|ed|es|ing)|zero|",
        r"(?:a|one|two|three|five|ten) (?:hundred|thousand|million|billion|dozen)|two[- ]thirds|three[- ]quarters|",
        r"(?:one|a)[- ](?:third|quarter)|one in|one (?:day|hour|week|month|minute|working day|visit|click)|",
        r"two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|eighteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?-u:\b)",
    ))
    .ok()
});

/// The figures in a sentence, in order. Dates, years, ids, versions, standards and list numbers are none.
pub fn numbers_in(text: &str) -> Vec<Range<usize>> {
    let digit = has_digit(text);
    let han = text.bytes().any(|b| b >= 0xe3);
    let worded = text.bytes().any(|b| b.is_ascii_alphabetic());
    if !digit && !han && !worded {
        return Vec::new();
    }
    let s = Scan::new(text);
    let mut found: Vec<Range<usize>> = Vec::new();
    if digit || han {
        figures(&s, text, &mut found);
    }
    if worded && let Some(regex) = WORDS.as_ref() {
        let words: Vec<Range<usize>> = regex.find_iter(&s.text).filter(|r| word_counts(&s, r)).collect();
        if !words.is_empty() {
            found.extend(words);
            found.sort_by_key(|r| (r.start, std::cmp::Reverse(r.end)));
            let mut end = 0;
            found.retain(|r| {
                let free = r.start >= end;
                if free {
                    end = r.end;
                }
                free
            });
        }
    }
    found.into_iter().map(|r| s.range(r.start, r.end)).collect()
}

fn figures(s: &Scan, source: &str, found: &mut Vec<Range<usize>>) {
    let dates = if has_digit(source) { all(s, false) } else { Vec::new() };
    let mut dates = dates.iter().map(|f| f.start..f.end).peekable();
    let mut i = outline(s, source);
    while i < s.text.len() {
        while dates.peek().is_some_and(|d| d.end <= i) {
            dates.next();
        }
        if let Some(date) = dates.peek()
            && date.start <= i
        {
            i = date.end.max(i + 1);
            continue;
        }
        let c = s.at(i);
        if c.is_ascii_digit() {
            let (end, counts) = in_digits(s, i);
            if counts {
                found.push(i..end);
            }
            i = end.max(i + 1);
        } else if is_han(c) {
            match in_han(s, i) {
                Some((end, counts)) => {
                    if counts {
                        found.push(i..end);
                    }
                    i = end;
                }
                None => i += c.len_utf8(),
            }
        } else {
            i += c.len_utf8();
        }
    }
}

/// Past the outline or list number that opens a text: `3.2 `, `1. `, `(1)`, `2 Overview`.
fn outline(s: &Scan, source: &str) -> usize {
    let at = s.rest(0).bytes().take_while(|b| matches!(b, b' ' | b'#' | b'*' | b'-' | b'(' | b'[' | b'>')).count();
    let digits = s.rest(at).bytes().take_while(|b| b.is_ascii_digit() || *b == b'.').count();
    let number = s.rest(at).get(..digits).unwrap_or("");
    if !number.starts_with(|c: char| c.is_ascii_digit()) {
        return 0;
    }
    let end = at + digits;
    let next = s.at(end);
    let dotted = number.ends_with('.') || (number.contains('.') && next == ' ');
    // A capital after the number: a heading's number, not a count.
    let place = s.range(s.space(end), s.space(end)).start;
    let capital = next == ' '
        && digits <= 2
        && source.get(place..).is_some_and(|t| t.starts_with(|c: char| c.is_ascii_uppercase()));
    if dotted || capital || matches!(next, ')' | ']' | '、') { end } else { 0 }
}

/// A number in digits: where it ends, and whether it counts something.
fn in_digits(s: &Scan, at: usize) -> (usize, bool) {
    let run = |from: usize| s.rest(from).bytes().take_while(u8::is_ascii_digit).count();
    let first = run(at);
    let mut end = at + first;
    let (mut dots, mut zero) = (0, false);
    while matches!(s.at(end), '.' | ',') && run(end + 1) > 0 {
        let len = run(end + 1);
        if s.at(end) == '.' {
            dots += 1;
            zero = s.rest(end + 1).get(..len) == Some("0");
        }
        end += 1 + len;
    }
    let before = s.before(at);
    let glued =
        before.is_ascii_alphanumeric() || matches!(before, '_' | '#' | '@' | '§' | '第' | '〔' | '/' | '^' | '%');
    let head = s.text.get(..at).unwrap_or("");
    let code = matches!(before, '-' | '.' | ':' | '–')
        && head.get(..at - before.len_utf8()).unwrap_or("").ends_with(|c: char| c.is_ascii_alphanumeric());
    // `24/7`; `1/3` is a figure.
    if s.at(end) == '/' && run(end + 1) > 0 {
        let to = end + 1 + run(end + 1);
        let value = |range: Range<usize>| s.text.get(range).and_then(|t| t.parse::<u32>().ok()).unwrap_or(0);
        let fraction = value(at..end) < value(end + 1..to) && to - at <= 5 && !glued && !code;
        return (to, fraction);
    }
    // `10–15 %` is one figure; `800-53` after a name none.
    if matches!(s.at(end), '-' | '–' | '~') && run(end + s.at(end).len_utf8()) > 0 && dots < 2 {
        let from = end + s.at(end).len_utf8();
        let to = from + run(from);
        if !s.at(to).is_ascii_alphabetic() && s.at(to) != '-' {
            end = to;
            while s.at(end) == '.' && run(end + 1) > 0 {
                end += 1 + run(end + 1);
            }
        }
    }
    let tail = s.word(end);
    let after = end + tail.len();
    let next = s.space(after);
    let unit = tail.is_empty() || UNITS.contains(&tail);
    if glued || code || dots > 1 || !unit || s.at(after).is_ascii_digit() || s.at(after) == '_' {
        let rest = s.rest(end).bytes().take_while(|b| b.is_ascii_alphanumeric()).count();
        return (end + rest, false);
    }
    let percent = s.eat(next, &["%", "‰", "个百分点"]).or_else(|| s.eat_word(next, &["percent", "per cent", "pct"]));
    if let Some(to) = percent {
        return (to, true);
    }
    let labelled = ["表", "图", "专栏", "附件", "附录", "步骤", "阶段", "章节", "案例"]
        .iter()
        .any(|w| head.trim_end().ends_with(w));
    if (labelled || NAMES.contains(&s.word_before(at))) && tail.is_empty() {
        return (after, false);
    }
    // A day or month without its year, `(1)`, `2)`, `2号`, `2.0`, a year.
    if tail.is_empty() && period(s, at).is_some_and(|f| !f.first.bare) {
        return (period(s, at).map_or(after, |f| f.end), false);
    }
    let bracketed = matches!(before, '(' | '[') && matches!(s.at(after), ')' | ']');
    let listed =
        s.at(after) == ')' && (head.trim_end().is_empty() || head.trim_end().ends_with([';', ',', '.', '。', ':']));
    let named =
        matches!(s.at(next), '号' | '级' | '期' | '版' | '月' | '章' | '条' if s.at(next) != '条' || before == '第');
    let version = dots == 1 && zero && tail.is_empty() && !is_han(s.at(next)) && s.word(next).is_empty();
    let value = s.text.get(at..at + first).and_then(|t| t.parse::<u32>().ok()).unwrap_or(0);
    let year = first == 4 && dots == 0 && end == at + 4 && tail.is_empty() && (1990..=2100).contains(&value) && {
        let counted = s.word(next).ends_with('s') || MEASURES.iter().any(|m| *m != "年" && s.rest(next).starts_with(m));
        !counted
    };
    (after, !(bracketed || listed || named || version || year))
}

/// A number in Han numerals: where it ends, and whether it counts something. None where no numeral starts.
fn in_han(s: &Scan, at: usize) -> Option<(usize, bool)> {
    for word in ["百分之百", "百分百", "翻一番", "翻两番", "翻番", "过半", "半数", "减半", "一半"]
    {
        if let Some(end) = s.eat(at, &[word]) {
            return Some((end, true));
        }
    }
    let numeral =
        |c: char| han_digit(c).is_some() || matches!(c, '十' | '百' | '千' | '万' | '亿' | '半' | '分' | '之' | '点');
    if let Some(from) = s.eat(at, &["百分之", "千分之", "万分之"]) {
        let end = from + s.rest(from).chars().take(12).take_while(|&c| numeral(c)).map(char::len_utf8).sum::<usize>();
        let digits = s.rest(end).bytes().take_while(u8::is_ascii_digit).count();
        return (end + digits > from).then_some((end + digits, true));
    }
    let c = s.at(at);
    han_digit(c).or_else(|| matches!(c, '十' | '百' | '千' | '半').then_some(0))?;
    let len: usize = s
        .rest(at)
        .chars()
        .take(16)
        .take_while(|&c| numeral(c) && !matches!(c, '分' | '之' | '点'))
        .map(char::len_utf8)
        .sum();
    let end = at + len;
    let run = s.text.get(at..end).unwrap_or("");
    let before = s.before(at);
    let rest = s.rest(end);
    // `三分之二`
    if let Some(from) = s.eat(end, &["分之"]) {
        let more: usize =
            s.rest(from).chars().take(4).take_while(|&c| han_digit(c).is_some() || c == '十').map(char::len_utf8).sum();
        return Some((from + more, more > 0));
    }
    if matches!(before, '第' | '之' | '统' | '唯' | '同' | '万' | '一')
        || (run.contains('五') && run.starts_with('十') && run.chars().count() == 3)
    {
        return Some((end, false));
    }
    if run == "零" || run == "〇" {
        let end = s.eat(
            end,
            &["投诉", "事故", "跑动", "跑腿", "次", "中断", "故障", "缺陷", "失误", "泄露", "泄漏", "死亡", "事件"],
        );
        return Some(end.map_or((at + len, false), |end| (end, true)));
    }
    let concrete = run.chars().any(|c| han_digit(c).is_some_and(|d| d > 0) || c == '十' || c == '半');
    let alone = run == "一";
    let one = ["天", "小时", "周", "倍", "个工作日", "个月", "分钟", "秒", "折"];
    let measure = if alone {
        one.iter().find(|m| rest.starts_with(**m))
    } else {
        MEASURES.iter().find(|m| rest.starts_with(**m))
    };
    let counted = (run.ends_with(['万', '亿']) && run.chars().count() > 1 && !alone) || measure.is_some();
    let tail = measure.map_or(rest, |m| rest.get(m.len()..).unwrap_or(""));
    let other = match measure.copied() {
        Some("成") => tail.starts_with(['立', '果', '为', '本', '熟', '员', '绩', '效', '不', '功']),
        Some("年") => ["行动", "计划", "规划", "级", "来"].iter().any(|w| tail.starts_with(w)),
        Some("月" | "日") => true,
        Some("度" | "路" | "对" | "起" | "多" | "位" | "层" | "门") if run.chars().count() == 1 => {
            !matches!(measure.copied(), Some("位" | "层" | "门")) || tail.starts_with(['一', '面'])
        }
        Some("人") => run == "两" && tail.starts_with('世'),
        Some("半") => true,
        _ => false,
    };
    // 成, 折 and 倍 belong to the figure.
    let whole = measure.filter(|m| matches!(**m, "成" | "折" | "倍")).map_or(end, |m| end + m.len());
    Some((if other { end } else { whole }, concrete && counted && !other))
}

/// Whether a number in English words counts something.
fn word_counts(s: &Scan, range: &Range<usize>) -> bool {
    let word = s.text.get(range.clone()).unwrap_or("");
    let before = s.word_before(range.start);
    let rest = s.rest(range.end);
    if s.before(range.start) == '-' || NAMES.contains(&before) {
        return false;
    }
    if word == "half"
        && (matches!(before, "first" | "second" | "other" | "last")
            || rest.starts_with(" of 2")
            || rest.starts_with('-'))
    {
        return false;
    }
    if (word == "zero" && (rest.starts_with(" trust") || rest.starts_with(" day")))
        || (word.starts_with("doubl")
            && (rest.starts_with(" check") || rest.starts_with("-check") || rest.starts_with(" down")))
    {
        return false;
    }
    let Some(tail) = rest.strip_prefix('-') else { return true };
    ["day", "week", "month", "hour", "year", "minute", "fold", "third", "quarter"].iter().any(|u| tail.starts_with(u))
        || tail.starts_with(|c: char| c.is_ascii_digit())
}
