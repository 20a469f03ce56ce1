//! The language server: open documents, diagnostics, and one file for each kind of request.
//!
//! `transport` cuts messages out of a stream and hands them, in order, to `front`, whose handlers only forward
//! to the `session`. The session owns what is known and never waits; requests are answered elsewhere, from a
//! `world` that does not change under them. Nothing here opens a file or prints, and no layer above knows a type
//! of LSP.

mod capabilities;
mod client;
mod diagnostics;
mod edit;
mod front;
mod lenient;
mod log;
mod outbox;
mod place;
mod process;
mod progress;
mod pull;
mod session;
mod setup;
mod transport;
mod uri;
mod wire;
mod words;
mod world;

pub use log::Log;
pub use setup::Setup;
pub use transport::serve;
