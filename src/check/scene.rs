//! What a condition sees: a subject in a plan, and what can be asked of both.

use super::likeness::Likenesses;
use super::neighbours::{Elsewhere, Neighbours};
use crate::lexicon::{LexiconId, Vocabulary, simplify};
use crate::plan::*;
use crate::rules::{LiteralHits, Pattern, Region, RuleSet};
use crate::text::Span;
use rapidhash::RapidHashMap;
use std::borrow::Cow;
use std::cell::{OnceCell, RefCell};
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::rc::Rc;
use std::sync::{Arc, OnceLock};

/// The spans of a subject's text: one, those that the model has, or some put together.
pub enum Spans<'s> {
    /// One.
    One([Span; 1]),
    /// As the model has them.
    Kept(&'s [Span]),
    /// Put together.
    Made(Vec<Span>),
}

impl std::ops::Deref for Spans<'_> {
    type Target = [Span];

    fn deref(&self) -> &[Span] {
        match self {
            Self::One(one) => one,
            Self::Kept(spans) => spans,
            Self::Made(spans) => spans,
        }
    }
}

impl From<Span> for Spans<'_> {
    fn from(span: Span) -> Self {
        Self::One([span])
    }
}

impl From<Option<Span>> for Spans<'_> {
    fn from(span: Option<Span>) -> Self {
        span.map_or(Self::Kept(&[]), Self::from)
    }
}

/// Something a rule judges, or a member of a set.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Subject {
    /// The plan.
    Plan,
    /// A document.
    Document(DocumentId),
    /// A section.
    Section(SectionId),
    /// An item.
    Item(ItemId),
    /// An item of another plan of the workspace.
    Elsewhere(Elsewhere),
    /// A sentence.
    Sentence(SentenceId),
    /// A field.
    Field(FieldId),
    /// A text without a place in the model: a heading.
    Region(Vec<Span>),
    /// What stands around an item: its lead-in, and the texts of its section that all items in it share.
    Around(Option<Span>, Arc<[Span]>),
    /// A place that shows something: evidence, a link to nothing.
    Place(Span),
}

/// A sentence that can be a member of a set.
#[derive(Debug, Clone, Copy)]
pub struct Spoken {
    /// The sentence.
    pub id: SentenceId,
    /// The section that it stands in.
    pub section: Option<SectionId>,
}

/// Places in each document, in order.
type Places = Rc<[Vec<Range<u32>>]>;

/// What was found in a plan once, for all cores that judge it.
#[derive(Default)]
pub struct Found {
    /// The text of each document with its Chinese characters simplified; none where they are.
    simplified: OnceLock<Vec<Option<String>>>,
    /// Where the literals of the rules' patterns stand in each document; none where that is not known.
    literals: OnceLock<Vec<Option<LiteralHits>>>,
    sentences: OnceLock<Vec<Spoken>>,
}

/// A plan with its neighbours, prepared for questions.
pub struct Scene<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// All plans of the workspace.
    pub neighbours: &'a Neighbours<'a>,
    /// The words.
    pub vocabulary: &'a Vocabulary,
    rules: &'a RuleSet,
    likenesses: OnceCell<Likenesses>,
    pub(super) evidence: RefCell<HashMap<String, Arc<[Span]>>>,
    loose: OnceCell<Vec<Vec<SentenceId>>>,
    around: RefCell<HashMap<SectionId, Arc<[Span]>>>,
    heads: OnceCell<HashSet<Span>>,
    figures: RefCell<RapidHashMap<Span, Arc<[Span]>>>,
    ids: OnceCell<Vec<Span>>,
    found: Arc<Found>,
    /// Of each pattern that was asked for where its literals stand, document by document; none where that is not known.
    places: RefCell<RapidHashMap<usize, Option<Places>>>,
    /// Of each lexicon that was asked for the sentences in which a term of it lies.
    holding: RefCell<RapidHashMap<LexiconId, Rc<[SentenceId]>>>,
}

