//! Why a document is a plan or none, and why a plan is what it is: values, worded only where a text is written.

use super::kinds::{Language, SectionKind};

/// Why a document is a plan, or is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WhyPlan {
    /// Its front matter says so.
    FrontMatter,
    /// A key at the top of its YAML says so.
    Key,
    /// The title or file name has a plan noun, and it states items.
    Title {
        /// The noun.
        noun: String,
        /// How many items.
        items: usize,
    },
    /// The title or file name has a plan noun, and it has sections that plan.
    TitleAndSections {
        /// The noun.
        noun: String,
        /// How many kinds of sections.
        kinds: usize,
    },
    /// The title or file name has a plan noun, and prose says what will be.
    TitleAndProse {
        /// The noun.
        noun: String,
        /// In how many sentences.
        sentences: usize,
    },
    /// The title or file name has a plan noun, a period is named, and lists say what is planned.
    TitleAndPeriod {
        /// The noun.
        noun: String,
        /// How many list items.
        lines: usize,
    },
    /// Tasks with ids, of which enough say who will do them or by when.
    Tasks {
        /// How many tasks.
        tasks: usize,
        /// How many of them say it.
        owned: usize,
    },
    /// A feasibility study, with so many kinds of sections that only such a study has.
    Feasibility(usize),
    /// It has sections of these kinds.
    Sections(Vec<SectionKind>),
    /// Its text was not taken further.
    Manifest,
    /// A file of this name is none: README, CHANGELOG …
    FileName(String),
    /// It states neither needs nor goals nor tasks.
    Nothing,
    /// A word in its title or name says that it is another kind of document.
    Titled(OtherKind, String),
    /// Its title names another kind of document, though it may belong to a plan.
    OtherTitle,
    /// Attendees and a meeting time make it minutes.
    Meeting,
    /// It says what such a plan is, or how a program is used: a guide.
    Explains,
    /// It sets the standing rules of a body.
    Statutes,
    /// Placeholders and instructions prevail: a template.
    Placeholders,
    /// It has fewer than two kinds of plan sections.
    FewSections,
}

/// What a document may be instead of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OtherKind {
    /// To be filled in.
    Template,
    /// Of a meeting.
    Minutes,
    /// On what was done.
    Report,
    /// On how something is done.
    Guide,
    /// A list.
    Catalogue,
}

impl OtherKind {
    /// All of them, each with its class of title words in the lexicons.
    pub(super) const CLASSES: [(Self, &'static str); 5] = [
        (Self::Template, "template"),
        (Self::Minutes, "minutes"),
        (Self::Report, "report"),
        (Self::Guide, "guide"),
        (Self::Catalogue, "catalogue"),
    ];

    fn word(self, language: Language) -> &'static str {
        let (en, zh) = match self {
            Self::Template => ("a template", "模板"),
            Self::Minutes => ("minutes", "会议纪要"),
            Self::Report => ("a report", "报告"),
            Self::Guide => ("a guide", "指南"),
            Self::Catalogue => ("a catalogue", "目录"),
        };
        if language == Language::Zh { zh } else { en }
    }
}

impl WhyPlan {
    /// The reason in a few words.
    pub fn in_words(&self, language: Language) -> String {
        match language {
            Language::En => self.english(),
            Language::Zh => self.chinese(),
        }
    }

    fn english(&self) -> String {
        match self {
            Self::FrontMatter => "declared in its front matter".into(),
            Self::Key => "declared by a key".into(),
            Self::Title { noun, items } => format!("“{noun}” in its title or name, and {items} items"),
            Self::TitleAndSections { noun, kinds } => {
                format!("“{noun}” in its title or name, and {kinds} kinds of sections that plan")
            }
            Self::TitleAndProse { noun, sentences } => {
                format!("“{noun}” in its title or name, and {sentences} sentences that say what will be")
            }
            Self::TitleAndPeriod { noun, lines } => {
                format!("“{noun}” and a period in its title, and {lines} list items")
            }
            Self::Tasks { tasks, owned } => format!("{tasks} tasks with ids, {owned} of them with an owner or a date"),
            Self::Feasibility(count) => format!("a feasibility study with {count} kinds of sections"),
            Self::Sections(kinds) => {
                let names: Vec<&str> = kinds.iter().map(|kind| kind.word(Language::En)).collect();
                format!("sections: {}", names.join(", "))
            }
            Self::Manifest => "a manifest".into(),
            Self::FileName(name) => format!("not a plan: {name}"),
            Self::Nothing => "states no needs, goals or tasks".into(),
            Self::Titled(kind, word) => format!("{}: “{word}” in its title or name", kind.word(Language::En)),
            Self::OtherTitle => "its title names another kind of document".into(),
            Self::Meeting => "minutes: attendees and meeting time".into(),
            Self::Explains => "a guide: it says what such a plan is, or where to click".into(),
            Self::Statutes => "standing rules of a body: its members, votes and elections".into(),
            Self::Placeholders => "a template: placeholders and instructions prevail".into(),
            Self::FewSections => "fewer than two kinds of plan sections".into(),
        }
    }

