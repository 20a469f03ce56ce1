//! `planspect facts`

use super::args::FactsArgs;
use super::output::{Status, to_stdout};
use super::session::Session;
use crate::report;
use crate::workspace::Overrides;

/// Shows what plans state; gives the status.
pub fn facts(session: &Session, args: &FactsArgs) -> Status {
    let options = session.options(false);
    let judged = session.judge(&args.paths, args.stdin_filename.as_deref(), &Overrides::default(), &options);
    let Some(judged) = judged else { return Status::Trouble };
    if let Err(error) = to_stdout(|out| report::facts(&judged.reports, out)) {
        return session.no_output(&error);
    }
    let walked = judged.reports.iter().any(|report| report.walked);
    let none = judged.reports.iter().all(|report| report.plans.is_empty());
    match (judged.trouble, walked && none) {
        (true, _) => Status::Trouble,
        (false, true) => Status::NoPlan,
        (false, false) => Status::Clean,
    }
}
