//! The session: it owns what the server knows, and gets every message in order of arrival through one channel.
//!
//! Nothing here takes long: texts are changed here, and read, joined and judged elsewhere, from a world that
//! does not change under that work.

use super::board::{Board, shown};
use super::capabilities;
use super::client::{Client, REFRESH, chosen_language};
use super::diagnostics::by_document;
use super::edit;
use super::ground::Ground;
use super::log::Log;
use super::outbox::Outbox;
use super::progress::Progress;
use super::setup::Setup;
use super::survey;
use super::uri::Key;
use super::words;
use super::world::{Buffer, Held, Open, Place, Spot, World};
use crate::syntax::Format;
use crate::text::{FileId, SourceFile};
use crate::workspace::{
    CONFIG_FILE, ConfigChoice, Found, Live, Nested, clean_path, format_of, relative, root_of, root_of_file,
};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use tokio::runtime::Handle;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::sync::oneshot;
use tower_lsp::jsonrpc::Response;
use tower_lsp::ls_types::*;

/// Work on the world as it stood when the request arrived.
pub type Work = Box<dyn FnOnce(Arc<World>, &Outbox) + Send>;

/// What the session is told.
pub enum Message {
    /// `initialize`
    Start(Box<InitializeParams>, oneshot::Sender<InitializeResult>),
    /// `initialized`
    Ready,
    /// A document was opened.
    Opened(DidOpenTextDocumentParams),
    /// A document was edited.
    Changed(DidChangeTextDocumentParams),
    /// A document was saved.
    Saved(Uri),
    /// A document was closed.
    Closed(Uri),
    /// Files changed on disk.
    Watched(Vec<Uri>),
    /// The editor's settings changed.
    Configured(Value),
    /// Workspace folders came and went.
    Folders(WorkspaceFoldersChangeEvent),
    /// A request.
    Ask(Work),
    /// A root was judged: the findings of its documents.
    Judged(Spot, u64, Option<BTreeMap<String, Vec<Diagnostic>>>),
    /// A fault of the server kept a root from being judged.
    Failed(Spot, u64),
    /// Folders with a root of their own were found in a workspace folder.
    Nested(Vec<PathBuf>),
    /// A root was read, of which progress was shown.
    Read(ProgressToken),
    /// The user does not want to wait.
    Cancelled(ProgressToken),
    /// The editor answered a request.
    Answer(Box<Response>),
    /// It is over.
    Stop,
}

/// What a request to the editor was for.
enum Purpose {
    /// To show progress of reading a root.
    Reading(Spot, ProgressToken),
    /// For its settings.
    Settings,
}

struct Session {
    world: World,
    shared: Option<Arc<World>>,
    folders: Vec<PathBuf>,
    outbox: Outbox,
    log: Log,
    inbox: UnboundedSender<Message>,
    handle: Handle,
    today: fn() -> jiff::civil::Date,
    generation: u64,
    /// Roots that are being judged, and whether they changed meanwhile.
    judging: HashMap<Spot, bool>,
    board: Board,
    purposes: HashMap<String, Purpose>,
    /// Texts that somebody was told are too long.
    declined: BTreeSet<Key>,
    ready: bool,
}

/// A session that runs; it ends when this is dropped.
pub struct Running(UnboundedSender<Message>);

impl Running {
    /// The way to it.
    pub fn inbox(&self) -> UnboundedSender<Message> {
        self.0.clone()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.0.send(Message::Stop);
    }
}

/// Starts the session on a thread that blocks, of the runtime's, so that whoever drops the runtime has waited for its end.
pub fn start(outbox: Outbox, setup: Setup) -> Running {
    let (inbox, messages) = unbounded_channel();
    let session = Session {
        world: World { client: Arc::default(), places: BTreeMap::new(), open: BTreeMap::new(), today: (setup.today)() },
        shared: None,
        folders: Vec::new(),
        outbox: outbox.clone(),
        log: setup.log,
        inbox: inbox.clone(),
        handle: Handle::current(),
        today: setup.today,
        generation: 0,
        judging: HashMap::new(),
        board: Board::new(outbox),
        purposes: HashMap::new(),
        declined: BTreeSet::new(),
        ready: false,
    };
    tokio::task::spawn_blocking(move || session.run(messages));
    Running(inbox)
}

