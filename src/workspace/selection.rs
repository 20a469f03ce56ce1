//! What somebody asked for, and what could not be had of it.

use super::sources::FileTrouble;

/// What of a root was asked for: paths below it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selection {
    /// Folders with all that is in them; `""` is the root.
    pub folders: Vec<String>,
    /// Files, by name.
    pub files: Vec<String>,
    /// Whether the whole plans that these belong to are reported on.
    pub whole_plans: bool,
    /// What of the plans is needed once they are judged.
    pub keep: Keep,
}

/// What is kept of a plan that is judged until the reports are written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Keep {
    /// All of it.
    #[default]
    Whole,
    /// Findings, and the texts that they quote.
    Texts,
    /// Findings, with the lines and columns of their places.
    Places,
}

impl Selection {
    /// All of the root.
    pub fn all() -> Self {
        Self { folders: vec![String::new()], ..Self::default() }
    }

    /// Adds another selection.
    pub fn add(&mut self, other: Self) {
        self.folders.extend(other.folders);
        self.files.extend(other.files);
    }

    /// Whether the file was asked for.
    pub fn holds(&self, path: &str) -> bool {
        self.files.iter().any(|file| file == path) || self.folders.iter().any(|folder| lies_in(path, folder))
    }
}

/// Whether a path lies in a folder, or is it.
pub(super) fn lies_in(path: &str, folder: &str) -> bool {
    folder.is_empty() || path == folder || path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}

/// Something that could not be done; the rest went on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// As shown.
    pub path: String,
    /// What.
    pub what: FileTrouble,
}
