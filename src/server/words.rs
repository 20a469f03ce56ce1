//! What the server says in words of its own, in both languages.

use crate::plan::Language;

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
