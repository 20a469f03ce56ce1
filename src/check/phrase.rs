//! Head verb and object of a short phrase, in English and Chinese. Strict: what is uncertain is neither.

use crate::lexicon::is_han;

/// Words of English that may stand before the main verb and say nothing about what is done.
const LEADS: [&str; 34] = [
    "to",
    "will",
    "shall",
    "must",
    "should",
    "may",
    "can",
    "we",
    "it",
    "also",
    "then",
    "further",
    "jointly",
    "gradually",
    "and",
    "first",
    "next",
    "finally",
    "continue",
    "start",
    "begin",
    "finish",
    "complete",
    "be",
    "is",
    "are",
    "plan",
    "plans",
    "the",
    "a",
    "an",
    "has",
    "have",
    "needs",
];

/// Chinese that may stand before the main verb.
const LEADS_ZH: [&str; 51] = [
    "需要",
    "亟需",
    "急需",
    "亟待",
    "必须",
    "应当",
    "需",
    "加快",
    "推进",
    "加强",
    "继续",
    "统一",
    "分期",
    "将",
    "拟",
    "应",
    "要",
    "计划",
    "完成",
    "启动",
    "开展",
    "实施",
    "逐步",
    "进一步",
    "全面",
    "同步",
    "适时",
    "积极",
    "深入",
    "大力",
    "尽快",
    "按期",
    "分步",
    "分批",
    "重点",
    "统筹",
    "规划",
    "负责",
    "组织",
    "牵头",
    "着力",
    "再",
    "新",
    "并",
    "进行",
    "年内",
    "年底前",
    "有序",
    "稳步",
    "集中",
    "优先",
];

/// Words that end the object of an English verb.
const BOUNDARIES: [&str; 30] = [
    "for",
    "to",
    "that",
    "which",
    "with",
    "in",
    "on",
    "so",
    "by",
    "at",
    "from",
    "using",
    "via",
    "as",
    "where",
    "into",
    "across",
    "within",
    "through",
    "based",
    "under",
    "before",
    "after",
    "until",
    "during",
    "who",
    "whose",
    "including",
    "capable",
    "able",
];

/// Verbal nouns that end a Chinese title and are its main verb: 平台建设.
const TAIL_ZH: [&str; 8] = ["工作", "项目", "工程", "任务", "方案", "计划", "一期", "二期"];

/// Whether the text from `start` to `end` is the main verb of `text` (folded).
pub fn is_head(text: &str, start: usize, end: usize) -> bool {
    let before = text[..start].trim();
    let after = text[end..].trim();
    if text[start..end].chars().any(is_han) {
        return is_chinese_lead(before) || (ends_title(after) && !before.is_empty() && !has_clause(before));
    }
    // “Survey Section: set up …”: a short label stands before.
    let before = match before.rsplit_once(':') {
        Some((label, tail)) if label.split_whitespace().count() <= 5 => tail.trim(),
        _ => before,
    };
    if before.is_empty() {
        return true;
    }
    if before.contains(['.', ';', ':', '。', '：']) {
        return false;
    }
    let words: Vec<&str> = before.split(|c: char| c.is_whitespace() || c == ',').filter(|w| !w.is_empty()).collect();
    if words.iter().all(|w| LEADS.contains(w) || w.ends_with("ly")) {
        return true;
    }
    // “The Permit Office will build …”, “a data centre must be built”
    let modal = words.iter().position(|w| matches!(*w, "will" | "shall" | "must" | "should"));
    modal.is_some_and(|at| at <= 8 && words[at + 1..].iter().all(|w| LEADS.contains(w) || w.ends_with("ly")))
}

/// Whether a verb at `start` may be the predicate of a short clause: only a subject of a few words stands before.
pub fn is_predicate(text: &str, start: usize) -> bool {
    let before = text[..start].trim();
    let marks = before.contains(['.', ',', ';', ':', '。', '，', '；', '：', '、', '(']);
    let words = before.split_whitespace().filter(|w| w.is_ascii()).count();
    let han = before.chars().filter(|&c| is_han(c)).count();
    !marks && words <= 6 && han <= 12
}

/// Whether the term from `start` to `end` heads the object of the main verb at `verb`.
pub fn is_object(text: &str, verb: (usize, usize), start: usize, end: usize) -> bool {
    if text[verb.0..verb.1].chars().any(is_han) || text[start..end].chars().any(is_han) {
        return is_chinese_object(text, verb, start, end);
    }
    let passive = text[..verb.0].trim_end().ends_with(" be");
    if passive && end <= verb.0 {
        let between = text[end..verb.0].trim();
        return matches!(
            between.split(' ').next(),
            Some("will" | "shall" | "must" | "should" | "is" | "are" | "be" | "needs")
        ) && !text[..start].contains([',', ';', '.']);
    }
    if start < verb.1 {
        return false;
    }
    let object = &text[verb.1..];
    let limit = object_end(object);
    let (from, to) = (start - verb.1, end - verb.1);
    if to > limit {
        return false;
    }
    let rest = object[to..limit].trim_start();
    // The head noun: the phrase ends here, or goes on with “of”, a number, a bracket, a further conjunct, or a participle
    // (“a database fed by the signals”).
    let follows = rest.split(|c: char| c.is_whitespace()).next().unwrap_or("");
    let ends = rest.is_empty()
        || rest.starts_with(['(', '[', ',', '/', '"', '”', '.', ';', ':', '–', '—'])
        || matches!(follows, "of" | "and" | "or" | "&" | "plus" | "fed" | "built" | "run" | "kept" | "held" | "made")
        || follows.len() > 4 && follows.ends_with("ed")
        || follows.chars().all(|c| c.is_ascii_digit() || c == '.');
    ends && !object[..from].contains([';', ':'])
}

