//! The command line: arguments, subcommands, exit statuses.
//!
//! Only this layer prints, exits, and reads the environment and the clock.

mod args;
mod check;
mod completions;
mod explain;
mod facts;
mod output;
mod rules;
mod run;
mod schema;
mod session;

pub use run::main;
