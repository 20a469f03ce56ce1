//! A client in memory: text in, JSON out.

use planspect::server::{Log, Setup, serve};
use serde_json::{Value, json};
use std::collections::VecDeque;
use std::path::Path;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream, ReadHalf, WriteHalf, duplex};
use tokio::runtime::Runtime;

pub const PATIENCE: Duration = Duration::from_secs(120);

pub struct Client {
    runtime: Runtime,
    out: Option<WriteHalf<DuplexStream>>,
    incoming: Receiver<Value>,
    pub held: VecDeque<Value>,
    next: i64,
    pub status: tokio::task::JoinHandle<u8>,
    pub capabilities: Value,
}

pub fn uri(path: &Path) -> String {
    let mut text = String::from("file://");
    for byte in path.to_str().unwrap().bytes() {
        match byte {
            b'/' | b'-' | b'.' | b'_' | b'~' | b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' => text.push(byte as char),
            _ => text.push_str(&format!("%{byte:02X}")),
        }
    }
    text
}

async fn frames(mut input: ReadHalf<DuplexStream>, queue: std::sync::mpsc::Sender<Value>) {
    let mut held: Vec<u8> = Vec::new();
    loop {
        while let Some(at) = held.windows(4).position(|part| part == b"\r\n\r\n") {
            let head = String::from_utf8(held[..at].to_vec()).unwrap();
            let length: usize = head.strip_prefix("Content-Length: ").unwrap().parse().unwrap();
            if held.len() < at + 4 + length {
                break;
            }
            let body = held[at + 4..at + 4 + length].to_vec();
            held.drain(..at + 4 + length);
            if queue.send(serde_json::from_slice(&body).unwrap()).is_err() {
                return;
            }
        }
        if input.read_buf(&mut held).await.unwrap_or(0) == 0 {
            return;
        }
    }
}

