//! `tongce migrate`: brings the database to the present shape and loads the divisions.

use super::start::with_store;

pub(super) fn run() -> anyhow::Result<()> {
    with_store(|_, store| async move {
        backend::migration::migrate(&store).await.map_err(super::seed::inner)?;
        tracing::info!("the database is ready");
        Ok(())
    })
}
