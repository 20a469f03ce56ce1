//! `textDocument/semanticTokens`: ids, defined and referred to, labels of fields, headings that name a kind.

use super::edit::offsets;
use super::world::{Scene, World};
use crate::text::Span;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{
    SemanticToken, SemanticTokenModifier, SemanticTokenType, SemanticTokens, SemanticTokensLegend,
    SemanticTokensParams, SemanticTokensRangeParams, SemanticTokensRangeResult, SemanticTokensResult,
};

/// The words for what tokens are.
pub fn legend() -> SemanticTokensLegend {
    SemanticTokensLegend {
        token_types: vec![
            SemanticTokenType::CLASS,
            SemanticTokenType::VARIABLE,
            SemanticTokenType::PROPERTY,
            SemanticTokenType::NAMESPACE,
        ],
        token_modifiers: vec![SemanticTokenModifier::DEFINITION, SemanticTokenModifier::DEPRECATED],
    }
}

const ID: u32 = 0;
const REFERENCE: u32 = 1;
const LABEL: u32 = 2;
const SECTION: u32 = 3;
const DEFINITION: u32 = 1;
/// Nothing has this id.
const BROKEN: u32 = 2;

pub fn full(world: &World, params: &SemanticTokensParams) -> Result<Option<SemanticTokensResult>> {
    let Some(scene) = world.scene(&params.text_document.uri) else { return Ok(None) };
    let data = encode(world, &scene, &tokens(&scene, scene.document.source.span()));
    Ok(Some(SemanticTokensResult::Tokens(SemanticTokens { result_id: None, data })))
}

pub fn range(world: &World, params: &SemanticTokensRangeParams) -> Result<Option<SemanticTokensRangeResult>> {
    let Some(scene) = world.scene(&params.text_document.uri) else { return Ok(None) };
    let (start, end) = offsets(&scene.document.source, params.range, world.client.encoding);
    let data = encode(world, &scene, &tokens(&scene, scene.document.source.at(start, end)));
    Ok(Some(SemanticTokensRangeResult::Tokens(SemanticTokens { result_id: None, data })))
}

/// The tokens in a span, none over another.
fn tokens(scene: &Scene, within: Span) -> Vec<(Span, u32, u32)> {
    let plan = &scene.plan;
    let ids = plan.items().filter_map(|(_, item)| Some((item.id.as_ref()?.span, ID, DEFINITION)));
    let references = plan.facts.references.iter().filter(|r| r.field || r.target.is_some());
    let references = references.map(|r| (r.span, REFERENCE, if r.target.is_some() { 0 } else { BROKEN }));
    let labels = plan.facts.fields.iter().filter_map(|field| Some((field.label?, LABEL, 0)));
    let sections = plan.sections().filter(|(_, s)| !s.own_kinds.is_empty() && s.item.is_none());
    let sections = sections.map(|(_, s)| (s.title, SECTION, 0));
    let mut all: Vec<(Span, u32, u32)> = ids
        .chain(references)
        .chain(labels)
        .chain(sections)
        .filter(|(span, ..)| span.overlaps(within))
        .filter(|(span, ..)| !plan.text(*span).contains(['\n', '\r']))
        .collect();
    all.sort_by_key(|(span, kind, _)| (span.start, std::cmp::Reverse(span.end), *kind));
    let mut end = 0;
    all.retain(|(span, ..)| {
        let free = span.start >= end;
        end = if free { span.end } else { end };
        free
    });
    all
}

fn encode(world: &World, scene: &Scene, tokens: &[(Span, u32, u32)]) -> Vec<SemanticToken> {
    let mut before = (0, 0);
    let mut all = Vec::with_capacity(tokens.len());
    for (span, token_type, token_modifiers_bitset) in tokens {
        let range = scene.range(world, *span);
        let (line, start) = (range.start.line, range.start.character);
        let delta_line = line - before.0;
        all.push(SemanticToken {
            delta_line,
            delta_start: if delta_line == 0 { start - before.1 } else { start },
            length: range.end.character - start,
            token_type: *token_type,
            token_modifiers_bitset: *token_modifiers_bitset,
        });
        before = (line, start);
    }
    all
}
