//! Labels: `Owner: X`, `（责任单位：X；完成时限：Y）`, `**Budget**: 1.2M` (DESIGN §3.5).

use super::kinds::FieldName;
use crate::lexicon::{Vocabulary, fold, is_han};
use std::collections::HashMap;
use std::ops::Range;

/// A label and its value, as bytes of the text they were found in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Labelled {
    /// The label without markup and colon.
    pub label: Range<usize>,
    /// The value without markup at its ends; may be empty.
    pub value: Range<usize>,
    /// The fields that the label names.
    pub names: Vec<FieldName>,
}

/// Marks that may stand around a label or value and mean nothing.
const MARKUP: [char; 6] = ['*', '_', '`', '~', '\u{feff}', '\0'];

/// `range` of `text` without white space and markup at its ends; of a link the words.
pub fn bare(text: &str, range: Range<usize>) -> Range<usize> {
    let Some(mut part) = text.get(range.clone()) else { return range.start..range.start };
    let noise = |c: char| c.is_whitespace() || MARKUP.contains(&c);
    let mut start = range.start;
    loop {
        let open = part.trim_start_matches(noise);
        start += part.len() - open.len();
        part = open.trim_end_matches(noise);
        let (before, after) = link_around(part).unwrap_or_else(|| (tag_before(part), tag_behind(part)));
        if before + after == 0 || before + after > part.len() {
            return start..start + part.len();
        }
        start += before;
        part = &part[before..part.len() - after];
    }
}

/// Lengths of what stands before and behind the words of a text that is one link: `[words](place)`, `[words][name]`.
fn link_around(text: &str) -> Option<(usize, usize)> {
    let inner = text.strip_prefix('[').filter(|inner| inner.ends_with([')', ']']))?;
    let words = inner.find(['[', ']']).filter(|&at| !inner[..at].trim().is_empty())?;
    let behind = &inner[words..];
    let place = behind.strip_prefix("](").and_then(|place| place.strip_suffix(')'));
    let name = behind.strip_prefix("][").and_then(|name| name.strip_suffix(']'));
    let whole =
        place.is_some_and(|place| !place.contains(['(', ')'])) || name.is_some_and(|name| !name.contains(['[', ']']));
    whole.then_some((1, behind.len()))
}

/// Tags of HTML that stand around words as marks do.
const TAGS: [&str; 18] = [
    "a", "b", "br", "code", "del", "em", "font", "i", "ins", "label", "mark", "s", "small", "span", "strike", "strong",
    "u", "wbr",
];

fn is_tag(tag: &str) -> bool {
    let name = tag.trim_start_matches(['<', '/']);
    let len = name.bytes().take_while(u8::is_ascii_alphabetic).count();
    TAGS.iter().any(|other| other.eq_ignore_ascii_case(&name[..len]))
        && name[len..].starts_with(|c: char| c.is_ascii_whitespace() || matches!(c, '>' | '/'))
}

/// Length of the tag that opens a text.
fn tag_before(text: &str) -> usize {
    if !text.starts_with('<') {
        return 0;
    }
    text.find('>').filter(|_| is_tag(text)).map_or(0, |at| at + 1)
}

/// Length of the tag that ends a text.
fn tag_behind(text: &str) -> usize {
    if !text.ends_with('>') {
        return 0;
    }
    text.rfind('<').filter(|&at| is_tag(&text[at..])).map_or(0, |at| text.len() - at)
}

/// Position and length of the first colon that can end a label.
fn colon(text: &str) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    // The first byte of a full-width colon is that of all full-width marks.
    let mut marks = memchr::memchr2_iter(b':', 0xef, bytes);
    let wide = |at: usize| bytes[at..].starts_with("：".as_bytes());
    let at = marks.find(|&at| bytes[at] == b':' || wide(at))?;
    let len = text[at..].chars().next()?.len_utf8();
    // `http://…`, `12:30`
    let after = &text[at + len..];
    let time = text[..at].ends_with(|c: char| c.is_ascii_digit()) && after.starts_with(|c: char| c.is_ascii_digit());
    (!after.starts_with("//") && !time).then_some((at, len))
}

