//! What a configuration comes to: packs and the file itself joined, every word of it checked.

use super::error::{ConfigError, Faults, Text};
use super::file::*;
use super::own_rules::{OwnRules, UserRule};
use super::packs::{Layer, folder_of_config, join, read_layers};
use super::{globs, lexicons, version};
use crate::lexicon::{Change, LexiconFile, TermList, Vocabulary, VocabularyError};
use crate::plan::{Declaration, Document, FieldName, ItemKind, Language, Reader, SectionKind, read};
use crate::rules::{PathRules, Principle, Rule, RuleSet, Said, Severity, unknown};
use crate::syntax::Format;
use crate::text::SourceFile;
use crate::workspace::path::folder_of;
use crate::workspace::selection::Keep;
use crate::workspace::sources::{FileTrouble, Files, format_of};
use globset::GlobSet;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::PathBuf;
use std::sync::Arc;

/// Which configuration is read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum ConfigChoice {
    /// The nearest `planspect.yaml` upward.
    #[default]
    Nearest,
    /// This file (absolute).
    File(PathBuf),
    /// None.
    Isolated,
}

/// What a command line says over a configuration.
#[derive(Debug, Clone, Default)]
pub struct Overrides {
    /// Runs instead of all that the configuration chooses.
    pub select: Vec<String>,
    /// Runs besides.
    pub extend_select: Vec<String>,
    /// Does not run.
    pub ignore: Vec<String>,
    /// Whether the whole plans that the paths belong to are reported on.
    pub whole_plans: bool,
    /// What of the plans is needed once they are judged.
    pub keep: Keep,
}

/// A declared plan with the files it is made of.
#[derive(Debug, Clone)]
pub struct PlanFiles {
    /// What is declared.
    pub declaration: Declaration,
    /// Its files.
    pub files: GlobSet,
}

/// A configuration, ready for use.
#[derive(Debug)]
pub struct Settings {
    /// The configuration file, as shown; none where there is none.
    pub config: Option<String>,
    /// Declared plans, in order.
    pub plans: Vec<PlanFiles>,
    /// Which files may be documents; none: all.
    pub include: Option<GlobSet>,
    /// Which may not.
    pub exclude: GlobSet,
    /// Language of all plans; none: by their words.
    pub language: Option<Language>,
    /// Words and ids.
    pub reader: Arc<Reader>,
    /// The rules that run.
    pub rules: RuleSet,
    /// User rules by code.
    pub user_rules: BTreeMap<String, UserRule>,
    /// Where rules are read from: files and folders below the root.
    pub rule_paths: Vec<String>,
    /// Where lexicons are read from.
    lexicon_paths: Vec<String>,
    /// Where the pages of rules are published: a folder with a slash at its end, or an address with `{code}` or
    /// `{name}` in it; [`Settings::page_url`] makes the address of a page of it.
    pub docs_url: Option<String>,
    /// Rule files that are broken; the others run.
    pub broken: Vec<ConfigError>,
    /// Who set which severity: selector and file, the last that names a rule counts.
    severities: Vec<(String, Severity, String)>,
    /// Packs, below the root.
    packs: Vec<String>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            config: None,
            plans: Vec::new(),
            include: None,
            exclude: GlobSet::empty(),
            language: None,
            reader: Arc::new(Reader::shipped()),
            rules: RuleSet::shipped(),
            user_rules: BTreeMap::new(),
            rule_paths: Vec::new(),
            lexicon_paths: Vec::new(),
            docs_url: None,
            broken: Vec::new(),
            severities: Vec::new(),
            packs: Vec::new(),
        }
    }
}

/// Everything that a selector may be.
pub fn known_selectors(rules: &RuleSet) -> Vec<&str> {
    let principles = Principle::ALL.iter().map(|p| p.name());
    let mut all: Vec<&str> = ["all", "default", "strict"].into_iter().chain(principles).collect();
    for rule in &rules.known {
        all.extend([&*rule.code, &*rule.name, rule.family()]);
    }
    all.sort_unstable();
    all.dedup();
    all
}

