//! What is doubtful about a rule that can be read: it cannot fire, says what another says, leaves a language out.

use super::example::flagged_alike;
use crate::lexicon::{Vocabulary, is_han};
use crate::plan::{Language, Reader};
use crate::rules::{Condition, Count, Example, Page, Rule, RuleSet, Term, TextTest};

/// Something doubtful about a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubt {
    /// What, in English.
    pub en: String,
    /// What, in Chinese.
    pub zh: String,
    /// A word of the rule's file where it shows.
    pub word: String,
}

impl Doubt {
    fn new(word: &str, en: impl Into<String>, zh: impl Into<String>) -> Self {
        Self { en: en.into(), zh: zh.into(), word: word.to_owned() }
    }

    /// What, in a language.
    pub fn text(&self, language: Language) -> &str {
        if language == Language::Zh { &self.zh } else { &self.en }
    }
}

/// Everything doubtful about a rule among the others that are known.
pub fn lint(rule: &Rule, page: &Page, examples: &[Example], rules: &RuleSet, reader: &Reader) -> Vec<Doubt> {
    let mut doubts = Vec::new();
    languages(rule, page, examples, &mut doubts);
    for condition in rule.conditions() {
        if let Condition::Text(test) = condition {
            test.terms().for_each(|term| regex(term, &mut doubts));
        }
    }
    never(rule, &reader.vocabulary, &mut doubts);
    others(rule, examples, rules, reader, &mut doubts);
    doubts.dedup();
    doubts
}

/// A language without words or examples.
fn languages(rule: &Rule, page: &Page, examples: &[Example], doubts: &mut Vec<Doubt>) {
    let han = |text: &str| text.chars().any(is_han);
    for (key, words) in
        [("message", &rule.message), ("help", &rule.help), ("summary", &page.summary), ("why", &page.why)]
    {
        if words.en == words.zh {
            doubts.push(Doubt::new(
                key,
                format!("`{key}` is written in one language; readers of the other get the same words"),
                format!("`{key}`只有一种语言，另一种语言的读者看到的是同样的文字"),
            ));
        }
    }
    for (kind, zh) in [("bad", "反例"), ("good", "正例")] {
        let bodies: Vec<&String> =
            examples.iter().filter_map(|e| if kind == "bad" { e.bad.as_ref() } else { e.good.as_ref() }).collect();
        for (language, name, there) in [
            ("Chinese", "中文", bodies.iter().any(|body| han(body))),
            ("English", "英文", bodies.iter().any(|body| !han(body))),
        ] {
            if !there {
                doubts.push(Doubt::new(
                    "examples",
                    format!("no `{kind}` example in {language} shows that the rule works there"),
                    format!("没有{name}{zh}（`{kind}`），不能说明规则对{name}规划有效"),
                ));
            }
        }
    }
}

/// A regular expression that does not do what it seems to.
fn regex(term: &Term, doubts: &mut Vec<Doubt>) {
    let Term::Regex(regex) = term else { return };
    let pattern = regex.as_str();
    if edge_beside_han(pattern) {
        doubts.push(Doubt::new(
            "\\b",
            format!(
                "`\\b` in /{pattern}/ stands beside a Chinese character and finds nothing there: it is the edge of an \
                 English word"
            ),
            format!("/{pattern}/中的`\\b`是英文单词的边界，写在汉字旁边不起作用，应当去掉"),
        ));
    }
    if regex.regex().is_some_and(|regex| regex.is_match("")) {
        doubts.push(Doubt::new(
            pattern,
            format!("/{pattern}/ matches the empty text, and so every text"),
            format!("/{pattern}/能匹配空文本，因此匹配任何文本"),
        ));
    }
}

/// Whether the edge of an English word is asked for beside a Chinese character.
fn edge_beside_han(pattern: &str) -> bool {
    let plain = pattern.replace("(?-u:\\b)", "\\b").replace("\\\\", "\u{0}");
    let after =
        plain.split("\\b").skip(1).any(|rest| rest.trim_start_matches(['(', '[', '?', ':']).starts_with(is_han));
    let before = plain.match_indices("\\b").any(|(at, _)| plain[..at].trim_end_matches([')', ']']).ends_with(is_han));
    after || before || plain.contains("\\p{Han}\\b") || plain.contains("\\b\\p{Han}")
}

