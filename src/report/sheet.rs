//! What the page of a rule says, before it is laid out for a terminal or as Markdown.

use super::words;
use crate::plan::Language;
use crate::rules::{Page, Rule, Statement};

/// A rule with its page.
#[derive(Debug, Clone, Copy)]
pub struct RulePage<'a> {
    /// The rule.
    pub rule: &'a Rule,
    /// What its page says.
    pub page: &'a Page,
    /// Statements of the source.
    pub statements: &'a [Statement],
}

/// The page of a rule in one language.
pub(super) struct Sheet {
    /// Code and name.
    pub title: String,
    /// Severity, set, principle, which plans.
    pub facts: String,
    /// One sentence.
    pub summary: String,
    /// What follows, in order.
    pub parts: Vec<Part>,
}

/// A titled part of a page.
pub(super) struct Part {
    /// Its title.
    pub title: String,
    /// Paragraphs.
    pub texts: Vec<String>,
    /// Text to be shown as it is.
    pub code: Option<String>,
    /// The language of that text: `markdown`, `yaml`.
    pub format: &'static str,
}

impl Part {
    fn texts(title: &str, texts: Vec<String>) -> Self {
        Self { title: title.to_owned(), texts, code: None, format: "" }
    }

    fn code(title: String, code: String, format: &'static str) -> Self {
        Self { title, texts: Vec::new(), code: Some(code), format }
    }
}

impl Sheet {
    /// The page of a rule.
    pub fn new(shown: &RulePage<'_>, language: Language) -> Self {
        let RulePage { rule, page, statements } = *shown;
        let zh = language == Language::Zh;
        let say = |en: &'static str, zh_words: &'static str| if zh { zh_words } else { en };
        let mut facts =
            vec![words::severity(rule.severity, language).to_owned(), words::set(rule.set, language).to_owned()];
        facts.extend(rule.principle.map(|p| words::principle_in_full(p, language)));
        facts.extend(rule.gates.iter().map(|gate| words::gate(*gate, language).to_owned()));
        let mut parts = Vec::new();
        let why = page.why.get(language);
        if !why.is_empty() {
            parts.push(Part::texts(say("Why", "为什么"), vec![why.to_owned()]));
        }
        if !rule.source.is_empty() {
            let cited = rule.source.iter().map(|id| {
                let text = statements.iter().find(|s| s.id == *id).map(|s| if zh { &s.zh } else { &s.en });
                text.map_or_else(|| id.clone(), |text| format!("{id}  {text}"))
            });
            parts.push(Part::texts(say("Rests on", "依据"), cited.collect()));
        }
        parts.push(Part::texts(say("It says", "报告内容"), vec![rule.message.get(language).to_owned()]));
        parts.push(Part::texts(say("How to fix it", "如何修改"), vec![rule.help.get(language).to_owned()]));
        for (number, example) in page.examples.iter().enumerate() {
            let (text, kind) = match (&example.bad, &example.good) {
                (Some(text), _) => (text, say("breaks the rule where marked", "违反规则（标出处）")),
                (None, Some(text)) => (text, say("keeps the rule", "符合规则")),
                (None, None) => continue,
            };
            let format = if example.format.as_deref() == Some("yaml") { "yaml" } else { "markdown" };
            let title = format!("{} {}: {kind}", say("Example", "示例"), number + 1);
            let title = if zh { title.replace(": ", "：") } else { title };
            parts.push(Part::code(title, text.clone(), format));
            if let Some(beside) = &example.beside {
                let title = say("Another plan of the workspace", "工作区中的另一份规划").to_owned();
                parts.push(Part::code(title, beside.clone(), format));
            }
        }
        let everywhere = say("everywhere, in planspect.yaml", "全部关闭：写入 planspect.yaml");
        let once = say("in one place, before it", "某一处不报告：写在该处之前");
        let reason = say("the reason", "理由");
        parts.push(Part::code(
            say("How to turn it off", "如何关闭").to_owned(),
            format!(
                "# {everywhere}\nignore: [{}]\n\n# {once}\n<!-- planspect-disable-next {} -- {reason} -->",
                rule.code, rule.code
            ),
            "yaml",
        ));
        Self {
            title: format!("{} {}", rule.code, rule.name),
            facts: facts.join(say(", ", "，")),
            summary: page.summary.get(language).to_owned(),
            parts,
        }
    }
}
