//! A sign of life in long work.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal;
use std::sync::mpsc;
use std::thread::JoinHandle;
use std::time::Duration;

/// Work that is over before this shows nothing.
const PATIENCE: Duration = Duration::from_millis(700);

/// A spinner on standard error while this lives, if that is a terminal and the work takes long.
#[derive(Debug)]
pub struct Progress(Option<(mpsc::Sender<()>, JoinHandle<()>)>);

impl Progress {
    /// Begins.
    pub fn start(message: &str) -> Self {
        if !std::io::stderr().is_terminal() {
            return Self(None);
        }
        let message = message.to_owned();
        let (end, ended) = mpsc::channel::<()>();
        let shown = std::thread::spawn(move || {
            if ended.recv_timeout(PATIENCE) != Err(mpsc::RecvTimeoutError::Timeout) {
                return;
            }
            let spinner = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr())
                .with_style(ProgressStyle::default_spinner())
                .with_message(message);
            spinner.enable_steady_tick(Duration::from_millis(120));
            // Until the work is over: the other end goes.
            let _ = ended.recv();
            spinner.finish_and_clear();
        });
        Self(Some((end, shown)))
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((end, shown)) = self.0.take() {
            drop(end);
            // The line is cleared before anything else is written.
            let _ = shown.join();
        }
    }
}