/// So many characters a label has at most.
const LABEL: usize = 40;

/// The label that opens `text`, if it is one: at most [`LABEL`] characters before a colon.
pub fn split(text: &str) -> Option<(Range<usize>, Range<usize>)> {
    let (at, len) = colon(text)?;
    let label = bare(text, 0..at);
    if label.is_empty()
        || text[label.clone()].chars().count() > LABEL
        || text[label.clone()].contains(['。', '，', '；', '\n'])
    {
        return None;
    }
    Some((label, bare(text, at + len..text.len())))
}

/// The fields that a label names.
pub fn field_names(vocabulary: &Vocabulary, label: &str) -> Vec<FieldName> {
    let open = label.find(['(', '（']).unwrap_or(label.len());
    // What stands in brackets after a label only adds.
    let names = match &label[..open] {
        head if open < label.len() && !fold(head).is_empty() => vocabulary.fields.find(head),
        _ => vocabulary.fields.find(label),
    };
    // 主（协）办机关: without what the bracket offers beside.
    let close = label[open..].find([')', '）']).map(|at| open + at);
    let around = close.filter(|_| names.is_empty() && open > 0).map(|close| {
        let after = label[close..].chars().next().map_or(close, |c| close + c.len_utf8());
        format!("{}{}", &label[..open], &label[after..])
    });
    let names = around.as_deref().map_or(names, |label| vocabulary.fields.find(label));
    let names = if names.is_empty() { owner_at_end(vocabulary, &label[..open]) } else { names };
    names.iter().filter_map(|name| FieldName::from_name(name)).collect()
}

/// What stands behind an owner's word and says that it is of the whole.
const WHOLE: [&str; 8] = [
    " for the whole plan",
    " for the plan",
    " of the plan",
    " for the project",
    " for the programme",
    " of the programme",
    " for the whole",
    " of the whole",
];

/// What programs manage that are called managers.
const PROGRAMS: [&str; 10] =
    ["package", "password", "window", "session", "state", "file", "dependency", "memory", "secret", "version"];

/// The owner that a short label names by its end, where what stands before only says which: “Primary owner”, 论文各节负责人.
/// Of owners alone: a “start” or “source” of something is another thing than the field.
fn owner_at_end<'v>(vocabulary: &'v Vocabulary, label: &str) -> &'v [Box<str>] {
    let label = label.trim_matches(|c: char| c.is_whitespace() || MARKUP.contains(&c));
    // “Senior lead for the whole plan”
    let label = WHOLE.iter().find_map(|whole| label.strip_suffix(whole)).unwrap_or(label);
    let plain = || label.chars().all(|c| c.is_alphabetic() || c == ' ');
    let short = || label.split_whitespace().count() <= 3 && label.chars().count() <= 30;
    // “Package manager: pnpm”
    let program = || fold(label).strip_suffix(" manager").is_some_and(|what| PROGRAMS.contains(&what));
    let ends: Vec<&str> = if label.contains(is_han) {
        label.char_indices().skip(1).map(|(at, _)| &label[at..]).take_while(|end| end.chars().count() >= 3).collect()
    } else {
        // “Squad lead”, “Office in charge”
        label.rmatch_indices(' ').take(2).map(|(at, _)| &label[at + 1..]).collect()
    };
    let names = ends.into_iter().map(|end| vocabulary.fields.find(end)).find(|names| !names.is_empty());
    let owner = |names: &&[Box<str>]| names.iter().all(|name| FieldName::from_name(name) == Some(FieldName::Owner));
    names.filter(|names| owner(names) && plain() && short() && !program()).unwrap_or(&[])
}

/// A field that fills the whole text: `Owner: Permit Office`, `**Owner** Permit Office`.
pub fn line(vocabulary: &Vocabulary, text: &str) -> Option<Labelled> {
    let known = |(label, value): (Range<usize>, Range<usize>)| {
        let names = field_names(vocabulary, &text[label.clone()]);
        (!names.is_empty()).then_some(Labelled { label, value, names })
    };
    split(text).and_then(known).or_else(|| in_bold(text).and_then(known))
}

