//! Goes on after an error: finds the line at fault, mends it where the slip is a common one, else moves it or
//! leaves it out.

use super::bounds::DEPTH;
use super::build::Stop;
use super::draft::{Draft, Edit};
use super::fault;
use super::line::{Line, Slip, quote};
use crate::syntax::tree::{Bound, SyntaxProblem, SyntaxProblemKind, YamlFault};
use crate::text::{SourceFile, Span};
use granit_parser::ErrorKind;
use std::collections::{HashMap, HashSet};

/// How far up the lines that hold a line are sought.
const LOOK_BACK: u32 = 1000;

/// What has been tried on a line; later trials stand for all before them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Tried {
    Slip,
    Structure,
    LeftOut,
}

/// When a mend has helped.
enum Helped {
    /// The next error stands on another line.
    Off(u32),
    /// The next error stands later.
    After(usize),
}

struct Trial {
    edits: Vec<Edit>,
    problems: Vec<SyntaxProblem>,
    helped: Helped,
}

/// What has been mended so far.
pub(super) struct Mender<'a> {
    source: &'a SourceFile,
    body: Span,
    /// The problems found.
    pub problems: Vec<SyntaxProblem>,
    tried: HashMap<u32, Tried>,
    reported: HashSet<u32>,
    trial: Option<Trial>,
    tabs: bool,
}

impl<'a> Mender<'a> {
    pub fn new(source: &'a SourceFile, body: Span) -> Self {
        Self {
            source,
            body,
            problems: Vec::new(),
            tried: HashMap::new(),
            reported: HashSet::new(),
            trial: None,
            tabs: false,
        }
    }

    /// Keeps the last mend if it has helped, given where the next error is; else takes it back.
    pub fn settle(&mut self, draft: &mut Draft, next: Option<usize>) {
        let Some(trial) = self.trial.take() else { return };
        let helped = match (next, &trial.helped) {
            (None, _) => true,
            (Some(at), Helped::Off(line)) => self.line_of(at) != *line,
            (Some(at), Helped::After(before)) => at > *before,
        };
        if helped {
            for problem in trial.problems {
                self.reported.insert(self.line_of(problem.span.start as usize));
                self.problems.push(problem);
            }
        } else {
            draft.undo(&trial.edits);
        }
    }

    /// Mends what stopped the parser; false if nothing is left to try.
    pub fn mend(&mut self, draft: &mut Draft, stop: &Stop) -> bool {
        self.settle(draft, Some(stop.at));
        let at = self.solid(self.line_of(stop.at));
        if stop.kind == ErrorKind::RecursionLimitExceeded {
            self.report(at, SyntaxProblemKind::Bound(Bound::YamlLevels, DEPTH as u64));
            return self.leave_out(draft, at);
        }
        let tab = matches!(
            stop.kind,
            ErrorKind::TabInIndentation
                | ErrorKind::TabInBlockIndentation
                | ErrorKind::TabNotAllowed
                | ErrorKind::TabInPlainScalar
                | ErrorKind::TabAtBlockScalarStart
                | ErrorKind::InvalidBlockEntryWhitespace
                | ErrorKind::InvalidMappingValueWhitespace
        );
        if (tab || self.line(at).1.text_has_tab()) && !std::mem::replace(&mut self.tabs, true) && self.expand(draft) {
            return true;
        }
        // The line that opened what is still open is at fault rather than the one where it showed.
        let opener = match (stop.flow, stop.quote) {
            (Some(flow), _) => Some(self.line_of(flow)),
            (None, Some(quote)) if is_quote_error(&stop.kind) => Some(self.line_of(quote)),
            _ => None,
        };
        let in_flow = stop.flow.is_some() && opener != Some(at);
        if let Some(line) = opener
            && self.mend_slip(draft, line)
        {
            return true;
        }
        if !in_flow && self.mend_slip(draft, at) {
            return true;
        }
        if !in_flow && self.mend_glued(draft, at, stop.at) {
            return true;
        }
        let message = SyntaxProblemKind::BadYaml(fault::of(&stop.kind));
        if !in_flow && self.may_try(at, Tried::Structure) {
            let edits = self.shift(at).or_else(|| self.split(at));
            if let Some(edits) = edits {
                self.report(at, message);
                draft.edit(edits);
                return true;
            }
        }
        let above = self.above(at);
        for line in [opener, Some(at), above].into_iter().flatten() {
            if self.tried.get(&line) != Some(&Tried::LeftOut) {
                self.report(line, message);
                return self.leave_out(draft, line);
            }
        }
        self.report(at, message);
        false
    }

    /// The text of the line at fault.
    pub fn place(&self, at: usize) -> Span {
        self.text_of(self.solid(self.line_of(at)))
    }

    fn line_of(&self, at: usize) -> u32 {
        self.source.line_of((at as u32).clamp(self.body.start, self.body.end))
    }

    fn span_of(&self, line: u32) -> Span {
        let span = self.source.line(line).unwrap_or(self.body);
        let start = span.start.clamp(self.body.start, self.body.end);
        let mut span = self.body.with(start, span.end.min(self.body.end));
        if self.source.slice(span).starts_with('\u{feff}') {
            span.start += 3;
        }
        span
    }

