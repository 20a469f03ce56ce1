//! A root that is looked at again and again: what has not changed is not read, joined or judged again.

use super::config::{ConfigError, Overrides, Settings};
use super::cores::{in_background, in_foreground};
use super::disk::Disk;
use super::join::{Joined, join, reading_rules};
use super::naming::{file_names, names};
use super::path::{Shown, clean_path, folder_of};
use super::precedence::give_way;
use super::root::Found;
use super::selection::Selection;
use super::snapshot::{Part, Workspace};
use super::sources::{Files, Listing, Memory, Overlay, STDIN};
use crate::check::{self, Neighbours, Options};
use crate::plan::{Declaration, Document, Plan, assemble};
use crate::rules::RuleSet;
use crate::syntax::Format;
use crate::text::{FileId, SourceFile};
use rapidhash::RapidHashMap;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

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

/// The files of a root that may be documents.
#[derive(Debug, Default)]
pub struct Listed {
    /// Their paths below the root, in order.
    pub paths: Vec<String>,
    /// Folders with a root of their own.
    pub nested: Vec<PathBuf>,
}

/// Documents of a root as they are on disk.
#[derive(Debug, Default)]
pub struct Shelf(BTreeMap<String, Arc<Document>>);

/// What was made of plans that were looked at together, by a hash of the texts of their files.
pub type Surveyed<T> = HashMap<u64, Arc<T>>;