impl Session {
    fn run(mut self, mut messages: UnboundedReceiver<Message>) {
        while let Some(message) = messages.blocking_recv() {
            if matches!(message, Message::Stop) {
                // Nobody waits for what is still being done.
                self.world.places.values().for_each(|place| {
                    place.pace.dropped.store(true, Ordering::Relaxed);
                    place.ground.drop_all();
                });
                return;
            }
            if catch_unwind(AssertUnwindSafe(|| self.take(message))).is_err() {
                self.log.say("a fault of the server in the session");
            }
        }
    }

    fn take(&mut self, message: Message) {
        match message {
            Message::Start(params, answer) => self.begin(&params, answer),
            Message::Ready => self.ready(),
            Message::Opened(params) => self.opened(params.text_document),
            Message::Changed(params) => self.changed(&params),
            Message::Saved(uri) => self.saved(&uri),
            Message::Closed(uri) => self.closed(&uri),
            Message::Watched(uris) => self.disk_changed(&uris),
            Message::Configured(settings) => self.configured(&settings),
            Message::Folders(event) => self.folders_changed(&event),
            Message::Ask(work) => {
                let (world, outbox) = (self.world(), self.outbox.clone());
                self.handle.spawn_blocking(move || work(world, &outbox));
            }
            Message::Judged(spot, generation, found) => self.judged(&spot, generation, found),
            Message::Failed(spot, generation) => self.failed(&spot, generation),
            Message::Nested(folders) => folders.iter().for_each(|folder| self.add_folder(folder)),
            Message::Read(token) => drop(self.purposes.remove(&token_name(&token))),
            Message::Cancelled(token) => self.cancelled(&token),
            Message::Answer(response) => self.answered(*response),
            Message::Stop => {}
        }
    }

    /// The world as it stands.
    fn world(&mut self) -> Arc<World> {
        let today = (self.today)();
        if self.world.today != today {
            self.world.today = today;
            self.shared = None;
        }
        self.shared.get_or_insert_with(|| Arc::new(self.world.clone())).clone()
    }

    fn begin(&mut self, params: &InitializeParams, answer: oneshot::Sender<InitializeResult>) {
        let client = Client::new(params);
        let folders = params.workspace_folders.clone().unwrap_or_default();
        self.folders = folders.iter().filter_map(|folder| folder_path(&folder.uri)).collect();
        #[allow(deprecated)]
        if params.workspace_folders.is_none() {
            let root = params.root_uri.as_ref().and_then(folder_path);
            self.folders.extend(root.or_else(|| params.root_path.as_ref().map(PathBuf::from)));
        }
        // Nobody listens any longer if the request was cancelled.
        let _ = answer.send(capabilities::announce(&client));
        self.world.client = Arc::new(client);
        self.shared = None;
    }

    fn ready(&mut self) {
        self.ready = true;
        if self.world.client.watches {
            let globs = ["**/*.{md,markdown,MD}", "**/*.{yaml,yml}"];
            let watchers: Vec<Value> = globs.iter().map(|glob| json!({"globPattern": glob})).collect();
            self.outbox.ask(
                "client/registerCapability",
                json!({"registrations": [{"id": "planspect-files", "method": "workspace/didChangeWatchedFiles",
                    "registerOptions": {"watchers": watchers}}]}),
            );
        }
        self.ask_settings();
        for folder in self.folders.clone() {
            self.add_folder(&folder);
        }
    }

    fn ask_settings(&mut self) {
        if self.world.client.configuration {
            let id = self.outbox.ask("workspace/configuration", json!({"items": [{"section": "planspect"}]}));
            self.purposes.insert(id, Purpose::Settings);
        }
    }

