//! Patterns as they are compiled. Much of one costs more than it says: groups keep what they find unless they are told not
//! to, and classes hold the letters and digits of all scripts.

use regex_syntax::ast::parse::Parser;
use regex_syntax::ast::{Ast, ClassPerl, ClassPerlKind, ClassSetItem, Flag, Flags, GroupKind, Literal, Visitor, visit};
use std::convert::Infallible;
use std::ops::Range;

/// The letters that Latin scripts write words with, and digits: what `\w` finds. Of all scripts it has seven hundred
/// ranges, which each place of a pattern would pay for.
const LETTER: &str = r"0-9A-Za-z_\u{C0}-\u{24F}";
/// What `\d` finds: full-width digits are read as these.
const DIGIT: &str = "0-9";
/// What `\W` finds: signs and white space, and what joins or colours an emoji; no letter of any script, of which whole
/// blocks are left out (one by one they would leave seven hundred ranges).
const NO_LETTER: &str = r"\x00-/:-@\[-^`{-\u{A9}\u{AB}-\u{B4}\u{B6}-\u{B9}\u{BB}-\u{BF}\u{2000}-\u{206F}\u{20A0}-\u{20CF}\u{2190}-\u{24B5}\u{24EA}-\u{2BFF}\u{2E00}-\u{3004}\u{3008}-\u{3020}\u{3030}\u{303D}-\u{303F}\u{30FB}\u{FE00}-\u{FE19}\u{FE30}-\u{FE6F}\u{FEFF}-\u{FF0F}\u{FF1A}-\u{FF20}\u{FF3B}-\u{FF40}\u{FF5B}-\u{FF65}\u{FFE0}-\u{FFFF}\u{1F000}-\u{1FAFF}";
/// What a space finds: authors break lines where they like, and indent them.
const SPACE: &str = r"(?:[ \t\r\n]+)";
/// What a space among the characters of a class finds.
const SPACES: &str = r" \t\r\n";
/// What `\D` finds.
const NO_DIGIT: &str = r"\x00-/:-\u{10FFFF}";

/// A pattern as it is compiled: its `\b` looks at ASCII letters alone (seen as Unicode does, “a” and “计” are letters of
/// one word), `\w` and `\d` are letters of Latin scripts and digits, `\W` is no letter of any script, a space is white space,
/// also where a line ends, and its groups without a name keep nothing, since nobody asks for it (a machine sets aside room
/// for that by state and core).
pub fn lean(pattern: &str) -> String {
    without_waste(with_english_edges(pattern))
}

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

fn without_waste(pattern: String) -> String {
    let Ok(parsed) = Parser::new().parse(&pattern) else { return pattern };
    let Ok(edits) = visit(&parsed, Edits::default());
    let mut written = String::with_capacity(pattern.len() + 8 * edits.len());
    let mut from = 0;
    for (at, with) in edits {
        written.push_str(&pattern[from..at.start]);
        written.push_str(&with);
        from = at.end;
    }
    written + &pattern[from..]
}

/// What to write where, in order.
#[derive(Default)]
struct Edits {
    edits: Vec<(Range<usize>, String)>,
    /// Whether some of it asks for bytes (`(?-u)`), where a letter cannot be written: then its classes stay.
    bytes: bool,
}

impl Edits {
    fn class(&mut self, class: &ClassPerl, within_brackets: bool) {
        let range = class.span.start.offset..class.span.end.offset;
        let letters = match (&class.kind, class.negated) {
            (ClassPerlKind::Word, false) => LETTER,
            (ClassPerlKind::Word, true) => NO_LETTER,
            (ClassPerlKind::Digit, false) => DIGIT,
            (ClassPerlKind::Digit, true) => NO_DIGIT,
            (ClassPerlKind::Space, _) => return,
        };
        self.edits.push((range, if within_brackets { letters.to_owned() } else { format!("[{letters}]") }));
    }

    fn space(&mut self, literal: &Literal, with: &str) {
        self.edits.push((literal.span.start.offset..literal.span.end.offset, with.to_owned()));
    }
}

fn asks_for_bytes(flags: &Flags) -> bool {
    flags.flag_state(Flag::Unicode) == Some(false)
}

impl Visitor for Edits {
    type Output = Vec<(Range<usize>, String)>;
    type Err = Infallible;

    fn finish(self) -> Result<Self::Output, Infallible> {
        let ascii = |with: &str| with == SPACE || with == SPACES;
        Ok(match self.bytes {
            true => self.edits.into_iter().filter(|(at, with)| at.is_empty() || ascii(with)).collect(),
            false => self.edits,
        })
    }

    fn visit_pre(&mut self, part: &Ast) -> Result<(), Infallible> {
        match part {
            // The inside of a group without a name begins behind its bracket.
            Ast::Group(group) if matches!(group.kind, GroupKind::CaptureIndex(_)) => {
                let at = group.span.start.offset + 1;
                self.edits.push((at..at, "?:".to_owned()));
            }
            // `(?-u:\b)` holds no class.
            Ast::Group(group) if !matches!(*group.ast, Ast::Assertion(_)) => {
                self.bytes |= group.flags().is_some_and(asks_for_bytes);
            }
            Ast::Flags(set) => self.bytes |= asks_for_bytes(&set.flags),
            Ast::ClassPerl(class) => self.class(class, false),
            Ast::Literal(literal) if literal.c == ' ' => self.space(literal, SPACE),
            _ => {}
        }
        Ok(())
    }

    fn visit_class_set_item_pre(&mut self, part: &ClassSetItem) -> Result<(), Infallible> {
        match part {
            ClassSetItem::Perl(class) => self.class(class, true),
            ClassSetItem::Literal(literal) if literal.c == ' ' => self.space(literal, SPACES),
            _ => {}
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Regex;

    #[test]
    fn groups_keep_nothing_and_stay_what_they_are() {
        let of = lean;
        assert_eq!(of(r"(a|b(c))[(]\(計(?i:d)(?P<n>e)"), r"(?:a|b(?:c))[(]\(計(?i:d)(?P<n>e)");
        assert_eq!(of("(a"), "(a");
    }

    #[test]
    fn letters_are_latin_and_digits_are_digits() {
        let first = |pattern: &str, text: &'static str| Regex::new(pattern).unwrap().find(text).map(|at| &text[at]);
        assert_eq!(first(r"caf\w+ \d", "café 3"), Some("café 3"));
        assert_eq!(first(r"[\w-]+", "計畫 re-use 計畫"), Some("re-use"));
        assert_eq!(first(r"[^\d]+", "12月"), Some("月"));
        assert_eq!(first(r"(?-u:\w)+\d", "計a1"), Some("a1"));
        assert_eq!(first(r"\W+\D", "a計b"), None, "what is no letter of any script");
        assert_eq!(first(r"^\W*b", "**✅\u{fe0f} 、（①b"), Some("**✅\u{fe0f} 、（①b"));
        assert_eq!(first(r"[\W_]+", "жª_ [`計"), Some("_ [`"));
    }

    #[test]
    fn a_space_is_white_space() {
        let first = |pattern: &str, text: &'static str| Regex::new(pattern).unwrap().find(text).map(|at| &text[at]);
        assert_eq!(first(r"in line with ?the", "in line\r\n  with the"), Some("in line\r\n  with the"));
        assert_eq!(first(r"a ?b", "ab"), Some("ab"));
        assert_eq!(first(r"[a-z ]+x", "1 a\n b x"), Some(" a\n b x"));
        assert_eq!(first(r"(?-u:a b\w)", "a\tbc"), Some("a\tbc"));
    }
}
