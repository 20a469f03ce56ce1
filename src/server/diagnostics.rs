//! Findings as the editor shows them.

use super::client::Client;
use super::place::{location, range};
use super::world::{Judged, Place, World};
use crate::check::Finding;
use crate::plan::Plan;
use crate::rules::Severity;
use crate::text::{FileId, SourceFile};
use crate::workspace::{ConfigError, Settings};
use serde_json::json;
use std::collections::BTreeMap;
use std::path::Path;
use std::str::FromStr;
use tower_lsp::ls_types::{
    CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag, NumberOrString,
    Position, Range, Uri,
};

/// Who says so.
pub const SOURCE: &str = "planspect";

/// The findings of all plans of a root, by the path of their document. Every document of a plan has an entry,
/// also where nothing was found in it.
pub fn by_document(world: &World, place: &Place, judged: &Judged) -> BTreeMap<String, Vec<Diagnostic>> {
    let mut all: BTreeMap<String, Vec<Diagnostic>> = BTreeMap::new();
    let Ok(live) = place.live() else { return all };
    for part in &judged.parts {
        for document in &part.plan.documents {
            all.entry(document.source.path.to_string()).or_default();
        }
        for finding in part.judgement.findings.iter().filter(|finding| finding.suppressed.is_none()) {
            let Some(document) = part.plan.document_of(finding.span) else { continue };
            let shown = diagnostic(&world.client, place, &part.plan, &live.settings, finding);
            all.entry(document.source.path.to_string()).or_default().extend(shown);
        }
    }
    all
}

/// One finding.
pub fn diagnostic(
    client: &Client,
    place: &Place,
    plan: &Plan,
    settings: &Settings,
    finding: &Finding,
) -> Option<Diagnostic> {
    let document = plan.document_of(finding.span)?;
    let related = finding.related.iter().filter_map(|related| {
        let location = location(place, plan, related.span, client.encoding)?;
        Some(DiagnosticRelatedInformation { location, message: related.message.clone() })
    });
    let related: Vec<_> = if client.related_information { related.collect() } else { Vec::new() };
    let of_no_use = client.unnecessary && finding.rule.as_ref() == "unused-suppression";
    Some(Diagnostic {
        range: range(document, finding.span, client.encoding),
        severity: Some(severity(finding.severity)),
        code: Some(NumberOrString::String(finding.code.to_string())),
        code_description: page_url(settings, &finding.code, &finding.rule)
            .filter(|_| client.code_description)
            .map(|href| CodeDescription { href }),
        source: Some(SOURCE.to_owned()),
        message: finding.message.clone(),
        related_information: (!related.is_empty()).then_some(related),
        tags: of_no_use.then(|| vec![DiagnosticTag::UNNECESSARY]),
        data: Some(json!({"finding": finding.identity.fingerprint, "help": finding.help, "rule": finding.rule})),
    })
}

/// Where the page of a rule is published.
pub fn page_url(settings: &Settings, code: &str, name: &str) -> Option<Uri> {
    Uri::from_str(&settings.page_url(code, name)?).ok()
}

fn severity(severity: Severity) -> DiagnosticSeverity {
    match severity {
        Severity::Error => DiagnosticSeverity::ERROR,
        Severity::Warning => DiagnosticSeverity::WARNING,
        Severity::Info => DiagnosticSeverity::INFORMATION,
    }
}

/// What is wrong with the configuration of a root, by file.
pub fn of_configuration(client: &Client, root: &Path, errors: &[ConfigError]) -> BTreeMap<Uri, Vec<Diagnostic>> {
    let mut all: BTreeMap<Uri, Vec<Diagnostic>> = BTreeMap::new();
    for error in errors {
        let Some(uri) = super::uri::of_path(&root.join(error.source_code.name())) else { continue };
        let text = SourceFile::new(FileId(0), "", error.source_code.inner());
        let at = |offset: usize| {
            let (line, character) = text.line_character(offset as u32, client.encoding);
            Position::new(line, character)
        };
        let (start, end) = (error.at.offset(), error.at.offset() + error.at.len());
        let message = error.message.get(client.language).to_owned();
        all.entry(uri).or_default().push(Diagnostic {
            range: Range::new(at(start), at(end)),
            severity: Some(DiagnosticSeverity::ERROR),
            source: Some(SOURCE.to_owned()),
            message,
            ..Diagnostic::default()
        });
    }
    all
}
