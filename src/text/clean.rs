//! Signs that a terminal would obey instead of showing.

/// The text with each control and direction sign replaced by a visible one of the same length in bytes, so
/// that every offset stays. Tabs and line feeds stay, also the carriage return of `\r\n`; a lone one becomes a
/// line feed.
pub fn without_controls(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut signs = text.chars().peekable();
    while let Some(c) = signs.next() {
        kept.push_str(match c {
            '\t' | '\n' => {
                kept.push(c);
                continue;
            }
            '\r' if signs.peek() == Some(&'\n') => "\r",
            '\r' => "\n",
            '\0'..='\u{1f}' | '\u{7f}' => "?",
            '\u{80}'..='\u{9f}' | '\u{61c}' => "\u{b7}",
            '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' => "\u{fffd}",
            _ => {
                kept.push(c);
                continue;
            }
        });
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_offset_stays() {
        let text = "a\u{1b}[31m\u{202e}b\u{9b}\u{61c}c\rd\r\n\u{feff}计\t";
        let clean = without_controls(text);
        assert_eq!(clean, "a?[31m\u{fffd}b\u{b7}\u{b7}c\nd\r\n\u{fffd}计\t");
        assert_eq!(clean.len(), text.len());
    }
}
