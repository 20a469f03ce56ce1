//! Which files say themselves which plan they belong to: these may form one with files of other folders.

use super::disk::Disk;
use super::sources::{Files, format_of};
use crate::plan::{Reader, names_its_plan};
use crate::syntax::Format;
use crate::text::{FileId, SourceFile, decode};

/// Most front matter ends within so many bytes.
const HEAD: u64 = 4096;

/// Whether a text says which plan it belongs to.
pub(super) fn names(path: &str, bytes: &[u8], reader: &Reader) -> bool {
    format_of(path) == Some(Format::Markdown) && front(bytes).is_some_and(|front| is_named(path, front, reader))
}

/// The same of a file on disk, of which no more is read than is needed.
pub(super) fn file_names(disk: &Disk, path: &str, reader: &Reader) -> bool {
    if format_of(path) != Some(Format::Markdown) {
        return false;
    }
    let Ok(head) = disk.head(path, HEAD) else { return false };
    let whole = (head.len() as u64) < HEAD;
    // What was cut off within a line may look like a fence.
    let end = if whole { head.len() } else { head.iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1) };
    match front(&head[..end]) {
        Some(front) => is_named(path, front, reader),
        None if whole || !opens(&head) => false,
        None => disk.read(path).is_ok_and(|bytes| names(path, &bytes, reader)),
    }
}

fn is_named(path: &str, front: &[u8], reader: &Reader) -> bool {
    names_its_plan(&SourceFile::new(FileId(0), path, &decode(front.to_vec()).0), reader)
}

/// Whether front matter may begin here: after a byte order mark, three hyphens.
fn opens(bytes: &[u8]) -> bool {
    bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes).starts_with(b"---")
}

/// The text up to the fence that closes its front matter; none where there is none.
fn front(bytes: &[u8]) -> Option<&[u8]> {
    if !opens(bytes) {
        return None;
    }
    let mut end = 0;
    for (number, line) in bytes.split_inclusive(|&byte| byte == b'\n' || byte == b'\r').enumerate() {
        end += line.len();
        if number > 0 && matches!(String::from_utf8_lossy(line).trim_end(), "---" | "...") {
            return bytes.get(..end);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::Nested;

    #[test]
    fn front_matter_says_it_however_it_is_written() {
        let reader = Reader::shipped();
        let named = |text: &str| {
            let folder = tempfile::tempdir().unwrap();
            std::fs::write(folder.path().join("a.md"), text).unwrap();
            let on_disk = file_names(&Disk::new(folder.path(), Nested::None), "a.md", &reader);
            assert_eq!(on_disk, names("a.md", text.as_bytes(), &reader), "{text:?}");
            on_disk
        };
        assert!(named("---\nplan: Permits\n---\n"));
        assert!(named("\u{feff}---\r\n\"plan\": Permits\r\n...\r\n# T"));
        assert!(named("---\n{kind: plan, plan: Permits}\n---\n"));
        assert!(named(&format!("---\nnotes: |\n{}plan: Permits\n---\n", "  more of it\n".repeat(600))));
        assert!(!named("---\nkind: plan\n---\n# T\n\nplan: Permits\n"));
        assert!(!named("# T\n\nplan: Permits\n"));
        assert!(!named(&format!("---\n{}", "plan: Permits\n".repeat(600))), "it is never closed");
        assert!(!named("---\nplan: true\n---\n"));
    }
}
