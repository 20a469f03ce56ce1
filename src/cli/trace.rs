//! `planspect trace`

use super::args::{TraceArgs, TraceFormat};
use super::output::{Status, to_stdout};
use super::session::Session;
use crate::report::{
    Run, TraceFilter, Traces, View, trace_csv, trace_dot, trace_json, trace_mermaid, trace_table, trace_xlsx,
};
use crate::workspace::{Overrides, write_atomically};
use std::io::{self, IsTerminal};

/// Shows what serves what; gives the status.
pub fn trace(session: &Session, args: &TraceArgs) -> Status {
    let options = session.options(false);
    let Some(judged) = session.judge(&args.paths, None, &Overrides::default(), &options) else {
        return Status::Trouble;
    };
    let run = Run { reports: judged.reports, view: session.view };
    let walked = run.reports.iter().any(|report| report.walked);
    if run.plans() == 0 && walked {
        return if judged.trouble { Status::Trouble } else { Status::NoPlan };
    }
    let filter = TraceFilter { owner: args.owner.clone(), phase: args.phase.clone(), from: args.from.clone() };
    let traces = Traces::new(&run, &filter);
    if let (Some(id), true) = (&args.from, traces.is_empty()) {
        return session.error(&session.say(
            format!("no need, goal, task, measure or resource has the id `{id}`"),
            format!("没有编号为`{id}`的需求、目标、任务、措施或资源"),
        ));
    }
    // What goes to a file has no colours, and is as wide as it needs to be read anywhere.
    let view =
        if args.output.is_some() { View { color: false, width: View::default().width, ..run.view } } else { run.view };
    let language = run.language();
    let write = |out: &mut dyn io::Write| match args.format {
        TraceFormat::Table => trace_table(&traces, &view, language, out),
        TraceFormat::Csv => trace_csv(&traces, language, out),
        TraceFormat::Xlsx => {
            trace_xlsx(&traces, language).map_err(io::Error::other).and_then(|bytes| out.write_all(&bytes))
        }
        TraceFormat::Json => trace_json(&traces, out),
        TraceFormat::Mermaid => trace_mermaid(&traces, language, out),
        TraceFormat::Dot => trace_dot(&traces, language, out),
    };
    let written = match &args.output {
        None if args.format == TraceFormat::Xlsx && io::stdout().is_terminal() => {
            return session.error(&session.say(
                "a workbook is no text for a terminal: name a file with -o",
                "工作簿不能显示在终端中，请用 -o 写明文件",
            ));
        }
        None => to_stdout(write)
            .map_err(|error| session.say(format!("standard output: {error}"), format!("标准输出：{error}"))),
        Some(path) => {
            let mut bytes = Vec::new();
            let written = write(&mut bytes).and_then(|()| write_atomically(&session.working.join(path), &bytes));
            written.map_err(|error| format!("{}: {error}", path.to_string_lossy()))
        }
    };
    match written {
        Err(error) => session.error(&error),
        Ok(()) if judged.trouble => Status::Trouble,
        Ok(()) => Status::Clean,
    }
}
