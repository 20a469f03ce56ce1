//! A finding as miette draws it.
//!
//! miette reads text through [`PlanText`], which knows the lines already, shows no more of a long line than is
//! needed, and never lets a plan's text command the terminal.

use super::clean::one_line;
use super::run::{Found, View};
use super::{place, words};
use crate::check::{Related, Suppressed};
use crate::plan::Language;
use crate::rules::Severity;
use crate::text::{SourceFile, Span, without_controls};
use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents, SourceCode,
    SourceSpan, SpanContents,
};
use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

/// Bytes of a marked line that are shown before and after the mark, if the line is longer.
const AROUND: usize = 90;
/// A mark longer than this is shown by its first line.
const MARK: u32 = 600;
/// Marks further apart than this are shown apart.
const TOGETHER: usize = 4000;
/// Related places shown with their text.
const RELATED: usize = 4;

/// Texts that are safe to show, by the path shown; a text is made safe once.
#[derive(Default)]
pub(super) struct Texts(HashMap<String, Arc<str>>);

impl Texts {
    fn of(&mut self, path: &str, source: &SourceFile) -> Arc<str> {
        if let Some(text) = self.0.get(path) {
            return text.clone();
        }
        let safe = without_controls(&source.text);
        let text: Arc<str> = if *safe == *source.text { source.text.clone() } else { safe.into() };
        self.0.insert(path.to_owned(), text.clone());
        text
    }
}

/// A document's text for miette.
struct PlanText<'a> {
    source: &'a SourceFile,
    /// As long as the source's, byte for byte.
    text: Arc<str>,
    name: String,
}

impl PlanText<'_> {
    /// The nearest character boundary at or before an offset.
    fn boundary(&self, mut at: usize) -> usize {
        at = at.min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        at
    }
}

impl SourceCode for PlanText<'_> {
    fn read_span<'b>(
        &'b self,
        span: &SourceSpan,
        before: usize,
        _after: usize,
    ) -> Result<Box<dyn SpanContents<'b> + 'b>, MietteError> {
        let (start, end) = (span.offset(), span.offset() + span.len());
        if end > self.text.len() || span.len() > TOGETHER {
            return Err(MietteError::OutOfBounds);
        }
        let first = self.source.line_of(start as u32);
        let last = self.source.line_of((end.max(start + 1) - 1) as u32);
        let column = self.source.position(start as u32).column as usize - 1;
        let (from, to, column) = if before == 0 {
            // Asked for the header alone: where the mark begins.
            (start, end, column)
        } else {
            let line_start = self.source.line(first).map_or(start, |line| line.start as usize);
            let line_end = self.source.line(last).map_or(end, |line| line.end as usize).max(end);
            let from = if start - line_start > 2 * AROUND { self.boundary(start - AROUND) } else { line_start };
            let to = if line_end - end > 2 * AROUND { self.boundary(end + AROUND) } else { line_end };
            (from, to, 0)
        };
        Ok(Box::new(MietteSpanContents::new_named(
            self.name.clone(),
            self.text[from..to].as_bytes(),
            (from, to - from).into(),
            first as usize,
            column,
            (last - first) as usize + 1,
        )))
    }
}

/// A finding, or one of its related places in another document, for miette.
struct Snippet<'a> {
    code: Option<String>,
    url: Option<String>,
    message: String,
    help: Option<String>,
    severity: miette::Severity,
    labels: Vec<LabeledSpan>,
    text: PlanText<'a>,
    related: Vec<Snippet<'a>>,
}

impl fmt::Debug for Snippet<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl fmt::Display for Snippet<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Snippet<'_> {}

impl Diagnostic for Snippet<'_> {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.code.as_ref().map(|code| Box::new(code) as _)
    }
    fn severity(&self) -> Option<miette::Severity> {
        Some(self.severity)
    }
    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help.as_ref().map(|help| Box::new(help) as _)
    }
    fn url<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.url.as_ref().map(|url| Box::new(url) as _)
    }
    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.text)
    }
    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.labels.iter().cloned()))
    }
    fn related<'a>(&'a self) -> Option<Box<dyn Iterator<Item = &'a dyn Diagnostic> + 'a>> {
        if self.related.is_empty() {
            return None;
        }
        Some(Box::new(self.related.iter().map(|one| one as &dyn Diagnostic)))
    }
}

