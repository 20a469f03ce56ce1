//! Patterns of paths below the root.

use crate::rules::Said;
use globset::{Glob, GlobBuilder, GlobSet, GlobSetBuilder};

/// A pattern: `*` stays within a folder, `**` does not, a folder (`plans/`) means all that is in it.
///
/// # Errors
/// What is wrong with it.
pub fn glob(pattern: &str) -> Result<Glob, Said> {
    let plain = pattern.strip_prefix("./").unwrap_or(pattern);
    if plain.starts_with('/') || plain.split('/').any(|part| part == "..") {
        return Err(Said::new(
            format!("`{pattern}` leads out of the root: patterns are relative to the folder of this file"),
            format!("`{pattern}`超出了根文件夹：模式以本文件所在的文件夹为起点"),
        ));
    }
    let whole = if plain.ends_with('/') { format!("{plain}**") } else { plain.to_owned() };
    GlobBuilder::new(&whole).literal_separator(true).build().map_err(|error| {
        let why = error.kind();
        Said::new(format!("`{pattern}` is no pattern of paths: {why}"), format!("`{pattern}`不是路径模式（{why}）"))
    })
}

/// One matcher for several patterns.
pub fn set(globs: &[Glob]) -> GlobSet {
    let mut builder = GlobSetBuilder::new();
    for glob in globs {
        builder.add(glob.clone());
    }
    // Each has been compiled by itself; together they can only grow past a size no configuration has.
    builder.build().unwrap_or_else(|_| GlobSet::empty())
}
