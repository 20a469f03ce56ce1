//! One fault planted in a clean plan raises its rule and nothing else; what does not change the meaning of a plan
//! changes no finding.

#![allow(clippy::unwrap_used, missing_docs)]

use planspect::check::{Neighbours, Options, Today, judge};
use planspect::plan::{self, Reader};
use planspect::rules::RuleSet;
use planspect::syntax::Format;
use planspect::text::{FileId, SourceFile};
use std::path::Path;
use std::sync::{Arc, LazyLock};

static READER: LazyLock<Reader> = LazyLock::new(Reader::shipped);
static RULES: LazyLock<RuleSet> = LazyLock::new(RuleSet::shipped);

fn clean(language: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/metamorphic");
    std::fs::read_to_string(folder.join(format!("clean.{language}.md"))).unwrap()
}

/// Codes with the words flagged, of a plan that is recognised by itself.
fn findings(text: &str) -> Vec<String> {
    let source = SourceFile::new(FileId(0), "plan.md", text);
    let document = Arc::new(plan::read(source, Format::Markdown, &READER));
    let grouping = plan::group(&[document], &[], &READER);
    assert_eq!(grouping.plans.len(), 1, "no plan:\n{text}");
    let group = &grouping.plans[0];
    let plan = plan::assemble(group.documents.clone(), &group.declaration, &READER);
    let options = Options { language: None, ground: false, today: Today::Is(jiff::civil::Date::constant(2027, 1, 1)) };
    let judgement = judge(&plan, &Neighbours::default(), &RULES, &READER.vocabulary, &options);
    judgement.findings.iter().map(|f| format!("{} {}", f.code, plan.text(f.span))).collect()
}

fn codes(text: &str) -> Vec<String> {
    let mut codes: Vec<String> = findings(text).iter().map(|f| f.split(' ').next().unwrap().to_owned()).collect();
    codes.dedup();
    codes
}

/// `code | what is replaced | by what`; `…section` takes the section out.
fn faults(language: &str) -> Vec<(String, String)> {
    let text = clean(language);
    let list = std::fs::read_to_string(
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/metamorphic").join(format!("faults.{language}.txt")),
    )
    .unwrap();
    list.lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| {
            let parts: Vec<&str> = line.split(" | ").collect();
            let code = parts[0].to_owned();
            let mut changed = text.clone();
            for change in parts[1..].chunks(2) {
                match change {
                    [section] => {
                        let heading = format!("## {}\n", section.strip_prefix("- section ").unwrap());
                        let start = changed.find(&heading).unwrap_or_else(|| panic!("{line}"));
                        let end = changed[start + 3..].find("\n## ").map_or(changed.len(), |at| at + start + 4);
                        changed.replace_range(start..end, "");
                    }
                    [from, to] => {
                        assert_eq!(changed.matches(from).count(), 1, "{line}: `{from}` stands once");
                        changed = changed.replace(from, &to.replace("\\n", "\n").replace('∅', ""));
                    }
                    _ => unreachable!(),
                }
            }
            (code, changed)
        })
        .collect()
}

fn planted(language: &str) {
    assert_eq!(findings(&clean(language)), Vec::<String>::new(), "the clean plan is quiet");
    let faults = faults(language);
    assert!(faults.len() >= 30);
    let mut wrong = Vec::new();
    for (code, text) in &faults {
        let mut found = codes(text);
        found.sort();
        if found.join("+") != *code {
            wrong.push(format!("{code}: found {:?}", findings(text)));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), faults.len(), wrong.join("\n"));
}

#[test]
fn faults_in_english() {
    planted("en");
}

#[test]
fn faults_in_chinese() {
    planted("zh");
}

/// Changes that say the same.
fn retold(language: &str, text: &str) -> Vec<(&'static str, String)> {
    let lines = |change: &dyn Fn(usize, &str) -> String| -> String {
        text.lines().enumerate().map(|(at, line)| change(at, line) + "\n").collect()
    };
    let sections: Vec<&str> = text.split("\n## ").collect();
    let mut swapped = sections.clone();
    let last = swapped.len() - 1;
    swapped.swap(last, last - 2);
    let swapped = swapped.iter().map(|s| s.trim_end()).collect::<Vec<_>>().join("\n\n## ") + "\n";
    let numerals = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四"];
    let count = std::cell::Cell::new(0);
    let numbered = lines(&|_, line| match line.strip_prefix("## ") {
        Some(title) => {
            let number = count.get();
            count.set(number + 1);
            match language {
                "zh" => format!("## {}、{title}", numerals[number]),
                _ => format!("## {}. {title}", number + 1),
            }
        }
        None => line.to_owned(),
    });
    let ids = match language {
        "zh" => ["需求", "目标", "任务", "系统"].iter().fold(text.to_owned(), |text, word| {
            (1..=5).rev().fold(text, |text, n| text.replace(&format!("{word}{n}"), &format!("{word}{}", n + 10)))
        }),
        _ => ["N", "G", "T", "S"].iter().fold(text.to_owned(), |text, word| {
            (1..=5).rev().fold(text, |text, n| text.replace(&format!("{word}{n}"), &format!("{word}{}", n + 10)))
        }),
    };
    vec![
        ("CRLF", text.replace('\n', "\r\n")),
        ("BOM", format!("\u{feff}{text}")),
        ("depth", lines(&|_, line| line.strip_prefix("## ").map_or(line.to_owned(), |t| format!("### {t}")))),
        ("stars", lines(&|_, line| line.strip_prefix("- ").map_or(line.to_owned(), |t| format!("* {t}")))),
        ("numbering", numbered),
        ("order", swapped),
        ("ids", ids),
        ("no hash space", lines(&|_, line| line.strip_prefix("## ").map_or(line.to_owned(), |t| format!("##{t}")))),
        ("blank lines", text.replace('\n', "\n\n").replace("\n\n\n\n", "\n\n")),
    ]
}

#[test]
fn telling_it_otherwise_changes_nothing() {
    let mut wrong = Vec::new();
    for language in ["en", "zh"] {
        let text = clean(language);
        for (how, other) in retold(language, &text) {
            let found = findings(&other);
            if !found.is_empty() {
                wrong.push(format!("clean.{language} {how}: {found:?}"));
            }
        }
        // Every third fault, told in every way.
        for (code, text) in faults(language).iter().step_by(3) {
            let plain = codes(text);
            for (how, other) in retold(language, text) {
                let mut found = codes(&other);
                let mut plain = plain.clone();
                found.sort();
                plain.sort();
                if found != plain && !(how == "ids" && code.starts_with("PLN")) {
                    wrong.push(format!("{language} {code} {how}: {found:?}, not {plain:?}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
