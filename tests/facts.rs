//! A plan states the same, whether it is written as list, table, headings or YAML (`tests/facts`).

#![allow(clippy::unwrap_used, missing_docs)]

use planspect::check::{Options, Today};
use planspect::report::{Run, View, facts as write_facts};
use planspect::workspace::{Memory, Overrides, Selection, Settings, Shown, Workspace};
use proptest::prelude::*;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, LazyLock};

/// The facts of every file of `tests/facts`, by path, without places and forms.
fn facts(root: &Path) -> BTreeMap<String, Value> {
    // A folder each, so that neighbours are not taken for one plan.
    let folder = tempfile::tempdir().unwrap();
    for plan in std::fs::read_dir(root).unwrap().flatten() {
        for file in std::fs::read_dir(plan.path()).unwrap().flatten() {
            let name = file.file_name().into_string().unwrap();
            let to = folder.path().join(plan.file_name()).join(name.replace('.', "-"));
            std::fs::create_dir_all(&to).unwrap();
            std::fs::copy(file.path(), to.join(name)).unwrap();
        }
    }
    let out = Command::new(env!("CARGO_BIN_EXE_planspect")).args(["facts", "."]).current_dir(&folder).output().unwrap();
    let json: Value = serde_json::from_slice(&out.stdout).unwrap();
    assert_eq!(json["skipped"], Value::Array(Vec::new()));
    let mut found = BTreeMap::new();
    for mut plan in json["plans"].as_array().unwrap().iter().cloned() {
        let path = plan["at"]["documents"][0]["path"].as_str().unwrap().to_owned();
        strip(&mut plan);
        found.insert(path, plan);
    }
    found
}

fn strip(json: &mut Value) {
    match json {
        Value::Array(all) => all.iter_mut().for_each(strip),
        Value::Object(map) => {
            map.remove("at");
            // An empty cell says nothing; so does a missing line.
            if let Some(fields) = map.get_mut("fields").and_then(Value::as_array_mut) {
                fields.retain(|field| field["read"] != "empty" && field["name"] != "title");
            }
            map.values_mut().for_each(strip);
        }
        _ => {}
    }
}

