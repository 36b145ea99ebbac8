//! How much rests under which key.

use std::collections::BTreeMap;

use super::rows;
use crate::crypt::seal::SealedBy;
use crate::error::Result;
use crate::store::Store;

/// Rows of each table by the key under which they rest: table, then `key_id`, then how many.
pub type Census = BTreeMap<&'static str, BTreeMap<String, u64>>;

/// Rows of a county that are under an older root or in format 1; with `values`, also what is in another suite.
///
/// # Errors
/// If the database refuses.
pub async fn left(store: &Store, county: &str, values: bool) -> Result<u64> {
    let root = store.keys.sealing_root();
    let wanted = rows::values::Wanted::of(store, values)?;
    let mut left = 0;
    for (table, by_key) in census(store, county).await? {
        left +=
            by_key.iter().filter(|(key_id, _)| !is_current(table, key_id, &root, &wanted)).map(|(_, n)| n).sum::<u64>();
    }
    Ok(left)
}

fn is_current(table: &str, key_id: &str, root: &str, wanted: &rows::values::Wanted) -> bool {
    if table == rows::census::KEYS {
        return key_id == root;
    }
    match SealedBy::read(key_id) {
        Some(SealedBy::County(by)) => by == root,
        _ => !wanted.wants(key_id),
    }
}

/// How much of a county rests under which key.
///
/// # Errors
/// If the database refuses.
pub async fn census(store: &Store, county: &str) -> Result<Census> {
    let mut census = Census::new();
    for table in rows::census::ALL {
        for (key_id, rows) in rows::census::by_key(&store.db, table, county).await? {
            *census.entry(table.shown).or_default().entry(key_id).or_default() += rows;
        }
    }
    Ok(census)
}

/// How much of all counties rests under which key.
///
/// # Errors
/// If the database refuses.
pub async fn everywhere(store: &Store) -> Result<Census> {
    let (mut census, mut county) = (Census::new(), String::new());
    while let Some(next) = rows::counties::after(&store.db, &county).await? {
        for (table, by_key) in self::census(store, &next).await? {
            for (key_id, rows) in by_key {
                *census.entry(table).or_default().entry(key_id).or_default() += rows;
            }
        }
        county = next;
    }
    Ok(census)
}
