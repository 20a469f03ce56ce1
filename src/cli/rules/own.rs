//! The rule files that a command is about.

use crate::cli::session::Session;
use crate::rules::{Room, RuleSet};
use crate::workspace::{Disk, Files, Nested, OwnRule, Settings, clean_path, relative};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Rules with the settings they are read under.
pub struct Own {
    /// Words and configured rules.
    pub settings: Settings,
    /// Those that could be read.
    pub rules: Vec<OwnRule>,
    /// How many could not; it has been told why.
    pub broken: usize,
}

impl Own {
    /// All rules that are known, with these in the place of those that have their codes.
    pub fn known(&self) -> RuleSet {
        let mut known = self.settings.rules.clone();
        known.change(|lists| {
            for own in &self.rules {
                lists.known.retain(|other| other.code != own.rule.code);
                lists.known.push(Arc::new(own.rule.clone()));
            }
            lists.known.sort_by(|a, b| a.code.cmp(&b.code));
        });
        known
    }
}

/// Reads the rules of files and folders, or of `rule-paths`; none: there is nothing to read, and it has been told.
pub fn read(session: &Session, paths: &[PathBuf]) -> Option<Own> {
    let (settings, root) = session.settings_and_root()?;
    let mut own = Own { settings, rules: Vec::new(), broken: 0 };
    let mut wanted: Vec<PathBuf> = paths.iter().map(|path| clean_path(&session.working.join(path))).collect();
    if paths.is_empty() {
        wanted = own.settings.rule_paths.iter().map(|below| root.join(below)).collect();
        if wanted.is_empty() {
            session.error(&session.say(
                "no rules: name files or folders, or write `rule-paths: [rules/]` into planspect.yaml",
                "没有规则：请写明文件或文件夹，或在 planspect.yaml 中写上 `rule-paths: [rules/]`",
            ));
            return None;
        }
    }
    let mut room = Room::default();
    for path in wanted {
        let (folder, below) = if path.is_dir() {
            (path.clone(), String::new())
        } else {
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            (path.parent().map(Path::to_owned).unwrap_or_default(), name)
        };
        let disk = Disk::new(&folder, Nested::None);
        let listing = disk.list(&below);
        if let Some((_, trouble)) = listing.troubles.first() {
            let path = path.to_string_lossy();
            session.error(&session.say(format!("{path}: {trouble}"), format!("{path}：{}", trouble.zh())));
            own.broken += 1;
            continue;
        }
        for file in listing.paths.iter().filter(|file| is_yaml(file)) {
            let shown = relative(&folder.join(file), &session.working)
                .unwrap_or_else(|| folder.join(file).to_string_lossy().into_owned());
            match disk.read(file) {
                Err(trouble) => {
                    session.error(&session.say(format!("{shown}: {trouble}"), format!("{shown}：{}", trouble.zh())));
                    own.broken += 1;
                }
                // In a folder there may be lexicons and packs beside rules; a file by name is meant as a rule.
                Ok(bytes) if below.is_empty() && !states_a_rule(&bytes) => {}
                Ok(bytes) => match OwnRule::read(&mut room, &shown, bytes, &own.settings.reader.vocabulary) {
                    Ok(rule) => own.rules.push(rule),
                    Err(errors) => {
                        errors.iter().for_each(|error| session.draw(&error.worded(session.language)));
                        own.broken += 1;
                    }
                },
            }
        }
    }
    if own.rules.is_empty() && own.broken == 0 {
        session.error(&session.say("no rule files there", "没有找到规则文件"));
        return None;
    }
    Some(own)
}

fn is_yaml(path: &str) -> bool {
    path.ends_with(".yaml") || path.ends_with(".yml")
}

/// Whether a text has one of the keys that only rules have.
fn states_a_rule(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    text.lines().any(|line| ["code:", "each:", "message:", "examples:"].iter().any(|key| line.starts_with(key)))
}
