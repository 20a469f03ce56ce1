//! What several tests do with the program.

#![allow(clippy::unwrap_used)]

use serde_json::Value;
use std::path::Path;
use std::process::Command;

/// What `check` says of a folder by itself, as JSON.
pub fn checked(folder: &Path) -> Value {
    let output = Command::new(env!("CARGO_BIN_EXE_planspect"))
        .args(["check", "--isolated", "--no-cache", "--format", "json", "."])
        .current_dir(folder)
        .output()
        .unwrap();
    serde_json::from_slice(&output.stdout).unwrap()
}
