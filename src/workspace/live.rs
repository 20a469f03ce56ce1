//! A root that is looked at again and again: what has not changed is not read, joined or judged again.

use super::config::{ConfigError, Overrides, Settings};
use super::disk::Disk;
use super::join::{Joined, join, reading_rules};
use super::path::{Shown, clean_path};
use super::root::Found;
use super::selection::Selection;
use super::snapshot::{HEAD, Part, Workspace, names_a_plan};
use super::sources::{Files, Memory, Overlay, STDIN};
use crate::check::{self, Neighbours, Options};
use crate::plan::{Document, Plan};
use crate::syntax::Format;
use crate::text::{FileId, SourceFile};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock, Mutex};

/// A root with its settings, held open. File numbers are given once a path and stay.
#[derive(Debug)]
pub struct Live {
    /// Where it is.
    pub found: Found,
    /// Its settings.
    pub settings: Arc<Settings>,
    shown: Shown,
    numbers: Mutex<HashMap<String, FileId>>,
    /// Whether its texts have neither a place on disk nor neighbours.
    apart: bool,
}

/// The documents of a root as they are on disk.
#[derive(Debug, Default)]
pub struct Shelf {
    /// Folders with a root of their own.
    pub nested: Vec<std::path::PathBuf>,
    documents: BTreeMap<String, Arc<Document>>,
}

/// Threads for reading whole roots; none where the system gives none.
static BACKGROUND: LazyLock<Option<rayon::ThreadPool>> =
    LazyLock::new(|| rayon::ThreadPoolBuilder::new().thread_name(|number| format!("background-{number}")).build().ok());

/// How far a long piece of work is, and whether it is still wanted.
#[derive(Debug, Default)]
pub struct Pace {
    /// Nobody waits for the result any longer.
    pub dropped: AtomicBool,
    /// Pieces done.
    pub done: AtomicUsize,
    /// Pieces in all.
    pub all: AtomicUsize,
}

impl Pace {
    /// Whether nobody waits for the result any longer.
    pub fn is_dropped(&self) -> bool {
        self.dropped.load(Ordering::Relaxed)
    }
}

impl Live {
    /// Reads the settings of a root: configuration, packs, rules and lexicons from the disk, but for those that `over`
    /// holds (by their path below the root).
    ///
    /// # Errors
    /// What is wrong with its configuration.
    pub fn open(found: Found, over: Memory) -> Result<Self, Vec<ConfigError>> {
        let disk = Disk::new(&found.root, found.nested);
        let files = Overlay { base: &disk, over };
        let Workspace { settings, shown, .. } =
            Workspace::open(&found, &files, &Overrides::default(), &found.root.clone())?;
        Ok(Self { found, settings, shown, numbers: Mutex::default(), apart: false })
    }

    /// A place for one text that has no path, judged by these settings.
    pub fn apart(settings: Arc<Settings>) -> Self {
        let found = Found {
            root: std::path::PathBuf::new(),
            config: None,
            selection: Selection::default(),
            nested: super::walk::Nested::None,
        };
        Self { found, settings, shown: Shown::default(), numbers: Mutex::default(), apart: true }
    }

    /// The path, below the root, of a text without one.
    pub const APART: &'static str = STDIN;

    /// The number of the file at a path below the root.
    pub fn number(&self, path: &str) -> FileId {
        let mut numbers = self.numbers.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let next = FileId(numbers.len() as u32);
        *numbers.entry(path.to_owned()).or_insert(next)
    }

    /// Where a path below the root is.
    pub fn full(&self, path: &str) -> std::path::PathBuf {
        clean_path(&self.found.root.join(path))
    }

    /// Reads a text as the document at a path below the root.
    pub fn document(&self, path: &str, format: Format, text: &str) -> Document {
        self.settings.document(SourceFile::new(self.number(path), path, text), format)
    }

    /// Reads all documents on disk; of `earlier`, those that are still the same are kept. None: it was dropped.
    pub fn shelve(&self, earlier: Option<&Shelf>, pace: &Pace) -> Option<Shelf> {
        let read = || self.shelve_those(&|_, _| true, earlier, pace);
        // In threads of its own: what an editor waits for meanwhile is not to queue behind thousands of files.
        match BACKGROUND.as_ref() {
            Some(pool) => pool.install(read),
            None => read(),
        }
    }

    /// Reads the documents on disk that can form a plan with those of these folders: all others in them, what the
    /// configuration joins to plans, and what names its plan. None: it was dropped, or a rule looks at all plans.
    pub fn shelve_near(&self, folders: &BTreeSet<String>, earlier: Option<&Shelf>, pace: &Pace) -> Option<Shelf> {
        if self.settings.rules.reaches_workspace() {
            return None;
        }
        let near = |disk: &Disk, path: &str| {
            self.settings.may_join(path, |folder| folders.contains(folder))
                || disk.head(path, HEAD).is_ok_and(|bytes| names_a_plan(&bytes))
        };
        self.shelve_those(&near, earlier, pace)
    }