/// Where the object of an English verb ends: at a preposition, a relative word or a mark.
fn object_end(object: &str) -> usize {
    let mut at = 0;
    let mut depth = 0;
    for piece in object.split_inclusive(|c: char| c.is_whitespace()) {
        let word = piece.trim().trim_matches(|c: char| matches!(c, ',' | '"' | '\''));
        if depth == 0 && at > 0 && BOUNDARIES.contains(&word) {
            return at;
        }
        depth += piece.matches('(').count() as i32 - piece.matches(')').count() as i32;
        if depth <= 0 && piece.trim_end().ends_with(['.', ';', ':']) {
            return at + piece.trim_end().len() - 1;
        }
        at += piece.len();
    }
    object.len()
}

fn is_chinese_lead(before: &str) -> bool {
    let mut rest = before.trim_matches(|c: char| c.is_whitespace() || ",，、:：\"“”".contains(c));
    // A body before the verb: “由信息中心”, “市大数据局负责”
    for mark in [',', '，', ':', '：'] {
        if let Some((_, tail)) = rest.rsplit_once(mark) {
            rest = tail;
        }
    }
    'outer: while !rest.is_empty() {
        if let Some(tail) = after_date(rest) {
            rest = tail.trim_start();
            continue;
        }
        for lead in LEADS_ZH {
            if let Some(tail) = rest.strip_prefix(lead) {
                rest = tail.trim_start();
                continue 'outer;
            }
        }
        return false;
    }
    true
}

/// What follows a date that opens a Chinese clause: 到2028年, 2027年6月底前.
fn after_date(text: &str) -> Option<&str> {
    let rest = text.trim_start_matches(['到', '至', '在', '于']);
    let mut tail = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    if tail.len() == rest.len() || !tail.starts_with(['年', '月']) {
        return None;
    }
    loop {
        let cut = tail.trim_start_matches(['年', '月', '日', '底', '末', '前', '内', '上', '下', '半', '起', '中']);
        let cut = cut.trim_start_matches(|c: char| c.is_ascii_digit());
        if cut.len() == tail.len() {
            return Some(tail);
        }
        tail = cut;
    }
}

/// Whether nothing but a closing noun, numbers or brackets follows.
fn ends_title(after: &str) -> bool {
    let mut rest = after.trim();
    for tail in TAIL_ZH {
        rest = rest.strip_prefix(tail).unwrap_or(rest).trim_start();
    }
    rest.is_empty() || rest.starts_with(['(', '（', '。', ';', '；', ',', '，', '、', '"', '”'])
}

fn has_clause(before: &str) -> bool {
    before.contains(['。', '，', ',', ';', '；', ':', '：'])
}

fn is_chinese_object(text: &str, verb: (usize, usize), start: usize, end: usize) -> bool {
    if start >= verb.1 {
        let clause_end = text[verb.1..]
            .find(['。', '，', ',', ';', '；', ':', '：', '(', '\n'])
            .map_or(text.len(), |at| at + verb.1);
        if end > clause_end {
            return false;
        }
        let rest = text[end..clause_end].trim_start();
        // 采购服务器40台, 建设平台和网络, 建设平台等
        let counted = rest.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十百千两".contains(c));
        // 60台、存储阵列4套: a unit of one or two characters, and then what else there is.
        let counted = if rest == counted { "" } else { counted.trim_start() };
        let unit = counted.chars().count() <= 2 && !counted.is_empty()
            || counted
                .char_indices()
                .skip(1)
                .take(2)
                .any(|(at, _)| counted[at..].starts_with(['、', '和', '与', '及']));
        return rest.is_empty()
            || unit
            || rest.starts_with(['、', '和', '与', '及', '等', '/'])
            || TAIL_ZH.contains(&rest);
    }
    // 政务云平台建设: the object stands right before the verbal noun.
    if end <= verb.0 {
        let between = text[end..verb.0].trim();
        return (between.is_empty() || matches!(between, "的" | "等")) && ends_title(&text[verb.1..]);
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn object(text: &str, verb: &str, term: &str) -> bool {
        let v = text.find(verb).unwrap();
        let t = text.rfind(term).unwrap();
        is_head(text, v, v + verb.len()) && is_object(text, (v, v + verb.len()), t, t + term.len())
    }

    #[test]
    fn english_objects() {
        assert!(object("procure a 400 node cluster", "procure", "cluster"));
        assert!(object("the permit office will build a new platform for permits", "build", "platform"));
        assert!(object("buy servers and switches", "buy", "servers"));
        assert!(object("a data centre must be built", "built", "data centre"));
        assert!(object("building of the shared register", "building", "register"));
        assert!(object("set up a traffic database fed by the signals", "set up", "database"));
        assert!(!object("buy server training", "buy", "server"));
        assert!(!object("train clerks to build a platform", "build", "platform"));
        assert!(!object("build trust in the platform", "build", "platform"));
    }

    #[test]
    fn chinese_objects() {
        assert!(object("采购服务器40台", "采购", "服务器"));
        assert!(object("采购服务器60台、存储阵列4套", "采购", "服务器"));
        assert!(object("采购服务器 8 台、存储 2 套", "采购", "服务器"));
        assert!(!object("采购服务器8年维保", "采购", "服务器"));
        assert!(object("加快建设政务云平台", "建设", "平台"));
        assert!(object("政务云平台建设", "建设", "平台"));
        assert!(object("数据中心建设项目", "建设", "数据中心"));
        assert!(object("到2028年底前建成大数据平台", "建成", "平台"));
        assert!(!object("建设平台运维队伍", "建设", "平台"));
        assert!(!object("依托平台开展培训", "开展", "平台"));
        assert!(!object("梳理平台建设需求", "建设", "平台"));
    }
}
