//! Which document a URI means. Two ways to write one path are one document.

use crate::workspace::clean_path;
use serde_json::Value;
use std::path::{Path, PathBuf};
use tower_lsp::ls_types::Uri;

/// A document, however its URI is written.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Key {
    /// A file, by its decoded path.
    File(PathBuf),
    /// Anything else (an untitled buffer), by its decoded URI.
    Other(String),
}

/// Schemes whose texts an editor shows and nobody edits: other versions of files, logs.
const NOT_EDITED: [&str; 7] = ["git", "gitfs", "gitlens", "scm", "output", "debug", "vscode-terminal"];

impl Key {
    /// The document that a URI means.
    pub fn of(uri: &Uri) -> Self {
        if uri.scheme().as_str().eq_ignore_ascii_case("file")
            && let Some(path) = uri.to_file_path()
        {
            return Self::File(clean_path(&drive_in_upper_case(&path)));
        }
        Self::Other(uri.path().decode().to_string_lossy().into_owned() + "\0" + uri.scheme().as_str())
    }

    /// Its path, if it is a file.
    pub fn path(&self) -> Option<&Path> {
        match self {
            Self::File(path) => Some(path),
            Self::Other(_) => None,
        }
    }

    /// Whether anybody edits such a document.
    pub fn is_edited(uri: &Uri) -> bool {
        !NOT_EDITED.contains(&uri.scheme().as_str())
    }
}

#[cfg(windows)]
fn drive_in_upper_case(path: &Path) -> PathBuf {
    let text = path.to_string_lossy();
    match text.get(..2) {
        Some(drive) if drive.ends_with(':') => PathBuf::from(drive.to_ascii_uppercase() + &text[2..]),
        _ => path.to_owned(),
    }
}

#[cfg(not(windows))]
fn drive_in_upper_case(path: &Path) -> PathBuf {
    path.to_owned()
}

/// The URI of a path.
pub fn of_path(path: &Path) -> Option<Uri> {
    Uri::from_file_path(path)
}

/// Percent-encodes, in a message, what may not stand raw in a URI: many clients send names as they are, and a
/// strict reader would refuse the whole message.
pub fn encode_all(value: &mut Value) {
    match value {
        Value::Array(all) => all.iter_mut().for_each(encode_all),
        Value::Object(map) => {
            for (key, value) in map.iter_mut() {
                match value {
                    Value::String(text) if key == "uri" || key.ends_with("Uri") => {
                        if let Some(encoded) = encoded(text) {
                            *text = encoded;
                        }
                    }
                    Value::Array(_) | Value::Object(_) => encode_all(value),
                    _ => {}
                }
            }
        }
        _ => {}
    }
}

/// The URI with everything encoded that may not stand raw; none if it needs no change.
fn encoded(uri: &str) -> Option<String> {
    let bytes = uri.as_bytes();
    let stray = |at: usize| !bytes.get(at + 1..at + 3).is_some_and(|two| two.iter().all(u8::is_ascii_hexdigit));
    let bad = |at: usize, byte: u8| match byte {
        b'%' => stray(at),
        b'!' | b'#'..=b';' | b'=' | b'?'..=b'Z' | b'_' | b'a'..=b'z' | b'~' => false,
        _ => true,
    };
    if !bytes.iter().enumerate().any(|(at, &byte)| bad(at, byte)) {
        return None;
    }
    let mut out = String::with_capacity(uri.len() + 16);
    for (at, &byte) in bytes.iter().enumerate() {
        if bad(at, byte) {
            out.push_str(&format!("%{byte:02X}"));
        } else {
            out.push(char::from(byte));
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::str::FromStr;

    fn key(uri: &str) -> Key {
        let uri = encoded(uri).unwrap_or_else(|| uri.to_owned());
        Key::of(&Uri::from_str(&uri).unwrap())
    }

    #[test]
    fn one_path_is_one_document_however_it_is_written() {
        let one = Key::File(PathBuf::from("/w/规 划.md"));
        for uri in [
            "file:///w/规 划.md",
            "file:///w/%E8%A7%84%20%E5%88%92.md",
            "file:///w/%e8%a7%84%20%e5%88%92.md",
            "file:///w/./x/../规%20划.md",
            "FILE:///w/规 划.md",
        ] {
            assert_eq!(key(uri), one, "{uri}");
        }
        assert_eq!(key("file:///w/100%.md"), Key::File(PathBuf::from("/w/100%.md")));
    }

    #[test]
    fn untitled_buffers_are_no_files() {
        assert!(matches!(key("untitled:Untitled-1"), Key::Other(_)));
        assert_ne!(key("untitled:a"), key("inmemory:a"));
        assert!(key("file:///c%3A/plans/a.md").path().is_some());
    }

    #[cfg(windows)]
    #[test]
    fn drives_have_no_case() {
        assert_eq!(key("file:///c%3A/plans/a.md"), key("file:///C:/plans/a.md"));
    }

    #[test]
    fn messages_are_mended_in_place() {
        let mut message =
            serde_json::json!({"textDocument": {"uri": "file:///a b.md", "text": "a b"}, "rootUri": "file:///计"});
        encode_all(&mut message);
        assert_eq!(message["textDocument"]["uri"], "file:///a%20b.md");
        assert_eq!(message["textDocument"]["text"], "a b");
        assert_eq!(message["rootUri"], "file:///%E8%AE%A1");
    }
}