/// Length of what stands in bold at the beginning of a text, where it is no longer than a label.
fn bold(text: &str) -> Option<usize> {
    text.strip_prefix("**")?.find("**").filter(|&len| len <= LABEL)
}

/// A label in bold without a colon, and a name, date or amount behind it: no words that go on in a sentence.
fn in_bold(text: &str) -> Option<(Range<usize>, Range<usize>)> {
    let start = text.len() - text.trim_start().len();
    let len = bold(&text[start..])?;
    let label = bare(text, start + 2..start + 2 + len);
    let value = bare(text, start + len + 4..text.len());
    let behind = text[start + len + 4..].starts_with(|c: char| c.is_whitespace());
    let words = &text[value.clone()];
    let named = words.starts_with(|c: char| c.is_uppercase() || c.is_numeric() || is_han(c) || "£$€¥@".contains(c));
    let words = DIVIDERS.iter().filter_map(|mark| words.find(mark)).min().map_or(words, |end| &words[..end]);
    let short = words.chars().count() <= 2 * LABEL && !words.contains(['。', '\n']) && !words.contains(". ");
    (behind && named && short && !label.is_empty()).then_some((label, value))
}

/// Several fields in one line, divided by semicolons (or commas, bars where each part has a known label).
pub fn list(vocabulary: &Vocabulary, text: &str) -> Vec<Labelled> {
    let mut found: Vec<Labelled> = Vec::new();
    for part in parts(text, &[';', '；', '|', '｜']).into_iter().flat_map(|part| divided(vocabulary, text, part)) {
        let mut known = false;
        for piece in parts(&text[part.clone()], &[',', '，', '、', '。', '.', '\u{3000}']) {
            let range = part.start + piece.start..part.start + piece.end;
            let inner = &text[range.clone()];
            if let Some(mut field) = line(vocabulary, inner) {
                field.label = range.start + field.label.start..range.start + field.label.end;
                field.value = range.start + field.value.start..range.start + field.value.end;
                found.push(field);
                known = true;
            } else if known && let Some(last) = found.last_mut() {
                let start = range.start;
                let value = bare(text, range);
                // “Due: Sept 2027. £210k”: an amount is none of the date.
                let amount = text[value.clone()].starts_with(['£', '$', '€', '¥', '￥']);
                // “Director: Sofia Brandt. The Museum Trust adopted the plan in 2025”: a sentence of its own.
                let sentence = value.len() > SENTENCE && text[..start].ends_with(['。', '.']);
                if sentence {
                    known = false;
                } else if !value.is_empty() && !amount {
                    last.value.end = value.end;
                }
            } else if !known && found.is_empty() {
                break;
            }
        }
    }
    // The full stop after the last of several fields ends the line.
    if let (true, Some(last)) = (found.len() > 1, found.last_mut()) {
        let value = text[last.value.clone()].trim_end_matches('.');
        last.value.end = last.value.start + value.len();
    }
    found
}

/// What may divide fields of a line, where each part has a known label.
const DIVIDERS: [&str; 7] = [" / ", " · ", " • ", " — ", " – ", "——", " ⋅ "];

/// The parts of a part that slashes, dots or dashes divide where each has a known label: “serves: G1 / owner: Site Manager”,
/// “Serves: N1 · Owner: Rivers Trust”.
fn divided(vocabulary: &Vocabulary, text: &str, part: Range<usize>) -> Vec<Range<usize>> {
    let (mut found, mut start) = (Vec::new(), part.start);
    let marks = text[part.clone()].char_indices().filter(|(_, c)| matches!(c, ' ' | '—')).filter_map(|(at, _)| {
        let mark = DIVIDERS.iter().find(|mark| text[part.start + at..part.end].starts_with(**mark))?;
        Some((part.start + at, part.start + at + mark.len()))
    });
    for (at, next) in marks {
        let mut near = text[next..part.end].char_indices().take(LABEL + 1);
        let colon = near.find(|(_, c)| matches!(c, ':' | '：')).map(|(colon, _)| next + colon);
        let label = colon.or_else(|| Some(next + 2 + bold(&text[next..part.end])?));
        // A word in bold behind a dot is a label, whether it is known or not.
        let row = colon.is_none() && text[start..at].trim_start().starts_with("**");
        let known = |label: usize| !field_names(vocabulary, text[next..label].trim_matches(['*', ' '])).is_empty();
        if at >= start && label.is_some_and(|label| row || known(label)) {
            found.push(start..at);
            start = next;
        }
    }
    found.push(start..part.end);
    found
}

