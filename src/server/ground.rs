//! What depends on a root's settings and on its disk alone, found out once until one of them changes.

use super::far::Far;
use crate::workspace::{ConfigError, Listed, Live, Pace, Shelf};
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// What depends on a root's settings and disk alone.
#[derive(Debug, Default)]
pub struct Ground {
    live: OnceLock<Result<Arc<Live>, Vec<ConfigError>>>,
    listed: OnceLock<Listed>,
    naming: OnceLock<BTreeSet<String>>,
    near: Mutex<Vec<Near>>,
    shelf: OnceLock<Arc<Shelf>>,
    far: Mutex<Option<Arc<Far>>>,
    /// Held by whoever finds out what is near, or far, while the others wait.
    nearing: Mutex<()>,
    surveying: Mutex<()>,
    /// How far getting ready in the background is.
    pub reading: Pace,
    /// How far what somebody asked for is.
    pub asked: Pace,
    begun: AtomicBool,
    earlier: Earlier,
}

/// The documents that can form a plan with those of these folders.
#[derive(Debug)]
struct Near {
    folders: BTreeSet<String>,
    shelf: Arc<Shelf>,
}

/// So many are kept: around open documents, around all that name their plan too, and around one that was asked for.
const NEAR: usize = 4;

/// What was known before the disk changed; most of it is the same still.
#[derive(Debug, Default)]
struct Earlier {
    shelf: Option<Arc<Shelf>>,
    far: Option<Arc<Far>>,
}

impl Ground {
    /// The same settings; the files are read again.
    pub fn again(old: &Self) -> Self {
        let live = OnceLock::new();
        if let Some(known) = old.live.get() {
            // It was empty.
            let _ = live.set(known.clone());
        }
        let near = held(&old.near).last().map(|near| near.shelf.clone());
        let shelf = old.shelf.get().cloned().or(near).or_else(|| old.earlier.shelf.clone());
        let far = held(&old.far).clone().or_else(|| old.earlier.far.clone());
        Self { live, earlier: Earlier { shelf, far }, ..Self::default() }
    }

    /// The root with its settings, which `open` reads.
    ///
    /// # Errors
    /// What is wrong with its configuration.
    pub fn live(
        &self,
        open: impl FnOnce() -> Result<Arc<Live>, Vec<ConfigError>>,
    ) -> Result<&Arc<Live>, &[ConfigError]> {
        self.live.get_or_init(open).as_ref().map_err(Vec::as_slice)
    }

    /// The files that may be documents.
    pub fn listed(&self, live: &Live) -> &Listed {
        self.listed.get_or_init(|| live.list())
    }

    /// Those that say themselves which plan they belong to.
    pub fn naming(&self, live: &Live) -> &BTreeSet<String> {
        self.naming.get_or_init(|| live.naming(self.listed(live)))
    }

    /// All documents.
    pub fn shelf(&self, live: &Live) -> &Arc<Shelf> {
        let read = || live.shelve(self.listed(live), self.earlier.shelf.as_deref(), &self.reading).unwrap_or_default();
        self.shelf.get_or_init(|| Arc::new(read()))
    }

    /// The documents that can form a plan with those of these folders.
    pub fn near(&self, live: &Live, folders: BTreeSet<String>) -> Arc<Shelf> {
        let _one = held(&self.nearing);
        let known = |near: &&Near| near.folders == folders;
        if let Some(near) = held(&self.near).iter().find(known) {
            return near.shelf.clone();
        }
        let kept: Vec<Arc<Shelf>> = held(&self.near).iter().map(|near| near.shelf.clone()).collect();
        let earlier = self.earlier.shelf.as_deref();
        let shelf = Arc::new(live.shelve_near(self.listed(live), self.naming(live), &folders, &kept, earlier));
        let mut known = held(&self.near);
        if known.len() == NEAR {
            known.remove(0);
        }
        known.push(Near { folders, shelf: shelf.clone() });
        shelf
    }

    /// What is known of all plans on disk. `survey` judges them, and gets what is known of earlier ones; none if it was
    /// dropped.
    pub fn far(&self, today: jiff::civil::Date, survey: impl FnOnce(Option<&Far>) -> Option<Far>) -> Option<Arc<Far>> {
        let _one = held(&self.surveying);
        let known = held(&self.far).clone().filter(|far| far.today == today);
        if known.is_some() {
            return known;
        }
        let new = Arc::new(survey(self.earlier.far.as_deref().filter(|far| far.today == today))?);
        *held(&self.far) = Some(new.clone());
        Some(new)
    }

    /// Nobody waits any longer for what takes long.
    pub fn drop_all(&self) {
        [&self.reading, &self.asked].iter().for_each(|pace| pace.dropped.store(true, Ordering::Relaxed));
    }

    /// Whether nobody has begun yet to get ready in the background; who asks does.
    pub fn begin(&self) -> bool {
        !self.begun.swap(true, Ordering::Relaxed)
    }
}

fn held<T>(lock: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}
