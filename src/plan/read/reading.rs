//! A text being read: what the files of this folder share.

use super::index::Outline;
use crate::lexicon::{Hit, Hits, LexiconId, Prose, fold};
use crate::plan::fault::Fault;
use crate::plan::headings;
use crate::plan::ids::FoundId;
use crate::plan::kinds::*;
use crate::plan::labels;
use crate::plan::model::*;
use crate::plan::reader::Reader;
use crate::plan::recognise::{ends_title, find_title_word};
use crate::syntax::{self, BlockId, BlockKind, Format, MarkKind, Tree, mark_before};
use crate::text::{SourceFile, Span};
use rapidhash::RapidHashSet;

/// A text being read.
pub(super) struct Reading<'a> {
    pub source: &'a SourceFile,
    pub tree: &'a Tree,
    pub reader: &'a Reader,
    pub prose: &'a Prose,
    pub hits: &'a Hits,
    pub facts: Facts,
    /// The section of each block.
    pub section_of: Vec<SectionId>,
    /// The sections with what is in them, once the items are looked for.
    pub outline: Outline,
    pub title: Span,
    /// The titles, folded, of the needs and goals among the first `titled` items.
    pub titles: RapidHashSet<(ItemKind, String)>,
    pub titled: usize,
    /// Whether goals are stated: then a bare “Requirements” says what a product must do.
    pub goals: bool,
    /// Sections of no kind that hold work by what they say of it (`fielded`).
    pub fielded: Vec<usize>,
}

/// The one document of a reading.
pub(super) const HERE: DocumentId = DocumentId(0);

/// Whether a text tells where to write: “Add your data protection concept here.”
pub(super) fn ends_here(text: &str) -> bool {
    text.trim_end_matches(|c: char| !c.is_alphanumeric()).ends_with(" here")
}

/// How far before a text its emphasis may begin, in bytes.
const EMPHASISED: u32 = 16;

/// So many paragraphs at most divide two that count on: what the first says further.
const NEAR: u32 = 6;

/// So many characters at most has a line that is the title of a plan.
const TITLE: usize = 90;