impl<'a> Scene<'a> {
    /// A plan among others, to be judged by these rules.
    pub fn new(plan: &'a Plan, neighbours: &'a Neighbours<'a>, rules: &'a RuleSet, vocabulary: &'a Vocabulary) -> Self {
        Self {
            rules,
            plan,
            neighbours,
            vocabulary,
            likenesses: OnceCell::new(),
            evidence: RefCell::default(),
            loose: OnceCell::new(),
            around: RefCell::default(),
            heads: OnceCell::new(),
            figures: RefCell::default(),
            ids: OnceCell::new(),
            found: Arc::default(),
            places: RefCell::default(),
            holding: RefCell::default(),
        }
    }

    /// What this and others of the same plan and rules share.
    pub fn found(&self) -> Arc<Found> {
        self.found.clone()
    }

    /// The same plan and rules, on another core.
    pub fn sharing(self, found: Arc<Found>) -> Self {
        Self { found, ..self }
    }

    /// Which items are like which.
    pub fn likenesses(&self) -> &Likenesses {
        self.likenesses.get_or_init(|| Likenesses::new(self.plan))
    }

    /// Running text of a section up to the nearest heading over it, and that heading.
    pub fn around(&self, section: Option<SectionId>) -> Arc<[Span]> {
        let Some(section) = section else { return Arc::default() };
        if let Some(known) = self.around.borrow().get(&section) {
            return known.clone();
        }
        let mut spans = Vec::new();
        for (id, section) in self.plan.ancestors(Some(section)) {
            let sentences = self.loose_sentences(id).iter().filter_map(|s| self.plan.facts.sentences.get(s.0 as usize));
            spans.extend(sentences.map(|sentence| sentence.span));
            if !self.entitles(section) {
                spans.push(section.title);
            }
            if !section.run_in {
                break;
            }
        }
        spans.retain(|span| !span.is_empty());
        let spans: Arc<[Span]> = spans.into();
        self.around.borrow_mut().insert(section, spans.clone());
        spans
    }

    /// Whether a section's heading is the title of its document, or says it again: it speaks of the whole plan.
    pub fn entitles(&self, section: &Section) -> bool {
        let document = self.plan.document(section.document);
        document.titled
            && (document.title.overlaps(section.title) || self.text(document.title) == self.text(section.title))
    }

    /// The labels of fields, column heads among them.
    pub fn heads(&self) -> &HashSet<Span> {
        self.heads.get_or_init(|| self.plan.facts.fields.iter().filter_map(|f| f.label).collect())
    }

    /// Running text of a section that belongs to no item.
    pub fn loose_sentences(&self, section: SectionId) -> &[SentenceId] {
        let all = self.loose.get_or_init(|| {
            let mut by_section = vec![Vec::new(); self.plan.facts.sections.len()];
            for (at, sentence) in self.plan.facts.sentences.iter().enumerate() {
                if let (Some(section), None, Place::Text | Place::Quote) =
                    (sentence.section, sentence.item, sentence.place)
                {
                    by_section[section.at()].push(SentenceId(at as u32));
                }
            }
            by_section
        });
        all.get(section.at()).map_or(&[], Vec::as_slice)
    }

    /// Whether a place lies in an id, where it is defined or where it is referred to.
    pub fn in_id(&self, place: Span) -> bool {
        let ids = self.ids.get_or_init(|| {
            let facts = &self.plan.facts;
            let defined = facts.items.iter().filter_map(|item| item.id.as_ref().map(|id| id.span));
            let mut ids: Vec<Span> = defined.chain(facts.references.iter().map(|r| r.span)).collect();
            ids.sort_by_key(|span| (span.file.0, span.start));
            ids
        });
        let first = ids.partition_point(|id| (id.file.0, id.start) <= (place.file.0, place.start));
        ids[..first].iter().rev().take(4).any(|id| id.contains(place))
    }

