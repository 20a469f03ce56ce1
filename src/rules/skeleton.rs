//! A new rule to begin with: a file that loads and whose examples behave.

use super::rule::{Each, Principle, Severity};
use crate::plan::ItemKind;

/// What a new rule looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SkeletonKind {
    /// Words that stand in an item, a sentence, a section.
    Text,
    /// Links between items.
    Link,
    /// Something that the plan as a whole does not say.
    Plan,
}

/// A new rule.
#[derive(Debug, Clone)]
pub struct Skeleton {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// What it judges.
    pub each: Each,
    /// Its principle.
    pub principle: Option<Principle>,
    /// How grave its findings are.
    pub severity: Severity,
    /// What it looks at.
    pub kind: SkeletonKind,
}

/// How a kind of item is headed, numbered and written, in English and Chinese.
struct Forms {
    word: &'static str,
    heading: (&'static str, &'static str),
    id: (&'static str, &'static str),
    item: (&'static str, &'static str),
}

fn forms(kind: ItemKind) -> Forms {
    let (heading, id, item) = match kind {
        ItemKind::Need => (("Needs", "需求分析"), ("N", "需求"), ("Shorter waiting times", "缩短等待时间")),
        ItemKind::Requirement => (
            ("Functional requirements", "功能需求"),
            ("FR-", "FR-"),
            ("The system shows the state of a case", "系统显示办理进度"),
        ),
        ItemKind::Goal => (("Goals", "主要目标"), ("G", "目标"), ("Permits within 15 days", "15天内办结许可")),
        ItemKind::Task => {
            (("Tasks", "主要任务"), ("T", "任务"), ("Decide simple cases at the counter", "简单事项当场办结"))
        }
        ItemKind::Measure => {
            (("Measures", "保障措施"), ("M", "措施"), ("Train the staff of the counter", "开展窗口人员培训"))
        }
        ItemKind::Resource => (("Existing systems", "现有资源"), ("S", "系统"), ("Permit register", "许可登记系统")),
        ItemKind::Indicator => (("Indicators", "指标体系"), ("I", "指标"), ("Days until a permit", "许可办理天数")),
        ItemKind::Risk => (("Risks", "风险分析"), ("K", "风险"), ("Staff leave during the change", "改革期间人员流失")),
        ItemKind::Milestone => (("Milestones", "里程碑"), ("MS", "里程碑"), ("The counter opens", "综合窗口启用")),
    };
    Forms { word: kind.name(), heading, id, item }
}

impl Skeleton {
    /// The subjects that a kind of rule can be begun for.
    pub fn subjects(kind: SkeletonKind) -> Vec<Each> {
        let items = |kinds: &[ItemKind]| kinds.iter().map(|kind| Each::Item(*kind)).collect();
        match kind {
            SkeletonKind::Text => {
                let mut all: Vec<Each> = items(ItemKind::ALL);
                all.extend([Each::Sentence, Each::Section, Each::Document, Each::Plan]);
                all
            }
            SkeletonKind::Link => items(&[ItemKind::Need, ItemKind::Goal, ItemKind::Task]),
            SkeletonKind::Plan => vec![Each::Plan],
        }
    }

    /// The rule's file; none where its kind and its subject do not go together.
    pub fn file(&self) -> Option<String> {
        if !Self::subjects(self.kind).contains(&self.each) {
            return None;
        }
        let body = match self.kind {
            SkeletonKind::Text => text_rule(self.each),
            SkeletonKind::Link => link_rule(self.each)?,
            SkeletonKind::Plan => plan_rule(),
        };
        let principle = self.principle.map_or_else(String::new, |p| format!("principle: {}\n", p.name()));
        Some(format!(
            "# yaml-language-server: $schema=./{SCHEMA_FILE}\ncode: {}\nname: {}\n{principle}severity: {}\nset: default\n{body}",
            self.code,
            self.name,
            self.severity.name()
        ))
    }
}

/// The schema of rules, beside the rule.
pub const SCHEMA_FILE: &str = "rule.schema.json";

