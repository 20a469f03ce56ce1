//! What the environment says: working directory, language, colours, today; and what goes to standard error.

use super::args::{Cli, Common, Lang};
use super::chinese;
use super::output::Status;
use super::progress::Progress;
use crate::check::{Options, Today};
use crate::plan::Language;
use crate::report::{View, draw_error, one_line};
use crate::rules::Said;
use crate::workspace::{
    ConfigChoice, ConfigError, Disk, Found, Memory, Overlay, Overrides, Report, Request, STDIN, Selection, Settings,
    Texts, Trouble, Workspace, bounded, clean_path, locate, relative, root_of, root_of_file,
};
use clap::{ColorChoice, CommandFactory, ValueEnum};
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

/// One run of the program.
pub struct Session {
    /// The working directory, absolute.
    pub working: PathBuf,
    /// Which configuration is read.
    pub config: ConfigChoice,
    /// Language of messages; none: the plan's.
    pub language: Option<Language>,
    /// Whether an argument asks for it, not the environment alone.
    pub language_is_said: bool,
    /// How a report on standard output may look.
    pub view: View,
    /// How messages on standard error may look.
    errors: View,
}

/// What was asked for, judged.
pub struct Judged {
    /// By root.
    pub reports: Vec<Report>,
    /// Whether something could not be done: it has been told.
    pub trouble: bool,
}

impl Session {
    /// Looks around once.
    pub fn new(common: &Common) -> Self {
        let working = std::env::current_dir().unwrap_or_else(|_| PathBuf::from("."));
        let working = std::fs::canonicalize(&working).unwrap_or(working);
        let language = common.lang.map(Lang::into).or_else(|| language(|name| std::env::var(name).ok()));
        let config = match &common.config {
            _ if common.isolated => ConfigChoice::Isolated,
            Some(path) => {
                let path = clean_path(&working.join(path));
                ConfigChoice::File(std::fs::canonicalize(&path).unwrap_or(path))
            }
            None => ConfigChoice::Nearest,
        };
        let view = View { language, ..View::default() };
        let (stdout, stderr) = (io::stdout(), io::stderr());
        let color = |choice: anstream::ColorChoice| match common.color {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto => !matches!(choice, anstream::ColorChoice::Never),
        };
        let out_color = color(anstream::AutoStream::choice(&stdout));
        let columns = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
        let width = |terminal: Option<(terminal_size::Width, terminal_size::Height)>| {
            terminal.map(|(width, _)| usize::from(width.0)).or(columns).filter(|w| *w >= 20).unwrap_or(view.width)
        };
        Self {
            view: View {
                color: out_color,
                links: out_color && stdout.is_terminal(),
                width: width(terminal_size::terminal_size_of(&stdout)),
                ..view
            },
            errors: View {
                color: color(anstream::AutoStream::choice(&stderr)),
                width: width(terminal_size::terminal_size_of(&stderr)),
                ..view
            },
            working,
            config,
            language,
            language_is_said: common.lang.is_some(),
        }
    }

    /// The commands with their words in the language of messages.
    pub fn commands(&self) -> clap::Command {
        if self.language == Some(Language::Zh) {
            return chinese::command();
        }
        let mut command = Cli::command();
        command.build();
        command
    }

    /// How findings are judged now.
    pub fn options(&self, ground: bool) -> Options {
        Options { language: self.language, ground, today: Today::Ask(|| jiff::ZonedDateTime::now().date()) }
    }

    /// A message in the language of messages; English where nothing asks for one.
    pub fn say(&self, en: impl Into<String>, zh: impl Into<String>) -> String {
        if self.language == Some(Language::Zh) { zh.into() } else { en.into() }
    }

    /// Tells an error.
    pub fn error(&self, message: &str) -> Status {
        self.draw(&miette::MietteDiagnostic::new(one_line(message)));
        Status::Trouble
    }

    /// Tells an error and how to mend it.
    pub fn error_with_help(&self, said: &Said, help: Option<&Said>) -> Status {
        let error = miette::MietteDiagnostic::new(one_line(said.get(self.language)));
        match help {
            Some(help) => self.draw(&error.with_help(one_line(help.get(self.language)))),
            None => self.draw(&error),
        }
        Status::Trouble
    }

