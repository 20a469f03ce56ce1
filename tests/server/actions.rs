//! Code actions: what is offered, and what the text is when it is taken.

use crate::client::*;
use serde_json::{Value, json};

struct Desk {
    client: Client,
    uri: String,
    text: String,
    _folder: tempfile::TempDir,
}

fn offset(text: &str, place: &Value) -> usize {
    let (line, character) = (place["line"].as_u64().unwrap() as usize, place["character"].as_u64().unwrap() as usize);
    let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
    let mut units = 0;
    for (at, c) in text[start..].char_indices() {
        if units >= character {
            return start + at;
        }
        units += c.len_utf16();
    }
    text.len()
}

impl Desk {
    fn with(text: &str, locale: &str) -> Self {
        Self::named("plan.md", text, locale)
    }

    fn named(name: &str, text: &str, locale: &str) -> Self {
        let folder = folder(&[("planspect.yaml", "docs-url: https://plans.example.org/rules\n")]);
        let uri = uri(&folder.path().join(name));
        let can = json!({"textDocument": {"diagnostic": {}, "codeAction": {
            "dataSupport": true, "resolveSupport": {"properties": ["edit"]}}}, "window": {"showDocument": {"support": true}}});
        let mut client = Client::start(can, json!({"locale": locale}));
        client.open(&uri, text);
        Self { client, uri, text: text.to_owned(), _folder: folder }
    }

    fn codes(&mut self) -> Vec<String> {
        let report = self.client.ask("textDocument/diagnostic", json!({"textDocument": {"uri": self.uri}}));
        codes(report["items"].as_array().unwrap()).into_iter().map(str::to_owned).collect()
    }

    fn offered(&mut self, code: &str) -> Vec<Value> {
        let report = self.client.ask("textDocument/diagnostic", json!({"textDocument": {"uri": self.uri}}));
        let all = report["items"].as_array().unwrap();
        let one = all.iter().find(|d| d["code"] == code).unwrap_or_else(|| panic!("no {code} in {all:#?}"));
        let actions = self.client.ask(
            "textDocument/codeAction",
            json!({"textDocument": {"uri": self.uri}, "range": one["range"], "context": {"diagnostics": [one]}}),
        );
        let of = |action: &Value| action["diagnostics"][0]["code"] == code;
        actions.as_array().unwrap().iter().filter(|action| of(action)).cloned().collect()
    }

    fn apply(&mut self, edit: &Value) {
        let mut edits: Vec<(usize, usize, String)> = edit["changes"][&self.uri]
            .as_array()
            .unwrap()
            .iter()
            .map(|e| {
                let at = |end: &str| offset(&self.text, &e["range"][end]);
                (at("start"), at("end"), e["newText"].as_str().unwrap().to_owned())
            })
            .collect();
        edits.sort();
        for (from, to, text) in edits.into_iter().rev() {
            self.text.replace_range(from..to, &text);
        }
        let (uri, text) = (self.uri.clone(), self.text.clone());
        self.client.change(&uri, 2, json!([{"text": text}]));
    }

    /// Takes the offer whose title holds these words; gives the text that it makes.
    fn take(&mut self, code: &str, words: &str) -> String {
        let offered = self.offered(code);
        let titles: Vec<&str> = offered.iter().map(|a| a["title"].as_str().unwrap()).collect();
        let action = offered.iter().find(|a| a["title"].as_str().unwrap().contains(words));
        let action = action.unwrap_or_else(|| panic!("no “{words}” in {titles:#?}"));
        assert!(action.get("edit").is_none(), "only when it is taken");
        let action = self.client.ask("codeAction/resolve", action.clone());
        self.apply(&action["edit"]);
        self.text.clone()
    }
}

#[test]
fn a_task_is_linked_to_the_need_most_like_it() {
    let text = PLAN.replace("Builders wait 38 days", "Nobody knows the logo\n- **N2** Builders wait 38 days");
    let mut desk = Desk::with(&text, "en");
    let offered = desk.offered("PRF002");
    let titles: Vec<&str> = offered.iter().map(|a| a["title"].as_str().unwrap()).collect();
    assert_eq!(titles[0], "T2 serves N1 “Nobody knows the logo”", "{titles:?}");
    assert!(offered.iter().all(|a| a["isPreferred"] != true), "never taken by itself");
    assert!(titles.contains(&"Open the page of PRF002"));
    let text = desk.take("PRF002", "T2 serves N1");
    assert!(text.contains("- **T2** Redesign the logo (owner: Press Office; due: 2028-06; serves: N1)\n"), "{text}");
    assert!(!desk.codes().contains(&"PRF002".to_owned()));
}

