//! Looks for reading out of the ordinary, again and again.

use std::path::{Path, PathBuf};
use std::time::{Duration, UNIX_EPOCH};

use backend::access::accounts::write_refusals;
use backend::{Store, auditing};

/// Evaluates the rules after each `pause`. `anchor` is the file of anchors, where there is one.
pub async fn watch(store: Store, anchor: Option<PathBuf>, pause: Duration) {
    let began = store.clock.millis();
    loop {
        tokio::time::sleep(pause).await;
        if let Err(error) = write_refusals(&store).await {
            tracing::error!(?error, "refusals cannot be written into the trail");
        }
        // Before the first anchor the age is that of the process.
        let anchored_at = anchor.as_deref().map(|file| written_at(file).unwrap_or(began).max(began));
        match auditing::evaluate(&store, anchored_at).await {
            Ok(0) => {}
            Ok(raised) => tracing::warn!(raised, "raised notices about reading out of the ordinary"),
            Err(error) => tracing::error!(?error, "the trail cannot be looked at for reading out of the ordinary"),
        }
    }
}

/// When a file was last written, Unix milliseconds.
fn written_at(file: &Path) -> Option<i64> {
    let written = std::fs::metadata(file).and_then(|about| about.modified()).ok()?;
    i64::try_from(written.duration_since(UNIX_EPOCH).ok()?.as_millis()).ok()
}
