//! `planspect facts`

use super::args::FactsArgs;
use super::output::{Status, to_stdout};
use super::session::Session;
use crate::report::{self, Run};
use crate::workspace::Overrides;

/// Shows what plans state; gives the status.
pub fn facts(session: &Session, args: &FactsArgs) -> Status {
    let options = session.options(false);
    let judged = session.judge(&args.paths, args.stdin_filename.as_deref(), &Overrides::default(), &options);
    let Some(judged) = judged else { return Status::Trouble };
    let run = Run { reports: judged.reports, view: session.view };
    if let Err(error) = to_stdout(|out| report::facts(&run, out)) {
        return session.no_output(&error);
    }
    let walked = run.reports.iter().any(|report| report.walked);
    let none = run.reports.iter().all(|report| report.plans.is_empty());
    match (judged.trouble, walked && none) {
        (true, _) => Status::Trouble,
        (false, true) => Status::NoPlan,
        (false, false) => Status::Clean,
    }
}
