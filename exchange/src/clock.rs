//! The node's clock.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use lazaret::seal::container::Day;

/// The system's clock, which tests can turn.
#[derive(Clone, Debug, Default)]
pub struct Clock(Arc<AtomicI64>);

impl Clock {
    /// Seconds since 1970.
    #[must_use]
    pub fn now(&self) -> u64 {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
        now.saturating_add_signed(self.0.load(Ordering::Relaxed))
    }

    /// The day, UTC.
    #[must_use]
    pub fn today(&self) -> Day {
        Day::of_seconds(self.now())
    }

    /// Turns it forwards, or backwards.
    pub fn turn(&self, seconds: i64) {
        self.0.fetch_add(seconds, Ordering::Relaxed);
    }
}
