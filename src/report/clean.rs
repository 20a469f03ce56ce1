//! Text of others, safe to show.

use crate::text::without_controls;
use unicode_width::UnicodeWidthStr;

/// The text on one line: white space joined, signs that a terminal would obey made visible.
pub fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in without_controls(text).split(['\n', '\r', '\t', ' ']).filter(|w| !w.is_empty()) {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// The text without the signs of emphasis and code.
pub(super) fn unmarked(text: &str) -> String {
    text.chars().filter(|c| !matches!(c, '*' | '`')).collect()
}

/// Columns that a text takes on a terminal.
pub(super) fn width(text: &str) -> usize {
    text.width()
}

/// The text with spaces up to so many columns.
pub(super) fn pad(text: &str, columns: usize) -> String {
    format!("{text}{}", " ".repeat(columns.saturating_sub(width(text))))
}

/// The text in a colour (the numbers of an ANSI sequence), if colours may be used.
pub(super) fn paint(color: bool, style: &str, text: &str) -> String {
    if color { format!("\u{1b}[{style}m{text}\u{1b}[0m") } else { text.to_owned() }
}

/// The ANSI style of a severity.
pub(super) fn style(severity: crate::rules::Severity) -> &'static str {
    match severity {
        crate::rules::Severity::Error => "31",
        crate::rules::Severity::Warning => "33",
        crate::rules::Severity::Info => "36",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_of_chinese() {
        assert_eq!(pad("计划", 6), "计划  ");
        assert_eq!(one_line("a\r\n\tb\u{1b}[0m \u{202e}c"), "a b?[0m \u{fffd}c");
    }
}
