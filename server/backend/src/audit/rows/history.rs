//! The history of records, written by the pen ([`crate::audit::pen`]) and read again.

use domain::review::Action;
use sea_orm::sea_query::SimpleExpr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use crate::audit::tables::event;
use crate::error::Result;
use crate::store::bulk;

/// The event moved the record; others, such as a visit, only left a trace in its history.
pub(crate) fn moves() -> SimpleExpr {
    event::Column::Action.is_not_in(Action::ALL.iter().filter(|action| !action.moves()).map(|action| action.code()))
}

/// The history of a record, newest first.
///
/// # Errors
/// If the database refuses.
pub async fn of_record<C: ConnectionTrait>(db: &C, county: &str, record: Uuid) -> Result<Vec<event::Model>> {
    Ok(event::Entity::find()
        .filter(event::Column::CountyCode.eq(county))
        .filter(event::Column::RecordId.eq(record))
        .order_by_desc(event::Column::Id)
        .all(db)
        .await?)
}

/// The newest move of a record.
///
/// # Errors
/// If the database refuses.
pub async fn newest<C: ConnectionTrait>(db: &C, county: &str, record: Uuid) -> Result<Option<event::Model>> {
    Ok(event::Entity::find()
        .filter(event::Column::CountyCode.eq(county))
        .filter(event::Column::RecordId.eq(record))
        .filter(moves())
        .order_by_desc(event::Column::Id)
        .one(db)
        .await?)
}

/// The newest event that brought a record into a state.
///
/// # Errors
/// If the database refuses.
pub async fn newest_to<C: ConnectionTrait>(
    db: &C,
    county: &str,
    record: Uuid,
    state: &str,
) -> Result<Option<event::Model>> {
    Ok(event::Entity::find()
        .filter(event::Column::CountyCode.eq(county))
        .filter(event::Column::RecordId.eq(record))
        .filter(event::Column::ToState.eq(state))
        .filter(moves())
        .order_by_desc(event::Column::Id)
        .one(db)
        .await?)
}

/// The newest event of an action of a record.
///
/// # Errors
/// If the database refuses.
pub async fn newest_of<C: ConnectionTrait>(
    db: &C,
    (county, record): (&str, Uuid),
    action: Action,
) -> Result<Option<event::Model>> {
    Ok(event::Entity::find()
        .filter(event::Column::CountyCode.eq(county))
        .filter(event::Column::RecordId.eq(record))
        .filter(event::Column::Action.eq(action.code()))
        .order_by_desc(event::Column::Id)
        .one(db)
        .await?)
}

/// What somebody did with a record since an instant without moving it.
///
/// # Errors
/// If the database refuses.
pub async fn traces<C: ConnectionTrait>(
    db: &C,
    (county, record): (&str, Uuid),
    action: Action,
    actor: Uuid,
    since: i64,
) -> Result<Vec<event::Model>> {
    Ok(event::Entity::find()
        .filter(event::Column::CountyCode.eq(county))
        .filter(event::Column::RecordId.eq(record))
        .filter(event::Column::Action.eq(action.code()))
        .filter(event::Column::ActorId.eq(actor))
        .filter(event::Column::At.gte(since))
        .all(db)
        .await?)
}

/// Writes lines of histories.
///
/// # Errors
/// If the database refuses.
pub(crate) async fn insert<'a, C: ConnectionTrait>(
    db: &C,
    events: impl IntoIterator<Item = &'a event::Model>,
) -> Result<()> {
    bulk::insert::<event::Entity, _>(db, events).await
}
