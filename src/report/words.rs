//! What reports say besides the messages of rules, in every language.

use super::run::Counts;
use crate::plan::{Language, Profile, Scope};
use crate::rules::{Gate, Principle, Reach, SetName, Severity};

/// The words in a language.
pub(super) fn say<'a>(language: Language, en: &'a str, zh: &'a str) -> &'a str {
    match language {
        Language::En => en,
        Language::Zh => zh,
    }
}

/// A severity's word.
pub(super) fn severity(severity: Severity, language: Language) -> &'static str {
    match (language, severity) {
        (Language::En, severity) => severity.name(),
        (Language::Zh, Severity::Error) => "错误",
        (Language::Zh, Severity::Warning) => "警告",
        (Language::Zh, Severity::Info) => "提示",
    }
}

/// `help`
pub(super) fn help(language: Language) -> &'static str {
    match language {
        Language::En => "help: ",
        Language::Zh => "建议：",
    }
}

/// “3 things the plan does not say”
pub(super) fn missing(count: usize, language: Language) -> String {
    match language {
        Language::En if count == 1 => "1 thing the plan does not say".to_owned(),
        Language::En => format!("{count} things the plan does not say"),
        Language::Zh => format!("规划中有{count}项内容没有写明"),
    }
}

/// “organisation, whole”
pub(super) fn kind(profile: Profile, scope: Scope, language: Language) -> String {
    match language {
        Language::En => format!("{profile}, {scope}"),
        Language::Zh => {
            format!("{}、{}", profile.word(language), scope.word(language))
        }
    }
}

/// “(organisation, whole: its title names a body)”
pub(super) fn judged_as(kind: &str, why: &str, language: Language) -> String {
    match language {
        Language::En => format!("({kind}: {why})"),
        Language::Zh => format!("（{kind}：{why}）"),
    }
}

/// “7 findings of this rule”
pub(super) fn folded(count: usize, language: Language) -> String {
    match language {
        Language::En => format!("{count} findings"),
        Language::Zh => format!("共{count}处"),
    }
}

/// “… and 4 more (-v shows all)”
pub(super) fn more(count: usize, hint: bool, language: Language) -> String {
    match (language, hint) {
        (Language::En, true) => format!("… and {count} more (-v shows all)"),
        (Language::En, false) => format!("… and {count} more"),
        (Language::Zh, true) => format!("……另有{count}处（-v 全部列出）"),
        (Language::Zh, false) => format!("……另有{count}处"),
    }
}

/// Of a rule that had no subject.
pub(super) fn nothing_judged(language: Language) -> &'static str {
    match language {
        Language::En => "nothing to judge",
        Language::Zh => "没有可检查的内容",
    }
}

/// “3 findings were there before”
pub(super) fn known(count: usize, language: Language) -> String {
    match language {
        Language::En if count == 1 => "1 finding was there before.".to_owned(),
        Language::En => format!("{count} findings were there before."),
        Language::Zh => format!("另有{count}处原有问题。"),
    }
}

/// A principle's name.
pub(super) fn principle(principle: Principle, language: Language) -> &'static str {
    match (language, principle) {
        (Language::En, Principle::Overall) => "Overall",
        (Language::En, Principle::PerformanceOriented) => "Performance",
        (Language::En, Principle::ForwardLooking) => "Forward",
        (Language::En, Principle::KeyFocused) => "Key",
        (Language::En, Principle::Integrated) => "Integrated",
        (Language::Zh, Principle::Overall) => "总体性",
        (Language::Zh, Principle::PerformanceOriented) => "绩效导向",
        (Language::Zh, Principle::ForwardLooking) => "前瞻性",
        (Language::Zh, Principle::KeyFocused) => "突出重点",
        (Language::Zh, Principle::Integrated) => "整合性",
    }
}

