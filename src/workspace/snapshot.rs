//! A workspace at one moment: its documents are read, grouped, joined and judged.
//!
//! What is read and what is reported are two things: a file's findings are the same from wherever it is asked
//! for.

use super::config::{ConfigChoice, ConfigError, Overrides, Settings};
use super::cores::on_all_cores;
use super::disk::Disk;
use super::join::{join, reading_rules};
use super::naming::names;
use super::path::{Shown, folder_of, relative};
use super::root::{Found, root_of};
use super::selection::{Keep, Selection, Trouble, lies_in};
use super::skipped::{Skipped, WhySkipped};
use super::sources::{FileTrouble, Files, Listing, Memory, Overlay, format_of};
use super::walk::Nested;
use crate::check::{self, Judgement, Neighbours, Options};
use crate::plan::{Document, DocumentId, Fault, Plan, Problem};
use crate::rules::{RuleSet, Said};
use crate::syntax::{Format, SyntaxProblemKind};
use crate::text::{FileId, SourceFile, decode};
use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A plan with what was found in it.
#[derive(Debug, Clone)]
pub struct Part {
    /// The plan.
    pub plan: Arc<Plan>,
    /// What its rules say.
    pub judgement: Judgement,
    /// Its score before the change that is looked at (`--since`).
    pub before: Option<f64>,
}

/// What a root's plans are like.
#[derive(Debug)]
pub struct Report {
    /// The root folder.
    pub root: PathBuf,
    /// How its paths are shown.
    pub shown: Shown,
    /// Plans of which something was asked for, by path.
    pub plans: Vec<Part>,
    /// All plans of the root, also those of which nothing was asked for: findings may relate to them.
    pub all: Vec<Arc<Plan>>,
    /// Documents that are no plan and could not be read.
    pub unreadable: Vec<Part>,
    /// Documents asked for that are no plan, by path.
    pub skipped: Vec<Skipped>,
    /// Of these, those asked for by name.
    pub named: Vec<Skipped>,
    /// Files that could not be read.
    pub troubles: Vec<Trouble>,
    /// What somebody should know of the configuration.
    pub notes: Vec<Said>,
    /// How many documents were asked for.
    pub files: usize,
    /// Whether a folder was asked for.
    pub walked: bool,
    /// The settings.
    pub settings: Arc<Settings>,
    /// Folders asked for that have a root of their own.
    pub nested: Vec<PathBuf>,
    /// What was asked for.
    pub selection: Selection,
    /// The configuration file.
    pub config: Option<PathBuf>,
}

/// Texts that files are to have, by their absolute paths.
pub type Texts = BTreeMap<PathBuf, Vec<u8>>;

/// A root with its settings and files.
pub struct Workspace<'a> {
    /// The root folder, absolute.
    pub root: PathBuf,
    /// Its settings.
    pub settings: Arc<Settings>,
    /// Its files.
    pub files: &'a dyn Files,
    /// How its paths are shown.
    pub shown: Shown,
}

impl<'a> Workspace<'a> {
    /// Reads the settings of a root.
    ///
    /// # Errors
    /// What is wrong with its configuration.
    pub fn open(
        found: &Found,
        files: &'a dyn Files,
        over: &Overrides,
        working: &Path,
    ) -> Result<Self, Vec<ConfigError>> {
        let text = Self::config_text(found, files)?;
        Self::open_with(found, files, text, over, working)
    }

