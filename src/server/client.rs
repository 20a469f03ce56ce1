//! What the editor can do, as it said at the start.

use crate::plan::Language;
use crate::text::Encoding;
use serde_json::Value;
use tower_lsp::ls_types::{InitializeParams, PositionEncodingKind};

/// What the editor can do.
#[derive(Debug, Clone, Default)]
#[allow(clippy::struct_excessive_bools)]
pub struct Client {
    /// How it counts within a line.
    pub encoding: Encoding,
    /// Language of its user; none: that of each plan.
    pub language: Option<Language>,
    /// It asks for diagnostics itself.
    pub pull: bool,
    /// It takes diagnostics of further documents with those it asked for.
    pub related_documents: bool,
    /// It shows related places.
    pub related_information: bool,
    /// It shows links of codes.
    pub code_description: bool,
    /// It shows what is of no use dimmed.
    pub unnecessary: bool,
    /// It understands edits of versions of documents.
    pub document_changes: bool,
    /// It asks for the edit of an action when the user takes it.
    pub resolves_edits: bool,
    /// It lets the server ask for watched files.
    pub watches: bool,
    /// It lets the server ask for its settings.
    pub configuration: bool,
    /// It shows progress.
    pub progress: bool,
    /// It opens documents when asked.
    pub show_document: bool,
    /// It shows Markdown in hovers and completions.
    pub markdown: bool,
    /// It shows symbols as a tree.
    pub symbol_tree: bool,
    /// It asks anew when told so, for diagnostics, lenses, hints, tokens.
    pub refresh: [bool; 4],
}

/// The requests by which an editor is told to ask anew, in the order of [`Client::refresh`].
pub const REFRESH: [&str; 4] = [
    "workspace/diagnostic/refresh",
    "workspace/codeLens/refresh",
    "workspace/inlayHint/refresh",
    "workspace/semanticTokens/refresh",
];

impl Client {
    /// Reads what the editor said.
    pub fn new(params: &InitializeParams) -> Self {
        let all = serde_json::to_value(&params.capabilities).unwrap_or_default();
        let at = |path: &str| all.pointer(path);
        let can = |path: &str| at(path).and_then(Value::as_bool).unwrap_or(false);
        let lists = |path: &str, word: &str| {
            at(path).and_then(Value::as_array).is_some_and(|list| list.iter().any(|one| one == word))
        };
        let encodings = params.capabilities.general.as_ref().and_then(|general| general.position_encodings.as_ref());
        let publish = "/textDocument/publishDiagnostics";
        let pull = at("/textDocument/diagnostic").is_some_and(Value::is_object);
        // What is said of pulled diagnostics counts for those; older clients say it of published ones alone.
        let shows = |name: &str| {
            can(&format!("{publish}/{name}")) || (pull && can(&format!("/textDocument/diagnostic/{name}")))
        };
        let tags = |base: &str| {
            at(&format!("{base}/tagSupport/valueSet"))
                .and_then(Value::as_array)
                .is_some_and(|tags| tags.iter().any(|tag| tag == 1))
        };
        Self {
            encoding: encodings.map_or(Encoding::Utf16, |offered| encoding(offered)),
            language: language(params),
            pull,
            related_documents: can("/textDocument/diagnostic/relatedDocumentSupport"),
            related_information: shows("relatedInformation"),
            code_description: shows("codeDescriptionSupport"),
            unnecessary: tags(publish) || tags("/textDocument/diagnostic"),
            document_changes: can("/workspace/workspaceEdit/documentChanges"),
            resolves_edits: lists("/textDocument/codeAction/resolveSupport/properties", "edit")
                && can("/textDocument/codeAction/dataSupport"),
            watches: can("/workspace/didChangeWatchedFiles/dynamicRegistration"),
            configuration: can("/workspace/configuration"),
            progress: can("/window/workDoneProgress"),
            show_document: can("/window/showDocument/support"),
            markdown: lists("/textDocument/hover/contentFormat", "markdown"),
            symbol_tree: can("/textDocument/documentSymbol/hierarchicalDocumentSymbolSupport"),
            refresh: [
                can("/workspace/diagnostics/refreshSupport"),
                can("/workspace/codeLens/refreshSupport"),
                can("/workspace/inlayHint/refreshSupport"),
                can("/workspace/semanticTokens/refreshSupport"),
            ],
        }
    }
}

/// The first way of counting that both understand, in the client's order of preference.
fn encoding(offered: &[PositionEncodingKind]) -> Encoding {
    let known = |kind: &PositionEncodingKind| match kind.as_str() {
        "utf-8" => Some(Encoding::Utf8),
        "utf-16" => Some(Encoding::Utf16),
        "utf-32" => Some(Encoding::Utf32),
        _ => None,
    };
    offered.iter().find_map(known).unwrap_or(Encoding::Utf16)
}

/// The word of LSP for a way of counting.
pub fn encoding_kind(encoding: Encoding) -> PositionEncodingKind {
    match encoding {
        Encoding::Utf8 => PositionEncodingKind::UTF8,
        Encoding::Utf16 => PositionEncodingKind::UTF16,
        Encoding::Utf32 => PositionEncodingKind::UTF32,
    }
}

/// The language that the options name, else that of the editor's own words.
fn language(params: &InitializeParams) -> Option<Language> {
    let chosen = params.initialization_options.as_ref().and_then(chosen_language);
    chosen.unwrap_or_else(|| params.locale.as_deref().map(of_locale))
}

/// Chinese for a Chinese locale, English for any other.
fn of_locale(locale: &str) -> Language {
    let zh = locale.get(..2).is_some_and(|head| head.eq_ignore_ascii_case("zh"));
    if zh { Language::Zh } else { Language::En }
}

/// What settings say of the language: none if nothing, `Some(None)` if that of each plan.
pub fn chosen_language(settings: &Value) -> Option<Option<Language>> {
    let own = settings.get("planspect").unwrap_or(settings);
    match own.get("language").and_then(Value::as_str)? {
        "zh" => Some(Some(Language::Zh)),
        "en" => Some(Some(Language::En)),
        "plan" | "auto" => Some(None),
        _ => None,
    }
}
