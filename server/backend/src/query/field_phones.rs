//! Workers' phones as the township sees them.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::bulk::padded;
use super::field_scope::Scope;
use crate::entity::{account, device};
use crate::error::Result;
use crate::service::accounts::{FieldWorker, Reviewer};

/// Most phones of one list.
const LIST: u64 = 500;

/// The accounts of an area.
fn accounts(scope: &Scope) -> Condition {
    use account::Column as A;
    let code = scope.code();
    Condition::all()
        .add(A::CountyCode.eq(scope.county()))
        .add(A::DivisionCode.gte(code))
        // Codes are digits: every code inside the division sorts before this one.
        .add(A::DivisionCode.lt(format!("{code}:")))
}

/// The phones of the area's workers that may send, each with its worker, the longest unsent first.
///
/// # Errors
/// If the database refuses.
pub async fn of_area<C: ConnectionTrait>(db: &C, reviewer: &Reviewer) -> Result<Vec<(device::Model, account::Model)>> {
    use device::Column as D;
    let people = account::Entity::find().filter(accounts(&Scope::from(reviewer))).all(db).await?;
    if people.is_empty() {
        return Ok(Vec::new());
    }
    let phones = device::Entity::find()
        .filter(D::CountyCode.eq(reviewer.area().county()))
        .filter(D::AccountId.is_in(padded(people.iter().map(|person| person.id))))
        .filter(D::RevokedAt.is_null())
        .order_by_desc(D::LastSeen)
        .limit(LIST)
        .all(db)
        .await?;
    let worker = |phone: &device::Model| people.iter().find(|person| person.id == phone.account_id).cloned();
    Ok(phones.into_iter().filter_map(|phone| worker(&phone).map(|person| (phone, person))).collect())
}

/// Ends a phone of the area's workers; false when there is none that may still send.
///
/// # Errors
/// If the database refuses.
pub async fn revoke<C: ConnectionTrait>(db: &C, reviewer: &Reviewer, id: Uuid, at: i64) -> Result<bool> {
    use device::Column as D;
    let people: Vec<Uuid> = account::Entity::find()
        .select_only()
        .column(account::Column::Id)
        .filter(accounts(&Scope::from(reviewer)))
        .into_tuple()
        .all(db)
        .await?;
    let done = device::Entity::update_many()
        .col_expr(D::RevokedAt, Expr::value(at))
        .filter(D::CountyCode.eq(reviewer.area().county()))
        .filter(D::Id.eq(id))
        .filter(D::AccountId.is_in(people))
        .filter(D::RevokedAt.is_null())
        .exec(db)
        .await?;
    Ok(done.rows_affected == 1)
}

/// Remembers that a worker's phone asked; false when it is not the worker's, or may not any more.
///
/// # Errors
/// If the database refuses.
pub async fn seen<C: ConnectionTrait>(db: &C, worker: &FieldWorker, id: Uuid, at: i64) -> Result<bool> {
    use device::Column as D;
    let done = device::Entity::update_many()
        .col_expr(D::LastSeen, Expr::value(at))
        .filter(D::CountyCode.eq(worker.county().to_string()))
        .filter(D::Id.eq(id))
        .filter(D::AccountId.eq(worker.account().id()))
        .filter(D::RevokedAt.is_null())
        .exec(db)
        .await?;
    Ok(done.rows_affected == 1)
}
