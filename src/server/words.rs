//! What the server says in words of its own, in both languages.

use crate::plan::{ItemKind, Language};

/// The words in a language.
pub fn say<'a>(language: Language, en: &'a str, zh: &'a str) -> &'a str {
    match language {
        Language::En => en,
        Language::Zh => zh,
    }
}

/// A document is too long to be read.
pub fn too_long(language: Option<Language>) -> &'static str {
    say(
        language.unwrap_or(Language::En),
        "This document is too long to be checked (more than 16 MiB)",
        "文档过长（超过16 MiB），不作检查",
    )
}

/// Plans could not be checked, by no fault of theirs.
pub fn fault(language: Option<Language>) -> &'static str {
    say(
        language.unwrap_or(Language::En),
        "planspect met a fault of its own and could not check these plans; no findings does not mean that they are right",
        "planspect自身出错，未能检查这些规划；没有问题不表示规划无误",
    )
}

/// So many of a kind: “2 tasks”, “2项任务”.
pub fn count(number: usize, of: ItemKind, language: Language) -> String {
    let word = of.word(language);
    match language {
        Language::En => format!("{number} {word}{}", if number == 1 { "" } else { "s" }),
        Language::Zh => format!("{number}项{word}"),
    }
}
