//! `planspect rules test`

use super::own;
use crate::cli::output::{Status, to_stdout};
use crate::cli::session::Session;
use crate::plan::Language;
use crate::report::misbehaviour;
use std::path::PathBuf;

/// Tries the examples of rules; gives the status.
pub fn test(session: &Session, paths: &[PathBuf]) -> Status {
    let Some(own) = own::read(session, paths) else { return Status::Trouble };
    let known = own.known();
    let language = session.language.unwrap_or(Language::En);
    let (mut failed, mut tried) = (0, 0);
    let written = to_stdout(|out| {
        for rule in &own.rules {
            let faults = rule.misbehaviours(&known, &own.settings.reader);
            tried += rule.examples.len();
            failed += faults.len();
            for fault in &faults {
                misbehaviour(fault, &rule.file.path, language, &session.view, out)?;
            }
        }
        let rules = own.rules.len();
        match language {
            Language::En => writeln!(out, "{tried} examples of {rules} rules tried, {failed} misbehave"),
            Language::Zh => writeln!(out, "已试验{rules}条规则的{tried}个示例，{failed}个不符"),
        }
    });
    match written {
        Err(error) => session.no_output(&error),
        Ok(()) if own.broken > 0 => Status::Trouble,
        Ok(()) if failed > 0 => Status::Findings,
        Ok(()) => Status::Clean,
    }
}
