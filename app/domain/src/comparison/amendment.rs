//! 更正: a new version that mends what a discrepancy named, and nothing else.

use super::outcome::Difference;
use crate::form::Answers;

/// The fields that an amendment changes although no open discrepancy names them, in the order of their names: with one of them
/// it is refused, and the worker told to submit the whole form anew. Whether it changes class, owner or form is seen by its
/// verdict.
#[must_use]
pub fn amended_outside<'a>(standing: &'a Answers, amended: &'a Answers, open: &[Difference]) -> Vec<&'a str> {
    let changed = |key: &str| standing.value(key) != amended.value(key);
    let named = |key: &str| open.iter().any(|difference| difference.field == key);
    let mut keys: Vec<&str> = standing.iter().chain(amended.iter()).map(|(key, _)| key).collect();
    keys.sort_unstable();
    keys.dedup();
    keys.retain(|key| changed(key) && !named(key));
    keys
}
