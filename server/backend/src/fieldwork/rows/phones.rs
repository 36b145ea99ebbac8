//! Workers' phones as the township sees them.

use std::collections::HashMap;

use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::scope::Scope;
use crate::access;
use crate::access::accounts::{FieldWorker, Reviewer};
use crate::access::tables::account;
use crate::declare::tables::refused_message;
use crate::error::Result;
use crate::fieldwork::tables::device;
use crate::store::bulk::padded;

/// Most phones of one list.
const LIST: u64 = 500;

/// Somebody who works in an area, and where.
#[derive(Clone, Debug)]
pub struct Worker {
    /// The account.
    pub account: account::Model,
    /// The place of the last assignment, 6 to 12 digits.
    pub place: String,
}

/// Who works or worked in an area: the phone of somebody whose assignment has ended may still hold something.
async fn workers<C: ConnectionTrait>(db: &C, scope: &Scope) -> Result<Vec<Worker>> {
    let assignments = access::rows::assignments::inside(db, scope.county(), scope.code()).await?;
    let places: HashMap<Uuid, String> = assignments.into_iter().map(|row| (row.account_id, row.place_code)).collect();
    let ids: Vec<Uuid> = places.keys().copied().collect();
    let accounts = access::rows::accounts::by_ids(db, &ids).await?.into_iter();
    Ok(accounts.filter_map(|account| Some(Worker { place: places.get(&account.id)?.clone(), account })).collect())
}

/// A phone, its worker, and how many messages from it are kept because they could not be taken.
pub type Phone = (device::Model, Worker, u32);

/// The phones of the area's workers that may send, and ended ones from which something is kept; the one that
/// asked last comes first.
///
/// # Errors
/// If the database refuses.
pub async fn of_area<C: ConnectionTrait>(db: &C, reviewer: &Reviewer) -> Result<Vec<Phone>> {
    use device::Column as D;
    let people = workers(db, &Scope::from(reviewer)).await?;
    if people.is_empty() {
        return Ok(Vec::new());
    }
    let kept = refused(db, reviewer.area().county(), &people).await?;
    let phones = device::Entity::find()
        .filter(D::CountyCode.eq(reviewer.area().county()))
        .filter(D::AccountId.is_in(padded(people.iter().map(|person| person.account.id))))
        .filter(D::RevokedAt.is_null().or(D::Id.is_in(kept.keys().copied())))
        .order_by_desc(D::LastSeen)
        .limit(LIST)
        .all(db)
        .await?;
    let worker = |phone: &device::Model| people.iter().find(|person| person.account.id == phone.account_id).cloned();
    let listed = |phone: device::Model| {
        let count = kept.get(&phone.id).copied().unwrap_or(0);
        worker(&phone).map(|person| (phone, person, count))
    };
    Ok(phones.into_iter().filter_map(listed).collect())
}

/// How many messages of each phone wait for their workers.
async fn refused<C: ConnectionTrait>(db: &C, county: &str, people: &[Worker]) -> Result<HashMap<Uuid, u32>> {
    use refused_message::Column as K;
    let counts: Vec<(Uuid, i64)> = refused_message::Entity::find()
        .select_only()
        .column(K::DeviceId)
        .column_as(Expr::col(K::DeviceId).count(), "count")
        .filter(K::CountyCode.eq(county))
        .filter(K::AccountId.is_in(padded(people.iter().map(|person| person.account.id))))
        .filter(K::SettledAt.is_null())
        .group_by(K::DeviceId)
        .into_tuple()
        .all(db)
        .await?;
    Ok(counts.into_iter().map(|(phone, count)| (phone, u32::try_from(count).unwrap_or(u32::MAX))).collect())
}

/// Ends a phone of the area's workers; false when there is none that may still send.
///
/// # Errors
/// If the database refuses.
pub async fn revoke<C: ConnectionTrait>(db: &C, reviewer: &Reviewer, id: Uuid, at: i64) -> Result<bool> {
    use device::Column as D;
    let people = workers(db, &Scope::from(reviewer)).await?;
    let done = device::Entity::update_many()
        .col_expr(D::RevokedAt, Expr::value(at))
        .filter(D::CountyCode.eq(reviewer.area().county()))
        .filter(D::Id.eq(id))
        .filter(D::AccountId.is_in(padded(people.iter().map(|person| person.account.id))))
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
