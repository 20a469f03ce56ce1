//! What the server knows at one moment, never changed: requests are answered from the one that stood when they
//! arrived.

use super::client::Client;
use super::uri::{Key, of_path};
use crate::check::{Options, Today};
use crate::plan::{Declaration, Document, Plan, assemble};
use crate::syntax::Format;
use crate::text::SourceFile;
use crate::workspace::{ConfigError, Found, Joined, Live, Memory, Pace, Part, Shelf, folder_of};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use tower_lsp::ls_types::Uri;

/// Longest text that is read, in bytes: one that an editor holds must be read within a keystroke's patience.
pub const MAX_BUFFER: usize = 16 * 1024 * 1024;

/// What the server knows at one moment.
#[derive(Debug, Clone)]
pub struct World {
    /// The editor.
    pub client: Arc<Client>,
    /// The roots of open documents and of workspace folders.
    pub places: BTreeMap<Spot, Arc<Place>>,
    /// Open documents.
    pub open: BTreeMap<Key, Open>,
    /// Today, for suppressions with a last day.
    pub today: jiff::civil::Date,
}

/// Which root.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Spot {
    /// A folder.
    Root(PathBuf),
    /// One text without a path.
    Apart(Key),
}

/// An open document.
#[derive(Debug, Clone)]
pub struct Open {
    /// Its text.
    pub buffer: Arc<Buffer>,
    /// Its root, and its path below it.
    pub place: Option<(Spot, String)>,
}

/// The text of an open document.
#[derive(Debug)]
pub struct Buffer {
    /// Its URIs, as the editor writes them.
    pub uris: Vec<Uri>,
    /// As the editor counts.
    pub version: i32,
    /// The text.
    pub text: SourceFile,
    /// Markdown or YAML; none: neither.
    pub format: Option<Format>,
}

impl Buffer {
    /// Whether it is too long to be read.
    pub fn is_too_long(&self) -> bool {
        self.text.text.len() > MAX_BUFFER
    }
}

/// An open document's text with what it was read as.
#[derive(Debug)]
pub struct Held {
    /// The text.
    pub buffer: Arc<Buffer>,
    document: OnceLock<Arc<Document>>,
}

impl Held {
    /// Not read yet.
    pub fn new(buffer: Arc<Buffer>) -> Self {
        Self { buffer, document: OnceLock::new() }
    }
}

/// The documents that can form a plan with those of these folders.
type Near = (BTreeSet<String>, Arc<Shelf>);

/// What depends on a root's disk alone.
#[derive(Debug, Default)]
pub struct Ground {
    live: OnceLock<Result<Arc<Live>, Vec<ConfigError>>>,
    shelf: OnceLock<Arc<Shelf>>,
    /// The documents near open ones, with the folders of these.
    near: Mutex<Option<Near>>,
    /// How far reading the disk is.
    pub reading: Pace,
    /// What was on disk before.
    pub earlier: Option<Arc<Shelf>>,
}

impl Ground {
    /// The same settings; the files are read again.
    pub fn again(old: &Self) -> Self {
        let live = OnceLock::new();
        if let Some(known) = old.live.get() {
            // It was empty.
            let _ = live.set(known.clone());
        }
        let earlier = old.shelf.get().cloned().or_else(|| old.earlier.clone());
        Self { live, shelf: OnceLock::new(), near: Mutex::default(), reading: Pace::default(), earlier }
    }
}

/// A root at one moment.
#[derive(Debug)]
pub struct Place {
    /// How to open it; of a text without a path, whose settings it is judged by.
    pub found: Option<Found>,
    /// Whether it is one text without a path.
    pub apart: bool,
    /// What depends on the disk alone.
    pub ground: Arc<Ground>,
    /// Open documents by their path below the root.
    pub held: BTreeMap<String, Arc<Held>>,
    /// What was judged before.
    pub earlier: Option<Arc<Judged>>,
    /// Counts changes.
    pub generation: u64,
    /// Whether anybody waits for its judgement.
    pub pace: Pace,
    joined: OnceLock<Arc<Joined>>,
    all_joined: OnceLock<Arc<Joined>>,
    judged: OnceLock<Arc<Judged>>,
    all_judged: OnceLock<Arc<Judged>>,
}

/// Plans of a root, judged.
#[derive(Debug)]
pub struct Judged {
    /// The plans.
    pub joined: Arc<Joined>,
    /// What their rules say.
    pub parts: Vec<Arc<Part>>,
}

impl Place {
    /// A root before anything is known of it.
    pub fn new(found: Option<Found>, apart: bool) -> Self {
        Self {
            found,
            apart,
            ground: Arc::default(),
            held: BTreeMap::new(),
            earlier: None,
            generation: 0,
            pace: Pace::default(),
            joined: OnceLock::new(),
            all_joined: OnceLock::new(),
            judged: OnceLock::new(),
            all_judged: OnceLock::new(),
        }
    }

