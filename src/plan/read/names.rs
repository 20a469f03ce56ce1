//! Which Chinese words can be the names of persons.

/// The commonest Chinese family names.
const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严武戴莫孔向汤";

/// Words that open with a family name and name nobody.
const NO_NAMES: [&str; 12] =
    ["高度", "高效", "严格", "方面", "任何", "常年", "万事", "于是", "许多", "任务", "安全", "向上"];

/// Whether Chinese characters can be a person's name, or a name as colleagues use it (张工, 王老师).
pub(super) fn may_be_chinese(word: &str) -> bool {
    let name = ["老师", "主任", "经理", "同学"].iter().find_map(|title| word.strip_suffix(title)).unwrap_or(word);
    let count = name.chars().count();
    word.chars().all(crate::lexicon::is_han)
        && (2..=5).contains(&word.chars().count())
        && (1..=3).contains(&count)
        && crate::lexicon::fold(name).starts_with(|c| SURNAMES.contains(c))
        && !NO_NAMES.iter().any(|other| word.starts_with(other))
}
