//! Diagnostics for a client that asks for them.

use crate::client::*;
use serde_json::{Value, json};
use std::time::Duration;

fn can() -> Value {
    json!({"textDocument": {"diagnostic": {"relatedDocumentSupport": true}},
        "workspace": {"diagnostics": {"refreshSupport": true}, "didChangeWatchedFiles": {"dynamicRegistration": true}},
        "window": {"workDoneProgress": true}})
}

#[test]
fn a_client_that_asks_gets_no_publishes() {
    let folder = folder(&[]);
    let uri = uri(&folder.path().join("plan.md"));
    let mut client = Client::start(can(), json!({"locale": "en"}));
    assert_eq!(client.capabilities["diagnosticProvider"]["interFileDependencies"], true);
    client.open(&uri, PLAN);
    let report = client.ask("textDocument/diagnostic", json!({"textDocument": {"uri": uri}}));
    assert_eq!(report["kind"], "full");
    assert!(codes(report["items"].as_array().unwrap()).contains(&"PRF002"));
    let id = report["resultId"].clone();
    client.change(
        &uri,
        2,
        json!([{"range": {"start": {"line": 4, "character": 0}, "end": {"line": 4, "character": 0}}, "text": ""}]),
    );
    let again = client.ask("textDocument/diagnostic", json!({"textDocument": {"uri": uri}, "previousResultId": id}));
    assert_eq!(again, json!({"kind": "unchanged", "resultId": id}));
    let messages = client.quiet(Duration::from_millis(200));
    assert!(messages.iter().all(|m| m["method"] != "textDocument/publishDiagnostics"), "{messages:#?}");
}

#[test]
fn the_workspace_is_reported_with_progress() {
    let folder = folder(&[
        ("a/plan.md", PLAN),
        ("b/planspect.yaml", "ignore: [PRF002]\n"),
        ("b/plan.md", PLAN),
        ("README.md", "# Read me\n"),
    ]);
    let root = uri(folder.path());
    let mut client =
        Client::start(can(), json!({"locale": "en", "workspaceFolders": [{"uri": root, "name": "plans"}]}));
    client.wait("progress", |m| m["params"]["value"]["kind"] == "end");
    // The folder with its own settings is found while the first is read.
    std::thread::sleep(Duration::from_millis(300));
    let ask = json!({"previousResultIds": [], "workDoneToken": "here"});
    let report = client.ask("workspace/diagnostic", ask);
    let items = report["items"].as_array().unwrap();
    let of = |name: &str| items.iter().find(|item| item["uri"].as_str().unwrap().ends_with(name)).unwrap();
    assert!(codes(of("a/plan.md")["items"].as_array().unwrap()).contains(&"PRF002"));
    assert!(!codes(of("b/plan.md")["items"].as_array().unwrap()).contains(&"PRF002"));
    assert_eq!(items.len(), 2);
    for kind in ["begin", "end"] {
        client.wait(kind, |m| m["params"]["token"] == "here" && m["params"]["value"]["kind"] == kind);
    }
    // A deleted file is reported empty.
    std::fs::remove_file(folder.path().join("a/plan.md")).unwrap();
    let gone = uri(&folder.path().join("a/plan.md"));
    client.tell("workspace/didDeleteFiles", json!({"files": [{"uri": gone}]}));
    client.wait("refresh", |m| m["method"] == "workspace/diagnostic/refresh");
    let known: Vec<Value> = items.iter().map(|item| json!({"uri": item["uri"], "value": item["resultId"]})).collect();
    let report = client.ask("workspace/diagnostic", json!({"previousResultIds": known}));
    let items = report["items"].as_array().unwrap();
    let of = |name: &str| items.iter().find(|item| item["uri"].as_str().unwrap().ends_with(name)).unwrap();
    assert_eq!(of("a/plan.md")["items"], json!([]));
    assert_eq!(of("b/plan.md")["kind"], "unchanged");
}

#[test]
fn documents_of_one_plan_are_reported_together() {
    let needs = "---\nplan: Permits\nkind: plan\n---\n# Needs\n\n- **N1** Builders wait 38 days for a permit\n";
    let tasks =
        "---\nplan: Permits\n---\n# Tasks\n\n- **T1** Put permits online (serves: N1, N2; owner: Permit Office)\n";
    let folder = folder(&[("needs.md", needs), ("tasks.md", tasks)]);
    let (a, b) = (uri(&folder.path().join("needs.md")), uri(&folder.path().join("tasks.md")));
    let mut client = Client::start(can(), json!({"locale": "en"}));
    client.open(&a, needs);
    let report = client.ask("textDocument/diagnostic", json!({"textDocument": {"uri": a}}));
    let related = &report["relatedDocuments"][&b];
    assert!(codes(related["items"].as_array().unwrap()).contains(&"PLN002"), "{report:#}");
}

#[test]
fn folders_come_and_go() {
    let (one, two) = (folder(&[("plan.md", PLAN)]), folder(&[("plan.md", PLAN)]));
    let mut client = Client::start(can(), json!({"workspaceFolders": [{"uri": uri(one.path()), "name": "one"}]}));
    let reported = |client: &mut Client| {
        let report = client.ask("workspace/diagnostic", json!({"previousResultIds": []}));
        let mut uris: Vec<String> =
            report["items"].as_array().unwrap().iter().map(|i| i["uri"].as_str().unwrap().to_owned()).collect();
        uris.sort();
        uris
    };
    let plan = |folder: &tempfile::TempDir| uri(&folder.path().join("plan.md"));
    assert_eq!(reported(&mut client), [plan(&one)]);
    client.tell(
        "workspace/didChangeWorkspaceFolders",
        json!({"event": {"added": [{"uri": uri(two.path()), "name": "two"}], "removed": [{"uri": uri(one.path()), "name": "one"}]}}),
    );
    assert_eq!(reported(&mut client), [plan(&two)]);
}
