//! Charters that set the standing rules of a body, its members, votes and elections, and plan nothing.

use super::pattern::acceptor;
use crate::lexicon::Acceptor;
use std::sync::LazyLock;

/// What such rules speak of, in English: one pattern a matter.
static MATTERS: LazyLock<[Acceptor; 12]> = LazyLock::new(|| {
    [
        r"(?i-u:\bvot(e|es|ed|ing)\b)",
        r"(?i-u:\bquorum\b)",
        r"(?i-u:\belect(s|ed|ion|ions)?\b)",
        r"(?i-u:\bby-?laws?\b)",
        r"(?i-u:\bamend(s|ed|ment|ments)?\b)",
        r"(?i-u:\bterm of office\b|\b(years?|months?) terms?\b|\bserves? (a|an|for a|for) [a-z -]{0,16}term\b)",
        r"(?i-u:\bintellectual property\b)",
        r"(?i-u:\b(voting|non-voting|active|new) members?\b|\bmembership\b)",
        r"(?i-u:\b(this|under the|of the|the) charter\b)",
        r"(?i-u:\bconflicts? of interest\b)",
        r"(?i-u:\bco-?chairs?\b)",
        r"(?i-u:\b(self-)?nominat(e|es|ed|ion|ions)\b)",
    ]
    .map(acceptor)
});

/// More of them than a project's charter has.
const ENOUGH: usize = 4;

/// The same in Chinese, where a word is enough.
const CHINESE: [&str; 13] =
    ["会员", "選舉", "选举", "表决", "任期", "权利", "义务", "会费", "理事", "退会", "本章程", "第一条", "会员大会"];

/// Whether a text under a title or name sets such rules.
pub(super) fn sets_standing_rules(named: &str, text: &str) -> bool {
    if named.contains("章程") {
        return CHINESE.iter().filter(|word| text.contains(**word)).count() >= ENOUGH;
    }
    named.contains("charter") && MATTERS.iter().filter(|matter| matter.is_match(text)).count() >= ENOUGH
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_project_charter_plans_and_that_of_a_body_does_not() {
        let body =
            "Each member may vote. The board is elected for two years. Amendments of this charter need a quorum.";
        assert!(sets_standing_rules("charter of the users' group", body));
        assert!(!sets_standing_rules("users' group", body));
        let project = "The steering group votes on changes of the scope. The team rebuilds the register by June 2027.";
        assert!(!sets_standing_rules("project charter", project));
        assert!(sets_standing_rules("读书会章程", "第一条 名称。会员有表决的权利，有交纳会费的义务。"));
        assert!(!sets_standing_rules("不动产登记项目章程", "项目经理任期至验收。任务：改造登记系统。"));
    }
}
