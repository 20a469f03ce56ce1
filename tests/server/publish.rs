//! Diagnostics for a client that waits for them.

use crate::client::*;
use serde_json::{Value, json};
use std::time::Duration;

fn can() -> Value {
    json!({"textDocument": {"publishDiagnostics": {
        "relatedInformation": true, "codeDescriptionSupport": true, "tagSupport": {"valueSet": [1]}, "dataSupport": true}}})
}

#[test]
fn findings_have_their_code_place_and_source() {
    let folder = folder(&[("planspect.yaml", "docs-url: https://plans.example.org/rules\n")]);
    let uri = uri(&folder.path().join("plan.md"));
    let mut client = Client::start(can(), json!({"locale": "en"}));
    assert!(client.capabilities.get("diagnosticProvider").is_none(), "it publishes, so it is not to be asked");
    client.open(&uri, PLAN);
    let found = client.published(&uri, 1);
    let one = found.iter().find(|d| d["code"] == "PRF002").unwrap_or_else(|| panic!("{found:#?}"));
    assert_eq!(one["source"], "planspect");
    assert_eq!(one["severity"], 1);
    assert_eq!(one["codeDescription"]["href"], "https://plans.example.org/rules/PRF002-task-without-need.html");
    assert_eq!(one["message"], "“Redesign the logo” serves no need and no goal");
    assert_eq!(one["range"], json!({"start": {"line": 16, "character": 4}, "end": {"line": 16, "character": 26}}));
    assert!(one["data"]["finding"].is_string());
}

#[test]
fn an_edit_that_mends_all_publishes_nothing_left_for_its_version() {
    let folder = folder(&[]);
    let uri = uri(&folder.path().join("plan.md"));
    let mut client = Client::start(can(), json!({"locale": "en"}));
    client.open(&uri, PLAN);
    assert!(codes(&client.published(&uri, 1)).contains(&"PRF002"));
    client.change(&uri, 2, json!([{"text": "# Notes\n\nNothing here.\n"}]));
    assert!(client.published(&uri, 2).is_empty());
    client.change(&uri, 3, json!([{"text": PLAN}]));
    assert!(codes(&client.published(&uri, 3)).contains(&"PRF002"));
    client.close(&uri);
    assert!(client.published_closed(&uri).is_empty(), "closed: nothing is shown any more");
}

#[test]
fn messages_in_the_editors_language() {
    let folder = folder(&[]);
    let uri = uri(&folder.path().join("plan.md"));
    for (locale, word) in
        [("zh-CN", "没有对应的需求或目标"), ("zh_TW", "没有对应的需求或目标"), ("de", "serves no need")]
    {
        let mut client = Client::start(can(), json!({"locale": locale}));
        client.open(&uri, PLAN);
        let found = client.published(&uri, 1);
        let one = found.iter().find(|d| d["code"] == "PRF002").unwrap();
        assert!(one["message"].as_str().unwrap().contains(word), "{locale}: {one}");
    }
}

#[test]
fn findings_in_another_document_of_the_plan_come_with_its_own_version() {
    let needs = "---\nplan: Permits\nkind: plan\n---\n# Needs\n\n- **N1** Builders wait 38 days for a permit\n- **N2** Clerks copy forms by hand\n";
    let tasks =
        "---\nplan: Permits\n---\n# Tasks\n\n- **T1** Put permits online (serves: N1, N2; owner: Permit Office)\n";
    let folder = folder(&[("needs.md", needs), ("tasks.md", tasks)]);
    let (a, b) = (uri(&folder.path().join("needs.md")), uri(&folder.path().join("tasks.md")));
    let mut client = Client::start(can(), json!({"locale": "en"}));
    client.open(&a, needs);
    client.published(&a, 1);
    client.open(&b, tasks);
    client.change(&b, 7, json!([{"text": tasks}]));
    assert!(!codes(&client.published(&b, 7)).contains(&"PLN002"));
    // N2 goes: the reference in the other document is unknown.
    client.change(&a, 2, json!([{"text": needs.replace("- **N2** Clerks copy forms by hand\n", "")}]));
    client.published(&a, 2);
    assert!(codes(&client.published(&b, 7)).contains(&"PLN002"));
    // Closed, it is read from disk, and shown still: the plan is open.
    client.close(&b);
    assert!(codes(&client.published_closed(&b)).contains(&"PLN002"));
    client.close(&a);
    assert!(client.published_closed(&b).is_empty());
}

