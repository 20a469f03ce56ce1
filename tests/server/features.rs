//! Requests about places: hover, navigation, rename, completion, symbols …

use crate::client::*;
use serde_json::{Value, json};

fn can() -> Value {
    json!({"textDocument": {
        "diagnostic": {}, "hover": {"contentFormat": ["markdown"]},
        "documentSymbol": {"hierarchicalDocumentSymbolSupport": true}}})
}

const ZH: &str = "\
# 某县审批规划

## 需求分析

- 需求1：😀建设单位等待38天才能拿到许可（来源：2026年调查）
- 需求2：窗口人员手工抄写表格

## 发展目标

- 目标1：九成许可十日内办结（对应需求：需求1）

## 重点任务

| 编号 | 任务 | 对应需求 | 责任单位 |
|------|------|----------|----------|
| 任务1 | 推行网上办理 | 目标1、需求1 | 审批局 |
| 任务2 | 更换办公楼标识 |  | 办公室 |
";

struct Desk {
    client: Client,
    uri: String,
    text: String,
    _folder: tempfile::TempDir,
}

impl Desk {
    fn with(text: &str, locale: &str) -> Self {
        let folder = folder(&[]);
        let uri = uri(&folder.path().join("plan.md"));
        let mut client = Client::start(can(), json!({"locale": locale}));
        client.open(&uri, text);
        Self { client, uri, text: text.to_owned(), _folder: folder }
    }

    /// The position before the first place of `words`, in UTF-16.
    fn before(&self, words: &str) -> Value {
        let at = self.text.find(words).unwrap_or_else(|| panic!("{words}"));
        self.place(at)
    }

    fn place(&self, at: usize) -> Value {
        let line = self.text[..at].matches('\n').count();
        let start = self.text[..at].rfind('\n').map_or(0, |n| n + 1);
        json!({"line": line, "character": self.text[start..at].encode_utf16().count()})
    }

    /// The range of the first place of `words` after the first of `after`.
    fn range_of(&self, after: &str, words: &str) -> Value {
        let from = self.text.find(after).unwrap();
        let at = from + self.text[from..].find(words).unwrap();
        json!({"start": self.place(at), "end": self.place(at + words.len())})
    }

    fn at(&mut self, method: &str, position: Value, more: Value) -> Value {
        let mut params = json!({"textDocument": {"uri": self.uri}, "position": position});
        for (name, value) in more.as_object().into_iter().flatten() {
            params[name] = value.clone();
        }
        self.client.ask(method, params)
    }

    fn whole(&mut self, method: &str, more: Value) -> Value {
        let mut params = json!({"textDocument": {"uri": self.uri}});
        for (name, value) in more.as_object().into_iter().flatten() {
            params[name] = value.clone();
        }
        self.client.ask(method, params)
    }
}

#[test]
fn hover_on_an_id_shows_the_item_and_on_a_finding_the_rule() {
    let mut desk = Desk::with(PLAN, "en");
    let at = desk.before("G1; owner");
    let hover = desk.at("textDocument/hover", at, json!({}));
    let text = hover["contents"]["value"].as_str().unwrap();
    assert!(text.starts_with("**goal** G1 Nine in ten permits"), "{text}");
    assert!(text.contains("- N1 Builders wait") && text.contains("- T1 Put permits online"), "{text}");
    assert_eq!(hover["range"], desk.range_of("serves: G1", "G1"));
    let at = desk.before("Redesign");
    let hover = desk.at("textDocument/hover", at, json!({}));
    let text = hover["contents"]["value"].as_str().unwrap();
    assert!(text.contains("**PRF002 task-without-need**") && text.contains("serves no need"), "{text}");
    let at = desk.before("survey");
    assert_eq!(desk.at("textDocument/hover", at, json!({})), Value::Null);
}

#[test]
fn chinese_ids_are_found_beside_han_characters_and_emoji() {
    let mut desk = Desk::with(ZH, "zh-CN");
    let at = desk.before("需求1 | 审批局");
    let found = desk.at("textDocument/definition", at.clone(), json!({}));
    assert_eq!(found[0]["range"], desk.range_of("- 需求1", "需求1"));
    let found = desk.at("textDocument/references", at.clone(), json!({"context": {"includeDeclaration": true}}));
    assert_eq!(found.as_array().unwrap().len(), 3, "{found:#}");
    assert_eq!(found[1]["range"], desk.range_of("（对应需求：", "需求1"));
    assert_eq!(found[2]["range"], desk.range_of("目标1、", "需求1"));
    let found = desk.at("textDocument/documentHighlight", at.clone(), json!({}));
    assert_eq!(found[0]["kind"], 3);
    assert_eq!(found[1]["kind"], 2);
    let hover = desk.at("textDocument/hover", at, json!({}));
    assert!(hover["contents"]["value"].as_str().unwrap().starts_with("**需求** 需求1 😀建设单位"), "{hover}");
}

