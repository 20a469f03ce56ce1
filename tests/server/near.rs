//! Open documents are judged with those that can form a plan with them, all others as they are on disk: together that
//! is what `check` says of the whole.

use crate::client::*;
use crate::edits::bare;
use crate::parity::{check, copy};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

const PATHS: [&str; 16] = [
    "plan.md",
    "plan.yaml",
    "01-needs.md",
    "02-tasks.md",
    "a/01-needs.md",
    "a/02-tasks.md",
    "a/03-costs.md",
    "a/notes.md",
    "b/1.md",
    "b/2.md",
    "b/3.md",
    "b/4.md",
    "b/5.md",
    "c/d/tasks.md",
    "nested/plan.md",
    "nested/tasks.md",
];

const HEADS: [&str; 7] = [
    "",
    "",
    "---\nkind: plan\n---\n",
    "---\nplan: Permits\n---\n",
    "---\n\"plan\": Permits\nkind: plan\n---\n",
    "---\nplan: Roads\n---\n",
    "---\nplan: Permits\nstatus: archived\n---\n",
];

const BODIES: [&str; 7] = [
    "# Permit plan 2027\n\n## Needs\n\n- **N1** Builders wait 38 days for a permit\n- **N2** Clerks copy forms by hand\n",
    "# Tasks\n\n- **T1** Put permits online (serves: N1, N2; owner: Permit Office)\n- **T2** Redesign the logo\n",
    "# Permit plan 2027\n\n## Tasks\n\n- **T1** Put permits online (serves: N1; owner: Permit Office; due: 2027-13)\n",
    "# Sheet\n\n## Goals\n\nG1 Fewer letters\n\n## Tasks\n\n- **T3** Answer letters (serves: G1)\n\n## Risks\n\n- Delay\n",
    "# 许可规划\n\n## 需求\n\n- **N1** 建筑商等待38天\n\n## 任务\n\n- **T1** 采购服务器集群（责任单位：信息中心）\n",
    "# Notes\n\nNothing here.\n",
    "# Plan of the Land Office 2027\n\n## Needs\n\n- **N1** Surveyors look addresses up by hand\n\n## Tasks\n\n\
     - **T1** Build a shared address register (serves: N1; owner: Land Office)\n",
];

const YAML: &str =
    "plan: Permits\nneeds:\n  - id: N1\n    title: Builders wait 38 days\ntasks:\n  - id: T1\n    title: New logo\n";

const SETTINGS: [&str; 4] = [
    "",
    "ignore: [PRF001]\n",
    "plans:\n  - name: All of it\n    files: [\"a/*.md\", \"c/**\"]\n",
    "extend-select: [INT009]\n",
];

#[derive(Debug, Clone)]
enum Step {
    Open(usize),
    Edit(usize, String),
    Close(usize),
    Write(usize, String),
    Remove(usize),
}

fn text() -> impl Strategy<Value = String> {
    (0..HEADS.len(), 0..BODIES.len()).prop_map(|(head, body)| format!("{}{}", HEADS[head], BODIES[body]))
}

fn step() -> impl Strategy<Value = Step> {
    let at = || 0..PATHS.len();
    prop_oneof![
        3 => at().prop_map(Step::Open),
        3 => (at(), text()).prop_map(|(at, text)| Step::Edit(at, text)),
        1 => at().prop_map(Step::Close),
        1 => (at(), text()).prop_map(|(at, text)| Step::Write(at, text)),
        1 => at().prop_map(Step::Remove),
    ]
}

/// An editor with a folder.
struct Desk {
    client: Client,
    root: PathBuf,
    open: BTreeMap<PathBuf, (i64, String)>,
}

impl Desk {
    fn path(&self, at: usize) -> PathBuf {
        self.root.join(PATHS[at])
    }

    fn take(&mut self, step: &Step) {
        match step {
            Step::Open(at) => {
                let path = self.path(*at);
                if !self.open.contains_key(&path) {
                    let text = std::fs::read_to_string(&path).unwrap_or_default();
                    self.client.open(&uri(&path), &text);
                    self.open.insert(path, (1, text));
                }
            }
            Step::Edit(at, new) => {
                let path = self.path(*at);
                if let Some((version, text)) = self.open.get_mut(&path) {
                    *version += 1;
                    new.clone_into(text);
                    self.client.change(&uri(&path), *version, json!([{"text": new}]));
                }
            }
            Step::Close(at) => {
                let path = self.path(*at);
                if self.open.remove(&path).is_some() {
                    self.client.close(&uri(&path));
                }
            }
            Step::Write(at, new) => {
                std::fs::write(self.path(*at), new).unwrap();
                self.watched(*at, 2);
            }
            Step::Remove(at) => {
                let _ = std::fs::remove_file(self.path(*at));
                self.watched(*at, 3);
            }
        }
    }