impl<'a> Reading<'a> {
    pub(super) fn text(&self, span: Span) -> &'a str {
        self.source.text.get(span.range()).unwrap_or("")
    }

    pub(super) fn folded(&self, span: Span) -> &'a str {
        self.prose.slice(span.start, span.end)
    }

    /// The part of `span` that a range of its text stands for.
    pub(super) fn sub(&self, span: Span, range: std::ops::Range<usize>) -> Span {
        span.with(span.start + range.start as u32, span.start + range.end as u32)
    }

    /// `span` without white space and markup at its ends.
    pub(super) fn bare(&self, span: Span) -> Span {
        let text = self.text(span);
        self.sub(span, labels::bare(text, 0..text.len()))
    }

    /// The hits of a lexicon in a span, by place.
    pub(super) fn hits_of(&self, lexicon: Option<LexiconId>, span: Span) -> impl Iterator<Item = Hit> {
        lexicon.into_iter().flat_map(move |lexicon| self.hits.of(lexicon, span))
    }

    pub(super) fn has(&self, span: Span, lexicon: Option<LexiconId>) -> bool {
        lexicon.is_some_and(|lexicon| self.hits.has(lexicon, span))
    }

    /// Whether a value says nothing: empty, dashes, TBD, 待定.
    pub(super) fn says_nothing(&self, span: Span) -> bool {
        let text = self.text(span);
        let plain = text.trim_matches(|c: char| {
            c.is_whitespace()
                || matches!(
                    c,
                    '-' | '—'
                        | '–'
                        | '*'
                        | '_'
                        | '.'
                        | '…'
                        | '/'
                        | '\\'
                        | '?'
                        | '？'
                        | '：'
                        | ':'
                        | '('
                        | ')'
                        | '<'
                        | '>'
                        | '['
                        | ']'
                        | '（'
                        | '）'
                        | '【'
                        | '】'
                        | '`'
                )
        });
        if plain.is_empty() {
            return true;
        }
        self.reader.vocabulary.values.find(plain).iter().any(|name| &**name == "none")
    }

    /// Whether a text is a prompt or placeholder and nothing else (DESIGN §5).
    pub(super) fn is_placeholder(&self, span: Span) -> bool {
        let bare = self.bare(span);
        let text = self.text(bare);
        if text.is_empty() {
            return true;
        }
        if self.says_nothing(bare) {
            let words = text.trim_end_matches(['.', '。', '!', '！']);
            return !self.reader.vocabulary.values.find(words).iter().any(|name| &**name == "answer");
        }
        let words = &self.reader.words;
        if ![words.placeholder, words.prompt, words.request].iter().any(|&lexicon| self.has(bare, lexicon)) {
            return false;
        }
        let covering = |lexicon: Option<LexiconId>| {
            let mut covered = bare.start;
            for hit in self.hits_of(lexicon, bare) {
                let gap = self.text(bare.with(covered, hit.start.max(covered)));
                if gap.chars().any(char::is_alphanumeric) {
                    return false;
                }
                covered = covered.max(hit.end);
            }
            covered > bare.start && !self.text(bare.with(covered, bare.end)).chars().any(char::is_alphanumeric)
        };
        if covering(words.placeholder) {
            return true;
        }
        // “To be completed by the digital circle.”, “[amount] EUR, of which [amount] EUR …”
        let few = || text.split_whitespace().nth(12).is_none();
        let mut placeholders = self.hits_of(words.placeholder, bare);
        let promised = placeholders.find(|hit| hit.start <= bare.start + 1).is_some_and(|hit| {
            let term = self.text(bare.with(hit.start, hit.end));
            let promise = term.get(..6).is_some_and(|t| t.eq_ignore_ascii_case("to be ")) && few();
            // `【负责人】张三` is labelled.
            let opens = term.starts_with(['[', '<', '【']) && !self.is_bracketed_label(bare, hit);
            (promise && !text.trim_end_matches('.').contains(". ")) || opens
        });
        // `TODO: …`, 待补充：…
        let marked = |hit: Hit| {
            hit.start == bare.start
                && self.text(bare.with(hit.end, bare.end)).trim_start().starts_with([':', '：', '(', '（'])
        };
        if promised || self.hits_of(words.placeholder, bare).any(marked) {
            return true;
        }
        let opens = |c: char| matches!(c, '[' | '<' | '{' | '【' | '〔' | '（' | '(');
        let closes = |c: char| matches!(c, ']' | '>' | '}' | '】' | '〕' | '）' | ')' | '。' | '.');
        let bracketed = text.starts_with(opens) && text.ends_with(closes) && !text.contains("](");
        let heads = |hit: Hit| bracketed || hit.start <= bare.start + 6;
        self.hits_of(words.prompt, bare).next().is_some_and(|hit| heads(hit) && !self.is_bracketed_label(bare, hit))
            || self.hits_of(words.request, bare).next().is_some_and(heads)
                && (bracketed || ends_here(text) || self.is_emphasised(bare))
    }

    /// Whether a hit opens a text as the label of what follows.
    pub(super) fn is_bracketed_label(&self, text: Span, hit: Hit) -> bool {
        self.behind_label(text, hit).is_some()
    }

    /// Right behind the label that a hit opens a text with: `【负责人】张三`, `[日期]：5月`, “[Goal] Shorter queues”. What
    /// orders something (`[insert goal]`) is none, and more such marks fill in the text.
    pub(super) fn behind_label(&self, text: Span, hit: Hit) -> Option<u32> {
        const ORDERS: [&str; 16] = [
            "insert", "enter", "fill", "your", "describe", "specify", "explain", "provide", "replace", "to be", "填写",
            "请", "插入", "待", "示例", "简述",
        ];
        let rest = self.text(text.with(hit.start, text.end));
        let opened = rest.strip_prefix(['[', '【'])?;
        let (inner, after) = opened.split_once([']', '】'])?;
        let after = after.trim_start();
        let value = after.strip_prefix([':', '：']).map(str::trim_start);
        // `no.1 [项目名称]：…` too.
        if value.is_none() && self.text(text.with(text.start, hit.start)).chars().any(char::is_alphanumeric) {
            return None;
        }
        let folded = fold(inner);
        let labels = !ORDERS.iter().any(|order| folded.starts_with(order)) && !after.contains(['[', '【']);
        let behind = hit.start + (rest.len() - opened.len() + inner.len()) as u32 + 1;
        // `[项目资源]` alone heads the next line.
        let next = || self.source.text[text.end as usize..].lines().nth(1).map_or("", str::trim_start);
        let words = if after.is_empty() { next() } else { value.unwrap_or(after) };
        (labels && words.starts_with(char::is_alphanumeric)).then_some(behind)
    }

    /// Whether a text stands in italics or bold as a whole.
    pub(super) fn is_emphasised(&self, span: Span) -> bool {
        let marks = &self.tree.marks;
        let at = marks.partition_point(|mark| mark.span.start + EMPHASISED < span.start);
        let kinds = [MarkKind::Emphasis, MarkKind::Strong];
        marks[at..]
            .iter()
            .take_while(|mark| mark.span.start <= span.start)
            .any(|mark| kinds.contains(&mark.kind) && mark.span.contains(span))
    }

    /// Adds a section and gives its number.
    pub(super) fn add_section(&mut self, section: Section) -> SectionId {
        let id = SectionId(self.facts.sections.len() as u32);
        self.facts.sections.push(section);
        id
    }

    /// Adds an item and gives its number.
    pub(super) fn add_item(&mut self, item: Item) -> ItemId {
        let id = ItemId(self.facts.items.len() as u32);
        self.facts.items.push(item);
        id
    }

    pub(super) fn item(&mut self, id: ItemId) -> &mut Item {
        &mut self.facts.items[id.at()]
    }

    /// Title: front matter or top-level key, else first heading, else first line.
    pub(super) fn find_title(&self) -> Span {
        let front = self.tree.front.iter().find(|entry| {
            let names = labels::field_names(&self.reader.vocabulary, self.text(entry.key));
            names.contains(&FieldName::Title)
        });
        if let Some(entry) = front.filter(|entry| !entry.value.is_empty()) {
            return entry.value;
        }
        if self.tree.format == Format::Yaml {
            for (id, block) in self.tree.children(None) {
                if block.kind == BlockKind::Entry
                    && labels::field_names(&self.reader.vocabulary, self.text(block.content))
                        .contains(&FieldName::Title)
                    && let Some((_, value)) = self.tree.children(Some(id)).next()
                    && value.kind == BlockKind::Scalar
                {
                    return value.content;
                }
            }
        }
        let blocks = &self.tree.blocks;
        let heading =
            blocks.iter().take(40).find(|b| matches!(b.kind, BlockKind::Heading { .. }) && !b.content.is_empty());
        let first = blocks.iter().find(|b| !b.content.is_empty() && b.kind != BlockKind::Furniture);
        // A line above the first heading is the title of a text without marked headings.
        let unmarked = |b: &&syntax::Block| {
            matches!(
                b.kind,
                BlockKind::Heading { style: syntax::HeadingStyle::Outline | syntax::HeadingStyle::RunIn, .. }
            )
        };
        // Bold lines of a letterhead above “# MEMORANDUM: … work plan” are no title.
        let named = |b: &&syntax::Block| {
            matches!(b.kind, BlockKind::Heading { level: 1, .. }) && !unmarked(b) && self.plan_noun(b).is_some()
        };
        let marked = heading.filter(unmarked).and_then(|_| blocks.iter().take(40).find(named));
        let heading = marked.or(heading);
        // 民用航空发展规划 above “# 一、回顾与总结”, or a line that names the plan where no heading is of the first level: none
        // of the headings names the whole.
        let first_level = || blocks.iter().any(|b| matches!(b.kind, BlockKind::Heading { level: 1, .. }));
        let names_plan = |f: &syntax::Block, h: &syntax::Block| {
            let text = self.text(f.content);
            let line = text.lines().next().unwrap_or("");
            if f.kind != BlockKind::Paragraph || line.chars().count() > TITLE || self.plan_noun(h).is_some() {
                return false;
            }
            let chapter = headings::numbering(self.text(h.content)).0 > 0;
            let alone = || line.len() == text.len() && !line.ends_with(['.', '。', ':', '：']);
            find_title_word(&self.reader.vocabulary, line, "plan")
                .is_some_and(|noun| chapter && ends_title(line, &noun) || alone() && !first_level())
        };
        let chosen = match (heading, first) {
            (Some(h), Some(f)) if f.span.start < h.span.start && names_plan(f, h) => Some(f),
            (Some(h), Some(f)) if unmarked(&h) && f.span.start < h.span.start && f.content.len() < 200 => Some(f),
            (Some(h), _) => Some(h),
            (None, f) => f,
        };
        let chosen = chosen.map(|b| self.subtitle(b).unwrap_or(b));
        let span = chosen.map_or_else(|| self.source.at(0, 0), |b| b.content);
        let text = self.text(span);
        let line = text.find(['\n', '\r']).map_or(text.len(), |at| at);
        let line_span = if chosen.is_some_and(|b| matches!(b.kind, BlockKind::Heading { .. })) {
            span
        } else {
            self.sub(span, 0..line)
        };
        self.bare(line_span)
    }

    /// The plan noun that a block's text holds.
    fn plan_noun(&self, block: &syntax::Block) -> Option<String> {
        find_title_word(&self.reader.vocabulary, self.text(block.content), "plan")
    }

    /// The heading right below the first one, where it names the plan and the first only the body: “# Ardmoor County”,
    /// “## Inclusion Plan 2027–2028”.
    fn subtitle(&self, first: &'a syntax::Block) -> Option<&'a syntax::Block> {
        let heading = |b: &syntax::Block| matches!(b.kind, BlockKind::Heading { .. }) && !b.content.is_empty();
        let silent = |b: &syntax::Block| matches!(b.kind, BlockKind::Furniture | BlockKind::Html | BlockKind::Rule);
        let next = self.tree.blocks.iter().find(|b| b.span.start >= first.span.end && !silent(b))?;
        // “## 方案说明”, “## Plan overview” are sections: the noun of a title ends it, but for what years and brackets add.
        let ends = |b: &syntax::Block| {
            let folded = crate::lexicon::fold(self.text(b.content));
            // “### 撰写《对接工作计划》” is a task: to write another paper.
            if folded.find('《').is_some_and(|at| at > 0) {
                return false;
            }
            // “People Who Stay: nursing workforce plan, July 2026 – June 2030”
            folded.split(['(', '[']).next().unwrap_or("").split(['—', '–', ':']).any(|part| {
                let words = part.split(',').next().unwrap_or("").trim();
                let words = words.trim_end_matches(|c: char| !c.is_alphabetic() || "年至".contains(c));
                let words = words.strip_suffix(" to").unwrap_or(words).trim_end_matches(|c: char| !c.is_alphabetic());
                let kinds = headings::kinds(&self.reader.vocabulary, words);
                let ends = |noun: &str| words.ends_with(noun) && (words != noun || kinds.is_empty());
                // “School Development Plan of Kowhai Road School”
                let opens = |noun: &str| [" of ", " for "].iter().any(|of| words.contains(&format!("{noun}{of}")));
                self.plan_noun(b).is_some_and(|noun| ends(&noun) || opens(&noun))
            })
        };
        (heading(first) && heading(next) && self.plan_noun(first).is_none() && ends(next)).then_some(next)
    }

    /// Takes the heading's words: without numbering, markup, closing signs, and brackets around the whole (【工作目标】).
    pub(super) fn heading_words(&self, content: Span) -> (Span, Option<u32>) {
        let (skip, number) = headings::numbering(self.text(content));
        let words = self.bare(content.with(content.start + skip as u32, content.end));
        let text = self.text(words);
        let framed = text.strip_prefix('【').and_then(|text| text.strip_suffix('】'));
        let framed = framed.filter(|inner| !inner.trim().is_empty() && !inner.contains(['【', '】']));
        let inner = match framed {
            Some(inner) => {
                let open = '【'.len_utf8();
                self.sub(words, open..open + inner.len())
            }
            // `## [1 Needs](#needs)`: the number stands within the link.
            None if skip == 0 && self.text(content).starts_with('[') => words,
            None => return (words, number),
        };
        let (skip, within) = headings::numbering(self.text(inner));
        (self.bare(inner.with(inner.start + skip as u32, inner.end)), number.or(within))
    }

    /// Whether a text stands on the line below another.
    pub(super) fn stands_below(&self, above: Span, below: Span) -> bool {
        let between = self.source.text.get(above.end as usize..below.start as usize);
        between.is_some_and(|between| between.lines().count() <= 2)
    }

    /// What the parser could not read.
    pub(super) fn syntax_problems(&mut self) {
        for problem in &self.tree.problems {
            self.facts.problems.push(Problem {
                name: "unreadable-text",
                item: None,
                document: HERE,
                span: problem.span,
                related: Vec::new(),
                fault: Fault::Syntax(problem.kind.clone()),
                suggestion: problem.fix.as_ref().map(|(_, text)| text.clone()),
                fix: problem.fix.clone(),
            });
        }
    }

    /// The id that opens a text, with markup before it skipped: its span, and where the rest begins.
    pub(super) fn id_at(&self, span: Span, any: bool) -> Option<(Id, FoundId, u32)> {
        let text = self.text(span);
        let skip = text.len()
            - text
                .trim_start_matches(|c: char| {
                    c.is_whitespace() || matches!(c, '*' | '_' | '[' | '`' | '【' | '〔' | '~')
                })
                .len();
        let rest = &text[skip..];
        // 第一项　T1 …
        let item = rest.strip_prefix('第').and_then(|rest| rest.split_once(['\u{3000}', ' ']));
        let counted = |mark: &str| mark.chars().count() <= 4 && mark.ends_with(['项', '條', '条', '款']);
        let rest = item.filter(|(mark, _)| counted(mark)).map_or(rest, |(_, after)| after.trim_start());
        // “(a) N1 …”, and “(N1) …”, of which the bracket holds nothing else.
        let marked = mark_before(rest.strip_prefix('(').unwrap_or(rest), 2);
        let (rest, closed) = match marked {
            Some((mark, after)) if self.reader.ids.whole(mark).is_none() => (after, false),
            _ => match rest.strip_prefix(['(', '（']) {
                Some(inner) => (inner, true),
                None => (rest, false),
            },
        };
        let skip = text.len() - rest.len();
        let found = if any { self.reader.ids.any_at_start(rest)? } else { self.reader.ids.at_start(rest)? };
        let start = span.start + (skip + found.start) as u32;
        let end = span.start + (skip + found.end) as u32;
        let after = span.start as usize + skip + found.end;
        if closed && !rest[found.end..].starts_with([')', '）']) {
            return None;
        }
        // “A1. Which policies does your project follow?” is a question of a form.
        if (found.letter || found.kind.is_none()) && text.trim_end_matches(['*', '_', ' ', ':']).ends_with(['?', '？'])
        {
            return None;
        }
        let id = Id { span: span.with(start, end), key: found.key.as_str().into() };
        Some((id, found, after as u32))
    }

    /// Whether a paragraph right before or behind opens with the id that is counted before or after this one: G1, and G2.
    pub(super) fn counts_on(&self, id: BlockId, found: &Id) -> bool {
        let count = |key: &str| {
            let letters = key.trim_end_matches(|c: char| c.is_ascii_digit());
            Some((letters.to_owned(), key[letters.len()..].parse::<u32>().ok()?))
        };
        let Some((letters, number)) = count(&found.key) else { return false };
        let parent = self.block(id).parent;
        let near = (id.0.saturating_sub(NEAR)..=id.0 + NEAR).filter(|&at| at != id.0).map(BlockId);
        let blocks = near.filter_map(|at| self.tree.blocks.get(at.0 as usize));
        let mut paragraphs = blocks.filter(|block| block.kind == BlockKind::Paragraph && block.parent == parent);
        paragraphs.any(|block| {
            let other = self.id_at(block.content, false).and_then(|(other, ..)| count(&other.key));
            other.is_some_and(|(sign, other)| sign == letters && other.abs_diff(number) == 1)
        })
    }

    /// What follows an id: without markup and the mark that divides them.
    pub(super) fn after_id(&self, span: Span, from: u32) -> Span {
        let rest = span.with(from, span.end);
        let text = self.text(rest);
        let divider = |c: char| {
            c.is_whitespace()
                || matches!(
                    c,
                    '*' | '_'
                        | ':'
                        | '：'
                        | '.'
                        | '、'
                        | '．'
                        | ')'
                        | '）'
                        | ']'
                        | '】'
                        | '〕'
                        | '-'
                        | '–'
                        | '—'
                        | '`'
                        | '~'
                        | '|'
                )
        };
        self.bare(rest.with(rest.start + (text.len() - text.trim_start_matches(divider).len()) as u32, rest.end))
    }

    pub(super) fn block(&self, id: BlockId) -> &'a syntax::Block {
        self.tree.block(id)
    }
}
