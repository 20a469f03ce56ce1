//! Headings that bear no `#`: among the paragraphs at the top of a text, those that a reader takes for headings.
//!
//! A first pass says of each paragraph what it could be, a second what it is in view of its neighbours and of the
//! text as a whole, a third writes the tree anew where something changed. Levels follow from nesting: below the
//! marked heading that a heading stands under, each style lies within those that opened before it.

mod titles;

use self::titles::{TitleItem, opening, titled_lists};
use super::lines::{is_short, is_title_emoji, leads_on, pair, width};
use super::number::{Number, Style, number};
use super::paragraph::{is_title, whole_mark};
use super::tree::{Block, BlockId, BlockKind, HeadingStyle, Tree};
use crate::text::{SourceFile, Span};

/// Characters that a run-in heading may have.
const RUN_IN: usize = 34;

/// What a heading is written with; headings of one key are of one rank.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Key {
    Number(Style),
    Bold,
    /// Bold, and opened by a code: “**O1 Shorter queues**” below “**Objectives**”.
    Coded,
    Emoji,
    Plain,
    Title,
}

/// What a top-level block is.
#[derive(Debug, Clone, Copy)]
enum Role {
    /// What it was.
    Kept,
    Heading {
        style: HeadingStyle,
        key: Key,
        content: Span,
    },
    /// A heading and a paragraph after it.
    RunIn {
        key: Key,
        content: Span,
        head: Span,
        rest: Span,
    },
    /// Titles with the texts below them, which are listed apart: the items of a list, or what opens the text.
    Titles {
        style: HeadingStyle,
        key: Key,
    },
    /// An item of a numbered list; `first` opens the list.
    Item {
        number: u64,
        first: bool,
        content: Span,
    },
}

impl Role {
    /// The rank of the headings that it makes.
    fn key(self) -> Option<Key> {
        match self {
            Self::Heading { key, .. } | Self::RunIn { key, .. } | Self::Titles { key, .. } => Some(key),
            Self::Kept | Self::Item { .. } => None,
        }
    }
}

/// A block at the top, as the passes see it.
struct Entry<'a> {
    id: BlockId,
    kind: BlockKind,
    span: Span,
    /// Of a paragraph its text.
    text: &'a str,
    number: Option<Number>,
    role: Role,
}

impl Entry<'_> {
    fn is_paragraph(&self) -> bool {
        self.kind == BlockKind::Paragraph
    }

    fn is_heading(&self) -> bool {
        matches!(self.kind, BlockKind::Heading { .. }) || self.role.key().is_some()
    }

    fn is_single_line(&self) -> bool {
        !self.text.contains(['\n', '\r'])
    }
}

/// Turns paragraphs into headings where they are.
pub(super) fn find_headings(source: &SourceFile, tree: &mut Tree) {
    let mut entries: Vec<Entry> = tree
        .children(None)
        .filter(|(_, block)| block.kind != BlockKind::Furniture)
        .map(|(id, block)| entry(source, id, block))
        .collect();
    if !entries.iter().any(Entry::is_paragraph) {
        return;
    }
    numbered(source, &mut entries);
    bold(source, tree, &mut entries);
    emoji(source, &mut entries);
    plain(source, &mut entries);
    let titled = titled_items(source, tree, &mut entries);
    if entries.iter().any(|entry| !matches!(entry.role, Role::Kept)) {
        rewrite(tree, &entries, titled);
    }
}

fn entry<'a>(source: &'a SourceFile, id: BlockId, block: &Block) -> Entry<'a> {
    let text = if block.kind == BlockKind::Paragraph { source.slice(block.content) } else { "" };
    let number = if text.is_empty() { None } else { number(text) };
    Entry { id, kind: block.kind, span: block.span, text, number, role: Role::Kept }
}

/// The part of a paragraph's span that a range of its text stands for.
fn sub(span: Span, start: usize, end: usize) -> Span {
    span.with(span.start + start as u32, span.start + end as u32)
}

// Numbers.

