//! `planspect report`

use super::args::ReportArgs;
use super::known::{Asked, Known};
use super::output::Status;
use super::session::Session;
use crate::check::Options;
use crate::plan::Language;
use crate::report::{Gone, PageOptions, Run, html};
use crate::workspace::{Overrides, clean_path, relative, write_atomically};
use std::path::Path;

/// Writes the page; gives the status.
pub fn report(session: &Session, args: &ReportArgs) -> Status {
    let over = Overrides::default();
    // The page has both languages: what it opens in is judged first.
    let language = session.language.unwrap_or(Language::En);
    let options = Options { language: Some(language), ..session.options(false) };
    let Some(mut judged) = session.judge(&args.paths, None, &over, &options) else { return Status::Trouble };
    let asked = Asked { baseline: args.baseline.as_deref(), since: args.since.as_deref(), update: false };
    let Some(known) = Known::read(session, &asked, &judged.reports, &over, &options) else { return Status::Trouble };
    known.apply(&mut judged.reports);
    let gone = known.stale(&judged.reports).into_iter().map(|(rule, path, message)| Gone { rule, path, message });
    let compared =
        args.baseline.as_ref().map(|path| path.to_string_lossy().into_owned()).or_else(|| args.since.clone());
    let page = PageOptions {
        language,
        base: args.source_url.clone().unwrap_or_else(|| base(&session.working, &args.output)),
        today: options.today.date(),
        since: compared,
        gone: gone.collect(),
    };
    let run = Run { reports: judged.reports, view: session.view };
    let walked = run.reports.iter().any(|report| report.walked);
    if run.plans() == 0 && walked {
        return if judged.trouble { Status::Trouble } else { Status::NoPlan };
    }
    let made = html(&run, &page).map_err(|error| error.to_string());
    let written = made.and_then(|text| {
        write_atomically(&session.working.join(&args.output), text.as_bytes()).map_err(|error| error.to_string())
    });
    match written {
        Err(error) => session.error(&format!("{}: {error}", args.output.to_string_lossy())),
        Ok(()) if judged.trouble => Status::Trouble,
        Ok(()) => Status::Clean,
    }
}

/// How the working directory, which paths start from, is reached from the folder of the page.
fn base(working: &Path, output: &Path) -> String {
    let page = clean_path(&working.join(output));
    let folder = page.parent().unwrap_or(working);
    match relative(folder, working) {
        Some(below) if below.is_empty() || below == "." => String::new(),
        Some(below) => vec![".."; below.split('/').count()].join("/"),
        // The page lies elsewhere: paths are given from the root of the disk.
        None => format!("file://{}", working.to_string_lossy().replace('\\', "/")),
    }
}
