//! What is wrong at a place that parser or model noticed: a value, worded only where a text is written.

use super::kinds::Language;
use super::values::WrongDate;
use crate::syntax::{Bound, SyntaxProblemKind, YamlFault};

/// What was found, or why it cannot be right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// The place says it all.
    Plain,
    /// These words of the plan.
    Words(String),
    /// No such day.
    Date(WrongDate),
    /// Has the form of an amount and is none.
    Amount,
    /// The text does not read.
    Syntax(SyntaxProblemKind),
    /// More findings than are listed: the bound, and how many are left out.
    Findings {
        /// So many are listed.
        most: usize,
        /// So many are not.
        left_out: usize,
    },
    /// A rule has looked at more than it may: its code, and the bound.
    GivenUp {
        /// Its code.
        code: String,
        /// Members of sets.
        most: u64,
    },
    /// A suppression that suppresses nothing.
    Unused,
    /// A suppression of a rule that there is not.
    UnknownRule(String),
    /// A suppression whose last day is past.
    Expired,
}

impl Fault {
    /// A clause that says it; of words of the plan the words.
    pub fn in_words(&self, language: Language) -> String {
        let say = |en: &str, zh: &str| if language == Language::Zh { zh.to_owned() } else { en.to_owned() };
        let zh = language == Language::Zh;
        match self {
            Self::Plain => String::new(),
            Self::Words(words) => words.clone(),
            Self::Date(wrong) => date(*wrong, language).to_owned(),
            Self::Amount => say("no amount", "不是金额"),
            Self::Syntax(SyntaxProblemKind::BadYaml(fault)) => yaml(*fault, language).to_owned(),
            Self::Syntax(SyntaxProblemKind::BadBytes) => say("bytes that are no UTF-8", "字节不是UTF-8编码"),
            Self::Syntax(SyntaxProblemKind::Bound(what, number)) if zh => {
                format!("{}超过{number}", bound(*what, language))
            }
            Self::Syntax(SyntaxProblemKind::Bound(what, number)) => {
                format!("{}: more than {number}", bound(*what, language))
            }
            Self::GivenUp { code, most } if zh => format!("{code}在这里查看的成员超过{most}个，不再继续判断"),
            Self::GivenUp { code, most } => {
                format!("{code} has looked at more than {most} members of its sets here and is not asked any further")
            }
            Self::Findings { most, left_out } if zh => format!("问题超过{most}条，此处以下还有{left_out}条没有列出"),
            Self::Findings { most, left_out } => {
                format!("more than {most} findings; {left_out} from here on are not listed")
            }
            Self::Unused => say("it suppresses nothing", "没有可屏蔽的问题"),
            Self::UnknownRule(name) if zh => format!("没有名为“{name}”的规则"),
            Self::UnknownRule(name) => format!("no rule is called `{name}`"),
            Self::Expired => say("it has expired", "已经过期"),
        }
    }
}

fn date(wrong: WrongDate, language: Language) -> &'static str {
    let (en, zh) = match wrong {
        WrongDate::Month => ("there is no such month", "没有这个月份"),
        WrongDate::Day => ("there is no such day in that month", "该月没有这一天"),
        WrongDate::Quarter => ("there is no such quarter", "没有这个季度"),
        WrongDate::Half => ("there is no such half of a year", "没有这个半年"),
        WrongDate::Reversed => ("the end comes before the start", "结束早于开始"),
    };
    if language == Language::Zh { zh } else { en }
}

fn bound(what: Bound, language: Language) -> &'static str {
    let (en, zh) = match what {
        Bound::NestedBlocks => ("nested blocks", "嵌套层数"),
        Bound::Blocks => ("blocks", "文本块"),
        Bound::YamlLevels => ("levels of lists and maps", "列表和映射的层数"),
        Bound::YamlBlocks => ("entries and list items", "键和列表项"),
        Bound::YamlErrors => ("errors in YAML", "YAML错误"),
    };
    if language == Language::Zh { zh } else { en }
}

fn yaml(fault: YamlFault, language: Language) -> &'static str {
    let (en, zh) = match fault {
        YamlFault::ControlSign => ("a control character", "有控制字符"),
        YamlFault::KeySign => ("a key that opens with a sign needs quotes", "以符号开头的键要加引号"),
        YamlFault::ValueSign => ("a value that opens with this sign needs quotes", "以这个符号开头的值要加引号"),
        YamlFault::ValueBracket => ("a value that opens with a bracket needs quotes", "以括号开头的值要加引号"),
        YamlFault::Colon => ("a value with a colon in it needs quotes", "值里有英文冒号时要加引号"),
        YamlFault::Escape => ("a backslash in double quotes opens an escape", "双引号中的反斜杠表示转义"),
        YamlFault::TextAfterQuote => ("text after the closing quotation mark", "引号之后还有文字"),
        YamlFault::OpenQuote => ("the quotation mark is not closed", "引号没有配对"),
        YamlFault::UnmatchedBracket => ("the brackets do not match", "括号不配对"),
        YamlFault::Bracketed => ("what stands in the brackets does not read", "括号里的内容读不懂"),
        YamlFault::OpenBracket => ("the bracket is not closed", "括号没有闭合"),
        YamlFault::Glued => ("no space after the colon", "冒号之后没有空格"),
        YamlFault::WideColon => ("the colon after a key is the ASCII one", "键之后要用英文冒号"),
        YamlFault::UnknownReference => {
            ("a value that opens with * is a reference; nothing has this name", "以*开头的值是引用，而没有这个名称")
        }
        YamlFault::Tab => ("YAML is indented with spaces, not with tabs", "YAML用空格缩进，不用制表符"),
        YamlFault::Misfit => (
            "it fits neither the keys nor the list items above: mind indentation and colon",
            "与上文的键和列表项对不上：检查缩进和冒号",
        ),
        YamlFault::NoColon => ("a key needs a colon", "键之后缺少冒号"),
        YamlFault::BlockHeader => ("after | or > the text begins on the next line", "|或>之后要另起一行写正文"),
        YamlFault::Tag => ("a value that opens with ! is a tag, and this is none", "以!开头的值是标签，而这里不是"),
        YamlFault::Directive => {
            ("a line that opens with % is a directive, and this is none", "以%开头的行是指令，而这里不是")
        }
        YamlFault::DocumentEnd => ("text where a document begins or ends", "文档开头或结尾处有多余的文字"),
        YamlFault::Comment => (
            "a comment needs a space before its #, and may not stand in a text",
            "注释的#之前要有空格，且不能写在多行文字之中",
        ),
        YamlFault::Sign => ("this sign cannot stand here", "这个符号不能出现在这里"),
        YamlFault::Unreadable => ("no YAML", "不是有效的YAML"),
    };
    if language == Language::Zh { zh } else { en }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_said_in_both_languages() {
        let cut = Fault::Syntax(SyntaxProblemKind::Bound(Bound::NestedBlocks, 100));
        assert_eq!(cut.in_words(Language::En), "nested blocks: more than 100");
        assert_eq!(cut.in_words(Language::Zh), "嵌套层数超过100");
        let cut = Fault::Findings { most: 10_000, left_out: 7 };
        assert_eq!(cut.in_words(Language::En), "more than 10000 findings; 7 from here on are not listed");
        assert_eq!(cut.in_words(Language::Zh), "问题超过10000条，此处以下还有7条没有列出");
    }
}
