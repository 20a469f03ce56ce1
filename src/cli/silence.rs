//! `--add-suppressions`: a comment at every finding.

use super::output::many;
use super::session::Session;
use crate::check::edited;
use crate::syntax::Format;
use crate::workspace::{Report, Texts, format_of, is_utf8, write_atomically};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// Where a comment can stand, from near to far.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    /// At the end of the line.
    Line,
    /// On a line of its own before.
    Next,
    /// At the head of the file.
    Head,
}

/// A comment to be.
struct Comment {
    file: PathBuf,
    /// Byte offset of its line in the text before.
    line: usize,
    codes: BTreeSet<String>,
    /// What it is to suppress.
    fingerprints: BTreeSet<String>,
    place: Place,
}

/// Writes a comment at every finding that is shown. Whether a comment has its effect depends on where it stands:
/// each is tried, near the finding first. A failure has been told.
pub fn silence(
    session: &Session,
    reports: &mut Vec<Report>,
    reason: &str,
    again: impl Fn(&Texts) -> Vec<Report>,
) -> Result<(), ()> {
    let (mut comments, before) = comments(reports);
    if comments.is_empty() {
        return Ok(());
    }
    let all = comments.iter().map(|comment| comment.fingerprints.len()).sum::<usize>();
    let mut texts = Texts::new();
    for _ in 0..3 {
        texts = before.iter().map(|(file, text)| (file.clone(), write(file, text, &comments, reason))).collect();
        *reports = again(&texts);
        let left = shown(reports);
        let mut tried = false;
        for comment in &mut comments {
            if comment.place < Place::Head && comment.fingerprints.iter().any(|one| left.contains(one)) {
                comment.place = if comment.place == Place::Line { Place::Next } else { Place::Head };
                tried = true;
            }
        }
        if !tried {
            break;
        }
    }
    let mut outcome = Ok(());
    for (file, text) in &texts {
        if let Err(error) = write_atomically(file, text) {
            session.error(&format!("{}: {error}", file.to_string_lossy()));
            outcome = Err(());
        }
    }
    let left = shown(reports).len();
    let (done, files) = (all.saturating_sub(left), texts.len());
    session.note(&session.say(
        format!("suppressed {done} of {} in {}", many(all, "finding"), many(files, "file")),
        format!("{files}个文件的{all}处问题中，已屏蔽{done}处"),
    ));
    outcome
}

/// Fingerprints of the findings that are not suppressed.
fn shown(reports: &[Report]) -> BTreeSet<String> {
    let parts = reports.iter().flat_map(|report| report.plans.iter().chain(&report.unreadable));
    let findings = parts.flat_map(|part| &part.judgement.findings).filter(|f| f.suppressed.is_none());
    findings.map(|finding| finding.identity.fingerprint.clone()).collect()
}

/// The comments that the findings need, one a line, and the texts of their files.
fn comments(reports: &[Report]) -> (Vec<Comment>, BTreeMap<PathBuf, String>) {
    let mut found: BTreeMap<(PathBuf, usize, bool), Comment> = BTreeMap::new();
    let mut texts = BTreeMap::new();
    for report in reports {
        for part in report.plans.iter().chain(&report.unreadable) {
            for finding in part.judgement.findings.iter().filter(|f| f.suppressed.is_none()) {
                let Some(document) = part.plan.document_of(finding.span) else { continue };
                let source = &document.source;
                let file = report.root.join(&*source.path);
                if !texts.contains_key(&file) && !is_utf8(&file) {
                    continue;
                }
                let line = source.line(source.line_of(finding.span.start)).map_or(0, |span| span.start as usize);
                texts.entry(file.clone()).or_insert_with(|| source.text.to_string());
                let place = if finding.missing { Place::Head } else { Place::Line };
                let comment = found.entry((file.clone(), line, finding.missing)).or_insert_with(|| Comment {
                    file,
                    line,
                    codes: BTreeSet::new(),
                    fingerprints: BTreeSet::new(),
                    place,
                });
                comment.codes.insert(finding.code.to_string());
                comment.fingerprints.insert(finding.identity.fingerprint.clone());
            }
        }
    }
    (found.into_values().collect(), texts)
}

/// The text of a file with its comments.
fn write(file: &std::path::Path, text: &str, comments: &[Comment], reason: &str) -> Vec<u8> {
    let yaml = format_of(&file.to_string_lossy()) == Some(Format::Yaml);
    let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
    // What would end the comment, or the list of codes, cannot be a part of its reason.
    let reason: String = reason.split_whitespace().collect::<Vec<_>>().join(" ").replace("--", "–");
    let reason = if reason.is_empty() { String::new() } else { format!(" -- {reason}") };
    let words = |what: &str, codes: &BTreeSet<String>| {
        let list = codes.iter().cloned().collect::<Vec<_>>().join(", ");
        if yaml {
            format!("# planspect-{what} {list}{reason}")
        } else {
            format!("<!-- planspect-{what} {list}{reason} -->")
        }
    };
    let mut edits: Vec<(usize, String)> = Vec::new();
    let own = || comments.iter().filter(|comment| comment.file == file);
    let head: BTreeSet<String> =
        own().filter(|c| c.place == Place::Head).flat_map(|c| c.codes.iter().cloned()).collect();
    if !head.is_empty() {
        edits.push((head_of(text, yaml), format!("{}{newline}", words("disable-file", &head))));
    }
    for comment in own() {
        let rest = text.get(comment.line..).unwrap_or_default();
        let row = rest.split(['\n', '\r']).next().unwrap_or_default();
        match comment.place {
            Place::Head => {}
            Place::Next => {
                let indent = &row[..row.len() - row.trim_start().len()];
                edits.push((comment.line, format!("{indent}{}{newline}", words("disable-next", &comment.codes))));
            }
            Place::Line => {
                let trimmed = row.trim_end();
                // The last bar ends a table row: what follows it would be a cell of its own.
                let table = !yaml && trimmed.trim_start().starts_with('|') && trimmed.ends_with('|');
                let (at, after) = if table { (trimmed.len() - 1, " ") } else { (trimmed.len(), "") };
                let space = if row[..at].ends_with(' ') { "" } else { " " };
                let text = format!("{space}{}{after}", words("disable-line", &comment.codes));
                edits.push((comment.line + at, text));
            }
        }
    }
    edited(text, edits.iter().map(|(at, with)| (*at..*at, with.as_str()))).into_bytes()
}

/// Where the body of a file begins: after byte order mark and front matter.
fn head_of(text: &str, yaml: bool) -> usize {
    let mark = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    if yaml {
        return mark;
    }
    let mut at = mark;
    let mut lines = text[mark..].split_inclusive('\n');
    if lines.next().is_some_and(|line| line.trim_end() == "---") {
        at += text[mark..].split_inclusive('\n').next().map_or(0, str::len);
        for line in lines {
            at += line.len();
            if matches!(line.trim_end(), "---" | "...") {
                return at;
            }
        }
    }
    mark
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_head_is_after_mark_and_front_matter() {
        assert_eq!(head_of("# A\n", false), 0);
        assert_eq!(head_of("\u{feff}# A\n", false), 3);
        assert_eq!(head_of("---\r\na: b\r\n---\r\n# A\n", false), 16);
        assert_eq!(head_of("---\nno end\n", false), 0);
    }
}
