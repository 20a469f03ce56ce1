//! With which others a document belongs together, as far as it says so itself (DESIGN §3.1, Grouping).

use super::kinds::FieldName;
use super::labels;
use super::reader::Reader;
use crate::lexicon::fold;
use crate::syntax::{BlockKind, Tree, markdown};
use crate::text::SourceFile;

/// What decides with which others a document belongs together. Texts are compared by their hashes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ties {
    /// The name that it gives its plan.
    pub name: Option<String>,
    /// Its first heading, where that is worth comparing.
    pub title: Option<u64>,
    /// The labels in the first column of its first table.
    pub labels: Option<u64>,
    /// Its headings below the first level, sorted, each once.
    pub headings: Box<[u64]>,
}

impl Ties {
    /// Those of a text.
    pub fn of(source: &SourceFile, tree: &Tree, reader: &Reader) -> Self {
        let headings = tree.blocks.iter().filter_map(|block| match block.kind {
            BlockKind::Heading { level, .. } => Some((level, fold(source.slice(block.content)))),
            _ => None,
        });
        let headings: Vec<(u8, String)> = headings.collect();
        // 一、基本情况 opens many a text whose title is no heading, and says nothing of which plan it is.
        let of_section = |title: &str| {
            let (skip, _) = super::headings::numbering(title);
            skip > 0 && !super::headings::kinds(&reader.vocabulary, &title[skip..]).is_empty()
        };
        let title = headings.first().map(|(_, title)| title);
        let title = title.filter(|title| title.chars().count() >= 4 && !of_section(title));
        let below = headings.iter().filter(|(level, heading)| *level >= 2 && !heading.is_empty());
        let mut below: Vec<u64> = below.map(|(_, heading)| hash(heading)).collect();
        below.sort_unstable();
        below.dedup();
        Self {
            name: plan_name(source, tree, reader),
            title: title.map(|title| hash(title)),
            labels: first_table(source, tree).map(|labels| hash(&labels)),
            headings: below.into(),
        }
    }
}

/// Whether a Markdown text gives the plan that it belongs to a name. Its front matter is enough of it.
pub fn names_its_plan(source: &SourceFile, reader: &Reader) -> bool {
    plan_name(source, &markdown::front_matter(source), reader).is_some()
}

fn hash(text: &str) -> u64 {
    rapidhash::v3::rapidhash_v3(text.as_bytes())
}

/// The name that front matter or a key gives the plan a document belongs to.
fn plan_name(source: &SourceFile, tree: &Tree, reader: &Reader) -> Option<String> {
    let entry = tree.front.iter().find(|entry| {
        fold(source.slice(entry.key)) == "plan"
            || labels::field_names(&reader.vocabulary, source.slice(entry.key)) == [FieldName::Plan]
    })?;
    let value = source.slice(entry.value).trim();
    (!value.is_empty() && !matches!(value, "true" | "false" | "yes" | "no")).then(|| value.to_owned())
}

/// The labels in the first column of the first table.
fn first_table(source: &SourceFile, tree: &Tree) -> Option<String> {
    let (table, _) = tree.iter().find(|(_, b)| b.kind == BlockKind::Table)?;
    let labels: Vec<String> = tree
        .children(Some(table))
        .filter_map(|(row, _)| tree.children(Some(row)).next())
        .map(|(_, cell)| fold(source.slice(cell.content)))
        .collect();
    (labels.len() >= 3).then(|| labels.join("\n"))
}
