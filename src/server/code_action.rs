//! `textDocument/codeAction` and its resolve: what may be done about a finding.

use super::change::workspace_edit;
use super::commands::{OPEN, SELECT};
use super::diagnostics::{diagnostic, page_url};
use super::edit::offsets;
use super::words::say;
use super::world::{Scene, World};
use crate::check::{Finding, Fix, Mend, choose, mends};
use crate::plan::Language;
use crate::text::Span;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::{
    CodeAction, CodeActionKind, CodeActionOrCommand, CodeActionParams, CodeActionResponse, Command, Diagnostic, Uri,
    WorkspaceEdit,
};

/// By what an action is found again when it is taken.
#[derive(Debug, Serialize, Deserialize)]
struct Ticket {
    uri: Uri,
    /// Fingerprint of the finding; none: all safe fixes.
    finding: Option<String>,
    /// Its number among what is offered about the finding.
    number: usize,
}

/// What is offered about one finding: its fix first.
enum Offer {
    Fix(Fix),
    Mend(Mend),
}

pub fn actions(world: &World, params: &CodeActionParams) -> Result<Option<CodeActionResponse>> {
    let Some(scene) = world.scene(&params.text_document.uri) else { return Ok(None) };
    let Some(findings) = findings(world, &scene) else { return Ok(None) };
    let language = scene.language(world);
    let wants = |kind: &CodeActionKind| {
        params.context.only.as_ref().is_none_or(|only| {
            only.iter().any(|one| {
                let (one, kind) = (one.as_str(), kind.as_str());
                kind == one || kind.strip_prefix(one).is_some_and(|rest| rest.starts_with('.')) || one.is_empty()
            })
        })
    };
    let mut all: Vec<CodeActionOrCommand> = Vec::new();
    if wants(&CodeActionKind::QUICKFIX) {
        let (start, end) = offsets(&scene.document.source, params.range, world.client.encoding);
        let here = findings.iter().filter(|finding| {
            let span = finding.span;
            span.file == scene.document.source.id && span.start as usize <= end && start <= span.end as usize
        });
        for finding in here {
            let shown = diagnostic(&world.client, &scene.place, &scene.plan, &scene.live.settings, finding);
            for (number, offer) in offers(&scene, finding, language).into_iter().enumerate() {
                let ticket = Ticket {
                    uri: params.text_document.uri.clone(),
                    finding: Some(finding.identity.fingerprint.clone()),
                    number,
                };
                all.push(CodeActionOrCommand::CodeAction(action(world, &scene, &offer, shown.as_ref(), ticket)));
            }
            all.extend(page_opened(&scene, finding, shown, language).map(CodeActionOrCommand::CodeAction));
        }
    }
    let fix_all = CodeActionKind::from("source.fixAll.planspect");
    if wants(&fix_all) {
        let edits = all_safe(&scene, &findings);
        if !edits.is_empty() {
            let ticket = Ticket { uri: params.text_document.uri.clone(), finding: None, number: 0 };
            all.push(CodeActionOrCommand::CodeAction(CodeAction {
                title: say(language, "Fix all that can be fixed safely", "修复所有可安全修复的问题").to_owned(),
                kind: Some(fix_all),
                edit: (!world.client.resolves_edits).then(|| workspace_edit(world, &scene, &edits)),
                data: serde_json::to_value(ticket).ok(),
                ..CodeAction::default()
            }));
        }
    }
    Ok(Some(all))
}

pub fn resolve(world: &World, action: &CodeAction) -> Result<CodeAction> {
    let mut action = action.clone();
    let ticket = action.data.clone().and_then(|data| serde_json::from_value::<Ticket>(data).ok());
    let Some(ticket) = ticket.filter(|_| action.edit.is_none()) else { return Ok(action) };
    let scene = world.scene(&ticket.uri).ok_or_else(Error::content_modified)?;
    let findings = findings(world, &scene).ok_or_else(Error::content_modified)?;
    let language = scene.language(world);
    let Some(fingerprint) = &ticket.finding else {
        action.edit = Some(workspace_edit(world, &scene, &all_safe(&scene, &findings)));
        return Ok(action);
    };
    let finding = findings
        .iter()
        .find(|finding| finding.identity.fingerprint == *fingerprint)
        .ok_or_else(Error::content_modified)?;
    // What was offered is what is done: the same finding in a changed text may have other offers.
    let offer = offers(&scene, finding, language).into_iter().nth(ticket.number).ok_or_else(Error::content_modified)?;
    let (title, edit, command) = content(world, &scene, &offer);
    if title != action.title {
        return Err(Error::content_modified());
    }
    action.edit = Some(edit);
    action.command = command;
    Ok(action)
}

