//! What rests sealed, opened for a test.

use uuid::Uuid;

use crate::Store;
use crate::crypt::record_key::RecordKey;
use crate::register;
use crate::register::document::Document;
use crate::register::tables::submission;

/// The key of a record of a county.
///
/// # Errors
/// If there is no such record, or its key does not open.
pub async fn key_of(store: &Store, county: &str, record: Uuid) -> anyhow::Result<RecordKey> {
    let record = register::rows::records::by_id(&store.db, county, record).await?;
    Ok(record.ok_or_else(|| anyhow::anyhow!("no such record"))?.key(&store.keys)?)
}

/// The document of a version.
///
/// # Errors
/// If it does not open.
pub async fn document(store: &Store, version: &submission::Model) -> anyhow::Result<Document> {
    Ok(Document::open(&key_of(store, &version.county_code, version.record_id).await?, version)?)
}
