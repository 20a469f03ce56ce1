//! What a finding rests on, in lines of text (`--explain`).

use super::scene::{Scene, Subject};
use super::verdict::Violation;
use crate::plan::*;
use crate::rules::Rule;

/// The facts and terms that a violation rests on.
pub(super) fn lines(scene: &Scene<'_>, rule: &Rule, violation: &Violation) -> Vec<String> {
    let plan = scene.plan;
    let mut lines = Vec::new();
    for gate in &rule.gates {
        lines.push(match gate.name() {
            "organisation" => format!("profile {}: {}", plan.profile.value, plan.profile.why),
            "whole" => format!("scope {}: {}", plan.scope.value, plan.scope.why),
            "systems" => format!("systems: {}", plan.systems.why),
            _ => plan.horizon.as_ref().map_or_else(String::new, |h| format!("horizon {}", scene.text(h.span))),
        });
    }
    if let Subject::Item(id) = &violation.subject {
        let item = plan.item(*id);
        let section = item.section.map(|s| plan.section(s)).filter(|s| !s.title.is_empty());
        let under = section.map_or_else(String::new, |s| format!(" under “{}”", scene.text(s.title)));
        lines.push(format!("{} {}, {}{under}", item.confidence, item.kind, form(item.form)));
        for field in plan.fields(Some(*id)).filter(|f| !matches!(f.read, Value::Empty)).take(8) {
            lines.push(format!(
                "{} = “{}” ({})",
                field.name,
                super::message::quote(scene.text(field.value)),
                origin(field.origin)
            ));
        }
        for link in plan.links_from(*id).take(8) {
            let to = link
                .to
                .map_or_else(|| "nothing".to_owned(), |to| super::message::quote(scene.text(plan.item(to).title)));
            lines.push(format!("{} → {to}", link.relation));
        }
    }
    for (span, term) in violation.trace.words.iter().take(8) {
        let at = scene.document(*span).map(|d| d.source.position(span.start));
        let place = at.map_or_else(String::new, |p| format!(" at {}:{}", p.line, p.column));
        lines.push(format!("“{}” is {term}{place}", super::message::quote(scene.text(*span))));
    }
    if let Some((count, total)) = violation.trace.count {
        lines.push(format!("counted {count} of {total}"));
    }
    lines.retain(|line| !line.is_empty());
    lines
}

fn form(form: Form) -> &'static str {
    match form {
        Form::List => "list item",
        Form::Row => "table row",
        Form::Heading => "heading",
        Form::Paragraph => "paragraph",
        Form::Yaml => "YAML entry",
    }
}

fn origin(origin: Origin) -> &'static str {
    match origin {
        Origin::Own => "its own",
        Origin::Prose => "in its text",
        Origin::Part => "in a part",
        Origin::LeadIn => "from the heading or lead-in",
        Origin::Parent => "from the item above",
        Origin::All => "said of all",
        Origin::Front => "front matter",
        Origin::Config => "configuration",
    }
}
