//! `planspect completions`

use super::output::{Status, to_stdout};
use super::session::Session;
use clap_complete::Shell;

/// Prints the completion script of a shell; gives the status.
pub fn completions(session: &Session, shell: Shell) -> Status {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut session.commands(), "planspect", &mut script);
    match to_stdout(|out| out.write_all(&script)) {
        Ok(()) => Status::Clean,
        Err(_) => Status::Trouble,
    }
}
