//! Reads a rule file: everything in it is checked, and an error says its exact place.

use super::condition::{Condition, PROBLEMS, Term};
use super::error::LoadError;
use super::page::{Example, PageKeys};
use super::room::{self, Refused, Room};
use super::rule::Rule;
use super::said::{Said, unknown};
use crate::lexicon::Vocabulary;

/// The placeholders of messages.
const PLACEHOLDERS: [&str; 8] = ["title", "id", "kind", "text", "count", "total", "suggestion", "field"];

/// Keys that are read for the page, or kept for the schema.
const PAGE_KEYS: [&str; 3] = ["summary", "why", "examples"];

/// Reads one rule from YAML.
///
/// # Errors
/// Every unknown key, set, lexicon, placeholder, bad regex, a missing example or text, each at its place.
pub fn load(text: &str, vocabulary: &Vocabulary) -> Result<(Rule, Vec<Example>), Vec<LoadError>> {
    load_within(&mut Room::default(), text, vocabulary)
}

/// Reads one rule from YAML, within the room that the rules before it have left.
///
/// # Errors
/// As `load`, and what there is no room for.
pub fn load_within(
    room: &mut Room,
    text: &str,
    vocabulary: &Vocabulary,
) -> Result<(Rule, Vec<Example>), Vec<LoadError>> {
    let (head, page) = without_page_keys(text);
    let rule: Rule = match serde_yaml::from_str(&head) {
        Ok(rule) => rule,
        Err(error) => return Err(vec![LoadError::of_yaml(text, &error)]),
    };
    // Keys that are written in another way (quoted, or all on one line) are found by reading everything.
    let is_whole = |page: &PageKeys| page.summary.is_some() && page.why.is_some() && !page.examples.is_empty();
    let page = match serde_yaml::from_str(&page) {
        Ok(page) if is_whole(&page) => page,
        _ => match serde_yaml::from_str::<PageKeys>(text) {
            Ok(page) => page,
            Err(error) => return Err(vec![LoadError::of_yaml(text, &error)]),
        },
    };
    let mut errors = Vec::new();
    let mut fail = |message: Said, word: &str| errors.push(LoadError { message, at: find(text, word) });
    if !is_code(&rule.code) {
        let code = &rule.code;
        let message = Said::new(
            format!("`{code}` is no code; write capital letters and a number, such as X001"),
            format!("`{code}`不是规则代码，应为大写字母加数字，例如X001"),
        );
        fail(message, code);
    }
    let in_name = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if rule.name.is_empty() || !rule.name.chars().all(in_name) {
        let name = &rule.name;
        let message = Said::new(
            format!("`{name}` is no name of a rule; write small letters, with hyphens between words"),
            format!("`{name}`不是规则名称，应为小写字母，单词之间用连字符"),
        );
        fail(message, name);
    }
    if room::conditions(&rule) > room::CONDITIONS {
        let most = room::CONDITIONS;
        let message = Said::new(
            format!("more than {most} conditions and terms in one rule"),
            format!("一条规则里的条件和词语超过{most}个"),
        );
        fail(message, if rule.when.is_some() { "when" } else { "require" });
        return Err(errors);
    }
    for condition in rule.conditions() {
        if let Condition::Problem(names) = condition {
            for name in names.iter().filter(|name| !PROBLEMS.contains(&name.as_str())) {
                fail(unknown("problem", name, PROBLEMS), name);
            }
        }
        let Condition::Text(test) = condition else { continue };
        for term in test.terms() {
            match term {
                Term::Lexicon(name) if vocabulary.lexicon(name).is_none() => {
                    fail(unknown("lexicon", name, vocabulary.names().iter().map(String::as_str)), name);
                }
                Term::Regex(pattern) => match room.take(pattern) {
                    Ok(()) => {}
                    Err(Refused::Bad(error)) => {
                        let message = Said::new(format!("bad regex: {error}"), format!("正则表达式有误（{error}）"));
                        fail(message, pattern.as_str());
                    }
                    Err(Refused::NoRoom) => {
                        let message = Said::new(
                            "the regular expressions of all own rules are too large together",
                            "自定义规则的正则表达式合计过大",
                        );
                        fail(message, pattern.as_str());
                        return Err(errors);
                    }
                },
                _ => {}
            }
        }
    }
    for words in [&rule.message.en, &rule.message.zh, &rule.help.en, &rule.help.zh] {
        for name in placeholders(words) {
            let root = name.split('.').next().unwrap_or("");
            if !PLACEHOLDERS.contains(&root) {
                fail(unknown("placeholder", name, PLACEHOLDERS), &format!("{{{name}}}"));
            }
        }
    }
    let good = page.examples.iter().filter(|e| e.good.is_some()).count();
    let bad = page.examples.iter().filter(|e| e.bad.is_some()).count();
    if good == 0 || bad == 0 {
        let message = Said::new(
            "a rule has at least one `bad` and one `good` example",
            "规则至少要有一个`bad`示例和一个`good`示例",
        );
        fail(message, "examples");
    }
    if page.summary.is_none() || page.why.is_none() {
        fail(Said::new("a rule says `summary` and `why`", "规则要写`summary`和`why`"), "code");
    }
    if rule.when.is_none() && rule.require.is_none() {
        fail(Said::new("a rule has `when` or `require`", "规则要有`when`或`require`"), "code");
    }
    if errors.is_empty() { Ok((rule, page.examples)) } else { Err(errors) }
}