/// A file's path below the root with its bytes.
type Bytes = (String, Vec<u8>);

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
        in_foreground(|| self.settings.document(SourceFile::new(self.number(path), path, text), format))
    }

    /// What a document that belongs to no plan would be by itself.
    pub fn alone(&self, document: Arc<Document>) -> Plan {
        in_foreground(|| assemble(vec![document], &Declaration::default(), &self.settings.reader))
    }

    /// Whether the plans of the root cannot be judged apart from each other, because a rule looks at all of them.
    pub fn reaches_workspace(&self) -> bool {
        self.settings.rules.reaches_workspace()
    }

    /// The files on disk that may be documents.
    pub fn list(&self) -> Listed {
        if self.apart {
            return Listed::default();
        }
        let disk = self.disk();
        let listing = disk.list("");
        let nested = listing.nested.clone();
        Listed { paths: self.workspace(&disk).candidates(&Selection::all(), listing, &mut Vec::new()), nested }
    }

    /// Those of the files that say themselves which plan they belong to.
    pub fn naming(&self, listed: &Listed) -> BTreeSet<String> {
        let disk = self.disk();
        listed.paths.par_iter().filter(|path| file_names(&disk, path, &self.settings.reader)).cloned().collect()
    }

    /// Reads all documents on disk; of `earlier`, those that are still the same are kept. None: it was dropped.
    pub fn shelve(&self, listed: &Listed, earlier: Option<&Shelf>, pace: &Pace) -> Option<Shelf> {
        pace.all.store(listed.paths.len(), Ordering::Relaxed);
        let disk = self.disk();
        let read = |path: &String| {
            give_way();
            pace.done.fetch_add(1, Ordering::Relaxed);
            if pace.is_dropped() { None } else { self.on_disk(&disk, path, earlier) }
        };
        let documents = in_background(|| listed.paths.par_iter().filter_map(read).collect());
        (!pace.is_dropped()).then_some(Shelf(documents))
    }

    /// The documents on disk that can form a plan with those of these folders: all others in them, what the
    /// configuration joins to plans, and what names its plan (`naming`). Those that are on a shelf of `kept` are taken
    /// from it; of `earlier`, those that are still the same.
    pub fn shelve_near(
        &self,
        listed: &Listed,
        naming: &BTreeSet<String>,
        folders: &BTreeSet<String>,
        kept: &[Arc<Shelf>],
        earlier: Option<&Shelf>,
    ) -> Shelf {
        let disk = self.disk();
        let near =
            |path: &&String| naming.contains(*path) || self.settings.may_join(path, |folder| folders.contains(folder));
        let read = |path: &String| {
            let held = kept.iter().find_map(|shelf| shelf.get(path));
            held.map_or_else(|| self.on_disk(&disk, path, earlier), |held| Some((path.clone(), held.clone())))
        };
        in_foreground(|| Shelf(listed.paths.par_iter().filter(near).filter_map(read).collect()))
    }

    fn on_disk(&self, disk: &Disk, path: &str, earlier: Option<&Shelf>) -> Option<(String, Arc<Document>)> {
        let bytes = disk.read(path).ok()?;
        let document = match earlier.and_then(|shelf| shelf.get(path)) {
            Some(known) if known.source.text.as_bytes() == bytes.as_slice() => known.clone(),
            _ => Arc::new(self.workspace(disk).document(self.number(path), path, bytes)),
        };
        Some((path.to_owned(), document))
    }

    /// Looks at all plans on disk: those of a folder together, where no plan reaches into another. What `take` makes of
    /// them is kept, the plans are not, so that memory does not grow with the root. What was made of the same texts
    /// before (`known`) is made no more. None: it was dropped.
    pub fn survey<T: Send + Sync>(
        &self,
        listed: &Listed,
        known: &Surveyed<T>,
        options: &Options,
        pace: &Pace,
        take: impl Fn(&Joined, &[Arc<Part>]) -> T + Sync,
    ) -> Option<Surveyed<T>> {
        pace.done.store(0, Ordering::Relaxed);
        pace.all.store(listed.paths.len(), Ordering::Relaxed);
        let disk = self.disk();
        let look = |files: Vec<Bytes>| {
            let (key, count) = (fingerprint(&files), files.len());
            let made = match known.get(&key) {
                Some(same) => same.clone(),
                None => {
                    let read = |(path, bytes): Bytes| {
                        give_way();
                        let read = || Arc::new(self.workspace(&disk).document(self.number(&path), &path, bytes));
                        (!pace.is_dropped()).then(read)
                    };
                    let documents = files.into_par_iter().map(read).collect::<Option<Vec<_>>>()?;
                    let joined = join(documents, &self.settings, &[]);
                    let parts = self.judge(&joined, |_| true, &[], options, pace)?;
                    Arc::new(take(&joined, &parts))
                }
            };
            pace.done.fetch_add(count, Ordering::Relaxed);
            Some((key, made))
        };
        // Documents that name their plan may form one with documents of other folders: theirs wait for each other.
        let folder = |paths: Vec<&String>| {
            let read = |path: &&String| Some(((*path).clone(), disk.read(path).ok()?));
            let files: Vec<Bytes> = paths.iter().filter_map(read).collect();
            if pace.is_dropped() {
                return None;
            }
            let waits = files.iter().any(|(path, bytes)| names(path, bytes, &self.settings.reader));
            if waits { Some(Err(files)) } else { look(files).map(Ok) }
        };
        in_background(|| {
            let outcomes = self.folders(listed).into_par_iter().map(folder).collect::<Option<Vec<_>>>()?;
            let (mut surveyed, mut waiting) = (Surveyed::new(), Vec::new());
            for outcome in outcomes {
                match outcome {
                    Ok((key, made)) => drop(surveyed.insert(key, made)),
                    Err(files) => waiting.extend(files),
                }
            }
            if !waiting.is_empty() {
                waiting.sort();
                surveyed.extend(look(waiting));
            }
            (!pace.is_dropped()).then_some(surveyed)
        })
    }

    /// The files that can form plans with each other, but for those that name theirs: those of a folder, or all where the
    /// configuration says which files form one.
    fn folders<'l>(&self, listed: &'l Listed) -> Vec<Vec<&'l String>> {
        if !self.settings.plans.is_empty() {
            return vec![listed.paths.iter().collect()];
        }
        let mut folders: BTreeMap<&str, Vec<&String>> = BTreeMap::new();
        for path in &listed.paths {
            folders.entry(folder_of(path)).or_default().push(path);
        }
        folders.into_values().collect()
    }

    /// Joins documents on disk, and those of open buffers in their stead, to plans. What is the same as in one of
    /// `earlier` is taken from there.
    pub fn join(&self, shelf: &Shelf, buffers: &BTreeMap<String, Arc<Document>>, earlier: &[&Joined]) -> Joined {
        let named = Selection { files: buffers.keys().cloned().collect(), ..Selection::default() };
        let disk = self.disk();
        let wanted = if self.apart {
            named.files
        } else {
            self.workspace(&disk).candidates(&named, Listing::default(), &mut Vec::new())
        };
        let wanted: BTreeSet<&str> = wanted.iter().map(String::as_str).collect();
        let mut buffers = buffers.iter().filter(|(path, _)| wanted.contains(path.as_str())).peekable();
        // Both are in order of paths; a buffer stands for the file.
        let mut documents: Vec<Arc<Document>> = Vec::with_capacity(shelf.0.len() + wanted.len());
        for (path, document) in &shelf.0 {
            while let Some((_, buffer)) = buffers.next_if(|(other, _)| *other < path) {
                documents.push(buffer.clone());
            }
            let buffer = buffers.next_if(|(other, _)| *other == path).map(|(_, buffer)| buffer);
            documents.push(buffer.unwrap_or(document).clone());
        }
        documents.extend(buffers.map(|(_, buffer)| buffer.clone()));
        in_foreground(|| join(documents, &self.settings, earlier))
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
        let unreadable: Vec<&Arc<Plan>> = joined.unreadable.iter().filter(|plan| wanted(plan)).collect();
        let broken = if unreadable.is_empty() { RuleSet::shipped() } else { reading_rules(&settings.rules) };
        let address = |plan: &Arc<Plan>| Arc::as_ptr(plan) as usize;
        let earlier = earlier.iter().filter(|_| !workspace).map(|part| (address(&part.plan), *part));
        let earlier: RapidHashMap<usize, &Arc<Part>> = earlier.collect();
        let known = |plan: &Arc<Plan>| earlier.get(&address(plan)).map(|part| (*part).clone());
        let readable = joined.plans.iter().filter(|plan| wanted(plan)).map(|plan| (plan, &settings.rules));
        let all: Vec<_> = readable.chain(unreadable.into_iter().map(|plan| (plan, &broken))).collect();
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
        in_foreground(|| match all.len() {
            0..=8 => all.into_iter().map(judge).collect(),
            _ => all.into_par_iter().map(judge).collect(),
        })
    }

    fn disk(&self) -> Disk {
        Disk::new(&self.found.root, self.found.nested)
    }

    fn workspace<'a>(&self, files: &'a dyn Files) -> Workspace<'a> {
        Workspace { root: self.found.root.clone(), settings: self.settings.clone(), files, shown: self.shown.clone() }
    }
}

impl Shelf {
    /// The document at a path below the root.
    pub fn get(&self, path: &str) -> Option<&Arc<Document>> {
        self.0.get(path)
    }
}

impl Listed {
    /// Whether a path below the root is among them.
    pub fn holds(&self, path: &str) -> bool {
        self.paths.binary_search_by(|known| known.as_str().cmp(path)).is_ok()
    }
}

/// Paths and texts as a number.
fn fingerprint(files: &[Bytes]) -> u64 {
    let hash = rapidhash::v3::rapidhash_v3;
    let parts = files.iter().flat_map(|(path, bytes)| [hash(path.as_bytes()), hash(bytes)]);
    let parts: Vec<u8> = parts.flat_map(u64::to_le_bytes).collect();
    hash(&parts)
}
