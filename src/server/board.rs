//! Diagnostics as they were published: complete for each version, and never the same twice.

use super::client::Client;
use super::diagnostics::of_configuration;
use super::outbox::Outbox;
use super::uri::{Key, encode_all, of_path};
use super::world::{Open, Place, Spot};
use serde_json::json;
use std::collections::{BTreeMap, HashMap};
use tower_lsp::ls_types::{Diagnostic, PublishDiagnosticsParams, Uri};

/// What is to be shown of a document: under which URIs, for which version.
pub type Shown = (Vec<Uri>, Option<i32>, Vec<Diagnostic>);

/// What the editor shows.
#[derive(Debug)]
pub struct Board {
    outbox: Outbox,
    published: HashMap<Key, Published>,
}

#[derive(Debug)]
struct Published {
    spot: Spot,
    version: Option<i32>,
    diagnostics: Vec<Diagnostic>,
}

/// What is to be shown of a root: the findings of open documents and of the other documents of their plans, and
/// what is wrong with the configuration.
pub fn shown(client: &Client, place: &Place, mut found: BTreeMap<String, Vec<Diagnostic>>) -> BTreeMap<Key, Shown> {
    let mut shown: BTreeMap<Key, Shown> = BTreeMap::new();
    let root = place.found.as_ref().map(|found| found.root.clone()).unwrap_or_default();
    let errors = match place.live() {
        Ok(live) => live.settings.broken.as_slice(),
        Err(errors) => errors,
    };
    for (uri, diagnostics) in of_configuration(client, &root, errors) {
        shown.insert(Key::of(&uri), (vec![uri], None, diagnostics));
    }
    for plan in place.joined_if_known().iter().flat_map(|joined| joined.plans.iter().chain(&joined.unreadable)) {
        let is_open = |path: &str| place.held.contains_key(path);
        let paths = || plan.documents.iter().map(|document| &*document.source.path);
        if !paths().any(is_open) {
            continue;
        }
        for path in paths().filter(|path| !is_open(path)) {
            let Some(uri) = place.uri(path) else { continue };
            shown.insert(Key::of(&uri), (vec![uri], None, found.remove(path).unwrap_or_default()));
        }
    }
    for (path, held) in &place.held {
        let uris = held.buffer.uris.clone();
        let Some(first) = uris.first() else { continue };
        let diagnostics = found.remove(path).unwrap_or_default();
        let entry = shown.entry(Key::of(first)).or_default();
        entry.0 = uris;
        entry.1 = Some(held.buffer.version);
        entry.2.extend(diagnostics);
    }
    shown
}

impl Board {
    /// Nothing is shown yet.
    pub fn new(outbox: Outbox) -> Self {
        Self { outbox, published: HashMap::new() }
    }

    /// Whether anything is shown of a document.
    pub fn shows(&self, key: &Key) -> bool {
        self.published.get(key).is_some_and(|published| !published.diagnostics.is_empty())
    }

    /// Shows what was found in a root, and empties what was shown of it before and is not any more.
    pub fn show(&mut self, spot: &Spot, shown: BTreeMap<Key, Shown>, open: &BTreeMap<Key, Open>) {
        let of_spot = self.published.iter().filter(|(_, published)| published.spot == *spot);
        let gone: Vec<Key> = of_spot.map(|(key, _)| key).filter(|key| !shown.contains_key(*key)).cloned().collect();
        gone.iter().for_each(|key| self.clear(key, open));
        for (key, (uris, version, diagnostics)) in shown {
            let known = self.published.get(&key);
            let same = known.is_some_and(|one| one.version == version && one.diagnostics == diagnostics);
            if same || (known.is_none() && version.is_none() && diagnostics.is_empty()) {
                continue;
            }
            for uri in uris {
                let params = PublishDiagnosticsParams { uri, version, diagnostics: diagnostics.clone() };
                self.outbox.tell("textDocument/publishDiagnostics", params);
            }
            self.published.insert(key, Published { spot: spot.clone(), version, diagnostics });
        }
    }

    /// Empties everything that is shown of a root.
    pub fn forget(&mut self, spot: &Spot, open: &BTreeMap<Key, Open>) {
        let of_spot = self.published.iter().filter(|(_, published)| published.spot == *spot);
        let keys: Vec<Key> = of_spot.map(|(key, _)| key.clone()).collect();
        keys.iter().for_each(|key| self.clear(key, open));
    }

    /// Shows nothing under a URI.
    pub fn empty(&self, uri: &Uri) {
        let none: [Diagnostic; 0] = [];
        self.outbox.tell("textDocument/publishDiagnostics", json!({"uri": uri, "diagnostics": none}));
    }

    fn clear(&mut self, key: &Key, open: &BTreeMap<Key, Open>) {
        let Some(published) = self.published.remove(key) else { return };
        if published.diagnostics.is_empty() {
            return;
        }
        let uris = match (open.get(key), key) {
            (Some(open), _) => open.buffer.uris.clone(),
            (None, Key::File(path)) => of_path(path).into_iter().collect(),
            (None, Key::Other(_)) => uri_of(key).into_iter().collect(),
        };
        uris.iter().for_each(|uri| self.empty(uri));
    }
}

/// The URI of a document that is no file.
fn uri_of(key: &Key) -> Option<Uri> {
    let Key::Other(text) = key else { return None };
    let (path, scheme) = text.split_once('\0')?;
    let mut uri = json!({"uri": format!("{scheme}:{path}")});
    encode_all(&mut uri);
    serde_json::from_value(uri["uri"].take()).ok()
}
