//! `planspect rules new`

use crate::cli::args::{NewRuleArgs, RuleKind};
use crate::cli::output::{Status, to_stdout};
use crate::cli::session::Session;
use crate::plan::{ItemKind, Language};
use crate::rules::{Each, Principle, SCHEMA_FILE, Severity, Skeleton, SkeletonKind, rule_schema};
use crate::workspace::{Disk, Files, Nested, Settings, write_below};
use dialoguer::{Input, Select};
use std::collections::BTreeSet;
use std::io::IsTerminal;
use std::path::Path;

/// Writes a new rule with examples that pass; gives the status.
pub fn new(session: &Session, args: &NewRuleArgs) -> Status {
    let Some((settings, root)) = session.settings_and_root() else { return Status::Trouble };
    let asks = std::io::stdin().is_terminal() && std::io::stderr().is_terminal();
    let folder = match (&args.folder, settings.rule_paths.first()) {
        (Some(folder), _) => session.working.join(folder),
        (None, Some(own)) if !own.ends_with(".yaml") && !own.ends_with(".yml") => root.join(own),
        _ => root.join("rules"),
    };
    let skeleton = match skeleton(session, &settings, &codes_in(&folder), args, asks) {
        Ok(skeleton) => skeleton,
        Err(message) => return session.error(&message),
    };
    let Some(text) = skeleton.file() else {
        let known: Vec<&str> = Skeleton::subjects(skeleton.kind).iter().map(|each| each.name()).collect();
        let known = known.join(", ");
        return session.error(
            &session
                .say(format!("such a rule begins with --each {known}"), format!("这类规则的 --each 只能是 {known}")),
        );
    };
    let path = folder.join(format!("{}.yaml", skeleton.name));
    let shown = session.shown(&path);
    if path.exists() {
        return session.error(&session.say(format!("{shown} is there already"), format!("{shown} 已存在")));
    }
    // Editors complete and check the rule by the schema that lies beside it.
    let schema = format!("{:#}\n", rule_schema());
    // A folder that is named is where the user wants it; else the repository says, and stays in its root.
    let base = if args.folder.is_some() { &folder } else { &root };
    let written = std::fs::create_dir_all(base)
        .and_then(|()| write_below(base, &folder.join(SCHEMA_FILE), schema.as_bytes()))
        .and_then(|()| write_below(base, &path, text.as_bytes()));
    if let Err(error) = written {
        return session.error(&format!("{shown}: {error}"));
    }
    let told = to_stdout(|out| writeln!(out, "{shown}"));
    if !is_read(&settings, &root, &path) {
        let below = session.shown(&folder);
        session.note(&session.say(
            format!("`check` reads it once planspect.yaml says `rule-paths: [{below}/]`"),
            format!("在 planspect.yaml 中写上 `rule-paths: [{below}/]` 后，`check` 才会读取"),
        ));
    }
    match told {
        Ok(()) => Status::Clean,
        Err(error) => session.no_output(&error),
    }
}

/// Whether a file lies in one of the rule paths.
fn is_read(settings: &Settings, root: &Path, path: &Path) -> bool {
    settings.rule_paths.iter().any(|own| path.starts_with(root.join(own)))
}

/// The codes of the rules in a folder, which need not be among the paths that are read.
fn codes_in(folder: &Path) -> BTreeSet<String> {
    let disk = Disk::new(folder, Nested::None);
    let files = disk.list("").paths.into_iter().filter(|path| path.ends_with(".yaml") || path.ends_with(".yml"));
    let texts = files.filter_map(|file| disk.read(&file).ok());
    texts
        .flat_map(|bytes| {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            let codes = text.lines().filter_map(|line| line.strip_prefix("code:"));
            codes.map(|code| code.trim().to_owned()).collect::<Vec<_>>()
        })
        .collect()
}

