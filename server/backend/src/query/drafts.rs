//! Drafts: one family's declarations in the making.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::rows;
use crate::entity::draft;
use crate::error::Result;

/// Inserts a draft.
///
/// # Errors
/// If the database refuses.
pub async fn insert<C: ConnectionTrait>(db: &C, draft: &draft::Model) -> Result<()> {
    if let Some(statement) = rows::insert::<draft::Entity, _>([draft]) {
        db.execute(&statement).await?;
    }
    Ok(())
}

/// A draft of a family.
///
/// # Errors
/// If the database refuses.
pub async fn by_id<C: ConnectionTrait>(db: &C, county: &str, id: Uuid, holder: Uuid) -> Result<Option<draft::Model>> {
    Ok(draft::Entity::find_by_id((county.to_owned(), id)).filter(draft::Column::Holder.eq(holder)).one(db).await?)
}

/// The newest draft of a family under a county.
///
/// # Errors
/// If the database refuses.
pub async fn newest<C: ConnectionTrait>(db: &C, county: &str, holder: Uuid) -> Result<Option<draft::Model>> {
    Ok(draft::Entity::find()
        .filter(draft::Column::CountyCode.eq(county))
        .filter(draft::Column::Holder.eq(holder))
        .order_by_desc(draft::Column::UpdatedAt)
        .order_by_desc(draft::Column::Id)
        .one(db)
        .await?)
}

/// The draft of a family that corrects a record.
///
/// # Errors
/// If the database refuses.
pub async fn of_record<C: ConnectionTrait>(
    db: &C,
    county: &str,
    holder: Uuid,
    record: Uuid,
) -> Result<Option<draft::Model>> {
    Ok(draft::Entity::find()
        .filter(draft::Column::CountyCode.eq(county))
        .filter(draft::Column::Holder.eq(holder))
        .filter(draft::Column::RecordId.eq(record))
        .one(db)
        .await?)
}

/// Saves a draft over the revision before; false when it was saved by somebody else meanwhile or is gone.
///
/// # Errors
/// If the database refuses.
pub async fn save<C: ConnectionTrait>(db: &C, draft: &draft::Model) -> Result<bool> {
    let done = draft::Entity::update_many()
        .col_expr(draft::Column::Revision, Expr::value(draft.revision))
        .col_expr(draft::Column::Form, Expr::value(draft.form.clone()))
        .col_expr(draft::Column::Sealed, Expr::value(draft.sealed.clone()))
        .col_expr(draft::Column::KeyId, Expr::value(draft.key_id.clone()))
        .col_expr(draft::Column::UpdatedAt, Expr::value(draft.updated_at))
        .filter(draft::Column::CountyCode.eq(draft.county_code.as_str()))
        .filter(draft::Column::Id.eq(draft.id))
        .filter(draft::Column::Revision.eq(draft.revision - 1))
        .exec(db)
        .await?;
    Ok(done.rows_affected == 1)
}

/// Makes a draft the newest of its family, without changing it.
///
/// # Errors
/// If the database refuses.
pub async fn touch<C: ConnectionTrait>(db: &C, county: &str, id: Uuid, at: i64) -> Result<()> {
    draft::Entity::update_many()
        .col_expr(draft::Column::UpdatedAt, Expr::value(at))
        .filter(draft::Column::CountyCode.eq(county))
        .filter(draft::Column::Id.eq(id))
        .exec(db)
        .await?;
    Ok(())
}

/// Removes drafts: county and id.
///
/// # Errors
/// If the database refuses.
pub async fn remove_all<C: ConnectionTrait>(db: &C, drafts: &[&(String, Uuid)]) -> Result<()> {
    if drafts.is_empty() {
        return Ok(());
    }
    draft::Entity::delete_many()
        .filter(draft::Column::CountyCode.is_in(drafts.iter().map(|(county, _)| county.as_str())))
        .filter(draft::Column::Id.is_in(drafts.iter().map(|(_, id)| *id)))
        .exec(db)
        .await?;
    Ok(())
}
