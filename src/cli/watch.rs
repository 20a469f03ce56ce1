//! `--watch`

use super::args::CheckArgs;
use super::output::Status;
use super::session::Session;
use crate::workspace::{CONFIG_FILE, clean_path, format_of};
use notify::{EventKind, RecursiveMode, Watcher};
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::Duration;

/// An editor writes a file in several steps; they are over after this.
const QUIET: Duration = Duration::from_millis(100);

/// Checks now and whenever a file changes; ends only if nothing can be watched.
pub fn watch(session: &Session, args: &CheckArgs, check: impl Fn() -> Status) -> Status {
    if args.paths.iter().any(|path| path.as_os_str() == "-") {
        return session.error(
            &session
                .say("standard input cannot be watched: name files or folders", "无法监视标准输入，请写明文件或文件夹"),
        );
    }
    let (sender, events) = mpsc::channel();
    let watcher = notify::recommended_watcher(move |event| {
        // The receiver lives as long as the program.
        let _ = sender.send(event);
    });
    let mut watcher = match watcher {
        Ok(watcher) => watcher,
        Err(error) => {
            return session
                .error(&session.say(format!("files cannot be watched: {error}"), format!("无法监视文件：{error}")));
        }
    };
    for path in &args.paths {
        let full = clean_path(&session.working.join(path));
        // A file that is replaced is no longer the one that was watched; its folder is.
        let (folder, mode) = match full.is_dir() {
            true => (full.as_path(), RecursiveMode::Recursive),
            false => (full.parent().unwrap_or(&full), RecursiveMode::NonRecursive),
        };
        if let Err(error) = watcher.watch(folder, mode) {
            return session.error(&format!("{}: {error}", path.to_string_lossy()));
        }
    }
    let written: Vec<PathBuf> = args.output.iter().map(|word| super::output::target(word).1).collect();
    let matters = |event: &notify::Event| {
        !matches!(event.kind, EventKind::Access(_))
            && event.paths.iter().any(|path| {
                concerns(path) && !written.iter().any(|file| clean_path(&session.working.join(file)) == *path)
            })
    };
    loop {
        if std::io::stdout().is_terminal() {
            let _ = std::io::stdout().lock().write_all(b"\x1b[2J\x1b[H");
        }
        check();
        session.note(&session.say("waiting for changes; Ctrl-C ends", "等待文件变化；按 Ctrl-C 结束"));
        // Until something that matters happens; then until nothing more does.
        loop {
            match events.recv() {
                Ok(Ok(event)) if matters(&event) => break,
                Ok(Ok(_)) => {}
                Ok(Err(error)) => {
                    session.note(&session.say(format!("watching: {error}"), format!("监视文件：{error}")));
                }
                Err(_) => return session.error(&session.say("files are watched no more", "文件监视已停止")),
            }
        }
        while events.recv_timeout(QUIET).is_ok() {}
    }
}

/// Whether a change of this file can change findings.
fn concerns(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let hidden = path.components().any(|part| part.as_os_str() == ".git");
    !hidden && !name.starts_with('.') && (name == CONFIG_FILE || format_of(&name).is_some())
}