/// Conditions that let the rule never fire.
fn never(rule: &Rule, vocabulary: &Vocabulary, doubts: &mut Vec<Doubt>) {
    let say = |word: &str, en: String, zh: String| {
        Doubt::new(word, format!("the rule can never fire: {en}"), format!("规则永远不会触发：{zh}"))
    };
    if let Some(when) = &rule.when
        && let Some((en, zh)) = impossible(when, vocabulary)
    {
        doubts.push(say("when", en, zh));
    }
    if let Some(require) = &rule.require
        && let Some((en, zh)) = certain(require, vocabulary)
    {
        doubts.push(say("require", en, zh));
    }
    if let (Some(when), Some(require)) = (&rule.when, &rule.require) {
        if same(when, require) {
            let (en, zh) = ("`require` asks what `when` has found already", "`require`的条件与`when`相同");
            doubts.push(say("require", en.into(), zh.into()));
        }
        if matches!(when, Condition::Problem(_)) {
            doubts.push(Doubt::new(
                "require",
                "beside `when: {problem: …}` nothing reads `require`",
                "`when`为`problem`时，`require`不起作用",
            ));
        }
    }
    if rule.items.is_empty() {
        doubts.push(say("items", "`items` names nothing".into(), "`items`为空".into()));
    }
    if let Some(once) = &rule.once
        && once.from.is_none()
        && once.share_above.is_none()
    {
        doubts.push(Doubt::new(
            "once",
            "`once` says neither `from` nor `share-above`, and so joins nothing",
            "`once`没有写`from`或`share-above`，不起合并作用",
        ));
    }
}

type Reason = Option<(String, String)>;

fn same(a: &Condition, b: &Condition) -> bool {
    format!("{a:?}") == format!("{b:?}")
}

/// Why a condition cannot hold.
fn impossible(condition: &Condition, vocabulary: &Vocabulary) -> Reason {
    let again = |c: &Condition| impossible(c, vocabulary);
    match condition {
        Condition::All(all) => all.iter().find_map(again).or_else(|| {
            let against = |c: &Condition| all.iter().any(|o| matches!(o, Condition::Not(not) if same(not, c)));
            all.iter().any(against).then(|| {
                ("`all` holds a condition and its opposite".to_owned(), "`all`中既有某个条件又有它的否定".to_owned())
            })
        }),
        Condition::Any(all) => match all.iter().map(again).collect::<Option<Vec<_>>>() {
            Some(reasons) => reasons
                .into_iter()
                .next()
                .or_else(|| Some(("`any` holds no condition".into(), "`any`中没有条件".into()))),
            None => None,
        },
        Condition::AtLeast(least, all) if *least as usize > all.len() => Some((
            format!("`at-least: {least}` of {} conditions", all.len()),
            format!("`of`只有{}个条件，却要求至少{least}个成立", all.len()),
        )),
        Condition::Not(one) => certain(one, vocabulary),
        Condition::Text(test) => impossible_text(test, vocabulary),
        Condition::Count(count) => {
            count.at_least.zip(count.at_most).filter(|(least, most)| least > most).map(|(l, m)| {
                (format!("`at-least: {l}` is more than `at-most: {m}`"), format!("`at-least: {l}`大于`at-most: {m}`"))
            })
        }
        _ => None,
    }
}

fn impossible_text(test: &TextTest, vocabulary: &Vocabulary) -> Reason {
    let empty = |term: &&Term| matches!(term, Term::Lexicon(name) if vocabulary.is_empty(name));
    let name = |term: &Term| match term {
        Term::Lexicon(name) => name.clone(),
        other => format!("{other:?}"),
    };
    let nothing = |term: &Term| {
        let name = name(term);
        (format!("the lexicon `{name}` has no terms"), format!("词表`{name}`没有词"))
    };
    if let Some(term) = test.all.iter().find(empty) {
        return Some(nothing(term));
    }
    if let Some(first) = test.any.first()
        && test.any.iter().all(|term| empty(&term))
    {
        return Some(nothing(first));
    }
    let excluded = |term: &&Term| test.none.iter().any(|none| format!("{none:?}") == format!("{term:?}"));
    let both = test.all.iter().find(excluded).or_else(|| {
        let all = !test.any.is_empty() && test.any.iter().all(|term| excluded(&term));
        test.any.first().filter(|_| all)
    });
    both.map(|term| {
        let name = name(term);
        (format!("`{name}` must occur and must not"), format!("`{name}`既要求出现又要求不出现"))
    })
}

/// Why a condition always holds.
fn certain(condition: &Condition, vocabulary: &Vocabulary) -> Reason {
    let again = |c: &Condition| certain(c, vocabulary);
    match condition {
        Condition::Any(all) => all.iter().find_map(again).or_else(|| {
            let against = |c: &Condition| all.iter().any(|o| matches!(o, Condition::Not(not) if same(not, c)));
            all.iter().any(against).then(|| {
                ("`any` holds a condition and its opposite".to_owned(), "`any`中既有某个条件又有它的否定".to_owned())
            })
        }),
        Condition::All(all) => all.iter().map(again).collect::<Option<Vec<_>>>().and_then(|r| r.into_iter().next()),
        Condition::AtLeast(0, _) => Some(("`at-least: 0` always holds".into(), "`at-least: 0`总是成立".into())),
        Condition::Not(one) => impossible(one, vocabulary),
        Condition::Text(test) if test.terms().next().is_none() => {
            Some(("`text` names no term".into(), "`text`没有写任何词".into()))
        }
        Condition::Count(count) => always_counts(count).then(|| {
            ("the bounds of `count` hold for any number".to_owned(), "`count`的界限对任何数量都成立".to_owned())
        }),
        _ => None,
    }
}