impl Settings {
    /// Reads a configuration (`path` as shown, `text`), the packs it extends and its rules from `files`.
    ///
    /// # Errors
    /// Everything that is wrong with it, each at its place. Broken rule files are no error of the
    /// configuration: they are in [`Settings::broken`].
    pub fn read(config: Option<(&str, &str)>, files: &dyn Files) -> Result<Self, Vec<ConfigError>> {
        let Some((path, text)) = config else { return Ok(Self::default()) };
        let layers = read_layers(Text::new(path.to_owned(), text.to_owned()), files)?;
        let mut errors = Faults::default();
        let mut settings = Self { config: Some(path.to_owned()), ..Self::default() };
        settings.packs = layers.iter().map(|layer| layer.text.path.clone()).collect();
        settings.places(&layers, &mut errors);
        settings.words(&layers, files, &mut errors);
        settings.choose_rules(&layers, files, &mut errors);
        settings.broken = settings.broken.drain(..).collect::<Faults>().told();
        if errors.is_empty() { Ok(settings) } else { Err(errors.told()) }
    }

    /// The same settings with what a command line says.
    pub fn with(mut self, over: &Overrides) -> Self {
        if !over.select.is_empty() {
            let severities = self.severity_list();
            self.rules = self.rules.select(&over.select, &over.extend_select, &over.ignore, &severities);
            return self;
        }
        if !over.extend_select.is_empty() || !over.ignore.is_empty() {
            let named = |rule: &Rule, list: &[String]| list.iter().any(|s| rule.is_named(s));
            let severities = self.severity_list();
            let running: Vec<String> = self.rules.active.iter().map(|(rule, _)| rule.code.to_string()).collect();
            let mut chosen: Vec<String> = running;
            chosen.extend(over.extend_select.iter().cloned());
            // An explicit choice of nothing must stay nothing.
            if chosen.is_empty() {
                return self;
            }
            self.rules = self.rules.select(&chosen, &[], &[], &severities);
            self.rules.change(|lists| lists.active.retain(|(rule, _)| !named(rule, &over.ignore)));
        }
        self
    }

    fn severity_list(&self) -> Vec<(String, Severity)> {
        self.severities.iter().map(|(selector, severity, _)| (selector.clone(), *severity)).collect()
    }

    /// Which file set the severity of a rule; none: the rule itself.
    pub fn severity_from(&self, rule: &Rule) -> Option<&str> {
        self.severities.iter().rev().find(|(selector, ..)| rule.is_named(selector)).map(|(.., path)| path.as_str())
    }

    /// The address of a rule's page: `docs-url` with `{code}` and `{name}` filled in; where it names neither, the
    /// page's file in the book of the documentation is added.
    pub fn page_url(&self, code: &str, name: &str) -> Option<String> {
        let url = self.docs_url.as_ref()?;
        if url.contains("{code}") || url.contains("{name}") {
            return Some(url.replace("{code}", code).replace("{name}", name));
        }
        Some(format!("{}/{code}-{name}.html", url.trim_end_matches('/')))
    }

    /// Whether a file can form a plan with files of these folders, whatever it says: it lies in one, or the configuration
    /// says which plan it belongs to.
    pub fn may_join(&self, path: &str, among: impl Fn(&str) -> bool) -> bool {
        among(folder_of(path)) || self.plans.iter().any(|plan| plan.files.is_match(path))
    }

    /// Reads one text with the words of this configuration, in its language if it sets one.
    pub fn document(&self, source: SourceFile, format: Format) -> Document {
        let mut document = read(source, format, &self.reader);
        if let Some(language) = self.language {
            document.language = language;
        }
        document
    }

    /// What is wrong with a selector, if no rule has it.
    ///
    /// # Errors
    /// With what is most like it.
    pub fn check_selector(&self, selector: &str) -> Result<(), Said> {
        if is_known(&self.rules, selector) { Ok(()) } else { Err(unknown_selector(&self.rules, selector)) }
    }