impl Client {
    /// Nothing said yet.
    pub fn silent() -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        let (near, far) = duplex(1 << 20);
        let (far_in, far_out) = tokio::io::split(far);
        let (near_in, near_out) = tokio::io::split(near);
        let (queue, incoming) = channel();
        let setup = Setup { log: Log::default(), today: || jiff::civil::Date::constant(2027, 1, 1) };
        let status = runtime.spawn(serve(far_in, far_out, setup));
        runtime.spawn(frames(near_in, queue));
        Self {
            runtime,
            out: Some(near_out),
            incoming,
            held: VecDeque::new(),
            next: 0,
            status,
            capabilities: Value::Null,
        }
    }

    /// Initialized with these capabilities and further parameters.
    pub fn start(capabilities: Value, more: Value) -> Self {
        let mut client = Self::silent();
        let mut params = json!({"capabilities": capabilities});
        for (name, value) in more.as_object().into_iter().flatten() {
            params[name] = value.clone();
        }
        let answer = client.ask("initialize", params);
        client.capabilities = answer["capabilities"].clone();
        client.tell("initialized", json!({}));
        client
    }

    pub fn raw(&mut self, bytes: &[u8]) {
        let out = self.out.as_mut().unwrap();
        self.runtime.block_on(out.write_all(bytes)).unwrap();
    }

    pub fn send(&mut self, message: &Value) {
        let body = serde_json::to_vec(message).unwrap();
        self.raw(format!("Content-Length: {}\r\n\r\n", body.len()).as_bytes());
        self.raw(&body);
    }

    pub fn tell(&mut self, method: &str, params: Value) {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}));
    }

    /// Sends a request without waiting; gives its id.
    pub fn begin(&mut self, method: &str, params: Value) -> i64 {
        self.next += 1;
        let id = self.next;
        let mut message = json!({"jsonrpc": "2.0", "id": id, "method": method});
        if !params.is_null() {
            message["params"] = params;
        }
        self.send(&message);
        id
    }

    /// The answer to a request, error or result.
    pub fn answer(&mut self, id: i64) -> Value {
        self.wait(&format!("answer {id}"), |m| m["id"] == id && m.get("method").is_none())
    }

    /// The result of a request.
    pub fn ask(&mut self, method: &str, params: Value) -> Value {
        let id = self.begin(method, params);
        let answer = self.answer(id);
        assert!(answer.get("error").is_none(), "{method}: {answer}");
        answer["result"].clone()
    }

    /// The code of the error of a request.
    pub fn refused(&mut self, method: &str, params: Value) -> i64 {
        let id = self.begin(method, params);
        let answer = self.answer(id);
        answer["error"]["code"].as_i64().unwrap_or_else(|| panic!("{method}: {answer}"))
    }

    fn take(&mut self, patience: Duration) -> Option<Value> {
        let message = self.incoming.recv_timeout(patience).ok()?;
        // A well-behaved client answers what it is asked.
        if let (Some(id), Some(method)) = (message.get("id"), message.get("method"))
            && !id.is_null()
        {
            let result = if method == "workspace/configuration" { json!([null]) } else { Value::Null };
            let answer = json!({"jsonrpc": "2.0", "id": id, "result": result});
            self.send(&answer);
        }
        Some(message)
    }

    /// The next message that is so; what comes before is kept.
    pub fn wait(&mut self, what: &str, wanted: impl Fn(&Value) -> bool) -> Value {
        if let Some(at) = self.held.iter().position(&wanted) {
            return self.held.remove(at).unwrap();
        }
        let until = Instant::now() + PATIENCE;
        while Instant::now() < until {
            if let Some(message) = self.take(Duration::from_millis(100)) {
                if wanted(&message) {
                    return message;
                }
                self.held.push_back(message);
            }
        }
        panic!("{what} never came; held: {:#?}", self.held);
    }

    /// Everything that comes while nothing is asked for.
    pub fn quiet(&mut self, patience: Duration) -> Vec<Value> {
        while let Some(message) = self.take(patience) {
            self.held.push_back(message);
        }
        self.held.drain(..).collect()
    }

    pub fn open(&mut self, uri: &str, text: &str) {
        let language = if uri.ends_with(".yaml") || uri.ends_with(".yml") { "yaml" } else { "markdown" };
        self.tell(
            "textDocument/didOpen",
            json!({"textDocument": {"uri": uri, "languageId": language, "version": 1, "text": text}}),
        );
    }

    pub fn change(&mut self, uri: &str, version: i64, changes: Value) {
        self.tell(
            "textDocument/didChange",
            json!({"textDocument": {"uri": uri, "version": version}, "contentChanges": changes}),
        );
    }

    pub fn close(&mut self, uri: &str) {
        self.tell("textDocument/didClose", json!({"textDocument": {"uri": uri}}));
    }

    /// The diagnostics published for a version of a document.
    pub fn published(&mut self, uri: &str, version: i64) -> Vec<Value> {
        let message = self.wait(&format!("diagnostics of {uri} {version}"), |m| {
            m["method"] == "textDocument/publishDiagnostics"
                && m["params"]["uri"] == uri
                && m["params"]["version"] == version
        });
        message["params"]["diagnostics"].as_array().unwrap().clone()
    }

    /// The next diagnostics published for a document that is not open.
    pub fn published_closed(&mut self, uri: &str) -> Vec<Value> {
        let message = self.wait(&format!("diagnostics of closed {uri}"), |m| {
            m["method"] == "textDocument/publishDiagnostics"
                && m["params"]["uri"] == uri
                && m["params"].get("version").is_none()
        });
        message["params"]["diagnostics"].as_array().unwrap().clone()
    }

    /// Waits until what is published for a document is as it should be.
    pub fn until(&mut self, uri: &str, holds: impl Fn(&[Value]) -> bool) {
        self.wait(&format!("right diagnostics of {uri}"), |m| {
            m["method"] == "textDocument/publishDiagnostics"
                && m["params"]["uri"] == uri
                && holds(m["params"]["diagnostics"].as_array().unwrap())
        });
    }

    /// Says goodbye (or just leaves); gives the exit status.
    pub fn leave(mut self, shutdown: bool, exit: bool) -> u8 {
        if shutdown {
            self.ask("shutdown", Value::Null);
        }
        if exit {
            self.send(&json!({"jsonrpc": "2.0", "method": "exit"}));
        }
        if !exit {
            let mut out = self.out.take().unwrap();
            self.runtime.block_on(out.shutdown()).unwrap();
        }
        let status = self.status;
        self.runtime.block_on(async { tokio::time::timeout(PATIENCE, status).await.unwrap().unwrap() })
    }
}

impl Client {
    /// Waits until the server ends by itself; gives its status.
    pub fn wait_for_end(self) -> u8 {
        let status = self.status;
        self.runtime.block_on(async { tokio::time::timeout(PATIENCE, status).await.unwrap().unwrap() })
    }
}

/// Codes of diagnostics, sorted.
pub fn codes(diagnostics: &[Value]) -> Vec<&str> {
    let mut codes: Vec<&str> = diagnostics.iter().filter_map(|d| d["code"].as_str()).collect();
    codes.sort_unstable();
    codes
}

/// A folder with these files; a repository, so that it is a root.
pub fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join(".git")).unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    folder
}

/// A plan in which only `T2` is at fault: it serves nothing (PRF002).
pub const PLAN: &str = "\
---
kind: plan
---
# Permit plan

## Needs

- **N1** Builders wait 38 days for a permit (source: survey 2026)

## Goals

- **G1** Nine in ten permits are decided within ten days (serves: N1)

## Tasks

- **T1** Put permits online (serves: G1; owner: Permit Office; due: 2028-06)
- **T2** Redesign the logo (owner: Press Office; due: 2028-06)
";
