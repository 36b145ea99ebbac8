//! Waiting after failed sign-ins, per user name and per peer.

use domain::problem::Problem;

use crate::error::Result;

use crate::access::rows;
use crate::store::Store;

/// Attempts of one user name that cost no wait.
const FREE_OF_USER: i32 = 5;
/// Attempts of one peer that cost no wait: a township's office is one address with many people.
const FREE_OF_PEER: i32 = 30;
/// Longest wait: a person who is shut out by somebody else's guesses gets in again soon.
const LONGEST_SECONDS: i64 = 900;
/// After so long without an attempt, counting starts anew.
const FORGOTTEN_AFTER: i64 = 24 * 3_600_000;

/// An attempt that was counted.
#[derive(Debug)]
pub(crate) struct Attempt {
    user: String,
    peer: String,
}

/// Counts an attempt, unless it comes too soon.
pub(crate) async fn begin(store: &Store, username: &str, peer: &str) -> Result<Attempt> {
    let attempt = Attempt { user: subject(store, "user", username), peer: subject(store, "peer", peer) };
    let now = store.clock.millis();
    let tx = store.begin().await?;
    let until = rows::accounts::blocked_until(&*tx, &[attempt.user.clone(), attempt.peer.clone()]).await?;
    if until > now {
        let seconds = (until - now).cast_unsigned().div_ceil(1_000);
        return Err(Problem::TooManyAttempts { retry_after: seconds }.into());
    }
    for (subject, free) in [(&attempt.peer, FREE_OF_PEER), (&attempt.user, FREE_OF_USER)] {
        let failures = rows::accounts::count_attempt(&*tx, subject, now, now - FORGOTTEN_AFTER).await?;
        if let Some(seconds) = wait(failures, free) {
            rows::accounts::block(&*tx, subject, now + seconds * 1_000).await?;
        }
    }
    tx.commit().await?;
    Ok(attempt)
}

/// Takes the count of a successful attempt back.
pub(crate) async fn succeeded(store: &Store, attempt: &Attempt) -> Result<()> {
    let tx = store.begin().await?;
    rows::accounts::forget(&*tx, &attempt.user, &attempt.peer).await?;
    tx.commit().await
}

/// Seconds to wait after so many attempts in a row: none, then 2, 4, 8 … up to the longest.
fn wait(failures: i32, free: i32) -> Option<i64> {
    let over = u32::try_from(failures - free + 1).ok().filter(|over| *over > 0)?;
    Some(2_i64.checked_pow(over.min(20)).map_or(LONGEST_SECONDS, |seconds| seconds.min(LONGEST_SECONDS)))
}

/// The database keeps no user names that people mistyped (some type their password there) and no addresses.
fn subject(store: &Store, kind: &str, name: &str) -> String {
    let hash = store.keys.look_up_hash(&[b"sign-in", kind.as_bytes(), name.as_bytes()]);
    hash.iter().fold(format!("{kind}:"), |mut text, byte| {
        text.push_str(&format!("{byte:02x}"));
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_doubles_and_ends_growing() {
        assert_eq!(wait(4, 5), None);
        assert_eq!((wait(5, 5), wait(6, 5), wait(7, 5)), (Some(2), Some(4), Some(8)));
        assert_eq!(wait(13, 5), Some(512));
        assert_eq!(wait(14, 5), Some(900));
        assert_eq!(wait(i32::MAX, 5), Some(900));
    }
}
