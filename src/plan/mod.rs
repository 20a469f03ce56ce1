//! The plan model: what a text states, and how documents make a plan.
//!
//! [`read`] depends on one text and the words; [`group`] says which documents form a plan; [`assemble`] joins
//! them. Nothing here knows rules or findings, opens a file or prints.

mod assemble;
mod classify;
mod clauses;
mod fault;
mod group;
mod headings;
mod ids;
mod index;
mod institution;
mod kinds;
mod labels;
mod lasting;
mod links;
mod model;
mod pattern;
mod profile;
mod read;
mod reader;
mod reason;
mod recognise;
mod statutes;
mod texts;
mod ties;
mod titles;
pub mod values;
mod wording;
mod words;
mod work;

pub use assemble::assemble;
pub use fault::Fault;
pub use group::{Clusters, Declaration, Group, Grouping, Settled, group};
pub use ids::{FoundId, IdGrammar, form_of, key_of};
pub use kinds::*;
pub use model::*;
pub use read::read;
pub use reader::Reader;
pub use reason::{OtherKind, WhyChosen, WhyPlan};
pub use recognise::{plan_kinds, title_word};
pub use ties::{Ties, names_its_plan};
