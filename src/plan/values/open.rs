//! Values that say nothing, and values that are valid and name no day: durations, months of the project,
//! recurrences, events.

use regex::Regex;
use std::sync::LazyLock;

static EMPTY: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"^(?:to be (?:determined|confirmed|decided|defined|announced|agreed|set|filled in)|",
        r"t\.?b\.?[dca]\.?|tb[dca]|n/?a|none|nil|null|unknown|undefined|undecided|not (?:yet )?(?:set|known|decided|defined|specified|applicable)|",
        r"todo|xxx*|",
        r"待定|待补充|待补|待填|待填写|待确认|待明确|待议|待商定|待细化|待研究|未定|未确定|暂未确定|暂定待补充|暂无|未知|无|略|空|不适用|另行确定)$",
    ))
    .ok()
});

static OPEN: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        // 6 months, three-month, 2–3 weeks, 12 w
        r"(?-u:\b)(?:\d{1,3}(?:\.\d)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|eighteen|several|few|a)",
        r"[ -]?(?:(?:-|–|to) ?\d{1,3} )?(?:business |working |calendar |person[- ]?|man[- ]?)?",
        r"(?:day|week|month|year|quarter|hour|hr|minute|sprint|iteration|wk|mo|yr|d|w)s?(?-u:\b)",
        // month 3, M3, T+6, week 1-2, phase 2, sprint 4
        r"|(?-u:\b)(?:month|week|day|year|quarter|sprint|phase|stage|iteration|milestone|release|wave|pi|season|cycle)s? ?[+#]?\d{1,3}(?-u:\b)",
        r"|(?-u:\b)[mtwdy][ ]?[+-]?[ ]?\d{1,3}(?-u:\b)",
        r"|(?-u:\b)(?:month|week|day|year|quarter|phase|stage) (?:one|two|three|four|five|six)(?-u:\b)",
        // recurrences, events, relative dates
        r"|(?-u:\b)(?:monthly|weekly|daily|quarterly|annual(?:ly)?|yearly|biannual(?:ly)?|semi-?annual(?:ly)?|biweekly|hourly|each|every|per|",
        r"recurring|regular(?:ly)?|periodic(?:ally)?|ongoing|on-going|continuous(?:ly)?|continual(?:ly)?|continuing|permanent|rolling|",
        r"open-ended|open ended|asap|immediate(?:ly)?|now|done|completed?|delivered|shipped|finished|see|same|ditto|idem|as|on|when|once|upon|after|",
        r"following|within|next|later|future|short|medium|long|near|throughout|this|end|start|year-end|eoy|eom|eoq|launch|kick-?off|",
        r"first|second|third|fourth|half|spring|summer|autumn|winter|january|february|march|april|june|july|august|september|october|november|december)(?-u:\b)",
        // Chinese
        r"|[0-9一二两三四五六七八九十百半几数]{1,4} ?[个多余]{0,2} ?(?:工作日|自然日|小时|星期|季度|月|周|天|日|年)",
        r"|第 ?[0-9一二三四五六七八九十]+",
        r"|每|常态|持续|长期|短期|中期|近期|远期|远景|随时|立即|即时|即日|尽快|及时|同上|同前|见|同步|按|根据|视|全年|年内|年底|年末|年初|今年|明年|后年|",
        r"本年|当年|当月|月底|季度|上半年|下半年|贯穿|全程|全过程|实时|定期|不定期|后|以内|之内|期间|阶段|节点|完成|适时|滚动|动态|分年度|逐年|同期|启动|上线|验收",
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

/// Whether a folded value is a time without a day.
pub(super) fn is_open(folded: &str) -> bool {
    OPEN.as_ref().is_some_and(|r| r.is_match(folded))
}
