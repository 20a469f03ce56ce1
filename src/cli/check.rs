//! `planspect check`

use super::args::{CheckArgs, FormatName};
use super::known::{Asked, Known};
use super::mend::mend;
use super::output::{Status, format, many, target, to_stdout};
use super::session::Session;
use super::silence::silence;
use super::watch::watch;
use crate::plan::Language;
use crate::report::{Run, View, overview};
use crate::workspace::{Keep, Overrides, Texts, write_atomically_with};
use std::path::PathBuf;

/// Checks plans; gives the status.
pub fn check(session: &Session, args: &CheckArgs) -> Status {
    if args.watch { watch(session, args, || once(session, args)) } else { once(session, args) }
}

fn once(session: &Session, args: &CheckArgs) -> Status {
    let mends = args.fix || args.unsafe_fixes || args.diff || args.add_suppressions.is_some();
    let over = Overrides {
        select: args.select.clone(),
        extend_select: args.extend_select.clone(),
        ignore: args.ignore.clone(),
        whole_plans: args.whole_plans,
        keep: if mends || args.since.is_some() { Keep::Whole } else { kept_for(args) },
    };
    if mends && args.paths.iter().any(|path| path.as_os_str() == "-") {
        return session.error(&session.say(
            "standard input can be checked, not changed: name the file",
            "标准输入只能检查、不能修改，请写明文件",
        ));
    }
    let options = session.options(args.explain);
    let Some(mut judged) = session.judge(&args.paths, args.stdin_filename.as_deref(), &over, &options) else {
        return Status::Trouble;
    };
    let asked =
        Asked { baseline: args.baseline.as_deref(), since: args.since.as_deref(), update: args.update_baseline };
    let Some(known) = Known::read(session, &asked, &judged.reports, &over, &options) else { return Status::Trouble };
    known.apply(&mut judged.reports);
    let again = |texts: &Texts| {
        let mut reports = session.again(&args.paths, &over, &options, texts);
        known.apply(&mut reports);
        reports
    };
    let mut trouble = judged.trouble;
    if args.diff || args.fix || args.unsafe_fixes {
        let mended = mend(&mut judged.reports, args.unsafe_fixes, again);
        if args.diff {
            return match mended.show(session) {
                Err(status) => status,
                Ok(()) if trouble => Status::Trouble,
                Ok(()) if mended.is_empty() => Status::Clean,
                Ok(()) => Status::Findings,
            };
        }
        trouble |= mended.write(session, args.quiet).is_err();
    } else if let Some(reason) = &args.add_suppressions {
        trouble |= silence(session, &mut judged.reports, reason, again).is_err();
    }
    if args.update_baseline {
        return if known.update(session, &judged.reports, args.quiet).is_err() || trouble {
            Status::Trouble
        } else {
            Status::Clean
        };
    }
    let view = View {
        verbose: args.verbose,
        quiet: args.quiet,
        statistics: args.statistics,
        show_suppressed: args.show_suppressed,
        fail_on: args.fail_on.least(),
        ..session.view
    };
    let mut run = Run { reports: judged.reports, view };
    if args.verbose {
        // Gone standard error is nobody's concern.
        let _ = overview(&run, &mut std::io::stderr().lock());
    }
    trouble |= write_reports(session, &mut run, args).is_err();
    let status = status(&run, args);
    if !args.quiet {
        known.tell_stale(session, &run.reports);
        notes(session, &run, status);
    }
    if trouble { Status::Trouble } else { status }
}

/// What the reports that are asked for are written from.
fn kept_for(args: &CheckArgs) -> Keep {
    let mut formats = args.output.iter().filter_map(|word| target(word).0).chain([args.format]);
    if formats.any(FormatName::quotes) { Keep::Texts } else { Keep::Places }
}

/// Writes every report asked for; a failure has been told.
fn write_reports(session: &Session, run: &mut Run, args: &CheckArgs) -> Result<(), ()> {
    let mut files: Vec<(FormatName, PathBuf)> = Vec::new();
    let mut to_terminal = true;
    for word in &args.output {
        let (name, file) = target(word);
        to_terminal &= name.is_some();
        files.push((name.unwrap_or(args.format), file));
    }
    let mut outcome = Ok(());
    if to_terminal && let Err(error) = to_stdout(|out| format(args.format).write(run, out)) {
        session.no_output(&error);
        outcome = Err(());
    }
    let view = run.view;
    run.view = View { color: false, links: false, width: View::default().width, ..view };
    for (name, file) in files {
        let written = write_atomically_with(&session.working.join(&file), |out| format(name).write(run, out));
        if let Err(error) = written {
            session.error(&format!("{}: {error}", file.to_string_lossy()));
            outcome = Err(());
        }
    }
    run.view = view;
    outcome
}

fn status(run: &Run, args: &CheckArgs) -> Status {
    let grave = args.fail_on.least().is_some_and(|least| {
        let mut findings = run.parts().flat_map(|(_, part)| &part.judgement.findings);
        findings.any(|finding| finding.suppressed.is_none() && finding.severity >= least)
    });
    let walked = run.reports.iter().any(|report| report.walked);
    if grave {
        Status::Findings
    } else if walked && run.plans() == 0 && !args.allow_empty {
        Status::NoPlan
    } else {
        Status::Clean
    }
}

/// What somebody should know who asked for files that are no plans, or found none at all.
fn notes(session: &Session, run: &Run, status: Status) {
    let language = run.language();
    for report in &run.reports {
        for skipped in &report.named {
            let path = report.shown.path(&skipped.path);
            let reason = skipped.reason.in_words(language);
            let words = match language {
                Language::En => format!(
                    "{path} is not judged as a plan ({reason}); to declare it one, write `kind: plan` in its front \
                     matter, or name it under `plans:` in planspect.yaml"
                ),
                Language::Zh => format!(
                    "{path} 未作为规划检查（{reason}）；如要声明为规划，请在文首元数据中写`kind: plan`，\
                     或在planspect.yaml的`plans:`中列出"
                ),
            };
            session.note(&words);
        }
    }
    if status == Status::NoPlan {
        let files = run.files();
        let found = many(files, "file");
        session.note(&session.say(
            format!(
                "no plan found in {found}; `-v` says of each why it is none, and `--allow-empty` makes this no failure"
            ),
            format!("在{files}个文件中没有找到规划；`-v` 逐个说明原因，`--allow-empty` 使这不算失败"),
        ));
    }
}