    /// The root after a change: nothing is known yet of how its plans are.
    pub fn after(&self, generation: u64) -> Self {
        Self {
            found: self.found.clone(),
            apart: self.apart,
            ground: self.ground.clone(),
            held: self.held.clone(),
            earlier: self.all_judged.get().or(self.judged.get()).cloned().or_else(|| self.earlier.clone()),
            generation,
            pace: Pace::default(),
            joined: OnceLock::new(),
            all_joined: OnceLock::new(),
            judged: OnceLock::new(),
            all_judged: OnceLock::new(),
        }
    }

    /// Forgets all that rests on settings, rules and words: they are those that are written, saved or not.
    pub fn start_anew(&mut self) {
        self.ground = Arc::default();
        self.earlier = None;
        for held in self.held.values_mut() {
            *held = Arc::new(Held::new(held.buffer.clone()));
        }
    }

    /// The root with its settings.
    ///
    /// # Errors
    /// What is wrong with its configuration.
    pub fn live(&self) -> Result<&Arc<Live>, &[ConfigError]> {
        let live = self.ground.live.get_or_init(|| {
            let live = self.found.as_ref().map(|found| Live::open(found.clone(), self.buffers())).transpose()?;
            Ok(Arc::new(match live {
                Some(live) if !self.apart => live,
                live => Live::apart(live.map(|live| live.settings).unwrap_or_default()),
            }))
        });
        live.as_ref().map_err(Vec::as_slice)
    }

    /// Open buffers that may hold configuration, rules or words: unsaved ones count as well.
    fn buffers(&self) -> Memory {
        let yaml = self.held.iter().filter(|(_, held)| held.buffer.format == Some(Format::Yaml));
        Memory(yaml.map(|(path, held)| (path.clone(), held.buffer.text.text.as_bytes().to_vec())).collect())
    }

    /// Whether a path below the root holds configuration, rules or words; if the configuration is wrong, any may.
    pub fn is_own_file(&self, path: &str) -> bool {
        self.live().map_or(true, |live| live.settings.is_own_file(path))
    }

    /// Its documents on disk.
    pub fn shelf(&self) -> Option<&Arc<Shelf>> {
        let live = self.live().ok()?;
        let read = || {
            let near = || {
                let near = self.ground.near.lock().unwrap_or_else(PoisonError::into_inner);
                near.as_ref().map(|(_, shelf)| shelf.clone())
            };
            let earlier = self.ground.earlier.clone().or_else(near);
            Arc::new(live.shelve(earlier.as_deref(), &self.ground.reading).unwrap_or_default())
        };
        Some(self.ground.shelf.get_or_init(read))
    }

    /// Its documents on disk, if they were read.
    pub fn shelf_if_read(&self) -> Option<&Arc<Shelf>> {
        self.ground.shelf.get()
    }

    /// The document at a path below the root: of the open buffer, else of the disk.
    pub fn document(&self, path: &str) -> Option<Arc<Document>> {
        match self.held.get(path) {
            Some(held) => self.read(path, held),
            None => self.shelf()?.get(path).cloned(),
        }
    }

    fn read(&self, path: &str, held: &Held) -> Option<Arc<Document>> {
        let live = self.live().ok()?;
        let format = held.buffer.format.filter(|_| !held.buffer.is_too_long())?;
        Some(held.document.get_or_init(|| Arc::new(live.document(path, format, &held.buffer.text.text))).clone())
    }

    /// The plans that open documents can belong to; of others only some, if the disk was still being read when they
    /// were first asked for. They stay the same: what was judged and what is asked of it are of one plan.
    pub fn joined(&self) -> Option<&Arc<Joined>> {
        if let Some(joined) = self.joined.get() {
            return Some(joined);
        }
        let near = if self.shelf_if_read().is_some() { None } else { self.near() };
        let joined = match near {
            Some(near) => self.join(&near)?,
            None => self.all_joined()?.clone(),
        };
        Some(self.joined.get_or_init(|| joined))
    }

    /// The plans that were joined so far.
    pub fn joined_if_known(&self) -> Option<&Arc<Joined>> {
        self.all_joined.get().or_else(|| self.joined.get())
    }

    /// All its plans.
    pub fn all_joined(&self) -> Option<&Arc<Joined>> {
        if let Some(all) = self.all_joined.get() {
            return Some(all);
        }
        let joined = self.join(self.shelf()?)?;
        Some(self.all_joined.get_or_init(|| joined))
    }

    fn join(&self, shelf: &Shelf) -> Option<Arc<Joined>> {
        let read = |(path, held): (&String, &Arc<Held>)| Some((path.clone(), self.read(path, held)?));
        let buffers = self.held.iter().filter_map(read).collect();
        let earlier =
            self.joined.get().or(self.earlier.as_ref().map(|earlier| &earlier.joined)).map(|joined| &**joined);
        Some(Arc::new(self.live().ok()?.join(shelf, &buffers, earlier)))
    }

