//! Running text: what is matched, and its sentences.

use super::reading::{HERE, Reading};
use crate::lexicon::{Prose, ProseBuilder, is_han};
use crate::plan::ids::is_lettered;
use crate::plan::model::*;
use crate::syntax::{BlockKind, Mark, MarkKind, Tree};
use crate::text::{SourceFile, Span};
use rayon::prelude::*;

/// The running text of a document: of each block its own text without markup, link targets and comments.
pub(super) fn prose(source: &SourceFile, tree: &Tree) -> Prose {
    let mut builder = ProseBuilder::default();
    builder.reserve(source.text.len());
    // Title, owner and the like: what front matter says in one line. Lists and maps name tags and settings.
    for entry in &tree.front {
        let value = source.slice(entry.value);
        if !value.is_empty() && !value.starts_with(['[', '{', '-', '|', '>']) && !value.contains('\n') {
            push(&mut builder, source, entry.value.start, entry.value.end);
            builder.end_block(entry.value.end);
        }
    }
    let mut done = 0u32;
    let mut skip: Vec<(u32, u32)> = Vec::new();
    let mut breaks: Vec<u32> = Vec::new();
    for block in &tree.blocks {
        let content = block.content;
        if content.is_empty()
            || content.start < done
            || matches!(block.kind, BlockKind::Furniture | BlockKind::Html | BlockKind::Rule)
        {
            continue;
        }
        done = content.end;
        skip.clear();
        breaks.clear();
        for mark in tree.marks_in(content) {
            match mark.kind {
                MarkKind::Html if divides(source.slice(mark.span)) => {
                    // The sign that opens the tag stands for the space between two lines.
                    breaks.push(mark.span.start);
                    skip.push((mark.span.start, mark.span.end));
                }
                MarkKind::Html | MarkKind::FootnoteRef => skip.push((mark.span.start, mark.span.end)),
                _ => {
                    skip.push((mark.span.start, mark.inner.start));
                    skip.push((mark.inner.end, mark.span.end));
                }
            }
        }
        let first = tree.comments.partition_point(|c| c.span.end <= content.start);
        skip.extend(
            tree.comments[first..]
                .iter()
                .take_while(|c| c.span.start < content.end)
                .map(|c| (c.span.start, c.span.end)),
        );
        skip.sort_unstable();
        let mut at = content.start;
        for &(start, end) in &skip {
            if start > at {
                push(&mut builder, source, at, start.min(content.end));
            }
            if breaks.binary_search(&start).is_ok() {
                builder.push(" ", start);
            }
            at = at.max(end);
        }
        if at < content.end {
            push(&mut builder, source, at, content.end);
        }
        builder.end_block(content.end);
    }
    builder.finish()
}

/// Whether a tag divides what stands before and behind it, as a line end does.
fn divides(tag: &str) -> bool {
    let name = tag.trim_start_matches(['<', '/']);
    let len = name.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let names = ["br", "p", "div", "li", "ul", "ol", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "hr"];
    names.iter().any(|other| other.eq_ignore_ascii_case(&name[..len]))
}

fn push(builder: &mut ProseBuilder, source: &SourceFile, start: u32, end: u32) {
    if let Some(text) = source.text.get(start as usize..end as usize) {
        builder.push(text, start);
    }
}

