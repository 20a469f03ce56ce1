//! Words by which a heading or a line says that it is a piece of work: 推进数据共享, “Extend the harbour”.

use super::kinds::SectionKind;
use crate::lexicon::{fold, is_han};

/// Verbs that open the heading of a piece of work: 推进数据共享, 开展需求分析. What the heading ends with is then an
/// object, not a kind. Verbs that open headings of measures (加强组织领导, 强化资金保障) are not among them.
const WORK_VERBS_ZH: [&str; 32] = [
    "举办", "优化", "促进", "修订", "加快", "召开", "培育", "完成", "实现", "对接", "开展", "开设", "打通", "打造",
    "扩大", "拓展", "接入", "推动", "推广", "推行", "推进", "提升", "搭建", "整合", "更新", "构建", "深化", "清理",
    "简化", "编制", "试行", "采集",
];

/// Whether a Chinese text opens with one of [`WORK_VERBS_ZH`], which all have two characters.
pub fn opens_with_work_zh(text: &str) -> bool {
    text.get(..6).is_some_and(|verb| WORK_VERBS_ZH.binary_search(&verb).is_ok())
}

/// Whether a folded Chinese text opens with a verb of work: 推进数据共享.
pub fn says_work_zh(text: &str) -> bool {
    opens_with_work_zh(text) || MORE_WORK_VERBS_ZH.iter().any(|verb| text.starts_with(verb))
}

/// More of them, that also open headings of a kind (加强组织领导, 支持措施) and say what is done only elsewhere.
const MORE_WORK_VERBS_ZH: [&str; 24] = [
    "形成", "建设", "建立", "健全", "完善", "支持", "提供", "保障", "确保", "增加", "降低", "缩短", "开发", "设计",
    "制定", "加强", "强化", "规范", "改造", "实施", "发展", "保持", "减少", "引入",
];

/// How work is done, before its verb: 大力推进, 科学布局.
const MANNERS_ZH: [&str; 37] = [
    "着力",
    "大力",
    "积极",
    "全面",
    "持续",
    "进一步",
    "深入",
    "扎实",
    "切实",
    "科学",
    "有序",
    "统筹",
    "稳妥",
    "不断",
    "充分",
    "严格",
    "主动",
    "广泛",
    "灵活",
    "适度超前",
    "坚决",
    "从严",
    "协同",
    "同步",
    "率先",
    "探索",
    "突出",
    "抓好",
    "多维度",
    "多渠道",
    "全方位",
    "全力",
    "合力",
    "逐步",
    "加速",
    "分类",
    "聚力",
];

/// Words that are a verb of work in a longer heading (建设开放的应用场景) and say of what a shorter one is (建设单位).
const NOUNS_TOO_ZH: [&str; 10] = ["建设", "开发", "设计", "改造", "实施", "发展", "支持", "保障", "规范", "提供"];

/// Verbs of work that open headings of all kinds of offices' plans, besides those above.
const OFFICE_VERBS_ZH: [&str; 56] = [
    "提高", "压实", "夯实", "巩固", "增强", "改善", "创新", "落实", "做好", "做优", "做强", "抓紧", "防范", "治理",
    "引导", "鼓励", "壮大", "激发", "营造", "弘扬", "保护", "盘活", "布局", "破解", "聚焦", "畅通", "释放", "扶持",
    "培养", "加大", "开拓", "倡导", "普及", "明确", "提振", "补齐", "丰富", "拓宽", "做大", "做实", "做细", "抢抓",
    "挖掘", "打响", "推出", "组织", "引进", "开辟", "稳定", "严守", "守住", "办理", "协助", "辅导", "活络", "贯彻",
];

/// What a section states, and a piece of work does not.
pub const STATED: [SectionKind; 8] = [
    SectionKind::Needs,
    SectionKind::Problems,
    SectionKind::StatusQuo,
    SectionKind::Requirements,
    SectionKind::Trends,
    SectionKind::Resources,
    SectionKind::Scope,
    SectionKind::Summary,
];

/// Whether a heading names a piece of work: “Extend the harbour”, 大力推进数据共享, 建设开放的应用场景, 散煤替代行动.
pub fn names_work(title: &str) -> bool {
    if title.is_ascii() {
        return opens_with_work(title) && title.split_whitespace().count() >= 2;
    }
    let folded = fold(title);
    let text = folded.trim_matches(|c: char| c.is_whitespace() || ":：.。*_#".contains(c));
    let count = text.chars().count();
    if count < 5 {
        return false;
    }
    let manner = MANNERS_ZH.iter().find_map(|manner| text.strip_prefix(manner));
    let noun = NOUNS_TOO_ZH.iter().any(|noun| text.starts_with(noun));
    let verb = says_work_zh(text) || OFFICE_VERBS_ZH.iter().any(|verb| text.starts_with(verb));
    manner.is_some() || verb && (!noun || count >= 8) || text.ends_with("行动") || text.ends_with("工程")
}

/// Verbs that open a line of work in a plan and name other things in a heading: 修改数据库结构, 测试部署.
const LINE_VERBS_ZH: [&str; 36] = [
    "修改", "创建", "新增", "添加", "新建", "编写", "书写", "撰写", "测试", "部署", "迁移", "重构", "升级", "替换",
    "删除", "移除", "修复", "集成", "配置", "安装", "采购", "查阅", "收集", "搜集", "整理", "梳理", "拆分", "调研",
    "翻译", "绘制", "选定", "确定", "细化", "准备", "发布", "上线",
];

