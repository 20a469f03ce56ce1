//! The command line: arguments, subcommands, exit statuses.
//!
//! Only this layer prints, exits, and reads the environment and the clock.

mod args;
mod check;
mod chinese;
mod completions;
mod config;
mod explain;
mod facts;
mod init;
mod known;
mod ledger;
mod man;
mod mend;
mod new;
mod output;
mod progress;
mod report;
mod rules;
mod run;
mod schema;
mod score;
mod server;
mod session;
mod silence;
mod trace;
mod watch;

pub use run::main;
