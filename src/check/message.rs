//! What a finding says: placeholders filled, from the plan's own words.

use super::scene::{Scene, Subject};
use super::verdict::Trace;
use crate::plan::*;
use crate::rules::{Region, Rule};

/// Longest quotation in a message, in characters.
const QUOTE: usize = 60;

/// What a message can draw on beside the subject.
pub(super) struct Ground<'a> {
    pub trace: &'a Trace,
    pub problem: Option<&'a Problem>,
    pub language: Language,
}

/// The words with their placeholders filled.
pub(super) fn fill(scene: &Scene<'_>, words: &str, subject: &Subject, ground: &Ground<'_>) -> String {
    let mut text = String::with_capacity(words.len() + 40);
    let mut rest = words;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let Some((name, tail)) = after.split_once('}') else {
            text.push('{');
            rest = after;
            continue;
        };
        // “Only 2 of 9 tasks …” says what was missed; “there are 9 tasks, and …” says what it is about.
        match ground.trace.about.filter(|_| name == "count" && !words.contains("{total}")) {
            Some(about) => text.push_str(&about.to_string()),
            None => text.push_str(&value(scene, name, subject, ground)),
        }
        rest = tail;
    }
    text.push_str(rest);
    // Of thousands of plans all are kept until they are reported.
    text.shrink_to_fit();
    text
}

fn value(scene: &Scene<'_>, name: &str, subject: &Subject, ground: &Ground<'_>) -> String {
    let item = match subject {
        Subject::Item(id) => Some(scene.plan.item(*id)),
        _ => None,
    };
    let count = ground.trace.count;
    match name {
        "title" => title(scene, subject),
        "id" => {
            item.and_then(|i| i.id.as_ref()).map_or_else(|| title(scene, subject), |id| scene.text(id.span).to_owned())
        }
        "kind" => item.map_or_else(String::new, |i| i.kind.name().to_owned()),
        "count" => count.map_or_else(String::new, |c| c.0.to_string()),
        "total" => count.map_or_else(String::new, |c| c.1.to_string()),
        "suggestion" => ground.problem.and_then(|p| p.suggestion.clone()).unwrap_or_default(),
        "text" => match (ground.problem, ground.trace.words.first()) {
            (Some(Problem { fault: Fault::Words(words), .. }), _) => quote(words),
            (Some(problem), _) => problem.fault.in_words(ground.language),
            (None, Some((span, _))) => quote(scene.text(*span)),
            (None, None) => title(scene, subject),
        },
        _ => {
            let field = name.strip_prefix("field.").and_then(FieldName::from_name);
            let of = if let Subject::Item(id) = subject { Some(*id) } else { None };
            field.and_then(|field| scene.plan.field(of, field)).map_or_else(String::new, |f| quote(scene.text(f.value)))
        }
    }
}

fn title(scene: &Scene<'_>, subject: &Subject) -> String {
    scene.region(subject, Region::Title).first().map_or_else(String::new, |span| quote(scene.text(*span)))
}

/// A text on one line, without markup, shortened.
pub(super) fn quote(text: &str) -> String {
    let mut plain = String::new();
    let mut space = false;
    for c in text.trim().chars().filter(|c| !matches!(c, '*' | '`' | '\u{feff}')) {
        if c.is_whitespace() || c.is_control() {
            space = !plain.is_empty();
            continue;
        }
        if std::mem::take(&mut space) {
            plain.push(' ');
        }
        plain.push(c);
    }
    match plain.char_indices().nth(QUOTE) {
        Some((at, _)) => format!("{}…", plain[..at].trim_end()),
        None => plain,
    }
}

/// A note on a related place.
pub(super) fn note(language: Language, note: RelatedNote) -> &'static str {
    match (note, language) {
        (RelatedNote::FirstDefinition, Language::En) => "first defined here",
        (RelatedNote::FirstDefinition, Language::Zh) => "首次定义在这里",
        (RelatedNote::DidYouMean, Language::En) => "did you mean this one?",
        (RelatedNote::DidYouMean, Language::Zh) => "是否指这一项？",
        (RelatedNote::DependsOn, Language::En) => "depends on the next",
        (RelatedNote::DependsOn, Language::Zh) => "依赖下一项",
        (RelatedNote::Against, Language::En) => "against this",
        (RelatedNote::Against, Language::Zh) => "与此处不一致",
        (RelatedNote::Also, Language::En) => "also here",
        (RelatedNote::Also, Language::Zh) => "此处也是",
    }
}

/// One or two words for what is missing.
pub(super) fn topic(rule: &Rule, language: Language) -> String {
    if let Some(topic) = &rule.topic {
        return topic.get(language).to_owned();
    }
    rule.name.strip_prefix("missing-").unwrap_or(&rule.name).replace('-', " ")
}
