//! Which root a path belongs to.

use super::config::{CONFIG_FILE, ConfigChoice};
use super::path::{clean_path, relative};
use super::selection::{Selection, Trouble};
use super::sources::FileTrouble;
use super::walk::Nested;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A root, and what of it was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The root folder, absolute.
    pub root: PathBuf,
    /// Its configuration, if it has one.
    pub config: Option<PathBuf>,
    /// What was asked for.
    pub selection: Selection,
    /// Which folders in it have a root of their own.
    pub nested: Nested,
}

/// Paths as somebody asks for them.
#[derive(Debug, Clone)]
pub struct Request<'a> {
    /// Files and folders, relative to the working directory or absolute.
    pub paths: &'a [PathBuf],
    /// The working directory, absolute.
    pub working: &'a Path,
    /// Which configuration is read.
    pub config: &'a ConfigChoice,
}

/// The roots of the paths asked for, in order; and the paths that are not there.
pub fn locate(request: &Request<'_>) -> (Vec<Found>, Vec<Trouble>) {
    let mut roots: BTreeMap<PathBuf, Found> = BTreeMap::new();
    let mut troubles = Vec::new();
    for path in request.paths {
        let full = match std::fs::canonicalize(request.working.join(path)) {
            Ok(full) => full,
            Err(error) => {
                let shown = path.to_string_lossy().replace('\\', "/");
                troubles.push(Trouble { path: shown, what: FileTrouble::from(error) });
                continue;
            }
        };
        let folder = if full.is_dir() { &full } else { full.parent().unwrap_or(&full) };
        let mut found =
            if full.is_dir() { root_of(folder, request.config) } else { root_of_file(folder, request.config) };
        let Some(below) = relative(&full, &found.root) else {
            let shown = path.to_string_lossy().into_owned();
            troubles.push(Trouble { path: shown, what: FileTrouble::Name });
            continue;
        };
        let list = if full.is_dir() { &mut found.selection.folders } else { &mut found.selection.files };
        list.push(below);
        match roots.get_mut(&found.root) {
            Some(known) => {
                if found.nested != Nested::Every {
                    known.nested = found.nested;
                }
                known.selection.add(found.selection);
            }
            None => {
                roots.insert(found.root.clone(), found);
            }
        }
    }
    (roots.into_values().collect(), troubles)
}

/// The root of what lies in a folder (absolute): the nearest configuration upward, else the repository, else
/// the folder itself.
pub fn root_of(folder: &Path, choice: &ConfigChoice) -> Found {
    let found = |root: &Path, config: Option<PathBuf>, nested| Found {
        root: root.to_owned(),
        config,
        selection: Selection::default(),
        nested,
    };
    let repository = || folder.ancestors().find(|up| up.join(".git").exists()).unwrap_or(folder);
    match choice {
        ConfigChoice::Nearest => {
            let configured = folder.ancestors().find(|up| up.join(CONFIG_FILE).is_file());
            match configured {
                Some(root) => found(root, Some(root.join(CONFIG_FILE)), Nested::Configured),
                None => found(repository(), None, Nested::Repositories),
            }
        }
        ConfigChoice::File(config) => {
            let own = config.parent().map(clean_path).unwrap_or_default();
            let root = if folder.starts_with(&own) { own.as_path() } else { repository() };
            found(root, Some(config.clone()), Nested::None)
        }
        ConfigChoice::Isolated => found(repository(), None, Nested::None),
    }
}

/// The root of a file in a folder. Without configuration and repository it is the folder alone: what lies in
/// folders below it may be anything.
pub fn root_of_file(folder: &Path, choice: &ConfigChoice) -> Found {
    let mut found = root_of(folder, choice);
    let configured = found.config.as_ref().is_some_and(|config| config.parent() == Some(found.root.as_path()));
    if !configured && !found.root.join(".git").exists() {
        found.nested = Nested::Every;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn the_nearest_configuration_else_the_repository_else_the_folder() {
        let temp = tempfile::tempdir().unwrap();
        let base = fs::canonicalize(temp.path()).unwrap();
        fs::create_dir_all(base.join("repo/.git")).unwrap();
        fs::create_dir_all(base.join("repo/a/b")).unwrap();
        fs::write(base.join("repo/a/b/plan.md"), "").unwrap();
        let ask = |choice: &ConfigChoice| {
            let paths = [PathBuf::from("repo/a/b/plan.md"), PathBuf::from("none.md")];
            locate(&Request { paths: &paths, working: &base, config: choice })
        };
        let (found, troubles) = ask(&ConfigChoice::Nearest);
        assert_eq!(found[0].root, base.join("repo"));
        assert_eq!(found[0].nested, Nested::Repositories);
        assert_eq!(found[0].selection.files, ["a/b/plan.md"]);
        assert_eq!(troubles[0].path, "none.md");
        fs::write(base.join("repo/a/planspect.yaml"), "").unwrap();
        let (found, _) = ask(&ConfigChoice::Nearest);
        assert_eq!(found[0].root, base.join("repo/a"));
        assert_eq!(found[0].config, Some(base.join("repo/a/planspect.yaml")));
        assert_eq!(ask(&ConfigChoice::Isolated).0[0].root, base.join("repo"));
        let file = ConfigChoice::File(base.join("repo/a/planspect.yaml"));
        assert_eq!(ask(&file).0[0].root, base.join("repo/a"));
    }

    #[test]
    fn a_file_without_a_root_above_it_has_its_folder_alone() {
        let temp = tempfile::tempdir().unwrap();
        let base = fs::canonicalize(temp.path()).unwrap();
        fs::write(base.join("plan.md"), "").unwrap();
        let ask = |paths: &[&str]| {
            let paths: Vec<PathBuf> = paths.iter().map(PathBuf::from).collect();
            locate(&Request { paths: &paths, working: &base, config: &ConfigChoice::Nearest }).0
        };
        assert_eq!(ask(&["plan.md"])[0].nested, Nested::Every);
        assert_eq!(ask(&["plan.md", "."])[0].nested, Nested::Repositories);
        assert_eq!(ask(&[".", "plan.md"])[0].nested, Nested::Repositories);
    }
}
