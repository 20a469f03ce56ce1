//! The command line in Chinese: what `--help` and a wrong argument say.
//!
//! Arguments are read as [`super::args`] has them. What is printed comes from a copy of that with other words, of which no
//! value is ever taken.

mod error;
mod words;

use super::args::Cli;
use clap::builder::{PossibleValue, PossibleValuesParser};
use clap::{Arg, ArgAction, Command, CommandFactory};
use std::ffi::OsString;
use words::{HEADINGS, OF_THE_LIBRARY, STATUSES, WORDS};

/// The commands with Chinese words, for help, manual pages and completions.
pub fn command() -> Command {
    let mut command = worded(Cli::command(), "").after_help(STATUSES);
    command.build();
    with_help(command)
}

/// What arguments that cannot be read, or ask for help, print: the text, and whether it goes to standard error.
pub fn answer(arguments: Vec<OsString>) -> Option<(String, bool)> {
    let error = command().try_get_matches_from(arguments).err()?;
    let (trouble, error) = (error.use_stderr(), error.apply::<error::Chinese>());
    Some((of_the_library(&error.render().ansi().to_string()), trouble))
}

/// The library's own words in Chinese.
fn of_the_library(text: &str) -> String {
    OF_THE_LIBRARY.iter().fold(text.to_owned(), |text, (en, zh)| text.replace(en, zh))
}

fn word(key: &str) -> Option<&'static str> {
    WORDS.iter().find(|(row, _)| *row == key).map(|(_, words)| *words)
}

/// A command and all below it; `path` are the names that lead to it.
fn worded(command: Command, path: &str) -> Command {
    let names: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    let command = command
        .disable_help_flag(true)
        .disable_version_flag(true)
        .subcommand_value_name("命令")
        .mut_args(|argument| argument_worded(argument, path))
        .arg(Arg::new("help").short('h').long("help").action(ArgAction::Help).help("显示说明"));
    let command = match word(path) {
        Some(words) => command.about(words),
        None => command,
    };
    let command = match path {
        "" => command.arg(
            Arg::new("version")
                .short('V')
                .long("version")
                .action(ArgAction::Version)
                .help("显示版本")
                .help_heading("选项"),
        ),
        _ => command,
    };
    names.iter().fold(command, |command, name| {
        let below = if path.is_empty() { name.clone() } else { format!("{path} {name}") };
        command.mut_subcommand(name, |sub| worded(sub, &below))
    })
}

fn argument_worded(argument: Arg, path: &str) -> Arg {
    let key = format!("{path}[{}]", argument.get_id());
    let values: Vec<PossibleValue> = argument
        .get_possible_values()
        .into_iter()
        .map(|value| match word(&format!("{key}={}", value.get_name())) {
            Some(words) => value.help(words),
            None => value,
        })
        .collect();
    let argument = if values.is_empty() || !argument.get_action().takes_values() {
        argument
    } else {
        argument.value_parser(PossibleValuesParser::new(values))
    };
    let heading = argument.get_help_heading().and_then(|own| HEADINGS.iter().find(|(en, _)| *en == own));
    let argument = match heading {
        Some((_, zh)) => argument.help_heading(*zh),
        None => argument,
    };
    match word(&key) {
        Some(words) => argument.help(words),
        None => argument,
    }
}

/// The library adds `help` to a command with subcommands when it is built.
fn with_help(command: Command) -> Command {
    let names: Vec<String> =
        command.get_subcommands().filter(|sub| sub.has_subcommands()).map(|sub| sub.get_name().to_owned()).collect();
    names
        .iter()
        .filter(|name| *name != "help")
        .fold(command, |command, name| command.mut_subcommand(name, with_help))
        .mut_subcommand("help", |help| help.about("显示本说明或某个子命令的说明"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// All that has words in English, by its key.
    fn keys(command: &Command, path: &str, all: &mut BTreeSet<String>) {
        all.insert(path.to_owned());
        for argument in command.get_arguments().filter(|argument| !argument.is_hide_set()) {
            let key = format!("{path}[{}]", argument.get_id());
            let values = argument.get_possible_values();
            let said = values.iter().filter(|value| value.get_help().is_some());
            all.extend(said.map(|value| format!("{key}={}", value.get_name())));
            all.insert(key);
        }
        for sub in command.get_subcommands() {
            let below = if path.is_empty() { sub.get_name().to_owned() } else { format!("{path} {}", sub.get_name()) };
            keys(sub, &below, all);
        }
    }

    #[test]
    fn every_word_of_the_command_line_is_there_in_chinese_and_no_other() {
        let mut all = BTreeSet::new();
        keys(&Cli::command(), "", &mut all);
        let rows: BTreeSet<String> = WORDS.iter().map(|(key, _)| (*key).to_owned()).collect();
        assert_eq!(rows.len(), WORDS.len(), "a row stands twice");
        assert_eq!(rows, all);
    }

    #[test]
    fn arguments_hold_together() {
        worded(Cli::command(), "").debug_assert();
    }
}
