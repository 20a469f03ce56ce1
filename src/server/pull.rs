//! `textDocument/diagnostic` and `workspace/diagnostic`: diagnostics for a client that asks for them.

use super::diagnostics::{by_document, of_configuration};
use super::far::{Told, result_id};
use super::outbox::Outbox;
use super::progress::Progress;
use super::survey::far;
use super::uri::Key;
use super::world::{Place, Spot, World};
use serde_json::json;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use tower_lsp::jsonrpc::{Error, ErrorCode, Result};
use tower_lsp::ls_types::{
    Diagnostic, DocumentDiagnosticParams, DocumentDiagnosticReport, DocumentDiagnosticReportKind,
    DocumentDiagnosticReportResult, FullDocumentDiagnosticReport, RelatedFullDocumentDiagnosticReport,
    RelatedUnchangedDocumentDiagnosticReport, UnchangedDocumentDiagnosticReport, Uri, WorkspaceDiagnosticParams,
    WorkspaceDiagnosticReport, WorkspaceDiagnosticReportResult, WorkspaceDocumentDiagnosticReport,
    WorkspaceFullDocumentDiagnosticReport, WorkspaceUnchangedDocumentDiagnosticReport,
};

/// The error that makes a client ask again: a newer edit has replaced the work.
fn replaced() -> Error {
    Error {
        code: ErrorCode::ServerError(-32802),
        message: "a newer edit has come in between".into(),
        data: Some(json!({"retriggerRequest": true})),
    }
}

/// What was found in a document, and for which version.
type Found = (Uri, Option<i32>, Vec<Diagnostic>);

/// The diagnostics of a root by URI, each with the version it is for: of the plans that have an open document, or of all
/// that are not as the disk alone has them.
fn of_place(world: &World, place: &Place, all: bool) -> Result<Vec<Found>> {
    let live = match place.live() {
        Ok(live) => live,
        Err(errors) => {
            let root = place.found.as_ref().map(|found| found.root.clone()).unwrap_or_default();
            let all = of_configuration(&world.client, &root, errors);
            return Ok(all.into_iter().map(|(uri, diagnostics)| (uri, None, diagnostics)).collect());
        }
    };
    let options = world.options();
    let judged = if all { place.all_judged(&options) } else { place.judged(&options) }.ok_or_else(replaced)?;
    let all = by_document(world, place, judged).into_iter();
    let mut all: Vec<_> =
        all.filter_map(|(path, found)| Some((place.uri(&path)?, place.version(&path), found))).collect();
    let broken = of_configuration(&world.client, &live.found.root, &live.settings.broken);
    all.extend(broken.into_iter().map(|(uri, found)| (uri, None, found)));
    Ok(all)
}

/// Takes what was found in the documents that are as the disk alone has them, until one is enough.
fn of_far(world: &World, place: &Place, mut take: impl FnMut(&Told) -> bool) -> Result<()> {
    if place.live().map_or(true, |live| live.reaches_workspace()) {
        return Ok(());
    }
    let far = far(world, place).ok_or_else(replaced)?;
    let joined = place.all_joined().ok_or_else(replaced)?;
    let _ = far.found().filter(|told| joined.document(&told.path).is_none()).find(|told| take(told));
    Ok(())
}

