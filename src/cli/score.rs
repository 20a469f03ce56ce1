//! `planspect score`

use super::args::ScoreArgs;
use super::output::{Status, to_stdout};
use super::session::Session;
use crate::report::{Comparison, Run, badge, score, score_json};
use crate::workspace::{Overrides, write_atomically};

/// Shows scores; gives the status: findings where a principle has lost points.
pub fn score_plans(session: &Session, args: &ScoreArgs) -> Status {
    let compared = match &args.compare {
        None => None,
        Some(path) => {
            let shown = path.to_string_lossy();
            let text = match std::fs::read_to_string(session.working.join(path)) {
                Ok(text) => text,
                Err(error) => return session.error(&format!("{shown}: {error}")),
            };
            match Comparison::read(&text) {
                Ok(compared) => Some(compared),
                Err(error) => {
                    return session.error(&session.say(
                        format!(
                            "{shown} holds no scores ({error}); `score --json` and `check --format json` write them"
                        ),
                        format!("{shown} 中没有得分（{error}）；`score --json` 和 `check --format json` 会写入得分"),
                    ));
                }
            }
        }
    };
    let options = session.options(false);
    let Some(judged) = session.judge(&args.paths, None, &Overrides::default(), &options) else {
        return Status::Trouble;
    };
    let run = Run { reports: judged.reports, view: session.view };
    let written = to_stdout(|out| match args.json {
        true => score_json(&run, out),
        false => score(&run, args.explain, compared.as_ref(), out),
    });
    if let Err(error) = written {
        return session.no_output(&error);
    }
    if let Some(path) = &args.badge {
        let drawn = badge(&run).map_err(|error| error.to_string());
        let written = drawn.and_then(|svg| {
            write_atomically(&session.working.join(path), svg.as_bytes()).map_err(|error| error.to_string())
        });
        if let Err(error) = written {
            return session.error(&format!("{}: {error}", path.to_string_lossy()));
        }
    }
    let lost = compared.map(|compared| compared.regressions(&run)).unwrap_or_default();
    lost.iter().for_each(|line| session.note(line));
    let walked = run.reports.iter().any(|report| report.walked);
    match (judged.trouble, lost.is_empty()) {
        (true, _) => Status::Trouble,
        (false, false) => Status::Findings,
        (false, true) if walked && run.plans() == 0 => Status::NoPlan,
        (false, true) => Status::Clean,
    }
}