/// Why a finding is not counted.
pub(super) fn suppressed(reason: Option<&str>, language: Language) -> String {
    match (language, reason) {
        (Language::En, Some(reason)) => format!("suppressed: {reason}"),
        (Language::En, None) => "suppressed".to_owned(),
        (Language::Zh, Some(reason)) => format!("已屏蔽：{reason}"),
        (Language::Zh, None) => "已屏蔽".to_owned(),
    }
}

/// The last line of a report.
pub(super) fn summary(counts: Counts, files: usize, plans: usize, language: Language) -> String {
    let many = |count: usize, word: &str| format!("{count} {word}{}", if count == 1 { "" } else { "s" });
    match language {
        Language::En => {
            let place = format!("{}, {}", many(plans, "plan"), many(files, "file"));
            let hidden =
                if counts.suppressed > 0 { format!("; {} suppressed", counts.suppressed) } else { String::new() };
            if counts.all() == 0 {
                return format!("No findings in {place}{hidden}");
            }
            let each = [(counts.errors, "error"), (counts.warnings, "warning"), (counts.infos, "info")];
            let parts: Vec<String> = each.iter().filter(|(n, _)| *n > 0).map(|(n, word)| many(*n, word)).collect();
            format!("{} ({}) in {place}{hidden}", many(counts.all(), "finding"), parts.join(", "))
        }
        Language::Zh => {
            let place = format!("{plans}个规划、{files}个文件");
            let hidden = if counts.suppressed > 0 {
                format!("；另有{}处已屏蔽", counts.suppressed)
            } else {
                String::new()
            };
            if counts.all() == 0 {
                return format!("检查了{place}，没有发现问题{hidden}");
            }
            let each = [(counts.errors, "错误"), (counts.warnings, "警告"), (counts.infos, "提示")];
            let parts: Vec<String> =
                each.iter().filter(|(n, _)| *n > 0).map(|(n, word)| format!("{word}{n}")).collect();
            format!("发现{}处问题（{}），检查了{place}{hidden}", counts.all(), parts.join("、"))
        }
    }
}

/// Which plans a rule is for.
pub(super) fn gate(gate: Gate, language: Language) -> &'static str {
    match (language, gate) {
        (Language::En, Gate::Organisation) => "plans of organisations",
        (Language::En, Gate::Whole) => "whole plans",
        (Language::En, Gate::Year) => "plans of a year or more",
        (Language::En, Gate::Systems) => "plans about systems or data",
        (Language::Zh, Gate::Organisation) => "组织的规划",
        (Language::Zh, Gate::Whole) => "完整的规划",
        (Language::Zh, Gate::Year) => "期限一年以上的规划",
        (Language::Zh, Gate::Systems) => "涉及系统或数据的规划",
    }
}

/// Whether a rule runs by itself.
pub(super) fn set(set: SetName, language: Language) -> &'static str {
    match (set, language) {
        (SetName::Default, Language::En) => "default set",
        (SetName::Strict, Language::En) => "strict set",
        (SetName::Default, Language::Zh) => "默认规则集",
        (SetName::Strict, Language::Zh) => "严格规则集",
    }
}

/// A principle's name as rules and selectors write it, with its word in Chinese.
pub(super) fn principle_in_full(principle: Principle, language: Language) -> String {
    match language {
        Language::En => principle.name().to_owned(),
        Language::Zh => format!("{}原则", self::principle(principle, language)),
    }
}

/// How far a rule looks.
pub(super) fn reach(reach: Reach, language: Language) -> &'static str {
    match (language, reach) {
        (Language::En, Reach::Subject) => "looks at the subject",
        (Language::En, Reach::Document) => "looks at the section",
        (Language::En, Reach::Plan) => "looks at the plan",
        (Language::En, Reach::Workspace) => "looks at all plans",
        (Language::Zh, Reach::Subject) => "只看对象本身",
        (Language::Zh, Reach::Document) => "看所在章节",
        (Language::Zh, Reach::Plan) => "看整份规划",
        (Language::Zh, Reach::Workspace) => "看全部规划",
    }
}