#[test]
fn rename_changes_every_place_and_refuses_what_is_no_id() {
    let mut desk = Desk::with(ZH, "zh");
    let at = desk.before("需求1：");
    let prepared = desk.at("textDocument/prepareRename", at.clone(), json!({}));
    assert_eq!(prepared, json!({"range": desk.range_of("- 需求1", "需求1"), "placeholder": "需求1"}));
    let edit = desk.at("textDocument/rename", at.clone(), json!({"newName": "需求9"}));
    let edits = edit["changes"][&desk.uri].as_array().unwrap();
    assert_eq!(edits.len(), 3);
    assert!(edits.iter().all(|edit| edit["newText"] == "需求9"));
    for (name, word) in [("九", "不是编号"), ("需求2", "已是"), ("", "不是编号"), ("需求9 x", "不是编号")]
    {
        let id = desk
            .client
            .begin("textDocument/rename", json!({"textDocument": {"uri": desk.uri}, "position": at, "newName": name}));
        let answer = desk.client.answer(id);
        assert_eq!(answer["error"]["code"], -32602, "{answer}");
        assert!(answer["error"]["message"].as_str().unwrap().contains(word), "{answer}");
    }
    let at = desk.before("办公室");
    assert_eq!(desk.at("textDocument/prepareRename", at, json!({})), Value::Null);
}

#[test]
fn rename_reaches_the_other_documents_of_the_plan() {
    let needs = "---\nplan: Permits\nkind: plan\n---\n# Needs\n\n- **N1** Builders wait 38 days for a permit\n";
    let tasks = "---\nplan: Permits\n---\n# Tasks\n\n- **T1** Put permits online (serves: N1; owner: Permit Office)\n";
    let folder = folder(&[("needs.md", needs), ("tasks.md", tasks)]);
    let (a, b) = (uri(&folder.path().join("needs.md")), uri(&folder.path().join("tasks.md")));
    let mut client = Client::start(json!({"workspace": {"workspaceEdit": {"documentChanges": true}}}), json!({}));
    client.open(&a, needs);
    let edit = client.ask(
        "textDocument/rename",
        json!({"textDocument": {"uri": a}, "position": {"line": 6, "character": 5}, "newName": "N7"}),
    );
    let changes = edit["documentChanges"].as_array().unwrap();
    assert_eq!(changes.len(), 2);
    assert_eq!(changes[0]["textDocument"], json!({"uri": a, "version": 1}));
    assert_eq!(changes[1]["textDocument"], json!({"uri": b, "version": null}));
    assert_eq!(changes[1]["edits"][0]["range"]["start"], json!({"line": 5, "character": 37}));
}

fn labels(found: &Value) -> Vec<&str> {
    found.as_array().map(|all| all.iter().map(|item| item["label"].as_str().unwrap()).collect()).unwrap_or_default()
}

