//! `textDocument/documentLink`: links to files and pages, and from suppressions to the pages of their rules.

use super::diagnostics::page_url;
use super::uri::of_path;
use super::world::World;
use crate::syntax::MarkKind;
use std::str::FromStr;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{DocumentLink, DocumentLinkParams, Uri};

pub fn links(world: &World, params: &DocumentLinkParams) -> Result<Option<Vec<DocumentLink>>> {
    let Some(scene) = world.scene(&params.text_document.uri) else { return Ok(None) };
    let document = &scene.document;
    let link = |span, target: Option<Uri>, tooltip: Option<String>| {
        target.map(|target| DocumentLink { range: scene.range(world, span), target: Some(target), tooltip, data: None })
    };
    let mut all = Vec::new();
    let marks = document.tree.marks.iter().filter(|mark| matches!(mark.kind, MarkKind::Link | MarkKind::Image));
    for mark in marks.filter(|mark| !mark.target.is_empty()) {
        all.extend(link(mark.target, target(&scene, document.source.slice(mark.target)), None));
    }
    for (span, name) in document.suppressions.iter().flat_map(|comment| &comment.rules) {
        let Some(rule) = scene.live.settings.rules.find(name) else { continue };
        all.extend(link(*span, page_url(&scene.live.settings, &rule.code, &rule.name), Some(rule.name.to_string())));
    }
    Ok(Some(all))
}

/// Where a link leads: a page, or a file beside this one. An anchor in the same document leads nowhere else.
fn target(scene: &super::world::Scene, written: &str) -> Option<Uri> {
    if written.contains("://") || written.starts_with("mailto:") {
        return Uri::from_str(written).ok();
    }
    let path = written.split(['#', '?']).next().filter(|path| !path.is_empty() && !path.starts_with('/'))?;
    let folder = crate::workspace::folder_of(&scene.path);
    let decoded = Uri::from_str(&format!("x:{path}")).map(|uri| uri.path().decode().to_string_lossy().into_owned());
    let path = decoded.unwrap_or_else(|_| path.to_owned());
    if scene.place.apart {
        return None;
    }
    of_path(&scene.live.full(format!("{folder}/{path}").trim_start_matches('/')))
}