    /// The number of a span's document, and its start: the order of places in a plan.
    pub fn order_of(&self, span: Span) -> (u32, u32) {
        (self.plan.document_id(span).map_or(u32::MAX, |id| id.0), span.start)
    }

    /// The spans of a subject's text.
    pub fn region<'s>(&'s self, subject: &'s Subject, region: Region) -> Spans<'s> {
        let plan = self.plan;
        match subject {
            Subject::Plan => match region {
                // A heading that names a kind of section is the plan's place, and no title.
                Region::Title if plan.documents.first().is_some_and(|d| !d.titled) => Spans::Kept(&[]),
                Region::Title => plan.title().into(),
                _ => Spans::Made(plan.documents.iter().map(|d| d.source.span()).collect()),
            },
            Subject::Document(id) => match region {
                Region::Title => plan.document(*id).title.into(),
                _ => plan.document(*id).source.span().into(),
            },
            Subject::Section(id) => match region {
                Region::Title => plan.section(*id).title.into(),
                _ => plan.section(*id).span.into(),
            },
            Subject::Item(id) => item_region(plan, *id, region),
            Subject::Elsewhere(there) => match self.neighbours.plan(there.plan) {
                Some(plan) => item_region(plan, there.item, region),
                None => Spans::Kept(&[]),
            },
            Subject::Sentence(id) => plan.facts.sentences.get(id.0 as usize).map(|s| s.span).into(),
            Subject::Field(id) => plan.facts.fields.get(id.0 as usize).map(|f| f.value).into(),
            Subject::Region(spans) => Spans::Kept(spans),
            Subject::Around(lead_in, spans) => Spans::Made(lead_in.iter().chain(spans.iter()).copied().collect()),
            Subject::Place(span) => (*span).into(),
        }
    }

