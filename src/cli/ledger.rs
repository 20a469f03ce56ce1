//! `planspect suppressions`

use super::args::SuppressionsArgs;
use super::output::{Status, to_stdout};
use super::session::Session;
use crate::report::{Run, ledger, ledger_json};
use crate::workspace::Overrides;

/// Lists suppression comments; gives the status.
pub fn suppressions(session: &Session, args: &SuppressionsArgs) -> Status {
    let options = session.options(false);
    let Some(judged) = session.judge(&args.paths, None, &Overrides::default(), &options) else {
        return Status::Trouble;
    };
    let run = Run { reports: judged.reports, view: session.view };
    let written = to_stdout(|out| if args.json { ledger_json(&run, out) } else { ledger(&run, out) });
    match written {
        Err(error) => session.no_output(&error),
        Ok(()) if judged.trouble => Status::Trouble,
        Ok(()) => Status::Clean,
    }
}