/// Answers for one document.
pub fn document(world: &World, params: &DocumentDiagnosticParams) -> Result<DocumentDiagnosticReportResult> {
    let asked = Key::of(&params.text_document.uri);
    let mut own = Vec::new();
    let all = match world.find(&params.text_document.uri) {
        None => Vec::new(),
        Some((place, path)) if place.held.contains_key(&path) => of_place(world, place, false)?,
        Some((place, path)) => {
            let all = of_place(world, place, true)?;
            if place.all_joined().is_some_and(|joined| joined.document(&path).is_none()) {
                of_far(world, place, |told| {
                    let asked_for = *told.path == *path;
                    if asked_for {
                        own = told.diagnostics();
                    }
                    asked_for
                })?;
            }
            all
        }
    };
    let mut related: HashMap<Uri, DocumentDiagnosticReportKind> = HashMap::new();
    // The documents of the same plan: an edit of one may change what is found in another.
    let siblings: Vec<Key> = world.scene(&params.text_document.uri).map_or_else(Vec::new, |scene| {
        let uris = scene.plan.documents.iter().filter_map(|document| scene.place.uri(&document.source.path));
        uris.map(|uri| Key::of(&uri)).collect()
    });
    for (uri, _, items) in all {
        let key = Key::of(&uri);
        if key == asked {
            own = items;
        } else if world.client.related_documents && siblings.contains(&key) {
            let report = FullDocumentDiagnosticReport { result_id: Some(result_id(&items)), items };
            related.insert(uri, DocumentDiagnosticReportKind::Full(report));
        }
    }
    let related_documents = (!related.is_empty()).then_some(related);
    let id = result_id(&own);
    let report = if params.previous_result_id.as_ref() == Some(&id) {
        DocumentDiagnosticReport::Unchanged(RelatedUnchangedDocumentDiagnosticReport {
            related_documents,
            unchanged_document_diagnostic_report: UnchangedDocumentDiagnosticReport { result_id: id },
        })
    } else {
        DocumentDiagnosticReport::Full(RelatedFullDocumentDiagnosticReport {
            related_documents,
            full_document_diagnostic_report: FullDocumentDiagnosticReport { result_id: Some(id), items: own },
        })
    };
    Ok(DocumentDiagnosticReportResult::Report(report))
}

/// Answers for everything in the workspace folders and around open documents.
pub fn workspace(
    world: &World,
    params: &WorkspaceDiagnosticParams,
    outbox: &Outbox,
) -> Result<WorkspaceDiagnosticReportResult> {
    let token = params.work_done_progress_params.work_done_token.clone();
    let progress = token.map(|token| Progress::begin(outbox.clone(), token, world.client.language));
    let mut before: BTreeMap<Key, (Uri, String)> = params
        .previous_result_ids
        .iter()
        .map(|one| (Key::of(&one.uri), (one.uri.clone(), one.value.clone())))
        .collect();
    let mut items = Vec::new();
    let places: Vec<&Arc<Place>> =
        world.places.iter().filter(|(spot, _)| matches!(spot, Spot::Root(_))).map(|(_, place)| place).collect();
    for (number, place) in places.iter().enumerate() {
        if let Some(progress) = &progress {
            progress.report(number, places.len());
        }
        for (uri, version, found) in of_place(world, place, true)? {
            let known = before.remove(&Key::of(&uri)).map(|(_, id)| id);
            if found.is_empty() && known.is_none() && version.is_none() {
                continue;
            }
            items.push(entry(uri, version, known, result_id(&found), || found));
        }
        of_far(world, place, |told| {
            if let Some(uri) = place.uri(&told.path) {
                let known = before.remove(&Key::of(&uri)).map(|(_, id)| id);
                if !told.is_empty() || known.is_some() {
                    items.push(entry(uri, None, known, told.id.clone(), || told.diagnostics()));
                }
            }
            false
        })?;
    }
    // What was reported before and is gone: a deleted file, one that is no plan any more.
    items.extend(before.into_values().map(|(uri, id)| {
        let version = world.open.get(&Key::of(&uri)).map(|open| open.buffer.version);
        entry(uri, version, Some(id), result_id(&[]), Vec::new)
    }));
    Ok(WorkspaceDiagnosticReportResult::Report(WorkspaceDiagnosticReport { items }))
}

/// What a client is told of a document of which it has the diagnostics called `known`, where they are called `id` now.
fn entry(
    uri: Uri,
    version: Option<i32>,
    known: Option<String>,
    id: String,
    diagnostics: impl FnOnce() -> Vec<Diagnostic>,
) -> WorkspaceDocumentDiagnosticReport {
    let version = version.map(i64::from);
    if known.as_ref() == Some(&id) {
        return WorkspaceDocumentDiagnosticReport::Unchanged(WorkspaceUnchangedDocumentDiagnosticReport {
            uri,
            version,
            unchanged_document_diagnostic_report: UnchangedDocumentDiagnosticReport { result_id: id },
        });
    }
    WorkspaceDocumentDiagnosticReport::Full(WorkspaceFullDocumentDiagnosticReport {
        uri,
        version,
        full_document_diagnostic_report: FullDocumentDiagnosticReport { result_id: Some(id), items: diagnostics() },
    })
}
