//! The plan model: flat vectors with indices, spans instead of text.

use super::fault::Fault;
use super::index::{ByItem, Files};
use super::kinds::*;
use super::reason::{WhyChosen, WhyPlan};
use super::ties::Ties;
use super::values::{DateValue, HorizonValue, Interval, MoneyValue, PriorityValue};
use crate::lexicon::{Hits, LexiconId, Prose};
use crate::syntax::{BlockId, Tree};
use crate::text::{SourceFile, Span};
use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// Declares a number that points into a vector of the plan.
macro_rules! index {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(pub u32);
        impl $name {
            /// As an index.
            pub fn at(self) -> usize { self.0 as usize }
        }
    };
}
index! {
    /// A document of the plan.
    DocumentId
}
index! {
    /// A section of the plan.
    SectionId
}
index! {
    /// An item of the plan.
    ItemId
}
index! {
    /// A field of the plan.
    FieldId
}
index! {
    /// A sentence of the plan.
    SentenceId
}

/// The facts of one text, by themselves. `assemble` joins documents into a [`Plan`] and shifts their indices.
#[derive(Debug)]
pub struct Document {
    /// The text.
    pub source: SourceFile,
    /// Its syntax.
    pub tree: Tree,
    /// Its language (the greater part of its words).
    pub language: Language,
    /// Running text folded for matching, without markup, code and comments.
    pub prose: Prose,
    /// Where terms of the lexicons occur in it, by place.
    pub hits: Hits,
    /// The title: front matter or top-level key `title`, else first heading, else first line.
    pub title: Span,
    /// Whether that is a title, and not the heading of a section (`# Tasks`).
    pub titled: bool,
    /// Sections, items, fields and sentences, with indices from 0.
    pub facts: Facts,
    /// Why it is a plan, or not one, taken by itself.
    pub recognition: Recognition,
    /// Suppression comments.
    pub suppressions: Vec<Suppression>,
    /// What decides with which others it belongs together, once somebody asked.
    pub(super) ties: OnceLock<Ties>,
}

/// The flat vectors of facts of a document or plan, all in document order.
#[derive(Debug, Default, Clone)]
pub struct Facts {
    /// Sections.
    pub sections: Vec<Section>,
    /// Items.
    pub items: Vec<Item>,
    /// Fields of items (with `item`) and of the plan (without).
    pub fields: Vec<Field>,
    /// Sentences of running text: of paragraphs, items, cells, quotes, code.
    pub sentences: Vec<Sentence>,
    /// References to ids.
    pub references: Vec<Reference>,
    /// What parser and model noticed.
    pub problems: Vec<Problem>,
}

/// Items nest at most so deep; what lies deeper is not looked for.
const DEPTH: usize = 16;

impl Document {
    /// Leaves of it what findings are written from: its text, or where lines and columns of `places` are enough, those.
    fn shed(&mut self, places: Option<&[Span]>) {
        if let Some(places) = places {
            let file = self.source.id;
            let own = places.iter().filter(|place| place.file == file);
            self.source.forget(own.flat_map(|place| [place.start, place.end]));
        }
        self.tree.shed();
        self.prose = Prose::default();
        self.hits = Hits::default();
        self.ties = OnceLock::new();
        self.facts = Facts::default();
    }
}

impl Facts {
    /// Gives back room that is not used.
    pub(super) fn shrink(&mut self) {
        self.sections.shrink_to_fit();
        self.items.shrink_to_fit();
        self.fields.shrink_to_fit();
        self.sentences.shrink_to_fit();
        self.references.shrink_to_fit();
    }

    /// The sections from `section` upward.
    pub(super) fn ancestors(&self, section: Option<SectionId>) -> impl Iterator<Item = (SectionId, &Section)> {
        let mut next = section;
        std::iter::from_fn(move || {
            let id = next?;
            let section = &self.sections[id.at()];
            next = section.parent;
            Some((id, section))
        })
    }

    /// The sentences in which a term of the lexicon lies, in order; the facts are those of these documents.
    pub(super) fn sentences_with(&self, documents: &[Arc<Document>], lexicon: LexiconId) -> Vec<SentenceId> {
        let documents = documents.iter().enumerate().map(|(number, document)| (DocumentId(number as u32), document));
        let found = documents.flat_map(|(here, document)| {
            let hits = document.hits.of(lexicon, document.source.span());
            self.sentences_at(here, hits.map(|hit| hit.start..hit.end))
        });
        found.collect()
    }