fn numbered(source: &SourceFile, entries: &mut [Entry]) {
    for entry in entries.iter_mut() {
        if let Some(number) = entry.number {
            entry.role = numbered_role(source, entry, number);
        }
    }
    lists(entries);
    // （一）采购一套排班系统，护士长可以提前两周排定班表。and on the next line 责任单位：信息室: what is stated is headed as its
    // shorter siblings are.
    for at in 0..entries.len().saturating_sub(1) {
        let (entry, below) = (&entries[at], &entries[at + 1]);
        let labelled = || {
            below.is_paragraph()
                && below.number.is_none()
                && pair(below.text.trim_start()).is_some_and(|pair| pair.short)
        };
        if let (Role::Kept, Some(number)) = (entry.role, entry.number)
            && number.style == Style::HanParen
            && is_statement(&entry.text[number.len..])
            && labelled()
        {
            let content = sub(entry.span, 0, entry.text.trim_end_matches('。').len());
            entries[at].role = Role::Heading { style: HeadingStyle::Outline, key: Key::Number(number.style), content };
        }
    }
    // A number that also opens list items is a heading only where something stands under it.
    for at in 0..entries.len() {
        let unsure = entries[at].number.is_some_and(|number| !number.style.is_sure());
        if unsure && matches!(entries[at].role, Role::Heading { .. }) && !has_body(entries, at) {
            entries[at].role = Role::Kept;
        }
    }
}

/// Characters that a statement which heads its fields may have.
const STATEMENT: usize = 100;

/// Whether a line is one sentence.
fn is_statement(text: &str) -> bool {
    text.strip_suffix('。').is_some_and(|text| {
        !text.contains(['。', '\n', '\r', '；']) && text.chars().take(STATEMENT + 1).count() <= STATEMENT
    })
}

/// What a numbered paragraph could be by itself.
fn numbered_role(source: &SourceFile, entry: &Entry, number: Number) -> Role {
    let text = entry.text;
    let key = Key::Number(number.style);
    if number.style == Style::Circled {
        return Role::Kept;
    }
    if let Some(stop) = text.find('。') {
        let words = text[..stop].chars().filter(|c| !matches!(c, '\n' | '\r')).count();
        let other = text[number.len.min(stop)..stop].contains(['：', ':', '；', ';', '！', '？']);
        if words > RUN_IN || other || stop <= number.len {
            return Role::Kept;
        }
        let after = stop + '。'.len_utf8();
        let content = sub(entry.span, 0, stop);
        let rest = source.trim(sub(entry.span, after, text.len()));
        if rest.is_empty() {
            return Role::Heading { style: HeadingStyle::Outline, key, content };
        }
        // 4.2.2 清点设备，供课题组预约。（责任人：……；完成时间：……）: a bracket of fields closes a statement.
        let closing = source.slice(rest);
        if closing.starts_with(['（', '(']) && closing.trim_end_matches('。').ends_with(['）', ')']) {
            return Role::Kept;
        }
        return Role::RunIn { key, content, head: sub(entry.span, 0, after), rest };
    }
    if !entry.is_single_line() {
        return Role::Kept;
    }
    // `一、背景：`
    let closed = text.trim_end_matches(['：', ':']);
    let sure = number.style.is_sure();
    let words = if sure && number.style != Style::HanParen { closed } else { text };
    let worded = matches!(number.style, Style::Word(_));
    let label = if worded { None } else { pair(&text[number.len..]) };
    let label = label.map(|pair| (pair.short, number.len + pair.value)).filter(|&(_, value)| value < words.len());
    // `二、工作目标：推动学院发展`
    if let Some((true, value)) = label
        && sure
        && number.style != Style::HanParen
        && text[..value].ends_with(['：', ':'])
    {
        let content = sub(entry.span, 0, text[..value].trim_end_matches(['：', ':']).len());
        let rest = source.trim(sub(entry.span, value, text.len()));
        return Role::RunIn { key, content, head: sub(entry.span, 0, value), rest };
    }
    if label.is_some() || !is_title(words) || words.len() <= number.len && number.len > 0 && !worded {
        return Role::Kept;
    }
    Role::Heading { style: HeadingStyle::Outline, key, content: sub(entry.span, 0, words.len()) }
}

