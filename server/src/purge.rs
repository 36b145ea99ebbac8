//! Deletes abandoned drafts, at the start and then again and again.

use std::time::Duration;

use backend::Store;
use backend::declare::draft_purge;

/// Deletes them now and after each `pause`.
pub async fn drafts(store: Store, pause: Duration) {
    loop {
        match draft_purge::purge(&store).await {
            Ok(0) => {}
            Ok(gone) => tracing::info!(gone, "deleted drafts that nobody touched for long"),
            Err(error) => tracing::error!(?error, "abandoned drafts cannot be deleted"),
        }
        tokio::time::sleep(pause).await;
    }
}
