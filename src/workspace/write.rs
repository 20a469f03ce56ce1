//! Writing files.

use std::io::{self, Write};
use std::path::Path;

/// Writes a file as a whole: never half of it, whatever happens.
///
/// # Errors
/// The system's.
pub fn write_atomically(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let known = std::fs::metadata(path);
    if known.as_ref().is_ok_and(|m| !m.is_file()) {
        // A pipe or a device cannot be replaced.
        return std::fs::OpenOptions::new().write(true).open(path)?.write_all(bytes);
    }
    let target = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(bytes)?;
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
}
