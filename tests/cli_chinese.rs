//! What goes wrong is told in Chinese where Chinese is asked for: arguments, configuration, rules, baselines, git.

#![allow(clippy::unwrap_used, missing_docs)]

mod folder;

use folder::{Folder, PLAN};

/// Runs with these files and arguments; gives what was said on standard error, without the quoted text of files.
#[track_caller]
fn said(files: &[(&str, &str)], arguments: &[&str], status: i32) -> String {
    let f = Folder::new(files);
    let ran = f.run(&[arguments, &["--lang", "zh"]].concat()).status(status);
    own(&ran.err)
}

/// What was said, without the lines of files and examples that are shown.
fn own(err: &str) -> String {
    let shown = regex::Regex::new(r"^ *(\d+ │|╭─\[|│ *[|+-] )").unwrap();
    err.lines().filter(|line| !shown.is_match(line)).map(|line| line.replace("│", "")).collect::<Vec<_>>().join("\n")
}

/// Whether it is Chinese: no two English words in a row, but for what stands in backquotes, and what libraries say, which
/// stands in brackets.
#[track_caller]
fn chinese(text: &str) {
    let spoken: String = text.split('`').step_by(2).collect::<Vec<_>>().join("`");
    let spoken = regex::Regex::new("(?s)（.*?）").unwrap().replace_all(&spoken, "");
    let english = regex::Regex::new("[a-z]{2,} [a-z]{2,}").unwrap();
    let found = english.find(&spoken);
    assert!(found.is_none(), "{found:?} is in\n{text}");
    assert!(text.chars().any(|sign| ('\u{4e00}'..'\u{9fff}').contains(&sign)), "{text}");
}

#[test]
fn arguments() {
    for (arguments, words) in [
        (&["chek"][..], "没有子命令“chek”"),
        (&[], "用法："),
        (&["check", "--formt", "json"], "没有参数“--formt”"),
        (&["check", "--format", "jsn"], "不能取值“jsn”"),
        (&["check", "--format"], "缺少值"),
        (&["check", "--update-baseline"], "缺少参数“--baseline <FILE>”"),
        (&["check", "-q", "-v"], "不能这样一起使用"),
        (&["check", "--fix", "--fix"], "只能写一次"),
        (&["explain"], "缺少参数"),
        (&["explain", "a", "b"], "没有参数“b”"),
        (&["rules"], "用法："),
        (&["check", "--add-suppressions", "x"], ""),
    ] {
        let f = Folder::new(&[]);
        let ran = f.run(&[&["--lang", "zh"], arguments].concat());
        assert_ne!(ran.status, 0, "{arguments:?}");
        assert!(ran.err.contains(words), "{words} is not in\n{}", ran.err);
        let first = ran.err.lines().next().unwrap_or_default();
        chinese(first);
    }
}

#[test]
fn configuration() {
    for text in [
        "slect: [PRF]\n",
        "select: {a: b}\n",
        "plans: [{names: a, files: [b]}]\n",
        "plans: [{name: a}]\n",
        "select: [PRF999]\n",
        "severity: {PRF002: grave}\n",
        "select: [PRF002]\nselect: [PRF003]\n",
        "include: ['../x']\n",
        "include: ['[x']\n",
        "docs-url: ftp://x\n",
        "required-version: '>=9'\n",
        "required-version: 'new'\n",
        "extends: [planspect.yaml]\n",
        "extends: [none]\n",
        "extends: [/etc]\n",
        "rule-paths: [none]\n",
        "rule-paths: [../x]\n",
        "vocabulary: {technlogy: [x]}\n",
        "headings: {neds: [x]}\n",
        "language: fr\n",
        "select: [a\n",
    ] {
        chinese(&said(&[("planspect.yaml", text), ("plan.md", PLAN)], &["check", "--fail-on", "never"], 2));
    }
    let note =
        said(&[("planspect.yaml", "plans: [{name: roads, files: [roads.md]}]\n"), ("plan.md", PLAN)], &["check"], 1);
    chinese(&note);
    assert!(note.contains("没有文件属于“roads”"), "{note}");
}