#[test]
fn completion_by_place() {
    let complete = |text: &str, locale: &str| -> Value {
        let at = text.find('‸').unwrap();
        let text = text.replace('‸', "");
        let mut desk = Desk::with(&text, locale);
        let place = desk.place(at);
        desk.at("textDocument/completion", place, json!({}))
    };
    let found = complete(&PLAN.replace("serves: G1; owner", "serves: ‸; owner"), "en");
    assert_eq!(labels(&found), ["N1", "G1"]);
    assert_eq!(found[0]["detail"], "Builders wait 38 days for a permit");
    let found = complete(&PLAN.replace("serves: G1; owner", "serves: G1, N‸; owner"), "en");
    assert_eq!(labels(&found), ["N1", "G1"]);
    let range = &found[0]["textEdit"]["range"];
    assert_eq!(range["end"]["character"].as_u64().unwrap() - range["start"]["character"].as_u64().unwrap(), 1);
    let found = complete(&ZH.replace("| 更换办公楼标识 |  |", "| 更换办公楼标识 | ‸ |"), "zh");
    assert_eq!(labels(&found), ["需求1", "需求2", "目标1"]);
    let found = complete(&ZH.replace("（对应需求：需求1）", "（对应需求：‸）"), "zh");
    assert!(labels(&found).starts_with(&["需求1", "需求2"]), "{found}");
    let found = complete(&PLAN.replace("(owner: Press Office; due: 2028-06)", "(‸)"), "en");
    assert!(labels(&found).starts_with(&["serves", "owner", "due"]), "{found}");
    assert_eq!(found[0]["textEdit"]["newText"], "serves: ");
    let found = complete(&PLAN.replace("kind: plan\n", "kind: plan\nho‸\n"), "en");
    assert!(labels(&found).contains(&"horizon") && !labels(&found).contains(&"kind"), "{found}");
    let found = complete(&format!("{PLAN}\n## ‸\n"), "en");
    assert!(labels(&found).contains(&"Security"));
    assert!(labels(&found).iter().position(|l| *l == "Security") < labels(&found).iter().position(|l| *l == "Needs"));
    let found = complete(&format!("{ZH}\n## ‸\n"), "zh");
    assert!(labels(&found).contains(&"安全保障"));
    let found = complete(&format!("{PLAN}\n<!-- planspect-disable-next PR‸ -->\n"), "en");
    assert!(labels(&found).contains(&"PRF002"));
    assert_eq!(complete(&PLAN.replace("Builders wait", "Builders wa‸it"), "en"), Value::Null);
}

#[test]
fn symbols_nest_and_can_be_searched() {
    let mut desk = Desk::with(PLAN, "en");
    let found = desk.whole("textDocument/documentSymbol", json!({}));
    let plan = &found[0];
    assert_eq!(plan["name"], "Permit plan");
    let sections: Vec<&str> =
        plan["children"].as_array().unwrap().iter().map(|s| s["name"].as_str().unwrap()).collect();
    assert_eq!(sections, ["Needs", "Goals", "Tasks"]);
    assert_eq!(plan["children"][2]["children"][1]["name"], "T2 Redesign the logo");
    let found = desk.client.ask("workspace/symbol", json!({"query": "logo t2"}));
    assert_eq!(found.as_array().unwrap().len(), 1);
    assert_eq!(found[0]["location"]["range"], desk.range_of("**T2", "T2"));
    assert_eq!(found[0]["containerName"], "Permit plan");
}

#[test]
fn lenses_count_what_serves() {
    let mut desk = Desk::with(PLAN, "en");
    let found = desk.whole("textDocument/codeLens", json!({}));
    let titles: Vec<&str> = found.as_array().unwrap().iter().map(|l| l["command"]["title"].as_str().unwrap()).collect();
    assert_eq!(titles, ["1 task · 1 goal", "1 task"]);
    let mut desk = Desk::with(ZH, "zh");
    let found = desk.whole("textDocument/codeLens", json!({}));
    let titles: Vec<&str> = found.as_array().unwrap().iter().map(|l| l["command"]["title"].as_str().unwrap()).collect();
    assert_eq!(titles, ["1项任务 · 1项目标", "没有任务对应这项需求", "1项任务"]);
    assert_eq!(found[0]["range"]["start"], desk.before("需求1：😀"));
}

#[test]
fn hints_show_the_title_behind_an_id() {
    let mut desk = Desk::with(ZH, "zh");
    let all = json!({"range": {"start": {"line": 0, "character": 0}, "end": {"line": 99, "character": 0}}});
    let found = desk.whole("textDocument/inlayHint", all);
    let hints: Vec<&str> = found.as_array().unwrap().iter().map(|h| h["label"].as_str().unwrap()).collect();
    assert_eq!(hints, ["😀建设单位等待38天才能拿到许可", "九成许可十日内办结", "😀建设单位等待38天才能拿到许可"]);
    assert_eq!(found[1]["position"], desk.range_of("| 推行网上办理", "目标1")["end"]);
}