/// Numbered lines that follow one another without anything between them are a list, not headings.
fn lists(entries: &mut [Entry]) {
    let mut at = 0;
    // Of the numbers that count on from `at`, through run-ins too: where they end, the run-ins left among them, and from
    // where on all are statements. Looked for once for each such run.
    let (mut whole, mut longer, mut stated_from) = (0, 0, 0);
    let is_run_in = |entry: &Entry| matches!(entry.role, Role::RunIn { .. });
    while at < entries.len() {
        let Some(first) = entries[at].number.filter(|number| number.style != Style::Circled) else {
            at += 1;
            continue;
        };
        let counts_on = |end: usize, through: bool| {
            let (before, next) = (&entries[end - 1], entries.get(end)?);
            let number = next.number.filter(|number| number.style == first.style)?;
            let on = number.value == before.number?.value.saturating_add(1)
                && (through || !is_run_in(before))
                && (!first.style.is_sure() || next.span.start - before.span.end <= 4);
            on.then_some(())
        };
        let run_to = |through: bool| (at + 1..).find(|&end| counts_on(end, through).is_none()).unwrap_or(at + 1);
        let mut end = run_to(false);
        if at >= whole {
            whole = run_to(true);
            longer = entries[at..whole].iter().filter(|entry| is_run_in(entry)).count();
            let unstated = entries[at..whole].iter().rposition(|entry| !entry.text.trim_end().ends_with('。'));
            stated_from = unstated.map_or(at, |last| at + last + 1);
        }
        // （一）村民，需要……。（二）商户，需要……。目前要交23份材料。 Statements, of which some have a second sentence.
        let statements = longer > 0 && longer * 3 <= whole - at && stated_from <= at;
        if statements {
            end = whole;
        }
        longer -= entries[at..end].iter().filter(|entry| is_run_in(entry)).count();
        // The last of a run may have a text of its own under it.
        let run = &entries[at..end];
        // 一、……。二、……。: two sentences without anything between them are no headings either.
        let sentences = run.iter().all(|entry| entry.text.trim_end().ends_with(['。', '；', ';']));
        let enough = if first.style.is_sure() && !sentences { 3 } else { 2 };
        let run_in = !statements && run.iter().any(is_run_in);
        // 二、工作目标：……。三、主要工作：and then a list: labels, of which the last has its text below it.
        let leads = |entry: &Entry| entry.text.trim_end().ends_with(['：', ':']);
        let plain = run.iter().any(|entry| matches!(entry.role, Role::Kept))
            && run.iter().all(|entry| matches!(entry.role, Role::Kept) || leads(entry));
        if run.len() >= enough && !run_in && !(first.style.is_sure() && plain) {
            for (index, entry) in entries[at..end].iter_mut().enumerate() {
                let Some(number) = entry.number else { continue };
                let content = sub(entry.span, number.len, entry.text.len());
                entry.role = Role::Item { number: u64::from(number.value), first: index == 0, content };
            }
        }
        at = end;
    }
}

/// Whether something that is no heading of the same or a higher rank follows.
fn has_body(entries: &[Entry], at: usize) -> bool {
    let Some(next) = entries.get(at + 1) else { return false };
    match (next.role, entries[at].number) {
        (Role::Heading { key: Key::Number(below), .. } | Role::RunIn { key: Key::Number(below), .. }, Some(own)) => {
            below > own.style
        }
        _ => !matches!(next.kind, BlockKind::Heading { .. } | BlockKind::Rule | BlockKind::Footnote),
    }
}

// Bold lines, emoji, short lines.

