//! Records whose time may be over.

use domain::register::State;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::error::Result;
use crate::register::tables::record;

/// The next records of a county in a state that came into it before an instant, behind `after` in the order of ids.
///
/// # Errors
/// If the database refuses.
pub(crate) async fn in_state<C: ConnectionTrait>(
    db: &C,
    county: &str,
    state: State,
    before: i64,
    after: Uuid,
    limit: u64,
) -> Result<Vec<record::Model>> {
    use record::Column as R;
    let query = record::Entity::find().filter(R::CountyCode.eq(county)).filter(R::State.eq(state.code()));
    let query = query.filter(R::MovedAt.lt(before)).filter(R::Id.gt(after));
    Ok(query.order_by_asc(R::Id).limit(limit).all(db).await?)
}
