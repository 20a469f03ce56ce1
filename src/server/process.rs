//! Whether the client still lives: one that dies without a word must not leave a server behind.

use std::time::Duration;
use tokio::sync::mpsc::UnboundedSender;

/// How often it is looked for.
const PERIOD: Duration = Duration::from_secs(2);

/// Says when the process is gone; where that cannot be known it never does.
pub async fn watch(id: u64, gone: UnboundedSender<()>) {
    // One that was never seen (another machine's, a sandbox's) cannot be missed.
    if !lives(id).await {
        return;
    }
    loop {
        tokio::time::sleep(PERIOD).await;
        if !lives(id).await {
            // The loop that listens may have ended.
            let _ = gone.send(());
            return;
        }
    }
}

/// Whether a process runs: not ended, nor a zombie that nobody has collected.
async fn lives(id: u64) -> bool {
    let ask = move || -> bool {
        if cfg!(target_os = "linux") {
            let state = std::fs::read_to_string(format!("/proc/{id}/stat")).unwrap_or_default();
            return state
                .rsplit(')')
                .next()
                .is_some_and(|rest| !rest.is_empty() && !rest.trim_start().starts_with('Z'));
        }
        let output = if cfg!(windows) {
            std::process::Command::new("tasklist").args(["/nh", "/fi", &format!("pid eq {id}")]).output()
        } else {
            std::process::Command::new("ps").args(["-o", "stat=", "-p", &id.to_string()]).output()
        };
        output.map_or(true, |output| {
            let text = String::from_utf8_lossy(&output.stdout);
            if cfg!(windows) {
                text.contains(&id.to_string())
            } else {
                !text.trim().is_empty() && !text.starts_with('Z')
            }
        })
    };
    tokio::task::spawn_blocking(ask).await.unwrap_or(true)
}