    fn answered(&mut self, response: Response) {
        let (id, outcome) = response.into_parts();
        let Ok(Value::String(id)) = serde_json::to_value(&id) else { return };
        match (self.purposes.remove(&id), outcome) {
            (Some(Purpose::Reading(spot, token)), Ok(_)) => self.read(&spot, Some(token)),
            (Some(Purpose::Reading(spot, _)), Err(_)) => self.read(&spot, None),
            (Some(Purpose::Settings), Ok(settings)) => {
                if let Some(first) = settings.as_array().and_then(|all| all.first()) {
                    self.speak(first);
                }
            }
            _ => {}
        }
    }

    /// Takes the language that settings name.
    fn speak(&mut self, settings: &Value) {
        let Some(language) = chosen_language(settings) else { return };
        if self.world.client.language != language {
            self.world.client = Arc::new(Client { language, ..(*self.world.client).clone() });
            self.start_anew();
        }
    }

    // ---- documents ----

    fn opened(&mut self, document: TextDocumentItem) {
        let key = Key::of(&document.uri);
        let format = match document.language_id.as_str() {
            _ if !Key::is_edited(&document.uri) => None,
            "yaml" => Some(Format::Yaml),
            "markdown" => Some(Format::Markdown),
            _ => None,
        };
        // Of a file, its name says it, as for the command line.
        let format = match key.path().and_then(Path::file_name) {
            Some(name) => format_of(&name.to_string_lossy()),
            None => format,
        };
        let mut uris = self.world.open.get(&key).map(|open| open.buffer.uris.clone()).unwrap_or_default();
        if !uris.contains(&document.uri) {
            uris.push(document.uri);
        }
        let text = SourceFile::new(FileId(0), "", &document.text);
        let buffer = Arc::new(Buffer { uris, version: document.version, text, format });
        let place = format.and_then(|_| self.place_of(&key));
        self.hold(key, Open { buffer, place });
    }

    fn changed(&mut self, params: &DidChangeTextDocumentParams) {
        let key = Key::of(&params.text_document.uri);
        let Some(open) = self.world.open.get(&key) else {
            self.log.say("an edit of a document that is not open");
            return;
        };
        let text = edit::edited(open.buffer.text.clone(), &params.content_changes, self.world.client.encoding);
        let buffer = Arc::new(Buffer {
            uris: open.buffer.uris.clone(),
            version: params.text_document.version,
            text,
            format: open.buffer.format,
        });
        let place = open.place.clone();
        self.hold(key, Open { buffer, place });
    }

    /// Puts a text into its root.
    fn hold(&mut self, key: Key, open: Open) {
        if open.buffer.format.is_some() && open.buffer.is_too_long() {
            if self.declined.insert(key.clone()) {
                let message = words::too_long(self.world.client.language);
                self.outbox.tell("window/showMessage", json!({"type": 3, "message": message}));
            }
        } else {
            self.declined.remove(&key);
        }
        let place = open.place.clone();
        let held = Arc::new(Held::new(open.buffer.clone()));
        self.world.open.insert(key, open);
        self.shared = None;
        if let Some((spot, path)) = place {
            let mut own = false;
            self.change(&spot, |place| {
                own = held.buffer.format == Some(Format::Yaml) && place.is_own_file(&path);
                place.held.insert(path, held);
                if own {
                    place.start_anew();
                }
            });
            if own {
                self.refresh();
            }
        }
    }