/// Whether it is a family in capital letters and a number.
fn is_code(code: &str) -> bool {
    let family = code.trim_end_matches(|c: char| c.is_ascii_digit());
    (1..=8).contains(&family.len())
        && family.chars().all(|c| c.is_ascii_uppercase())
        && (1..=6).contains(&(code.len() - family.len()))
}

/// The names in braces.
fn placeholders(words: &str) -> Vec<&str> {
    words.split('{').skip(1).filter_map(|part| part.split_once('}').map(|(name, _)| name)).collect()
}

/// The text with the page's keys blanked, and with all others blanked, so that every line stays where it is.
fn without_page_keys(text: &str) -> (String, String) {
    let (mut kept, mut page) = (String::with_capacity(text.len()), String::with_capacity(text.len()));
    let mut skipping = false;
    for line in text.split_inclusive('\n') {
        let opens = line.starts_with(|c: char| c.is_ascii_alphabetic());
        if opens {
            skipping = PAGE_KEYS
                .iter()
                .any(|key| line.strip_prefix(key).is_some_and(|rest| rest.trim_start().starts_with(':')));
        }
        let (gets, blanked) = if skipping { (&mut page, &mut kept) } else { (&mut kept, &mut page) };
        gets.push_str(line);
        blanked.push_str(if line.ends_with('\n') { "\n" } else { "" });
    }
    (kept, page)
}