/// English verbs that open the name of a piece of work, in their bare form. Verbs that also head a section of a kind
/// (“Plan activities”, “Measure success”, “Manage risks”, “Set goals”) are not among them.
const WORK_VERBS: [&str; 153] = [
    "accelerate",
    "acquire",
    "adapt",
    "add",
    "adopt",
    "amplify",
    "analyse",
    "analyze",
    "apply",
    "appoint",
    "archive",
    "arrange",
    "ask",
    "assemble",
    "attract",
    "audit",
    "automate",
    "broaden",
    "build",
    "buy",
    "calibrate",
    "capture",
    "carry",
    "catalog",
    "catalogue",
    "celebrate",
    "choose",
    "clean",
    "collect",
    "compile",
    "complete",
    "conduct",
    "configure",
    "connect",
    "consolidate",
    "continue",
    "convert",
    "coordinate",
    "create",
    "cultivate",
    "decommission",
    "deepen",
    "deliver",
    "demonstrate",
    "deploy",
    "design",
    "develop",
    "digitise",
    "digitize",
    "diversify",
    "document",
    "draft",
    "elevate",
    "embed",
    "embrace",
    "empower",
    "enable",
    "encourage",
    "engage",
    "enhance",
    "establish",
    "evaluate",
    "expand",
    "explore",
    "extend",
    "extract",
    "facilitate",
    "finalise",
    "finalize",
    "find",
    "fix",
    "foster",
    "gather",
    "give",
    "grow",
    "hire",
    "hold",
    "host",
    "identify",
    "implement",
    "import",
    "improve",
    "increase",
    "initiate",
    "innovate",
    "install",
    "integrate",
    "introduce",
    "inventory",
    "invest",
    "investigate",
    "invite",
    "keep",
    "launch",
    "leverage",
    "maintain",
    "maximise",
    "maximize",
    "migrate",
    "minimise",
    "minimize",
    "modernise",
    "modernize",
    "negotiate",
    "nurture",
    "offer",
    "optimise",
    "optimize",
    "organise",
    "organize",
    "port",
    "prepare",
    "preserve",
    "procure",
    "produce",
    "promote",
    "protect",
    "provide",
    "publish",
    "purchase",
    "pursue",
    "raise",
    "recognise",
    "recognize",
    "recruit",
    "redesign",
    "reduce",
    "refactor",
    "reimagine",
    "remove",
    "renew",
    "renovate",
    "replace",
    "retain",
    "retire",
    "secure",
    "seek",
    "simplify",
    "solicit",
    "standardise",
    "standardize",
    "streamline",
    "strengthen",
    "sustain",
    "teach",
    "train",
    "transform",
    "translate",
    "unify",
    "utilise",
    "utilize",
    "validate",
    "verify",
];

/// The English word that a text opens with, in small letters.
fn first_word(text: &str) -> String {
    let word = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    word.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or("").to_ascii_lowercase()
}

/// Whether an English text opens with a verb of work: “Assemble an inventory of all sites”.
pub fn opens_with_work(text: &str) -> bool {
    WORK_VERBS.binary_search(&first_word(text).as_str()).is_ok()
}

/// More verbs of work, that also head sections (“Review and evaluation”, “Research”) and say what is done only among
/// others.
const MORE_WORK_VERBS: [&str; 66] = [
    "address",
    "advance",
    "align",
    "allow",
    "assess",
    "bring",
    "change",
    "check",
    "confirm",
    "contact",
    "craft",
    "decide",
    "define",
    "determine",
    "discuss",
    "ensure",
    "estimate",
    "exclude",
    "focus",
    "form",
    "fund",
    "guide",
    "help",
    "include",
    "inform",
    "interview",
    "join",
    "lead",
    "make",
    "measure",
    "meet",
    "monitor",
    "move",
    "open",
    "partner",
    "pilot",
    "plan",
    "position",
    "present",
    "prioritise",
    "prioritize",
    "prototype",
    "reach",
    "refresh",
    "release",
    "remain",
    "report",
    "research",
    "review",
    "run",
    "scale",
    "select",
    "set",
    "share",
    "start",
    "submit",
    "support",
    "talk",
    "test",
    "track",
    "transition",
    "update",
    "upgrade",
    "use",
    "work",
    "write",
];

/// Whether a folded Chinese line opens with a verb of work behind its number: 2. 修改数据库结构.
fn opens_line_zh(line: &str) -> bool {
    let words = line.trim_start_matches(|c: char| !c.is_alphanumeric());
    let rest = words.trim_start_matches(|c: char| c.is_ascii_digit() || c.is_whitespace());
    LINE_VERBS_ZH.iter().any(|verb| rest.starts_with(verb))
}

/// Whether one of several lines says what is done.
pub fn says_work(text: &str) -> bool {
    let mut letters = text.chars().skip_while(|c| !c.is_alphanumeric());
    if letters.next().is_some_and(is_han) {
        let clause = text.split(['，', ',', '。', '；', ';', '：', ':', '（', '(']).next().unwrap_or(text);
        return names_work(clause) || opens_line_zh(&fold(clause));
    }
    let word = first_word(text);
    [&WORK_VERBS[..], &MORE_WORK_VERBS].iter().any(|verbs| verbs.binary_search(&word.as_str()).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_are_in_order() {
        assert!(WORK_VERBS_ZH.is_sorted() && WORK_VERBS_ZH.iter().all(|verb| verb.len() == 6));
        assert!(WORK_VERBS.is_sorted() && MORE_WORK_VERBS.is_sorted());
    }

    #[test]
    fn a_heading_names_a_piece_of_work() {
        for title in
            ["Extend the harbour", "大力推进数据共享", "建设面向渔民的应用场景", "散煤替代行动", "提高通航能力"]
        {
            assert!(names_work(title), "{title}");
        }
        for title in ["Harbour", "Extensions", "建设单位", "发展现状", "实施步骤", "开发环境", "渔港概况"]
        {
            assert!(!names_work(title), "{title}");
        }
    }
}