    fn closed(&mut self, uri: &Uri) {
        let key = Key::of(uri);
        let Some(open) = self.world.open.get_mut(&key) else { return };
        let left: Vec<Uri> = open.buffer.uris.iter().filter(|one| *one != uri).cloned().collect();
        if !left.is_empty() && left.len() < open.buffer.uris.len() {
            let Buffer { version, text, format, .. } = &*open.buffer;
            open.buffer = Arc::new(Buffer { uris: left, version: *version, text: text.clone(), format: *format });
            self.shared = None;
            self.withdraw(uri);
            return;
        }
        let place = open.place.clone();
        let uris = open.buffer.uris.clone();
        self.world.open.remove(&key);
        self.declined.remove(&key);
        self.shared = None;
        let Some((spot, path)) = place else { return };
        self.change(&spot, |place| {
            let own = format_of(&path) == Some(Format::Yaml) && place.is_own_file(&path);
            place.held.remove(&path);
            if own {
                place.start_anew();
            }
        });
        if !self.world.client.watches {
            // What is on disk may be another text than what was open.
            self.read_disk_again(&spot);
        }
        if matches!(spot, Spot::Apart(_)) {
            self.world.places.remove(&spot);
            self.shared = None;
            self.board.forget(&spot, &self.world.open);
        } else if self.board.shows(&key) {
            // It may be shown further if the plan is open elsewhere, but by one name.
            uris.iter().skip(1).for_each(|other| self.withdraw(other));
        }
    }

    fn withdraw(&self, uri: &Uri) {
        if !self.world.client.pull {
            self.board.empty(uri);
        }
    }

    fn saved(&mut self, uri: &Uri) {
        // A client that watches files says so itself.
        if !self.world.client.watches || is_configuration(uri) {
            self.disk_changed(std::slice::from_ref(uri));
        }
    }

    // ---- roots ----

    /// The root of a document, with its path below it; the root is opened if it is not.
    fn place_of(&mut self, key: &Key) -> Option<(Spot, String)> {
        let Some(path) = key.path() else {
            let found = self.folders.first().map(|folder| root_of(folder, &ConfigChoice::Nearest));
            let spot = Spot::Apart(key.clone());
            self.insert(spot.clone(), Place::new(found, true));
            return Some((spot, Live::APART.to_owned()));
        };
        let folder = path.parent()?;
        let mut found = root_of_file(folder, &ConfigChoice::Nearest);
        if found.nested == Nested::Every
            && let Some(outer) =
                self.folders.iter().filter(|outer| folder.starts_with(outer)).max_by_key(|f| f.as_os_str().len())
        {
            // Nothing above it marks a root: the folder that the user has opened is one.
            found = root_of(outer, &ConfigChoice::Nearest);
        }
        let below = relative(path, &found.root)?;
        let spot = self.open_root(found);
        Some((spot, below))
    }

    fn open_root(&mut self, found: Found) -> Spot {
        let spot = Spot::Root(found.root.clone());
        let wider = |place: &Arc<Place>| {
            let known = place.found.as_ref().map(|found| found.nested);
            known == Some(Nested::Every) && found.nested != Nested::Every
        };
        match self.world.places.get(&spot) {
            None => self.insert(spot.clone(), Place::new(Some(found), false)),
            Some(place) if wider(place) => {
                let mut new = Place::new(Some(found), false);
                new.held = place.held.clone();
                self.insert(spot.clone(), new);
            }
            Some(_) => {}
        }
        spot
    }

    fn insert(&mut self, spot: Spot, mut place: Place) {
        self.generation += 1;
        place.generation = self.generation;
        if let Some(old) = self.world.places.insert(spot, Arc::new(place)) {
            old.pace.dropped.store(true, Ordering::Relaxed);
        }
        self.shared = None;
    }

    /// Changes a root; what is being found out about it as it was is of no use any more.
    fn change(&mut self, spot: &Spot, change: impl FnOnce(&mut Place)) {
        let Some(old) = self.world.places.get(spot) else { return };
        let mut new = old.after(self.generation + 1);
        change(&mut new);
        self.insert(spot.clone(), new);
        self.judge(spot);
    }