#[test]
fn four_ways_to_write_a_plan() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/facts");
    let found = facts(&root);
    assert!(found.len() >= 24);
    let mut wrong = Vec::new();
    for (path, list) in found.iter().filter(|(path, _)| path.ends_with("list.md")) {
        assert!(list["items"].as_array().unwrap().len() >= 4);
        let plan = path.split('/').next().unwrap();
        for other in ["table-md/table.md", "headings-md/headings.md", "plan-yaml/plan.yaml"] {
            let other = format!("{plan}/{other}");
            if *list != found[&other] {
                wrong.push(format!("{other} and list.md:\n{}", difference(list, &found[&other])));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Lines of one that the other lacks.
fn difference(a: &Value, b: &Value) -> String {
    let lines = |json: &Value| -> Vec<String> {
        serde_json::to_string_pretty(json).unwrap().lines().map(str::to_owned).collect()
    };
    let (a, b) = (lines(a), lines(b));
    let same = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let show =
        |all: &[String]| all.iter().skip(same.saturating_sub(6)).take(14).cloned().collect::<Vec<_>>().join("\n");
    format!("--- list.md\n{}\n--- other\n{}", show(&a), show(&b))
}

static SETTINGS: LazyLock<Arc<Settings>> = LazyLock::new(|| Arc::new(Settings::default().with(&Overrides::default())));

/// The facts of one text, without places and forms.
fn stated(path: &str, text: &str) -> Value {
    let (root, files) = (PathBuf::from("/plans"), Memory::new([(path, text)]));
    let shown = Shown::new(&root, &root);
    let options = Options { language: None, ground: false, today: Today::Is(jiff::civil::Date::constant(2027, 1, 1)) };
    let workspace = Workspace { root, settings: SETTINGS.clone(), files: &files, shown };
    let report = workspace.judge(&Selection::all(), &options);
    let mut out = Vec::new();
    write_facts(&Run { reports: vec![report], view: View::default() }, &mut out).unwrap();
    let mut plan = serde_json::from_slice::<Value>(&out).unwrap()["plans"][0].take();
    strip(&mut plan);
    plan
}

/// A task as drawn: which needs it serves, and which of its other fields it has.
#[derive(Debug, Clone)]
struct Task {
    title: usize,
    serves: Vec<usize>,
    fields: [Option<usize>; 3],
}

/// Words and values of a language.
struct Words {
    title: &'static str,
    sections: [&'static str; 2],
    /// How the number of a need and of a task is written.
    ids: [&'static str; 2],
    needs: [&'static str; 3],
    tasks: [&'static str; 3],
    /// `serves`, and the other fields with their values.
    serves: &'static str,
    fields: [(&'static str, [&'static str; 2]); 3],
    item: &'static str,
    marks: [&'static str; 4],
}

const EN: Words = Words {
    title: "Lakeside County strategy 2027–2030",
    sections: ["Needs", "Tasks"],
    ids: ["N", "T"],
    needs: ["Builders wait 38 days", "Clerks copy forms by hand", "Residents call three offices"],
    tasks: ["Decide simple cases at the counter", "Publish the register", "Train the counter staff"],
    serves: "Serves",
    fields: [
        ("Owner", ["Permit Office", "Press Office"]),
        ("Due", ["2028-06", "Q3 2028"]),
        ("Budget", ["1.2M", "$40,000"]),
    ],
    item: "Title",
    marks: ["(", ": ", "; ", ")"],
};

const ZH: Words = Words {
    title: "湖滨县政务服务规划（2027—2030年）",
    sections: ["需求分析", "重点任务"],
    ids: ["需求", "任务"],
    needs: ["建设单位等待38天", "窗口人员手工抄写表格", "群众要问三个部门"],
    tasks: ["简单事项当场办结", "公布事项清单", "培训窗口人员"],
    serves: "对应需求",
    fields: [
        ("责任单位", ["审批局", "宣传部"]),
        ("完成时限", ["2028年6月", "2028年底"]),
        ("预算", ["120万元", "3.5亿元"]),
    ],
    item: "名称",
    marks: ["（", "：", "；", "）"],
};

impl Words {
    fn id(&self, kind: usize, number: usize) -> String {
        format!("{}{}", self.ids[kind], number + 1)
    }

    /// The fields that a task has, with their values.
    fn said(&self, task: &Task) -> Vec<(&'static str, String)> {
        let served = task.serves.iter().map(|need| self.id(0, *need)).collect::<Vec<_>>();
        let serves = (!served.is_empty()).then(|| (self.serves, served.join(", ")));
        let others = self.fields.iter().zip(task.fields);
        serves
            .into_iter()
            .chain(others.filter_map(|((name, values), which)| Some((*name, values[which?].to_owned()))))
            .collect()
    }

    fn list(&self, needs: usize, tasks: &[Task]) -> String {
        let mut text = format!("# {}\n\n## {}\n\n", self.title, self.sections[0]);
        for (at, need) in self.needs.iter().enumerate().take(needs) {
            let _ = writeln!(text, "- **{}** {need}", self.id(0, at));
        }
        let _ = writeln!(text, "\n## {}\n", self.sections[1]);
        let [open, is, and, close] = self.marks;
        for (at, task) in tasks.iter().enumerate() {
            let fields: Vec<String> =
                self.said(task).into_iter().map(|(name, value)| format!("{name}{is}{value}")).collect();
            let fields = if fields.is_empty() { String::new() } else { format!("{open}{}{close}", fields.join(and)) };
            let _ = writeln!(text, "- **{}** {} {fields}", self.id(1, at), self.tasks[task.title]);
        }
        text
    }

    fn table(&self, needs: usize, tasks: &[Task]) -> String {
        let heads = [["ID", self.sections[0].trim_end_matches('s').trim_end_matches("分析")], ["ID", "任务"]];
        let need_head = heads[0][1];
        let task_head = if self.item == "Title" { "Task" } else { heads[1][1] };
        let mut text = format!("# {}\n\n## {}\n\n| ID | {need_head} |\n|--|--|\n", self.title, self.sections[0]);
        for (at, need) in self.needs.iter().enumerate().take(needs) {
            let _ = writeln!(text, "| {} | {need} |", self.id(0, at));
        }
        let names: Vec<&str> = std::iter::once(self.serves).chain(self.fields.iter().map(|(name, _)| *name)).collect();
        let _ = writeln!(text, "\n## {}\n\n| ID | {task_head} | {} |", self.sections[1], names.join(" | "));
        let _ = writeln!(text, "|--|--|{}", "--|".repeat(names.len()));
        for (at, task) in tasks.iter().enumerate() {
            let said = self.said(task);
            let cell = |name: &&str| {
                said.iter().find(|(one, _)| one == name).map_or("", |(_, value)| value.as_str()).to_owned()
            };
            let cells: Vec<String> = names.iter().map(cell).collect();
            let _ = writeln!(text, "| {} | {} | {} |", self.id(1, at), self.tasks[task.title], cells.join(" | "));
        }
        text
    }

    fn yaml(&self, needs: usize, tasks: &[Task]) -> String {
        let mut text = format!("title: {}\n{}:\n", self.title, self.sections[0].to_lowercase());
        for (at, need) in self.needs.iter().enumerate().take(needs) {
            let _ = writeln!(text, "  - id: {}\n    {}: {need}", self.id(0, at), self.item.to_lowercase());
        }
        let _ = writeln!(text, "{}:", self.sections[1].to_lowercase());
        for (at, task) in tasks.iter().enumerate() {
            let _ = writeln!(
                text,
                "  - id: {}\n    {}: {}",
                self.id(1, at),
                self.item.to_lowercase(),
                self.tasks[task.title]
            );
            for (name, value) in self.said(task) {
                let value = if name == self.serves { format!("[{value}]") } else { value };
                let _ = writeln!(text, "    {}: {value}", name.to_lowercase());
            }
        }
        text
    }
}

/// The lists and tables of a text in HTML, as converters of other formats write them.
fn in_html(text: &str) -> String {
    let mut out = String::new();
    let mut open = "";
    for line in text.lines() {
        let (within, row) = match (line.strip_prefix("- "), line.strip_prefix("| ")) {
            (Some(item), _) => {
                ("ul", format!("<li>{}</li>\n", item.replacen("**", "<b>", 1).replacen("**", "</b>", 1)))
            }
            (_, Some(cells)) => {
                let cells = cells.trim_end_matches(" |").split(" | ");
                (
                    "table",
                    format!("<tr>\n{}</tr>\n", cells.map(|cell| format!("  <td>{cell}</td>\n")).collect::<String>()),
                )
            }
            _ if line.starts_with("|-") => continue,
            _ => ("", format!("{line}\n")),
        };
        if within != open {
            out.push_str(&if open.is_empty() { String::new() } else { format!("</{open}>\n\n") });
            out.push_str(&if within.is_empty() { String::new() } else { format!("<{within}>\n") });
            open = within;
        }
        out.push_str(&row);
    }
    out + &if open.is_empty() { String::new() } else { format!("</{open}>\n") }
}

fn tasks() -> impl Strategy<Value = Vec<Task>> {
    let field = || prop::option::of(0usize..2);
    let task = (0usize..3, prop::collection::btree_set(0usize..3, 0..3), [field(), field(), field()])
        .prop_map(|(title, serves, fields)| Task { title, serves: serves.into_iter().collect(), fields });
    prop::collection::vec(task, 3..7)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_plan_says_the_same_as_list_as_table_and_as_yaml(tasks in tasks(), zh: bool) {
        let words = if zh { &ZH } else { &EN };
        let list = stated("plan.md", &words.list(3, &tasks));
        prop_assert_eq!(list["items"].as_array().unwrap().len(), 3 + tasks.len());
        let (listed, table) = (words.list(3, &tasks), words.table(3, &tasks));
        let html = [("plan.md", in_html(&listed)), ("plan.md", in_html(&table))];
        for (path, text) in [("plan.md", table), ("plan.yaml", words.yaml(3, &tasks))].into_iter().chain(html) {
            let other = stated(path, &text);
            prop_assert!(list == other, "{}\n{}\n{text}", words.list(3, &tasks), difference(&list, &other));
        }
    }
}
