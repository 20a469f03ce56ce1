//! `planspect rules list`

use crate::cli::output::{Status, to_stdout};
use crate::cli::session::Session;
use crate::plan::Language;
use crate::report::{View, list as write_list};
use crate::rules::{Page, pages};
use std::collections::BTreeMap;

/// Lists all rules; gives the status.
pub fn list(session: &Session, verbose: bool) -> Status {
    let Some((settings, trouble)) = session.settings() else { return Status::Trouble };
    let own: BTreeMap<&str, Page> =
        settings.user_rules.iter().map(|(code, rule)| (code.as_str(), rule.page())).collect();
    let view = View { verbose, ..session.view };
    let language = session.language.unwrap_or(Language::En);
    let written = to_stdout(|out| {
        let page = |rule: &crate::rules::Rule| own.get(&*rule.code).or_else(|| pages().get(&*rule.code));
        write_list(&settings.rules, page, language, &view, out)
    });
    match written {
        Err(error) => session.no_output(&error),
        Ok(()) if trouble => Status::Trouble,
        Ok(()) => Status::Clean,
    }
}
