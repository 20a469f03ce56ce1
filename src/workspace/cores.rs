//! Work on all cores.

use rayon::prelude::*;

/// Does some work to each of many things, at once on all cores, and gives what comes of it in their order. A single one
/// needs no threads: to start them takes longer than to read a short text.
pub(super) fn on_all_cores<T: Send, U: Send>(all: Vec<T>, work: impl Fn(T) -> U + Sync + Send) -> Vec<U> {
    if all.len() < 2 { all.into_iter().map(work).collect() } else { all.into_par_iter().map(work).collect() }
}
