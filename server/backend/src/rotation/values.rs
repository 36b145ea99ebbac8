//! What records hold: sealed anew under their own keys, which stay.

use std::collections::HashMap;
use std::time::Instant;

use uuid::Uuid;

use super::rows::values::{TABLES, Value};
use super::{Options, Report, rest, rows};
use crate::crypt::record_key::RecordKey;
use crate::crypt::seal::{Sealed, unless_refused};
use crate::error::{Error, Result};
use crate::register::document::Summary;
use crate::register::tables::record;
use crate::store::Store;

pub(super) async fn rotate(store: &Store, county: &str, options: &Options, report: &mut Report) -> Result<()> {
    let mut after = Uuid::nil();
    loop {
        let begun = Instant::now();
        let page = rows::records::with_keys(&store.db, county, after, options.step).await?;
        let Some(last) = page.last() else { return Ok(()) };
        after = last.id;
        step(store, county, &page, options, report).await?;
        rest(options, begun).await;
    }
}

async fn step(
    store: &Store,
    county: &str,
    page: &[record::Model],
    options: &Options,
    report: &mut Report,
) -> Result<()> {
    let wanted = rows::values::Wanted::of(store, options.values)?;
    let mut keys: HashMap<Uuid, RecordKey> = HashMap::with_capacity(page.len());
    let mut summaries = Vec::new();
    for was in page {
        let Some(key) = unless_refused(was.key(&store.keys))? else {
            report.damaged += u64::from(wanted.wants(&was.key_id));
            continue;
        };
        if wanted.wants(&was.key_id) {
            match unless_refused(summary(&key, was))? {
                Some(now) => summaries.push((was, now)),
                None => report.damaged += 1,
            }
        }
        keys.insert(was.id, key);
    }
    let ids: Vec<Uuid> = page.iter().map(|record| record.id).collect();
    let mut values = Vec::new();
    for table in &TABLES {
        for was in rows::values::of_records(&store.db, table, county, &ids, &wanted).await? {
            match keys.get(&was.record).map(|key| unless_refused(anew(key, &was))).transpose()?.flatten() {
                Some(now) => values.push((table, was, now)),
                None => report.damaged += 1,
            }
        }
    }
    if summaries.is_empty() && values.is_empty() {
        return Ok(());
    }
    let tx = store.begin().await?;
    for (was, now) in summaries {
        report.sealed += u64::from(rows::records::keep_summary(&*tx, was, now).await?);
    }
    for (table, was, now) in values {
        report.sealed += u64::from(rows::values::keep(&*tx, table, county, &was, now).await?);
    }
    tx.commit().await
}

fn summary(key: &RecordKey, was: &record::Model) -> Result<Sealed> {
    Summary::open(key, was)?.seal(key, was.id, was.version)
}

fn anew(key: &RecordKey, was: &Value) -> Result<Sealed> {
    if !key.is_own() {
        return Err(Error::internal("a record has no key of its own"));
    }
    key.seal(was.binding, &key.open(was.binding, &was.key_id, &was.sealed)?)
}
