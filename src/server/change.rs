//! Edits of a plan as the editor applies them.

use super::place::range;
use super::world::{Scene, World};
use crate::text::Span;
use std::collections::{BTreeMap, HashMap};
use tower_lsp::ls_types::{
    DocumentChanges, OneOf, OptionalVersionedTextDocumentIdentifier, TextDocumentEdit, TextEdit, Uri, WorkspaceEdit,
};

/// Edits, each at its version of its document where the editor understands that.
pub fn workspace_edit(world: &World, scene: &Scene, edits: &[(Span, String)]) -> WorkspaceEdit {
    let mut by_path: BTreeMap<&str, (Uri, Vec<TextEdit>)> = BTreeMap::new();
    for (span, text) in edits {
        let Some(document) = scene.plan.document_of(*span) else { continue };
        let path = &*document.source.path;
        let Some(uri) = scene.place.uri(path) else { continue };
        let edit = TextEdit::new(range(document, *span, world.client.encoding), text.clone());
        by_path.entry(path).or_insert_with(|| (uri, Vec::new())).1.push(edit);
    }
    if world.client.document_changes {
        let edits = by_path.into_iter().map(|(path, (uri, edits))| TextDocumentEdit {
            text_document: OptionalVersionedTextDocumentIdentifier { uri, version: scene.place.version(path) },
            edits: edits.into_iter().map(OneOf::Left).collect(),
        });
        return WorkspaceEdit {
            document_changes: Some(DocumentChanges::Edits(edits.collect())),
            ..WorkspaceEdit::default()
        };
    }
    let changes: HashMap<Uri, Vec<TextEdit>> = by_path.into_values().collect();
    WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() }
}