#[test]
fn an_unsaved_buffer_wins_over_the_disk_until_it_is_closed() {
    let folder = folder(&[("plan.md", PLAN)]);
    let uri = uri(&folder.path().join("plan.md"));
    let other = folder.path().join("other.md");
    let mut client = Client::start(can(), json!({"locale": "en"}));
    client.open(&uri, "# Notes\n");
    assert!(client.published(&uri, 1).is_empty());
    std::fs::write(folder.path().join("plan.md"), PLAN.replace("T2", "T3")).unwrap();
    std::fs::write(&other, "# Notes\n").unwrap();
    client.tell("workspace/didChangeWatchedFiles", json!({"changes": [{"uri": uri, "type": 2}]}));
    assert!(client.quiet(Duration::from_millis(300)).is_empty(), "nothing has changed for the editor");
}

#[test]
fn settings_that_change_are_followed() {
    let folder = folder(&[("plan.md", PLAN)]);
    let (uri, config) = (uri(&folder.path().join("plan.md")), folder.path().join("planspect.yaml"));
    let watched = json!({"changes": [{"uri": crate::client::uri(&config), "type": 2}]});
    let mut client = Client::start(can(), json!({"locale": "en"}));
    client.open(&uri, PLAN);
    assert!(codes(&client.published(&uri, 1)).contains(&"PRF002"));
    std::fs::write(&config, "ignore: [PRF002]\n").unwrap();
    client.tell("workspace/didChangeWatchedFiles", watched.clone());
    assert!(!codes(&client.published(&uri, 1)).contains(&"PRF002"));
    // A broken one is told at its own place, and nothing is judged by it.
    std::fs::write(&config, "ignore: [PRF99]\n").unwrap();
    client.tell("workspace/didChangeWatchedFiles", watched.clone());
    let told = client.published_closed(&crate::client::uri(&config));
    assert!(told[0]["message"].as_str().unwrap().contains("PRF99"), "{told:?}");
    assert_eq!(told[0]["range"]["start"], json!({"line": 0, "character": 9}));
    std::fs::remove_file(&config).unwrap();
    client.tell("workspace/didChangeWatchedFiles", watched);
    assert!(client.published_closed(&crate::client::uri(&config)).is_empty());
    let codes_now = client.published(&uri, 1);
    assert!(
        codes(&codes_now).contains(&"PRF002") || {
            let last = client.published(&uri, 1);
            codes(&last).contains(&"PRF002")
        }
    );
}

#[test]
fn settings_count_as_they_are_written_and_not_as_they_were_saved() {
    let folder = folder(&[("plan.md", PLAN), ("planspect.yaml", "")]);
    let at = |name: &str| uri(&folder.path().join(name));
    let (plan, config) = (at("plan.md"), at("planspect.yaml"));
    let mut client = Client::start(can(), json!({"locale": "en"}));
    client.open(&plan, PLAN);
    assert!(codes(&client.published(&plan, 1)).contains(&"PRF002"));
    client.open(&config, "");
    let edit = |client: &mut Client, version: i64, text: &str| {
        client.tell(
            "textDocument/didChange",
            json!({"textDocument": {"uri": config, "version": version}, "contentChanges": [{"text": text}]}),
        );
    };
    edit(&mut client, 2, "ignore: [PRF002]\n");
    client.until(&plan, |found| !codes(found).contains(&"PRF002"));
    edit(&mut client, 3, "ignore: [PRF99]\n");
    client.until(&config, |found| found.iter().any(|d| d["message"].as_str().unwrap().contains("PRF99")));
    client.until(&plan, <[_]>::is_empty);
    edit(&mut client, 4, "ignore: [PRF001]\n");
    client.until(&plan, |found| codes(found).contains(&"PRF002"));
    client.until(&config, <[_]>::is_empty);
    // Closed without saving, the file on disk counts again.
    edit(&mut client, 5, "ignore: [PRF002]\n");
    client.until(&plan, |found| !codes(found).contains(&"PRF002"));
    client.tell("textDocument/didClose", json!({"textDocument": {"uri": config}}));
    client.until(&plan, |found| codes(found).contains(&"PRF002"));
}

