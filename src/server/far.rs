//! What is known of plans that no open document can belong to. They depend on the disk alone, so they are judged once;
//! what is said of them is kept, and the plans are not.

use crate::workspace::Surveyed;
use tower_lsp::ls_types::{Diagnostic, Range, SymbolKind};

/// What is known of the plans on disk.
#[derive(Debug)]
pub struct Far {
    /// The day on which they were judged.
    pub today: jiff::civil::Date,
    /// What is said of the plans of each folder.
    pub groups: Surveyed<Group>,
}

/// What is said of plans that were judged together.
#[derive(Debug, Default)]
pub struct Group {
    /// Of each of their documents what was found.
    pub found: Vec<Told>,
    /// Their items.
    pub symbols: Vec<Symbol>,
}

/// What was found in a document.
#[derive(Debug)]
pub struct Told {
    /// Its path below the root.
    pub path: Box<str>,
    /// The name of these diagnostics.
    pub id: String,
    /// The diagnostics as JSON, a small part of the room that they take otherwise.
    json: Box<[u8]>,
}

/// An item of a plan.
#[derive(Debug, Clone)]
pub struct Symbol {
    /// Its id and title.
    pub name: String,
    /// What it is.
    pub kind: SymbolKind,
    /// The name of its plan.
    pub plan: String,
    /// The path of its document below the root.
    pub path: Box<str>,
    /// Where it stands there.
    pub range: Range,
}

impl Far {
    /// What was found in each document.
    pub fn found(&self) -> impl Iterator<Item = &Told> {
        self.groups.values().flat_map(|group| &group.found)
    }

    /// All items.
    pub fn symbols(&self) -> impl Iterator<Item = &Symbol> {
        self.groups.values().flat_map(|group| &group.symbols)
    }
}

impl Told {
    /// These diagnostics of a document.
    pub fn new(path: &str, diagnostics: &[Diagnostic]) -> Self {
        let json = serde_json::to_vec(diagnostics).unwrap_or_default();
        Self { path: path.into(), id: name_of(&json), json: json.into() }
    }

    /// The diagnostics.
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        serde_json::from_slice(&self.json).unwrap_or_default()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        *self.json == *b"[]"
    }
}

/// A name for diagnostics: the same ones have the same, others another.
pub fn result_id(diagnostics: &[Diagnostic]) -> String {
    name_of(&serde_json::to_vec(diagnostics).unwrap_or_default())
}

fn name_of(json: &[u8]) -> String {
    format!("{:016x}", rapidhash::v3::rapidhash_v3(json))
}
