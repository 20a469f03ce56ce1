//! The shipped lexicons: every language has the same lists, terms are written as they are matched, and words
//! mean what their list says in whole sentences.

use planspect::lexicon::{LexiconFile, Vocabulary, fold};
use std::collections::{BTreeMap, BTreeSet};

fn file(language: &str) -> LexiconFile {
    Vocabulary::shipped_files().into_iter().find(|file| file.language == language).expect("a shipped language")
}

/// All lists of a file by name, `titles.plan`, `lexicons.need`, with their terms.
fn lists(file: &LexiconFile) -> BTreeMap<String, Vec<String>> {
    let mut all = BTreeMap::new();
    for (name, entry) in &file.lexicons {
        all.insert(format!("lexicons.{name}"), entry.terms.clone());
        if !entry.except.is_empty() {
            all.insert(format!("except.{name}"), entry.except.clone());
        }
    }
    for (group, lists) in [
        ("headings", &file.headings),
        ("columns", &file.columns),
        ("fields", &file.fields),
        ("ids", &file.ids),
        ("statuses", &file.statuses),
        ("states", &file.states),
        ("priorities", &file.priorities),
        ("values", &file.values),
        ("titles.type", &file.titles.types),
    ] {
        all.extend(lists.iter().map(|(name, terms)| (format!("{group}.{name}"), terms.clone())));
    }
    let titles = &file.titles;
    for (name, terms) in [
        ("plan", &titles.plan),
        ("not-plan", &titles.not_plan),
        ("template", &titles.template),
        ("minutes", &titles.minutes),
        ("report", &titles.report),
        ("guide", &titles.guide),
        ("catalogue", &titles.catalogue),
        ("organisation", &titles.organisation),
        ("part", &titles.part),
    ] {
        all.insert(format!("titles.{name}"), terms.clone());
    }
    all
}

#[test]
fn every_language_has_the_same_lists() {
    let names = |file: &LexiconFile| -> BTreeSet<String> {
        lists(file).into_keys().filter(|name| !name.starts_with("except.")).collect()
    };
    let english = names(&file("en"));
    for file in Vocabulary::shipped_files() {
        assert_eq!(names(&file), english, "{}", file.language);
    }
}

#[test]
fn every_language_agrees_on_what_lists_include() {
    let english = file("en");
    for file in Vocabulary::shipped_files() {
        for (name, entry) in &file.lexicons {
            assert_eq!(entry.include, english.lexicons[name].include, "{}: {name}", file.language);
            assert_eq!(entry.negation, english.lexicons[name].negation, "{}: {name}", file.language);
        }
    }
}

#[test]
fn no_list_but_one_of_parts_is_empty() {
    for file in Vocabulary::shipped_files() {
        for (name, terms) in lists(&file) {
            assert!(!terms.is_empty() || name == "lexicons.build-or-buy", "{}: {name}", file.language);
        }
    }
}

#[test]
fn chinese_terms_are_written_as_they_are_matched() {
    for (name, terms) in lists(&file("zh")) {
        for term in terms {
            assert!(!term.is_empty(), "{name} has an empty term");
            assert_eq!(fold(&term), term, "{name}");
        }
    }
}

#[test]
fn no_chinese_term_stands_twice_in_a_list() {
    for (name, terms) in lists(&file("zh")) {
        let mut seen = BTreeSet::new();
        for term in terms {
            assert!(seen.insert(term.clone()), "{name}: {term}");
        }
    }
}

#[test]
fn a_chinese_exception_holds_a_term_of_its_list() {
    let file = file("zh");
    for (name, entry) in &file.lexicons {
        let mut terms: Vec<&String> = Vec::new();
        let mut names = vec![name];
        while let Some(next) = names.pop() {
            let entry = &file.lexicons[next];
            terms.extend(&entry.terms);
            names.extend(&entry.include);
        }
        for phrase in &entry.except {
            let held = terms.iter().any(|term| phrase.contains(*term) && phrase != *term);
            assert!(held, "{name}: {phrase} holds no term");
        }
    }
}

#[test]
fn a_chinese_exception_of_negation_holds_a_negation() {
    let file = file("zh");
    for phrase in &file.lexicons["non-negation"].terms {
        assert!(file.lexicons["negation"].terms.iter().any(|term| phrase.contains(term)), "{phrase}");
    }
}

/// Sentences in which the lexicon must hit, and in which it must not.
fn check(lexicon: &str, hits: &[&str], misses: &[&str]) {
    let vocabulary = Vocabulary::shipped();
    for text in hits {
        assert!(vocabulary.holds(text, lexicon), "{lexicon} in {text}");
    }
    for text in misses {
        assert!(!vocabulary.holds(text, lexicon), "no {lexicon} in {text}");
    }
}

