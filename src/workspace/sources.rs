//! Where texts come from: the disk, memory, or one laid over the other.

use crate::rules::Said;
use crate::syntax::Format;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Files larger than this are reported, not read.
pub const MAX_FILE: u64 = 64 * 1024 * 1024;

/// The path of standard input without a name.
pub const STDIN: &str = "<stdin>";

/// Why a file could not be had.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FileTrouble {
    /// There is none.
    #[error("no such file")]
    Missing,
    /// It is larger than [`MAX_FILE`].
    #[error("larger than {} MiB", MAX_FILE / 1024 / 1024)]
    TooLarge,
    /// It is a pipe, a device or the like.
    #[error("no ordinary file")]
    Special,
    /// It lies outside the root, or a link leads there.
    #[error("leads out of the root folder")]
    Outside,
    /// Its name cannot be told.
    #[error("its name is no UTF-8")]
    Name,
    /// The system's words.
    #[error("{0}")]
    Io(String),
}

impl FileTrouble {
    /// It in both languages.
    pub fn said(&self) -> Said {
        Said::new(self.to_string(), self.zh())
    }

    /// The same in Chinese; the system's words stay its own.
    pub fn zh(&self) -> String {
        match self {
            Self::Missing => "没有这个文件".to_owned(),
            Self::TooLarge => format!("超过{} MiB", MAX_FILE / 1024 / 1024),
            Self::Special => "不是普通文件".to_owned(),
            Self::Outside => "指向根文件夹之外".to_owned(),
            Self::Name => "文件名不是 UTF-8 编码".to_owned(),
            Self::Io(words) => words.clone(),
        }
    }
}

impl From<std::io::Error> for FileTrouble {
    fn from(error: std::io::Error) -> Self {
        if error.kind() == std::io::ErrorKind::NotFound { Self::Missing } else { Self::Io(error.to_string()) }
    }
}

/// Why something in a folder is not taken up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotListed {
    /// Its name is no UTF-8.
    UnreadableName,
    /// It is a symbolic link: where it leads is not followed.
    SymbolicLink,
    /// It is a device, a socket or the like.
    NoOrdinaryFile,
}

/// What a folder holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Listing {
    /// Files that may be documents (by their endings), below the root with `/`, sorted.
    pub paths: Vec<String>,
    /// What was left out, with the reason.
    pub skipped: Vec<(String, NotListed)>,
    /// Folders with a root of their own: they are listed by themselves.
    pub nested: Vec<PathBuf>,
    /// What could not be read.
    pub troubles: Vec<(String, FileTrouble)>,
}

/// Where texts come from. Paths are relative to the root, with `/`.
pub trait Files: Sync {
    /// All files at or below a path (`""` is the root) that may be documents.
    fn list(&self, below: &str) -> Listing;

    /// The bytes of a file.
    ///
    /// # Errors
    /// It is missing, too large, outside the root, or cannot be read.
    fn read(&self, path: &str) -> Result<Vec<u8>, FileTrouble>;
}

/// Whether a file may be a document, by its ending.
pub fn format_of(path: &str) -> Option<Format> {
    if path == STDIN {
        return Some(Format::Markdown);
    }
    let name = path.rsplit('/').next().unwrap_or(path);
    let (_, ending) = name.rsplit_once('.')?;
    match ending.to_ascii_lowercase().as_str() {
        "md" | "markdown" => Some(Format::Markdown),
        "yaml" | "yml" => Some(Format::Yaml),
        _ => None,
    }
}

/// Files held in memory.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Memory(pub BTreeMap<String, Vec<u8>>);

impl Memory {
    /// One text a path.
    pub fn new<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        Self(files.into_iter().map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec())).collect())
    }
}

impl Files for Memory {
    fn list(&self, below: &str) -> Listing {
        let below = below.trim_end_matches('/');
        let held = |path: &str| {
            below.is_empty() || path == below || path.strip_prefix(below).is_some_and(|rest| rest.starts_with('/'))
        };
        let paths: Vec<String> =
            self.0.keys().filter(|path| format_of(path).is_some() && held(path)).cloned().collect();
        let missing = paths.is_empty() && !below.is_empty();
        let troubles = if missing { vec![(below.to_owned(), FileTrouble::Missing)] } else { Vec::new() };
        Listing { paths, troubles, ..Listing::default() }
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, FileTrouble> {
        let bytes = self.0.get(path).ok_or(FileTrouble::Missing)?;
        if bytes.len() as u64 > MAX_FILE { Err(FileTrouble::TooLarge) } else { Ok(bytes.clone()) }
    }
}

/// Texts that win over those of other files: editor buffers, standard input under a name.
pub struct Overlay<'a> {
    /// What lies below.
    pub base: &'a dyn Files,
    /// What wins.
    pub over: Memory,
}

impl Files for Overlay<'_> {
    fn list(&self, below: &str) -> Listing {
        let mut listing = self.base.list(below);
        listing.paths.extend(self.over.list(below).paths);
        listing.paths.sort();
        listing.paths.dedup();
        listing
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, FileTrouble> {
        match self.over.read(path) {
            Err(FileTrouble::Missing) => self.base.read(path),
            other => other,
        }
    }
}
