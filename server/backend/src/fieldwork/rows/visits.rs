//! What visits leave behind: households, follow-up visits, pictures.

use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use crate::error::Result;
use crate::fieldwork::tables::household;
use crate::register::tables::{attachment, visit};
use crate::store::bulk::padded;

/// A household, held for this transaction.
///
/// # Errors
/// If the database refuses.
pub async fn household<C: ConnectionTrait>(db: &C, county: &str, id: Uuid) -> Result<Option<household::Model>> {
    Ok(household::Entity::find_by_id((county.to_owned(), id)).lock_exclusive().one(db).await?)
}

/// Writes a household: a new one, or over what was there.
///
/// # Errors
/// If the database refuses.
pub async fn write_household<C: ConnectionTrait>(db: &C, row: household::Model, is_new: bool) -> Result<()> {
    let row = row.into_active_model();
    if is_new {
        household::Entity::insert(row).exec_without_returning(db).await?;
    } else {
        household::Entity::update(row.reset_all()).exec(db).await?;
    }
    Ok(())
}

/// Inserts a follow-up visit.
///
/// # Errors
/// If the database refuses.
pub async fn insert_visit<C: ConnectionTrait>(db: &C, row: visit::Model) -> Result<()> {
    visit::Entity::insert(row.into_active_model()).exec_without_returning(db).await?;
    Ok(())
}

/// Inserts a picture.
///
/// # Errors
/// If the database refuses.
pub async fn insert_attachment<C: ConnectionTrait>(db: &C, row: attachment::Model) -> Result<()> {
    attachment::Entity::insert(row.into_active_model()).exec_without_returning(db).await?;
    Ok(())
}

/// How many pictures a declaration, or a kept message, has.
///
/// # Errors
/// If the database refuses.
pub async fn attachments_of<C: ConnectionTrait>(db: &C, county: &str, of: Uuid) -> Result<u64> {
    let count: Option<i64> = attachment::Entity::find()
        .select_only()
        .column_as(attachment::Column::Id.count(), "count")
        .filter(attachment::Column::CountyCode.eq(county))
        .filter(attachment::Column::SubmissionId.eq(of))
        .into_tuple()
        .one(db)
        .await?;
    Ok(u64::try_from(count.unwrap_or(0)).unwrap_or(0))
}

/// The follow-up visits to the child of a record, newest first.
///
/// # Errors
/// If the database refuses.
pub async fn visits<C: ConnectionTrait>(db: &C, county: &str, record: Uuid) -> Result<Vec<visit::Model>> {
    Ok(visit::Entity::find()
        .filter(visit::Column::CountyCode.eq(county))
        .filter(visit::Column::RecordId.eq(record))
        .order_by_desc(visit::Column::Day)
        .order_by_desc(visit::Column::MadeAt)
        .all(db)
        .await?)
}

/// A picture without its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Id.
    pub id: Uuid,
    /// Submission to which it belongs.
    pub submission: Uuid,
    /// `signature` or `document_page`.
    pub shows: String,
    /// When it came, Unix milliseconds.
    pub received_at: i64,
}

/// The pictures of submissions, in the order in which they came. `counties` are those of the senders.
///
/// # Errors
/// If the database refuses.
pub async fn pictures<C: ConnectionTrait>(db: &C, counties: &[String], submissions: &[Uuid]) -> Result<Vec<Listed>> {
    use attachment::Column as A;
    if submissions.is_empty() {
        return Ok(Vec::new());
    }
    let mut all = Vec::new();
    for county in counties {
        let rows: Vec<(Uuid, Uuid, String, i64)> = attachment::Entity::find()
            .select_only()
            .columns([A::Id, A::SubmissionId, A::Shows, A::ReceivedAt])
            .filter(A::CountyCode.eq(county.as_str()))
            .filter(A::SubmissionId.is_in(padded(submissions.iter().copied())))
            .into_tuple()
            .all(db)
            .await?;
        let listed = |(id, submission, shows, received_at)| Listed { id, submission, shows, received_at };
        all.extend(rows.into_iter().map(listed));
    }
    all.sort_unstable_by_key(|picture| (picture.received_at, picture.id));
    Ok(all)
}

/// A picture of a submission.
///
/// # Errors
/// If the database refuses.
pub async fn picture<C: ConnectionTrait>(
    db: &C,
    counties: &[String],
    submission: Uuid,
    id: Uuid,
) -> Result<Option<attachment::Model>> {
    use attachment::Column as A;
    for county in counties {
        let picture = attachment::Entity::find()
            .filter(A::CountyCode.eq(county.as_str()))
            .filter(A::SubmissionId.eq(submission))
            .filter(A::Id.eq(id))
            .one(db)
            .await?;
        if picture.is_some() {
            return Ok(picture);
        }
    }
    Ok(None)
}