#[test]
fn a_link_is_written_in_the_form_of_the_item() {
    let forms = [
        (
            "| ID | Task | Serves | Owner |\n|----|------|--------|-------|\n| T1 | Put permits online | N1 | Permit Office |\n| T2 | Redesign the logo |  | Press Office |\n",
            "| T2 | Redesign the logo | N1 | Press Office |\n",
        ),
        (
            "| ID | Task | Serves | Owner |\n|----|------|--------|-------|\n| T1 | Put permits online | N1 | Permit Office |\n| T2 | Redesign the logo | — | Press Office |\n",
            "| T2 | Redesign the logo | N1 | Press Office |\n",
        ),
        (
            "- T1: Put permits online\n  - Serves: N1\n- T2: Redesign the logo\n  - Owner: Press Office\n",
            "- T2: Redesign the logo\n  - Owner: Press Office\n  - Serves: N1\n",
        ),
        (
            "### T1 Put permits online\n\nServes: N1\n\n### T2 Redesign the logo\n\nOwner: Press Office\n",
            "### T2 Redesign the logo\n\nOwner: Press Office\nServes: N1\n",
        ),
        (
            "### T1 Put permits online\n\nServes: N1\n\n### T2 Redesign the logo\n\nThe old one is grey.\n",
            "### T2 Redesign the logo\n\nServes: N1\n\nThe old one is grey.\n",
        ),
        ("- T1: Put permits online (serves: N1)\n- T2: Redesign the logo\n", "- T2: Redesign the logo (serves: N1)\n"),
    ];
    for (tasks, expected) in forms {
        let text = format!(
            "---\nkind: plan\n---\n# Permit plan\n\n## Needs\n\n- **N1** Builders wait 38 days for a permit\n\n## Tasks\n\n{tasks}"
        );
        let mut desk = Desk::with(&text, "en");
        let text = desk.take("PRF002", "T2 serves N1");
        assert!(text.contains(expected), "{text}");
        assert!(!desk.codes().contains(&"PRF002".to_owned()), "{text}");
    }
}

#[test]
fn a_link_in_yaml() {
    let text = "kind: plan\ntitle: Permit plan\nneeds:\n  - id: N1\n    title: Builders wait 38 days for a permit\ntasks:\n  - id: T1\n    title: Put permits online\n    serves: N1\n  - id: T2\n    title: Redesign the logo\n    owner: Press Office\n  - {id: T3, title: Paint the fence}\n";
    let mut desk = Desk::named("plan.yaml", text, "en");
    let text = desk.take("PRF002", "T2 serves N1");
    assert!(text.contains("    owner: Press Office\n    serves: N1\n  - {id"), "{text}");
    let text = desk.take("PRF002", "T3 serves N1");
    assert!(text.contains("{id: T3, title: Paint the fence, serves: N1}"), "{text}");
    assert!(!desk.codes().contains(&"PRF002".to_owned()));
}

#[test]
fn a_link_in_chinese() {
    let text = "---\nkind: plan\n---\n# 某县审批规划\n\n## 需求分析\n\n- 需求1：建设单位等待38天才能拿到许可\n\n## 重点任务\n\n- 任务1：推行网上办理（对应需求：需求1；责任单位：审批局）\n- 任务2：更换办公楼标识（责任单位：办公室）\n";
    let mut desk = Desk::with(text, "zh-CN");
    let text = desk.take("PRF002", "任务2对应需求1");
    assert!(text.contains("- 任务2：更换办公楼标识（责任单位：办公室；对应需求：需求1）\n"), "{text}");
    assert!(!desk.codes().contains(&"PRF002".to_owned()));
}

#[test]
fn the_need_can_be_created() {
    let mut desk = Desk::with(PLAN, "en");
    let text = desk.take("PRF002", "Create the need N2");
    assert!(text.contains("(source: survey 2026)\n- **N2** TBD\n"), "{text}");
    assert!(text.contains("due: 2028-06; serves: N2)"), "{text}");
    assert!(!desk.codes().contains(&"PRF002".to_owned()));
}

#[test]
fn an_unknown_id_has_a_likely_one() {
    let mut desk = Desk::with(&PLAN.replace("(owner: Press", "(serves: N11; owner: Press"), "en");
    let text = desk.take("PLN002", "Replace by `N1`");
    assert!(text.contains("(serves: N1; owner: Press"), "{text}");
    assert!(!desk.codes().contains(&"PLN002".to_owned()));
}

#[test]
fn a_broken_title_is_quoted_and_all_that_is_safe_is_fixed_at_once() {
    let text = "kind: plan\ntitle: Permits: the plan\nneeds:\n  - id: N1\n    title: Waiting: 38 days\n";
    let mut desk = Desk::named("plan.yaml", text, "en");
    let offered = desk.offered("PLN006");
    assert_eq!(offered[0]["isPreferred"], true);
    let all = desk.client.ask(
        "textDocument/codeAction",
        json!({"textDocument": {"uri": desk.uri}, "range": {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}},
            "context": {"diagnostics": [], "only": ["source.fixAll"]}}),
    );
    assert_eq!(all.as_array().unwrap().len(), 1, "{all:#}");
    assert_eq!(all[0]["kind"], "source.fixAll.planspect");
    let action = desk.client.ask("codeAction/resolve", all[0].clone());
    desk.apply(&action["edit"]);
    assert_eq!(
        desk.text,
        text.replace("Permits: the plan", "\"Permits: the plan\"").replace("Waiting: 38 days", "\"Waiting: 38 days\"")
    );
    assert!(!desk.codes().contains(&"PLN006".to_owned()));
}

