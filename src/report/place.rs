//! Where a finding stands, as people and machines read it.

use super::clean::one_line;
use super::run::Found;
use crate::plan::{Document, Plan};
use crate::text::{Position, Span};
use crate::workspace::{Part, Report};
use schemars::JsonSchema;
use serde::Serialize;

/// Start and end of a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
pub(super) struct Range {
    pub start: Position,
    pub end: Position,
}

/// The document of a span: of the plan, or (what a rule relates across the workspace) of another one.
pub(super) fn document<'a>(report: &'a Report, plan: &'a Plan, span: Span) -> Option<&'a Document> {
    plan.document_of(span).or_else(|| report.all.iter().find_map(|other| other.document_of(span)))
}

/// Lines and columns of a span; the start of the file where the span is of no document.
pub(super) fn range(report: &Report, plan: &Plan, span: Span) -> Range {
    let nowhere = Position { line: 1, column: 1, utf16: 1, offset: 0 };
    document(report, plan, span).map_or(Range { start: nowhere, end: nowhere }, |document| Range {
        start: document.source.position(span.start),
        end: document.source.position(span.end),
    })
}

/// The path of a span's document, as shown.
pub(super) fn path(report: &Report, plan: &Plan, span: Span) -> String {
    let document = document(report, plan, span).or_else(|| plan.documents.first().map(|document| &**document));
    document.map(|document| report.shown.path(&document.source.path)).unwrap_or_default()
}

/// The paths of a plan's documents, as shown.
pub(super) fn paths(report: &Report, part: &Part) -> Vec<String> {
    part.plan.documents.iter().map(|document| report.shown.path(&document.source.path)).collect()
}

impl Found<'_> {
    /// The path of its document, as shown.
    pub fn path(&self) -> String {
        path(self.report, &self.part.plan, self.finding.span)
    }

    /// `path:line:column`
    pub fn place(&self) -> String {
        let start = range(self.report, &self.part.plan, self.finding.span).start;
        format!("{}:{}:{}", one_line(&self.path()), start.line, start.column)
    }

    /// Where the page of its rule is published.
    pub fn url(&self) -> Option<String> {
        self.report.settings.page_url(&self.finding.code, &self.finding.rule)
    }

    /// What it rests on, and which file set its severity; nothing where nobody asked (`--explain`).
    pub fn ground(&self) -> Vec<String> {
        let mut lines = self.finding.ground.clone();
        let settings = &self.report.settings;
        if !lines.is_empty()
            && let Some(from) = settings.rules.find(&self.finding.code).and_then(|rule| settings.severity_from(rule))
        {
            lines.push(format!("severity {}: set by {from}", self.finding.severity.name()));
        }
        lines
    }
}
