//! `planspect explain`

use super::output::{Status, to_stdout};
use super::session::Session;
use crate::plan::Language;
use crate::report::{RulePage, page};
use crate::rules::{pages, statements};

/// Shows the page of a rule; gives the status.
pub fn explain(session: &Session, name: &str) -> Status {
    let Some((settings, _)) = session.settings() else { return Status::Trouble };
    let Some(rule) = settings.rules.find(name).or_else(|| settings.rules.find(&name.to_lowercase())) else {
        return session.error(settings.unknown_rule(name).get(session.language));
    };
    let own = settings.user_rules.get(&*rule.code).map(|rule| rule.page());
    let Some(found) = own.as_ref().or_else(|| pages().get(&*rule.code)) else {
        return session.error(&session.say(format!("{} has no page", rule.code), format!("{}没有说明", rule.code)));
    };
    let shown = RulePage { rule, page: found, statements: statements() };
    let language = session.language.unwrap_or(Language::En);
    match to_stdout(|out| page(&shown, language, &session.view, out)) {
        Ok(()) => Status::Clean,
        Err(error) => session.no_output(&error),
    }
}
