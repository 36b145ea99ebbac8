//! What time does to accounts, at the start and then again and again.

use std::time::Duration;

use backend::Store;
use backend::access::nightly::{self, Night};

/// Looks at all accounts now and after each `pause`.
pub async fn accounts(store: Store, pause: Duration) {
    loop {
        match nightly::run(&store).await {
            Ok(Night { unused: 0, excluded: 0 }) => {}
            Ok(Night { unused, excluded }) => {
                tracing::info!(unused, excluded, "suspended accounts and assignments");
            }
            Err(error) => tracing::error!(?error, "accounts cannot be looked at"),
        }
        tokio::time::sleep(pause).await;
    }
}
