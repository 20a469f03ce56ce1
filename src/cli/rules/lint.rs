//! `planspect rules lint`

use super::own;
use crate::check;
use crate::cli::output::{Status, many, to_stdout};
use crate::cli::session::Session;
use crate::plan::Language;
use crate::report::one_line;
use std::path::PathBuf;

/// Tells what is doubtful about rules; gives the status.
pub fn lint(session: &Session, paths: &[PathBuf]) -> Status {
    let Some(own) = own::read(session, paths) else { return Status::Trouble };
    let known = own.known();
    let language = session.language.unwrap_or(Language::En);
    let mut found = 0;
    let written = to_stdout(|out| {
        for rule in &own.rules {
            let page = rule.file.page();
            for doubt in check::lint(&rule.rule, &page, &rule.examples, &known, &own.settings.reader) {
                found += 1;
                let line = rule.line_of(&doubt.word);
                writeln!(
                    out,
                    "{}:{line}: {}: {}",
                    one_line(&rule.file.path),
                    rule.rule.code,
                    one_line(doubt.text(language))
                )?;
            }
        }
        let rules = own.rules.len();
        match language {
            Language::En => writeln!(out, "{} looked at, {}", many(rules, "rule"), many(found, "doubt")),
            Language::Zh => writeln!(out, "已检查{rules}条规则，发现{found}处疑问"),
        }
    });
    match written {
        Err(error) => session.no_output(&error),
        Ok(()) if own.broken > 0 => Status::Trouble,
        Ok(()) if found > 0 => Status::Findings,
        Ok(()) => Status::Clean,
    }
}
