//! The handlers: each forwards to the session before its first `await`, and does nothing else.

use super::outbox::Outbox;
use super::session::Message;
use super::world::World;
use super::{
    code_action, commands, completion, definition, folding, hierarchy, highlight, hover, inlay, lens, links, pull,
    references, rename, selection, symbols, tokens, workspace_symbols,
};
use serde_json::Value;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::str::FromStr;
use tokio::sync::mpsc::UnboundedSender;
use tokio::sync::oneshot;
use tower_lsp::LanguageServer;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::*;

/// What the service calls.
#[derive(Debug)]
pub struct Front {
    session: UnboundedSender<Message>,
}

/// Requests that are answered from the world alone.
macro_rules! answers {
    ($($handler:ident: $params:ty => $result:ty, $answer:path;)*) => {$(
        async fn $handler(&self, params: $params) -> Result<$result> {
            self.ask(move |world, _| $answer(world, &params)).await
        }
    )*};
}

impl Front {
    /// In front of a session.
    pub fn new(session: UnboundedSender<Message>) -> Self {
        Self { session }
    }

    fn tell(&self, message: Message) {
        // A session that has ended hears nothing.
        let _ = self.session.send(message);
    }

    async fn ask<T: Send + 'static>(
        &self,
        answer: impl FnOnce(&World, &Outbox) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let (reply, answered) = oneshot::channel();
        self.tell(Message::Ask(Box::new(move |world, outbox| {
            // A cancelled request has nobody who waits.
            if !reply.is_closed() {
                let outcome = catch_unwind(AssertUnwindSafe(|| answer(&world, outbox)));
                let _ = reply.send(outcome.unwrap_or_else(|_| Err(Error::internal_error())));
            }
        })));
        answered.await.unwrap_or_else(|_| Err(Error::internal_error()))
    }
}

fn uris<'a>(all: impl Iterator<Item = &'a String>) -> Vec<Uri> {
    let parse = |uri: &String| {
        let mut value = serde_json::json!({"uri": uri});
        super::uri::encode_all(&mut value);
        value["uri"].as_str().and_then(|uri| Uri::from_str(uri).ok())
    };
    all.filter_map(parse).collect()
}

impl LanguageServer for Front {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        let (reply, answered) = oneshot::channel();
        self.tell(Message::Start(Box::new(params), reply));
        answered.await.map_err(|_| Error::internal_error())
    }

    async fn initialized(&self, _: InitializedParams) {
        self.tell(Message::Ready);
    }

    async fn shutdown(&self) -> Result<()> {
        Ok(())
    }

    async fn did_open(&self, params: DidOpenTextDocumentParams) {
        self.tell(Message::Opened(params));
    }

    async fn did_change(&self, params: DidChangeTextDocumentParams) {
        self.tell(Message::Changed(params));
    }

    async fn did_save(&self, params: DidSaveTextDocumentParams) {
        self.tell(Message::Saved(params.text_document.uri));
    }

    async fn did_close(&self, params: DidCloseTextDocumentParams) {
        self.tell(Message::Closed(params.text_document.uri));
    }

    async fn did_change_watched_files(&self, params: DidChangeWatchedFilesParams) {
        self.tell(Message::Watched(params.changes.into_iter().map(|change| change.uri).collect()));
    }

    async fn did_create_files(&self, params: CreateFilesParams) {
        self.tell(Message::Watched(uris(params.files.iter().map(|file| &file.uri))));
    }

    async fn did_rename_files(&self, params: RenameFilesParams) {
        let both = params.files.iter().flat_map(|file| [&file.old_uri, &file.new_uri]);
        self.tell(Message::Watched(uris(both)));
    }

    async fn did_delete_files(&self, params: DeleteFilesParams) {
        self.tell(Message::Watched(uris(params.files.iter().map(|file| &file.uri))));
    }

    async fn did_change_configuration(&self, params: DidChangeConfigurationParams) {
        self.tell(Message::Configured(params.settings));
    }

    async fn did_change_workspace_folders(&self, params: DidChangeWorkspaceFoldersParams) {
        self.tell(Message::Folders(params.event));
    }

    async fn workspace_diagnostic(&self, params: WorkspaceDiagnosticParams) -> Result<WorkspaceDiagnosticReportResult> {
        self.ask(move |world, outbox| pull::workspace(world, &params, outbox)).await
    }

    async fn execute_command(&self, params: ExecuteCommandParams) -> Result<Option<Value>> {
        self.ask(move |world, outbox| commands::execute(world, &params, outbox)).await
    }

    answers! {
        diagnostic: DocumentDiagnosticParams => DocumentDiagnosticReportResult, pull::document;
        code_action: CodeActionParams => Option<CodeActionResponse>, code_action::actions;
        code_action_resolve: CodeAction => CodeAction, code_action::resolve;
        hover: HoverParams => Option<Hover>, hover::hover;
        goto_definition: GotoDefinitionParams => Option<GotoDefinitionResponse>, definition::definition;
        references: ReferenceParams => Option<Vec<Location>>, references::references;
        document_highlight: DocumentHighlightParams => Option<Vec<DocumentHighlight>>, highlight::highlight;
        prepare_rename: TextDocumentPositionParams => Option<PrepareRenameResponse>, rename::prepare;
        rename: RenameParams => Option<WorkspaceEdit>, rename::rename;
        completion: CompletionParams => Option<CompletionResponse>, completion::completion;
        document_symbol: DocumentSymbolParams => Option<DocumentSymbolResponse>, symbols::symbols;
        symbol: WorkspaceSymbolParams => Option<WorkspaceSymbolResponse>, workspace_symbols::workspace_symbols;
        folding_range: FoldingRangeParams => Option<Vec<FoldingRange>>, folding::folding;
        selection_range: SelectionRangeParams => Option<Vec<SelectionRange>>, selection::selection;
        document_link: DocumentLinkParams => Option<Vec<DocumentLink>>, links::links;
        code_lens: CodeLensParams => Option<Vec<CodeLens>>, lens::lens;
        inlay_hint: InlayHintParams => Option<Vec<InlayHint>>, inlay::inlay;
        semantic_tokens_full: SemanticTokensParams => Option<SemanticTokensResult>, tokens::full;
        semantic_tokens_range: SemanticTokensRangeParams => Option<SemanticTokensRangeResult>, tokens::range;
        prepare_call_hierarchy: CallHierarchyPrepareParams => Option<Vec<CallHierarchyItem>>, hierarchy::prepare;
        incoming_calls: CallHierarchyIncomingCallsParams => Option<Vec<CallHierarchyIncomingCall>>, hierarchy::incoming;
        outgoing_calls: CallHierarchyOutgoingCallsParams => Option<Vec<CallHierarchyOutgoingCall>>, hierarchy::outgoing;
    }
}

impl Front {
    /// `window/workDoneProgress/cancel`
    pub async fn cancel_progress(&self, params: WorkDoneProgressCancelParams) {
        self.tell(Message::Cancelled(params.token));
    }

    /// `$/setTrace`: what is logged does not depend on it.
    pub async fn set_trace(&self, _: Value) {}
}
