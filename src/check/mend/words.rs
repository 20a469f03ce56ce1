//! The words by which mends and completions write fields and headings: the first of each in the lexicons.

use crate::plan::{Document, FieldName, Language, SectionKind};

/// The label of a field as it is written in a plan of this language.
pub fn field_label(name: FieldName, language: Language) -> &'static str {
    let (en, zh) = match name {
        FieldName::Owner => ("owner", "责任单位"),
        FieldName::Due => ("due", "完成时限"),
        FieldName::Start => ("start", "开始时间"),
        FieldName::Budget => ("budget", "预算"),
        FieldName::Priority => ("priority", "优先级"),
        FieldName::Reason => ("reason", "理由"),
        FieldName::Phase => ("phase", "阶段"),
        FieldName::Status => ("status", "状态"),
        FieldName::Function => ("function", "职能"),
        FieldName::Benefit => ("benefit", "预期效益"),
        FieldName::Source => ("source", "来源"),
        FieldName::Serves => ("serves", "对应需求"),
        FieldName::DependsOn => ("depends on", "前置任务"),
        FieldName::Reuses => ("reuses", "利用资源"),
        FieldName::Indicator => ("indicator", "指标"),
        FieldName::Target => ("target", "目标值"),
        FieldName::Method => ("method", "实施方式"),
        FieldName::Deliverable => ("deliverable", "成果"),
        FieldName::Bearer => ("for", "服务对象"),
        FieldName::Id => ("id", "编号"),
        FieldName::Title => ("title", "标题"),
        FieldName::Horizon => ("horizon", "规划期"),
        FieldName::Upstream => ("upstream", "上位规划"),
        FieldName::Scope => ("scope", "范围"),
        FieldName::Profile => ("profile", "profile"),
        FieldName::Type => ("type", "规划类型"),
        FieldName::Language => ("language", "语言"),
        FieldName::Plan => ("plan", "plan"),
        FieldName::Kind => ("kind", "kind"),
    };
    if language == Language::Zh { zh } else { en }
}

/// The heading of a section of this kind, and what is to be written under it.
pub fn heading(kind: SectionKind, language: Language) -> (&'static str, &'static str) {
    let [(en, en_prompt), (zh, zh_prompt)] = match kind {
        SectionKind::Guiding => [
            ("Guiding principles", "what the plan starts from, and the principles it follows"),
            ("指导思想", "遵循什么思想、坚持哪些原则"),
        ],
        SectionKind::Upstream => [
            ("Upstream plans", "the national, regional and sector plans, laws and mandates that this plan follows"),
            ("编制依据", "依据的上位规划、法律法规和政策文件"),
        ],
        SectionKind::StatusQuo => [
            ("Status quo", "systems, data, people and processes in place, with figures"),
            ("现状分析", "现有系统、数据、人员、流程，用数据说明"),
        ],
        SectionKind::Problems => [
            ("Problems", "what does not work, for whom, and how it is known"),
            ("存在问题", "哪里不顺、影响谁、依据是什么"),
        ],
        SectionKind::Trends => {
            [("Trends", "what changes outside, and what others do"), ("发展趋势", "外部变化和国内外做法")]
        }
        SectionKind::Needs => {
            [("Needs", "who needs what, and how it is known"), ("需求分析", "谁需要什么、依据是什么")]
        }
        SectionKind::Requirements => [("Requirements", "what the system must do"), ("系统需求", "系统应当做到什么")],
        SectionKind::Goals => [
            ("Goals", "what is to be reached, by when, measured by what"),
            ("发展目标", "达到什么、何时达到、用什么衡量"),
        ],
        SectionKind::Tasks => [
            ("Tasks", "what is done, for which need, by whom, by when"),
            ("重点任务", "做什么、对应哪项需求、谁负责、何时完成"),
        ],
        SectionKind::Measures => [
            ("Measures", "what guarantees goals and tasks: rules, money, people"),
            ("保障措施", "制度、资金、人员等保障"),
        ],
        SectionKind::Priorities => [("Priorities", "what comes first, and why"), ("优先事项", "先做什么、为什么")],
        SectionKind::Phases => {
            [("Phases", "the stages, with their dates and results"), ("实施步骤", "分几个阶段、各到何时、有何成果")]
        }
        SectionKind::Organisation => {
            [("Organisation", "who leads, who coordinates, who decides"), ("组织领导", "谁领导、谁协调、谁决策")]
        }
        SectionKind::Funding => {
            [("Funding", "what it costs, year by year, and who pays"), ("资金保障", "投资多少、分年安排、由谁出资")]
        }
        SectionKind::Security => [
            ("Security", "technical and managerial: how systems and data are protected, at which level"),
            ("安全保障", "技术措施和管理措施，保护等级"),
        ],
        SectionKind::Effects => [
            ("Expected effects", "for residents, the economy and the administration itself"),
            ("预期效益", "社会效益、经济效益和政府自身建设"),
        ],
        SectionKind::Risks => [
            ("Risks", "what may go wrong, how likely it is, what is done about it"),
            ("风险分析", "可能出什么问题、可能性、应对办法"),
        ],
        SectionKind::Integration => [
            ("Existing systems and sharing", "what is there already, what is reused, what is shared"),
            ("资源整合", "已有什么、利用什么、共享什么"),
        ],
        SectionKind::Evaluation => {
            [("Evaluation", "who measures what, and when"), ("监督评估", "谁评估、评什么、何时评")]
        }
        SectionKind::Scope => [("Scope", "what the plan covers"), ("规划范围", "规划覆盖什么")],
        SectionKind::Excluded => [("Out of scope", "what the plan does not cover"), ("不做的事项", "规划不覆盖什么")],
        SectionKind::Summary => [("Summary", "the plan on half a page"), ("摘要", "半页概述")],
        SectionKind::Resources => {
            [("Existing systems", "systems, data and contracts in place"), ("现有系统", "现有系统、数据、合同")]
        }
        SectionKind::Indicators => {
            [("Indicators", "what is measured, from where to where"), ("指标", "衡量什么、从多少到多少")]
        }
        SectionKind::Milestones => [("Milestones", "dates and what is there by then"), ("里程碑", "时间节点和成果")],
    };
    if language == Language::Zh { (zh, zh_prompt) } else { (en, en_prompt) }
}

/// A word for what is still to be written: it counts as nothing until it is.
pub(super) fn to_write(language: Language) -> &'static str {
    if language == Language::Zh { "待定" } else { "TBD" }
}

/// A word with a capital.
pub(super) fn capitalised(word: &str) -> String {
    let mut signs = word.chars();
    signs.next().map_or_else(String::new, |first| first.to_uppercase().collect::<String>() + signs.as_str())
}

/// How the document ends its lines.
pub(super) fn line_end(document: &Document) -> &'static str {
    if document.source.text.contains("\r\n") { "\r\n" } else { "\n" }
}