/// The first place of a word in the text, as a whole word.
fn find(text: &str, word: &str) -> miette::SourceSpan {
    let bytes = text.as_bytes();
    let part = |b: Option<&u8>| b.is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'-');
    let found = text
        .match_indices(word)
        .map(|(at, _)| at)
        .find(|&at| !part(at.checked_sub(1).and_then(|i| bytes.get(i))) && !part(bytes.get(at + word.len())));
    (found.unwrap_or(0), found.map_or(0, |_| word.len())).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;
    use std::path::{Path, PathBuf};

    const FAMILIES: [(&str, &str); 6] = [
        ("form", "PLN"),
        ("overall", "OVR"),
        ("performance", "PRF"),
        ("forward", "FWD"),
        ("key", "KEY"),
        ("integrated", "INT"),
    ];

    /// Every rule file with its family's prefix.
    fn shipped_files() -> Vec<(PathBuf, &'static str)> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
        let mut files: Vec<(PathBuf, &str)> = FAMILIES
            .iter()
            .flat_map(|&(folder, prefix)| {
                let entries = std::fs::read_dir(root.join(folder)).into_iter().flatten().flatten();
                entries.map(move |entry| (entry.path(), prefix))
            })
            .filter(|(path, _)| path.extension().is_some_and(|ending| ending == "yaml"))
            .collect();
        files.sort();
        files
    }

    fn is_chinese(text: &str) -> bool {
        text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
    }

    #[test]
    fn every_shipped_rule_loads() {
        let vocabulary = Vocabulary::shipped();
        let mut faults = Vec::new();
        for (path, _) in shipped_files() {
            let text = std::fs::read_to_string(&path).unwrap();
            if let Err(errors) = load(&text, &vocabulary) {
                for error in errors {
                    let line = text[..error.at.offset()].lines().count().max(1);
                    faults.push(format!("{}:{line}: {}", path.display(), error.message.en));
                }
            }
        }
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }

    #[test]
    fn every_shipped_rule_is_named_after_its_file_and_cites_known_statements() {
        let vocabulary = Vocabulary::shipped();
        let statements: HashSet<&str> = crate::rules::statements().iter().map(|s| s.id.as_str()).collect();
        let mut codes = HashSet::new();
        for (path, prefix) in shipped_files() {
            let text = std::fs::read_to_string(&path).unwrap();
            let Ok((rule, _)) = load(&text, &vocabulary) else { continue };
            let name = path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
            assert_eq!(name.as_deref(), Some(&*rule.name), "{}", path.display());
            assert!(rule.code.starts_with(prefix), "{}: {}", path.display(), rule.code);
            assert!(codes.insert(rule.code.clone()), "{} is given twice", rule.code);
            for cited in &rule.source {
                assert!(statements.contains(cited.as_str()), "{} cites {cited}, which is no statement", rule.code);
            }
            assert_eq!(
                rule.principle.is_some(),
                prefix != "PLN",
                "{}: all but rules of form have a principle",
                rule.code
            );
        }
    }

    #[test]
    fn examples_are_marked_where_they_are_bad_and_nowhere_else() {
        let vocabulary = Vocabulary::shipped();
        for (path, _) in shipped_files() {
            let text = std::fs::read_to_string(&path).unwrap();
            let Ok((rule, examples)) = load(&text, &vocabulary) else { continue };
            for example in &examples {
                let body = example.bad.as_ref().or(example.good.as_ref()).unwrap();
                let marks = body.matches('⟦').count();
                assert_eq!(marks, body.matches('⟧').count(), "{}: a mark is left open in\n{body}", rule.code);
                assert_eq!(
                    example.bad.is_some(),
                    marks > 0,
                    "{}: bad examples have marks, good ones have none:\n{body}",
                    rule.code
                );
            }
            for bad in [true, false] {
                let bodies: Vec<&String> =
                    examples.iter().filter_map(|e| if bad { e.bad.as_ref() } else { e.good.as_ref() }).collect();
                let chinese = bodies.iter().filter(|body| is_chinese(body)).count();
                let kind = if bad { "bad" } else { "good" };
                assert!(
                    chinese > 0 && chinese < bodies.len(),
                    "{} has no {kind} example in one of the languages",
                    rule.code
                );
            }
        }
    }

    #[test]
    fn folded_chinese_closes_up() {
        let text = "zh: >-\n  没写的要么是疏漏，\n  要么来路不明，见“需求”\n  一节和 serves\n  字段。\n  “完”\nen: >-\n  He said “a”\n  “b” —\n  and left.\n";
        let words: crate::rules::Words = serde_yaml::from_str(text).unwrap();
        assert_eq!(words.zh, "没写的要么是疏漏，要么来路不明，见“需求”一节和 serves 字段。“完”");
        assert_eq!(words.en, "He said “a” “b” — and left.");
        let one: crate::rules::Words = serde_yaml::from_str("He said “a” “b”").unwrap();
        assert_eq!(one.zh, "He said “a” “b”", "marks that other languages have too");
    }

    #[test]
    fn an_error_says_its_place() {
        let text = "code: X001\nname: x\nseverity: info\nset: default\neach: task\nwhen: {text: [no-such-lexicon]}\n\
                    message: {en: a, zh: b}\nhelp: {en: a, zh: b}\nsummary: {en: a, zh: b}\nwhy: {en: a, zh: b}\n\
                    examples:\n  - bad: x\n  - good: y\n";
        let errors = load(text, &Vocabulary::shipped()).unwrap_err();
        assert!(errors[0].message.en.contains("unknown lexicon `no-such-lexicon`"), "{:?}", errors[0].message);
        assert_eq!(&text[errors[0].at.offset()..][..errors[0].at.len()], "no-such-lexicon");
    }
}
