//! What rests sealed, opened and replaced for a test.

use domain::form::Answers;
use sea_orm::{ActiveModelTrait, IntoActiveModel, Set};
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

/// Puts answers in place of those of the record's current version, whatever the forms would say about them.
///
/// # Errors
/// If there is no such record, or the database refuses.
pub async fn put_answers(store: &Store, county: &str, record: Uuid, answers: Answers) -> anyhow::Result<()> {
    let missing = || anyhow::anyhow!("no such record");
    let row = register::rows::records::by_id(&store.db, county, record).await?.ok_or_else(missing)?;
    let current = register::rows::submissions::version(&store.db, county, record, row.version).await?;
    let (key, current) = (row.key(&store.keys)?, current.ok_or_else(missing)?);
    let document = Document { answers, ..Document::open(&key, &current)? };
    let sealed = document.seal(&key, record, (current.id, current.version))?;
    let mut current = current.into_active_model();
    (current.document, current.key_id) = (Set(sealed.bytes), Set(sealed.key_id));
    current.update(&store.db).await?;
    Ok(())
}