    fn text_of(&self, line: u32) -> Span {
        self.source.trim(self.span_of(line))
    }

    fn line(&self, line: u32) -> (usize, Line<'a>) {
        let span = self.span_of(line);
        (span.start as usize, Line::new(self.source.text.get(span.range()).unwrap_or("")))
    }

    fn first(&self) -> u32 {
        self.source.line_of(self.body.start)
    }

    fn last(&self) -> u32 {
        self.source.line_of(self.body.end)
    }

    /// The line itself, or the last one before it with something in it.
    fn solid(&self, line: u32) -> u32 {
        if self.line(line).1.is_blank() { self.above(line).unwrap_or(line) } else { line }
    }

    fn above(&self, line: u32) -> Option<u32> {
        (self.first().max(line.saturating_sub(LOOK_BACK))..line).rev().find(|&n| !self.line(n).1.is_blank())
    }

    fn below(&self, line: u32) -> Option<u32> {
        (line + 1..=self.last().min(line.saturating_add(LOOK_BACK))).find(|&n| !self.line(n).1.is_blank())
    }

    fn may_try(&mut self, line: u32, what: Tried) -> bool {
        let new = self.tried.get(&line).is_none_or(|&tried| tried < what);
        if new {
            self.tried.insert(line, what);
        }
        new
    }

    /// One problem a line.
    fn report(&mut self, line: u32, kind: SyntaxProblemKind) {
        if self.reported.insert(line) {
            self.problems.push(SyntaxProblem { kind, span: self.text_of(line), fix: None });
        }
    }

    fn slip_edit(&self, base: usize, slip: Slip) -> (Edit, SyntaxProblem) {
        let at = |range: std::ops::Range<usize>| base + range.start..base + range.end;
        let span = at(slip.span);
        let place = at(slip.place);
        let fix = slip.sure.then(|| (self.source.at(span.start, span.end), slip.text.clone()));
        let kind = SyntaxProblemKind::BadYaml(slip.fault);
        let problem = SyntaxProblem { kind, span: self.source.at(place.start, place.end), fix };
        (Edit { text: slip.text, span, inner: slip.inner.map(at) }, problem)
    }

    fn mend_slip(&mut self, draft: &mut Draft, at: u32) -> bool {
        if !self.may_try(at, Tried::Slip) {
            return false;
        }
        let next_opens = self.below(at).is_none_or(|next| self.line(next).1.opens());
        let (base, line) = self.line(at);
        let Some(slip) = line.slip(next_opens) else { return false };
        let slip = self.with_lines_below(at, base, &line, slip);
        let (edit, problem) = self.slip_edit(base, slip);
        draft.edit([edit.clone()]);
        self.trial = Some(Trial { edits: vec![edit], problems: vec![problem], helped: Helped::Off(at) });
        true
    }

    /// A plain value that goes on in the lines below is quoted with them.
    fn with_lines_below(&self, at: u32, base: usize, line: &Line, slip: Slip) -> Slip {
        let Some(inner) = slip.inner.clone().filter(|inner| inner.end == line.value.end && slip.span == *inner) else {
            return slip;
        };
        let mut end = inner.end;
        for n in at + 1..=self.last().min(at + LOOK_BACK) {
            let (below, next) = self.line(n);
            if next.is_blank() || next.opens() || next.indent <= line.indent {
                break;
            }
            end = below + next.value.end - base;
        }
        let inner = inner.start..end;
        let whole = self.source.slice(self.source.at(base + inner.start, base + inner.end));
        Slip { place: inner.clone(), span: inner.clone(), text: quote(whole), inner: Some(inner), ..slip }
    }

    /// `key:value` in the lines above: the parser takes them for text that goes on.
    fn mend_glued(&mut self, draft: &mut Draft, at: u32, error: usize) -> bool {
        if self.line(at).1.key.is_none() {
            return false;
        }
        let mut edits = Vec::new();
        let mut problems = Vec::new();
        let mut next = self.above(at);
        while let Some(n) = next
            && edits.len() < 64
        {
            let (base, line) = self.line(n);
            let Some(slip) = line.glued().filter(|_| !self.tried.contains_key(&n)) else { break };
            self.tried.insert(n, Tried::Slip);
            let (edit, problem) = self.slip_edit(base, slip);
            edits.push(edit);
            problems.push(problem);
            next = self.above(n).filter(|_| line.markers.is_empty());
        }
        if edits.is_empty() {
            return false;
        }
        draft.edit(edits.clone());
        self.trial = Some(Trial { edits, problems, helped: Helped::After(error) });
        true
    }