    /// The configuration of a root: its path as shown, its text. One that lies elsewhere is read from the disk.
    pub(super) fn config_text(found: &Found, files: &dyn Files) -> Result<Option<(String, String)>, Vec<ConfigError>> {
        Ok(match &found.config {
            None => None,
            Some(path) => {
                let inside = relative(path, &found.root);
                let name = inside.clone().unwrap_or_else(|| path.to_string_lossy().replace('\\', "/"));
                let read = match &inside {
                    Some(below) => files.read(below),
                    None => {
                        let folder = path.parent().unwrap_or(path);
                        let file = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
                        Disk::new(folder, Nested::None).read(&file)
                    }
                };
                let text = match read {
                    Ok(bytes) => decode(bytes).0,
                    // It is gone since it was found.
                    Err(FileTrouble::Missing) if found.nested == Nested::Configured => return Ok(None),
                    Err(trouble) => return Err(vec![ConfigError::file(&name, trouble.said())]),
                };
                Some((name, text))
            }
        })
    }

    /// Reads the settings from the text of a configuration.
    ///
    /// # Errors
    /// What is wrong with it.
    pub(super) fn open_with(
        found: &Found,
        files: &'a dyn Files,
        text: Option<(String, String)>,
        over: &Overrides,
        working: &Path,
    ) -> Result<Self, Vec<ConfigError>> {
        let shown = Shown::new(&found.root, working);
        let text = text.as_ref().map(|(name, text)| (name.as_str(), text.as_str()));
        let from_here = |errors: Vec<ConfigError>| errors.into_iter().map(|error| error.shown(&shown)).collect();
        let mut settings = Settings::read(text, files).map_err(from_here)?;
        settings.broken = from_here(std::mem::take(&mut settings.broken));
        Ok(Self { root: found.root.clone(), settings: Arc::new(settings.with(over)), files, shown })
    }

    /// Reads and judges what was asked for: folder by folder, where no plan can reach into another.
    pub fn judge(&self, selection: &Selection, options: &Options) -> Report {
        let listing = self.files.list("");
        let mut report = self.empty_report(selection, &listing);
        let mut skipped = Vec::new();
        let chosen = self.candidates(selection, listing, &mut skipped);
        // Where there is nothing to judge, the rules need not be read.
        let reaches_all = !chosen.is_empty() && self.settings.rules.reaches_workspace();
        let folders = self.folders(chosen, reaches_all);
        let near = self.near(selection, reaches_all);
        let keep = if reaches_all { Keep::Whole } else { selection.keep };
        let selection = &Selection { keep, ..selection.clone() };
        // Documents that name their plan may form one with documents of other folders: theirs wait for each other.
        let outcomes: Vec<Result<Judged, FolderRead>> = on_all_cores(folders, |folder| {
            let read = self.read(&near, folder);
            let names = |document: &Arc<Document>| document.ties(&self.settings.reader).name.is_some();
            if read.documents.iter().any(names) { Err(read) } else { Ok(self.judged(read, selection, options)) }
        });
        let mut waiting = FolderRead::default();
        let mut judged = Vec::with_capacity(outcomes.len() + 1);
        for outcome in outcomes {
            match outcome {
                Ok(one) => judged.push(one),
                Err(read) => waiting.add(read),
            }
        }
        waiting.documents.sort_by(|a, b| a.source.path.cmp(&b.source.path));
        if !waiting.documents.is_empty() || !waiting.troubles.is_empty() || judged.is_empty() {
            judged.push(self.judged(waiting, selection, options));
        }
        let mut troubles = Vec::new();
        for one in judged {
            report.plans.extend(one.plans);
            report.all.extend(one.all);
            report.unreadable.extend(one.unreadable);
            report.notes.extend(one.notes);
            skipped.extend(one.skipped);
            troubles.extend(one.troubles);
        }
        let first = |plan: &Plan| plan.documents.first().map(|document| document.source.path.clone());
        report.plans.sort_by_key(|part| first(&part.plan));
        report.all.sort_by_key(|plan| first(plan));
        report.unreadable.sort_by_key(|part| first(&part.plan));
        troubles.sort_by(|(a, _), (b, _)| a.cmp(b));
        for (path, what) in troubles.into_iter().filter(|(path, _)| selection.holds(path)) {
            report.troubles.push(Trouble { path: self.shown.path(&path), what: what.clone() });
            skipped.push(Skipped { path, reason: WhySkipped::Trouble(what) });
        }
        report.files = report.plans.iter().flat_map(|p| paths(&p.plan)).filter(|path| selection.holds(path)).count();
        report.skip(skipped, selection);
        report
    }

