//! Writing files.

use super::sources::FileTrouble;
use std::fs::File;
use std::io::{self, Write};
use std::path::Path;

/// Writes a file below a root, and makes the folders for it; never where a link in the root leads out of it.
///
/// # Errors
/// The system's, or that it would lie outside.
pub fn write_below(root: &Path, path: &Path, bytes: &[u8]) -> io::Result<()> {
    let real = std::fs::canonicalize(root)?;
    // The nearest that is there; a link that leads nowhere counts as there.
    let there = path.ancestors().find(|up| std::fs::symlink_metadata(up).is_ok()).unwrap_or(root);
    if !std::fs::canonicalize(there)?.starts_with(&real) {
        return Err(io::Error::new(io::ErrorKind::PermissionDenied, FileTrouble::Outside));
    }
    path.parent().map_or(Ok(()), std::fs::create_dir_all)?;
    write_atomically(path, bytes)
}

/// Writes a file as a whole: never half of it, whatever happens.
///
/// # Errors
/// The system's.
pub fn write_atomically(path: &Path, bytes: &[u8]) -> io::Result<()> {
    write_atomically_with(path, |out| out.write_all(bytes))
}

/// Writes a file as a whole, piece by piece as `write` gives them: all of it, or where `write` fails nothing.
///
/// # Errors
/// Those of `write`, and the system's.
pub fn write_atomically_with(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let into = |file: &mut File| {
        let mut out = io::BufWriter::new(file);
        write(&mut out).and_then(|()| out.flush())
    };
    let known = std::fs::metadata(path);
    if known.as_ref().is_ok_and(|m| !m.is_file()) {
        // A pipe or a device cannot be replaced.
        return into(&mut File::options().write(true).open(path)?);
    }
    let target = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(folder)?;
    into(file.as_file_mut())?;
    if let Ok(known) = known {
        file.as_file().set_permissions(known.permissions())?;
    }
    file.persist(&target).map(|_| ()).map_err(|error| error.error)
}

/// Whether a file is UTF-8 throughout, so that writing its text anew loses nothing.
pub fn is_utf8(path: &Path) -> bool {
    std::fs::read(path).is_ok_and(|bytes| std::str::from_utf8(&bytes).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn a_file_is_written_as_a_whole() {
        let temp = tempfile::tempdir().unwrap();
        let path = temp.path().join("out.json");
        write_atomically(&path, b"one").unwrap();
        write_atomically(&path, b"two").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"two");
        assert_eq!(fs::read_dir(temp.path()).unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn no_link_leads_what_is_written_out_of_the_root() {
        use std::os::unix::fs::symlink;
        let temp = tempfile::tempdir().unwrap();
        let (root, outside) = (temp.path().join("root"), temp.path().join("outside"));
        fs::create_dir_all(root.join("plain")).unwrap();
        fs::create_dir_all(&outside).unwrap();
        fs::write(outside.join("there.md"), "old").unwrap();
        symlink("../outside", root.join("folder")).unwrap();
        symlink("../outside/there.md", root.join("there.md")).unwrap();
        symlink("../outside/none.md", root.join("none.md")).unwrap();
        symlink("plain", root.join("within")).unwrap();
        for path in ["folder/a.md", "folder/deep/a.md", "there.md", "none.md"] {
            assert!(write_below(&root, &root.join(path), b"new").is_err(), "{path}");
        }
        assert_eq!(fs::read_dir(&outside).unwrap().count(), 1);
        assert_eq!(fs::read(outside.join("there.md")).unwrap(), b"old");
        for path in ["a.md", "plain/a.md", "new/deep/a.md", "within/b.md"] {
            write_below(&root, &root.join(path), b"new").unwrap();
            assert_eq!(fs::read(root.join(path)).unwrap(), b"new", "{path}");
        }
    }
}
