//! What stands at a place: an id, defined or referred to, and where else it stands.

use super::world::{Scene, World};
use crate::plan::{Item, ItemId, Language, key_of};
use crate::text::Span;
use tower_lsp::ls_types::{Position, Uri};

/// An id at a place.
#[derive(Debug, Clone)]
pub struct Pointed {
    /// Where it is written.
    pub span: Span,
    /// What has it; none: nothing does.
    pub item: Option<ItemId>,
}

impl Scene {
    /// The id at a byte of the document, its end included.
    pub fn pointed(&self, offset: u32) -> Option<Pointed> {
        let file = self.document.source.id;
        let at = |span: Span| span.file == file && span.start <= offset && offset <= span.end;
        let defined = self.plan.items().find_map(|(id, item)| {
            let own = item.id.as_ref().filter(|own| at(own.span))?;
            Some(Pointed { span: own.span, item: Some(self.main(id)) })
        });
        defined.or_else(|| {
            // Of a range `N1–N3` all ids stand at its end; the one that is written there is meant.
            let here = self.plan.facts.references.iter().filter(|r| at(r.span));
            let written = |span: Span| key_of(self.plan.text(span));
            let reference = here.clone().find(|r| written(r.span) == *r.key).or_else(|| here.clone().next())?;
            Some(Pointed { span: reference.span, item: reference.target })
        })
    }

    /// The innermost item whose id, title or text stands at a byte of the document.
    pub fn item_at(&self, offset: u32) -> Option<ItemId> {
        let file = self.document.source.id;
        let holding = self
            .plan
            .items()
            .filter(|(_, item)| item.span.file == file && item.span.start <= offset && offset <= item.span.end);
        holding.min_by_key(|(_, item)| item.span.len()).map(|(id, _)| self.main(id))
    }

    /// The definition that an item repeats, or itself.
    pub fn main(&self, id: ItemId) -> ItemId {
        self.plan.item(id).repeats.unwrap_or(id)
    }

    /// Where an item's id is defined: its main definition first, then rows that repeat it.
    pub fn definitions(&self, id: ItemId) -> Vec<Span> {
        let repeated = self.plan.items().filter(|(_, item)| item.repeats == Some(id)).map(|(_, item)| item);
        std::iter::once(self.plan.item(id)).chain(repeated).filter_map(|item| Some(item.id.as_ref()?.span)).collect()
    }

    /// Where an item's id is referred to by its own words, in document order.
    pub fn references(&self, id: ItemId) -> Vec<Span> {
        let references = self.plan.facts.references.iter().filter(|r| r.target == Some(id));
        let mut spans: Vec<Span> =
            references.filter(|r| key_of(self.plan.text(r.span)) == *r.key).map(|r| r.span).collect();
        spans.sort();
        spans.dedup();
        spans
    }

    /// An item's id as it is written, if it has one.
    pub fn id_of(&self, item: &Item) -> Option<&str> {
        item.id.as_ref().map(|id| self.plan.text(id.span))
    }

    /// An item's title on one line, shortened to `most` characters.
    pub fn title_of(&self, item: &Item, most: usize) -> String {
        one_line(self.plan.text(item.title), most)
    }

    /// An item's id and title: “N1 Builders wait”.
    pub fn name_of(&self, item: &Item) -> String {
        let title = self.title_of(item, 80);
        match self.id_of(item) {
            Some(id) if id != title => format!("{id} {title}"),
            Some(id) => id.to_owned(),
            None => title,
        }
    }

    /// The language to speak of this plan.
    pub fn language(&self, world: &World) -> Language {
        world.client.language.unwrap_or(self.plan.language)
    }
}

/// A text on one line without markup, shortened to `most` characters; never empty.
pub fn one_line(text: &str, most: usize) -> String {
    let plain: String = text.chars().filter(|c| !matches!(c, '*' | '`' | '\u{feff}')).collect();
    let joined = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    match joined.char_indices().nth(most) {
        Some((at, _)) => format!("{}…", &joined[..at]),
        None if joined.is_empty() => "…".to_owned(),
        None => joined,
    }
}

/// The document at a position, with the byte there.
pub fn scene_at(world: &World, uri: &Uri, position: Position) -> Option<(Scene, u32)> {
    let scene = world.scene(uri)?;
    let offset = scene.offset(world, position);
    Some((scene, offset))
}