    /// What is wrong with the name of a rule that is not there.
    pub fn unknown_rule(&self, name: &str) -> Said {
        unknown("rule", name, self.rules.known.iter().flat_map(|rule| [&*rule.code, &*rule.name]))
    }

    /// Whether a path is a file of rules or of configuration, and so no document.
    pub fn is_own_file(&self, path: &str) -> bool {
        path == CONFIG_FILE
            || path.strip_suffix(CONFIG_FILE).is_some_and(|folder| folder.ends_with('/'))
            || self.packs.iter().any(|pack| pack == path)
            || (format_of(path) == Some(Format::Yaml)
                && self.rule_paths.iter().chain(&self.lexicon_paths).any(|own| {
                    path == own
                        || own.is_empty()
                        || path.strip_prefix(own.as_str()).is_some_and(|rest| rest.starts_with('/'))
                }))
    }

    /// Plans, include, exclude, language, version, URL.
    fn places(&mut self, layers: &[Layer], errors: &mut Faults) {
        let mut exclude = Vec::new();
        for Layer { text, file } in layers {
            let mut compile = |words: &Words| -> Vec<globset::Glob> {
                let mut globs = Vec::new();
                for word in &words.0 {
                    match globs::glob(&word.value) {
                        Ok(glob) => globs.push(glob),
                        Err(message) => errors.add(|| text.error(message, text.place(&word.referenced))),
                    }
                }
                globs
            };
            if let Some(include) = &file.include {
                self.include = Some(globs::set(&compile(include)));
            }
            exclude.extend(compile(&file.exclude));
            for plan in &file.plans.0 {
                let declaration = Declaration {
                    name: plan.name.clone(),
                    declared: true,
                    profile: plan.profile,
                    scope: plan.scope,
                    status: plan.status,
                    plan_type: plan.plan_type,
                    ..Declaration::default()
                };
                self.plans.push(PlanFiles { declaration, files: globs::set(&compile(&plan.files)) });
            }
            match file.language {
                Some(LanguageChoice::En) => self.language = Some(Language::En),
                Some(LanguageChoice::Zh) => self.language = Some(Language::Zh),
                Some(LanguageChoice::Auto) => self.language = None,
                None => {}
            }
            if let Some(url) = &file.docs_url {
                let plain = url.value.trim();
                if plain.starts_with("https://") || plain.starts_with("http://") {
                    let named = plain.contains("{code}") || plain.contains("{name}");
                    let end = if named || plain.ends_with('/') { "" } else { "/" };
                    self.docs_url = Some(format!("{plain}{end}"));
                } else {
                    let message =
                        Said::new("`docs-url` begins with https:// or http://", "`docs-url`应以https://或http://开头");
                    errors.add(|| text.error(message, text.place(&url.referenced)));
                }
            }
            if let Some(wanted) = &file.required_version {
                let have = env!("CARGO_PKG_VERSION");
                let message = match version::meets(&wanted.value, have) {
                    Some(true) => continue,
                    Some(false) => Said::new(
                        format!("this is planspect {have}; the configuration asks for {}", wanted.value),
                        format!("当前版本是planspect {have}，配置要求{}", wanted.value),
                    ),
                    None => Said::new(
                        format!("`{}` is no version requirement; write for example \">=0.2\"", wanted.value),
                        format!("`{}`不是版本要求，应写成例如\">=0.2\"", wanted.value),
                    ),
                };
                errors.add(|| text.error(message, text.place(&wanted.referenced)));
            }
        }
        self.exclude = globs::set(&exclude);
    }

