//! `planspect schema`

use super::args::SchemaName;
use super::output::{Status, to_stdout};
use super::session::Session;
use crate::report::findings_schema;
use crate::rules::rule_schema;
use crate::workspace::{config_schema, lexicon_schema};

/// Prints a JSON Schema; gives the status.
pub fn schema(session: &Session, name: SchemaName) -> Status {
    let schema = match name {
        SchemaName::Config => config_schema(),
        SchemaName::Rules => rule_schema(),
        SchemaName::Lexicon => lexicon_schema(),
        SchemaName::Findings => findings_schema(),
    };
    match to_stdout(|out| writeln!(out, "{schema:#}")) {
        Ok(()) => Status::Clean,
        Err(error) => session.no_output(&error),
    }
}