    /// The sentences of a document in which places lie that come in order, each sentence once.
    pub fn sentences_at(&self, document: DocumentId, places: impl Iterator<Item = Range<u32>>) -> Vec<SentenceId> {
        // They come by place, document by document, and none reaches into another.
        let from = self.sentences.partition_point(|sentence| sentence.document < document);
        let mut found: Vec<SentenceId> = Vec::new();
        for place in places {
            let key = (document, place.start);
            let after = self.sentences[from..].partition_point(|s| (s.document, s.span.start) <= key);
            let Some(last) = after.checked_sub(1).map(|last| SentenceId((from + last) as u32)) else { continue };
            if self.sentences[last.at()].span.end >= place.end && found.last() != Some(&last) {
                found.push(last);
            }
        }
        found
    }

    /// The items above an item, from the nearest.
    pub fn above(&self, item: ItemId) -> impl Iterator<Item = ItemId> + '_ {
        std::iter::successors(self.items[item.at()].parent, |id| self.items[id.at()].parent).take(DEPTH)
    }
}

/// A heading, or a run-in label, with what stands under it.
#[derive(Debug, Clone)]
pub struct Section {
    /// Its document.
    pub document: DocumentId,
    /// The words of its heading without numbering and markup; empty for what stands before the first heading.
    pub title: Span,
    /// Everything from its heading to the next heading of its level or above.
    pub span: Span,
    /// Depth from 1; 0 for what stands before the first heading.
    pub level: u8,
    /// The section that holds it.
    pub parent: Option<SectionId>,
    /// Kinds that its own heading names.
    pub own_kinds: SectionKinds,
    /// Its own kinds, or else those it inherits.
    pub kinds: SectionKinds,
    /// Whether anything but prompts and placeholders stands below its heading, sub-sections included.
    pub filled: bool,
    /// Whether its heading is a run-in label or lead-in and not a heading of its own.
    pub run_in: bool,
    /// Whether its heading is marked as one: `#`, underlined, a numbered line, a key of YAML. A bold or short line may as
    /// well be a field or a sentence.
    pub marked: bool,
    /// Whether its heading is nothing but the name of a kind: “Risks”, and not “Risk appetite of the board”.
    pub named: bool,
    /// Whether it is of no kind, and its heading or one above it names a piece of work: 推进数据共享.
    pub work: bool,
    /// Whether its heading is itself a phase ("Phase 1", "Q2 2027", "Now", 第一阶段).
    pub phase: bool,
    /// Whether the heading is also an item (its title is that item's).
    pub item: Option<ItemId>,
}

/// An id as it is written and as it is compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Id {
    /// Where it is written.
    pub span: Span,
    /// Folded: upper case, half-width, without leading zeros: what references are compared with.
    pub key: Box<str>,
}

/// A need, goal, task … that the plan states.
#[derive(Debug, Clone)]
pub struct Item {
    /// Its document.
    pub document: DocumentId,
    /// What it is.
    pub kind: ItemKind,
    /// How it was recognised.
    pub confidence: Confidence,
    /// What its kind rests on.
    pub basis: Basis,
    /// Its id.
    pub id: Option<Id>,
    /// Its number in a numbered list or outline.
    pub number: Option<u32>,
    /// What it says it is, without id, number, fields and the markup at the ends.
    pub title: Span,
    /// Its own text: title and own paragraphs, without fields and parts.
    pub own: Vec<Span>,
    /// All of it: with fields, cells and parts.
    pub span: Span,
    /// The section it stands in (of an item that is a heading: the section above).
    pub section: Option<SectionId>,
    /// The section that it opens, if it is a heading.
    pub opens: Option<SectionId>,
    /// The item that holds it (a goal over its tasks).
    pub parent: Option<ItemId>,
    /// Its parts: steps, milestones, check boxes below it, that are no items.
    pub parts: Vec<Span>,
    /// Lead-in over its list, if there is one.
    pub lead_in: Option<Span>,
    /// Open, done or excluded.
    pub state: State,
    /// Depth: nesting below the first item of its section; items of one level can be duplicates.
    pub level: u8,
    /// How it is written.
    pub form: Form,
    /// The block it comes from.
    pub block: BlockId,
    /// An item of a problems section that stands as a need (only for PRF004, PRF018 and links).
    pub problem: bool,
    /// A further place of an id that is defined elsewhere (overview row, sign-off row): no subject.
    pub repeats: Option<ItemId>,
}

