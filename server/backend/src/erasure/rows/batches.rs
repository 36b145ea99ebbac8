//! Lists of records that are to be erased.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::erasure::tables::{erasure_batch, erasure_item};
use crate::error::Result;
use crate::store::inserts;

/// Writes a list with its records.
///
/// # Errors
/// If the database refuses.
pub async fn insert<C: ConnectionTrait>(
    db: &C,
    batch: &erasure_batch::Model,
    items: &[erasure_item::Model],
) -> Result<()> {
    inserts::write::<erasure_batch::Entity, _>(db, [batch]).await?;
    for statement in inserts::statements::<erasure_item::Entity>(items) {
        db.execute(&statement).await?;
    }
    Ok(())
}

/// A list of a county.
///
/// # Errors
/// If the database refuses.
pub async fn by_id<C: ConnectionTrait>(db: &C, county: &str, id: Uuid) -> Result<Option<erasure_batch::Model>> {
    Ok(erasure_batch::Entity::find_by_id((county.to_owned(), id)).one(db).await?)
}

/// The lists of a county, the newest first.
///
/// # Errors
/// If the database refuses.
pub async fn all<C: ConnectionTrait>(db: &C, county: &str, limit: u64) -> Result<Vec<erasure_batch::Model>> {
    use erasure_batch::Column as B;
    let query = erasure_batch::Entity::find().filter(B::CountyCode.eq(county));
    Ok(query.order_by_desc(B::MadeAt).order_by_asc(B::Id).limit(limit).all(db).await?)
}

/// The lists of a county in a state, the oldest first.
///
/// # Errors
/// If the database refuses.
pub async fn in_state<C: ConnectionTrait>(db: &C, county: &str, state: &str) -> Result<Vec<erasure_batch::Model>> {
    use erasure_batch::Column as B;
    let query = erasure_batch::Entity::find().filter(B::CountyCode.eq(county)).filter(B::State.eq(state));
    Ok(query.order_by_asc(B::MadeAt).all(db).await?)
}

/// Writes a list as it is now, if it is still in the state of `was`; says whether it was.
///
/// # Errors
/// If the database refuses.
pub async fn change<C: ConnectionTrait>(
    db: &C,
    was: &erasure_batch::Model,
    now: &erasure_batch::Model,
) -> Result<bool> {
    use erasure_batch::Column as B;
    let done = erasure_batch::Entity::update_many()
        .col_expr(B::State, Expr::value(now.state.as_str()))
        .col_expr(B::DecidedBy, Expr::value(now.decided_by))
        .col_expr(B::Decider, Expr::value(now.decider.as_str()))
        .col_expr(B::DecidedAt, Expr::value(now.decided_at))
        .col_expr(B::DoneAt, Expr::value(now.done_at))
        .filter(B::CountyCode.eq(was.county_code.as_str()))
        .filter(B::Id.eq(was.id))
        .filter(B::State.eq(was.state.as_str()))
        .exec(db)
        .await?;
    Ok(done.rows_affected == 1)
}

/// The records of a list, by receipt number; at most `limit`.
///
/// # Errors
/// If the database refuses.
pub async fn items<C: ConnectionTrait>(
    db: &C,
    county: &str,
    batch: Uuid,
    limit: u64,
) -> Result<Vec<erasure_item::Model>> {
    use erasure_item::Column as I;
    let query = erasure_item::Entity::find().filter(I::CountyCode.eq(county)).filter(I::BatchId.eq(batch));
    Ok(query.order_by_asc(I::ReceiptNo).limit(limit).all(db).await?)
}

/// The next records of a list that wait, at most `limit`.
///
/// # Errors
/// If the database refuses.
pub async fn waiting<C: ConnectionTrait>(
    db: &C,
    county: &str,
    batch: Uuid,
    limit: u64,
) -> Result<Vec<erasure_item::Model>> {
    use erasure_item::Column as I;
    let query = erasure_item::Entity::find().filter(I::CountyCode.eq(county)).filter(I::BatchId.eq(batch));
    Ok(query.filter(I::State.eq("waiting")).order_by_asc(I::RecordId).limit(limit).all(db).await?)
}

/// Writes what became of a record of a list.
///
/// # Errors
/// If the database refuses.
pub async fn settle<C: ConnectionTrait>(db: &C, item: &erasure_item::Model) -> Result<()> {
    use erasure_item::Column as I;
    erasure_item::Entity::update_many()
        .col_expr(I::State, Expr::value(item.state.as_str()))
        .col_expr(I::HoldNo, Expr::value(item.hold_no.as_str()))
        .col_expr(I::Rows, Expr::value(item.rows))
        .col_expr(I::Fingerprint, Expr::value(item.fingerprint.as_str()))
        .col_expr(I::ErasedAt, Expr::value(item.erased_at))
        .filter(I::CountyCode.eq(item.county_code.as_str()))
        .filter(I::BatchId.eq(item.batch_id))
        .filter(I::RecordId.eq(item.record_id))
        .exec(db)
        .await?;
    Ok(())
}

/// How many records of a list have the same township, rule and state.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Count {
    /// Township, 9 digits or empty.
    pub township_code: String,
    /// Code of the rule.
    pub rule: String,
    /// State of the item.
    pub state: String,
    /// How many.
    pub count: i64,
}

/// The records of a list, counted.
///
/// # Errors
/// If the database refuses.
pub async fn counts<C: ConnectionTrait>(db: &C, county: &str, batch: Uuid) -> Result<Vec<Count>> {
    use erasure_item::Column as I;
    Ok(erasure_item::Entity::find()
        .select_only()
        .columns([I::TownshipCode, I::Rule, I::State])
        .column_as(I::RecordId.count(), "count")
        .filter(I::CountyCode.eq(county))
        .filter(I::BatchId.eq(batch))
        .group_by(I::TownshipCode)
        .group_by(I::Rule)
        .group_by(I::State)
        .order_by_asc(I::Rule)
        .order_by_asc(I::TownshipCode)
        .into_model()
        .all(db)
        .await?)
}
