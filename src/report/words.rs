//! What reports say besides the messages of rules, in every language.

use super::run::Counts;
use crate::check::{LinkState, Stage};
use crate::plan::{Language, Profile, Relation, Scope};
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

/// All principles together.
pub(super) fn total(language: Language) -> &'static str {
    match language {
        Language::En => "Total",
        Language::Zh => "总分",
    }
}

/// “Permits: Forward fell from 80.0 to 60.0”
pub(super) fn regression(plan: &str, principle: &str, old: f64, new: f64, language: Language) -> String {
    match language {
        Language::En => format!("{plan}: {principle} fell from {old:.1} to {new:.1}"),
        Language::Zh => format!("{plan}：{principle}由{old:.1}降为{new:.1}"),
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

/// A stage of the trace, as the head of a column.
pub(super) fn stage(stage: Stage, language: Language) -> &'static str {
    match stage {
        Stage::Need => say(language, "Need", "需求"),
        Stage::Goal => say(language, "Goal", "目标"),
        Stage::Task => say(language, "Task", "任务"),
        Stage::Measure => say(language, "Measures", "措施"),
        Stage::Resource => say(language, "Resources", "资源"),
    }
}

/// “3 needs”, “3项需求”
pub(super) fn stages(stage: Stage, count: usize, language: Language) -> String {
    match language {
        Language::En => format!("{count} {}{}", stage.name(), if count == 1 { "" } else { "s" }),
        Language::Zh => format!("{count}项{}", self::stage(stage, language)),
    }
}

/// How an item is linked.
pub(super) fn link_state(state: LinkState, language: Language) -> &'static str {
    match state {
        LinkState::Covered => say(language, "covered", "已对应"),
        LinkState::Uncovered => say(language, "uncovered", "无对应"),
        LinkState::Orphaned => say(language, "orphaned", "无依据"),
        LinkState::Unknown => say(language, "unknown id", "编号不存在"),
        LinkState::Cyclic => say(language, "cyclic", "循环"),
    }
}

/// How an item hangs on the one above it.
pub(super) fn hangs(relation: Relation, language: Language) -> &'static str {
    match relation {
        Relation::DependsOn => say(language, "waits for it", "依赖它"),
        Relation::Reuses => say(language, "uses it", "使用它"),
        _ => say(language, "serves it", "支撑它"),
    }
}

/// Head of a column: the plan.
pub(super) fn plan(language: Language) -> &'static str {
    say(language, "Plan", "规划")
}

/// Head of a column: who answers for it.
pub(super) fn owner(language: Language) -> &'static str {
    say(language, "Owner", "责任单位")
}

/// Head of a column: the stage of the plan.
pub(super) fn phase(language: Language) -> &'static str {
    say(language, "Phase", "阶段")
}

/// Head of a column: when it is done.
pub(super) fn due(language: Language) -> &'static str {
    say(language, "Due", "完成时限")
}

/// Head of a column: how it is linked.
pub(super) fn link(language: Language) -> &'static str {
    say(language, "Link", "对应情况")
}

/// Head of a column: file and line.
pub(super) fn place(language: Language) -> &'static str {
    say(language, "Place", "位置")
}

/// The matrix.
pub(super) fn trace(language: Language) -> &'static str {
    say(language, "Trace", "追溯矩阵")
}

/// Of a plan without items to trace.
pub(super) fn nothing_traced(language: Language) -> &'static str {
    say(language, "no needs, goals, tasks, measures or resources", "没有需求、目标、任务、措施和资源")
}

/// Over tasks that several plans state.
pub(super) fn in_several_plans(language: Language) -> &'static str {
    say(language, "Tasks that several plans state:", "多份规划中重复的任务：")
}
