//! From arguments to an exit status.

use super::args::{Cli, Command, ConfigCommand, RulesCommand};
use super::session::{Session, language_of};
use super::{
    check, chinese, completions, config, explain, facts, init, ledger, man, new, report, rules, schema, score, server,
    trace,
};
use crate::plan::Language;
use clap::Parser;
use std::io::Write;
use std::process::ExitCode;

/// Runs planspect as a program.
pub fn main() -> ExitCode {
    let Cli { common, command } = match Cli::try_parse() {
        Ok(read) => read,
        Err(error) => return unread(&error),
    };
    let session = Session::new(&common);
    let status = match command {
        Command::Check(args) => check::check(&session, &args),
        Command::Facts(args) => facts::facts(&session, &args),
        Command::Suppressions(args) => ledger::suppressions(&session, &args),
        Command::Config { command: ConfigCommand::Show(args) } => config::show(&session, &args),
        Command::Score(args) => score::score_plans(&session, &args),
        Command::Trace(args) => trace::trace(&session, &args),
        Command::Report(args) => report::report(&session, &args),
        Command::Explain(args) => explain::explain(&session, &args.rule),
        Command::Init(args) => init::init(&session, &args),
        Command::New(args) => new::new(&session, &args),
        Command::Man(args) => man::man(&session, &args.folder),
        Command::Rules { command } => match command {
            RulesCommand::List(args) => rules::list(&session, args.verbose),
            RulesCommand::Test(args) => rules::test(&session, &args.paths),
            RulesCommand::Lint(args) => rules::lint(&session, &args.paths),
            RulesCommand::New(args) => rules::new(&session, &args),
            RulesCommand::Docs(args) => rules::docs(&session, &args.output),
        },
        Command::Schema(args) => schema::schema(&session, args.name),
        Command::Server(args) => return server::server(&session, &args),
        Command::Completions(args) => completions::completions(&session, args.shell),
    };
    status.into()
}

/// Prints what arguments that could not be read, or ask for help, are answered with; gives the status.
fn unread(error: &clap::Error) -> ExitCode {
    let arguments: Vec<_> = std::env::args_os().collect();
    let chinese = language_of(&arguments) == Some(Language::Zh);
    match chinese.then(|| chinese::answer(arguments)).flatten() {
        // Nobody can be told that the reader is gone.
        Some((text, true)) => drop(write!(anstream::stderr(), "{text}")),
        Some((text, false)) => drop(write!(anstream::stdout(), "{text}")),
        None => drop(error.print()),
    }
    ExitCode::from(if error.use_stderr() { 2 } else { 0 })
}