    /// Moves a line, and what belongs to it, to the nearest column at which such a line may stand.
    fn shift(&self, at: u32) -> Option<Vec<Edit>> {
        let (base, line) = self.line(at);
        if !line.opens() {
            // Text that goes on, but not far enough to the right.
            let above = self.line(self.above(at)?).1;
            let column = above.rest + 1;
            return (above.opens() && above.is_plain() && column > line.indent)
                .then(|| vec![Edit { text: " ".repeat(column), span: base..base + line.indent, inner: None }]);
        }
        let mut ceiling = usize::MAX;
        let mut best: Option<usize> = None;
        let mut next = self.above(at);
        while let Some(n) = next.filter(|&n| at - n < LOOK_BACK && ceiling > 0) {
            let above = self.line(n).1;
            if above.indent < ceiling && above.opens() {
                for column in above.columns(!line.markers.is_empty()).into_iter().rev().filter(|&c| c < ceiling) {
                    let nearer = best.is_none_or(|b| column.abs_diff(line.indent) < b.abs_diff(line.indent));
                    best = if nearer { Some(column) } else { best };
                }
                ceiling = above.indent;
            }
            next = self.above(n);
        }
        let column = best.filter(|&column| column != line.indent)?;
        let mut edits = Vec::new();
        for n in at..=self.last() {
            let (base, moved) = self.line(n);
            if n > at && !moved.is_blank() && moved.indent < line.indent {
                break;
            }
            if !moved.is_blank() {
                let width = column + (moved.indent - line.indent);
                edits.push(Edit { text: " ".repeat(width), span: base..base + moved.indent, inner: None });
            }
        }
        Some(edits)
    }

    /// A list after keys, or keys after a list, at the margin: read as a document of its own.
    fn split(&self, at: u32) -> Option<Vec<Edit>> {
        let (base, line) = self.line(at);
        let fits = line.opens() && line.indent == 0 && self.above(at).is_some();
        fits.then(|| vec![Edit { text: "---\n".to_owned(), span: base..base, inner: None }])
    }

    /// Leaves out a line and the lines that belong to it.
    fn leave_out(&mut self, draft: &mut Draft, at: u32) -> bool {
        if !self.may_try(at, Tried::LeftOut) {
            return false;
        }
        let (base, line) = self.line(at);
        let mut end = self.span_of(at).end as usize;
        for n in at + 1..=self.last() {
            let next = self.line(n).1;
            if !line.opens() || (!next.is_blank() && next.indent <= line.indent) {
                break;
            }
            if !next.is_blank() {
                self.tried.insert(n, Tried::LeftOut);
                end = self.span_of(n).end as usize;
            }
        }
        draft.edit([Edit { text: String::new(), span: base..end, inner: None }]);
        true
    }

    /// Puts spaces for all tabs that indent.
    fn expand(&mut self, draft: &mut Draft) -> bool {
        let unit = self.unit();
        let mut edits: Vec<Edit> = Vec::new();
        let mut run: Option<(u32, Span, String)> = None;
        for n in self.first()..=self.last() {
            let span = self.span_of(n);
            let text = self.source.slice(span);
            let (base, line) = self.line(n);
            let indent = &text[..line.indent];
            let wrong = !line.is_blank() && (text.starts_with('\t') || (indent.contains('\t') && line.opens()));
            let after = line.markers.iter().any(|&m| text[m + 1..line.rest].contains('\t'));
            if !(wrong || after) {
                self.finish_run(&mut run);
                continue;
            }
            let head = if wrong { indent.replace('\t', &" ".repeat(unit)) } else { indent.to_owned() };
            let head = head + &text[line.indent..line.rest].replace('\t', " ");
            edits.push(Edit { text: head.clone(), span: base..base + line.rest, inner: None });
            let mended = head + &text[line.rest..];
            match &mut run {
                Some((_, whole, fix)) => {
                    fix.push_str(self.source.slice(span.with(whole.end, span.start)));
                    fix.push_str(&mended);
                    whole.end = span.end;
                }
                None => run = Some((n, span, mended)),
            }
        }
        self.finish_run(&mut run);
        let any = !edits.is_empty();
        draft.edit(edits);
        any
    }

    fn finish_run(&mut self, run: &mut Option<(u32, Span, String)>) {
        if let Some((line, span, text)) = run.take() {
            self.reported.insert(line);
            let kind = SyntaxProblemKind::BadYaml(YamlFault::Tab);
            self.problems.push(SyntaxProblem { kind, span: self.text_of(line), fix: Some((span, text)) });
        }
    }

    /// The step of indentation where spaces are used.
    fn unit(&self) -> usize {
        (self.first()..=self.last())
            .take(LOOK_BACK as usize)
            .filter_map(|n| {
                let text = self.source.slice(self.span_of(n));
                let spaces = text.len() - text.trim_start_matches(' ').len();
                (spaces > 0 && text[spaces..].starts_with(|c: char| !c.is_whitespace())).then_some(spaces)
            })
            .min()
            .unwrap_or(2)
            .min(8)
    }
}

fn is_quote_error(kind: &ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::InvalidTrailingDoubleQuotedScalar
            | ErrorKind::InvalidTrailingSingleQuotedScalar
            | ErrorKind::UnclosedQuotedScalar
            | ErrorKind::DocumentIndicatorInQuotedScalar
            | ErrorKind::InvalidQuotedScalarIndent
            | ErrorKind::UnknownQuotedScalarEscape
            | ErrorKind::InvalidQuotedScalarHexEscape
            | ErrorKind::MappingValueNotAllowed
            | ErrorKind::TabInIndentation
    )
}