/// How an item is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A list item.
    List,
    /// A table row.
    Row,
    /// A heading with what stands under it.
    Heading,
    /// A paragraph.
    Paragraph,
    /// A YAML entry.
    Yaml,
}

/// Where a field's value comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// Its own label, cell or key.
    Own,
    /// Its own sentence ("… the Permit Office will …").
    Prose,
    /// A part of the item.
    Part,
    /// The lead-in or heading over its list.
    LeadIn,
    /// The item above it.
    Parent,
    /// A sentence about all tasks.
    All,
    /// Front matter or a top-level key.
    Front,
    /// Configuration.
    Config,
}

/// A labelled value.
#[derive(Debug, Clone)]
pub struct Field {
    /// Which.
    pub name: FieldName,
    /// The item it belongs to; none: the plan.
    pub item: Option<ItemId>,
    /// Its document.
    pub document: DocumentId,
    /// The label, cell head or key, where there is one.
    pub label: Option<Span>,
    /// The value as written; empty span at its place where there is none.
    pub value: Span,
    /// What it was read as.
    pub read: Value,
    /// Where it comes from.
    pub origin: Origin,
}

/// What a value was read as, by its field.
#[derive(Debug, Clone)]
pub enum Value {
    /// Nothing: empty cell, `—`, TBD, 待定.
    Empty,
    /// Words.
    Text,
    /// `due`, `start`.
    Date(DateValue),
    /// `horizon`.
    Horizon(HorizonValue),
    /// `budget`.
    Money(MoneyValue),
    /// `priority`.
    Priority(PriorityValue),
}

/// A sentence or a cell, heading or list line without sentence end.
#[derive(Debug, Clone, Copy)]
pub struct Sentence {
    /// Where.
    pub span: Span,
    /// Its document.
    pub document: DocumentId,
    /// The section it stands in.
    pub section: Option<SectionId>,
    /// The item it belongs to (the innermost).
    pub item: Option<ItemId>,
    /// What it stands in.
    pub place: Place,
}

impl Sentence {
    /// Whether it is running text that is of no item.
    pub(super) fn is_running(&self) -> bool {
        self.place == Place::Text && self.item.is_none()
    }
}

/// What a sentence stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Running text, list items.
    Text,
    /// A heading.
    Heading,
    /// A table cell.
    Cell,
    /// A block quote.
    Quote,
    /// Code.
    Code,
    /// The value of a labelled field.
    Field,
}

/// A mention of an id.
#[derive(Debug, Clone)]
pub struct Reference {
    /// The item that mentions it, if any.
    pub item: Option<ItemId>,
    /// Its document.
    pub document: DocumentId,
    /// Where the id is written.
    pub span: Span,
    /// What it is compared by (see [`Id::key`]).
    pub key: Box<str>,
    /// What it says.
    pub relation: Relation,
    /// Whether it stands in a link field (then an unknown id is always a fault).
    pub field: bool,
    /// The item it means, once the plan is assembled.
    pub target: Option<ItemId>,
}

/// Something parser or model noticed, for the rules that report it (`problem:`).
#[derive(Debug, Clone)]
pub struct Problem {
    /// Which: `duplicate-id`, `unknown-reference`, `invalid-value`, `unreadable-text`, `dependency-cycle` …
    pub name: &'static str,
    /// The item it is about, if any.
    pub item: Option<ItemId>,
    /// The document.
    pub document: DocumentId,
    /// Where.
    pub span: Span,
    /// Other places that belong to it, with what they are.
    pub related: Vec<(Span, RelatedNote)>,
    /// `{text}` of the message: what was found, or why it cannot be right.
    pub fault: Fault,
    /// `{suggestion}` of the message.
    pub suggestion: Option<String>,
    /// A safe mend.
    pub fix: Option<(Span, String)>,
}

/// What a related place is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RelatedNote {
    /// The first definition.
    FirstDefinition,
    /// What is most like the id that is missing.
    DidYouMean,
    /// A link of a cycle.
    DependsOn,
    /// The value it contradicts.
    Against,
    /// One more of the same kind.
    Also,
}

/// A suppression comment.
#[derive(Debug, Clone)]
pub struct Suppression {
    /// The whole comment.
    pub span: Span,
    /// What it names: codes, names, families, with their places; empty: all rules.
    pub rules: Vec<(Span, Box<str>)>,
    /// What it covers; `File` and block forms are resolved to a span.
    pub covers: Span,
    /// Whether it covers the whole file (plan-level findings too).
    pub whole_file: bool,
    /// The reason after `--`.
    pub reason: Option<Span>,
    /// The last day it is valid.
    pub until: Option<(Span, DateValue)>,
}

