//! What a condition sees: a subject in a plan, and what can be asked of both.

use super::likeness::Likenesses;
use super::neighbours::{Elsewhere, Neighbours};
use crate::lexicon::{LexiconId, Vocabulary};
use crate::plan::*;
use crate::rules::Region;
use crate::text::Span;
use rapidhash::RapidHashMap;
use std::cell::{OnceCell, RefCell};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

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

/// A plan with its neighbours, prepared for questions.
pub struct Scene<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// All plans of the workspace.
    pub neighbours: &'a Neighbours<'a>,
    /// The words.
    pub vocabulary: &'a Vocabulary,
    likenesses: OnceCell<Likenesses>,
    pub(super) evidence: RefCell<HashMap<String, Arc<[Span]>>>,
    loose: OnceCell<Vec<Vec<SentenceId>>>,
    around: RefCell<HashMap<SectionId, Arc<[Span]>>>,
    heads: OnceCell<HashSet<Span>>,
    figures: RefCell<RapidHashMap<Span, Arc<[Span]>>>,
    ids: OnceCell<Vec<Span>>,
}

impl<'a> Scene<'a> {
    /// A plan among others.
    pub fn new(plan: &'a Plan, neighbours: &'a Neighbours<'a>, vocabulary: &'a Vocabulary) -> Self {
        Self {
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
        }
    }

    /// Which items are like which.
    pub fn likenesses(&self) -> &Likenesses {
        self.likenesses.get_or_init(|| Likenesses::new(self.plan, self.vocabulary))
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
            spans.push(section.title);
            if !section.run_in {
                break;
            }
        }
        spans.retain(|span| !span.is_empty());
        let spans: Arc<[Span]> = spans.into();
        self.around.borrow_mut().insert(section, spans.clone());
        spans
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
    pub fn region(&self, subject: &Subject, region: Region) -> Vec<Span> {
        let plan = self.plan;
        match subject {
            Subject::Plan => match region {
                // A heading that names a kind of section is the plan's place, and no title.
                Region::Title if plan.documents.first().is_some_and(|d| !d.titled) => Vec::new(),
                Region::Title => vec![plan.title()],
                _ => plan.documents.iter().map(|d| d.source.span()).collect(),
            },
            Subject::Document(id) => match region {
                Region::Title => vec![plan.document(*id).title],
                _ => vec![plan.document(*id).source.span()],
            },
            Subject::Section(id) => match region {
                Region::Title => vec![plan.section(*id).title],
                _ => vec![plan.section(*id).span],
            },
            Subject::Item(id) => item_region(plan, *id, region),
            Subject::Elsewhere(there) => {
                self.neighbours.plan(there.plan).map_or_else(Vec::new, |plan| item_region(plan, there.item, region))
            }
            Subject::Sentence(id) => plan.facts.sentences.get(id.0 as usize).map(|s| s.span).into_iter().collect(),
            Subject::Field(id) => plan.facts.fields.get(id.0 as usize).map(|f| f.value).into_iter().collect(),
            Subject::Region(spans) => spans.clone(),
            Subject::Around(lead_in, spans) => lead_in.iter().chain(spans.iter()).copied().collect(),
            Subject::Place(span) => vec![*span],
        }
    }

    /// The text at a span.
    pub fn text(&self, span: Span) -> &'a str {
        self.document(span).and_then(|d| d.source.text.get(span.range())).unwrap_or("")
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

fn item_region(plan: &Plan, id: ItemId, region: Region) -> Vec<Span> {
    let item = plan.item(id);
    match region {
        Region::Title => vec![item.title],
        Region::Own => item.own.clone(),
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
    }
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