#[test]
fn folding_selection_links_and_tokens() {
    let text =
        PLAN.replace("(source: survey 2026)", "(source: [survey](data/survey%202026.md), <https://example.org/s>)");
    let mut desk = Desk::with(&text, "en");
    let found = desk.whole("textDocument/foldingRange", json!({}));
    let lines: Vec<(u64, u64)> = found
        .as_array()
        .unwrap()
        .iter()
        .map(|f| (f["startLine"].as_u64().unwrap(), f["endLine"].as_u64().unwrap()))
        .collect();
    assert!(lines.contains(&(0, 2)) && lines.contains(&(13, 16)), "{lines:?}");
    let at = desk.before("logo");
    let found = desk.whole("textDocument/selectionRange", json!({"positions": [at, {"line": 900, "character": 3}]}));
    let mut range = &found[0];
    assert_eq!(range["range"], desk.range_of("Redesign", "logo"));
    let mut depth = 0;
    while range["parent"].is_object() {
        range = &range["parent"];
        depth += 1;
    }
    assert!(depth >= 3, "{found:#}");
    assert_eq!(range["range"]["start"], json!({"line": 0, "character": 0}));
    let found = desk.whole("textDocument/documentLink", json!({}));
    assert!(found[0]["target"].as_str().unwrap().ends_with("/data/survey%202026.md"), "{found:#}");
    assert_eq!(found[1]["target"], "https://example.org/s");
    let found = desk.whole("textDocument/semanticTokens/full", json!({}));
    let data: Vec<u64> = found["data"].as_array().unwrap().iter().map(|n| n.as_u64().unwrap()).collect();
    let first = &data[..5];
    assert_eq!(&first[3..], [2, 0], "the key of the front matter is a label: {first:?}");
    let line = json!({"range": {"start": {"line": 15, "character": 0}, "end": {"line": 15, "character": 99}}});
    let found = desk.whole("textDocument/semanticTokens/range", line);
    let kinds: Vec<u64> = found["data"].as_array().unwrap().chunks(5).map(|t| t[3].as_u64().unwrap()).collect();
    assert_eq!(kinds, [0, 2, 1, 2, 2], "T1, serves, G1, owner, due");
}

#[test]
fn the_trace_as_call_hierarchy() {
    let mut desk = Desk::with(PLAN, "en");
    let at = desk.before("N1** Builders");
    let need = desk.at("textDocument/prepareCallHierarchy", at, json!({}))[0].clone();
    assert_eq!(need["name"], "N1 Builders wait 38 days for a permit");
    let goals = desk.client.ask("callHierarchy/outgoingCalls", json!({"item": need}));
    assert_eq!(goals[0]["to"]["name"], "G1 Nine in ten permits are decided within ten days");
    let tasks = desk.client.ask("callHierarchy/outgoingCalls", json!({"item": goals[0]["to"]}));
    assert_eq!(tasks[0]["to"]["name"], "T1 Put permits online");
    let back = desk.client.ask("callHierarchy/incomingCalls", json!({"item": tasks[0]["to"]}));
    assert_eq!(back[0]["from"]["name"], goals[0]["to"]["name"]);
}

#[test]
fn a_status_bar_is_told_how_the_plan_stands() {
    let text = PLAN_WITHOUT_LINK;
    let mut desk = Desk::with(text, "en");
    let ask = json!({"command": "planspect.summary", "arguments": [desk.uri]});
    let summary = desk.client.ask("workspace/executeCommand", ask.clone());
    let pulled = desk.client.ask("textDocument/diagnostic", json!({"textDocument": {"uri": desk.uri}}));
    let of =
        |severity: i64| pulled["items"].as_array().unwrap().iter().filter(|one| one["severity"] == severity).count();
    assert_eq!(summary["plan"], "Permit plan");
    assert_eq!((summary["profile"].as_str(), summary["scope"].as_str()), (Some("project"), Some("whole")));
    assert_eq!(summary["errors"], of(1));
    assert_eq!(summary["warnings"], of(2));
    assert!(of(1) > 0, "{pulled}");
    let score = summary["score"].as_f64().unwrap();
    assert!((0.0..100.0).contains(&score), "{score}");
    // The text that is open counts, and a text that is no plan has no summary.
    desk.client.change(&desk.uri, 2, json!([{"text": "# Notes\n"}]));
    assert!(desk.client.ask("workspace/executeCommand", ask).is_null());
    let wrong = json!({"command": "planspect.summary", "arguments": []});
    assert_eq!(desk.client.refused("workspace/executeCommand", wrong), -32602);
}

const PLAN_WITHOUT_LINK: &str = "\
---
kind: plan
---
# Permit plan

## Needs

- **N1** Builders wait 38 days for a permit (source: survey 2026)

## Tasks

- **T1** Put permits online (serves: N1; owner: Permit Office; due: 2028-06)
- **T2** Redesign the logo (owner: Press Office; due: 2028-06)
";
