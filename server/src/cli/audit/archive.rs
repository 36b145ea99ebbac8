//! `tongce audit archive`: old events go into files and out of the database.

use std::path::Path;

use anyhow::{Context, ensure};
use backend::Store;
use backend::audit::archive;
use jiff::civil::Date;

use super::super::seed::inner;
use super::super::start::with_store;

pub(super) fn run(before: &str, to: &Path, county: Option<&str>) -> anyhow::Result<()> {
    let before: Date = format!("{before}-01").parse().context("--before is a month, e.g. 2020-11")?;
    with_store(|config, store| async move {
        let latest = archive::keeps_from(store.clock.today(), config.audit_years);
        ensure!(before <= latest, "events from {} on stay (TONGCE_AUDIT_YEARS={})", month(latest), config.audit_years);
        may(&store).await?;
        std::fs::create_dir_all(to).with_context(|| format!("cannot make {}", to.display()))?;
        let counties = match county {
            Some(county) => vec![county.to_owned()],
            None => archive::counties(&store).await.map_err(inner)?,
        };
        let (mut files, mut events) = (0, 0);
        for county in counties {
            while let Some(done) = archive::next(&store, &county, before, to).await.map_err(inner)? {
                println!("{}: {} events, batches {} to {}", done.file, done.events, done.first_n, done.n);
                files += 1;
                events += done.events;
            }
        }
        println!("{events} events before {} in {files} files", month(before));
        Ok(())
    })
}

fn month(day: Date) -> String {
    day.strftime("%Y-%m").to_string()
}

/// On PostgreSQL the server's role has no right to remove events.
async fn may(store: &Store) -> anyhow::Result<()> {
    if let Some(role) = store.role().await.map_err(inner)? {
        ensure!(
            role.owner || role.superuser,
            "the role {} may not remove events: run this as the owner of the tables, tongce_owner",
            role.name
        );
    }
    Ok(())
}