    /// The text at a span.
    pub fn text(&self, span: Span) -> &'a str {
        self.document(span).and_then(|d| d.source.text.get(span.range())).unwrap_or("")
    }

    /// The text at a span as a pattern reads it.
    pub fn readable(&self, pattern: &Pattern, span: Span) -> Cow<'_, str> {
        if !pattern.reads_simplified() {
            return Cow::Borrowed(self.text(span));
        }
        // Every character stands where it stood.
        match self.plan.document_id(span) {
            Some(id) => Cow::Borrowed(self.simplified(id).get(span.range()).unwrap_or("")),
            None => simplify(self.text(span)),
        }
    }

    fn simplified(&self, document: DocumentId) -> &str {
        let changed = self.found.simplified.get_or_init(|| {
            let changed = |text| if let Cow::Owned(changed) = simplify(text) { Some(changed) } else { None };
            self.plan.documents.iter().map(|document| changed(&document.source.text)).collect()
        });
        let own = &*self.plan.document(document).source.text;
        changed.get(document.at()).and_then(Option::as_deref).unwrap_or(own)
    }

    fn literals(&self) -> &[Option<LiteralHits>] {
        self.found.literals.get_or_init(|| {
            let literals = self.rules.literals();
            let documents = (0..self.plan.documents.len()).map(|at| DocumentId(at as u32));
            documents.map(|document| literals?.find(self.simplified(document))).collect()
        })
    }

    /// Where the literals of a pattern stand in each document; none where it may be found without any.
    fn places(&self, pattern: &Pattern) -> Option<Places> {
        let identity = pattern.identity();
        if let Some(known) = self.places.borrow().get(&identity) {
            return known.clone();
        }
        let places = self.rules.literals().and_then(|literals| {
            self.literals().iter().map(|hits| literals.places(pattern, hits.as_ref()?)).collect::<Option<Places>>()
        });
        self.places.borrow_mut().insert(identity, places.clone());
        places
    }

    /// Whether a pattern may be found in a span; where not, it is not.
    pub fn may_stand(&self, pattern: &Pattern, span: Span) -> bool {
        let (Some(places), Some(document)) = (self.places(pattern), self.plan.document_id(span)) else { return true };
        let Some(places) = places.get(document.at()) else { return true };
        let first = places.partition_point(|place| place.start < span.start);
        places[first..].iter().take_while(|place| place.start < span.end).any(|place| place.end <= span.end)
    }

    /// Whether a pattern may be found in any text of the plan; where not, it is not.
    pub fn may_stand_anywhere(&self, pattern: &Pattern) -> bool {
        self.places(pattern).is_none_or(|places| places.iter().any(|places| !places.is_empty()))
    }

    /// The sentences in which a pattern may be found, in order; none where it may be any.
    pub fn sentences_for(&self, pattern: &Pattern) -> Option<Vec<SentenceId>> {
        let places = self.places(pattern)?;
        let documents = places.iter().enumerate().map(|(number, places)| (DocumentId(number as u32), places));
        let sentences = documents.flat_map(|(here, places)| self.plan.facts.sentences_at(here, places.iter().cloned()));
        Some(sentences.collect())
    }

    /// The sentences that can be members of a set, in order.
    pub fn sentences(&self) -> &[Spoken] {
        self.found.sentences.get_or_init(|| {
            let sentences = self.plan.facts.sentences.iter().enumerate();
            let counted = sentences.filter(|(_, s)| match s.place {
                Place::Code | Place::Heading => false,
                // Column heads name what the cells below them say.
                Place::Cell => !self.heads().contains(&s.span),
                _ => true,
            });
            counted.map(|(at, s)| Spoken { id: SentenceId(at as u32), section: s.section }).collect()
        })
    }

    /// The sentences in which a term of the lexicon lies, in order.
    pub fn sentences_with(&self, lexicon: LexiconId) -> Rc<[SentenceId]> {
        if let Some(known) = self.holding.borrow().get(&lexicon) {
            return known.clone();
        }
        let found: Rc<[SentenceId]> = self.plan.sentences_with(lexicon).into();
        self.holding.borrow_mut().insert(lexicon, found.clone());
        found
    }

    /// The document of a span, of this plan or of another one.
    pub fn document(&self, span: Span) -> Option<&'a Document> {
        self.plan.document_of(span).or_else(|| self.neighbours.document_of(span).map(|document| &**document))
    }

    /// The figures in a span that are no dates and stand in no id.
    pub fn figures(&self, span: Span) -> Arc<[Span]> {
        if let Some(known) = self.figures.borrow().get(&span) {
            return known.clone();
        }
        let found = values::numbers_in(self.text(span)).into_iter();
        let places = found.map(|at| span.with(span.start + at.start as u32, span.start + at.end as u32));
        let places: Arc<[Span]> = places.filter(|figure| !self.in_id(*figure)).collect();
        self.figures.borrow_mut().insert(span, places.clone());
        places
    }

    /// The places of a lexicon's terms in a span.
    pub fn hits(&self, span: Span, lexicon: LexiconId) -> impl Iterator<Item = Span> + 'a {
        let hits = self.document(span).map(|document| document.hits.of(lexicon, span));
        hits.into_iter().flatten().map(move |hit| span.with(hit.start, hit.end))
    }

    /// Whether a term of the named lexicon lies in the span.
    pub fn has(&self, span: Span, lexicon: &str) -> bool {
        let lexicon = self.vocabulary.lexicon(lexicon);
        lexicon.zip(self.document(span)).is_some_and(|(lexicon, document)| document.hits.has(lexicon, span))
    }

    /// Where a subject is, for order in the document.
    pub fn place(&self, subject: &Subject) -> Option<(u32, u32)> {
        let span = match subject {
            Subject::Plan | Subject::Elsewhere(_) => return None,
            Subject::Item(id) => self.plan.item(*id).span,
            Subject::Section(id) => self.plan.section(*id).span,
            other => *self.region(other, Region::Whole).first()?,
        };
        Some(self.order_of(span))
    }

    /// The section that a subject stands in.
    pub fn section_of(&self, subject: &Subject) -> Option<SectionId> {
        match subject {
            Subject::Item(id) => self.plan.item(*id).section,
            Subject::Sentence(id) => self.plan.facts.sentences.get(id.0 as usize).and_then(|s| s.section),
            Subject::Section(id) => Some(*id),
            Subject::Field(id) => {
                let field = self.plan.facts.fields.get(id.0 as usize)?;
                self.plan.item(field.item?).section
            }
            _ => None,
        }
    }
}

