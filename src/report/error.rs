//! Errors that are no findings, drawn for people.

use super::run::View;
use super::snippet::handler;
use super::words;
use crate::plan::Language;
use miette::Diagnostic;

/// The error as miette draws it.
pub fn draw_error(error: &dyn Diagnostic, view: &View) -> String {
    let mut drawn = String::new();
    if handler(view).render_report(&mut drawn, error).is_err() {
        drawn = format!("{error}\n");
    }
    in_chinese(drawn, error, view)
}

/// miette has one word for help, at the last: the Chinese one takes its place.
fn in_chinese(mut drawn: String, error: &dyn Diagnostic, view: &View) -> String {
    if view.language == Some(Language::Zh)
        && let Some(at) = drawn.rfind("  help: ").filter(|_| error.help().is_some())
    {
        drawn.replace_range(at..at + "  help: ".len(), &format!("  {}", words::help(Language::Zh)));
    }
    drawn
}
