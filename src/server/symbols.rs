//! `textDocument/documentSymbol`: sections with the items in them.

use super::pointed::one_line;
use super::world::{Scene, World};
use crate::plan::{ItemKind, SectionId};
use crate::text::Span;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{
    DocumentSymbol, DocumentSymbolParams, DocumentSymbolResponse, Location, SymbolInformation, SymbolKind,
};

/// What an item is shown as.
pub fn symbol_kind(kind: ItemKind) -> SymbolKind {
    match kind {
        ItemKind::Need => SymbolKind::EVENT,
        ItemKind::Requirement => SymbolKind::PROPERTY,
        ItemKind::Goal => SymbolKind::CONSTANT,
        ItemKind::Task => SymbolKind::FUNCTION,
        ItemKind::Measure => SymbolKind::METHOD,
        ItemKind::Resource => SymbolKind::OBJECT,
        ItemKind::Indicator => SymbolKind::NUMBER,
        ItemKind::Risk => SymbolKind::KEY,
        ItemKind::Milestone => SymbolKind::ENUM_MEMBER,
    }
}

struct Node {
    span: Span,
    name: Span,
    symbol: (String, Option<String>, SymbolKind),
}

pub fn symbols(world: &World, params: &DocumentSymbolParams) -> Result<Option<DocumentSymbolResponse>> {
    let Some(scene) = world.scene(&params.text_document.uri) else { return Ok(None) };
    let mut nodes = nodes(world, &scene);
    // What holds another comes first.
    nodes.sort_by_key(|node| (node.span.start, std::cmp::Reverse(node.span.end)));
    if world.client.symbol_tree {
        let mut rest = nodes.into_iter().peekable();
        let end = u32::MAX;
        return Ok(Some(DocumentSymbolResponse::Nested(tree(world, &scene, &mut rest, end))));
    }
    let flat = nodes.into_iter().map(|node| {
        #[allow(deprecated)]
        SymbolInformation {
            name: node.symbol.0,
            kind: node.symbol.2,
            tags: None,
            deprecated: None,
            location: Location::new(params.text_document.uri.clone(), scene.range(world, node.span)),
            container_name: node.symbol.1,
        }
    });
    Ok(Some(DocumentSymbolResponse::Flat(flat.collect())))
}

fn nodes(world: &World, scene: &Scene) -> Vec<Node> {
    let plan = &scene.plan;
    let file = scene.document.source.id;
    let language = scene.language(world);
    let mut all = Vec::new();
    for (id, section) in plan.sections().filter(|(_, s)| s.title.file == file && s.level > 0 && !s.title.is_empty()) {
        let _: SectionId = id;
        if section.item.is_none() {
            let name = one_line(plan.text(section.title), 120);
            let detail: Vec<&str> = section.kinds.iter().map(|kind| kind.name()).collect();
            let detail = (!detail.is_empty()).then(|| detail.join(", "));
            all.push(Node {
                span: section.span.to(section.title),
                name: section.title,
                symbol: (name, detail, SymbolKind::NAMESPACE),
            });
        }
    }
    for (_, item) in plan.items().filter(|(_, item)| item.span.file == file) {
        let name = item.id.as_ref().map_or(item.title, |id| id.span);
        let span = match item.opens {
            Some(section) => plan.section(section).span.to(item.span),
            None => item.span,
        };
        all.push(Node {
            span: span.to(name),
            name,
            symbol: (scene.name_of(item), Some(item.kind.word(language).to_owned()), symbol_kind(item.kind)),
        });
    }
    all
}

fn tree(
    world: &World,
    scene: &Scene,
    rest: &mut std::iter::Peekable<std::vec::IntoIter<Node>>,
    end: u32,
) -> Vec<DocumentSymbol> {
    let mut found = Vec::new();
    while let Some(node) = rest.next_if(|node| node.span.start < end || (end == u32::MAX)) {
        let children = tree(world, scene, rest, node.span.end.min(end));
        // A name lies in what it names, whatever was written.
        let span = node.span.with(node.span.start, node.span.end.min(end).max(node.name.end));
        #[allow(deprecated)]
        found.push(DocumentSymbol {
            name: node.symbol.0,
            detail: node.symbol.1,
            kind: node.symbol.2,
            tags: None,
            deprecated: None,
            range: scene.range(world, span),
            selection_range: scene.range(world, node.name),
            children: Some(children),
        });
    }
    found
}