/// What draws findings.
pub(super) fn handler(view: &View) -> GraphicalReportHandler {
    let theme = if view.color { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
    GraphicalReportHandler::new_themed(theme)
        .with_width(view.width.max(40))
        .with_urls(view.links)
        .with_context_lines(1)
        .with_show_related_as_nested(true)
        .with_link_display_text("↗")
}

/// The finding drawn, with what it rests on.
pub(super) fn draw(
    found: &Found<'_>,
    view: &View,
    language: Language,
    texts: &mut Texts,
    handler: &GraphicalReportHandler,
) -> String {
    let mut drawn = String::new();
    let Some(snippet) = snippet(found, view, language, texts) else { return drawn };
    if handler.render_report(&mut drawn, &snippet).is_err() {
        // Nothing that was drawn is worth keeping then; the finding itself is.
        drawn = format!("{}: {}\n", found.place(), snippet.message);
    }
    if language == Language::Zh && snippet.related.is_empty() {
        // miette has one word for it; the Chinese one is as wide. It stands after all text of the plan.
        if let Some(at) = drawn.rfind("  help: ").filter(|_| snippet.help.is_some()) {
            drawn.replace_range(at..at + "  help: ".len(), &format!("  {}", words::help(language)));
        }
    }
    let mut drawn = drawn.trim_matches('\n').to_owned();
    drawn.push('\n');
    let more = found.finding.more_related + found.finding.related.len().saturating_sub(shown_related(view));
    if more > 0 {
        drawn.push_str(&format!("  {}\n", words::more(more, false, language)));
    }
    for line in found.ground() {
        drawn.push_str(&format!("  · {}\n", one_line(&line)));
    }
    drawn
}

fn shown_related(view: &View) -> usize {
    if view.verbose { usize::MAX } else { RELATED }
}

fn snippet<'a>(found: &Found<'a>, view: &View, language: Language, texts: &mut Texts) -> Option<Snippet<'a>> {
    let Found { report, part, finding } = *found;
    let document = place::document(report, &part.plan, finding.span)?;
    let mut text = |path: String, source: &'a SourceFile| PlanText {
        text: texts.of(&path, source),
        source,
        name: one_line(&path),
    };
    let own = text(place::path(report, &part.plan, finding.span), &document.source);
    let mut labels = vec![LabeledSpan::new_primary_with_span(None, mark(&document.source, finding.span))];
    let mut related = Vec::new();
    for one in finding.related.iter().take(shown_related(view)) {
        let Related { span, message } = one;
        let label = one_line(message);
        if span.file == finding.span.file {
            labels.push(LabeledSpan::new_with_span(Some(label), mark(&document.source, *span)));
            continue;
        }
        let Some(other) = place::document(report, &part.plan, *span) else { continue };
        related.push(Snippet {
            code: None,
            url: None,
            message: label,
            help: None,
            severity: miette::Severity::Advice,
            labels: vec![LabeledSpan::new_primary_with_span(None, mark(&other.source, *span))],
            text: text(place::path(report, &part.plan, *span), &other.source),
            related: Vec::new(),
        });
    }
    let note = match &finding.suppressed {
        Some(Suppressed::Comment(reason)) => format!(" ({})", words::suppressed(reason.as_deref(), language)),
        Some(Suppressed::Baseline | Suppressed::Before) => format!(" ({})", words::suppressed(None, language)),
        None => String::new(),
    };
    // miette shows places in their order; where the finding's own is not the first, its head says which it is.
    let own_first = labels.iter().all(|label| label.offset() >= labels[0].offset());
    let place = if own_first { String::new() } else { format!("  {}", found.place()) };
    Some(Snippet {
        code: Some(format!("{} {}{place}", finding.code, finding.rule)),
        url: found.url(),
        message: one_line(&format!("{}{note}", finding.message)),
        help: (!finding.help.is_empty()).then(|| one_line(&finding.help)),
        severity: match finding.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Info => miette::Severity::Advice,
        },
        labels,
        text: own,
        related,
    })
}

/// What is marked of a span: all of it, or of a long one its first line.
fn mark(source: &SourceFile, span: Span) -> SourceSpan {
    let line = source.line(source.line_of(span.start));
    let lines = source.line_of(span.end.max(span.start + 1) - 1) - source.line_of(span.start);
    let mut end = span.end;
    if let Some(line) = line.filter(|_| span.len() > MARK || lines > 2) {
        end = line.end.clamp(span.start, span.end.max(span.start));
    }
    let mut end = end.min(span.start + MARK) as usize;
    while !source.text.is_char_boundary(end.min(source.text.len())) {
        end -= 1;
    }
    let start = (span.start as usize).min(source.text.len());
    (start, end.min(source.text.len()).saturating_sub(start)).into()
}
