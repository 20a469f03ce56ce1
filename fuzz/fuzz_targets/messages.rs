#![no_main]

use libfuzzer_sys::fuzz_target;
use planspect::server::{Log, Setup, serve};
use serde_json::{Value, json};
use std::io::Cursor;

/// What an editor says of a document; position and text are drawn.
const METHODS: [&str; 24] = [
    "textDocument/didOpen",
    "textDocument/didChange",
    "textDocument/didSave",
    "textDocument/didClose",
    "textDocument/diagnostic",
    "textDocument/codeAction",
    "textDocument/hover",
    "textDocument/definition",
    "textDocument/references",
    "textDocument/prepareRename",
    "textDocument/rename",
    "textDocument/completion",
    "textDocument/documentSymbol",
    "textDocument/foldingRange",
    "textDocument/codeLens",
    "textDocument/selectionRange",
    "textDocument/semanticTokens/full",
    "textDocument/inlayHint",
    "textDocument/documentLink",
    "textDocument/documentHighlight",
    "workspace/symbol",
    "workspace/didChangeConfiguration",
    "shutdown",
    "no/such/method",
];

fn frame(out: &mut Vec<u8>, body: &str) {
    out.extend(format!("Content-Length: {}\r\n\r\n{body}", body.len()).into_bytes());
}

fn params(method: &str, version: usize, (line, character): (u16, u16), text: &str) -> Value {
    let document = json!({"uri": "file:///nowhere/plan.md", "version": version});
    let position = json!({"line": line, "character": character});
    let range = json!({"start": position, "end": {"line": line.saturating_add(1), "character": 0}});
    match method {
        "textDocument/didOpen" => {
            json!({"textDocument": {"uri": "file:///nowhere/plan.md", "languageId": "markdown", "version": version, "text": text}})
        }
        "textDocument/didChange" => {
            json!({"textDocument": document, "contentChanges": [{"range": range, "text": text}]})
        }
        "workspace/symbol" => json!({"query": text}),
        "workspace/didChangeConfiguration" => json!({"settings": {"planspect": {"language": text}}}),
        "shutdown" => Value::Null,
        _ => json!({"textDocument": document, "position": position, "range": range, "newName": text,
                    "positions": [position], "context": {"diagnostics": [], "includeDeclaration": true}}),
    }
}

// A session of messages, well formed and not; the server ends when its input does. The runtime ends with it, so that no thread
// of one session works, and holds memory, while the next is run or leaks are looked for.
fuzz_target!(|given: (Vec<(u8, u16, u16, String)>, Vec<u8>)| {
    let (messages, garbage) = given;
    let mut input = Vec::new();
    let start = json!({"jsonrpc": "2.0", "id": 0, "method": "initialize", "params": {"capabilities": {}}});
    frame(&mut input, &start.to_string());
    frame(&mut input, &json!({"jsonrpc": "2.0", "method": "initialized", "params": {}}).to_string());
    for (number, (kind, line, character, text)) in messages.iter().enumerate() {
        let method = METHODS[usize::from(*kind) % METHODS.len()];
        let params = params(method, number + 1, (*line, *character), text);
        let told = method.starts_with("textDocument/did") || method.starts_with("workspace/did");
        let message = if told {
            json!({"jsonrpc": "2.0", "method": method, "params": params})
        } else {
            json!({"jsonrpc": "2.0", "id": number + 1, "method": method, "params": params})
        };
        frame(&mut input, &message.to_string());
    }
    input.extend(garbage);
    let setup = Setup { log: Log::default(), today: || jiff::civil::Date::constant(2027, 1, 1) };
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(serve(Cursor::new(input), tokio::io::sink(), setup));
});
