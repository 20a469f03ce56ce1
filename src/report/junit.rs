//! `junit`: a suite a plan, a test a rule. A rule that judged nothing is skipped, so that nobody takes it for
//! passed.

use super::clean::one_line;
use super::run::{Format, Found, Run};
use super::words;
use crate::check::Tally;
use crate::workspace::{Part, Report as Root};
use quick_junit::{NonSuccessKind, Property, Report, TestCase, TestCaseStatus, TestSuite};
use std::io;

/// One XML document.
pub struct JUnit;

impl Format for JUnit {
    fn write(&self, run: &Run, out: &mut dyn io::Write) -> io::Result<()> {
        let findings = run.findings();
        let mut report = Report::new("planspect");
        let mut parts: Vec<(String, &Root, &Part)> =
            run.parts().map(|(root, part)| (paths(root, part), root, part)).collect();
        parts.sort_by(|a, b| a.0.cmp(&b.0));
        for (name, root, part) in parts {
            let own: Vec<&Found<'_>> = findings.iter().filter(|found| std::ptr::eq(found.part, part)).collect();
            report.add_test_suite(suite(run, &name, root, part, &own));
        }
        // As one text: what `out` says when it cannot be written must stay what it is.
        let text = report.to_string().map_err(io::Error::other)?;
        writeln!(out, "{}", without_skipped(text.trim_end()))
    }
}

/// The document element without its count of skipped tests: the schema has that for suites alone.
fn without_skipped(text: &str) -> String {
    let start = text.find("<testsuites").unwrap_or(0);
    let end = text[start..].find('>').map_or(text.len(), |at| start + at);
    let Some(from) = text[start..end].find(" skipped=\"").map(|at| start + at) else { return text.to_owned() };
    let value = from + " skipped=\"".len();
    let to = text[value..end].find('"').map_or(end, |at| value + at + 1);
    format!("{}{}", &text[..from], &text[to..])
}

/// The documents of a plan.
fn paths(root: &Root, part: &Part) -> String {
    let all: Vec<String> = part.plan.documents.iter().map(|d| root.shown.path(&d.source.path)).collect();
    all.join(", ")
}

fn suite(run: &Run, name: &str, root: &Root, part: &Part, findings: &[&Found<'_>]) -> TestSuite {
    let mut suite = TestSuite::new(one_line(name));
    if let Some(total) = part.judgement.score.total {
        suite.add_property(Property::new("score", format!("{total:.1}")));
    }
    for (code, tally) in &part.judgement.tallies {
        let rule = root.settings.rules.find(code).map(|rule| &*rule.name).unwrap_or_default();
        let of_rule: Vec<&Found<'_>> = findings.iter().copied().filter(|f| f.finding.code == *code).collect();
        let mut case = TestCase::new(format!("{code} {rule}"), status(run, *tally, &of_rule));
        case.set_classname(format!("planspect.{}", one_line(name)));
        let quiet: Vec<String> = of_rule.iter().filter(|f| !fails(run, f)).map(|f| line(f)).collect();
        if !quiet.is_empty() {
            case.set_system_out(quiet.join("\n"));
        }
        suite.add_test_case(case);
    }
    suite
}

/// Whether a finding makes its test fail: what makes the exit status 1 does.
fn fails(run: &Run, found: &Found<'_>) -> bool {
    found.finding.suppressed.is_none() && run.view.fail_on.is_some_and(|least| found.finding.severity >= least)
}

fn status(run: &Run, tally: Tally, findings: &[&Found<'_>]) -> TestCaseStatus {
    let failing: Vec<&&Found<'_>> = findings.iter().filter(|found| fails(run, found)).collect();
    let Some(first) = failing.first() else {
        if tally.subjects == 0 && findings.is_empty() {
            let mut skipped = TestCaseStatus::skipped();
            skipped.set_message(words::nothing_judged(run.language()));
            return skipped;
        }
        return TestCaseStatus::success();
    };
    let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
    let message = one_line(&first.finding.message);
    status.set_message(match failing.len() {
        1 => message,
        many => format!("{}: {message}", words::folded(many, run.language())),
    });
    status.set_type(first.finding.severity.name());
    let lines: Vec<String> = failing.iter().map(|found| line(found)).collect();
    status.set_description(lines.join("\n"));
    status
}

fn line(found: &Found<'_>) -> String {
    let f = found.finding;
    let mut line = format!("{}: {}", found.place(), one_line(&f.message));
    if !f.help.is_empty() {
        line.push_str(&format!("\n  {}", one_line(&f.help)));
    }
    line
}
