//! The regular expressions of rules: compiled when they are first needed, the same for both scripts and cases.

use regex_syntax::ast::parse::Parser;
use regex_syntax::ast::{Ast, GroupKind};
use std::convert::Infallible;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// A regular expression, compiled when it is first asked for, and once: most rules never come to theirs, and copies of a
/// rule have it in common.
#[derive(Debug, Clone)]
pub struct Pattern {
    source: Box<str>,
    /// Whether all of it is ASCII.
    ascii: bool,
    compiled: Arc<OnceLock<Result<regex::Regex, regex::Error>>>,
}

impl Pattern {
    /// A pattern, not yet looked at.
    pub fn new(source: &str) -> Self {
        Self { source: source.into(), ascii: source.is_ascii(), compiled: Arc::default() }
    }

    /// As it was written, without slashes.
    pub fn as_str(&self) -> &str {
        &self.source
    }

    /// The expression; none where it is none.
    pub fn regex(&self) -> Option<&regex::Regex> {
        self.compiled().ok()
    }

    /// Whether it looks at texts with their Chinese characters simplified, as its own are: so it finds traditional ones
    /// too.
    pub fn reads_simplified(&self) -> bool {
        !self.ascii
    }

    /// Where it first stands in a text, as it reads it.
    pub fn find(&self, text: &str) -> Option<Range<usize>> {
        Some(self.regex()?.find(text)?.range())
    }

    /// Where it stands in a text, as it reads it, at most so often.
    pub fn find_all(&self, text: &str, most: usize) -> Vec<Range<usize>> {
        let Some(regex) = self.regex() else { return Vec::new() };
        regex.find_iter(text).take(most).map(|found| found.range()).collect()
    }

    /// The expression. Upper and lower case are the same, and `\b` is the edge of an English word, also beside Chinese
    /// characters, which have no edges.
    ///
    /// # Errors
    /// It is no regular expression, or too large a one.
    pub fn compiled(&self) -> Result<&regex::Regex, &regex::Error> {
        let compile = || {
            let pattern = without_captures(with_english_edges(&self.source));
            regex::RegexBuilder::new(&pattern).size_limit(4 << 20).case_insensitive(true).build()
        };
        self.compiled.get_or_init(compile).as_ref()
    }
}

/// A pattern whose groups do not keep what they find, which nobody asks for: a machine sets aside room for it by state
/// and core.
fn without_captures(pattern: String) -> String {
    let Ok(parsed) = Parser::new().parse(&pattern) else { return pattern };
    let Ok(opened) = regex_syntax::ast::visit(&parsed, Captures(Vec::new()));
    let mut written = String::with_capacity(pattern.len() + 2 * opened.len());
    let mut from = 0;
    for at in opened {
        written.push_str(&pattern[from..at]);
        written.push_str("?:");
        from = at;
    }
    written + &pattern[from..]
}

/// Where the insides of groups without a name begin.
struct Captures(Vec<usize>);

impl regex_syntax::ast::Visitor for Captures {
    type Output = Vec<usize>;
    type Err = Infallible;

    fn finish(self) -> Result<Vec<usize>, Infallible> {
        Ok(self.0)
    }

    fn visit_pre(&mut self, part: &Ast) -> Result<(), Infallible> {
        if let Ast::Group(group) = part
            && matches!(group.kind, GroupKind::CaptureIndex(_))
        {
            self.0.push(group.span.start.offset + 1);
        }
        Ok(())
    }
}

/// A pattern whose `\b` looks at ASCII letters alone. Seen as Unicode does, “a” and “计” are letters of one word.
fn with_english_edges(pattern: &str) -> String {
    let mut written = String::with_capacity(pattern.len());
    let mut rest = pattern;
    while let Some(at) = rest.find('\\') {
        written.push_str(&rest[..at]);
        rest = &rest[at..];
        // A bound has a side in `\b{start}`.
        let bound = ["\\b{start}", "\\b{end}", "\\b{start-half}", "\\b{end-half}", "\\b"];
        let escaped = rest.char_indices().nth(2).map_or(rest.len(), |(end, _)| end);
        match bound.into_iter().find(|bound| rest.starts_with(bound)) {
            Some(bound) => {
                written.push_str(&format!("(?-u:{bound})"));
                rest = &rest[bound.len()..];
            }
            None => {
                written.push_str(&rest[..escaped]);
                rest = &rest[escaped..];
            }
        }
    }
    written + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_keep_nothing_and_stay_what_they_are() {
        let of = |pattern: &str| without_captures(pattern.to_owned());
        assert_eq!(of(r"(a|b(c))[(]\(計(?i:d)(?P<n>e)"), r"(?:a|b(?:c))[(]\(計(?i:d)(?P<n>e)");
        assert_eq!(of("(a"), "(a");
    }
}