    /// The files that can form plans with each other, numbered: those of a folder, or all where a rule looks at all
    /// plans or the configuration says which files form one.
    fn folders(&self, chosen: Vec<String>, reaches_all: bool) -> Vec<Vec<(FileId, String)>> {
        let numbered = chosen.into_iter().enumerate().map(|(number, path)| (FileId(number as u32), path));
        if reaches_all || !self.settings.plans.is_empty() {
            return vec![numbered.collect()];
        }
        let mut folders: BTreeMap<String, Vec<(FileId, String)>> = BTreeMap::new();
        for (number, path) in numbered {
            folders.entry(folder_of(&path).to_owned()).or_default().push((number, path));
        }
        folders.into_values().collect()
    }

    /// Joins documents to plans and judges them.
    fn judged(&self, read: FolderRead, selection: &Selection, options: &Options) -> Judged {
        let mut skipped = Vec::new();
        // What is no plan is let go here.
        let (plans, archived, unreadable, notes) = {
            let joined = join(read.documents, &self.settings, &[]);
            skipped.extend(joined.skipped().into_iter().map(|(document, why)| Skipped {
                path: document.source.path.to_string(),
                reason: WhySkipped::NoPlan(why.clone()),
            }));
            (joined.plans, joined.archived, joined.unreadable, joined.notes)
        };
        for plan in &archived {
            let why = WhySkipped::Archived(plan.status.why.clone());
            skipped.extend(paths(plan).map(|path| Skipped { path: path.to_owned(), reason: why.clone() }));
        }
        let asked_for = |plan: &Plan| paths(plan).any(|path| selection.holds(path));
        let neighbours = Neighbours::new(&plans);
        let judge = |plan: &Arc<Plan>, rules: &RuleSet| {
            let judgement = check::judge(plan, &neighbours, rules, &self.settings.reader.vocabulary, options);
            reported(plan, judgement, selection)
        };
        let mut judgements: Vec<Option<Judgement>> =
            on_all_cores(plans.iter().collect(), |plan| asked_for(plan).then(|| judge(plan, &self.settings.rules)));
        let broken = LazyCell::new(|| reading_rules(&self.settings.rules));
        let unreadable: Vec<Part> = unreadable
            .into_iter()
            .filter(|plan| asked_for(plan))
            .map(|plan| Part { judgement: judge(&plan, &broken), plan, before: None })
            .collect();
        let mut all = plans;
        if selection.keep != Keep::Whole {
            for (plan, judgement) in all.iter_mut().zip(&mut judgements) {
                let places = judgement.as_mut().map(Judgement::shed).unwrap_or_default();
                let places = (selection.keep == Keep::Places).then_some(places);
                if let Some(plan) = Arc::get_mut(plan) {
                    plan.shed(places.as_deref());
                }
            }
        }
        let parts = all.iter().zip(judgements);
        let plans = parts
            .filter_map(|(plan, judgement)| Some(Part { plan: plan.clone(), judgement: judgement?, before: None }));
        Judged { plans: plans.collect(), all, unreadable, skipped, notes, troubles: read.troubles }
    }

    fn empty_report(&self, selection: &Selection, listing: &Listing) -> Report {
        let asked = |folder: &&PathBuf| {
            relative(folder, &self.root).is_some_and(|path| selection.folders.iter().any(|f| lies_in(&path, f)))
        };
        let troubles = listing.troubles.iter().filter(|(path, _)| selection.holds(path));
        Report {
            root: self.root.clone(),
            shown: self.shown.clone(),
            plans: Vec::new(),
            all: Vec::new(),
            unreadable: Vec::new(),
            skipped: Vec::new(),
            named: Vec::new(),
            troubles: troubles
                .map(|(path, trouble)| Trouble { path: self.shown.path(path), what: trouble.clone() })
                .collect(),
            notes: Vec::new(),
            files: 0,
            walked: !selection.folders.is_empty(),
            selection: selection.clone(),
            config: None,
            settings: self.settings.clone(),
            nested: listing.nested.iter().filter(asked).cloned().collect(),
        }
    }

