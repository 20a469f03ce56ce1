//! Patterns that only Chinese texts can hold.

use regex_syntax::ast::parse::Parser;
use regex_syntax::ast::{Ast, ClassSet, ClassSetItem, ClassUnicodeKind, RepetitionKind, RepetitionRange};

/// Whether all that a pattern finds has a character in it that no ASCII text has, upper and lower case being the same.
pub(super) fn is_wide(pattern: &str) -> bool {
    let may = !pattern.is_ascii() || pattern.contains(r"\p{Han}");
    may && Parser::new().parse(pattern).is_ok_and(|parsed| needs(&parsed))
}

fn needs(part: &Ast) -> bool {
    match part {
        Ast::Literal(literal) => wide(literal.c),
        Ast::ClassBracketed(class) => !class.negated && class_needs(&class.kind),
        Ast::Group(group) => needs(&group.ast),
        Ast::Repetition(repeated) => {
            let once = match &repeated.op.kind {
                RepetitionKind::OneOrMore => true,
                RepetitionKind::ZeroOrOne | RepetitionKind::ZeroOrMore => false,
                RepetitionKind::Range(
                    RepetitionRange::Exactly(least)
                    | RepetitionRange::AtLeast(least)
                    | RepetitionRange::Bounded(least, _),
                ) => *least > 0,
            };
            once && needs(&repeated.ast)
        }
        Ast::Alternation(either) => either.asts.iter().all(needs),
        Ast::Concat(parts) => parts.asts.iter().any(needs),
        Ast::ClassUnicode(class) => !class.negated && is_han(&class.kind),
        Ast::Empty(_) | Ast::Flags(_) | Ast::Assertion(_) | Ast::Dot(_) | Ast::ClassPerl(_) => false,
    }
}

fn class_needs(class: &ClassSet) -> bool {
    let ClassSet::Item(item) = class else { return false };
    let items = match item {
        ClassSetItem::Union(union) => union.items.as_slice(),
        one => std::slice::from_ref(one),
    };
    let item_needs = |item: &ClassSetItem| match item {
        ClassSetItem::Empty(_) => true,
        ClassSetItem::Literal(literal) => wide(literal.c),
        ClassSetItem::Range(range) => wide(range.start.c),
        ClassSetItem::Unicode(class) => !class.negated && is_han(&class.kind),
        _ => false,
    };
    items.iter().all(item_needs)
}

fn is_han(kind: &ClassUnicodeKind) -> bool {
    matches!(kind, ClassUnicodeKind::Named(name) if name == "Han")
}

/// Whether a character stands behind all those that are the same as an ASCII one but for case (`ſ`, the kelvin sign).
fn wide(c: char) -> bool {
    c >= '\u{2e80}'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_chinese_texts_hold() {
        for wide in
            ["培训.{0,6}[一二]?个?(月|周)", "第?\\s?(年|[月日])+", "[\\p{Han}，]{1,3}x", "(?m)^(?P<a>計)", "更\\p{Han}"]
        {
            assert!(is_wide(wide), "{wide}");
        }
        for other in
            ["plan", "(年|year)", "年?", "[^。]", "[年a]", "年*x", "年{0,2}", "\\P{Han}年?", "ſ", "(年", "[a-年]"]
        {
            assert!(!is_wide(other), "{other}");
        }
    }
}