    /// Tells something that is no error.
    pub fn note(&self, message: &str) {
        self.print(&format!("{}{}\n", self.say("note: ", "提示："), one_line(message)));
    }

    /// Draws an error.
    pub fn draw(&self, error: &dyn miette::Diagnostic) {
        self.print(&draw_error(error, &self.errors));
    }

    /// Tells that standard output is gone, or full.
    pub fn no_output(&self, error: &io::Error) -> Status {
        self.error(&self.say(format!("standard output: {error}"), format!("标准输出：{error}")))
    }

    fn print(&self, text: &str) {
        // There is nobody to tell that standard error is gone.
        let _ = io::stderr().lock().write_all(text.as_bytes());
    }

    fn tell_errors(&self, errors: &[ConfigError]) -> bool {
        errors.iter().for_each(|error| self.draw(&error.worded(self.language)));
        !errors.is_empty()
    }

    fn tell_troubles(&self, troubles: &[Trouble]) -> bool {
        for trouble in troubles {
            let Trouble { path, what } = trouble;
            self.error(&self.say(format!("{path}: {what}"), format!("{path}：{}", what.zh())));
        }
        !troubles.is_empty()
    }

    /// Reads and judges paths, or standard input; tells what could not be done. None: it could not be begun.
    pub fn judge(
        &self,
        paths: &[PathBuf],
        stdin_filename: Option<&Path>,
        over: &Overrides,
        options: &Options,
    ) -> Option<Judged> {
        let stdin = paths.iter().any(|path| path.as_os_str() == "-");
        if stdin && paths.len() > 1 {
            self.error(
                &self
                    .say("`-` stands alone: standard input is checked by itself", "`-` 只能单独使用：标准输入单独检查"),
            );
            return None;
        }
        if stdin_filename.is_some() && !stdin {
            self.error(&self.say("--stdin-filename goes with `-`", "--stdin-filename 要与 `-` 一起使用"));
            return None;
        }
        if let ConfigChoice::File(path) = &self.config
            && !path.is_file()
        {
            let path = path.to_string_lossy();
            self.error(&self.say(format!("{path}: no such file"), format!("{path}：没有这个文件")));
            return None;
        }
        let (reports, errors, missing) = if stdin {
            let bytes = match bounded(io::stdin().lock(), 0) {
                Ok(bytes) => bytes,
                Err(error) => {
                    self.error(&self.say(format!("standard input: {error}"), format!("标准输入：{}", error.zh())));
                    return None;
                }
            };
            let (reports, errors) = self.judge_stdin(bytes, stdin_filename, over, options);
            (reports, errors, Vec::new())
        } else {
            let _progress = Progress::start(&self.say("reading plans", "正在读取规划"));
            let request = Request { paths, working: &self.working, config: &self.config };
            let (found, missing) = locate(&request);
            let (reports, errors) = Report::of_roots(found, &self.working, over, options);
            (reports, errors, missing)
        };
        let mut trouble = self.tell_troubles(&missing);
        trouble |= self.tell_errors(&errors);
        for report in &reports {
            trouble |= self.tell_errors(&report.settings.broken);
            trouble |= self.tell_troubles(&report.troubles);
            report.notes.iter().for_each(|note| self.note(note.get(self.language)));
        }
        // What names a rule that is broken is no second error.
        if let Some(first) = reports.first().filter(|_| reports.iter().all(|r| r.settings.broken.is_empty())) {
            let words = over.select.iter().chain(&over.extend_select).chain(&over.ignore);
            for word in words {
                let known = |report: &Report| report.settings.check_selector(word).is_ok();
                if let (false, Err(message)) = (reports.iter().any(known), first.settings.check_selector(word)) {
                    self.error(message.get(self.language));
                    return None;
                }
            }
        }
        if trouble && reports.is_empty() {
            return None;
        }
        Some(Judged { reports, trouble })
    }

    /// Judges the same again, where some files have other texts than on disk; what cannot be done has been told.
    pub fn again(&self, paths: &[PathBuf], over: &Overrides, options: &Options, texts: &Texts) -> Vec<Report> {
        let request = Request { paths, working: &self.working, config: &self.config };
        Report::of_texts(locate(&request).0, &self.working, over, options, texts).0
    }

