//! `gitlab`: a code quality report (artifacts: reports: codequality), the part of Code Climate's form that GitLab
//! reads.

use super::place::range;
use super::run::{Format, Run};
use crate::rules::Severity;
use serde::Serialize;
use std::collections::HashMap;
use std::io;

/// A list of issues.
pub struct GitLab;

#[derive(Serialize)]
struct Issue<'a> {
    description: String,
    check_name: &'a str,
    fingerprint: String,
    severity: &'static str,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: u32,
    end: u32,
}

impl Format for GitLab {
    fn write(&self, run: &Run, out: &mut dyn io::Write) -> io::Result<()> {
        let findings = run.findings();
        let mut seen: HashMap<&str, usize> = HashMap::new();
        let mut issues = Vec::with_capacity(findings.len());
        for found in &findings {
            let f = found.finding;
            let range = range(found.report, &found.part.plan, f.span);
            // Two plans of one name may have one fingerprint; GitLab takes such issues for one.
            let number = seen.entry(&f.identity.fingerprint).and_modify(|n| *n += 1).or_insert(1);
            let fingerprint = if *number == 1 {
                f.identity.fingerprint.clone()
            } else {
                format!("{}-{number}", f.identity.fingerprint)
            };
            issues.push(Issue {
                description: format!("{}: {}", f.code, f.message),
                check_name: &f.rule,
                fingerprint,
                severity: match f.severity {
                    Severity::Error => "major",
                    Severity::Warning => "minor",
                    Severity::Info => "info",
                },
                location: Location {
                    path: found.path(),
                    lines: Lines { begin: range.start.line, end: range.end.line },
                },
            });
        }
        serde_json::to_writer_pretty(&mut *out, &issues)?;
        writeln!(out)
    }
}