    /// The documents on disk that can form a plan with open ones; none if a rule looks at all plans.
    fn near(&self) -> Option<Arc<Shelf>> {
        let folders: BTreeSet<String> = self.held.keys().map(|path| folder_of(path).to_owned()).collect();
        let mut near = self.ground.near.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, shelf)) = near.as_ref().filter(|(known, _)| known.is_superset(&folders)) {
            return Some(shelf.clone());
        }
        let earlier = near.as_ref().map(|(_, shelf)| &**shelf).or(self.ground.earlier.as_deref());
        let shelf = Arc::new(self.live().ok()?.shelve_near(&folders, earlier, &Pace::default())?);
        *near = Some((folders, shelf.clone()));
        Some(shelf)
    }

    /// What the rules say of the plans that have an open document; none if nobody waits any longer, or the
    /// configuration is wrong.
    pub fn judged(&self, options: &Options) -> Option<&Arc<Judged>> {
        let open = |plan: &Plan| plan.documents.iter().any(|one| self.held.contains_key(&*one.source.path));
        self.judge(&self.judged, Self::joined, open, options)
    }

    /// The same for all plans.
    pub fn all_judged(&self, options: &Options) -> Option<&Arc<Judged>> {
        self.judge(&self.all_judged, Self::all_joined, |_| true, options)
    }

    fn judge<'a>(
        &'a self,
        known: &'a OnceLock<Arc<Judged>>,
        joined: impl Fn(&Self) -> Option<&Arc<Joined>>,
        wanted: impl Fn(&Plan) -> bool,
        options: &Options,
    ) -> Option<&'a Arc<Judged>> {
        if let Some(judged) = known.get() {
            return Some(judged);
        }
        if self.pace.is_dropped() {
            return None;
        }
        let joined = joined(self)?.clone();
        let earlier = self.judged.get().into_iter().chain(&self.earlier);
        let earlier: Vec<&Arc<Part>> = earlier.flat_map(|judged| &judged.parts).collect();
        let parts = self.live().ok()?.judge(&joined, wanted, &earlier, options, &self.pace)?;
        Some(known.get_or_init(|| Arc::new(Judged { joined, parts })))
    }

    /// The URI of a document: as the editor writes it where it is open.
    pub fn uri(&self, path: &str) -> Option<Uri> {
        if let Some(held) = self.held.get(path) {
            return held.buffer.uris.first().cloned();
        }
        of_path(&self.live().ok()?.full(path))
    }

    /// The version of a document, if it is open.
    pub fn version(&self, path: &str) -> Option<i32> {
        self.held.get(path).map(|held| held.buffer.version)
    }
}

/// A document with its plan and root.
#[derive(Debug, Clone)]
pub struct Scene {
    /// The root.
    pub place: Arc<Place>,
    /// The root with its settings.
    pub live: Arc<Live>,
    /// The plan that the document belongs to; where it belongs to none, what it would be by itself.
    pub plan: Arc<Plan>,
    /// Whether it belongs to a plan.
    pub is_plan: bool,
    /// The document.
    pub document: Arc<Document>,
    /// Its path below the root.
    pub path: String,
}

impl World {
    /// How plans are judged.
    pub fn options(&self) -> Options {
        Options { language: self.client.language, ground: false, today: Today::Is(self.today) }
    }

    /// Root and path of a document, open or not.
    pub fn find(&self, uri: &Uri) -> Option<(&Arc<Place>, String)> {
        let key = Key::of(uri);
        if let Some(open) = self.open.get(&key) {
            let (spot, path) = open.place.as_ref()?;
            return Some((self.places.get(spot)?, path.clone()));
        }
        let path = key.path()?;
        // The innermost root that has the file.
        self.places.iter().rev().find_map(|(spot, place)| {
            let Spot::Root(root) = spot else { return None };
            let below = crate::workspace::relative(path, root)?;
            place.document(&below).map(|_| (place, below))
        })
    }

    /// A document with its plan.
    pub fn scene(&self, uri: &Uri) -> Option<Scene> {
        let (place, path) = self.find(uri)?;
        let live = place.live().ok()?.clone();
        let document = place.document(&path)?;
        let joined = place.joined()?;
        let holds = |plan: &&Arc<Plan>| plan.documents.iter().any(|one| Arc::ptr_eq(one, &document));
        let known = joined.plans.iter().chain(&joined.archived).find(holds);
        let plan = known.cloned().unwrap_or_else(|| {
            Arc::new(assemble(vec![document.clone()], &Declaration::default(), &live.settings.reader))
        });
        Some(Scene { place: place.clone(), live, is_plan: known.is_some(), plan, document, path })
    }
}
