//! From arguments to an exit status.

use super::args::{Cli, Command, ConfigCommand, RulesCommand};
use super::session::Session;
use super::{
    check, completions, config, explain, facts, init, ledger, man, new, report, rules, schema, score, server, trace,
};
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
        Command::Completions(args) => completions::completions(args.shell),
    };
    status.into()
}
