//! `planspect trace`: the trace of plans as table, CSV, workbook, JSON, Mermaid and DOT.

mod graph;
mod impact;
mod json;
mod sheet;
mod table;
mod view;

pub use graph::{trace_dot, trace_mermaid};
pub use json::trace_json;
pub use sheet::{trace_csv, trace_xlsx};
pub use table::trace_table;
pub use view::{TraceFilter, Traces};
