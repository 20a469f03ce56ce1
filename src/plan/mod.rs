//! The plan model: what a text states, and how documents make a plan.

mod kinds;
mod model;
pub mod values;

pub use kinds::*;
pub use model::*;
