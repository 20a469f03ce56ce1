//! What every text holds in which a pattern is found: the literals of which it needs one. Told from the pattern alone, so
//! that the build does it for the shipped rules.

use regex_syntax::ast::parse::Parser;
use regex_syntax::ast::{Ast, ClassSet, ClassSetItem, Concat, RepetitionKind, RepetitionRange};

/// More literals than this tell too little of a pattern.
const MOST: usize = 128;

/// A literal of fewer bytes stands nearly everywhere, as “the” and 月 do.
const LEAST: usize = 4;

/// More bytes of a literal than this tell nothing more.
pub const ENOUGH: usize = 8;

/// Divides literals in the file that the build writes, and patterns.
pub const NEXT_LITERAL: char = '\u{1f}';
/// Ends what that file has of one pattern.
pub const NEXT_PATTERN: char = '\u{1e}';

/// A number that stands for a pattern (FNV-1a).
pub fn key(pattern: &str) -> u64 {
    pattern.bytes().fold(0xcbf2_9ce4_8422_2325, |key, byte| (key ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// The literals, in small letters, of which one stands in every text in which the pattern is found.
pub fn needed(pattern: &str) -> Option<Vec<String>> {
    let known = known(&Parser::new().parse(pattern).ok()?);
    let mut literals: Vec<String> = known.best()?.iter().map(|literal| spaced(literal)).collect();
    if !tells(&literals) {
        return None;
    }
    literals.sort();
    literals.dedup();
    Some(literals)
}

/// A literal with one space for each run of spaces: it is looked for in texts that have one for each run of white space.
fn spaced(literal: &str) -> String {
    let mut written = String::with_capacity(literal.len());
    for c in literal.chars() {
        if c != ' ' || !written.ends_with(' ') {
            written.push(c);
        }
    }
    written
}

/// What is known of the texts that a part of a pattern finds.
#[derive(Default)]
struct Known {
    /// All of them, where they are few.
    whole: Option<Vec<String>>,
    /// One of these stands in each of them.
    part: Option<Vec<String>>,
}

impl Known {
    fn of(whole: &str) -> Self {
        Self { whole: Some(vec![whole.to_owned()]), part: None }
    }

    fn best(self) -> Option<Vec<String>> {
        better(self.whole.filter(|all| tells(all)), self.part)
    }
}

/// Whether literals are few and long enough to be looked for.
fn tells(literals: &[String]) -> bool {
    !literals.is_empty() && literals.len() <= MOST && literals.iter().all(|literal| literal.len() >= LEAST)
}

/// Those that stand in fewer texts, as far as their lengths and number tell.
fn better(a: Option<Vec<String>>, b: Option<Vec<String>>) -> Option<Vec<String>> {
    let rank = |literals: &Vec<String>| {
        let shortest = literals.iter().map(String::len).min().unwrap_or(0).min(ENOUGH);
        (shortest, std::cmp::Reverse(literals.len()))
    };
    [a, b].into_iter().flatten().max_by_key(rank)
}

fn known(part: &Ast) -> Known {
    match part {
        Ast::Empty(_) | Ast::Flags(_) | Ast::Assertion(_) => Known::of(""),
        Ast::Literal(literal) => letters([literal.c].into_iter()),
        Ast::ClassBracketed(class) if !class.negated => of_class(&class.kind),
        Ast::Group(group) => known(&group.ast),
        Ast::Repetition(repeated) => {
            let inner = known(&repeated.ast);
            match &repeated.op.kind {
                RepetitionKind::ZeroOrOne => {
                    let whole = inner.whole.map(|mut all| {
                        all.push(String::new());
                        all
                    });
                    Known { whole, part: None }
                }
                RepetitionKind::OneOrMore
                | RepetitionKind::Range(
                    RepetitionRange::Exactly(1..) | RepetitionRange::AtLeast(1..) | RepetitionRange::Bounded(1.., _),
                ) => Known { whole: None, part: inner.best() },
                _ => Known::default(),
            }
        }
        Ast::Alternation(either) => {
            let all: Vec<Known> = either.asts.iter().map(known).collect();
            let whole: Option<Vec<Vec<String>>> = all.iter().map(|one| one.whole.clone()).collect();
            let part: Option<Vec<Vec<String>>> = all.into_iter().map(Known::best).collect();
            Known {
                whole: whole.map(|all| all.concat()).filter(|all| all.len() <= MOST),
                part: part.map(|all| all.concat()).filter(|all| tells(all)),
            }
        }
        Ast::Concat(parts) => of_parts(parts),
        Ast::Dot(_) | Ast::ClassUnicode(_) | Ast::ClassPerl(_) | Ast::ClassBracketed(_) => Known::default(),
    }
}

/// Single characters, unless one of them has case and is not ASCII: then others stand for it too. Nor are those of white
/// space known, but for a space: literals are looked for in texts that have no other.
fn letters(characters: impl Iterator<Item = char>) -> Known {
    let cased = |c: char| !c.is_ascii() && (c.to_lowercase().ne([c]) || c.to_uppercase().ne([c]));
    let known = |c: char| c == ' ' || !cased(c) && !c.is_ascii_whitespace();
    let whole = characters.map(|c| known(c).then(|| c.to_ascii_lowercase().to_string())).collect();
    Known { whole, part: None }
}

fn of_class(class: &ClassSet) -> Known {
    let ClassSet::Item(item) = class else { return Known::default() };
    let items = match item {
        ClassSetItem::Union(union) => union.items.as_slice(),
        one => std::slice::from_ref(one),
    };
    let mut all: Vec<char> = Vec::new();
    for item in items {
        match item {
            ClassSetItem::Empty(_) => {}
            ClassSetItem::Literal(literal) => all.push(literal.c),
            ClassSetItem::Range(range) => all.extend((range.start.c..=range.end.c).take(MOST)),
            _ => return Known::default(),
        }
        if all.len() >= MOST {
            return Known::default();
        }
    }
    letters(all.into_iter())
}

/// Parts one after the other: those that are known as a whole are put together as long as that is few.
fn of_parts(parts: &Concat) -> Known {
    let mut best: Option<Vec<String>> = None;
    let mut take = |found: Option<Vec<String>>| best = better(best.take(), found.filter(|all| tells(all)));
    let nothing = || vec![String::new()];
    let mut run = nothing();
    let mut all_known = true;
    for part in &parts.asts {
        let Known { whole, part } = known(part);
        match whole.filter(|all| all.len() <= MOST) {
            Some(whole) if run.len() * whole.len() <= MOST => {
                run = run.iter().flat_map(|head| whole.iter().map(move |tail| format!("{head}{tail}"))).collect();
            }
            whole => {
                all_known = false;
                take(Some(std::mem::replace(&mut run, whole.unwrap_or_else(nothing))));
            }
        }
        take(part);
    }
    if all_known {
        return Known { whole: Some(run), part: best };
    }
    take(Some(run));
    Known { whole: None, part: best }
}