/// What follows a full stop behind a value and has more bytes than this, is no part of the value.
const SENTENCE: usize = 40;

fn parts(text: &str, marks: &[char]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut depth = 0i32;
    for (at, c) in text.char_indices() {
        match c {
            '(' | '（' | '[' | '《' | '“' => depth += 1,
            ')' | '）' | ']' | '》' | '”' => depth -= 1,
            ',' if text[..at].ends_with(|c: char| c.is_ascii_digit())
                && text[at + 1..].starts_with(|c: char| c.is_ascii_digit()) => {}
            // A full stop only between sentences: “Lead: Library. Complete by: March.”
            '.' if !text[at + 1..].starts_with(' ') && !text[at + 1..].is_empty() => {}
            _ if depth <= 0 && marks.contains(&c) => {
                found.push(start..at);
                start = at + c.len_utf8();
            }
            _ => {}
        }
    }
    found.push(start..text.len());
    found
}

/// A bracket group of fields in a text: the range with its brackets, and the fields in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// With brackets.
    pub range: Range<usize>,
    /// Its fields.
    pub fields: Vec<Labelled>,
}

/// The bracket groups of `text` that hold fields: `(owner: X; due: Y)`, `（牵头单位：市发改委）`.
pub fn groups(vocabulary: &Vocabulary, text: &str) -> Vec<Group> {
    let mut found = Vec::new();
    let mut from = 0;
    // Where each bracket closes, once looking on from each has cost as much as the whole text.
    let (mut known, mut looked) = (None, 0);
    let wide = !text.is_ascii()
        && ["（", "【"].iter().any(|mark| memchr::memmem::find(text.as_bytes(), mark.as_bytes()).is_some());
    while let Some(open) = opening(&text[from..], wide).map(|at| at + from) {
        let c = text[open..].chars().next().unwrap_or('(');
        let start = open + c.len_utf8();
        from = start;
        if known.is_none() && looked > text.len() {
            known = Some(closings(text));
        }
        let close = match &known {
            Some(known) => known.get(&start).copied(),
            None => {
                let close = closing(text, start, c);
                looked += close.map_or(LONGEST_GROUP, |close| close - start);
                close
            }
        };
        let Some(close) = close.filter(|close| close - start <= LONGEST_GROUP) else { continue };
        let inner = &text[start..close];
        if !inner.contains([':', '：']) {
            continue;
        }
        let mut fields = list(vocabulary, inner);
        if fields.is_empty() {
            continue;
        }
        for field in &mut fields {
            field.label = field.label.start + start..field.label.end + start;
            field.value = field.value.start + start..field.value.end + start;
        }
        let end = close + text[close..].chars().next().map_or(0, char::len_utf8);
        found.push(Group { range: open..end, fields });
        from = end;
    }
    found
}

/// Where the first bracket stands that may hold fields, in a text that may have full-width ones or not.
fn opening(text: &str, wide: bool) -> Option<usize> {
    let bytes = text.as_bytes();
    if !wide {
        return memchr::memchr2(b'(', b'[', bytes);
    }
    // The first bytes of full-width brackets are those of many other signs.
    let may = |&at: &usize| matches!(bytes[at], b'(' | b'[' | 0xe3 | 0xef);
    let is = |&at: &usize| text[at..].starts_with(['(', '（', '【', '[']);
    (0..bytes.len()).filter(may).find(is)
}

/// Longer brackets are text, not fields.
const LONGEST_GROUP: usize = 2048;

