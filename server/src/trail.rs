//! Keeps the trail: seals what was written, signs heads and anchors them, again and again.

use std::path::{Path, PathBuf};
use std::time::Duration;

use backend::{Store, audit};

/// How often events are sealed.
const SEAL: Duration = Duration::from_secs(1);

/// How often a look is taken at processes that died.
const RECOVER: u32 = 10;

/// Seals every second, recovers every ten, and makes heads when they are due.
pub async fn keep(store: Store, anchor: Option<PathBuf>) {
    if let Err(error) = audit::recover_at_start(&store).await {
        tracing::error!(?error, "the trail of a process that died cannot be sealed");
    }
    for turn in 1_u32.. {
        tokio::time::sleep(SEAL).await;
        if let Err(error) = audit::seal(&store).await {
            tracing::error!(?error, "the trail cannot be sealed");
            continue;
        }
        if turn.is_multiple_of(RECOVER)
            && let Err(error) = audit::recover(&store).await
        {
            tracing::error!(?error, "the trail of a process that died cannot be sealed");
        }
        head(&store, anchor.as_deref()).await;
    }
}

/// Seals the rest when the program ends.
pub async fn end(store: &Store, anchor: Option<&Path>) {
    if let Err(error) = audit::close(store).await {
        tracing::error!(?error, "the rest of the trail cannot be sealed; the next start does it");
    }
    head(store, anchor).await;
}

async fn head(store: &Store, anchor: Option<&Path>) {
    match audit::write_head(store).await {
        Ok(Some(head)) => {
            if let Some(file) = anchor
                && let Err(error) = audit::append_anchor(&head, file)
            {
                tracing::error!(%error, file = %file.display(), "a head cannot be anchored");
            }
        }
        Ok(None) => {}
        Err(error) => tracing::error!(?error, "a head cannot be made"),
    }
}
