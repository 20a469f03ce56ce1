//! The language server through its transport: bytes in, bytes out.

#![allow(clippy::unwrap_used, missing_docs)]

mod actions;
mod client;
mod edits;
mod features;
mod hostile;
mod lifecycle;
mod near;
mod parity;
mod publish;
mod pull;
