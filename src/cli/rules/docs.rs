//! `planspect rules docs`

use crate::cli::output::Status;
use crate::cli::session::Session;
use crate::report::{reference, reference_file};
use crate::rules::{Page, pages, statements};
use crate::workspace::write_atomically;
use std::collections::BTreeMap;
use std::path::Path;

/// Writes the pages of all rules and their index into a folder; gives the status.
pub fn docs(session: &Session, folder: &Path) -> Status {
    let Some((settings, trouble)) = session.settings() else { return Status::Trouble };
    let folder = session.working.join(folder);
    if let Err(error) = std::fs::create_dir_all(&folder) {
        return session.error(&format!("{}: {error}", folder.to_string_lossy()));
    }
    let own: BTreeMap<&str, Page> =
        settings.user_rules.iter().map(|(code, rule)| (code.as_str(), rule.page())).collect();
    let page = |rule: &crate::rules::Rule| own.get(&*rule.code).or_else(|| pages().get(&*rule.code));
    for file in reference(&settings.rules, page, statements()) {
        if let Err(error) = write_atomically(&folder.join(&file.name), file.text.as_bytes()) {
            return session.error(&format!("{}: {error}", file.name));
        }
    }
    let (pages, shown) = (settings.rules.known.len(), folder.to_string_lossy());
    session.note(&session.say(format!("{pages} pages in {shown}"), format!("{pages}页，写入 {shown}")));
    debug_assert!(settings.rules.known.iter().all(|rule| folder.join(reference_file(rule)).is_file()));
    if trouble { Status::Trouble } else { Status::Clean }
}
