//! Which files below a folder may be documents.

use super::config::CONFIG_FILE;
use super::path::relative;
use super::sources::{FileTrouble, Listing, NotListed, format_of};
use ignore::WalkBuilder;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

/// Which folders below a root have a root of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nested {
    /// None: one configuration was asked for, or none at all.
    None,
    /// Those with a configuration.
    Configured,
    /// Those with a configuration or a repository.
    Repositories,
    /// All: a file that has no root above it has its folder alone, not what may lie below it.
    Every,
}

impl Nested {
    fn holds(self, folder: &Path) -> bool {
        match self {
            Self::None => false,
            Self::Configured => folder.join(CONFIG_FILE).is_file(),
            Self::Every => true,
            Self::Repositories => folder.join(CONFIG_FILE).is_file() || folder.join(".git").exists(),
        }
    }
}

/// Lists what lies at or below a path, without hidden files, what git ignores, and nested roots.
pub(super) fn walk(root: &Path, below: &str, nested: Nested) -> Listing {
    let start = root.join(below);
    let found: Arc<Mutex<Vec<PathBuf>>> = Arc::default();
    let seen = Arc::clone(&found);
    let mut listing = Listing::default();
    let walk = WalkBuilder::new(&start)
        .require_git(false)
        .follow_links(false)
        .sort_by_file_path(Path::cmp)
        .filter_entry(move |entry| {
            let own_root =
                entry.depth() > 0 && entry.file_type().is_some_and(|t| t.is_dir()) && nested.holds(entry.path());
            if own_root && let Ok(mut seen) = seen.lock() {
                seen.push(entry.path().to_owned());
            }
            !own_root
        })
        .build();
    for entry in walk {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let place = place_of(&error).and_then(|path| relative(path, root)).unwrap_or_else(|| below.to_owned());
                let trouble = error.io_error().map_or_else(
                    || FileTrouble::Io(error.to_string()),
                    |io| FileTrouble::from(std::io::Error::new(io.kind(), io.to_string())),
                );
                listing.troubles.push((place, trouble));
                continue;
            }
        };
        let Some(kind) = entry.file_type().filter(|kind| !kind.is_dir()) else { continue };
        let Some(path) = relative(entry.path(), root) else {
            listing.skipped.push((entry.path().to_string_lossy().into_owned(), NotListed::UnreadableName));
            continue;
        };
        if format_of(&path).is_none() {
            continue;
        }
        if kind.is_file() {
            listing.paths.push(path);
        } else {
            let reason = if kind.is_symlink() { NotListed::SymbolicLink } else { NotListed::NoOrdinaryFile };
            listing.skipped.push((path, reason));
        }
    }
    listing.paths.sort();
    if let Ok(mut found) = found.lock() {
        listing.nested = std::mem::take(&mut found);
    }
    listing
}

/// The path that an error of the walk is about.
fn place_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => place_of(err),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (path, text) in files {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        folder
    }

    #[test]
    fn ignored_and_hidden_files_are_no_documents_also_outside_git() {
        let f = folder(&[
            (".gitignore", "/drafts\n"),
            ("a.md", ""),
            ("b.yaml", ""),
            ("c.txt", ""),
            ("drafts/d.md", ""),
            (".hidden/e.md", ""),
            ("deep/计划.markdown", ""),
            ("deep/F.YML", ""),
        ]);
        let listing = walk(f.path(), "", Nested::Configured);
        assert_eq!(listing.paths, ["a.md", "b.yaml", "deep/F.YML", "deep/计划.markdown"]);
        assert_eq!(walk(f.path(), "deep", Nested::None).paths, ["deep/F.YML", "deep/计划.markdown"]);
    }

    #[test]
    fn a_folder_with_its_own_configuration_is_a_root_of_its_own() {
        let f = folder(&[
            ("a.md", ""),
            ("sub/planspect.yaml", ""),
            ("sub/b.md", ""),
            ("repo/.git/HEAD", ""),
            ("repo/c.md", ""),
        ]);
        let listing = walk(f.path(), "", Nested::Configured);
        assert_eq!(listing.paths, ["a.md", "repo/c.md"]);
        assert_eq!(listing.nested, [f.path().join("sub")]);
        assert_eq!(walk(f.path(), "", Nested::Repositories).nested.len(), 2);
        assert_eq!(walk(f.path(), "", Nested::Every).paths, ["a.md"]);
        assert_eq!(walk(f.path(), "", Nested::None).paths.len(), 4, "planspect.yaml is a file like others here");
    }

    #[cfg(unix)]
    #[test]
    fn links_are_told_and_not_followed() {
        let f = folder(&[("a.md", "")]);
        std::os::unix::fs::symlink(f.path().join("a.md"), f.path().join("b.md")).unwrap();
        let listing = walk(f.path(), "", Nested::None);
        assert_eq!(listing.paths, ["a.md"]);
        assert_eq!(listing.skipped, [("b.md".to_owned(), NotListed::SymbolicLink)]);
    }
}
