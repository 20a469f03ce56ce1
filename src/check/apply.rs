//! Fixes become text.

use super::finding::Fix;
use crate::text::Span;
use std::collections::HashMap;

/// Of these fixes those that can be made at once: none changes what another changes. Earlier ones win; a fix is
/// taken whole or not at all.
pub fn together<'f>(fixes: impl IntoIterator<Item = &'f Fix>) -> Vec<&'f Fix> {
    let mut taken: HashMap<crate::text::FileId, Vec<Span>> = HashMap::new();
    let mut chosen = Vec::new();
    for fix in fixes {
        let free = fix
            .edits
            .iter()
            .all(|(span, _)| taken.get(&span.file).is_none_or(|spans| spans.iter().all(|other| apart(*span, *other))));
        if free && !fix.edits.is_empty() {
            for (span, _) in &fix.edits {
                taken.entry(span.file).or_default().push(*span);
            }
            chosen.push(fix);
        }
    }
    chosen
}

/// Whether two edits can be made in any order: where they touch, the order would matter.
fn apart(a: Span, b: Span) -> bool {
    a.end < b.start || b.end < a.start || (!a.is_empty() && !b.is_empty() && (a.end == b.start || b.end == a.start))
}

/// The text with the edits made. Edits are byte ranges of `text` that do not overlap, in any order; one that does
/// not fit the text is left out.
pub fn edited<'e>(text: &str, edits: impl IntoIterator<Item = (std::ops::Range<usize>, &'e str)>) -> String {
    let mut edits: Vec<_> = edits.into_iter().collect();
    edits.sort_by_key(|(range, _)| (range.start, range.end));
    let mut new = String::with_capacity(text.len());
    let mut at = 0;
    for (range, with) in edits {
        // One that overlaps the one before begins inside it.
        let Some(before) = text.get(at..range.start).filter(|_| text.get(range.clone()).is_some()) else { continue };
        new.push_str(before);
        new.push_str(with);
        at = range.end;
    }
    new.push_str(&text[at..]);
    new
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::FileId;

    fn fix(edits: &[(u32, u32, &str)]) -> Fix {
        let span = |start, end| Span { file: FileId(0), start, end };
        Fix {
            title: String::new(),
            safe: true,
            edits: edits.iter().map(|(start, end, text)| (span(*start, *end), (*text).to_owned())).collect(),
        }
    }

    #[test]
    fn fixes_that_meet_are_not_made_together() {
        let all = [fix(&[(0, 3, "x"), (8, 9, "y")]), fix(&[(9, 9, "z")]), fix(&[(3, 5, "w")]), fix(&[(2, 4, "v")])];
        let chosen = together(&all);
        assert_eq!(chosen.len(), 2);
        assert_eq!(chosen[1].edits[0].1, "w");
    }

    #[test]
    fn edits_in_any_order() {
        assert_eq!(edited("计划abc", [(8..9, "!"), (0..6, "plan ")]), "plan ab!");
        assert_eq!(edited("ab", [(1..1, "-"), (5..9, "no")]), "a-b");
        assert_eq!(edited("计划", [(1..2, "no")]), "计划");
    }
}
