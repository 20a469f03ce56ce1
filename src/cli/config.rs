//! `planspect config`

use super::args::ShowArgs;
use super::output::{Status, to_stdout};
use super::session::Session;
use crate::report::{Run, effective};
use crate::workspace::Overrides;

/// Shows what counts for a file or folder; gives the status.
pub fn show(session: &Session, args: &ShowArgs) -> Status {
    let paths = [args.path.clone()];
    let Some(judged) = session.judge(&paths, None, &Overrides::default(), &session.options(false)) else {
        return Status::Trouble;
    };
    let run = Run { reports: judged.reports, view: session.view };
    match to_stdout(|out| effective(&run, args.origin, out)) {
        Err(error) => session.no_output(&error),
        Ok(()) if judged.trouble => Status::Trouble,
        Ok(()) => Status::Clean,
    }
}
