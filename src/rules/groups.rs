//! Groups of patterns, which keep what they find unless they are told not to.

use regex_syntax::ast::parse::Parser;
use regex_syntax::ast::{Ast, GroupKind, Visitor, visit};
use std::convert::Infallible;

/// A pattern whose groups do not keep what they find, where nobody asks for it: a machine sets aside room for that by
/// state and core.
pub(super) fn without_captures(pattern: String) -> String {
    let Ok(parsed) = Parser::new().parse(&pattern) else { return pattern };
    let Ok(opened) = visit(&parsed, Captures(Vec::new()));
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

impl Visitor for Captures {
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
