//! What a text is taken for, and what it states: ways of writing that plans in the wild have.

#![allow(clippy::unwrap_used, missing_docs)]

use planspect::plan::{
    self, Basis, Declaration, FieldName, Item, ItemKind, Language, Plan, PlanStatus, Profile, Reader, Scope,
    SectionKind, State, Verdict,
};
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

/// How often something is left of a template.
fn residue(text: &str) -> usize {
    plan(text).facts.problems.iter().filter(|p| p.name == "template-residue").count()
}

/// The owners that a plan names, in order.
fn owners(plan: &Plan) -> Vec<String> {
    let fields = plan.facts.fields.iter().filter(|f| f.name == FieldName::Owner);
    fields.map(|f| plan.text(f.value).to_owned()).collect()
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
fn a_plan_noun_alone_makes_no_organisation() {
    let text = "# AutoJob 求职投递助手 工作计划\n\n## 第一周\n\n- 建立目录\n- 设计数据表\n\n## 第二周\n\n- 编写登录\n";
    assert_eq!(plan(text).profile.value, Profile::Project);
    let text = "# 2027年工作计划\n\n## 重点工作\n\n- 各科室整理档案\n- 办公室公布日历\n";
    assert_eq!(plan(text).profile.value, Profile::Organisation, "those who work in it are named");
}

#[test]
fn where_nobody_is_named_words_tell_whose_plan_it_is() {
    let of_body = "# Roadmap 2027\n\nOver the next three years our staff will improve services for the communities we serve.\n\n\
                   ## Strategic goals\n\n- Increase training and professional growth of staff\n- Expand outreach and partner \
                   programs\n- Continue to review our policies and governance each year\n\n## Actions\n\n- Develop an \
                   annual budget with the board\n- Establish an office for digital services\n";
    let plan_of_body = plan(of_body);
    assert_eq!(plan_of_body.profile.value, Profile::Organisation);
    let why = &plan_of_body.profile.why;
    assert!(why.in_words(Language::En).starts_with("its words are those of an organisation: “"), "{why:?}");
    assert!(why.in_words(Language::Zh).starts_with("用词是单位的："), "{why:?}");
    let of_team = "# Roadmap 2027\n\nThe new features will use the existing API and repository.\n\n## Goals\n\n- Add tests to \
                   the backend code\n- Define the file format\n\n## Actions\n\n- Add an issue template on GitHub\n\
                   - Design the user pages\n- Review the implementation before each milestone\n";
    assert_eq!(plan(of_team).profile.value, Profile::Project);
    // A business plan is a company's, but for one on how a feature is made.
    let business = "# Business plan\n\n## Goals\n\n- Add the file export to the API\n- Define the output format\n\n## Tasks\n\n\
                    - Add a field to the user pages\n- Test the code in the repository\n- Write the documentation and setup notes\n\
                    - Track each issue by milestone\n- Check performance, storage and integration before the final release\n";
    assert_eq!(plan(business).profile.value, Profile::Project);
}

#[test]
fn a_bold_line_that_says_all_is_no_empty_section() {
    let filled = |line: &str| {
        let plan = plan(&format!(
            "# Hall plan\n\n#### Week 4\n\n- Lay the cables\n\n{line}\n\n---\n\n## Phase 2\n\n- Paint\n"
        ));
        plan.facts.sections.iter().find(|s| plan.text(s.title).contains("Milestone")).is_none_or(|s| s.filled)
    };
    assert!(filled("**Milestone: cables and lamps are in every room**"));
    assert!(filled("**🎯 Milestone: cables and lamps are in every room**"));
    assert!(!filled("**Milestones**"));
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

#[test]
fn a_heading_is_numbered_with_a_space_too() {
    let plan =
        plan("# 校史馆搬迁计划\n\n## 一 工作目标\n\n- 十月前搬完展柜\n\n## 二 主要任务\n\n- 打包照片\n- 租用货车\n");
    assert_eq!(titles(&plan, ItemKind::Goal), ["十月前搬完展柜"]);
    assert_eq!(titles(&plan, ItemKind::Task), ["打包照片", "租用货车"]);
}

#[test]
fn a_range_of_ids_defines_none() {
    for line in [
        "T1–T2 完成后送审",
        "T1-T2 done: ask the board",
        "T1、T2 并行",
        "**T1**–**T2**: send to the board",
        "T1-2: send",
    ] {
        let text =
            format!("# 搬迁计划\n\n## 任务\n\n- T1：打包照片\n- T2：租用货车\n\n## 下一步\n\n1. 确认经费\n2. {line}\n");
        let plan = plan(&text);
        assert!(!plan.facts.problems.iter().any(|p| p.name == "duplicate-id"), "{line}");
    }
    let plan = plan("# 搬迁计划\n\n## 任务\n\n- T1：打包照片\n- T2：租用货车\n- T2：归还货车\n");
    assert!(plan.facts.problems.iter().any(|p| p.name == "duplicate-id"), "two tasks of one id");
}

#[test]
fn the_state_of_a_phase_is_not_that_of_the_plan() {
    for (text, word) in [
        (
            "# Move plan\n\n## Tasks\n\n- Pack the books\n\n## Phase 1: Survey\n\nStatus: archived\n\n- Count shelves\n",
            "phase",
        ),
        ("# 搬迁计划\n\n## 任务\n\n- 打包\n\n### 第一阶段：清点\n\n状态：已归档\n\n- 清点书架\n", "阶段"),
    ] {
        assert_eq!(plan(text).status.value, PlanStatus::Approved, "{word}");
    }
    assert_eq!(plan("# 搬迁计划\n\n状态：已归档\n\n## 任务\n\n- 打包\n").status.value, PlanStatus::Archived);
}

#[test]
fn milestones_week_by_week_are_milestones() {
    let plan =
        plan("# Move plan\n\n## Phase 1: Survey\n\n### Week-by-Week Milestones\n\n- Shelves counted\n- Van booked\n");
    assert!(!titles(&plan, ItemKind::Task).contains(&"Week-by-Week Milestones".to_owned()));
}

#[test]
fn months_are_phases_as_headings_and_over_lists() {
    for head in ["3月：", "### 3月", "### 8月-11月", "### 一季度", "### 阶段 A · 清点", "### 上半年"] {
        let text = format!("# 藏书清点计划\n\n## 任务分解\n\n{head}\n\n- 清点一楼\n- 清点二楼\n");
        let plan = plan(&text);
        let phased = |(id, item): (plan::ItemId, &Item)| {
            item.kind == ItemKind::Task && plan.field(Some(id), FieldName::Phase).is_some()
        };
        assert_eq!(plan.items().filter(|&found| phased(found)).count(), 2, "{head}");
    }
}

#[test]
fn a_numbered_heading_in_bold_stands_before_its_text() {
    let plan = plan(
        "# 关于印发优化办事流程方案的通知\n\n**一、指导思想。**以方便群众为宗旨。\n\n**二、主要目标。**到2027年，办事时间减半。\n\n\
         **（一）加强组织领导。**办公室统筹推进。\n",
    );
    let kinds = |kind| plan.sections().any(|(_, section)| section.own_kinds.has(kind) && section.filled);
    assert!(kinds(SectionKind::Guiding) && kinds(SectionKind::Goals) && kinds(SectionKind::Organisation));
}

#[test]
fn a_section_below_the_title_is_not_the_title() {
    let name = |text: &str| plan(text).name;
    assert_eq!(name("# 开放目录\n\n## 方案说明\n\n- 目标：公布目录\n"), "开放目录");
    assert_eq!(name("# 专业建设\n\n## 任务分解/时序进度\n\n- 修订课程\n"), "专业建设");
    assert_eq!(name("# 滨河县\n\n## 防汛工作方案（2027年）\n\n## 任务\n\n- 清淤\n"), "防汛工作方案（2027年）");
    assert_eq!(
        name("# Ardmoor County\n\n## Inclusion Plan 2027 to 2028\n\n## Tasks\n\n- Ramps\n"),
        "Inclusion Plan 2027 to 2028"
    );
}

#[test]
fn the_makers_of_a_web_site_plan_for_themselves() {
    let tasks =
        "\n\n## 任务\n\n| 编号 | 任务 | 产出 |\n|---|---|---|\n| A1 | 抓取链接 | 清单 |\n| A2 | 首页样式 | 样式表 |\n";
    let profile = |title: &str| plan(&format!("# {title}{tasks}")).profile.value;
    assert_eq!(profile("滨河县文化馆官网 — 开发计划"), Profile::Project);
    assert_eq!(profile("滨河县人民医院挂号小程序迭代计划"), Profile::Project);
    assert_eq!(profile("滨河县文化馆官网建设方案"), Profile::Organisation);
    assert_eq!(profile("滨河县文化发展规划"), Profile::Organisation);
}

#[test]
fn a_library_of_books_plans_for_itself() {
    let profile = |text: &str| plan(text).profile.value;
    let tasks = "\n\n## Goals\n\n- Readers find a seat\n\n## Tasks\n\n- Open on Sundays\n- Train the staff\n";
    assert_eq!(profile(&format!("# Library Strategic Plan 2027–2030{tasks}")), Profile::Organisation);
    let code = "\n\n## Goals\n\n- The API compiles without warnings\n\n## Tasks\n\n- Refactor the parser\n- Merge the \
                pull requests\n- Release version 2 of the API\n- Write unit tests for the parser\n- Fix the bugs in the \
                repository\n- Document the functions of the source code\n";
    assert_eq!(profile(&format!("# Parser library strategic plan{code}")), Profile::Project);
}

#[test]
fn tasks_below_a_heading_that_is_ticked_off_are_done() {
    let text = "# Cycle plan\n\n## Phase 1: the model ✅ COMPLETE\n\n- Store the days\n\n## Phase 2: screens\n\n- Draw the year\n";
    let plan = plan(text);
    let states: Vec<State> = plan.facts.items.iter().map(|item| item.state).collect();
    assert_eq!(states, [State::Done, State::Open]);
}

#[test]
fn names_in_brackets_do_the_work_where_a_plan_writes_so_throughout() {
    let owners = |text: &str| owners(&plan(text));
    let text = "# Importer plan\n\n## Tasks\n\n- Ship the importer (Josh, Tim)\n- Write the guide (Tim)\n- Test on old files (Josh)\n";
    assert_eq!(owners(text), ["Josh, Tim", "Tim", "Josh"]);
    let text = "# 搬迁计划\n\n## 任务\n\n- 打包照片（张伟、李娜）\n- 租用货车（李娜）\n- 布置展柜（张伟）\n";
    assert_eq!(owners(text), ["张伟、李娜", "李娜", "张伟"]);
    let text = "# Importer plan\n\n## Tasks\n\n- Ship the importer (Linux, Windows)\n- Write the guide (Windows)\n- Test on old files (Linux)\n";
    assert!(owners(text).is_empty());
    let text = "# Importer plan\n\n## Tasks\n\n- Ship the importer (High, Done)\n- Write the guide (Done)\n- Test on old files (High)\n";
    assert!(owners(text).is_empty());
}

#[test]
fn a_bracket_within_a_label_offers_another_word() {
    let plan = plan("# 开放目录方案\n\n- 主（協）辦機關：國發會\n\n## 目标\n\n- 公布目录\n");
    assert!(plan.field(None, FieldName::Owner).is_some());
}

#[test]
fn what_is_beside_what_will_be_is_no_task() {
    let table = "# 仓库改造计划\n\n## 工作内容\n\n| 方面 | 导入前（现况） | 导入后 |\n|---|---|---|\n| 盘点 | 手工 | 扫码 |\n\n- 安装货架\n";
    assert_eq!(titles(&plan(table), ItemKind::Task), ["安装货架"]);
    let table = "# Store plan\n\n## Tasks\n\n| Area | Current state | Target state |\n|---|---|---|\n| Stock | by hand | by scanner |\n\n- Put up shelves\n";
    assert_eq!(titles(&plan(table), ItemKind::Task), ["Put up shelves"]);
    let table =
        "# Store plan\n\n## Tasks\n\n| Task | Before | After |\n|---|---|---|\n| Put up shelves | none | 40 |\n";
    assert_eq!(titles(&plan(table), ItemKind::Task), ["Put up shelves"], "the column says what its rows are");
}

#[test]
fn the_reason_of_the_work_is_no_piece_of_it() {
    let text = "# 仓库改造计划\n\n## 主要任务\n\n### 为何采用扫码\n\n手工盘点要三天。\n\n### 安装货架\n\n共四十组。\n";
    assert!(!titles(&plan(text), ItemKind::Task).contains(&"为何采用扫码".to_owned()));
}

#[test]
fn numbered_sentences_below_a_heading_are_its_content() {
    let text =
        "# 推廣計畫書\n\n## 計畫目標\n\n一、辦理課程24場次。\n二、八成以上長者能獨立掛號。\n\n## 任務\n\n- 招募講師\n";
    let plan = plan(text);
    assert!(plan.sections().all(|(_, s)| !s.own_kinds.has(SectionKind::Goals) || s.filled));
    assert_eq!(titles(&plan, ItemKind::Goal).len(), 2);
}

#[test]
fn headings_that_no_words_know_fill_the_section_above() {
    for text in [
        "# 搬迁计划\n\n## 工作目标\n\n### 十月前搬完\n\n### 不丢一张照片\n\n## 任务\n\n- 打包\n",
        "# Move plan\n\n## Goals\n\n### All shelves moved by May\n\n## Tasks\n\n- Pack\n",
    ] {
        let plan = plan(text);
        assert!(plan.sections().all(|(_, s)| !s.own_kinds.has(SectionKind::Goals) || s.filled), "{text}");
    }
    let plan = plan("# 搬迁计划\n\n## 工作目标\n\n### 主要指标\n\n## 任务\n\n- 打包\n");
    assert!(
        plan.sections().any(|(_, s)| s.own_kinds.has(SectionKind::Goals) && !s.filled),
        "another section that is empty"
    );
}

#[test]
fn boxes_below_a_milestone_are_work() {
    let plan = plan(
        "# 笔记应用开发计划\n\n## 里程碑\n\n### M1：搜索可用（2026-05）\n\n- [x] 选定分词器\n- [ ] 建立索引\n\n### M2：同步（2026-07）\n\n- [ ] 设计协议\n",
    );
    assert_eq!(titles(&plan, ItemKind::Task), ["选定分词器", "建立索引", "设计协议"]);
}

#[test]
fn a_column_of_problems_beside_one_of_measures_is_what_the_work_is_for() {
    let table = "# 安全整改方案\n\n## 任务清单\n\n| 序号 | 存在问题 | 整改措施 | 责任人 | 完成时限 |\n|---|---|---|---|---|\n\
                 | 1 | 台账不全 | 重新建立台账 | 何伟 | 4月15日 |\n| 2 | 记录不规范 | 统一文书格式 | 韩雪 | 4月30日 |\n";
    let plan = plan(table);
    assert_eq!(titles(&plan, ItemKind::Task), ["重新建立台账", "统一文书格式"]);
    assert_eq!(titles(&plan, ItemKind::Need), ["台账不全", "记录不规范"]);
}

#[test]
fn a_colleague_answers_for_what_a_clause_says() {
    let owners = |text: &str| owners(&plan(&format!("# 工作计划\n\n## 重点工作\n\n{text}\n")));
    assert_eq!(owners("- 更换空调，6月底前投用，张工负责。\n- 备份演练，由李娜负责。"), ["张工", "李娜"]);
    assert!(owners("- 更换空调，对质量高度负责。\n- 备份演练，统一负责，严格负责。").is_empty());
}

#[test]
fn versions_are_stages_of_a_roadmap() {
    let text = "# 记账应用路线图\n\n## 目标\n\n三秒记完一笔账。\n\n## v1.3（2026 Q3）\n\n- 导入账单\n- 预算提醒\n\n## v2.0（2026 Q4）\n\n- 多币种\n";
    assert_eq!(verdict("路线图.md", text), Verdict::Recognised);
    assert_eq!(titles(&plan(text), ItemKind::Task), ["导入账单", "预算提醒", "多币种"]);
}

#[test]
fn one_system_in_a_long_text_makes_no_task_of_systems() {
    let long = "强化培训和督导，".repeat(20);
    let text = format!(
        "# 人才规划\n\n## 主要任务\n\n### 培养服务人才\n\n{long}建设培训网络，{long}。\n\n### 培养管理人才\n\n{long}。\n"
    );
    assert!(!plan(&text).systems.value);
    assert!(plan("# 人才规划\n\n## 主要任务\n\n- 建设培训平台\n- 培养管理人才\n").systems.value);
}

#[test]
fn what_stands_below_a_stage_and_names_a_field_is_no_task() {
    let plan = plan(
        "# 档案系统开发计划\n\n## 二、阶段安排\n\n## 第一阶段：底座\n\n### 任务分工\n\n- 建立工程\n\n### 交付物\n\n- 工程可以启动\n- 账户可以登录\n",
    );
    assert_eq!(titles(&plan, ItemKind::Task), ["建立工程"]);
    let stages = plan.facts.sections.iter().find(|s| plan.text(s.title) == "阶段安排").unwrap();
    assert!(stages.filled, "the stages that follow are what it announces");
}

#[test]
fn an_id_below_its_own_heading_is_no_second_definition() {
    let plan = plan(
        "# Hall plan\n\n## M1: the hall has lamps\n\nAll rooms.\n\n### M1 deliverables\n\n- Lamps\n\n## M2: the hall has heating\n",
    );
    assert!(plan.facts.problems.iter().all(|problem| problem.name != "duplicate-id"));
}

#[test]
fn a_line_below_the_title_says_that_it_is_a_draft() {
    let text =
        "# 关于改进阅览服务的实施意见\n\n(讨论稿)\n\n## 主要任务\n\n- 延长开放时间\n- 增设自习座位\n- 公布书目\n";
    assert_eq!(plan(text).status.value, PlanStatus::Draft);
    let table = "# 记账本立项书\n\n| 项目 | 内容 |\n|---|---|\n| 文档状态 | 草稿 |\n| 项目名称 | 记账本 |\n| 日期 | 2027-03-01 |\n\n## 任务\n\n- 画图\n";
    assert_eq!(plan(table).status.value, PlanStatus::Draft);
}

#[test]
fn bodies_that_act_make_the_plan_of_an_office() {
    let text = "# 书香满城\n\n为营造读书氛围，制定本方案。\n\n一、活动目的\n\n让居民爱上读书。\n\n二、活动安排\n\n\
                县文化局组织赠书活动。\n\n县教育局举办朗诵比赛。\n\n县图书馆负责布置展台，县总工会牵头评比。\n";
    let plan = plan(text);
    assert_eq!((plan.profile.value, plan.scope.value), (Profile::Organisation, Scope::Whole));
}

#[test]
fn a_plan_in_which_no_body_appears_is_a_teams() {
    let tasks = "\n\n## 任务\n\n- [ ] 搭建框架\n- [ ] 设计页面\n- [ ] 联调接口\n";
    let profile = |title: &str| plan(&format!("# {title}{tasks}")).profile.value;
    assert_eq!(profile("山水画板项目工作计划"), Profile::Project);
    assert_eq!(profile("滨河县文化工作计划"), Profile::Organisation, "a county plans");
    assert_eq!(profile("关于发展夜间经济的指导意见"), Profile::Organisation, "only offices write these");
}

#[test]
fn what_a_goal_consists_of_is_no_goal_of_its_own() {
    let plan = plan(
        "# 瓷器推广计划\n\n## 目标\n\n- 形成两条产品线：\n  - 青花：日用\n  - 粉彩：收藏\n- 到2028年：\n  - 开店三家\n",
    );
    assert_eq!(titles(&plan, ItemKind::Goal), ["形成两条产品线", "开店三家"]);
}

#[test]
fn who_explains_another_paper_plans_nothing() {
    let text = "# 《关于改进阅览服务的意见》解析\n\n现从两个方面对《意见》进行解读。\n\n## 主要任务\n\n《意见》提出三项任务。\n\n\
                - 延长开放时间\n- 增设座位\n- 公布书目\n";
    assert_eq!(verdict("阅览服务.md", text), Verdict::Never);
    let text = "# 第二讲\n\n可行性研究是指在立项之前论证项目是否可行的工作。\n\n## 目标\n\n- 弄清范围\n\n## 主要任务\n\n- 估算成本\n- 比较方案\n";
    assert_eq!(verdict("第二讲.md", text), Verdict::Never);
    let text = "# Lesson 2\n\nA **feasibility study** is the first step of a project.\n\n## Objectives\n\n- Know the scope\n\n## Tasks\n\n- Estimate cost\n- Compare options\n";
    assert_eq!(verdict("lesson.md", text), Verdict::Never);
}

#[test]
fn a_numbered_title_is_that_of_a_chapter() {
    let text = "# 二、可行性分析\n\n## 技术可行性\n\n技术成熟。\n\n## 经济可行性\n\n费用很低。\n";
    assert_eq!(plan(text).scope.value, Scope::Part);
    assert_eq!(plan(&text.replace("二、", "11部门")).scope.value, Scope::Whole, "a count numbers nothing");
}

#[test]
fn bars_under_days_say_when_a_task_is_done() {
    let plan = plan(
        "# 校刊改版计划\n\n## 进度\n\n| 任务 | 4/10 | 4/11 | 4/12 |\n|---|---|---|---|\n| 定版式 | ██ | | |\n| 排版 | | ██ | ██ |\n",
    );
    assert_eq!(titles(&plan, ItemKind::Task), ["定版式", "排版"]);
    let due = plan.facts.fields.iter().filter(|f| f.name == FieldName::Due);
    assert_eq!(due.map(|f| plan.text(f.value)).collect::<Vec<_>>(), ["4/10", "4/12"]);
}

#[test]
fn the_order_of_development_states_the_work() {
    let text = "# 麵包車官網 — 執行計畫\n\n## 待辦開發順序\n\n1. 建立首頁\n2. 實作購物車\n3. 測試\n";
    assert_eq!(titles(&plan(text), ItemKind::Task), ["建立首頁", "實作購物車", "測試"]);
}

fn bases(plan: &Plan, kind: ItemKind) -> Vec<Basis> {
    plan.items().filter(|(_, item)| item.kind == kind).map(|(_, item)| item.basis).collect()
}

#[test]
fn what_a_kind_rests_on_is_known() {
    let plan = plan(
        "# Ferry plan\n\n## Goals\n\n- Shorter queues\n\nWe hope to get there by:\n\n- Selling tickets on board\n\n\
         ## Outcomes\n\n- Happier passengers\n\n## Work\n\n### Now\n\n- Paint the pier\n\n| Task | Owner |\n|---|---|\n| Mend the ramp | Harbour |\n",
    );
    assert_eq!(bases(&plan, ItemKind::Goal), [Basis::Heading, Basis::LeadIn, Basis::LooseHeading]);
    assert_eq!(bases(&plan, ItemKind::Task), [Basis::Phase, Basis::Column]);
    let sure = |item: &Item| item.basis.is_sure();
    assert_eq!(plan.items().filter(|(_, item)| sure(item)).count(), 3);
}

#[test]
fn conditions_of_one_matter_are_not_what_the_plan_needs() {
    let text = "# Hostel plan\n\n## Running the houses\n\n### New houses\n\n**Requirements:**\n\n- A warden who lives near\n- A dry cellar\n";
    assert!(!bases(&plan(text), ItemKind::Need).iter().any(|basis| basis.is_sure()));
}

#[test]
fn a_day_gives_its_time_to_what_stands_below_it() {
    let text = "# 校刊工作计划\n\n## 每日安排\n\n### 5月19日（周一）\n\n#### 小林\n\n- [ ] 约稿\n- [ ] 排版\n\n### 5月20日（周二）\n\n#### 小林\n\n- [ ] 校对\n";
    let plan = plan(text);
    assert_eq!(plan.facts.fields.iter().filter(|f| f.name == FieldName::Due).count(), 3);
}

#[test]
fn duties_by_department_answer_for_all_tasks() {
    let text = "# 节水实施方案\n\n## 重点任务\n\n- 更换水表\n- 检修管网\n\n各有关部门要按照职责分工细化举措，压实责任，推动各项任务落实。\n";
    assert!(plan(text).statements.owner_for_all.is_some());
}

#[test]
fn steps_of_an_event_are_tasks_and_now_is_a_stage() {
    let text =
        "# 停水演练方案\n\n一、演练目的\n\n两小时内恢复供水。\n\n二、演练步骤\n\n1.调度室报告；\n2.抢修组关阀；\n";
    assert_eq!(titles(&plan(text), ItemKind::Task).len(), 2);
    let text = "# 相册 Roadmap\n\n## 现在（v2.3）\n\n- 提速\n- 分屏\n\n## 以后\n\n- 剪辑\n";
    assert_eq!(titles(&plan(text), ItemKind::Task), ["提速", "分屏", "剪辑"]);
}

#[test]
fn a_list_that_a_goal_announces_is_no_list_of_goals() {
    let plan = plan(
        "# Choir strategy\n\n## Goals\n\n1. A choir that the whole valley knows. We will reach this by:\n  * Singing at the market\n  * Recording \
         the old songs\n\n2. Enough young voices. We will reach this by:\n  * Visiting schools\n",
    );
    assert_eq!(titles(&plan, ItemKind::Goal), ["A choir that the whole valley knows", "Enough young voices"]);
    assert_eq!(titles(&plan, ItemKind::Task), ["Singing at the market", "Recording the old songs", "Visiting schools"]);
    assert!(bases(&plan, ItemKind::Task).iter().all(|basis| !basis.is_sure()), "a goal may as well have aims below it");
}

#[test]
fn a_label_that_ends_in_owner_names_one() {
    let plan = plan(
        "# Essay plan\n\n| Task | Main chapter owner | Notes |\n|---|---|---|\n| Write the opening | Mara | short |\n\n## Tasks\n\n\
         - Draw the map (Chapter lead: Ivo)\n",
    );
    assert_eq!(owners(&plan), ["Mara", "Ivo"]);
}

#[test]
fn a_column_of_references_gives_no_ids() {
    let plan = plan(
        "# Move plan\n\n| Task | Owner | Ref |\n|---|---|---|\n| Pack the books | Ana | lease, part 2 |\n| Hire the van | Ben | D17 |\n\
         | Hand over the keys | Ana | letter of 3 May |\n",
    );
    assert!(plan.items().all(|(_, item)| item.id.is_none()));
}

#[test]
fn what_follows_without_a_number_belongs_to_the_numbered_heading_above() {
    let filled = |next: &str| {
        let plan =
            plan(&format!("# Hall plan\n\n## 2. Tasks\n\n## {next}\n\n- Lay the cables\n\n## 3. Risks\n\n- Rain\n"));
        plan.facts.sections.iter().find(|s| plan.text(s.title) == "Tasks").is_some_and(|s| s.filled)
    };
    assert!(filled("The cellar") && filled("1. The cellar"));
    assert!(!filled("4. The cellar"));
}

#[test]
fn one_theme_among_others_is_no_heading_of_goals() {
    let kinds = |title: &str| {
        let plan = plan(&format!("# School plan\n\n## {title}\n\n- Meet once a month\n\n## Tasks\n\n- Paint\n"));
        plan.facts.sections.iter().find(|s| plan.text(s.title) == title).map(|s| s.own_kinds)
    };
    assert!(kinds("A shared purpose").is_some_and(|kinds| kinds.is_empty()));
    assert!(kinds("A vision for the school").is_some_and(|kinds| kinds.has(SectionKind::Goals)));
}

#[test]
fn levels_of_priority_are_no_ids() {
    let repeated = |ids: [&str; 4]| {
        let [a, b, c, d] = ids;
        let plan = plan(&format!(
            "# Queue plan\n\n## Tasks\n\n- **{a}** Call the next\n- **{b}** Print a slip\n- **{c}** Ask again\n- **{d}** Close the door\n"
        ));
        plan.facts.problems.iter().filter(|problem| problem.name == "duplicate-id").count()
    };
    assert_eq!(repeated(["P0", "P0", "P1", "P1"]), 0);
    assert_eq!(repeated(["P1", "P2", "P3", "P2"]), 1);
}

#[test]
fn a_product_for_a_body_is_planned_by_a_team() {
    let profile = |title: &str| plan(&format!("# {title}\n\n## Tasks\n\n- Lay the cables\n")).profile.value;
    assert_eq!(profile("Hospital EHR roadmap"), Profile::Project);
    assert_eq!(profile("Hospital digital strategy"), Profile::Organisation);
}

/// Whose plan a text with these tasks is.
fn whose(text: &str) -> Profile {
    plan(&format!("{text}\n\n## Actions\n\n- Repair the roof\n- Print the leaflet\n- Train the clerks\n")).profile.value
}

#[test]
fn the_first_lines_say_that_a_body_plans() {
    let body = [
        "# Priorities\n\n## Hill Road School – Development Plan 2031",
        "# Priorities for 2031\n\nThese priorities were set out by the Trust after a review of complaints.",
        "# Aims\n\nIn three meetings the library staff agreed on the following goals and objectives.",
        "# Planning\n\nThe WRB has published its Corporate Plan for the years to come.",
        "# Strategic Plan\n\n## Vision\n\nEverybody reads.\n\n## Mission\n\nWe open doors to books for all of our valley.",
        "# Action Plan 2031\n\nMost of what the Parish Council does is routine: paths, benches, the cemetery.",
        "# Data strategy for Norlake\n\nNorlake's data are scattered. Norlake will open them, and Norlake's partners gain.",
        "# Way forward\n\nWe ask the Council to agree.\n\nThen the Council decides. In May the Council reports.",
        "# Flag Paths — Community Strategy 2031\n\nLaunch the bulletin first.",
        "# 渔港改善计划\n\n> 主办机关：东礁乡人民政府　期间：2031年1月至2034年12月\n\n先修码头。",
        "# 稳粮增收工作部署\n\n以先进思想为指导，全面贯彻党的会议精神，抓好春耕。",
    ];
    for text in body {
        assert_eq!(whose(text), Profile::Organisation, "{text}");
    }
    let project = [
        "# Strategic Plan\n\n## Vision\n\nTo become the leading platform for rented bicycles.\n\n## Mission\n\nWe move people.",
        "# Strategic Plan\n\n## Vision\n\nRides for all.\n\n## Mission\n\nOur startup connects drivers; we grow fast.",
        "# Sensor Action Plan\n\nWe met at a university and liked the idea of a council of users.",
        "# Migration plan\n\nThe plan was developed by Ada and Tim over the summer.",
        "# Strategy for Norlake\n\nNorlake is a game. We like it.",
        "# Nonprofit Membership Tracking – Project Plan\n\nThe module lists members.",
        "# Solver cache: Implementation Strategy\n\nThe kernel serves as the foundation of the rest.",
        "# 小学识字平台建设方案\n\n面向学生和家长。",
        "# 面向医院的排班系统建设方案\n\n减少排班时间。",
    ];
    for text in project {
        assert_eq!(whose(text), Profile::Project, "{text}");
    }
}

#[test]
fn the_first_lines_tell_whether_an_institution_plans() {
    let profile = |text: &str| plan(text).profile.value;
    let tasks = "\n## Tasks\n\n- Mend the roof\n- Open the reading room on Sundays\n- Print a list of the old maps\n";
    let organisations = [
        "# Strategic Plan\n\n## 2028–2031\n\n### Mission\n\nWe open the world of books to everybody in the valley.\n",
        "# Strategic Plan\n\n#### Five-year strategic plan (2028–2033), Hollow Hill College of Music\n\n## 1. Teaching\n",
        "# Action Plan 2028\n\nMost of the work of the Parish Council is done each year: paths, benches, graves.\n",
        "# The way forward\n\nThe Board will meet in each village.\n\nThe Library will lend tools.\n\nDepartments must say what they need.\n",
    ];
    for text in organisations {
        assert_eq!(profile(&format!("{text}{tasks}")), Profile::Organisation, "{text}");
    }
    let projects = [
        "# Strategic Plan\n\n## Mission\n\nBuild a free recipe search engine and an app for it.\n",
        "# Strategic Plan\n\n## Vision\n\nThe two founders sell the firm by 2030.\n",
        "# Action Plan\n\nWe paint a room for a school in the valley.\n",
        "# Map of the orchard\n\nThe map will show each tree.\n\nThe press will be repaired.\n",
    ];
    for text in projects {
        assert_eq!(profile(&format!("{text}{tasks}")), Profile::Project, "{text}");
    }
}

#[test]
fn a_game_whose_name_ends_like_a_bureau_is_no_body() {
    assert_eq!(whose("# 诡谜局 · 宣传方案\n\n产品是猜谜游戏。\n\n## 主要任务\n\n- 拍摄短片\n"), Profile::Project);
}

#[test]
fn a_guide_of_a_program_is_no_plan_and_a_proposal_in_prose_is_one() {
    let guide = "# Create an implementation plan\n\nClick on the tab in the menu.\n\nThen click the button and add \
                 actions.\n\nAdd indicators by clicking on a row.\n\n## Tasks\n\n- Add a row\n- Save it\n- Print it\n";
    assert_eq!(verdict("notes.md", guide), Verdict::Never);
    let proposal = "# Workshops on the island\n\n## Project team\n\nAda Lime leads, with two teachers.\n\n\
                    The goals of the workshops are threefold:\n\n- More sailors read the wind\n- Charts are kept dry\n\
                    - Lamps are lit\n\n## Budget\n\nThe workshops cost 900 euros.\n";
    assert_eq!(verdict("notes.md", proposal), Verdict::Recognised);
}

#[test]
fn a_text_that_speaks_of_staff_and_trustees_throughout_is_an_institutions() {
    let own = "# Pilot charter\n\nThe nurses and physicians of the ward meet the executive director each month. Patients \
               tell the quality committee. Staff training is paid by the department. Volunteers help.\n\n## Tasks\n\n\
               - Train the nurses\n- Ask the patients\n- Report to the committee\n";
    assert_eq!(whose(own), Profile::Organisation);
    // So does “I” make it that of one person.
    let alone = "# Strategic plan\n\nI plan to write two papers for the university. I will ask the dean. I need a new \
                 lamp, and the library staff knows where.\n\n## Tasks\n\n- Write the first\n- Write the second\n- Rest\n";
    assert_eq!(whose(alone), Profile::Project);
    // Code and releases make it a team's.
    let made = "# Release charter\n\nThe staff maintains the API, the SDK and the plugin. The release manager merges each \
                pull request of volunteers. The steering committee names the commits of a release. Employees test the \
                UI.\n\n## Tasks\n\n- Refactor the parser\n- Deploy the database\n- Report to the department\n";
    assert_eq!(whose(made), Profile::Project);
}

#[test]
fn prose_under_a_plan_noun_is_a_plan() {
    let taken = |text: &str| verdict("notes.md", text) == Verdict::Recognised;
    let said = "The harbour should show each berth.\n\nIt must be open at night.\n\nWe will paint the sheds.\n\nBoats shall find water.\n\nThe office will answer within a day.\n";
    assert!(taken(&format!("# Strategy for the harbour\n\n## Berths\n\n{said}")));
    assert!(!taken(&format!("# Notes on the harbour\n\n## Berths\n\n{said}")), "no plan noun");
    let advice =
        said.replace("The harbour", "Your plan").replace("It must", "A plan must").replace("We will", "You will");
    assert!(!taken(&format!("# The harbour strategy\n\n## Berths\n\n{advice}")), "it says how one is written");
    assert!(taken(
        "# Priorities\n\n## Development plan 2028-2029\n\n### Reading\n\n#### Goals\n\n- All read\n- All write\n- All count\n"
    ));
}

#[test]
fn what_a_body_will_do_is_its_task_under_any_heading() {
    let plan = plan(
        "# Ferry strategy\n\n## How we go about it\n\nThe Harbour Office will:\n\n- sell tickets at the pier\n- print the timetable in two languages\n\nThe plan will:\n\n- be read by many\n",
    );
    assert_eq!(titles(&plan, ItemKind::Task), ["sell tickets at the pier", "print the timetable in two languages"]);
}

#[test]
fn one_system_among_many_goals_makes_no_plan_of_systems() {
    let goals =
        |count: usize| (0..count).map(|n| format!("- Singing lesson {n} reaches each village\n")).collect::<String>();
    let systems = |others: usize| {
        plan(&format!("# Choir plan\n\n## Goals\n\n- Build a database of old songs\n{}", goals(others))).systems.value
    };
    assert!(systems(2));
    assert!(!systems(12));
}

#[test]
fn lists_under_a_plan_noun_and_its_period_say_what_is_planned() {
    let list: String = (1..=9).map(|n| format!("- Lantern {n} hangs over its street\n")).collect();
    let taken = |heading: &str| verdict("lanterns.md", &format!("# {heading}\n\n{list}")) == Verdict::Recognised;
    assert!(taken("Lantern plan 2028–2030"));
    assert!(!taken("Lantern plan"), "no period");
    assert!(!taken("Lantern programme 2028–2030"), "a programme may be one of an evening");
    assert!(!taken("Lanterns 2028–2030"), "no plan noun");
}

#[test]
fn what_only_describes_is_no_plan_and_neither_is_a_manual() {
    let needs = "## Problems\n\n- The bell is cracked\n\n## Needs\n\n- **N1** The village hears no hour\n";
    assert_ne!(verdict("bell.md", &format!("# The bell\n\n{needs}")), Verdict::Recognised);
    let tasks = "## Tasks\n\n- **T1** Cast a new bell\n";
    assert_eq!(verdict("bell.md", &format!("# The bell\n\n{needs}\n{tasks}")), Verdict::Recognised);
    let code = "```\nring --loud\n```\n\n".repeat(5);
    let goals = "## Goals\n\n- The bell rings\n\n## Problems\n\n- No bell\n";
    assert_ne!(verdict("bell.md", &format!("# The bell\n\n{code}{goals}")), Verdict::Recognised);
    assert_eq!(verdict("bell.md", &format!("# The bell\n\n{goals}")), Verdict::Recognised);
}

#[test]
fn a_roadmap_lists_what_is_ahead() {
    let text = "# Organ roadmap\n\n## Principles\n\n- No electricity\n\n## Recently shipped\n\n- A new bellows\n\n## Coming up\n\n- Tune the pedals\n- ~~Oil the pumps~~\n\n## Later\n\n- Replace the reeds\n";
    assert_eq!(verdict("organ.md", text), Verdict::Recognised);
    let plan = plan(text);
    assert_eq!(titles(&plan, ItemKind::Task), ["Tune the pedals", "Oil the pumps", "Replace the reeds"]);
    let organ = text.replace("roadmap", "notes");
    assert_ne!(verdict("organ.md", &organ), Verdict::Recognised, "no roadmap");
}

#[test]
fn what_we_plan_to_do_is_listed_below() {
    let text = "# Choir plan\n\n## Music\n\nWe plan to:\n\n- Sing in each village\n- Learn six songs\n";
    assert_eq!(titles(&plan(text), ItemKind::Task), ["Sing in each village", "Learn six songs"]);
    let past = text.replace("We plan to:", "We could not:");
    assert!(titles(&plan(&past), ItemKind::Task).is_empty());
}

#[test]
fn a_paper_of_orders_that_lists_work_is_a_plan() {
    let works = [
        "一、推进渔港疏浚。2029年6月底前完成（责任单位：港务所）。",
        "二、改造各渔村的冷库设施。",
        "三、完善航标网络。",
        "四、举办船员培训班。",
        "五、加强停泊秩序管理。",
    ];
    let text = |works: &[&str]| format!("# 关于渔港整治措施的通知\n\n各渔村：\n\n{}\n", works.join("按时办结。\n\n"));
    assert_eq!(verdict("渔港.md", &text(&works)), Verdict::Recognised);
    assert_ne!(verdict("渔港.md", &text(&works[..3])), Verdict::Recognised, "three lines are a notice");
    let plan = plan(&text(&works));
    assert_eq!(titles(&plan, ItemKind::Task)[0], "推进渔港疏浚");
    assert_eq!(owners(&plan), ["港务所"], "what stands below a heading is of it");
}

#[test]
fn numbered_paragraphs_of_a_chinese_plan_say_its_work() {
    let text = "# 渔村三年行动方案\n\n（一）加强渔船检验，保障出海安全。\n\n（二）推动「蓝港」品牌，扩大销路。\n\n（三）辅导青年渔民，传授织网技艺。\n";
    assert_eq!(titles(&plan(text), ItemKind::Task).len(), 3);
    let seen = "# 渔村三年行动方案\n\n（一）去年检验渔船。\n\n（二）蓝港品牌广为人知。\n\n（三）青年渔民越来越少。\n";
    assert!(titles(&plan(seen), ItemKind::Task).is_empty(), "no verb of work");
}

#[test]
fn a_table_of_what_is_due_states_tasks() {
    let table = |head: &str| {
        format!(
            "# Extension plan\n\n| {head} | Part | Description |\n|---|---|---|\n| 4 Feb 2028 | Map | Draw the coast |\n| 9 Feb 2028 | Map | Print the map |\n"
        )
    };
    assert_eq!(titles(&plan(&table("Due date")), ItemKind::Task).len(), 2);
    assert!(titles(&plan(&table("Date")), ItemKind::Task).is_empty(), "a table of versions has dates too");
}

#[test]
fn initiatives_below_a_goal_are_its_work() {
    let text = "# Lift plan\n\n## Pillars\n\n### Shorter waits\n**Goal**: Nobody waits ten minutes\nInitiatives:\n- Oil the wheels\n- Hire a second operator\n";
    let plan = plan(text);
    assert_eq!(titles(&plan, ItemKind::Task), ["Oil the wheels", "Hire a second operator"]);
    let parents = plan.items().filter(|(_, item)| item.kind == ItemKind::Task && item.parent.is_some()).count();
    assert_eq!(parents, 2, "they serve the goal they stand below");
}

#[test]
fn an_id_in_bold_that_was_given_before_is_spoken_of() {
    let text = "# Move plan\n\n## Tasks\n\n- **S1** Pack the maps\n- **S2** Carry the maps\n\n## Next\n\n**S1 only** comes in May.\n";
    assert_eq!(titles(&plan(text), ItemKind::Task), ["Pack the maps", "Carry the maps"]);
    let again = text.replace("**S1 only** comes", "**S1**: all comes");
    assert_eq!(titles(&plan(&again), ItemKind::Task).len(), 3, "divided from what follows, it is stated once more");
}

#[test]
fn a_body_named_before_the_noun_of_its_plan_plans() {
    let profile = |title: &str| plan(&format!("# {title}\n\n## Near term\n\n- Dry the seeds\n")).profile.value;
    assert_eq!(profile("Norlake Seed Foundation — Roadmap"), Profile::Organisation);
    assert_eq!(profile("Foundation classes — Roadmap"), Profile::Project);
}

#[test]
fn the_company_of_an_exercise_does_not_plan() {
    let text = "# 海鲜公司销售管理系统项目计划\n\n> 程序设计课程大作业\n\n## 任务\n\n- 编写登录页面\n";
    assert_eq!(plan(text).profile.value, Profile::Project);
    assert_eq!(plan(&text.replace("> 程序设计课程大作业", "> 第二版")).profile.value, Profile::Organisation);
}

#[test]
fn what_stands_below_a_heading_called_plan_is_planned() {
    let text = "# Whale charter\n\n## Plan\n\n1. Count the boats\n2. Sail out\n\n## Risk management plan\n\n1. Storms\n2. Fog\n";
    assert_eq!(titles(&plan(text), ItemKind::Task), ["Count the boats", "Sail out"]);
    let text = "# 签到页改版\n\n## 3.重构计划\n\n1. 建表\n2. 数据模型\n";
    assert_eq!(titles(&plan(text), ItemKind::Task), ["建表", "数据模型"]);
    let text = "# 问卷功能实施计划\n\n## 五、实施步骤\n\n1. 修改数据库结构\n2. 创建结果页面\n3. 测试部署\n";
    assert_eq!(titles(&plan(text), ItemKind::Task).len(), 3);
}

#[test]
fn a_backlog_holds_the_tasks_of_its_sprint() {
    let text = "# Sprint one\n\n## Sprint goal\n\nClerks can log in.\n\n### Sprint 1 Backlog\n\n- Draw the login page\n- Store the session\n";
    let plan = plan(text);
    assert_eq!(titles(&plan, ItemKind::Task), ["Draw the login page", "Store the session"]);
    assert!(titles(&plan, ItemKind::Goal).iter().all(|goal| goal.contains("log in")));
}

#[test]
fn a_release_is_a_phase_and_its_scope_the_work() {
    let text = "# Shop release plan\n\n## Release 1 - Basics\n\n### Scope\n\n- Home page\n- Cart\n\n## Release 2 - Points\n\n### Scope\n\n- Point balance\n";
    assert_eq!(titles(&plan(text), ItemKind::Task), ["Home page", "Cart", "Point balance"]);
}

#[test]
fn a_table_of_what_is_done_by_whom_and_when_states_tasks() {
    let text = "# Operational plan\n\n| What | Who | When | Status |\n|--|--|--|--|\n| Print the leaflet | Rich | 2 Sep | |\n| Open the bank account | | 25 Sep | |\n";
    assert_eq!(titles(&plan(text), ItemKind::Task), ["Print the leaflet", "Open the bank account"]);
    let text = "# Glossary plan\n\n| Item | Meaning |\n|--|--|\n| Hull | Body of a ship |\n";
    assert!(titles(&plan(text), ItemKind::Task).is_empty());
}

#[test]
fn needs_of_people_and_money_are_no_needs() {
    let text = "# Club plan\n\n## Resource requirements\n\n### Immediate needs\n\n- Project manager: half a post\n- Training: 20 hours\n\n### Funding\n\n| Area | Need |\n|--|--|\n| Masts | Variable |\n";
    assert!(titles(&plan(text), ItemKind::Need).is_empty());
    let text = "# Club plan\n\n## Immediate needs\n\n- Members wait for a berth\n";
    assert_eq!(titles(&plan(text), ItemKind::Need), ["Members wait for a berth"]);
}

#[test]
fn bullets_of_word_processors_are_lists() {
    let text = "Library plan 2027-2028\n\nGoals:\n\n– Readers find any book\n– Nobody queues\n\n• One\n• Two\n";
    let items = document("plan.md", text);
    let lists = items.tree.blocks.iter().filter(|b| matches!(b.kind, planspect::syntax::BlockKind::ListItem { .. }));
    let contents: Vec<&str> = lists.map(|b| items.source.slice(b.content)).collect();
    assert_eq!(contents, ["Readers find any book", "Nobody queues", "One", "Two"]);
    let aside = document("plan.md", "The library\n– the old one – is closed.\n");
    assert!(!aside.tree.blocks.iter().any(|b| matches!(b.kind, planspect::syntax::BlockKind::List { .. })));
}

#[test]
fn boxes_without_bullets_are_lists() {
    let lines = |text: &str| {
        let read = document("plan.md", text);
        let items = |b: &&planspect::syntax::Block| matches!(b.kind, planspect::syntax::BlockKind::ListItem { .. });
        let found = read.tree.blocks.iter().filter(items).map(|b| read.source.slice(b.content).to_owned());
        found.collect::<Vec<_>>()
    };
    let text = "Pier roadmap\n\n[] - Mend the pier\n[ ] - Paint it\n[ ] Order lamps\n";
    assert_eq!(lines(text), ["Mend the pier", "Paint it", "Order lamps"]);
    assert!(lines("[x] Mend the pier\n[ ] Paint it\n").is_empty(), "what is done would look open");
    assert!(lines("[ ](a) is a link\n\n[]: none\n").is_empty());
}

#[test]
fn a_fence_around_a_numbered_list_is_none() {
    let titles = |text: &str| titles(&plan(text), ItemKind::Task);
    let list = "1.Learn the marks\n2.Write the guide\n3.Print it\n";
    assert_eq!(titles(&format!("# Guide plan\n\n## Tasks\n\n```\n{list}```\n")).len(), 3);
    assert!(titles(&format!("# Guide plan\n\n## Tasks\n\n```sh\n{list}```\n")).is_empty());
    assert!(titles(&format!("# Guide plan\n\n## Tasks\n\n```\n{list}make all\n```\n")).is_empty());
    assert!(titles(&format!("# Guide plan\n\n## Tasks\n\n```\n{list}")).is_empty(), "a fence that is never closed");
}

#[test]
fn who_stands_for_an_office_and_who_asks_a_fund_plan_for_no_body() {
    let profile = |text: &str| plan(text).profile.value;
    let text = "# Strategic plan\n\nAs your councilman, I will call for a tax on garages.\n\nI will fight for quiet streets.\n\n- Plant trees\n";
    assert_eq!(profile(text), Profile::Project);
    let slug =
        "# pal-museum-metadata\n\n## Goals\n\n- One list for all\n\n## Tasks\n\n- Merge the lists\n- Load them\n";
    assert_eq!(profile(slug), Profile::Project, "the name of a repository");
    let asked = "# Development Fund Proposal: A reader for the blind\n\n## Tasks\n\n- Build the reader\n";
    assert_eq!(profile(asked), Profile::Project);
}

#[test]
fn dashes_under_a_row_make_no_heading() {
    let text = "# Ferry plan\n\n## Timeline\nStage | Date | What\n-------------------\nTrial | May 2027 | one boat\n\n## Budget\n\n30,000 euros.\n";
    let plan = plan(text);
    let titles: Vec<&str> = plan.facts.sections.iter().filter(|s| s.level > 0).map(|s| plan.text(s.title)).collect();
    assert_eq!(titles, ["Ferry plan", "Timeline", "Budget"]);
}

#[test]
fn a_title_that_only_offices_give_is_the_plan_of_one() {
    let profile = |title: &str| plan(&format!("# {title}\n\n一、主要措施\n\n1. 公布免罚清单\n")).profile.value;
    assert_eq!(profile("关于推进柔性执法的工作方案"), Profile::Organisation);
    assert_eq!(profile("柳湾村环境整治方案"), Profile::Organisation);
    assert_eq!(profile("关于我们的开发计划"), Profile::Project);
}

#[test]
fn one_of_three_tasks_makes_no_plan_of_systems() {
    let text = "# 体质测试实施方案\n\n## 主要任务\n\n- 分组测试\n- 建设成绩录入系统\n- 张贴名单\n";
    assert!(!plan(text).systems.value);
    assert!(plan(&text.replace("张贴名单", "采购服务器")).systems.value);
}

#[test]
fn conditions_on_a_roadmap_are_no_work() {
    let text = "# Roadmap\n\nThe criteria for a goal to be shown here:\n\n- It tells a story\n- It takes time\n- It reaches many\n";
    assert!(titles(&plan(text), ItemKind::Task).is_empty());
    let text = text.replace("The criteria for a goal to be shown here:", "Ahead of us:");
    assert_eq!(titles(&plan(&text), ItemKind::Task).len(), 3);
}

#[test]
fn what_can_be_ticked_off_is_no_need() {
    let text = "# Shop plan\n\n## Needs\n\n- Neighbours wait a week for repairs\n- [ ] Buy a lamp\n";
    let plan = plan(text);
    assert_eq!(titles(&plan, ItemKind::Need), ["Neighbours wait a week for repairs"]);
    assert_eq!(titles(&plan, ItemKind::Task), ["Buy a lamp"]);
}

#[test]
fn what_is_aimed_at_years_ahead_is_a_plan_of_years() {
    let lasts = |head: &str, goals: &str| {
        plan(&format!("{head}\n\n## 发展目标\n\n{goals}\n\n## 主要任务\n\n- 修缮水渠\n")).lasts_a_year
    };
    let head = "# 关于修缮水渠的意见\n\n柳政发〔2027〕5号";
    assert!(lasts(head, "- 到2030年，水渠全部通水"));
    assert!(!lasts(head, "- 到2027年底，水渠全部通水"));
    assert!(!lasts("# 关于修缮水渠的意见", "- 到2030年，水渠全部通水"), "nobody knows since when");
    assert!(lasts("# 关于修缮水渠的意见", "- 到2028年，半数通水\n- 到2030年，全部通水"));
    assert!(!lasts("# 水渠修缮计划（2027年1月至6月）", "- 到2030年，水渠全部通水"), "its own period decides");
}

#[test]
fn a_name_after_the_id_in_the_first_cell_leaves_the_row_its_id() {
    let text = "# Harbour plan\n\n## Work packages\n\n| WP | Scope | Depends on |\n|---|---|---|\n| **WP-0 Base** | Lay the base | — |\n| **WP-1 Quay** | Build the quay | WP-0 |\n";
    let ids = |text: &str| -> Vec<Option<String>> {
        let plan = plan(text);
        plan.items().map(|(_, item)| item.id.as_ref().map(|id| plan.text(id.span).to_owned())).collect()
    };
    assert_eq!(ids(text), [Some("WP-0".to_owned()), Some("WP-1".to_owned())]);
    // One id of several rows is that of none.
    assert_eq!(ids(&text.replace("WP-1 Quay", "WP-0 Quay")), [None, None]);
}

#[test]
fn what_is_delivered_when_is_a_milestone() {
    let text = "# Harbour plan\n\n## Project schedule\n\n| Date | Deliverable |\n|---|---|\n| 1 May | Survey |\n| June | Model |\n";
    assert_eq!(titles(&plan(text), ItemKind::Milestone), ["Survey", "Model"]);
    assert!(titles(&plan(&text.replace("Project schedule", "Minutes")), ItemKind::Milestone).is_empty());
}

#[test]
fn a_row_of_dashes_with_too_few_cells_rules_a_table_all_the_same() {
    let text = "# Harbour plan\n\n## Tasks\n\n| ID | Task | Due | Owner |\n|------|----------|---|\n| T1 | Paint the shed | 2027 | Crew |\n| T2 | Mend the crane | 2028 | Crew |\n";
    assert_eq!(titles(&plan(text), ItemKind::Task), ["Paint the shed", "Mend the crane"]);
    assert_eq!(owners(&plan(text)), ["Crew", "Crew"]);
    assert_eq!(titles(&plan(&text.replace("---|\n", "---|---|---|---|\n")), ItemKind::Task).len(), 2);
    let row = text.replace("|------|----------|---|", "|--|--|--|--|\n| T0 | Dig | 2026 | Crew |\n|--|--|");
    assert_eq!(titles(&plan(&row), ItemKind::Task)[0], "Dig");
}

#[test]
fn numbered_titles_of_a_pasted_text_are_headings() {
    let text = "Sprint plan\n\n1. Backlog\nThree tasks for the reader:\n- Lend books: at the desk\n- Return books: in the box\n\n2. Sprint goal\nNobody waits for a book.\n\n3. Risks\nThe team is small.\n";
    let heads = |text: &str| -> Vec<String> {
        let plan = plan(text);
        let own = plan.facts.sections.iter().filter(|s| s.level > 0 && !s.run_in);
        own.map(|s| plan.text(s.title).to_owned()).collect()
    };
    assert_eq!(heads(text), ["Sprint plan", "Backlog", "Sprint goal", "Risks"]);
    assert_eq!(titles(&plan(text), ItemKind::Goal), ["Nobody waits for a book"]);
    let opened = text.replacen("Sprint plan\n", "Sprint plan\nTwo people work on the reader.\n", 1);
    assert_eq!(heads(&opened)[0], "Sprint plan");
    // Indented, the text is that of the item.
    let list =
        text.replace("\nThe team", "\n   The team").replace("\nNobody", "\n   Nobody").replace("\nThree", "\n   Three");
    assert_eq!(heads(&list), ["Sprint plan"]);
}

#[test]
fn numbered_labels_are_headings_though_a_list_follows_the_last() {
    let text = "# 党支部工作计划\n\n一、指导思想：深入学习\n二、工作目标：加强支部建设\n三、主要工作：\n1. 学习理论\n2. 走访群众\n";
    assert_eq!(titles(&plan(text), ItemKind::Goal), ["加强支部建设"]);
    assert_eq!(titles(&plan(text), ItemKind::Task), ["学习理论", "走访群众"]);
}

#[test]
fn a_heading_that_says_who_will_act_names_the_owner() {
    let text = "# Harbour plan\n\n## Actions\n\n### Action 1: All departments will publish their data\n\nEach year.\n\n### Action 2: Paint the shed\n\nBlue.\n";
    assert_eq!(owners(&plan(text)), ["All departments"]);
}

#[test]
fn a_business_plan_is_that_of_a_company_and_a_bare_project_plan_that_of_a_project() {
    let profile = |text: &str| plan(text).profile.value;
    assert_eq!(profile("# PC Repair Business Plan\n\n## Tasks\n\n- Rent a shop\n"), Profile::Organisation);
    let bodies = "县教育局组织教师。县教育局负责经费。\n\n## 主要任务\n\n- 编写教材\n";
    assert_eq!(profile(&format!("# 项目规划（第二版）\n\n{bodies}")), Profile::Project);
    assert_eq!(profile(&format!("# 教材规划\n\n{bodies}")), Profile::Organisation);
}

#[test]
fn a_text_that_is_titled_goals_holds_goals() {
    let text = "# Harbour goals 2027\n\n## Crew\n\n- Open the quay\n- Paint the shed\n\n## Board\n\n- Better contact with ferries\n";
    assert_eq!(titles(&plan(text), ItemKind::Goal).len(), 3);
    let heads =
        "# Key goals\n\n## Open the quay\n\nSoon.\n\n## Paint the shed\n\nBlue.\n\n## Mend the crane\n\nIt creaks.\n";
    assert_eq!(titles(&plan(heads), ItemKind::Goal), ["Open the quay", "Paint the shed", "Mend the crane"]);
    let long =
        "# Harbour plan\n\n## Long-term\n\nThe goals of the crew include:\n\n- Fewer accidents\n- Shorter waits\n";
    assert_eq!(titles(&plan(long), ItemKind::Goal), ["Fewer accidents", "Shorter waits"]);
    let reach = long.replace("The goals of the crew include:", "To reach these goals:");
    assert!(titles(&plan(&reach), ItemKind::Goal).is_empty());
}

#[test]
fn a_row_that_lost_a_merged_cell_keeps_title_and_owner() {
    let text = "# 2027年滨河县重点任务清单\n\n| 序号 | 领域 | 2027年推进任务 | 责任部门 |\n|---|---|---|---|\n| 1 | 水务 | 改建供水管网40公里 | 县水务局 |\n| 2 | 新建污水处理站两座并投入运行 | 县住房局 |\n";
    assert_eq!(titles(&plan(text), ItemKind::Task), ["改建供水管网40公里", "新建污水处理站两座并投入运行"]);
    assert_eq!(owners(&plan(text)), ["县水务局", "县住房局"]);
    assert_eq!(plan(text).profile.value, Profile::Organisation);
    assert_eq!(
        plan(&text.replace("滨河县", "检索系统")).profile.value,
        Profile::Project,
        "a list of tasks is anybody's"
    );
}

#[test]
fn a_state_is_no_prompt_of_a_template() {
    let text = "# Harbour plan\n\n> Work in progress\n\n## Goals\n\n- Shorter waits\n";
    assert_eq!(residue(text), 0);
    assert_eq!(residue(&text.replace("Work in progress", "Lorem ipsum")), 1);
}

#[test]
fn a_charter_of_members_and_votes_plans_nothing() {
    let rules = "# Bell Ringers Charter\n\n## Goals\n\n- We ring on Sundays\n\n## Members\n\n- New members ring for a year\n- Each may vote\n- The board is elected in May\n- An amendment of this charter needs a quorum\n";
    assert_eq!(verdict("charter.md", rules), Verdict::Never);
    let project = "# Bell Project Charter\n\n## Goals\n\n- The bell rings each hour\n\n## Tasks\n\n- Cast the bell\n- Hang the bell\n- Teach the ringers\n";
    assert_eq!(verdict("charter.md", project), Verdict::Recognised);
    let chinese = "# 敲钟社章程\n\n## 第一条 宗旨\n\n为村里敲钟。\n\n## 会员权利\n\n- 参加会员大会\n- 选举和表决\n\n## 任务\n\n- 每周日敲钟\n- 擦钟\n- 上油\n";
    assert_eq!(verdict("章程.md", chinese), Verdict::Never);
}

#[test]
fn a_work_plan_for_a_guide_is_a_plan() {
    let tasks = "## Tasks\n\n- Draw the map\n- Write the walks\n- Print the sheets\n";
    assert_eq!(
        verdict("guide-work.md", &format!("# Draft Work Plan for the Walking Guide\n\n{tasks}")),
        Verdict::Recognised
    );
    assert_eq!(verdict("walks.md", &format!("# Walking Guide\n\n{tasks}")), Verdict::Never);
    assert_eq!(verdict("walks.md", &format!("# Planning Guide for Walks\n\n{tasks}")), Verdict::Never);
}

#[test]
fn a_chinese_title_that_ends_with_a_plan_of_some_kind_needs_little_more() {
    let text = "一、活动主题\n\n听钟声\n\n二、活动目标\n\n让村民都会敲钟。\n";
    assert_eq!(verdict("a.md", &format!("# 敲钟比赛活动方案\n\n{text}")), Verdict::Recognised);
    assert_ne!(verdict("a.md", &format!("# 敲钟比赛\n\n{text}")), Verdict::Recognised);
}

#[test]
fn a_heading_right_above_the_title_is_no_section() {
    let text = "# 培训计划\n\n# 敲钟人培训计划\n\n## 培训目标\n\n- 每人会敲三种钟\n";
    let kinds: Vec<_> = plan(text).facts.sections.iter().map(|s| s.own_kinds.is_empty()).collect();
    assert!(kinds[1], "{kinds:?}");
}

#[test]
fn boxes_to_tick_are_the_work_where_a_heading_alone_is_one() {
    let boxes: String = (1..=12).map(|n| format!("- [ ] Ring bell {n}\n")).collect();
    let text = format!("# OKRs 2027 Q1\n\n## Ring the hour\n\n{boxes}\n## Release a new chime\n\n- [ ] Cast it\n");
    assert_eq!(titles(&plan(&text), ItemKind::Task).len(), 13);
}

#[test]
fn to_close_issues_is_work_and_no_need() {
    let text = "# Door plan\n\n## Close the open issues\n\n- The hinge\n\n## Issues\n\n- The lock jams for tenants\n";
    assert_eq!(titles(&plan(text), ItemKind::Need), ["The lock jams for tenants"]);
}

#[test]
fn what_users_do_in_a_use_case_is_no_task_of_the_plan() {
    let text = "# 标注应用开题报告\n\n## 项目目标\n\n- 村民会用\n\n## 项目用例\n\n### 发布任务\n\n- 选择图片\n- 填写标签\n\n## 任务\n\n- 搭建后端\n";
    assert_eq!(titles(&plan(text), ItemKind::Task), ["搭建后端"]);
}

#[test]
fn what_stands_below_done_is_done() {
    let states = |text: &str| -> Vec<bool> {
        plan(text).items().filter(|(_, i)| i.kind == ItemKind::Task).map(|(_, i)| i.state == State::Done).collect()
    };
    let text =
        "# Harbour plan\n\n## Tasks\n\nDone:\n\n- Paint the cranes\n- Sort the ropes\n\nTo do:\n\n- Mend the quay\n";
    assert_eq!(states(text), [true, true, false]);
    assert_eq!(states(&text.replace("Done:", "已完成：")), [true, true, false]);
    assert_eq!(states(&text.replace("Done:", "Live:")), [false; 3], "what goes live is to come");
}

#[test]
fn a_document_may_say_in_its_first_lines_that_it_is_a_plan() {
    let tasks = "## Tasks\n\n- Copy the cards\n- Shelve the boxes\n- Close the old room\n";
    let told = format!("# Moving\n\nThis file describes the migration plan from the old room to the new.\n\n{tasks}");
    assert_eq!(verdict("a.md", &told), Verdict::Recognised);
    assert_ne!(verdict("a.md", &told.replace("the migration plan", "how planning works")), Verdict::Recognised);
    let chinese = "# 搬家\n\n本文是阅览室的搬迁计划。\n\n## 任务\n\n- 抄写卡片\n- 搬运书箱\n- 关闭旧室\n";
    assert_eq!(verdict("a.md", chinese), Verdict::Recognised);
}

#[test]
fn a_title_that_html_centres_is_one() {
    let text = "<center><h1>项目申请书</h1></center>\n\n<center>项目名称：<u>校园钟声</u></center>\n<center>项目主导师：<u>张老师</u></center>\n\n## 项目背景\n\n钟坏了。\n\n## 规划\n\n我们制定了以下规划：\n\n1. 修钟\n2. 上油\n3. 试敲\n";
    let plan = plan(text);
    assert_eq!(plan.text(plan.documents[0].title), "项目申请书");
    assert_eq!(titles(&plan, ItemKind::Task), ["修钟", "上油", "试敲"]);
    assert_eq!(verdict("a.md", text), Verdict::Recognised);
}

#[test]
fn labels_in_brackets_are_no_residue() {
    let text = "# 比赛方案\n\n## 提交方式\n\n- [负责人] 添加两位协作者\n- [标题] 和任务标题相同\n- [内容] 推荐使用下面的格式\n";
    assert_eq!(residue(text), 0);
    assert_eq!(residue("# 比赛方案\n\n## 提交方式\n\n- [内容] 请填写\n"), 1);
    assert_eq!(residue("# 比赛方案\n\n## 应用前景\n\n简要介绍该项目的发展前景\n"), 1);
}

#[test]
fn a_body_may_be_named_in_the_title_or_the_first_line() {
    let profile = |text: &str| plan(text).profile.value;
    let tasks = "## Tasks\n\n- Draw the maps\n- Open the counters\n- Train the clerks\n";
    assert_eq!(profile(&format!("# The Government Digital Roadmap\n\n{tasks}")), Profile::Organisation);
    assert_eq!(profile(&format!("# e-Government Portal Roadmap\n\n{tasks}")), Profile::Project);
    let chinese = "# Roadmap 2028\n\n大家好，这是海潮实验室第三年的路线图。\n\n## 任务\n\n- 修船\n- 补网\n- 观潮\n";
    assert_eq!(profile(chinese), Profile::Organisation);
    assert_eq!(profile(&chinese.replace("海潮实验室第三年", "海潮软件")), Profile::Project);
    let site = format!("# Clinic Website Rebuild – Business Plan\n\n{tasks}");
    assert_eq!(profile(&site), Profile::Project);
    assert_eq!(profile(&site.replace("Clinic Website Rebuild", "Ada’s Bakery")), Profile::Organisation);
}

#[test]
fn work_in_running_text_is_read_where_a_plan_has_no_other() {
    let text = "# Open Data Implementation Plan\n\n## Inventory\n\nEach ward will assemble an inventory of its registers.\n\n## Guidelines\n\nThe clerk shall publish guidelines by March.\n\n## Training\n\nThe registry will train two people in each ward.\n";
    assert_eq!(titles(&plan(text), ItemKind::Task).len(), 3);
    let one = text.replace("will assemble", "has assembled").replace("shall publish", "published");
    assert_eq!(titles(&plan(&one), ItemKind::Task).len(), 0, "one promise makes no list of work");
    let chinese = "# 数据开放工作计划\n\n## 乡镇\n\n各镇将建立数据清单。\n\n## 市局\n\n市局要制定目录规范。\n\n## 村镇\n\n各镇须组织培训，并将开展考核。\n";
    assert_eq!(titles(&plan(chinese), ItemKind::Task).len(), 3);
}

#[test]
fn lines_with_a_label_say_behind_it_what_is_done() {
    let text = "# Open Valley Plan\n\n- **Fairs** - Host a fair in each district\n- **Letters** - Publish a letter each month\n- **Helpers**: Train helpers in every village\n";
    assert_eq!(titles(&plan(text), ItemKind::Task).len(), 3);
}

#[test]
fn coming_features_of_a_roadmap_are_its_work_and_its_legend_is_none() {
    let text = "# Roadmap\n\n## New features\n\n### Later\n\n- Wider screens\n- Night mode\n- Offline maps\n";
    assert_eq!(titles(&plan(text), ItemKind::Task).len(), 3);
    let legend = "# Roadmap\n\n**Probability interpretation:** <br>\n- **OPEN** = being looked at, <br>\n- **HIGH** = likely, <br>\n- **DONE** = chosen\n";
    assert_eq!(titles(&plan(legend), ItemKind::Task).len(), 0);
    let past = legend.replace("**Probability interpretation:** <br>", "We can boast of a number of achievements:");
    assert_eq!(titles(&plan(&past), ItemKind::Task).len(), 0);
}

#[test]
fn numbers_that_begin_anew_under_each_heading_are_no_ids_given_twice() {
    let text = "# Q2 OKRs\n\n## Area: Doors\n\n- Key Result 1: The doors open\n- Key Result 2: The doors close\n\n## Area: Windows\n\n- Key Result 1: The windows open\n- Key Result 2: The windows close\n\n## Area: Roof\n\n- Key Result 1: The roof is dry\n";
    assert!(plan(text).facts.problems.iter().all(|p| p.name != "duplicate-id"));
}

#[test]
fn a_blank_behind_a_label_states_nothing() {
    let text = "# Grant plan\n\n## Needs\n\n- **Insurance broker:** ____________\n- The club has no insurance\n";
    assert_eq!(titles(&plan(text), ItemKind::Need), ["The club has no insurance"]);
}

#[test]
fn what_is_still_owed_in_brackets_is_residue_and_options_are_none() {
    let text = "# 都市更新計畫\n\n## 參考資料\n\n[待补充] 估價模型相關論文\n[待补充] 碳排放研究\n\n已有三篇。\n";
    assert_eq!(residue(text), 1);
    assert_eq!(residue("# Grant plan\n\n## Offer\n\n**Options (choose one):**\n\n- Books\n- Screens\n"), 0);
}

#[test]
fn a_plan_that_speaks_of_the_organisation_at_its_beginning_is_its_own() {
    let text = "# Gender Equality Plan\n\n## Purpose\n\nThis Gender Equality Plan sets out commitments and actions across the organisation.\n\n## Tasks\n\n- Train the staff\n- Publish the figures\n- Open the nursery\n";
    assert_eq!(plan(text).profile.value, Profile::Organisation);
    assert_eq!(plan(&text.replace(" across the organisation", "")).profile.value, Profile::Project);
}

#[test]
fn a_heading_within_html_is_one_and_gives_its_task_the_body_that_acts() {
    let action = |number: u32, text: &str| {
        format!(
            "<div class=\"action\">\n  <h3 id=\"a{number}\">Action {number}</h3>\n  <span>Open</span>\n  <div>\n\n{text}\n\n  </div>\n</div>\n\n"
        )
    };
    let actions = [
        "The Archive Office, in coordination with the Harbour\nAuthority, will scan the maps.",
        "The Museum Council, the Harbour Authority, and the General Lock Works\nwill index them.",
        "The Archive Office and the National Harbour Authority will\npublish them.",
        "Readers are asked.",
        "The maps stay open.",
    ];
    let all: String = actions.iter().zip(1..).map(|(text, number)| action(number, text)).collect();
    let text = format!("# Map Council Actions\n\n## General\n\n{all}");
    assert_eq!(verdict("actions.md", &text), Verdict::Recognised, "five with ids, of which three say who");
    assert_ne!(verdict("actions.md", &text.replace("will", "did")), Verdict::Recognised);
    let plan = plan(&text);
    assert_eq!(titles(&plan, ItemKind::Task).len(), 5);
    assert_eq!(owners(&plan).len(), 3);
    assert_eq!(owners(&plan)[..2], ["The Archive Office", "The Museum Council"]);
}

#[test]
fn the_title_of_a_slide_deck_is_the_title() {
    let text = "% Harbour - Strategic Plan for the Quays\n% Author: A. Moor\n\n---\n\n## Tasks\n\n- Mend the quay\n- Paint the crane\n- Dredge the basin\n\n% of goods by rail\n";
    let deck = document("slides.md", text);
    assert_eq!(deck.source.slice(deck.title), "Harbour - Strategic Plan for the Quays");
    assert_eq!(deck.recognition.verdict, Verdict::Recognised);
}

#[test]
fn html_that_goes_into_a_page_is_read_and_a_title_between_rules_is_one() {
    let table = "<table>\n<thead><tr><th>Task</th><th>Timeline</th></tr></thead>\n<tr><td>Mend the weir</td><td>May 2025</td></tr>\n</table>";
    let text = format!("# Work plan\n\n```{{=html}}\n{table}\n```\n");
    assert_eq!(titles(&plan(&text), ItemKind::Task), ["Mend the weir"]);
    assert_eq!(titles(&plan(&text.replace("{=html}", "html")), ItemKind::Task).len(), 0, "code is no text");
    let ruled = document("strategy.md", "=======\nHarbour\n=======\n\n- Mend the quay\n");
    assert_eq!(ruled.source.slice(ruled.title), "Harbour");
    assert!(ruled.facts.sentences.iter().all(|s| !ruled.source.slice(s.span).contains('=')));
}

#[test]
fn a_plan_in_a_handbook_is_a_plan_and_standing_groups_and_meetings_are_none() {
    let tasks = "## Tasks\n\n- Train the staff\n- Publish the figures\n- Open the nursery\n";
    assert_eq!(verdict("p.md", &format!("# Equity Plan — Staff Handbook\n\n{tasks}")), Verdict::Recognised);
    assert_eq!(verdict("p.md", &format!("# Staff Handbook — Writing Plans\n\n{tasks}")), Verdict::Never);
    let group = "# Fundraising Group\n\nThe goals of the group are:\n\n- Acquire funds\n- Keep donors\n- Raise awareness\n\n## Membership\n\nCo-Chair: open. New members nominate themselves and the group votes. Each discloses any conflict of interest.\n";
    assert_eq!(verdict("fundraising-charter.md", group), Verdict::Never);
    let meeting = "# Harbour Club\n\n## Attendees (by handle)\n\n1. @moor\n\n## Agenda: the quay\n\n| Action | Owner |\n|---|---|\n| Mend the quay | @moor |\n";
    assert_eq!(verdict("notes.md", meeting), Verdict::Never);
}

#[test]
fn a_title_says_that_a_plan_is_a_draft() {
    let status = |title: &str| plan(&format!("{title}\n\n- Mend the quay\n- Paint it\n- Open it\n")).status.value;
    assert_eq!(status("# DRAFT: Harbour Strategy"), PlanStatus::Draft);
    assert_eq!(status("**DRAFT 5 for discussion**\n\n# Harbour Strategy"), PlanStatus::Draft);
    assert_eq!(status("# Drafting Harbour Strategy"), PlanStatus::Approved);
}

#[test]
fn work_below_themes_is_work_and_principles_are_none() {
    let text =
        "# 2029 Plan\n\n- Building the base\n  - Buy a house\n  - Set up a kitchen\n- Going public\n  - Host a fair\n";
    assert_eq!(titles(&plan(text), ItemKind::Task), ["Buy a house", "Set up a kitchen", "Host a fair"]);
    let text = "# Reading Strategy\n\n## Principles\n\n- Promote reading\n- Provide access\n- Ensure quiet\n\n## Shelves\n\n- Build three shelves\n- Publish the list\n- Train the helpers\n";
    assert_eq!(titles(&plan(text), ItemKind::Task), ["Build three shelves", "Publish the list", "Train the helpers"]);
}

#[test]
fn a_product_behind_the_noun_is_planned_by_a_team_and_meals_in_schools_name_no_school() {
    let tasks = "\n\n## 建设任务\n\n- 开发登记功能\n- 编写手册\n- 培训用户\n";
    assert_eq!(plan(&format!("# 实施方案：货物流转管理系统{tasks}")).profile.value, Profile::Project);
    assert_eq!(plan(&format!("# 实施方案：滨河镇敬老月活动{tasks}")).profile.value, Profile::Organisation);
    let meals = "# Project Charter: School Meals Study\n\n## Tasks\n\n- Count the meals\n- Ask the cooks\n- Publish the figures\n";
    assert_eq!(plan(meals).profile.value, Profile::Project);
}

#[test]
fn what_the_author_is_still_to_fill_in_is_residue() {
    assert_eq!(
        residue("# 创业计划书\n\n## 团队\n\n> *此部分由创始团队根据情况填写。*\n\n**[创始人姓名]** 负责产品\n"),
        1
    );
    assert_eq!(residue("# 创业计划书\n\n项目名称：xxxAPP\n"), 1);
    assert_eq!(residue("# 创业计划书\n\n详见[负责人姓名](team.md)。各单位填写报表。\n"), 0);
    assert_eq!(residue("# Equity plan\n\nPlease complete the survey by Monday.\n"), 0);
    assert_eq!(residue("# Equity plan\n\nPlease complete the template below.\n"), 1);
    // Readers may be asked for it as well.
    assert_eq!(residue("# Equity plan\n\n- Count the seats\n- Please complete the form below\n"), 0);
}

#[test]
fn front_matter_names_the_owner_and_a_task_to_write_a_plan_is_no_title() {
    let text = "---\nassigned_to: Moor\n---\n\n# Move plan\n\n- Pack the books\n- Hire the cart\n- Open the hall\n";
    assert_eq!(owners(&plan(text)), ["Moor"]);
    let dates = document("日程.md", "## 核心工作日程\n\n### 撰写《对接工作计划》\n\n截止日期：2022-04-06\n");
    assert_eq!(dates.source.slice(dates.title), "核心工作日程");
    let named = document("计划.md", "# 滨河县\n\n## 《文化工作计划》\n\n- 修缮礼堂\n");
    assert_eq!(named.source.slice(named.title), "《文化工作计划》");
}

#[test]
fn a_list_of_fields_below_a_paragraph_is_no_list_of_tasks() {
    let text = "# 借书规划\n\n## 工作项目\n\n逐里访查借书需要，商定取书点。\n- 主责单位：推广课\n- 完成期限：2027年5月\n\n以五种语言编写借阅说明。\n- 主责单位：阅览课\n- 完成期限：2027年9月\n";
    let plan = plan(text);
    assert!(
        titles(&plan, ItemKind::Task).iter().all(|title| !title.contains('：')),
        "{:?}",
        titles(&plan, ItemKind::Task)
    );
}

#[test]
fn fields_that_close_a_paragraph_are_those_of_its_item() {
    let text = "# Records plan\n\n## Tasks\n\n- **T1** Connect the systems. They have been there since 2023. Responsible: Chief Clerk. Due: 30 June 2028.\n- **T2** Mend the desk (Jonas, 31 March; for callers)\n";
    let plan = plan(text);
    let owners: Vec<&str> =
        plan.facts.fields.iter().filter(|f| f.name == FieldName::Owner).map(|f| plan.text(f.value)).collect();
    assert_eq!(owners, ["Chief Clerk", "Jonas"]);
}

#[test]
fn fields_behind_dots_dashes_and_in_brackets_of_a_first_line_are_read() {
    let plan = plan(
        "# 县图书馆服务计划\n\n## 任务\n\n1. 录制示范课400节，帮教师备课。——责任单位：教研室；时间：2026年9月\n\
         2. 与商会合办学院，课表一起排。〔船舶系，1200万元〕\n",
    );
    assert_eq!(owners(&plan), ["教研室", "船舶系"]);
    let plan = self::plan(
        "# Wetland programme 2027–2030\n\n## Work packages\n\n### P1 Open the banks\n\
         Serves: N1 · Owner: Esk Rivers Trust · Due: October 2027\n\n\
         ### P2 Block the drains\n*Serves N3.* In the hands of: Wildfowl Society. Ready: March 2028.\n",
    );
    assert_eq!(owners(&plan), ["Esk Rivers Trust", "Wildfowl Society"]);
    let plan = self::plan(
        "# Museum plan 2026 to 2028\n\n## Projects\n\n**T1 Lift in the east stair.** (for N1; Estates, until May 2027, \
         €230,000)\nA glass lift.\n\n**T2 Half-days for classes.** (for N2; Education, until June 2027, €28,000)\nThree.\n",
    );
    assert_eq!(owners(&plan), ["Estates", "Education"]);
}

#[test]
fn what_goes_on_behind_a_field_of_the_plan_is_text() {
    let plan = plan(
        "# St Clement's Hospital Trust: Improvement Plan\n\nAccountable executive: Daniel Wray. The plan runs from April \
         2026 to\nMarch 2028 and implements the regional Recovery Strategy.\n\n## Goals\n- G1 Waits fall to 15 minutes\n",
    );
    assert_eq!(owners(&plan), ["Daniel Wray"]);
    assert!(plan.facts.sentences.iter().any(|s| plan.text(s.span).starts_with("The plan runs")));
}

#[test]
fn formal_numerals_before_a_blank_number_headings() {
    let plan = plan("# 残联行动计划\n\n## 贰 目标\n\n- 人数由 5120 名增加到 9500 名\n\n## 叁　风险\n\n无。\n");
    assert_eq!(titles(&plan, ItemKind::Goal).len(), 1);
}

#[test]
fn lines_that_commit_somebody_are_tasks_below_headings_that_divide_them() {
    let plan = plan(
        "# Outpatient plan 2026/27\n\n## Actions\n\n### Plant room\n\n- Buy two rack servers — Estates and IT, by May 2027, \
         £96,000\n\n### Finding the way\n\n- Yellow signs — Estates and IT, by October 2027, £54,000\n",
    );
    assert_eq!(titles(&plan, ItemKind::Task).len(), 2, "{:?}", titles(&plan, ItemKind::Task));
    assert!(titles(&plan, ItemKind::Task)[0].starts_with("Buy two rack servers"));
}

#[test]
fn a_long_statement_over_its_fields_is_an_item_as_its_siblings_are() {
    let plan = plan(
        "# 医院护理三年计划\n\n## 目标\n\n1. 离职率由 17.8% 降至 10%。\n\n## 工作任务\n\n（一）采购一套护理排班管理系统供全院 23 \
         个病房使用，护理长可于两周前排定班表，护理师可看见自己全月班别。\n　　责任单位：信息室　完成时间：2027年12月\n\n\
         （二）设机动护理师 30 名，缺班当日调派。\n　　责任单位：护理部　完成时间：2029年12月\n",
    );
    assert_eq!(titles(&plan, ItemKind::Task).len(), 2);
    assert_eq!(owners(&plan), ["信息室", "护理部"]);
}

#[test]
fn labels_in_bold_need_no_colon_and_italics_may_close_a_line() {
    let plan = plan(
        "# Training plan 2027–2029\n\n## Projects\n\n### Second drill tower\n\nA tower of six floors.\n\n**Owner** Estates \
         Manager · **Dates** April 2027 – May 2028 · **Cost** £1.15 million\n\n### Hot-fire house\n\nFour rooms.\n\n\
         **Owner** Head of Training · **Dates** March 2028\n",
    );
    assert_eq!(owners(&plan), ["Estates Manager", "Head of Training"]);
    let plan = self::plan(
        "# Dairy plan 2027 to 2031\n\n## Tasks\n\n1. Ripening store in the tunnel. *Dairy manager, by May 2029, £380,000*\n\
         2. Halve the fee. *Membership Secretary, from January 2027. Answers those who left.*\n",
    );
    assert_eq!(owners(&plan), ["Dairy manager", "Membership Secretary"]);
}

#[test]
fn seasons_and_school_years_are_phases() {
    let plan = plan(
        "# School grounds plan 2027–2029\n\n## What we plan\n\n### Spring and summer 2027\n\n**Drain the gate.** A trench. \
         (April 2027, €3,800)\n\n### School year 2027/28\n\n**Willow huts.** Two mornings. (November 2027, €300)\n",
    );
    assert!(
        titles(&plan, ItemKind::Task).iter().all(|title| !title.contains("2027")),
        "{:?}",
        titles(&plan, ItemKind::Task)
    );
}

#[test]
fn a_paragraph_states_what_the_fields_below_it_are_of() {
    let text = "# 樂聚中心 2027–2028 年度服務計劃\n\n## 目標\n\n- G1：跌倒個案由57宗減至15宗\n\n## 工作項目\n\n**4.1 平安電話**　義工每日早晚各打一次電話。\n\n- 服務：G1\n- 負責：外展組 陳志輝\n- 期限：2027年7月\n\n**4.2 家居防跌**　逐戶裝扶手。\n\n- 服務：G1\n- 負責：何詠詩\n- 期限：2027年12月\n\n上半年先做電話。\n\n- 先做石籬邨\n";
    let plan = plan(text);
    let tasks = titles(&plan, ItemKind::Task);
    assert!(tasks.len() == 3 && tasks[0].contains("平安電話") && tasks[1].contains("家居防跌"), "{tasks:?}");
    assert_eq!(owners(&plan), ["外展組 陳志輝", "何詠詩"]);
    let serving = plan.links.iter().filter(|link| link.to.is_some()).count();
    assert!(serving >= 2, "G1 behind 服務 is served: {serving}");
}

#[test]
fn a_name_above_numbered_chapters_is_the_title() {
    let text = "民航发展规划\n\n（2026—2030年）\n\n# 一、回顾与总结\n\n五年来旅客增加一成。\n\n# 二、发展目标\n\n1. 到2030年正点率达到九成。\n\n# 三、主要任务\n\n- 改造航站楼\n- 培训机务员\n- 公布延误赔付办法\n";
    let document = document("规划.md", text);
    assert_eq!(document.source.slice(document.title), "民航发展规划");
    assert_eq!(document.recognition.verdict, Verdict::Recognised);
}

#[test]
fn a_title_that_names_the_plan_of_a_year_is_no_phase() {
    let plan = plan("# 2028 年度工作計畫\n\n## 工作項目\n\n- 辦理講座\n- 修訂章程\n- 編印年報\n");
    assert!(plan.facts.fields.iter().all(|field| field.name != FieldName::Phase));
    assert!(plan.horizon.is_some());
}

#[test]
fn headings_in_brackets_or_in_bold_over_a_colon_say_what_they_say() {
    let text = "# 港区整治方案\n\n## 【工作目标】\n\n- 投诉减少一半\n\n## 【重点任务】\n\n- 清运垃圾\n- 修补路面\n- 公布电话\n";
    let bold = text.replace("## 【", "**").replace('】', "：**").replace("## ", "");
    let more = "\n**存在问题：**\n\n- 路面破损四百处\n\n**怕出啥岔子：**\n\n- 雨季来得早\n";
    for text in [text.to_owned(), bold + more] {
        let plan = plan(&text);
        assert_eq!(titles(&plan, ItemKind::Goal), ["投诉减少一半"], "{text}");
        assert_eq!(titles(&plan, ItemKind::Task), ["清运垃圾", "修补路面", "公布电话"], "{text}");
        assert_eq!(residue(&text), 0, "{text}");
    }
    assert_eq!(residue("# 【项目名称】\n\n## 目标\n\n- 投诉减少一半\n"), 1, "a name that is owed");
}

#[test]
fn ids_in_traditional_characters_are_those_in_simplified_ones() {
    let text = "# 縣誌整理計劃\n\n## 目標\n\n- 目標1：錯字由百分之三降到百分之一\n\n## 任務\n\n- 任務1 校對舊稿（对应：目标1；責任單位：縣誌辦）\n- 任務二 訪談耆老（對應：目標一）\n\n任務33萬元。\n";
    let plan = plan(text);
    let ids: Vec<&str> = plan.items().filter_map(|(_, item)| item.id.as_ref()).map(|id| &*id.key).collect();
    assert_eq!(ids, ["目标1", "任务1", "任务2"]);
    let served = plan.links.iter().filter(|link| link.to.is_some()).count();
    assert_eq!(served, 2, "and 任務33 counts money");
}

#[test]
fn fields_behind_half_width_colons_are_fields() {
    let text = "# 汇交工作计划\n\n## 目标\n\n- G1：时间由30天降到5天\n\n## 任务\n\n1. T1 建立窗口,每周三开放。\n   服务目标:G1;责任部门:科研处;完成时间:2027年6月\n";
    assert_eq!(owners(&plan(text)), ["科研处"]);
}

#[test]
fn the_time_of_a_stage_is_no_horizon() {
    let text = "# 预警研究计划（2027年1月—2029年12月）\n\n## 任务\n\n- 校准水尺\n- 培训观测员\n- 公布数据\n\n## 阶段安排\n\n- **打底**\n  - **时间**：2027年\n- **试用**\n  - **时间**：2028年\n";
    let headed = text.replace("- **打底**\n  - **时间**：2027年", "#### 打底\n\n- 时间：2027年\n");
    for text in [text, &headed] {
        let plan = plan(text);
        let horizon = plan.horizon.as_ref().unwrap();
        assert_eq!(plan.text(horizon.span), "2027年1月—2029年12月", "{text}");
    }
}

#[test]
fn a_line_that_names_the_plan_above_lower_headings_is_the_title() {
    let text = "Three seasons: business plan of the Lantern Theatre, Wexcombe\n\n## The house tonight\n\nWe sold 61,400 tickets.\n\n## Tasks\n\n- Mend the lift\n- Train the ushers\n- Print one season card\n";
    let title = |text: &str| {
        let document = document("2027.md", text);
        document.source.slice(document.title).to_owned()
    };
    assert_eq!(title(text), "Three seasons: business plan of the Lantern Theatre, Wexcombe");
    assert_eq!(
        title(&text.replace("## The", "# The")),
        "The house tonight",
        "a heading of the first level names the whole"
    );
}

#[test]
fn rows_of_stages_that_are_only_counted_are_not_declared() {
    let text = "# 港区计划（2027—2030年）\n\n## 任务\n\n| 编号 | 任务 | 责任单位 |\n|---|---|---|\n| T1 | 集卡预约 | 货运部 |\n\n## 阶段安排\n\n| 序号 | 阶段 | 时间 | 主要任务 |\n|---|---|---|---|\n| 1 | 理顺 | 2027年 | 路口分流 |\n| 2 | 畅通 | 2028年 | 挡尘、岸电 |\n";
    for text in [text.to_owned(), text.replace("| 时间 |", "| **时间** |").replace("| 阶段 |", "| **阶段** |")]
    {
        let plan = plan(&text);
        let declared = plan.items().filter(|(_, item)| item.confidence == plan::Confidence::Declared).count();
        assert_eq!(declared, 1, "{text}");
    }
}

#[test]
fn fields_close_a_text_behind_a_label_of_other_words() {
    let text = "# 营商改革方案\n\n## 任务\n\n1. T1 重新梳理办理流程。怎么做：逐项画图、减材料；责任单位：县审批局；完成时间：2027年6月。\n";
    assert_eq!(owners(&plan(text)), ["县审批局"]);
}

#[test]
fn who_acts_is_found_in_traditional_characters() {
    let text = "# 圖書館年度計畫\n\n## 任務\n\n- 調整分館開放時間，由縣圖書館分館管理部負責，2027年9月底前完成。\n- 升級辦事大廳。資訊中心牽頭，12月底前完成。\n";
    assert_eq!(owners(&plan(text)), ["縣圖書館分館管理部", "資訊中心"]);
}

#[test]
fn work_is_read_below_any_heading_by_what_it_says_of_itself() {
    let table = "# Supper plan 2027\n\n## On the wish list\n\nShade.\n\n## Jobs on the fridge door\n\n| What | By whom | Not later than |\n|---|---|---|\n| Borrow chairs | Bill Orme | 20 August 2027 |\n| Cook | Gwen Tal | 10 September 2027 |\n";
    assert_eq!(titles(&plan(table), ItemKind::Task), ["Borrow chairs", "Cook"]);
    let headings = "# 夜班线路优化方案（2027年）\n\n## 一、动哪几条线\n\n### （一）东站线延到零点\n责任：一分公司　期限：2027年5月\n\n### （二）增开工人专线\n责任：三分公司　期限：2027年7月\n\n### （三）并掉空跑的线\n责任：调度中心　期限：2027年9月\n";
    assert_eq!(titles(&plan(headings), ItemKind::Task), ["东站线延到零点", "增开工人专线", "并掉空跑的线"]);
    let risks = "# Supper plan 2027\n\n## What may go awry\n\n| Risk | Owner | By when |\n|---|---|---|\n| Rain | Bill Orme | 20 August 2027 |\n";
    assert_eq!(titles(&plan(risks), ItemKind::Task), [""; 0]);
}

#[test]
fn a_line_of_text_below_a_title_in_bold_is_the_items() {
    let text = "# Museum plan 2027–2030\n\n## Tasks\n\n**T1. Collect the stories.**\nForty talks are recorded. Owner: Jory Tanguy. Due: November 2027.\n\n**T2. Buy clay.** Owner: Ann Lee. Due: May 2028.\n";
    assert_eq!(owners(&plan(text)), ["Jory Tanguy", "Ann Lee"]);
}

#[test]
fn a_heading_that_is_a_link_says_what_its_words_say() {
    let text = "# Museum plan 2027–2030\n\n## [1 Tasks](#tasks)\n\n- Collect the stories\n\n## [Risks][r]\n\nRain.\n\n[r]: #risks\n";
    let plan = plan(text);
    assert_eq!(titles(&plan, ItemKind::Task), ["Collect the stories"]);
    assert!(plan.facts.sections.iter().any(|section| section.own_kinds.has(SectionKind::Risks)));
}
