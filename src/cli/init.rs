//! `planspect init`

use super::args::{InitArgs, PlanForm, PlanProfile};
use super::output::{Status, to_stdout};
use super::session::Session;
use crate::plan::Language;
use crate::workspace::write_below;
use dialoguer::{Confirm, Select};
use std::io::{self, IsTerminal};
use std::path::Path;

const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Writes what a folder needs to begin with; never over a file that is there, unless somebody says so.
pub fn init(session: &Session, args: &InitArgs) -> Status {
    let asks = !args.yes && io::stdin().is_terminal() && io::stderr().is_terminal();
    let folder = session.working.join(&args.folder);
    // All is asked before anything is written: whoever breaks off leaves nothing behind.
    let decided = choose(session, args, asks).and_then(|chosen| Ok((chosen, decide(chosen, &folder, asks)?)));
    let (chosen, files) = match decided {
        Ok(decided) => decided,
        Err(error) => {
            let (en, zh) = (format!("nothing was written: {error}"), format!("没有写入任何文件：{error}"));
            return session.error(&session.say(en, zh));
        }
    };
    let mut lines = Vec::new();
    for File { name, text, fate } in files {
        let file = folder.join(name);
        if fate == Fate::Write {
            let made = std::fs::create_dir_all(&folder);
            if let Err(error) = made.and_then(|()| write_below(&folder, &file, text.as_bytes())) {
                return session.error(&format!("{name}: {error}"));
            }
        }
        lines.push(match chosen.language {
            Language::En => format!("{name}: {}", fate.words().0),
            Language::Zh => format!("{name}：{}", fate.words().1),
        });
    }
    match to_stdout(|out| lines.iter().try_for_each(|line| writeln!(out, "{line}"))) {
        Ok(()) => Status::Clean,
        Err(error) => session.no_output(&error),
    }
}

/// A file and what becomes of it.
struct File {
    name: &'static str,
    text: String,
    fate: Fate,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Write,
    Same,
    Leave,
}

impl Fate {
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Fate::Write => ("written", "已写入"),
            Fate::Same => ("as it was", "无变化"),
            Fate::Leave => ("is there, left alone", "已存在，未改动"),
        }
    }
}

fn decide(chosen: Chosen, folder: &Path, asks: bool) -> Result<Vec<File>, dialoguer::Error> {
    let fate = |(name, text): (&'static str, String)| {
        let fate = match std::fs::read(folder.join(name)) {
            Ok(known) if known == text.as_bytes() => Fate::Same,
            Ok(_) if !(asks && overwrite(name, chosen.language)?) => Fate::Leave,
            _ => Fate::Write,
        };
        Ok(File { name, text, fate })
    };
    files(chosen).into_iter().map(fate).collect()
}

#[derive(Debug, Clone, Copy)]
struct Chosen {
    language: Language,
    form: PlanForm,
    profile: PlanProfile,
}

fn choose(session: &Session, args: &InitArgs, asks: bool) -> Result<Chosen, dialoguer::Error> {
    let default = session.language.unwrap_or(Language::En);
    // Whoever sets --lang has answered; the environment alone only suggests.
    let language = if asks && !session.language_is_said {
        let at = ask("Language of the plan / 规划的语言", &["English", "中文"], usize::from(default == Language::Zh))?;
        if at == 0 { Language::En } else { Language::Zh }
    } else {
        default
    };
    let say = |en: &'static str, zh: &'static str| if language == Language::Zh { zh } else { en };
    let form = match args.format {
        Some(form) => form,
        None if asks && ask(say("Form of the plan", "规划的格式"), &["Markdown", "YAML"], 0)? == 1 => {
            PlanForm::Yaml
        }
        None => PlanForm::Md,
    };
    let who = [
        say("an organisation, for itself", "单位（机关、学校、医院、企业）"),
        say("a team, for a product", "项目团队"),
    ];
    let profile = match args.profile {
        Some(profile) => profile,
        None if asks && ask(say("Who plans", "谁的规划"), &who, 0)? == 1 => PlanProfile::Project,
        None => PlanProfile::Organisation,
    };
    Ok(Chosen { language, form, profile })
}

fn ask(question: &str, answers: &[&str], default: usize) -> Result<usize, dialoguer::Error> {
    Select::new().with_prompt(question).items(answers).default(default).interact()
}

fn overwrite(name: &str, language: Language) -> Result<bool, dialoguer::Error> {
    let question = match language {
        Language::En => format!("{name} is there. Overwrite it?"),
        Language::Zh => format!("{name} 已存在，要覆盖吗？"),
    };
    Confirm::new().with_prompt(question).default(false).interact()
}

/// The files with their texts.
fn files(chosen: Chosen) -> Vec<(&'static str, String)> {
    let (plan, text) = match (chosen.language, chosen.form) {
        (Language::En, PlanForm::Md) => ("plans/plan.md", include_str!("starter/plan.en.md")),
        (Language::En, PlanForm::Yaml) => ("plans/plan.yaml", include_str!("starter/plan.en.yaml")),
        (Language::Zh, PlanForm::Md) => ("plans/plan.md", include_str!("starter/plan.zh.md")),
        (Language::Zh, PlanForm::Yaml) => ("plans/plan.yaml", include_str!("starter/plan.zh.yaml")),
    };
    vec![
        ("planspect.yaml", config(chosen, plan)),
        (plan, text.to_owned()),
        (".pre-commit-config.yaml", hooks(chosen.language)),
        (".github/workflows/planspect.yml", include_str!("starter/workflow.yml").replace("VERSION", VERSION)),
        (".vscode/extensions.json", include_str!("starter/extensions.json").to_owned()),
        (".editorconfig", include_str!("starter/editorconfig").to_owned()),
    ]
}

fn hooks(language: Language) -> String {
    let install = match language {
        Language::En => "# pre-commit install, or: prek install",
        Language::Zh => "# 执行 pre-commit install 或 prek install 后生效",
    };
    format!("{install}\n{}", include_str!("starter/pre-commit.yaml").replace("VERSION", VERSION))
}

fn config(chosen: Chosen, plan: &str) -> String {
    let profile = match chosen.profile {
        PlanProfile::Organisation => "organisation",
        PlanProfile::Project => "project",
    };
    let lines = match chosen.language {
        Language::En => [
            "What planspect checks, and how; every key is optional.",
            "the plans here",
            "[strict]: also the strict rules",
        ],
        Language::Zh => ["planspect 的配置；所有键都可以省略。", "本仓库中的规划", "写成 [strict] 则同时启用严格规则"],
    };
    format!(
        "# {}\nplans:  # {}\n  - {{files: [\"{plan}\"], profile: {profile}, scope: whole}}\nextend-select: []  # {}\n",
        lines[0], lines[1], lines[2]
    )
}
