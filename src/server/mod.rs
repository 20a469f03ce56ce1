//! The language server: open documents, diagnostics, and one file for each kind of request.
//!
//! `transport` cuts messages out of a stream and hands them, in order, to `front`, whose handlers only forward
//! to the `session`. The session owns what is known and never waits; requests are answered elsewhere, from a
//! `world` that does not change under them. Nothing here opens a file or prints, and no layer above knows a type
//! of LSP.

mod board;
mod capabilities;
mod change;
mod client;
mod code_action;
mod commands;
mod completion;
mod definition;
mod diagnostics;
mod edit;
mod far;
mod folding;
mod front;
mod ground;
mod hierarchy;
mod highlight;
mod hover;
mod inlay;
mod lenient;
mod lens;
mod links;
mod log;
mod outbox;
mod place;
mod pointed;
mod process;
mod progress;
mod pull;
mod references;
mod rename;
mod selection;
mod session;
mod setup;
mod summary;
mod survey;
mod symbols;
mod tokens;
mod transport;
mod uri;
mod wire;
mod words;
mod workspace_symbols;
mod world;

pub use log::Log;
pub use setup::Setup;
pub use transport::serve;