fn text_rule(each: Each) -> String {
    // What stands around the words, and what of it is flagged.
    let (bad_en, good_en, bad_zh, good_zh) = match each {
        Each::Item(kind) => {
            let Forms { heading, id, item, .. } = forms(kind);
            let one = |heading: &str, id: &str, item: &str, words: &str, open: &str, close: &str| {
                format!("## {heading}\n- {open}**{id}1** {item}{words}{close}\n- **{id}2** {item}\n")
            };
            (
                one(heading.0, id.0, item.0, " as soon as possible", "⟦", "⟧"),
                one(heading.0, id.0, item.0, " by June 2028", "", ""),
                one(heading.1, id.1, item.1, "，尽快落实", "⟦", "⟧"),
                one(heading.1, id.1, item.1, "，2028年6月底前落实", "", ""),
            )
        }
        Each::Sentence => (
            "## Tasks\n⟦We will open the counter as soon as possible.⟧ It has four places.\n".to_owned(),
            "## Tasks\nWe will open the counter in June 2028. It has four places.\n".to_owned(),
            "## 主要任务\n⟦尽快启用综合窗口。⟧窗口设四个席位。\n".to_owned(),
            "## 主要任务\n2028年6月启用综合窗口。窗口设四个席位。\n".to_owned(),
        ),
        Each::Section => (
            "## ⟦Tasks⟧\nWe will open the counter as soon as possible.\n\n## Risks\nStaff may leave.\n".to_owned(),
            "## Tasks\nWe will open the counter in June 2028.\n".to_owned(),
            "## ⟦主要任务⟧\n尽快启用综合窗口。\n\n## 风险分析\n可能有人员流失。\n".to_owned(),
            "## 主要任务\n2028年6月启用综合窗口。\n".to_owned(),
        ),
        _ => (
            "# ⟦Permit plan⟧\n\n## Tasks\n- **T1** Open the counter as soon as possible\n".to_owned(),
            "# Permit plan\n\n## Tasks\n- **T1** Open the counter by June 2028\n".to_owned(),
            "# ⟦行政许可改革方案⟧\n\n## 主要任务\n- 任务1：尽快启用综合窗口\n".to_owned(),
            "# 行政许可改革方案\n\n## 主要任务\n- 任务1：2028年6月底前启用综合窗口\n".to_owned(),
        ),
    };
    let (word, zh, title) = match each {
        Each::Item(kind) => (kind.name(), "事项", "{title}"),
        Each::Sentence => ("sentence", "语句", "{text}"),
        Each::Section => ("section", "章节", "{title}"),
        Each::Document => ("document", "文件", "{title}"),
        _ => ("plan", "规划", "{title}"),
    };
    format!(
        "\
summary:
  en: A {word} promises a time that nobody can check.
  zh: {zh}中的时间要求无法核对。
why:
  en: >-
    “As soon as possible” is no date. Say here what goes wrong in real plans, and how borderline cases are read.
  zh: >-
    “尽快”不是时限。此处写明实际规划中容易出现的问题，以及边界情形如何掌握。
each: {word}
# A lexicon by name (`planspect schema rules` lists them), or a regular expression between slashes.
when: {{text: [\"/as soon as possible/\", /尽快/]}}
message:
  en: “{title}” names no date, but “as soon as possible”
  zh: “{title}”只写“尽快”，没有写明时限
help:
  en: say a date, a quarter or a year
  zh: 写明年月或者季度
examples:
{}{}{}{}",
        example("bad", &bad_en),
        example("bad", &bad_zh),
        example("good", &good_en),
        example("good", &good_zh)
    )
}

fn link_rule(each: Each) -> Option<String> {
    let Each::Item(kind) = each else { return None };
    let Forms { word, .. } = forms(kind);
    let (require, words, zh) = match kind {
        ItemKind::Task => ("{count: {of: serves need or goal}}", "serves no need and no goal", "没有对应的需求或目标"),
        ItemKind::Need => ("{count: {of: served-by task or goal}}", "is served by no task", "没有任务与之对应"),
        _ => ("{count: {of: served-by task}}", "is served by no task", "没有任务支撑"),
    };
    // The first item is served or serves, the second stands alone.
    let (bad_en, bad_zh) = match kind {
        ItemKind::Task => (
            "## Needs\n- **N1** Builders wait 38 days for a permit\n\n## Tasks\n- **T1** Decide simple cases at once \
             (serves: N1)\n- ⟦**T2** Redesign the logo⟧\n",
            "## 需求分析\n- 需求1：建设单位等待许可38天\n\n## 主要任务\n- 任务1：简单事项当场办结（对应需求：需求1）\n- \
             ⟦任务2：更换标识⟧\n",
        ),
        ItemKind::Need => (
            "## Needs\n- **N1** Builders wait 38 days for a permit\n- ⟦**N2** Residents call three offices⟧\n\n## Tasks\n- \
             **T1** Decide simple cases at once (serves: N1)\n",
            "## 需求分析\n- 需求1：建设单位等待许可38天\n- ⟦需求2：群众办事要跑三个部门⟧\n\n## 主要任务\n- \
             任务1：简单事项当场办结（对应需求：需求1）\n",
        ),
        _ => (
            "## Goals\n- **G1** Permits within 15 days\n- ⟦**G2** No form asks for the same data twice⟧\n\n## Tasks\n- \
             **T1** Decide simple cases at once (serves: G1)\n",
            "## 主要目标\n- 目标1：15天内办结许可\n- ⟦目标2：表格信息不重复填报⟧\n\n## 主要任务\n- \
             任务1：简单事项当场办结（对应目标：目标1）\n",
        ),
    };
    // The good plan leaves out what stands alone.
    let good = |text: &str| -> String {
        text.lines().filter(|line| !line.contains('⟦')).map(|line| format!("{line}\n")).collect()
    };
    Some(format!(
        "\
summary:
  en: A {word} {words}.
  zh: 某项{zh}。
why:
  en: >-
    Say here what goes wrong in real plans, and how borderline cases are read.
  zh: >-
    此处写明实际规划中容易出现的问题，以及边界情形如何掌握。
each: {word}
items: [declared]
require: {require}
message:
  en: “{{title}}” {words}
  zh: “{{title}}”{zh}
help:
  en: \"name what it belongs to by its id (`serves: N1`)\"
  zh: 写明对应事项的编号（如“对应需求：需求1”）
examples:
{}{}{}{}",
        example("bad", bad_en),
        example("bad", bad_zh),
        example("good", &good(bad_en)),
        example("good", &good(bad_zh))
    ))
}

fn plan_rule() -> String {
    let bad_en = "# ⟦Permit plan⟧\n\n## Tasks\n- **T1** Open one counter for all permits\n";
    let bad_zh = "# ⟦行政许可改革方案⟧\n\n## 主要任务\n- 任务1：启用综合窗口\n";
    let good_en = "# Permit plan\n\n## Tasks\n- **T1** Open one counter for all permits\n\nBuilders and residents were heard \
                   in a public consultation.\n";
    let good_zh = "# 行政许可改革方案\n\n## 主要任务\n- 任务1：启用综合窗口\n\n本方案已公开征求意见。\n";
    format!(
        "\
summary:
  en: Nothing says that those concerned were heard.
  zh: 没有写明是否征求过有关方面的意见。
why:
  en: >-
    Say here what goes wrong in real plans, and how borderline cases are read.
  zh: >-
    此处写明实际规划中容易出现的问题，以及边界情形如何掌握。
each: plan
for: [whole]
kind: missing
require: {{count: {{of: sentence, where: {{text: [/consult/, /征求意见/]}}}}}}
message:
  en: nothing says that those concerned were heard
  zh: 没有写明征求意见的情况
help:
  en: add a sentence that says who was consulted, and when
  zh: 写明征求了哪些方面的意见、何时征求
examples:
{}{}{}{}",
        example("bad", bad_en),
        example("bad", bad_zh),
        example("good", good_en),
        example("good", good_zh)
    )
}

/// An example as it stands in a rule file.
fn example(key: &str, text: &str) -> String {
    let body: String =
        text.lines().map(|line| if line.is_empty() { "\n".to_owned() } else { format!("      {line}\n") }).collect();
    format!("  - {key}: |\n{body}")
}