    /// The files that may be documents: listed or named, not turned away by the settings.
    pub(super) fn candidates(
        &self,
        selection: &Selection,
        listing: Listing,
        skipped: &mut Vec<Skipped>,
    ) -> Vec<String> {
        let settings = &self.settings;
        skipped.extend(
            listing.skipped.into_iter().map(|(path, reason)| Skipped { path, reason: WhySkipped::NotListed(reason) }),
        );
        let all: BTreeSet<String> = listing.paths.into_iter().chain(selection.files.iter().cloned()).collect();
        let files: HashSet<&str> = selection.files.iter().map(String::as_str).collect();
        let mut chosen = Vec::with_capacity(all.len());
        for path in all {
            let named = files.contains(path.as_str());
            let declared = settings.plans.iter().any(|plan| plan.files.is_match(&path));
            let reason = if format_of(&path).is_none() {
                Some(WhySkipped::OtherFormat)
            } else if settings.is_own_file(&path) {
                // Neither plan nor document: worth a word only where somebody names it.
                if !named {
                    continue;
                }
                Some(WhySkipped::OwnFile)
            } else if settings.exclude.is_match(&path) {
                Some(WhySkipped::Excluded)
            } else if !declared && !named && settings.include.as_ref().is_some_and(|include| !include.is_match(&path)) {
                Some(WhySkipped::NotIncluded)
            } else {
                None
            };
            match reason {
                Some(reason) => skipped.push(Skipped { path, reason }),
                None => chosen.push(path),
            }
        }
        chosen
    }

    /// Whether a file's text can belong to what was asked for, whatever it says.
    fn near<'s>(&'s self, selection: &'s Selection, reaches_all: bool) -> impl Fn(&str) -> bool + Sync + 's {
        let folders: HashSet<&str> = selection.files.iter().map(|path| folder_of(path)).collect();
        move |path: &str| {
            reaches_all || selection.holds(path) || self.settings.may_join(path, |folder| folders.contains(folder))
        }
    }

    /// Reads the texts that can matter, at once on all cores, in the order of their paths.
    fn read(&self, near: &(impl Fn(&str) -> bool + Sync), chosen: Vec<(FileId, String)>) -> FolderRead {
        let read = on_all_cores(chosen, |(number, path)| match self.files.read(&path) {
            Err(trouble) => Read::Trouble(path, trouble),
            Ok(bytes) if !near(&path) && !names(&path, &bytes, &self.settings.reader) => Read::Apart,
            Ok(bytes) => Read::Document(Arc::new(self.document(number, &path, bytes))),
        });
        let mut all = FolderRead::default();
        for read in read {
            match read {
                Read::Document(document) => all.documents.push(document),
                Read::Apart => {}
                Read::Trouble(path, what) => all.troubles.push((path, what)),
            }
        }
        all
    }

    pub(super) fn document(&self, id: FileId, path: &str, bytes: Vec<u8>) -> Document {
        let (text, bad) = decode(bytes);
        let format = format_of(path).unwrap_or(Format::Markdown);
        let mut document = self.settings.document(SourceFile::new(id, path, &text), format);
        document.facts.problems.extend(bad.into_iter().map(|bytes| Problem {
            name: "unreadable-text",
            item: None,
            document: DocumentId(0),
            span: document.source.at(bytes.start, bytes.end),
            related: Vec::new(),
            fault: Fault::Syntax(SyntaxProblemKind::BadBytes),
            suggestion: None,
            fix: None,
        }));
        document
    }
}