const RULE: &str = "\
code: X001
name: no-logo
each: task
set: default
severity: warning
require: {not: {text: {any: [/logo/]}}}
message: {en: a logo, zh: 标识}
help: {en: drop it, zh: 删去}
summary: {en: No logos, zh: 不要标识}
why: {en: Nobody needs one, zh: 没有人需要}
examples:
  - bad: |
      # Permit plan

      ## Needs
      - **N1** Builders wait

      ## Tasks
      - ⟦**T1** New logo⟧ (serves: N1)
  - good: |
      # Permit plan

      ## Needs
      - **N1** Builders wait

      ## Tasks
      - **T1** Permits on line (serves: N1)
";

#[test]
fn rules() {
    let files = |rule: &str| {
        let f = Folder::new(&[("planspect.yaml", "rule-paths: [rules]\n"), ("plan.md", PLAN), ("rules/x.yaml", rule)]);
        f.run(&["check", "--fail-on", "never", "--lang", "zh"])
    };
    files(RULE).status(0);
    for (old, new) in [
        ("X001", "x1"),
        ("X001", "PRF002"),
        ("no-logo", "No logo"),
        ("each: task", "each: tsk"),
        ("each: task", "kind: trouble\neach: task"),
        ("require:", "requires:"),
        ("{text: {any", "{text: {ani"),
        ("/logo/", "/lo(go/"),
        ("[/logo/]", "[no-such-lexicon]"),
        ("{not: {text", "{nod: {text"),
        ("require: {not: {text: {any: [/logo/]}}}", "require: {count: {of: erlier task, at-least: 1}}"),
        ("require: {not: {text: {any: [/logo/]}}}", "require: {field: {ownr: present}}"),
        ("require: {not: {text: {any: [/logo/]}}}", "require: {field: {owner: presnt}}"),
        ("require: {not: {text: {any: [/logo/]}}}", "require: {field: {owner: {equals: x}}}"),
        ("require: {not: {text: {any: [/logo/]}}}", "require: {at-least: 1}"),
        ("require: {not: {text: {any: [/logo/]}}}\n", ""),
        ("message: {en: a logo", "message: {en: '{nme} a logo'"),
        ("summary: {en: No logos, zh: 不要标识}\n", ""),
        ("  - good: |", "  - bad: |"),
        ("⟦**T1** New logo⟧", "**T1** New logo"),
    ] {
        let rule = RULE.replacen(old, new, 1);
        assert_ne!(rule, RULE);
        let ran = files(&rule).status(2);
        chinese(&own(&ran.err));
    }
}

#[test]
fn baselines_git_and_the_rest() {
    let plan = ("plan.md", PLAN);
    chinese(&said(&[plan, ("b.json", "{}")], &["check", "--baseline", "b.json"], 2));
    chinese(&said(&[plan, ("b.json", "{\"version\": 9, \"findings\": []}")], &["check", "--baseline", "b.json"], 2));
    chinese(&said(&[plan], &["check", "--since", "HEAD"], 2));
    chinese(&said(&[plan], &["check", "--select", "PRF999"], 2));
    chinese(&said(&[plan], &["explain", "PRF999"], 2));
    chinese(&said(&[plan], &["trace", "--from", "N77"], 2));
    chinese(&said(&[plan, ("old.json", "[]")], &["score", "--compare", "old.json"], 2));
    chinese(&said(&[], &["rules", "new", "--each", "tsk", "--name", "x"], 2));
    chinese(&said(&[], &["rules", "new", "--principle", "x", "--name", "x"], 2));
    let f = Folder::new(&[plan]);
    f.git(&["init", "--quiet"]);
    chinese(&f.run(&["check", "--since", "none", "--lang", "zh"]).status(2).err);
}
