//! `planspect.yaml`: its form, its checks, and the settings that come of it.

mod error;
mod file;
mod globs;
mod settings;
mod version;

pub use error::ConfigError;
pub use settings::{ConfigChoice, Overrides, PlanFiles, Settings, UserRule, known_selectors};

/// The name of the configuration file.
pub const CONFIG_FILE: &str = "planspect.yaml";
