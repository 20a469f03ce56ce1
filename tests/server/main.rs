//! The language server through its transport: bytes in, bytes out.

#![allow(clippy::unwrap_used, missing_docs)]

mod client;
mod edits;
mod hostile;
mod lifecycle;
mod parity;
mod publish;
mod pull;
