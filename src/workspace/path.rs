//! Paths as they are compared (below the root, with `/`) and as they are shown.

use super::sources::STDIN;
use std::path::{Component, Path, PathBuf};

/// The folder of a path below a root; nothing for the root itself.
pub fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// A path without `.`, with `..` resolved by its words alone; links are not followed.
pub fn clean_path(path: &Path) -> PathBuf {
    let mut clean = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                if !clean.pop() {
                    clean.push("..");
                }
            }
            other => clean.push(other),
        }
    }
    clean
}

/// `path` below `base`, with `/`: `""` for the base itself; none where it lies elsewhere or is no UTF-8.
pub fn relative(path: &Path, base: &Path) -> Option<String> {
    let parts: Option<Vec<&str>> = path.strip_prefix(base).ok()?.iter().map(|part| part.to_str()).collect();
    Some(parts?.join("/"))
}

/// Turns paths below a root into paths as people see them: relative to the working directory where they lie
/// below it, else absolute; always with `/`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shown {
    prepend: String,
    strip: String,
    root: String,
}

impl Shown {
    /// Both paths are absolute and clean.
    pub fn new(root: &Path, working: &Path) -> Self {
        let text = root.to_string_lossy().replace('\\', "/");
        let root_text = format!("{}/", text.trim_end_matches('/'));
        let with_slash = |path: String| if path.is_empty() { path } else { format!("{path}/") };
        match (relative(root, working), relative(working, root)) {
            (Some(prepend), _) => Self { prepend: with_slash(prepend), strip: String::new(), root: root_text },
            (None, Some(strip)) => Self { prepend: String::new(), strip: with_slash(strip), root: root_text },
            (None, None) => Self { prepend: root_text.clone(), strip: String::new(), root: root_text },
        }
    }

    /// How a path below the root is shown.
    pub fn path(&self, path: &str) -> String {
        if path == STDIN || path.starts_with('/') {
            return path.to_owned();
        }
        if self.strip.is_empty() {
            return format!("{}{path}", self.prepend);
        }
        path.strip_prefix(&self.strip).map_or_else(|| format!("{}{path}", self.root), str::to_owned)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_shown_from_the_working_directory() {
        let shown = |root: &str, working: &str, path: &str| Shown::new(Path::new(root), Path::new(working)).path(path);
        assert_eq!(shown("/w", "/w", "plans/a.md"), "plans/a.md");
        assert_eq!(shown("/w/sub", "/w", "a.md"), "sub/a.md");
        assert_eq!(shown("/w", "/w/plans", "plans/a.md"), "a.md");
        assert_eq!(shown("/w", "/w/plans", "other/a.md"), "/w/other/a.md");
        assert_eq!(shown("/w", "/v", "a.md"), "/w/a.md");
        assert_eq!(shown("/", "/v", "a.md"), "/a.md");
        assert_eq!(shown("/w", "/w/plans", "plansets/a.md"), "/w/plansets/a.md");
    }

    #[test]
    fn dots_are_resolved_by_words() {
        assert_eq!(clean_path(Path::new("/a/./b/../c")), Path::new("/a/c"));
        assert_eq!(clean_path(Path::new("../x")), Path::new("../x"));
    }
}
