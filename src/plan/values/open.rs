//! Values that say nothing, and values that are valid and name no day: durations, months of the project,
//! recurrences, events.

use crate::lexicon::Acceptor;
use std::sync::LazyLock;

static EMPTY: LazyLock<Option<Acceptor>> = LazyLock::new(|| {
    Acceptor::new(concat!(
        r"^(?:to be (?:determined|confirmed|decided|defined|announced|agreed|set|filled in)|",
        r"t\.?b\.?[dca]\.?|tb[dca]|n/?a|none|nil|null|unknown|undefined|undecided|not (?:yet )?(?:set|known|decided|defined|specified|applicable)|",
        r"todo|xxx*|",
        r"待定|待补充|待补|待填|待填写|待确认|待明确|待议|待商定|待细化|待研究|未定|未确定|暂未确定|暂定待补充|暂无|未知|无|略|空|不适用|另行确定)$",
    ))
    .ok()
});

/// Durations, recurrences and what hangs on an event: open whatever dates stand beside them.
static OUTLASTS: LazyLock<Option<Acceptor>> = LazyLock::new(|| {
    Acceptor::new(concat!(
        // 6 months, three-month, 2–3 weeks, 12 w
        r"(?-u:\b)(?:\d{1,3}(?:\.\d)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|eighteen|several|few|a)",
        r"[ -]?(?:(?:-|–|to) ?\d{1,3} )?(?:business |working |calendar |person[- ]?|man[- ]?)?",
        r"(?:day|week|month|year|quarter|hour|hr|minute|sprint|iteration|wk|mo|yr|d|w)s?(?-u:\b)",
        r"|(?-u:\b)(?:monthly|weekly|daily|quarterly|annual(?:ly)?|yearly|biannual(?:ly)?|semi-?annual(?:ly)?|biweekly|hourly|each|every|per|",
        r"recurring|regular(?:ly)?|periodic(?:ally)?|ongoing|on-going|continuous(?:ly)?|continual(?:ly)?|continuing|permanent|rolling|",
        r"open-ended|open ended|asap|immediate(?:ly)?|when|once|upon|after|following|within)(?-u:\b)",
        r"|(?:^|[^0-9年月第])[0-9一二两三四五六七八九十百半几数]{1,3} ?[个多余]{0,2} ?(?:工作日|自然日|小时|星期|季度|周|天|日|年)",
        r"|[0-9一二两三四五六七八九十]{1,3} ?[个多余]{1,2} ?(?:月|季度)",
        r"|每|常态|持续|长期|随时|立即|即时|即日|尽快|定期|滚动|逐年|分年度|后",
    ))
    .ok()
});

/// Months of the project, events, parts of a year that is not said.
static OPEN: LazyLock<Option<Acceptor>> = LazyLock::new(|| {
    Acceptor::new(concat!(
        // month 3, M3, T+6, week 1-2, phase 2, sprint 4
        r"(?-u:\b)(?:month|week|day|year|quarter|sprint|phase|stage|iteration|milestone|release|wave|pi|season|cycle)s? ?[+#]?\d{1,3}(?-u:\b)",
        r"|(?-u:\b)[mtwdy][ ]?[+-]?[ ]?\d{1,3}(?-u:\b)",
        r"|(?-u:\b)(?:month|week|day|year|quarter|phase|stage) (?:one|two|three|four|five|six)(?-u:\b)",
        r"|(?-u:\b)(?:now|done|completed?|delivered|shipped|finished|see|same|ditto|idem|as|on|",
        r"next|later|future|short|medium|long|near|throughout|this|end|start|year-end|eoy|eom|eoq|launch|kick-?off|",
        r"first|second|third|fourth|half|spring|summer|autumn|winter|january|february|march|april|june|july|august|september|october|november|december)(?-u:\b)",
        r"|第 ?[0-9一二三四五六七八九十]+|[0-9一二三四五六七八九十]+ ?月",
        r"|短期|中期|近期|远期|远景|及时|同上|同前|见|同步|按|根据|视|全年|年内|年底|年末|年初|今年|明年|后年|",
        r"本年|当年|当月|月底|季度|上半年|下半年|贯穿|全程|全过程|实时|以内|之内|期间|阶段|节点|完成|适时|动态|同期|启动|上线|验收",
    ))
    .ok()
});

/// Whether a folded value says nothing.
pub(super) fn is_empty(folded: &str) -> bool {
    let mark = |c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '-' | '–'
                    | '—'
                    | '―'
                    | '_'
                    | '.'
                    | '…'
                    | '*'
                    | '?'
                    | '/'
                    | '\\'
                    | '('
                    | ')'
                    | '['
                    | ']'
                    | '<'
                    | '>'
                    | '【'
                    | '】'
                    | '~'
                    | '·'
                    | ':'
                    | ','
                    | '。'
            )
    };
    let plain = folded.trim_matches(mark);
    plain.is_empty() || (plain.len() <= 60 && EMPTY.as_ref().is_some_and(|r| r.is_match(plain)))
}

/// Whether a folded value is open even where it names a date too: “monthly from 2028”, “within 60 days of …”.
pub(super) fn outlasts_dates(folded: &str) -> bool {
    OUTLASTS.as_ref().is_some_and(|r| r.is_match(folded))
}

/// Whether a folded value is a time without a day.
pub(super) fn is_open(folded: &str) -> bool {
    outlasts_dates(folded) || OPEN.as_ref().is_some_and(|r| r.is_match(folded))
}