fn bold(source: &SourceFile, tree: &Tree, entries: &mut [Entry]) {
    // `**Goals:**` is a label; where all is divided by such lines, they are its headings.
    let divided = marked(entries) == 0 && entries.iter().filter(|entry| is_bold_label(entry.text)).count() >= DIVIDED;
    for at in 0..entries.len() {
        let entry = &entries[at];
        if !entry.is_paragraph() || !matches!(entry.role, Role::Kept) {
            continue;
        }
        if let Some(role) = bold_run_in(source, entry) {
            entries[at].role = role;
            continue;
        }
        if !entry.is_single_line() {
            continue;
        }
        let entry = &entries[at];
        let noise = entry.text.len()
            - entry.text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{fe0f}' || is_title_emoji(c)).len();
        let start = entry.span.start + noise as u32;
        let first = tree.marks.partition_point(|mark| mark.span.start < start);
        let over_table = entries.get(at + 1).is_some_and(|next| next.kind == BlockKind::Table);
        let end = if over_table { without_note(entry) } else { entry.span.end };
        let Some(inner) = whole_mark(&tree.marks[first..], start, end) else { continue };
        let label = divided && is_bold_label(entry.text);
        let words = source.slice(inner).trim();
        let words = if label { words.trim_end_matches([':', '：']) } else { words };
        let asked = words.ends_with(['?', '？']);
        let last = at + 1 >= entries.len() || matches!(entries[at + 1].kind, BlockKind::Footnote);
        if last || leads_on(words) || !is_title(words) || asked && !is_short(words) {
            continue;
        }
        // “## Duration”, “**15 working days**”, “## Needs”: what the heading above says, and no heading over nothing.
        let value = words.starts_with(|c: char| c.is_ascii_digit())
            && number(words).is_none()
            && matches!(entries[at + 1].kind, BlockKind::Heading { .. });
        if value {
            continue;
        }
        let plain = if opens_with_code(words) { Key::Coded } else { Key::Bold };
        let key = number(words).map_or(plain, |number| Key::Number(number.style));
        let content = source.trim(entry.span.with(if noise > 0 { entry.span.start } else { inner.start }, inner.end));
        let content = if noise > 0 { entry.span } else { content };
        let content = if label { sub(content, 0, words.len()) } else { content };
        entries[at].role = Role::Heading { style: HeadingStyle::Bold, key, content };
    }
}

/// From so many lines in bold that end with a colon on, a text without marked headings is divided by them.
const DIVIDED: usize = 4;

/// Whether a line is in bold as a whole and ends with a colon.
fn is_bold_label(text: &str) -> bool {
    let inner = text.strip_prefix("**").and_then(|text| text.strip_suffix("**"));
    inner.is_some_and(|inner| inner.ends_with([':', '：']) && !inner.contains(['*', '\n', '\r']))
}

/// Whether a heading opens with a code of what it states: `O1 …`, `T-2.1: …`, 任务一：….
fn opens_with_code(words: &str) -> bool {
    let letters: usize =
        words.chars().take_while(|c| c.is_alphabetic() && !HAN_DIGITS.contains(*c)).map(char::len_utf8).sum();
    let (word, rest) = words.split_at(letters);
    let most = if word.is_ascii() { 3 } else { 4 };
    let rest = if word.is_ascii() { rest.strip_prefix(['-', '.']).unwrap_or(rest) } else { rest };
    let digits: usize = rest
        .chars()
        .take_while(|c| c.is_ascii_digit() || *c == '.' || !word.is_ascii() && HAN_DIGITS.contains(*c))
        .map(char::len_utf8)
        .sum();
    let ends = |c: char| c.is_whitespace() || matches!(c, ':' | '：' | '.' | '、' | '—' | '–' | '-' | ')' | '）');
    (1..=most).contains(&word.chars().count()) && digits > 0 && rest[digits..].starts_with(ends)
}

/// Figures as Chinese writes them.
const HAN_DIGITS: &str = "一二三四五六七八九十";

