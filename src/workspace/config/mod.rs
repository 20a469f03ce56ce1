//! `planspect.yaml`: its form, its checks, and the settings that come of it.

mod error;
mod file;
mod globs;
mod lexicons;
mod own_rules;
mod packs;
mod schema;
mod settings;
mod version;

pub use error::ConfigError;
pub use file::CONFIG_FILE;
pub use own_rules::{OwnRule, UserRule};
pub use schema::{config_schema, lexicon_schema};
pub use settings::{ConfigChoice, Overrides, PlanFiles, Settings, known_selectors};

#[cfg(test)]
mod tests;
