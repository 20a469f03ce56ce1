//! Work on all cores, and on a few of them, always by the same threads, where a process goes on for days.

use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};
use std::sync::LazyLock;

/// So many threads at most read and judge what somebody waits for, and as many what is only prepared. Each keeps tables of
/// every pattern that it has looked for, tens of megabytes in all: by whichever thread is free, all would come to keep them.
const FEW: usize = 4;

/// None where the system gives none.
static FOREGROUND: LazyLock<Option<ThreadPool>> = LazyLock::new(|| few("foreground"));
static BACKGROUND: LazyLock<Option<ThreadPool>> = LazyLock::new(|| few("background"));

fn few(name: &'static str) -> Option<ThreadPool> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let builder = ThreadPoolBuilder::new().num_threads(cores.min(FEW));
    builder.thread_name(move |number| format!("{name}-{number}")).build().ok()
}

/// Does work that somebody waits for. It must wait for nothing that a thread may hold who has work done here or in the
/// background; in one of their threads it is done at once.
pub(super) fn in_foreground<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    if rayon::current_thread_index().is_some() { work() } else { by(FOREGROUND.as_ref(), work) }
}

/// Does work in threads of its own: what an editor waits for meanwhile is not to queue behind thousands of files.
pub(super) fn in_background<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    by(BACKGROUND.as_ref(), work)
}

fn by<T: Send>(pool: Option<&ThreadPool>, work: impl FnOnce() -> T + Send) -> T {
    match pool {
        Some(pool) => pool.install(work),
        None => work(),
    }
}

/// Does some work to each of many things, at once on all cores, and gives what comes of it in their order. A single one
/// needs no threads: to start them takes longer than to read a short text.
pub(super) fn on_all_cores<T: Send, U: Send>(all: Vec<T>, work: impl Fn(T) -> U + Sync + Send) -> Vec<U> {
    if all.len() < 2 { all.into_iter().map(work).collect() } else { all.into_par_iter().map(work).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn whoever_asks_the_same_few_threads_work() {
        let ask = |_| std::thread::spawn(|| in_foreground(|| std::thread::current().id()));
        let asking: Vec<_> = (0..40).map(ask).collect();
        let working: HashSet<_> = asking.into_iter().map(|one| one.join().unwrap()).collect();
        assert!(working.len() <= FEW, "{}", working.len());
    }

    #[test]
    fn work_in_the_background_stays_there() {
        let name = || std::thread::current().name().unwrap_or_default().to_owned();
        assert!(in_background(|| in_foreground(name)).starts_with("background-"));
    }
}