/// Where what a table is called ends: “**Table 5. Work** (in thousand euros)” before the bracket.
fn without_note(entry: &Entry) -> u32 {
    let open = entry.text.ends_with([')', '）']).then(|| entry.text.rfind("**")).flatten();
    let open = open.map(|at| at + 2).filter(|&at| entry.text[at..].trim_start().starts_with(['(', '（']));
    open.map_or(entry.span.end, |at| entry.span.start + at as u32)
}

/// A numbered heading in bold before its text: `**一、指导思想。**以……为指导`. The asterisks are looked at themselves: to
/// CommonMark those between `。` and a letter close nothing.
fn bold_run_in(source: &SourceFile, entry: &Entry) -> Option<Role> {
    let inner = entry.text.strip_prefix("**")?;
    let close = inner.find("**")?;
    let ends = ['。', '：', ':', '.', ' ', '\u{3000}'];
    let words = inner[..close].trim_end_matches(ends);
    let number = number(words).filter(|number| number.style.is_sure())?;
    if words.chars().count() > RUN_IN || words.len() <= number.len || !is_title(words) {
        return None;
    }
    let after = &inner[close + 2..];
    let head = entry.text.len() - after.trim_start_matches(ends).len();
    let rest = source.trim(sub(entry.span, head, entry.text.len()));
    let content = sub(entry.span, 2, 2 + words.len());
    let key = Key::Number(number.style);
    if rest.is_empty() {
        // A whole line in bold is a heading by itself, `**二、需求。**` as the run-ins beside it are.
        let stopped = inner[..close].ends_with('。');
        return stopped.then_some(Role::Heading { style: HeadingStyle::Outline, key, content });
    }
    Some(Role::RunIn { key, content, head: sub(entry.span, 0, head), rest })
}

/// Marked headings after the first block.
fn marked(entries: &[Entry]) -> usize {
    entries.iter().skip(1).filter(|entry| matches!(entry.kind, BlockKind::Heading { .. })).count()
}

fn emoji(source: &SourceFile, entries: &mut [Entry]) {
    if marked(entries) > 2 {
        return;
    }
    for at in 0..entries.len() {
        let entry = &entries[at];
        if !entry.is_paragraph()
            || !matches!(entry.role, Role::Kept)
            || !entry.is_single_line()
            || !entry.text.starts_with(is_title_emoji)
        {
            continue;
        }
        let led = |at: usize| entries.get(at).is_some_and(|e| e.text.starts_with(is_title_emoji));
        let crowded = led(at + 1) && (at > 0 && led(at - 1) || led(at + 2));
        let words = entry.text.trim_start_matches(|c: char| is_title_emoji(c) || c.is_whitespace() || c == '\u{fe0f}');
        let value = pair(words).is_some_and(|pair| pair.value < words.len());
        if crowded || value || at + 1 >= entries.len() || !is_title(words) {
            continue;
        }
        let content = source.trim(entry.span);
        entries[at].role = Role::Heading { style: HeadingStyle::Emoji, key: Key::Emoji, content };
    }
}

/// Numbered titles that Markdown takes for items of lists, in texts that have hardly another heading, and what stands above
/// them: of each block that holds titles, those.
fn titled_items(source: &SourceFile, tree: &Tree, entries: &mut [Entry]) -> Vec<Vec<TitleItem>> {
    let mut found = Vec::new();
    if marked(entries) > 2 {
        return found;
    }
    let top: Vec<(BlockId, BlockKind)> = entries.iter().map(|entry| (entry.id, entry.kind)).collect();
    let lists = titled_lists(source, tree, &top);
    if lists.is_empty() {
        return found;
    }
    let first = &mut entries[0];
    if first.is_paragraph()
        && matches!(first.role, Role::Kept)
        && let Some(title) = opening(source, first.span)
    {
        first.role = Role::Titles { style: HeadingStyle::Plain, key: Key::Title };
        found.push(vec![title]);
    }
    for (at, titles) in lists {
        entries[at].role = Role::Titles { style: HeadingStyle::Outline, key: Key::Number(Style::Arabic) };
        found.push(titles);
    }
    found
}

