//! planspect reads plan documents (Markdown and YAML, English and Chinese) the way a compiler reads source
//! text: text → syntax → plan model → rules → findings.

pub mod check;
pub mod cli;
pub mod lexicon;
pub mod plan;
pub mod report;
pub mod rules;
pub mod server;
pub mod syntax;
pub mod text;
pub mod workspace;