    fn shelve_those(
        &self,
        wanted: &(dyn Fn(&Disk, &str) -> bool + Sync),
        earlier: Option<&Shelf>,
        pace: &Pace,
    ) -> Option<Shelf> {
        if self.apart {
            return Some(Shelf::default());
        }
        let disk = Disk::new(&self.found.root, self.found.nested);
        let workspace = self.workspace(&disk);
        let listing = disk.list("");
        let nested = listing.nested.clone();
        let chosen = workspace.candidates(&Selection::all(), listing, &mut Vec::new());
        pace.all.store(chosen.len(), Ordering::Relaxed);
        let read = |path: String| {
            pace.done.fetch_add(1, Ordering::Relaxed);
            if pace.is_dropped() || !wanted(&disk, &path) {
                return None;
            }
            let bytes = disk.read(&path).ok()?;
            let known = earlier.and_then(|shelf| shelf.documents.get(&path));
            let document = match known {
                Some(known) if known.source.text.as_bytes() == bytes.as_slice() => known.clone(),
                _ => Arc::new(workspace.document(self.number(&path), &path, bytes)),
            };
            Some((path, document))
        };
        let documents = chosen.into_par_iter().filter_map(read).collect();
        (!pace.is_dropped()).then_some(Shelf { nested, documents })
    }

    /// Joins the documents on disk, and those of open buffers in their stead, to plans.
    pub fn join(&self, shelf: &Shelf, buffers: &BTreeMap<String, Arc<Document>>, earlier: Option<&Joined>) -> Joined {
        let named = Selection { files: buffers.keys().cloned().collect(), ..Selection::default() };
        let disk = Disk::new(&self.found.root, self.found.nested);
        let wanted = if self.apart {
            named.files
        } else {
            self.workspace(&disk).candidates(&named, super::sources::Listing::default(), &mut Vec::new())
        };
        let wanted: BTreeSet<&str> = wanted.iter().map(String::as_str).collect();
        let mut buffers = buffers.iter().filter(|(path, _)| wanted.contains(path.as_str())).peekable();
        // Both are in order of paths; a buffer stands for the file.
        let mut documents: Vec<Arc<Document>> = Vec::with_capacity(shelf.documents.len() + wanted.len());
        for (path, document) in &shelf.documents {
            while let Some((_, buffer)) = buffers.next_if(|(other, _)| *other < path) {
                documents.push(buffer.clone());
            }
            let buffer = buffers.next_if(|(other, _)| *other == path).map(|(_, buffer)| buffer);
            documents.push(buffer.unwrap_or(document).clone());
        }
        documents.extend(buffers.map(|(_, buffer)| buffer.clone()));
        join(documents, &self.settings, earlier)
    }

    /// Judges the plans that are wanted; one that is the same as in `earlier` is not judged again unless a rule
    /// looks at the others of the root. None: it was dropped.
    pub fn judge(
        &self,
        joined: &Joined,
        wanted: impl Fn(&Plan) -> bool,
        earlier: &[&Arc<Part>],
        options: &Options,
        pace: &Pace,
    ) -> Option<Vec<Arc<Part>>> {
        let settings = &self.settings;
        let workspace = settings.rules.reaches_workspace();
        let broken = reading_rules(&settings.rules);
        let known = |plan: &Arc<Plan>| {
            earlier.iter().find(|part| !workspace && Arc::ptr_eq(&part.plan, plan)).copied().cloned()
        };
        let readable = joined.plans.iter().map(|plan| (plan, &settings.rules));
        let all = readable.chain(joined.unreadable.iter().map(|plan| (plan, &broken)));
        let all: Vec<_> = all.filter(|(plan, _)| wanted(plan)).collect();
        let neighbours = Neighbours::new(&joined.plans);
        let judge = |(plan, rules): (&Arc<Plan>, _)| {
            if pace.is_dropped() {
                return None;
            }
            Some(known(plan).unwrap_or_else(|| {
                let judgement = check::judge(plan, &neighbours, rules, &settings.reader.vocabulary, options);
                Arc::new(Part { plan: plan.clone(), judgement, before: None })
            }))
        };
        // One plan needs no second core, and a keystroke changes one.
        if all.len() > 8 { all.into_par_iter().map(judge).collect() } else { all.into_iter().map(judge).collect() }
    }

    fn workspace<'a>(&self, files: &'a dyn Files) -> Workspace<'a> {
        Workspace { root: self.found.root.clone(), settings: self.settings.clone(), files, shown: self.shown.clone() }
    }
}

impl Shelf {
    /// The document at a path below the root.
    pub fn get(&self, path: &str) -> Option<&Arc<Document>> {
        self.documents.get(path)
    }

    /// All documents with their paths.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Arc<Document>)> {
        self.documents.iter().map(|(path, document)| (path.as_str(), document))
    }
}
