//! Waiting after failed sign-ins, so that nobody guesses passwords and nobody shuts others out by guessing.
//!
//! An attempt counts in buckets: of a browser in which the account has signed in before, in one of its own; of any other,
//! in that of all strangers to this name and in that of its network. A block of strangers never touches the own browser:
//! whoever guesses locks out strangers, not the owner. Other secrets that can be guessed (of programs, the codes of families)
//! count in buckets of their own.

use domain::problem::Problem;
use uuid::Uuid;

use crate::access::rows;
use crate::access::rows::attempts::Counted;
use crate::error::Result;
use crate::store::{Store, WriteTransaction};

/// Failures of one name, or in one browser, that cost no wait.
const FREE_OF_USER: i32 = 5;
/// Failures of one network that cost no wait: a township's office is one address with many people.
const FREE_OF_NETWORK: i32 = 30;
/// Longest wait, in seconds: whoever mistypes gets in again soon.
const LONGEST_SECONDS: i64 = 900;
/// After so long without an attempt, counting starts anew, and the count is deleted.
const FORGOTTEN_AFTER: i64 = 24 * 3_600_000;

/// An attempt that was counted.
#[derive(Debug)]
pub(crate) struct Attempt {
    counted: Vec<Counted>,
    /// In the bucket of a browser that is known to the account.
    own_browser: bool,
}

/// Who attempts: the name that was typed, and the known browser of its account, if it is one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Who<'a> {
    pub(crate) username: &'a str,
    pub(crate) peer: &'a str,
    /// Id of the known browser.
    pub(crate) browser: Option<Uuid>,
}

/// Where attempts are counted together.
#[derive(Clone, Debug)]
pub(crate) struct Bucket {
    kind: &'static str,
    name: String,
    /// Failures that cost no wait.
    free: i32,
}

impl Bucket {
    fn own(kind: &'static str, name: String) -> Self {
        Self { kind, name, free: FREE_OF_USER }
    }

    /// The network that is one stranger.
    pub(crate) fn network(peer: &str) -> Self {
        Self { kind: "peer", name: network(peer), free: FREE_OF_NETWORK }
    }

    /// A declaration that somebody says to be a guardian of.
    pub(crate) fn declaration(id: Uuid) -> Self {
        Self::own("declaration", id.to_string())
    }

    /// A program, as far as it asks from this network.
    pub(crate) fn client(client_id: &str, peer: &str) -> Self {
        Self::own("client", format!("{client_id} {}", network(peer)))
    }
}

/// So many of something, within so long from the first of them on.
#[derive(Clone, Debug)]
pub(crate) struct Window {
    kind: &'static str,
    name: String,
    millis: i64,
    most: i32,
}

impl Window {
    /// At most `most` under a name within `millis`.
    pub(crate) fn new(kind: &'static str, name: &str, millis: i64, most: i32) -> Self {
        Self { kind, name: name.to_owned(), millis, most }
    }

    /// The same for the network of an address.
    pub(crate) fn network(kind: &'static str, peer: &str, millis: i64, most: i32) -> Self {
        Self { kind, name: network(peer), millis, most }
    }
}

/// Counts one more in each window; in none of them when one is full.
///
/// # Errors
/// [`Problem::TooManyAttempts`] until the window has ended.
pub(crate) async fn within(store: &Store, windows: Vec<Window>) -> Result<()> {
    let named = |window: Window| (subject(store, window.kind, &window.name), window);
    let mut windows: Vec<(String, Window)> = windows.into_iter().map(named).collect();
    // Always in the same order, so that two of them never wait for each other.
    windows.sort_by(|(one, _), (other, _)| one.cmp(other));
    let now = store.clock.millis();
    let tx = store.begin().await?;
    for (bucket, window) in windows {
        // Of a window `last_at` is when it began.
        let before = rows::attempts::lock(&*tx, &bucket, now).await?;
        let ends_at = before.last_at + window.millis;
        let (count, began) = if ends_at <= now { (0, now) } else { (before.failures, before.last_at) };
        if count >= window.most {
            let retry_after = (ends_at - now).cast_unsigned().div_ceil(1_000);
            return Err(Problem::TooManyAttempts { retry_after }.into());
        }
        rows::attempts::set(&*tx, &bucket, count + 1, began, 0).await?;
    }
    tx.commit().await
}

/// Counts an attempt to sign in, unless it comes too soon.
pub(crate) async fn begin(store: &Store, who: Who<'_>) -> Result<Attempt> {
    let buckets = match who.browser {
        Some(browser) => vec![Bucket::own("browser", browser.to_string())],
        None => vec![Bucket::own("user", who.username.to_owned()), Bucket::network(who.peer)],
    };
    let attempt = count_all(store, buckets).await?;
    Ok(Attempt { own_browser: who.browser.is_some(), ..attempt })
}

