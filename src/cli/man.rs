//! `planspect man`

use super::output::Status;
use super::session::Session;
use crate::workspace::write_atomically;
use std::path::Path;

/// Writes a manual page a command; gives the status.
pub fn man(session: &Session, folder: &Path) -> Status {
    let folder = session.working.join(folder);
    if let Err(error) = std::fs::create_dir_all(&folder) {
        return session.error(&format!("{}: {error}", folder.to_string_lossy()));
    }
    match pages(&session.commands(), "planspect", &folder) {
        Ok(()) => Status::Clean,
        Err(error) => session.error(&format!("{}: {error}", folder.to_string_lossy())),
    }
}

fn pages(command: &clap::Command, name: &str, folder: &Path) -> std::io::Result<()> {
    let mut page = Vec::new();
    clap_mangen::Man::new(command.clone()).title(name).render(&mut page)?;
    write_atomically(&folder.join(format!("{name}.1")), &page)?;
    for sub in command.get_subcommands().filter(|sub| !sub.is_hide_set() && sub.get_name() != "help") {
        pages(sub, &format!("{name}-{}", sub.get_name()), folder)?;
    }
    Ok(())
}