    fn watched(&mut self, at: usize, kind: u8) {
        let uri = uri(&self.path(at));
        self.client.tell("workspace/didChangeWatchedFiles", json!({"changes": [{"uri": uri, "type": kind}]}));
    }

    /// Everything that the server says of open documents, and of the workspace.
    fn told(&mut self) -> (BTreeMap<PathBuf, Vec<Value>>, BTreeMap<String, Vec<Value>>) {
        let open: Vec<PathBuf> = self.open.keys().cloned().collect();
        let of_open = open.into_iter().map(|path| {
            let report = self.client.ask("textDocument/diagnostic", json!({"textDocument": {"uri": uri(&path)}}));
            (path, bare(report["items"].as_array().unwrap()))
        });
        let of_open = of_open.collect();
        let report = self.client.ask("workspace/diagnostic", json!({"previousResultIds": []}));
        let all = report["items"].as_array().unwrap().iter();
        let all = all.map(|item| (item["uri"].as_str().unwrap().to_owned(), bare(item["items"].as_array().unwrap())));
        (of_open, all.filter(|(_, found)| !found.is_empty()).collect())
    }
}

/// What `check` says where all that is open is saved.
fn expected(desk: &Desk) -> BTreeMap<PathBuf, Vec<Value>> {
    let saved = tempfile::tempdir().unwrap();
    let folder = std::fs::canonicalize(saved.path()).unwrap();
    copy(&desk.root, &folder);
    let there = |path: &Path| folder.join(path.strip_prefix(&desk.root).unwrap());
    desk.open.iter().for_each(|(path, (_, text))| std::fs::write(there(path), text).unwrap());
    let found = check(&folder).into_iter();
    found.map(|(path, found)| (desk.root.join(path.strip_prefix(&folder).unwrap()), found)).collect()
}

fn same_as_check(desk: &mut Desk) -> Result<(), TestCaseError> {
    let expected = expected(desk);
    let (open, all) = desk.told();
    for (path, found) in open {
        prop_assert_eq!(found, expected.get(&path).cloned().unwrap_or_default(), "{}", path.display());
    }
    let expected: BTreeMap<String, Vec<Value>> =
        expected.into_iter().map(|(path, found)| (uri(&path), found)).collect();
    prop_assert_eq!(all, expected);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]
    #[test]
    fn what_is_near_and_what_is_far_are_together_what_check_says(
        files in prop::collection::btree_map(0..PATHS.len(), text(), 4..14),
        settings in 0..SETTINGS.len(),
        steps in prop::collection::vec(step(), 1..16),
    ) {
        let temp = folder(&[]);
        let root = std::fs::canonicalize(temp.path()).unwrap();
        ["a", "b", "c/d", "nested"].iter().for_each(|folder| std::fs::create_dir_all(root.join(folder)).unwrap());
        std::fs::write(root.join("nested/planspect.yaml"), "ignore: [PRF002]\n").unwrap();
        if !SETTINGS[settings].is_empty() {
            std::fs::write(root.join("planspect.yaml"), SETTINGS[settings]).unwrap();
        }
        for (at, text) in &files {
            let text = if PATHS[*at].ends_with(".yaml") { YAML } else { text };
            std::fs::write(root.join(PATHS[*at]), text).unwrap();
        }
        let folders = json!([{"uri": uri(&root), "name": "plans"}, {"uri": uri(&root.join("nested")), "name": "nested"}]);
        let client = Client::start(json!({"textDocument": {"diagnostic": {}}}), json!({"workspaceFolders": folders}));
        let mut desk = Desk { client, root: root.clone(), open: BTreeMap::new() };
        for (number, step) in steps.iter().enumerate() {
            desk.take(step);
            if number % 4 == 3 {
                same_as_check(&mut desk)?;
            }
        }
        same_as_check(&mut desk)?;
    }
}