impl Reading<'_> {
    /// Divides all text into sentences.
    pub(super) fn sentences(&mut self) {
        let mut done = 0u32;
        let mut sentences = Vec::new();
        for (id, block) in self.tree.iter() {
            let content = block.content;
            if content.is_empty() || content.start < done {
                continue;
            }
            let place = match block.kind {
                BlockKind::Heading { .. } | BlockKind::Entry => Place::Heading,
                BlockKind::Cell { .. } => Place::Cell,
                BlockKind::Code => Place::Code,
                BlockKind::Furniture | BlockKind::Html | BlockKind::Rule => continue,
                _ if self.in_quote(block.parent) => Place::Quote,
                _ => Place::Text,
            };
            done = content.end;
            let section = Some(self.section_of[id.0 as usize]);
            for range in split(self.text(content)) {
                let span = self.source.trim(self.sub(content, range));
                if !span.is_empty() {
                    sentences.push(Sentence { span, document: HERE, section, item: None, place });
                }
            }
        }
        // The innermost item that holds each sentence: items are few and nested, so go by their starts.
        let mut order: Vec<(u32, u32, u32)> =
            self.facts.items.iter().enumerate().map(|(i, item)| (item.span.start, item.span.end, i as u32)).collect();
        order.sort_by_key(|&(start, end, i)| (start, std::cmp::Reverse(end), i));
        let mut open: Vec<(u32, u32)> = Vec::new();
        let mut next = 0;
        for sentence in &mut sentences {
            while next < order.len() && order[next].0 <= sentence.span.start {
                open.push((order[next].1, order[next].2));
                next += 1;
            }
            open.retain(|&(end, _)| end > sentence.span.start);
            sentence.item = open.iter().rev().find(|&&(end, _)| end >= sentence.span.end).map(|&(_, i)| ItemId(i));
        }
        // A field's value is marked as such.
        let mut values: Vec<(u32, u32)> = self
            .facts
            .fields
            .iter()
            .filter(|f| matches!(f.origin, Origin::Own) && f.label.is_some())
            .map(|f| (f.value.start, f.value.end))
            .collect();
        values.sort_unstable();
        for sentence in sentences.iter_mut().filter(|s| s.place == Place::Text) {
            let at = values.partition_point(|&(start, _)| start <= sentence.span.start);
            if at.checked_sub(1).and_then(|i| values.get(i)).is_some_and(|&(_, end)| end >= sentence.span.end) {
                sentence.place = Place::Field;
            }
        }
        self.facts.sentences = sentences;
    }

    fn in_quote(&self, mut parent: Option<crate::syntax::BlockId>) -> bool {
        while let Some(id) = parent {
            let block = self.tree.block(id);
            if block.kind == BlockKind::Quote {
                return true;
            }
            parent = block.parent;
        }
        false
    }

    /// Everything in running text that looks like an id; `assemble` keeps those whose form the plan defines.
    pub(super) fn mentions(&mut self) {
        let defined: Vec<Span> =
            self.facts.items.iter().filter_map(|item| item.id.as_ref().map(|id| id.span)).collect();
        let fields: Vec<Span> = self.facts.references.iter().map(|r| r.span).collect();
        let mut taken: Vec<(u32, u32)> = defined.iter().chain(&fields).map(|s| (s.start, s.end)).collect();
        taken.sort_unstable();
        let lettered = defined.iter().any(|&id| is_lettered(self.text(id)));
        let of = |sentence: &Sentence| self.mentions_in(sentence, &taken, lettered);
        let sentences = &self.facts.sentences;
        let found: Vec<Reference> = match sentences.len() {
            0..LARGE => sentences.iter().flat_map(of).collect(),
            _ => sentences.par_iter().flat_map_iter(of).collect(),
        };
        self.facts.references.extend(found);
        self.facts.references.sort_by_key(|r| (r.span.start, r.span.end));
    }

    /// The ids that a sentence mentions, but for those at places that are taken.
    fn mentions_in(&self, sentence: &Sentence, taken: &[(u32, u32)], lettered: bool) -> Vec<Reference> {
        let mut found = Vec::new();
        if sentence.place == Place::Code || sentence.place == Place::Quote {
            return found;
        }
        // Links, images and code that are not yet behind us.
        let mut marks = self.tree.marks_in(sentence.span).filter(|m| is_reference(m.kind)).peekable();
        let mut open: Vec<&Mark> = Vec::new();
        let text = self.text(sentence.span);
        let mut mentions = self.reader.ids.mentions(text);
        if lettered {
            mentions.extend(self.reader.ids.mentions_by_letter(text));
            mentions.sort_by_key(|mention| mention.start);
            mentions.dedup_by_key(|mention| mention.start);
        }
        for mention in mentions {
            let span = self.sub(sentence.span, mention.start..mention.end);
            let at = taken.partition_point(|&(start, _)| start <= span.start);
            let covered = at.checked_sub(1).and_then(|i| taken.get(i)).is_some_and(|&(_, end)| end >= span.end);
            while let Some(mark) = marks.next_if(|mark| mark.span.start <= span.start) {
                open.push(mark);
            }
            open.retain(|mark| mark.span.end > span.start);
            let in_target = open.iter().any(|m| {
                m.span.contains(span)
                    && !(m.kind == MarkKind::Link
                        && m.inner.contains(span)
                        && is_anchor(self.text(m.target), &mention.key))
            });
            if !covered && !in_target {
                found.push(Reference {
                    item: sentence.item,
                    document: HERE,
                    span,
                    key: mention.key.into(),
                    relation: Relation::Mentions,
                    field: false,
                    target: None,
                });
            }
        }
        found
    }
}

/// From so many sentences on they are looked through on several cores.
const LARGE: usize = 50_000;

use crate::plan::kinds::Relation;

