//! Where plans are: configuration, root, files, and what judging them all gives.
//!
//! Only this layer opens files. Nothing here prints, exits or reads the environment.

mod config;
mod path;
mod root;
mod snapshot;
mod sources;
mod walk;

pub use config::{CONFIG_FILE, ConfigChoice, ConfigError, Overrides, PlanFiles, Settings, UserRule, known_selectors};
pub use path::{Shown, clean_path, relative};
pub use root::{Found, Request, locate, root_of, write_atomically};
pub use snapshot::{Part, Report, Selection, Skipped, Trouble, Workspace};
pub use sources::{Disk, FileTrouble, Files, Listing, MAX_FILE, Memory, Overlay, STDIN, format_of};
pub use walk::Nested;