/// Counts an attempt in these buckets, unless it comes too soon. It counts before it is checked, so that attempts side by
/// side cannot slip through.
pub(crate) async fn count_all(store: &Store, buckets: Vec<Bucket>) -> Result<Attempt> {
    let mut buckets: Vec<(String, i32)> =
        buckets.iter().map(|bucket| (subject(store, bucket.kind, &bucket.name), bucket.free)).collect();
    // Always in the same order, so that two attempts never wait for each other.
    buckets.sort();
    let now = store.clock.millis();
    let tx = store.begin().await?;
    let mut counted = Vec::with_capacity(buckets.len());
    for (bucket, free) in buckets {
        counted.push(count(&tx, bucket, free, now).await?);
    }
    tx.commit().await?;
    Ok(Attempt { counted, own_browser: false })
}

/// Counts in one bucket, whose row is locked until the end of the transaction.
async fn count(tx: &WriteTransaction, bucket: String, free: i32, now: i64) -> Result<Counted> {
    let before = rows::attempts::lock(&**tx, &bucket, now).await?;
    if before.blocked_until > now {
        let seconds = (before.blocked_until - now).cast_unsigned().div_ceil(1_000);
        return Err(Problem::TooManyAttempts { retry_after: seconds }.into());
    }
    let fresh = before.last_at < now - FORGOTTEN_AFTER;
    let failures = if fresh { 1 } else { before.failures.saturating_add(1) };
    let until = wait(failures, free).map_or(0, |seconds| now + seconds * 1_000);
    rows::attempts::set(&**tx, &bucket, failures, now, until).await?;
    Ok(Counted { bucket, blocked_until: until })
}

/// Takes a successful attempt back: in the own browser nothing is left; of the others only this one goes, and the block
/// that it would have begun. A block that others brought about stays.
pub(crate) async fn succeeded(tx: &WriteTransaction, attempt: &Attempt) -> Result<()> {
    for counted in &attempt.counted {
        if attempt.own_browser {
            rows::attempts::forget(&**tx, &counted.bucket).await?;
        } else {
            rows::attempts::take_back(&**tx, counted).await?;
        }
    }
    Ok(())
}

/// Deletes counts that nobody has added to for a day; gives how many.
///
/// # Errors
/// If the database refuses.
pub async fn sweep(store: &Store) -> Result<u64> {
    let before = store.clock.millis() - FORGOTTEN_AFTER;
    rows::attempts::delete_older(&*store.statement().await, before).await
}

/// Seconds to wait after so many failures in a row: none, then 2, 4, 8 … up to the longest.
fn wait(failures: i32, free: i32) -> Option<i64> {
    let over = u32::try_from(failures - free).ok().filter(|over| *over > 0)?;
    Some(2_i64.checked_pow(over.min(20)).map_or(LONGEST_SECONDS, |seconds| seconds.min(LONGEST_SECONDS)))
}

/// The network that is one stranger, /24 or /56.
fn network(peer: &str) -> String {
    crate::network::of(peer, 56).unwrap_or_else(|| peer.to_owned())
}

/// The database keeps no user names that people mistyped (some type their password there) and no addresses.
fn subject(store: &Store, kind: &str, name: &str) -> String {
    let hash = store.keys.look_up_hash(&[b"sign-in", kind.as_bytes(), name.as_bytes()]);
    format!("{kind}:{}", hex::encode(hash))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// T-31: after n failures of one name from strangers.
    #[test]
    fn six_are_free_and_then_the_wait_doubles_and_ends_growing() {
        assert_eq!((wait(1, 5), wait(5, 5)), (None, None), "the sixth is checked without a wait before it");
        assert_eq!((wait(6, 5), wait(7, 5), wait(8, 5)), (Some(2), Some(4), Some(8)));
        assert_eq!((wait(10, 5), wait(14, 5)), (Some(32), Some(512)));
        assert_eq!((wait(15, 5), wait(40, 5)), (Some(900), Some(900)));
        assert_eq!(wait(i32::MAX, 5), Some(900));
    }

    #[test]
    fn addresses_of_one_network_are_one_stranger() {
        assert_eq!(network("203.0.113.7"), network("203.0.113.250"));
        assert_ne!(network("203.0.113.7"), network("203.0.114.7"));
        assert_eq!(network("::ffff:203.0.113.7"), "203.0.113.0/24");
        assert_eq!(network("2001:db8:1:2ff::1"), network("2001:db8:1:200::9"));
        assert_ne!(network("2001:db8:1:200::1"), network("2001:db8:1:300::1"));
        assert_eq!(network("unknown"), "unknown");
    }
}
