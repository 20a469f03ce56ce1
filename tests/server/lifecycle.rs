//! Beginning and end.

use crate::client::*;
use planspect::server::{Log, Setup, serve};
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::io::AsyncWriteExt;

#[test]
fn a_client_that_says_goodbye() {
    assert_eq!(Client::start(json!({}), json!({})).leave(true, true), 0);
}

#[test]
fn exit_without_shutdown_is_a_failure() {
    assert_eq!(Client::start(json!({}), json!({})).leave(false, true), 1);
    assert_eq!(Client::silent().leave(false, true), 1, "also before initialize");
}

#[test]
fn a_client_that_is_gone_ends_the_server() {
    assert_eq!(Client::start(json!({}), json!({})).leave(false, false), 1);
    assert_eq!(Client::start(json!({}), json!({})).leave(true, false), 0);
}

#[test]
fn a_client_whose_process_dies_ends_the_server() {
    let mut process = std::process::Command::new("sleep").arg("60").spawn().unwrap();
    let client = Client::start(json!({}), json!({"processId": process.id()}));
    std::thread::sleep(std::time::Duration::from_millis(500));
    process.kill().unwrap();
    let status = client.wait_for_end();
    process.wait().unwrap();
    assert_eq!(status, 1);
}

/// A log that says when nobody holds it any more.
struct Held(Arc<AtomicBool>);

impl std::io::Write for Held {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

#[test]
fn nothing_of_a_session_is_left_when_its_runtime_is_gone() {
    for cut_short in [false, true] {
        let gone = Arc::new(AtomicBool::new(false));
        let setup = Setup { log: Log::to(Held(gone.clone())), today: || jiff::civil::Date::constant(2027, 1, 1) };
        let (done, is_done) = std::sync::mpsc::channel();
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
            let (near, far) = tokio::io::duplex(1 << 16);
            let (far_in, far_out) = tokio::io::split(far);
            let (_, mut out) = tokio::io::split(near);
            let served = runtime.spawn(serve(far_in, far_out, setup));
            let open = json!({"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {"textDocument":
                {"uri": "file:///nowhere/plan.md", "languageId": "markdown", "version": 1, "text": PLAN}}});
            let start = json!({"jsonrpc": "2.0", "id": 0, "method": "initialize", "params": {"capabilities": {}}});
            runtime.block_on(async {
                for message in [start, open] {
                    let message = message.to_string();
                    let frame = format!("Content-Length: {}\r\n\r\n{message}", message.len());
                    out.write_all(frame.as_bytes()).await.unwrap();
                }
                if !cut_short {
                    out.shutdown().await.unwrap();
                    served.await.unwrap();
                }
            });
            drop(runtime);
            done.send(()).unwrap();
        });
        is_done.recv_timeout(Duration::from_secs(60)).expect("whoever drops the runtime waits for a session for ever");
        assert!(gone.load(Ordering::Relaxed), "cut short: {cut_short}");
    }
}

#[test]
fn requests_out_of_order_are_refused() {
    let mut client = Client::silent();
    assert_eq!(client.refused("textDocument/hover", json!({})), -32002);
    assert_eq!(client.refused("shutdown", Value::Null), -32002);
    client.ask("initialize", json!({"capabilities": {}}));
    client.tell("initialized", json!({}));
    assert_eq!(client.refused("initialize", json!({"capabilities": {}})), -32600, "only once");
    client.ask("shutdown", Value::Null);
    let position = json!({"textDocument": {"uri": "file:///a.md"}, "position": {"line": 0, "character": 0}});
    assert_eq!(client.refused("textDocument/hover", position), -32600);
    assert_eq!(client.leave(false, true), 0);
}

#[test]
fn a_goodbye_that_was_refused_is_none() {
    let mut client = Client::silent();
    assert_eq!(client.refused("shutdown", Value::Null), -32002);
    assert_eq!(client.leave(false, true), 1);
}

#[test]
fn encodings_are_negotiated() {
    let ask = |offered: Value| {
        let client = Client::start(json!({"general": {"positionEncodings": offered}}), json!({}));
        client.capabilities["positionEncoding"].as_str().unwrap().to_owned()
    };
    assert_eq!(ask(json!(["utf-8", "utf-16"])), "utf-8");
    assert_eq!(ask(json!(["utf-32"])), "utf-32");
    assert_eq!(ask(json!(["utf-7"])), "utf-16");
    assert_eq!(Client::start(json!({}), json!({})).capabilities["positionEncoding"], "utf-16");
}

#[test]
fn a_client_that_offers_what_nobody_knows_is_served() {
    let mut client = Client::silent();
    let answer = client.ask(
        "initialize",
        json!({"capabilities": {"textDocument": {"hover": {"contentFormat": ["hologram"]}}}, "trace": "loud",
            "workspaceFolders": "everywhere"}),
    );
    assert_eq!(answer["serverInfo"]["name"], "planspect");
    assert_eq!(answer["capabilities"]["textDocumentSync"]["change"], 2);
}

#[test]
fn an_open_plan_is_judged_before_the_whole_workspace_is_read() {
    // Its plan spans folders by name; the rest of the workspace is large.
    let needs = "---\nplan: Permits\nkind: plan\n---\n# Needs\n\n- **N1** Builders wait 38 days for a permit\n";
    let tasks =
        "---\nplan: Permits\n---\n# Tasks\n\n- **T1** Put permits online (serves: N1, N2; owner: Permit Office)\n";
    let mut files: Vec<(String, String)> = (0..60)
        .map(|n| (format!("other/{n:03}/plan.md"), format!("{PLAN}\n{}", "More words on it.\n".repeat(60))))
        .collect();
    files.push(("needs.md".to_owned(), needs.to_owned()));
    files.push(("far/away/tasks.md".to_owned(), tasks.to_owned()));
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let folder = folder(&files);
    let (a, b) = (uri(&folder.path().join("needs.md")), uri(&folder.path().join("far/away/tasks.md")));
    let mut client =
        Client::start(json!({}), json!({"workspaceFolders": [{"uri": uri(folder.path()), "name": "plans"}]}));
    client.open(&a, needs);
    client.published(&a, 1);
    assert!(codes(&client.published_closed(&b)).contains(&"PLN002"), "N2 is in neither");
    // All of it is known later, and says the same.
    let symbols = client.ask("workspace/symbol", json!({"query": "Redesign"}));
    assert_eq!(symbols.as_array().unwrap().len(), 60);
    client.change(&a, 2, json!([{"text": format!("{needs}- **N2** Clerks copy forms\n")}]));
    client.published(&a, 2);
    assert!(!codes(&client.published_closed(&b)).contains(&"PLN002"));
}
