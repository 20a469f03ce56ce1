//! What a text is taken for, and what it states: ways of writing that plans in the wild have.

#![allow(clippy::unwrap_used, missing_docs)]

use planspect::plan::{self, Declaration, Item, ItemKind, Plan, Profile, Reader, Scope, Verdict};
use planspect::syntax::Format;
use planspect::text::{FileId, SourceFile};
use std::sync::{Arc, LazyLock};

static READER: LazyLock<Reader> = LazyLock::new(Reader::shipped);

fn document(path: &str, text: &str) -> plan::Document {
    plan::read(SourceFile::new(FileId(0), path, text), Format::Markdown, &READER)
}

fn plan(text: &str) -> Plan {
    plan::assemble(vec![Arc::new(document("计划.md", text))], &Declaration::default(), &READER)
}

fn verdict(path: &str, text: &str) -> Verdict {
    document(path, text).recognition.verdict
}

fn titles(plan: &Plan, kind: ItemKind) -> Vec<String> {
    let of_kind = |(_, item): &(_, &Item)| item.kind == kind;
    plan.items().filter(of_kind).map(|(_, item)| plan.text(item.title).to_owned()).collect()
}

#[test]
fn a_plan_that_reckons_in_prose_is_one_by_its_name_and_sections() {
    let text = "# 县志数字化项目\n\n## 费用估算\n\n每页录入八元，共需二十六万元。\n\n## 进度安排\n\n三个人录入，预计十五个月完成。\n";
    assert_eq!(verdict("项目计划书.md", text), Verdict::Recognised);
    assert_ne!(verdict("随笔.md", text), Verdict::Recognised, "its sections alone say too little");
}

#[test]
fn a_name_that_is_left_open_makes_a_template() {
    let text =
        "# XX项目建设方案\n\n## 建设目标\n\n- 群众办事少跑路\n\n## 建设内容\n\n- 归并窗口\n- 培训人员\n- 公布清单\n";
    assert_eq!(verdict("建设方案.md", text), Verdict::Never);
    assert_eq!(verdict("建设方案.md", &text.replace("XX", "城东片区")), Verdict::Recognised);
}

#[test]
fn what_is_said_of_planning_as_a_stage_is_no_plan() {
    let text =
        "# 程序开发——规划阶段\n\n## 阶段目标\n\n- 写出计划\n\n## 主要任务\n\n- 分解任务\n- 估算工时\n- 排定次序\n";
    assert_eq!(verdict("说明.md", text), Verdict::NotByItself);
}

#[test]
fn the_plan_of_a_course_is_a_whole_plan_of_a_team() {
    let plan = plan(
        "# 图书检索系统 — 專題計畫書\n\n## 團隊成員\n\n| 學號 | 姓名 | 分工 |\n|---|---|---|\n| A01 | 王小明 | 組員，後端 |\n\n\
         指導教師：李老師\n\n## 開發時程\n\n| 階段 | 項目 | 預估工時 | 備註 |\n|---|---|---|---|\n\
         | 1 | 建立索引 | 3 小時 | 書目 |\n| 2 | 查詢頁面 | 4 小時 | 首頁 |\n",
    );
    assert_eq!((plan.profile.value, plan.scope.value), (Profile::Project, Scope::Whole));
    assert_eq!(titles(&plan, ItemKind::Task), ["建立索引", "查詢頁面"]);
}

#[test]
fn a_contest_does_not_make_a_team_an_organisation() {
    let text = "# 工作计划\n\n参赛队伍：云穗（滨河大学）\n\n队长：张三　指导教师：李四\n\n## 阶段安排\n\n\
                | 阶段 | 主要工作 | 负责人 |\n|---|---|---|\n| 一 | 采集数据 | 张三 |\n| 二 | 准备答辩 | 张三 |\n";
    assert_eq!(plan(text).profile.value, Profile::Project);
    let text = "# 滨河大学毕业设计工作方案\n\n## 工作安排\n\n- 各学院安排指导教师\n- 各学院组织答辩\n- 教务处检查\n";
    assert_eq!(plan(text).profile.value, Profile::Organisation, "the university plans for itself");
}

#[test]
fn what_completes_a_stage_is_no_task_of_it() {
    let plan = plan(
        "# 校园系统开发计划\n\n### 第一阶段：底座\n\n工作内容：\n\n- 建立工程\n- 建立账户\n\n完成标准：\n\n- 后端可以启动\n- 账户可以登录\n\n\
         验证方式：\n\n- 启动一次\n",
    );
    assert_eq!(titles(&plan, ItemKind::Task), ["建立工程", "建立账户"]);
}

#[test]
fn a_count_is_no_need() {
    let plan = plan(
        "# 测验网站计划\n\n## 应用场景\n\n| 选题数 | 结果 |\n|---|---|\n| 5 题 | 随机抽取 |\n| 23 题（全部） | 全部排列 |\n",
    );
    assert_eq!(titles(&plan, ItemKind::Need), Vec::<String>::new());
}

#[test]
fn what_the_present_system_does_is_no_requirement() {
    let plan = plan(
        "# 网站重建方案\n\n## 现状分析\n\n**主要功能：**\n- 信息展示\n- 新闻发布\n\n## 功能需求\n\n- 支持手机浏览\n",
    );
    assert_eq!(titles(&plan, ItemKind::Requirement), ["支持手机浏览"]);
}

#[test]
fn a_code_with_a_further_number_is_another_id() {
    let plan = plan("# 模块计划\n\n## 保障措施\n\n- M1-1 先于 M1-2\n- M3-5 前确认数据集\n");
    assert!(plan.items().all(|(_, item)| item.id.is_none()), "M1-1 is not M1");
}

#[test]
fn a_bold_value_is_no_heading() {
    let plan = plan("# 快递柜计划书\n\n## 项目开发期限\n\n**15个工作日**\n\n## 主要任务\n\n- 画图\n");
    assert!(!plan.sections().any(|(_, section)| plan.text(section.title) == "15个工作日"));
}