#[test]
fn the_editors_settings_may_name_a_language() {
    let folder = folder(&[]);
    let uri = uri(&folder.path().join("plan.md"));
    let mut client = Client::start(can(), json!({"locale": "en"}));
    client.open(&uri, PLAN);
    client.published(&uri, 1);
    client.tell("workspace/didChangeConfiguration", json!({"settings": {"planspect": {"language": "zh"}}}));
    let found = client.published(&uri, 1);
    assert!(found.iter().any(|d| d["message"].as_str().unwrap().contains("没有对应的需求或目标")), "{found:#?}");
}

#[test]
fn what_is_of_no_use_is_dimmed() {
    let folder = folder(&[]);
    let uri = uri(&folder.path().join("plan.md"));
    let mut client = Client::start(can(), json!({"locale": "en"}));
    client.open(&uri, &PLAN.replace("## Goals", "<!-- planspect-disable-next PRF001 -- old -->\n## Goals"));
    let found = client.published(&uri, 1);
    let unused = found.iter().find(|d| d["code"] == "PLN004").unwrap_or_else(|| panic!("{found:#?}"));
    assert_eq!(unused["tags"], json!([1]));
}

#[test]
fn what_another_plan_does_too_is_related_at_its_place_there() {
    let land = "---\nhorizon: 2027-2029\n---\n# Plan of the Land Office\n\n## Needs\n\n- **N1** Surveyors look addresses up by \
                hand\n\n## Tasks\n\n- **T1** Build a shared address register (serves: N1; owner: Land Office)\n";
    let permits = land.replace("Land Office", "Permit Office");
    let folder =
        folder(&[("planspect.yaml", "extend-select: [INT009]\n"), ("land.md", land), ("permits.md", &permits)]);
    let (a, b) = (uri(&folder.path().join("land.md")), uri(&folder.path().join("permits.md")));
    let mut client = Client::start(can(), json!({"locale": "en"}));
    client.open(&a, land);
    let found = client.published(&a, 1);
    let one = found.iter().find(|d| d["code"] == "INT009").unwrap_or_else(|| panic!("{found:#?}"));
    assert_eq!(one["relatedInformation"][0]["location"]["uri"], b.as_str());
    assert_eq!(one["relatedInformation"][0]["location"]["range"]["start"], json!({"line": 11, "character": 9}));
    // The other plan lets it be: so does this one, without an edit of its own.
    client.open(&b, &permits);
    client.change(&b, 2, json!([{"text": permits.replace("Build a shared", "Use the shared")}]));
    client.published(&b, 2);
    client.change(&a, 2, json!([{"text": land}]));
    assert!(!codes(&client.published(&a, 2)).contains(&"INT009"));
}

#[test]
fn what_was_judged_before_the_folder_was_read_can_be_asked_for_after() {
    let folder = folder(&[("plan.md", PLAN), ("other/plan.md", PLAN)]);
    let (root, plan) = (uri(folder.path()), uri(&folder.path().join("plan.md")));
    let mut client = Client::silent();
    client.ask("initialize", json!({"capabilities": can(), "workspaceFolders": [{"uri": root, "name": "plans"}]}));
    client.open(&plan, PLAN);
    assert!(codes(&client.published(&plan, 1)).contains(&"PRF002"));
    client.tell("initialized", json!({}));
    // This one needs all files.
    let symbols = client.ask("workspace/symbol", json!({"query": "logo"}));
    assert_eq!(symbols.as_array().unwrap().len(), 2, "{symbols}");
    let at = json!({"textDocument": {"uri": plan}, "position": {"line": 16, "character": 10}});
    let hover = client.ask("textDocument/hover", at);
    assert!(hover["contents"]["value"].as_str().is_some_and(|text| text.contains("PRF002")), "{hover}");
    let summary = client.ask("workspace/executeCommand", json!({"command": "planspect.summary", "arguments": [plan]}));
    assert!(summary["errors"].as_u64().is_some_and(|errors| errors > 0), "{summary}");
}
