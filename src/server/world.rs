//! What the server knows at one moment, never changed: requests are answered from the one that stood when they
//! arrived.

use super::client::Client;
use super::ground::Ground;
use super::uri::{Key, of_path};
use crate::check::{Options, Today};
use crate::plan::{Document, Plan};
use crate::syntax::Format;
use crate::text::SourceFile;
use crate::workspace::{ConfigError, Found, Joined, Live, Memory, Pace, Part, Shelf, Urgent, folder_of};
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
    /// What was judged before: the plans with open documents, and all.
    pub earlier: [Option<Arc<Judged>>; 2],
    /// Counts changes.
    pub generation: u64,
    /// Whether anybody waits for its judgement.
    pub pace: Pace,
    joined: Once<Joined>,
    all_joined: Once<Joined>,
    judged: Once<Judged>,
    all_judged: Once<Judged>,
}

/// What is found out once: who asks while somebody does waits for it, and does not do the same beside.
#[derive(Debug)]
struct Once<T> {
    known: OnceLock<Arc<T>>,
    finding: Mutex<()>,
}

impl<T> Once<T> {
    fn new() -> Self {
        Self { known: OnceLock::new(), finding: Mutex::new(()) }
    }

    fn get(&self) -> Option<&Arc<T>> {
        self.known.get()
    }

