//! What a template left in a plan: instructions, placeholders in brackets, runs of blank labels (OVR015).

use super::reading::{HERE, Reading, ends_here};
use super::sections::leads_in;
use super::told::head;
use crate::lexicon::{Acceptor, fold};
use crate::plan::fault::Fault;
use crate::plan::model::*;
use crate::plan::pattern::acceptor;
use crate::syntax::{Block, BlockId, BlockKind, MarkKind};
use crate::text::Span;
use rapidhash::RapidHashSet;
use std::cell::{LazyCell, OnceCell};
use std::sync::LazyLock;

/// The orders of a standard outline (`说明…，包括：`, `列出…，如：`), what says who is to fill in a part (`此部分由团队填写`), and
/// what is to be filled in (`（陈 XX）`, `[负责人姓名]`, `项目名称：xxx`), and how long the text may be (`不超过3页。`).
static DIRECTIVE: LazyLock<Acceptor> = LazyLock::new(|| {
    acceptor(
        r"^(对于[^。；]{2,20}[，,])?(说明|列出|列举|叙述|阐述|简述|逐项|包括)[^。；：:]{4,}(包括|如下列|，如|,如|、如|等项叙述，如)[：:；;]?$|^简要(介绍|说明|描述|阐述)(该|本)(项目|产品|计划|方案|课题)[^。；：:]{2,20}[。.]?$|可按[^。]{2,24}叙述[，,]|按[^。；]{2,40}(分类|分項|分项|逐项)叙述|^\W*(字数|篇幅|字數)?(限|控制在|不超过|不超過|不少于|不少於)\s?\p{Nd}+\s?(页|頁|字)(以内|以內|左右)?\W*$|[（(]\s*\p{Han}{1,2}\s*(XX|xx|××)\s*[）)]|^\W*(此|本|该)(部分|节|章|处|表|栏|段)[^。；]{0,20}(填写|撰写)|[\[【][^\[\]【】()]{0,20}(姓名|名称|名字|电话|邮箱|职位|经历|经验)\s*[\]】]\*{0,2}\s*($|[—–,，。；;、)）-])|(名称|姓名)[:：]\s*(xx|XX|××)|(20\p{Nd}{2}|X{2,4}|x{2,4}|×{2,4})\s*年\s*(X{1,2}|x{1,2}|×{1,2})\s*月",
    )
});

/// Whether a text has what every text that [`DIRECTIVE`] finds has.
fn may_direct(text: &str) -> bool {
    const OPENS: [&str; 10] = ["对于", "说明", "列出", "列举", "叙述", "阐述", "简述", "简要", "逐项", "包括"];
    !text.is_ascii()
        && (OPENS.iter().any(|word| text.starts_with(word))
            || ["叙述", "页", "頁", "字", "X", "x", "×", "[", "【", "填写", "撰写"]
                .iter()
                .any(|word| text.contains(word)))
}

/// What in brackets before a line says that its text is still owed.
const OWED: [&str; 8] = ["待补充", "待補充", "待填写", "待填寫", "待补", "待完善", "to be added", "to be completed"];

/// “a grant of $XX,XXX”: amounts that nobody wrote down.
const AMOUNTS: [&str; 3] = ["$XX", "£XX", "€XX"];

/// How far a bracket is read to see whether it orders or tells, in bytes.
const BRACKET: usize = 400;

/// A name in angle brackets is no longer than so many bytes.
const LONGEST_NAME: u32 = 62;

/// The name that opens the inside of a tag.
fn element_name(text: &str) -> &str {
    &text[..text.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'-').count()]
}

/// Whether a text in angle brackets is nothing but words.
fn is_words(name: &str) -> bool {
    name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, ' ' | '-'))
}

/// What one word in angle brackets stands for that an author is to fill in.
const NAMES: [&str; 18] = [
    "date",
    "name",
    "title",
    "owner",
    "role",
    "team",
    "link",
    "url",
    "number",
    "amount",
    "location",
    "time",
    "venue",
    "tbd",
    "email",
    "phone",
    "organisation",
    "department",
];

/// Elements that are written with attributes.
const ELEMENTS: [&str; 10] =
    ["details", "video", "audio", "input", "option", "select", "button", "iframe", "table", "form"];