/// Whether and why a document is a plan.
#[derive(Debug, Clone)]
pub struct Recognition {
    /// The verdict.
    pub verdict: Verdict,
    /// Why.
    pub reason: WhyPlan,
}

/// How a document stands to plans.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// A plan by declaration.
    Declared,
    /// A plan by title noun and items, or by its sections.
    Recognised,
    /// No plan by itself, though it may be a member of a group.
    NotByItself,
    /// Never a plan unless declared: README, changelog, template, minutes, report, guide, manifest.
    Never,
}

/// A link between two items, or to an unknown one.
#[derive(Debug, Clone, Copy)]
pub struct Link {
    /// From.
    pub from: ItemId,
    /// What it says.
    pub relation: Relation,
    /// To; none where nothing has that id.
    pub to: Option<ItemId>,
    /// Where it is written; of a structural link the title of the item it comes from.
    pub span: Span,
    /// Whether it follows from structure (nesting, quoting a title) and is not written as an id.
    pub structural: bool,
}

/// A choice with its ground.
#[derive(Debug, Clone)]
pub struct Chosen<T> {
    /// What.
    pub value: T,
    /// Why.
    pub why: WhyChosen,
}

/// Documents that are judged together.
#[derive(Debug)]
pub struct Plan {
    /// Its name: configured, or its title.
    pub name: String,
    /// Its documents, in order.
    pub documents: Vec<Arc<Document>>,
    /// Facts of all documents, indices shifted, inherited fields added.
    pub facts: Facts,
    /// Links between items.
    pub links: Vec<Link>,
    /// Language of the greater part.
    pub language: Language,
    /// Whose plan.
    pub profile: Chosen<Profile>,
    /// Whole or part.
    pub scope: Chosen<Scope>,
    /// What kind of plan.
    pub plan_type: Chosen<PlanType>,
    /// Where in its life.
    pub status: Chosen<PlanStatus>,
    /// The planning period: explicit (field, title) or read from text; with its place.
    pub horizon: Option<Horizon>,
    /// Whether it is for a year or more.
    pub lasts_a_year: bool,
    /// Whether at least a third of the tasks build, buy or run systems, or title or goal say so.
    pub systems: Chosen<bool>,
    /// Highest priority rank in use, and whether three levels or more are.
    pub top_rank: Option<u8>,
    /// Statements about all tasks.
    pub statements: Statements,
    /// How many items of each kind it states, in the order of [`ItemKind::ALL`]; excluded ones are not counted, and of
    /// what is defined in several places one is.
    pub stated: [u32; ItemKind::ALL.len()],
    /// Fields and links by item.
    pub(super) index: Index,
}

/// What belongs to which item, for look-ups in constant time.
#[derive(Debug, Default)]
pub(super) struct Index {
    fields: ByItem,
    of_plan: Vec<u32>,
    from: ByItem,
    to: ByItem,
    sentences: ByItem,
    children: ByItem,
    files: Files,
}

impl Index {
    /// Indexes a plan.
    pub(super) fn new(documents: &[Arc<Document>], facts: &Facts, links: &[Link]) -> Self {
        let items = facts.items.len();
        let without = facts.fields.iter().enumerate().filter(|(_, field)| field.item.is_none());
        Self {
            fields: ByItem::new(items, facts.fields.iter().map(|field| field.item.map(|id| id.0))),
            of_plan: without.map(|(at, _)| at as u32).collect(),
            from: ByItem::new(items, links.iter().map(|link| Some(link.from.0))),
            to: ByItem::new(items, links.iter().map(|link| link.to.map(|id| id.0))),
            sentences: ByItem::new(items, facts.sentences.iter().map(|sentence| sentence.item.map(|id| id.0))),
            children: ByItem::new(items, facts.items.iter().map(|item| item.parent.map(|id| id.0))),
            files: Files::new(documents.iter().map(|document| document.source.id)),
        }
    }
}

/// The planning period.
#[derive(Debug, Clone)]
pub struct Horizon {
    /// What it says.
    pub value: HorizonValue,
    /// As days, where it has both ends.
    pub interval: Option<Interval>,
    /// Where.
    pub span: Span,
    /// Whether it stands in a field or the title.
    pub explicit: bool,
}

/// Statements about all tasks of a plan.
#[derive(Debug, Clone, Default)]
pub struct Statements {
    /// A sentence that makes somebody responsible for every task.
    pub owner_for_all: Option<Span>,
}

