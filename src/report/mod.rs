//! Findings become text for people and machines: one short file a format, behind one trait.
//!
//! Nothing here opens a file, prints, or looks at the terminal: how wide and colourful it may be is told by
//! [`View`].

mod card;
mod clean;
mod concise;
mod effective;
mod error;
mod facts;
mod full;
mod github;
mod gitlab;
mod html;
mod json;
mod junit;
mod ledger;
mod markdown;
mod missing;
mod overview;
mod page;
mod place;
mod points;
mod reference;
mod regression;
mod run;
mod sarif;
mod score;
mod sheet;
mod snippet;
mod statistics;
mod trace;
mod words;

pub use clean::one_line;
pub use concise::Concise;
pub use effective::effective;
pub use error::draw_error;
pub use facts::facts;
pub use full::Full;
pub use github::GitHub;
pub use gitlab::GitLab;
pub use html::{Gone, PageOptions, html};
pub use json::{Json, findings_schema};
pub use junit::JUnit;
pub use ledger::{ledger, ledger_json};
pub use markdown::Markdown;
pub use overview::overview;
pub use page::{list, misbehaviour, page};
pub use reference::{ReferenceFile, reference, reference_file};
pub use regression::Comparison;
pub use run::{Counts, Format, Found, Run, View};
pub use sarif::Sarif;
pub use score::{badge, score, score_json};
pub use sheet::RulePage;
pub use trace::{TraceFilter, Traces, trace_csv, trace_dot, trace_json, trace_mermaid, trace_table, trace_xlsx};