/// From so many blank labels in a row on.
const BLANK_LABELS: usize = 3;

impl Reading<'_> {
    /// Records template residue, once a table or run.
    pub(super) fn residue(&mut self) {
        let mut found: Vec<Span> = Vec::new();
        let mut last: Option<(usize, Option<BlockId>)> = None;
        let mut asks = Asks::default();
        let tags = Tags { text: &self.source.text, ..Tags::default() };
        let tables: Vec<Span> =
            self.tree.blocks.iter().filter(|b| b.kind == BlockKind::Table).map(|b| b.span).collect();
        let mut table = 0;
        for (at, sentence) in self.facts.sentences.iter().enumerate() {
            // “Why are you creating a team?” as a heading is a question that the text below answers.
            let asked = sentence.place == Place::Heading && self.text(sentence.span).trim_end().ends_with(['?', '？']);
            let mut left = || {
                self.is_instruction(sentence.span, &tags)
                    || self.is_left(sentence, &tags)
                    || self.is_request(sentence) && (self.is_aside(sentence) || asks.fill(self, at))
            };
            // 【项目背景】 over the background is a heading, 【项目名称】 over the whole a name that is owed.
            let headed = sentence.place == Place::Heading && self.heads_in_brackets(sentence.span);
            if asked || headed || sentence.place == Place::Code || !left() {
                continue;
            }
            while tables.get(table).is_some_and(|t| t.end <= sentence.span.start) {
                table += 1;
            }
            let here = tables.get(table).filter(|t| t.contains(sentence.span)).map(|_| BlockId(table as u32));
            let same = last.is_some_and(|(before, in_table)| match here {
                Some(_) => in_table == here,
                None => in_table.is_none() && before + 1 == at,
            });
            if !same {
                found.push(sentence.span);
            }
            last = Some((at, here));
        }
        found.extend(self.blank_labels());
        found.extend(self.questions());
        found.extend(self.bracketed_names(&tables));
        found.extend(self.written_brackets());
        found.sort_by_key(|span| (span.start, span.end));
        for span in found {
            let fault = Fault::Words(self.text(span).to_owned());
            self.facts.problems.push(Problem {
                name: "template-residue",
                item: None,
                document: HERE,
                span,
                related: Vec::new(),
                fault,
                suggestion: None,
                fix: None,
            });
        }
    }

    /// Whether a heading over a text, or one that says what is to stand below it, is in brackets as a whole.
    fn heads_in_brackets(&self, heading: Span) -> bool {
        let bracketed = self.bare(heading);
        let sections = &self.facts.sections;
        let after = sections.partition_point(|section| section.title.start <= bracketed.end);
        let section = after.checked_sub(1).map(|at| &sections[at]);
        self.text(bracketed).contains('【')
            && section.is_some_and(|section| {
                bracketed.contains(section.title)
                    && !self.title.contains(section.title)
                    && (section.filled || !section.own_kinds.is_empty())
            })
    }

    /// Whether a sentence is nothing but a placeholder (内容保留…), asks for a name (（陈 XX）), or orders the author to
    /// list or explain what follows (说明…，包括：).
    fn is_left(&self, sentence: &Sentence, tags: &Tags<'_>) -> bool {
        let text = self.text(sentence.span);
        if AMOUNTS.iter().any(|amount| text.contains(amount)) {
            return true;
        }
        if !matches!(sentence.place, Place::Text | Place::Quote) {
            return false;
        }
        let placeholder = || self.has(sentence.span, self.reader.words.placeholder);
        // “Work in progress” says how far the plan is.
        let state = || !self.reader.vocabulary.statuses.get(fold(text).trim()).is_empty();
        (sentence.item.is_none()
            && placeholder()
            && self.is_placeholder(sentence.span)
            && !state()
            && !is_own_note(text)
            && !tags.has(self.text(sentence.span))
            && !self.goes_on(sentence)
            && !self.leads_items_in(sentence))
            || may_direct(text.trim()) && DIRECTIVE.is_match(text.trim())
    }

    /// Whether a sentence is the label of the list below it: “TODO:” over what is to be done.
    fn leads_items_in(&self, sentence: &Sentence) -> bool {
        let blocks = &self.tree.blocks;
        let next = blocks.partition_point(|block| block.span.start < sentence.span.end);
        leads_in(self.text(sentence.span))
            && blocks.get(next).is_some_and(|block| matches!(block.kind, BlockKind::List { .. }))
    }

    /// Whether more is said in the same paragraph after a sentence: “待定。将在比较方案后形成” says when it will be decided.
    fn goes_on(&self, sentence: &Sentence) -> bool {
        let after = self.facts.sentences.partition_point(|other| other.span.start < sentence.span.end);
        let Some(next) = self.facts.sentences.get(after) else { return false };
        let blocks = &self.tree.blocks;
        let at = blocks.partition_point(|block| block.span.start <= sentence.span.start);
        let block =
            at.checked_sub(1).and_then(|at| blocks.get(at)).filter(|b| !matches!(b.kind, BlockKind::Cell { .. }));
        block.is_some_and(|b| b.content.contains(next.span)) && !self.is_placeholder(next.span)
    }

    /// `<Date>`, `<Unit 2 Name>`: names in angle brackets of which nothing closes the element that they seem to open; once a
    /// table or line.
    fn bracketed_names(&self, tables: &[Span]) -> Vec<Span> {
        let text = &self.source.text;
        let elements = self.tree.marks.iter().filter(|mark| mark.kind == MarkKind::Html).map(|mark| mark.span);
        // `<Unit 1 Name Placeholder>` is none, for the sake of its figure.
        let called = self.facts.sentences.iter().filter(|sentence| sentence.place != Place::Code);
        let called = called.filter_map(|sentence| {
            let words = self.text(sentence.span);
            let open = words.find('<')?;
            let close = open + words[open..].find('>')? + 1;
            let figure = words[open..close].contains(|c: char| c.is_ascii_digit());
            (figure && fold(&words[open..close]).ends_with("placeholder>"))
                .then(|| self.sub(sentence.span, open..close))
        });
        let mut all: Vec<Span> = elements.chain(called).collect();
        all.sort_unstable();
        all.dedup();
        // The elements that are closed somewhere.
        let closed: LazyCell<RapidHashSet<&str>, _> =
            LazyCell::new(|| text.match_indices("</").map(|(at, _)| element_name(&text[at + 2..])).collect());
        let mut found: Vec<Span> = Vec::new();
        for span in all.into_iter().filter(|span| span.len() <= LONGEST_NAME) {
            let name = self.text(span).trim_start_matches('<').trim_end_matches('>');
            let asks = || ["placeholder", "your ", "insert "].iter().any(|word| fold(name).contains(word));
            // `<JoinSet>` is a type, `<Details open>` an element.
            let plain = match name.split_once(' ') {
                Some((first, _)) => !ELEMENTS.contains(&fold(first).as_str()),
                None => NAMES.contains(&fold(name).as_str()),
            };
            let named = name.starts_with(|c: char| c.is_ascii_uppercase()) && plain || asks();
            let apart = !text[..span.start as usize].ends_with(|c: char| c.is_alphanumeric());
            if !named || !is_words(name) || !apart || closed.contains(element_name(name)) {
                continue;
            }
            // Tables come in order.
            let table = tables[..tables.partition_point(|table| table.start <= span.start)].last();
            let table = table.filter(|table| table.contains(span));
            let again = found.last().is_some_and(|last| {
                let between = text.get(last.end as usize..span.start as usize).unwrap_or("");
                table.is_some_and(|table| table.contains(*last)) || !between.contains('\n')
            });
            if !again {
                found.push(span);
            }
        }
        found
    }

    /// `\<Wireframes\>` alone: a name in angle brackets that were meant to be seen.
    fn written_brackets(&self) -> Vec<Span> {
        let called = |sentence: &&Sentence| {
            let text = self.text(sentence.span).trim();
            let name = text.strip_prefix("\\<").and_then(|rest| rest.strip_suffix("\\>"));
            sentence.place == Place::Text
                && name.is_some_and(|name| name.starts_with(|c: char| c.is_ascii_uppercase()) && is_words(name))
        };
        self.facts.sentences.iter().filter(called).map(|sentence| sentence.span).collect()
    }

    /// Block quotes right below a heading that ask two questions or more: the author was to answer them.
    fn questions(&self) -> Vec<Span> {
        let mut found = Vec::new();
        let mut below_heading = false;
        for (id, block) in self.tree.children(None) {
            let plain = self.tree.children(Some(id)).all(|(_, inner)| inner.kind == BlockKind::Paragraph);
            if block.kind == BlockKind::Quote && below_heading && plain {
                let text = self.text(block.span);
                let text = text.trim_start_matches(['>', ' ']);
                if asked(text) >= 2 {
                    found.push(
                        self.sub(block.span, self.text(block.span).len() - text.len()..block.span.len() as usize),
                    );
                }
            }
            below_heading = matches!(block.kind, BlockKind::Heading { .. });
        }
        found
    }

    /// Whether a sentence tells the author what to write: a prompt that opens it or fills a bracket.
    fn is_instruction(&self, span: Span, tags: &Tags<'_>) -> bool {
        let words = &self.reader.words;
        if !self.has(span, words.prompt) && !self.has(span, words.placeholder) {
            return false;
        }
        let bracket = |hit: Span| self.text(hit).starts_with(['[', '<', '【', '(', '（']);
        // A word of a template may be but the beginning of what its brackets hold.
        let marked = |place: Span| {
            let text = self.text(span.with(place.start, span.end));
            text.find([']', ')']).map_or(text, |end| &text[..=end])
        };
        let bare = self.bare(span);
        // `[内容] 请填写`: the order stands behind the label.
        let opening = self.hits_of(words.prompt, bare).next();
        let opens = opening.and_then(|hit| self.behind_label(bare, hit)).unwrap_or(bare.start);
        let prompt = self.hits_of(words.prompt, span).any(|hit| {
            let place = span.with(hit.start, hit.end);
            let inside = self.text(span.with(span.start, hit.start)).ends_with(['[', '<', '【', '(', '（']);
            // “Options (choose one):” introduces them.
            let introduces = inside && leads_in(self.text(span));
            // “（填写基础信息后暂存本地，联网后同步）” tells what users do.
            let tells = || {
                let text = head(self.text(span.with(place.start, span.end)), BRACKET);
                text.starts_with(['(', '（'])
                    && text.split([')', '）']).next().is_some_and(|inner| inner.contains(['，', '后']))
            };
            (hit.start <= opens + 6 || bracket(place) || inside)
                && !introduces
                && !tells()
                && !self.is_bracketed_label(bare, hit)
                && !self.is_link(place)
                && !tags.has(marked(place))
        });
        // “[待补充] 估价模型论文” opens with what is still to be done about it.
        let open_bracket = || {
            let text = self.text(bare).trim_start_matches(['[', '【']);
            let inner = (text.len() < bare.len() as usize).then(|| text.split_once([']', '】'])).flatten();
            inner.is_some_and(|(inner, _)| OWED.contains(&fold(inner).trim()))
        };
        prompt
            || open_bracket()
            || self.hits_of(words.placeholder, span).any(|hit| {
                let place = span.with(hit.start, hit.end);
                // `[x] Rewrite the reader` is ticked.
                let ticked = self.text(place).eq_ignore_ascii_case("[x]")
                    && self.text(span.with(hit.end, span.end)).starts_with(' ');
                bracket(place)
                    && !ticked
                    && !quotes_more(self.text(span), (hit.start - span.start) as usize)
                    && !is_own_note(self.text(place))
                    && !self.is_link(place)
                    && !tags.has(marked(place))
            })
    }

    /// Whether a sentence opens with an order that may be a template's or the work of a plan: “Provide a brief …”.
    fn is_request(&self, sentence: &Sentence) -> bool {
        let bare = self.bare(sentence.span);
        self.hits_of(self.reader.words.request, sentence.span).next().is_some_and(|hit| hit.start <= bare.start + 6)
    }

    /// Whether a sentence stands where a template speaks: in a quote, or in italics or brackets as a whole.
    fn is_aside(&self, sentence: &Sentence) -> bool {
        let bare = self.bare(sentence.span);
        let text = self.text(sentence.span).trim().trim_end_matches(['.', '。']);
        let bracketed = text.starts_with(['(', '（', '[', '【', '<']) && text.ends_with([')', '）', ']', '】', '>']);
        sentence.place == Place::Quote || bracketed || ends_here(text) || self.is_emphasised(bare)
    }

    /// `[name](…)`, `[name][…]`, `![name]` and `[name]: …` are links, also where what they refer to is not there.
    fn is_link(&self, place: Span) -> bool {
        let text = &self.source.text;
        let before = text.get(..place.start as usize).unwrap_or("");
        let after = text.get(place.end as usize..).unwrap_or("");
        if before.ends_with(['!', ']']) || after.starts_with(['[', '(']) {
            return true;
        }
        // `[name=Phoebe]` signs a remark, and “[...]” within a sentence leaves out words of a quotation.
        let omission = || {
            let inner = self.text(place).trim_matches(|c: char| matches!(c, '[' | ']' | '.' | '…' | ' '));
            let goes_on = |text: &str| text.chars().find(|c| !c.is_whitespace()).is_some_and(char::is_alphanumeric);
            let line = before.rsplit('\n').next().unwrap_or("");
            inner.is_empty() && (goes_on(after) || line.chars().any(char::is_alphanumeric))
        };
        if after.starts_with('=') || omission() {
            return true;
        }
        let at = self.tree.marks.partition_point(|mark| mark.span.start + 400 < place.start);
        self.tree.marks[at..]
            .iter()
            .take_while(|mark| mark.span.start <= place.start)
            .any(|mark| matches!(mark.kind, MarkKind::Link | MarkKind::Code) && mark.span.end >= place.end)
    }

    /// The first of at least three labels in a row that nothing follows. Lines to sign or date are a form.
    fn blank_labels(&self) -> Vec<Span> {
        let mut found = Vec::new();
        let mut run: Vec<Span> = Vec::new();
        let blank = |block: &Block| {
            let text = self.text(block.content).trim_end();
            let short = !text.is_empty() && text.chars().count() <= 40 && !text.contains('_');
            (short && text.trim_end_matches(['*', '_']).ends_with([':', '：'])).then(|| self.bare(block.content))
        };
        for (id, block) in self.tree.iter() {
            match block.kind {
                BlockKind::Paragraph | BlockKind::ListItem { .. } => {}
                BlockKind::List { .. } => {
                    // A list under a label is its value.
                    run.pop();
                    flush(&mut run, &mut found);
                    continue;
                }
                _ => {
                    flush(&mut run, &mut found);
                    continue;
                }
            }
            match blank(block).filter(|_| block.end.0 == id.0 + 1) {
                Some(label) => run.push(label),
                None => flush(&mut run, &mut found),
            }
        }
        flush(&mut run, &mut found);
        found
    }
}

