//! `planspect schema`

use super::args::SchemaName;
use super::output::{Status, to_stdout};
use crate::report::findings_schema;

/// Prints a JSON Schema; gives the status.
pub fn schema(name: SchemaName) -> Status {
    let schema = match name {
        SchemaName::Findings => findings_schema(),
    };
    match to_stdout(|out| writeln!(out, "{schema:#}")) {
        Ok(()) => Status::Clean,
        Err(_) => Status::Trouble,
    }
}
