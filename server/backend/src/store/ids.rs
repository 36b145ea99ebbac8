//! Ids as a parameter: UUIDv7, so that the order of making is kept and a retry repeats its id.

use std::fmt::Debug;
use std::sync::atomic::{AtomicU64, Ordering};

use jiff::Timestamp;
use uuid::{Builder, NoContext, Uuid};

/// Where services take new ids from.
pub trait Ids: Debug + Send + Sync {
    /// A fresh UUIDv7 of the instant `at`.
    fn next(&self, at: Timestamp) -> Uuid;
}

/// UUIDv7 with random bits from the operating system.
#[derive(Clone, Copy, Debug, Default)]
pub struct RandomIds;

impl Ids for RandomIds {
    fn next(&self, at: Timestamp) -> Uuid {
        let seconds = u64::try_from(at.as_second()).unwrap_or(0);
        let nanos = u32::try_from(at.subsec_nanosecond()).unwrap_or(0);
        Uuid::new_v7(uuid::Timestamp::from_unix(NoContext, seconds, nanos))
    }
}

/// UUIDv7 whose random bits count up: the same ids in every run of a test or of a seed.
#[derive(Debug, Default)]
pub struct CountingIds(AtomicU64);

impl CountingIds {
    /// Starts counting at `first`.
    #[must_use]
    pub const fn from(first: u64) -> Self {
        Self(AtomicU64::new(first))
    }
}

impl Ids for CountingIds {
    fn next(&self, at: Timestamp) -> Uuid {
        let mut bits = [0; 10];
        bits[2..].copy_from_slice(&self.0.fetch_add(1, Ordering::Relaxed).to_be_bytes());
        Builder::from_unix_timestamp_millis(u64::try_from(at.as_millisecond()).unwrap_or(0), &bits).into_uuid()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_version_seven_and_keep_the_order_of_making() {
        let counting = CountingIds::from(1);
        let at = Timestamp::from_second(1_795_000_000).unwrap();
        let (first, second) = (counting.next(at), counting.next(at));
        assert!(first < second);
        for id in [first, RandomIds.next(at)] {
            assert_eq!(id.get_version_num(), 7);
            assert_eq!(id.get_timestamp().unwrap().to_unix().0, 1_795_000_000);
        }
    }
}