    /// Vocabulary, headings, fields, ids.
    fn words(&mut self, layers: &[Layer], files: &dyn Files, errors: &mut Faults) {
        let own = self.own_lexicons(layers, files, errors);
        let known: BTreeSet<String> = Vocabulary::shipped()
            .names()
            .iter()
            .cloned()
            .chain(own.iter().flat_map(|file| file.lexicons.keys().cloned()))
            .collect();
        let mut changes: BTreeMap<String, Change> = BTreeMap::new();
        let (mut headings, mut fields, mut ids) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        for Layer { text, file } in layers {
            let mut refuse = |what: &str, word: &Word, known: &[&str]| {
                errors.add(|| {
                    text.error(unknown(what, &word.value, known.iter().copied()), text.place(&word.referenced))
                });
            };
            for (name, change) in &file.vocabulary.0 {
                if !known.contains(&name.value) {
                    let known: Vec<&str> = known.iter().map(String::as_str).collect();
                    refuse("lexicon", name, &known);
                }
                let all = changes.entry(name.value.clone()).or_default();
                all.add.extend(change.0.add.iter().cloned());
                all.remove.extend(change.0.remove.iter().cloned());
            }
            let known: Vec<&str> = SectionKind::ALL.iter().map(|k| k.name()).collect();
            collect(&file.headings, &mut headings, &known, |word| refuse("kind of section", word, &known));
            let known: Vec<&str> = FieldName::ALL.iter().map(|f| f.name()).collect();
            collect(&file.fields, &mut fields, &known, |word| refuse("field", word, &known));
            let known: Vec<&str> = ItemKind::ALL.iter().map(|k| k.name()).collect();
            for (kind, words) in &file.ids.0 {
                if !known.contains(&kind.value.as_str()) {
                    refuse("kind of item", kind, &known);
                }
                let split = words.plain().iter().flat_map(|w| w.split('|')).map(|w| w.trim().to_owned()).collect();
                ids.insert(kind.value.clone(), split);
            }
        }
        let changes_any = !(changes.is_empty() && headings.is_empty() && fields.is_empty() && ids.is_empty());
        if (changes_any || !own.is_empty()) && errors.is_empty() {
            let all = Vocabulary::shipped_files().into_iter().chain(own).collect();
            match Vocabulary::with(all, &changes, &headings, &fields, &ids) {
                Ok(vocabulary) => self.reader = Arc::new(Reader::new(Arc::new(vocabulary))),
                Err(error) => {
                    let VocabularyError::UnknownLexicon(name) = &error;
                    let message = Said::new(error.to_string(), format!("没有词表`{name}`"));
                    if let Some(layer) = layers.last() {
                        errors.add(|| layer.text.error(message, (0, 0).into()));
                    }
                }
            }
        }
    }

    /// The files that one of the keys of paths names, below the root, each once, with its bytes; and those paths.
    fn files_of(
        &mut self,
        layers: &[Layer],
        key: fn(&ConfigFile) -> &Words,
        files: &dyn Files,
        errors: &mut Faults,
    ) -> (Vec<(String, Vec<u8>)>, Vec<String>) {
        let mut paths: Vec<String> = Vec::new();
        let mut listed: HashSet<String> = HashSet::new();
        let mut seen: HashSet<String> = self.packs.iter().cloned().collect();
        let mut found = Vec::new();
        for Layer { text, file } in layers {
            for word in &key(file).0 {
                let place = || text.place(&word.referenced);
                let below = match join(folder_of_config(&text.path), &word.value) {
                    Ok(path) => path,
                    Err(message) => {
                        errors.add(|| text.error(message, place()));
                        continue;
                    }
                };
                if !listed.insert(below.clone()) {
                    continue;
                }
                let listing = files.list(&below);
                paths.push(below);
                if let Some((path, FileTrouble::Missing)) = listing.troubles.first() {
                    // A folder that is not there yet stops nothing else, least of all the command that makes it.
                    self.broken.push(text.error(of_file(path, &FileTrouble::Missing), place()));
                    continue;
                }
                if let Some((path, trouble)) = listing.troubles.first() {
                    errors.add(|| text.error(of_file(path, trouble), place()));
                    continue;
                }
                let yaml = listing.paths.into_iter().filter(|p| format_of(p) == Some(Format::Yaml));
                for path in yaml.filter(|path| seen.insert(path.clone())) {
                    match files.read(&path) {
                        Ok(bytes) => found.push((path, bytes)),
                        Err(trouble) => self.broken.push(ConfigError::file(&path, trouble.said())),
                    }
                }
            }
        }
        (found, paths)
    }

