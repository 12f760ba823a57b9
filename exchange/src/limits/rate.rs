//! So many in so long, for each key.

use std::hash::Hash;
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

/// Keys that are forgotten once they have all their quota again, after so many takes.
const TIDY: u64 = 10_000;

/// So many in so long, for each key: all at once, then as they come back (GCRA).
pub(super) struct Rate<K: Hash + Eq + Clone> {
    limiter: DefaultKeyedRateLimiter<K>,
    refused: DefaultKeyedRateLimiter<K>,
    taken: AtomicU64,
}

/// How long to wait.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Wait {
    /// Rounded up.
    pub(super) seconds: u64,
    /// Whether the key was not refused within the last period.
    pub(super) first: bool,
}

impl<K: Hash + Eq + Clone> Rate<K> {
    pub(super) fn new(many: u32, period: Duration) -> Self {
        let quota = |many: NonZeroU32| Quota::with_period(period / many.get()).map(|it| it.allow_burst(many));
        let many = quota(NonZeroU32::new(many).unwrap_or(NonZeroU32::MIN));
        let one = quota(NonZeroU32::MIN);
        let fallback = Quota::per_minute(NonZeroU32::MIN);
        Self {
            limiter: RateLimiter::keyed(many.unwrap_or(fallback)),
            refused: RateLimiter::keyed(one.unwrap_or(fallback)),
            taken: AtomicU64::new(0),
        }
    }

    /// Takes one.
    pub(super) fn take(&self, key: K) -> Result<(), Wait> {
        if self.taken.fetch_add(1, Ordering::Relaxed) % TIDY == TIDY - 1 {
            self.limiter.retain_recent();
            self.refused.retain_recent();
        }
        self.limiter.check_key(&key).map_err(|until| Wait {
            seconds: until.wait_time_from(DefaultClock::default().now()).as_secs() + 1,
            first: self.refused.check_key(&key).is_ok(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_key_has_so_many_and_is_told_how_long_to_wait() {
        let rate = Rate::new(3, Duration::from_secs(60));
        for _ in 0..3 {
            assert_eq!(rate.take("ada"), Ok(()));
        }
        let wait = rate.take("ada").unwrap_err();
        assert!(wait.first && (1..=20).contains(&wait.seconds), "{wait:?}");
        assert!(!rate.take("ada").unwrap_err().first);
        assert_eq!(rate.take("bob"), Ok(()));
    }
}