/// How many questions a text asks, but for what it quotes: 他们只想知道：“多少钱？”.
fn asked(text: &str) -> usize {
    let (mut count, mut quoted, mut straight) = (0, 0i32, false);
    for c in text.chars() {
        match c {
            '“' | '「' | '『' => quoted += 1,
            '”' | '」' | '』' => quoted -= 1,
            '"' => straight = !straight,
            '?' | '？' if quoted <= 0 && !straight => count += 1,
            _ => {}
        }
    }
    count
}

/// Whether what stands at a place of a sentence is part of a longer quotation: a pattern that the plan speaks of (“posts
/// called "Strange [City]"”), which nobody is to fill in here.
fn quotes_more(sentence: &str, at: usize) -> bool {
    let (before, here) = sentence.split_at(at);
    let straight = before.matches('"').count() % 2 == 1;
    let curly = before.rfind(['“', '「']).is_some_and(|open| !before[open..].contains(['”', '」']));
    if !straight && !curly {
        return false;
    }
    let Some(open) = before.rfind(['"', '“', '「']) else { return false };
    let Some(close) = here.find(['"', '”', '」']) else { return false };
    let word = |text: &str| text.contains(char::is_alphanumeric);
    let after = here[..close].find([']', '>', '】']).map_or("", |end| &here[end..close]);
    word(&before[open..]) || word(after)
}