/// Sentences of a section that no item but this one holds, below its heading (which bears its id).
fn own_sentences(plan: &Plan, section: SectionId, item: ItemId) -> impl Iterator<Item = Span> + '_ {
    plan.sentences_of(item)
        .map(|(_, sentence)| sentence)
        .filter(move |s| s.section == Some(section) && !matches!(s.place, Place::Field | Place::Heading))
        .map(|sentence| sentence.span)
}

/// In order, each once.
pub fn in_order(mut ids: Vec<SentenceId>) -> Vec<SentenceId> {
    ids.sort_unstable();
    ids.dedup();
    ids
}

fn item_region(plan: &Plan, id: ItemId, region: Region) -> Spans<'_> {
    let item = plan.item(id);
    let spans = match region {
        Region::Title => return item.title.into(),
        Region::Own => return Spans::Kept(&item.own),
        Region::Parts => {
            let mut spans = item.own.clone();
            spans.extend(item.parts.iter().copied());
            spans.extend(item.opens.iter().flat_map(|section| own_sentences(plan, *section, id)));
            spans
        }
        // The cells of a row that say something: not its number.
        Region::Whole if item.form == Form::Row => {
            let mut spans = item.own.clone();
            spans.extend(item.parts.iter().copied());
            spans.extend(plan.fields(Some(id)).map(|f| f.value));
            spans
        }
        Region::Whole => {
            let mut spans = without_labels(plan, id);
            spans.extend(item.own.iter().filter(|s| !item.span.contains(**s)));
            spans.extend(plan.fields(Some(id)).map(|f| f.value).filter(|s| !item.span.contains(*s)));
            spans
        }
    };
    Spans::Made(spans)
}

/// The item whose title a sentence is or holds.
pub(super) fn titled<'p>(plan: &'p Plan, sentence: &Sentence) -> Option<&'p Item> {
    let item = plan.item(sentence.item?);
    (item.title.file == sentence.span.file && sentence.span.overlaps(item.title)).then_some(item)
}

/// Whether the field says something; a statement for all tasks gives each an owner.
pub(super) fn present(plan: &Plan, item: Option<ItemId>, name: FieldName) -> bool {
    let said = plan.field(item, name).is_some_and(|field| !matches!(field.read, Value::Empty));
    match (name, item) {
        _ if said => true,
        (FieldName::Owner, Some(_)) => plan.statements.owner_for_all.is_some(),
        (FieldName::Horizon, None) => plan.horizon.is_some(),
        _ => false,
    }
}

/// All of an item but the labels of its fields: “serves:” says nothing of what it serves.
fn without_labels(plan: &Plan, id: ItemId) -> Vec<Span> {
    let span = plan.item(id).span;
    let mut labels: Vec<Span> = plan.fields(Some(id)).filter_map(|f| f.label).filter(|l| span.contains(*l)).collect();
    labels.sort_unstable();
    let mut pieces = Vec::with_capacity(labels.len() + 1);
    let mut at = span.start;
    for label in labels {
        if label.start > at {
            pieces.push(span.with(at, label.start));
        }
        at = at.max(label.end);
    }
    if span.end > at {
        pieces.push(span.with(at, span.end));
    }
    pieces
}
