//! Links as their makers see them.

use std::collections::HashMap;

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::access::accounts::Director;
use crate::error::Result;
use crate::links::tables::link;
use crate::register::tables::record;
use crate::store::everywhere;

/// Most links of one list.
const LIST: u64 = 200;

/// The links that staff made for the director's division and what lies in it.
fn own_area(director: &Director) -> Condition {
    use link::Column as L;
    let code = director.account().division().to_string();
    Condition::all()
        .add(L::CountyCode.eq(director.county().to_string()))
        .add(L::DivisionCode.gte(code.as_str()))
        // Codes are digits: every code inside the division sorts before this one.
        .add(L::DivisionCode.lt(format!("{code}:")))
        .add(L::CreatedBy.is_not_null())
}

/// The links, newest first.
///
/// # Errors
/// If the database refuses.
pub async fn list<C: ConnectionTrait>(db: &C, director: &Director) -> Result<Vec<link::Model>> {
    Ok(link::Entity::find().filter(own_area(director)).order_by_desc(link::Column::Id).limit(LIST).all(db).await?)
}

/// One of them.
///
/// # Errors
/// If the database refuses.
pub async fn one<C: ConnectionTrait>(db: &C, director: &Director, id: Uuid) -> Result<Option<link::Model>> {
    Ok(link::Entity::find().filter(own_area(director)).filter(link::Column::Id.eq(id)).one(db).await?)
}

/// Takes a link back; false when it is not there or was taken back before.
///
/// # Errors
/// If the database refuses.
pub async fn revoke<C: ConnectionTrait>(db: &C, director: &Director, id: Uuid, at: i64) -> Result<bool> {
    let done = link::Entity::update_many()
        .col_expr(link::Column::RevokedAt, Expr::value(at))
        .filter(own_area(director))
        .filter(link::Column::Id.eq(id))
        .filter(link::Column::RevokedAt.is_null())
        .exec(db)
        .await?;
    Ok(done.rows_affected == 1)
}

/// How many records came through each of the links.
///
/// # Errors
/// If the database refuses.
pub async fn used<C: ConnectionTrait>(db: &C, links: &[link::Model]) -> Result<HashMap<Uuid, u64>> {
    if links.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<(Uuid, i64)> = record::Entity::find()
        .select_only()
        .column(record::Column::LinkId)
        .column_as(record::Column::LinkId.count(), "count")
        .filter(record::Column::LinkId.is_in(links.iter().map(|link| link.id)))
        .group_by(record::Column::LinkId)
        .into_tuple()
        .all(&everywhere(db))
        .await?;
    Ok(rows.into_iter().map(|(id, count)| (id, u64::try_from(count).unwrap_or(0))).collect())
}
