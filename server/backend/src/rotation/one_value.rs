//! Rows whose only sealed value lies under the key of their county.

use std::time::Instant;

use uuid::Uuid;

use super::rows::one_value::{TABLES, Table};
use super::{Options, Report, rest, rows};
use crate::crypt::seal::{SealedBy, open, seal, unless_refused};
use crate::error::Result;
use crate::store::Store;

pub(super) async fn rotate(store: &Store, county: &str, options: &Options, report: &mut Report) -> Result<()> {
    for table in &TABLES {
        rotate_table(store, table, county, options, report).await?;
    }
    Ok(())
}

async fn rotate_table(
    store: &Store,
    table: &Table,
    county: &str,
    options: &Options,
    report: &mut Report,
) -> Result<()> {
    let mut after = (Uuid::nil(), Uuid::nil());
    loop {
        let begun = Instant::now();
        let wanted = SealedBy::County(&store.keys.sealing_root()).column();
        let step = options.step.min(table.step);
        let page = rows::one_value::under_other_keys(&store.db, table, county, after, &wanted, step).await?;
        let Some(last) = page.last() else { return Ok(()) };
        after = last.place;
        let mut anew = Vec::with_capacity(page.len());
        for was in &page {
            let opened = open(&store.keys, county, was.binding, &was.key_id, &was.sealed);
            match unless_refused(opened)? {
                Some(plain) => anew.push((was, seal(&store.keys, county, was.binding, &plain)?)),
                None => report.damaged += 1,
            }
        }
        let tx = store.begin().await?;
        for (was, now) in anew {
            report.sealed += u64::from(rows::one_value::keep(&*tx, table, county, was, now).await?);
        }
        tx.commit().await?;
        rest(options, begun).await;
    }
}
