//! Where reports go: the terminal, files; and exit statuses.

use super::args::FormatName;
use crate::report::{Concise, Format, Full, GitHub, GitLab, JUnit, Json, Markdown, Sarif};
use clap::ValueEnum;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// Nothing at or above `--fail-on`.
    Clean,
    /// Findings.
    Findings,
    /// Usage, configuration or file error.
    Trouble,
    /// A folder was walked and no plan was found.
    NoPlan,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        ExitCode::from(match status {
            Status::Clean => 0,
            Status::Findings => 1,
            Status::Trouble => 2,
            Status::NoPlan => 3,
        })
    }
}

/// The writer of a format.
pub fn format(name: FormatName) -> Box<dyn Format> {
    match name {
        FormatName::Full => Box::new(Full),
        FormatName::Concise => Box::new(Concise),
        FormatName::Json => Box::new(Json),
        FormatName::Sarif => Box::new(Sarif),
        FormatName::GitHub => Box::new(GitHub),
        FormatName::GitLab => Box::new(GitLab),
        FormatName::JUnit => Box::new(JUnit),
        FormatName::Markdown => Box::new(Markdown),
    }
}

/// A report in a file: its format, if one was named, and the file.
pub fn target(word: &str) -> (Option<FormatName>, PathBuf) {
    if let Some((name, file)) = word.split_once('=')
        && let Ok(format) = FormatName::from_str(name, false)
        && !file.is_empty()
    {
        return (Some(format), PathBuf::from(file));
    }
    (None, PathBuf::from(word))
}

/// Writes to standard output; a reader that went away is no error.
///
/// # Errors
/// Any other of the system's.
pub fn to_stdout(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    match write(&mut out).and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}

/// “1 file”, “2 files”.
pub fn many(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_of_files() {
        assert_eq!(target("json=a.json"), (Some(FormatName::Json), PathBuf::from("a.json")));
        assert_eq!(target("a=b.json"), (None, PathBuf::from("a=b.json")));
        assert_eq!(target("out.txt"), (None, PathBuf::from("out.txt")));
    }
}