fn always_counts(count: &Count) -> bool {
    count.at_least == Some(0)
        && count.at_most.is_none()
        && count.share_at_most.is_none()
        && count.share_at_least.is_none_or(|share| share.0 == 0)
}

/// Rules that say the same, share a name, or are named and not there.
fn others(rule: &Rule, examples: &[Example], rules: &RuleSet, reader: &Reader, doubts: &mut Vec<Doubt>) {
    for code in &rule.unless_reported {
        if *code == rule.code {
            doubts.push(Doubt::new(
                "unless-reported",
                format!("`unless-reported` names {code} itself"),
                format!("`unless-reported`写了规则自身{code}"),
            ));
        } else if rules.find(code).is_none() {
            doubts.push(Doubt::new(
                code,
                format!("`unless-reported` names {code}, which no rule has"),
                format!("`unless-reported`中的{code}不存在"),
            ));
        }
    }
    let asks = |r: &Rule| format!("{:?}{:?}{:?}{:?}{:?}", r.each, r.when, r.require, r.gates, r.convention);
    let mine = asks(rule);
    let mut said: Vec<&str> = Vec::new();
    for other in rules.known.iter().filter(|other| other.code != rule.code) {
        if asks(other) == mine {
            said.push(&other.code);
            doubts.push(Doubt::new(
                &rule.code,
                format!("asks the same as {} {}; turn one of them off", other.code, other.name),
                format!("与{} {}的条件相同，应关闭其中一条", other.code, other.name),
            ));
        }
        if other.name == rule.name {
            doubts.push(Doubt::new(
                &rule.name,
                format!("has the name of {}; a selector by name means both", other.code),
                format!("与{}同名，按名称选择规则时会同时选中", other.code),
            ));
        }
    }
    for code in flagged_alike(rule, examples, rules, reader) {
        let silenced = rule.unless_reported.contains(&code);
        if !silenced && !said.contains(&&*code) {
            doubts.push(Doubt::new(
                "examples",
                format!(
                    "{code} flags the same words in every bad example; show a fault that only this rule sees, or name \
                     {code} under `unless-reported`"
                ),
                format!(
                    "每个反例中{code}也标出同样的文字；请给出只有本规则能发现的反例，或在`unless-reported`中写上{code}"
                ),
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::load;

    fn doubts(conditions: &str) -> Vec<String> {
        let text = format!(
            "code: X901\nname: doubtful\nseverity: info\nset: default\neach: task\n{conditions}\nmessage: {{en: a, zh: 甲}}\n\
             help: {{en: a, zh: 甲}}\nsummary: {{en: a, zh: 甲}}\nwhy: {{en: a, zh: 甲}}\nexamples:\n  - bad: ⟦x⟧\n  - \
             bad: ⟦甲⟧\n  - good: y\n  - good: 乙\n"
        );
        let reader = Reader::shipped();
        let (rule, examples) = load(&text, &reader.vocabulary).unwrap();
        let words = |en: &str, zh: &str| crate::rules::Words { en: en.into(), zh: zh.into() };
        let page = Page { summary: words("a", "甲"), why: words("a", "甲"), ..Page::default() };
        lint(&rule, &page, &examples, &RuleSet::shipped(), &reader).into_iter().map(|d| d.en).collect()
    }

    #[track_caller]
    fn says(conditions: &str, words: &str) {
        let all = doubts(conditions);
        assert!(all.iter().any(|doubt| doubt.contains(words)), "{words:?} is not in {all:?}");
    }

    #[test]
    fn rules_that_can_never_fire() {
        says("when: {text: {any: [technology], none: [technology]}}", "must occur and must not");
        says("when: {count: {of: need, at-least: 3, at-most: 2}}", "more than `at-most: 2`");
        says("when: {at-least: 3, of: [{text: need}, {text: problem}]}", "of 2 conditions");
        says("require: {count: {of: need, at-least: 0}}", "any number");
        says("require: {any: [{text: need}, {not: {text: need}}]}", "its opposite");
        says("when: {text: need}\nrequire: {text: need}", "found already");
        says("when: {all: [{text: need}, {not: {text: need}}]}", "its opposite");
        assert_eq!(doubts("when: {text: need}\nrequire: {text: problem}"), [] as [String; 0]);
    }

    #[test]
    fn regexes_beside_chinese() {
        says(r#"when: {text: "/\\b(服务器|server)/"}"#, "beside a Chinese character");
        says(r#"when: {text: "/(购买|buy)服务器\\b/"}"#, "beside a Chinese character");
        says(r#"when: {text: "/(server)*/"}"#, "the empty text");
        assert_eq!(doubts(r#"when: {text: "/\\bserver\\b|服务器|(?-u:\\b)host/"}"#), [] as [String; 0]);
    }

    #[test]
    fn rules_that_are_not_there() {
        says("when: {text: need}\nunless-reported: [ZZZ001]", "no rule has");
    }
}