    /// Judges a root and publishes what is found; for a client that does not ask itself.
    fn judge(&mut self, spot: &Spot) {
        if self.world.client.pull {
            return;
        }
        if let Some(again) = self.judging.get_mut(spot) {
            *again = true;
            return;
        }
        let Some(place) = self.world.places.get(spot).cloned() else { return };
        self.judging.insert(spot.clone(), false);
        let (world, inbox, spot) = (self.world(), self.inbox.clone(), spot.clone());
        self.handle.spawn_blocking(move || {
            let found = catch_unwind(AssertUnwindSafe(|| findings(&world, &place)));
            let message = match found {
                Ok(found) => Message::Judged(spot, place.generation, found),
                Err(_) => Message::Failed(spot, place.generation),
            };
            // A session that has ended needs no answer.
            let _ = inbox.send(message);
        });
    }

    /// What was found before is withdrawn rather than left to grow stale, and the user is told why.
    fn failed(&mut self, spot: &Spot, generation: u64) {
        self.log.say("a fault of the server while plans were checked");
        let message = words::fault(self.world.client.language);
        self.outbox.tell("window/showMessage", json!({"type": 1, "message": message}));
        self.judged(spot, generation, Some(BTreeMap::new()));
    }

    fn judged(&mut self, spot: &Spot, generation: u64, found: Option<BTreeMap<String, Vec<Diagnostic>>>) {
        let again = self.judging.remove(spot).unwrap_or(false);
        let Some(place) = self.world.places.get(spot).cloned() else { return };
        if place.generation != generation {
            self.judge(spot);
            return;
        }
        match found {
            Some(found) => {
                let shown = shown(&self.world.client, &place, found);
                self.board.show(spot, shown, &self.world.open);
            }
            None if again => self.judge(spot),
            None => {}
        }
    }

    // ---- disk, settings, folders ----

    fn disk_changed(&mut self, uris: &[Uri]) {
        if uris.iter().any(is_configuration) {
            self.start_anew();
            return;
        }
        let paths: Vec<PathBuf> = uris.iter().filter_map(|uri| Key::of(uri).path().map(Path::to_owned)).collect();
        let in_root = |spot: &Spot| matches!(spot, Spot::Root(root) if paths.iter().any(|path| path.starts_with(root)));
        let spots: Vec<Spot> = self.world.places.keys().filter(|spot| in_root(spot)).cloned().collect();
        let mut anew = false;
        for spot in &spots {
            let Some(place) = self.world.places.get(spot) else { continue };
            let own = |path: &PathBuf| {
                let Some(root) = place.found.as_ref().map(|found| &found.root) else { return true };
                relative(path, root).is_some_and(|below| place.is_own_file(&below))
            };
            anew |= paths.iter().any(own);
        }
        if anew {
            // A rule, a pack: everything may be judged otherwise.
            self.start_anew();
            return;
        }
        for spot in &spots {
            self.read_disk_again(spot);
        }
        self.refresh();
    }

    /// Reads a root's files again, keeping what has not changed.
    fn read_disk_again(&mut self, spot: &Spot) {
        self.change(spot, |place| place.ground = Arc::new(Ground::again(&place.ground)));
    }

    fn configured(&mut self, settings: &Value) {
        self.speak(settings);
        self.ask_settings();
        self.start_anew();
    }

    /// Settings, rules or words have changed: everything is read and judged again.
    fn start_anew(&mut self) {
        let old: BTreeSet<Spot> = self.world.places.keys().cloned().collect();
        for place in std::mem::take(&mut self.world.places).into_values() {
            place.pace.dropped.store(true, Ordering::Relaxed);
        }
        self.shared = None;
        let keys: Vec<Key> = self.world.open.keys().cloned().collect();
        for key in keys {
            let Some(open) = self.world.open.get(&key) else { continue };
            let buffer = open.buffer.clone();
            let place = buffer.format.and_then(|_| self.place_of(&key));
            self.hold(key, Open { buffer, place });
        }
        if self.ready {
            for folder in self.folders.clone() {
                self.add_folder(&folder);
            }
        }
        let gone: Vec<Spot> = old.into_iter().filter(|spot| !self.world.places.contains_key(spot)).collect();
        gone.iter().for_each(|spot| self.board.forget(spot, &self.world.open));
        self.refresh();
    }