/// What [`closing`] says of every bracket of a text, by where the bracket's inside starts.
fn closings(text: &str) -> HashMap<usize, usize> {
    let classes: [(&[char], &[char]); 3] = [(&['(', '（'], &[')', '）']), (&['【'], &['】']), (&['['], &[']'])];
    let mut found = HashMap::new();
    for (opens, closes) in classes {
        // Brackets that are open, with the depth of their inside; the innermost last.
        let mut open: Vec<(i64, usize)> = Vec::new();
        let mut depth = 0i64;
        for (at, c) in text.char_indices() {
            if matches!(c, '(' | '（') {
                depth += 1;
            } else if closes.contains(&c) {
                while let Some((_, start)) = open.pop_if(|(inside, _)| *inside == depth) {
                    found.insert(start, at);
                }
                depth -= 1;
            }
            if opens.contains(&c) {
                open.push((depth, at + c.len_utf8()));
            }
        }
    }
    found
}

/// Where the bracket closes whose inside starts at `start`, unless that is too far on for a group.
fn closing(text: &str, start: usize, open: char) -> Option<usize> {
    let close: &[char] = match open {
        '【' => &['】'],
        '[' => &[']'],
        _ => &[')', '）'],
    };
    let mut depth = 0;
    for (at, c) in text[start..].char_indices().take_while(|(at, _)| *at <= LONGEST_GROUP) {
        if c == '(' || c == '（' {
            depth += 1;
        } else if close.contains(&c) {
            if depth == 0 {
                return Some(start + at);
            }
            depth -= 1;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn divides_fields_at_full_stops() {
        let vocabulary = Vocabulary::shipped();
        let text = "Lead: Dr. Brandt. Meets: Need 1. Complete by: March 2028.";
        let found: Vec<_> = list(&vocabulary, text).into_iter().map(|f| &text[f.value]).collect();
        assert_eq!(found[0], "Dr. Brandt");
        assert_eq!(found.last().copied(), Some("March 2028"));
        let text = "Lead: Library. Each form is tried with ten readers before it is printed. Complete by: March 2028.";
        let found: Vec<_> = list(&vocabulary, text).into_iter().map(|f| &text[f.value]).collect();
        assert_eq!(found, ["Library", "March 2028"]);
    }

    #[test]
    fn divides_fields_at_dots_and_dashes() {
        let vocabulary = Vocabulary::shipped();
        let text = "**Owner** Estates Manager · **Dates** May 2028 · **Cost** £1.15 million";
        let found: Vec<_> = list(&vocabulary, text).into_iter().map(|f| &text[f.value]).collect();
        assert_eq!(found, ["Estates Manager", "May 2028", "£1.15 million"]);
        assert!(list(&vocabulary, "**Owner** approves each release").is_empty());
        let text = "Serves: N1, G3 · Owner: Esk Rivers Trust — Due: October 2027";
        let found: Vec<_> = list(&vocabulary, text).into_iter().map(|f| &text[f.value]).collect();
        assert_eq!(found, ["N1, G3", "Esk Rivers Trust", "October 2027"]);
    }

    proptest::proptest! {
        #[test]
        fn one_pass_matches_brackets_as_a_look_from_each_does(text in "[\\[\\]()a（）【】]{0,30}") {
            let known = closings(&text);
            for (at, c) in text.char_indices().filter(|(_, c)| matches!(c, '(' | '（' | '【' | '[')) {
                let start = at + c.len_utf8();
                proptest::prop_assert_eq!(known.get(&start).copied(), closing(&text, start, c), "{} at {}", text, at);
            }
        }
    }

    #[test]
    fn splits_labels() {
        let t = "**Owner**: Permit Office";
        let (label, value) = split(t).unwrap();
        assert_eq!((&t[label], &t[value]), ("Owner", "Permit Office"));
        let t = "**负责人：** 张三";
        let (label, value) = split(t).unwrap();
        assert_eq!((&t[label], &t[value]), ("负责人", "张三"));
        assert!(split("see http://a.b").is_none());
        assert!(split("at 12:30").is_none());
    }
}
