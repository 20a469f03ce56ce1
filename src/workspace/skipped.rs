//! Documents that are not judged, and why: values, worded only where a text is written.

use super::sources::{FileTrouble, NotListed};
use crate::plan::{Language, WhyChosen, WhyPlan};

/// A document that is no plan, or was not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    /// Below the root.
    pub path: String,
    /// Why.
    pub reason: WhySkipped,
}

/// Why a document is not judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WhySkipped {
    /// It is no plan.
    NoPlan(WhyPlan),
    /// It belongs to an archived plan, known as one by this.
    Archived(WhyChosen),
    /// It was found and not taken up.
    NotListed(NotListed),
    /// Its name ends neither like Markdown nor like YAML.
    OtherFormat,
    /// It is a configuration, a rule or another file of planspect's own.
    OwnFile,
    /// The configuration excludes it.
    Excluded,
    /// The configuration includes others.
    NotIncluded,
    /// It could not be read.
    Trouble(FileTrouble),
}

impl WhySkipped {
    /// The reason in a few words.
    pub fn in_words(&self, language: Language) -> String {
        let (en, zh) = match self {
            Self::NoPlan(why) => return why.in_words(language),
            Self::Archived(why) => {
                let why = why.in_words(language);
                return match language {
                    Language::En => format!("archived: {why}"),
                    Language::Zh => format!("已归档：{why}"),
                };
            }
            Self::Trouble(trouble) => {
                return match language {
                    Language::En => trouble.to_string(),
                    Language::Zh => trouble.zh(),
                };
            }
            Self::NotListed(NotListed::UnreadableName) => ("its name is no UTF-8", "文件名不是UTF-8"),
            Self::NotListed(NotListed::SymbolicLink) => ("a symbolic link", "是符号链接"),
            Self::NotListed(NotListed::NoOrdinaryFile) => ("no ordinary file", "不是普通文件"),
            Self::OtherFormat => ("neither Markdown nor YAML by its name", "从文件名看既不是Markdown也不是YAML"),
            Self::OwnFile => ("a file of planspect's own", "是planspect自己的文件"),
            Self::Excluded => ("excluded by the configuration", "被配置排除"),
            Self::NotIncluded => ("not included by the configuration", "不在配置包含的文件之内"),
        };
        if language == Language::Zh { zh } else { en }.to_owned()
    }
}
