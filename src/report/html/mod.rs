//! The page: one file with everything in it, for one plan or many, in both languages.
//!
//! All text of plans is escaped by the templates; nothing is joined to HTML by hand but [`Both`], which escapes too. The
//! page carries a policy that lets only its own style and script run, known by their hashes, and nothing be fetched.

mod both;
mod found;
mod graph;
mod link;
mod matrix;
mod money;
mod options;
mod page;
mod plan;
mod quote;
mod radar;
mod second;
mod timeline;
mod verdict;

pub use options::{Gone, PageOptions};
pub use page::html;