/// Short lines of their own, in texts that have no other headings but a title.
fn plain(source: &SourceFile, entries: &mut [Entry]) {
    let other = |entry: &Entry| match entry.role {
        Role::Heading { key: Key::Number(Style::Word(_)), .. } => false,
        Role::Heading { .. } | Role::RunIn { .. } => true,
        _ => false,
    };
    let marked = marked(entries);
    if marked > 2 || entries.iter().filter(|entry| other(entry)).count() >= 2 {
        return;
    }
    let candidate: Vec<bool> = (0..entries.len()).map(|at| could_be_plain(source, entries, at)).collect();
    // From the end: a line is a heading where text follows, or another heading with text under it.
    let mut depth = vec![0u8; entries.len() + 1];
    for at in (0..entries.len()).rev() {
        let Some(next) = entries.get(at + 1) else { continue };
        let own = candidate[at];
        let already = matches!(entries[at].role, Role::Heading { .. });
        if !own && !already {
            continue;
        }
        let text = match next.kind {
            BlockKind::List { .. } | BlockKind::Table | BlockKind::Code | BlockKind::Quote => true,
            BlockKind::Paragraph => {
                !candidate.get(at + 1).copied().unwrap_or(false) && !next.is_heading() && !short_cell(next)
            }
            _ => false,
        };
        let asked = entries[at].text.ends_with(['?', '？']);
        if text && (!asked || !next.is_paragraph() || width(next.text) > 60) {
            depth[at] = 1;
        } else if depth[at + 1] == 1 && !asked {
            depth[at] = 2;
        }
    }
    let found = (0..entries.len()).filter(|&at| candidate[at] && depth[at] > 0).count();
    // Beside marked headings a few short lines are only short lines.
    if marked > 0 && found < 3 {
        return;
    }
    for at in 0..entries.len() {
        if candidate[at] && depth[at] > 0 {
            let key = if at == 0 && found > 2 { Key::Title } else { Key::Plain };
            let content = entries[at].span;
            entries[at].role = Role::Heading { style: HeadingStyle::Plain, key, content };
        }
    }
}

fn could_be_plain(source: &SourceFile, entries: &[Entry], at: usize) -> bool {
    let entry = &entries[at];
    if !entry.is_paragraph() || !matches!(entry.role, Role::Kept) || entry.number.is_some() || !entry.is_single_line() {
        return false;
    }
    let text = entry.text;
    let opens = text.chars().next().is_some_and(|c| c.is_alphanumeric() && !c.is_lowercase() || "“《【".contains(c));
    let blank_before = at == 0 || {
        let line = source.line_of(entry.span.start);
        line == 0 || source.line(line - 1).is_some_and(|before| source.slice(before).trim().is_empty())
    };
    opens
        && blank_before
        && text.chars().any(char::is_alphabetic)
        && is_title(text)
        && !text.contains(['`', '|', '<', '[', '*'])
        && pair(text).is_none()
}

/// A paragraph so short that it may be a cell of a table pasted one cell a line.
fn short_cell(entry: &Entry) -> bool {
    entry.is_single_line() && width(entry.text) <= 12
}

// Levels and the new tree.

/// The styles of a text in the order of their ranks.
#[derive(Default)]
struct Ranks(Vec<Key>);

impl Ranks {
    /// The rank of a key. A new number stands before the first number that is usually within it, all else last.
    fn rank(&mut self, key: Key) -> usize {
        if let Some(at) = self.0.iter().position(|&known| known == key) {
            return at;
        }
        let at = match key {
            Key::Title => 0,
            Key::Number(style) if !matches!(style, Style::Word(_)) => self
                .0
                .iter()
                .position(
                    |&known| matches!(known, Key::Number(other) if !matches!(other, Style::Word(_)) && other > style),
                )
                .unwrap_or(self.0.len()),
            _ => self.0.len(),
        };
        self.0.insert(at, key);
        at
    }
}