/// Whether an author notes that something is still to be done: `TODO: change the picture`, `(TODO)`, `TBD: we will soon open
/// a list`. No template says so.
fn is_own_note(text: &str) -> bool {
    let text = text.trim().trim_start_matches(['*', '_']);
    let inner = text.trim_start_matches(['(', '（']);
    let opens = |word: &str| inner.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    let todo = opens("todo") && (inner.len() < text.len() || text.contains([':', '：']));
    todo || opens("tbd") && text.split_once([':', '：']).is_some_and(|(_, note)| !note.trim().is_empty())
}

/// Whether orders fill a section: nothing stands in it but requests in running text, of which one speaks to the author
/// (“your project”, 本项目). The answer for the last section asked is kept, so that no section is gone through twice.
#[derive(Default)]
struct Asks {
    last: Option<(SectionId, bool)>,
}

impl Asks {
    /// `at`: which sentence asks.
    fn fill(&mut self, reading: &Reading<'_>, at: usize) -> bool {
        const AUTHOR: [&str; 10] =
            ["your ", "you ", "this project", "this section", "this document", "你", "您", "本项目", "本节", "本部分"];
        let sentences = &reading.facts.sentences;
        let Some(section) = sentences[at].section else { return false };
        if let Some((last, told)) = self.last
            && last == section
        {
            return told;
        }
        let (mut plain, mut speaks) = (true, false);
        let own = |s: &&Sentence| s.section == Some(section);
        let before = sentences[..at].iter().rev().take_while(own);
        for sentence in before.chain(sentences[at..].iter().take_while(own)) {
            if sentence.place == Place::Heading {
                continue;
            }
            let words = fold(reading.text(sentence.span));
            speaks |= AUTHOR.iter().any(|word| words.contains(word));
            plain &= sentence.place == Place::Text && sentence.item.is_none() && reading.is_request(sentence);
        }
        self.last = Some((section, plain && speaks));
        plain && speaks
    }
}

