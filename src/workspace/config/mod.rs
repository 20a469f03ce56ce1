//! `planspect.yaml`: its form, its checks, and the settings that come of it.

mod error;
mod file;
mod globs;
mod settings;
mod version;

pub use error::ConfigError;
pub use file::CONFIG_FILE;
pub use settings::{ConfigChoice, Overrides, PlanFiles, Settings, UserRule, known_selectors};

#[cfg(test)]
mod tests;