#[test]
fn a_suppression_is_written_with_a_reason_and_an_unused_one_is_removed() {
    let forms = [
        PLAN.to_owned(),
        PLAN.replace(
            "- **T1** Put permits online (serves: G1; owner: Permit Office; due: 2028-06)\n- **T2** Redesign the logo (owner: Press Office; due: 2028-06)\n",
            "| ID | Task | Serves |\n|----|------|--------|\n| T1 | Put permits online | N1 |\n| T2 | Redesign the logo |  |\n",
        ),
    ];
    for text in forms {
        let mut desk = Desk::with(&text, "en");
        let before = desk.codes();
        let text = desk.take("PRF002", "Suppress PRF002 here");
        assert!(text.contains("planspect-disable-line PRF002 -- reason -->"), "{text}");
        let after = desk.codes();
        assert_eq!(after, before.into_iter().filter(|code| code != "PRF002").collect::<Vec<_>>(), "{text}");
    }
    let text = PLAN.replace("## Goals", "<!-- planspect-disable-next PRF001 -- old -->\n## Goals");
    let mut desk = Desk::with(&text, "en");
    assert_eq!(desk.take("PLN004", "Remove"), PLAN);
}

#[test]
fn a_missing_section_comes_from_a_template() {
    let text = "---\nkind: plan\nprofile: organisation\nhorizon: 2027..2030\n---\n# Permit plan of Lakeside County\n\n## Needs\n\n- **N1** Builders wait 38 days for a permit\n\n## Tasks\n\n- **T1** Build the permit system (serves: N1; owner: Permit Office)\n";
    let mut desk = Desk::with(text, "en");
    let codes = desk.codes();
    assert!(codes.contains(&"OVR010".to_owned()), "{codes:?}");
    let text = desk.take("OVR010", "Add a section “Security”");
    assert!(
        text.ends_with(
            "\n\n## Security\n\n<!-- technical and managerial: how systems and data are protected, at which level -->\n"
        ),
        "{text}"
    );
    let zh = "---\nkind: plan\nprofile: organisation\nhorizon: 2027..2030\n---\n# 某县审批规划\n\n## 需求分析\n\n- 需求1：建设单位等待38天\n\n## 重点任务\n\n- 任务1：建设审批系统（对应需求：需求1；责任单位：审批局）\n";
    let mut desk = Desk::with(zh, "zh");
    let text = desk.take("OVR010", "补充“安全保障”一节");
    assert!(text.contains("\n\n## 安全保障\n\n<!-- 技术措施和管理措施，保护等级 -->"), "{text}");
}

#[test]
fn a_purchase_moves_from_the_needs_to_the_tasks() {
    let text = PLAN.replace("(source: survey 2026)\n", "(source: survey 2026)\n- **N2** Procure a 400-node cluster\n");
    let mut desk = Desk::with(&text, "en");
    let text = desk.take("PRF001", "Move this purchase to the tasks, as T3");
    assert!(!text.contains("N2"), "{text}");
    assert!(text.ends_with("due: 2028-06)\n- **T3** Procure a 400-node cluster\n"), "{text}");
    assert!(!desk.codes().contains(&"PRF001".to_owned()));
}

#[test]
fn taking_an_action_selects_what_is_to_be_written() {
    let mut desk = Desk::with(PLAN, "en");
    let offered = desk.offered("PRF002");
    let create = offered.iter().find(|a| a["title"].as_str().unwrap().starts_with("Create")).unwrap().clone();
    let action = desk.client.ask("codeAction/resolve", create);
    let command = &action["command"];
    desk.client
        .ask("workspace/executeCommand", json!({"command": command["command"], "arguments": command["arguments"]}));
    let shown = desk.client.wait("showDocument", |m| m["method"] == "window/showDocument");
    assert_eq!(
        shown["params"]["selection"],
        json!({"start": {"line": 8, "character": 9}, "end": {"line": 8, "character": 12}})
    );
    assert_eq!(desk.client.refused("workspace/executeCommand", json!({"command": "planspect.none"})), -32602);
    assert_eq!(
        desk.client.refused(
            "workspace/executeCommand",
            json!({"command": "planspect.openPage", "arguments": ["file:///etc/passwd"]})
        ),
        -32602
    );
}

#[test]
fn an_action_whose_finding_is_gone_changes_nothing() {
    let mut desk = Desk::with(PLAN, "en");
    let action = desk.offered("PRF002")[0].clone();
    let uri = desk.uri.clone();
    desk.client.change(&uri, 2, json!([{"text": "# Notes\n"}]));
    assert_eq!(desk.client.refused("codeAction/resolve", action), -32801);
}
