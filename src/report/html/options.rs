//! What the page is made with.

use crate::plan::Language;

/// What the page is made with.
#[derive(Debug, Clone)]
pub struct PageOptions {
    /// The language that it opens in, and that the findings were judged in.
    pub language: Language,
    /// What paths are relative to, as an address: `https://…/blob/main`, `..`; nothing: the page's own folder.
    pub base: String,
    /// The day of the page.
    pub today: jiff::civil::Date,
    /// What is compared with: the name of a baseline or revision.
    pub since: Option<String>,
    /// Findings of a baseline that are gone.
    pub gone: Vec<Gone>,
}

/// A finding that is gone.
#[derive(Debug, Clone)]
pub struct Gone {
    /// Code of its rule.
    pub rule: String,
    /// The file that it was in.
    pub path: String,
    /// What it said.
    pub message: String,
}
