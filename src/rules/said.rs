//! What is wrong, said in both languages: whoever shows it chooses.

use crate::plan::Language;
use miette::{Diagnostic, NamedSource, SourceSpan};
use serde::de::Error;
use std::sync::Arc;

/// Between the languages where only one string passes, as through a reader of YAML.
const SEAM: char = '\u{1f}';

/// A message in both languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// English.
    pub en: String,
    /// Chinese.
    pub zh: String,
}

impl Said {
    /// The same in both languages.
    pub fn new(en: impl Into<String>, zh: impl Into<String>) -> Self {
        Self { en: en.into(), zh: zh.into() }
    }

    /// It in a language; English where none is asked for.
    pub fn get(&self, language: Option<Language>) -> &str {
        match language {
            Some(Language::Zh) => &self.zh,
            _ => &self.en,
        }
    }

    /// Each language made into another text.
    pub fn map(self, mut make: impl FnMut(String) -> String) -> Self {
        Self { en: make(self.en), zh: make(self.zh) }
    }

    /// An error of a reader that holds both.
    pub fn custom<E: Error>(self) -> E {
        E::custom(format!("{}{SEAM}{}", self.en, self.zh))
    }

    /// What [`Said::custom`] put into an error's message; none: the message is somebody else's.
    pub fn of_custom(message: &str) -> Option<Self> {
        message.split_once(SEAM).map(|(en, zh)| Self::new(en, zh))
    }
}

/// What is wrong at a place of a file, in one language, to be drawn.
#[derive(Debug, Clone, thiserror::Error, Diagnostic)]
#[error("{message}")]
pub struct Worded {
    message: String,
    #[help]
    help: Option<String>,
    #[source_code]
    source_code: NamedSource<Arc<str>>,
    #[label("{here}")]
    at: SourceSpan,
    here: &'static str,
}

impl Worded {
    /// A message and how to mend what it tells, about bytes of a file.
    pub fn new(
        message: &Said,
        help: Option<&Said>,
        source_code: &NamedSource<Arc<str>>,
        at: SourceSpan,
        language: Option<Language>,
    ) -> Self {
        Self {
            message: message.get(language).to_owned(),
            help: help.map(|help| help.get(language).to_owned()),
            source_code: source_code.clone(),
            at,
            here: if language == Some(Language::Zh) { "这里" } else { "here" },
        }
    }
}

/// “unknown X `y`, did you mean `z`?”
pub fn unknown<'a>(what: &str, word: &str, known: impl IntoIterator<Item = &'a str>) -> Said {
    let near = known
        .into_iter()
        .map(|other| (strsim::jaro_winkler(word, other), other))
        .filter(|(likeness, _)| *likeness > 0.75)
        .max_by(|a, b| a.0.total_cmp(&b.0));
    let of = in_chinese(what);
    match near {
        Some((_, other)) => Said::new(
            format!("unknown {what} `{word}`; did you mean `{other}`?"),
            format!("未知的{of}`{word}`，是否指`{other}`？"),
        ),
        None => Said::new(format!("unknown {what} `{word}`"), format!("未知的{of}`{word}`")),
    }
}

fn in_chinese(what: &str) -> &str {
    match what {
        "key" => "键",
        "value" => "值",
        "field" => "字段",
        "key of text" => "text的键",
        "test of a field" => "字段检验",
        "comparison" => "比较方式",
        "condition" => "条件",
        "kind of item" => "条目种类",
        "kind of section" => "章节种类",
        "evidence" => "佐证",
        "word in a set" => "集合用词",
        "subject" => "判断对象",
        "related set" => "相关集合",
        "problem" => "问题",
        "lexicon" => "词表",
        "placeholder" => "占位符",
        "rule" => "规则",
        "rule or set of rules" => "规则或规则集",
        "status of a plan" => "规划状态",
        "state of an item" => "条目状态",
        "type of plan" => "规划类型",
        "priority" => "优先级",
        "list of values" => "取值表",
        "way to inflect" => "变形方式",
        other => {
            debug_assert!(false, "“{other}” has no Chinese");
            other
        }
    }
}
