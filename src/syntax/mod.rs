//! Text becomes a tree of blocks with exact spans: Markdown in [`markdown`], YAML in [`yaml`].
//!
//! Parsing is total: a tree and problems, never an error. Nothing here knows what a need or a task is.

mod inline;
mod lines;
pub mod markdown;
mod number;
mod outline;
mod paragraph;
mod prepare;
mod tree;
pub mod yaml;

#[cfg(test)]
mod tests;

pub use lines::cells;
pub use paragraph::mark_before;
pub use tree::*;

/// Reads a text.
pub fn parse(source: &crate::text::SourceFile, format: Format) -> Tree {
    match format {
        Format::Markdown => markdown::parse(source),
        Format::Yaml => yaml::parse(source),
    }
}
