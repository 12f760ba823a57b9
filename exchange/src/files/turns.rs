//! Who reads or counts for long: a few at a time, and each kind of record behind its own kind alone.

use std::sync::Arc;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::Problem;

/// Turns at what takes a thread for long. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Turns {
    /// An upload is read through: each holds a part, and takes minutes where it is large.
    pub uploads: Arc<Semaphore>,
    /// Of a file that is granted little is read.
    pub grants: Arc<Semaphore>,
    /// What a release costs is counted, in a second or two at most.
    pub releases: Arc<Semaphore>,
}

impl Default for Turns {
    fn default() -> Self {
        let turns = |many| Arc::new(Semaphore::new(many));
        Self { uploads: turns(4), grants: turns(4), releases: turns(1) }
    }
}

/// Waits for a turn. It lasts as long as what is given, which is for the thread to hold: it goes on when nobody waits
/// for it any more.
///
/// # Errors
/// [`Problem::Unavailable`], if ever.
pub(super) async fn turn(at: &Arc<Semaphore>) -> Result<OwnedSemaphorePermit, Problem> {
    at.clone().acquire_owned().await.map_err(|_| Problem::Unavailable)
}