    /// What is known, or what `find` finds; if it finds nothing, whoever asks next tries again.
    fn get_or_find(&self, find: impl FnOnce() -> Option<Arc<T>>) -> Option<&Arc<T>> {
        if self.get().is_none() {
            let _one = self.finding.lock().unwrap_or_else(PoisonError::into_inner);
            if self.get().is_none() {
                let found = find()?;
                return Some(self.known.get_or_init(|| found));
            }
        }
        self.get()
    }
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
            earlier: [None, None],
            generation: 0,
            pace: Pace::default(),
            joined: Once::new(),
            all_joined: Once::new(),
            judged: Once::new(),
            all_judged: Once::new(),
        }
    }

    /// The root after a change: nothing is known yet of how its plans are.
    pub fn after(&self, generation: u64) -> Self {
        Self {
            found: self.found.clone(),
            apart: self.apart,
            ground: self.ground.clone(),
            held: self.held.clone(),
            earlier: [
                self.judged.get().or(self.earlier[0].as_ref()).cloned(),
                self.all_judged.get().or(self.earlier[1].as_ref()).cloned(),
            ],
            generation,
            pace: Pace::default(),
            joined: Once::new(),
            all_joined: Once::new(),
            judged: Once::new(),
            all_judged: Once::new(),
        }
    }

    /// Forgets all that rests on settings, rules and words: they are those that are written, saved or not.
    pub fn start_anew(&mut self) {
        self.ground = Arc::default();
        self.earlier = [None, None];
        for held in self.held.values_mut() {
            *held = Arc::new(Held::new(held.buffer.clone()));
        }
    }

    /// The root with its settings.
    ///
    /// # Errors
    /// What is wrong with its configuration.
    pub fn live(&self) -> Result<&Arc<Live>, &[ConfigError]> {
        self.ground.live(|| {
            let live = self.found.as_ref().map(|found| Live::open(found.clone(), self.buffers())).transpose()?;
            Ok(Arc::new(match live {
                Some(live) if !self.apart => live,
                live => Live::apart(live.map(|live| live.settings).unwrap_or_default()),
            }))
        })
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

    /// Whether there is a document at a path below the root: an open buffer, or a file.
    pub fn has(&self, path: &str) -> bool {
        self.held.contains_key(path) || self.live().is_ok_and(|live| self.ground.listed(live).holds(path))
    }

    fn read(&self, path: &str, held: &Held) -> Option<Arc<Document>> {
        let live = self.live().ok()?;
        let format = held.buffer.format.filter(|_| !held.buffer.is_too_long())?;
        Some(held.document.get_or_init(|| Arc::new(live.document(path, format, &held.buffer.text.text))).clone())
    }

    /// The folders of open documents.
    fn folders(&self) -> BTreeSet<String> {
        self.held.keys().map(|path| folder_of(path).to_owned()).collect()
    }

    /// The plans that open documents can belong to; where a rule looks at all plans, all of them.
    pub fn joined(&self) -> Option<&Arc<Joined>> {
        self.joined.get_or_find(|| {
            let live = self.live().ok()?;
            let shelf = match live.reaches_workspace() {
                true => self.ground.shelf(live).clone(),
                false => self.ground.near(live, self.folders()),
            };
            self.join(&shelf)
        })
    }

    /// The plans that open documents can belong to, if they are joined already.
    pub fn joined_if_known(&self) -> Option<&Arc<Joined>> {
        self.joined.get()
    }

    /// All plans that are not as the disk alone has them, and those that open documents can belong to. Besides these there
    /// are, where no rule looks at all plans, those that depend on the disk alone.
    pub fn all_joined(&self) -> Option<&Arc<Joined>> {
        self.all_joined.get_or_find(|| {
            let live = self.live().ok()?;
            let own = self.folders();
            // Documents that name their plan may have lost, or won, an open one; how many are like them in their folder
            // counts then as well.
            let mut folders = own.clone();
            if !live.reaches_workspace() {
                folders.extend(self.ground.naming(live).iter().map(|path| folder_of(path).to_owned()));
            }
            match folders == own {
                true => self.joined().cloned(),
                false => self.join(&self.ground.near(live, folders)),
            }
        })
    }

    /// The plans that the document at a path can belong to.
    fn joined_around(&self, path: &str) -> Option<Arc<Joined>> {
        let joined = self.joined()?;
        let live = self.live().ok()?;
        let is_open = |plan: &Arc<Plan>| plan.documents.iter().any(|one| self.held.contains_key(&*one.source.path));
        let holds = |plan: &Arc<Plan>| plan.documents.iter().any(|one| *one.source.path == *path);
        let mut folders = self.folders();
        let near = live.reaches_workspace()
            || folders.contains(folder_of(path))
            || joined.plans.iter().chain(&joined.archived).any(|plan| holds(plan) && is_open(plan));
        if near {
            return Some(joined.clone());
        }
        folders.insert(folder_of(path).to_owned());
        self.join(&self.ground.near(live, folders))
    }

    fn join(&self, shelf: &Shelf) -> Option<Arc<Joined>> {
        let read = |(path, held): (&String, &Arc<Held>)| Some((path.clone(), self.read(path, held)?));
        let buffers = self.held.iter().filter_map(read).collect();
        let now = self.joined.get().into_iter().chain(self.all_joined.get());
        let earlier = self.earlier.iter().flatten().map(|judged| &judged.joined);
        let earlier: Vec<&Joined> = now.chain(earlier).map(|joined| &**joined).collect();
        Some(Arc::new(self.live().ok()?.join(shelf, &buffers, &earlier)))
    }

    /// What the rules say of the plans that have an open document; none if nobody waits any longer, or the
    /// configuration is wrong.
    pub fn judged(&self, options: &Options) -> Option<&Arc<Judged>> {
        let open = |plan: &Plan| plan.documents.iter().any(|one| self.held.contains_key(&*one.source.path));
        self.judge(&self.judged, Self::joined, open, options)
    }

    /// The same for all of [`Place::all_joined`].
    pub fn all_judged(&self, options: &Options) -> Option<&Arc<Judged>> {
        self.judge(&self.all_judged, Self::all_joined, |_| true, options)
    }

    fn judge<'a>(
        &'a self,
        known: &'a Once<Judged>,
        joined: impl Fn(&Self) -> Option<&Arc<Joined>>,
        wanted: impl Fn(&Plan) -> bool,
        options: &Options,
    ) -> Option<&'a Arc<Judged>> {
        known.get_or_find(|| {
            if self.pace.is_dropped() {
                return None;
            }
            let live = self.live().ok()?;
            // Where a rule looks at all plans, this may wait for what is read in the background.
            let _urgent = (!live.reaches_workspace()).then(Urgent::begin);
            let joined = joined(self)?.clone();
            let now = self.judged.get().into_iter().chain(self.all_judged.get());
            let earlier = now.chain(self.earlier.iter().flatten());
            let earlier: Vec<&Arc<Part>> = earlier.flat_map(|judged| &judged.parts).collect();
            let parts = live.judge(&joined, wanted, &earlier, options, &self.pace)?;
            Some(Arc::new(Judged { joined, parts }))
        })
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
            place.has(&below).then_some((place, below))
        })
    }

    /// A document with its plan.
    pub fn scene(&self, uri: &Uri) -> Option<Scene> {
        let (place, path) = self.find(uri)?;
        let live = place.live().ok()?.clone();
        let joined = place.joined_around(&path)?;
        // What is open is shown, even where the configuration leaves it out.
        let left_out = || place.read(&path, place.held.get(&path)?);
        let document = joined.document(&path).cloned().or_else(left_out)?;
        let holds = |plan: &&Arc<Plan>| plan.documents.iter().any(|one| Arc::ptr_eq(one, &document));
        let known = joined.plans.iter().chain(&joined.archived).find(holds);
        let plan = known.cloned().unwrap_or_else(|| Arc::new(live.alone(document.clone())));
        Some(Scene { place: place.clone(), live, is_plan: known.is_some(), plan, document, path })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn one_finds_out_and_the_others_wait() {
        let (once, found) = (Once::new(), AtomicUsize::new(0));
        let find = || {
            std::thread::sleep(std::time::Duration::from_millis(20));
            Some(Arc::new(found.fetch_add(1, Ordering::Relaxed)))
        };
        assert_eq!(once.get_or_find(|| None), None);
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| assert_eq!(once.get_or_find(find).map(|number| **number), Some(0)));
            }
        });
        assert_eq!(found.into_inner(), 1);
    }
}