    /// Tells a client that asks itself to ask anew.
    fn refresh(&self) {
        if !self.ready {
            return;
        }
        for (method, _) in REFRESH.iter().zip(self.world.client.refresh).filter(|(_, can)| *can) {
            self.outbox.ask(method, Value::Null);
        }
    }

    fn folders_changed(&mut self, event: &WorkspaceFoldersChangeEvent) {
        let gone: Vec<PathBuf> = event.removed.iter().filter_map(|folder| folder_path(&folder.uri)).collect();
        self.folders.retain(|folder| !gone.contains(folder));
        for folder in event.added.iter().filter_map(|folder| folder_path(&folder.uri)) {
            if !self.folders.contains(&folder) {
                self.folders.push(folder);
            }
        }
        self.start_anew();
    }

    /// Opens the root of a workspace folder, and reads it so that nobody has to wait later.
    fn add_folder(&mut self, folder: &Path) {
        let spot = self.open_root(root_of(folder, &ConfigChoice::Nearest));
        let fresh = self.world.places.get(&spot).is_some_and(|place| place.ground.begin());
        if !fresh {
            return;
        }
        if self.world.client.progress {
            self.generation += 1;
            let token = ProgressToken::String(format!("planspect-reading-{}", self.generation));
            let id = self.outbox.ask("window/workDoneProgress/create", json!({"token": token}));
            self.purposes.insert(id, Purpose::Reading(spot, token));
        } else {
            self.read(&spot, None);
        }
    }

    /// Reads a root's files in the background.
    fn read(&mut self, spot: &Spot, token: Option<ProgressToken>) {
        let Some(place) = self.world.places.get(spot).cloned() else { return };
        if let Some(token) = &token {
            self.purposes.insert(token_name(token), Purpose::Reading(spot.clone(), token.clone()));
        }
        let (world, outbox, inbox) = (self.world(), self.outbox.clone(), self.inbox.clone());
        self.handle.spawn_blocking(move || {
            // A session that has ended needs to know neither of folders nor that a root was read.
            let tell = |message| drop(inbox.send(message));
            let Ok(live) = place.live() else {
                token.map(Message::Read).into_iter().for_each(tell);
                return;
            };
            tell(Message::Nested(place.ground.listed(live).nested.clone()));
            let progress = token.clone().map(|token| Progress::begin(outbox, token, world.client.language));
            let pace = &place.ground.reading;
            std::thread::scope(|scope| {
                let read = scope.spawn(|| catch_unwind(AssertUnwindSafe(|| survey::prepare(&world, &place))));
                while let Some(progress) = progress.as_ref().filter(|_| !read.is_finished()) {
                    std::thread::sleep(std::time::Duration::from_millis(100));
                    progress.report(pace.done.load(Ordering::Relaxed), pace.all.load(Ordering::Relaxed));
                }
            });
            token.map(Message::Read).into_iter().for_each(tell);
        });
    }

    fn cancelled(&mut self, token: &ProgressToken) {
        if let Some(Purpose::Reading(spot, _)) = self.purposes.remove(&token_name(token))
            && let Some(place) = self.world.places.get(&spot)
        {
            place.ground.reading.dropped.store(true, Ordering::Relaxed);
        }
    }
}

/// What is found in a root's documents; none if nobody waits any longer.
fn findings(world: &World, place: &Place) -> Option<BTreeMap<String, Vec<Diagnostic>>> {
    if place.live().is_err() {
        return Some(BTreeMap::new());
    }
    let judged = place.judged(&world.options())?;
    Some(by_document(world, place, judged))
}

fn folder_path(uri: &Uri) -> Option<PathBuf> {
    Key::of(uri).path().map(clean_path)
}

fn is_configuration(uri: &Uri) -> bool {
    Key::of(uri).path().and_then(Path::file_name).is_some_and(|name| name == CONFIG_FILE)
}

fn token_name(token: &ProgressToken) -> String {
    match token {
        ProgressToken::String(name) => name.clone(),
        ProgressToken::Number(number) => number.to_string(),
    }
}