    /// Lexicon files; a broken one does not stop the others.
    fn own_lexicons(&mut self, layers: &[Layer], files: &dyn Files, errors: &mut Faults) -> Vec<LexiconFile> {
        let mut all = Vec::new();
        let (texts, paths) = self.files_of(layers, |file| &file.lexicon_paths, files, errors);
        self.lexicon_paths = paths;
        // A folder may hold rules and lexicons side by side.
        for (path, bytes) in texts.into_iter().filter(|(_, bytes)| !lexicons::is_rule(&String::from_utf8_lossy(bytes)))
        {
            match lexicons::read(&path, bytes, Vocabulary::shipped().names()) {
                Ok(file) => all.push(file),
                Err(errors) => self.broken.extend(errors),
            }
        }
        all
    }

    /// User rules, and which rules run how.
    fn choose_rules(&mut self, layers: &[Layer], files: &dyn Files, errors: &mut Faults) {
        let mut own = OwnRules::default();
        let (texts, paths) = self.files_of(layers, |file| &file.rule_paths, files, errors);
        self.rule_paths = paths;
        for (path, bytes) in texts {
            if !lexicons::is_lexicon(&String::from_utf8_lossy(&bytes)) {
                own.add(&path, bytes, &self.reader.vocabulary);
            }
        }
        own.keep_behaving(&self.reader);
        self.user_rules = own.files();
        self.broken.append(&mut own.broken);
        let mut rules = RuleSet::shipped().with(own.rules.into_iter().map(|own| own.rule).collect());
        let broken = !self.broken.is_empty();
        let (mut select, mut extend, mut ignore) = (Vec::new(), Vec::new(), Vec::new());
        let mut severities = Vec::new();
        for Layer { text, file } in layers {
            let mut check = |word: &Word| {
                // What names a rule that is broken is no second error.
                if !broken && !is_known(&rules, &word.value) {
                    errors.add(|| text.error(unknown_selector(&rules, &word.value), text.place(&word.referenced)));
                }
                word.value.clone()
            };
            if let Some(words) = &file.select {
                select = words.0.iter().map(&mut check).collect();
            }
            extend.extend(file.extend_select.0.iter().map(&mut check));
            ignore.extend(file.ignore.0.iter().map(&mut check));
            for (word, severity) in &file.severity.0 {
                severities.push((check(word), *severity));
                self.severities.push((word.value.clone(), *severity, text.path.clone()));
            }
            let mut per_path = Vec::new();
            for (pattern, entry) in &file.per_path.0 {
                let ignore = entry.ignore.0.iter().map(&mut check).collect();
                let severity = entry.severity.0.iter().map(|(word, s)| (check(word), *s)).collect();
                per_path.push((pattern, ignore, severity));
            }
            for (pattern, ignore, severity) in per_path {
                match globs::glob(&pattern.value) {
                    Ok(glob) => rules.per_path.push(PathRules { glob: glob.compile_matcher(), ignore, severity }),
                    Err(message) => errors.add(|| text.error(message, text.place(&pattern.referenced))),
                }
            }
        }
        self.rules = rules.select(&select, &extend, &ignore, &severities);
    }
}

/// What is wrong with a file that is named.
fn of_file(path: &str, trouble: &FileTrouble) -> Said {
    Said::new(format!("`{path}`: {trouble}"), format!("`{path}`：{}", trouble.zh()))
}

fn is_known(rules: &RuleSet, selector: &str) -> bool {
    rules.knows(selector) || selector == "strict"
}

fn unknown_selector(rules: &RuleSet, selector: &str) -> Said {
    unknown("rule or set of rules", selector, known_selectors(rules))
}

/// Adds the words of a map whose keys must be known.
fn collect(pairs: &Pairs<Words>, all: &mut BTreeMap<String, TermList>, known: &[&str], mut refuse: impl FnMut(&Word)) {
    for (key, words) in &pairs.0 {
        if !known.contains(&key.value.as_str()) {
            refuse(key);
        }
        all.entry(key.value.clone()).or_default().extend(words.plain());
    }
}
