//! Errors that are no findings, drawn for people.

use super::run::View;
use super::snippet::handler;
use miette::Diagnostic;

/// The error as miette draws it.
pub fn draw_error(error: &dyn Diagnostic, view: &View) -> String {
    let mut drawn = String::new();
    if handler(view).render_report(&mut drawn, error).is_err() {
        drawn = format!("{error}\n");
    }
    drawn
}