/// What in brackets marks items in a text: `[P1][PRODUCT]`, where such marks stand side by side, `[Title] as agreed` and
/// `[Owner] the clerk`, where each of several lines opens with one of its own. The text is looked
/// through once, and only where it is asked.
#[derive(Default)]
struct Tags<'t> {
    text: &'t str,
    /// What stands side by side with another.
    beside: OnceCell<RapidHashSet<&'t str>>,
    /// What labels lines.
    labels: OnceCell<RapidHashSet<&'t str>>,
}

impl Tags<'_> {
    /// Whether words with their brackets are such a mark.
    fn has(&self, words: &str) -> bool {
        words.starts_with('[')
            && (self.beside.get_or_init(|| side_by_side(self.text)).contains(words)
                || self.labels.get_or_init(|| line_labels(self.text)).contains(words))
    }
}

/// The brackets of a text right before or behind another. No part of it is searched twice: where one search ends, the next
/// pair begins.
fn side_by_side(text: &str) -> RapidHashSet<&str> {
    let mut found = RapidHashSet::default();
    for (at, _) in text.match_indices("][") {
        found.extend(text[..at].rfind('[').map(|open| &text[open..=at]));
        let behind = &text[at + 1..];
        found.extend(behind.find(']').map(|close| &behind[..=close]));
    }
    found
}

/// From so many lines on, the brackets that open them are labels.
const LABELLED: usize = 3;

/// The brackets that open list items of a text and have words behind them, where they are several and none comes twice.
fn line_labels(text: &str) -> RapidHashSet<&str> {
    let mut found = RapidHashSet::default();
    for line in text.lines() {
        let Some(item) = line.trim_start().strip_prefix(['-', '*', '+']) else { continue };
        let item = item.trim_start();
        let Some((label, rest)) = item.strip_prefix('[').and_then(|inner| inner.split_once(']')) else { continue };
        let label = &item[..label.len() + 2];
        // A box to tick is no label.
        let named = label.len() > "[x]".len() && rest.trim_start().starts_with(char::is_alphanumeric);
        if named && !found.insert(label) {
            return RapidHashSet::default();
        }
    }
    if found.len() < LABELLED {
        found.clear();
    }
    found
}

fn flush(run: &mut Vec<Span>, found: &mut Vec<Span>) {
    if run.len() >= BLANK_LABELS {
        found.extend(run.first());
    }
    run.clear();
}