/// Whether a link goes to an anchor in this document, or to the anchor of this id in another of the plan.
fn is_anchor(target: &str, key: &str) -> bool {
    let elsewhere = |(_, anchor): (&str, &str)| crate::plan::ids::key_of(anchor) == key;
    target.starts_with('#') || (!target.contains("://") && target.rsplit_once('#').is_some_and(elsewhere))
}

/// Marks in which an id may be part of an address or of code.
fn is_reference(kind: MarkKind) -> bool {
    matches!(kind, MarkKind::Link | MarkKind::Image | MarkKind::Code)
}

/// First bytes of the marks that can end a sentence: of `.`, `!`, `?`, of `。`, and of full-width marks.
const MARKS: [bool; 256] = {
    let mut table = [false; 256];
    let marks = [b'.', b'!', b'?', 0xe3, 0xef];
    let mut at = 0;
    while at < marks.len() {
        table[marks[at] as usize] = true;
        at += 1;
    }
    table
};

/// The byte ranges of the sentences of `text`.
pub(super) fn split(text: &str) -> impl Iterator<Item = std::ops::Range<usize>> {
    let (mut start, mut at) = (0, 0);
    let plain = text.is_ascii();
    let next_mark = move |rest: &[u8]| match plain {
        true => memchr::memchr3(b'.', b'!', b'?', rest),
        false => rest.iter().position(|byte| MARKS[usize::from(*byte)]),
    };
    std::iter::from_fn(move || {
        while let Some(next) = next_mark(&text.as_bytes()[at..]) {
            let mark = at + next;
            let c = text[mark..].chars().next()?;
            at = mark + c.len_utf8();
            if ends_sentence(text, start, mark, c) {
                let closing = |c: char| matches!(c, '”' | '’' | '"' | ')' | '）' | '*' | '_' | '」' | '』');
                at = text.len() - text[at..].trim_start_matches(closing).len();
                return Some(std::mem::replace(&mut start, at)..at);
            }
        }
        at = text.len();
        (start < text.len()).then(|| std::mem::replace(&mut start, text.len())..text.len())
    })
}

/// Whether the sign at `mark` ends the sentence that begins at `start`.
fn ends_sentence(text: &str, start: usize, mark: usize, sign: char) -> bool {
    let rest = &text[mark + sign.len_utf8()..];
    let after = rest.chars().next();
    match sign {
        '。' | '！' | '？' | '；' => true,
        '!' | '?' => after.is_none_or(char::is_whitespace),
        '.' => {
            let spaced = after.is_none_or(|c| c.is_whitespace() || matches!(c, '*' | '_' | '"' | '”' | ')'));
            let opens = || {
                let next = rest.trim_start_matches(|c: char| {
                    c.is_whitespace() || matches!(c, '*' | '_' | '"' | '”' | '(' | '[' | ')')
                });
                next.chars().next().is_none_or(|c| c.is_uppercase() || c.is_ascii_digit() || is_han(c) || c == '`')
            };
            spaced && opens() && !abbreviated(&text[start..mark])
        }
        _ => false,
    }
}

/// Whether what stands before a full stop is an abbreviation or a list number.
fn abbreviated(before: &str) -> bool {
    let word = before.rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '*' | '_')).next().unwrap_or("");
    let short = [
        "e.g", "i.e", "etc", "vs", "cf", "no", "No", "Dr", "Mr", "Mrs", "Ms", "St", "Inc", "Ltd", "approx", "fig",
        "Fig", "al", "ca", "Prof", "Capt", "Col", "Gov", "Sen", "Rep", "Rev", "s", "ss", "art", "sec", "para", "paras",
        "pp", "incl", "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec",
    ];
    short.contains(&word)
        || (word.len() == 1 && word.starts_with(|c: char| c.is_ascii_uppercase()))
        || (!word.is_empty()
            && word.len() <= 2
            && word.chars().all(|c| c.is_ascii_digit())
            && before.trim_start_matches(['*', '_', ' ']).len() == word.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentences(text: &str) -> Vec<&str> {
        split(text).map(|range| text[range].trim()).collect()
    }

    #[test]
    fn divides_text() {
        assert_eq!(
            sentences("One is 3.5 km. Two, e.g. Paris. (Three)"),
            ["One is 3.5 km.", "Two, e.g. Paris.", "(Three)"]
        );
        assert_eq!(sentences("Under s. 12 of the Act. Due Dec. 2027."), ["Under s. 12 of the Act.", "Due Dec. 2027."]);
        assert_eq!(sentences("第一。第二！“第三。”末"), ["第一。", "第二！", "“第三。”", "末"]);
    }
}