#[test]
fn chinese_systems() {
    check(
        "system",
        &[
            "建设政务云平台",
            "采购门诊预约系统",
            "架設資料庫",
            "打通部门之间的网络",
            "开发微信小程序",
            "建置校務資訊系統",
        ],
        &[
            "坚持系统治理、源头治理",
            "这是一项系统工程",
            "保护湿地生态系统",
            "规范平台经济发展",
            "加强网络安全宣传教育",
            "系统谋划改革举措",
            "完善城市供水系统",
            "培育网络直播人才",
            "健全志愿服务网络，完善急救网络",
        ],
    );
}

#[test]
fn chinese_technology() {
    check(
        "technology",
        &["采购服务器40台", "採購伺服器", "安装监控摄像头", "建设算力集群", "购置办公软件"],
        &["建设软件产业园", "举办机器人竞赛", "推进互联网关键技术攻关", "开通公交专线", "设立博士后科研工作站"],
    );
}

#[test]
fn chinese_building() {
    check(
        "build",
        &["建设统一地址库", "搭建数据中台", "開發選課系統", "新建机房", "系统上线"],
        &[
            "住房和城乡建设局负责",
            "建设单位须提交材料",
            "按基本建设程序报批",
            "提出建设性意见",
            "加强党的建设和队伍建设",
            "支持经济技术开发区发展",
            "落实党中央决策部署",
            "线上线下一起服务",
            "不再新建机房",
            "原则上不新建系统",
            "引进人才三十名",
        ],
    );
}

#[test]
fn chinese_buying() {
    check(
        "buy",
        &["采购扫描仪", "购置平板电脑200台", "租用政务云", "公開招標採購軟體"],
        &["采购人应当公示", "由采购中心组织", "依照政府采购法执行", "购买力下降", "不再采购服务器", "发展融资租赁"],
    );
}

#[test]
fn chinese_bearers() {
    check(
        "bearer",
        &[
            "群众办事要跑四趟",
            "患者候诊时间长",
            "外来务工人员子女的家长",
            "一线窗口人员重复录入",
            "承辦人員每天登打兩次，同仁",
        ],
        &["建设用户管理系统", "县人民政府负责", "采购企业级存储", "由人民法院受理", "搭建学生管理系统"],
    );
}

#[test]
fn chinese_problems_and_needs() {
    check(
        "problem",
        &["带宽不足", "数据没有打通", "流程繁琐", "群众反映强烈", "没有统一入口", "不再出现卡顿"],
        &["坚持问题导向", "帮扶困难群众", "开展压力测试"],
    );
    check(
        "need",
        &["居民希望就近就医", "企业急需资金", "群众的诉求", "使用者期望線上查詢"],
        &["测算资金需求", "无需现场提交"],
    );
}

#[test]
fn chinese_purposes() {
    check(
        "purpose",
        &["建设平台，方便群众查询", "以便医生调阅", "让家长少跑一趟", "旨在缩短候诊时间"],
        &["服务器的使用寿命", "行使职权", "出让土地"],
    );
}

#[test]
fn chinese_slogans() {
    check("vague", &["全面提升", "打造一流", "大力推进"], &["公布施工日历", "办件时限为10天"]);
    check("abstract", &["信息化水平", "数字化生态", "服務能力"], &["候诊时间", "地址匹配"]);
}

#[test]
fn chinese_outcomes_and_measures() {
    check(
        "outcome",
        &[
            "平均办理时间缩短到10天",
            "市民可以在手机上查询办件进度",
            "高频事项一次办成",
            "群众满意度",
            "学生可查询成绩，随时随地",
        ],
        &["全面提升信息化水平", "打造一流数字化生态"],
    );
    check(
        "indicator",
        &["覆盖率达到90%", "群众满意度", "日均办件量"],
        &["提高工作效率", "率先实现", "充分发挥表率作用"],
    );
    check(
        "end-state",
        &["2027年底前完成", "全部事项上网", "停用旧系统", "出台管理办法"],
        &["全面提升能力", "增强治理效能"],
    );
    check("comparison", &["不低于95%", "压缩至5天以内", "较上年增长"], &["由于人手紧", "从事教学工作"]);
}

#[test]
fn chinese_frozen_processes() {
    check(
        "unchanged",
        &["现有审批流程不变，整体搬上网", "将线下表单原样照搬", "沿用现有办理流程", "維持現有業務流程"],
        &["优化现有流程", "不再沿用现有流程"],
    );
}

#[test]
fn chinese_silos() {
    check(
        "silo",
        &["建设住建局独立的业务系统", "搭建专用数据库", "自建机房", "建立自成体系的平台"],
        &["委托独立第三方评估", "不再建设独立的数据库", "杜绝自建机房", "实行专款专用", "聘请独立董事", "资金单独核算"],
    );
}

