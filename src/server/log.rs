//! What the server says of what it does, where somebody asked for it.

use std::io::Write;
use std::sync::{Arc, Mutex};

/// Where lines go; nowhere by default.
#[derive(Clone, Default)]
pub struct Log(Option<Arc<Mutex<dyn Write + Send>>>);

impl Log {
    /// Into a file, or to standard error.
    pub fn to(out: impl Write + Send + 'static) -> Self {
        Self(Some(Arc::new(Mutex::new(out))))
    }

    /// Writes one line.
    pub fn say(&self, line: &str) {
        if let Some(Ok(mut out)) = self.0.as_ref().map(|out| out.lock()) {
            // A log that cannot be written must not stop the work.
            let _ = writeln!(out, "{}", line.replace(['\n', '\r'], " ")).and_then(|()| out.flush());
        }
    }
}

impl std::fmt::Debug for Log {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Log").field(&self.0.is_some()).finish()
    }
}
