//! Progress of long work, begun and ended in the same queue as everything else.

use super::outbox::Outbox;
use crate::plan::Language;
use serde_json::json;
use tower_lsp::ls_types::ProgressToken;

/// A progress that was begun; it ends when it is dropped.
#[derive(Debug)]
pub struct Progress {
    outbox: Outbox,
    token: ProgressToken,
}

impl Progress {
    /// Begins to show progress.
    pub fn begin(outbox: Outbox, token: ProgressToken, language: Option<Language>) -> Self {
        let title = if language == Some(Language::Zh) { "正在检查规划" } else { "Checking plans" };
        let value = json!({"kind": "begin", "title": title, "cancellable": true, "percentage": 0});
        outbox.tell("$/progress", json!({"token": token, "value": value}));
        Self { outbox, token }
    }

    /// Says how much is done.
    pub fn report(&self, done: usize, all: usize) {
        let percentage = (done * 100).checked_div(all).unwrap_or(0).min(100);
        let value = json!({"kind": "report", "percentage": percentage, "message": format!("{done}/{all}")});
        self.outbox.tell("$/progress", json!({"token": self.token, "value": value}));
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.outbox.tell("$/progress", json!({"token": self.token, "value": {"kind": "end"}}));
    }
}