    fn chinese(&self) -> String {
        match self {
            Self::FrontMatter => "文首元数据声明为规划".into(),
            Self::Key => "键声明为规划".into(),
            Self::Title { noun, items } => format!("标题或文件名含“{noun}”，并有{items}个条目"),
            Self::TitleAndSections { noun, kinds } => format!("标题或文件名含“{noun}”，并有{kinds}类规划章节"),
            Self::TitleAndProse { noun, sentences } => {
                format!("标题或文件名含“{noun}”，并有{sentences}句写明将做什么")
            }
            Self::TitleAndPeriod { noun, lines } => format!("标题含“{noun}”和规划期，并有{lines}个列表项"),
            Self::Tasks { tasks, owned } => format!("有{tasks}项带编号的任务，其中{owned}项写明责任人或时间"),
            Self::Feasibility(count) => format!("可行性研究，有{count}类相应章节"),
            Self::Sections(kinds) => {
                let names: Vec<&str> = kinds.iter().map(|kind| kind.word(Language::Zh)).collect();
                format!("有这些章节：{}", names.join("、"))
            }
            Self::Manifest => "是清单文件".into(),
            Self::FileName(name) => format!("不是规划：{name}"),
            Self::Nothing => "没有写明需求、目标或任务".into(),
            Self::Titled(kind, word) => format!("是{}：标题或文件名含“{word}”", kind.word(Language::Zh)),
            Self::OtherTitle => "标题表明是另一类文件".into(),
            Self::Meeting => "是会议纪要：有参会人员和会议时间".into(),
            Self::Explains => "是指南：解释这类规划是什么，或者说明软件怎样操作".into(),
            Self::Statutes => "是组织章程：规定成员、选举、表决等".into(),
            Self::Placeholders => "是模板：以占位符和填写说明为主".into(),
            Self::FewSections => "规划类章节不足两类".into(),
        }
    }
}

