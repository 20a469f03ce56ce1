//! From arguments to an exit status.

use super::args::{Cli, Command, ConfigCommand, RulesCommand};
use super::session::Session;
use super::{check, completions, config, explain, facts, ledger, rules, schema, server};
use clap::Parser;
use std::process::ExitCode;

/// Runs planspect as a program.
pub fn main() -> ExitCode {
    let Cli { common, command } = Cli::parse();
    let session = Session::new(&common);
    let status = match command {
        Command::Check(args) => check::check(&session, &args),
        Command::Facts(args) => facts::facts(&session, &args),
        Command::Suppressions(args) => ledger::suppressions(&session, &args),
        Command::Config { command: ConfigCommand::Show(args) } => config::show(&session, &args),
        Command::Explain(args) => explain::explain(&session, &args.rule),
        Command::Rules { command: RulesCommand::List(args) } => rules::list(&session, args.verbose),
        Command::Schema(args) => schema::schema(args.name),
        Command::Server(args) => return server::server(&session, &args),
        Command::Completions(args) => completions::completions(args.shell),
    };
    status.into()
}
