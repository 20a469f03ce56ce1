//! The files of a folder on disk; none outside it.

use super::sources::{FileTrouble, Files, Listing, MAX_FILE};
use super::walk::{Nested, walk};
use std::io::Read;
use std::path::{Component, Path, PathBuf};
use std::sync::OnceLock;

/// The files of a folder on disk.
#[derive(Debug, Clone)]
pub struct Disk {
    root: PathBuf,
    nested: Nested,
    /// The root without links, once it was asked for.
    real: OnceLock<PathBuf>,
}

impl Disk {
    /// The files below `root`, which is absolute; folders with a root of their own as `nested` says.
    pub fn new(root: &Path, nested: Nested) -> Self {
        Self { root: root.to_owned(), nested, real: OnceLock::new() }
    }

    /// The file's place on disk, if neither its words nor its links lead out of the root.
    fn inside(&self, path: &str) -> Result<PathBuf, FileTrouble> {
        let plain = Path::new(path).components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
        if !plain {
            return Err(FileTrouble::Outside);
        }
        let full = std::fs::canonicalize(self.root.join(path))?;
        let root = match self.real.get() {
            Some(real) => real,
            None => {
                let real = std::fs::canonicalize(&self.root)?;
                self.real.get_or_init(|| real)
            }
        };
        if full.starts_with(root) { Ok(full) } else { Err(FileTrouble::Outside) }
    }
}

impl Disk {
    /// The first bytes of a file, at most so many.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn head(&self, path: &str, most: u64) -> Result<Vec<u8>, FileTrouble> {
        let mut bytes = Vec::new();
        self.opened(path)?.take(most).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn opened(&self, path: &str) -> Result<std::fs::File, FileTrouble> {
        let place = self.inside(path)?;
        // To open a pipe would wait for somebody to write into it.
        if !std::fs::metadata(&place)?.is_file() {
            return Err(FileTrouble::Special);
        }
        Ok(std::fs::File::open(place)?)
    }
}

impl Files for Disk {
    fn list(&self, below: &str) -> Listing {
        match self.inside(below) {
            Ok(_) => walk(&self.root, below, self.nested),
            Err(trouble) => Listing { troubles: vec![(below.to_owned(), trouble)], ..Listing::default() },
        }
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, FileTrouble> {
        let file = self.opened(path)?;
        let size = file.metadata()?.len();
        bounded(file, size)
    }
}

/// All bytes of `from`, of which about `size` are expected; never more than [`MAX_FILE`], whatever it says of its size.
///
/// # Errors
/// It is too large or cannot be read.
pub fn bounded(from: impl Read, size: u64) -> Result<Vec<u8>, FileTrouble> {
    let mut bytes = Vec::with_capacity(usize::try_from(size.min(MAX_FILE)).unwrap_or(0) + 1);
    from.take(MAX_FILE + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MAX_FILE { Err(FileTrouble::TooLarge) } else { Ok(bytes) }
}
