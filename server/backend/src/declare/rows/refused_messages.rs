//! Refused messages of workers, kept until another message settles them.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter};
use uuid::Uuid;

use crate::declare::tables::refused_message;
use crate::error::Result;
use crate::register::tables::attachment;

/// What settles a refused message: the message that replaces it.
#[derive(Clone, Debug)]
pub struct Settles {
    /// County of the worker.
    pub county: String,
    /// The refused message.
    pub refused: Uuid,
    /// Account to which it belongs.
    pub account: Uuid,
    /// The message that replaces it; nothing when it is dismissed.
    pub by: Option<Uuid>,
    /// When, Unix milliseconds.
    pub at: i64,
}

/// Inserts a refused message.
///
/// # Errors
/// If the database refuses.
pub async fn insert<C: ConnectionTrait>(db: &C, row: refused_message::Model) -> Result<()> {
    refused_message::Entity::insert(row.into_active_model()).exec_without_returning(db).await?;
    Ok(())
}

/// A refused message.
///
/// # Errors
/// If the database refuses.
pub async fn find<C: ConnectionTrait>(db: &C, county: &str, id: Uuid) -> Result<Option<refused_message::Model>> {
    Ok(refused_message::Entity::find_by_id((county.to_owned(), id)).one(db).await?)
}

/// Settles a refused message and gives its pictures to the message that replaces it; false when it is not
/// there, is somebody else's, or was settled before.
///
/// # Errors
/// If the database refuses.
pub async fn settle<C: ConnectionTrait>(db: &C, settles: &Settles) -> Result<bool> {
    use refused_message::Column as C;
    let done = refused_message::Entity::update_many()
        .col_expr(C::SettledAt, Expr::value(settles.at))
        .col_expr(C::SettledBy, Expr::value(settles.by))
        .filter(C::CountyCode.eq(settles.county.as_str()))
        .filter(C::Id.eq(settles.refused))
        .filter(C::AccountId.eq(settles.account))
        .filter(C::SettledAt.is_null())
        .exec(db)
        .await?;
    let settled = done.rows_affected == 1;
    if let Some(by) = settles.by.filter(|_| settled) {
        attachment::Entity::update_many()
            .col_expr(attachment::Column::SubmissionId, Expr::value(by))
            .filter(attachment::Column::CountyCode.eq(settles.county.as_str()))
            .filter(attachment::Column::SubmissionId.eq(settles.refused))
            .exec(db)
            .await?;
    }
    Ok(settled)
}