impl Report {
    /// Keeps of the documents that are no plan those asked for.
    fn skip(&mut self, mut skipped: Vec<Skipped>, selection: &Selection) {
        skipped.retain(|one| selection.holds(&one.path));
        skipped.sort_by(|a, b| a.path.cmp(&b.path));
        self.files += skipped.len();
        self.named = skipped.iter().filter(|one| selection.files.contains(&one.path)).cloned().collect();
        self.skipped = skipped;
    }

    /// Judges a root and, after it, the roots in it; those whose configuration is wrong give errors instead.
    pub fn of_roots(
        found: Vec<Found>,
        working: &Path,
        over: &Overrides,
        options: &Options,
    ) -> (Vec<Report>, Vec<ConfigError>) {
        Self::of_texts(found, working, over, options, &Texts::new())
    }

    /// The same where some files have other texts than on disk.
    pub fn of_texts(
        found: Vec<Found>,
        working: &Path,
        over: &Overrides,
        options: &Options,
        texts: &Texts,
    ) -> (Vec<Report>, Vec<ConfigError>) {
        let (mut reports, mut errors) = (Vec::new(), Vec::new());
        let mut seen: HashSet<PathBuf> = found.iter().map(|one| one.root.clone()).collect();
        let mut waiting = found;
        waiting.reverse();
        while let Some(next) = waiting.pop() {
            let disk = Disk::new(&next.root, next.nested);
            let own = texts.iter().filter_map(|(path, text)| Some((relative(path, &next.root)?, text.clone())));
            let files = Overlay { base: &disk, over: Memory(own.collect()) };
            let workspace = match Workspace::open(&next, &files, over, working) {
                Ok(workspace) => workspace,
                Err(found) => {
                    errors.extend(found);
                    continue;
                }
            };
            let Overrides { whole_plans, keep, .. } = *over;
            let selection = Selection { whole_plans, keep, ..next.selection };
            let mut report = workspace.judge(&selection, options);
            report.config = next.config;
            for folder in report.nested.iter().filter(|folder| seen.insert((*folder).clone())) {
                let found = Found { selection: Selection::all(), ..root_of(folder, &ConfigChoice::Nearest) };
                waiting.push(found);
            }
            reports.push(report);
        }
        reports.sort_by(|a, b| a.root.cmp(&b.root));
        (reports, errors)
    }
}

enum Read {
    Document(Arc<Document>),
    /// It cannot belong to what was asked for.
    Apart,
    Trouble(String, FileTrouble),
}

/// The documents of a folder, and its files that could not be read.
#[derive(Default)]
struct FolderRead {
    documents: Vec<Arc<Document>>,
    troubles: Vec<(String, FileTrouble)>,
}

impl FolderRead {
    /// Adds those of another folder.
    fn add(&mut self, other: Self) {
        self.documents.extend(other.documents);
        self.troubles.extend(other.troubles);
    }
}

/// What became of documents that can form plans with each other.
struct Judged {
    plans: Vec<Part>,
    all: Vec<Arc<Plan>>,
    unreadable: Vec<Part>,
    skipped: Vec<Skipped>,
    notes: Vec<Said>,
    troubles: Vec<(String, FileTrouble)>,
}

/// The paths of a plan's documents.
fn paths(plan: &Plan) -> impl Iterator<Item = &str> {
    plan.documents.iter().map(|document| &*document.source.path)
}

/// The findings of what was asked for: those in its files, and those that have no place of their own.
fn reported(plan: &Plan, mut judgement: Judgement, selection: &Selection) -> Judgement {
    if selection.whole_plans || paths(plan).all(|path| selection.holds(path)) {
        return judgement;
    }
    judgement.findings.retain(|finding| {
        finding.missing || plan.document_of(finding.span).is_none_or(|d| selection.holds(&d.source.path))
    });
    judgement
}
