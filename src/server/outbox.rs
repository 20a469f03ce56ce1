//! Everything that is sent to the editor, in one queue: what is sent first arrives first.

use serde::Serialize;
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tokio::sync::mpsc::UnboundedSender;

/// The way out.
#[derive(Debug, Clone)]
pub struct Outbox {
    queue: UnboundedSender<Vec<u8>>,
    asked: Arc<AtomicU64>,
}

impl Outbox {
    /// Into a queue.
    pub fn new(queue: UnboundedSender<Vec<u8>>) -> Self {
        Self { queue, asked: Arc::default() }
    }

    /// Sends a message as it is.
    pub fn send(&self, message: &impl Serialize) {
        // What cannot be written as JSON, and a reader that has gone, are nobody's concern here.
        if let Ok(body) = serde_json::to_vec(message) {
            let _ = self.queue.send(super::wire::framed(&body));
        }
    }

    /// Sends a notification.
    pub fn tell(&self, method: &str, params: impl Serialize) {
        #[derive(Serialize)]
        struct Notification<'a, P> {
            jsonrpc: &'static str,
            method: &'a str,
            params: P,
        }
        self.send(&Notification { jsonrpc: "2.0", method, params });
    }

    /// Sends a request; gives its id, by which the answer is known.
    pub fn ask(&self, method: &str, params: Value) -> String {
        let id = format!("planspect-{}", self.asked.fetch_add(1, Ordering::Relaxed));
        let mut message = json!({"jsonrpc": "2.0", "id": id, "method": method});
        if !params.is_null() {
            message["params"] = params;
        }
        self.send(&message);
        id
    }

    /// Sends an error that answers no request.
    pub fn refuse(&self, code: i64, message: &str) {
        self.send(&json!({"jsonrpc": "2.0", "id": null, "error": {"code": code, "message": message}}));
    }
}
