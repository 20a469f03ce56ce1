//! `planspect server`

use super::args::ServerArgs;
use super::session::Session;
use crate::server::{Log, Setup, serve};
use std::process::ExitCode;
use std::time::Duration;

/// At most so many requests are answered at once. Each thread that works keeps memory of its own.
const AT_ONCE: usize = 11;
/// A thread reads standard input, and one is the session's.
const THREADS: usize = AT_ONCE + 2;

/// Serves an editor on standard input and output; gives the exit status of the protocol.
pub fn server(session: &Session, args: &ServerArgs) -> ExitCode {
    let log = match &args.log {
        None => Log::default(),
        Some(path) if path.as_os_str() == "-" => Log::to(std::io::stderr()),
        Some(path) => {
            let file = std::fs::OpenOptions::new().create(true).append(true).open(session.working.join(path));
            match file {
                Ok(file) => Log::to(file),
                Err(error) => return session.error(&format!("{}: {error}", path.to_string_lossy())).into(),
            }
        }
    };
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().max_blocking_threads(THREADS).build() {
        Ok(runtime) => runtime,
        Err(error) => {
            return session
                .error(&session.say(format!("no threads to be had: {error}"), format!("无法启动线程：{error}")))
                .into();
        }
    };
    let setup = Setup { log, today: || jiff::ZonedDateTime::now().date() };
    let status = runtime.block_on(serve(tokio::io::stdin(), tokio::io::stdout(), setup));
    // Reading standard input cannot be broken off; nobody waits for it.
    runtime.shutdown_timeout(Duration::ZERO);
    ExitCode::from(status)
}