/// Why a plan has the profile, scope, type or status that it has, or is about systems.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WhyChosen {
    /// The configuration says so.
    Configured,
    /// A field of this name says so.
    Field(&'static str),
    /// It is declared a plan.
    Declared,
    /// Several documents form it.
    Grouped,
    /// It is one of so many documents with the same skeleton.
    Series(usize),
    /// Nothing says otherwise.
    Default,
    /// Its title names a product.
    ProductTitle,
    /// Its title, which stands here, names a body.
    BodyInTitle(String),
    /// A team of students wrote it.
    Coursework,
    /// It says what its author will do when elected.
    Candidate,
    /// One person plans their own work.
    OnePerson,
    /// It speaks of code, and of no body.
    Code,
    /// A word in its title.
    WordInTitle(String),
    /// A word in its title or file name.
    WordInTitleOrFile(String),
    /// A word in the name that it was declared by.
    WordInName(String),
    /// Its owner is a body.
    Owner,
    /// The plan that it follows names a body.
    Upstream,
    /// Its preface names the body that plans.
    Preface,
    /// Its first sentences say that a plan is made with it.
    Announced,
    /// So many sentences speak of the body that plans.
    OwnBody(usize),
    /// It speaks of the life of an institution throughout, in so many words.
    InstitutionLife(usize),
    /// A body answers for a year or more.
    Answers,
    /// Its words are those of an organisation: those that tell most.
    OrganisationWords(Vec<&'static str>),
    /// Its words are those of a project: those that tell most.
    ProjectWords(Vec<&'static str>),
    /// Nothing names an organisation as the planner.
    NoBody,
    /// A word limits its title to a part.
    Limited(String),
    /// It has so many kinds of plan sections.
    Sections(usize),
    /// No plan noun in its title, and few kinds of plan sections.
    FewSections,
    /// Its status field says this.
    Status(String),
    /// Its title says so.
    Title,
    /// So many of its tasks build, buy or run systems or hold data.
    SystemTasks {
        /// How many do.
        of_systems: usize,
        /// How many tasks there are.
        all: usize,
        /// Whether these are enough.
        enough: bool,
    },
    /// Its title names a system.
    SystemTitle,
    /// A goal is a system.
    SystemGoal,
}

impl WhyChosen {
    /// The reason in a few words.
    pub fn in_words(&self, language: Language) -> String {
        match language {
            Language::En => self.english(),
            Language::Zh => self.chinese(),
        }
    }

    fn english(&self) -> String {
        match self {
            Self::Configured => "configured".into(),
            Self::Field(name) => format!("by its field `{name}`"),
            Self::Declared => "declared".into(),
            Self::Grouped => "several documents form it".into(),
            Self::Series(count) => format!("one of {count} documents with the same skeleton"),
            Self::Default => "nothing says otherwise".into(),
            Self::ProductTitle => "its title names a product".into(),
            Self::BodyInTitle(title) => format!("“{title}” names a body"),
            Self::Coursework => "a team of students wrote it".into(),
            Self::Candidate => "somebody who stands for an office wrote it".into(),
            Self::OnePerson => "one person speaks in it of their own work".into(),
            Self::Code => "it speaks of code, and of no body".into(),
            Self::WordInTitle(word) => format!("“{word}” in its title"),
            Self::WordInTitleOrFile(word) => format!("“{word}” in its title or name"),
            Self::WordInName(word) => format!("“{word}” in its name"),
            Self::Owner => "its owner names a body".into(),
            Self::Upstream => "its upstream names a body".into(),
            Self::Preface => "its preface names the body that plans".into(),
            Self::Announced => "its preface says that it is one".into(),
            Self::InstitutionLife(count) => format!("{count} different words of people and offices of an institution"),
            Self::OwnBody(count) => format!("{count} sentences speak of the body that plans"),
            Self::Answers => "a body answers for a year or more".into(),
            Self::OrganisationWords(words) => {
                format!("its words are those of an organisation: “{}”", words.join("”, “"))
            }
            Self::ProjectWords(words) => format!("its words are those of a project: “{}”", words.join("”, “")),
            Self::NoBody => "nothing names an organisation as the planner".into(),
            Self::Limited(word) => format!("“{word}” limits its title"),
            Self::Sections(count) => format!("{count} kinds of plan sections"),
            Self::FewSections => "no plan noun in its title, and few kinds of plan sections".into(),
            Self::Status(text) => format!("its status says “{text}”"),
            Self::Title => "its title says so".into(),
            Self::SystemTasks { of_systems, all, enough: true } => {
                format!("{of_systems} of {all} tasks build, buy or run systems or hold data")
            }
            Self::SystemTasks { of_systems, all, enough: false } => {
                format!("{of_systems} of {all} tasks are about systems or data")
            }
            Self::SystemTitle => "its title names a system".into(),
            Self::SystemGoal => "a goal is a system".into(),
        }
    }

    fn chinese(&self) -> String {
        match self {
            Self::Configured => "由配置指定".into(),
            Self::Field(name) => format!("由字段`{name}`写明"),
            Self::Declared => "已声明为规划".into(),
            Self::Grouped => "由多个文件组成".into(),
            Self::Series(count) => format!("是{count}个结构相同的文件之一"),
            Self::Default => "没有另外写明".into(),
            Self::ProductTitle => "标题是一个产品".into(),
            Self::BodyInTitle(title) => format!("标题“{title}”写有单位"),
            Self::Coursework => "由学生团队编写".into(),
            Self::Candidate => "由竞选人编写".into(),
            Self::OnePerson => "写的是个人的工作".into(),
            Self::Code => "内容是程序代码，没有写到任何单位".into(),
            Self::WordInTitle(word) => format!("标题含“{word}”"),
            Self::WordInTitleOrFile(word) => format!("标题或文件名含“{word}”"),
            Self::WordInName(word) => format!("名称含“{word}”"),
            Self::Owner => "责任方是一个单位".into(),
            Self::Upstream => "上位规划写有单位".into(),
            Self::Preface => "前言写明了编制单位".into(),
            Self::Announced => "前言写明制定本文".into(),
            Self::InstitutionLife(count) => format!("有{count}个不同的词说到单位的人员和部门"),
            Self::OwnBody(count) => format!("有{count}句说到编制单位自身"),
            Self::Answers => "有单位负责一年以上".into(),
            Self::OrganisationWords(words) => format!("用词是单位的：“{}”", words.join("”“")),
            Self::ProjectWords(words) => format!("用词是项目的：“{}”", words.join("”“")),
            Self::NoBody => "没有写明由哪个单位编制".into(),
            Self::Limited(word) => format!("标题含“{word}”，只涉及局部"),
            Self::Sections(count) => format!("有{count}类规划章节"),
            Self::FewSections => "标题没有规划类名称，规划类章节也少".into(),
            Self::Status(text) => format!("状态写明“{text}”"),
            Self::Title => "标题写明".into(),
            Self::SystemTasks { of_systems, all, enough: true } => {
                format!("{all}项任务中有{of_systems}项建设、采购或运行系统，或保存数据")
            }
            Self::SystemTasks { of_systems, all, enough: false } => {
                format!("{all}项任务中只有{of_systems}项涉及系统或数据")
            }
            Self::SystemTitle => "标题是一个系统".into(),
            Self::SystemGoal => "有目标是建设系统".into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_worded_in_both_languages() {
        let why = WhyPlan::Title { noun: "规划".into(), items: 5 };
        assert_eq!(why.in_words(Language::Zh), "标题或文件名含“规划”，并有5个条目");
        assert_eq!(why.in_words(Language::En), "“规划” in its title or name, and 5 items");
        let why = WhyPlan::Sections(vec![SectionKind::StatusQuo, SectionKind::Goals]);
        assert_eq!(why.in_words(Language::Zh), "有这些章节：现状、目标");
        assert_eq!(WhyChosen::Field("scope").in_words(Language::Zh), "由字段`scope`写明");
    }
}