impl Plan {
    /// The document.
    pub fn document(&self, id: DocumentId) -> &Document {
        &self.documents[id.at()]
    }

    /// The document of a span's file.
    pub fn document_of(&self, span: Span) -> Option<&Document> {
        self.document_id(span).and_then(|id| self.documents.get(id.at())).map(|d| &**d)
    }

    /// The number of the document of a span's file.
    pub fn document_id(&self, span: Span) -> Option<DocumentId> {
        self.index.files.find(span.file).map(DocumentId)
    }

    /// Leaves of a plan that is judged what findings are written from: what it was judged as, its texts, or where lines
    /// and columns of `places` are enough, those. Documents that somebody else has stay as they are.
    pub fn shed(&mut self, places: Option<&[Span]>) {
        self.documents.iter_mut().filter_map(Arc::get_mut).for_each(|document| document.shed(places));
        self.facts = Facts::default();
        self.links = Vec::new();
        self.index = Index { files: std::mem::take(&mut self.index.files), ..Index::default() };
    }

    /// The text at a span.
    pub fn text(&self, span: Span) -> &str {
        self.document_of(span).map_or("", |d| d.source.slice(span))
    }

    /// The item.
    pub fn item(&self, id: ItemId) -> &Item {
        &self.facts.items[id.at()]
    }

    /// The section.
    pub fn section(&self, id: SectionId) -> &Section {
        &self.facts.sections[id.at()]
    }

    /// All items with their numbers.
    pub fn items(&self) -> impl Iterator<Item = (ItemId, &Item)> {
        self.facts.items.iter().enumerate().map(|(i, item)| (ItemId(i as u32), item))
    }

    /// All sections with their numbers.
    pub fn sections(&self) -> impl Iterator<Item = (SectionId, &Section)> {
        self.facts.sections.iter().enumerate().map(|(i, section)| (SectionId(i as u32), section))
    }

    /// The fields of an item, or of the plan, in order of precedence.
    pub fn fields(&self, item: Option<ItemId>) -> impl Iterator<Item = &Field> {
        let numbers: &[u32] = match item {
            Some(item) => self.index.fields.of(item.0),
            None => &self.index.of_plan,
        };
        numbers.iter().map(|&at| &self.facts.fields[at as usize])
    }

    /// The field of an item, or of the plan: the first that says something, else the first. What a label says comes before
    /// what running text says: “mend the old release until April 2029” is due when “Due:” says.
    pub fn field(&self, item: Option<ItemId>, name: FieldName) -> Option<&Field> {
        let mut all = self.fields(item).filter(|field| field.name == name);
        let first = all.next()?;
        let says = |field: &&Field| !matches!(field.read, Value::Empty);
        let told = first.origin == Origin::Prose;
        if told || !says(&first) {
            return all.find(|field| says(field) && (!told || field.origin == Origin::Own)).or(Some(first));
        }
        Some(first)
    }

    /// The sections from `section` upward.
    pub fn ancestors(&self, section: Option<SectionId>) -> impl Iterator<Item = (SectionId, &Section)> {
        self.facts.ancestors(section)
    }

    /// The links that start at an item.
    pub fn links_from(&self, item: ItemId) -> impl Iterator<Item = &Link> {
        self.index.from.of(item.0).iter().map(|&at| &self.links[at as usize])
    }

    /// The links that end at an item.
    pub fn links_to(&self, item: ItemId) -> impl Iterator<Item = &Link> {
        self.index.to.of(item.0).iter().map(|&at| &self.links[at as usize])
    }

    /// The sentences whose innermost item this is.
    pub fn sentences_of(&self, item: ItemId) -> impl Iterator<Item = (SentenceId, &Sentence)> {
        let numbers = self.index.sentences.of(item.0).iter();
        numbers.map(|&at| (SentenceId(at), &self.facts.sentences[at as usize]))
    }

    /// The sentences in which a term of the lexicon lies, in order.
    pub fn sentences_with(&self, lexicon: LexiconId) -> Vec<SentenceId> {
        self.facts.sentences_with(&self.documents, lexicon)
    }

    /// The items directly below an item.
    pub fn children_of(&self, item: ItemId) -> impl Iterator<Item = ItemId> {
        self.index.children.of(item.0).iter().map(|&at| ItemId(at))
    }

    /// The span of the plan's title.
    pub fn title(&self) -> Span {
        self.documents.first().map_or_else(Span::default, |d| d.title)
    }
}