fn skeleton(
    session: &Session,
    settings: &Settings,
    beside: &BTreeSet<String>,
    args: &NewRuleArgs,
    asks: bool,
) -> Result<Skeleton, String> {
    let zh = session.language == Some(Language::Zh);
    let say = |en: &'static str, zh_words: &'static str| if zh { zh_words } else { en };
    let free = free_code(settings, beside);
    let code = match &args.code {
        Some(code) => code.clone(),
        None if asks => input(say("Code", "编号"), &free)?,
        None => free,
    };
    if beside.contains(&code) || settings.rules.find(&code).is_some_and(|rule| *rule.code == *code) {
        return Err(session.say(
            format!("{code} is the code of another rule; a code is never used twice"),
            format!("{code} 是另一条规则的编号；编号不能重复使用"),
        ));
    }
    let name = match &args.name {
        Some(name) => name.clone(),
        None if asks => input(say("Name (small letters and hyphens)", "名称（小写字母和连字符）"), "vague-deadline")?,
        None => return Err(session.say("say its name: --name vague-deadline", "请写明名称：--name vague-deadline")),
    };
    if name.is_empty() || !name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-') {
        return Err(session.say(
            format!("`{name}` is no name of a rule; write small letters, with hyphens between words"),
            format!("`{name}` 不能作规则名称；请用小写英文字母，单词之间用连字符"),
        ));
    }
    let kind = match args.kind {
        Some(kind) => kind,
        None if asks => {
            let kinds = [RuleKind::Text, RuleKind::Link, RuleKind::Plan];
            let words = [
                say("words in an item, sentence or section", "条目、语句或章节中的用语"),
                say("links between items", "条目之间的对应关系"),
                say("something that the plan does not say", "规划缺少的内容"),
            ];
            kinds[select(say("What does it look at?", "检查什么？"), &words)?]
        }
        None => RuleKind::Text,
    };
    let kind = match kind {
        RuleKind::Text => SkeletonKind::Text,
        RuleKind::Link => SkeletonKind::Link,
        RuleKind::Plan => SkeletonKind::Plan,
    };
    let subjects = Skeleton::subjects(kind);
    let each = match &args.each {
        Some(word) => Each::from_name(word)
            .map_err(|said| session.say(format!("--each: {}", said.en), format!("--each：{}", said.zh)))?,
        None if asks && subjects.len() > 1 => {
            let words: Vec<&str> = subjects.iter().map(|each| each.name()).collect();
            subjects[select(say("What does it judge, one by one?", "逐个检查什么？"), &words)?]
        }
        None if kind == SkeletonKind::Plan => Each::Plan,
        None => Each::Item(ItemKind::Task),
    };
    let severity = match args.severity {
        Some(severity) => severity.into(),
        None if asks => {
            let all = [Severity::Warning, Severity::Error, Severity::Info];
            let words: Vec<&str> = all.iter().map(|severity| severity.name()).collect();
            all[select(say("How grave is a finding?", "问题的严重程度？"), &words)?]
        }
        None => Severity::Warning,
    };
    let principle = match &args.principle {
        Some(word) => Some(*Principle::ALL.iter().find(|p| p.name() == word).ok_or_else(|| {
            let known = Principle::ALL.map(Principle::name).join(", ");
            session.say(format!("--principle: one of {known}"), format!("--principle：只能是 {known}"))
        })?),
        None if asks => {
            let words: Vec<&str> =
                [say("none", "不属于")].into_iter().chain(Principle::ALL.iter().map(|p| p.name())).collect();
            let chosen = select(say("Which principle does it belong to?", "属于哪项原则？"), &words)?;
            chosen.checked_sub(1).map(|at| Principle::ALL[at])
        }
        None => None,
    };
    Ok(Skeleton { code, name, each, principle, severity, kind })
}

/// The first code of the family X that no rule has.
fn free_code(settings: &Settings, beside: &BTreeSet<String>) -> String {
    (1..)
        .map(|number| format!("X{number:03}"))
        .find(|code| settings.rules.find(code).is_none() && !beside.contains(code))
        .unwrap_or_else(|| "X001".to_owned())
}

fn input(question: &str, usual: &str) -> Result<String, String> {
    Input::new().with_prompt(question).default(usual.to_owned()).interact_text().map_err(|error| error.to_string())
}

fn select(question: &str, words: &[&str]) -> Result<usize, String> {
    Select::new().with_prompt(question).items(words).default(0).interact().map_err(|error| error.to_string())
}