/// The findings of the plan of a document that are shown; none where a newer edit has come.
fn findings(world: &World, scene: &Scene) -> Option<Vec<Finding>> {
    let judged = scene.place.judged(&world.options())?;
    let part = judged
        .parts
        .iter()
        .find(|part| part.plan.documents.iter().any(|document| Arc::ptr_eq(document, &scene.document)));
    let all = part.into_iter().flat_map(|part| &part.judgement.findings);
    Some(all.filter(|finding| finding.suppressed.is_none()).cloned().collect())
}

fn offers(scene: &Scene, finding: &Finding, language: Language) -> Vec<Offer> {
    let fix = finding.fix.clone().map(Offer::Fix);
    let mends = mends(&scene.plan, finding, &scene.live.settings.rules, language);
    fix.into_iter().chain(mends.into_iter().map(Offer::Mend)).collect()
}

fn action(world: &World, scene: &Scene, offer: &Offer, shown: Option<&Diagnostic>, ticket: Ticket) -> CodeAction {
    let (title, edit, command) = content(world, scene, offer);
    let later = world.client.resolves_edits;
    CodeAction {
        title,
        kind: Some(CodeActionKind::QUICKFIX),
        diagnostics: shown.map(|shown| vec![shown.clone()]),
        // Only what is sure may be taken by one key.
        is_preferred: matches!(offer, Offer::Fix(fix) if fix.safe).then_some(true),
        edit: (!later).then_some(edit),
        command: command.filter(|_| !later),
        data: serde_json::to_value(ticket).ok(),
        ..CodeAction::default()
    }
}

/// Title, edit, and the command that puts the cursor where the author is to write.
fn content(world: &World, scene: &Scene, offer: &Offer) -> (String, WorkspaceEdit, Option<Command>) {
    match offer {
        Offer::Fix(fix) => (fix.title.clone(), workspace_edit(world, scene, &fix.edits), None),
        Offer::Mend(mend) => {
            let edit = workspace_edit(world, scene, &mend.edits);
            (mend.title.clone(), edit, cursor(world, scene, mend))
        }
    }
}

/// The command that selects the words that the author is to write, where the editor can show a place.
fn cursor(world: &World, scene: &Scene, mend: &Mend) -> Option<Command> {
    let (number, write) = mend.write.as_ref().filter(|_| world.client.show_document)?;
    let (span, text) = mend.edits.get(*number)?;
    let document = scene.plan.document_of(*span)?;
    let uri = scene.place.uri(&document.source.path)?;
    // Where the words stand once all edits of that document are made.
    let mut after = crate::check::apply(&document.source.text, mend.edits.iter().filter(|(s, _)| s.file == span.file));
    let shift: i64 = mend
        .edits
        .iter()
        .filter(|(other, _)| other.file == span.file && other.start < span.start)
        .map(|(other, text)| text.len() as i64 - i64::from(other.len()))
        .sum();
    let start = usize::try_from(i64::from(span.start) + shift).ok()?;
    let (from, to) = (start + write.start, start + write.end);
    after.get(from..to).filter(|_| write.end <= text.len())?;
    let source = crate::text::SourceFile::new(span.file, "", &std::mem::take(&mut after));
    let place = |offset: usize| {
        let (line, character) = source.line_character(offset as u32, world.client.encoding);
        serde_json::json!({"line": line, "character": character})
    };
    let range = serde_json::json!({"start": place(from), "end": place(to)});
    Some(Command {
        title: mend.title.clone(),
        command: SELECT.to_owned(),
        arguments: Some(vec![serde_json::json!(uri), range]),
    })
}

/// Opens the page of the rule, where it is published and the editor can open pages.
fn page_opened(scene: &Scene, finding: &Finding, shown: Option<Diagnostic>, language: Language) -> Option<CodeAction> {
    let url = page_url(&scene.live.settings, &finding.code, &finding.rule)?;
    let title = match language {
        Language::En => format!("Open the page of {}", finding.code),
        Language::Zh => format!("打开{}的说明", finding.code),
    };
    Some(CodeAction {
        title: title.clone(),
        kind: Some(CodeActionKind::QUICKFIX),
        diagnostics: shown.map(|shown| vec![shown]),
        command: Some(Command { title, command: OPEN.to_owned(), arguments: Some(vec![serde_json::json!(url)]) }),
        ..CodeAction::default()
    })
}

/// The edits of all safe fixes in the document.
fn all_safe(scene: &Scene, findings: &[Finding]) -> Vec<(Span, String)> {
    let here = findings.iter().filter(|finding| finding.span.file == scene.document.source.id);
    choose(here, false).into_iter().flat_map(|fix| fix.edits.clone()).collect()
}
