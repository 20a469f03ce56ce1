//! What the model's words are called where people read them, in every language.

use super::kinds::{
    Basis, Confidence, ItemKind, Language, PlanStatus, PlanType, Profile, Relation, Scope, SectionKind,
};

/// Gives the words of a closed list: English is the name in rules and JSON but where another stands there.
macro_rules! called {
    ($name:ident { $($variant:ident = $zh:literal,)+ }) => {
        impl $name {
            /// What it is called in a text of this language.
            pub fn word(self, language: Language) -> &'static str {
                match language {
                    Language::En => self.name(),
                    Language::Zh => match self { $(Self::$variant => $zh,)+ },
                }
            }
        }
    };
}

called! {
    ItemKind {
        Need = "需求",
        Requirement = "系统需求",
        Goal = "目标",
        Task = "任务",
        Measure = "措施",
        Resource = "资源",
        Indicator = "指标",
        Risk = "风险",
        Milestone = "里程碑",
    }
}

called! {
    SectionKind {
        Guiding = "指导思想",
        Upstream = "依据",
        StatusQuo = "现状",
        Problems = "问题",
        Trends = "趋势",
        Needs = "需求",
        Requirements = "系统需求",
        Goals = "目标",
        Tasks = "任务",
        Measures = "措施",
        Priorities = "优先事项",
        Phases = "阶段",
        Organisation = "组织",
        Funding = "资金",
        Security = "安全",
        Effects = "效益",
        Risks = "风险",
        Integration = "整合共享",
        Evaluation = "评估",
        Scope = "范围",
        Excluded = "不做事项",
        Summary = "摘要",
        Resources = "资源",
        Indicators = "指标",
        Milestones = "里程碑",
    }
}

called! { Profile { Organisation = "组织", Project = "项目", } }

called! { Scope { Whole = "整体", Part = "部分", } }

called! { PlanType { Plan = "规划", ActionPlan = "行动计划", Feasibility = "可行性研究", Roadmap = "路线图", } }

called! { PlanStatus { Draft = "草案", Review = "评审中", Approved = "已批准", Archived = "已归档", } }

called! {
    Basis {
        Id = "编号",
        Field = "自带字段",
        Key = "键名",
        Column = "表头",
        Label = "标签",
        Heading = "标题",
        Box = "复选框",
        LooseHeading = "含义较宽的标题",
        LooseLabel = "文中小标题",
        Above = "上级标题",
        LeadIn = "引导语",
        Phase = "所在阶段",
        InPhase = "上级阶段",
        Mark = "状态标记",
        Verb = "动词",
        Title = "标题",
        Text = "行文",
    }
}

called! { Confidence { Declared = "明示", Listed = "列举", Prose = "行文", } }

called! {
    Relation {
        Serves = "服务于",
        DependsOn = "依赖",
        Reuses = "利用",
        Indicator = "以此衡量",
        Mentions = "提及",
    }
}