fn rewrite(tree: &mut Tree, entries: &[Entry], titled: Vec<Vec<TitleItem>>) {
    let mut ranks = Ranks::default();
    for entry in entries {
        if let Some(key) = entry.role.key() {
            ranks.rank(key);
        }
    }
    let mut titled = titled.into_iter();
    let old = std::mem::take(&mut tree.blocks);
    let mut new = Rewritten { blocks: Vec::with_capacity(old.len() + 8), list: None };
    let mut base = 0u8;
    let mut open: Vec<usize> = Vec::new();
    let mut roles = entries.iter().peekable();
    let mut at = 0;
    while at < old.len() {
        let block = &old[at];
        let role = roles.next_if(|entry| entry.id.0 as usize == at).map_or(Role::Kept, |entry| entry.role);
        if let (Role::Kept, BlockKind::Heading { level, .. }) = (role, block.kind) {
            base = level;
            open.clear();
        }
        let mut level = |key: Key| {
            let rank = ranks.rank(key);
            while open.last().is_some_and(|&above| above >= rank) {
                open.pop();
            }
            open.push(rank);
            base.saturating_add(open.len().min(100) as u8)
        };
        match role {
            Role::Kept => {
                new.list = if block.kind == BlockKind::Furniture { new.list } else { None };
                new.copy(&old[at..block.end.0 as usize], at);
            }
            Role::Heading { style, key, content } => {
                let level = level(key);
                new.leaf(BlockKind::Heading { level, style }, block.span, content);
            }
            Role::RunIn { key, content, head, rest } => {
                let level = level(key);
                new.leaf(BlockKind::Heading { level, style: HeadingStyle::RunIn }, head, content);
                new.leaf(BlockKind::Paragraph, rest, rest);
            }
            Role::Titles { style, key } => {
                for title in titled.next().into_iter().flatten() {
                    let level = level(key);
                    new.leaf(BlockKind::Heading { level, style }, title.span, title.content);
                    if let Some(rest) = title.rest {
                        new.leaf(BlockKind::Paragraph, rest, rest);
                    }
                }
            }
            Role::Item { number, first, content } => new.item(number, first, block.span, content),
        }
        at = block.end.0 as usize;
    }
    tree.blocks = new.blocks;
}

/// The blocks of the new tree.
struct Rewritten {
    blocks: Vec<Block>,
    /// The list that is open.
    list: Option<BlockId>,
}

impl Rewritten {
    fn push(&mut self, kind: BlockKind, span: Span, content: Span, parent: Option<BlockId>) -> BlockId {
        let id = BlockId(self.blocks.len() as u32);
        self.blocks.push(Block { kind, span, content, parent, end: BlockId(id.0 + 1) });
        id
    }

    fn leaf(&mut self, kind: BlockKind, span: Span, content: Span) {
        self.list = None;
        self.push(kind, span, content, None);
    }

    /// Copies a block with all in it; `at` is its old place.
    fn copy(&mut self, blocks: &[Block], at: usize) {
        let shift = |id: BlockId, to: usize| BlockId(id.0 - at as u32 + to as u32);
        let to = self.blocks.len();
        self.blocks.extend(blocks.iter().map(|block| Block {
            parent: block.parent.map(|id| shift(id, to)),
            end: shift(block.end, to),
            ..block.clone()
        }));
    }

    fn item(&mut self, number: u64, first: bool, span: Span, content: Span) {
        let list = match self.list.filter(|_| !first) {
            Some(list) => {
                // A page number between two items.
                while self.blocks.last().is_some_and(|block| block.kind == BlockKind::Furniture) {
                    self.blocks.pop();
                }
                list
            }
            None => {
                let empty = span.with(span.end, span.end);
                self.push(BlockKind::List { start: Some(number) }, span, empty, None)
            }
        };
        self.list = Some(list);
        let kind = BlockKind::ListItem { checked: None, number: Some(number) };
        self.push(kind, span, content, Some(list));
        let end = BlockId(self.blocks.len() as u32);
        let list = &mut self.blocks[list.0 as usize];
        list.end = end;
        list.span.end = span.end;
    }
}
