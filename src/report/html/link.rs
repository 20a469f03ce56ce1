//! Where a line of a plan is to be seen.

use std::fmt::Write as _;

/// The address of a line: below a base that a publisher gives, else of the file itself.
///
/// A path is never the start of an address, so that a folder called `javascript:` is a folder.
pub(super) fn link(base: &str, path: &str, line: u32) -> String {
    let absolute = path.starts_with('/') || path.get(1..3) == Some(":/");
    let start = match (base.is_empty(), absolute) {
        (true, true) => "file:///".to_owned(),
        (true, false) => "./".to_owned(),
        (false, _) => format!("{}/", base.trim_end_matches('/')),
    };
    format!("{start}{}#L{line}", encoded(path.trim_start_matches('/')))
}

/// Percent-encodes all but what a path may hold as it is.
fn encoded(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b'~' => out.push(char::from(byte)),
            // Writing to a string cannot fail.
            _ => drop(write!(out, "%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        assert_eq!(link("", "a/规.md", 3), "./a/%E8%A7%84.md#L3");
        assert_eq!(link("", "javascript:alert(1)/a.md", 1), "./javascript%3Aalert%281%29/a.md#L1");
        assert_eq!(link("", "/tmp/a b.md", 1), "file:///tmp/a%20b.md#L1");
        assert_eq!(link("https://example.org/blob/main/", "a.md", 7), "https://example.org/blob/main/a.md#L7");
        assert_eq!(link("../..", "a.md", 7), "../../a.md#L7");
    }
}
