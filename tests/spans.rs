//! `source[span]` is the text that a message is about: for every finding on every plan at hand, in every encoding of
//! line ends.

#![allow(clippy::unwrap_used, missing_docs)]

use planspect::check::{Finding, Neighbours, Options, Today, judge};
use planspect::plan::{self, Declaration, Plan, Reader};
use planspect::rules::RuleSet;
use planspect::syntax::Format;
use planspect::text::{FileId, SourceFile};
use std::path::{Path, PathBuf};
use std::sync::Arc;

fn plans(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            plans(&path, found);
        } else if path.extension().is_some_and(|e| e == "md" || e == "yaml") && !path.ends_with("labels.yaml") {
            found.push(path);
        }
    }
}

/// Without markup and white space, as messages quote.
fn plain(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !c.is_control() && !matches!(c, '*' | '`' | '\u{feff}')).collect()
}

fn check(path: &Path, text: &str, reader: &Reader, rules: &RuleSet) {
    let format = if path.extension().is_some_and(|e| e == "yaml") { Format::Yaml } else { Format::Markdown };
    let source = SourceFile::new(FileId(0), "plan", text);
    let document = Arc::new(plan::read(source.clone(), format, reader));
    for span in document.facts.items.iter().flat_map(|i| i.own.iter().chain([&i.title, &i.span])) {
        assert!(text.get(span.range()).is_some(), "{}: {span:?}", path.display());
    }
    let declaration = Declaration { declared: true, ..Declaration::default() };
    let plan = plan::assemble(vec![document], &declaration, reader);
    let options = Options { language: None, ground: true, today: Today::Is(jiff::civil::Date::constant(2027, 1, 1)) };
    for finding in judge(&plan, &Neighbours::default(), rules, &reader.vocabulary, &options).findings {
        finding_is_in_place(path, text, &plan, &finding);
    }
}

fn finding_is_in_place(path: &Path, text: &str, plan: &Plan, finding: &Finding) {
    let here = format!("{} {} {}", path.display(), finding.code, finding.message);
    let words = text.get(finding.span.range()).unwrap_or_else(|| panic!("{here}: {:?}", finding.span));
    assert!(!words.trim().is_empty() || plan.title().is_empty(), "{here}: nothing is marked");
    assert_eq!(words.trim(), words, "{here}: white space at the ends");
    for related in &finding.related {
        assert!(text.get(related.span.range()).is_some_and(|w| !w.is_empty()), "{here}: a related place is empty");
    }
    // What a message quotes stands in the words it marks, or in their item.
    let quoted = finding.message.split_once('“').and_then(|(_, rest)| rest.split_once('”')).map(|(quoted, _)| quoted);
    let Some(quoted) = quoted.filter(|q| !q.contains('“')) else { return };
    let quoted = plain(quoted.trim_end_matches('…'));
    let holder = plan.items().map(|(_, item)| item.span).filter(|span| span.contains(finding.span));
    let holders = holder.map(|span| plain(plan.text(span)));
    assert!(
        plain(words).contains(&quoted) || holders.into_iter().any(|text| text.contains(&quoted)),
        "{here}: marks {words:?}"
    );
}

#[test]
fn findings_stand_on_their_words() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    for folder in ["tests/corpus", "tests/facts", "tests/metamorphic", "examples", "../shared/corpus"] {
        plans(&root.join(folder), &mut files);
    }
    files.sort();
    assert!(files.len() > 60);
    let (reader, rules) = (Reader::shipped(), RuleSet::shipped());
    let all: Vec<String> = rules.known.iter().map(|rule| rule.code.to_string()).collect();
    let rules = rules.select(&all, &[], &[], &[]);
    for path in files {
        let text = std::fs::read_to_string(&path).unwrap();
        check(&path, &text, &reader, &rules);
        if path.starts_with(root.join("tests")) {
            check(&path, &format!("\u{feff}{}", text.replace("\r\n", "\n").replace('\n', "\r\n")), &reader, &rules);
        }
    }
}
