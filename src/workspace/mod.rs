//! Where plans are: configuration, root, files, and what judging them all gives.
//!
//! Only this layer opens files. Nothing here prints, exits or reads the environment.

mod config;
mod cores;
mod disk;
mod git;
mod join;
mod live;
mod naming;
mod path;
mod precedence;
mod root;
mod selection;
mod since;
mod skipped;
mod snapshot;
mod sources;
mod walk;
mod write;

pub use config::{
    CONFIG_FILE, ConfigChoice, ConfigError, Overrides, OwnRule, PlanFiles, Settings, UserRule, config_schema,
    known_selectors, lexicon_schema,
};
pub use disk::{Disk, bounded};
pub use git::{GitError, revision};
pub use join::{Joined, join};
pub use live::{Listed, Live, Pace, Shelf, Surveyed};
pub use path::{Shown, clean_path, folder_of, relative};
pub use precedence::Urgent;
pub use root::{Found, Request, locate, root_of, root_of_file};
pub use selection::{Keep, Selection, Trouble};
pub use since::Before;
pub use skipped::{Skipped, WhySkipped};
pub use snapshot::{Part, Report, Texts, Workspace};
pub use sources::{FileTrouble, Files, Listing, MAX_FILE, Memory, NotListed, Overlay, STDIN, format_of};
pub use walk::Nested;
pub use write::{is_utf8, write_atomically, write_atomically_with, write_below};
