//! What somebody waits for goes before what is only prepared.

use std::sync::{Condvar, Mutex, PoisonError};

/// How many pieces of work somebody waits for, in this process.
static URGENT: Mutex<usize> = Mutex::new(0);
static NONE_LEFT: Condvar = Condvar::new();

/// Work that somebody waits for, until it is dropped. It must not wait for work in the background itself.
#[derive(Debug)]
pub struct Urgent(());

impl Urgent {
    /// Begins it.
    pub fn begin() -> Self {
        *URGENT.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        Self(())
    }
}

impl Drop for Urgent {
    fn drop(&mut self) {
        let mut left = URGENT.lock().unwrap_or_else(PoisonError::into_inner);
        *left = left.saturating_sub(1);
        if *left == 0 {
            NONE_LEFT.notify_all();
        }
    }
}

/// Waits until nobody waits for anything.
pub(super) fn give_way() {
    let left = URGENT.lock().unwrap_or_else(PoisonError::into_inner);
    drop(NONE_LEFT.wait_while(left, |left| *left > 0).unwrap_or_else(PoisonError::into_inner));
}
