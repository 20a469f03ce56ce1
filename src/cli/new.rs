//! `planspect new`

use super::args::{NewArgs, NewKind};
use super::output::{Status, to_stdout};
use super::session::Session;
use crate::check::{Draft, addition, edited};
use crate::plan::ItemKind;
use crate::report::one_line;
use crate::workspace::{Overrides, Part, Report, Texts, is_utf8, write_atomically};
use similar::TextDiff;
use std::path::PathBuf;

impl From<NewKind> for ItemKind {
    fn from(kind: NewKind) -> Self {
        match kind {
            NewKind::Need => Self::Need,
            NewKind::Goal => Self::Goal,
            NewKind::Task => Self::Task,
            NewKind::Measure => Self::Measure,
            NewKind::Resource => Self::Resource,
            NewKind::Indicator => Self::Indicator,
            NewKind::Risk => Self::Risk,
            NewKind::Milestone => Self::Milestone,
        }
    }
}

/// Adds an item to a plan; gives the status.
pub fn new(session: &Session, args: &NewArgs) -> Status {
    let paths = [args.file.clone().unwrap_or_else(|| PathBuf::from("."))];
    let (over, options) = (Overrides::default(), session.options(false));
    let Some(judged) = session.judge(&paths, None, &over, &options) else { return Status::Trouble };
    let plans: Vec<(&Report, &Part)> =
        judged.reports.iter().flat_map(|report| report.plans.iter().map(move |part| (report, part))).collect();
    let [(report, part)] = plans.as_slice() else {
        let names: Vec<String> = plans
            .iter()
            .filter_map(|(report, part)| Some(report.shown.path(&part.plan.documents.first()?.source.path)))
            .collect();
        return session.error(&match names.len() {
            0 => session.say(
                "there is no plan here; `planspect init` writes one",
                "这里没有规划；`planspect init` 可以生成一份",
            ),
            many => session.say(
                format!("there are {many} plans: name the file with --file ({})", names.join(", ")),
                format!("这里有{many}个规划，请用 --file 指明文件（{}）", names.join("、")),
            ),
        });
    };
    let kind = ItemKind::from(args.kind);
    let draft = Draft {
        title: one_line(&args.title),
        serves: args.serves.iter().map(|id| one_line(id)).filter(|id| !id.is_empty()).collect(),
        owner: args.owner.as_deref().map(one_line),
        due: args.due.as_deref().map(one_line),
    };
    if draft.title.is_empty() {
        return session.error(&session.say("an item has a title", "请写明条目的标题"));
    }
    let written = addition(&part.plan, kind, &draft);
    let Some((added, document)) = written.and_then(|a| part.plan.documents.get(a.document).map(|d| (a, d))) else {
        return session.error(&session.say(
            "this plan says this in another form than a list, a table or headings; write it by hand",
            "规划中这类内容不是列表、表格或标题的形式，请手工添加",
        ));
    };
    let file = report.root.join(&*document.source.path);
    let shown = report.shown.path(&document.source.path);
    if !is_utf8(&file) {
        return session
            .error(&session.say(format!("{shown}: not UTF-8 throughout"), format!("{shown}：不全是 UTF-8 编码")));
    }
    let before = &document.source.text;
    let after = edited(before, [(added.at..added.at, added.text.as_str())]);
    // What was written must be read as what was meant.
    let texts = Texts::from([(file.clone(), after.clone().into_bytes())]);
    let again = session.again(&paths, &over, &options, &texts);
    let unreadable = |reports: &[Report]| -> usize {
        let parts = reports.iter().flat_map(|report| report.plans.iter().chain(&report.unreadable));
        parts.flat_map(|part| &part.plan.documents).map(|document| document.facts.problems.len()).sum()
    };
    let understood = unreadable(&again) <= unreadable(&judged.reports)
        && again.iter().flat_map(|report| &report.plans).any(|part| {
            let plan = &part.plan;
            plan.facts.items.iter().any(|item| {
                item.kind == kind
                    && plan.text(item.title).replace("\\|", "|").contains(draft.title.as_str())
                    && item.id.as_ref().is_none_or(|id| plan.text(id.span) == added.id)
            })
        });
    if !understood {
        let text = one_line(&added.text);
        return session.error(&session.say(
            format!("{shown}: `{text}` would not be read as a {kind} there; write it by hand"),
            format!("{shown}：`{text}`写在那里不能识别为这类条目，请手工添加"),
        ));
    }
    for name in &added.left_out {
        session.note(&session.say(
            format!("the table has no column for {name}: it is left out"),
            format!("表格中没有{name}一栏，未写入"),
        ));
    }
    if args.diff {
        let diff = TextDiff::from_lines(&**before, after.as_str());
        let diff = diff.unified_diff().header(&format!("a/{shown}"), &format!("b/{shown}")).to_string();
        return match to_stdout(|out| out.write_all(diff.as_bytes())) {
            Ok(()) => Status::Clean,
            Err(error) => session.no_output(&error),
        };
    }
    if let Err(error) = write_atomically(&file, after.as_bytes()) {
        return session.error(&format!("{shown}: {error}"));
    }
    let line = before[..added.at].matches('\n').count() + 1 + added.text.len()
        - added.text.trim_start_matches(['\r', '\n']).len();
    match to_stdout(|out| writeln!(out, "{shown}:{line}: {}", added.id)) {
        Ok(()) => Status::Clean,
        Err(error) => session.no_output(&error),
    }
}
