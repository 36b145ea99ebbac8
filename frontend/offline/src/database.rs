//! The database on the phone: one store for the key, one for drafts.

use idb::{Database, DatabaseEvent, Factory, ObjectStoreParams, Query, TransactionMode};
use wasm_bindgen::JsValue;

use crate::Unavailable;

const NAME: &str = "tongce";
const VERSION: u32 = 1;

/// Holds the key of the vault.
pub(crate) const KEYS: &str = "keys";
/// Holds sealed changes by the draft's id.
pub(crate) const DRAFTS: &str = "drafts";

async fn open() -> Result<Database, Unavailable> {
    let mut request = Factory::new()?.open(NAME, Some(VERSION))?;
    request.on_upgrade_needed(|event| {
        let Ok(database) = event.database() else { return };
        let known = database.store_names();
        for name in [KEYS, DRAFTS] {
            if !known.iter().any(|store| store == name) {
                // A store that cannot be made shows as a failing transaction later.
                let _ = database.create_object_store(name, ObjectStoreParams::new());
            }
        }
    });
    Ok(request.await?)
}

/// The value under `key`.
pub(crate) async fn get(store: &str, key: &str) -> Result<Option<JsValue>, Unavailable> {
    let database = open().await?;
    let transaction = database.transaction(&[store], TransactionMode::ReadOnly)?;
    let value = transaction.object_store(store)?.get(Query::Key(JsValue::from_str(key)))?.await?;
    database.close();
    Ok(value)
}

/// Puts a value under `key`.
pub(crate) async fn put(store: &str, key: &str, value: &JsValue) -> Result<(), Unavailable> {
    let database = open().await?;
    let transaction = database.transaction(&[store], TransactionMode::ReadWrite)?;
    transaction.object_store(store)?.put(value, Some(&JsValue::from_str(key)))?.await?;
    transaction.commit()?.await?;
    database.close();
    Ok(())
}

/// Takes the value under `key` away.
pub(crate) async fn delete(store: &str, key: &str) -> Result<(), Unavailable> {
    let database = open().await?;
    let transaction = database.transaction(&[store], TransactionMode::ReadWrite)?;
    transaction.object_store(store)?.delete(Query::Key(JsValue::from_str(key)))?.await?;
    transaction.commit()?.await?;
    database.close();
    Ok(())
}
