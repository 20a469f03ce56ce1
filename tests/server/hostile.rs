//! Clients that are odd, broken or hostile: the server survives any single bad request.

use crate::client::*;
use serde_json::{Value, json};

/// It still answers.
fn lives(client: &mut Client) {
    let folder = folder(&[]);
    let uri = uri(&folder.path().join("alive.md"));
    client.open(&uri, PLAN);
    assert!(codes(&client.published(&uri, 1)).contains(&"PRF002"));
    client.close(&uri);
}

#[test]
fn malformed_frames_and_messages() {
    let mut client = Client::start(json!({}), json!({}));
    let mut bad = |bytes: &[u8], code: Option<i64>| {
        client.raw(bytes);
        if let Some(code) = code {
            let answer = client.wait("an error", |m| m.get("error").is_some() && m["id"].is_null());
            assert_eq!(answer["error"]["code"], code, "{:?}", String::from_utf8_lossy(bytes));
        }
    };
    bad(b"Content-Length: 9\r\n\r\n{\"json\":\"", Some(-32700));
    bad(b"Content-Length: 3\r\n\r\n\xff\xfe\xfd", Some(-32700));
    bad(b"Content-Length: 2\r\n\r\n[]", Some(-32600));
    bad(b"Content-Length: 4\r\n\r\nnull", Some(-32600));
    bad(b"Content-Length: 2\r\n\r\n{}", Some(-32600));
    bad(b"Content-Length: 14\r\n\r\n{\"method\": 17}", Some(-32600));
    bad(b"Content-Length: -5\r\n\r\n", None);
    bad(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", None);
    bad(b"content-LENGTH: 0\r\n\r\n", Some(-32700));
    bad(b"\r\n\r\n\0\0\0\r\n", None);
    lives(&mut client);
}

#[test]
fn a_message_that_was_cut_off_costs_only_itself() {
    let mut client = Client::start(json!({}), json!({}));
    client.raw(b"Content-Length: 300\r\n\r\n{\"jsonrpc\":\"2.0\",\"met");
    for id in [901, 902, 903] {
        client.send(&json!({"jsonrpc": "2.0", "id": id, "method": "planspect/none"}));
    }
    for id in [901, 902, 903] {
        client.wait("the answer", |m| m["id"] == id);
    }
    lives(&mut client);
}

#[test]
fn unknown_methods_and_wrong_parameters() {
    let mut client = Client::start(json!({}), json!({}));
    assert_eq!(client.refused("planspect/none", json!({})), -32601);
    assert_eq!(client.refused("textDocument/hover", json!({"position": "here"})), -32602);
    assert_eq!(client.refused("textDocument/hover", json!(["a"])), -32602);
    client.tell("planspect/none", json!({}));
    client.tell("$/none", json!({}));
    client.tell("textDocument/didOpen", json!({"textDocument": 5}));
    client.send(&json!({"jsonrpc": "2.0", "id": "never-asked", "result": null}));
    client.tell("$/cancelRequest", json!({"id": 4711}));
    client.tell("window/workDoneProgress/cancel", json!({"token": "none"}));
    client.tell("$/setTrace", json!({"value": "verbose"}));
    lives(&mut client);
}

#[test]
fn edits_of_what_is_not_open_and_places_outside() {
    let mut client = Client::start(json!({}), json!({}));
    let far = json!({"start": {"line": 99999, "character": 99999}, "end": {"line": 0, "character": u32::MAX}});
    client.change("file:///nowhere/plan.md", 3, json!([{"range": far, "text": "x"}]));
    client.close("file:///nowhere/plan.md");
    let folder = folder(&[]);
    let uri = uri(&folder.path().join("plan.md"));
    client.open(&uri, PLAN);
    client.change(&uri, 2, json!([{"range": far, "text": "x"}, {"text": PLAN}]));
    assert!(codes(&client.published(&uri, 2)).contains(&"PRF002"));
    client.open(&uri, "# Notes\n");
    assert!(client.published(&uri, 1).is_empty(), "opened again: the newer text counts");
    lives(&mut client);
}

#[test]
fn names_that_are_no_plain_paths() {
    let mut client = Client::start(json!({}), json!({"locale": "en"}));
    let folder = folder(&[]);
    let base = folder.path().to_str().unwrap();
    for uri in [
        "untitled:Untitled-1".to_owned(),
        "untitled:规划 1".to_owned(),
        "inmemory://model/1".to_owned(),
        format!("file://{base}/规划 一.md"),
        format!("file://{base}/%e8%a7%84%E5%88%92.md"),
        format!("file://{base}/100%.md"),
        format!("file://{base}/a#b?c.md"),
        "file:///c%3A/plans/plan.md".to_owned(),
        "file:///C:/plans/plan.md".to_owned(),
        "file:///C:\\plans\\plan.md".to_owned(),
        "file:///nowhere/at/all/plan.md".to_owned(),
    ] {
        client.open(&uri, PLAN);
        if uri.contains("a#b") {
            // By its name it is neither Markdown nor YAML.
            client.close(&uri);
            continue;
        }
        let message =
            client.wait(&uri, |m| m["method"] == "textDocument/publishDiagnostics" && m["params"]["version"] == 1);
        let found = message["params"]["diagnostics"].as_array().unwrap();
        assert!(codes(found).contains(&"PRF002"), "{uri}: {message:#}");
        client.close(&uri);
        client.wait("nothing left", |m| m["params"]["diagnostics"] == json!([]));
    }
    for uri in ["", "no scheme", "file:", "git:/repo/plan.md", "file:///a.txt"] {
        client.open(uri, PLAN);
        client.close(uri);
    }
    lives(&mut client);
}

#[test]
fn one_file_in_two_windows() {
    let mut client = Client::start(json!({}), json!({}));
    let folder = folder(&[]);
    let base = folder.path().to_str().unwrap();
    let (a, b) = (format!("file://{base}/%e8%a7%84.md"), format!("file://{base}/%E8%A7%84.md"));
    client.open(&a, "# Notes\n");
    client.published(&a, 1);
    client.open(&b, PLAN);
    assert!(codes(&client.published(&a, 1)).contains(&"PRF002"));
    assert!(codes(&client.published(&b, 1)).contains(&"PRF002"));
    client.close(&a);
    client.change(&b, 2, json!([{"text": PLAN}]));
    assert!(codes(&client.published(&b, 2)).contains(&"PRF002"), "still open in the other");
}

#[test]
fn a_text_of_fifty_megabytes_is_declined() {
    let mut client = Client::start(json!({}), json!({"locale": "en"}));
    let folder = folder(&[]);
    let uri = uri(&folder.path().join("plan.md"));
    // Without optimisation the client itself takes its time.
    let megabytes = if cfg!(debug_assertions) { 17 } else { 50 };
    let text = format!("{PLAN}{}", "- word word word word\n".repeat(megabytes * 1024 * 1024 / 22));
    client.open(&uri, &text);
    let told = client.wait("a word", |m| m["method"] == "window/showMessage");
    assert!(told["params"]["message"].as_str().unwrap().contains("too long"));
    assert!(client.published(&uri, 1).is_empty());
    client.change(&uri, 2, json!([{"text": PLAN}]));
    assert!(codes(&client.published(&uri, 2)).contains(&"PRF002"), "short again");
    lives(&mut client);
}

#[test]
fn every_request_survives_every_strange_document() {
    let mut client = Client::start(json!({"textDocument": {"diagnostic": {}}}), json!({}));
    let at = json!({"position": {"line": u32::MAX, "character": u32::MAX}});
    let range = json!({"range": {"start": {"line": 9, "character": 9}, "end": {"line": 0, "character": u32::MAX}}});
    let item = json!({"name": "", "kind": 1, "uri": "file:///none.md",
        "range": range["range"], "selectionRange": range["range"]});
    let methods: Vec<(&str, Value)> = vec![
        ("textDocument/diagnostic", json!({})),
        ("workspace/diagnostic", json!({"previousResultIds": [{"uri": "x:y", "value": "?"}]})),
        ("textDocument/hover", at.clone()),
        ("textDocument/definition", at.clone()),
        ("textDocument/documentHighlight", at.clone()),
        ("textDocument/prepareRename", at.clone()),
        ("textDocument/completion", at.clone()),
        ("textDocument/prepareCallHierarchy", at.clone()),
        ("textDocument/references", json!({"position": at["position"], "context": {"includeDeclaration": true}})),
        ("textDocument/rename", json!({"position": at["position"], "newName": "\u{0}"})),
        ("textDocument/documentSymbol", json!({})),
        ("textDocument/foldingRange", json!({})),
        ("textDocument/selectionRange", json!({"positions": [at["position"], {"line": 0, "character": 7}]})),
        ("textDocument/documentLink", json!({})),
        ("textDocument/codeLens", json!({})),
        ("textDocument/inlayHint", range.clone()),
        ("textDocument/semanticTokens/full", json!({})),
        ("textDocument/semanticTokens/range", range.clone()),
        ("textDocument/codeAction", json!({"range": range["range"], "context": {"diagnostics": []}})),
        ("codeAction/resolve", json!({"title": "x", "data": {"number": "?"}})),
        ("callHierarchy/incomingCalls", json!({"item": item})),
        ("callHierarchy/outgoingCalls", json!({"item": item})),
        ("workspace/symbol", json!({"query": "\u{1f600} ("})),
    ];
    let folder = folder(&[]);
    let texts = [
        "",
        "\u{feff}",
        "\r\r\n\r",
        "---\n",
        "---\nkind: plan\n---",
        "- N1",
        "| ID |\n|--|\n| N1",
        "# \n## \n",
        "<!-- planspect-disable",
        "😀\u{202e}\0 N1–N3 (serves: N1",
        PLAN,
    ];
    let mut uris: Vec<String> = ["file:///none.md", "untitled:none", "x:y"].map(str::to_owned).to_vec();
    for (number, text) in texts.iter().enumerate() {
        for ending in ["md", "yaml"] {
            let uri = uri(&folder.path().join(format!("{number}.{ending}")));
            client.open(&uri, text);
            uris.push(uri);
        }
    }
    for uri in &uris {
        for (method, more) in &methods {
            let mut params = more.clone();
            params["textDocument"] = json!({"uri": uri});
            let id = client.begin(method, params);
            let answer = client.answer(id);
            assert_ne!(answer["error"]["code"], -32603, "{method} {uri}: {answer}");
        }
    }
}