#[test]
fn chinese_bodies() {
    check(
        "organisation",
        &["市教育局牵头", "县人民政府办公室", "第一人民医院信息科", "数据局负责", "××大学", "數位發展部"],
        &["优化空间布局", "形成良好格局", "开创新局面", "局部调整", "数字政府"],
    );
    check(
        "officer",
        &["局长任组长", "由总工程师负责", "班主任"],
        &["促进城市长远发展", "社区长效管理", "内部长期运行", "推进区长效机制"],
    );
    check("team", &["成立工作专班", "项目组每周例会"], &["加强队伍建设"]);
}

#[test]
fn chinese_money() {
    check(
        "funding-verb",
        &["由市财政拨付", "所需经费列入年度预算", "多渠道筹集资金", "企业自筹"],
        &["系统投入使用", "优化投资环境", "支持移动支付", "提高投入产出比"],
    );
    check("funding-noun", &["总投资1400万元", "落实专项经费", "编列预算"], &["降低成本", "制度性交易成本"]);
}

#[test]
fn chinese_security() {
    check(
        "security",
        &["落实网络安全等级保护三级", "数据加密存储", "保护个人信息和隐私", "資安防護"],
        &["确保食品安全", "增强群众安全感", "抓好安全生产", "保障防洪安全", "守住粮食安全底线"],
    );
    check("security-technical", &["部署防火墙", "每日异地备份"], &["健全安全责任制"]);
    check("security-managerial", &["健全安全责任制", "每年开展攻防演练"], &["部署防火墙"]);
    check("security-level", &["按等级保护三级建设", "等保2.0"], &["培养高级人才"]);
}

#[test]
fn chinese_risks() {
    check("risk", &["存在需求变更风险", "项目风险可控"], &["洪涝灾害风险普查", "防范化解重大风险", "化解金融风险"]);
    check("evidence-risks", &["项目可行性分析表明", "主要风险是人员流失"], &["开展洪水风险管理", "做好灾害风险评估"]);
}

#[test]
fn chinese_evidence() {
    check(
        "evidence-upstream",
        &["根据《数据安全法》制定本方案", "贯彻落实国家部署", "依据“十五五”规划"],
        &["按照用户手册操作"],
    );
    check("evidence-leadership", &["成立由分管副市长任组长的领导小组"], &["开发人员提交代码"]);
    check("evidence-responsible", &["市数据局为牵头单位", "项目经理对本项目总负责"], &["项目经理可以创建任务"]);
    check("evidence-funding", &["所需经费由县财政承担", "总投资300万元"], &["减少总成本浪费", "优化营商环境"]);
    check("evidence-review", &["规划实施中期评估，并适时调整", "每季度复盘"], &["推进城市更新", "软件更新后重启"]);
    check("evidence-evaluation", &["委托第三方评估实施效果", "纳入年度考核"], &["采购服务器"]);
    check("evidence-lifecycle", &["落实三年质保和日常维护"], &["维护社会稳定"]);
    check("evidence-pilot", &["选取三所学校先行试点"], &["《管理办法（试行）》"]);
    check("evidence-sharing", &["与省平台数据共享"], &["印制宣传册"]);
    check("evidence-horizon", &["规划期为三年", "到2030年"], &["每天更新"]);
    check("evidence-systems", &["依托现有系统扩展", "已建成的平台运行稳定"], &["依托市场机制"]);
}

#[test]
fn chinese_negation_reaches_two_characters() {
    let silenced = |text: &str| !Vocabulary::shipped().holds(text, "build");
    for text in [
        "不再建设机房",
        "未建设机房",
        "没有建设机房",
        "避免重复开发系统",
        "杜绝新建孤岛",
        "无需搭建环境",
        "严禁新建机房",
        "毋須建置機房",
    ] {
        assert!(silenced(text), "{text}");
    }
    for text in [
        "不断建设新系统",
        "不仅建设平台",
        "无人机建设",
        "未来建设三个平台",
        "不少于新建三座机房",
        "不低于新建标准",
        "无障碍建设",
        "不迟于六月建成",
        "源源不断开发应用",
    ] {
        assert!(!silenced(text), "{text}");
    }
}

#[test]
fn chinese_filler_keeps_content_words() {
    check("filler", &["的", "全市", "进一步"], &["地址", "目的", "平台", "服务器"]);
    check("planning", &["要建成平台", "拟于明年启动"], &["虚拟货币", "主要领导", "摘要"]);
    check("placeholder", &["待补充", "此处填写单位名称", "××单位"], &["编制中心城区规划", "填补空白"]);
    check("template-prompt", &["请在此填写项目名称", "【项目名称】"], &["请假流程网上办理", "公布施工日历"]);
}
