//! What a finding rests on, in lines of text (`--explain`).

use super::mend::field_label;
use super::scene::{Scene, Subject};
use super::verdict::Violation;
use crate::plan::*;
use crate::rules::Rule;

/// The facts and terms that a violation rests on.
pub(super) fn lines(scene: &Scene<'_>, rule: &Rule, violation: &Violation, language: Language) -> Vec<String> {
    let plan = scene.plan;
    let zh = language == Language::Zh;
    let mut lines = Vec::new();
    for gate in &rule.gates {
        lines.push(match gate.name() {
            "organisation" => {
                let why = plan.profile.why.in_words(language);
                format!("{} {}: {why}", say(language, "profile", "规划主体"), plan.profile.value.word(language))
            }
            "whole" => {
                let why = plan.scope.why.in_words(language);
                format!("{} {}: {why}", say(language, "scope", "规划范围"), plan.scope.value.word(language))
            }
            "systems" => format!("{}: {}", say(language, "systems", "系统建设"), plan.systems.why.in_words(language)),
            _ => plan
                .horizon
                .as_ref()
                .map_or_else(String::new, |h| format!("{} {}", say(language, "horizon", "规划期"), scene.text(h.span))),
        });
    }
    if let Subject::Item(id) = &violation.subject {
        let item = plan.item(*id);
        let section = item.section.map(|s| plan.section(s)).filter(|s| !s.title.is_empty());
        let (confidence, kind) = (item.confidence.word(language), item.kind.word(language));
        let basis = item.basis.word(language);
        let form = form(item.form, language);
        let title = section.map(|s| scene.text(s.title));
        lines.push(match title {
            Some(title) if zh => format!("{confidence}的{kind}（依据：{basis}），{form}，在“{title}”之下"),
            Some(title) => format!("{confidence} {kind} (by its {basis}), {form} under “{title}”"),
            None if zh => format!("{confidence}的{kind}（依据：{basis}），{form}"),
            None => format!("{confidence} {kind} (by its {basis}), {form}"),
        });
        for field in plan.fields(Some(*id)).filter(|f| !matches!(f.read, Value::Empty)).take(8) {
            let value = super::message::quote(scene.text(field.value));
            let origin = origin(field.origin, language);
            lines.push(match language {
                Language::En => format!("{} = “{value}” ({origin})", field.name),
                Language::Zh => format!("{}＝“{value}”（{origin}）", field_label(field.name, language)),
            });
        }
        for link in plan.links_from(*id).take(8) {
            let to = link.to.map_or_else(
                || say(language, "nothing", "无").to_owned(),
                |to| super::message::quote(scene.text(plan.item(to).title)),
            );
            lines.push(format!("{} → {to}", link.relation.word(language)));
        }
    }
    for (span, term) in violation.trace.words.iter().take(8) {
        let words = super::message::quote(scene.text(*span));
        let at = scene.document(*span).map(|d| d.source.position(span.start));
        lines.push(match (language, at) {
            (Language::En, Some(p)) => format!("“{words}” is {term} at {}:{}", p.line, p.column),
            (Language::En, None) => format!("“{words}” is {term}"),
            (Language::Zh, Some(p)) => format!("“{words}”属于{term}，在{}:{}", p.line, p.column),
            (Language::Zh, None) => format!("“{words}”属于{term}"),
        });
    }
    if let Some((count, total)) = violation.trace.count {
        lines.push(match language {
            Language::En => format!("counted {count} of {total}"),
            Language::Zh => format!("{total}项中计有{count}项"),
        });
    }
    lines.retain(|line| !line.is_empty());
    lines
}

fn say<'a>(language: Language, en: &'a str, zh: &'a str) -> &'a str {
    match language {
        Language::En => en,
        Language::Zh => zh,
    }
}

fn form(form: Form, language: Language) -> &'static str {
    let (en, zh) = match form {
        Form::List => ("list item", "列表项"),
        Form::Row => ("table row", "表格行"),
        Form::Heading => ("heading", "标题"),
        Form::Paragraph => ("paragraph", "段落"),
        Form::Yaml => ("YAML entry", "YAML条目"),
    };
    say(language, en, zh)
}

fn origin(origin: Origin, language: Language) -> &'static str {
    let (en, zh) = match origin {
        Origin::Own => ("its own", "自身字段"),
        Origin::Prose => ("in its text", "在其文字中"),
        Origin::Part => ("in a part", "在其下属部分"),
        Origin::LeadIn => ("from the heading or lead-in", "来自标题或引导语"),
        Origin::Parent => ("from the item above", "来自上级条目"),
        Origin::All => ("said of all", "对全部条目而言"),
        Origin::Front => ("front matter", "文首元数据"),
        Origin::Config => ("configuration", "配置"),
    };
    say(language, en, zh)
}