    fn judge_stdin(
        &self,
        bytes: Vec<u8>,
        name: Option<&Path>,
        over: &Overrides,
        options: &Options,
    ) -> (Vec<Report>, Vec<ConfigError>) {
        let path = clean_path(&self.working.join(name.unwrap_or(Path::new(STDIN))));
        let folder = path.parent().unwrap_or(&self.working);
        let found = root_of_file(folder, &self.config);
        let below = match name {
            Some(_) => relative(&path, &found.root).unwrap_or_else(|| STDIN.to_owned()),
            None => STDIN.to_owned(),
        };
        let disk = Disk::new(&found.root, found.nested);
        let text = Memory([(below.clone(), bytes)].into());
        let mut workspace = match Workspace::open(&found, &disk, over, &self.working) {
            Ok(workspace) => workspace,
            Err(errors) => return (Vec::new(), errors),
        };
        let selection = Selection { files: vec![below], ..Selection::default() };
        let report = if name.is_some() {
            let overlay = Overlay { base: &disk, over: text };
            workspace.files = &overlay;
            workspace.judge(&selection, options)
        } else {
            // A text without a name has no neighbours.
            Workspace { files: &text, root: workspace.root, settings: workspace.settings, shown: workspace.shown }
                .judge(&selection, options)
        };
        (vec![report], Vec::new())
    }

    /// The settings of the working directory for commands about rules, and the root; a broken rule is no trouble of
    /// theirs, and not told.
    pub fn settings_and_root(&self) -> Option<(Settings, PathBuf)> {
        let found: Found = root_of(&self.working, &self.config);
        let disk = Disk::new(&found.root, found.nested);
        match Workspace::open(&found, &disk, &Overrides::default(), &self.working) {
            Ok(workspace) => std::sync::Arc::into_inner(workspace.settings).map(|settings| (settings, found.root)),
            Err(errors) => {
                self.tell_errors(&errors);
                None
            }
        }
    }

    /// A path as people see it from the working directory.
    pub fn shown(&self, path: &Path) -> String {
        relative(path, &self.working).unwrap_or_else(|| path.to_string_lossy().into_owned())
    }

    /// The settings of the working directory, for commands that judge nothing; tells what is wrong with them.
    pub fn settings(&self) -> Option<(Settings, bool)> {
        let found: Found = root_of(&self.working, &self.config);
        let disk = Disk::new(&found.root, found.nested);
        match Workspace::open(&found, &disk, &Overrides::default(), &self.working) {
            Ok(workspace) => {
                let trouble = self.tell_errors(&workspace.settings.broken);
                std::sync::Arc::into_inner(workspace.settings).map(|settings| (settings, trouble))
            }
            Err(errors) => {
                self.tell_errors(&errors);
                None
            }
        }
    }
}

/// The language that arguments as they were written ask for, by `--lang` or else by the environment.
pub fn language_of(arguments: &[std::ffi::OsString]) -> Option<Language> {
    let said = arguments.iter().enumerate().find_map(|(at, word)| match word.to_str()? {
        "--lang" => arguments.get(at + 1)?.to_str(),
        word => word.strip_prefix("--lang="),
    });
    match said.and_then(|said| Lang::from_str(said, false).ok()) {
        Some(lang) => Some(lang.into()),
        None => language(|name| std::env::var(name).ok()),
    }
}

/// The language that the environment asks for, by the first variable that says anything.
fn language(variable: impl Fn(&str) -> Option<String>) -> Option<Language> {
    let name = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(variable).find(|value| !value.is_empty())?;
    match name.get(..2)? {
        "zh" => Some(Language::Zh),
        "en" => Some(Language::En),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_of_the_environment() {
        let ask = |pairs: &[(&str, &str)]| {
            language(|name| pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned()))
        };
        assert_eq!(ask(&[("LANG", "zh_CN.UTF-8")]), Some(Language::Zh));
        assert_eq!(ask(&[("LC_ALL", "C"), ("LANG", "zh_CN.UTF-8")]), None);
        assert_eq!(ask(&[("LC_ALL", ""), ("LC_MESSAGES", "en_GB")]), Some(Language::En));
        assert_eq!(ask(&[("LANG", "C.UTF-8")]), None);
        assert_eq!(ask(&[("LANG", "计")]), None);
        assert_eq!(ask(&[]), None);
    }
}
