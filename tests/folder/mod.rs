//! Folders with plans, and the program run in them.

#![allow(dead_code, clippy::unwrap_used, missing_docs)]

use serde_json::Value;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

pub const PLAN: &str = "\
# Permit Strategy 2027

## Needs
- **N1** Builders wait 38 days for a permit
- **N2** Residents call three offices to learn the state of a case

## Tasks
- **T1** Decide simple cases at the counter (serves: N1; owner: Permit Office; by: 2027-06)
- **T2** Show the state of a case online (serves: N2; owner: Permit Office; by: 2027-09)
- **T3** Redesign the logo (owner: Press Office; by: 2027-09)
";

/// A folder that goes with its value.
pub struct Folder(tempfile::TempDir);

impl Folder {
    pub fn new(files: &[(&str, &str)]) -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        for (path, text) in files {
            folder.write(path, text.as_bytes());
        }
        folder
    }

    pub fn write(&self, path: &str, bytes: &[u8]) {
        let path = self.0.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    pub fn run_in(&self, below: &str, arguments: &[&str], stdin: &str) -> Ran {
        let mut child = Command::new(env!("CARGO_BIN_EXE_planspect"))
            .current_dir(self.0.path().join(below))
            .env_clear()
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // A command that reads no input may be gone already.
        let _ = child.stdin.take().unwrap().write_all(stdin.as_bytes());
        Ran::new(child.wait_with_output().unwrap())
    }

    pub fn run(&self, arguments: &[&str]) -> Ran {
        self.run_in(".", arguments, "")
    }

    /// Runs git, as somebody with a name.
    pub fn git(&self, arguments: &[&str]) -> Ran {
        let who = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main"];
        let output = Command::new("git").current_dir(self.path()).args(who).args(arguments).output().unwrap();
        Ran::new(output)
    }

    pub fn json(&self, below: &str, arguments: &[&str]) -> Value {
        serde_json::from_str(&self.run_in(below, arguments, "").out).unwrap()
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }
}

/// What a run gave.
pub struct Ran {
    pub status: i32,
    pub out: String,
    pub err: String,
}

impl Ran {
    pub fn new(output: Output) -> Self {
        Self {
            status: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    #[track_caller]
    pub fn status(self, status: i32) -> Self {
        assert_eq!(self.status, status, "{}\n{}", self.out, self.err);
        self
    }

    #[track_caller]
    pub fn says(self, words: &str) -> Self {
        assert!(self.out.contains(words), "{words:?} is not in\n{}", self.out);
        self
    }

    #[track_caller]
    pub fn warns(self, words: &str) -> Self {
        // Long messages are broken into lines; the words count.
        let flat = self.err.replace(['│', '\n'], " ").split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(flat.contains(words) || self.err.contains(words), "{words:?} is not in\n{}", self.err);
        self
    }
}
